from __future__ import annotations

import json
import os
import re
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from answers import HOSTILE, KNOWN, NEW, filled_in
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT
from homage_graph import Graph
from homage_graph.contributing.answers import CHOICES, Answers, WrongAnswerError, rules
from homage_graph.contributing.draft import draft
from homage_graph.contributing.issue import HEADINGS, HOW, accepted, answers_in, read_issue, refused
from homage_graph.contributing.known import Known
from homage_graph.errors import UnreadableFileError


def test_the_form_is_read_as_it_was_filled_in() -> None:
    assert answers_in(filled_in()) == NEW


def test_a_work_as_a_whole_needs_no_name() -> None:
    answers = answers_in(filled_in(How=HOW[0], What_of_it=""))
    assert answers.targets == ()
    assert answers_in(filled_in(How=HOW[1], What_of_it="")).styling_of_work


def test_the_form_asks_what_is_read() -> None:
    form = yaml.safe_load((ROOT / ".github" / "ISSUE_TEMPLATE" / "homage.yml").read_text("utf-8"))
    asked = [part["attributes"] for part in form["body"] if part["type"] != "markdown"]
    assert [each["label"] for each in asked] == list(HEADINGS)
    for each in asked:
        if "options" in each:
            assert tuple(each["options"]) == (HOW if each["label"] == "How" else CHOICES[HEADINGS[each["label"]]])


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "the heading “### Video” is missing"),
        ("hello", "there is text before the first heading"),
        (filled_in() + "\n### Extra\n\nx", "“### Extra” stands where no heading should"),
        (filled_in(Video="x\n\n### Performers\n\ny"), "“### Performers” stands where “### Kind of performer” should"),
        (filled_in(Quote="x\n### "), "“### ” stands where “### Language” should"),
        (filled_in().replace("### Certainty", "### Sureness"), "“### Sureness” stands where “### Certainty” should"),
        (filled_in().replace("### Video", "## Video"), "there is text before the first heading"),
        (filled_in(How="whatever"), "it is none of the choices"),
        (filled_in(What_of_it=""), "needs a name here"),
        (filled_in(How=HOW[0]), "needs no name here"),
        ("### Video\n" * 10_000, "it has 100,000 characters"),
    ],
)
def test_whatever_is_not_the_form_is_an_error(text: str, reason: str) -> None:
    with pytest.raises(WrongAnswerError) as caught:
        answers_in(text)
    assert reason in str(caught.value)


@given(st.one_of(st.text(), st.text().map(lambda text: filled_in(Description=text)), st.sampled_from(HOSTILE)))
def test_any_text_is_answers_or_an_error(text: str) -> None:
    try:
        assert isinstance(answers_in(text), Answers)
    except WrongAnswerError:
        return


@given(st.sampled_from(sorted(HEADINGS)), st.one_of(st.text(), st.sampled_from(HOSTILE)))
def test_an_answer_never_becomes_another_one(heading: str, text: str) -> None:
    try:
        answers = answers_in(filled_in(**{heading: text}))
    except WrongAnswerError:
        return
    own = {"How": "targets", "What of it": "targets"}.get(heading, HEADINGS[heading])
    assert answers.having(own, getattr(NEW, own)) == replace(NEW, styling_of_work=answers.styling_of_work)


# ------------------------------------------------------------------ the file it comes in


def test_an_event_and_a_bare_text_are_read(tmp_path: Path) -> None:
    event, text = tmp_path / "event.json", tmp_path / "issue.md"
    event.write_text(json.dumps({"action": "labeled", "issue": {"body": filled_in()}}), "utf-8")
    text.write_bytes(filled_in().encode())
    assert answers_in(read_issue(event)) == answers_in(read_issue(text)) == NEW


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"{", "not the event of an issue"),
        (b'{"issue": 1}', "not the event of an issue"),
        (b'{"issue": {"body": null}}', "this issue has no text"),
        (b'{"a":' * 50_000, "not the event of an issue"),
        (b"\xff", "not UTF-8"),
        (b"x" * 1_000_001, "it has 1,000,001 bytes"),
    ],
)
def test_any_other_file_is_an_error(content: bytes, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "event.json"
    path.write_bytes(content)
    with pytest.raises(UnreadableFileError) as caught:
        read_issue(path)
    assert reason in str(caught.value)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UnreadableFileError):
        read_issue(tmp_path / "pipe")


# ------------------------------------------------------------------ the comment


def assert_fenced(comment: str, text: str) -> None:
    """Everything of the text is in one block of code: no line of it can be that block's end."""
    lines = comment.split("\n")
    opening = next(number for number, line in enumerate(lines) if line.startswith("```"))
    fence = re.match("`+", lines[opening])
    assert fence is not None
    closing = next(number for number in range(opening + 1, len(lines)) if lines[number].strip() == fence[0])
    inside = "\n".join(lines[opening + 1 : closing])
    assert len(fence[0]) > max(map(len, re.findall("`+", inside)), default=0)
    assert not [line for line in lines[closing + 1 :] if line.strip()]
    assert all(line.isprintable() for line in inside.split("\n")) or not text.isprintable()


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_stays_in_its_block(text: str) -> None:
    comment = refused([f"video: “{text}” is wrong"])
    assert_fenced(comment, text)
    assert "\x1b" not in comment
    comment.encode("utf-8")


@given(st.text(st.sampled_from("`~\n a@#")))
def test_no_text_ends_its_block(text: str) -> None:
    assert_fenced(refused([text]), text)


def test_an_accepted_claim_is_shown_whole(graph: Graph) -> None:
    made = draft(replace(KNOWN, description="``` @somebody"), Known(graph), rules())
    comment = accepted(made, ["“Oldby” is new; did you mean “Oldboy”?"])
    assert f"````turtle\n{made.text}````" in comment
    assert "`data/videos/iu-lilac-fallen-angels.ttl`" in comment
    assert "did you mean “Oldboy”" in comment
