from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox
import pytest
from answers import NEW

from homage_graph import Graph
from homage_graph.contributing.answers import CHOICES, WAYS, WrongAnswerError, checked, rules
from homage_graph.vocabulary import HG, PREFIXES

WORDS = rules()


@pytest.mark.parametrize(
    ("answer", "value", "reason"),
    [
        ("quote", "word " * 26, "A quote has at most 25 words. This one has 26."),
        ("url", "javascript:alert(1)", "schema:url is an http or https address, written as an IRI: <https://…>."),
        ("url", "https://www.example.org/a b", "schema:url is an http or https address"),
        ("url", "https:///nowhere", "schema:url is an http or https address"),
        ("video_year", "1492", "hg:releaseYear is one integer between 1888"),
        ("work_year", "２０２１", "hg:releaseYear is one integer between 1888"),
        ("certainty", "sure", "“sure” is none of stated, suggested, implied"),
        ("language", "e n", "“e n” is no language tag"),
        ("description", "x\u202ey", "it has characters that nobody sees: U+202E; leave them out"),
        ("description", "x\x1b[31m", "it has characters that nobody sees: U+001B; leave them out"),
        ("description", "\udcff", "it is not UTF-8"),
        ("description", "a" * 1001, "it has 1,001 characters; 1,000 are the most"),
    ],
)
def test_what_the_shapes_would_refuse_is_refused_at_once(answer: str, value: str, reason: str) -> None:
    with pytest.raises(WrongAnswerError) as caught:
        checked(answer, value, WORDS)
    assert reason in str(caught.value)
    assert str(caught.value).isprintable(), "it can be shown on a terminal"


@pytest.mark.parametrize(
    ("answer", "value", "tidy"),
    [
        ("quote", " ".join(["word"] * 25), " ".join(["word"] * 25)),
        ("quote", "  over\r\n two\tlines ", "over two lines"),
        ("video", "Ame\u0301lie", "Amélie"),
        ("url", "https://www.example.org/a", "https://www.example.org/a"),
        ("video_year", "2021", "2021"),
        ("stance", "", ""),
    ],
)
def test_what_they_let_pass_is_put_on_one_line(answer: str, value: str, tidy: str) -> None:
    assert checked(answer, value, WORDS) == tidy


@pytest.mark.parametrize(("stance", "code"), [("denies", "HG062"), ("leaves-open", "HG008")])
def test_a_homage_needs_support(stance: str, code: str) -> None:
    with pytest.raises(WrongAnswerError) as caught:
        replace(NEW, stance=stance).tidied(WORDS)
    assert caught.value.reason == WORDS[code]
    assert replace(NEW, stance=stance, certainty="disputed").tidied(WORDS).stance == stance


def test_names_without_end_are_refused() -> None:
    with pytest.raises(WrongAnswerError, match="these are 31; 30 names are the most"):
        replace(NEW, performers=("A",) * 31).tidied(WORDS)


def test_an_empty_answer_is_none() -> None:
    assert replace(NEW, voice="", language=" ", work_kind="").tidied(WORDS) == NEW


@pytest.mark.parametrize(
    ("answer", "kind"),
    [("certainty", HG.Certainty), ("stance", HG.Stance), ("voice", HG.Voice), ("motif_kind", HG.MotifKind)],
)
def test_the_choices_are_the_concepts(answer: str, kind: ox.NamedNode, graph: Graph) -> None:
    rdf_type = ox.NamedNode(f"{PREFIXES['rdf']}type")
    members = {t.subject.value for t in graph.asserted if t.predicate == rdf_type and t.object == kind}
    assert {PREFIXES[answer.replace("_", "-")] + choice for choice in CHOICES[answer]} == members


def test_there_is_a_way_for_every_target_of_a_homage() -> None:
    beyond = {"hg:ofWork", "hg:ofVideo", "hg:stylingOfWork"}
    named = {word.strip(".,") for word in WORDS["HG003"].split() if word.startswith("hg:")} - beyond
    assert {f"hg:{way.property.value.partition('#')[2]}" for way in WAYS} - {"hg:borrows"} == named
