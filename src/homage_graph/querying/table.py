"""Tables for people: plain text, wrapped to a width, wide characters counted as wide."""

from __future__ import annotations

import unicodedata
from itertools import takewhile, zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["render"]

_GAP = "   "
_LONG_WORD = 32
"""A word of more columns than this may be broken."""


def render(headings: Sequence[str], rows: Sequence[Sequence[str]], *, width: int, right: Sequence[int] = ()) -> str:
    """A heading, a rule, and the rows.

    Long cells wrap. What a row has in common with the one above, from the left on, is not said again.

    Args:
        headings: One a column.
        rows: Cells without line ends; as many a row as there are headings.
        width: Terminal columns to fill at most. Very narrow ones are overrun, never cut.
        right: Numbers of the columns that are set flush right.
    """
    natural = [max(_columns(row[number]) for row in (headings, *rows)) for number in range(len(headings))]
    room = width - len(_GAP) * (len(headings) - 1)
    words = [
        max(_columns(word) for row in (headings, *rows) for word in row[n].split() or [""])
        for n in range(len(headings))
    ]
    widths = _fitted(natural, words, room)
    spread = sum(natural) > room * 1.4  # rows of many lines get an empty one between them
    lines = [_line(headings, widths, right), "─" * (sum(widths) + len(_GAP) * (len(widths) - 1))]
    for number, row in enumerate(_without_repetition(rows)):
        if spread and number:
            lines.append("")
        wrapped = [_wrap(cell, column) for cell, column in zip(row, widths, strict=True)]
        lines += [_line(cells, widths, right) for cells in zip_longest(*wrapped, fillvalue="")]
    return "\n".join(lines) + "\n"


def _fitted(natural: Sequence[int], words: Sequence[int], room: int) -> list[int]:
    """Widths that fill the room and no more.

    Each column gets its longest word; what is left is shared by those that could use it, short ones
    first, and the widest, a quote's, gets two shares.
    """
    longest = _LONG_WORD if sum(min(word, _LONG_WORD) for word in words) <= room else max(room // len(words), 4)
    widths = [min(word, longest) for word in words]
    wanting = {number: natural[number] - width for number, width in enumerate(widths) if natural[number] > width}
    spare = max(room - sum(widths), 0)
    widest = max(wanting, key=lambda number: natural[number], default=None)
    while wanting:
        share = spare // (len(wanting) + (widest in wanting))
        shares = {number: share * (2 if number == widest else 1) for number in wanting}
        content = [number for number, want in wanting.items() if want <= shares[number]]
        for number in content or list(wanting):
            given = wanting.pop(number) if content else min(wanting.pop(number), shares[number])
            widths[number] += given
            spare -= given
    return widths


def _without_repetition(rows: Sequence[Sequence[str]]) -> Iterator[list[str]]:
    above: Sequence[str] = ()
    for row in rows:
        same = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(row, above, strict=False))))
        yield ["" if number < same < len(row) else cell for number, cell in enumerate(row)]
        above = row


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[int]) -> str:
    padded = []
    for number, (cell, width) in enumerate(zip(cells, widths, strict=True)):
        padding = " " * (width - _columns(cell))
        padded.append(padding + cell if number in right else cell + padding)
    return _GAP.join(padded).rstrip()


def _wrap(text: str, width: int) -> list[str]:
    """Lines of at most `width` columns, broken between words, and within one that is longer than a line."""
    lines, line = [], ""
    for word in text.split():
        if line and _columns(line) + 1 + _columns(word) > width:
            lines.append(line)
            line = ""
        line = f"{line} {word}" if line else word
        if _columns(line) > width:
            *full, line = _cut(line, width)
            lines += full
    return [*lines, line]


def _cut(word: str, width: int) -> Iterator[str]:
    """A word longer than a line, in pieces of at most `width` columns."""
    start = taken = 0
    for number, character in enumerate(word):
        wide = _columns(character)
        if taken + wide > width and number > start:
            yield word[start:number]
            start, taken = number, 0
        taken += wide
    yield word[start:]


def _columns(text: str) -> int:
    """How many columns of a terminal a text takes: two for East Asian wide characters, none for combining ones."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
    )
