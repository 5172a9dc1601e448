from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from conftest import ROOT
from homage_graph import Graph
from homage_graph.cli import fix
from homage_graph.validation import Finding, Fix, Replacement, Report, Severity, Span

TEXT = "# why\r\nhomage:x a hg:Homage ; hg:ofWrok film:y ; hg:ofFlim film:z .\r\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a file in which two words are misspelt, one of which can be mended safely."""
    (tmp_path / "new.ttl").write_bytes(TEXT.encode())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Graph, "validate", validate)
    return tmp_path


def validate(graph: Graph, *paths: Path) -> Report:
    """A validator that knows two misspellings; the graph itself has none."""
    found = []
    for path in paths:
        for number, line in enumerate(path.read_bytes().decode().split("\n"), 1):
            for wrong, right, is_safe in (("ofWrok", "ofWork", True), ("ofFlim", "ofFilm", False)):
                if wrong in line:
                    column = line.index(wrong) + 1
                    span = Span(graph.workspace.display(path), number, column, number, column + len(wrong))
                    mending = Fix(f"write hg:{right}", (Replacement(span, right),), is_safe=is_safe)
                    found.append(Finding("HG000", Severity.VIOLATION, "No such term.", span=span, fix=mending))
    return Report(tuple(found), shapes=1)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(fix.command, [*arguments, "--graph", str(ROOT)])


def test_a_safe_fix_is_made_and_everything_else_stays(folder: Path) -> None:
    done = run("new.ttl")
    assert done.stdout == "new.ttl:2:27 HG000 write hg:ofWork\n"
    assert done.stderr == "1 finding mended\n1 finding left; `homage validate` shows more of it\n"
    assert done.exit_code == 1
    assert (folder / "new.ttl").read_bytes() == TEXT.replace("ofWrok", "ofWork").encode()


def test_nothing_left_is_exit_code_0(folder: Path) -> None:
    (folder / "new.ttl").write_bytes(TEXT.replace("ofFlim", "ofWork").encode())
    assert run("new.ttl").exit_code == 0
    again = run("new.ttl")
    assert again.exit_code == 0
    assert again.stdout == ""
    assert again.stderr == "0 findings mended\n"


def test_a_check_changes_nothing(folder: Path) -> None:
    done = run("new.ttl", "--check")
    assert done.exit_code == 1
    assert done.stdout == "new.ttl:2:27 HG000 write hg:ofWork\n"
    assert done.stderr == "1 finding would be mended\n"
    assert (folder / "new.ttl").read_bytes() == TEXT.encode()


def test_a_difference_is_shown_and_nothing_changed(folder: Path) -> None:
    done = run("new.ttl", "--diff")
    assert done.exit_code == 1
    assert done.stdout.replace("\r", "") == (
        "--- a/new.ttl\n+++ b/new.ttl\n@@ -1,3 +1,3 @@\n # why\n"
        "-homage:x a hg:Homage ; hg:ofWrok film:y ; hg:ofFlim film:z .\n"
        "+homage:x a hg:Homage ; hg:ofWork film:y ; hg:ofFlim film:z .\n \n"
    )
    assert (folder / "new.ttl").read_bytes() == TEXT.encode()


def test_a_folder_stands_for_its_files_but_not_for_links_out_of_it(folder: Path) -> None:
    inside = folder / "inside"
    inside.mkdir()
    (inside / "own.ttl").write_text("hg:ofWrok\n")
    (inside / "note.md").write_text("hg:ofWrok\n")
    (inside / "link.ttl").symlink_to(folder / "new.ttl")
    done = run("inside")
    assert done.stdout == "inside/own.ttl:1:4 HG000 write hg:ofWork\n"
    assert (folder / "new.ttl").read_bytes() == TEXT.encode()
    assert (inside / "note.md").read_text() == "hg:ofWrok\n"


def test_a_link_is_left_alone(folder: Path) -> None:
    (folder / "link.ttl").symlink_to(folder / "new.ttl")
    done = run("link.ttl")
    assert "link.ttl is no regular file, and is left alone" in done.stderr
    assert (folder / "link.ttl").is_symlink()
    assert (folder / "new.ttl").read_bytes() == TEXT.encode()


def test_without_a_path_and_without_a_graph_around_nothing_is_touched(folder: Path) -> None:
    done = CliRunner().invoke(fix.command, [])
    assert done.exit_code == 2
    assert "there is no graph around this folder; name the files to be mended" in done.stderr
