"""Between pyoxigraph's terms and rdflib's: rdflib is what Python users, pyshacl and owlrl work with.

Literals keep their spelling: rdflib's own parser and its normalisation are not used.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pyoxigraph as ox
import rdflib

if TYPE_CHECKING:
    from collections.abc import Iterable

    from homage_graph.vocabulary import Term

__all__ = ["fill", "from_rdflib", "rdflib_term", "to_rdflib"]

logging.getLogger("rdflib.term").setLevel(logging.CRITICAL)  # ill-typed literals are findings, not tracebacks

_STRING = "http://www.w3.org/2001/XMLSchema#string"


def to_rdflib(triples: Iterable[ox.Triple]) -> rdflib.Graph:
    """An rdflib graph of these triples."""
    graph = rdflib.Graph()
    fill(graph, triples)
    return graph


def fill(graph: rdflib.Graph, triples: Iterable[ox.Triple]) -> None:
    """Add triples to an rdflib graph."""
    for triple in triples:
        graph.add((rdflib_term(triple.subject), rdflib_term(triple.predicate), rdflib_term(triple.object)))


def from_rdflib(triples: Iterable[tuple[rdflib.term.Node, rdflib.term.Node, rdflib.term.Node]]) -> Iterable[ox.Triple]:
    """The triples that are legal RDF 1.1; a literal subject, say, is left out."""
    for subject, predicate, target in triples:
        if isinstance(subject, rdflib.Literal) or not isinstance(predicate, rdflib.URIRef):
            continue
        yield ox.Triple(_oxigraph_term(subject), _oxigraph_term(predicate), _oxigraph_term(target))  # type: ignore[arg-type]


def rdflib_term(term: Term | ox.Triple) -> rdflib.term.Node:
    """A term of pyoxigraph's as one of rdflib's."""
    match term:
        case ox.NamedNode():
            return rdflib.URIRef(term.value)
        case ox.BlankNode():
            return rdflib.BNode(term.value)
        case ox.Literal() if term.language:
            return rdflib.Literal(term.value, lang=term.language)
        case ox.Literal():
            datatype = None if term.datatype.value == _STRING else rdflib.URIRef(term.datatype.value)
            return rdflib.Literal(term.value, datatype=datatype, normalize=False)
    raise TypeError(f"no term of RDF 1.1: {term}")


def _oxigraph_term(node: rdflib.term.Node) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    match node:
        case rdflib.URIRef():
            return ox.NamedNode(str(node))
        case rdflib.BNode():
            return ox.BlankNode(str(node))
        case rdflib.Literal() if node.language:
            return ox.Literal(str(node), language=node.language)
        case rdflib.Literal():
            return ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype or _STRING)))
    raise TypeError(f"no term of RDF 1.1: {node!r}")
