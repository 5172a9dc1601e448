"""Where in a Turtle or N-Triples file each statement stands.

The files have been parsed before, strictly, by pyoxigraph, which does not say where. This reads the same
text once more as tokens, and notes the place of each object; it never decides what a file means.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin

import pyoxigraph as ox

from homage_graph.validation import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from homage_graph.reading import Document
    from homage_graph.vocabulary import Term

    Key = tuple[str | None, str | None, str | None]
    Statement = tuple[Term, Term, Term]

__all__ = ["Positions"]

_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_TOKEN: Final = re.compile(
    r"""
      (?P<space>\s+|\#[^\n]*)
    | (?P<string>"{3}(?:\\.|"{0,2}[^"\\])*"{3}|'{3}(?:\\.|'{0,2}[^'\\])*'{3}|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')
      (?:@[A-Za-z0-9-]+|\^\^(?:<[^>]*>|[^\s;,.\])]+(?:\.[^\s;,.\])]+)*))?
    | (?P<iri><[^>]*>)
    | (?P<directive>@prefix\b|@base\b|prefix\b(?=\s)|base\b(?=\s))
    | (?P<mark>[\[\]();,]|\.(?!\d))
    | (?P<number>[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?=[\s;,.\])]|$))
    | (?P<name>(?:\\.|[^\s;,\[\]()<>"'\\.]|\.(?=[\w:%\\-]))+)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_OBJECT: Final = 2
"""Parts of a statement that its object comes after."""
_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_CONTROL: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


class Positions:
    """The places of the statements in some documents, each document read when it is first asked about."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._documents = documents
        self._read: dict[int, dict[Key, Place]] = {}

    def of(self, statement: Statement) -> Place | None:
        """Where a statement is written first: file, and line of its object. None where it is not.

        Of a statement whose place in the file is not found, the file alone.
        """
        number = self._where.get(statement)
        if number is None:
            return None
        document = self._documents[number]
        if number not in self._read:
            self._read[number] = dict(reversed(list(_statements(document))))
        return self._read[number].get(_key(statement)) or Place(document.name)

    @cached_property
    def _where(self) -> dict[Statement, int]:
        found: dict[Statement, int] = {}
        for number, document in enumerate(self._documents):
            for triple in document:
                found.setdefault((triple.subject, triple.predicate, triple.object), number)  # type: ignore[arg-type]
        return found


def _key(statement: Statement) -> Key:
    """What tokens tell of a statement: not which blank node it is about."""
    subject, predicate, target = (None if isinstance(term, ox.BlankNode) else term.value for term in statement)
    return subject, predicate, target


def _statements(document: Document) -> Iterator[tuple[Key, Place]]:
    """Each statement's key and place, in the order of the text."""
    text = document.text.decode("utf-8", "replace").removeprefix("\ufeff")
    reader = _Reader()
    place, line = 0, 1
    while (token := _TOKEN.match(text, place)) is not None:
        key = reader.take(token)
        if key is not None:
            yield key, Place(document.name, line)
        place = token.end()
        line += token[0].count("\n")


class _Reader:
    """What part of which statement comes next, token by token."""

    def __init__(self) -> None:
        self._prefixes: dict[str, str] = {}
        self._base = ""
        self._directive: list[str] = []
        self._subject: str | None = None
        self._predicate: str | None = None
        self._parts = 0  # of the statement so far
        self._in_list = False
        self._outer: list[tuple[str | None, str | None, int, bool]] = []

    def take(self, token: re.Match[str]) -> Key | None:
        """The statement that a token completes, if it does."""
        if token["space"] is not None:
            return None
        if token["directive"] is not None or self._directive:
            self._direct(token[0])
            return None
        if token["mark"] is not None:
            return self._mark(token[0])
        return self._term(_value(token, self._prefixes, self._base))

    def _direct(self, word: str) -> None:
        self._directive.append(word)
        kind, *rest = self._directive
        if kind.lstrip("@").lower() == "base" and rest:
            self._base = word[1:-1]
            self._directive = []
        elif len(rest) == 2:  # noqa: PLR2004 - the prefix and its IRI
            self._prefixes[rest[0].rstrip(":")] = _resolved(word[1:-1], self._base)
            self._directive = []

    def _mark(self, mark: str) -> Key | None:
        found = None
        if mark in "[(":
            found = self._term(None) if self._in_list or self._parts == _OBJECT else None
            self._outer.append((self._subject, self._predicate, self._parts, self._in_list))
            self._subject, self._predicate, self._parts, self._in_list = None, None, 1, mark == "("
        elif mark in "])" and self._outer:
            self._subject, self._predicate, self._parts, self._in_list = self._outer.pop()
            self._parts = self._parts or 1  # it was the subject
        elif mark == ";":
            self._parts = 1
        elif mark == ".":
            self._subject, self._predicate, self._parts = None, None, 0
        return found

    def _term(self, value: str | None) -> Key | None:
        if self._in_list:
            return None, f"{_RDF}first", value
        if self._parts == _OBJECT:
            return self._subject, self._predicate, value
        if self._parts == 0:
            self._subject = value
        else:
            self._predicate = value
        self._parts += 1
        return None


def _value(token: re.Match[str], prefixes: dict[str, str], base: str) -> str | None:
    word, quoted = token[0], token["string"]
    if token["iri"] is not None:
        return _resolved(_unescaped(word[1:-1]), base)
    if quoted is not None:
        width = 3 if quoted[:3] in ('"""', "'''") else 1
        return _unescaped(quoted[width:-width])
    if word == "a":
        return f"{_RDF}type"
    if word.startswith("_:"):
        return None
    prefix, colon, local = word.partition(":")
    if not colon or token["number"] is not None:
        return word
    return prefixes.get(prefix, f"{prefix}:") + re.sub(r"\\(.)", r"\1", local)


def _resolved(iri: str, base: str) -> str:
    return urljoin(base, iri) if base else iri


def _unescaped(text: str) -> str:
    def plain(found: re.Match[str]) -> str:
        code = found[1] or found[2]
        return chr(int(code, 16)) if code else _CONTROL.get(found[3], found[3])

    return _ESCAPE.sub(plain, text) if "\\" in text else text
