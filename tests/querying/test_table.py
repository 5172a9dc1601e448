from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from homage_graph.querying.table import render

WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P")), max_size=30)


def columns(line: str) -> int:
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


def test_short_cells_stand_as_they_are() -> None:
    assert render(("film", "videos"), [("Oldboy", "1"), ("2046", "12")], width=40, right=[1]) == (
        "film     videos\n───────────────\nOldboy        1\n2046         12\n"
    )


def test_wide_characters_count_twice() -> None:
    assert render(("a", "b"), [("스텝", "x"), ("ab", "y")], width=40) == "a      b\n────────\n스텝   x\nab     y\n"


def test_what_the_row_above_says_too_is_not_said_again() -> None:
    rows = [("a", "b", "1"), ("a", "b", "2"), ("a", "c", "2"), ("a", "c", "2")]
    assert render(("x", "y", "z"), rows, width=40).splitlines()[2:] == [
        "a   b   1",
        "        2",
        "    c   2",
        "a   c   2",
    ]


def test_an_empty_answer_has_its_heading() -> None:
    assert render(("film",), [], width=40) == "film\n────\n"


@given(st.lists(st.tuples(WORDS, st.lists(WORDS, max_size=12).map(" ".join), WORDS), max_size=5), st.integers(40, 120))
def test_no_line_is_wider_than_the_width_and_no_word_is_lost(rows: list[tuple[str, str, str]], width: int) -> None:
    text = render(("one", "two", "three"), rows, width=width)
    lines = text.splitlines()
    assert max(map(columns, lines)) <= width
    kept = "".join("".join(lines[2:]).split())
    for row in rows[:1]:
        for character in set("".join("".join(row).split())):
            assert character in kept
