"""The answer to a query, and the formats it can be given in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, overload

import pyoxigraph as ox

from homage_graph.querying.evaluation import deeply
from homage_graph.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import pandas as pd
    import polars as pl

    from homage_graph.publishing.picture import Picture
    from homage_graph.things import Shelf

__all__ = ["GRAPH_FORMATS", "RESULT_FORMATS", "Answer", "Row", "used_prefixes"]

RESULT_FORMATS: Final = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
}
"""The W3C's formats of SELECT and ASK results."""

GRAPH_FORMATS: Final = {"turtle": ox.RdfFormat.TURTLE, "ntriples": ox.RdfFormat.N_TRIPLES}
"""Formats of CONSTRUCT and DESCRIBE results."""

Terms = tuple[ox.NamedNode | ox.BlankNode | ox.Literal | None, ...]
Results = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples

_STATEMENT: Final = ("subject", "predicate", "object")


class Row:
    """A row of an answer: a tuple whose cells have names.

    `row.video`, `row["video"]` and `row[1]` are the same cell, and `film, video = row` takes a row apart. A cell is a
    `Thing`, a value of Python (a text, a number, a date), or None where a variable is unbound. `dict(row)` has them by
    name.
    """

    __slots__ = ("_cells", "_columns")

    def __init__(self, columns: tuple[str, ...], cells: tuple[Any, ...]) -> None:
        self._columns = columns
        self._cells = cells

    def __getattr__(self, name: str) -> Any:
        if name in self._columns:
            return self._cells[self._columns.index(name)]
        raise AttributeError(_unknown(name, self._columns))

    def __getitem__(self, key: int | slice | str) -> Any:
        if not isinstance(key, str):
            return self._cells[key]
        if key in self._columns:
            return self._cells[self._columns.index(key)]
        raise KeyError(_unknown(key, self._columns))

    def __iter__(self) -> Iterator[Any]:
        return iter(self._cells)

    def __len__(self) -> int:
        return len(self._cells)

    def __eq__(self, other: object) -> bool:
        return self._cells == (other._cells if isinstance(other, Row) else other)

    def __hash__(self) -> int:
        return hash(self._cells)

    def __dir__(self) -> list[str]:
        return ["keys", *self._columns]

    def __repr__(self) -> str:
        return f"Row({', '.join(f'{name}={cell!r}' for name, cell in zip(self._columns, self._cells, strict=True))})"

    def keys(self) -> tuple[str, ...]:
        """The names of its cells."""
        return self._columns

    def _ipython_key_completions_(self) -> list[str]:
        return list(self._columns)


@dataclass(frozen=True, repr=False)
class Answer:
    """What a query answered.

    It is a sequence of `Row`s, of things and values: what one works with. The terms of RDF that they stand for, with
    the datatypes and languages of literals, are in `rows` and `triples`. The rows of a graph are its triples.

    Attributes:
        variables: The columns of a SELECT, without question marks.
        rows: The rows of a SELECT, as terms; None where a variable is unbound.
        boolean: The answer to an ASK, else None.
        triples: The graph of a CONSTRUCT or DESCRIBE, else None.
    """

    variables: tuple[str, ...] = ()
    rows: tuple[Terms, ...] = ()
    boolean: bool | None = None
    triples: tuple[ox.Triple, ...] | None = None
    _again: Callable[[], Any] = field(default=ox.QueryBoolean, repr=False, compare=False)
    _shelf: Shelf | None = field(default=None, repr=False, compare=False)

    @classmethod
    def of(cls, evaluate: Callable[[], Results], shelf: Shelf) -> Answer:
        """Evaluate, and keep what comes.

        An engine's results can be read once only, and are written best by the engine itself; so for one of
        the W3C's formats the query is evaluated again.

        Args:
            evaluate: Asks the engine.
            shelf: Where the things of the answer are.
        """
        return deeply(lambda: cls._kept(evaluate, shelf))

    @classmethod
    def _kept(cls, evaluate: Callable[[], Results], shelf: Shelf) -> Answer:
        results = evaluate()
        if isinstance(results, ox.QueryTriples):
            return cls(triples=tuple(sorted(results, key=str)), _shelf=shelf)
        if isinstance(results, ox.QueryBoolean):
            return cls(boolean=bool(results), _again=evaluate, _shelf=shelf)
        variables = tuple(variable.value for variable in results.variables)
        return cls(variables, tuple(tuple(solution) for solution in results), _again=evaluate, _shelf=shelf)

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of a row's cells: the variables, or subject, predicate and object."""
        return self.variables if self.triples is None else _STATEMENT

    @property
    def _terms(self) -> Sequence[tuple[Any, ...]]:
        return self.rows if self.triples is None else self.triples  # type: ignore[return-value]  # it has three terms

    def __iter__(self) -> Iterator[Row]:
        return (self._row(terms) for terms in self._terms)

    def __len__(self) -> int:
        return len(self._terms)

    def __bool__(self) -> bool:
        return len(self) > 0 if self.boolean is None else self.boolean

    @overload
    def __getitem__(self, key: int) -> Row: ...
    @overload
    def __getitem__(self, key: slice) -> tuple[Row, ...]: ...
    def __getitem__(self, key: int | slice) -> Row | tuple[Row, ...]:
        """One row, or some of them."""
        if isinstance(key, slice):
            return tuple(self._row(terms) for terms in self._terms[key])
        return self._row(self._terms[key])

    def _row(self, terms: tuple[Any, ...]) -> Row:
        cell = (lambda term: term) if self._shelf is None else self._shelf.cell
        return Row(self.columns, tuple(map(cell, terms)))

    def __repr__(self) -> str:
        from homage_graph.querying.display import answer_as_text

        return answer_as_text(self)

    def _repr_html_(self) -> str:
        from homage_graph.querying.display import answer_as_html

        return answer_as_html(self)

    def to_pandas(self, *, iris: bool = False) -> pd.DataFrame:
        """The rows as a pandas DataFrame.

        Things are their names, numbers are numbers (`Int64`, `Float64`), dates are dates; what is unbound is missing.

        Args:
            iris: Put a column of IRIs behind each column of things: `film_iri` behind `film`.

        Raises:
            MissingPackageError: pandas is not installed.
            ValueError: It answers an ASK; or a column of IRIs would have the name of another.
        """
        from homage_graph.querying.frames import to_pandas

        return to_pandas(self, iris=iris)

    def to_polars(self, *, iris: bool = False) -> pl.DataFrame:
        """The rows as a Polars DataFrame. See `to_pandas`."""
        from homage_graph.querying.frames import to_polars

        return to_polars(self, iris=iris)

    def picture(self) -> Picture:
        """The triples of a CONSTRUCT, or how the things in the rows of a SELECT are tied together, as a drawing.

        Raises:
            ValueError: It answers an ASK.
        """
        from homage_graph.publishing.picture import picture_of_answer

        return picture_of_answer(self)

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


def _unknown(name: str, columns: tuple[str, ...]) -> str:
    return f"the row has no “{name}”; it has {', '.join(columns)}"


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
