"""Web Annotation: each piece of evidence as an annotation of the page that it quotes (W3C, 2017).

The target is a segment of the page, selected by its words; the body is what it is evidence for; the motivation says
what the quote does to it. Target and selector have IRIs, made of the evidence's own by fragment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from homage_graph.publishing.statements import Statements
from homage_graph.vocabulary import HG, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from homage_graph.graph import Graph

__all__ = ["MOTIVATIONS", "make", "part"]

OA: Final = "http://www.w3.org/ns/oa#"
MOTIVATIONS: Final = {
    "supports": "linking",
    "qualifies": "assessing",
    "denies": "assessing",
    "leaves-open": "questioning",
}
"""The standard's motivation for each stance. The stance itself, which is finer, is said beside it."""

_TYPE: Final = ox.NamedNode(f"{PREFIXES['rdf']}type")
_LABEL: Final = ox.NamedNode(f"{PREFIXES['rdfs']}label")
_URL: Final = ox.NamedNode(f"{PREFIXES['schema']}url")
_STANCES: Final = {ox.NamedNode(PREFIXES["stance"] + stance): motive for stance, motive in MOTIVATIONS.items()}
_LANGUAGE: Final = ox.NamedNode("http://purl.org/dc/elements/1.1/language")
_SOURCE: Final = ox.NamedNode(f"{PREFIXES['dct']}source")
_OF_THE_DATASET: Final = (
    (ox.NamedNode(f"{PREFIXES['dct']}creator"), ox.NamedNode(f"{PREFIXES['dct']}creator")),
    (ox.NamedNode(f"{PREFIXES['dct']}created"), ox.NamedNode(f"{PREFIXES['dct']}created")),
    (ox.NamedNode(f"{PREFIXES['dct']}license"), ox.NamedNode(f"{PREFIXES['dct']}rights")),
)
"""What the data set says of itself, and the property by which an annotation says it."""


def _oa(term: str) -> ox.NamedNode:
    return ox.NamedNode(OA + term)


def part(thing: ox.NamedNode, name: str) -> ox.NamedNode:
    """The IRI of a part of a thing's record, which is not the thing: a fragment, or more of one that is there."""
    return ox.NamedNode(f"{thing.value}{'-' if '#' in thing.value else '#'}{name}")


def make(graph: Graph) -> tuple[ox.Triple, ...]:
    """An annotation for each piece of evidence that has a quote, a source and something it is evidence for.

    A premise, which a source says of all its examples, highlights the page and has no body.

    Raises:
        ContradictionError: The graph contradicts itself, or has one thing twice.
    """
    published = Statements.of(graph)
    made = {
        triple
        for evidence in published.instances(HG.Evidence)
        if not published.is_a(evidence, HG.SetAside)
        for triple in _annotation(evidence, graph, published)
    }
    return tuple(sorted(made, key=str))


def _annotation(evidence: ox.NamedNode, graph: Graph, published: Statements) -> Iterator[ox.Triple]:
    bodies = published.pointing(HG.evidence, evidence)
    quotes = published.literals(evidence, HG.quote)
    sources = published.things(evidence, HG.source)
    if not (quotes and sources and (bodies or published.pointing(HG.premise, evidence))):
        return
    annotation, target, selector = (part(evidence, name) for name in ("annotation", "target", "selector"))
    stances = published.things(evidence, HG.stance)
    motives = {_STANCES[stance] for stance in stances if stance in _STANCES} if bodies else {"highlighting"}
    yield ox.Triple(annotation, _TYPE, _oa("Annotation"))
    yield ox.Triple(annotation, _oa("hasTarget"), target)
    for motive in motives or {"linking"}:
        yield ox.Triple(annotation, _oa("motivatedBy"), _oa(motive))
    for body in bodies:
        yield ox.Triple(annotation, _oa("hasBody"), body)
        yield ox.Triple(body, _LABEL, ox.Literal(graph.name(body)))
    for prop in (HG.stance, HG.voice):
        for value in published.things(evidence, prop):
            yield ox.Triple(annotation, prop, value)
    yield from _target(target, selector, quotes, sources, published)
    for source in sources:
        yield ox.Triple(annotation, _SOURCE, source)
    if (dataset := published.dataset()) is not None:
        for said, saying in _OF_THE_DATASET:
            for term in published.values(dataset, said):
                yield ox.Triple(annotation, saying, term)


def _target(
    target: ox.NamedNode,
    selector: ox.NamedNode,
    quotes: tuple[ox.Literal, ...],
    sources: tuple[ox.NamedNode, ...],
    published: Statements,
) -> Iterator[ox.Triple]:
    """The page, by its address or else by its IRI here, and the words in it, which have no language tag in oa:exact."""
    yield ox.Triple(target, _TYPE, _oa("SpecificResource"))
    yield ox.Triple(target, _oa("hasSelector"), selector)
    yield ox.Triple(selector, _TYPE, _oa("TextQuoteSelector"))
    for source in sources:
        for page in published.things(source, _URL) or (source,):
            yield ox.Triple(target, _oa("hasSource"), page)
    for quote in quotes:
        yield ox.Triple(selector, _oa("exact"), ox.Literal(quote.value))
        if quote.language:
            yield ox.Triple(target, _LANGUAGE, ox.Literal(quote.language))
