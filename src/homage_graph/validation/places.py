"""Where the statements that a finding speaks of are written.

A contribution is looked through first, then of the graph around it only the files that name the thing: the cost
follows the findings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from homage_graph.reading.positions import Positions
from homage_graph.validation.policy.files import Files

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from homage_graph.reading import Document
    from homage_graph.reading.positions import Span, Spans
    from homage_graph.validation import Fix
    from homage_graph.validation.shacl.written import Statement
    from homage_graph.vocabulary import Term

__all__ = ["Places"]


class Places:
    """The places in some files.

    Args:
        contributions: Files that are looked through first.
        others: Files of the graph around them.
    """

    def __init__(self, contributions: Sequence[Document], others: Sequence[Document] = ()) -> None:
        self._contributions = tuple(contributions)
        self._others = tuple(others)
        self._positions: dict[int, Positions] = {}
        self._files = Files((*contributions, *others))

    def spans(self, statement: Statement) -> Spans | None:
        """The spans of a statement's subject, predicate and object, where it is written first."""
        for positions in self._about(statement[0]):
            if (spans := positions.spans(statement)) is not None:
                return spans
        return None

    def object(self, statement: Statement) -> Span | None:
        """The span of a statement's object; the file alone where it is not known better."""
        return next((span for positions in self._about(statement[0]) if (span := positions.of(statement))), None)

    def subject(self, thing: Term) -> Span | None:
        """Where a thing is described."""
        return next((span for positions in self._about(thing) if (span := positions.subject(thing))), None)

    def is_contributed(self, span: Span) -> bool:
        """Whether a span is in a contribution."""
        return any(span.path == document.name for document in self._contributions)

    def mention(self, term: Term) -> Span | None:
        """Where a term stands first."""
        return next((span for positions in self._about(term) if (span := positions.mention(term))), None)

    def rewrite(self, iri: str, place: Span, *others: Span) -> Fix | None:
        """A fix that writes an IRI at places, as their files write such names; None where the first is not exact."""
        return self._files.rewrite(iri, place, *others) if place.end_column is not None else None

    def write(self, iri: str, place: Span) -> str:
        """An IRI as the file of a place writes such names there."""
        return self._files.write(iri, place)

    def texts(self, names: Iterable[str]) -> dict[str, str]:
        """The texts of the files of these names, in order."""
        wanted = set(names)
        documents = {
            document.name: document for document in (*self._others, *self._contributions) if document.name in wanted
        }
        return {
            name: documents[name].text.decode("utf-8", "replace").removeprefix("\ufeff") for name in sorted(documents)
        }

    def _about(self, thing: Term) -> Iterator[Positions]:
        for number, document in enumerate((*self._contributions, *self._others)):
            if number < len(self._contributions) or _may_name(document, thing):
                if number not in self._positions:
                    self._positions[number] = Positions([document])
                yield self._positions[number]


def _may_name(document: Document, thing: Term) -> bool:
    if not isinstance(thing, ox.NamedNode):
        return True
    slug = thing.value.replace("#", "/").rpartition("/")[2]
    return not slug.isascii() or "\\" in slug or slug.encode() in document.text or b"\\" in document.text
