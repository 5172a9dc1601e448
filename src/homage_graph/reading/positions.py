"""Where in a Turtle or N-Triples file each term of each statement stands.

The files have been parsed before, strictly, by pyoxigraph, which does not say where. Their text is walked once more,
and each triple meets its place. Every pair is checked; where one does not fit, no place is told of that file but the
file itself.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from homage_graph.reading.statements import Node, Place, statements
from homage_graph.reading.tokens import Lines
from homage_graph.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from homage_graph.reading import Document
    from homage_graph.vocabulary import Term

    Statement = tuple[Term, Term, Term]
    Where = tuple[int, int]

__all__ = ["Positions", "Span", "Spans", "offsets", "text_of"]

_RDF: Final = PREFIXES["rdf"]
_TYPE: Final = ox.NamedNode(f"{_RDF}type")
_COLLECTION: Final = {f"{_RDF}first", f"{_RDF}rest", f"{_RDF}nil"}
_WIDTH: Final = 6
"""Numbers kept of a statement: the offsets at which its three terms begin and end."""


@dataclass(frozen=True, order=True)
class Span:
    """A piece of a file: from its first character to just before the character at which it ends.

    Attributes:
        path: The file, as shown to a reader.
        line: The line it begins on, from 1; None where only the file is known.
        column: The column it begins in, from 1, in characters (Unicode code points; a tab is one); None where only
            the line is known.
        end_line: The line it ends on.
        end_column: The column after its last character. Both ends are the beginning itself for an empty span.
    """

    path: str
    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None

    def __str__(self) -> str:
        """File and line, as people cite them."""
        return self.path if self.line is None else f"{self.path}:{self.line}"

    @property
    def start(self) -> str:
        """File, line and column, as editors and compilers write them."""
        return ":".join(str(part) for part in (self.path, self.line, self.column) if part is not None)


@dataclass(frozen=True)
class Spans:
    """The places of a statement's three terms.

    Of `[ … ]` and `( … )` the place is the opening bracket. A literal's includes its language tag or datatype. In a
    collection, a cell stands where its member does; `rdf:first` and `rdf:rest` stand at the opening bracket, and the
    rest of a collection at its next member, or at the closing bracket.
    """

    subject: Span
    predicate: Span
    object: Span


def offsets(span: Span, text: str) -> tuple[int, int]:
    """Where a span begins and ends in its file's text, which has no byte order mark.

    Raises:
        ValueError: It is a file's or a line's, and says no columns.
    """
    if span.line is None or span.column is None or span.end_line is None or span.end_column is None:
        raise ValueError(f"{span.start} says no columns")
    lines = _lines(text)
    return lines.offset(span.line, span.column), lines.offset(span.end_line, span.end_column)


def text_of(span: Span, text: str) -> str:
    """What stands at a span in its file's text, which has no byte order mark."""
    start, end = offsets(span, text)
    return text[start:end]


@lru_cache(maxsize=2)
def _lines(text: str) -> Lines:
    """The lines of a text that is asked about several times in a row: replacements come file by file."""
    return Lines(text)


class Positions:
    """The places of the statements in some documents.

    Each document is walked when it is first asked about. A statement is a triple of terms as the documents have them,
    blank nodes renamed.
    """

    def __init__(self, documents: Sequence[Document]) -> None:
        self._documents = documents
        self._walked: dict[int, _Places | None] = {}
        self._mentioned: dict[int, dict[Term, Where]] = {}

    def of(self, statement: Statement) -> Span | None:
        """The place of a statement's object, where it is written first; None if it is not written.

        Of a statement whose place in the file is not found, the file alone.
        """
        where = self._where.get(statement)
        if where is None:
            return None
        spans = self._spans(where)
        return spans.object if spans else Span(self._documents[where[0]].name)

    def spans(self, statement: Statement) -> Spans | None:
        """The places of a statement's terms, where it is written first; None if it is not written, or not found."""
        where = self._where.get(statement)
        return None if where is None else self._spans(where)

    def all(self, statement: Statement) -> Iterator[Spans]:
        """The places of a statement's terms wherever it is written and found, one after the other as asked for."""
        first = self._where.get(statement)
        if first is None:
            return
        for where in chain((first,), self._again.get(statement, ())):
            if (spans := self._spans(where)) is not None:
                yield spans

    def subject(self, thing: Term) -> Span | None:
        """Where a thing is described: where it is given its first type, else where something is first said of it.

        None if nothing is said of it. Where its place is not found, the file alone.
        """
        where = self._described.get(thing)
        if where is None:
            return None
        spans = self._spans(where)
        return spans.subject if spans else Span(self._documents[where[0]].name)

    def mention(self, term: Term) -> Span | None:
        """The first place at which a term stands as a subject, a predicate or an object; None if it nowhere does.

        Where its place is not found, the file alone.
        """
        number = self._files.get(term)
        if number is None:
            return None
        places = self._places(number)
        if places is None:
            return Span(self._documents[number].name)
        if number not in self._mentioned:
            self._mentioned[number] = _mentions(self._documents[number], places)
        return places.span(*self._mentioned[number][term])

    def document(self, statement: Statement) -> Document | None:
        """The document in which a statement is written first."""
        where = self._where.get(statement)
        return None if where is None else self._documents[where[0]]

    def _spans(self, where: Where) -> Spans | None:
        number, index = where
        places = self._places(number)
        return None if places is None else places.spans(index)

    def _places(self, number: int) -> _Places | None:
        if number not in self._walked:
            self._walked[number] = _walk(self._documents[number])
        return self._walked[number]

    @cached_property
    def _where(self) -> dict[Statement, Where]:
        found: dict[Statement, Where] = {}
        for statement, where in self._statements():
            found.setdefault(statement, where)
        return found

    @cached_property
    def _again(self) -> dict[Statement, list[Where]]:
        """Where statements are written once more."""
        found: dict[Statement, list[Where]] = {}
        for statement, where in self._statements():
            if self._where[statement] != where:
                found.setdefault(statement, []).append(where)
        return found

    @cached_property
    def _described(self) -> dict[Term, Where]:
        typed: dict[Term, Where] = {}
        said: dict[Term, Where] = {}
        for (subject, predicate, _), where in self._statements():
            said.setdefault(subject, where)
            if predicate == _TYPE:
                typed.setdefault(subject, where)
        return said | typed

    @cached_property
    def _files(self) -> dict[Term, int]:
        """In which document each term stands first."""
        found: dict[Term, int] = {}
        for statement, (number, _) in self._statements():
            for term in statement:
                found.setdefault(term, number)
        return found

    def _statements(self) -> Iterator[tuple[Statement, Where]]:
        for number, document in enumerate(self._documents):
            for index, triple in enumerate(document):
                yield (triple.subject, triple.predicate, triple.object), (number, index)  # type: ignore[misc]


@dataclass(frozen=True)
class _Places:
    """The offsets of a document's terms, statement by statement."""

    name: str
    lines: Lines
    offsets: array[int]

    def spans(self, index: int) -> Spans:
        at = self.offsets[index * _WIDTH : (index + 1) * _WIDTH]
        return Spans(self.span(at[0], at[1]), self.span(at[2], at[3]), self.span(at[4], at[5]))

    def span(self, start: int, end: int) -> Span:
        return Span(self.name, *self.lines.place(start), *self.lines.place(end))


def _mentions(document: Document, places: _Places) -> dict[Term, Where]:
    """Where each term of a document stands first."""
    found: dict[Term, Where] = {}
    numbers = iter(places.offsets)
    pairs = zip(numbers, numbers, strict=True)
    for triple in document:
        for term in (triple.subject, triple.predicate, triple.object):
            where = next(pairs)
            found[term] = min(where, found.get(term, where))  # type: ignore[index, arg-type]
    return found


def _walk(document: Document) -> _Places | None:
    """The places of a document's triples; None unless tokens and triples agree on every term."""
    text = document.text.decode("utf-8", "replace").removeprefix("\ufeff")
    nodes: dict[Node, ox.BlankNode] = {}
    found = array("q")
    told = statements(text)
    for triple in document:
        places = next(told, None)
        if places is None:
            return None
        for term, place in zip((triple.subject, triple.predicate, triple.object), places, strict=True):
            if not _fits(term, place, text, nodes):
                return None
            found.extend(place[:2])
    return None if next(told, None) else _Places(document.name, Lines(text), found)


def _fits(term: object, place: Place, text: str, nodes: dict[Node, ox.BlankNode]) -> bool:
    """Whether a term may be what stands at a place, as far as one sees without resolving a name."""
    start, end, node = place
    if node is not None:
        return isinstance(term, ox.BlankNode) and nodes.setdefault(node, term) == term
    first, written = text[start], text[start:end]
    if isinstance(term, ox.Literal):
        value = term.value
        return (
            written == value if first not in "\"'" else written.startswith(value, _quotes(written)) or "\\" in written
        )
    if not isinstance(term, ox.NamedNode):
        return False
    if first in "()":
        return term.value in _COLLECTION
    if written == "a":
        return term == _TYPE
    local = written[1:-1].rpartition("/")[2] if first == "<" else written.partition(":")[2]
    return term.value.endswith(local) or local in {".", ".."} or "\\" in written


def _quotes(written: str) -> int:
    """How many quotes a string begins with."""
    return 3 if written.startswith(('"""', "'''")) else 1
