from __future__ import annotations

import re
from collections import Counter
from dataclasses import fields, replace

import pyoxigraph as ox
import pytest
from answers import HOSTILE, KNOWN, NEW, WAY
from hypothesis import example, given, settings
from hypothesis import strategies as st

from homage_graph import Graph
from homage_graph.contributing.answers import Answers, MissingAnswersError, Target, WrongAnswerError, rules
from homage_graph.contributing.draft import draft, judged
from homage_graph.contributing.known import Known
from homage_graph.errors import AmbiguousNameError
from homage_graph.vocabulary import HG, OURS, PREFIXES

WORDS = rules()
TYPE = f"{PREFIXES['rdf']}type"


@pytest.fixture(scope="module")
def known(graph: Graph) -> Known:
    return Known(graph)


def triples(text: str) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse(text.encode(), format=ox.RdfFormat.TURTLE)]


def test_a_claim_of_known_things_is_the_claim_and_its_evidence(known: Known) -> None:
    made = draft(KNOWN, known, WORDS)
    assert made.name == "iu-lilac-fallen-angels.ttl"
    assert (
        made.text
        == """\
# IU: LILAC.

@prefix hg:        <https://w3id.org/homage-graph/ontology#> .
@prefix video:     <https://w3id.org/homage-graph/id/video/> .
@prefix film:      <https://w3id.org/homage-graph/id/film/> .
@prefix homage:    <https://w3id.org/homage-graph/id/homage/> .
@prefix evidence:  <https://w3id.org/homage-graph/id/evidence/> .
@prefix source:    <https://w3id.org/homage-graph/id/source/> .
@prefix certainty: <https://w3id.org/homage-graph/concept/certainty/> .
@prefix stance:    <https://w3id.org/homage-graph/concept/stance/> .
@prefix voice:     <https://w3id.org/homage-graph/concept/voice/> .

homage:lilac-fallen-angels a hg:Homage ;
    hg:inWork video:iu-lilac ;
    hg:ofWork film:fallen-angels ;
    hg:certainty certainty:stated ;
    hg:description "IU rides through a tunnel."@en ;
    hg:evidence evidence:lilac-fallen-angels .

evidence:lilac-fallen-angels a hg:Evidence ;
    hg:source source:nme-2021-seven-films ;
    hg:quote "a direct nod to Fallen Angels"@en ;
    hg:stance stance:supports ;
    hg:voice voice:critic .
"""
    )


def test_what_is_new_comes_along_the_video_first(known: Known) -> None:
    made = draft(NEW, known, WORDS)
    assert made.is_new_video
    assert made.name == "the-newcomers-ditto-again.ttl"
    _, _, *blocks = re.split(r"\n\n+", made.text)
    assert [block.split(" ;")[0] for block in blocks] == [
        "video:the-newcomers-ditto-again a hg:MusicVideo",
        "homage:ditto-again-well a hg:Homage",
        "evidence:ditto-again-well a hg:Evidence",
        "film:ring-of-glass a hg:Film",
        "scene:ring-of-glass-well a hg:Scene",
        "publisher:the-example-paper a hg:Publisher",
        "source:the-example-paper-how-films-shape-music-videos a hg:Source",
        "group:the-newcomers a hg:Group",
        "person:somebody-new a hg:Person",
    ]


def test_it_is_laid_out_as_the_data_is(known: Known) -> None:
    for answers in (KNOWN, NEW):
        text = draft(answers, known, WORDS).text
        assert text.startswith("# ")
        assert text.endswith(" .\n")
        declared = dict(re.findall(r"(?m)^@prefix ([\w-]+): +<([^>]+)> \.$", text))
        body = re.sub(r'"(?:[^"\\]|\\.)*"|<[^>]*>|(?m:^#.*$)|(?m:^@prefix.*$)', "", text)
        assert set(re.findall(r"(?<![\w-])([\w-]+):\w", body)) == set(declared)


def test_nothing_is_written_that_was_not_given(known: Known) -> None:
    said = triples(draft(replace(NEW, video_year="", work_year=""), known, WORDS).text)
    invented = (HG.releaseYear, HG.directedBy, HG.imdbId, HG.tmdbId, HG.wikidataId, HG.youtubeId)
    assert not [triple for triple in said if triple.predicate in invented]


@pytest.mark.parametrize("certainty", ["implied", "speculative", "disputed", "denied", "unknown"])
def test_what_no_source_asserts_is_a_conjecture(certainty: str, known: Known) -> None:
    made = draft(replace(KNOWN, certainty=certainty), known, WORDS)
    predicates = {triple.predicate for triple in triples(made.text)}
    assert made.is_conjecture
    assert HG.allegedIn in predicates
    assert HG.inWork not in predicates


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (replace(KNOWN, styling_of_work=True), "hg:stylingOfWork film:fallen-angels ;"),
        (replace(KNOWN, work="TAIL"), "hg:ofVideo video:sunmi-tail ;"),
        (replace(KNOWN, targets=(Target(WAY["borrows"], "title card"),)), "hg:borrows motif-kind:title-card ;"),
        (replace(KNOWN, targets=(Target(WAY["technique"], "single take"),)), "hg:withTechnique technique:single-take"),
        (
            replace(KNOWN, work="", targets=(Target(WAY["manner"], "Wong Kar Wai"),)),
            "hg:inMannerOf person:wong-kar-wai",
        ),
        (replace(KNOWN, work="", targets=(Target(WAY["works-by"], "Bo An"),)), "hg:ofWorksBy person:bo-an ;"),
        (replace(KNOWN, work="", targets=(Target(WAY["genre"], "space opera"),)), "hg:ofGenre genre:space-opera ;"),
        (
            replace(KNOWN, work="Oldboy", targets=(Target(WAY["character"], "Dae-su"),)),
            "hg:ofCharacter character:dae-su",
        ),
        (replace(KNOWN, targets=(Target(WAY["styling"], "Mo"),)), "hg:stylingOfCharacter character:mo ;"),
        (
            replace(KNOWN, targets=(Target(WAY["motif"], "the lamp"),), motif_kind="prop"),
            "hg:motifKind motif-kind:prop ;",
        ),
        (replace(KNOWN, work="Night Town", work_kind="programme"), "programme:night-town a hg:TelevisionProgramme ;"),
        (replace(KNOWN, work="Oldboy", work_year="2013"), "film:oldboy-2013 a hg:Film ;"),
        (replace(KNOWN, quote="오마주", language="ko"), 'hg:quote "오마주"@ko ;'),
    ],
)
def test_each_way_has_its_property(answers: Answers, said: str, known: Known) -> None:
    assert said in draft(answers, known, WORDS).text


def test_a_claim_of_the_same_name_gets_a_number_and_its_evidence_too(known: Known) -> None:
    text = draft(replace(KNOWN, work="Oldboy"), known, WORDS).text
    assert "homage:lilac-oldboy-2 a hg:Homage" in text
    assert "evidence:lilac-oldboy-2 a hg:Evidence" in text


def test_missing_answers_are_named(known: Known) -> None:
    with pytest.raises(MissingAnswersError) as caught:
        draft(replace(KNOWN, quote="", performers=()), known, WORDS)
    assert str(caught.value) == "not answered yet: quote"


@pytest.mark.parametrize(
    "answers",
    [
        KNOWN,
        NEW,
        replace(KNOWN, certainty="denied"),
        replace(KNOWN, styling_of_work=True),
        replace(KNOWN, work="TAIL"),
        replace(
            KNOWN,
            targets=(Target(WAY["motif"], "the lamp"), Target(WAY["technique"], "single take")),
            motif_kind="prop",
        ),
        replace(KNOWN, work="Night Town", work_kind="programme", targets=(Target(WAY["character"], "Mo"),)),
        replace(KNOWN, source="기사", url="https://www.example.org/x", publisher="NME", language="ko"),
    ],
)
def test_a_draft_is_acceptable_to_the_validator(answers: Answers, known: Known, graph: Graph) -> None:
    report = judged(draft(answers, known, WORDS), graph)
    assert report.acceptable, report.findings


def test_findings_name_the_file_that_will_be(known: Known, graph: Graph) -> None:
    made = draft(replace(NEW, work_year="2100"), known, WORDS)  # a work that is younger than what quotes it
    report = judged(made, graph, "data/videos/x.ttl")
    assert not report.acceptable
    assert {finding.span.path for finding in report.findings if finding.span} == {"data/videos/x.ttl"}


# ------------------------------------------------------------------ text that nobody should trust

TEXT = st.one_of(
    st.text(st.characters(exclude_categories=()), max_size=40),
    st.sampled_from(HOSTILE),
    st.lists(st.sampled_from(HOSTILE[:26]), max_size=3).map(" x ".join),
)
NAMES = [field.name for field in fields(Answers) if isinstance(getattr(NEW, field.name), str)]
SHAPE = {
    HG.MusicVideo: {f"{PREFIXES['rdfs']}label", HG.performedBy.value, HG.releaseYear.value, HG.guestAppearance.value},
    HG.Homage: {
        each.value for each in (HG.inWork, HG.ofScene, HG.enactedBy, HG.certainty, HG.description, HG.evidence)
    },
    HG.Evidence: {each.value for each in (HG.source, HG.quote, HG.stance, HG.voice)},
    HG.Film: {f"{PREFIXES['rdfs']}label", HG.releaseYear.value, HG.evidence.value},
    HG.Scene: {f"{PREFIXES['rdfs']}label", HG.sceneOf.value, HG.evidence.value},
    HG.Publisher: {f"{PREFIXES['rdfs']}label"},
    HG.Source: {
        f"{PREFIXES['rdfs']}label",
        f"{PREFIXES['dct']}title",
        HG.publishedBy.value,
        f"{PREFIXES['schema']}url",
    },
    HG.Group: {f"{PREFIXES['rdfs']}label"},
    HG.Person: {f"{PREFIXES['rdfs']}label"},
}
"""What each thing that `NEW` makes may say."""


def assert_has_the_shape(text: str, answers: Answers) -> None:
    kinds: dict[object, ox.NamedNode] = {}
    said: dict[object, set[str]] = {}
    found = triples(text)
    for triple in found:
        if triple.predicate.value == TYPE:
            assert triple.subject not in kinds
            kinds[triple.subject] = triple.object  # type: ignore[assignment]
        else:
            said.setdefault(triple.subject, set()).add(triple.predicate.value)
    assert said.keys() <= kinds.keys()
    for subject, kind in kinds.items():
        assert re.fullmatch(rf"{OURS}id/[a-z]+(-[a-z]+)*/[a-z0-9]+(-[a-z0-9]+)*", subject.value)  # type: ignore[attr-defined]
        assert said[subject] <= SHAPE[kind]
    assert Counter(kinds.values())[HG.Homage] == 1
    tidy = answers.tidied(WORDS)
    given_texts = {getattr(tidy, name) for name in NAMES} | {*tidy.performers, *tidy.enacted_by, tidy.targets[0].name}
    for triple in found:
        if isinstance(triple.object, ox.Literal) and triple.predicate.value != f"{PREFIXES['rdfs']}label":
            assert triple.object.value in given_texts
        elif isinstance(triple.object, ox.NamedNode):
            assert triple.object.value.startswith(OURS) or triple.object.value == tidy.url


def with_text(name: str, text: str) -> Answers:
    if name == "target":
        return replace(NEW, targets=(Target(WAY["scene"], text),))
    return NEW.having(name, (text,) if name in ("performers", "enacted_by") else text)


@pytest.mark.parametrize("name", [*NAMES, "performers", "enacted_by", "target"])
def test_hostile_text_is_a_literal_or_an_error(name: str, known: Known) -> None:
    for text in HOSTILE:
        answers = with_text(name, text)
        try:
            made = draft(answers, known, WORDS)
        except (WrongAnswerError, MissingAnswersError, AmbiguousNameError):
            continue
        assert_has_the_shape(made.text, answers)
        assert re.fullmatch(r"[a-z0-9-]+\.ttl", made.name)


@settings(deadline=None, max_examples=150)
@given(st.dictionaries(st.sampled_from([*NAMES, "performers", "enacted_by", "target"]), TEXT, max_size=4))
@example(dict.fromkeys(("quote", "description", "video", "work", "source"), '"@en . <x:x> <x:y> <x:z> . # \\'))
def test_no_text_leads_to_other_triples(known: Known, texts: dict[str, str]) -> None:
    answers = NEW
    for name, text in texts.items():
        changed = with_text(name, text)
        field = "targets" if name == "target" else name
        answers = replace(answers, **{field: getattr(changed, field)})
    try:
        made = draft(answers, known, WORDS)
    except (WrongAnswerError, MissingAnswersError, AmbiguousNameError):
        return
    assert_has_the_shape(made.text, answers)
