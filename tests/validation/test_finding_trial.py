"""Ten ways in which a newcomer breaks a file, and the way back, by nothing but what is printed.

The newcomer of this test knows a little Turtle and nothing of the project. They read the first thing that is said of
each file, and do it: what a fix shows, or what a help says.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from conftest import Homage

RIGHT = """\
# 투모로우바이투게더 dance as Yuddy does.

@prefix hg:        <https://w3id.org/homage-graph/ontology#> .
@prefix video:     <https://w3id.org/homage-graph/id/video/> .
@prefix film:      <https://w3id.org/homage-graph/id/film/> .
@prefix person:    <https://w3id.org/homage-graph/id/person/> .
@prefix homage:    <https://w3id.org/homage-graph/id/homage/> .
@prefix evidence:  <https://w3id.org/homage-graph/id/evidence/> .
@prefix source:    <https://w3id.org/homage-graph/id/source/> .
@prefix certainty: <https://w3id.org/homage-graph/concept/certainty/> .
@prefix stance:    <https://w3id.org/homage-graph/concept/stance/> .
@prefix voice:     <https://w3id.org/homage-graph/concept/voice/> .
@prefix rdfs:      <http://www.w3.org/2000/01/rdf-schema#> .

homage:trial-NUMBER a hg:Homage ;
    hg:inWork video:txt-0x1-lovesong ;
    hg:ofWork film:days-of-being-wild ;
    hg:enactedBy person:yeonjun ;
    hg:certainty certainty:stated ;
    hg:description "Yeonjun dances the mambo, 아비처럼."@en ;
    hg:evidence evidence:trial-NUMBER .

evidence:trial-NUMBER a hg:Evidence ;
    hg:source source:nme-2021-seven-films ;
    hg:quote "the very words of the article"@en ;
    hg:stance stance:supports ;
    hg:voice voice:critic .

film:trial-NUMBER a hg:Film ;
    rdfs:label "A Film of 왕가위"@en ;
    hg:directedBy person:wong-kar-wai ;
    hg:releaseYear 1991 .
"""
LONG = " ".join(["and so on, word after word,"] * 4) + " to the end of it, at last"
BREAKS = {
    "a property is misspelt": ("hg:enactedBy", "hg:enactedBYy"),
    "a full stop is missing": ("hg:voice voice:critic .", "hg:voice voice:critic"),
    "a prefix is not declared": ("@prefix voice:     <https://w3id.org/homage-graph/concept/voice/> .\n", ""),
    "a year is in quotes": ("1991", '"1991"'),
    "a film is misspelt": ("film:days-of-being-wild", "film:days-of-beeing-wild"),
    "a person is called by name": ("person:yeonjun", '"Yeonjun"'),
    "a text is in no language": ('"the very words of the article"@en', '"the very words of the article"'),
    "a quote is too long": ("the very words of the article", LONG),
    "a thing does not say what it is": ("evidence:trial-NUMBER a hg:Evidence ;", "evidence:trial-NUMBER"),
    "the video is missing": ("    hg:inWork video:txt-0x1-lovesong ;\n", ""),
}
EXAMPLES = {"hg:inWork": "video:txt-0x1-lovesong"}
"""What a newcomer knows of their own contribution."""


@dataclass(frozen=True)
class Told:
    """What is printed of one finding."""

    text: str

    @property
    def help(self) -> str:
        return "".join(re.findall(r"(?m)^ *= help: (.+)$", self.text))

    @property
    def place(self) -> tuple[str, int, int]:
        path, line, column = re.findall(r"(?m)^ *--> (.+):(\d+):(\d+)$", self.text)[0]
        return path, int(line), int(column)

    @property
    def width(self) -> int:
        """How many characters are underlined."""
        return len(re.findall(r"(?m)^ *\| +(\^+)", self.text)[0])

    @property
    def preview(self) -> dict[int, str]:
        """The lines that a fix would leave, by number."""
        shown = re.findall(r"(?ms)^ *= fix: .*?$(.+?)^ *=", self.text)
        return {int(number): line for part in shown for number, line in re.findall(r"(?m)^ *(\d+) \| (.*)$", part)}


def test_ten_broken_files_are_mended_by_what_is_printed(homage: Homage, tmp_path: Path) -> None:
    for number, (what, (right, wrong)) in enumerate(BREAKS.items()):
        assert RIGHT.count(right) == 1, what
        text = RIGHT.replace(right, wrong).replace("NUMBER", str(number))
        (tmp_path / f"{number}.ttl").write_bytes(text.encode())
    pristine = tmp_path.with_name("pristine")
    shutil.copytree(tmp_path, pristine)

    first = homage("validate", tmp_path)
    assert first.returncode == 2, "what is no Turtle is told first, and alone"
    for _ in range(6):
        done = homage("validate", tmp_path)
        if done.returncode == 0:
            break
        told = {finding.place[0]: finding for finding in reversed([*_findings(done.stdout.decode())])}
        for path, finding in told.items():
            _follow(ROOT / path, finding, homage)
    assert (done.returncode, done.stdout) == (0, b""), done.stdout.decode()

    for number, what in enumerate(BREAKS):
        before = (pristine / f"{number}.ttl").read_text("utf-8").splitlines()
        after = (tmp_path / f"{number}.ttl").read_text("utf-8").splitlines()
        changed = set(before) ^ set(after)
        assert 1 <= len(changed) <= 2, what


def _findings(printed: str) -> Iterator[Told]:
    return (Told(text) for text in re.split(r"(?m)^(?=(?:error|warning)\[)", printed) if text)


def _follow(path: Path, told: Told, homage: Homage) -> None:
    """Do what is said, and nothing that is not."""
    if "`homage fix` does it" in told.text:
        assert homage("fix", path).returncode in (0, 1)
        return
    lines = path.read_text("utf-8").split("\n")
    if told.preview:
        for number, line in told.preview.items():
            lines[number - 1] = line
    else:
        _do(told, lines)
    path.write_bytes("\n".join(lines).encode())


def _do(told: Told, lines: list[str]) -> None:
    """Do what the help says, in the words in which it says so."""
    ways: dict[str, Callable[[re.Match[str]], None]] = {
        r"Write (?P<mark>[.;,]) after (?P<token>.+) in line (?P<line>\d+)\.": lambda said: _put_after(said, lines),
        r"Write “(?P<line>@prefix .+ \.)” at the top of the file\.": lambda said: lines.insert(0, said["line"]),
        r'Add the language that it is in, as in "…"(?P<tag>@en)\.': lambda said: _add_tag(said, told, lines),
        r"It has \d+ words: take out (?P<count>\d+)\.": lambda said: _shorten(said, told, lines),
        r"Add (?P<property>\S+) to (?P<thing>\S+): .+\.": lambda said: _add(said, told, lines),
    }
    for form, way in ways.items():
        if (said := re.fullmatch(form, told.help)) is not None:
            way(said)
            return
    raise AssertionError(f"a newcomer does not know what to do:\n{told.text}")


def _put_after(said: re.Match[str], lines: list[str]) -> None:
    number = int(said["line"]) - 1
    before, token, after = lines[number].rpartition(said["token"])
    lines[number] = f"{before}{token} {said['mark']}{after}"


def _add_tag(said: re.Match[str], told: Told, lines: list[str]) -> None:
    _, line, column = told.place
    end = column - 1 + told.width
    lines[line - 1] = lines[line - 1][:end] + said["tag"] + lines[line - 1][end:]


def _shorten(said: re.Match[str], told: Told, lines: list[str]) -> None:
    """Take words out after the first one of what is pointed at."""
    _, line, column = told.place
    before, text = lines[line - 1][:column], lines[line - 1][column:]
    words = text.split(" ")
    lines[line - 1] = before + " ".join([words[0], *words[1 + int(said["count"]) :]])


def _add(said: re.Match[str], told: Told, lines: list[str]) -> None:
    _, line, _ = told.place
    assert said["thing"] in lines[line - 1]
    lines.insert(line, f"    {said['property']} {EXAMPLES[said['property']]} ;")
