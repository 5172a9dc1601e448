"""The default reasoner: OWL 2 RL by compiled rules."""

from __future__ import annotations

from heapq import nsmallest
from typing import TYPE_CHECKING

from homage_graph.reasoning import CURATED, STANDARD, Closure, Summary
from homage_graph.reasoning.closure import contradictions, duplicates, everything, telling
from homage_graph.reasoning.incremental import Change
from homage_graph.reasoning.materialise import Limits, Materialisation
from homage_graph.reasoning.rules import shown, shown_term, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import pyoxigraph as ox

    from homage_graph.reasoning.closure import Conflict

__all__ = ["RuleReasoner", "close", "complete", "difference", "sentence"]

_MOST_REPORTED = 100


class RuleReasoner:
    """OWL 2 RL/RDF by rules compiled from the ontology: see `materialise`.

    Args:
        merges: Whether what turns out to be the same is made one, as the standard has it. A curated graph
            has it reported instead, because there it is a mistake.
        limits: How much may follow, and how long it may take.
        progress: Is told, now and then, the name of a rule and how much has followed so far.
    """

    def __init__(
        self,
        *,
        merges: bool = False,
        limits: Limits | None = None,
        progress: Callable[[str, int], None] | None = None,
    ) -> None:
        self._merges = merges
        self._limits = limits
        self._progress = progress

    @property
    def name(self) -> str:
        """See `Reasoner.name`."""
        return STANDARD if self._merges else CURATED

    def materialise(self, asserted: Iterable[ox.Triple]) -> Materialisation:
        """The closure with all that is needed to explain it.

        Raises:
            ReasoningError: A list of the ontology is broken, or a limit is reached.
        """
        return Materialisation(asserted, merges=self._merges, limits=self._limits, progress=self._progress)

    def close(self, asserted: Sequence[ox.Triple]) -> Closure:
        """See `Reasoner.close`."""
        return close(self.materialise(asserted))


def close(made: Materialisation) -> Closure:
    """What follows and is worth telling."""
    inferred = telling(made)
    return Closure(inferred, _summary(made, len(inferred)))


def complete(made: Materialisation) -> Closure:
    """What the standard's rules derive, also of the ontology, and what holds in any graph."""
    inferred = everything(made)
    return Closure(inferred, _summary(made, len(inferred)))


def difference(before: Materialisation, after: Materialisation) -> Change:
    """What follows now and did not, and the other way round, of two materialisations."""
    was, now = (
        {(triple.subject, triple.predicate, triple.object): None for triple in telling(made)}
        for made in (before, after)
    )
    known = {(conflict.rule, conflict.premises, conflict.conclusion) for conflict in _conflicts(before)}
    conflicts = tuple(
        conflict
        for conflict in _conflicts(after)
        if (conflict.rule, conflict.premises, conflict.conclusion) not in known
    )
    return Change(
        tuple(statement for statement in now if statement not in was),  # type: ignore[misc]  # no triple terms
        tuple(statement for statement in was if statement not in now),  # type: ignore[misc]
        conflicts,
    )


def _conflicts(made: Materialisation) -> list[Conflict]:
    return [*contradictions(made), *duplicates(made)]


def _summary(made: Materialisation, inferred: int) -> Summary:
    wrong = _sentences(contradictions(made)), _sentences(duplicates(made))
    return Summary(made.written, inferred, *wrong, made.notes)


def _sentences(conflicts: Iterable[Conflict]) -> tuple[str, ...]:
    told = nsmallest(_MOST_REPORTED + 1, map(sentence, conflicts))
    if len(told) > _MOST_REPORTED:
        told[_MOST_REPORTED:] = [f"there are more than {_MOST_REPORTED}: these are the first"]
    return tuple(told)


def sentence(conflict: Conflict) -> str:
    """What is wrong, in one sentence that ends in the name of the rule."""
    if conflict.conclusion is not None:
        one, _, other = conflict.conclusion
        said = f"{shown_term(one)} and {shown_term(other)} would be one thing"
    else:
        said = ", and ".join(dict.fromkeys(shown(premise) for premise in conflict.premises))
    return f"{said}: {words(conflict.rule)} ({conflict.rule.name})"
