"""homage reason: what follows?"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click
import pyoxigraph as ox

from homage_graph.cli.options import graph_option, opened, output_option, reasoned, write
from homage_graph.cli.terminal import say

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["command"]


@click.command("reason")
@graph_option
@output_option
@click.option("--only-inferred", is_flag=True, help="Leave out what is written.")
def command(paths: tuple[Path, ...], output: Path | None, only_inferred: bool) -> None:  # noqa: FBT001
    """Derive everything that follows, by OWL 2 RL, and write it with what it follows from, as N-Triples.

    Exit code 1 when the graph contradicts itself, or has one thing twice.
    """
    graph = reasoned(opened(paths))
    summary = graph.reason()
    written = () if only_inferred else graph.asserted
    triples = sorted({*written, *graph.inferred()}, key=str)
    text = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
    write(text, output, graph)
    say(f"{summary.inferred:,} triples follow from {summary.asserted:,}")
    sys.exit(1 if summary.contradictions or summary.duplicates else 0)
