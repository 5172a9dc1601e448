"""Answers as data frames of pandas and Polars."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from homage_graph.errors import MissingPackageError
from homage_graph.things import Thing

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

    from homage_graph.querying.answer import Answer

__all__ = ["to_pandas", "to_polars"]

_MOST: Final = 2**63 - 1
"""The largest integer that a frame's columns hold."""


def to_pandas(answer: Answer, *, iris: bool) -> pd.DataFrame:
    """See `Answer.to_pandas`."""
    try:
        import pandas as pd
    except ImportError:
        raise MissingPackageError("pandas", "pandas") from None
    kinds = {bool: "boolean", int: "Int64", float: "Float64", date: "datetime64[s]", str: "string"}
    return pd.DataFrame(
        {name: pd.Series(cells, dtype=kinds.get(kind, "object")) for name, kind, cells in _columns(answer, iris=iris)}
    )


def to_polars(answer: Answer, *, iris: bool) -> pl.DataFrame:
    """See `Answer.to_polars`."""
    try:
        import polars as pl
    except ImportError:
        raise MissingPackageError("Polars", "polars") from None
    kinds = {bool: pl.Boolean(), int: pl.Int64(), float: pl.Float64(), date: pl.Date(), str: pl.String()}
    return pl.DataFrame(
        [pl.Series(name, cells, dtype=kinds[kind]) for name, kind, cells in _columns(answer, iris=iris)]
    )


def _columns(answer: Answer, *, iris: bool) -> list[tuple[str, type, list[Any]]]:
    """Each column with its name, its one type, and its cells.

    Raises:
        ValueError: See `Answer.to_pandas`.
    """
    if answer.boolean is not None:
        raise ValueError("yes or no is no table: the answer to an ASK is `answer.boolean`")
    rows = list(answer)
    columns = []
    for number, name in enumerate(answer.columns):
        cells = [row[number] for row in rows]
        columns.append((name, *_uniform([cell.name if isinstance(cell, Thing) else cell for cell in cells])))
        if iris and any(isinstance(cell, Thing) for cell in cells):
            if f"{name}_iri" in answer.columns:
                raise ValueError(f"the answer has a column “{name}_iri” already; rename that variable")
            columns.append((f"{name}_iri", str, [cell.iri if isinstance(cell, Thing) else None for cell in cells]))
    return columns


def _uniform(cells: list[Any]) -> tuple[type, list[Any]]:
    """The one type of a column's cells, and the cells; texts where they are of several, or of one no frame has."""
    cells = [float(cell) if isinstance(cell, Decimal) else cell for cell in cells]
    kinds = {type(cell) for cell in cells if cell is not None}
    if kinds == {int, float}:
        cells, kinds = [None if cell is None else float(cell) for cell in cells], {float}
    kind = kinds.pop() if len(kinds) == 1 else str
    too_large = kind is int and any(cell is not None and abs(cell) > _MOST for cell in cells)
    if kind is str or kind is datetime or too_large:
        return str, [None if cell is None else str(cell) for cell in cells]
    return kind, cells
