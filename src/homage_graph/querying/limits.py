"""What is asked of a query before an engine sees it.

An engine in this process has no time-out; one that overflows its stack takes the process with it; one
that evaluates SERVICE opens a socket; one that orders a hundred joins takes longer over that than over the
joins. So a query is read as tokens first, and refused, by name, when it is too large, nested too deep, or
reaches outside the graph. Strings, IRIs and comments are no keywords; a prefix that begins like one is
refused with it. What slips through meets `evaluation`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NoReturn

from homage_graph.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["MAX_CHARACTERS", "MAX_NESTING", "MAX_PATTERNS", "check"]

MAX_CHARACTERS: Final = 65_536
"""Longest query, in characters."""
MAX_NESTING: Final = 128
"""Deepest nesting of brackets, and longest run of `!`, `-` or `+` signs."""
MAX_PATTERNS: Final = 64
"""Most triple patterns; each step of a property path, and each member of a list, is one."""
_MAX_NUMBER: Final = 2**64 - 1
"""The most that engines can count."""
_DIGITS: Final = 21
"""Digits of a number that are read: more are too many already."""

_TOKEN = re.compile(
    r"""(?P<comment>\#[^\r\n]*+)
      | (?P<string>\"{3}(?:[^\"\\]|\\.|\"(?!\"\"))*+\"{3} | '{3}(?:[^'\\]|\\.|'(?!''))*+'{3}
                 | \"(?:[^\"\\\r\n]|\\.)*+\" | '(?:[^'\\\r\n]|\\.)*+')
      | (?P<language>@[A-Za-z]++(?:-[A-Za-z0-9]++)*+)
      | (?P<iri><[^<>\"{}|^`\\\x00-\x20]*+>)
      | (?P<open>[({\[])
      | (?P<close>[)}\]])
      | (?P<variable>[?$]\w++)
      | (?P<word>[^\W\d]\w*+(?:[.-]++\w++)*+(?::(?:[\w:%]|[.-]++(?=[\w:%])|\\.)*+)?)
      | (?P<local_name>:(?:[\w:%]|[.-]++(?=[\w:%])|\\.)*+)
      | (?P<number>[0-9]++(?:\.[0-9]++)?+(?:[eE][0-9]++)?+)
      | (?P<sign>[!+-])
      | (?P<space>\s++)
      | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)

_REFUSED: Final = {
    "SERVICE": "SERVICE is refused: a query asks this graph and no other endpoint",
    "FROM": "FROM is refused: a query asks the graph it is given (for what is written only, use --asserted)",
}
_PROLOGUE: Final = {"", "BASE", "PREFIX", "VERSION"}
_SET: Final = {"DISTINCT", "REDUCED"}
_UPDATES: Final = {"ADD", "CLEAR", "COPY", "CREATE", "DELETE", "DROP", "INSERT", "LOAD", "MOVE", "WITH"}


def check(text: str, origin: str = "query") -> None:
    """Refuse a query that would leave the graph, change it, or exhaust the engine.

    Raises:
        QueryError: With its place, and the limit it breaks.
    """
    if len(text) > MAX_CHARACTERS:
        raise QueryError(f"a query has at most {MAX_CHARACTERS:,} characters; this one has {len(text):,}", origin)

    def refuse(reason: str, offset: int) -> NoReturn:
        raise QueryError(reason, origin, *_place(text, offset))

    if (nul := text.find("\0")) >= 0:
        refuse("a NUL character is no part of SPARQL", nul)
    form = next((token for token in _tokens(text) if _keyword(token) not in _PROLOGUE), None)
    if form and _keyword(form) in _UPDATES:
        refuse(f"{_keyword(form)} is an update, and a query changes nothing; ask with SELECT", form.start())
    depth = signs = 0
    before = ""
    patterns = _Patterns()
    for token in _tokens(text):
        kind, word, keyword = token.lastgroup, token.group(), _keyword(token)
        signs = signs + 1 if kind == "sign" else 0
        depth += (kind == "open") - (kind == "close")
        if max(depth, signs) > MAX_NESTING:
            refuse(f"nested deeper than {MAX_NESTING} levels", token.start())
        if reason := _refusal(token) or _misfit(token, before):
            refuse(reason, token.start())
        patterns.take(kind, word, keyword)
        if patterns.count > MAX_PATTERNS:
            refuse(
                f"a query has at most {MAX_PATTERNS} triple patterns, each step of a path one; ask in several queries",
                token.start(),
            )
        before = keyword


def _tokens(text: str) -> Iterator[re.Match[str]]:
    return (token for token in _TOKEN.finditer(text) if token.lastgroup not in ("space", "comment"))


def _keyword(token: re.Match[str]) -> str:
    """The token in capitals, where it may be a keyword; else nothing."""
    return token.group().upper() if token.lastgroup == "word" and ":" not in token.group() else ""


def _refusal(token: re.Match[str]) -> str | None:
    """Why a word is refused. Engines want no space behind a keyword, so `SERVICEex:a` is one too."""
    word = token.group().upper() if token.lastgroup == "word" else ""
    return next((reason for keyword, reason in _REFUSED.items() if word.startswith(keyword)), None)


def _misfit(token: re.Match[str], before: str) -> str | None:
    """Why a token cannot stand behind a keyword, where an engine would not say so, or not there."""
    kind, word = token.lastgroup, token.group()
    if before == "SELECT" and kind != "variable" and word not in ("(", "*") and _keyword(token) not in _SET:
        return "SELECT is followed by variables, by (expression AS ?variable), or by *"
    if before in ("LIMIT", "OFFSET") and word.isdecimal() and int(word[:_DIGITS]) > _MAX_NUMBER:
        return f"{before} is at most {_MAX_NUMBER:,}"
    return None


@dataclass
class _Bracket:
    """A bracket that is open: whether patterns are counted in it, and the last keyword that still governs."""

    word: str
    counts: bool
    keyword: str = ""


class _Patterns:
    """Counts the triple patterns of a query, token by token.

    A pattern is what stands between two separators in a group, be they of statements or of the steps of a
    path. Expressions, solution modifiers, VALUES and the template of a CONSTRUCT have none; but there may be
    a group in them, behind EXISTS or as a query of its own.
    """

    def __init__(self) -> None:
        self.count = 0
        self._brackets = [_Bracket("", counts=False)]
        self._is_begun = False
        self._follows_term = False

    def take(self, kind: str | None, word: str, keyword: str) -> None:
        """Take the next token; `keyword` is its word in capitals, where it may be one."""
        inner = self._brackets[-1]
        follows_term, self._follows_term = self._follows_term, False
        if word == "{":
            self._end()
            self._brackets.append(_Bracket(word, counts=inner.keyword not in ("VALUES", "CONSTRUCT")))
            inner.keyword = ""
        elif word == "(":
            self._brackets.append(_Bracket(word, counts=inner.counts and not inner.keyword))
        elif word in (")", "}"):
            self._close(word)
        elif keyword not in ("", "A", "TRUE", "FALSE"):
            self._end()
            inner.keyword = keyword
            inner.counts &= keyword != "SELECT"  # of a query in a group: what comes is its head
        elif word in ("[", "]", ".", ";", ",", "/", "|"):
            self._end()
            inner.keyword = ""
        elif inner.counts and not inner.keyword and kind not in ("other", "sign", "language"):
            self.count += follows_term and inner.word == "("  # a member of a list
            self._is_begun = self._follows_term = True

    def _close(self, word: str) -> None:
        if word == "}":
            self._end()
        if len(self._brackets) > 1:
            self._brackets.pop()
        if word == "}" or self._brackets[-1].keyword != "VALUES":  # whose variables may stand in brackets
            self._brackets[-1].keyword = ""

    def _end(self) -> None:
        self.count += self._is_begun
        self._is_begun = False


def _place(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1
