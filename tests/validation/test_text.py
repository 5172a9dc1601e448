from __future__ import annotations

from pathlib import Path

import pytest

from conftest import ROOT
from homage_graph import Graph
from homage_graph.validation.text import HIJACKED_TERM, ILL_TYPED, NOT_NFC, UNSEEN_CHARACTER

HEADER = """\
@prefix hg: <https://w3id.org/homage-graph/ontology#> .
@prefix ex: <http://example.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


@pytest.mark.parametrize(
    ("statement", "code", "said"),
    [
        ("rdfs:label a owl:InverseFunctionalProperty .", HIJACKED_TERM, "rdfs:label is a term of a vocabulary"),
        ("ex:p rdfs:subPropertyOf hg:homageOf .", HIJACKED_TERM, "rdfs:subPropertyOf belongs to ontologies"),
        ("hg:homageOf rdfs:label 'x'@en .", HIJACKED_TERM, "hg:homageOf is a term of a vocabulary"),
        ("<https://w3id.org/homage-graph/shapes#HG001> sh:deactivated true .", HIJACKED_TERM, "is a term"),
        ("ex:o owl:imports <http://127.0.0.1/> .", HIJACKED_TERM, "owl:imports belongs to ontologies"),
        ("ex:x owl:sameAs ex:y .", HIJACKED_TERM, "owl:sameAs belongs to ontologies"),
        ("ex:S a sh:NodeShape .", HIJACKED_TERM, "sh:NodeShape belongs to ontologies and shapes"),
        ('ex:x a "Film" .', HIJACKED_TERM, '"Film" is no class'),
        ('ex:x rdfs:label "a\u202eb"@en .', UNSEEN_CHARACTER, "U+202E"),
        ('ex:x rdfs:label "a\\u0000\\u001Bb"@en .', UNSEEN_CHARACTER, "U+0000, U+001B"),
        ('ex:x rdfs:label "Ame\u0301lie"@en .', NOT_NFC, "form NFC"),
        ('ex:x ex:y "banana"^^xsd:gYear .', ILL_TYPED, "“banana” is no xsd:gYear."),
        ('ex:x ex:y "2020-13-01"^^xsd:date .', ILL_TYPED, "“2020-13-01” is no xsd:date."),
        (f'ex:x ex:y "{"1" * 5000}-02-30"^^xsd:date .', ILL_TYPED, "is no xsd:date."),
        ('ex:x ex:y "1_000"^^xsd:integer .', ILL_TYPED, "1_000"),
        ('ex:x ex:y "1E999999"^^xsd:decimal .', ILL_TYPED, "1E999999"),
    ],
)
def test_what_no_shape_sees_is_found_on_its_line(
    statement: str, code: str, said: str, graph: Graph, tmp_path: Path
) -> None:
    file = tmp_path / "contribution.ttl"
    file.write_text(HEADER + "\n" + statement, "utf-8")
    (finding,) = (finding for finding in graph.validate(file).findings if finding.code == code)
    assert said in finding.message
    assert finding.place is not None
    assert (Path(finding.place.path).name, finding.place.line) == ("contribution.ttl", 8)


@pytest.mark.parametrize(
    "statement",
    [
        'ex:a a ex:Film ;; rdfs:label "ok"@en , "ok"@EN ; .',
        'ex:a rdfs:label "Am\u00e9lie"@en ; rdfs:seeAlso <https://example.org/> .',
        'ex:a ex:y "2020"^^xsd:gYear , "2020-02"^^xsd:gYearMonth , "2020-02-29Z"^^xsd:date , 1.5 , true , "x"^^ex:own .',
        'ex:a rdfs:comment "two\\n\\tlines"@en .',
    ],
)
def test_what_is_right_is_left_alone(statement: str, graph: Graph, tmp_path: Path) -> None:
    file = tmp_path / "contribution.ttl"
    file.write_text(HEADER + statement, "utf-8")
    assert graph.validate(file).conforms


@pytest.mark.parametrize("name", ["concepts.ttl", "alignments.ttl"])
def test_the_files_that_define_terms_may_speak_about_them(name: str, graph: Graph) -> None:
    assert graph.validate(ROOT / "ontology" / name).conforms
