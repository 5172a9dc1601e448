"""Each saved query: its header, its golden rows, in each format, here and in rdflib."""

from __future__ import annotations

import csv
import io
from collections import Counter
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
import rdflib

from conftest import ROOT, Homage
from homage_graph.interchange import to_rdflib
from homage_graph.querying.saved import read_query
from homage_graph.store import Layer
from homage_graph.store.embedded import EmbeddedStore

if TYPE_CHECKING:
    from homage_graph import Graph
    from homage_graph.querying.saved import Parameter, SavedQuery

QUERIES = [read_query(path) for path in sorted((ROOT / "queries").glob("*.rq"))]
GOLDEN = ROOT / "tests" / "golden"
BOTH = ("query", QUERIES)
BY_NAME = lambda query: query.name  # noqa: E731

Row = tuple[ox.NamedNode | ox.BlankNode | ox.Literal | None, ...]


def golden(query: SavedQuery) -> tuple[tuple[str, ...], list[Row]]:
    return _rows((GOLDEN / f"{query.name}.srj").read_bytes(), ox.QueryResultsFormat.JSON)


def _rows(text: bytes, form: ox.QueryResultsFormat) -> tuple[tuple[str, ...], list[Row]]:
    results = ox.parse_query_results(text, format=form)
    assert isinstance(results, ox.QuerySolutions)
    return tuple(variable.value for variable in results.variables), [tuple(row) for row in results]


def test_there_are_enough_and_each_has_a_golden_result() -> None:
    assert len(QUERIES) >= 15
    names = {query.name for query in QUERIES}
    assert {path.stem for path in GOLDEN.glob("*.srj")} == names
    assert {path.stem for path in GOLDEN.glob("*.txt")} == names


@pytest.mark.parametrize(*BOTH, ids=BY_NAME)
def test_the_header_describes_the_query(query: SavedQuery, graph: Graph) -> None:
    variables, rows = golden(query)
    assert tuple(sorted(query.columns)) == tuple(sorted(variables))
    assert query.summary and query.description and query.tags
    assert not query.summary.endswith(".")
    assert rows, "a question whose answer is empty shows nothing"
    for parameter in query.parameters:
        assert parameter.name in variables, "a parameter is projected, so that it can be bound"
        assert parameter.example
        assert parameter.type == "integer" or parameter.class_iri is not None


@pytest.mark.parametrize(*BOTH, ids=BY_NAME)
def test_the_answer_is_golden_in_every_w3c_format(query: SavedQuery, graph: Graph) -> None:
    answer = graph.ask(query.name)
    variables, rows = golden(query)
    assert answer.variables == variables
    assert list(answer.rows) == rows
    for form, parsed in (
        ("json", ox.QueryResultsFormat.JSON),
        ("xml", ox.QueryResultsFormat.XML),
        ("tsv", ox.QueryResultsFormat.TSV),
    ):
        assert _rows(answer.to(form), parsed) == (variables, rows), form
    header, *lines = csv.reader(io.StringIO(answer.to("csv").decode("utf-8")))
    assert tuple(header) == variables
    assert lines == [["" if term is None else term.value for term in row] for row in rows]


@pytest.mark.parametrize(*BOTH, ids=BY_NAME)
def test_the_command_gives_the_golden_table(query: SavedQuery, homage: Homage) -> None:
    done = homage("query", query.name)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode("utf-8") == (GOLDEN / f"{query.name}.txt").read_text("utf-8")


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "xml"])
def test_the_command_gives_the_bytes_of_each_format(form: str, homage: Homage, graph: Graph) -> None:
    done = homage("query", "attested-twice", "--format", form)
    assert (done.returncode, done.stdout) == (0, graph.ask("attested-twice").to(form))


@pytest.fixture(scope="module")
def in_rdflib(graph: Graph) -> rdflib.Graph:
    return graph.rdflib()


@pytest.fixture(scope="module")
def released() -> tuple[rdflib.Graph, EmbeddedStore]:
    path = ROOT / "release" / "homage-graph.ttl"
    store = EmbeddedStore()
    store.load((quad.triple for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)), Layer.ASSERTED)
    return rdflib.Graph().parse(path), store


@pytest.mark.parametrize(*BOTH, ids=BY_NAME)
def test_rdflib_gives_the_same_rows(query: SavedQuery, in_rdflib: rdflib.Graph) -> None:
    _, rows = golden(query)
    assert Counter(tuple(row) for row in in_rdflib.query(query.text)) == Counter(map(_in_rdflib, rows))


@pytest.mark.parametrize(*BOTH, ids=BY_NAME)
def test_the_released_file_alone_gives_the_same_rows(
    query: SavedQuery, released: tuple[rdflib.Graph, EmbeddedStore]
) -> None:
    _, rows = golden(query)
    in_rdflib, store = released
    assert Counter(tuple(row) for row in in_rdflib.query(query.text)) == Counter(map(_in_rdflib, rows))
    assert [tuple(row) for row in store.query(query.text)] == rows


@pytest.mark.parametrize(
    ("query", "parameter"),
    [(query, parameter) for query in QUERIES for parameter in query.parameters],
    ids=lambda value: value.name,
)
def test_binding_a_parameter_keeps_the_rows_that_have_it(
    query: SavedQuery, parameter: Parameter, graph: Graph, in_rdflib: rdflib.Graph
) -> None:
    example = parameter.example
    term = parameter.literal(example) if parameter.type == "integer" else graph.find(example, parameter.class_iri)
    variables, rows = golden(query)
    column = variables.index(parameter.name)
    expected = [row for row in rows if row[column] == term]
    assert expected, "the example has an answer"
    answer = graph.answer(query, {parameter.name: example})
    assert list(answer.rows) == expected
    bound = in_rdflib.query(query.text, initBindings={parameter.name: _in_rdflib((term,))[0]})
    assert Counter(tuple(row) for row in bound) == Counter(map(_in_rdflib, expected))


def _in_rdflib(row: Row) -> tuple[rdflib.term.Node | None, ...]:
    blank = ox.NamedNode("urn:x")
    return tuple(
        None if term is None else next(iter(to_rdflib([ox.Triple(blank, blank, term)]).objects())) for term in row
    )
