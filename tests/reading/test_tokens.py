from __future__ import annotations

import re
import time
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from turtle_layouts import lay_out

from homage_graph.reading.tokens import Lines, tokens

TEXT = """PREFIX q:<urn:q:>BASE<urn:b>@prefix x.y: <urn:x> .
_:n a true ; q:a.b-\\~c -1.5e3,.5 , 'it''s'@en-US; q:%41 "x"^^<urn:t> . # q:a "no
"""
TOKENS = [
    ("directive", "PREFIX"), ("name", "q:"), ("iri", "<urn:q:>"), ("directive", "BASE"), ("iri", "<urn:b>"),
    ("directive", "@prefix"), ("name", "x.y:"), ("iri", "<urn:x>"), ("mark", "."), ("name", "_:n"), ("name", "a"),
    ("name", "true"), ("mark", ";"), ("name", "q:a.b-\\~c"), ("number", "-1.5e3"), ("mark", ","), ("number", ".5"),
    ("mark", ","), ("string", "'it'"), ("string", "'s'"), ("mark", "@en-US"), ("mark", ";"), ("name", "q:%41"),
    ("string", '"x"'), ("mark", "^^"), ("iri", "<urn:t>"), ("mark", "."), ("comment", '# q:a "no'),
]  # fmt: skip


def kinds(text: str) -> list[tuple[str, str]]:
    return [(token.kind, text[token.start : token.end]) for token in tokens(text) if token.kind != "space"]


def test_each_token_is_of_its_kind() -> None:
    assert kinds(TEXT) == TOKENS


@pytest.mark.parametrize("word", ["prefix:a", "prefix-b:c", "base:", "prefixed:a", "version.x:y"])
def test_a_prefix_may_be_called_as_a_directive(word: str) -> None:
    assert kinds(word) == [("name", word)]


def test_a_language_may_be_called_as_a_directive() -> None:
    assert kinds('"x"@prefix') == [("string", '"x"'), ("mark", "@prefix")]


def test_tokens_join_up_to_the_text() -> None:
    for number in range(200):
        text = lay_out(Random(number)).text  # noqa: S311 - it makes layouts, no secrets
        assert "".join(text[token.start : token.end] for token in tokens(text)) == text


@given(st.text(alphabet="<>[]().;,\"'\\#@^:_a1é한 \r\n-+e%{"))
def test_what_is_read_of_any_text_is_its_beginning(text: str) -> None:
    read = "".join(text[token.start : token.end] for token in tokens(text))
    assert text.startswith(read)


@pytest.mark.parametrize("text", ["{", "<a b>", '"a\nb"', "'''a''", "“x”", "<<"])
def test_tokens_end_where_none_begins(text: str) -> None:
    assert kinds(f"q:a {text}") == [("name", "q:a")]


@pytest.mark.parametrize(
    "text",
    [
        '"""' + 'a"b ' * 250_000,
        '"' + "\\\\" * 500_000,
        "<" + "a" * 1_000_000,
        "<" * 1_000_000,
        ":a" + "." * 1_000_000,
        "'" * 1_000_000,
        "[" * 1_000_000,
        "-" * 1_000_000,
        "1" * 1_000_000,
        "%4" * 500_000,
    ],
    ids=range(10),
)
def test_no_text_of_a_megabyte_takes_long(text: str) -> None:
    start = time.perf_counter()
    assert sum(1 for _ in tokens(text)) <= len(text)
    assert time.perf_counter() - start < 10


@given(st.text(alphabet="ab é한😀\t\r\n\u2028\x85"))
def test_line_and_column_lead_back_to_the_offset(text: str) -> None:
    lines = Lines(text)
    for offset in range(len(text) + 1):
        line, column = lines.place(offset)
        assert lines.offset(line, column) == offset
        assert line == len(re.split("\r\n|\r|\n", f"{text[:offset]}x")) or text[offset - 1 : offset + 1] == "\r\n"


def test_a_place_behind_the_text_is_its_end() -> None:
    assert Lines("ab\nc").offset(9, 9) == 4
