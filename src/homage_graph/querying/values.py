"""Literals of RDF as values of Python."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from homage_graph.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable

    import pyoxigraph as ox

__all__ = ["value_of"]

_XSD: Final = PREFIXES["xsd"]
_INTEGERS: Final = (
    "integer", "long", "int", "short", "byte", "nonNegativeInteger", "positiveInteger", "nonPositiveInteger",
    "negativeInteger", "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte",
)  # fmt: skip
_MOST_DIGITS: Final = 4_000
"""Python reads no integer of more than 4,300 digits, since its cost grows with their square."""


def value_of(literal: ox.Literal) -> Any:
    """The value of a literal: bool, int, float, Decimal, date, datetime, or else its text.

    The text, too, where Python has no such value: the year 12000, an integer of a million digits, `"old"^^xsd:date`.
    """
    convert = _CONVERT.get(literal.datatype.value)
    if convert is None or len(literal.value) > _MOST_DIGITS:
        return literal.value
    try:
        return convert(literal.value.strip(" \t\r\n"))
    except (ValueError, ArithmeticError, KeyError):
        return literal.value


def _decimal(text: str) -> Any:
    from decimal import Decimal

    return Decimal(text)


def _date(text: str) -> Any:
    from datetime import date

    return date.fromisoformat(text)


def _moment(text: str) -> Any:
    from datetime import datetime

    return datetime.fromisoformat(text)


_CONVERT: Final[dict[str, Callable[[str], Any]]] = {
    **{_XSD + name: int for name in _INTEGERS},
    _XSD + "boolean": {"true": True, "1": True, "false": False, "0": False}.__getitem__,
    _XSD + "decimal": _decimal,
    _XSD + "double": float,
    _XSD + "float": float,
    _XSD + "date": _date,
    _XSD + "dateTime": _moment,
}
