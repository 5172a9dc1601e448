"""Where triples are kept and asked: one protocol, so that an engine can be replaced."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import pyoxigraph as ox

    from homage_graph.vocabulary import Term

__all__ = ["Layer", "Store", "rows"]


class Layer(Enum):
    """Which triples are asked: what files say, what follows from it, or both.

    Both lie in the default graph, where queries are fastest; each also in a graph of its own. The names
    of those two graphs are the values.
    """

    ALL = ""
    ASSERTED = "https://w3id.org/homage-graph/graph/asserted"
    INFERRED = "https://w3id.org/homage-graph/graph/inferred"


class Store(Protocol):
    """A SPARQL 1.1 engine that holds one graph in its three layers."""

    def query(
        self, text: str, bindings: Mapping[str, Term] | None = None, layer: Layer = Layer.ALL
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """Evaluate a query, its variables bound to terms before evaluation.

        A variable that is bound must be one the query projects: what an engine keeps to itself is not
        reached from outside.

        Raises:
            QueryError: The text is not a SPARQL 1.1 query, or does not project a variable that is bound.
        """
        ...

    def load(self, triples: Iterable[ox.Triple], layer: Layer) -> None:
        """Add triples to the asserted or the inferred layer."""
        ...

    def match(
        self, subject: Term | None, predicate: Term | None, target: Term | None, layer: Layer = Layer.ALL
    ) -> Iterator[tuple[Term, Term, Term]]:
        """The statements that have the terms given, in no particular order; None stands for any."""
        ...

    def dump(self, layer: Layer) -> Iterator[ox.Triple]:
        """The triples of a layer, in no particular order.

        What follows comes as it was derived. What is written may come in the engine's own spelling (1.50 as 1.5):
        it is exported from the files, not from here.
        """
        ...


def rows(store: Store, text: str, **bindings: Term) -> list[tuple[Any, ...]]:
    """The rows of a SELECT, without the columns that are bound."""
    solutions: Any = store.query(text, bindings)
    free = [variable for variable in solutions.variables if variable.value not in bindings]
    return [tuple(solution[variable] for variable in free) for solution in solutions]
