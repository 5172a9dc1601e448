"""Contributions written in a test: what is wrong stands between « and », and a fix is applied to see what it does."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from conftest import ROOT
from homage_graph.reading import Document
from homage_graph.reading.positions import Positions, Span, offsets
from homage_graph.validation.policy.contribution import (
    class_demanding,
    judge_contribution,
    judge_literals,
    single_valued,
)
from homage_graph.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from homage_graph.validation import Finding, Fix

HEADER = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items()) + "@prefix ex: <urn:example:> .\n\n"


class Known:
    """A graph that some documents make, and that counts what it is asked."""

    def __init__(self, documents: Sequence[Document] = ()) -> None:
        self.asked: list[ox.NamedNode] = []
        self._positions = Positions(documents)
        self._about: defaultdict[object, list[ox.Triple]] = defaultdict(list)
        for triple in (triple for one in documents for triple in one):
            self._about[triple.subject].append(triple)

    def about(self, thing: ox.NamedNode) -> Iterable[ox.Triple]:
        self.asked.append(thing)
        return self._about.get(thing, ())

    def place(self, statement: tuple[object, object, object]) -> Span | None:
        return self._positions.of(statement)


def document(text: str, name: str = "new.ttl") -> Document:
    """A text as a file, whose IRIs may have anything that the grammar allows."""
    syntax = ox.RdfFormat.N_TRIPLES if name.endswith(".nt") else ox.RdfFormat.TURTLE
    quads = ox.parse(text.removeprefix("\ufeff").encode(), format=syntax, lenient=True)
    return Document(Path(name), name, text.encode(), tuple(quad.triple for quad in quads))


def read(name: str) -> Document:
    """A file of the project."""
    return document((ROOT / name).read_text("utf-8"), name)


ONTOLOGY = [read("ontology/homage.ttl"), read("ontology/concepts.ttl")]
SHAPES = [read("ontology/shapes.ttl")]


def marked(text: str, name: str = "new.ttl") -> tuple[str, list[Span]]:
    """The text without its marks, and the places between them."""
    spans: list[Span] = []
    begin = (1, 1)
    line, column = 1, 1
    for character in text.removeprefix("\ufeff"):
        if character == "«":
            begin = line, column
        elif character == "»":
            spans.append(Span(name, *begin, line, column))
        elif character == "\n":
            line, column = line + 1, 1
        else:
            column += 1
    return text.replace("«", "").replace("»", ""), spans


def judged(text: str, known: Known | None = None, name: str = "new.ttl") -> list[Finding]:
    """What is found in a contribution, in the order of its places."""
    documents = [document(text, name)]
    asked = single_valued(SHAPES), class_demanding(SHAPES)
    found: Iterator[Finding] = judge_contribution(documents, known or Known(), ONTOLOGY, *asked)
    return sorted([*found, *judge_literals(documents)], key=_order)


def _order(finding: Finding) -> tuple[str, int, int, str]:
    span = finding.span or Span("")
    return span.path, span.line or 0, span.column or 0, finding.code


def mended(text: str, fix: Fix) -> str:
    """The text after a fix."""
    edits = sorted(((*offsets(one.span, text), one.text) for one in fix.replacements), reverse=True)
    for start, end, new in edits:
        text = text[:start] + new + text[end:]
    return text
