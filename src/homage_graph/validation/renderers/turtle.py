"""SHACL's own validation report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from homage_graph.publishing.canonical import canonical
from homage_graph.querying.answer import used_prefixes

if TYPE_CHECKING:
    from homage_graph.validation import Report

__all__ = ["render"]


def render(report: Report) -> str:
    """The report graph in Turtle, the same bytes for the same findings."""
    graph = canonical(report.graph)
    text = ox.serialize(graph, format=ox.RdfFormat.TURTLE, prefixes=used_prefixes(graph))
    return (text or b"").decode("utf-8")
