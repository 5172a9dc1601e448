"""How deep and how long what is read may be.

The bounds are far above what a person writes. What exceeds them is a mistake, or was written to overcome whoever reads
the graph after us.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Final
from unicodedata import combining

import pyoxigraph as ox

from homage_graph.errors import UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from homage_graph.reading import Document

__all__ = ["DEEPEST", "LONGEST_IRI", "LONGEST_LITERAL", "MOST_MARKS", "must_be_in_bounds", "taken_in_bounds"]

DEEPEST: Final = 64
"""Brackets in brackets: square ones and round ones."""
LONGEST_IRI: Final = 2_048
"""Characters of an IRI, its prefix written out: longer addresses are not followed everywhere."""
LONGEST_LITERAL: Final = 1_000_000
"""Characters of a literal: a longer one is a file of its own."""
MOST_MARKS: Final = 512
"""Accents and other marks on one letter: to order them for a normalisation form takes the square of their number."""

_MOST_WRITTEN_OUT: Final = 128_000_000
"""Characters of all IRIs of a file, their prefixes written out: one of a megabyte makes gigabytes of a small file."""
_BLOCK: Final = LONGEST_IRI // 4
"""Bytes: where an IRI is too long, it or its namespace fills a whole block of its file, and so has no space there."""
_BASE: Final = re.compile(rb"base", re.IGNORECASE)
"""What a file has that completes IRIs: one base lengthens the one before, and each may be short."""
_FOREIGN: Final = re.compile(rf"[^\x00-\x7f]{{{MOST_MARKS + 1},}}")
"""What is as long as too many marks; each fills at least two bytes of its file, and all of them a whole block."""
_BRACKETS: Final = re.compile(
    rb"""
      (?P<bracket>[\[\]()])
    | \"\"\"(?:[^"\\]|\\.|"(?!""))*+\"\"\" | '''(?:[^'\\]|\\.|'(?!''))*+'''
    | "(?:[^"\\]|\\.)*+" | '(?:[^'\\]|\\.)*+' | <[^<>"{}|^`\x00-\x20]*+> | \#[^\r\n]*+ | \\.
    """,
    re.VERBOSE | re.DOTALL,
)
"""Brackets, and what may have brackets in it that are none."""


def taken_in_bounds(quads: Iterable[ox.Quad], content: bytes, name: str) -> Iterator[ox.Quad]:
    """The quads of a file as they are read, for as long as there is room for what its prefixes and bases make of them.

    Args:
        quads: What the parser reads.
        content: The file's bytes.
        name: The file, as shown to a reader.

    Raises:
        UnreadableFileError: Written out, the IRIs have more characters than a file may have.
    """
    if not (_is_dense(content) or _BASE.search(content)):
        yield from quads
        return
    from homage_graph.validation.catalogue import TOO_LARGE

    characters = 0
    for quad in quads:
        characters += sum(
            len(term.value) for term in (quad.subject, quad.predicate, quad.object) if isinstance(term, ox.NamedNode)
        )
        if characters > _MOST_WRITTEN_OUT:
            reason = f"its IRIs, written out, have more than {_MOST_WRITTEN_OUT:,} characters"
            raise UnreadableFileError(name, reason, code=TOO_LARGE, help="Declare shorter prefixes and bases.")
        yield quad


def must_be_in_bounds(document: Document) -> None:
    """Refuse a document that is nested too deeply, or has a term that is too long.

    Raises:
        UnreadableFileError: With the place.
    """
    content = document.text
    if content.count(b"[") + content.count(b"(") > DEEPEST:
        _must_be_shallow(document)
    if len(content) > LONGEST_LITERAL:
        _must_have_short_literals(document)
    is_dense = _is_dense(content)
    if is_dense or _BASE.search(content):
        _must_have_short_iris(document)
    if is_dense:
        _must_have_few_marks(document)


def _is_dense(content: bytes) -> bool:
    """Whether some block of a file has no space in it."""
    return any(content.find(b" ", at, at + _BLOCK) < 0 for at in range(0, len(content) - _BLOCK, _BLOCK))


def _must_be_shallow(document: Document) -> None:
    from homage_graph.reading.tokens import Lines
    from homage_graph.validation.catalogue import TOO_LARGE

    depth = 0
    for match in _BRACKETS.finditer(document.text):
        if match["bracket"] is None:
            continue
        depth += 1 if match[0] in {b"[", b"("} else -1
        if depth > DEEPEST:
            before = document.text[: match.start()].decode("utf-8").removeprefix("\ufeff")
            line, column = Lines(before).place(len(before))
            raise UnreadableFileError(
                document.name,
                f"brackets are nested more than {DEEPEST} deep",
                *(line, column, line, column + 1),
                code=TOO_LARGE,
                help="Give what stands in the brackets an IRI of its own, and say the rest of that.",
            )


def _must_have_short_literals(document: Document) -> None:
    for triple in document:
        term = triple.object
        if isinstance(term, ox.Literal) and len(term.value) > LONGEST_LITERAL:
            reason = f"a literal has {len(term.value):,} characters, and none may have more than {LONGEST_LITERAL:,}"
            raise _too_long(document, triple, "object", reason, "Quote the words that matter.")


def _must_have_short_iris(document: Document) -> None:
    for triple in document:
        for part in ("subject", "predicate", "object"):
            term = getattr(triple, part)
            iri = term.datatype if isinstance(term, ox.Literal) else term
            if isinstance(iri, ox.NamedNode) and len(iri.value) > LONGEST_IRI:
                reason = f"an IRI has {len(iri.value):,} characters, and none may have more than {LONGEST_IRI:,}"
                raise _too_long(document, triple, part, reason, "Leave out what the address works without.")


def _must_have_few_marks(document: Document) -> None:
    for triple in document:
        term = triple.object
        if not isinstance(term, ox.Literal) or term.value.isascii():
            continue
        for run in _FOREIGN.finditer(term.value):
            if any(sum(1 for _ in marks) > MOST_MARKS for is_mark, marks in groupby(map(_is_mark, run[0])) if is_mark):
                reason = f"more than {MOST_MARKS} marks stand on one letter"
                raise _too_long(document, triple, "object", reason, "Write the marks that the letter has.")


def _is_mark(character: str) -> bool:
    return combining(character) > 0


def _too_long(document: Document, triple: ox.Triple, part: str, reason: str, advice: str) -> UnreadableFileError:
    from homage_graph.reading.positions import Positions, Span
    from homage_graph.validation.catalogue import TOO_LARGE

    statement = (triple.subject, triple.predicate, triple.object)
    spans = Positions([document]).spans(statement)  # type: ignore[arg-type]  # no triple terms are read
    span: Span = getattr(spans, part) if spans else Span(document.name)
    place = (span.line, span.column, span.end_line, span.end_column)
    return UnreadableFileError(document.name, reason, *place, code=TOO_LARGE, help=advice)
