"""Which plain edges a homage entails: the step from a claim to what follows from it, and back.

The rules are the ontology's own property chains. A homage is followed by itself along each chain that begins with
`hg:hasHomage`, and what comes of it along the chains that begin with a plain edge; so of two homages that entail the
same edge each is found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from homage_graph.publishing.statements import Statements
from homage_graph.vocabulary import HG, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from homage_graph.graph import Graph

__all__ = ["entailed"]

_CHAIN: Final = ox.NamedNode(f"{PREFIXES['owl']}propertyChainAxiom")
_QUALIFIED: Final = ox.NamedNode(f"{PREFIXES['prov']}qualifiedForm")
_FIRST: Final = ox.NamedNode(f"{PREFIXES['rdf']}first")
_REST: Final = ox.NamedNode(f"{PREFIXES['rdf']}rest")


def entailed(graph: Graph, published: Statements | None = None) -> dict[ox.NamedNode, tuple[ox.Triple, ...]]:
    """The plain edges of each homage that has any: those whose property the ontology says a homage qualifies.

    A conjecture has none, since no chain begins with `hg:allegedIn`.

    Args:
        graph: The graph.
        published: What is published of it, where it is at hand.

    Raises:
        ContradictionError: The graph contradicts itself, or has one thing twice.
    """
    published = published or Statements.of(graph)
    terms = [triple for document in graph.defining_documents for triple in document]
    plain = {t.subject for t in terms if t.predicate == _QUALIFIED and t.object == HG.Homage}
    chains = [(made, path) for made, path in _chains(terms) if made in plain]
    found: dict[ox.NamedNode, tuple[ox.Triple, ...]] = {}
    for homage in published.instances(HG.Homage):
        ends = _ends(homage, chains, published)
        edges = {ox.Triple(work, prop, end) for work in published.pointing(HG.hasHomage, homage) for prop, end in ends}
        if kept := sorted(filter(published.has, edges), key=str):
            found[homage] = tuple(kept)
    return found


Chain = tuple[ox.NamedNode, tuple[ox.NamedNode, ...]]
"""A property, and the path that makes it."""


def _ends(
    homage: ox.NamedNode, chains: Iterable[Chain], published: Statements
) -> set[tuple[ox.NamedNode, ox.NamedNode]]:
    """Properties and objects of the edges that follow from one homage, whatever its work."""
    ends: set[tuple[ox.NamedNode, ox.NamedNode]] = set()
    size = -1
    while len(ends) != size:
        size = len(ends)
        for made, (first, *rest) in chains:
            starts = {homage} if first == HG.hasHomage else {end for prop, end in ends if prop == first}
            for step in rest:
                starts = {end for start in starts for end in published.things(start, step)}
            ends |= {(made, end) for end in starts}
    return ends


def _chains(terms: Iterable[ox.Triple]) -> Iterator[Chain]:
    said: dict[tuple[object, ox.NamedNode], object]
    said = {(t.subject, t.predicate): t.object for t in terms if t.predicate in (_FIRST, _REST)}
    for triple in terms:
        if triple.predicate == _CHAIN and isinstance(triple.subject, ox.NamedNode):
            path: list[ox.NamedNode] = []
            node: object = triple.object
            while isinstance(step := said.pop((node, _FIRST), None), ox.NamedNode):  # a list that runs in a circle ends
                path.append(step)
                node = said[node, _REST]
            if path:
                yield triple.subject, tuple(path)
