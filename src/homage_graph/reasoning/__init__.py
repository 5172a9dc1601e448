"""What follows from ontology and data: OWL 2 RL, behind one protocol.

A reasoner is given every asserted triple and answers with a `Closure`: the legal, telling triples that
follow, the contradictions, and the records that turn out to be one and the same. The last are reported
and never merged: the closure says nothing of the one that was said of the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    import pyoxigraph as ox

__all__ = ["CURATED", "STANDARD", "Closure", "Reasoner", "Summary"]

STANDARD: Final = "OWL 2 RL by compiled rules, 1"
"""The name of the default reasoner for any RDF files, here so that a kept closure is found without importing it."""
CURATED: Final = f"{STANDARD}, derived equality reported and not followed"
"""The name of the default reasoner for a folder with ontology/ and data/."""


@dataclass(frozen=True)
class Summary:
    """A closure in numbers and words.

    Attributes:
        asserted: How many triples were given, each counted once.
        inferred: How many follow that are worth telling.
        contradictions: Why the graph cannot be true, a sentence each.
        duplicates: Records that must be one thing, by a key or a functional property, a sentence each.
        notes: What the graph says that the reasoner has no rule for, a sentence each.
    """

    asserted: int
    inferred: int
    contradictions: tuple[str, ...] = ()
    duplicates: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Closure:
    """What follows from a graph, without what was asserted in it.

    Attributes:
        inferred: Each once, in an order that depends on the graph alone.
        summary: The numbers, and what is wrong.
    """

    inferred: Collection[ox.Triple]
    summary: Summary


class Reasoner(Protocol):
    """Derives a closure. Two reasoners of one `name` derive the same."""

    @property
    def name(self) -> str:
        """Names the reasoner and its version, for whoever keeps its results."""
        ...

    def close(self, asserted: Sequence[ox.Triple]) -> Closure:
        """The OWL 2 RL closure of ontology and data together.

        Raises:
            ReasoningError: The ontology is malformed.
        """
        ...
