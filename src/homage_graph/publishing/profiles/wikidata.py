"""QuickStatements (version 1 commands) for Wikidata: what a person may review and run there, never run from here.

A command says that a citing work is inspired by (P941) a work, with the page of a quote that says so for a reference:
its address (P854), and its date where the graph has one (P577). The words of the quote are left out, as no source at
hand names the property for them. When the page was read the graph does not say, so no command does.
Commands: https://www.wikidata.org/wiki/Help:QuickStatements .
The property: https://www.wikidata.org/wiki/Wikidata:WikiProject_Fictional_universes .
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from homage_graph.publishing.edges import entailed
from homage_graph.publishing.statements import Statements
from homage_graph.vocabulary import HG, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from homage_graph.graph import Graph

__all__ = ["INSPIRED_BY", "make"]

INSPIRED_BY: Final = "P941"
"""“work, human, place or event which inspired this creative work or fictional entity”."""

_STANCE: Final = ox.NamedNode(f"{PREFIXES['stance']}supports")
_URL: Final = ox.NamedNode(f"{PREFIXES['schema']}url")
_PUBLISHED: Final = ox.NamedNode(f"{PREFIXES['schema']}datePublished")
_DAY: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_MONTH: Final = re.compile(r"([0-9]{4})-([0-9]{2})")
_YEAR: Final = re.compile(r"([0-9]{4})")
_NONE: Final = (
    "no edge between two things that have a confirmed item in Wikidata, and a quote from a page to show for it"
)


def make(graph: Graph) -> str:
    """A line a reference; where there is nothing to say, one comment that says so.

    QuickStatements adds a further reference to a statement that is there already, so two quotes are two lines.

    Raises:
        ContradictionError: The graph contradicts itself, or has one thing twice.
    """
    published = Statements.of(graph)
    lines = sorted(set(_commands(graph, published)))
    return "".join(f"{line}\n" for line in lines) or f"# {_NONE}\n"


def _commands(graph: Graph, published: Statements) -> Iterator[str]:
    for homage, edges in entailed(graph, published).items():
        for edge in edges:
            if edge.predicate != HG.homageOf:
                continue
            subject, target = published.wikidata(edge.subject), published.wikidata(edge.object)  # type: ignore[arg-type]
            if subject is None or target is None:
                continue
            for reference in _references(homage, published):
                yield "\t".join((subject, INSPIRED_BY, target, *reference))


def _references(homage: ox.NamedNode, published: Statements) -> Iterator[tuple[str, ...]]:
    """Of each quote that supports the homage outright, and whose page has an address."""
    for evidence in published.things(homage, HG.evidence):
        if _STANCE not in published.things(evidence, HG.stance):
            continue
        for source in published.things(evidence, HG.source):
            for page in published.things(source, _URL):
                date = _date(published.text(source, _PUBLISHED))
                yield ("S854", f'"{page.value}"', *(("S577", date) if date else ()))


def _date(text: str | None) -> str | None:
    """A date as precise as it was written: 11 is a day, 10 a month, 9 a year."""
    if text is None:
        return None
    if day := _DAY.fullmatch(text):
        return f"+{day[1]}-{day[2]}-{day[3]}T00:00:00Z/11"
    if month := _MONTH.fullmatch(text):
        return f"+{month[1]}-{month[2]}-00T00:00:00Z/10"
    return f"+{text}-00-00T00:00:00Z/9" if _YEAR.fullmatch(text) else None
