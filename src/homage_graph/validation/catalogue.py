"""The rules, each with its stable code: those that no shape states, and those that a graph's shapes state.

What a rule is for, and how to mend what breaks it, is told on its page in docs/rules/.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from homage_graph.validation import Severity
from homage_graph.validation.shacl.shapes import Triples
from homage_graph.vocabulary import PREFIXES, curie

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from homage_graph.vocabulary import Term

__all__ = [
    "BROKEN_LIST", "CHANGED_ENTITY", "CONTRADICTION", "DUPLICATE", "HIJACKED_TERM", "ILL_TYPED", "NOT_NFC", "NO_SHAPES",
    "RULES", "SYNTAX", "TOO_LARGE", "UNKNOWN_TERM", "UNREADABLE", "UNSAFE_LINK", "UNSEEN_CHARACTER", "UNTYPED",
    "WRONG_IRI", "Rule", "rules_of",
]  # fmt: skip

UNKNOWN_TERM: Final = "HG000"
"""A term in the project's own namespaces that the ontology does not define."""
HIJACKED_TERM: Final = "HG900"
"""A contribution speaks about a term of a vocabulary, or in the terms of an ontology or of shapes."""
UNSEEN_CHARACTER: Final = "HG901"
"""A literal has a control, bidirectional or zero-width character."""
NOT_NFC: Final = "HG902"
"""A literal is not in Unicode's normalisation form C."""
ILL_TYPED: Final = "HG903"
"""A literal is not in the lexical space of its datatype."""
UNREADABLE: Final = "HG904"
"""A file's bytes cannot be read: not there, not UTF-8, a web page, a format that is not accepted."""
SYNTAX: Final = "HG905"
"""A file is not Turtle (or N-Triples)."""
TOO_LARGE: Final = "HG906"
"""Nested too deeply, or an IRI or a literal too long."""
WRONG_IRI: Final = "HG907"
"""An IRI is relative, of the wrong form for the project's namespaces, mixes scripts, or is badly percent-encoded."""
UNSAFE_LINK: Final = "HG908"
"""An IRI has a scheme that is not a web address's, say javascript:."""
CHANGED_ENTITY: Final = "HG909"
"""A contribution changes what the graph says of a thing that it has already."""
CONTRADICTION: Final = "HG910"
"""What is written contradicts the ontology."""
DUPLICATE: Final = "HG911"
"""Two things must be one, because they share a key."""
BROKEN_LIST: Final = "HG912"
"""An RDF list runs in a circle, forks, or has no end."""
UNTYPED: Final = "HG913"
"""A thing does not say what it is, so that no shape looks at it."""
NO_SHAPES: Final = "HG914"
"""A file of shapes is not well-formed SHACL."""


@dataclass(frozen=True)
class Rule:
    """One thing that is asked of whatever is written.

    Attributes:
        code: As its findings have it.
        title: The rule as a fact, in a few words: `a homage has support`.
        severity: Of most of its findings.
        asks: The rule in a sentence or two.
        shape: The shape that states it; None where none does.
    """

    code: str
    title: str
    severity: Severity
    asks: str
    shape: Term | None = None


RULES: Final[Mapping[str, Rule]] = {
    rule.code: rule
    for rule in (
        Rule(
            UNKNOWN_TERM,
            "a term is one that there is",
            Severity.VIOLATION,
            "A property, class or concept in the project's own namespaces is one that ontology/homage.ttl or "
            "ontology/concepts.ttl defines. Properties of others are those of vocabularies that are used here.",
        ),
        Rule(
            HIJACKED_TERM,
            "a contribution speaks about things",
            Severity.VIOLATION,
            "A contribution says nothing of the terms of a vocabulary, and nothing in the terms of ontologies and "
            "shapes: no owl:sameAs, no rdfs:subPropertyOf, no sh:deactivated.",
        ),
        Rule(
            UNSEEN_CHARACTER,
            "every character can be seen",
            Severity.VIOLATION,
            "Text has no control characters but tab and newline, none of zero width, and none that turn its direction, "
            "but for isolates that are closed again on their line.",
        ),
        Rule(
            NOT_NFC,
            "text is composed",
            Severity.VIOLATION,
            "Text is in Unicode's normalisation form C: é is one character, not an e and an accent.",
        ),
        Rule(
            ILL_TYPED,
            "a value is of its datatype",
            Severity.VIOLATION,
            "A literal is spelt as its datatype wants it, by XML Schema 1.1: an xsd:date is a day of the calendar.",
        ),
        Rule(
            UNREADABLE,
            "a file can be read",
            Severity.VIOLATION,
            "A file is there, is a regular file of text in UTF-8, and is Turtle (.ttl) or N-Triples (.nt).",
        ),
        Rule(
            SYNTAX,
            "a file is Turtle",
            Severity.VIOLATION,
            "A file follows the grammar of Turtle 1.1, or of N-Triples if its name ends in .nt.",
        ),
        Rule(
            TOO_LARGE,
            "a file keeps within bounds",
            Severity.VIOLATION,
            "Brackets are nested at most 64 deep, an IRI has at most 2,048 characters, and a literal at most 100,000.",
        ),
        Rule(
            WRONG_IRI,
            "an IRI is well formed",
            Severity.VIOLATION,
            "A thing of the project is id/, a known kind, and a slug of lower-case letters, digits and hyphens. Any "
            "IRI is absolute, keeps to one script in its host, and has two hexadecimal digits after each percent sign.",
        ),
        Rule(
            UNSAFE_LINK,
            "a link leads to the web",
            Severity.VIOLATION,
            "A link is an http or https address. No IRI at all has a scheme such as javascript:, data: or file:.",
        ),
        Rule(
            CHANGED_ENTITY,
            "a contribution changes nothing that is there",
            Severity.VIOLATION,
            "A contribution gives no second value to what has one already, no other class to a thing that the graph "
            "describes, and nothing but evidence to a claim that is there.",
        ),
        Rule(
            CONTRADICTION,
            "nothing contradicts the ontology",
            Severity.VIOLATION,
            "No two statements contradict each other by the axioms of ontology/homage.ttl: nothing is of two classes "
            "that exclude each other, and what can have one value has one.",
        ),
        Rule(
            DUPLICATE,
            "one thing is one record",
            Severity.VIOLATION,
            "No two things must be one by the axioms of ontology/homage.ttl: no two films or people share a hg:imdbId.",
        ),
        Rule(
            BROKEN_LIST,
            "a list has an end",
            Severity.VIOLATION,
            "Every cell of an RDF list has one rdf:first and one rdf:rest, and the last rest is rdf:nil.",
        ),
        Rule(
            UNTYPED,
            "a thing says what it is",
            Severity.VIOLATION,
            "Whatever a contribution speaks about has a class, there or in the graph already: “a hg:Film”.",
        ),
        Rule(
            NO_SHAPES,
            "shapes are shapes",
            Severity.VIOLATION,
            "A file of shapes is well-formed SHACL, by the shapes that SHACL has for shapes.",
        ),
    )
}
"""The rules that no shape states, by code."""

_RDF: Final = PREFIXES["rdf"]
_RDFS: Final = PREFIXES["rdfs"]
_SH: Final = PREFIXES["sh"]
_IDENTIFIER: Final = f"{PREFIXES['dct']}identifier"
_SHAPES: Final = (f"{_SH}NodeShape", f"{_SH}PropertyShape")
_SEVERITIES: Final = {f"{_SH}Warning": Severity.WARNING, f"{_SH}Info": Severity.INFO}
_HANDING_ON: Final = {
    f"{_RDF}type",
    f"{_RDFS}label",
    *(f"{_SH}{name}" for name in ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf", "property")),
}
"""A shape that has nothing else states no rule: it hands its targets to shapes that do."""


def rules_of(shapes: Iterable[ox.Triple]) -> dict[str, Rule]:
    """The rules that shapes state, by code, in its order.

    A shape's code is its `dct:identifier`; of one with an IRI and no code, the IRI, as a CURIE where there is one.
    """
    said = Triples(shapes).all()
    found = (_rule(shape, values) for shape, values in said if _states_a_rule(shape, values))
    return {rule.code: rule for rule in sorted(found, key=lambda rule: rule.code)}


def _states_a_rule(shape: Term, values: Mapping[str, Sequence[Term]]) -> bool:
    if not any(kind.value in _SHAPES for kind in values.get(f"{_RDF}type", ())):
        return False
    if values.get(_IDENTIFIER):
        return True
    nested = any(isinstance(part, ox.BlankNode) for part in values.get(f"{_SH}property", ()))
    return isinstance(shape, ox.NamedNode) and (nested or not values.keys() <= _HANDING_ON)


def _rule(shape: Term, values: Mapping[str, Sequence[Term]]) -> Rule:
    severities = [_SEVERITIES.get(severity.value) for severity in values.get(f"{_SH}severity", ())]
    return Rule(
        code=_text(values.get(_IDENTIFIER, ())) or curie(shape.value),
        title=_text(values.get(f"{_RDFS}label", ())),
        severity=next(filter(None, severities), Severity.VIOLATION),
        asks=_text(values.get(f"{_SH}message", ())),
        shape=shape,
    )


def _text(values: Sequence[Term]) -> str:
    """The first of some texts, an English one before all others; the empty string where there is none."""
    texts = sorted(
        (value for value in values if isinstance(value, ox.Literal)), key=lambda text: (text.language or "en") != "en"
    )
    return texts[0].value if texts else ""
