"""What each stage costs on made-up graphs of S (200) and M (2,000) videos: ours, and rdflib's beside it.

    python benchmarks/stages.py

The figure is the CPU time of this process, the median of runs in which ours and rdflib's take turns.
Validation has no second column: it is pyshacl's work in either. Reasoning has a benchmark of its own.
"""

from __future__ import annotations

import gc
import os
import tempfile
import time
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox
import rdflib
from figures import environment, table
from generate import SIZES, generate

from homage_graph.graph import Graph
from homage_graph.reading import parse
from homage_graph.reasoning import Closure, Summary
from homage_graph.store import Layer
from homage_graph.store.embedded import EmbeddedStore
from homage_graph.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Rows = set[tuple[str, ...]]

RUNS: Final = 5
VIDEO: Final = "https://w3id.org/homage-graph/id/video/v20"
QUESTIONS: Final[dict[str, dict[str, str]]] = {"alterations": {"video": VIDEO}, "doubtful-claims": {}}
"""Saved queries that need no reasoning, one asked of one video and one of the whole graph."""


class NoReasoner:
    """Derives nothing."""

    name = "none"

    def close(self, asserted: Sequence[ox.Triple]) -> Closure:
        """See `homage_graph.reasoning.Reasoner.close`."""
        return Closure((), Summary(len(asserted), 0))


class Bench:
    """One graph, and what is done with it."""

    def __init__(self, folder: Path) -> None:
        self.workspace = open_workspace([folder])
        self.files = (*self.workspace.ontology, *self.workspace.data)
        self.caches = tempfile.mkdtemp(dir=folder)
        self.triples = self.read()

    def read(self) -> list[ox.Triple]:
        """Parse the files."""
        return [triple for document in parse(self.workspace, self.files) for triple in document]

    def load(self, triples: list[ox.Triple]) -> EmbeddedStore:
        """Put triples into a store."""
        store = EmbeddedStore()
        store.load(triples, Layer.ASSERTED)
        return store

    def parse_rdflib(self) -> rdflib.Graph:
        """Read and load, by rdflib."""
        graph = rdflib.Graph()
        for file in self.files:
            graph.parse(file, format="turtle")
        return graph

    def ask(self, graph: Graph, question: str) -> Rows:
        """A saved query of a graph in memory, by us."""
        bindings: dict[str, Any] = {name: ox.NamedNode(iri) for name, iri in QUESTIONS[question].items()}
        rows = graph.query(graph.saved_query(question).text, **bindings).rows
        return {tuple("" if term is None else term.value for term in row) for row in rows}

    def ask_rdflib(self, graph: rdflib.Graph, question: str) -> Rows:
        """A saved query of a graph in memory, by rdflib."""
        bindings = {name: rdflib.URIRef(iri) for name, iri in QUESTIONS[question].items()}
        text = (self.workspace.root / "queries" / f"{question}.rq").read_text("utf-8")
        rows = (row for row in graph.query(text, initBindings=bindings) if isinstance(row, tuple))
        return {tuple("" if term is None else str(term) for term in row) for row in rows}

    def ask_cached(self, question: str) -> Rows:
        """A saved query of a graph that was kept on disk."""
        return self.ask(Graph(self.workspace, reasoner=NoReasoner()), question)

    def ask_cold(self, question: str) -> Rows:
        """A saved query of files: read, load, keep, ask."""
        os.environ["XDG_CACHE_HOME"] = tempfile.mkdtemp(dir=self.caches)
        return self.ask_cached(question)

    def ask_rdflib_cold(self, question: str) -> Rows:
        """A saved query of files, by rdflib."""
        return self.ask_rdflib(self.parse_rdflib(), question)

    def rows(self) -> Iterator[tuple[str, ...]]:
        """What is measured on either size."""
        yield "read the files", _ms(timed(self.read)[0]), "", ""
        yield "load the store", _ms(timed(lambda: self.load(self.triples))[0]), "", ""
        yield compared("read and load", lambda: self.load(self.read()), self.parse_rdflib)
        ours, theirs = Graph(self.workspace, reasoner=NoReasoner()), self.parse_rdflib()
        for question in QUESTIONS:
            if self.ask_cold(question) != self.ask_rdflib(theirs, question):
                raise SystemExit(f"the two answer {question} differently, so their times say nothing")
            anew = partial(self.ask_rdflib_cold, question)
            yield compared(f"{question}, cold", partial(self.ask_cold, question), anew)
            yield compared(f"{question}, cached", partial(self.ask_cached, question), anew)
            self.ask(ours, question)
            in_memory = partial(self.ask, ours, question), partial(self.ask_rdflib, theirs, question)
            yield compared(f"{question}, in memory", *in_memory)

    def slow_rows(self) -> Iterator[tuple[str, ...]]:
        """What is measured on S alone: on M, one run takes about a minute."""
        graph = Graph(self.workspace)
        report = graph.validate()
        if not report.conforms:
            raise SystemExit("the made-up graph breaks the shapes")
        yield "validate", _ms(timed(graph.validate, runs=3)[0]), "", ""


def timed(*works: Callable[[], object], runs: int = RUNS) -> list[float]:
    """The median CPU seconds of pieces of work that take turns."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(runs):
        for work, taken in zip(works, times, strict=True):
            gc.collect()
            start = time.process_time()
            work()
            taken.append(time.process_time() - start)
    return [median(taken) for taken in times]


def compared(stage: str, ours: Callable[[], object], theirs: Callable[[], object]) -> tuple[str, ...]:
    """A row of the table: both medians, and how many times ours theirs is."""
    mine, other = timed(ours, theirs)
    return stage, _ms(mine), _ms(other), f"{other / mine:.1f}"


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:,.1f}"


def main() -> None:
    """Measure S and M, and print a table each."""
    print(environment())
    print(f"CPU time in ms, median of {RUNS} runs in turns")
    for name in ("S", "M"):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder, name)
            generate(SIZES[name], root)
            bench = Bench(root)
            print(f"\n{name}: {SIZES[name]:,} videos, {len(bench.triples):,} triples with the ontology\n")
            rows = [*bench.rows(), *(bench.slow_rows() if name == "S" else ())]
            print(table(("", "ours", "rdflib", "rdflib / ours"), rows))
    print("\nValidation is run on S alone: on M, one run takes about a minute.")


if __name__ == "__main__":
    main()
