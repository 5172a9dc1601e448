"""The SELECT queries of SPARQL-based constraints, as far as they are plain (section 5 of SHACL).

A query is understood where two engines cannot disagree on it: patterns with property paths, UNION, OPTIONAL, EXISTS,
and filters that compare. Of such a query it is known which statements it reads, and which of them can make it match.
A query that has anything else, such as a function or an aggregate, is not understood, and the sieve suspects whatever
it is about.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from homage_graph.validation.shacl.paths import (
    Alternative,
    IllFormedError,
    Inverse,
    Path,
    Predicate,
    Repeated,
    Sequence,
    is_nullable,
    steps,
)
from homage_graph.validation.shacl.shapes import SH, is_on
from homage_graph.validation.shacl.written import is_plain
from homage_graph.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from homage_graph.validation.shacl.shapes import Shape, Triples
    from homage_graph.vocabulary import Term

__all__ = ["Pattern", "Select", "read_select"]

_KNOWN: Final = {prefix: PREFIXES[prefix] for prefix in ("rdf", "rdfs", "owl", "xsd", "sh")}
"""Prefixes that pyshacl needs no declaration of."""
_TOKEN: Final = re.compile(
    r"""(?P<space>\s++|\#[^\r\n]*+)
      | (?P<string>"(?:[^"\\\r\n]|\\.)*+"(?!")|'(?:[^'\\\r\n]|\\.)*+'(?!'))(?P<tag>@[A-Za-z]++(?:-[A-Za-z0-9]++)*+)?
      | (?P<iri><[^<>"{}|^`\\\x00-\x20]*+>)
      | (?P<variable>[?$][A-Za-z_]\w*+)
      | (?P<name>(?:[^\W\d][\w-]*+)?:(?:\w++(?:-++\w++)*+)?(?![\w:]))
      | (?P<number>\d++(?![\w.]))
      | (?P<word>[A-Za-z]++)
      | (?P<sign>&&|\|\||!=|<=|>=|\^\^|[{}()\[\].;,=<>!|/^*+?])""",
    re.VERBOSE,
)
_COMPARES: Final = frozenset(("=", "!=", "<", ">", "<=", ">=", "&&", "||", "!", "(", ")", ","))
_ORDERS: Final = frozenset(("=", "!=", "<", ">", "<=", ">="))
_OURS: Final = re.compile(r"hg\d+|anyTarget")
"""Variables that the sieve writes around a query."""
_THIS: Final = re.compile(r"""<[^<>\s]*>|"[^"]*"|'[^']*'|(\?this)(?!\w)""")
"""The variable for the focus node, and what may look like it."""
_TESTS: Final = frozenset(
    {"IN", "NOT", "BOUND", "ISIRI", "ISURI", "ISLITERAL", "ISBLANK", "ISNUMERIC", "SAMETERM", "TRUE", "FALSE"}
)


@dataclass(frozen=True)
class Pattern:
    """A triple pattern: variables begin with a question mark, other terms are as in N-Triples.

    Attributes:
        subject: Its subject.
        path: Its path; None for a variable.
        target: Its object.
        sign: 1 if a match can only help the query to match, -1 if it can only hinder, 0 if either.
        group: The group that it stands in: the numbers of the groups around it, and then its own.
    """

    subject: str
    path: Path | None
    target: str
    sign: int
    group: tuple[int, ...]


@dataclass(frozen=True)
class Select:
    """A query that is understood.

    Attributes:
        patterns: All its triple patterns, wherever they stand.
        predicates: The properties that it reads; None among them if a property is a variable.
        is_deactivated: The constraint is switched off.
    """

    patterns: tuple[Pattern, ...]
    predicates: frozenset[str | None]
    is_deactivated: bool
    _body: str

    def about(self, focus: str) -> str:
        """What its WHERE clause has, for the focus node that a variable stands for.

        Comparisons that are errors count as true, or as false where that finds more.
        """
        return _THIS.sub(lambda found: focus if found[1] else found[0], self._body)


class _UnderstoodNotError(Exception):
    """The query has something that is not understood."""


def read_select(node: Term, shape: Shape, triples: Triples) -> Select | None:
    """The query of a SPARQL-based constraint; None where it is not understood.

    Raises:
        IllFormedError: The constraint has no query, or more than one, or one that pyshacl cannot read.
    """
    texts = triples.values(node, f"{SH}select")
    if len(texts) != 1 or not isinstance(texts[0], ox.Literal):
        raise IllFormedError("a SPARQL-based constraint has one sh:select")
    is_deactivated = is_on(triples.values(node, f"{SH}deactivated"))
    try:
        reader = _Reader(texts[0].value, _declared(node, triples), shape.path)
        body = reader.read()
    except _UnderstoodNotError:
        return None
    patterns = tuple(reader.patterns)
    predicates = frozenset(step for pattern in patterns for step in steps(pattern.path))
    return Select(patterns, predicates, is_deactivated, body)


def _declared(node: Term, triples: Triples) -> dict[str, str]:
    """The prefixes that pyshacl knows: it follows no owl:imports, and of two for one prefix it takes either."""
    declared: dict[str, str] = {}
    for ontology in triples.values(node, f"{SH}prefixes"):
        for declaration in triples.values(ontology, f"{SH}declare"):
            names = triples.values(declaration, f"{SH}prefix")
            spaces = triples.values(declaration, f"{SH}namespace")
            is_known = len(names) == 1 and len(spaces) == 1 and isinstance(names[0], ox.Literal)
            if is_known and declared.setdefault(names[0].value, spaces[0].value) != spaces[0].value:
                raise _UnderstoodNotError
    return {**_KNOWN, **declared}


class _Reader:
    """Reads one query, token by token, and writes it down again with whole IRIs."""

    def __init__(self, text: str, prefixes: dict[str, str], path: Path | None) -> None:
        self.patterns: list[Pattern] = []
        self._prefixes = prefixes
        self._path = path
        self._tokens = list(_split(text))
        self._place = 0
        self._bound: set[str] = set()  # what BIND binds; how often else it is used
        self._uses: Counter[str] = Counter()
        self._loose: set[str] = set()  # variables of EXISTS that nothing in the group around it binds
        self._anchored: set[str] = set()  # variables that patterns of the group have tied to something
        self._groups = 0
        self._within: tuple[int, ...] = ()

    def read(self) -> str:
        """What the WHERE clause has between its brackets."""
        self._word("SELECT")
        if self._is_word("DISTINCT") or self._is_word("REDUCED"):
            self._place += 1
        while not (self._is_word("WHERE") or self._is("{")):
            self._projected()
        if self._is_word("WHERE"):
            self._place += 1
        body, _ = self._group(1, frozenset({"?this"}))
        if self._place != len(self._tokens) or any(self._uses[name] for name in self._bound):
            raise _UnderstoodNotError
        return body.removeprefix("{").removesuffix("}")

    # -------------------------------------------------------------- tokens

    def _peek(self) -> re.Match[str]:
        if self._place >= len(self._tokens):
            raise _UnderstoodNotError
        return self._tokens[self._place]

    def _next(self) -> re.Match[str]:
        token = self._peek()
        self._place += 1
        return token

    def _is(self, sign: str) -> bool:
        return self._place < len(self._tokens) and self._peek()[0] == sign

    def _is_word(self, word: str) -> bool:
        return self._place < len(self._tokens) and self._peek()["word"] is not None and self._peek()[0].upper() == word

    def _sign(self, sign: str) -> None:
        if self._next()[0] != sign:
            raise _UnderstoodNotError

    def _word(self, word: str) -> None:
        if not self._is_word(word):
            raise _UnderstoodNotError
        self._place += 1

    def _projected(self) -> None:
        if self._is("("):
            self._place += 1
            if self._is("?"):
                raise _UnderstoodNotError
            self._term()
            self._word("AS")
            self._variable()
            self._sign(")")
        else:
            self._variable()

    def _variable(self) -> str:
        token = self._next()
        name = token[0][1:]
        if token["variable"] is None or name in ("currentShape", "shapesGraph") or _OURS.fullmatch(name):
            raise _UnderstoodNotError
        return f"?{name}"

    def _iri(self, token: re.Match[str]) -> str | None:
        if token["iri"] is not None:
            return token[0][1:-1]
        if token["name"] is not None:
            prefix, _, local = token[0].partition(":")
            if prefix not in self._prefixes:
                raise _UnderstoodNotError
            return self._prefixes[prefix] + local
        return None

    def _term(self) -> str:
        """A variable, an IRI or a literal on whose value engines agree."""
        token = self._peek()
        if token["variable"] is not None:
            return self._variable()
        self._place += 1
        if (iri := self._iri(token)) is not None:
            return f"<{iri}>"
        if token["number"] is not None and not (len(token[0]) > 1 and token[0][0] == "0"):
            return token[0]
        if token["word"] is not None and token[0] in ("true", "false"):
            return token[0]
        if token["string"] is not None and "\\" not in token[0]:
            if self._is("^^"):
                self._place += 1
                datatype = self._iri(self._next())
                if datatype is None or not is_plain(ox.Literal(token["string"][1:-1], datatype=ox.NamedNode(datatype))):
                    raise _UnderstoodNotError
                return f"{token[0]}^^<{datatype}>"
            return token[0]
        raise _UnderstoodNotError

    # --------------------------------------------------------------- groups

    def _group(self, sign: int, outer: frozenset[str]) -> tuple[str, frozenset[str]]:
        """A group as text, and the variables it binds; `outer` are those that its filters may see from around it."""
        self._sign("{")
        around = self._within
        self._within = (*around, self._groups)
        self._groups += 1
        anchored, self._anchored = self._anchored, {"?this"}
        loose, self._loose = self._loose, set()
        parts: list[str] = []
        bound: set[str] = set()
        filters: list[tuple[str, frozenset[str]]] = []
        tested: set[str] = set()
        while not self._is("}"):
            if self._is_word("FILTER"):
                self._place += 1
                before = self._uses.copy()
                filters.append(self._filter(sign, outer | frozenset(bound)))
                tested |= (self._uses - before).keys()
            elif self._is_word("OPTIONAL"):
                self._place += 1
                text, more = self._group(0, frozenset())
                parts.append(f"OPTIONAL {text}")
                bound |= more
            elif self._is_word("BIND"):
                self._bind()
            elif self._is("{"):
                text, more = self._group(sign, frozenset())
                bound |= more
                while self._is_word("UNION"):
                    self._place += 1
                    other, more = self._group(sign, frozenset())
                    text, bound = f"{text} UNION {other}", bound | more
                parts.append(text)
            elif self._is("."):
                self._place += 1
            else:
                parts.append(self._triples(sign, bound))
        self._sign("}")
        self._within = around
        self._anchored = anchored
        known = bound | outer
        # One engine lets what is bound around a group into it, and another does not.
        if self._loose & known or any(not used <= known for _, used in filters) or (filters and sign == 0):
            raise _UnderstoodNotError
        self._loose |= loose | (tested - known)
        return f"{{ {' '.join((*parts, *(text for text, _ in filters)))} }}", frozenset(bound)

    def _filter(self, sign: int, visible: frozenset[str]) -> tuple[str, frozenset[str]]:
        start = self._place
        brackets = 0
        while self._is("("):
            brackets += 1
            self._place += 1
        is_negated = self._is_word("NOT")
        if is_negated:
            self._place += 1
        if self._is_word("EXISTS"):
            self._place += 1
            text, _ = self._group(-sign if is_negated else sign, visible | frozenset({"?this"}))
            for _ in range(brackets):
                self._sign(")")
            return f"FILTER {'NOT ' if is_negated else ''}EXISTS {text}", frozenset()
        self._place = start
        text, used = self._comparison()
        if "?this" in used and "ISNUMERIC" in text.upper():
            raise _UnderstoodNotError  # a rough literal, though it be a number, is none in the store
        # Twice negated, so that a value that is no boolean is an error within, and not of what comes out of it.
        return f"FILTER (COALESCE(!(!({text})), {'true' if sign > 0 else 'false'}))", used

    def _comparison(self) -> tuple[str, frozenset[str]]:
        """Everything in one pair of brackets, or one test: comparisons and nothing else."""
        parts: list[str] = []
        used: set[str] = set()
        depth = 0
        while True:
            token = self._peek()
            if token["sign"] is not None:
                if token[0] not in _COMPARES:
                    raise _UnderstoodNotError
                self._place += 1
                depth += (token[0] == "(") - (token[0] == ")")
                parts.append(token[0])
                if depth == 0 and token[0] == ")":
                    # Oxigraph 0.5.5 knows no isNumeric with a space before its bracket.
                    return "".join(part if part == "(" else f" {part}" for part in parts), frozenset(used)
            elif token["word"] is not None and token[0] not in ("true", "false"):
                if token[0].upper() not in _TESTS:
                    raise _UnderstoodNotError
                self._place += 1
                parts.append(token[0])
            else:
                if depth == 0:
                    raise _UnderstoodNotError
                term = self._term()
                if term.startswith("?"):
                    used.add(term)
                    self._uses[term] += 1
                if parts[-1] in _ORDERS and parts[-2:-1] == [term]:
                    raise _UnderstoodNotError  # an engine may know the answer, and see no error
                parts.append(term)

    def _bind(self) -> None:
        self._word("BIND")
        self._sign("(")
        self._term()
        self._word("AS")
        self._bound.add(self._variable())
        self._sign(")")

    def _triples(self, sign: int, bound: set[str]) -> str:
        subject = self._used(bound)
        parts: list[str] = []
        while True:
            path = self._verb(bound)
            shown = path if isinstance(path, str) else str(path)
            while True:
                target = self._used(bound)
                self._anchor(subject, path, target)
                self.patterns.append(
                    Pattern(subject, None if isinstance(path, str) else path, target, sign, self._within)
                )
                parts.append(f"{subject} {shown} {target} .")
                if not self._is(","):
                    break
                self._place += 1
            if not self._is(";"):
                return " ".join(parts)
            while self._is(";"):
                self._place += 1
            if self._is(".") or self._is("}"):
                return " ".join(parts)

    def _anchor(self, subject: str, path: Path | str, target: str) -> None:
        """A path that may have no length, from nowhere in particular, goes from everything to itself.

        What everything is, engines do not agree on: the graph, or also a term that is only in the query.
        """
        ends = {subject, target}
        if ends.isdisjoint(self._anchored) and not isinstance(path, str) and is_nullable(path):
            raise _UnderstoodNotError
        self._anchored |= ends

    def _used(self, bound: set[str]) -> str:
        term = self._term()
        if term.startswith("?"):
            bound.add(term)
            self._uses[term] += 1
        return term

    # ---------------------------------------------------------------- paths

    def _verb(self, bound: set[str]) -> Path | str:
        token = self._peek()
        if token["variable"] is not None:
            if token[0][1:] == "PATH":
                self._place += 1
                if self._path is None:
                    raise _UnderstoodNotError
                if not _is_spelt(self._path):
                    raise IllFormedError("pyshacl writes $PATH without brackets")
                return self._path
            return self._used(bound)
        return self._alternative()

    def _alternative(self) -> Path:
        paths = [self._sequence()]
        while self._is("|"):
            self._place += 1
            paths.append(self._sequence())
        return paths[0] if len(paths) == 1 else Alternative(tuple(paths))

    def _sequence(self) -> Path:
        paths = [self._step()]
        while self._is("/"):
            self._place += 1
            paths.append(self._step())
        return paths[0] if len(paths) == 1 else Sequence(tuple(paths))

    def _step(self) -> Path:
        if self._is("^"):
            self._place += 1
            return Inverse(self._primary())
        return self._primary()

    def _primary(self) -> Path:
        token = self._next()
        path: Path
        if token[0] == "(":
            path = self._alternative()
            self._sign(")")
        elif token["word"] is not None and token[0] == "a":
            path = Predicate(f"{PREFIXES['rdf']}type")
        elif (iri := self._iri(token)) is not None:
            path = Predicate(iri)
        else:
            raise _UnderstoodNotError
        for mark in "*+?":
            if self._is(mark):
                self._place += 1
                return Repeated(path, mark)
        return path


def _is_spelt(path: Path, around: frozenset[type] = frozenset()) -> bool:
    """Whether a path can be written without brackets around what is inverted or repeated."""
    match path:
        case Inverse(inner) | Repeated(inner, _):
            return type(path) not in around and _is_spelt(inner, around | {type(path)})
        case Sequence(inner) | Alternative(inner):
            return all(map(_is_spelt, inner))
    return True


def _split(text: str) -> Iterator[re.Match[str]]:
    place = 0
    while place < len(text):
        token = _TOKEN.match(text, place)
        if token is None:
            raise _UnderstoodNotError
        if token["space"] is None:
            yield token
        place = token.end()
