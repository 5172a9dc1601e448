"""What no shape can see in a file.

Vocabulary that is not a contributor's to change, characters that nobody sees, text that is not NFC,
and literals that their datatype does not have.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from homage_graph.characters import UNSEEN
from homage_graph.positions import Positions
from homage_graph.reasoning.datatypes import IllTypedError, days_of_month, value_of
from homage_graph.validation import Finding, Severity
from homage_graph.vocabulary import PREFIXES, curie

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from homage_graph.reading import Document

__all__ = ["HIJACKED_TERM", "ILL_TYPED", "NOT_NFC", "UNSEEN_CHARACTER", "hijacked_terms", "wrong_literals"]

HIJACKED_TERM: Final = "HG900"
"""A contribution speaks about a term of a vocabulary, or in the terms of an ontology or of shapes."""
UNSEEN_CHARACTER: Final = "HG901"
"""A literal has a control, bidirectional or zero-width character."""
NOT_NFC: Final = "HG902"
"""A literal is not in Unicode's normalisation form C."""
ILL_TYPED: Final = "HG903"
"""A literal is not in the lexical space of its datatype."""

_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_LANGUAGES: Final = tuple(PREFIXES[name] for name in ("rdf", "rdfs", "owl", "sh", "xsd", "skos"))
"""The namespaces whose terms mean the same to everybody."""
_DEFINED: Final = (*_LANGUAGES, PREFIXES["hg"], PREFIXES["scheme"], "https://w3id.org/homage-graph/shapes")
_HARMLESS: Final = {
    *(f"{PREFIXES['rdf']}{name}" for name in ("type", "first", "rest")),
    *(f"{PREFIXES['rdfs']}{name}" for name in ("label", "comment", "seeAlso")),
}
"""Properties of those namespaces that say something of things."""
_SKOS: Final = PREFIXES["skos"]
_UNSEEN: Final = re.compile(f"[{UNSEEN}]")
_ZONE: Final = r"(Z|[+-](0\d|1[0-3]):[0-5]\d|[+-]14:00)?"
_CALENDAR: Final = {
    f"{_XSD}gYear": re.compile(rf"-?([1-9]\d{{3,}}|0\d{{3}}){_ZONE}"),
    f"{_XSD}gYearMonth": re.compile(rf"-?([1-9]\d{{3,}}|0\d{{3}})-(0[1-9]|1[0-2]){_ZONE}"),
    f"{_XSD}date": re.compile(
        rf"-?(?P<year>[1-9]\d{{3,}}|0\d{{3}})-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01]){_ZONE}"
    ),
}
"""XML Schema 1.1, part 2, sections 3.3.9 to 3.3.11: datatypes that OWL 2 RL does not have."""


def hijacked_terms(contributions: Sequence[Document]) -> Iterator[Finding]:
    """A finding for each statement that would change what a term means, or what a shape asks, for everybody.

    Shapes and axioms come from the project's own files; a contribution speaks about things.
    """
    positions = Positions(contributions)
    for document in contributions:
        for triple in document:
            if (wrong := _hijacking(triple)) is not None:
                yield _finding(HIJACKED_TERM, wrong, triple, positions)


def wrong_literals(documents: Sequence[Document]) -> Iterator[Finding]:
    """A finding for each literal with characters nobody sees, not in NFC, or not of its datatype."""
    positions = Positions(documents)
    for document in documents:
        for triple in document:
            if isinstance(triple.object, ox.Literal):
                for code, wrong in _mistakes(triple.object):
                    yield _finding(code, wrong, triple, positions)


def _hijacking(triple: ox.Triple) -> str | None:
    subject, predicate = triple.subject, triple.predicate.value
    if isinstance(subject, ox.NamedNode) and subject.value.startswith(_DEFINED):
        return f"{curie(subject.value)} is a term of a vocabulary; a contribution speaks about things, not about terms."
    if predicate.startswith(_LANGUAGES) and predicate not in _HARMLESS and not predicate.startswith(_SKOS):
        return f"{curie(predicate)} belongs to ontologies and shapes, which only the project's own files may change."
    if predicate == f"{PREFIXES['rdf']}type":
        if not isinstance(triple.object, ox.NamedNode):
            return f"{triple.object} is no class: a class is an IRI, say hg:Film."
        if triple.object.value.startswith(_LANGUAGES) and not triple.object.value.startswith(_SKOS):
            return f"{curie(triple.object.value)} belongs to ontologies and shapes; a thing is a hg:Film, say."
    return None


def _mistakes(literal: ox.Literal) -> Iterator[tuple[str, str]]:
    text = literal.value
    if unseen := sorted(set(_UNSEEN.findall(text))):
        named = ", ".join(f"U+{ord(character):04X}" for character in unseen)
        yield UNSEEN_CHARACTER, f"This text has characters that nobody sees: {named}. Leave them out."
    if not unicodedata.is_normalized("NFC", text):
        yield NOT_NFC, "This text is not in Unicode's form NFC, so what looks the same is not found; type it anew."
    datatype = literal.datatype.value
    calendar = _CALENDAR.get(datatype)
    if calendar is not None:
        if (found := calendar.fullmatch(text)) is None or not _is_day(found):
            yield ILL_TYPED, f"“{text[:80]}” is no {curie(datatype)}."
        return
    try:
        value_of(text, datatype, literal.language)
    except IllTypedError as error:
        yield ILL_TYPED, f"{str(error)[:200].rstrip('.')}."


def _is_day(found: re.Match[str]) -> bool:
    """Whether a month has that many days; true of what names no day."""
    named = found.groupdict()
    return "day" not in named or int(named["day"]) <= days_of_month(named["year"], named["month"])


def _finding(code: str, message: str, triple: ox.Triple, positions: Positions) -> Finding:
    subject, target = triple.subject, triple.object
    return Finding(
        code=code,
        severity=Severity.VIOLATION,
        message=message,
        focus=subject.value if isinstance(subject, ox.NamedNode) else str(subject),
        path=curie(triple.predicate.value),
        value=str(target)[:200],
        place=positions.of((subject, triple.predicate, target)),  # type: ignore[arg-type]  # no triple terms are read
    )
