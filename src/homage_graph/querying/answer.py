"""The answer to a query, and the formats it can be given in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox

from homage_graph.querying.evaluation import deeply
from homage_graph.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["GRAPH_FORMATS", "RESULT_FORMATS", "Answer", "used_prefixes"]

RESULT_FORMATS: Final = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
}
"""The W3C's formats of SELECT and ASK results."""

GRAPH_FORMATS: Final = {"turtle": ox.RdfFormat.TURTLE, "ntriples": ox.RdfFormat.N_TRIPLES}
"""Formats of CONSTRUCT and DESCRIBE results."""

Row = tuple[ox.NamedNode | ox.BlankNode | ox.Literal | None, ...]


Results = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


@dataclass(frozen=True)
class Answer:
    """What a query answered.

    Attributes:
        variables: The columns of a SELECT, without question marks.
        rows: The rows of a SELECT; None where a variable is unbound.
        boolean: The answer to an ASK, else None.
        triples: The graph of a CONSTRUCT or DESCRIBE, else None.
    """

    variables: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    boolean: bool | None = None
    triples: tuple[ox.Triple, ...] | None = None
    _again: Callable[[], Any] = field(default=ox.QueryBoolean, repr=False, compare=False)

    @classmethod
    def of(cls, evaluate: Callable[[], Results]) -> Answer:
        """Evaluate, and keep what comes.

        An engine's results can be read once only, and are written best by the engine itself; so for one of
        the W3C's formats the query is evaluated again.
        """
        return deeply(lambda: cls._kept(evaluate))

    @classmethod
    def _kept(cls, evaluate: Callable[[], Results]) -> Answer:
        results = evaluate()
        if isinstance(results, ox.QueryTriples):
            return cls(triples=tuple(sorted(results, key=str)))
        if isinstance(results, ox.QueryBoolean):
            return cls(boolean=bool(results), _again=evaluate)
        variables = tuple(variable.value for variable in results.variables)
        return cls(variables, tuple(tuple(solution) for solution in results), _again=evaluate)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def formats(self) -> tuple[str, ...]:
        """The formats this kind of answer can be given in."""
        return tuple(RESULT_FORMATS if self.triples is None else GRAPH_FORMATS)

    def to(self, form: str) -> bytes:
        """The answer in one of its `formats`, as bytes that end with a line end.

        Raises:
            ValueError: It is none of them.
        """
        if form not in self.formats:
            raise ValueError(f"this answer can be given as {', '.join(self.formats)}, not as {form}")
        if self.triples is not None:
            prefixes = used_prefixes(self.triples)
            text = ox.serialize(
                self.triples, format=GRAPH_FORMATS[form], prefixes=prefixes if form == "turtle" else None
            )
        else:
            text = deeply(lambda: self._again().serialize(format=RESULT_FORMATS[form]))
        text = text or b""
        return text if text.endswith(b"\n") or not text else text + b"\n"


def used_prefixes(triples: tuple[ox.Triple, ...]) -> dict[str, str]:
    """The project's prefixes that these triples need, in the order of `PREFIXES`."""
    iris = {term.value for triple in triples for term in _iris(triple)}
    namespaces = {max((ns for ns in PREFIXES.values() if iri.startswith(ns)), key=len, default="") for iri in iris}
    return {prefix: namespace for prefix, namespace in PREFIXES.items() if namespace in namespaces}


def _iris(triple: ox.Triple) -> Iterator[ox.NamedNode]:
    for term in (triple.subject, triple.predicate, triple.object):
        if isinstance(term, ox.NamedNode):
            yield term
        elif isinstance(term, ox.Literal):
            yield term.datatype
