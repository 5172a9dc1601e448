from __future__ import annotations

import pytest
import rdflib
import schema_org

from conftest import ROOT
from homage_graph import Graph
from homage_graph.interchange import to_rdflib

PREFIXES = (
    "@prefix schema: <https://schema.org/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix : <urn:x:> ."
)


def faults(text: str) -> list[str]:
    return schema_org.faults(rdflib.Graph().parse(data=PREFIXES + text, format="turtle"))


def test_the_vocabulary_is_all_there() -> None:
    known = schema_org.vocabulary()
    assert len(known.classes) > 900 and len(known.properties) > 1400
    assert {"Movie", "CreativeWork", "Thing"} <= known.above("Movie")
    assert "Person" in known.range["director"]


@pytest.mark.parametrize(
    "text",
    [
        ':a a schema:Movie ; schema:name "Oldboy"@en ; schema:datePublished "2003-11-21"^^xsd:date .',
        ":a a schema:Movie ; schema:director :b . :b a schema:Person .",
        ":a a schema:Movie ; schema:director :b .",  # :b may be a person
        ":a schema:director :b . :b a schema:Person .",  # :a may be a film
        ':a a schema:Dataset ; schema:version "1.0.0" ; schema:dateModified "2026-01-01T00:00:00Z"^^xsd:dateTime .',
        ":a a schema:Movie ; schema:sameAs <https://example.org/> ; schema:url <https://example.org/> .",
        ":a a schema:Movie ; schema:isFamilyFriendly true .",
        ":a a schema:Event ; schema:eventStatus schema:EventCancelled .",
        ":a a <http://schema.org/Movie> ; <http://schema.org/name> 'Oldboy' .",
    ],
)
def test_good_statements_have_no_faults(text: str) -> None:
    assert faults(text) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (":a a schema:Film .", "schema:Film is no term"),
        (":a a schema:Movie ; schema:directedBy :b .", "schema:directedBy is no term"),
        (":a a schema:director .", "schema:director is a property"),
        (":a schema:Movie :b .", "schema:Movie is no property"),
        (":a a schema:Person ; schema:director :b .", "schema:director is not said of a schema:Person"),
        (
            ":a a schema:Movie ; schema:director :b . :b a schema:Place .",
            "schema:director does not lead to a schema:Place",
        ),
        (":a a schema:Movie ; schema:name :b .", "schema:name has a value"),
        (":a a schema:Movie ; schema:name 3 .", "schema:name has no such value"),
        (':a a schema:Movie ; schema:datePublished "soon" .', "schema:datePublished has no such value"),
        (':a a schema:Movie ; schema:director "Park Chan-wook" .', "schema:director has no such value"),
        (":a a schema:Event ; schema:eventStatus schema:InStock .", "schema:eventStatus does not lead to"),
        (":a a schema:Movie ; schema:directors :b .", "schema:directors is superseded by schema:director"),
    ],
)
def test_a_fault_is_found(text: str, fault: str) -> None:
    (found,) = faults(text)
    assert found.startswith(fault)


def test_the_export_uses_schema_org_as_it_is_defined(graph: Graph) -> None:
    # An author who is only named in a source is a text, which schema.org expects and accepts (docs/datamodel.html).
    named = "schema:author has no such value as "
    assert [fault for fault in schema_org.faults(to_rdflib(graph.published)) if not fault.startswith(named)] == []


@pytest.mark.parametrize("name", ["homage.ttl", "alignments.ttl", "concepts.ttl"])
def test_the_ontology_speaks_of_terms_that_schema_org_has(name: str) -> None:
    assert schema_org.faults(rdflib.Graph().parse(ROOT / "ontology" / name)) == []
