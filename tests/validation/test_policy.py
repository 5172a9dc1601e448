from __future__ import annotations

import pytest
from contributions import HEADER, ONTOLOGY, ROOT, SHAPES, Known, document, judged, marked, mended, read
from hypothesis import given, settings
from hypothesis import strategies as st

from homage_graph.reading.positions import text_of
from homage_graph.validation import Severity
from homage_graph.validation.catalogue import CHANGED_ENTITY, HIJACKED_TERM, UNSEEN_CHARACTER, UNTYPED, WRONG_IRI
from homage_graph.validation.policy.contribution import (
    MOST_FINDINGS,
    class_demanding,
    judge_contribution,
    judge_literals,
    single_valued,
)

ERROR, WARNING = Severity.VIOLATION, Severity.WARNING
DATA = [read(str(path.relative_to(ROOT))) for path in sorted((ROOT / "data").rglob("*.ttl"))]
OLD = document(
    f"""{HEADER}
film:oldboy a hg:Film ; rdfs:label "Oldboy"@en ; hg:releaseYear 2003 ; hg:imdbId "tt0364569" ;
    hg:directedBy person:park-chan-wook .
person:wonpil a hg:Person ; rdfs:label "Wonpil"@en ; hg:memberOf group:day6 .
homage:old a hg:Homage ; hg:inWork video:old ; hg:ofWork film:oldboy ; hg:certainty certainty:stated ;
    hg:evidence evidence:old .
technique:mine a hg:Technique .
""",
    "old.ttl",
)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("«rdfs:label» a owl:InverseFunctionalProperty .", "rdfs:label is a term of a vocabulary"),
        ("«hg:homageOf» rdfs:label 'x'@en .", "hg:homageOf is a term of a vocabulary"),
        ("«technique:single-take» skos:altLabel 'x'@en .", "technique:single-take is a term of a vocabulary"),
        ("«schema:Movie» rdfs:label 'x'@en .", "schema:Movie is a term of a vocabulary"),
        ("«<https://w3id.org/homage-graph/ontology>» dct:title 'x' .", "is a term of a vocabulary"),
        ("«<https://w3id.org/homage-graph/shapes#HG001>» sh:deactivated true .", "hgs:HG001 is a term of a vocabulary"),
        ("«rdf:type» rdfs:subPropertyOf hg:homageOf .", "rdf:type is a term of a vocabulary"),
        ("ex:p «rdfs:subPropertyOf» hg:homageOf .", "rdfs:subPropertyOf belongs to ontologies"),
        ("ex:F «owl:disjointWith» ex:V .", "owl:disjointWith belongs to ontologies"),
        ("ex:S «sh:deactivated» true .", "sh:deactivated belongs to shapes"),
        ("ex:S «sh:property» [ «sh:path» ex:next ; «sh:node» ex:S ] .", "sh:property belongs to shapes"),
        ("ex:o «owl:imports» <http://127.0.0.1/> .", "nothing is fetched"),
        ("ex:x «owl:sameAs» ex:y .", "owl:sameAs makes one thing of two"),
        ("ex:x a «owl:Class» .", "owl:Class belongs to ontologies and shapes"),
        ("ex:S a «sh:NodeShape» .", "sh:NodeShape belongs to ontologies and shapes"),
        ('ex:x a «"Film"» .', '"Film" is no class'),
        ("ex:x a «[»] .", "a blank node is no class"),
    ],
)
def test_a_contribution_speaks_about_things_and_not_about_terms(written: str, said: str) -> None:
    text, spans = marked(HEADER + written)
    found = judged(text)
    assert [(one.code, one.severity, one.span) for one in found] == [(HIJACKED_TERM, ERROR, span) for span in spans]
    assert said in found[0].message
    assert found[0].help


def test_two_things_are_said_to_be_the_same_elsewhere() -> None:
    text = f"{HEADER}film:x a hg:Film ; owl:sameAs wd:Q1 ."
    (finding,) = judged(text)
    assert mended(text, finding.fix) == text.replace("owl:sameAs", "schema:sameAs")
    assert not finding.fix.is_safe


def test_no_more_than_a_thousand_are_told_of_one_file() -> None:
    chain = "\n".join(f"ex:f{number} owl:sameAs ex:f{number + 1} ." for number in range(MOST_FINDINGS + 5))
    found = [finding for finding in judged(HEADER + chain) if finding.code == HIJACKED_TERM]
    assert len(found) == MOST_FINDINGS + 1
    assert [finding.message for finding in found if finding.span.line is None] == [
        "5 more of these are in this file, and not shown."
    ]


@pytest.mark.parametrize(
    ("written", "said", "there"),
    [
        (
            "film:oldboy hg:releaseYear «2004» .",
            "one hg:releaseYear already, 2003, and this says 2004.",
            "said here: 2003",
        ),
        ('film:oldboy hg:imdbId «"tt1"» .', 'one hg:imdbId already, "tt0364569", and this says "tt1".', "said here"),
        ('film:oldboy rdfs:label «"Old Boy"@EN» .', "one rdfs:label in the language en already", "said here"),
        ("film:oldboy a «hg:Scene» .", "is a hg:Film already, and this makes a hg:Scene of it", "said here: hg:Film"),
        ("homage:old hg:inWork «video:new» .", "one hg:inWork already, video:old", "said here: video:old"),
        ("homage:old hg:certainty «certainty:suggested» .", "one hg:certainty already", "said here: certainty:stated"),
    ],
)
def test_what_has_one_value_already_gets_no_other(written: str, said: str, there: str) -> None:
    text, spans = marked(HEADER + written)
    (finding,) = judged(text, Known([OLD]))
    assert (finding.code, finding.severity, finding.span) == (CHANGED_ENTITY, ERROR, spans[0])
    assert said in finding.message
    (related,) = finding.related
    assert related.message.startswith(there)
    assert related.span.path == "old.ttl"


def test_one_more_target_of_a_claim_that_is_there_is_pointed_at() -> None:
    text, spans = marked(f"{HEADER}homage:old hg:ofWork «film:new» .")
    (finding,) = judged(text, Known([OLD]))
    assert (finding.code, finding.severity, finding.span) == (CHANGED_ENTITY, WARNING, spans[0])
    assert [related.message for related in finding.related] == ["the claim is made here"]


@pytest.mark.parametrize(
    "written",
    [
        'film:oldboy a hg:Film ; rdfs:label "Oldboy"@en ; hg:releaseYear 2003 .',
        'film:oldboy a hg:SourceWork , schema:Movie ; rdfs:label "올드보이"@ko ; skos:altLabel "Old Boy"@en .',
        'film:oldboy hg:tmdbId "670" ; hg:directedBy person:other .',
        "person:wonpil hg:memberOf group:other .",
        "homage:old hg:evidence evidence:new ; hg:enactedBy person:wonpil .",
    ],
)
def test_what_is_added_is_no_change(written: str) -> None:
    assert judged(HEADER + written, Known([OLD])) == []


def test_the_graph_is_asked_once_about_each_thing_of_the_contribution_alone() -> None:
    known = Known([OLD])
    judged(f'{HEADER}film:oldboy rdfs:label "x"@en ; hg:releaseYear 1 . person:wonpil rdfs:label "y"@en .', known)
    assert sorted(thing.value.rpartition("/")[2] for thing in known.asked) == ["oldboy", "wonpil"]


@pytest.mark.parametrize(
    ("written", "severity", "new"),
    [
        ("«film:x» rdfs:label 'x'@en .", ERROR, "film:x a hg:Film ;"),
        ("«video:x»\n    rdfs:label 'x'@en .", ERROR, "video:x a hg:MusicVideo ;"),
        ("«homage:x» rdfs:comment 'x'@en .", ERROR, "homage:x a hg:Homage ;"),
        ("«<https://w3id.org/homage-graph/id/film/x>» rdfs:label 'x'@en .", ERROR, "film/x> a hg:Film ;"),
        ("«ex:a» rdfs:label 'x'@en ; rdfs:comment 'y'@en .", WARNING, None),
    ],
)
def test_a_thing_says_what_it_is(written: str, severity: Severity, new: str | None) -> None:
    text, spans = marked(HEADER + written)
    (finding,) = judged(text)
    assert (finding.code, finding.severity, finding.span) == (UNTYPED, severity, spans[0])
    assert (finding.fix is None) == (new is None)
    if new is not None:
        assert not finding.fix.is_safe
        assert new in mended(text, finding.fix)
        assert judged(mended(text, finding.fix)) == []


def test_a_thing_may_say_what_it_is_in_another_file_or_in_the_graph() -> None:
    assert judged(f"{HEADER}film:oldboy rdfs:comment 'x'@en .", Known([OLD])) == []
    files = [
        document(f"{HEADER}film:x rdfs:comment 'x'@en .", "a.ttl"),
        document(f"{HEADER}film:x a hg:Film .", "b.ttl"),
    ]
    assert list(judge_contribution(files, Known(), ONTOLOGY)) == []


def test_a_thing_of_which_a_shape_asks_its_class_is_left_to_the_shape() -> None:
    text = f"{HEADER}evidence:x hg:stance stance:supports ."
    assert judged(text) == []
    assert [one.code for one in judge_contribution([document(text)], Known(), ONTOLOGY)] == [UNTYPED]


@pytest.mark.parametrize(
    "written", ["«_:b» rdfs:label 'one' .", "«[»] rdfs:label 'x' .", "ex:a a ex:B ; dct:relation «[» a ex:C ] ."]
)
def test_a_thing_has_an_iri(written: str) -> None:
    text, spans = marked(HEADER + written)
    (finding,) = judged(text)
    assert (finding.code, finding.severity, finding.span) == (WRONG_IRI, ERROR, spans[0])


def test_a_blank_node_of_a_class_of_the_project_is_left_to_the_shapes() -> None:
    assert judged(f"{HEADER}ex:a a ex:B ; dct:relation [ a hg:Film ] .") == []


def test_shapes_say_what_has_one_value_and_what_has_a_class() -> None:
    names = {iri.rpartition("#")[2] for iri in single_valued(SHAPES)}
    assert {"inWork", "certainty", "releaseYear", "motifKind"} <= names
    assert not {"evidence", "ofWork", "memberOf", "directedBy"} & names
    classed = {iri.rpartition("#")[2] for iri in class_demanding(SHAPES)}
    assert {"ofWork", "quote", "sceneOf"} <= classed
    assert "youtubeId" not in classed


def test_the_projects_own_data_would_be_a_good_contribution() -> None:
    asked = single_valued(SHAPES), class_demanding(SHAPES)
    assert [*judge_contribution(DATA, Known(), ONTOLOGY, *asked), *judge_literals(DATA)] == []


def test_the_projects_own_data_says_again_what_it_says() -> None:
    asked = single_valued(SHAPES), class_demanding(SHAPES)
    assert list(judge_contribution(DATA, Known(DATA), ONTOLOGY, *asked)) == []


TERMS = st.sampled_from(
    [
        "film:x",
        "film:X_y",
        "homage:x",
        "ex:a",
        "<film:x>",
        "<http://w3id.org/homage-graph/id/film/x>",
        "<javascript:x>",
        "<http://ex.org/%zz>",
        "<http://exаmple.org/>",
        "<http://example.org/é>",
        "technique:stepprinting",
        "hg:Flim",
        "owl:Class",
        "_:b",
        "rdf:nil",
    ]
)
PROPERTIES = st.sampled_from(
    [
        "a",
        "hg:ofWrok",
        "hg:releaseYear",
        "rdfs:label",
        "rdfs:lable",
        "owl:sameAs",
        "sh:path",
        "schema:urll",
        "ex:p",
        "rdf:first",
        "rdf:rest",
    ]
)
LITERALS = st.builds(
    lambda text, quotes, rest: f"{quotes}{text}{quotes}{rest}",
    st.sampled_from(["1_000", "e\u0301", "a\u200bb", "\u202e", "\\u202E", "\\\\", "\\\"e\u0301\\'", " 1 ", "True", ""]),
    st.sampled_from(['"', "'", '"""', "'''"]),
    st.sampled_from(
        ["", "@en", "^^xsd:integer", "^^xsd:boolean", "^^xsd:gyear", "^^<http://www.w3.org/2001/XMLSchema#date>"]
    ),
)


@settings(deadline=None, max_examples=150)
@given(st.lists(st.tuples(TERMS, PROPERTIES, st.one_of(TERMS, LITERALS)), max_size=6))
def test_whatever_is_found_stands_where_it_is_said_and_every_fix_leaves_turtle(
    statements: list[tuple[str, str, str]],
) -> None:
    text = HEADER + "\n".join(f"{subject} {predicate} {target} ." for subject, predicate, target in statements)
    written = {word for statement in statements for word in statement}
    for finding in judged(text, Known([OLD])):
        found = text_of(finding.span, text)
        assert any(found in word for word in written) if finding.code == UNSEEN_CHARACTER else found in written
        if finding.fix is not None:
            after = judged(mended(text, finding.fix), Known([OLD]))
            assert (finding.code, finding.message, finding.span) not in [(f.code, f.message, f.span) for f in after]


def test_oddities_that_turtle_allows_are_no_findings() -> None:
    assert judged("") == []
    assert judged("# a comment") == []
    assert judged(f'\ufeff{HEADER}ex:a a ex:Film ;; rdfs:label "ok"@en , "ok"@EN ; .'.replace("\n", "\r\n")) == []
