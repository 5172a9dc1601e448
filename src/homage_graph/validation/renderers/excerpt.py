"""Pieces of a file as a reader sees them: its lines, with marks under what is meant.

Columns of a span count characters, columns of a terminal do not: here the one becomes the other.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from homage_graph.validation import Span
from homage_graph.validation.renderers.wording import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from homage_graph.validation import Replacement

__all__ = ["Mark", "Row", "Sources", "columns", "excerpt", "mended"]

_TAB: Final = "    "
_WHOLE: Final = 4
"""Lines of a span that are all shown; of a longer one, the first and the last."""
_JAMO: Final = (range(0x1160, 0x1200), range(0xD7B0, 0xD800))
"""Vowels and final consonants of decomposed Hangul, which join the consonant before them."""


@dataclass(frozen=True)
class Mark:
    """What to draw under a piece of a file.

    Attributes:
        span: The piece.
        sign: One character, repeated below all of it; once for an empty span.
        message: What to say beside it.
    """

    span: Span
    sign: str
    message: str = ""


@dataclass(frozen=True)
class Row:
    """A row of an excerpt.

    Attributes:
        text: What it shows, without white space at its end.
        number: The line's; None for what is below a line, or between lines.
        sign: The mark's, for a row of marks; empty for a line and for a gap.
    """

    text: str
    number: int | None = None
    sign: str = ""


class Sources:
    """The lines of some files, each file split when it is first asked for."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._lines: dict[str, list[str]] = {}

    def lines(self, path: str) -> list[str]:
        """A file's lines without their ends; none of a file whose text is not known."""
        if path not in self._lines:
            text = self._texts.get(path)
            self._lines[path] = [] if text is None else [line.removesuffix("\r") for line in text.split("\n")]
        return self._lines[path]


@dataclass(frozen=True)
class _Piece:
    """What a mark covers of one line, by the characters before its ends."""

    line: int
    start: int
    end: int
    mark: Mark


def excerpt(lines: Sequence[str], marks: Sequence[Mark], room: int) -> list[Row]:
    """The marked lines, each with its marks below it.

    Args:
        lines: The file's.
        marks: All in that file, the most important first; one that is not within the lines is left out.
        room: Columns that a line may take. Of a longer one, what surrounds the mark is shown.
    """
    pieces = [piece for mark in marks for piece in _pieces(mark, lines)]
    shown = sorted({piece.line for piece in pieces})
    rows: list[Row] = []
    for before, number in zip([None, *shown], shown, strict=False):
        if before is not None and number - before > 1:
            rows.append(Row("..."))
        rows += _line(lines[number - 1], number, [piece for piece in pieces if piece.line == number], room)
    return rows


def columns(text: str) -> int:
    """How many columns of a terminal a text takes.

    Two for East Asian wide characters, none for those that combine with the one before, or are not shown.
    """
    return len(text) if text.isascii() else sum(map(_columns_of, text))


def mended(lines: Sequence[str], replacements: Sequence[Replacement]) -> tuple[list[str], list[Mark]] | None:
    """A file as replacements would leave it, with marks on what they write: `~` instead of something, `+` anew.

    Args:
        lines: The file's.
        replacements: In the order of their places.

    Returns:
        The new lines and the marks in them; None if a replacement is not within the lines, or overlaps another.
    """
    result: list[str] = []
    marks: list[Mark] = []
    open_line, place = "", (0, 0)

    def copy(until: tuple[int, int]) -> None:
        nonlocal open_line
        if place[0] == until[0]:
            open_line += lines[until[0]][place[1] : until[1]]
            return
        result.append(open_line + lines[place[0]][place[1] :])
        result.extend(lines[place[0] + 1 : until[0]])
        open_line = lines[until[0]][: until[1]]

    for replacement in replacements:
        ends = _ends(replacement.span, lines)
        if ends is None or ends[0] < place:
            return None
        copy(ends[0])
        line, column = len(result) + 1, len(open_line) + 1
        *whole, last = (open_line + replacement.text).split("\n")
        result += whole
        open_line = last
        if replacement.text:
            span = Span(replacement.span.path, line, column, len(result) + 1, len(open_line) + 1)
            marks.append(Mark(span, "+" if ends[0] == ends[1] else "~"))
        place = ends[1]
    if lines:
        copy((len(lines) - 1, len(lines[-1])))
    return [*result, open_line], marks


def _ends(span: Span, lines: Sequence[str]) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Line and character, from 0, at which a span begins and ends; None if that is not within the lines."""
    if span.line is None or span.column is None or span.end_line is None or span.end_column is None:
        return None
    start, end = (span.line - 1, span.column - 1), (span.end_line - 1, span.end_column - 1)
    inside = all(0 <= line < len(lines) and 0 <= column <= len(lines[line]) for line, column in (start, end))
    return (start, end) if inside and start <= end else None


def _pieces(mark: Mark, lines: Sequence[str]) -> list[_Piece]:
    """What a mark covers, line by line; white space around it, and empty lines in it, apart."""
    span = mark.span
    if span.line is None or not 1 <= span.line <= len(lines):
        return []
    if span.column is None:
        return [_Piece(span.line, *_content(lines[span.line - 1]), mark)]
    last, end_column = max(span.end_line or span.line, span.line), span.end_column or span.column
    if last > span.line and (end_column == 1 or last > len(lines)):  # it ends with the line before
        last = min(last - 1, len(lines))
        end_column = len(lines[last - 1]) + 1
    is_long = last - span.line >= _WHOLE
    pieces = []
    for number in (span.line, last) if is_long else range(span.line, last + 1):
        line = lines[number - 1]
        first, end = _content(line)
        start = min(span.column - 1, len(line)) if number == span.line else first
        end = max(min(end_column - 1, len(line)) if number == last else end, start)
        pieces.append(_Piece(number, start, end, mark))
    *all_but_last, last_piece = [piece for piece in pieces if piece.end > piece.start] or pieces[:1]
    silent = replace(mark, message="")  # what there is to say is said once
    return [*(replace(piece, mark=silent) for piece in all_but_last), last_piece]


def _content(line: str) -> tuple[int, int]:
    """Where a line's first character other than white space is, and where its last one ends."""
    end = len(line.rstrip())
    return (len(line) - len(line.lstrip()) if end else 0), end


def _line(line: str, number: int, pieces: Sequence[_Piece], room: int) -> Iterator[Row]:
    """A line and its marks; one that does not fit once for each mark, cut around it."""
    if len(line) <= room * 4:  # a longer one is not even measured: it may have a million characters
        cells = [_cell(character) for character in line]
        if sum(map(columns, cells)) <= room:
            yield Row("".join(cells).rstrip(), number)
            before = [0, *accumulate(map(columns, cells))]
            for piece in pieces:
                yield _marked(piece.mark, before[piece.start], before[piece.end])
            return
    for piece in pieces:
        yield from _cut(line, piece, room)


def _cut(line: str, piece: _Piece, room: int) -> Iterator[Row]:
    """The surroundings of a piece, with … where something is left out, and the mark below."""
    skipped = max(piece.start - room, 0)
    cells = [_cell(character) for character in line[skipped : piece.start + room]]
    before = [0, *accumulate(map(columns, cells))]
    start, end = piece.start - skipped, piece.end - skipped
    inside = max(room - 2, 1)  # a mark of omission at each side
    reach = before[min(end, len(cells))] - before[start]
    left = before[start] - max(inside - reach, 0) // 2
    if skipped + len(cells) == len(line):
        left = min(left, before[-1] - inside)
    first = next(number for number, column in enumerate(before) if column >= left or number == start)
    while first < start and not columns(cells[first]):  # what combines with something left out
        first += 1
    last = start
    while last < len(cells) and before[last + 1] - before[first] <= inside:
        last += 1
    head = "…" if skipped + first else ""
    tail = "…" if skipped + last < len(line) else ""
    yield Row(f"{head}{''.join(cells[first:last])}{tail}".rstrip(), piece.line)
    begin = len(head) + before[start] - before[first]
    beyond = 1 if end > last else 0
    yield _marked(piece.mark, begin, begin + before[min(end, last)] - before[start] + beyond)


def _marked(mark: Mark, start: int, end: int) -> Row:
    signs = mark.sign * max(end - start, 1)
    return Row(f"{' ' * start}{signs} {mark.message}".rstrip(), sign=mark.sign)


def _cell(character: str) -> str:
    return _TAB if character == "\t" else visible(character)


def _columns_of(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf") or any(ord(character) in jamo for jamo in _JAMO):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
