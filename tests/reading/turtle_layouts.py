"""Random graphs, written as Turtle or N-Triples in every manner the grammar has, with the true place of each term.

    layout = lay_out(random.Random(7))
    layout.text         the file's text, without a byte order mark
    layout.written      each statement where it is written: its terms, and the place of each

The places are counted here, character by character, by nobody's rules but the specification's. Blank nodes have
labels of this module's own; `test_positions.py` shows how they are matched with those of a reader.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pyoxigraph as ox

if TYPE_CHECKING:
    from random import Random

    from homage_graph.vocabulary import Term

    Place = tuple[int, int, int, int]

__all__ = ["Layout", "Written", "lay_out", "lay_out_lines"]

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD = "http://www.w3.org/2001/XMLSchema#"
FIRST, REST, NIL, TYPE = (ox.NamedNode(RDF + name) for name in ("first", "rest", "nil", "type"))

_PREFIXES = ("", "ex", "a", "b.c", "한국", "é-1", "prefix", "BASE", "true")
_NAMESPACES = ("http://example.org/ns#", "urn:x:", "https://example.org/é/한/", "http://example.org/a/")
_BASES = ("http://example.org/base/", "http://example.org/한국/page#top")
_LOCALS = {
    "plain": "plain", "é": "é", "한글": "한글", "a.b": "a.b", "a..b": "a..b", "x:y": "x:y", "%41b": "%41b", "1st": "1st",
    "_u": "_u", r"\~t": "~t", r"c\,d": "c,d", r"end\.": "end.", r"q\'s": "q's", r"h\!i": "h!i", "a-b": "a-b", "": "",
}  # fmt: skip
_ABSOLUTE = {
    "<http://example.org/thing>": "http://example.org/thing",
    "<urn:é:한:😀>": "urn:é:한:😀",
    "<http://example.org/#;.,(>": "http://example.org/#;.,(",
    r"<urn:\u00e9\U0001F600>": "urn:é😀",
    "<http://example.org/it's>": "http://example.org/it's",
}
_RELATIVE = ("", "page", "#part", "?q=1", "../up/한", "/root", ".", "deep/er/")
_SIGNS = (*"abc xyz.;,:#<>[](){}@^_=", "é", "한", "😀", "e\u0301", '"', "'", "\\", "\n", "\t", "\r", "\r\n", '""', "''")
_ESCAPES = {"\n": r"\n", "\t": r"\t", "\r": r"\r", '"': r"\"", "'": r"\'", "\\": r"\\"}
_NUMBERS = {
    "integer": ("0", "2003", "-7", "+12"),
    "decimal": ("1.50", "-.5", "+0.0"),
    "double": ("1e3", "-1.5E-3", "1.e5", ".5e0"),
    "boolean": ("true", "false"),
}
_COMMENTS = ("", " plain", ' ex:a ex:b "open', " . ; , [ ( <", " @prefix : <urn:no:> .", ' """', " 한국 😀 é", " '''")


@dataclass(frozen=True)
class Written:
    """A statement where it is written, with line, column, end line and end column of each term."""

    subject: ox.NamedNode | ox.BlankNode
    predicate: ox.NamedNode
    object: Term
    places: tuple[Place, Place, Place]


@dataclass(frozen=True)
class Layout:
    """A text and what is written in it."""

    text: str
    written: tuple[Written, ...]

    @property
    def graph(self) -> set[ox.Triple]:
        """The triples that it says."""
        return {ox.Triple(one.subject, one.predicate, one.object) for one in self.written}


def lay_out(random: Random, statements: int = 6) -> Layout:
    """A Turtle text of so many statements at the top, and what is nested in them."""
    page = _Page(random)
    page.direct(_PREFIXES[0], random.choice(_NAMESPACES))
    for _ in range(statements):
        if random.random() < 0.3:
            page.direct(random.choice(_PREFIXES), random.choice(_NAMESPACES))
        if random.random() < 0.15:
            page.rebase(random.choice(_BASES))
        page.statement()
    page.space()
    return Layout("".join(page.pieces), tuple(page.written))


def lay_out_lines(random: Random, statements: int = 10) -> Layout:
    """An N-Triples text of so many statements."""
    page = _Page(random, line_ends=("\n", "\r\n"))
    for _ in range(statements):
        subject = random.choice((page.absolute, page.label))()
        predicate = page.gap(" ", "\t") or page.absolute()
        target = page.gap(" ", "\t") or random.choice((page.absolute, page.label, page.plain_literal))()
        page.say(subject, predicate, target)
        page.gap("", " ", "\t")
        page.write(".")
        page.write(random.choice(("", " ", " # <urn:a> <urn:b> <urn:c> .")))
        page.end_line()
    return Layout("".join(page.pieces), tuple(page.written))


@dataclass
class _Page:
    """What is written so far, and where the next character comes."""

    random: Random
    line_ends: tuple[str, ...] = ("\n", "\n", "\r\n", "\r")
    pieces: list[str] = field(default_factory=lambda: [""])
    written: list[Written] = field(default_factory=list)
    line: int = 1
    column: int = 1
    nodes: int = 0
    base: str = ""
    prefixes: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.line_end = self.random.choice(self.line_ends)
        self.is_tight = self.random.random() < 0.4

    # ------------------------------------------------------------- characters

    def write(self, text: str) -> Place:
        """Write a text; its place."""
        start = (self.line, self.column)
        for before, sign in zip(self.pieces[-1][-1:] + text, text, strict=False):
            if sign == "\r" or (sign == "\n" and before != "\r"):
                self.line, self.column = self.line + 1, 1
            elif sign != "\n":
                self.column += 1
        if text:
            self.pieces.append(text)
        return (*start, self.line, self.column)

    def gap(self, *choices: str) -> None:
        self.write(self.random.choice(choices))

    def end_line(self) -> None:
        self.write(self.line_end)

    def space(self) -> None:
        """At least one character that parts two tokens."""
        for _ in range(self.random.choice((1, 1, 1, 2, 3))):
            kind = self.random.random()
            if kind < 0.6:
                self.gap(" ", "  ", "\t", " \t ")
            elif kind < 0.85:
                self.end_line()
            else:
                self.write(f" #{self.random.choice(_COMMENTS)}")
                self.end_line()

    def part(self, before: str = "") -> None:
        """What stands between two tokens: nothing where the page is tight and it can be."""
        last = self.pieces[-1][-1:]
        can_touch = last in "[(;,)]>\r\n\t " or (before and before in "[(;,)]<\"'" and last not in "\"'")
        if not (self.is_tight and can_touch):
            self.space()

    # ------------------------------------------------------------- directives

    def direct(self, prefix: str, namespace: str) -> None:
        self.prefixes[prefix] = namespace
        self._directive("prefix", f"{prefix}:", namespace)

    def rebase(self, base: str) -> None:
        self.base = base
        self._directive("base", "", base)

    def _directive(self, word: str, name: str, iri: str) -> None:
        is_sparql = self.random.random() < 0.4
        self.write(self.random.choice((word, word.upper(), word.title())) if is_sparql else f"@{word}")
        self.space()
        if name:
            self.write(name)
            self.part(before="<")
        self.write(f"<{iri}>")
        if not is_sparql:
            self.part(before=";")
            self.write(".")
        self.space()

    # ------------------------------------------------------------- statements

    def say(self, subject: _Put, predicate: _Put, target: _Put) -> None:
        places = (subject.place, predicate.place, target.place)
        self.written.append(Written(subject.term, predicate.term, target.term, places))  # type: ignore[arg-type]

    def statement(self) -> None:
        kind = self.random.random()
        if kind < 0.7:
            subject = self.name() if kind < 0.6 else self.label()
            self.part()
            self.predicates(subject, 0)
        elif kind < 0.85:
            subject = self.bracketed(1) if self.random.random() < 0.7 else self.empty()
            is_alone = self.pieces[-1] == "]" and not self.was_empty and self.random.random() < 0.3
            if not is_alone:
                self.part()
                self.predicates(subject, 0)
        else:
            subject = self.collection(1)
            self.part()
            self.predicates(subject, 0)
        if not self.is_tight or self.pieces[-1].endswith(":"):
            self.space()
        self.write(".")
        self.space()

    def predicates(self, subject: _Put, depth: int) -> None:
        for number in range(self.random.choice((1, 1, 2, 3))):
            if number:
                self.part(before=";")
                self.write(";")
                if self.random.random() < 0.1:
                    self.part()
                    self.write(";")
                self.part()
            predicate = self.predicate()
            for more in range(self.random.choice((1, 1, 1, 2, 3))):
                if more:
                    self.part(before=",")
                    self.write(",")
                self.say(subject, predicate, self.object(depth))
        if self.random.random() < 0.15:
            self.part(before=";")
            self.write(";")

    def predicate(self) -> _Put:
        if self.random.random() < 0.25:
            return _Put(TYPE, self.write("a"))
        return self.name()

    def object(self, depth: int) -> _Put:
        """What parts it from the token before, and an object, or a member of a collection."""
        kind = self.random.random()
        begins, put = (
            ("", self.name) if kind < 0.35
            else ("", self.label) if kind < 0.42
            else ('"', self.string) if kind < 0.65
            else ("", self.number) if kind < 0.75
            else ("[", self.empty) if kind < 0.8 or depth > 3
            else ("[", partial(self.bracketed, depth + 1)) if kind < 0.9
            else ("(", partial(self.collection, depth + 1))
        )  # fmt: skip
        self.part(before=begins)
        return put()

    # ------------------------------------------------------------------ terms

    def name(self) -> _Put:
        if self.base and self.random.random() < 0.3:
            written = self.random.choice(_RELATIVE)
            return _Put(
                ox.NamedNode(urljoin(self.base, written) if written else self.base.partition("#")[0]),
                self.write(f"<{written}>"),
            )
        if self.random.random() < 0.3:
            return self.absolute()
        prefix = self.random.choice(list(self.prefixes))
        local = self.random.choice(list(_LOCALS))
        return _Put(ox.NamedNode(self.prefixes[prefix] + _LOCALS[local]), self.write(f"{prefix}:{local}"))

    def absolute(self) -> _Put:
        written = self.random.choice(list(_ABSOLUTE))
        return _Put(ox.NamedNode(_ABSOLUTE[written]), self.write(written))

    def label(self) -> _Put:
        label = self.random.choice(("x", "y.z", "한", "1", "a-b"))
        return _Put(ox.BlankNode(f"label{label.encode().hex()}"), self.write(f"_:{label}"))

    def node(self) -> ox.BlankNode:
        self.nodes += 1
        return ox.BlankNode(f"node{self.nodes}")

    def empty(self) -> _Put:
        """`[]` or `()`."""
        is_node = self.random.random() < 0.6
        place = self.write("[" if is_node else "(")
        self.gap("", "", " ")
        self.write("]" if is_node else ")")
        self.was_empty = True
        return _Put(self.node() if is_node else NIL, place)

    def bracketed(self, depth: int) -> _Put:
        node = _Put(self.node(), self.write("["))
        self.part()
        self.predicates(node, depth)
        self.part(before="]")
        self.write("]")
        self.was_empty = False
        return node

    def collection(self, depth: int) -> _Put:
        bracket = self.write("(")
        cells: list[_Put] = []
        for _ in range(self.random.choice((1, 2, 2, 3))):
            member = self.object(depth)
            cell = _Put(self.node(), member.place)
            self.say(cell, _Put(FIRST, bracket), member)
            if cells:
                self.say(cells[-1], _Put(REST, bracket), cell)
            cells.append(cell)
        self.part(before=")")
        self.say(cells[-1], _Put(REST, bracket), _Put(NIL, self.write(")")))
        return _Put(cells[0].term, bracket)

    # --------------------------------------------------------------- literals

    def number(self) -> _Put:
        """A number or a boolean."""
        kind = self.random.choice(list(_NUMBERS))
        written = self.random.choice(_NUMBERS[kind])
        return _Put(ox.Literal(written, datatype=ox.NamedNode(XSD + kind)), self.write(written))

    def string(self) -> _Put:
        """A string, with a language, a datatype or neither."""
        value = self.value()
        start = self.write(self.quoted(value))
        kind = self.random.random()
        if kind < 0.5:
            return _Put(ox.Literal(value), start)
        self.gap("", "", "", " ", "\t")
        if kind < 0.75:
            tag = self.random.choice(("en", "ko", "ko-Hang-KR"))
            end = self.write(f"@{tag}")
            return _Put(ox.Literal(value, language=tag.lower()), (*start[:2], *end[2:]))
        self.write("^^")
        self.gap("", "", "", " ", self.line_end)
        datatype = self.name()
        return _Put(ox.Literal(value, datatype=datatype.term), (*start[:2], *datatype.place[2:]))  # type: ignore[arg-type]

    def plain_literal(self) -> _Put:
        """As N-Triples has it."""
        value = self.value()
        place = self.write('"' + "".join(_ESCAPES.get(sign, sign) if sign != "'" else sign for sign in value) + '"')
        return _Put(ox.Literal(value), place)

    def value(self) -> str:
        return "".join(self.random.choice(_SIGNS) for _ in range(self.random.choice((0, 1, 3, 8, 20))))

    def quoted(self, value: str) -> str:
        quote = self.random.choice("\"'")
        is_long = self.random.random() < 0.4
        pieces: list[str] = []
        for number, sign in enumerate(value):
            if sign == quote and is_long:
                needs = number == len(value) - 1 or pieces[-2:] == [quote, quote]
            else:
                needs = sign in (quote, "\\") or (sign in "\r\n" and not is_long)
            if needs or (sign in _ESCAPES and self.random.random() < 0.3):
                pieces.append(_ESCAPES[sign])
            elif not sign.isascii() and self.random.random() < 0.3:
                pieces.append(f"\\u{ord(sign):04X}" if ord(sign) < 0x10000 else f"\\U{ord(sign):08x}")
            else:
                pieces.append(sign)
        width = 3 if is_long else 1
        return quote * width + "".join(pieces) + quote * width


@dataclass(frozen=True)
class _Put:
    """A term, and where it was put."""

    term: Term
    place: Place
