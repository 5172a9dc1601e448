"""Reasoning over the whole graph with owlrl, the only module that imports it.

What owlrl derives is sieved before anybody sees it:

* Only legal RDF: owlrl gives literals as subjects.
* Only what is said of things: not the ontology's own closure, not `x owl:sameAs x`, not the types that
  every resource has.
* Keys are compared here, not there: owlrl 7.6.2 ignores the last property of an `owl:hasKey` list when
  it compares two records, so that a key of one property makes everything of its class one thing.
  tests/reasoning/test_whole_graph.py has the minimal case.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations, product
from typing import TYPE_CHECKING

import owlrl
from rdflib import OWL, RDF, RDFS, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection

from homage_graph.errors import ReasoningError
from homage_graph.interchange import from_rdflib, to_rdflib
from homage_graph.reasoning import OWLRL, Closure, Summary
from homage_graph.vocabulary import curie

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pyoxigraph as ox
    from rdflib.term import Node

__all__ = ["WholeGraphReasoner"]

_TERM_CLASSES = (
    OWL.Class, OWL.Restriction, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, OWL.Ontology,
    OWL.AllDisjointClasses, RDFS.Class, RDFS.Datatype, RDF.Property,
)  # fmt: skip
_EVERYTHING = frozenset({OWL.Thing, RDFS.Resource, OWL.NamedIndividual, RDFS.Literal})


class WholeGraphReasoner:
    """OWL 2 RL by owlrl, in one go over everything: seconds for hundreds of videos."""

    @property
    def name(self) -> str:
        """See `Reasoner.name`."""
        return OWLRL

    def close(self, asserted: Sequence[ox.Triple]) -> Closure:
        """See `Reasoner.close`."""
        graph = to_rdflib(asserted)
        known = set(graph)
        try:
            keys = tuple(_keys(graph))
            graph.remove((None, OWL.hasKey, None))
            engine = owlrl.OWLRL_Semantics(graph, axioms=False, daxioms=False, rdfs=False)
            engine.closure()
        except (ValueError, ArithmeticError, TypeError, LookupError, RecursionError) as error:
            raise ReasoningError(" ".join(str(error).split()) or type(error).__name__) from None
        terms = {subject for kind in _TERM_CLASSES for subject in graph.subjects(RDF.type, kind)}
        telling = (triple for triple in graph if triple not in known and _tells(triple, terms))
        inferred = tuple(sorted(from_rdflib(telling), key=str))
        contradictions = tuple(sorted({_sentence(message) for message in engine.error_messages}))
        duplicates = tuple(sorted({*_same_by_key(graph, keys), *_same_by_rule(graph, known, terms)}))
        return Closure(inferred, Summary(len(known), len(inferred), contradictions, duplicates))


def _tells(triple: tuple[Node, Node, Node], terms: set[Node]) -> bool:
    """Whether a derived triple says something of a thing that its reader did not know of everything."""
    subject, predicate, target = triple
    if isinstance(subject, Literal | BNode) or isinstance(target, BNode) or subject in terms:
        return False
    if predicate in (OWL.sameAs, OWL.differentFrom):
        return False
    return not (predicate == RDF.type and target in _EVERYTHING)


def _keys(graph: Graph) -> Iterator[tuple[Node, tuple[Node, ...]]]:
    for owner, properties in graph.subject_objects(OWL.hasKey):
        yield owner, tuple(Collection(graph, properties))


def _same_by_key(graph: Graph, keys: Sequence[tuple[Node, tuple[Node, ...]]]) -> Iterator[str]:
    """Rule prp-key of OWL 2 RL, table 5: one class, the same value of every key property."""
    for owner, properties in keys:
        holders: defaultdict[tuple[Node, ...], set[Node]] = defaultdict(set)
        for thing in graph.subjects(RDF.type, owner):
            for values in product(*(graph.objects(thing, key) for key in properties)):
                holders[values].add(thing)
        for values, things in holders.items():
            for one, other in combinations(sorted(things, key=str), 2):
                shared = " and ".join(
                    f"{_short(key)} {_short(value)}" for key, value in zip(properties, values, strict=True)
                )
                yield f"{_short(one)} and {_short(other)} share {shared}"


def _same_by_rule(graph: Graph, known: set[tuple[Node, Node, Node]], terms: set[Node]) -> Iterator[str]:
    """What owlrl found to be the same, as by a functional property with two values."""
    for one, other in graph.subject_objects(OWL.sameAs):
        things = isinstance(one, URIRef) and isinstance(other, URIRef) and str(one) < str(other)
        if things and one not in terms and not {(one, OWL.sameAs, other), (other, OWL.sameAs, one)} & known:
            yield f"{_short(one)} and {_short(other)} would be one thing"


def _short(node: Node) -> str:
    return curie(str(node)) if isinstance(node, URIRef) else f"“{node}”"


def _sentence(message: str) -> str:
    """Owlrl's own words, with its IRIs shortened."""
    return " ".join(curie(word) if word.startswith("http") else word for word in message.split())
