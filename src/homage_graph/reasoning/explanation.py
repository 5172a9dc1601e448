"""Why a statement holds, and why another does not.

A materialisation notes when each statement was added; whatever it follows from was there before. So a
proof is found backwards, from later to earlier, and can run neither in a circle nor astray.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product
from typing import TYPE_CHECKING, Final

from homage_graph.errors import ReasoningError
from homage_graph.reasoning.rules import OWL, RDF, TYPE, Rule, U, V, Variable, W, X, Y, Z, filled, shown, unify

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from homage_graph.querying.portrait import Quote
    from homage_graph.reading.positions import Span
    from homage_graph.reasoning.closure import Conflict
    from homage_graph.reasoning.materialise import Materialisation, Pass
    from homage_graph.reasoning.rules import Pattern, Statement
    from homage_graph.vocabulary import Term

    Row = tuple[int, int, int]
    Instance = tuple[Rule, tuple[Row, ...], tuple[Row, ...]]

__all__ = ["Explainer", "Explanation", "Miss", "Proof"]

_SAME: Final = OWL["sameAs"]
_SYMMETRY: Final = Rule("eq-sym", (), ((X, _SAME, Y),), (Y, _SAME, X))
_TRANSITIVITY: Final = Rule("eq-trans", (), ((X, _SAME, Y), (Y, _SAME, Z)), (X, _SAME, Z))
_REPLACEMENT: Final = (
    Rule("eq-rep-s", (), ((X, _SAME, W), (X, U, V)), (W, U, V)),
    Rule("eq-rep-p", (), ((U, _SAME, W), (X, U, V)), (X, W, V)),
    Rule("eq-rep-o", (), ((V, _SAME, W), (X, U, V)), (X, U, W)),
)
_ALTERNATIVES: Final = 16
"""Matches of one rule for one statement that are compared for the shortest proof."""
_BUDGET: Final = 2_000
"""Instances of rules that are compared for the shortest proof; beyond them the earliest is taken."""


@dataclass(frozen=True)
class Proof:
    """A statement, and what it follows from.

    Attributes:
        statement: What is proved; None for a contradiction.
        rule: The rule that was applied; None where the statement is written in the graph.
        axioms: Proofs of the axioms the rule comes from.
        premises: Proofs of the rule's body, pattern by pattern.
    """

    statement: Statement | None
    rule: Rule | None = None
    axioms: tuple[Proof, ...] = ()
    premises: tuple[Proof, ...] = ()

    @property
    def is_written(self) -> bool:
        """Whether the statement stands in the graph, and needs no proof."""
        return self.rule is None

    def parts(self) -> Iterator[Proof]:
        """This proof and all those within, each once, after what it follows from."""
        seen: set[int] = set()
        work = [(self, False)]
        while work:
            proof, ready = work.pop()
            if id(proof) in seen:
                continue
            if ready:
                seen.add(id(proof))
                yield proof
            else:
                work.append((proof, True))
                work.extend((part, False) for part in reversed((*proof.premises, *proof.axioms)))

    def written(self) -> tuple[Statement, ...]:
        """The statements of the graph that it comes down to."""
        leaves = (part.statement for part in self.parts() if part.is_written)
        return tuple(dict.fromkeys(leaf for leaf in leaves if leaf is not None))

    def depth(self) -> int:
        """How many rules are applied one after the other, at most."""
        depths: dict[int, int] = {}
        for part in self.parts():
            inner = (depths[id(below)] for below in (*part.premises, *part.axioms))
            depths[id(part)] = 0 if part.is_written else 1 + max(inner, default=0)
        return depths[id(self)]

    def replays(self) -> bool:
        """Whether each step is what its rule derives from its premises, checked anew."""
        return all(_replays(part) for part in self.parts() if not part.is_written)


def _replays(proof: Proof) -> bool:
    rule = proof.rule
    if rule is None or [part.statement for part in proof.axioms] != list(rule.axioms):
        return False
    bindings: dict[Variable, Term] | None = {}
    for pattern, premise in zip(rule.body, proof.premises, strict=True):
        bindings = unify(pattern, premise.statement, bindings) if premise.statement and bindings is not None else None
    if bindings is None or (rule.head is None) != (proof.statement is None):
        return False
    return rule.head is None or proof.statement is None or unify(rule.head, proof.statement, bindings) is not None


@dataclass(frozen=True)
class Miss:
    """A rule that would have derived a statement, had more held.

    Attributes:
        rule: The rule.
        there: Proofs of what does hold of its body.
        missing: What does not, with terms for the variables where they are settled.
    """

    rule: Rule
    there: tuple[Proof, ...]
    missing: tuple[Pattern, ...]


@dataclass(frozen=True)
class Explanation:
    """Why a statement holds or does not, or why a graph contradicts itself; ready to be shown.

    Attributes:
        statement: What was asked; None for a contradiction.
        proof: Why it holds; None where it does not.
        miss: The rule that came nearest to one that does not, if any did.
        places: Where what is written stands.
        blame: Of a contradiction or a duplicate: the statements on things that its proof rests on.
        quotes: What sources say of the claims that the proof comes down to.
        conflict: The contradiction or the duplicate that is proved; None for a statement.
    """

    statement: Statement | None
    proof: Proof | None
    miss: Miss | None
    places: Mapping[Statement, Span]
    blame: tuple[Statement, ...] = ()
    quotes: tuple[Quote, ...] = ()
    conflict: Conflict | None = None

    def __str__(self) -> str:
        from homage_graph.reasoning.renderers.text import render

        return render(self).rstrip("\n")


class Explainer:
    """Proofs from one materialisation."""

    def __init__(self, made: Materialisation) -> None:
        self._made = made
        self._dictionary = made.dictionary

    @property
    def _terms(self) -> list[Term]:
        return self._dictionary.terms  # which grows, as a question may have a term of its own

    def prove(self, statement: Statement) -> Proof | None:
        """The proof with the fewest steps; None where the statement does not hold.

        Very large proofs may have more steps than need be.
        """
        numbers = tuple(self._dictionary.known(term) for term in statement)
        if None in numbers:
            return None
        return self._prove(numbers, len(self._made.passes) - 1)  # type: ignore[arg-type]  # no None is left

    def accuse(self, conflict: Conflict) -> Proof:
        """The proof of a contradiction, or that two things are one."""
        run = self._made.passes[conflict.run]
        if conflict.conclusion is not None:
            row = self._numbers(conflict.conclusion)
            return self._derive(run, conflict.run, row)
        rule, statements = conflict.rule, conflict.premises
        if rule.name in ("eq-diff2", "eq-diff3"):  # two names on a list that one number stands for
            (one, *_), *_ = statements
            first = self._dictionary.number(RDF["first"])
            listed = {target for _, predicate, target in self._written if predicate == first}
            names = [self._terms[name] for name in run.names_of(self._dictionary.number(one)) if name in listed]
            statements = ((names[0], _SAME, names[-1]),)
            rule = Rule(rule.name, rule.axioms, statements, None)
        premises = tuple(self._prove_or_fail(premise, conflict.run) for premise in statements)
        axioms = tuple(self._prove_or_fail(axiom, conflict.run) for axiom in rule.axioms)
        return Proof(None, rule, axioms, premises)

    def nearest(self, statement: Statement) -> Miss | None:
        """The rule that comes nearest to a statement that does not hold; None where no rule leads to such a one."""
        run = self._made.last
        best: tuple[tuple[object, ...], Rule, dict[Variable, int], tuple[Pattern, ...]] | None = None
        for rule in dict.fromkeys(run.applied):
            bindings = unify(rule.head, statement, {}) if rule.head is not None and rule.body else None
            if bindings is None:
                continue
            bound = {variable: self._dictionary.number(term) for variable, term in bindings.items()}
            for missing, found in _fewest_missing(run, rule, bound):
                open_ends = sum(
                    isinstance(part, Variable) and part not in found for pattern in missing for part in pattern
                )
                from_here = any(statement[0] in filled(pattern, bindings) for pattern in missing)
                strange = sum(not self._has_another(run, pattern, found) for pattern in missing)
                order = (len(missing), from_here, open_ends, strange, len(rule.body), rule.name, repr(rule))
                if best is None or order < best[0]:
                    best = order, rule, found, missing
        if best is None:
            return None
        _, rule, found, missing = best
        terms = {variable: self._terms[number] for variable, number in found.items()}
        there = tuple(
            self._prove_or_fail(filled(pattern, terms), len(self._made.passes) - 1)
            for pattern in rule.body
            if pattern not in missing
        )
        return Miss(rule, there, tuple(filled(pattern, terms) for pattern in missing))

    def _has_another(self, run: Pass, pattern: Pattern, found: Mapping[Variable, int]) -> bool:
        """Whether the subject of a pattern has the property, if with another value: the likelier slip."""
        subject, predicate, _ = pattern
        if predicate == TYPE:
            return False
        other = Rule("", (), ((subject, predicate, Variable("other")),), None)
        bound = {variable: number for variable, number in found.items() if variable == subject}
        return next(run.matches(other, bound), None) is not None

    # ------------------------------------------------------------------ rows to proofs

    def _numbers(self, statement: Statement) -> Row:
        subject, predicate, target = (self._dictionary.number(term) for term in statement)
        return subject, predicate, target

    def _statement(self, row: Row) -> Statement:
        subject, predicate, target = (self._terms[number] for number in row)
        return subject, predicate, target

    def _prove_or_fail(self, statement: Statement, place: int) -> Proof:
        proof = self._prove(self._numbers(statement), place)
        if proof is None:
            raise _no_proof(statement)
        return proof

    def _prove(self, row: Row, place: int) -> Proof | None:
        """A proof of a statement in terms of its own, from what one run knew."""
        if row in self._written:
            return Proof(self._statement(row))
        run = self._made.passes[place]
        subject, predicate, target = row
        if self._terms[predicate] == _SAME and run.stand_for(subject) == run.stand_for(target):
            return self._same(subject, target, place)
        stands = run.stand_for(subject), run.stand_for(predicate), run.stand_for(target)
        if run.rank_of(stands) is None:
            return None
        return self._renamed(self._derive(run, place, stands), stands, row, place)

    def _renamed(self, proof: Proof, row: Row, wanted: Row, place: int) -> Proof:
        """The same statement, of other names of the same things (rules eq-rep-s, eq-rep-p, eq-rep-o)."""
        for part, rule in enumerate(_REPLACEMENT):
            if row[part] != wanted[part]:
                same = self._same(row[part], wanted[part], place)
                row = (*row[:part], wanted[part], *row[part + 1 :])  # type: ignore[assignment]
                proof = Proof(self._statement(row), rule, (), (same, proof))
        return proof

    def _derive(self, run: Pass, place: int, goal: Row) -> Proof:
        """A proof of a row of one run: the choice of instances first, then proofs from the bottom up."""
        ranks: dict[Row, int] = {}
        chosen: dict[Row, list[Instance]] = {}
        work = [goal]
        spent = 0
        while work:
            row = work.pop()
            if row in ranks:
                continue
            ranks[row] = run.rank_of(row) or 0
            if not ranks[row]:
                continue
            found = list(self._instances(run, row, ranks[row]))
            spent += len(found)
            if found and spent > _BUDGET:
                found = [min(found, key=lambda instance: _earliest(run, instance))]
            if not found:
                raise _no_proof(self._statement(row))
            chosen[row] = found
            work.extend(part for _, axioms, premises in found for part in (*axioms, *premises))
        proofs: dict[Row, Proof] = {}
        costs: dict[Row, int] = {}
        for row in sorted(ranks, key=ranks.__getitem__):
            if not ranks[row]:
                proofs[row], costs[row] = self._given(row, place), 1
                continue
            rule, axioms, premises = min(
                chosen[row],
                key=lambda instance: (
                    sum(costs[part] for part in (*instance[1], *instance[2])), instance[0].name, repr(instance[0])
                ),
            )  # fmt: skip
            costs[row] = 1 + sum(costs[part] for part in (*axioms, *premises))
            proofs[row] = Proof(
                self._statement(row),
                rule,
                tuple(proofs[part] for part in axioms),
                tuple(proofs[part] for part in premises),
            )
        return proofs[goal]

    def _instances(self, run: Pass, row: Row, rank: int) -> Iterator[Instance]:
        """The rules that derive a row from what was there before."""
        statement = self._statement(row)
        for rule in run.rules_for(row):
            if rule.head is None:
                continue
            bindings = unify(rule.head, statement, {})
            if bindings is None:
                continue
            bound = {variable: self._dictionary.number(term) for variable, term in bindings.items()}
            axioms = tuple(self._numbers(axiom) for axiom in rule.axioms)
            if any((when := run.rank_of(axiom)) is None or when >= rank for axiom in axioms):
                continue
            for found in run.earlier_matches(rule, bound, rank, _ALTERNATIVES):
                terms = {variable: self._terms[number] for variable, number in found.items()}
                yield rule, axioms, tuple(self._numbers(filled(pattern, terms)) for pattern in rule.body)

    def _given(self, row: Row, place: int) -> Proof:
        """A row a run began with: written, under these names or others; or derived by a run before it."""
        if row in self._written:
            return Proof(self._statement(row))
        run = self._made.passes[place]
        for other in product(*(run.names_of(number) for number in row)):
            if other in self._written:
                return self._renamed(Proof(self._statement(other)), other, row, place)  # type: ignore[arg-type]
        for other, earlier in zip(self._made.carried, self._made.carried_from, strict=True):
            if earlier < place and tuple(map(run.stand_for, other)) == row:
                proof = self._derive(self._made.passes[earlier], earlier, other)
                return self._renamed(proof, other, row, place)
        raise _no_proof(self._statement(row))

    # ------------------------------------------------------------------------ equality

    def _same(self, one: int, other: int, place: int) -> Proof:
        """That two names are of one thing: the shortest way between them, edge by edge."""
        if one == other:
            statement = self._terms[one], _SAME, self._terms[other]
            return Proof(statement, Rule("eq-ref", (), (), statement))
        before: dict[int, tuple[int, Proof]] = {}
        reached = [one]
        for number in reached:
            if number == other:
                break
            for following, edge in self._edges(number, place):
                if following != one and following not in before:
                    before[following] = number, edge
                    reached.append(following)
        links: list[Proof] = []
        while other != one:
            other, edge = before[other]
            links.append(edge)
        proof, *rest = reversed(links)
        for link in rest:
            ends = proof.statement, link.statement
            assert ends[0] is not None and ends[1] is not None  # noqa: S101, PT018 - no edge is a contradiction
            proof = Proof((ends[0][0], _SAME, ends[1][2]), _TRANSITIVITY, (), (proof, link))
        return proof

    def _edges(self, number: int, place: int) -> Iterator[tuple[int, Proof]]:
        for following, forward, earlier in self._equalities.get(number, ()):
            if earlier >= place and earlier != -1:
                continue
            ends = (number, following) if forward else (following, number)
            row = ends[0], self._dictionary.number(_SAME), ends[1]
            statement = self._statement(row)
            if row in self._written:
                proof = Proof(statement)
            elif earlier == -1:
                proof = Proof(statement, Rule("dt-eq", (), (), statement))
            else:
                proof = self._derive(self._made.passes[earlier], earlier, row)
            yield following, proof if forward else Proof(statement[::-1], _SYMMETRY, (), (proof,))

    @cached_property
    def _equalities(self) -> Mapping[int, Sequence[tuple[int, bool, int]]]:
        """From each name to those it is said to be the same as, and the run that derived it; -1 for none."""
        same = self._dictionary.number(_SAME)
        found: dict[int, list[tuple[int, bool, int]]] = {}
        edges = [(row[0], row[2], -1) for row in self._written if row[1] == same]
        edges += [
            (row[0], row[2], place)
            for row, place in zip(self._made.carried, self._made.carried_from, strict=True)
            if row[1] == same
        ]
        edges += [(one, other, -1) for one, other in self._made.equal_literals]
        for one, other, place in edges:
            found.setdefault(one, []).append((other, True, place))
            found.setdefault(other, []).append((one, False, place))
        return found

    @cached_property
    def _written(self) -> set[tuple[int, ...]]:
        return set(zip(*(column.tolist() for column in self._made.columns), strict=True))


def _no_proof(statement: Statement) -> ReasoningError:
    return ReasoningError(f"no proof of {shown(statement)} is found: a term of OWL itself is said to be another one")


def _earliest(run: Pass, instance: Instance) -> tuple[int, int]:
    ranks = [run.rank_of(part) or 0 for part in (*instance[1], *instance[2])]
    return max(ranks, default=0), sum(ranks)


def _fewest_missing(
    run: Pass, rule: Rule, bound: Mapping[Variable, int]
) -> Iterator[tuple[tuple[Pattern, ...], dict[Variable, int]]]:
    """What to leave out of a rule's body so that the rest holds: the fewest patterns, one match of the rest each."""
    for size in range(1, len(rule.body) + 1):
        any_found = False
        for left_out in combinations(range(len(rule.body)), size):
            rest = tuple(pattern for place, pattern in enumerate(rule.body) if place not in left_out)
            for found in run.matches(Rule(rule.name, rule.axioms, rest, rule.head), bound):
                yield tuple(rule.body[place] for place in left_out), found
                any_found = True
                break
        if any_found:
            return
