"""homage queries: what can be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from homage_graph.cli.options import graph_option, opened
from homage_graph.cli.terminal import table

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["command"]


@click.command("queries")
@graph_option
def command(paths: tuple[Path, ...]) -> None:
    """List the saved queries: what each answers, its parameters."""
    rows = [
        (question.name, question.summary, " ".join(f"--{parameter.name}" for parameter in question.parameters))
        for question in opened(paths).saved_queries()
    ]
    click.echo(table(("query", "what it answers", "parameters"), rows), nl=False)
