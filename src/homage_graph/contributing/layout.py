"""Turtle as the files in data/videos are laid out: a comment, the prefixes in use, a block a thing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from homage_graph.vocabulary import PREFIXES, Term, curie

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Block", "Statements", "laid_out"]

Statements = tuple[tuple[ox.NamedNode, tuple[Term, ...]], ...]
"""Properties of one thing and their values, in the order they are written."""

_INTEGER: Final = "http://www.w3.org/2001/XMLSchema#integer"
_ORDER: Final = (
    "hg", "video", "teaser", "performance", "song", "imagery", "work", "film", "series", "programme", "stage-work",
    "literature", "artwork", "scene", "character", "motif", "person", "group",
    "homage", "evidence", "source", "publisher", "technique", "genre", "motif-kind", "certainty", "stance", "voice",
)  # fmt: skip
"""Prefixes as the files declare them: from the video to its evidence, then concepts; others follow by name."""


@dataclass(frozen=True)
class Block:
    """One thing, and what is said of it.

    Attributes:
        thing: Its IRI.
        kind: Its class.
        statements: What is said of it.
    """

    thing: ox.NamedNode
    kind: ox.NamedNode
    statements: Statements


def laid_out(heading: str, groups: Iterable[Sequence[Block]]) -> str:
    """Turtle 1.1, one empty line between two blocks and two between groups of them.

    Args:
        heading: What the file is about, on one line.
        groups: Blocks that belong together.
    """
    used: set[str] = set()
    body = "\n\n".join("\n".join(_block(block, used) for block in group) for group in groups if group)
    names = [name for name in _ORDER if name in used] + sorted(used - set(_ORDER))
    width = max(map(len, names)) + 1
    prefixes = "".join(f"@prefix {name + ':':<{width}} <{PREFIXES[name]}> .\n" for name in names)
    return f"# {' '.join(heading.split())}\n\n{prefixes}\n{body}"


def _block(block: Block, used: set[str]) -> str:
    lines = [f"{_term(block.thing, used)} a {_term(block.kind, used)}"]
    for predicate, values in block.statements:
        lines.append(f"    {_term(predicate, used)} {' , '.join(_term(value, used) for value in values)}")
    return " ;\n".join(lines) + " .\n"


def _term(term: Term, used: set[str]) -> str:
    """A term in Turtle; the engine does the escaping."""
    if isinstance(term, ox.Literal) and term.datatype.value == _INTEGER:
        return term.value
    if not isinstance(term, ox.NamedNode):
        return str(term)
    short = curie(term.value)
    if short == term.value:
        return str(term)
    used.add(short.partition(":")[0])
    return short
