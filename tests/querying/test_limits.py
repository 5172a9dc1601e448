from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homage_graph.errors import QueryError
from homage_graph.querying.limits import MAX_CHARACTERS, MAX_NESTING, check


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?service ?from ?o }",
        'SELECT * { ?s <http://example.org/SERVICE> \'FROM\' , """SERVICE <x>""" }',
        "PREFIX : <urn:x> SELECT * { ?s :from ?o ; hg:derivedFrom _:b } # SERVICE",
        "SELECT * { ?s <urn:p(a)> ?o FILTER (?o < 3 && ?o > 1) }",
        "SELECT (1 - -1 AS ?x) { }",
    ],
)
def test_a_keyword_in_a_name_a_string_or_a_comment_is_none(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("SELECT * {\n  SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", "2:3: SERVICE is refused"),
        ("SELECT * { service ?where { } }", "1:12: SERVICE is refused"),
        ("SELECT * { SERVICESILENT <http://127.0.0.1/> {} }", "1:12: SERVICE is refused"),
        ("ASK { SERVICE:a {} }", "1:7: SERVICE is refused"),
        ("SELECT * { SERVICEex:a {} }", "1:12: SERVICE is refused"),
        ('SELECT * { FILTER(ex:a=" ") SERVICE <http://127.0.0.1/> {} FILTER(ex:a=" ") }', "SERVICE is refused"),
        ("SELECT * FROM<urn:g>{ }", "FROM is refused"),
        ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", "1:10: FROM is refused"),
        ("SELECT * FROM NAMED <urn:g> { }", "FROM is refused"),
        ("SELECT * " + "{" * (MAX_NESTING + 1), "nested deeper than 128"),
        ("ASK { FILTER(" + "!" * 200 + "true) }", "nested deeper than 128"),
        ("#" * (MAX_CHARACTERS + 1), "at most 65,536 characters"),
        ("SELECT * { ?s \0 ?o }", "a NUL character"),
    ],
)
def test_what_leaves_the_graph_or_exhausts_the_engine_is_refused(text: str, complaint: str) -> None:
    with pytest.raises(QueryError) as caught:
        check(text)
    assert complaint in str(caught.value)


@given(st.text(max_size=400))
def test_any_text_is_read_to_its_end(text: str) -> None:
    try:
        check(text)
    except QueryError as error:
        assert "refused" in str(error) or "nested" in str(error) or "NUL" in str(error)


@given(st.text(alphabet="{}()[]!'\"\\#<>?$: \nabSERVICE", max_size=200))
def test_punctuation_in_any_order_is_read_to_its_end(text: str) -> None:
    try:
        check(text)
    except QueryError:
        assert "service" in text.lower() or "from" in text.lower() or len(text) > MAX_NESTING


@pytest.mark.parametrize(
    "text", ['ASK { ?s ?p """' + "\\a" * 20_000, "ASK { " + "a-" * 20_000, "ASK { " + "a." * 20_000 + ":"]
)
def test_reading_takes_no_longer_than_the_text_is_long(text: str) -> None:
    start = time.process_time()
    check(text)
    assert time.process_time() - start < 20, "minutes, if a pattern backtracks"
