"""homage rules: the reasoning, for other engines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from homage_graph.cli.options import graph_option, opened, output_option, write

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["command"]


@click.command("rules")
@graph_option
@output_option
def command(paths: tuple[Path, ...], output: Path | None) -> None:
    """Write the rules that the ontology amounts to, as SPARQL 1.1 updates that any engine can run."""
    graph = opened(paths)
    write(graph.rules().encode(), output, graph)
