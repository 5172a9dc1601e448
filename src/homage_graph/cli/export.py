"""homage export: the graph for others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from homage_graph.cli.options import graph_option, opened, output_option, reasoned, write
from homage_graph.cli.terminal import say
from homage_graph.publishing.export import FORMATS

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["command"]


@click.command("export")
@graph_option
@output_option
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="turtle", show_default=True)
@click.option("--asserted", "only", flag_value="asserted", multiple=True, help="Only what is written.")
@click.option("--inferred", "only", flag_value="inferred", multiple=True, help="Only what follows.")
@click.option("--only-edges", "only", flag_value="edges", multiple=True, help="Only the four plain edges.")
def command(paths: tuple[Path, ...], output: Path | None, form: str, only: tuple[str, ...]) -> None:
    """Write the enriched graph: everything said of things and concepts, and what follows from it.

    TriG and N-Quads keep what is written and what follows in graphs of their own. The same graph gives the same bytes,
    on every machine; what is written is read again before it is given out. Exit code 1 when the graph contradicts
    itself.
    """
    if len(only) > 1:
        raise click.UsageError("--asserted, --inferred and --only-edges are one or the other")
    graph = reasoned(opened(paths))
    write(graph.export(form, *only), output, graph)
    if output is not None:
        say(f"wrote {output}")
