"""What each renderer writes, against files, against its format's schema, and against whatever a report may have.

`python tests/validation/test_renderers.py` writes the files anew; read the difference before you commit it.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import pyoxigraph as ox
import pytest
import rdflib
import xmlschema
from hypothesis import given, settings
from reports import EMPTY, FULL, REPORTS, SOURCES, VIDEO

import homage_graph
from homage_graph.characters import UNSEEN
from homage_graph.validation import Finding, Fix, Related, Replacement, Report, Severity, Span
from homage_graph.validation.renderers import (
    as_github,
    as_json,
    as_junit,
    as_sarif,
    as_text,
    as_turtle,
    renderer,
)
from homage_graph.validation.renderers.excerpt import Mark, columns, excerpt, mended

HERE = Path(__file__).parent
SCHEMAS = HERE.parent / "schemas"
SARIF = jsonschema.Draft4Validator(json.loads((SCHEMAS / "sarif-2.1.0-rtm.5.json").read_text("utf-8")))
JUNIT = xmlschema.XMLSchema(SCHEMAS / "junit-10.xsd")
UNSEEN_CHARACTER = re.compile(f"[\t{UNSEEN}]")
COLOUR = re.compile(r"\x1b\[[0-9;]+m")
REPORTED = {"empty": EMPTY, "full": FULL}


def snapshots() -> dict[str, str]:
    """What each file has to have, by its name."""
    suffixes = {"text": "txt", "json": "json", "sarif": "sarif", "github": "github.txt", "junit": "junit.xml"}
    files = {
        f"{name}.{suffix}": renderer(form)(report)
        for name, report in REPORTED.items()
        for form, suffix in suffixes.items()
    }
    narrow = as_text(FULL, colour=True, width=60)
    return {**files, "colour.txt": narrow.replace("\x1b", "\\x1b")}


def only(finding: Finding, text: str = "", path: str = "x.ttl") -> Report:
    """A report with one finding, in a file with that text."""
    return Report((finding,), 1, sources={path: text})


def found(line: int | None = None, column: int | None = None, end: int | None = None, **more: Any) -> Finding:
    """A finding on one line of x.ttl."""
    return Finding("HG001", Severity.VIOLATION, "It is wrong.", span=Span("x.ttl", line, column, line, end), **more)


def runs(report: Report) -> Any:
    return json.loads(as_sarif(report))["runs"][0]


def parsed(text: str) -> ET.Element:
    return ET.fromstring(text)  # noqa: S314 - we wrote it


@pytest.fixture(autouse=True)
def _any_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """A release changes no snapshot."""
    monkeypatch.setattr(homage_graph, "__version__", "0.0.0")


@pytest.mark.parametrize("name", snapshots())
def test_what_is_written_is_as_it_was_read_last(name: str) -> None:
    assert (HERE / "snapshots" / name).read_text("utf-8") == snapshots()[name]


def test_no_snapshot_is_left_over() -> None:
    assert {path.name for path in (HERE / "snapshots").iterdir() if path.is_file()} == set(snapshots())


# ---------------------------------------------------------------- text


def test_the_excerpt_of_a_finding_is_below_its_place() -> None:
    report = only(found(2, 5, 8, help="Write d."), "a\nb c abc d\n")
    assert as_text(report) == (
        "error[HG001]: It is wrong.\n"
        " --> x.ttl:2:5\n"
        "  |\n"
        "2 | b c abc d\n"
        "  |     ^^^\n"
        "  |\n"
        "  = help: Write d.\n"
        "  = rule: `homage rule HG001`\n"
    )


@pytest.mark.parametrize(
    ("line", "shown", "marks"),
    [
        ("\tx y", "    x y", "      ^"),
        ("아이유 y", "아이유 y", "       ^"),
        ("e\u0301e\u0301\u200d y", "e\u0301e\u0301\u200d y", "   ^"),
        ("\u1109\u1165\u11af y", "\u1109\u1165\u11af y", "   ^"),
        ("\u202e\x1b y", "\\u202e\\u001b y", "             ^"),
        ("🎬 y", "🎬 y", "   ^"),
    ],
    ids=["tab", "wide", "combining", "decomposed Hangul", "unseen", "astral"],
)
def test_marks_stand_below_what_they_mean(line: str, shown: str, marks: str) -> None:
    place = line.index("y") + 1
    span = Span("x.ttl", 1, place, 1, place + 1)
    assert [row.text for row in excerpt([line], [Mark(span, "^")], 80)] == [shown, marks]


@pytest.mark.parametrize("start", [0, 3, 150, 700, 990, 999])
def test_a_long_line_is_cut_around_its_mark(start: int) -> None:
    line = "".join(chr(0x3041 + number % 80) if number % 3 else "ab" for number in range(800))[:1000]
    span = Span("x.ttl", 1, start + 1, 1, min(start + 11, 1001))
    text, marks = (row.text for row in excerpt([line], [Mark(span, "^")], 60))
    assert columns(text) <= 60
    assert columns(text) >= 55 or "…" not in text
    before = marks.index("^")
    meant = line[start : start + 10]
    assert meant in text
    assert columns(text[: text.index(meant)]) == before
    assert len(marks) - before == columns(meant)


def test_a_mark_longer_than_the_line_shown_ends_with_it() -> None:
    text, marks = (row.text for row in excerpt(["x" * 500], [Mark(Span("", 1, 101, 1, 401), "^")], 60))
    assert (text[0], text[-1], columns(text) <= 60) == ("…", "…", True)
    assert len(marks) == len(text)


def test_a_line_of_a_million_characters_is_cut_without_being_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    monkeypatch.setattr(
        "homage_graph.validation.renderers.excerpt._cell", lambda character: seen.append(character) or character
    )
    excerpt(["x" * 1_000_000], [Mark(Span("", 1, 500_000, 1, 500_009), "^")], 80)
    assert len(seen) < 1000


def test_a_long_span_shows_its_first_line_and_its_last() -> None:
    lines = ["a [", "  b", "  c", "  d", "  e", "] ."]
    rows = excerpt(lines, [Mark(Span("", 1, 3, 6, 2), "^", "here")], 80)
    assert [row.text for row in rows] == ["a [", "  ^", "...", "] .", "^ here"]


def test_a_span_that_ends_with_a_line_end_does_not_reach_the_next_line() -> None:
    rows = excerpt(["ab", "cd"], [Mark(Span("", 1, 1, 2, 1), "^")], 80)
    assert [row.text for row in rows] == ["ab", "^^"]


@pytest.mark.parametrize("span", [Span("", 9, 1, 9, 2), Span(""), Span("", 2, 50, 2, 60)])
def test_a_place_that_the_file_does_not_have_is_no_error(span: Span) -> None:
    rows = excerpt(["ab", "cd"], [Mark(span, "^")], 80)
    assert [row.text for row in rows] in ([], ["cd", "  ^"])


def test_second_places_in_the_file_are_in_the_same_excerpt_and_others_in_their_own() -> None:
    report = Report(
        (
            replace(
                found(1, 1, 2),
                related=(Related("one", Span("x.ttl", 4, 1, 4, 2)), Related("two", Span("y.ttl", 1, 1, 1, 2))),
            ),
        ),
        1,
        sources={"x.ttl": "a\n\n\nb", "y.ttl": "c"},
    )
    assert as_text(report).splitlines()[2:14] == [
        "  |", "1 | a", "  | ^", "...", "4 | b", "  | - one", "  |", " ::: y.ttl:1:1", "  |", "1 | c", "  | - two", "  |",
    ]  # fmt: skip


def test_a_second_place_whose_file_is_not_known_is_told_in_words() -> None:
    finding = replace(found(1, 1, 2), related=(Related("it was said", Span("gone.ttl", 3, 1, 3, 2)),))
    assert "  = note: it was said (gone.ttl:3:1)\n" in as_text(only(finding, "a"))


def test_a_fix_is_shown_as_the_lines_it_would_leave() -> None:
    fix = Fix(
        "mend it",
        (Replacement(Span("x.ttl", 1, 3, 1, 4), "BB"), Replacement(Span("x.ttl", 1, 5, 1, 5), "+")),
        is_safe=True,
    )
    text = as_text(only(found(1, 3, 4, fix=fix), "a b c"))
    assert "  = fix: mend it (`homage fix` does it)\n  |\n1 | a BB +c\n  |   ~~\n  |      +\n" in text
    fix = Fix("leave it out", (Replacement(Span("x.ttl", 1, 2, 1, 4), ""),))
    text = as_text(only(found(1, 3, 4, fix=fix), "a b c"))
    assert "(yours to decide, `homage fix` leaves it)\n  |\n1 | a b c\n  |  --\n" in text


def test_a_fix_that_does_not_fit_its_file_is_told_in_words_alone() -> None:
    for spans in ([(1, 9, 10)], [(1, 1, 3), (1, 2, 4)], [(7, 1, 1)]):
        fix = Fix("mend it", tuple(Replacement(Span("x.ttl", line, a, line, b), "z") for line, a, b in spans))
        notes = as_text(only(found(fix=fix), "a b c")).splitlines()[2:]
        assert [note.split(":")[0] for note in notes] == ["  = fix", "  = rule"]


def test_mending_is_what_writing_the_pieces_one_after_the_other_gives() -> None:
    lines = ["abc", "def", "ghi"]
    replacements = [
        Replacement(Span("", 1, 2, 2, 2), "1\n2"),
        Replacement(Span("", 2, 2, 2, 2), "3"),
        Replacement(Span("", 3, 4, 3, 4), "\n"),
    ]
    outcome = mended(lines, replacements)
    assert outcome is not None
    assert outcome[0] == ["a1", "23ef", "ghi", ""]
    assert [(mark.sign, mark.span.line, mark.span.column) for mark in outcome[1]] == [
        ("~", 1, 2),
        ("+", 2, 2),
        ("+", 3, 4),
    ]


def test_a_finding_without_a_place_shows_what_it_is_about() -> None:
    finding = Finding(
        "HG001",
        Severity.INFO,
        "No.",
        "https://w3id.org/homage-graph/id/film/oldboy",
        "hg:x",
        '"1"^^<http://www.w3.org/2001/XMLSchema#gYear>',
    )
    assert as_text(Report((finding,), 1)).splitlines() == [
        "info[HG001]: No.", '  = about: film:oldboy hg:x "1"^^xsd:gYear', "  = rule: `homage rule HG001`",
    ]  # fmt: skip


def test_colours_change_nothing_but_colours() -> None:
    assert COLOUR.sub("", as_text(FULL, colour=True)) == as_text(FULL)
    assert "\x1b" not in as_text(FULL)


# ---------------------------------------------------------------- SARIF


@pytest.mark.parametrize("name", REPORTED)
def test_sarif_is_valid(name: str) -> None:
    SARIF.validate(json.loads(as_sarif(REPORTED[name])))


def test_sarif_columns_count_code_points_and_end_after_the_last() -> None:
    run = runs(FULL)
    assert run["columnKind"] == "unicodeCodePoints"
    lines = SOURCES[VIDEO].split("\n")
    regions = {result["ruleId"]: result["locations"][0]["physicalLocation"]["region"] for result in run["results"][:4]}
    for code, meant in (
        ("HG000", "hg:ofWrok"),
        ("HG004", "certainty:implied"),
        ("HG011", "person:iu"),
        ("HG021", '"아이유"@en'),
    ):
        region = regions[code]
        assert region["startLine"] == region["endLine"]
        assert lines[region["startLine"] - 1][region["startColumn"] - 1 : region["endColumn"] - 1] == meant


def test_sarif_rules_are_those_that_found_something_once_each() -> None:
    run = runs(FULL)
    ids = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert ids == sorted({finding.code for finding in FULL.findings})
    assert all(ids[result["ruleIndex"]] == result["ruleId"] for result in run["results"])
    log = json.loads(as_sarif(FULL, titles={"HG004": "a homage is stated or suggested"}))
    (rule,) = (rule for rule in log["runs"][0]["tool"]["driver"]["rules"] if rule["id"] == "HG004")
    assert rule["shortDescription"]["text"] == "a homage is stated or suggested"


def test_sarif_fingerprints_survive_lines_above_and_tell_findings_apart() -> None:
    lower = tuple(
        replace(
            finding, span=replace(finding.span, line=finding.span.line + 7, end_line=(finding.span.end_line or 0) + 7)
        )
        if finding.span and finding.span.line
        else finding
        for finding in FULL.findings
    )
    before = [result["partialFingerprints"] for result in runs(FULL)["results"]]
    assert before == [result["partialFingerprints"] for result in runs(replace(FULL, findings=lower))["results"]]
    assert len({json.dumps(prints) for prints in before[:7]}) == 7


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("data/videos/iu-lilac.ttl", "data/videos/iu-lilac.ttl"),
        ("a b/100%#?.ttl", "a%20b/100%25%23%3F.ttl"),
        ("아이유:é.ttl", "%EC%95%84%EC%9D%B4%EC%9C%A0%3A%C3%A9.ttl"),
        ("../x.ttl", "../x.ttl"),
        ("/srv/a b.ttl", "file:///srv/a%20b.ttl"),
        ("\udcff.ttl", "%FF.ttl"),
    ],
)
def test_sarif_files_are_uris(path: str, uri: str) -> None:
    finding = Finding("HG904", Severity.VIOLATION, "No.", span=Span(path))
    (result,) = runs(Report((finding,), 1))["results"]
    assert result["locations"][0]["physicalLocation"] == {"artifactLocation": {"uri": uri}}


def test_sarif_text_has_no_links_of_its_own() -> None:
    finding = Finding("HG001", Severity.VIOLATION, "see [here](https://example.org) or ( [ a hg:Film ] )")
    (result,) = runs(Report((finding,), 1))["results"]
    assert result["message"]["text"] == r"see \[here](https://example.org) or ( [ a hg:Film ] )"


# ---------------------------------------------------------------- GitHub


def test_github_columns_are_given_on_one_line_only() -> None:
    one, several = found(2, 5, 8), replace(found(2, 5), span=Span("x.ttl", 2, 5, 3, 1))
    assert as_github(Report((one, several), 1)) == (
        "::error file=x.ttl,line=2,endLine=2,col=5,endColumn=8,title=HG001::It is wrong.\n"
        "::error file=x.ttl,line=2,endLine=3,title=HG001::It is wrong.\n"
    )


def test_github_escapes_what_would_end_a_property_or_a_command() -> None:
    finding = Finding("a:b,c", Severity.INFO, "100% of\n::error::this", span=Span("x:y,%.ttl", 1), help="a\r\nb")
    assert as_github(Report((finding,), 1)) == (
        "::notice file=x%3Ay%2C%25.ttl,line=1,endLine=1,title=a%3Ab%2Cc::100%25 of ::error::this%0Ahelp: a b\n"
    )


# ---------------------------------------------------------------- JUnit


@pytest.mark.parametrize("name", REPORTED)
def test_junit_is_valid(name: str) -> None:
    JUNIT.validate(as_junit(REPORTED[name]))


def test_junit_has_a_passing_test_when_nothing_is_found() -> None:
    suite = parsed(as_junit(EMPTY))
    assert (suite.get("tests"), suite.get("failures")) == ("1", "0")
    (case,) = suite
    assert (case.tag, len(case)) == ("testcase", 0)


def test_junit_fails_exactly_for_violations() -> None:
    suite = parsed(as_junit(FULL))
    violations = [finding for finding in FULL.findings if finding.severity is Severity.VIOLATION]
    assert suite.get("tests") == str(len(FULL.findings)) == str(len(suite))
    assert suite.get("failures") == str(len(violations)) == str(len(suite.findall("*/failure")))
    assert suite.get("skipped") == str(len(FULL.findings) - len(violations)) == str(len(suite.findall("*/skipped")))


def test_junit_tests_have_names_of_their_own() -> None:
    names = [(case.get("classname"), case.get("name")) for case in parsed(as_junit(FULL))]
    assert len(set(names)) == len(names) == len(FULL.findings)


# ---------------------------------------------------------------- JSON and Turtle


def test_json_has_every_member_of_every_finding() -> None:
    content = json.loads(as_json(FULL))
    assert (content["conforms"], content["readable"], content["shapes"]) == (False, False, 74)
    first = content["findings"][0]
    assert list(first) == list(Finding.__dataclass_fields__)
    assert first["span"] == {"path": VIDEO, "line": 14, "column": 5, "end_line": 14, "end_column": 14}
    assert first["fix"]["replacements"][0] == {"span": first["span"], "text": "hg:ofWork"}
    assert content["findings"][-1]["span"] is None


def test_turtle_is_shacls_report_in_the_same_bytes_whatever_its_blank_nodes_are_called() -> None:
    sh = "http://www.w3.org/ns/shacl#"
    texts = []
    for label in ("a", "b"):
        node = ox.BlankNode(label)
        graph = (
            ox.Triple(node, ox.NamedNode(f"{rdflib.RDF.type}"), ox.NamedNode(f"{sh}ValidationReport")),
            ox.Triple(node, ox.NamedNode(f"{sh}conforms"), ox.Literal(value=True)),
        )
        texts.append(as_turtle(Report((), 1, graph)))
    assert texts[0] == texts[1]
    assert "sh:conforms true" in texts[0]


# ---------------------------------------------------------------- any report


@settings(max_examples=150, deadline=None)
@given(REPORTS)
def test_text_has_nothing_unseen_and_no_space_at_a_line_s_end(report: Report) -> None:
    text = as_text(report)
    assert not UNSEEN_CHARACTER.search(text)
    assert all(line == line.rstrip() for line in text.split("\n"))
    assert len(re.findall(r"(?m)^(?:error|warning|info)\[", text)) == len(report.findings)
    assert COLOUR.sub("", as_text(report, colour=True)) == text


@settings(max_examples=150, deadline=None)
@given(REPORTS)
def test_json_reads_back_as_what_was_found(report: Report) -> None:
    text = as_json(report)
    assert not UNSEEN_CHARACTER.search(text)
    told = json.loads(text)["findings"]
    assert [(it["code"], it["message"], it["value"]) for it in told] == [
        (finding.code, finding.message, finding.value) for finding in report.findings
    ]


@settings(max_examples=100, deadline=None)
@given(REPORTS)
def test_sarif_of_any_report_is_valid(report: Report) -> None:
    text = as_sarif(report)
    assert not UNSEEN_CHARACTER.search(text)
    SARIF.validate(json.loads(text))


@settings(max_examples=150, deadline=None)
@given(REPORTS)
def test_junit_of_any_report_is_valid(report: Report) -> None:
    text = as_junit(report)
    assert len(parsed(text)) == max(len(report.findings), 1)
    JUNIT.validate(text)


@settings(max_examples=150, deadline=None)
@given(REPORTS)
def test_github_has_one_line_a_finding_and_each_is_a_command(report: Report) -> None:
    lines = as_github(report).splitlines()
    assert len(lines) == len(report.findings)
    assert all(re.match(r"::(error|warning|notice) [^:]*::", line) for line in lines)


if __name__ == "__main__":
    homage_graph.__version__ = "0.0.0"
    for _name, _text in snapshots().items():
        (HERE / "snapshots" / _name).write_text(_text, "utf-8")
