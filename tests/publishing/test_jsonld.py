from __future__ import annotations

import json
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from pyld import jsonld
from rdflib.compare import isomorphic

from homage_graph import Graph
from homage_graph.errors import ExportError
from homage_graph.interchange import to_rdflib
from homage_graph.publishing.canonical import canonical
from homage_graph.publishing.export import serialise
from homage_graph.publishing.jsonld import as_jsonld
from publishing.test_export import TRIPLES


@pytest.fixture(scope="module")
def document(graph: Graph) -> dict[str, Any]:
    return json.loads(graph.export("jsonld"))


def by_pyld(document: dict[str, Any]) -> tuple[ox.Triple, ...]:
    def refused(url: str, _: object) -> None:
        raise AssertionError(f"{url} is wanted")

    lines = jsonld.to_rdf(document, {"format": "application/n-quads", "documentLoader": refused})
    return canonical(quad.triple for quad in ox.parse(lines.encode(), format=ox.RdfFormat.N_QUADS))


def test_a_second_processor_reads_the_same_graph_and_fetches_nothing(graph: Graph, document: dict[str, Any]) -> None:
    assert by_pyld(document) == graph.published


def test_the_canonical_form_of_a_third_processor_is_ours(graph: Graph, document: dict[str, Any]) -> None:
    normal = jsonld.normalize(document, {"algorithm": "URDNA2015", "format": "application/n-quads"})
    assert normal.encode() == graph.export("ntriples")


def test_it_is_framed_as_a_person_would_want_it(document: dict[str, Any]) -> None:
    (lilac,) = (node for node in document["@graph"] if node["id"] == "video:iu-lilac")
    assert (lilac["label"], lilac["releaseYear"], lilac["homageOf"]) == ("LILAC", 2021, "film:oldboy")
    (fight,) = (claim for claim in lilac["homages"] if claim["id"] == "homage:lilac-corridor-fight")
    assert "inWork" not in fight
    assert fight["evidence"][0]["quote"].startswith("And that, perhaps")
    assert any(each["label"] == "the corridor fight" for node in document["@graph"] for each in node.get("scenes", ()))


def test_the_order_of_statements_does_not_matter(graph: Graph, document: dict[str, Any]) -> None:
    context = document["@context"]
    assert as_jsonld(reversed(graph.published), context) == as_jsonld(graph.published, context)


def test_compact_terms_expand_to_what_was_meant(document: dict[str, Any]) -> None:
    expanded = jsonld.expand({"@context": document["@context"], "@graph": document["@graph"][:3]})
    keys = {key for node in expanded for key in node}
    assert all(key.startswith(("@", "http")) for key in keys)


@given(TRIPLES)
def test_any_graph_comes_back_or_is_refused(triples: set[ox.Triple]) -> None:
    context = {"@version": 1.1, "id": "@id", "type": "@type", "film": "https://w3id.org/homage-graph/id/film/"}
    try:
        text = serialise(triples, "jsonld", context)
    except ExportError:
        return
    assert by_pyld(json.loads(text)) == canonical(triples)
    assert isomorphic(rdflib.Graph().parse(data=text, format="json-ld"), to_rdflib(triples))


def test_an_iri_that_looks_compact_is_refused() -> None:
    odd = ox.Triple(ox.NamedNode("film:oldboy"), ox.NamedNode("urn:p"), ox.Literal("x"))
    with pytest.raises(ExportError, match="does not read back"):
        serialise([odd], "jsonld", {"@version": 1.1, "id": "@id", "film": "https://w3id.org/homage-graph/id/film/"})
