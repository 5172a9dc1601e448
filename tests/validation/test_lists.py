from __future__ import annotations

import time

import pytest
from contributions import HEADER, judged, marked

from homage_graph.validation.catalogue import BROKEN_LIST

ITEM = "ex:a a ex:B ; schema:author "


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("ex:l rdf:first 1 ; rdf:rest «ex:l» .", "runs in a circle"),
        ("ex:l rdf:first 1 ; rdf:rest ex:m . ex:m rdf:first 2 ; rdf:rest «ex:l» .", "runs in a circle"),
        ("ex:l rdf:first 1 ; rdf:rest ( 2 ) , «( 3 )» .", "forks"),
        ("ex:l rdf:first 1 , «2» ; rdf:rest () .", "has 2 members"),
        ("ex:l rdf:first «1» .", "a rdf:first and no rdf:rest"),
        ("ex:l rdf:rest «( 1 )» .", "a rdf:rest and no rdf:first"),
        ("ex:l rdf:first 1 ; rdf:rest «ex:nowhere» .", "<urn:example:nowhere> is no cell of a list"),
        ('ex:l rdf:first 1 ; rdf:rest «"end"» .', '"end" is no cell of a list'),
    ],
)
def test_a_broken_list_is_found_where_it_breaks(written: str, said: str) -> None:
    text, spans = marked(HEADER + written.replace("«( ", "«(» ").replace(" )»", " )"))
    (finding,) = judged(text)
    assert finding.code == BROKEN_LIST
    assert said in finding.message
    assert finding.span == spans[0]


@pytest.mark.parametrize("written", ["( 1 2 ( 3 ) )", "()", "ex:l . ex:l rdf:first 1 ; rdf:rest ( 2 )"])
def test_a_list_with_an_end_is_a_list(written: str) -> None:
    assert judged(f"{HEADER}{ITEM}{written} .") == []


def test_fifty_thousand_members_are_no_more_work_than_they_are_many() -> None:
    started = time.perf_counter()
    assert judged(f"{HEADER}{ITEM}( {'1 ' * 50_000}) .") == []
    assert time.perf_counter() - started < 20
