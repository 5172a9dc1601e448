"""The one form of a graph that does not depend on how its blank nodes were labelled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["canonical"]


def canonical(triples: Iterable[ox.Triple]) -> tuple[ox.Triple, ...]:
    """The triples, blank nodes labelled by RDFC-1.0 (W3C, 2024), in the order of their N-Triples form."""
    triples = set(triples)
    if any(isinstance(term, ox.BlankNode) for triple in triples for term in (triple.subject, triple.object)):
        dataset = ox.Dataset(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        triples = {quad.triple for quad in dataset}
    return tuple(sorted(triples, key=str))
