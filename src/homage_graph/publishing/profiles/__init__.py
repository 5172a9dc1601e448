"""The graph in the shapes that other worlds load: one module a profile, each a pure function of a graph.

What each keeps, and what it drops and why, is in docs/profiles.md.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from homage_graph.errors import ExportError
from homage_graph.publishing.export import must_be_xml
from homage_graph.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from homage_graph.graph import Graph

__all__ = ["PROFILES", "Profile"]


@dataclass(frozen=True)
class Profile:
    """One way to give the graph to others.

    Attributes:
        name: What it is called on the command line.
        title: What it is called in a sentence.
        description: What it is for, in one line.
        suffix: The suffix of a file of it, with its dot.
        media_type: The media type of such a file.
        syntax: The RDF format that it is written in by default; None where it is no RDF.
        prefixes: Prefixes that its vocabulary needs, beside the project's own.
    """

    name: str
    title: str
    description: str
    suffix: str
    media_type: str
    syntax: ox.RdfFormat | None
    _module: str
    prefixes: Mapping[str, str] = field(default_factory=dict)

    def make(self, graph: Graph) -> tuple[ox.Triple, ...] | tuple[ox.Quad, ...] | str:
        """The graph in this profile: triples, quads where it has named graphs, text where it is no RDF.

        Triples are in the order of their N-Triples form, quads in that of their graphs before.

        Raises:
            ContradictionError: The graph contradicts itself, or has one thing twice.
        """
        return import_module(f"{__name__}.{self._module}").make(graph)  # type: ignore[no-any-return]

    def write(self, graph: Graph, syntax: ox.RdfFormat | None = None) -> bytes:
        """A file of it, once a strict parser has read the same from it.

        Args:
            graph: The graph.
            syntax: Another RDF format than the profile's own.

        Raises:
            ContradictionError: As `make` does.
            ExportError: The format cannot hold it.
            ValueError: It is no RDF, and a syntax is asked for.
        """
        made = self.make(graph)
        if isinstance(made, str):
            if syntax is not None:
                raise ValueError(f"{self.title} is no RDF, and has a format of its own")
            return made.encode("utf-8")
        wanted = syntax or self.syntax
        assert wanted is not None  # noqa: S101 - what is no text has a syntax
        if not wanted.supports_datasets and any(isinstance(statement, ox.Quad) for statement in made):
            raise ExportError(wanted.name, f"{self.title} has named graphs")
        try:
            if wanted == ox.RdfFormat.TURTLE and self.name == "rdf-12":
                from homage_graph.publishing.profiles.rdf_12 import as_turtle

                text = as_turtle(made)  # type: ignore[arg-type]  # it has no named graphs
            else:
                has_prefixes = wanted not in (ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS)
                prefixes = self._used(made) if has_prefixes else None
                text = ox.serialize(made, format=wanted, prefixes=prefixes) or b""
            if wanted == ox.RdfFormat.RDF_XML:
                must_be_xml(text)
            back = set(ox.parse(text, format=wanted))
        except (OSError, ValueError, SyntaxError) as error:
            raise ExportError(wanted.name, str(error)) from None
        quads = {s if isinstance(s, ox.Quad) else ox.Quad(s.subject, s.predicate, s.object) for s in made}
        if back != quads:
            odd = min(back ^ quads, key=str)
            raise ExportError(wanted.name, f"it does not read back as it was, as with: {odd}")
        return text

    def _used(self, statements: Sequence[ox.Triple | ox.Quad]) -> dict[str, str]:
        written = "\n".join(map(str, statements))
        known = {**PREFIXES, **self.prefixes}
        return {prefix: namespace for prefix, namespace in known.items() if f"<{namespace}" in written}


PROFILES: Final = {
    profile.name: profile
    for profile in (
        Profile(
            "schema-org",
            "schema.org",
            "Films, videos, people, and claims with their quotations, as search engines and catalogues read them.",
            ".ttl",
            "text/turtle",
            ox.RdfFormat.TURTLE,
            "schema_org",
        ),
        Profile(
            "web-annotation",
            "Web Annotation",
            "Each quote as an annotation of the page it is on, for annotation tools.",
            ".ttl",
            "text/turtle",
            ox.RdfFormat.TURTLE,
            "web_annotation",
            {"dc": "http://purl.org/dc/elements/1.1/", "oa": "http://www.w3.org/ns/oa#"},
        ),
        Profile(
            "nanopublications",
            "nanopublications",
            "Each claim as a publication of its own: what is said, who says so, and who wrote it down.",
            ".trig",
            "application/trig",
            ox.RdfFormat.TRIG,
            "nanopublications",
            {"np": "http://www.nanopub.org/nschema#"},
        ),
        Profile(
            "wikidata",
            "QuickStatements for Wikidata",
            "Edges between things that have an item there, each with its reference, for a person to review and run.",
            ".txt",
            "text/plain",
            None,
            "wikidata",
        ),
        Profile(
            "rdf-12",
            "RDF 1.2",
            "The whole graph, and each claim as the reifier of the plain edges that follow from it.",
            ".ttl",
            "text/turtle",
            ox.RdfFormat.TURTLE,
            "rdf_12",
        ),
    )
}
"""Every profile, by its name."""
