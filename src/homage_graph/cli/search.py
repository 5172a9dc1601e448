"""homage search: find things by their words."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from homage_graph.cli.options import graph_option, opened, reasoned
from homage_graph.cli.terminal import say, table
from homage_graph.vocabulary import curie

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["command"]


@click.command("search")
@click.argument("text", nargs=-1, required=True)
@graph_option
def command(text: tuple[str, ...], paths: tuple[Path, ...]) -> None:
    """Find films, videos, people, techniques, homages and quotes that have TEXT in them.

    Exit code 1 when there is none.
    """
    wanted = " ".join(text)
    matches = reasoned(opened(paths)).names.search(wanted)
    if not matches:
        say(f"nothing has “{wanted}” in it")
        sys.exit(1)
    rows = [
        (match.kind, match.name if not match.found else f"{match.name} ({match.found})", curie(match.thing.value))
        for match in matches
    ]
    click.echo(table(("kind", "name", "write it as"), rows), nl=False)
