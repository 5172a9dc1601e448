"""Everything that follows, at once: compiled rules run over columns to a fixpoint.

The rules are ordered by what feeds what; those that feed each other run together, each round over what
the last one added (semi-naively). What is the same has one number that stands for all its names, so that
equality costs nothing while rules run, and is spelt out at the end.

Should data turn out to say something of the ontology, or two names turn out to be the same, the rules are
compiled anew and run again. Each such run is a `Pass`; nearly every graph needs one.
"""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from itertools import count, islice
from operator import attrgetter
from typing import TYPE_CHECKING, Final

import numpy as np
import pyoxigraph as ox

from homage_graph.collecting import put_off
from homage_graph.errors import ReasoningError
from homage_graph.reasoning.columns import (
    EMPTY,
    NOTHING,
    Relation,
    distinct,
    evaluate,
    grouped,
    merged,
    minus,
    pack,
    unpack,
)  # fmt: skip
from homage_graph.reasoning.compiler import (
    BOUNDS,
    BUILT_IN,
    CLASSES,
    MADE_AGAIN,
    PREDICATES,
    SCHEMA,
    Ontology,
    beyond,
    compile_rules,
    list_facts,
)
from homage_graph.reasoning.datatypes import DATATYPES, SUPERTYPES, belongs, datatypes_of, known_value
from homage_graph.reasoning.ordering import components
from homage_graph.reasoning.rules import OWL, RDFS, TYPE, Rule, Variable, X, Y

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from homage_graph.reasoning.columns import Atom, Column
    from homage_graph.reasoning.datatypes import Value
    from homage_graph.reasoning.rules import Pattern
    from homage_graph.vocabulary import Term

__all__ = ["Dictionary", "Entry", "Limits", "Materialisation", "Pass"]

_STRINGS: Final = frozenset(
    ("http://www.w3.org/2001/XMLSchema#string", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString")
)


@dataclass(frozen=True)
class Limits:
    """How much may follow, and how long it may take.

    Attributes:
        inferred: Triples.
        seconds: Of wall-clock time.
    """

    inferred: int = 50_000_000
    seconds: float = 1_800.0


class Dictionary:
    """A number for each term."""

    def __init__(self) -> None:
        self._numbers: defaultdict[Term, int] = defaultdict(count().__next__)
        self._terms: list[Term] = []

    def __len__(self) -> int:
        return len(self._numbers)

    @property
    def terms(self) -> list[Term]:
        """The terms in the order of their numbers."""
        if len(self._terms) != len(self._numbers):
            self._terms += islice(self._numbers, len(self._terms), None)
        return self._terms

    def number(self, term: Term) -> int:
        """The term's number, a new one where it has none."""
        return self._numbers[term]

    def known(self, term: Term) -> int | None:
        """The term's number, if it has one."""
        return self._numbers.get(term)

    def encode(self, triples: Collection[ox.Triple]) -> tuple[Column, Column, Column]:
        """Three columns of numbers."""
        number = self._numbers.__getitem__
        with put_off():
            subjects, predicates, objects = (
                np.fromiter(map(number, map(attrgetter(part), triples)), np.int64, len(triples))
                for part in ("subject", "predicate", "object")
            )
        return subjects, predicates, objects


@dataclass(frozen=True)
class Entry:
    """Rows that one rule added at one time.

    Attributes:
        key: The relation, see `Pass`.
        rows: Sorted; none of them was there before.
        rule: What derived them.
        rank: When. What they follow from has a lower one.
    """

    key: int
    rows: Column
    rule: Rule
    rank: int


class Pass:
    """One run of rules over relations.

    A relation's key is the number of its predicate; that of a class is the complement (~) of its number.
    """

    def __init__(self, dictionary: Dictionary, watch: Callable[[Rule, int], None], type_: int, stands: Column) -> None:
        self.dictionary = dictionary
        self._stands = stands
        self.relations: dict[int, Relation] = {}
        self.log: list[Entry] = []
        self.rank = 0
        self.added = 0
        self.rules: tuple[Rule, ...] = ()
        self.applied: list[Rule] = []
        self._watch = watch
        self._type = type_
        self._types: tuple[int, Relation] | None = None
        self._ranks: dict[int, tuple[Column, Column]] = {}
        self._by_head: defaultdict[int, list[Rule]] | None = None

    def load(self, subjects: Column, predicates: Column, objects: Column) -> None:
        """Fill the relations."""
        typing = predicates == self._type
        keys = np.where(typing, ~objects, predicates)
        rows = np.where(typing, subjects, pack(subjects, objects))
        if len(keys):
            self.relations = {key: Relation(part) for key, part in grouped(keys, rows).items()}

    def relation(self, key: int) -> Relation:
        """The relation of a key; an empty one where there is none."""
        if key == self._type:
            return self._all_types()
        return self.relations.get(key) or self.relations.setdefault(key, Relation())

    def statements(self, key: int) -> tuple[Column, Column, Column]:
        """A relation's rows as subjects, predicates and objects."""
        return self.spread(key, self.relations[key].rows)

    def spread(self, key: int, rows: Column) -> tuple[Column, Column, Column]:
        """Rows as subjects, predicates and objects."""
        if key < 0:
            return rows, np.full(len(rows), self._type), np.full(len(rows), ~key)
        subjects, objects = unpack(rows)
        return subjects, np.full(len(rows), key), objects

    def run(self, rules: Sequence[Rule]) -> None:
        """Apply rules until nothing new follows."""
        self.applied += rules
        plans = [_Plan(rule, self.number, self._type) for rule in rules]
        generic = any(self._type in (*plan.keys, plan.head_key) for plan in plans)

        def node(key: int) -> int:
            return self._type if generic and key < 0 else key

        feeds: defaultdict[int, set[int]] = defaultdict(set)
        by_head: defaultdict[int, list[_Plan]] = defaultdict(list)
        for plan in plans:
            by_head[node(plan.head_key)].append(plan)
            for key in plan.keys:
                feeds[node(key)].add(node(plan.head_key))
        for together in components(feeds, by_head):
            members = set(together)
            batch = [plan for head in together for plan in by_head.get(head, ())]
            inner = [[node(key) in members for key in plan.keys] for plan in batch]
            self._saturate(batch, inner)

    def add(self, rule: Rule, key: int, rows: Column) -> None:
        """Add what a rule without a body says."""
        self.applied.append(rule)
        new = self.relation(key).lacks(rows)
        if len(new):
            self.rank += 1
            self.log.append(Entry(key, new, rule, self.rank))
            self.added += len(new)
            self.relation(key).add(new)

    def matches(self, rule: Rule, bound: Mapping[Variable, int] | None = None) -> Iterator[dict[Variable, int]]:
        """Every match of a rule's body, as numbers, given those of some of its variables."""
        bound = bound or {}
        seen: set[tuple[int, ...]] = set()
        for columns in self._match_columns(rule, bound):
            for row in zip(*(column.tolist() for column in columns.values()), strict=True):
                if row not in seen:
                    seen.add(row)
                    yield {**bound, **dict(zip(columns, row, strict=True))}

    def earlier_matches(
        self, rule: Rule, bound: Mapping[Variable, int], rank: int, most: int
    ) -> list[dict[Variable, int]]:
        """Matches of a rule's body by what was there before a rank: so many, those that were there first."""
        best: list[tuple[int, int, dict[Variable, int]]] = []
        for columns in self._match_columns(rule, bound):
            size = len(next(iter(columns.values())))
            latest, total = np.zeros(size, np.int64), np.zeros(size, np.int64)
            for pattern in rule.body:
                subjects, predicates, objects = (
                    np.broadcast_to(self._column(part, columns, bound), size) for part in pattern
                )
                ranks = self._ranks_of(int(predicates[0]), subjects, objects)
                latest = np.maximum(latest, ranks)
                total = total + ranks
            order = np.lexsort((total, latest))[: min(size, most)]
            for place in order[latest[order] < rank].tolist():
                row = {variable: int(column[place]) for variable, column in columns.items()}
                best.append((int(latest[place]), int(total[place]), {**bound, **row}))
        best.sort(key=lambda found: found[:2])
        return [found for _, _, found in best[:most]]

    def _match_columns(self, rule: Rule, bound: Mapping[Variable, int]) -> Iterator[dict[Variable, Column]]:
        """The matches of a body as columns, one a free variable, or one without a name where none is free."""
        body = tuple(part for part in rule.body if part[1] != OWL["sameAs"] or part[0] != part[2])  # eq-ref
        plan = _Plan(replace(rule, body=body), self.number, self._type, bound)
        free = sorted(
            {part for pattern in rule.body for part in pattern if isinstance(part, Variable)} - set(bound), key=repr
        )
        atoms = plan.atoms(self.relation)
        if not all(len(atom[0]) for atom in atoms):
            return
        names = free or [Variable("")]
        if not atoms:
            yield {names[0]: np.zeros(1, np.int64)}
            return
        wanted: list[int | str] = [variable.name for variable in free] or [0]
        for columns in evaluate(atoms, wanted):
            if len(columns[0]):
                yield dict(zip(names, columns, strict=True))

    def _column(
        self, part: Term | Variable, columns: Mapping[Variable, Column], bound: Mapping[Variable, int]
    ) -> Column | int:
        if isinstance(part, Variable):
            return columns[part] if part in columns else bound[part]
        return self.number(part)

    def _ranks_of(self, predicate: int, subjects: Column, objects: Column) -> Column:
        """When statements that are there were added."""
        if predicate == self._type:
            ranks = np.zeros(len(subjects), np.int64)
            for kind in distinct(objects).tolist():
                here = objects == kind
                ranks[here] = self._index(~kind, subjects[here])
            return ranks
        return self._index(predicate, pack(subjects, objects))

    def _index(self, key: int, rows: Column) -> Column:
        if key not in self._ranks:
            entries = [entry for entry in self.log if entry.key == key]
            added = np.concatenate([EMPTY, *(entry.rows for entry in entries)])
            ranks = np.repeat([entry.rank for entry in entries], [len(entry.rows) for entry in entries])
            order = np.argsort(added)
            self._ranks[key] = added[order], ranks[order].astype(np.int64)
        added, ranks = self._ranks[key]
        if not len(added):
            return np.zeros(len(rows), np.int64)
        places = np.minimum(np.searchsorted(added, rows), len(added) - 1)
        return np.where(added[places] == rows, ranks[places], 0)

    def stand_for(self, number: int) -> int:
        """The number that stands for a term in this run."""
        return int(self._stands[number]) if number < len(self._stands) else number

    def number(self, term: Term) -> int:
        """The number that stands for a term in this run, by its name."""
        return self.stand_for(self.dictionary.number(term))

    def names_of(self, number: int) -> list[int]:
        """The numbers of all terms that one stands for in this run."""
        return np.flatnonzero(self._stands == number).tolist() or [number]

    def rules_for(self, statement: tuple[int, int, int]) -> list[Rule]:
        """The rules whose head may be that statement."""
        if self._by_head is None:
            self._by_head = defaultdict(list)
            for rule in dict.fromkeys(self.applied):
                self._by_head[_Plan(rule, self.number, self._type).head_key].append(rule)
        _, predicate, target = statement
        keys = (~target, predicate) if predicate == self._type else (predicate,)
        return [rule for key in keys for rule in self._by_head.get(key, ())]

    def rank_of(self, statement: tuple[int, int, int]) -> int | None:
        """When a statement was added: 0 if it was there to begin with, None if it is not there."""
        subject, predicate, target = statement
        key, row = (~target, subject) if predicate == self._type else (predicate, (subject << 32) | target)
        relation = self.relations.get(key)
        if relation is None or not relation.has(np.array([row]))[0]:
            return None
        return int(self._index(key, np.array([row]))[0])

    def _saturate(self, plans: Sequence[_Plan], inner: Sequence[Sequence[bool]]) -> None:
        """Run rules that feed each other until nothing new follows.

        A transitive rule extends each path by one of the steps that it did not derive itself, not by every
        other path: each pair is then derived about once, not once for every point between its ends.
        """
        steps = {plan.head_key: Relation(self.relation(plan.head_key).rows) for plan in plans if plan.is_transitive}
        seen = len(self.log)
        fresh = self._round((plan, None, None, {}) for plan in plans)
        if not any(any(places) for places in inner):
            return
        while fresh:
            deltas = {key: Relation(rows) for key, rows in fresh.items()}
            if any(self._type in plan.keys for plan in plans):
                pairs = [pack(rows, np.full(len(rows), ~key)) for key, rows in fresh.items() if key < 0]
                deltas[self._type] = Relation(np.sort(np.concatenate([EMPTY, *pairs])))
            new_steps: dict[int, Column] = {}
            for entry in self.log[seen:]:
                if entry.key in steps and not _is_transitive(entry.rule):
                    steps[entry.key].add(entry.rows)
                    new_steps[entry.key] = merged(new_steps.get(entry.key, EMPTY), entry.rows)
            seen = len(self.log)
            fresh = self._round(self._tasks(plans, inner, deltas, steps, new_steps))

    @staticmethod
    def _tasks(
        plans: Sequence[_Plan],
        inner: Sequence[Sequence[bool]],
        deltas: Mapping[int, Relation],
        steps: Mapping[int, Relation],
        new_steps: Mapping[int, Column],
    ) -> Iterator[_Task]:
        for plan, places in zip(plans, inner, strict=True):
            if plan.is_transitive:
                key = plan.head_key
                if key in deltas:
                    yield plan, 0, deltas[key], {1: steps[key]}
                if key in new_steps:
                    yield plan, 1, Relation(new_steps[key]), {}
                continue
            for place, key in enumerate(plan.keys):
                if places[place] and len(deltas.get(key, ())):
                    yield plan, place, deltas[key], {}

    def _round(self, tasks: Iterable[_Task]) -> dict[int, Column]:
        """Evaluate rules over the same state, then add what is new."""
        fresh: dict[int, Column] = {}
        self.rank += 1
        for plan, start, delta, instead in tasks:
            atoms = plan.atoms(self.relation)
            for place, relation in instead.items():
                atoms[place] = (relation, *atoms[place][1:])
            if not all(len(atom[0]) for atom in atoms):
                continue
            batches = evaluate(atoms, plan.head, start, delta) if atoms else iter([_constant(plan.head)])
            for subjects, objects in batches:
                for key, rows in self._by_key(plan, subjects, objects):
                    new = minus(self.relation(key).lacks(rows), fresh.get(key, EMPTY))
                    if len(new):
                        fresh[key] = merged(fresh.get(key, EMPTY), new)
                        self.log.append(Entry(key, new, plan.rule, self.rank))
                        self.added += len(new)
                self._watch(plan.rule, self.added)
        for key, rows in fresh.items():
            self.relation(key).add(rows)
        return fresh

    def _by_key(self, plan: _Plan, subjects: Column, objects: Column) -> Iterator[tuple[int, Column]]:
        if plan.makes_equal:
            subjects, objects = _with_the_first(subjects, objects)
        if plan.head_key == self._type:
            yield from grouped(~objects, subjects).items() if len(objects) else ()
        else:
            yield plan.head_key, distinct(subjects if plan.head_key < 0 else pack(subjects, objects))

    def _all_types(self) -> Relation:
        """What is of which class, as pairs: for the rare rule that has a variable for the class."""
        classes = {key: relation for key, relation in self.relations.items() if key < 0 and len(relation)}
        size = sum(len(relation) for relation in classes.values())
        if self._types is None or self._types[0] != size:
            pairs = [pack(relation.rows, np.full(len(relation), ~key)) for key, relation in classes.items()]
            self._types = size, Relation(np.sort(np.concatenate([EMPTY, *pairs])))
        return self._types[1]


_Task = tuple["_Plan", "int | None", "Relation | None", "Mapping[int, Relation]"]
"""A rule; the place of a pattern to begin with, and what to read there; what to read at other places."""


class _Plan:
    """A rule in numbers."""

    def __init__(
        self,
        rule: Rule,
        number: Callable[[Term], int],
        type_: int,
        bound: Mapping[Variable, int] | None = None,
    ) -> None:
        def read(part: Term | Variable) -> int | str:
            return (bound or {}).get(part, part.name) if isinstance(part, Variable) else number(part)

        self.rule = rule
        self._ends: list[tuple[int, int | str, int | str]] = [self._place(part, read, type_) for part in rule.body]
        self.keys = tuple(key for key, _, _ in self._ends)
        self.head_key, *ends = self._place(rule.head, read, type_) if rule.head else (NOTHING, 0, 0)
        self.head = tuple(0 if end == NOTHING else end for end in ends)
        self.makes_equal = bool(rule.head and rule.head[1] == OWL["sameAs"])
        self.is_transitive = _is_transitive(rule)

    @staticmethod
    def _place(
        pattern: Pattern, read: Callable[[Term | Variable], int | str], type_: int
    ) -> tuple[int, int | str, int | str]:
        subject, predicate, target = map(read, pattern)
        if predicate == type_ and isinstance(target, int):
            return ~target, subject, NOTHING
        assert isinstance(predicate, int)  # noqa: S101 - no rule has a variable there
        return predicate, subject, target

    def atoms(self, relation: Callable[[int], Relation]) -> list[Atom]:
        return [(relation(key), first, second) for key, first, second in self._ends]


def _constant(head: Sequence[int | str]) -> tuple[Column, Column]:
    first, second = (np.array([int(end)], np.int64) for end in head)
    return first, second


class Materialisation:
    """A graph and everything that follows from it.

    Args:
        asserted: What is written, ontology and data together.
        merges: Whether to follow equalities that are derived, not only those that are written.
        limits: How much may follow.
        progress: Is told, now and then, the name of a rule and how much has followed so far.

    Attributes:
        passes: The runs; all but the last were cut short by news about the ontology or about equality.
        equal_literals: Literals of one value, in pairs.
        carried: What an earlier run derived of the ontology or of equality, and the last started with.
        carried_from: The numbers of those runs.
        representatives: For each term's number that of the term that stands for it.

    Raises:
        ReasoningError: A list of the ontology is broken; or a limit is reached: the error names the rule.
    """

    def __init__(
        self,
        asserted: Iterable[ox.Triple],
        *,
        merges: bool = True,
        limits: Limits | None = None,
        progress: Callable[[str, int], None] | None = None,
    ) -> None:
        self.merges = merges
        self.limits = limits or Limits()
        self._progress = progress
        self._deadline = time.monotonic() + self.limits.seconds
        self.dictionary = Dictionary()
        datatypes = (ox.NamedNode(iri) for iri in sorted(DATATYPES))
        for term in (TYPE, *BUILT_IN, *_in_order(PREDICATES), *_in_order(CLASSES), *datatypes):
            self.dictionary.number(term)  # first, so that they stand for whatever is the same
        self.columns = self.dictionary.encode(tuple(asserted))
        self.type = self.dictionary.number(TYPE)
        self._same = self.dictionary.number(OWL["sameAs"])
        self._different = self.dictionary.number(OWL["differentFrom"])
        self._axioms = {
            *(self.dictionary.number(term) for term in PREDICATES),
            *(~self.dictionary.number(term) for term in CLASSES),
        }
        self._mentioned = np.zeros(len(self.dictionary), np.bool_)
        for column in self.columns:
            self._mentioned[column] = True
        self._literals = self._values()
        self.representatives = self._at_first()
        self.carried: list[tuple[int, int, int]] = []
        self.carried_from: list[int] = []
        self.passes: list[Pass] = []
        while self._pass():
            pass

    @property
    def last(self) -> Pass:
        """The run that came to an end."""
        return self.passes[-1]

    @property
    def written(self) -> int:
        """How many triples are written, each counted once."""
        subjects, predicates, objects = self.columns
        order = np.lexsort((objects, predicates, subjects))
        steps = [np.diff(column[order]) != 0 for column in self.columns]
        return int((steps[0] | steps[1] | steps[2]).sum()) + bool(len(order))

    @property
    def notes(self) -> tuple[str, ...]:
        """What the graph says in OWL that OWL 2 RL has no rule for."""
        _, predicates, objects = self.columns
        terms = self.dictionary.terms
        types = objects[predicates == self.type]
        counted: Counter[Term] = Counter()
        for column in (predicates, types):
            numbers, counts = np.unique(column, return_counts=True)
            counted.update(
                {terms[number]: count for number, count in zip(numbers.tolist(), counts.tolist(), strict=True)}
            )
        return beyond(counted)

    # ------------------------------------------------------------------ one run

    def _pass(self) -> bool:
        """Run the rules once; whether there is reason to run them again."""
        stands = self._stand_for()
        run = Pass(self.dictionary, self._watch, self.type, stands)
        self.passes.append(run)
        carried = np.array(self.carried, np.int64).reshape(-1, 3)
        written = (np.concatenate((column, carried[:, place])) for place, column in enumerate(self.columns))
        run.load(*(stands[column] for column in written))
        self._add_values(run)
        run.run((*self._facts(), *SCHEMA, *list_facts(self._ontology(run))))
        run.rules = compile_rules(self._ontology(run))
        known = len(run.log)
        self._type_literals(run)
        run.run([rule for rule in run.rules if rule.head is not None])
        return self._news(run, known)

    def _watch(self, rule: Rule, added: int) -> None:
        if added > self.limits.inferred:
            raise ReasoningError(
                f"more than {self.limits.inferred:,} triples follow; the last rule was {rule.name}: {rule.formula}"
            )
        if time.monotonic() > self._deadline:
            raise ReasoningError(
                f"not done after {self.limits.seconds:,.0f} s; the last rule was {rule.name}: {rule.formula}"
            )
        if self._progress is not None:
            self._progress(rule.name, added)

    def _ontology(self, run: Pass) -> Ontology:
        """The axioms as they stand."""
        terms = self.dictionary.terms
        number = run.number
        literals = {
            stands: name for stands, names in self.classes().items() for name in names if self.value(name) is not None
        }
        idle = defaultdict(list)
        for entry in run.log:
            idle[entry.key, entry.rule.name].append(entry.rows)
        pairs: dict[Term, list[tuple[Term, Term]]] = {}
        for predicate in PREDICATES:
            key = number(predicate)
            again = [rows for name in MADE_AGAIN.get(predicate, ()) for rows in idle[key, name]]
            rows = minus(run.relation(key).rows, np.sort(np.concatenate([EMPTY, *again])))
            subjects, objects = (part.tolist() for part in unpack(rows))
            if predicate in BOUNDS:  # the number that a name stands for
                objects = [literals.get(target, target) for target in objects]
            pairs[predicate] = [
                (terms[subject], terms[target]) for subject, target in zip(subjects, objects, strict=True)
            ]
        members: dict[Term, list[Term]] = {
            kind: [terms[thing] for thing in run.relation(~number(kind)).rows.tolist()] for kind in CLASSES
        }
        return Ontology(pairs, members)

    def _news(self, run: Pass, known: int) -> bool:
        """Keep what the data say of the ontology and of equality; whether there is any."""
        before = len(self.carried)
        known_rows = set(self.carried)
        axioms = {run.stand_for(key) if key >= 0 else ~run.stand_for(~key) for key in self._axioms}
        for entry in run.log[known:]:
            if entry.key in axioms or (self.merges and entry.key == self._same):
                rows = zip(*(part.tolist() for part in run.spread(entry.key, entry.rows)), strict=True)
                fresh = [row for row in rows if row not in known_rows]
                self.carried += fresh
                self.carried_from += [len(self.passes) - 1] * len(fresh)
        news = self.carried[before:]
        pairs = [(subject, target) for subject, predicate, target in news if predicate == self._same]
        if pairs:
            self.representatives = self._united(self.representatives, pairs)
        return bool(news)

    # ----------------------------------------------------------------- equality

    def _at_first(self) -> Column:
        """Equality as it is written, and of literals with one value (rule dt-eq)."""
        subjects, predicates, objects = self.columns
        rows = predicates == self._same
        pairs = list(zip(subjects[rows].tolist(), objects[rows].tolist(), strict=True))
        self.equal_literals: list[tuple[int, int]] = []
        firsts: dict[Value, int] = {}
        for number, value in self._literals.items():
            first = firsts.setdefault(value, number)
            if first != number:
                self.equal_literals.append((first, number))
        return self._united(np.arange(len(self.dictionary)), [*pairs, *self.equal_literals])

    def _united(self, representatives: Column, pairs: Iterable[tuple[int, int]]) -> Column:
        """The smallest number of each class of equals, by union and find."""
        stands = [*representatives.tolist(), *range(len(representatives), len(self.dictionary))]

        def find(number: int) -> int:
            while stands[number] != number:
                stands[number] = stands[stands[number]]
                number = stands[number]
            return number

        for one, other in pairs:
            if self.differ(one, other):
                continue  # a contradiction; to follow it would make all years one year
            low, high = sorted((find(one), find(other)))
            stands[high] = low
        return np.array([find(number) for number in range(len(stands))], np.int64)

    def _stand_for(self) -> Column:
        """The representative of every number, also of those given since."""
        known = len(self.representatives)
        return np.concatenate((self.representatives, np.arange(known, len(self.dictionary))))

    def differ(self, one: int, other: int) -> bool:
        """Whether two terms are literals of different values (rule dt-diff)."""
        return (first := self.value(one)) is not None and (second := self.value(other)) is not None and first != second

    def classes(self) -> dict[int, list[int]]:
        """The names of what has more than one."""
        counts = np.bincount(self.representatives)
        many = np.flatnonzero(counts[self.representatives] > 1)
        classes: defaultdict[int, list[int]] = defaultdict(list)
        for number in many.tolist():
            classes[int(self.representatives[number])].append(number)
        return classes

    # ----------------------------------------------------------------- literals

    def _values(self) -> dict[int, Value]:
        """The value of each literal that has one, but for plain strings."""
        return {
            number: value
            for number, term in enumerate(self.dictionary.terms)
            if isinstance(term, ox.Literal)
            and term.datatype.value not in _STRINGS
            and (value := known_value(term)) is not None
        }

    def _facts(self) -> Iterator[Rule]:
        """What holds whatever the graph says: rules cls-thing and cls-nothing1, and which datatype is part of which."""
        for name, kind in (("cls-thing", OWL["Thing"]), ("cls-nothing1", OWL["Nothing"])):
            yield Rule(name, (), (), (kind, TYPE, OWL["Class"]))
        named = [iri for iri in sorted(DATATYPES) if self._mentioned[self.dictionary.number(ox.NamedNode(iri))]]
        for datatype in named:
            for wider in sorted(SUPERTYPES[datatype]):
                yield Rule("dt-sub", (), (), (ox.NamedNode(datatype), RDFS["subClassOf"], ox.NamedNode(wider)))
                if wider not in named:
                    named.append(wider)

    def _valued(self) -> dict[int, Value]:
        """The values of things that are the same as a literal."""
        terms = self.dictionary.terms
        valued: dict[int, Value] = {}
        for stands, names in self.classes().items():
            if any(not isinstance(terms[name], ox.Literal) for name in names):
                values = (self.value(name) for name in names if isinstance(terms[name], ox.Literal))
                for value in (value for value in values if value is not None):
                    valued.setdefault(stands, value)
        return valued

    def _add_values(self, run: Pass) -> None:
        """Of things that are the same as a literal: their datatypes (dt-type2), and which differ (dt-diff)."""
        valued = self._valued()
        by_datatype: defaultdict[str, list[int]] = defaultdict(list)
        for stands, value in valued.items():
            for datatype in datatypes_of(value):
                by_datatype[datatype].append(stands)
        for datatype, members in sorted(by_datatype.items()):
            iri = ox.NamedNode(datatype)
            run.add(Rule("dt-type2", (), (), (X, TYPE, iri)), ~run.number(iri), np.array(sorted(members), np.int64))
        different = Rule("dt-diff", (), (), (X, OWL["differentFrom"], Y))
        self._watch(different, len(valued) * (len(valued) - 1))
        numbers = np.array(sorted(valued), np.int64)
        ones, others = np.repeat(numbers, len(numbers)), np.tile(numbers, len(numbers))
        run.add(different, self._different, pack(ones, others)[ones != others])

    def value(self, number: int) -> Value | None:
        """The value of a literal; None of anything else, and of a literal whose datatype has no such value."""
        term = self.dictionary.terms[number]
        if isinstance(term, ox.Literal) and term.datatype.value in _STRINGS:
            return known_value(term)
        return self._literals.get(number)

    def _type_literals(self, run: Pass) -> None:
        """Rule dt-type2, for the datatypes that some rule asks for."""
        asked = {
            str(part[2].value)
            for rule in run.rules
            for part in rule.body
            if part[1] == TYPE and isinstance(part[2], ox.NamedNode) and part[2].value in DATATYPES
        }
        if not asked:
            return
        stands = self._stand_for()
        values = [
            (int(stands[number]), value)
            for number, term in enumerate(self.dictionary.terms)
            if isinstance(term, ox.Literal) and (value := self.value(number)) is not None
        ]
        for datatype in sorted(asked):
            iri = ox.NamedNode(datatype)
            rows = distinct(np.array([number for number, value in values if belongs(value, datatype)], np.int64))
            run.add(Rule("dt-type2", (), (), (X, TYPE, iri)), ~self.dictionary.number(iri), rows)


def _is_transitive(rule: Rule) -> bool:
    """Whether a rule makes paths of paths: as prp-trp, scm-sco, and a chain of a property with itself do."""
    if rule.head is None or len(rule.body) != 2:  # noqa: PLR2004 - one path and one more
        return False
    (start, verb, middle), (other, second, end) = rule.body
    ends = {part for part in (start, middle, end) if isinstance(part, Variable)}
    return verb == second != TYPE and middle == other and len(ends) == 3 and rule.head == (start, verb, end)  # noqa: PLR2004


def _with_the_first(subjects: Column, objects: Column) -> tuple[Column, Column]:
    """Of things that are the same, each with the first of its fellows, not with every one.

    Whatever connects them has both directions of each pair, so that none is left out; should they be of
    two parts with different firsts, the next run joins these.
    """
    order = np.lexsort((subjects, objects))
    order = order[subjects[order] != objects[order]]
    first = np.diff(objects[order], prepend=-1) != 0
    return subjects[order][first], objects[order][first]


def _in_order(terms: Iterable[ox.NamedNode]) -> list[ox.NamedNode]:
    return sorted(terms, key=str)
