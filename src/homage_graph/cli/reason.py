"""homage reason: what follows?"""

from __future__ import annotations

import sys
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pyoxigraph as ox

from homage_graph.cli.options import graph_option, opened, output_option, write
from homage_graph.cli.terminal import counting, say, working

if TYPE_CHECKING:
    from homage_graph.graph import Graph
    from homage_graph.reasoning import Summary

__all__ = ["command"]

_MOST_SHOWN = 10


@click.command("reason")
@click.argument("files", nargs=-1, type=click.Path(), metavar="[PATH]...")
@graph_option
@output_option
@click.option("--only-inferred", is_flag=True, help="What follows and is worth telling, without what is written.")
@click.option("--max-inferred", type=click.IntRange(1), metavar="N", help="Stop when more triples follow than that.")
@click.option("--max-seconds", type=click.FloatRange(0, min_open=True), metavar="S", help="Stop after that time.")
def command(
    files: tuple[str, ...],
    paths: tuple[Path, ...],
    output: Path | None,
    only_inferred: bool,  # noqa: FBT001
    max_inferred: int | None,
    max_seconds: float | None,
) -> None:
    """Derive everything that follows, by OWL 2 RL, and write it with what it follows from, as N-Triples.

    With files at PATH: only what follows from adding them to the graph. From RDF files named by --graph
    everything is written that the standard derives, also of the ontology itself and of every graph.

    Exit code 1, with the proof, when the graph contradicts itself, or when a folder has one thing twice.
    """
    from homage_graph.reasoning.materialise import Limits
    from homage_graph.reasoning.reasoner import close

    graph = opened(paths)
    given = {"inferred": max_inferred, "seconds": max_seconds}
    limits = Limits(**{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]
    if files and (only_inferred or max_inferred or max_seconds):
        raise click.UsageError(
            "--only-inferred, --max-inferred and --max-seconds are for the whole graph, not for PATH"
        )
    if files:
        _report_change(graph, files, output)
        return
    with counting("reasoning") as progress:
        graph.materialise(limits, progress)
    with working("writing"):
        text, count = graph.closure(only_inferred=only_inferred)
    write(text, output, graph)
    summary = close(graph.materialise()).summary
    more = f"; {count:,} with those on the ontology, and what holds in any graph" if count > summary.inferred else ""
    say(f"{summary.inferred:,} triples follow from {summary.asserted:,}{more}")
    sys.exit(_report(graph, summary))


def _report_change(graph: Graph, files: tuple[str, ...], output: Path | None) -> None:
    """Write what would follow from new files; what they contradict goes to stderr, and means exit code 1."""
    from homage_graph.reasoning.reasoner import close

    change = graph.consequences(*files)
    triples = [ox.Triple(*statement) for statement in change.appears]  # type: ignore[arg-type]  # legal RDF
    lines = (ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").splitlines(keepends=True)
    write(b"".join(sorted(lines)), output, graph, map(Path, files))
    say(f"{len(triples):,} triples would follow")
    if not change.conflicts:
        sys.exit(0)
    from homage_graph.graph import Graph

    workspace = graph.workspace
    whole = Graph(replace(workspace, data=(*workspace.data, *(Path(file).resolve() for file in files))))
    sys.exit(_report(whole, close(whole.materialise()).summary))


def _report(graph: Graph, summary: Summary) -> int:
    """Show what is wrong, with proofs; the exit code that it deserves."""
    from homage_graph.reasoning.renderers import as_text

    for note in summary.notes:
        say(f"homage: note: {note}")
    for told in islice(graph.conflicts(), _MOST_SHOWN):
        what = "the graph contradicts itself" if told.statement is None else "one thing twice"
        say(f"homage: {what}:")
        for line in as_text(told).rstrip("\n").split("\n"):
            say(f"  {line}".rstrip())
    count = len(summary.contradictions) + len(summary.duplicates)
    if count > _MOST_SHOWN:
        say(f"homage: these are the first {_MOST_SHOWN} of {count}")
    wrong = summary.contradictions or (graph.workspace.is_curated and summary.duplicates)
    return 1 if wrong else 0
