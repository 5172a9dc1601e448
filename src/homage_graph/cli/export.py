"""homage export: the graph for others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from homage_graph.cli.options import graph_option, opened, output_option, reasoned, write
from homage_graph.cli.terminal import say
from homage_graph.querying.answer import GRAPH_FORMATS

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["command"]


@click.command("export")
@graph_option
@output_option
@click.option("--format", "form", type=click.Choice(list(GRAPH_FORMATS)), default="turtle", show_default=True)
def command(paths: tuple[Path, ...], output: Path | None, form: str) -> None:
    """Write the enriched graph: everything said of things and concepts, and what follows from it.

    The same graph gives the same bytes, on every machine. Exit code 1 when the graph contradicts itself.
    """
    graph = reasoned(opened(paths))
    write(graph.export(form), output, graph)
    if output is not None:
        say(f"wrote {output}")
