from __future__ import annotations

import unicodedata

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from homage_graph.validation.policy.spelling import composed, datatype_respelt, respelt, without

QUOTES = ('"', "'", '"""', "'''")


def value(spelling: str) -> ox.Literal:
    (quad,) = ox.parse(f"<urn:a> <urn:p> {spelling} .".encode(), format=ox.RdfFormat.TURTLE)
    assert isinstance(quad.object, ox.Literal)
    return quad.object


def spelt(text: str, quotes: str, rest: str) -> str:
    """A text in quotes, every second character as an escape."""
    plain = {"\\": "\\\\", '"': '\\"', "'": "\\'", "\n": "\\n", "\r": "\\r"}
    parts = (f"\\U{ord(c):08X}" if number % 2 else plain.get(c, c) for number, c in enumerate(text))
    return f"{quotes}{''.join(parts)}{quotes}{rest}"


texts = st.text(st.sampled_from("ae\u0301\u0323\u1100\u1161\u11a8\uac00\"'\\\n\t\r\u212bq\u0344 é"), max_size=12)
spellings = st.tuples(texts, st.sampled_from(QUOTES), st.sampled_from(["", "@en", "@zh-Hant", "^^<urn:x>"]))


@given(spellings)
def test_a_composed_literal_has_the_composed_value_and_the_same_kind(parts: tuple[str, str, str]) -> None:
    text, quotes, rest = parts
    new = composed(spelt(text, quotes, rest))
    assert new is not None
    assert value(new) == ox.Literal(
        unicodedata.normalize("NFC", text),
        datatype=None if not rest.startswith("^^") else ox.NamedNode("urn:x"),
        language=rest[1:] if rest.startswith("@") else None,
    )
    assert new.startswith(quotes)


@given(spellings, st.sets(st.integers(0, 11)))
def test_characters_are_left_out_by_their_place_in_the_value(parts: tuple[str, str, str], places: set[int]) -> None:
    new = without(spelt(*parts), places)
    assert new is not None
    assert value(new).value == "".join(c for number, c in enumerate(parts[0]) if number not in places)


@given(spellings, texts)
def test_another_value_comes_back_as_it_was_given(parts: tuple[str, str, str], text: str) -> None:
    new = respelt(spelt(*parts), text)
    assert new is not None
    assert value(new).value == text


def test_what_is_right_stays_letter_for_letter() -> None:
    assert composed(r'"""a "b" \u0041\tAme' + "\u0301" + 'lie"""@en') == r'"""a "b" \u0041\tAm' + "\u00e9" + 'lie"""@en'


def test_a_datatype_is_exchanged_alone() -> None:
    assert datatype_respelt('"2003"^^xsd:gyear', "xsd:gYear") == '"2003"^^xsd:gYear'
    assert datatype_respelt('"2003"@en', "xsd:gYear") is None


@pytest.mark.parametrize("spelling", ["12", "true", "ex:a", '"open', '"a"b"c', ""])
def test_what_is_no_quoted_literal_is_left_alone(spelling: str) -> None:
    assert composed(spelling) is None
    assert without(spelling, [0]) is None
    assert respelt(spelling, "x") is None


def test_a_megabyte_takes_no_longer_than_reading_it() -> None:
    text = "e\u0301" * 200_000
    assert composed(f'"{text}"') == '"' + "é" * 200_000 + '"'
