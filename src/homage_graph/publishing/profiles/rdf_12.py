"""RDF 1.2: the whole graph, and each homage as the reifier of the plain edges that follow from it.

In Turtle: `video:iu-lilac hg:homageOf film:oldboy ~ homage:lilac-oldboy .` What is said of the homage, its evidence
among it, is then said of the edge. (RDF 1.2 Concepts and RDF 1.2 Turtle, W3C.)
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from homage_graph.publishing.edges import entailed
from homage_graph.querying.answer import used_prefixes
from homage_graph.vocabulary import PREFIXES, curie

if TYPE_CHECKING:
    from collections.abc import Sequence

    from homage_graph.graph import Graph

__all__ = ["as_turtle", "make"]

REIFIES: Final = ox.NamedNode(f"{PREFIXES['rdf']}reifies")


def make(graph: Graph) -> tuple[ox.Triple, ...]:
    """Everything published, with a triple `claim rdf:reifies <<( edge )>>` for each homage and edge of it.

    Raises:
        ContradictionError: The graph contradicts itself, or has one thing twice.
    """
    reified = {ox.Triple(homage, REIFIES, edge) for homage, edges in entailed(graph).items() for edge in edges}
    return tuple(sorted({*graph.published, *reified}, key=str))


def as_turtle(triples: Sequence[ox.Triple]) -> bytes:
    """Turtle 1.2, edges with their claims first: each edge on a line, its reifiers behind tildes."""
    claims: defaultdict[ox.Triple, list[ox.NamedNode]] = defaultdict(list)
    rest: list[ox.Triple] = []
    for triple in triples:
        if triple.predicate == REIFIES and isinstance(triple.object, ox.Triple):
            claims[triple.object].append(triple.subject)  # type: ignore[arg-type]  # a homage has an IRI
        else:
            rest.append(triple)
    plain = tuple(triple for triple in rest if triple not in claims)
    prefixes = used_prefixes(tuple(rest))
    body = ox.serialize(plain, format=ox.RdfFormat.TURTLE, prefixes=prefixes) or b""
    header = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in prefixes.items())
    lines = [
        f"{' '.join(map(_short, (edge.subject, edge.predicate, edge.object)))}"  # type: ignore[arg-type]  # an edge has IRIs
        f"{''.join(f' ~ {_short(claim)}' for claim in reifiers)} ."
        for edge, reifiers in claims.items()
    ]
    return (header + "\n" + "\n".join(sorted(lines)) + "\n\n").encode("utf-8") + body


def _short(term: ox.NamedNode) -> str:
    name = curie(term.value)
    return str(term) if name == term.value else name
