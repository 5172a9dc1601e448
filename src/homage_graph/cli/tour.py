"""homage tour: the whole way, in front of the reader's eyes."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from homage_graph.cli.options import graph_option, opened, write
from homage_graph.cli.terminal import answer_table, working
from homage_graph.errors import ContradictionError
from homage_graph.validation.renderers import as_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from homage_graph.graph import Graph

__all__ = ["command"]

_QUESTIONS: tuple[tuple[str, dict[str, str]], ...] = (
    ("homages-in-video", {"video": "LILAC"}),
    ("attested-twice", {}),
    ("most-quoted-directors", {}),
)
_SHOWN = 5
"""So many rows of an answer are shown."""


@click.command("tour")
@graph_option
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("homage-graph.ttl"),
    show_default=True,
    help="Where the enriched graph is written.",
)
def command(paths: tuple[Path, ...], output: Path) -> None:
    """Go the whole way: read, validate, reason, ask, export; a line on each, and the answers."""
    graph = opened(paths)
    with _step("read") as done:
        files, triples = len(graph.documents), len(graph.asserted)
        done.append(f"{triples:,} triples in {files} files")
    with _step("validate", "judging by the shapes") as done:
        report = graph.validate()
        done.append(
            f"{'conforms to' if report.conforms else f'{len(report.findings)} findings by'} {report.shapes} shapes"
        )
    if not report.acceptable:
        click.echo(as_text(report), nl=False)
        sys.exit(1)
    known = graph.is_reasoned
    with _step("reason", "deriving what follows") as done:
        summary = graph.reason()
        done.append(f"{summary.inferred:,} triples follow{', from the cache' if known else ''}")
    if wrong := (*summary.contradictions, *summary.duplicates):
        raise ContradictionError(wrong)
    for name, parameters in _QUESTIONS:
        _ask(graph, name, parameters)
    with _step("export", "writing") as done:
        text = graph.export()
        output.parent.mkdir(parents=True, exist_ok=True)
        write(text, output, graph)
        done.append(f"{len(graph.published):,} triples to {output}, {len(text):,} bytes")


def _ask(graph: Graph, name: str, parameters: dict[str, str]) -> None:
    question = graph.saved_query(name)
    with _step("ask") as done:
        answer = graph.answer(question, parameters)
        typed = "".join(f" --{key} {value}" for key, value in parameters.items())
        shown = f", the first {_SHOWN} here" if len(answer) > _SHOWN else ""
        done.append(f"{question.summary}: {len(answer)} rows{shown} (homage query {name}{typed})")
    click.echo(f"\n{answer_table(replace(answer, rows=answer.rows[:_SHOWN]), graph, parameters)}")


@contextmanager
def _step(verb: str, long: str = "") -> Iterator[list[str]]:
    """Do something and say in a line what it was and how long it took."""
    done: list[str] = []
    start = time.perf_counter()
    if long:
        with working(long):
            yield done
    else:
        yield done
    click.echo(f"{verb:<8}  {done[0]}  [{time.perf_counter() - start:.2f} s]")
