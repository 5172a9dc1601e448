"""The words of a Turtle or N-Triples text: where each begins and ends, and of what kind it is.

What a file means is decided by pyoxigraph alone, which does not say where it read what. These tokens say where, and
nothing more. They follow the grammar's terminals (Turtle 1.1, section 6.5), and no text makes them backtrack or
recurse.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Lines", "Token", "matches", "tokens"]

_LETTERS = (
    r"A-Za-z\xC0-\xD6\xD8-\xF6\xF8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C\u200D\u2070-\u218F\u2C00-\u2FEF"
    r"\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF"
)
_SIGN = rf"[{_LETTERS}_\-0-9\xB7\u0300-\u036F\u203F\u2040]"
"""What a name is made of: the grammar's PN_CHARS."""
_NAME_SIGN = rf"(?:{_SIGN}|:|%[0-9A-Fa-f]{{2}}|\\[_~.\-!$&'()*+,;=/?#@%])"
_LINE_END = re.compile(r"\r\n?|\n")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a text.

    Attributes:
        kind: One of `space`; `comment`; `string`, the quotes and what is between them; `iri`, in angle brackets;
            `directive`, the word `@prefix`, `PREFIX`, `@base` …; `mark`, a punctuation mark, and after a string also
            `^^` and a language tag; `number`; `name`, a prefixed name, a blank node's label, `a`, `true`, `false`.
        start: The offset of its first character.
        end: The offset after its last.
    """

    kind: str
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """Every token of a text, so that they join up to it again.

    They end where no token begins, which no well-formed text has.
    """
    for match in matches(text):
        assert match.lastgroup is not None  # noqa: S101 - every alternative has a name
        yield Token(match.lastgroup, match.start(), match.end())


def matches(text: str) -> Iterator[re.Match[str]]:
    """The same as matches of a regular expression, whose last group is the kind: half the time for who reads much."""
    for match in _pattern().finditer(text):
        if match.lastgroup == "nothing":
            return
        yield match


class Lines:
    """Where the lines of a text begin, counted as pyoxigraph does: LF, CRLF and a lone CR each end one."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in _LINE_END.finditer(self._text))]

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def offset(self, line: int, column: int) -> int:
        """The offset of a place; of one behind the text, the text's end."""
        start = self._starts[line - 1] if line <= len(self._starts) else len(self._text)
        return min(start + column - 1, len(self._text))


@cache
def _pattern() -> re.Pattern[str]:
    """Compiled when first asked for, because that takes longer than reading a small graph.

    Every repetition is possessive: what was read is never tried again.
    """
    return re.compile(
        rf"""
          (?P<space>[ \t\r\n]++)
        | (?P<comment>\#[^\r\n]*+)
        | (?P<string>
              \"\"\"(?:[^"\\]|\\.|"(?!""))*+\"\"\" | '''(?:[^'\\]|\\.|'(?!''))*+'''
            | "(?!"")(?:[^"\\\r\n]|\\[^\r\n])*+"   | '(?!'')(?:[^'\\\r\n]|\\[^\r\n])*+' )
        | (?P<iri><[^<>"{{}}|^`\x00-\x20]*+>)
        | (?P<directive>(?:(?<!["'])@(?:prefix|base|version)|(?i:prefix|base|version)(?![:.%\\]))(?![\w-]))
        | (?P<number>[+-]?(?:(?:[0-9]++(?:\.[0-9]*+)?|\.[0-9]++)[eE][+-]?[0-9]++|[0-9]*+\.[0-9]++|[0-9]++))
        | (?P<name>_:(?!\.)(?:\.*+{_SIGN})++|(?!\.)(?:\.*+{_NAME_SIGN})++)
        | (?P<mark>[\[\]();,.]|\^\^|@[A-Za-z]++(?:-[A-Za-z0-9]++)*+)
        | (?P<nothing>.)
        """,
        re.VERBOSE | re.DOTALL,
    )
