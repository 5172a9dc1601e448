"""What is asked of a query before an engine sees it.

An engine in this process has no time-out; one that overflows its stack takes the process with it; one
that evaluates SERVICE opens a socket. So a query is read as tokens first, and refused, by name, when it
is too large, nested too deep, or reaches outside the graph. Strings, IRIs and comments are no keywords; a
prefix that begins like one is refused with it. What slips through meets `evaluation`.
"""

from __future__ import annotations

import re
from typing import Final

from homage_graph.errors import QueryError

__all__ = ["MAX_CHARACTERS", "MAX_NESTING", "check"]

MAX_CHARACTERS: Final = 65_536
"""Longest query, in characters."""
MAX_NESTING: Final = 128
"""Deepest nesting of brackets, and longest run of `!`, `-` or `+` signs."""

_TOKEN = re.compile(
    r"""(?P<comment>\#[^\r\n]*+)
      | (?P<string>\"{3}(?:[^\"\\]|\\.|\"(?!\"\"))*+\"{3} | '{3}(?:[^'\\]|\\.|'(?!''))*+'{3}
                 | \"(?:[^\"\\\r\n]|\\.)*+\" | '(?:[^'\\\r\n]|\\.)*+')
      | (?P<iri><[^<>\"{}|^`\\\x00-\x20]*+>)
      | (?P<open>[({\[])
      | (?P<close>[)}\]])
      | (?P<variable>[?$]\w++)
      | (?P<word>[^\W\d]\w*+(?:[.-]++\w++)*+(?::(?:[\w:%]|[.-]++(?=[\w:%])|\\.)*+)?)
      | (?P<local_name>:(?:[\w:%]|[.-]++(?=[\w:%])|\\.)*+)
      | (?P<sign>[!+-])
      | (?P<space>\s++)
      | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)

_REFUSED = {
    "SERVICE": "SERVICE is refused: a query asks this graph and no other endpoint",
    "FROM": "FROM is refused: a query asks the graph it is given (for what is written only, use --asserted)",
}


def check(text: str, origin: str = "query") -> None:
    """Refuse a query that would leave the graph or exhaust the engine's stack.

    Raises:
        QueryError: With its place, and the limit it breaks.
    """
    if len(text) > MAX_CHARACTERS:
        raise QueryError(f"a query has at most {MAX_CHARACTERS:,} characters; this one has {len(text):,}", origin)
    depth = signs = 0
    for token in _TOKEN.finditer(text):
        kind = token.lastgroup
        if kind in ("space", "comment"):
            continue
        signs = signs + 1 if kind == "sign" else 0
        depth += (kind == "open") - (kind == "close")
        if max(depth, signs) > MAX_NESTING:
            raise QueryError(f"nested deeper than {MAX_NESTING} levels", origin, *_place(text, token.start()))
        if kind == "word" and (reason := _refusal(token.group())):
            raise QueryError(reason, origin, *_place(text, token.start()))
        if kind == "other" and token.group() == "\0":
            raise QueryError("a NUL character is no part of SPARQL", origin, *_place(text, token.start()))


def _refusal(word: str) -> str | None:
    """Why a word is refused. Engines want no space behind a keyword, so `SERVICEex:a` is one too."""
    return next((reason for keyword, reason in _REFUSED.items() if word.upper().startswith(keyword)), None)


def _place(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1
