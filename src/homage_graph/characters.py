"""Characters that nobody sees, and that make text look like something else."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

__all__ = ["BIDIRECTIONAL", "UNSEEN", "ZERO_WIDTH", "code_points", "find_unseen", "visible"]

_CONTROL: Final = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff"
"""What no text has but tab and newline: controls, separators of lines, and what is no character at all."""
BIDIRECTIONAL: Final = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""Characters that turn the direction of text, as a class of a regular expression."""
ZERO_WIDTH: Final = (
    "\u00ad\u034f\u115f\u1160\u180e\u200b\u2060-\u2064\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f"
)
"""Characters that take no room, or look like a space and are none, as a class of a regular expression.

Not the joiners U+200C and U+200D, which Persian, the scripts of India and emoji cannot be written without.
"""
UNSEEN: Final = f"{_CONTROL}{BIDIRECTIONAL}{ZERO_WIDTH}"
"""Control, bidirectional and zero-width characters, as a class of a regular expression; not tab and newline."""

_SUSPECT: Final = re.compile(f"[{UNSEEN}\u200c\u200d]")
_FLAG: Final = re.compile("\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f")
_IN_LINE: Final = re.compile(f"[\t\n{UNSEEN}]")
_JOINERS: Final = "\u200c\u200d"
_UNJOINED: Final = ("LATIN ", "GREEK ", "CYRILLIC ", "HANGUL ", "CJK ", "HIRAGANA ", "KATAKANA ")


def find_unseen(text: str) -> tuple[int, ...]:
    r"""The places in a text of the characters that nobody sees and that have no business there.

    Allowed are isolates that are closed again on their line (Unicode Standard Annex 9, section 2.4), joiners between
    what can be joined, and the flags of regions, which are spelt in tags.

    >>> find_unseen("a\u200bb"), find_unseen("\u2067\u05d0\u2069"), find_unseen("\u2067\u05d0")
    ((1,), (), (0,))
    """
    if _SUSPECT.search(text) is None:
        return ()
    suspects = {found.start() for found in _SUSPECT.finditer(text)}
    for flag in _FLAG.finditer(text):
        suspects.difference_update(range(*flag.span()))
    return tuple(sorted(suspects - _isolates(text) - {place for place in suspects if _joins(text, place)}))


def code_points(characters: str) -> str:
    r"""The characters of a text by number, each once, in order.

    >>> code_points("\u202e\x00\u202e")
    'U+0000, U+202E'
    """
    return ", ".join(f"U+{ord(character):04X}" for character in sorted(set(characters)))


def visible(text: str, most: int) -> str:
    r"""A text on one line, cut where it is longer than `most`, with escapes for what cannot be seen.

    >>> print(visible("a\u202eb\n" + "c" * 100, 5))
    a\u202eb\n…
    """
    short = text if len(text) <= most else f"{text[: most - 1]}…"
    return _IN_LINE.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), short)


def _isolates(text: str) -> set[int]:
    """The places of isolates that are opened and closed on one line."""
    balanced: set[int] = set()
    opened: list[int] = []
    for place, character in enumerate(text):
        if character == "\n":
            opened.clear()
        elif "\u2066" <= character <= "\u2068":
            opened.append(place)
        elif character == "\u2069" and opened:
            balanced |= {opened.pop(), place}
    return balanced


def _joins(text: str, place: int) -> bool:
    if text[place] not in _JOINERS or place in (0, len(text) - 1):
        return False
    before = text[place - 1]
    return not before.isascii() and not unicodedata.name(before, "").startswith(_UNJOINED)
