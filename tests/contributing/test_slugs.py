from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homage_graph.contributing.slugs import free, slug


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("LILAC", "lilac"),
        ("0X1=LOVESONG (I Know I Love You)", "0x1-lovesong-i-know-i-love-you"),
        ("Amélie", "amelie"),
        ("Łódź Ærø", "lodz-aero"),
        ("Schindler’s List", "schindlers-list"),
        ("봄날 (Spring Day)", "spring-day"),
        ("봄날", ""),
        ("…", ""),
    ],
)
def test_a_slug_has_the_latin_letters_of_a_name(name: str, made: str) -> None:
    assert slug(name) == made


def test_a_long_name_ends_at_a_word() -> None:
    assert slug("word " * 50) == "-".join(["word"] * 12)


def test_a_single_long_word_is_cut() -> None:
    assert slug("a" * 500) == "a" * 60


@given(st.text())
def test_every_slug_ends_an_iri_of_the_project(name: str) -> None:
    assert slug(name) == "" or re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", slug(name))


def test_a_taken_iri_gets_a_number() -> None:
    assert free("x:", "a", {"x:a", "x:a-2"}) == "x:a-3"
    assert free("x:", "b", {"x:a"}) == "x:b"
