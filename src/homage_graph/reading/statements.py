"""The places of the statements in a Turtle or N-Triples text, in the order in which pyoxigraph tells their triples.

Because the order is the same, no name needs to be resolved, and blank nodes are told apart, by whoever lays the two
side by side. The text is well-formed: pyoxigraph has read it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from homage_graph.reading.tokens import matches

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Node", "Place", "Told", "statements"]

Node: TypeAlias = str | tuple[str, int]
"""What tells a blank node from the others of its text: its label, or a sign and the offset at which it stands."""

_DIRECTIVES: Final = {"@prefix": 3, "@base": 2, "@version": 2, "prefix": 2, "base": 1, "version": 1}
"""How many tokens belong to a directive after its word."""
_QUOTES: Final = ('"', "'")


class Place(NamedTuple):
    """Where a term stands.

    Attributes:
        start: The offset of its first character.
        end: The offset after its last.
        node: Which blank node it is; None for a name or a literal.
    """

    start: int
    end: int
    node: Node | None = None


Told: TypeAlias = tuple[Place, Place, Place]
"""The places of a statement's subject, predicate and object."""


def statements(text: str) -> Iterator[Told]:
    """The places of each statement's terms.

    A statement is told when its object ends, so that what is said in brackets comes before what the brackets are the
    object of. But a collection is the object of the statement around it as soon as its first member begins, and
    likewise the rest of the member before it. And a string without a language or a datatype ends only when the next
    token has shown that it has none.
    """
    frame: _Frame = _Statement()
    held: tuple[Told, ...] = ()
    for start, end in _terms(text):
        waiting, held = held, ()
        word = text[start:end]
        if word == ".":
            frame = _Statement()
        elif word == ";" and isinstance(frame, _Statement):
            frame.predicate = None
        elif word in {"]", ")"}:
            if frame.outer is None:
                return
            yield from frame.close(Place(start, end))
            frame = frame.outer
        elif word != ",":
            frame, begun, ended = _read(frame, word, Place(start, end))
            yield from begun
            if word.endswith(_QUOTES):
                held = ended
            else:
                waiting = (*waiting, *ended)
        yield from waiting


def _read(around: _Frame, word: str, place: Place) -> tuple[_Frame, tuple[Told, ...], tuple[Told, ...]]:
    """Read a term, or an opening bracket: what is open then, what its beginning completes, and what a string's end."""
    begun = around.begin(place) if isinstance(around, _Collection) else ()
    if word == "[":
        return _Statement(around, place._replace(node=("[", place.start))), begun, ()
    if word == "(":
        return _Collection(around, place), begun, ()
    told = around.take(place._replace(node=word) if word.startswith("_:") else place)
    return (around, begun, told) if word.startswith(_QUOTES) else (around, (*told, *begun), ())


class _Statement:
    """A statement that is open: its subject and predicate so far, and what it is open in, if it is in brackets."""

    def __init__(self, outer: _Frame | None = None, subject: Place | None = None) -> None:
        self.outer = outer
        self.subject = subject
        self.predicate: Place | None = None

    def take(self, term: Place) -> tuple[Told, ...]:
        """What a term completes, unless it is only a subject or a predicate."""
        if self.subject is None:
            self.subject = term
        elif self.predicate is None:
            self.predicate = term
        else:
            return ((self.subject, self.predicate, term),)
        return ()

    def close(self, _: Place) -> tuple[Told, ...]:
        """What the closing bracket completes: the statement around it."""
        return () if self.outer is None or self.subject is None else self.outer.take(self.subject)


class _Collection:
    """A collection that is open: its opening bracket, the cell of its last member, and what it is open in."""

    def __init__(self, outer: _Frame, bracket: Place) -> None:
        self.outer = outer
        self.bracket = bracket
        self.cell: Place | None = None

    def begin(self, member: Place) -> tuple[Told, ...]:
        """What the beginning of a member completes: the statement around the first, the cell before a later one."""
        before = self.cell
        if before is None:
            self.cell = member._replace(node=("(", self.bracket.start))
            return self.outer.take(self.bracket._replace(node=self.cell.node))
        self.cell = member._replace(node=(",", member.start))
        return ((before, self.bracket, self.cell),)

    def take(self, member: Place) -> tuple[Told, ...]:
        """What a member completes: that it is the first of its cell."""
        return () if self.cell is None else ((self.cell, self.bracket, member),)

    def close(self, bracket: Place) -> tuple[Told, ...]:
        """What the closing bracket completes: the last cell, or for `()` the statement around it."""
        return self.outer.take(self.bracket) if self.cell is None else ((self.cell, self.bracket, bracket),)


_Frame: TypeAlias = _Statement | _Collection


def _terms(text: str) -> Iterator[tuple[int, int]]:
    """Where each term and punctuation mark begins and ends: literals whole, directives left out."""
    string: tuple[int, int] | None = None
    is_typed = False
    to_skip = 0
    for match in matches(text):
        kind = match.lastgroup
        if kind in {"space", "comment"}:
            continue
        start, end = match.span()
        if string is not None:
            if match[0] == "^^":
                is_typed = True
                continue
            has_tag = is_typed or text[start] == "@"
            yield string[0], end if has_tag else string[1]
            string, is_typed = None, False
            if has_tag:
                continue
        if to_skip:
            to_skip -= 1
        elif kind == "directive":
            to_skip = _DIRECTIVES[match[0].lower()]
        elif kind == "string":
            string = start, end
        else:
            yield start, end
