"""homage export: the graph for others."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

import click

from homage_graph.cli.options import graph_option, opened, output_option, reasoned, write, write_folder, written
from homage_graph.cli.terminal import say, working
from homage_graph.publishing.export import FORMATS
from homage_graph.publishing.profiles import PROFILES

if TYPE_CHECKING:
    from pathlib import Path

    from homage_graph.graph import Graph

__all__ = ["command"]


_TABLES = ("csv", "parquet")
_FORMS = [*FORMATS, *_TABLES]


@click.command("export")
@graph_option
@output_option
@click.option("--format", "form", type=click.Choice(_FORMS), help="Default: turtle, or what a profile is written in.")
@click.option("--asserted", "only", flag_value="asserted", multiple=True, help="Only what is written.")
@click.option("--inferred", "only", flag_value="inferred", multiple=True, help="Only what follows.")
@click.option("--only-edges", "only", flag_value="edges", multiple=True, help="Only the four plain edges.")
@click.option("--about", metavar="NAME", help="Only one thing, with what belongs to it: a film, a video, a person …")
@click.option("--query", "question", metavar="NAME|FILE", help="Only what a CONSTRUCT query answers.")
@click.option("--profile", type=click.Choice(list(PROFILES)), help="In the vocabulary of another world.")
def command(
    paths: tuple[Path, ...],
    output: Path | None,
    form: str | None,
    only: tuple[str, ...],
    about: str | None,
    question: str | None,
    profile: str | None,
) -> None:
    """Write the enriched graph: everything said of things and concepts, and what follows from it.

    TriG and N-Quads keep what is written and what follows in graphs of their own. CSV and Parquet are several tables,
    in a new folder that -o names. The same graph gives the same bytes, on every machine; what is written is read again
    before it is given out. Exit code 1 when the graph contradicts itself.
    """
    ways = [only, about, question, profile, form in _TABLES]
    if len(only) > 1:
        raise click.UsageError("--asserted, --inferred and --only-edges are one or the other")
    if (question or profile or form in _TABLES) and sum(map(bool, ways)) > 1:
        raise click.UsageError("--query, --profile and tables each say what is exported: nothing else goes with them")
    if form in _TABLES and output is None:
        raise click.UsageError(f"{form} is several tables: name a new folder for them with -o")
    graph = reasoned(opened(paths))
    if form in _TABLES:
        assert output is not None  # noqa: S101 - see above
        with working("exporting"):
            write_folder(_tables(graph, form), output)
    elif question is not None:
        write(_constructed(graph, question, form or "turtle"), output, graph)
    elif profile is not None:
        try:
            with working("exporting"):
                text = PROFILES[profile].write(graph, FORMATS[form] if form else None)
        except ValueError as error:  # it is no RDF
            raise click.UsageError(str(error)) from None
        write(text, output, graph)
    else:
        thing = None if about is None else graph.find(about)

        def fill(file: IO[bytes]) -> None:
            with working("exporting"):
                graph.write(file, form or "turtle", *only, about=thing)

        written(fill, output, graph)
    if output is not None:
        say(f"wrote {output}")


def _tables(graph: Graph, form: str) -> dict[str, bytes]:
    """The files of the tables, by name."""
    from homage_graph.publishing.tables import csv_metadata, tables

    made = tables(graph)
    if form == "parquet":
        return {f"{name}.parquet": table.to_parquet() for name, table in made.items()}
    files = {f"{name}.csv": table.to_csv() for name, table in made.items()}
    return {**files, "csv-metadata.json": csv_metadata(graph, made)}


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
