"""Nanopublications: each claim as a publication of four named graphs (https://nanopub.net/guidelines/working_draft/).

The assertion holds the claim and the plain edges that follow from it; the provenance its evidence, down to words and
page; the publication info who wrote it down, when, and under which licence, as the data set says of itself. They are
neither signed nor given a trusty URI: that is for whoever publishes them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from homage_graph.publishing.edges import entailed
from homage_graph.publishing.profiles.web_annotation import part
from homage_graph.publishing.statements import Statements
from homage_graph.vocabulary import CLAIMS, HG, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from homage_graph.graph import Graph

__all__ = ["make"]

NP: Final = "http://www.nanopub.org/nschema#"
_TYPE: Final = ox.NamedNode(f"{PREFIXES['rdf']}type")
_DERIVED: Final = ox.NamedNode(f"{PREFIXES['prov']}wasDerivedFrom")
_QUOTED: Final = ox.NamedNode(f"{PREFIXES['prov']}wasQuotedFrom")
_URL: Final = ox.NamedNode(f"{PREFIXES['schema']}url")
_OF_THE_DATASET: Final = tuple(ox.NamedNode(PREFIXES["dct"] + term) for term in ("creator", "created", "license"))
_PART_OF: Final = ox.NamedNode(f"{PREFIXES['dct']}isPartOf")


def make(graph: Graph) -> tuple[ox.Quad, ...]:
    """The quads of a nanopublication for each homage, conjecture and alteration that has evidence.

    A conjecture's assertion says that it is one, how doubtful, and nothing that would follow from it.

    Raises:
        ContradictionError: The graph contradicts itself, or has one thing twice.
    """
    published = Statements.of(graph)
    edges = entailed(graph, published)
    made = {
        quad
        for claim in published.instances(*CLAIMS)
        if published.things(claim, HG.evidence)
        for quad in _nanopublication(claim, edges.get(claim, ()), published)
    }
    return tuple(sorted(made, key=lambda quad: (str(quad.graph_name), str(quad.triple))))


def _nanopublication(claim: ox.NamedNode, edges: tuple[ox.Triple, ...], published: Statements) -> Iterator[ox.Quad]:
    whole, head, assertion, provenance, info = (
        part(claim, name) for name in ("nanopub", "Head", "assertion", "provenance", "pubinfo")
    )
    yield ox.Quad(whole, _TYPE, ox.NamedNode(f"{NP}Nanopublication"), head)
    yield ox.Quad(whole, ox.NamedNode(f"{NP}hasAssertion"), assertion, head)
    yield ox.Quad(whole, ox.NamedNode(f"{NP}hasProvenance"), provenance, head)
    yield ox.Quad(whole, ox.NamedNode(f"{NP}hasPublicationInfo"), info, head)

    for triple in (*edges, *(t for t in published.about(claim) if t.predicate != HG.evidence)):
        yield ox.Quad(triple.subject, triple.predicate, triple.object, assertion)

    for evidence in published.things(claim, HG.evidence):
        yield ox.Quad(assertion, _DERIVED, evidence, provenance)
        for triple in _quoted(evidence, published):
            yield ox.Quad(triple.subject, triple.predicate, triple.object, provenance)

    yield ox.Quad(whole, _DERIVED, claim, info)
    if (dataset := published.dataset()) is not None:
        yield ox.Quad(whole, _PART_OF, dataset, info)
        for prop in _OF_THE_DATASET:
            for value in published.values(dataset, prop):
                yield ox.Quad(whole, prop, value, info)


def _quoted(evidence: ox.NamedNode, published: Statements) -> Iterator[ox.Triple]:
    """The evidence, its source, and the page on which the words are."""
    yield from published.about(evidence)
    for source in published.things(evidence, HG.source):
        yield from (triple for triple in published.about(source) if triple.predicate != HG.premise)
        for page in published.things(source, _URL):
            yield ox.Triple(evidence, _QUOTED, page)
