"""The files that are judged: what they say, where they say it, and how they would write something else."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Final, Literal

import pyoxigraph as ox

from homage_graph.characters import visible
from homage_graph.reading.positions import Positions, Span
from homage_graph.reading.tokens import Lines
from homage_graph.validation import Finding, Fix, Replacement, Severity
from homage_graph.vocabulary import PREFIXES, curie

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from homage_graph.reading import Document
    from homage_graph.validation import Related
    from homage_graph.vocabulary import Term

    Statement = tuple[Term, Term, Term]
    Part = Literal["subject", "predicate", "object"]

__all__ = ["Files", "shown"]

_MOST_SHOWN: Final = 100
_LONGEST_VALUE: Final = 200
_BARE: Final = frozenset(f"{PREFIXES['xsd']}{name}" for name in ("integer", "decimal", "double", "boolean"))
"""Datatypes whose literals Turtle has without quotes."""
_TEXTS: Final = frozenset({f"{PREFIXES['xsd']}string", f"{PREFIXES['rdf']}langString"})
_DECLARATION: Final = re.compile(r"prefix\s+([^\s:<]*):\s*<", re.IGNORECASE)
_LOCAL_NAME: Final = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")


class Files:
    """Some documents, whose places are looked up only when there is something to point at.

    Attributes:
        documents: In the order given.
    """

    def __init__(self, documents: Sequence[Document]) -> None:
        self.documents = tuple(documents)
        self._positions = Positions(self.documents)
        self._texts: dict[str, tuple[str, Lines]] = {}
        self._prefixes: dict[str, dict[str, str]] = {}
        self._namespaces: dict[str, dict[str, tuple[str, int]]] = {}

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """What the files say, each statement once, in the order of the files."""
        triples = (triple for document in self.documents for triple in document)
        return tuple(dict.fromkeys((triple.subject, triple.predicate, triple.object) for triple in triples))  # type: ignore[misc]  # no triple terms are read

    def places(self, statement: Statement, part: Part) -> Iterator[Span]:
        """Where a part of a statement is written, each time that the statement is; its file alone where that is all."""
        is_found = False
        for spans in self._positions.all(statement):
            is_found = True
            yield getattr(spans, part)
        if not is_found and (place := self._positions.of(statement)) is not None:
            yield Span(place.path)

    def findings(
        self,
        code: str,
        message: str,
        statement: Statement,
        part: Part,
        *,
        severity: Severity = Severity.VIOLATION,
        help: str = "",  # noqa: A002 - it is a finding's `help`
        related: tuple[Related, ...] = (),
        fix: Callable[[Span], Fix | None] | None = None,
    ) -> Iterator[Finding]:
        """A finding for each place where a part of a statement is written.

        Args:
            code: As in the catalogue.
            message: What is wrong.
            statement: What is wrong with its place.
            part: What of it is wrong.
            severity: How bad.
            help: What to write instead.
            related: Second places.
            fix: What mends it at a place; asked only where the place is known to the column.
        """
        subject, predicate, target = statement
        places = self.places(statement, part)
        for place in chain((next(places, None),), places):
            exact = place is not None and place.end_column is not None
            yield Finding(
                code=code,
                severity=severity,
                message=message,
                focus=subject.value if isinstance(subject, ox.NamedNode) else str(subject),
                path=curie(predicate.value),
                value=visible(str(target), _LONGEST_VALUE),
                span=place,
                related=related,
                help=help,
                fix=fix(place) if fix is not None and exact and place is not None else None,
            )

    def rewrite(self, iri: str, place: Span, *others: Span, is_safe: bool = False) -> Fix:
        """A fix that writes an IRI at a place and others, in the form that each place's file has for it."""
        exact = dict.fromkeys(span for span in (place, *others) if span.end_column is not None)
        replacements = tuple(Replacement(span, self.write(iri, span)) for span in exact)
        return Fix(f"write {self.write(iri, place)}", replacements, is_safe)

    def write(self, iri: str, place: Span) -> str:
        """An IRI as it is to be written at a place: with a prefix that the file has declared by then, if one fits."""
        declared, (_, lines) = self._declared(place.path), self._text(place.path)
        for end in range(len(iri) - 1, 0, -1):
            if iri[:end] in declared and _LOCAL_NAME.fullmatch(iri, end):
                prefix, start = declared[iri[:end]]
                if start < lines.offset(place.line or 1, 1):
                    return f"{prefix}:{iri[end:]}"
        return f"<{iri}>"

    def spelling(self, place: Span) -> str:
        """What is written at a place, which is known to the column."""
        text, lines = self._text(place.path)
        begin, end = (place.line or 1, place.column or 1), (place.end_line or 1, place.end_column or 1)
        return text[lines.offset(*begin) : lines.offset(*end)]

    def within(self, place: Span, start: int, end: int) -> Span:
        """A part of a place, by the offsets of its ends from where the place begins."""
        _, lines = self._text(place.path)
        begin = lines.offset(place.line or 1, place.column or 1)
        return Span(place.path, *lines.place(begin + start), *lines.place(begin + end))

    def prefixes(self, document: Document) -> dict[str, str]:
        """The namespaces that a document's prefixes stand for."""
        if document.name not in self._prefixes:
            syntax = ox.RdfFormat.N_TRIPLES if document.path.suffix == ".nt" else ox.RdfFormat.TURTLE
            parser = ox.parse(document.text.removeprefix(b"\xef\xbb\xbf"), format=syntax, lenient=True)
            for _ in parser:
                pass
            self._prefixes[document.name] = {} if document.path.suffix == ".nt" else dict(parser.prefixes)
        return self._prefixes[document.name]

    def _declared(self, name: str) -> dict[str, tuple[str, int]]:
        """Each namespace with its prefix, and where that is declared; not of prefixes that are declared twice."""
        if name not in self._namespaces:
            text, _ = self._text(name)
            known = self.prefixes(next(document for document in self.documents if document.name == name))
            found = [(declaration[1], declaration.start()) for declaration in _DECLARATION.finditer(text)]
            times = Counter(prefix for prefix, _ in found)
            self._namespaces[name] = {
                known[prefix]: (prefix, start) for prefix, start in found if prefix in known and times[prefix] == 1
            }
        return self._namespaces[name]

    def _text(self, name: str) -> tuple[str, Lines]:
        """A document's text, and where each of its lines begins."""
        if name not in self._texts:
            document = next(document for document in self.documents if document.name == name)
            text = document.text.decode("utf-8").removeprefix("\ufeff")
            self._texts[name] = text, Lines(text)
        return self._texts[name]


def shown(term: Term) -> str:
    """A term as people write it in Turtle, on one line and not too long."""
    if isinstance(term, ox.BlankNode):
        return "a blank node"
    if isinstance(term, ox.NamedNode):
        short = curie(term.value)
        return short if short != term.value else visible(str(term), _MOST_SHOWN)
    if term.datatype.value in _BARE:
        return visible(term.value, _MOST_SHOWN)
    if term.datatype.value in _TEXTS:
        return visible(str(term), _MOST_SHOWN)
    return f"{visible(str(ox.Literal(term.value)), _MOST_SHOWN)}^^{shown(term.datatype)}"
