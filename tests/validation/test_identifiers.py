from __future__ import annotations

import pytest
from contributions import HEADER, Known, document, judged, marked, mended

from homage_graph.validation import Severity
from homage_graph.validation.catalogue import NOT_NFC, UNSAFE_LINK, UNSEEN_CHARACTER, WRONG_IRI

ERROR, WARNING = Severity.VIOLATION, Severity.WARNING
ID = "https://w3id.org/homage-graph/id/"


@pytest.mark.parametrize(
    ("written", "code", "severity", "said", "new"),
    [
        ("«film:Old_Boy»", WRONG_IRI, ERROR, "does not end in lower-case letters", "film:old-boy"),
        (f"«<{ID}film/oldboy/>»", WRONG_IRI, ERROR, "does not end in lower-case letters", "film:oldboy"),
        ("«film:Am\u00e9lie»", WRONG_IRI, ERROR, "does not end in lower-case letters", "film:amelie"),
        ("«film:올드보이»", WRONG_IRI, ERROR, "does not end in lower-case letters", None),
        (f"«<{ID}films/oldboy>»", WRONG_IRI, ERROR, "no kind of thing “films”", "film:oldboy"),
        (f"«<{ID}movie/oldboy>»", WRONG_IRI, ERROR, "no kind of thing “movie”", None),
        ("«<https://w3id.org/homage-graph/film/oldboy>»", WRONG_IRI, ERROR, "no IRI of a thing of the project", None),
        ("«<http://w3id.org/homage-graph/id/film/oldboy>»", WRONG_IRI, ERROR, "looks like it", "film:oldboy"),
        ("«<https://homage-graph.org/id/film/oldboy>»", WRONG_IRI, ERROR, "looks like it", "film:oldboy"),
        ("«<film:oldboy>»", WRONG_IRI, ERROR, "with the scheme film:", "film:oldboy"),
        ("«<http://exаmple.org/vertigo>»", WRONG_IRI, WARNING, "U+0430", None),
        ("«<http://аррӏе.com/>»", WRONG_IRI, WARNING, "U+0430, U+0435, U+0440, U+04CF", None),
        ("«<http://ｅxample.org/>»", WRONG_IRI, WARNING, "U+FF45", None),
        ("«<http://ex.org/%zz>»", WRONG_IRI, WARNING, "percent sign", "<http://ex.org/%25zz>"),
        ("«<http://ex\u200bample.org/>»", UNSEEN_CHARACTER, ERROR, "U+200B", "<http://example.org/>"),
        ("«<http://example.org/\\u202E>»", UNSEEN_CHARACTER, ERROR, "U+202E", "<http://example.org/>"),
        ("«<http://example.org/Ame\u0301lie>»", NOT_NFC, ERROR, "form NFC", "<http://example.org/Am\u00e9lie>"),
        ("«<javascript:alert%281%29>»", UNSAFE_LINK, ERROR, "the scheme javascript:", None),
        ("«<JavaScript:x>»", UNSAFE_LINK, ERROR, "the scheme javascript:", None),
        ("«<data:text/html,x>»", UNSAFE_LINK, ERROR, "the scheme data:", None),
        ("«<file:///etc/passwd>»", UNSAFE_LINK, ERROR, "the scheme file:", None),
        ("«<vbscript:x>» , «<blob:x>» , «<about:blank>»", UNSAFE_LINK, ERROR, "the scheme", None),
    ],
)
def test_a_wrong_iri_is_found_where_it_stands(
    written: str, code: str, severity: Severity, said: str, new: str | None
) -> None:
    text, spans = marked(f"{HEADER}ex:a a ex:B ; dct:subject {written} .\n")
    found = judged(text)
    assert [(one.code, one.severity, one.span) for one in found] == [(code, severity, span) for span in spans]
    assert said in found[0].message
    assert found[0].help
    assert (found[0].fix is None) == (new is None)
    if new is not None:
        assert not found[0].fix.is_safe
        assert mended(text, found[0].fix) == text.replace(written.strip("«»"), new)


def test_an_iri_is_found_at_its_first_place_and_mended_at_all() -> None:
    text, spans = marked(f"{HEADER}ex:a a ex:B ; dct:relation «<{ID}films/x>» ; dct:hasPart <{ID}films/x> , film:y .")
    (finding,) = judged(text)
    assert finding.span == spans[0]
    assert mended(text, finding.fix) == text.replace(f"<{ID}films/x>", "film:x")


def test_an_iri_is_wrong_as_a_subject_and_as_a_property_too() -> None:
    text, spans = marked(f"{HEADER}«<javascript:a>» a ex:B ; «<javascript:b>» 1 .")
    found = [one for one in judged(text) if one.code == UNSAFE_LINK]
    assert [one.span for one in found] == spans


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("schema:url «<mailto:a@example.org>»", "the scheme mailto:"),
        ("rdfs:seeAlso «<ftp://example.org/>»", "the scheme ftp:"),
        ("foaf:page «<urn:isbn:0451450523>»", "the scheme urn:"),
        ("skos:exactMatch «<tel:123>»", "the scheme tel:"),
        ('schema:url «"javascript:alert(1)"»', "the scheme javascript:"),
        ('dct:subject «"data:text/html,x"^^xsd:anyURI»', "the scheme data:"),
    ],
)
def test_a_link_leads_to_the_web(written: str, said: str) -> None:
    text, spans = marked(f"{HEADER}ex:a a ex:B ; {written} .")
    (finding,) = judged(text)
    assert (finding.code, finding.severity, finding.span) == (UNSAFE_LINK, ERROR, spans[0])
    assert said in finding.message


@pytest.mark.parametrize(
    "written",
    [
        "dct:subject film:oldboy , <http://www.wikidata.org/entity/Q475693> , <urn:isbn:1> , <mailto:a@b.org> , ex:X_y",
        "schema:url <https://www.example.org/a%20b?c=%C3%A9#d> , <http://한국.kr/> , <https://münchen.de/> , <https://日本語テスト.jp/>",
        "dct:source <urn:isbn:0451450523> ; skos:exactMatch <http://example.org/Am\u00e9lie>",
        'schema:url "https://example.org/" ; rdfs:comment "javascript: is a scheme"@en',
        "dct:relation <https://homage-graph.org/about> , <https://w3id.org/homage-graph>",
    ],
)
def test_what_is_right_is_left_alone(written: str) -> None:
    assert judged(f"{HEADER}ex:a a ex:B ; {written} .") == []


def test_what_the_graph_describes_already_is_not_this_files_to_mend() -> None:
    known = Known([document("<https://w3id.org/homage-graph/release> a <urn:Dataset> .", "old.ttl")])
    text = f"{HEADER}ex:a a ex:B ; dct:isPartOf <https://w3id.org/homage-graph/release> ."
    assert judged(text, known) == []
    assert [finding.code for finding in judged(text)] == [WRONG_IRI]


def test_the_form_of_a_thing_of_the_projects_classes_is_left_to_the_shapes() -> None:
    assert judged(f"{HEADER}film:Oldboy a hg:Film .\nex:a a ex:B ; dct:relation film:Oldboy .") == []
    (finding,) = judged(f"{HEADER}<{ID}movie/oldboy> a hg:Film .")
    assert finding.code == WRONG_IRI
