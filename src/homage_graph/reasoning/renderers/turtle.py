"""A proof as RDF: reified statements, and how each was derived, in the terms of PROV-O (W3C)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from homage_graph.reasoning.rules import RDF, RDFS, TYPE, words
from homage_graph.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from homage_graph.reasoning.explanation import Explanation

__all__ = ["render"]

_USED: Final = ("prov", "rdf", "rdfs")


def _prov(name: str) -> ox.NamedNode:
    return ox.NamedNode(PREFIXES["prov"] + name)


def render(explanation: Explanation) -> str:
    """Each statement is an `rdf:Statement` and a `prov:Entity`; each step a `prov:Activity` that used its premises.

    An explanation without a proof is an empty graph.
    """
    prefixes = {name: PREFIXES[name] for name in _USED}
    text = ox.serialize(list(_triples(explanation)), format=ox.RdfFormat.TURTLE, prefixes=prefixes)
    return (text or b"").decode()


def _triples(told: Explanation) -> Iterator[ox.Triple]:
    parts = list(told.proof.parts()) if told.proof else []
    nodes = {id(part): ox.BlankNode(f"s{number}") for number, part in enumerate(parts)}
    for number, part in enumerate(parts):
        node = nodes[id(part)]
        yield ox.Triple(node, TYPE, _prov("Entity"))
        if part.statement is None:
            yield ox.Triple(node, RDFS["label"], ox.Literal("contradiction", language="en"))
        else:
            yield ox.Triple(node, TYPE, RDF["Statement"])
            for verb, term in zip(("subject", "predicate", "object"), part.statement, strict=True):
                yield ox.Triple(node, RDF[verb], term)
        if part.rule is None:
            place = told.places.get(part.statement) if part.statement else None
            if place is not None:
                yield ox.Triple(node, _prov("atLocation"), ox.BlankNode(f"p{number}"))
                yield ox.Triple(ox.BlankNode(f"p{number}"), TYPE, _prov("Location"))
                yield ox.Triple(ox.BlankNode(f"p{number}"), RDFS["label"], ox.Literal(str(place)))
            continue
        step = ox.BlankNode(f"r{number}")
        yield ox.Triple(node, _prov("wasGeneratedBy"), step)
        yield ox.Triple(step, TYPE, _prov("Activity"))
        yield ox.Triple(step, RDFS["label"], ox.Literal(part.rule.name))
        yield ox.Triple(step, RDFS["comment"], ox.Literal(words(part.rule), language="en"))
        for below in (*part.premises, *part.axioms):
            yield ox.Triple(step, _prov("used"), nodes[id(below)])
            yield ox.Triple(node, _prov("wasDerivedFrom"), nodes[id(below)])
