from __future__ import annotations

import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homage_graph.contributing.mending import applicable, mend, mended, preview
from homage_graph.errors import UnreadableFileError
from homage_graph.reading.tokens import Lines
from homage_graph.validation import Finding, Fix, Replacement, Report, Severity, Span


def replacement(line: int, column: int, end: int, text: str, path: str = "a.ttl", end_line: int = 0) -> Replacement:
    return Replacement(Span(path, line, column, end_line or line, end), text)


def finding(*replacements: Replacement, is_safe: bool = True, code: str = "HG000") -> Finding:
    fix = Fix("write that", replacements, is_safe=is_safe)
    return Finding(code, Severity.VIOLATION, "wrong", span=replacements[0].span, fix=fix)


@pytest.mark.parametrize(
    ("text", "replacements", "after"),
    [
        ("a b c", [replacement(1, 3, 4, "x")], "a x c"),
        ("a b c", [replacement(1, 5, 6, "z"), replacement(1, 1, 2, "x")], "x b z"),
        ("a b c", [replacement(1, 3, 3, "new ")], "a new b c"),
        ("a\r\nb\r\n", [replacement(2, 1, 2, "x")], "a\r\nx\r\n"),
        ("a\r\nb\r\n", [replacement(1, 2, 1, "", end_line=2)], "ab\r\n"),
        ("é\U0001f3b5x", [replacement(1, 3, 4, "y")], "é\U0001f3b5y"),
        ("a\u2028\x85b c", [replacement(1, 6, 7, "x")], "a\u2028\x85b x"),
        ("# why\n\ta\n", [replacement(2, 2, 3, "b")], "# why\n\tb\n"),
        ("a", [replacement(1, 2, 2, "!")], "a!"),
        ("", [replacement(1, 1, 1, "a")], "a"),
        ("a", [], "a"),
    ],
)
def test_only_what_is_named_is_replaced(text: str, replacements: list[Replacement], after: str) -> None:
    assert mended(text, replacements) == after


@pytest.mark.parametrize(
    "replacements",
    [
        [replacement(1, 1, 3, "x"), replacement(1, 2, 4, "y")],
        [replacement(1, 3, 1, "x")],
        [Replacement(Span("a.ttl", 1), "x")],
    ],
)
def test_a_place_that_cannot_be_one_is_an_error(replacements: list[Replacement]) -> None:
    with pytest.raises(ValueError, match=r"ends before it begins|says no columns"):
        mended("abcd\nef", replacements)


@given(st.text(st.sampled_from("ab\n\ré\U0001f3b5"), max_size=30), st.data())
def test_a_replacement_is_a_slice(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    stop = data.draw(st.integers(start, len(text)))
    lines = Lines(text)
    (line, column), (end_line, end_column) = lines.place(start), lines.place(stop)
    place = replacement(line, column, end_column, "new", end_line=end_line)
    assert mended(text, [place]) == text[:start] + "new" + text[stop:]


def test_the_first_of_two_that_overlap_is_taken() -> None:
    first, second = finding(replacement(1, 1, 3, "x")), finding(replacement(1, 2, 4, "y"))
    beside = finding(replacement(1, 3, 5, "z"))
    files = {"a.ttl": Path("a.ttl")}
    assert applicable([first, second, beside], files) == (first, beside)


def test_a_fix_is_taken_whole_or_not_at_all() -> None:
    first = finding(replacement(1, 1, 3, "x"))
    both = finding(replacement(2, 1, 2, "y"), replacement(1, 2, 3, "z"))
    assert applicable([first, both], {"a.ttl": Path("a.ttl")}) == (first,)


def test_only_safe_fixes_within_the_named_files_are_taken() -> None:
    unsafe = finding(replacement(1, 1, 2, "x"), is_safe=False)
    elsewhere = finding(replacement(1, 1, 2, "x", "b.ttl"))
    partly = finding(replacement(1, 1, 2, "x"), replacement(1, 1, 2, "x", "b.ttl"))
    without = Finding("HG001", Severity.VIOLATION, "wrong", span=Span("a.ttl", 1, 1, 1, 2))
    assert applicable([unsafe, elsewhere, partly, without], {"a.ttl": Path("a.ttl")}) == ()


class Judge:
    """Finds each `bad` in a file, and offers `good`; each `good`, where asked to, and offers `bad`."""

    def __init__(self, path: Path, words: dict[str, str]) -> None:
        self.path, self.words, self.rounds = path, words, 0

    def __call__(self) -> Report:
        self.rounds += 1
        lines = self.path.read_bytes().removeprefix(b"\xef\xbb\xbf").decode().split("\n")
        return Report(
            tuple(
                finding(replacement(number, line.index(word) + 1, line.index(word) + 1 + len(word), better))
                for number, line in enumerate(lines, 1)
                for word, better in self.words.items()
                if word in line
            ),
            shapes=1,
        )


def test_rounds_go_on_until_nothing_is_left(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_bytes(b"\xef\xbb\xbf# bad bad\r\nworse\r\n")
    path.chmod(0o640)
    made = mend(Judge(path, {"worse": "bad", "bad": "good"}), {"a.ttl": path})
    assert path.read_bytes() == b"\xef\xbb\xbf# good good\r\ngood\r\n"
    assert len(made.applied) == 4
    assert made.report.conforms
    assert made.texts == {path: ("# bad bad\r\nworse\r\n", "# good good\r\ngood\r\n")}
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [each.name for each in tmp_path.iterdir()] == ["a.ttl"], "no draft is left behind"


def test_what_never_ends_is_ended(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_text("bad")
    judge = Judge(path, {"bad": "bad"})
    mend(judge, {"a.ttl": path})
    assert judge.rounds == 11


def test_a_preview_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_text("bad\n")
    made = preview(Judge(path, {"bad": "good"})(), {"a.ttl": path})
    assert made.texts == {path: ("bad\n", "good\n")}
    assert path.read_text() == "bad\n"


def test_a_file_that_is_gone_is_an_error(tmp_path: Path) -> None:
    report = Report((finding(replacement(1, 1, 2, "x")),), shapes=1)
    with pytest.raises(UnreadableFileError):
        preview(report, {"a.ttl": tmp_path / "a.ttl"})
