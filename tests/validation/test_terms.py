from __future__ import annotations

import pytest
from contributions import HEADER, ONTOLOGY, document, judged, marked, mended

from homage_graph.validation import Severity
from homage_graph.validation.catalogue import UNKNOWN_TERM
from homage_graph.validation.policy.contribution import judge_terms

OURS = "https://w3id.org/homage-graph/"
HOMAGE = "homage:x a hg:Homage ; "


@pytest.mark.parametrize(
    ("written", "said", "new", "is_safe"),
    [
        (HOMAGE + "«hg:ofWrok» film:x", "no property hg:ofWrok.", "hg:ofWork", True),
        (HOMAGE + "«hg:OfWork» film:x", "no property hg:OfWork.", "hg:ofWork", True),
        (HOMAGE + "«hg:ofWorks» film:x", "no property hg:ofWorks.", "hg:ofWork", True),
        (HOMAGE + f"«<{OURS}ontology#ofwork>» film:x", "no property hg:ofwork.", "hg:ofWork", True),
        (HOMAGE + "«hg:stylingFromCharacter» film:x", "no property", "hg:stylingOfCharacter", False),
        (HOMAGE + "«hg:xyzzy» 1", "no property hg:xyzzy.", None, False),
        ("film:x a «hg:Flim»", "no class hg:Flim.", "hg:Film", True),
        ("film:x a «hg:film»", "no class hg:film.", "hg:Film", True),
        (HOMAGE + "hg:certainty «certainty:stted»", "no concept certainty:stted.", "certainty:stated", True),
        (HOMAGE + "hg:certainty «stance:stated»", "no concept stance:stated.", "certainty:stated", True),
        (HOMAGE + "dct:subject «hg:Flim»", "no term hg:Flim.", "hg:Film", True),
        (HOMAGE + f"«<{OURS}vocab#ofWrok>» film:x", "no property <", "hg:ofWork", True),
        (HOMAGE + f"«<{OURS}ontologyofWork>» film:x", "no property <", "hg:ofWork", True),
        (HOMAGE + f"«<{OURS}ontology/ofWork>» film:x", "no property <", "hg:ofWork", True),
        (HOMAGE + "«<http://w3id.org/homage-graph/ontology#ofWork>» film:x", "in another namespace", "hg:ofWork", True),
        (HOMAGE + "«<https://homage-graph.org/ns#ofWork>» film:x", "in another namespace", "hg:ofWork", True),
        ("film:x a hg:Film ; «rdfs:lable» 'x'@en", "RDF Schema has no property rdfs:lable.", "rdfs:label", False),
        ("film:x a hg:Film ; «rdf:label» 'x'@en", "no property rdf:label.", "rdfs:label", False),
    ],
)
def test_an_undefined_term_is_found_where_it_stands(written: str, said: str, new: str | None, *, is_safe: bool) -> None:
    text, spans = marked(f"{HEADER}# hg:ofWrok, hg:Flim in a comment are no terms\n{written} .")
    (finding,) = judged(text)
    assert (finding.code, finding.severity, finding.span) == (UNKNOWN_TERM, Severity.VIOLATION, spans[0])
    assert said in finding.message
    assert (finding.fix is None) == (new is None)
    if new is not None:
        wrong = written[written.index("«") + 1 : written.index("»")]
        assert finding.help == f"Did you mean {new}?"
        assert finding.fix.is_safe is is_safe
        assert mended(text, finding.fix).splitlines()[-1] == text.splitlines()[-1].replace(wrong, new)


def test_the_concepts_of_a_scheme_are_told_where_none_is_near() -> None:
    (finding,) = judged(f"{HEADER}evidence:x a hg:Evidence ; hg:voice voice:journalist .")
    assert finding.help.startswith("Write one of voice:")
    assert "voice:critic" in finding.help
    assert finding.fix is None


@pytest.mark.parametrize(
    ("prefix", "wrong", "meant", "is_safe"),
    [
        ("hg", "https://w3id.org/homagegraph/ontology#", f"{OURS}ontology#", True),
        ("hg", "http://w3id.org/homage-graph/ontology#", f"{OURS}ontology#", True),
        ("hg", "https://w3id.org/hommage-graph/ontology#", f"{OURS}ontology#", True),
        ("hg", f"{OURS}ontology", f"{OURS}ontology#", True),
        ("hg", f"{OURS}vocab#", f"{OURS}ontology#", True),
        ("hg", OURS, f"{OURS}ontology#", False),
        ("hg", "http://example.org/homage#", f"{OURS}ontology#", False),
        ("certainty", "http://w3id.org/homage-graph/concept/certainty/", f"{OURS}concept/certainty/", True),
    ],
)
def test_a_prefix_that_is_declared_wrongly_is_found_once_and_not_its_uses(
    prefix: str, wrong: str, meant: str, *, is_safe: bool
) -> None:
    comment = f"# @prefix {prefix}: <urn:in-a-comment>\n"
    header = comment + HEADER.replace(f"@prefix {prefix}: <{meant}>", f"@prefix  {prefix}: # so\n «<{wrong}>»")
    uses = "homage:x a hg:Homage ; hg:certainty certainty:stated . homage:y a hg:Homage ; hg:ofWork film:x ."
    text, spans = marked(f"{header}{uses}")
    (finding,) = [finding for finding in judge_terms([document(text)], ONTOLOGY) if finding.code == UNKNOWN_TERM]
    assert (finding.severity, finding.span) == (Severity.VIOLATION, spans[0])
    assert finding.message == f"The prefix {prefix}: stands for <{wrong}>, where the project has no terms."
    assert finding.help == f"Declare it as <{meant}>."
    assert finding.fix.is_safe is is_safe
    assert mended(text, finding.fix) == text.replace(f"<{wrong}>", f"<{meant}>")
    assert list(judge_terms([document(mended(text, finding.fix))], ONTOLOGY)) == []


def test_a_prefix_of_the_authors_own_is_mended_to_the_namespace_that_it_is_like() -> None:
    text, spans = marked("PREFIX voc: «<http://w3id.org/homage-graph/ontology#>»\n<urn:a> voc:ofWork <urn:b> .\n")
    (finding,) = judge_terms([document(text)], ONTOLOGY)
    assert finding.span == spans[0]
    assert mended(text, finding.fix) == text.replace("http:", "https:")


def test_only_what_is_written_under_a_wrong_declaration_is_left_to_it() -> None:
    text, spans = marked(
        f"@prefix hg: <{OURS}ontology#> .\n<urn:a> «hg:ofWrok» <urn:b> .\n"
        "@prefix hg: «<http://w3id.org/homage-graph/ontology#>» .\n<urn:a> hg:ofWork <urn:b> ; hg:ofScene <urn:c> ;\n"
        " «<http://w3id.org/homage-graph/ontology#ofVideo>» <urn:d> .\n"
    )
    found = list(judge_terms([document(text)], ONTOLOGY))
    assert [finding.span for finding in found] == spans
    assert mended(text, found[2].fix) == text.replace(
        "<http://w3id.org/homage-graph/ontology#ofVideo>", f"<{OURS}ontology#ofVideo>"
    )


@pytest.mark.parametrize(
    ("written", "new"),
    [
        ("ex:a a «hg:Evidnce»", "hg:Evidence"),
        ("ex:a a «hg:Sourc»", "hg:Source"),
        ("ex:a a «<http://w3id.org/homage-graph/ontology#Source>»", "hg:Source"),
        ("ex:a «hg:evidnce» 1", "hg:evidence"),
        ("ex:a dct:subject «hg:Evidnce»", "hg:Evidence"),
        ("ex:a dct:subject «hg:evidnce»", "hg:evidence"),
    ],
)
def test_a_class_is_looked_for_among_classes_and_a_property_among_properties(written: str, new: str) -> None:
    text, spans = marked(f"{HEADER}{written} .")
    (finding,) = judge_terms([document(text)], ONTOLOGY)
    assert (finding.span, finding.help) == (spans[0], f"Did you mean {new}?")
    before, _, rest = written.partition("«")
    assert mended(text, finding.fix).endswith(f"{before}{new}{rest.partition('»')[2]} .")


@pytest.mark.parametrize(
    ("written", "new"),
    [
        ("«hg:director» ex:b", "hg:directedBy"),
        ("«hg:label» 'x'@en", "rdfs:label"),
        ("«hg:name» 'x'@en", "rdfs:label"),
        ("«hg:title» 'x'@en", "rdfs:label"),
        ("«hg:type» hg:Film", "a"),
        ("«hg:year» 2003", "hg:releaseYear"),
        ("«hg:artist» ex:b", "hg:performedBy"),
        ("«hg:link» <https://example.org/>", "schema:url"),
        ("a «hg:Movie»", "hg:Film"),
        ("a «hg:Video»", "hg:MusicVideo"),
        ("a «hg:Band»", "hg:Group"),
        ("a «hg:Singer»", "hg:Person"),
    ],
)
def test_another_word_for_a_term_is_known(written: str, new: str) -> None:
    text, spans = marked(f"{HEADER}ex:a {written} .")
    (finding,) = judge_terms([document(text)], ONTOLOGY)
    assert (finding.span, finding.help) == (spans[0], f"Did you mean {new}?")
    assert not finding.fix.is_safe
    assert mended(text, finding.fix).endswith(f"ex:a {written[: written.index('«')]}{new}{written.split('»')[1]} .")


def test_a_type_that_is_written_in_full_stays_so() -> None:
    text = f"<urn:a> <{OURS}ontology#type> <{OURS}ontology#Film> .\n"
    (finding,) = judge_terms([document(text, "new.nt")], ONTOLOGY)
    assert mended(text, finding.fix) == text.replace(
        f"<{OURS}ontology#type>", "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    )


@pytest.mark.parametrize("name", ["hgterm2047", "s018", "n018", "HG999"])
def test_nothing_is_suggested_for_a_number(name: str) -> None:
    known = "".join(f"hg:{known} a rdf:Property . " for known in ("hgterm2046", "m018", "n019", "hg900"))
    ontology = [*ONTOLOGY, document(f"{HEADER}{known}", "terms.ttl")]
    (finding,) = judge_terms([document(f"{HEADER}ex:a hg:{name} 1 .")], ontology)
    assert (finding.help, finding.fix) == ("Write a property that the ontology defines.", None)


@pytest.mark.parametrize(
    ("header", "new"),
    [
        (f"@prefix voc: <{OURS}ontology#> .\n", "voc:ofWork"),
        (f"PREFIX : <{OURS}ontology#>\n", ":ofWork"),
        (f"@prefix hg: <{OURS}> . @prefix hg: <{OURS}ontology#> .\n", f"<{OURS}ontology#ofWork>"),
        ("", f"<{OURS}ontology#ofWork>"),
    ],
)
def test_a_term_is_mended_with_the_prefix_that_its_file_has(header: str, new: str) -> None:
    text = f"{header}<urn:a> a <urn:B> ; <{OURS}ontology#ofWrok> <urn:b> .\n"
    (finding,) = judged(text)
    assert mended(text, finding.fix) == text.replace(f"<{OURS}ontology#ofWrok>", new)


def test_n_triples_have_no_prefixes() -> None:
    text = f"<urn:a> <{OURS}ontology#ofWrok> <urn:b> .\n"
    (finding,) = judge_terms([document(text, "new.nt")], ONTOLOGY)
    assert mended(text, finding.fix) == text.replace("Wrok", "Work")


def test_a_term_is_found_once_a_place() -> None:
    text, spans = marked(f"{HEADER}film:x a hg:Film ; «hg:ofWrok» 1 , 2 . film:y a hg:Film ; «hg:ofWrok» 1 .")
    assert [finding.span for finding in judged(text)] == spans


@pytest.mark.parametrize(
    ("written", "said", "near"),
    [
        ("«ex:year» 2003 , 2004 ; ex:year 2005", "of no vocabulary used here", None),
        ("«schema:urll» <https://example.org/>", "no property of its vocabulary", "schema:url"),
        ("«dct:titel» 'x'", "no property of its vocabulary", "dct:title"),
        ("«<http://schema.org/url>» <https://example.org/>", "no property of its vocabulary", "schema:url"),
        ("«skos:altlabel» 'x'@en", "no property of its vocabulary", "skos:altLabel"),
        ("«skos:broader» ex:b", "of no vocabulary used here", None),
    ],
)
def test_a_property_that_nobody_looks_at_is_pointed_at_once(written: str, said: str, near: str | None) -> None:
    text, spans = marked(f"{HEADER}ex:a a ex:B ; {written} .")
    (finding,) = judged(text)
    assert (finding.code, finding.severity, finding.span) == (UNKNOWN_TERM, Severity.WARNING, spans[0])
    assert said in finding.message
    assert (finding.fix is None) == (near is None)
    if near is not None:
        assert finding.help == f"Did you mean {near}?"


def test_what_is_defined_is_left_alone() -> None:
    assert (
        judged(f"""{HEADER}
homage:x a hg:Homage ; hg:ofWork film:x ; hg:certainty certainty:stated ; dct:subject scheme:certainty , hg:Film .
film:x a hg:Film , schema:Movie ; rdfs:label 'x'@en ; rdfs:comment 'x'@en ; rdfs:seeAlso <https://example.org/> ;
    schema:url <https://example.org/> ; schema:genre 'x' ; dct:title 'x' ; dct:abstract 'x' ; prov:wasDerivedFrom ex:b ;
    foaf:page <https://example.org/> ; skos:note 'x' ; skos:altLabel 'y'@en ; skos:closeMatch <http://example.org/> .
""")
        == []
    )


def test_files_of_the_graph_may_use_any_other_vocabulary() -> None:
    assert list(judge_terms([document("<urn:a> <urn:p> 1 ; a <urn:C> .")], ONTOLOGY)) == []


def test_a_file_of_nothing_but_wrong_terms_is_read_to_its_end() -> None:
    wrong = " ; ".join(f"hg:wrong{number} 1" for number in range(5_000))
    found = list(judge_terms([document(f"{HEADER}ex:a {wrong} .")], ONTOLOGY))
    assert found[-1].message == "4,000 more of these are in this file, and not shown."
