"""What the renderers for people say in the same words, and leave out alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from homage_graph.publishing.difference import Change
from homage_graph.vocabulary import HG, PREFIXES, curie

if TYPE_CHECKING:
    from collections.abc import Iterator

    from homage_graph.publishing.difference import Difference, Entry, Part, Statement, Value

__all__ = ["changes", "effects", "heading", "short", "telling", "vanished"]

_TYPE: Final = f"{PREFIXES['rdf']}type"
_BEHIND: Final = {HG.evidence.value, HG.premise.value}
_UNCOUNTED: Final = {"evidence", "album imagery", "film series", "set aside"}
_IRREGULAR: Final = {"person": "people"}


def changes(difference: Difference) -> str:
    """What changed, in numbers: `3 homages added, 1 film changed`; empty where nothing did."""
    return ", ".join(
        f"{count:,} {_plural(kind or 'thing', count)} {change}" for change, kind, count in difference.counts()
    )


def effects(difference: Difference) -> str:
    """What follows otherwise, in numbers; empty where nothing does, or nobody asked."""
    said = [statement for it in difference.consequences or () for statement in it.statements]
    come, gone = sum(len(it.after) for it in said), sum(len(it.before) for it in said)
    parts = [f"{come:,} {_plural('edge', come)} {'appear' if come != 1 else 'appears'}"] if come else []
    parts += [f"{gone:,} {_plural('edge', gone)} {'vanish' if gone != 1 else 'vanishes'}"] if gone else []
    return ", ".join(parts)


def vanished(difference: Difference) -> str:
    """How many IRIs are gone that must not."""
    count = len(difference.vanished)
    return f"{count:,} published {'IRI is' if count == 1 else 'IRIs are'} gone"


def heading(entry: Entry) -> str:
    """What an entry is, but for its name: `homage in LILAC`, `film`."""
    kind = entry.kind or "thing"
    return f"{kind} in {entry.within}" if entry.within else kind


def short(iri: str) -> str:
    """The IRI as its CURIE; what stands for one where a thing has none."""
    return curie(iri) if iri else "no IRI"


def telling(entry: Entry | Part) -> Iterator[Statement]:
    """The statements that say more than what stands around them.

    Not that a new thing is of its kind, or has its name; not that a claim has evidence which is shown with it.
    """
    from dataclasses import replace

    parts = {f"<{part.iri}>" for part in getattr(entry, "parts", ()) if part.change is not Change.CHANGED}

    def is_said(value: Value, statement: Statement) -> bool:
        if statement.iri in _BEHIND:
            return value.term in parts
        if entry.change is Change.CHANGED:
            return False
        if statement.iri == _TYPE:
            return value.name == entry.kind
        return value.term.startswith('"') and value.name == entry.name

    for statement in entry.statements:
        before, after = (
            tuple(value for value in some if not is_said(value, statement))
            for some in (statement.before, statement.after)
        )
        if before or after:
            yield replace(statement, before=before, after=after)


def _plural(kind: str, count: int) -> str:
    if count == 1 or kind in _UNCOUNTED:
        return kind
    if " of " in kind:
        head, _, rest = kind.partition(" of ")
        return f"{_plural(head, count)} of {rest}"
    if kind in _IRREGULAR:
        return _IRREGULAR[kind]
    if kind.endswith(("s", "x", "ch", "sh")):
        return f"{kind}es"
    return f"{kind[:-1]}ies" if kind.endswith("y") and kind[-2:-1] not in "aeiou" else f"{kind}s"
