"""The one form of a graph that does not depend on how its blank nodes were labelled."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import pyoxigraph as ox

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["canonical", "labelled"]

_Name = TypeVar("_Name", ox.NamedNode, ox.DefaultGraph)


def canonical(triples: Iterable[ox.Triple]) -> tuple[ox.Triple, ...]:
    """The triples, labelled, in the order of their N-Triples form."""
    return tuple(sorted(labelled({ox.DefaultGraph(): set(triples)})[ox.DefaultGraph()], key=str))


def labelled(graphs: dict[_Name, set[ox.Triple]]) -> dict[_Name, set[ox.Triple]]:
    """The triples of graphs, their blank nodes, which they share, labelled by RDFC-1.0 (W3C, 2024).

    Only statements with blank nodes have a say in the labels, so only they are put through the algorithm.
    """
    blank = [
        ox.Quad(triple.subject, triple.predicate, triple.object, name)
        for name, triples in graphs.items()
        for triple in triples
        if isinstance(triple.subject, ox.BlankNode) or isinstance(triple.object, ox.BlankNode)
    ]
    if not blank:
        return graphs
    dataset = ox.Dataset(blank)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    unlabelled: dict[_Name, set[ox.Triple]] = {name: set() for name in graphs}
    for quad in blank:
        unlabelled[quad.graph_name].add(quad.triple)  # type: ignore[index]
    made = {name: triples - unlabelled[name] for name, triples in graphs.items()}
    for quad in dataset:
        made[quad.graph_name].add(quad.triple)
    return made
