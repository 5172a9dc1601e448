"""What a terminal shows: tables, lines of talk, a sign of life. Nothing here decides anything."""

from __future__ import annotations

import re
import shutil
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pyoxigraph as ox

from homage_graph.characters import UNSEEN
from homage_graph.querying.table import render

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from homage_graph.graph import Graph
    from homage_graph.querying.answer import Answer

__all__ = ["answer_table", "counting", "printable", "say", "table", "working"]

_WIDTH = 110
"""Columns of a table that goes to a file or a pipe, whatever terminal is around."""

_GLANCE = 0.1
"""Seconds between two counts."""

_UNSEEN = re.compile(f"[\t\n{UNSEEN}]")
_NUMBERS = ("http://www.w3.org/2001/XMLSchema#integer", "http://www.w3.org/2001/XMLSchema#decimal")


def printable(text: str) -> str:
    """The text on one line, with control, bidirectional and zero-width characters made visible as escapes."""
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def say(line: str) -> None:
    """One line of talk, to stderr."""
    print(printable(line), file=sys.stderr, flush=True)


@contextmanager
def working(what: str) -> Iterator[None]:
    """A line that stands while something long goes on, on a terminal only."""
    seen = sys.stderr.isatty()
    if seen:
        print(f"{what} …", end="", file=sys.stderr, flush=True)
    try:
        yield
    finally:
        if seen:
            print("\r\x1b[2K", end="", file=sys.stderr, flush=True)


@contextmanager
def counting(what: str) -> Iterator[Callable[[str, int], None]]:
    """As `working`, with a count that grows; yields what to tell it: a name, and how many so far."""
    shown = 0.0

    def tell(name: str, count: int) -> None:
        nonlocal shown
        now = time.monotonic()
        if now - shown > _GLANCE and sys.stderr.isatty():
            shown = now
            print(f"\r\x1b[2K{what}: {count:,} triples so far ({name}) …", end="", file=sys.stderr, flush=True)

    with working(what):
        yield tell


def table(headings: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> str:
    """A table as wide as the terminal, or of a fixed width where there is none."""
    width = shutil.get_terminal_size((_WIDTH, 0)).columns if sys.stdout.isatty() else _WIDTH
    return render(
        headings, [[printable(" ".join(cell.split())) for cell in row] for row in rows], width=width, right=right
    )


def answer_table(answer: Answer, graph: Graph, known: Collection[str] = ()) -> str:
    """An answer as people read it: names for IRIs, `yes` or `no` for an ASK.

    Args:
        answer: To a SELECT or an ASK.
        graph: Names the things.
        known: Columns to leave out, because the reader gave their one value.
    """
    if answer.boolean is not None:
        return "yes\n" if answer.boolean else "no\n"
    shown = [number for number, variable in enumerate(answer.variables) if variable not in known]
    rows = [[graph.name(row[number]) for number in shown] for row in answer.rows]
    numeric = [
        column
        for column, number in enumerate(shown)
        if any(row[number] for row in answer.rows) and all(_is_number(row[number]) for row in answer.rows)
    ]
    return table([_spaced(answer.variables[number]) for number in shown], rows, numeric)


def _is_number(term: object) -> bool:
    return term is None or (isinstance(term, ox.Literal) and term.datatype.value in _NUMBERS)


def _spaced(variable: str) -> str:
    """`filmYear` as `film year`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", variable).lower()
