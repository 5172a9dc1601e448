"""What changes when statements are added or taken away: the cost follows the change, not the graph.

The closure is in a store already. New statements meet the rules one by one, and each rule looks up in the
store what else it needs. Statements that are taken away first take with them all that was derived by their
help, and what follows in another way too is then put back (delete and rederive: Gupta, Mumick and
Subrahmanian, SIGMOD 1993).

A store does not hold that something is of a class without a name, or that a literal is of a datatype. Both
are looked up by what they mean. Where a change is of the ontology, or of what is the same as what, there is
nothing to save: `RebuildError` says that the closure has to be made anew.
"""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from homage_graph.reasoning.closure import TERM_CLASSES, Conflict, is_telling
from homage_graph.reasoning.compiler import CLASSES, PREDICATES
from homage_graph.reasoning.datatypes import DATATYPES, belongs, is_none_of, known_value
from homage_graph.reasoning.materialise import Materialisation
from homage_graph.reasoning.rules import OWL, RDF, TYPE, Rule, Variable, X, filled, unify
from homage_graph.store import Layer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from homage_graph.reasoning.rules import Pattern, Statement
    from homage_graph.store import Store
    from homage_graph.vocabulary import Term

__all__ = ["Change", "Incremental", "RebuildError"]

_SAME: Final = OWL["sameAs"]


class RebuildError(Exception):
    """The change is one after which the closure has to be made anew. Never reaches a user."""


@dataclass(frozen=True)
class Change:
    """What a change does to what follows.

    Attributes:
        appears: What follows now and did not, in the order in which it was derived.
        vanishes: What followed and does not now, or is written now.
        conflicts: Contradictions and duplicates that were not there before.
    """

    appears: tuple[Statement, ...]
    vanishes: tuple[Statement, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


class Incremental:
    """Changes to a store that holds a graph and its closure; the store itself stays as it is.

    Args:
        store: The graph and its closure.
        merges: Whether what turns out to be the same is to be made one.

    Raises:
        RebuildError: The graph says what is the same as what, or has a rule about everything.
    """

    def __init__(self, store: Store, *, merges: bool = False) -> None:
        self._store = store
        self._merges = merges
        if next(store.match(None, _SAME, None), None) is not None:
            raise RebuildError
        axioms = list(_axioms(store))
        made = Materialisation(ox.Triple(*axiom) for axiom in axioms)  # type: ignore[arg-type]
        self._terms = {thing for kind in TERM_CLASSES for thing, _, _ in store.match(None, TYPE, kind)}
        self._terms |= {subject for subject, verb, _ in axioms if verb not in (RDF["first"], RDF["rest"])}
        self._uses: defaultdict[tuple[Term, Term | None], list[tuple[Rule, int]]] = defaultdict(list)
        self._makes: defaultdict[tuple[Term, Term | None], list[Rule]] = defaultdict(list)
        for rule in made.last.rules:
            patterns = (*rule.body, *((rule.head,) if rule.head else ()))
            if any(verb == TYPE and (kind == OWL["Thing"] or isinstance(kind, Variable)) for _, verb, kind in patterns):
                raise RebuildError
            for place, pattern in enumerate(rule.body):
                self._uses[_key(pattern)].append((rule, place))
            if rule.head is not None:
                self._makes[_key(rule.head)].append(rule)

    def extend(self, added: Iterable[Statement]) -> Change:
        """What follows from adding statements.

        Raises:
            RebuildError: They speak of the ontology, or of what is the same as what.
        """
        state = _State(self._store, self._makes)
        new = list(dict.fromkeys(statement for statement in added if not self._is_written(statement)))
        _must_be_data(new)
        moved = [statement for statement in new if state.holds(statement)]
        for statement in new:
            state.add(statement)
        appears, conflicts = self._spread(state, deque(statement for statement in new if statement not in moved))
        return Change(tuple(appears), tuple(moved), tuple(conflicts))

    def retract(self, removed: Iterable[Statement]) -> Change:
        """What still follows when statements are taken away.

        Raises:
            RebuildError: They speak of the ontology, or of what is the same as what.
        """
        state = _State(self._store, self._makes)
        gone = list(dict.fromkeys(statement for statement in removed if self._is_written(statement)))
        _must_be_data(gone)
        doomed = dict.fromkeys(gone)
        queue = deque(gone)
        while queue:
            statement = queue.popleft()
            for rule, bindings in self._touched(state, statement):
                if rule.head is None:
                    continue
                head = filled(rule.head, bindings)
                if head not in doomed and not self._is_written(head):
                    doomed[head] = None
                    queue.append(head)
        for statement in doomed:
            state.remove(statement)
        back = [statement for statement in doomed if self._follows(state, statement)]
        for statement in back:
            state.add(statement)
        again, _ = self._spread(state, deque(back))
        kept = {*back, *again}
        held = [statement for statement in doomed if statement not in gone and statement not in kept]
        return Change(
            tuple(statement for statement in gone if statement in kept and self._tells(statement)),
            tuple(statement for statement in held if self._tells(statement)),
        )

    # ------------------------------------------------------------------------- private

    def _tells(self, statement: Statement) -> bool:
        return statement[0] not in self._terms and is_telling(statement)

    def _is_written(self, statement: Statement) -> bool:
        return next(self._store.match(*statement, Layer.ASSERTED), None) is not None

    def _spread(self, state: _State, queue: deque[Statement]) -> tuple[list[Statement], list[Conflict]]:
        """Everything that follows from new statements, and what they contradict."""
        appears: list[Statement] = []
        conflicts: dict[Conflict, None] = {}
        while queue:
            for rule, bindings in self._touched(state, queue.popleft()):
                head = None if rule.head is None else filled(rule.head, bindings)
                if head is None:
                    premises = tuple(filled(pattern, bindings) for pattern in rule.body)
                    conflicts[Conflict(rule, premises, 0)] = None
                elif head[1] == _SAME:
                    self._same(rule, head, conflicts)
                elif head not in state.new if _is_kept_nowhere(head) else not state.holds(head):
                    state.add(head)
                    queue.append(head)
                    if _is_ill_typed(head):
                        conflicts[Conflict(Rule("dt-not-type", (), ((X, *head[1:]),), None), (head,), 0)] = None
                    if self._tells(head):
                        appears.append(head)
        return appears, list(conflicts)

    def _same(self, rule: Rule, head: Statement, conflicts: dict[Conflict, None]) -> None:
        one, _, other = head
        if isinstance(one, ox.Literal) and isinstance(other, ox.Literal):
            values = known_value(one), known_value(other)
            if None not in values and values[0] != values[1]:
                conflicts[Conflict(Rule("dt-diff", (), (head,), None), (head,), 0)] = None
        elif one != other and self._merges:
            raise RebuildError
        elif one != other:
            first, last = sorted((one, other), key=attrgetter("value"))
            conflicts[Conflict(rule, (), 0, (first, _SAME, last))] = None

    def _touched(self, state: _State, statement: Statement) -> Iterator[tuple[Rule, dict[Variable, Term]]]:
        """Every match of a rule that a statement is part of."""
        for key in (
            ((statement[1], statement[2]), (statement[1], None)) if statement[1] == TYPE else ((statement[1], None),)
        ):
            for rule, place in self._uses.get(key, ()):
                bindings = unify(rule.body[place], statement, {})
                if bindings is not None:
                    rest = [pattern for number, pattern in enumerate(rule.body) if number != place]
                    for found in state.matches(rest, bindings):
                        yield rule, found

    def _follows(self, state: _State, statement: Statement) -> bool:
        """Whether one rule derives a statement from what holds."""
        for rule in state.rules_for(statement):
            bindings = unify(rule.head, statement, {}) if rule.head else None
            if bindings is not None and next(state.matches(list(rule.body), bindings), None) is not None:
                return True
        return False


class _State:
    """The store with a change on top of it."""

    def __init__(self, store: Store, makes: dict[tuple[Term, Term | None], list[Rule]]) -> None:
        self._store = store
        self._makes = makes
        self._gone: set[Statement] = set()
        self.new: set[Statement] = set()
        self._by_subject: defaultdict[tuple[Term, Term], list[Term]] = defaultdict(list)
        self._by_object: defaultdict[tuple[Term, Term], list[Term]] = defaultdict(list)

    def add(self, statement: Statement) -> None:
        subject, predicate, target = statement
        if statement not in self.new:
            self._gone.discard(statement)
            self.new.add(statement)
            self._by_subject[predicate, subject].append(target)
            self._by_object[predicate, target].append(subject)

    def remove(self, statement: Statement) -> None:
        self._gone.add(statement)

    def holds(self, statement: Statement) -> bool:
        return next(self.find(statement, frozenset()), None) is not None

    def rules_for(self, statement: Statement) -> Iterator[Rule]:
        yield from self._makes.get(_key(statement), ())
        if statement[1] == TYPE:
            yield from self._makes.get((TYPE, None), ())

    def matches(
        self, patterns: Sequence[Pattern], bindings: dict[Variable, Term], busy: frozenset[Pattern] = frozenset()
    ) -> Iterator[dict[Variable, Term]]:
        """Bindings under which all patterns hold; the one with the fewest open ends is looked up first."""
        if not patterns:
            yield bindings
            return
        ready = [filled(pattern, bindings) for pattern in patterns]
        best = min(range(len(ready)), key=lambda place: sum(isinstance(part, Variable) for part in ready[place]))
        rest = [pattern for place, pattern in enumerate(patterns) if place != best]
        for statement in self.find(ready[best], busy):
            found = unify(ready[best], statement, bindings)
            if found is not None:
                yield from self.matches(rest, found, busy)

    def find(self, pattern: Pattern, busy: frozenset[Pattern]) -> Iterator[Statement]:
        """The statements that hold and fit a pattern; some may come twice."""
        subject, predicate, target = (None if isinstance(part, Variable) else part for part in pattern)
        assert predicate is not None  # noqa: S101 - no rule asks for any predicate
        yield from self._added(subject, predicate, target)
        for statement in self._store.match(subject, predicate, target):
            if statement not in self._gone and statement not in self.new:
                yield statement
        if isinstance(subject, ox.Literal):
            yield from _meant(subject, predicate, target)
        is_kept = not isinstance(subject, ox.Literal) and not isinstance(target, ox.BlankNode)
        if predicate == TYPE and target is not None and not is_kept and pattern not in busy:
            yield from self._derived(pattern, busy | {pattern})

    def _added(self, subject: Term | None, predicate: Term, target: Term | None) -> Iterator[Statement]:
        if subject is not None and target is not None:
            if (statement := (subject, predicate, target)) in self.new:
                yield statement
        elif subject is not None:
            yield from ((subject, predicate, other) for other in tuple(self._by_subject.get((predicate, subject), ())))
        elif target is not None:
            yield from ((other, predicate, target) for other in tuple(self._by_object.get((predicate, target), ())))
        else:
            yield from tuple(statement for statement in self.new if statement[1] == predicate)

    def _derived(self, pattern: Pattern, busy: frozenset[Pattern]) -> Iterator[Statement]:
        """What is of a class that has no name, by the rules that say so."""
        for rule in self._makes.get((pattern[1], pattern[2]), ()):  # type: ignore[arg-type]  # neither is a variable
            bindings = unify(rule.head, pattern, {}) if rule.head else None
            if rule.head is not None and bindings is not None:
                yield from (filled(rule.head, found) for found in self.matches(rule.body, bindings, busy))


def _meant(literal: ox.Literal, predicate: Term, target: Term | None) -> Iterator[Statement]:
    """That a literal is of a datatype, if it is."""
    if predicate == TYPE and isinstance(target, ox.NamedNode) and target.value in DATATYPES:
        value = known_value(literal)
        if value is not None and belongs(value, target.value):
            yield literal, predicate, target


def _key(pattern: Pattern) -> tuple[Term, Term | None]:
    _, predicate, target = pattern
    assert not isinstance(predicate, Variable)  # noqa: S101 - no rule has a variable there
    return predicate, target if predicate == TYPE and not isinstance(target, Variable) else None


def _must_be_data(statements: Iterable[Statement]) -> None:
    for _, predicate, target in statements:
        if predicate in PREDICATES or predicate == _SAME or (predicate == TYPE and target in CLASSES):
            raise RebuildError


def _axioms(store: Store) -> Iterator[Statement]:
    """What the graph says of its ontology."""
    for predicate in sorted(PREDICATES, key=str):
        yield from store.match(None, predicate, None, Layer.ASSERTED)
    for kind in sorted(CLASSES, key=str):
        yield from store.match(None, TYPE, kind, Layer.ASSERTED)


def _is_kept_nowhere(statement: Statement) -> bool:
    """Whether a store does not have it, though it holds: what follows from it has to be looked at anew."""
    subject, predicate, target = statement
    return isinstance(subject, ox.Literal) or (predicate == TYPE and isinstance(target, ox.BlankNode))


def _is_ill_typed(statement: Statement) -> bool:
    """Whether it says of a literal that it is of a datatype it is not of (rule dt-not-type)."""
    subject, predicate, target = statement
    typed = predicate == TYPE and isinstance(subject, ox.Literal) and isinstance(target, ox.NamedNode)
    return typed and is_none_of(subject, target.value)  # type: ignore[arg-type]  # see the line above
