"""The answer to a query, and the formats it can be given in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from homage_graph.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

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


@dataclass(frozen=True)
class Answer:
    """What a query answered, evaluated once and kept.

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
    _json: bytes = b""

    @classmethod
    def of(cls, results: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> Answer:
        """Keep an engine's results, which can be read once only."""
        if isinstance(results, ox.QueryTriples):
            return cls(triples=tuple(sorted(results, key=str)))
        json = results.serialize(format=ox.QueryResultsFormat.JSON) or b""
        if isinstance(results, ox.QueryBoolean):
            return cls(boolean=bool(results), _json=json)
        kept = ox.parse_query_results(json, format=ox.QueryResultsFormat.JSON)
        assert isinstance(kept, ox.QuerySolutions)  # noqa: S101 - as the line above wrote it
        variables = tuple(variable.value for variable in kept.variables)
        return cls(variables, tuple(tuple(solution) for solution in kept), _json=json)

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
            kept = ox.parse_query_results(self._json, format=ox.QueryResultsFormat.JSON)
            text = kept.serialize(format=RESULT_FORMATS[form])
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
