"""What is written, in a store that the sieve can ask and that loses nothing.

An engine computes with literals, so a store keeps their values: 1.50 comes back as 1.5, an xsd:byte as an
xsd:integer; and what one engine can compare, another cannot. Shapes speak of literals as they are written, and
pyshacl reads them in its own way. So only literals on which everybody agrees are kept as they are: texts, whole
numbers and booleans in their canonical form, days and moments. Any other is *rough*: it is kept under a datatype
that no engine knows, with its own datatype's IRI in that, so that it equals itself alone, and a comparison with it
is an error, which the sieve takes for a suspicion.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from homage_graph.collecting import put_off
from homage_graph.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from homage_graph.vocabulary import Term

    Statement = tuple[Term, Term, Term]

__all__ = ["PLAIN_DATATYPES", "Written", "is_plain", "smooth"]

_XSD: Final = PREFIXES["xsd"]
_LANG: Final = f"{PREFIXES['rdf']}langString"
_ROUGH: Final = "urn:x-homage-graph:rough:"
_STRING: Final = f"{_XSD}string"
_INTEGER: Final = re.compile(r"0|-?[1-9][0-9]{0,17}")
_DAY: Final = re.compile(r"[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}")
_MOMENT: Final = re.compile(
    r"[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z"
)  # or engines compare it with one that has a zone, each in its way
_DEFAULT: Final = ox.DefaultGraph()

PLAIN_DATATYPES: Final = frozenset(
    {_STRING, _LANG, *(f"{_XSD}{name}" for name in ("integer", "boolean", "date", "dateTime"))}
)
"""Datatypes whose literals may be plain."""


def is_plain(literal: ox.Literal) -> bool:
    """Whether every engine reads a literal alike, and keeps its spelling."""
    datatype = literal.datatype.value
    if datatype in (_STRING, _LANG):
        return True
    if datatype not in PLAIN_DATATYPES:
        return False
    text = literal.value
    match datatype.removeprefix(_XSD):
        case "integer":
            return _INTEGER.fullmatch(text) is not None
        case "boolean":
            return text in ("true", "false")
        case "date":
            return _DAY.fullmatch(text) is not None and _is_in_the_calendar(date, text)
        case _:
            return _MOMENT.fullmatch(text) is not None and _is_in_the_calendar(datetime, text)


def _is_in_the_calendar(kind: type[date], text: str) -> bool:
    try:
        kind.fromisoformat(text)
    except ValueError:
        return False
    return True


def smooth(term: Term) -> Term:
    """The term as the store keeps it: itself, or a rough literal's stand-in."""
    if isinstance(term, ox.Literal) and not is_plain(term):
        return ox.Literal(term.value, datatype=ox.NamedNode(_ROUGH + term.datatype.value))
    return term


def _as_written(term: Term) -> Term:
    if isinstance(term, ox.Literal) and term.datatype.value.startswith(_ROUGH):
        return ox.Literal(term.value, datatype=ox.NamedNode(term.datatype.value.removeprefix(_ROUGH)))
    return term


class Written:
    """The statements of some files, and of the class tree. It can be asked by SPARQL, and term by term.

    Attributes:
        engine: The store, whose default graph has them all.
        rough: The properties that somewhere have a rough literal.
    """

    def __init__(self, triples: Iterable[ox.Triple] = ()) -> None:
        self.engine = ox.Store()
        self.rough: set[str] = set()
        with put_off():
            self.engine.bulk_extend(self._quads(triples))

    @contextmanager
    def with_more(self, triples: Iterable[ox.Triple]) -> Iterator[frozenset[ox.Quad]]:
        """More statements for a while; yields those that are new."""
        rough = set(self.rough)
        new = frozenset(quad for quad in self._quads(triples) if quad not in self.engine)
        self.engine.extend(new)
        try:
            yield new
        finally:
            for quad in new:
                self.engine.remove(quad)
            self.rough = rough

    @contextmanager
    def with_less(self, triples: Iterable[ox.Triple]) -> Iterator[None]:
        """Fewer statements for a while."""
        gone = [quad for quad in self._quads(triples) if quad in self.engine]
        for quad in gone:
            self.engine.remove(quad)
        try:
            yield
        finally:
            self.engine.extend(gone)

    def match(self, subject: Term | None, predicate: ox.NamedNode | None, target: Term | None) -> Iterator[Statement]:
        """The statements that have the terms given, as they were written; None stands for any."""
        if isinstance(subject, ox.Literal):
            return
        asked = None if target is None else smooth(target)
        for quad in self.engine.quads_for_pattern(subject, predicate, asked, _DEFAULT):
            yield quad.subject, quad.predicate, _as_written(quad.object)  # type: ignore[misc, arg-type]  # no triple terms are read

    def query(self, text: str) -> Iterator[tuple[Term, ...]]:
        """The rows of a SELECT, terms as they were written."""
        for solution in self.engine.query(text):  # type: ignore[union-attr]  # it is a SELECT
            yield tuple(_as_written(term) for term in solution)

    def _quads(self, triples: Iterable[ox.Triple]) -> Iterator[ox.Quad]:
        for triple in triples:
            target = triple.object
            if isinstance(target, ox.Literal) and not is_plain(target):
                self.rough.add(triple.predicate.value)
                target = smooth(target)
            yield ox.Quad(triple.subject, triple.predicate, target, _DEFAULT)
