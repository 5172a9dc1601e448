"""What of a graph is published: all of it or a layer, the plain edges, one thing with what belongs to it.

The ontology's axioms are not repeated: what is published has a thing or a concept as its subject, or a blank node that
one leads to.
"""

from __future__ import annotations

from collections import defaultdict
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from homage_graph.publishing.turtle import LABELS, Said, in_order
from homage_graph.store import Layer
from homage_graph.vocabulary import CLAIMS, EDGES, HG, OURS, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = [
    "ASSERTED", "INFERRED", "OF_TERMS", "PROVENANCE", "Selection", "belonging", "enriched", "makes_a_term",
    "parts",
]  # fmt: skip

_Node = ox.NamedNode | ox.BlankNode


class Selection(StrEnum):
    """What of a graph is exported."""

    ALL = "all"
    """What is written of things and concepts, and what follows."""
    ASSERTED = "asserted"
    """What is written, alone."""
    INFERRED = "inferred"
    """What follows, alone."""
    EDGES = "edges"
    """The four plain edges from a citing work, alone: homageOf, recreatesScene, usesTechnique, stylingDrawnFrom."""


_RDF_TYPE: Final = ox.NamedNode(f"{PREFIXES['rdf']}type")
ASSERTED: Final = ox.NamedNode(Layer.ASSERTED.value)
INFERRED: Final = ox.NamedNode(Layer.INFERRED.value)
PROVENANCE: Final = ox.NamedNode(f"{OURS}graph/provenance")
_PROV: Final = PREFIXES["prov"]
_PROVENANCE: Final = tuple(
    ox.Triple(subject, predicate, target)
    for subject, predicate, target in (
        (ASSERTED, _RDF_TYPE, ox.NamedNode(f"{_PROV}Entity")),
        (ASSERTED, ox.NamedNode(f"{PREFIXES['dct']}title"), ox.Literal("What the graph's files say", language="en")),
        (INFERRED, _RDF_TYPE, ox.NamedNode(f"{_PROV}Entity")),
        (INFERRED, ox.NamedNode(f"{PREFIXES['dct']}title"), ox.Literal("What follows by OWL 2 RL", language="en")),
        (INFERRED, ox.NamedNode(f"{_PROV}wasDerivedFrom"), ASSERTED),
    )
)
OF_TERMS: Final = (PREFIXES["owl"], PREFIXES["rdfs"], f"{PREFIXES['rdf']}Property")
"""How the IRIs of kinds begin whose things are terms: classes, properties, restrictions and the like."""
_FOLLOWED: Final = frozenset({HG.evidence, HG.source, HG.publishedBy})


def enriched(triples: Iterable[ox.Triple], inferred: Iterable[ox.Triple]) -> set[ox.Triple]:
    """Every triple to be published: whose subject is a thing or a concept, or a blank node that one leads to."""
    about: defaultdict[ox.NamedNode | ox.BlankNode, set[ox.Triple]] = defaultdict(set)
    for triple in triples:
        about[triple.subject].add(triple)  # type: ignore[index]
    terms = {subject for subject, said in about.items() if any(map(makes_a_term, said))}
    reached: list[ox.NamedNode | ox.BlankNode] = [
        subject for subject in about if isinstance(subject, ox.NamedNode) and subject not in terms
    ]
    kept = set(inferred)
    for subject in reached:
        for triple in about.pop(subject, ()):
            kept.add(triple)
            if isinstance(triple.object, ox.BlankNode) and triple.object not in terms:
                reached.append(triple.object)
    return kept


def makes_a_term(triple: ox.Triple) -> bool:
    """Whether it says that its subject is a class, a property or the like."""
    kind = triple.object
    return triple.predicate == _RDF_TYPE and isinstance(kind, ox.NamedNode) and kind.value.startswith(OF_TERMS)


def parts(
    written: Iterable[ox.Triple], inferred: Iterable[ox.Triple], selection: Selection
) -> dict[ox.NamedNode, set[ox.Triple]]:
    """What is selected, by the graph that it is in where a format has graphs.

    In the selection of everything there are also statements about the graphs themselves (PROV-O).
    """
    match selection:
        case Selection.ASSERTED:
            return {ASSERTED: enriched(written, ())}
        case Selection.INFERRED:
            return {INFERRED: set(inferred)}
        case Selection.EDGES:
            return {INFERRED: {triple for triple in inferred if triple.predicate in EDGES}}
        case Selection.ALL:
            return {ASSERTED: enriched(written, ()), INFERRED: set(inferred), PROVENANCE: set(_PROVENANCE)}


def belonging(thing: ox.NamedNode, triples: Iterable[ox.Triple]) -> set[ox.Triple]:
    """What is said of a thing, and of all that belongs to it.

    To a work belong its scenes, characters and motifs; to each of them, and to a person or a concept, the claims that
    name it; to a claim its alterations, its evidence and the source of that. Of all else that these name, there is the
    type and the label.
    """
    about: defaultdict[_Node, list[ox.Triple]] = defaultdict(list)
    named_by: dict[str, _Node] = {}
    texts: defaultdict[str, Said] = defaultdict(list)
    for triple in triples:
        about[triple.subject].append(triple)  # type: ignore[index]  # a subject is no triple here
        named_by[str(triple.subject)] = triple.subject  # type: ignore[assignment]
        texts[str(triple.subject)].append((str(triple.predicate), str(triple.object)))
    below: defaultdict[_Node, list[_Node]] = defaultdict(list)
    naming: defaultdict[_Node, list[_Node]] = defaultdict(list)
    for place in in_order(texts):
        subject = named_by[place.subject]
        if place.owner is not None:
            below[named_by[place.owner]].append(subject)
        if any(triple.predicate == _RDF_TYPE and triple.object in CLAIMS for triple in about[subject]):
            for triple in about[subject]:
                naming[triple.object].append(subject)  # type: ignore[index]
    own = _reached([thing], below)
    whole = own | _reached((claim for each in own for claim in naming[each]), below)
    whole |= _reached(whole, _followed(about))
    told = {triple for subject in whole for triple in about.get(subject, ())}
    named = {triple.object for triple in told if isinstance(triple.object, ox.NamedNode)} - whole
    known = (triple for subject in named & about.keys() for triple in about[subject])
    return told | {triple for triple in known if triple.predicate in (_RDF_TYPE, *LABELS)}


def _followed(about: Mapping[_Node, Iterable[ox.Triple]]) -> dict[_Node, list[_Node]]:
    """From a thing to those that it is not understood without: evidence, sources, blank nodes."""
    return {
        subject: [
            triple.object
            for triple in said
            if isinstance(triple.object, ox.BlankNode)
            or (isinstance(triple.object, ox.NamedNode) and triple.predicate in _FOLLOWED)
        ]
        for subject, said in about.items()
    }


def _reached(starts: Iterable[_Node], links: Mapping[_Node, Iterable[_Node]]) -> set[_Node]:
    waiting = list(starts)
    found = set(waiting)
    while waiting:
        further = [each for each in links.get(waiting.pop(), ()) if each not in found]
        found.update(further)
        waiting += further
    return found
