from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from conftest import ROOT
from homage_graph import Graph
from homage_graph.cli import new
from homage_graph.errors import UnwritableFileError

GIVEN = {
    "--video": "LILAC",
    "--work": "Fallen Angels",
    "--source": "NME, Seven films",
    "--quote": "a direct nod to Fallen Angels",
    "--certainty": "stated",
    "--description": "IU rides through a tunnel.",
}
NEW = {
    **GIVEN,
    "--video": "Ditto Again",
    "--performer": "Quintet of Tomorrow",
    "--performer-kind": "group",
    "--source": "How films shape music videos",
    "--url": "https://www.example.org/how-films",
    "--publisher": "The Example Paper",
}


def words(given: dict[str, str]) -> list[str]:
    return [word for pair in given.items() for word in pair]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, graph: Graph) -> Path:
    """An empty folder that one is in, with no graph around it."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str, typed: str | None = None, monkeypatch: pytest.MonkeyPatch | None = None) -> Result:
    """The command; with somebody who types, if there is one."""
    if monkeypatch is not None:
        monkeypatch.setattr(new, "_is_terminal", lambda: True)
    return CliRunner().invoke(new.command, [*arguments, "--graph", str(ROOT)], input=typed)


def test_with_all_answers_as_options_nothing_is_asked(folder: Path) -> None:
    done = run(*words(GIVEN))
    assert done.exit_code == 0, done.output
    assert done.stdout == "iu-lilac-fallen-angels.ttl\n"
    assert done.stderr == ""
    assert "hg:ofWork film:fallen-angels ;" in (folder / "iu-lilac-fallen-angels.ttl").read_text("utf-8")


def test_without_a_terminal_what_is_missing_is_named(folder: Path) -> None:
    done = run("--video", "A New Song", "--work", "Oldboy", "--source", "NME, Seven films")
    assert done.exit_code == 2
    assert "still to be said: --performer, --quote, --certainty, --description" in done.stderr
    assert not list(folder.iterdir())


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"--quote": "word " * 26}, "quote: A quote has at most 25 words. This one has 26."),
        ({"--work": "film:oldby"}, "did you mean “Oldboy”?"),
        ({"--video": "봄날"}, "has no Latin letter"),
    ],
)
def test_a_wrong_answer_is_refused_with_the_reason(changed: dict[str, str], complaint: str, folder: Path) -> None:
    done = run(*words({**GIVEN, **changed}))
    assert complaint in str(done.exception)
    assert not list(folder.iterdir())


def test_a_wrong_choice_is_wrong_usage(folder: Path) -> None:
    assert run(*words({**GIVEN, "--certainty": "sure"})).exit_code == 2


def test_a_likely_duplicate_is_written_with_a_warning(folder: Path) -> None:
    done = run(*words({**GIVEN, "--work": "Oldboy"}))
    assert done.exit_code == 0, done.output
    assert "homage: warning: homage:lilac-oldboy says already" in done.stderr
    assert (folder / "iu-lilac-oldboy.ttl").is_file()


def test_a_misspelt_name_is_written_with_a_warning(folder: Path) -> None:
    assert "homage: warning: “Oldby” is new; did you mean “Oldboy”?" in run(*words({**GIVEN, "--work": "Oldby"})).stderr


def test_a_file_is_never_overwritten(folder: Path) -> None:
    (folder / "here.ttl").write_text("mine")
    done = run(*words(GIVEN), "-o", "here.ttl")
    assert isinstance(done.exception, UnwritableFileError)
    assert (folder / "here.ttl").read_text() == "mine"


def test_a_new_video_goes_among_the_videos_of_the_graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ontology", "data", "queries"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(new.command, words(NEW))
    assert done.exit_code == 0, done.output
    assert done.stdout == "data/videos/quintet-of-tomorrow-ditto-again.ttl\n"
    assert (tmp_path / "data" / "videos" / "quintet-of-tomorrow-ditto-again.ttl").is_file()


def test_what_the_validator_refuses_is_shown_and_not_written(folder: Path) -> None:
    done = run(*words({**NEW, "--video-year": "1990", "--work": "A New Film", "--work-year": "1995"}), "-o", "x.ttl")
    assert done.exit_code == 1
    assert "HG053" in done.stderr
    assert "homage: nothing is written" in done.stderr
    assert not list(folder.iterdir())


# ------------------------------------------------------------------ on a terminal


def test_on_a_terminal_it_asks(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = [
        "Ditto Again",
        "Quintet of Tomorrow",
        "group",
        "Oldby",
        "1",  # Oldboy
        "scene",
        "the corridor fight",
        "NME, Seven films",
        "word " * 26,  # too many
        "a direct nod",
        "stated",
        "They fight in a corridor.",
        "2022",
        "",
        "critic",
    ]
    done = run("-o", "new.ttl", typed="\n".join(typed) + "\n", monkeypatch=monkeypatch)
    assert done.exit_code == 0, done.output
    assert "quote: A quote has at most 25 words. This one has 26." in done.stderr
    assert "Known of it: the corridor fight\n" in done.stderr
    text = (folder / "new.ttl").read_text("utf-8")
    for said in (
        "video:quintet-of-tomorrow-ditto-again a hg:MusicVideo ;",
        "hg:performedBy group:quintet-of-tomorrow ;",
        "hg:releaseYear 2022 .",
        "hg:ofScene scene:oldboy-corridor-fight ;",
        'hg:quote "a direct nod"@en ;',
    ):
        assert said in text


def test_a_certainty_that_is_none_of_a_homage_offers_a_conjecture(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = {name: value for name, value in GIVEN.items() if name != "--certainty"}
    done = run(*words(given), typed="implied\nn\nspeculative\ny\n\n\n", monkeypatch=monkeypatch)
    assert done.exit_code == 0, done.output
    assert done.stderr.count("for any other, write a hg:Conjecture.") == 2
    assert "homage: note: this is a conjecture" in done.stderr
    assert "certainty:speculative ;" in (folder / "iu-lilac-fallen-angels.ttl").read_text("utf-8")


def test_a_likely_duplicate_is_asked_about(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = run(*words({**GIVEN, "--work": "Oldboy"}), typed="n\n", monkeypatch=monkeypatch)
    assert done.exit_code == 1
    assert "Write it all the same?" in done.stderr
    assert not list(folder.iterdir())


# ------------------------------------------------------------------ from an issue


def issue(folder: Path, **changed: str) -> Path:
    from contributing.answers import filled_in

    path = folder / "event.json"
    path.write_text(json.dumps({"issue": {"body": filled_in(**changed)}}), "utf-8")
    return path


def test_an_issue_becomes_a_comment_and_a_file(folder: Path) -> None:
    done = run("--from-issue", str(issue(folder)), "--reply", "reply.md", "-o", "new.ttl")
    assert done.exit_code == 0, done.output
    assert (folder / "new.ttl").read_text("utf-8") in (folder / "reply.md").read_text("utf-8")


def test_a_wrong_issue_becomes_a_comment_and_exit_code_1(folder: Path) -> None:
    done = run("--from-issue", str(issue(folder, Quote="$(touch pwned) `x` " * 20)), "--reply", "reply.md")
    assert done.exit_code == 1
    assert "quote: A quote has at most 25 words." in (folder / "reply.md").read_text("utf-8")
    assert sorted(path.name for path in folder.iterdir()) == ["event.json", "reply.md"]


def test_an_issue_and_options_do_not_mix(folder: Path) -> None:
    assert run("--from-issue", "event.json", "--reply", "reply.md", "--video", "LILAC").exit_code == 2
    assert run("--from-issue", "event.json").exit_code == 2


def test_the_command_that_is_shown_to_contributors_writes_the_file_that_is_named(folder: Path) -> None:
    guide = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    (shown,) = re.findall(r"```sh\nhomage new (--.*?)```", guide, re.DOTALL)
    done = run(*shlex.split(shown.replace("\\\n", "")))
    assert done.exit_code == 0, done.output
    assert f"homage validate {done.stdout}" in guide
