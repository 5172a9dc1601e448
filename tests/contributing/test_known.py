from __future__ import annotations

from dataclasses import replace

import pytest
from answers import KNOWN, NEW, WAY

from homage_graph import Graph
from homage_graph.contributing.answers import Answers, Target, WrongAnswerError, rules
from homage_graph.contributing.known import Known, Resolved
from homage_graph.errors import AmbiguousNameError
from homage_graph.vocabulary import curie

WORDS = rules()


@pytest.fixture(scope="module")
def known(graph: Graph) -> Known:
    return Known(graph)


def resolved(known: Known, answers: Answers) -> Resolved:
    return known.resolve(answers, WORDS)


def test_nothing_said_is_all_missing(known: Known) -> None:
    missing = resolved(known, Answers()).missing
    assert missing == ("video", "target", "source", "url", "publisher", "quote", "certainty", "description")


def test_a_known_source_needs_no_address(known: Known) -> None:
    assert resolved(known, KNOWN).missing == ()


def test_a_known_address_needs_no_source(known: Known, graph: Graph) -> None:
    url = "https://www.unitedbypop.com/music/news/jackson-wang-lmly/"
    found = resolved(known, replace(KNOWN, source="", url=url))
    assert found.missing == ()
    assert found.source.thing == graph.find("source:united-by-pop-lmly")


def test_a_new_video_needs_a_performer_and_a_new_performer_a_kind(known: Known) -> None:
    new = replace(KNOWN, video="A New Song")
    assert resolved(known, new).missing == ("performers",)
    assert resolved(known, replace(new, performers=("The Newcomers",))).missing == ("performer_kind",)
    assert resolved(known, replace(new, performers=("IU",))).missing == ()


def test_a_new_scene_needs_its_work_and_a_new_motif_its_kind(known: Known) -> None:
    scene = replace(KNOWN, work="", targets=(Target(WAY["scene"], "the unheard-of scene"),))
    assert resolved(known, scene).missing == ("work",)
    motif = replace(KNOWN, targets=(Target(WAY["motif"], "the unheard-of lamp"),))
    assert resolved(known, motif).missing == ("motif_kind",)


def test_a_known_scene_needs_no_work(known: Known) -> None:
    scene = replace(KNOWN, work="", targets=(Target(WAY["scene"], "the corridor fight"),))
    assert resolved(known, scene).missing == ()


def test_the_work_tells_scenes_of_one_name_apart(known: Known) -> None:
    scene = replace(KNOWN, work="Chungking Express", targets=(Target(WAY["scene"], "the opening scene"),))
    (found,) = resolved(known, scene).targets
    assert found[1].thing is not None
    assert curie(found[1].thing.value) == "scene:chungking-express-opening"


def test_a_scene_of_another_work_is_another_scene(known: Known) -> None:
    found = resolved(known, replace(KNOWN, targets=(Target(WAY["scene"], "the corridor fight"),)))
    assert found.targets[0][1].is_new
    assert found.doubts == ("“the corridor fight” of Oldboy is known; this is another, of “Fallen Angels”",)


def test_a_character_of_a_part_is_found_by_the_series(known: Known) -> None:
    found = resolved(known, replace(KNOWN, work="Star Wars", targets=(Target(WAY["styling"], "Rey"),)))
    assert not found.targets[0][1].is_new
    assert found.doubts == ()


def test_a_video_of_the_same_name_by_others_is_another(known: Known) -> None:
    found = resolved(known, replace(KNOWN, performers=("Sunmi",)))
    assert found.video.is_new
    assert found.doubts == ("a video called “LILAC” is known, by IU; this is another",)
    assert not resolved(known, replace(KNOWN, performers=("iu",))).video.is_new


def test_a_film_of_the_same_name_of_another_year_is_another(known: Known) -> None:
    found = resolved(known, replace(KNOWN, work="Oldboy", work_year="2013"))
    assert found.work is not None
    assert found.work.is_new
    assert found.doubts == ("“Oldboy” is known, of another year; this is another, of 2013",)


def test_what_is_claimed_already_is_doubtful(known: Known) -> None:
    (doubt,) = resolved(known, replace(KNOWN, work="Oldboy")).doubts
    assert doubt.startswith("homage:lilac-oldboy says already")
    assert resolved(known, replace(KNOWN, work="Oldboy", styling_of_work=True)).doubts == ()


def test_a_name_much_like_a_known_one_may_be_misspelt(known: Known) -> None:
    assert resolved(known, replace(KNOWN, work="Oldby")).misspelt == ("“Oldby” is new; did you mean “Oldboy”?",)
    assert resolved(known, NEW).misspelt == ()


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        (replace(KNOWN, work="film:oldby"), "no source work is called “film:oldby”; did you mean “Oldboy”?"),
        (replace(KNOWN, targets=(Target(WAY["technique"], "step prnting"),)), "did you mean “step printing”"),
        (replace(KNOWN, video="봄날"), "“봄날” is new, and has no Latin letter or digit to make an IRI of"),
        (replace(KNOWN, work="LILAC"), "hg:ofVideo names another video than hg:inWork."),
        (replace(KNOWN, work="TAIL", styling_of_work=True), "“TAIL” is a video; it is quoted as a whole"),
        (replace(KNOWN, source="source:united-by-pop-lmly", url="https://www.example.org/"), "has another address"),
    ],
)
def test_what_cannot_be_made_is_refused(answers: Answers, reason: str, known: Known) -> None:
    with pytest.raises(WrongAnswerError) as caught:
        resolved(known, answers)
    assert reason in str(caught.value)


def test_a_concept_may_be_given_as_its_iri_ends(known: Known) -> None:
    found = resolved(known, replace(KNOWN, targets=(Target(WAY["technique"], "step-printing"),)))
    assert found.targets[0][1].thing is not None


def test_a_name_of_several_things_is_the_askers_to_tell_apart(known: Known) -> None:
    scenes = (Target(WAY["scene"], "the opening scene"),)
    try:
        found = resolved(known, replace(KNOWN, work="", targets=scenes))
    except AmbiguousNameError as error:
        assert len(error.candidates) > 1
    else:
        assert found.targets[0][1].thing is not None
