"""Which nodes may violate which shapes: a few queries over all of them at once, instead of many over each.

Each shape is compiled to SPARQL that finds its suspects. It may suspect too many, and never misses one; what becomes
of the suspects is the judge's to say.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from homage_graph.validation.shacl.automaton import Automaton, build
from homage_graph.validation.shacl.constraints import ANYTHING, Compiler
from homage_graph.validation.shacl.paths import IllFormedError
from homage_graph.validation.shacl.shapes import ShapesGraph
from homage_graph.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from homage_graph.validation.shacl.constraints import Check
    from homage_graph.validation.shacl.shapes import Targets
    from homage_graph.validation.shacl.written import Written
    from homage_graph.vocabulary import Term

__all__ = ["Sieve", "Suspects"]

Suspects = dict["Term", "set[Term]"]
"""Of a shape, the focus nodes that may violate it."""

_TYPE: Final = ox.NamedNode(f"{PREFIXES['rdf']}type")
_SUBCLASS: Final = ox.NamedNode(f"{PREFIXES['rdfs']}subClassOf")
_THIS: Final = "?this"
_THREADS: Final = 2
_FEW: Final = 50_000
"""Statements up to which threads cost more than they save."""


class Sieve:
    """The shapes of some triples, and what they suspect.

    Attributes:
        shapes: The shapes.
    """

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self.shapes = ShapesGraph(triples)
        self._automata: dict[Term, Automaton] = {}
        self._compiled: dict[Term, list[Check]] = {}
        self._compiled_for: tuple[object, ...] = ()

    @cached_property
    def active(self) -> tuple[Term, ...]:
        """The names of the shapes that apply to something by themselves, and are not switched off."""
        return tuple(node for node in self.shapes.targeted if not self._is_off(node))

    def automaton(self, node: Term) -> Automaton:
        """What a shape can reach."""
        if node not in self._automata:
            try:
                shape = self.shapes.shape(node)
            except IllFormedError:
                self._automata[node] = Automaton()
                self._automata[node].everywhere.add(None)
            else:
                self._automata[node] = build(shape, self.shapes)
        return self._automata[node]

    def suspects(self, written: Written) -> Suspects:
        """Everything that may violate a shape."""
        tree = _ClassTree(written)
        compiled = self._checks(written, tree)
        jobs: list[tuple[Term, str]] = []
        found: Suspects = defaultdict(set)
        for node in self.active:
            targets = self.shapes.targets(node)
            if compiled[node]:
                found[node] |= _unasked(targets, tree, written)
            jobs += ((node, text) for text in _queries(compiled[node], _target_patterns(targets, tree)))

        def ask(job: tuple[Term, str]) -> tuple[Term, set[Term]]:
            return job[0], set(_answers(job[1], written))

        if len(written.engine) <= _FEW:
            for node, terms in map(ask, jobs):
                found[node] |= terms
        else:
            from concurrent.futures import ThreadPoolExecutor

            with ThreadPoolExecutor(_THREADS) as pool:
                for node, terms in pool.map(ask, jobs):
                    found[node] |= terms
        return {node: terms for node, terms in found.items() if terms}

    def suspects_among(
        self, candidates: Mapping[Term, set[Term]], written: Written, newcomers: AbstractSet[Term] = frozenset()
    ) -> Suspects:
        """What of some nodes may violate a shape; a node that the shape does not apply to is none.

        Args:
            candidates: Of a shape, the nodes to look at.
            written: What is written.
            newcomers: Nodes to look at for each of these shapes, since it may apply to them now.
        """
        tree = _ClassTree(written)
        compiled = self._checks(written, tree)
        found: Suspects = {}
        everything: set[Term] = set().union(newcomers, *candidates.values())
        described = {term: _Described(term, written) for term in everything}
        targets_of = {node: self.shapes.targets(node) for node in candidates}
        classes_of = {
            node: frozenset(below for kind in targets.classes for below in tree.below(kind))
            for node, targets in targets_of.items()
        }
        properties = frozenset(iri for targets in targets_of.values() for iri in targets.subjects_of)
        kinds: frozenset[Term] = frozenset().union(*classes_of.values())
        likely = {term for term in newcomers if described[term].has_any(kinds, properties)}
        for node, terms in candidates.items():
            targets, classes = targets_of[node], classes_of[node]
            fresh = newcomers if targets.nodes or targets.objects_of else likely
            targeted = sorted((term for term in terms | fresh if described[term].is_target(targets, classes)), key=str)
            asked = dict.fromkeys(term for term in targeted if _is_asked_of(term, written))
            suspected = {term for term in targeted if term not in asked} if compiled[node] else set()
            if asked:
                values = f"VALUES {_THIS} {{ {' '.join(map(str, asked))} }}"
                for text in _queries(compiled[node], [values]):
                    suspected.update(_answers(text, written))
            if suspected:
                found[node] = suspected
        return found

    def _is_off(self, node: Term) -> bool:
        try:
            return self.shapes.shape(node).is_deactivated
        except IllFormedError:
            return False

    def _checks(self, written: Written, tree: _ClassTree) -> dict[Term, list[Check]]:
        """Each shape's checks; they depend on the class tree, and on where literals are rough."""
        made_for = (tree.triples, frozenset(written.rough))
        if made_for != self._compiled_for:
            compiler = Compiler(self.shapes, tree.below, made_for[1])
            self._compiled = {node: _compile(node, self.shapes, compiler) for node in self.active}
            self._compiled_for = made_for
        return self._compiled


class _ClassTree:
    """Which classes are below which, by what is written."""

    def __init__(self, written: Written) -> None:
        pairs = ((sub, over) for sub, _, over in written.match(None, _SUBCLASS, None))
        self.triples = frozenset(pairs)
        self._below: defaultdict[Term, list[Term]] = defaultdict(list)
        for sub, over in sorted(self.triples, key=str):
            self._below[over].append(sub)

    def below(self, node: Term) -> list[Term]:
        """A class and all that are below it."""
        found: dict[Term, None] = {node: None}
        waiting = [node]
        while waiting:
            for sub in self._below.get(waiting.pop(), ()):
                if sub not in found:
                    found[sub] = None
                    waiting.append(sub)
        return list(found)


def _compile(node: Term, shapes: ShapesGraph, compiler: Compiler) -> list[Check]:
    try:
        return compiler.checks(shapes.shape(node), _THIS)
    except IllFormedError:
        return [ANYTHING]


def _unasked(targets: Targets, tree: _ClassTree, written: Written) -> set[Term]:
    """Targets that no query can find: all of them are suspects."""
    found = {term for term in targets.nodes if not _is_asked_of(term, written)}
    for kind in {below for node in targets.classes for below in tree.below(node)}:
        if not isinstance(kind, ox.NamedNode):
            found.update(thing for thing, _, _ in written.match(None, _TYPE, kind))
    return found


def _is_asked_of(term: Term, written: Written) -> bool:
    """Whether a query can be about a term: an IRI, and in the graph, or a path of no length would not begin there."""
    return isinstance(term, ox.NamedNode) and any(
        next(written.match(*ends), None) is not None for ends in ((term, None, None), (None, None, term))
    )


def _target_patterns(targets: Targets, tree: _ClassTree) -> Iterator[str]:
    if named := [str(term) for term in targets.nodes if isinstance(term, ox.NamedNode)]:
        yield f"VALUES {_THIS} {{ {' '.join(named)} }}"
    classes = dict.fromkeys(below for node in targets.classes for below in tree.below(node))
    yield from (f"{_THIS} {_TYPE} {kind} ." for kind in classes if isinstance(kind, ox.NamedNode))
    yield from (f"{_THIS} <{iri}> ?anyTarget ." for iri in targets.subjects_of)
    yield from (f"?anyTarget <{iri}> {_THIS} ." for iri in targets.objects_of)


def _queries(checks: Sequence[Check], targets: Iterable[str]) -> Iterator[str]:
    """For each way of being a target one query, and one for each check that is a query itself."""
    conditions = [str(check) for check in checks if not check.is_joined]
    bodies = [f"FILTER ({' || '.join(f'({condition})' for condition in conditions)})"] if conditions else []
    bodies += [" ".join(check.patterns) for check in checks if check.is_joined]
    for target in targets:
        for body in bodies:
            yield f"SELECT DISTINCT {_THIS} WHERE {{ {target} {body} }}"


def _answers(text: str, written: Written) -> Iterator[Term]:
    for solution in written.query(text):
        yield solution[0]


class _Described:
    """What decides whether a shape applies to a term by itself."""

    def __init__(self, term: Term, written: Written) -> None:
        self._term = term
        self._written = written
        said = list(written.match(term, None, None))
        self._kinds = {target for _, predicate, target in said if predicate == _TYPE}
        self._properties = {predicate.value for _, predicate, _ in said}

    def has_any(self, classes: frozenset[Term], properties: frozenset[str]) -> bool:
        """Whether it is of some class, or has some property."""
        return not (self._kinds.isdisjoint(classes) and self._properties.isdisjoint(properties))

    def is_target(self, targets: Targets, classes: frozenset[Term]) -> bool:
        """Whether it is one of the targets; `classes` are the targets' classes and all that are below them."""
        return (
            self.has_any(classes, frozenset(targets.subjects_of))
            or self._term in targets.nodes
            or any(
                next(self._written.match(None, ox.NamedNode(iri), self._term), None) is not None
                for iri in targets.objects_of
            )
        )
