from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from homage_graph.errors import QueryError
from homage_graph.store import Layer

if TYPE_CHECKING:
    from homage_graph import Graph

HG = "PREFIX hg: <https://w3id.org/homage-graph/ontology#> "


def test_an_ask_answers_yes_or_no(graph: Graph) -> None:
    answer = graph.query("ASK { ?s ?p ?o }")
    assert answer.boolean is True
    assert b'"boolean":true' in answer.to("json").replace(b" ", b"")


def test_a_construct_answers_a_graph(graph: Graph) -> None:
    iu = "<https://w3id.org/homage-graph/id/person/iu>"
    answer = graph.query(
        f"{HG}CONSTRUCT {{ ?work hg:homageOf ?film }} {{ ?work hg:homageOf ?film ; hg:performedBy {iu} }}"
    )
    assert answer.triples is not None
    assert len(answer.triples) == 2  # the video and its teaser
    text = answer.to("turtle")
    assert b"video:iu-lilac hg:homageOf film:oldboy ." in text
    assert {quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)} == set(answer.triples)


def test_a_graph_has_no_csv_and_rows_have_no_turtle(graph: Graph) -> None:
    with pytest.raises(ValueError, match="can be given as turtle, ntriples, not as csv"):
        graph.query("CONSTRUCT WHERE { ?s ?p ?o }").to("csv")
    with pytest.raises(ValueError, match="not as turtle"):
        graph.query("SELECT * { ?s ?p ?o } LIMIT 1").to("turtle")


def test_what_is_written_and_what_follows_can_be_asked_alone(graph: Graph) -> None:
    asked = HG + "ASK { ?video hg:homageOf ?film }"
    assert graph.query(asked).boolean is True
    assert graph.query(asked, layer=Layer.ASSERTED).boolean is False
    assert graph.query(asked, layer=Layer.INFERRED).boolean is True


def test_a_variable_that_is_not_projected_cannot_be_bound(graph: Graph) -> None:
    with pytest.raises(QueryError, match="variable \\?film"):
        graph.query(HG + "SELECT ?video { ?video hg:homageOf ?film }", film=graph.find("Oldboy"))


def test_a_term_is_bound_never_spliced(graph: Graph) -> None:
    nasty = ox.Literal('" } INSERT DATA { <urn:a> <urn:b> <urn:c> } #')
    answer = graph.query("SELECT ?label { ?thing ?p ?label }", label=nasty)
    assert answer.rows == ()


def test_a_syntax_error_has_its_place(graph: Graph) -> None:
    with pytest.raises(QueryError, match=r"^mine\.rq:2:\d+: expected") as caught:
        graph.query("SELECT * {\n ?s ?p }", origin="mine.rq")
    assert caught.value.line == 2


@pytest.mark.parametrize("update", ["INSERT DATA { <urn:a> <urn:b> <urn:c> }", "LOAD <http://127.0.0.1/>", "CLEAR ALL"])
def test_an_update_is_no_query(update: str, graph: Graph) -> None:
    with pytest.raises(QueryError):
        graph.query(update)
