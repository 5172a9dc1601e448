"""The files a graph is given out as: what they are called, and what they are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Final, NamedTuple

from homage_graph.publishing.export import FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from homage_graph.graph import Graph

__all__ = ["KINDS", "Distribution", "Kind", "distributions"]


class Kind(NamedTuple):
    """What a file of a format is.

    Attributes:
        suffix: How its name ends.
        media_type: As registered with IANA.
        title: What the format is called.
        standard: The IRI of what defines it.
    """

    suffix: str
    media_type: str
    title: str
    standard: str


KINDS: Final = {
    "turtle": Kind("ttl", "text/turtle", "Turtle", "https://www.w3.org/TR/turtle/"),
    "ntriples": Kind("nt", "application/n-triples", "N-Triples", "https://www.w3.org/TR/n-triples/"),
    "jsonld": Kind("jsonld", "application/ld+json", "JSON-LD", "https://www.w3.org/TR/json-ld11/"),
    "rdfxml": Kind("rdf", "application/rdf+xml", "RDF/XML", "https://www.w3.org/TR/rdf-syntax-grammar/"),
    "trig": Kind(
        "trig", "application/trig", "TriG, what is written and what follows apart", "https://www.w3.org/TR/trig/"
    ),
    "nquads": Kind(
        "nq", "application/n-quads", "N-Quads, what is written and what follows apart", "https://www.w3.org/TR/n-quads/"
    ),
}
"""By the names of `homage_graph.publishing.export.FORMATS`."""
_STEM: Final = "homage-graph"


@dataclass(frozen=True)
class Distribution:
    """One file.

    Attributes:
        key: A short name, which no other of the graph has.
        name: The file's name.
        title: What is in it.
        media_type: As registered with IANA.
        standard: The IRI of what defines the format.
        content: All of it.
    """

    key: str
    name: str
    title: str
    media_type: str
    standard: str
    content: bytes

    @cached_property
    def checksum(self) -> str:
        """SHA-256 of the content, as 64 hexadecimal digits."""
        return sha256(self.content).hexdigest()


def distributions(graph: Graph) -> Iterator[Distribution]:
    """The graph in every format, and the plain edges alone in Turtle.

    Raises:
        ContradictionError: The graph contradicts itself, or has one thing twice.
        ExportError: A format cannot hold it.
    """
    for form in FORMATS:
        yield _distribution(form, KINDS[form], "", "The graph", graph.export(form))
    yield _distribution(
        "edges", KINDS["turtle"], "-edges", "The four plain edges alone", graph.export("turtle", "edges")
    )


def _distribution(key: str, kind: Kind, mark: str, what: str, content: bytes) -> Distribution:
    name = f"{_STEM}{mark}.{kind.suffix}"
    return Distribution(key, name, f"{what} as {kind.title}", kind.media_type, kind.standard, content)
