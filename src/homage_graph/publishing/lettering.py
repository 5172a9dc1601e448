"""How wide a text may become in a font nobody knows, and where to break it.

The widths are those of DejaVu Sans, the widest of the typefaces that browsers fall back to for a sans-serif (Arial,
Helvetica, Liberation Sans and Noto Sans are narrower), rounded up; a bold one is 15 % wider. East Asian wide characters
(Unicode Standard Annex 11) take a square of the size and a little more. So a text may leave room, and never overflows.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Final

__all__ = ["cut", "width_of", "wrapped"]

_EMS: Final = {
    character: ems
    for ems, characters in (
        (0.3, "'ijl"),
        (0.35, " ,./:;\\|I"),
        (0.4, "()-[]ft‐‑‘’‚"),
        (0.45, "!r"),
        (0.55, '"*J`csz–“”„·'),
        (0.6, "?L_kvxy"),
        (0.65, "$0123456789FTabdeghnopqu{}"),
        (0.7, "ABEKPSVXYZ"),
        (0.75, "CNRU"),
        (0.8, "&DGHOQ"),
        (0.85, "#+<=>^w~"),
        (0.9, "M"),
        (1.0, "%Wm—…→"),
        (1.05, "@"),
    )
    for character in characters
}
_WIDE: Final = 1.1
_EMOJI: Final = 1.45
_OTHER: Final = 1.25
_BOLD: Final = 1.15


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a text may become, in the units of its size."""
    return sum(map(_ems, text)) * size * (_BOLD if bold else 1)


def wrapped(text: str, size: float, width: float, most: int, *, bold: bool = False) -> list[str]:
    """Lines no wider than a width, broken between words, and within a word that is wider; at most so many.

    Where there would be more, the last one ends with an ellipsis.
    """
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if width_of(longer, size, bold=bold) <= width:
            line = longer
            continue
        lines += [line] if line else []
        *full, line = _pieces(word, size, width, bold=bold)
        lines += full
    lines.append(line)
    if len(lines) > most:
        last = f"{lines[most - 1]} …"
        while width_of(last, size, bold=bold) > width and len(last) > 1:
            last = f"{last[:-2].rstrip()}…"
        lines = [*lines[: most - 1], last]
    return lines


def cut(text: str, most: int) -> str:
    """A text of at most so many characters, the last of them an ellipsis where some are left out."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _pieces(word: str, size: float, width: float, *, bold: bool) -> list[str]:
    """A word in pieces no wider than a width; marks stay with the letter they are on."""
    pieces, piece, taken = [], "", 0.0
    for character in word:
        more = width_of(character, size, bold=bold)
        if piece and more and taken + more > width:
            pieces.append(piece)
            piece, taken = "", 0.0
        piece += character
        taken += more
    return [*pieces, piece]


@cache
def _ems(character: str) -> float:
    if character in _EMS:
        return _EMS[character]
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0.0
    base = unicodedata.normalize("NFD", character)[0]
    if base in _EMS:  # a letter with an accent
        return _EMS[base] + 0.05
    if unicodedata.east_asian_width(character) in "WF":
        return _EMOJI if unicodedata.category(character) == "So" else _WIDE
    return _OTHER
