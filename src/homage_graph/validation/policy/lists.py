"""Whether RDF lists are lists: each cell with one member and one rest, and an end (RDF Schema 1.1, section 5.2)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from homage_graph.validation.catalogue import BROKEN_LIST
from homage_graph.validation.policy.files import shown
from homage_graph.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from homage_graph.validation import Finding
    from homage_graph.validation.policy.files import Files, Statement
    from homage_graph.vocabulary import Term

__all__ = ["broken_lists", "cells"]

_FIRST: Final = f"{PREFIXES['rdf']}first"
_REST: Final = f"{PREFIXES['rdf']}rest"
_NIL: Final = ox.NamedNode(f"{PREFIXES['rdf']}nil")
_HELP: Final = "Write the list as ( … ), its members with spaces between; Turtle makes the cells."


def cells(files: Files) -> frozenset[Term]:
    """The things that have a member or a rest of a list."""
    return frozenset(subject for subject, predicate, _ in files.statements if predicate.value in (_FIRST, _REST))


def broken_lists(files: Files) -> Iterator[Finding]:
    """A finding for each list that forks, lacks a member or an end, or runs in a circle. Linear in the files."""
    firsts: defaultdict[Term, list[Statement]] = defaultdict(list)
    rests: defaultdict[Term, list[Statement]] = defaultdict(list)
    for statement in files.statements:
        if statement[1].value == _FIRST:
            firsts[statement[0]].append(statement)
        elif statement[1].value == _REST:
            rests[statement[0]].append(statement)
    for cell in dict.fromkeys((*firsts, *rests)):
        yield from _broken_cell(files, firsts.get(cell, []), rests.get(cell, []))
    for statement in (statement for found in rests.values() for statement in found):
        rest = statement[2]
        if rest != _NIL and rest not in firsts and rest not in rests:
            yield from _finding(files, f"This list has no end: {shown(rest)} is no cell of a list.", statement)
    for statement in _closing(rests):
        yield from _finding(files, "This list runs in a circle: it comes back to a cell that it has passed.", statement)


def _broken_cell(files: Files, firsts: Sequence[Statement], rests: Sequence[Statement]) -> Iterator[Finding]:
    if len(firsts) > 1:
        yield from _finding(files, f"A cell of this list has {len(firsts)} members, where it has one.", firsts[1])
    if len(rests) > 1:
        yield from _finding(files, f"This list forks: a cell has {len(rests)} rests, where it has one.", rests[1])
    if not firsts:
        yield from _finding(files, "A cell of this list has no member: it has a rdf:rest and no rdf:first.", rests[0])
    if not rests:
        yield from _finding(files, "This list has no end: a cell has a rdf:first and no rdf:rest.", firsts[0])


def _closing(rests: Mapping[Term, Sequence[Statement]]) -> Iterator[Statement]:
    """The statement that closes each circle."""
    done: set[Term] = set()
    for start in rests:
        path: set[Term] = set()
        cell: Term = start
        while cell in rests and cell not in done:
            done.add(cell)
            path.add(cell)
            statement = rests[cell][0]
            cell = statement[2]
            if cell in path:
                yield statement


def _finding(files: Files, message: str, statement: Statement) -> Iterator[Finding]:
    return files.findings(BROKEN_LIST, message, statement, "object", help=_HELP)
