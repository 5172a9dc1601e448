"""The vocabularies of a description as their makers publish them: what they define, and what follows from them."""

from __future__ import annotations

import gzip
from functools import cache
from pathlib import Path

import owlrl
import pyoxigraph as ox
import rdflib
from rdflib import OWL, RDF, RDFS
from rdflib.term import Node

from homage_graph.interchange import fill

FILES = Path(__file__).parents[1] / "schemas" / "vocabularies"
NAMESPACES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "prov": "http://www.w3.org/ns/prov#",
    "sh": "http://www.w3.org/ns/shacl#",
    "void": "http://rdfs.org/ns/void#",
}
RANGE_INCLUDES = rdflib.URIRef("http://purl.org/dc/dcam/rangeIncludes")
_AXIOMS = {
    RDF.type,
    RDFS.domain,
    RDFS.range,
    RANGE_INCLUDES,
    RDFS.subClassOf,
    RDFS.subPropertyOf,
    OWL.disjointWith,
    OWL.equivalentClass,
    OWL.equivalentProperty,
    OWL.inverseOf,
    OWL.propertyDisjointWith,
}
_ERROR = rdflib.URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
"""How owlrl says that a graph is contradictory."""


@cache
def vocabularies() -> rdflib.Graph:
    """What all of them say of their terms by name; classes without a name are left out."""
    graph = rdflib.Graph()
    for name in NAMESPACES:
        quads = ox.parse(gzip.decompress((FILES / f"{name}.nq.gz").read_bytes()), format=ox.RdfFormat.N_QUADS)
        fill(graph, [quad.triple for quad in quads])
    for triple in list(graph):
        if triple[1] not in _AXIOMS or not all(isinstance(node, rdflib.URIRef) for node in triple):
            graph.remove(triple)
    return graph


def undefined(graph: rdflib.Graph) -> list[str]:
    """Terms in the namespaces of these vocabularies that they do not have; sorted."""
    defined = set(vocabularies().subjects(RDF.type))
    used = {node for triple in graph for node in triple if isinstance(node, rdflib.URIRef)}
    spaces = tuple(NAMESPACES.values())
    return sorted(
        str(node)
        for node in used
        if str(node).startswith(spaces) and str(node) not in NAMESPACES.values() and node not in defined
    )


def untold(graph: rdflib.Graph) -> list[str]:
    """Types that follow from a domain or a range, and that are not above a type which the graph says; sorted.

    So a thing that stands where the vocabulary has another kind of thing is found, as RDFS has no other contradiction.
    """
    told = {
        (subject, above)
        for subject, kind in graph.subject_objects(RDF.type)
        for above in vocabularies().transitive_objects(kind, RDFS.subClassOf)
    }
    things = {node for triple in graph for node in triple if isinstance(node, rdflib.URIRef)}
    closed = _closed(graph, owlrl.RDFS_Semantics)
    spaces = tuple(NAMESPACES.values())
    return sorted(
        f"{subject} is a {kind}"
        for subject, kind in set(closed.subject_objects(RDF.type)) - told
        if str(kind).startswith(spaces) and subject in things and not str(subject).startswith(spaces)
    )


def literals_for_things(graph: rdflib.Graph) -> list[str]:
    """Literals where a property leads to things, and things where it leads to literals; sorted."""
    known = vocabularies()
    literal = {RDFS.Literal, *(kind for kind in known.objects(None, RDFS.range) if "XMLSchema#" in kind)}
    found = []
    for subject, predicate, target in graph:
        ranges = {*known.objects(predicate, RDFS.range), *known.objects(predicate, RANGE_INCLUDES)}
        ranges -= {RDFS.Resource, OWL.Thing}
        if ranges and isinstance(target, rdflib.Literal) != bool(ranges & literal):
            found.append(f"{subject} {predicate} {target.n3()}")
    return sorted(found)


def contradictions(graph: rdflib.Graph) -> list[str]:
    """What OWL 2 RL finds wrong with the graph under these vocabularies; sorted."""
    return sorted(set(map(str, _closed(graph, owlrl.OWLRL_Semantics).objects(None, _ERROR))))


def _closed(graph: rdflib.Graph, semantics: type) -> rdflib.Graph:
    """The graph, the axioms of the terms in it and of those above these, and what follows."""
    known = vocabularies()
    waiting = {node for triple in graph for node in triple if (node, None, None) in known}
    terms: set[Node] = set()
    closed = rdflib.Graph()
    while waiting:
        term = waiting.pop()
        terms.add(term)
        for triple in known.triples((term, None, None)):
            closed.add(triple)
            waiting |= {triple[2]} - terms if (triple[2], None, None) in known else set()
    for triple in graph:
        closed.add(triple)
    owlrl.DeductiveClosure(semantics).expand(closed)
    return closed
