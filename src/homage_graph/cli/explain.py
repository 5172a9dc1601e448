"""homage explain: why?"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from homage_graph.cli.options import graph_option, opened
from homage_graph.cli.terminal import printable

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["command"]


@click.command("explain")
@click.argument("subject")
@click.argument("predicate")
@click.argument("object_", metavar="OBJECT")
@graph_option
@click.option(
    "--format", "form", type=click.Choice(("text", "mermaid", "json", "turtle")), default="text", show_default=True
)
def command(subject: str, predicate: str, object_: str, paths: tuple[Path, ...], form: str) -> None:
    """Say why SUBJECT PREDICATE OBJECT holds, step by step, down to file and line; or what is missing if it does not.

    Things are given by name, CURIE or IRI, properties too (homageOf, hg:homageOf, a), texts in quotes.
    Exit code 1 when it does not hold.
    """
    graph = opened(paths)
    told = graph.explain(graph.find_term(subject), graph.find_property(predicate), graph.find_term(object_))
    from homage_graph.reasoning.renderers import RENDERERS

    text = RENDERERS[form](told)
    if form == "text":
        text = "\n".join(map(printable, text.split("\n")))
    elif told.proof is None and form != "json":
        click.echo("\n".join(map(printable, RENDERERS["text"](told).split("\n"))), nl=False, err=True)
    click.echo(text, nl=False)
    sys.exit(0 if told.proof is not None else 1)
