r"""A literal as it is spelt in a file, and the least change that makes another literal of it.

What need not change stays letter for letter: the quotes, the escapes, the language tag and the datatype.

>>> without(r'"a\u200Bb\t"@en', [1])
'"ab\\t"@en'
>>> respelt("'''1_000'''^^xsd:integer", "1000")
"'''1000'''^^xsd:integer"
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

__all__ = ["composed", "datatype_respelt", "extent", "respelt", "without"]

_QUOTES: Final = ('"""', "'''", '"', "'")
_REST: Final = re.compile(r"|@[A-Za-z0-9-]+|\^\^\S+")
_UNIT: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})|\\(.)|(.)", re.DOTALL)
_NAMED: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_ESCAPES: Final = str.maketrans({
    "\t": "\\t", "\b": "\\b", "\n": "\\n", "\r": "\\r", "\f": "\\f", "\\": "\\\\", '"': '\\"', "'": "\\'",
})  # fmt: skip


@dataclass(frozen=True)
class _Spelling:
    """A quoted literal, taken apart: `rest` is its language tag or datatype, `units` a character or escape each."""

    quotes: str
    units: tuple[tuple[str, str], ...]
    rest: str

    def with_body(self, body: str) -> str:
        return f"{self.quotes}{body}{self.quotes}{self.rest}"


def without(spelling: str, places: Collection[int]) -> str | None:
    """The literal without the characters at some places of its value; None if the spelling is no quoted literal."""
    read = _read(spelling)
    if read is None:
        return None
    return read.with_body("".join(unit for place, (unit, _) in enumerate(read.units) if place not in places))


def extent(spelling: str, place: int) -> tuple[int, int] | None:
    """Where a character of the value is in the spelling, as offsets; None if the spelling is no quoted literal."""
    read = _read(spelling)
    if read is None:
        return None
    start = len(read.quotes) + sum(len(unit) for unit, _ in read.units[:place])
    return start, start + len(read.units[place][0])


def composed(spelling: str) -> str | None:
    """The literal in Unicode's normalisation form C; None if the spelling is no quoted literal."""
    read = _read(spelling)
    if read is None:
        return None
    value = unicodedata.normalize("NFC", "".join(character for _, character in read.units))
    least = read.with_body("".join(_composed(read.units)))
    return least if _value(least) == value else respelt(spelling, value)


def respelt(spelling: str, value: str) -> str | None:
    """The literal with another value, in the same quotes; None if the spelling is no quoted literal."""
    read = _read(spelling)
    return None if read is None else read.with_body(value.translate(_ESCAPES))


def datatype_respelt(spelling: str, datatype: str) -> str | None:
    """The literal with another datatype, given as it is to be written; None if the spelling has none."""
    read = _read(spelling)
    if read is None or not read.rest.startswith("^^"):
        return None
    return f"{spelling.removesuffix(read.rest)}^^{datatype}"


def _read(spelling: str) -> _Spelling | None:
    quotes = next((quotes for quotes in _QUOTES if spelling.startswith(quotes)), None)
    if quotes is None:
        return None
    end = spelling.rfind(quotes)
    rest = spelling[end + len(quotes) :]
    if end < len(quotes) or _REST.fullmatch(rest) is None:
        return None
    units = tuple((unit[0], _character(unit)) for unit in _UNIT.finditer(spelling[len(quotes) : end]))
    return _Spelling(quotes, units, rest)


def _character(unit: re.Match[str]) -> str:
    if code := unit[1] or unit[2]:
        return chr(int(code, 16))
    return _NAMED.get(unit[3], unit[3]) if unit[3] else unit[4]


def _value(spelling: str) -> str | None:
    read = _read(spelling)
    return None if read is None else "".join(character for _, character in read.units)


def _composed(units: tuple[tuple[str, str], ...]) -> Iterator[str]:
    """The units, with each cluster that is not composed written anew."""
    cluster: list[tuple[str, str]] = []
    for unit in (*units, ("", "")):
        if cluster and not _continues(unit[1]):
            text = "".join(character for _, character in cluster)
            if unicodedata.is_normalized("NFC", text):
                yield from (raw for raw, _ in cluster)
            else:
                yield unicodedata.normalize("NFC", text).translate(_ESCAPES)
            cluster = []
        cluster.append(unit)


def _continues(character: str) -> bool:
    """Whether a character may melt into the one before it: a mark, or a vowel or final consonant of Hangul."""
    return bool(character) and (unicodedata.combining(character) > 0 or "\u1160" <= character <= "\u11ff")
