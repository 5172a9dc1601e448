"""A difference for programs."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from homage_graph.validation.renderers.json import dump

if TYPE_CHECKING:
    from homage_graph.publishing.difference import Difference

__all__ = ["render"]


def render(difference: Difference) -> str:
    """An object with what differs, every member always there; what is nothing is the empty string or list.

    Its members: `different`, whether anything is; `vanished`, `entries` and `consequences`, lists of objects with the
    members of `Vanished`, `Entry` and `Consequence` in `homage_graph.publishing.difference`, `consequences` being null
    where nobody asked; `counts`, a list of objects with change, kind and count; and `removed` and `added`, the triples,
    as N-Triples has them without the full stop.
    """
    content = {
        "different": bool(difference),
        "vanished": [asdict(it) for it in difference.vanished],
        "entries": [asdict(entry) for entry in difference.entries],
        "consequences": (None if difference.consequences is None else [asdict(it) for it in difference.consequences]),
        "counts": [{"change": change, "kind": kind, "count": count} for change, kind, count in difference.counts()],
        "removed": [str(triple) for triple in difference.removed],
        "added": [str(triple) for triple in difference.added],
    }
    return dump(content)
