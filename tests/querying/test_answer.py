from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from homage_graph.characters import UNSEEN
from homage_graph.errors import QueryError
from homage_graph.querying.values import value_of
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


# ------------------------------------------------------------------------ rows


def test_a_cell_has_a_name_a_place_and_a_key(graph: Graph) -> None:
    answer = graph.ask("videos-that-quote-a-film", work="Videodrome")
    (row,) = answer
    work, video, performer, homage, quote, source = row
    assert row.video is row["video"] is row[1] is video
    assert (video.name, video.kind, video.iri) == (
        "Party Monster", "music video", "https://w3id.org/homage-graph/id/video/the-weeknd-party-monster",
    )  # fmt: skip
    assert type(quote) is str
    assert dict(row) == dict(zip(answer.columns, (work, video, performer, homage, quote, source), strict=True))
    assert row == (work, video, performer, homage, quote, source) and hash(row) == hash(tuple(row))
    assert row[-2:] == (quote, source) and len(row) == 6
    assert {*answer.columns, "keys"} == set(dir(row))


def test_a_cell_that_is_not_there_is_told_with_those_that_are(graph: Graph) -> None:
    row = graph.ask("videos-that-quote-a-film", work="Videodrome")[0]
    with pytest.raises(AttributeError, match="the row has no “film”; it has work, video, performer"):
        _ = row.film
    with pytest.raises(KeyError, match="the row has no “film”"):
        _ = row["film"]


def test_any_variable_is_an_attribute_even_one_that_tuples_have(graph: Graph) -> None:
    (row,) = graph.query("SELECT (1 AS ?count) (2 AS ?index) (3 AS ?class) {}")
    assert (row.count, row.index, row["class"]) == (1, 2, 3)


def test_literals_are_values_and_terms_are_kept(graph: Graph) -> None:
    xsd = "http://www.w3.org/2001/XMLSchema#"
    cases = {
        '"007"^^xsd:integer': 7,
        "true": True,
        '"1.50"^^xsd:decimal': Decimal("1.5"),
        "1.5e0": 1.5,
        '"2021-03-18"^^xsd:date': date(2021, 3, 18),
        '"2021-03-18T10:00:00Z"^^xsd:dateTime': datetime(2021, 3, 18, 10, tzinfo=UTC),
        '"2021-03"^^xsd:gYearMonth': "2021-03",
        '"아이유"@ko': "아이유",
        '"old"^^<urn:x>': "old",
    }
    columns = " ".join(f"({text} AS ?x{number})" for number, text in enumerate(cases))
    answer = graph.query(f"PREFIX xsd: <{xsd}> SELECT {columns} {{}}")
    assert list(answer[0]) == list(cases.values())
    assert [type(cell) for cell in answer[0]] == [type(value) for value in cases.values()]
    assert all(isinstance(term, ox.Literal) for term in answer.rows[0])


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("soon", "date"), ("12021-01-01", "date"), ("9" * 5_000, "integer"), ("1,5", "decimal"), ("yes", "boolean"),
        ("x", "double"), ("24:61", "dateTime"), ("x", "integer"),
    ],
)  # fmt: skip
def test_what_python_has_no_value_for_stays_text(text: str, kind: str) -> None:
    assert value_of(ox.Literal(text, datatype=ox.NamedNode(f"http://www.w3.org/2001/XMLSchema#{kind}"))) == text


@given(
    st.one_of(
        st.integers(),
        st.booleans(),
        st.floats(allow_nan=False),
        st.dates(),
        st.text(),
        st.decimals(allow_nan=False, allow_infinity=False),
    )
)
def test_values_are_those_of_rdflib(value: object) -> None:
    import rdflib

    literal = rdflib.Literal(value)
    datatype = None if literal.datatype is None else ox.NamedNode(str(literal.datatype))
    ours = value_of(ox.Literal(str(literal), datatype=datatype))
    assert ours == literal.toPython() and type(ours) is type(value)


def test_a_graph_is_rows_of_three(graph: Graph) -> None:
    answer = graph.query(HG + "CONSTRUCT WHERE { ?video hg:homageOf <https://w3id.org/homage-graph/id/film/oldboy> }")
    assert answer.columns == ("subject", "predicate", "object")
    assert {row.subject.name for row in answer} == {"LILAC", "the teaser of LILAC"}
    assert len(answer) == 2 and answer
    assert not graph.query(HG + "CONSTRUCT WHERE { ?video hg:homageOf <urn:x> }")


def test_an_answer_is_true_where_there_is_one(graph: Graph) -> None:
    assert graph.query("ASK { ?s ?p ?o }")
    assert not graph.query("ASK { <urn:x> ?p ?o }")
    assert not graph.query("SELECT ?o { <urn:x> ?p ?o }")
    assert graph.query("SELECT ?s { ?s ?p ?o } LIMIT 1")


def test_some_rows_are_a_tuple(graph: Graph) -> None:
    answer = graph.ask("sources")
    assert answer[:2] == (answer[0], answer[1]) and answer[-1] == list(answer)[-1]


# --------------------------------------------------------------------- display


class Table(HTMLParser):
    """The cells and links of the tables in a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self._is_in_cell = False
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")
            self._is_in_cell = True
        elif tag == "a":
            self.links.append(dict(attrs)["href"] or "")

    def handle_endtag(self, tag: str) -> None:
        self._is_in_cell &= tag not in ("td", "th")

    def handle_data(self, data: str) -> None:
        if self._is_in_cell:
            self.rows[-1][-1] += data


def test_a_notebook_shows_names_that_lead_somewhere(graph: Graph) -> None:
    answer = graph.ask("videos-that-quote-a-film", work="Videodrome")
    table = Table(answer._repr_html_())
    (row,) = answer
    assert table.rows[0] == list(answer.columns)
    assert table.rows[1][:5] == [row.work.name, row.video.name, row.performer.name, row.homage.name, row.quote]
    assert table.links == [row.work.iri, row.video.iri, row.performer.iri, row.homage.iri, row.source.url]
    assert "1 row" in answer._repr_html_()


def test_a_long_answer_is_shortened_and_counted(graph: Graph) -> None:
    answer = graph.query("SELECT ?s { ?s ?p ?o } ORDER BY ?s LIMIT 1234")
    assert len(Table(answer._repr_html_()).rows) == 21
    assert "… 1,214 more of 1,234 rows" in answer._repr_html_()
    assert repr(answer).startswith("<Answer: 1,234 rows of s>")
    assert repr(answer).endswith("… 1,224 more of 1,234 rows")


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40),
    scheme=st.sampled_from(["javascript:", "data:text/html,", "urn:"]),
)
def test_nobodys_text_is_markup(text: str, scheme: str, graph: Graph) -> None:
    answer = graph.query(f"SELECT ({ox.Literal(text)} AS ?text) (<{scheme}alert(1)> AS ?thing) {{}}")
    assert answer[0].text == text
    page = answer._repr_html_()
    table = Table(page)
    assert table.tags <= {"table", "thead", "tbody", "tr", "th", "td", "p"} and table.links == []
    assert not re.search(f"[{UNSEEN}]", page + repr(answer))


def test_yes_and_no_and_nothing_can_be_shown(graph: Graph) -> None:
    assert repr(graph.query("ASK { ?s ?p ?o }")) == "<Answer: yes>"
    assert graph.query("ASK { <urn:x> ?p ?o }")._repr_html_() == "<p><strong>no</strong></p>"
    assert repr(graph.query("SELECT ?o { <urn:x> ?p ?o }")) == "<Answer: 0 rows of o>"
    assert "0 rows" in graph.query("SELECT ?o { <urn:x> ?p ?o }")._repr_html_()
