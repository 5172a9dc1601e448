"""What a shape can reach, as an automaton whose steps are statements.

Forward from a focus node it finds the statements that decide whether the node conforms: the small graph to judge.
Backward from a statement that is added or taken away it finds the focus nodes that may violate the shape because of
that. Both may find too many, never too few.
"""

from __future__ import annotations

from collections import defaultdict, deque
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

import pyoxigraph as ox

from homage_graph.validation.shacl.paths import (
    Alternative,
    IllFormedError,
    Inverse,
    Path,
    Predicate,
    Repeated,
    Sequence,
    is_agreed,
    steps,
)
from homage_graph.validation.shacl.selects import read_select
from homage_graph.validation.shacl.shapes import SH
from homage_graph.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from homage_graph.validation.shacl.selects import Pattern
    from homage_graph.validation.shacl.shapes import Shape, ShapesGraph
    from homage_graph.validation.shacl.written import Statement, Written
    from homage_graph.vocabulary import Term

__all__ = ["Automaton", "build"]

_TYPE: Final = f"{PREFIXES['rdf']}type"
_DEEPEST: Final = 20
_ON_VALUES: Final = (
    *("class", "datatype", "nodeKind", "minLength", "maxLength", "pattern", "languageIn", "in", "closed"),
    *("minInclusive", "minExclusive", "maxInclusive", "maxExclusive", "maxCount", "uniqueLang", "lessThan"),
    *("lessThanOrEquals", "disjoint", "equals", "node", "property", "not", "and", "or", "xone", "qualifiedMaxCount"),
)
"""Parameters by which one more value can be one too many."""
_ON_ABSENCE: Final = ("minCount", "hasValue", "equals", "qualifiedMinCount", "not", "xone", "qualifiedMaxCount")
"""Parameters by which one value fewer can be one too few."""


class Step(NamedTuple):
    """Along one statement, from one state to another.

    Attributes:
        origin: The state before.
        predicate: The statement's property; None for any.
        is_forward: From subject to object, else from object to subject.
        end: The state after.
        grows: One more such statement may make a violation.
        shrinks: One fewer may.
    """

    origin: int
    predicate: str | None
    is_forward: bool
    end: int
    grows: bool
    shrinks: bool


class Automaton:
    """See the module. State 0 is the focus node.

    Attributes:
        everywhere: Properties of which every statement can matter, wherever it stands; None for all of them.
    """

    def __init__(self) -> None:
        self.everywhere: set[str | None] = set()
        self._states = 1
        self._steps: defaultdict[int, list[Step]] = defaultdict(list)
        self._into: defaultdict[int, list[Step]] = defaultdict(list)
        self._empty: defaultdict[int, set[int]] = defaultdict(set)
        self._empty_into: defaultdict[int, set[int]] = defaultdict(set)
        self._by_predicate: defaultdict[str | None, list[Step]] = defaultdict(list)

    def state(self) -> int:
        """A new state."""
        self._states += 1
        return self._states - 1

    def add(self, step: Step) -> None:
        """One more step."""
        if step not in self._steps[step.origin]:
            self._steps[step.origin].append(step)
            self._into[step.end].append(step)
            self._by_predicate[step.predicate].append(step)

    def skip(self, origin: int, end: int) -> None:
        """From one state to another along nothing."""
        self._empty[origin].add(end)
        self._empty_into[end].add(origin)

    def follow(self, path: Path, origin: int, end: int, *, grows: bool, shrinks: bool, is_forward: bool = True) -> None:
        """All the ways along a property path."""
        match path:
            case Predicate(iri):
                self.add(Step(origin, iri, is_forward, end, grows, shrinks))
            case Inverse(inner):
                self.follow(inner, origin, end, grows=grows, shrinks=shrinks, is_forward=not is_forward)
            case Alternative(inner):
                for part in inner:
                    self.follow(part, origin, end, grows=grows, shrinks=shrinks, is_forward=is_forward)
            case Sequence(inner):
                parts = inner if is_forward else inner[::-1]
                states = [origin, *(self.state() for _ in parts[1:]), end]
                for part, before, after in zip(parts, states, states[1:], strict=False):
                    self.follow(part, before, after, grows=grows, shrinks=shrinks, is_forward=is_forward)
            case Repeated(inner, mark):
                middle = self.state()
                last = middle if mark != "?" else self.state()
                self.skip(origin, middle)
                self.follow(inner, middle, last, grows=grows, shrinks=shrinks, is_forward=is_forward)
                if mark == "+":
                    after = self.state()
                    self.follow(inner, middle, after, grows=grows, shrinks=shrinks, is_forward=is_forward)
                    self.skip(after, end)
                else:
                    self.skip(middle, end)
                    self.skip(last, end)

    def reach(self, nodes: Iterable[Term], written: Written) -> Iterator[Statement]:
        """The statements that decide on these focus nodes, and what blank nodes on the way are."""
        described: set[Term] = set()
        yield from self._reach_everywhere(written, described)
        front = _Front((node, 0) for node in nodes)
        for node, _ in front.met:
            if isinstance(node, ox.BlankNode):  # a report cannot speak of one that is nowhere in the graph
                yield from islice(written.match(None, None, node), 1)
        for node, state in front:
            if isinstance(node, ox.BlankNode) and node not in described:
                yield from _description(node, written, described)
            for other in self._empty[state]:
                front.meet(node, other)
            for step in self._steps[state]:
                for statement in _along(step, node, written, is_forward=step.is_forward):
                    yield statement
                    front.meet(statement[2] if step.is_forward else statement[0], step.end)

    def _reach_everywhere(self, written: Written, described: set[Term]) -> Iterator[Statement]:
        for predicate in self.everywhere:
            for statement in written.match(None, _property(predicate), None):
                yield statement
                for end in (statement[0], statement[2]):
                    if isinstance(end, ox.BlankNode):
                        yield from _description(end, written, described)

    def ways(self, node: Term, end: int, written: Written) -> dict[Term, tuple[Statement, ...]]:
        """What is reached in a state, each with the statements on a shortest way there."""
        chains: dict[tuple[Term, int], tuple[Statement, ...]] = {(node, 0): ()}
        front = _Front(chains)
        for here, state in front:
            chain = chains[here, state]
            for other in self._empty[state]:
                chains.setdefault((here, other), chain)
                front.meet(here, other)
            for step in self._steps[state]:
                for statement in sorted(_along(step, here, written, is_forward=step.is_forward), key=str):
                    there = statement[2] if step.is_forward else statement[0]
                    chains.setdefault((there, step.end), (*chain, statement))
                    front.meet(there, step.end)
        return {there: chain for (there, state), chain in chains.items() if state == end}

    def touched(self, changes: Mapping[str, Iterable[Statement]], written: Written, *, added: bool) -> set[Term] | None:
        """The focus nodes that may violate the shape because statements are added, or taken away.

        Args:
            changes: What changes, by property.
            written: What it changes, together with what changes.
            added: Whether they are added.

        Returns:
            The nodes; None for whatever there is.
        """
        if changes and (None in self.everywhere or not self.everywhere.isdisjoint(changes)):
            return None
        front = _Front(())
        for predicate, statements in changes.items():
            for step in (*self._by_predicate.get(predicate, ()), *self._by_predicate.get(None, ())):
                if step.grows if added else step.shrinks:
                    for subject, _, target in statements:
                        front.meet(subject if step.is_forward else target, step.origin)
        for node, state in front:
            for other in self._empty_into[state]:
                front.meet(node, other)
            for step in self._into[state]:
                for statement in _along(step, node, written, is_forward=not step.is_forward):
                    front.meet(statement[0] if step.is_forward else statement[2], step.origin)
        return {node for node, state in front.met if state == 0}


class _Front:
    """Nodes in states that are still to be looked at, each once, the first met first."""

    def __init__(self, starts: Iterable[tuple[Term, int]]) -> None:
        self.met = dict.fromkeys(starts)
        self._waiting = deque(self.met)

    def meet(self, node: Term, state: int) -> None:
        if (node, state) not in self.met:
            self.met[node, state] = None
            self._waiting.append((node, state))

    def __iter__(self) -> Iterator[tuple[Term, int]]:
        while self._waiting:
            yield self._waiting.popleft()


def _property(iri: str | None) -> ox.NamedNode | None:
    return None if iri is None else ox.NamedNode(iri)


def _along(step: Step, node: Term, written: Written, *, is_forward: bool) -> Iterator[Statement]:
    """The statements of a step's property that a node is the subject of, or else the object."""
    predicate = _property(step.predicate)
    return written.match(node, predicate, None) if is_forward else written.match(None, predicate, node)


def _description(node: ox.BlankNode, written: Written, described: set[Term]) -> Iterator[Statement]:
    """Everything said of a blank node, and of those that it leads to: a report repeats it."""
    waiting: list[Term] = [node]
    while waiting:
        current = waiting.pop()
        if current in described or not isinstance(current, ox.BlankNode):
            continue
        described.add(current)
        for statement in written.match(current, None, None):
            yield statement
            waiting.append(statement[2])


def build(shape: Shape, shapes: ShapesGraph) -> Automaton:
    """The automaton of a shape."""
    automaton = Automaton()
    try:
        _Builder(automaton, shapes).add(shape, 0, sign=1)
    except IllFormedError:
        automaton.everywhere.add(None)
    return automaton


class _Builder:
    def __init__(self, automaton: Automaton, shapes: ShapesGraph) -> None:
        self._automaton = automaton
        self._shapes = shapes

    def add(self, shape: Shape, focus: int, *, sign: int, depth: int = 0) -> None:
        """What a shape looks at from a state.

        Args:
            shape: The shape.
            focus: The state of its focus node.
            sign: 1 if the whole is violated when this is, -1 if it is when this conforms, 0 if either can be.
            depth: How many shapes are around this one.
        """
        if (
            depth > _DEEPEST
            or any(parameter in self._shapes.parameters for parameter in shape.said)
            or (shape.path is not None and not is_agreed(shape.path))
        ):
            self._automaton.everywhere.add(None)
            return
        value = focus
        if shape.path is not None:
            value = self._automaton.state()
            grows = any(shape.values(name) for name in _ON_VALUES)
            shrinks = any(shape.values(name) for name in _ON_ABSENCE)
            self._follow(shape.path, focus, value, grows=grows, shrinks=shrinks, sign=sign)
        self._pairs(shape, focus, sign)
        if shape.values("class"):
            self._step(value, _TYPE, self._automaton.state(), grows=False, shrinks=True, sign=sign)
        if shape.values("closed"):
            self._step(value, None, self._automaton.state(), grows=True, shrinks=False, sign=sign)
        for node in shape.values("sparql"):
            self._select(node, shape, focus, sign)
        for inner, its_sign in self._inner(shape, sign):
            if isinstance(inner, ox.Literal):
                raise IllFormedError("a literal is no shape")
            self.add(self._shapes.shape(inner), value, sign=its_sign, depth=depth + 1)

    def _inner(self, shape: Shape, sign: int) -> Iterator[tuple[Term, int]]:
        for name in ("node", "property"):
            yield from ((node, sign) for node in shape.values(name))
        for name in ("and", "or", "xone"):
            for head in shape.values(name):
                yield from ((node, 0 if name == "xone" else sign) for node in self._shapes.triples.items(head))
        yield from ((node, -sign) for node in shape.values("not"))
        yield from ((node, 0) for node in shape.values("qualifiedValueShape"))
        if shape.values("qualifiedValueShapesDisjoint"):
            yield from ((node, 0) for node in self._siblings(shape))

    def _siblings(self, shape: Shape) -> Iterator[Term]:
        """The qualified shapes of the property shapes beside this one (section 4.7.3)."""
        for parent in self._shapes.triples.subjects(f"{SH}property"):
            beside = self._shapes.triples.values(parent, f"{SH}property")
            if shape.node in beside:
                for other in beside:
                    yield from self._shapes.triples.values(other, f"{SH}qualifiedValueShape")

    def _pairs(self, shape: Shape, focus: int, sign: int) -> None:
        for name in ("equals", "disjoint", "lessThan", "lessThanOrEquals"):
            for other in shape.values(name):
                if isinstance(other, ox.NamedNode):
                    end = self._automaton.state()
                    self._step(focus, other.value, end, grows=True, shrinks=name == "equals", sign=sign)

    def _select(self, node: Term, shape: Shape, focus: int, sign: int) -> None:
        select = read_select(node, shape, self._shapes.triples)
        if select is None:
            self._automaton.everywhere.add(None)
            return
        states = {"?this": focus}
        known: dict[tuple[int, ...], set[str]] = {(): {"?this"}}
        groups = sorted({pattern.group for pattern in select.patterns}, key=lambda group: (len(group), group))
        for group in groups:
            around = max((other for other in known if group[: len(other)] == other), key=len)
            known[group] = set(known[around])
            patterns = [pattern for pattern in select.patterns if pattern.group == group]
            for pattern in self._connect(patterns, known[group], states, sign):
                self._automaton.everywhere |= set(steps(pattern.path))

    def _connect(self, patterns: list[Pattern], known: set[str], states: dict[str, int], sign: int) -> list[Pattern]:
        """Go along a group's patterns from what is known, each once; returns those that hang together with nothing.

        Whatever a query matches is found so: each of its variables is reached along some pattern, and each pattern is
        gone along from there.
        """
        waiting = list(patterns)
        while waiting:
            forward = next((pattern for pattern in waiting if pattern.subject in known), None)
            pattern = forward or next((pattern for pattern in waiting if pattern.target in known), None)
            if pattern is None:
                break
            waiting.remove(pattern)
            ends = (pattern.subject, pattern.target) if forward else (pattern.target, pattern.subject)
            origin, end = states[ends[0]], self._place(ends[1], states)
            self._along(pattern, origin, end, is_forward=forward is not None, sign=sign)
            if ends[1].startswith("?"):
                known.add(ends[1])
        return waiting

    def _place(self, term: str, states: dict[str, int]) -> int:
        """The state of a variable; of the focus node, and of any other term, one that leads nowhere."""
        if not term.startswith("?") or term == "?this":
            return self._automaton.state()
        if term not in states:
            states[term] = self._automaton.state()
        return states[term]

    def _along(self, pattern: Pattern, origin: int, end: int, *, is_forward: bool, sign: int) -> None:
        grows, shrinks = pattern.sign >= 0, pattern.sign <= 0
        if pattern.path is None:
            self._step(origin, None, end, grows=grows, shrinks=shrinks, sign=sign, is_forward=is_forward)
        else:
            along = pattern.path if is_forward else Inverse(pattern.path)
            self._follow(along, origin, end, grows=grows, shrinks=shrinks, sign=sign)

    def _step(
        self,
        origin: int,
        predicate: str | None,
        end: int,
        *,
        grows: bool,
        shrinks: bool,
        sign: int,
        is_forward: bool = True,
    ) -> None:
        grows, shrinks = _signed(grows, shrinks, sign)
        self._automaton.add(Step(origin, predicate, is_forward, end, grows, shrinks))

    def _follow(self, path: Path, origin: int, end: int, *, grows: bool, shrinks: bool, sign: int) -> None:
        grows, shrinks = _signed(grows, shrinks, sign)
        self._automaton.follow(path, origin, end, grows=grows, shrinks=shrinks)


def _signed(grows: bool, shrinks: bool, sign: int) -> tuple[bool, bool]:  # noqa: FBT001
    if sign == 0:
        return grows or shrinks, grows or shrinks
    return (grows, shrinks) if sign > 0 else (shrinks, grows)
