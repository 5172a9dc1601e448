"""The parts of a graph that blank nodes hold together, each with a digest that does not depend on their labels.

Two graphs are isomorphic (RDF 1.1 Concepts, section 3.6) just if the same triples without blank nodes are in both, and
the same molecules, each as often.

What brackets and lists of Turtle make are trees, and told by their content from the leaves up, in linear time. What
remains is told by refining colours, and where that leaves blank nodes alike, by RDFC-1.0 (W3C, 2024), whose cost grows
with what an attacker could make of it, and is bounded here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from homage_graph.errors import ComparisonError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["Groups", "Molecule", "blank_nodes", "molecules"]

_COLOUR: Final = ox.NamedNode("tag:homage-graph,2026:colour")
_MOST_STEPS: Final = 5_000_000
"""Triples looked at while colours are refined, before it is given up."""
_FEW: Final = 6
"""Blank nodes of which nothing tells one from another, and that may all refer to each other."""
_SOME: Final = 18
"""As `_FEW`, where each refers, or is referred to by, at most `_NEIGHBOURS` of them."""
_NEIGHBOURS: Final = 3


@dataclass(frozen=True)
class Molecule:
    """Triples that blank nodes hold together.

    Attributes:
        digest: The same just where the triples are, but for the labels of blank nodes.
        triples: Each has a blank node, in the order in which they were given.
    """

    digest: str
    triples: tuple[ox.Triple, ...]


class Groups:
    """Blank nodes that triples join, directly or by others (a disjoint-set forest)."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self._above: dict[ox.BlankNode, ox.BlankNode] = {}
        for triple in triples:
            first, *others = blank_nodes(triple)
            for other in (first, *others):
                self._above.setdefault(other, other)
            for other in others:
                self._above[self.of(other)] = self.of(first)

    def of(self, node: ox.BlankNode) -> ox.BlankNode:
        """The one node that stands for its group."""
        above = self._above
        while above[node] != node:
            above[node] = node = above[above[node]]
        return node


def blank_nodes(triple: ox.Triple) -> tuple[ox.BlankNode, ...]:
    """Those of a triple, subject first."""
    return tuple(term for term in (triple.subject, triple.object) if isinstance(term, ox.BlankNode))


def molecules(triples: Iterable[ox.Triple]) -> tuple[Molecule, ...]:
    """The molecules of triples that have blank nodes, in the order of their digests.

    Args:
        triples: Each once, and each with a blank node.

    Raises:
        ComparisonError: Blank nodes refer to each other in a way that would take too long.
    """
    held = list(triples)
    groups = Groups(held)
    parts: defaultdict[ox.BlankNode, list[ox.Triple]] = defaultdict(list)
    for triple in held:
        parts[groups.of(blank_nodes(triple)[0])].append(triple)
    found = (Molecule(_tree(part) or _tangle(part), tuple(part)) for part in parts.values())
    return tuple(sorted(found, key=lambda molecule: molecule.digest))


def _tree(triples: Sequence[ox.Triple]) -> str | None:
    """The digest of a tree of blank nodes, to which things may refer anywhere; None where they are no tree."""
    told: defaultdict[ox.BlankNode, list[str]] = defaultdict(list)
    parents: dict[ox.BlankNode, tuple[ox.BlankNode, ox.NamedNode]] = {}
    waiting: Counter[ox.BlankNode] = Counter()
    nodes: dict[ox.BlankNode, None] = {}
    for triple in triples:
        subject, target = triple.subject, triple.object
        nodes.update(dict.fromkeys(blank_nodes(triple)))
        if isinstance(subject, ox.BlankNode) and isinstance(target, ox.BlankNode):
            if target in parents:
                return None
            parents[target] = subject, triple.predicate
            waiting[subject] += 1
        elif isinstance(subject, ox.BlankNode):
            told[subject].append(f"{triple.predicate} {target}")
        elif isinstance(target, ox.BlankNode):
            told[target].append(f"^ {subject} {triple.predicate}")
    ready = [node for node in nodes if not waiting[node]]
    done = 0
    digest = ""
    for node in ready:
        done += 1
        digest = _digest(told.pop(node, ()))
        if node in parents:
            parent, predicate = parents[node]
            told[parent].append(f"{predicate} _:{digest}")
            waiting[parent] -= 1
            if not waiting[parent]:
                ready.append(parent)
    return digest if done == len(nodes) else None  # in a circle, nobody is the first


def _tangle(triples: Sequence[ox.Triple]) -> str:
    """The digest of blank nodes that are no tree.

    Raises:
        ComparisonError: It would take too long.
    """
    colours = _refined(triples)
    alike = Counter(colours.values())
    unclear = {node for node, colour in colours.items() if alike[colour] > 1}
    if not unclear:
        return _digest(
            " ".join(
                f"_:{colours[term]}" if isinstance(term, ox.BlankNode) else str(term)
                for term in (triple.subject, triple.predicate, triple.object)
            )
            for triple in triples
        )
    _must_be_few(unclear, triples)
    dataset = ox.Dataset(ox.Quad(triple.subject, triple.predicate, triple.object) for triple in triples)
    for node, colour in colours.items():  # the same in every labelling, and it leaves less to be tried
        dataset.add(ox.Quad(node, _COLOUR, ox.Literal(colour)))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return _digest(str(quad) for quad in dataset)


def _refined(triples: Sequence[ox.Triple]) -> Mapping[ox.BlankNode, str]:
    """Blank nodes by what is said of them, of those that they refer to, and so on, until that tells no more apart.

    Raises:
        ComparisonError: It would take too long.
    """
    colours = dict.fromkeys((node for triple in triples for node in blank_nodes(triple)), "")
    kinds, steps = 1, 0
    while True:
        said: defaultdict[ox.BlankNode, list[str]] = defaultdict(list)
        for triple in triples:
            subject, target = triple.subject, triple.object
            left = f"_:{colours[subject]}" if isinstance(subject, ox.BlankNode) else str(subject)
            right = f"_:{colours[target]}" if isinstance(target, ox.BlankNode) else str(target)
            if isinstance(subject, ox.BlankNode):
                said[subject].append(f"{triple.predicate} {'itself' if target == subject else right}")
            if isinstance(target, ox.BlankNode):
                said[target].append(f"^ {'itself' if target == subject else left} {triple.predicate}")
        colours = {node: _digest([colour, *sorted(said[node])]) for node, colour in colours.items()}
        if len(set(colours.values())) in {kinds, len(colours)}:
            return colours
        kinds = len(set(colours.values()))
        steps += len(triples)
        if steps > _MOST_STEPS:
            raise ComparisonError(f"{len(colours):,} blank nodes refer to each other, and are no tree")


def _must_be_few(unclear: set[ox.BlankNode], triples: Sequence[ox.Triple]) -> None:
    """Refuse what RDFC-1.0 would take longer over than over all the rest.

    Raises:
        ComparisonError: With the number of blank nodes.
    """
    near: defaultdict[ox.BlankNode, set[ox.BlankNode]] = defaultdict(set)
    for triple in triples:
        subject, target = triple.subject, triple.object
        if subject in unclear and target in unclear:
            near[subject].add(target)  # type: ignore[index, arg-type]
            near[target].add(subject)  # type: ignore[index, arg-type]
    most = max(map(len, near.values()), default=0)
    if len(near) > _FEW and (len(near) > _SOME or most > _NEIGHBOURS):
        raise ComparisonError(f"{len(near):,} blank nodes refer to each other, and nothing tells them apart")


def _digest(parts: Iterable[str]) -> str:
    return sha256("\n".join(sorted(parts)).encode("utf-8")).hexdigest()
