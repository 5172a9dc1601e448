from __future__ import annotations

import pytest

from homage_graph.characters import code_points, find_unseen, visible


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("a\tb\nc", ()),
        ("a\rb", (1,)),
        ("\x00a\x1b\x7f\x9f", (0, 2, 3, 4)),
        ("a\u2028b\u2029", (1, 3)),
        ("a\u200bb\ufeffc\u00add", (1, 3, 5)),
        ("\u3164\uffa0\u115f", (0, 1, 2)),
        ("a\u202eb\u202c", (1, 3)),
        ("say \u2067\u05d0\u05d1\u2069 here", ()),
        ("\u2067a \u2068b\u2069\u2069", ()),
        ("\u2067a\nb\u2069", (0, 4)),
        ("\u2069a\u2067", (0, 2)),
        ("👩\u200d🎤", ()),
        ("👩🏽\u200d🎤 and ✌\ufe0f", ()),
        ("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", ()),
        ("home\u200dpage", (4,)),
        ("서\u200c울", (1,)),
        ("\u200dа", (0,)),
        ("\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", ()),
        ("a\U000e0041b", (1,)),
        ("서울 café ‘’ “” – ×", ()),
    ],
)
def test_what_nobody_sees_is_found_where_it_has_no_business(text: str, places: tuple[int, ...]) -> None:
    assert find_unseen(text) == places


def test_characters_are_named_by_number_once_each() -> None:
    assert code_points("\U000e0041\u200b\u200b") == "U+200B, U+E0041"


def test_a_text_is_shown_on_one_line() -> None:
    assert visible("a\n\u202e\x00\U000e0041", 10) == r"a\n\u202e\x00\U000e0041"
    assert visible("a" * 11, 10) == "a" * 9 + "…"
