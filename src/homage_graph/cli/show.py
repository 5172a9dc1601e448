"""homage show: one thing, whole."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import click

from homage_graph.cli.options import graph_option, opened, reasoned
from homage_graph.cli.terminal import printable
from homage_graph.vocabulary import curie

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from homage_graph.querying.portrait import Portrait, Quote

__all__ = ["command"]

_WIDTH = 100


@click.command("show")
@click.argument("entity", nargs=-1, required=True)
@graph_option
def command(entity: tuple[str, ...], paths: tuple[Path, ...]) -> None:
    """Show everything said of ENTITY, a name, CURIE or IRI, with the quotes behind it."""
    graph = reasoned(opened(paths))
    click.echo("\n".join(_lines(graph.portray(graph.find(" ".join(entity))))))


def _lines(portrait: Portrait) -> Iterator[str]:
    yield printable(" ".join(portrait.name.split()))
    yield " · ".join(part for part in (portrait.kind, curie(portrait.thing.value), portrait.thing.value) if part)
    yield from _paragraph(portrait.notes)
    if portrait.facts:
        yield ""
    width = max((len(fact.label) for fact in portrait.facts), default=0)
    for fact in portrait.facts:
        yield from _wrapped(", ".join(fact.values), f"{fact.label:<{width}}   ")
    if portrait.quotes:
        yield ""
        for quote in portrait.quotes:
            yield from _quoted(quote, "  ")
    kind = ""
    for said in portrait.claims:
        if said.kind != kind:
            kind = said.kind
            yield ""
            yield f"{kind.capitalize()}s"
        certainty = f" ({said.certainty})" if said.certainty else ""
        where = f"{said.about}: " if said.about != portrait.name else ""
        yield from _wrapped(where + said.description + certainty, "  - ")
        for quote in said.quotes:
            yield from _quoted(quote, "      ")


def _paragraph(notes: tuple[str, ...]) -> Iterator[str]:
    if notes:
        yield ""
    for note in notes:
        yield from _wrapped(note, "")


def _quoted(quote: Quote, indent: str) -> Iterator[str]:
    stance = f" ({quote.stance})" if quote.stance else ""
    yield from _wrapped(f"“{quote.text}”", indent)
    yield from _wrapped(f"— {quote.source}{stance}", indent + "  ")


def _wrapped(text: str, head: str) -> list[str]:
    return textwrap.wrap(
        printable(" ".join(text.split())),
        _WIDTH,
        initial_indent=printable(head),
        subsequent_indent=" " * len(head),
        break_long_words=False,
    ) or [head.rstrip()]
