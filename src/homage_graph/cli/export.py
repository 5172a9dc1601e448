"""homage export: the graph for others."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

import click

from homage_graph.cli.options import graph_option, opened, output_option, reasoned, write, written
from homage_graph.cli.terminal import say, working
from homage_graph.publishing.export import FORMATS

if TYPE_CHECKING:
    from pathlib import Path

    from homage_graph.graph import Graph

__all__ = ["command"]


@click.command("export")
@graph_option
@output_option
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="turtle", show_default=True)
@click.option("--asserted", "only", flag_value="asserted", multiple=True, help="Only what is written.")
@click.option("--inferred", "only", flag_value="inferred", multiple=True, help="Only what follows.")
@click.option("--only-edges", "only", flag_value="edges", multiple=True, help="Only the four plain edges.")
@click.option("--about", metavar="NAME", help="Only one thing, with what belongs to it: a film, a video, a person …")
@click.option("--query", "question", metavar="NAME|FILE", help="Only what a CONSTRUCT query answers.")
def command(
    paths: tuple[Path, ...],
    output: Path | None,
    form: str,
    only: tuple[str, ...],
    about: str | None,
    question: str | None,
) -> None:
    """Write the enriched graph: everything said of things and concepts, and what follows from it.

    TriG and N-Quads keep what is written and what follows in graphs of their own. The same graph gives the same bytes,
    on every machine; what is written is read again before it is given out. Exit code 1 when the graph contradicts
    itself.
    """
    if len(only) > 1:
        raise click.UsageError("--asserted, --inferred and --only-edges are one or the other")
    if question is not None and (only or about):
        raise click.UsageError("--query says itself what is exported: the other choices do not go with it")
    graph = reasoned(opened(paths))
    if question is not None:
        write(_constructed(graph, question, form), output, graph)
    else:
        thing = None if about is None else graph.find(about)

        def fill(file: IO[bytes]) -> None:
            with working("exporting"):
                graph.write(file, form, *only, about=thing)

        written(fill, output, graph)
    if output is not None:
        say(f"wrote {output}")


def _constructed(graph: Graph, question: str, form: str) -> bytes:
    """The graph that a query answers: a saved one's, or that in a file."""
    from homage_graph.cli.query import read

    if question.endswith(".rq"):
        text, origin = read(question)
        answer = graph.query(text, origin=origin)
    else:
        answer = graph.ask(question)
    if answer.triples is None:
        raise click.UsageError(f"“{question}” answers no graph: --query takes CONSTRUCT or DESCRIBE")
    try:
        return graph.serialise(answer.triples, form)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
