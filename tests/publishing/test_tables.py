from __future__ import annotations

import builtins
import csv
import io
import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT
from homage_graph import Graph
from homage_graph.errors import MissingPackageError
from homage_graph.publishing.tables import SEPARATOR, Column, Kind, Table, csv_metadata, tables
from homage_graph.vocabulary import ONTOLOGY

PREFIX = f"PREFIX hg: <{ONTOLOGY}> "
NAMES = ("homages", "alterations", "edges", "evidence", "works", "people", "sources")


@pytest.fixture(scope="module")
def made(graph: Graph) -> Mapping[str, Table]:
    return tables(graph)


def count(graph: Graph, select: str) -> int:
    ((number,),) = graph.query(f"{PREFIX} SELECT (COUNT(*) AS ?n) {{ {{ {select} }} }}").rows
    return int(number.value)  # type: ignore[union-attr]


def column(table: Table, name: str) -> list[Any]:
    number = [each.name for each in table.columns].index(name)
    return [row[number] for row in table.rows]


def unguarded(cell: str) -> str:
    return cell.removeprefix("'")


def read_back(table: Table) -> tuple[tuple[Any, ...], ...]:
    """What a plain reader of CSV, and the rule in docs/profiles.md, make of the file."""
    header, *rows = csv.reader(io.StringIO(table.to_csv().decode("utf-8"), newline=""), strict=True)
    assert header == [each.name for each in table.columns]

    def value(cell: str, kind: Kind) -> Any:
        if kind in (Kind.TEXTS, Kind.IRIS):
            return tuple(unguarded(cell).split(SEPARATOR)) if cell else ()
        if not cell:
            return None
        return int(cell) if kind is Kind.INTEGER else unguarded(cell)

    return tuple(tuple(value(cell, each.kind) for cell, each in zip(row, table.columns, strict=True)) for row in rows)


@pytest.mark.parametrize("name", NAMES)
def test_a_plain_reader_finds_the_table_in_the_csv(name: str, made: Mapping[str, Table]) -> None:
    table = made[name]
    assert read_back(table) == table.rows


@pytest.mark.parametrize(
    ("name", "select"),
    [
        (
            "homages",
            """SELECT DISTINCT ?claim ?p ?target ?work {
                ?claim hg:about ?video ; ?p ?target .
                VALUES ?p { hg:ofWork hg:stylingOfWork hg:ofVideo hg:ofScene hg:ofCharacter hg:stylingOfCharacter
                            hg:ofMotif hg:withTechnique hg:ofGenre hg:inMannerOf hg:ofWorksBy hg:inImageOf }
                OPTIONAL { ?target hg:elementOf ?work }
                FILTER NOT EXISTS { ?claim hg:stylingOfWork ?target FILTER (?p = hg:ofWork) }
                FILTER NOT EXISTS { ?claim hg:stylingOfCharacter ?target FILTER (?p = hg:ofCharacter) } }""",
        ),
        ("alterations", "SELECT ?x ?y { ?x hg:alters ?y }"),
        (
            "edges",
            """SELECT ?x ?p ?y { ?x ?p ?y VALUES ?p { hg:homageOf hg:recreatesScene hg:usesTechnique
                                                      hg:stylingDrawnFrom hg:homageToDirector } }""",
        ),
        ("evidence", "SELECT ?x ?y { ?x hg:quote ?y }"),
        ("works", "SELECT DISTINCT ?x { ?x a hg:Work }"),
        ("people", "SELECT DISTINCT ?x { ?x a hg:Agent }"),
        ("sources", "SELECT DISTINCT ?x { ?x a hg:Source }"),
    ],
)
def test_a_table_has_as_many_rows_as_sparql_counts(
    name: str, select: str, graph: Graph, made: Mapping[str, Table]
) -> None:
    table = made[name]
    rows = len(table.rows)
    if name == "homages":  # a claim that names a kind of thing only has a row without a target
        rows -= column(table, "relation").count(None)
    assert rows == count(graph, select)


def test_every_claim_is_in_a_table(graph: Graph, made: Mapping[str, Table]) -> None:
    found = {*column(made["homages"], "claim"), *column(made["alterations"], "alteration")}
    claims = {claim.value for (claim,) in graph.query(f"{PREFIX} SELECT ?x {{ ?x a hg:Claim }}").rows}  # type: ignore[union-attr]
    assert found == claims


def test_every_quote_is_in_the_evidence_letter_for_letter(graph: Graph, made: Mapping[str, Table]) -> None:
    quotes = {
        (quote.value, quote.language)  # type: ignore[union-attr]
        for (quote,) in graph.query(f"{PREFIX} SELECT ?q {{ ?x hg:quote ?q }}").rows
    }
    evidence = made["evidence"]
    assert set(zip(column(evidence, "quote"), column(evidence, "language"), strict=True)) == quotes


def test_a_conjecture_is_behind_no_edge_and_every_edge_has_a_homage_behind_it(made: Mapping[str, Table]) -> None:
    kinds = dict(zip(column(made["homages"], "claim"), column(made["homages"], "claim_kind"), strict=True))
    behind = column(made["edges"], "claims")
    assert all(behind)
    assert {kinds[claim] for claims in behind for claim in claims} == {"homage"}
    assert "conjecture" in kinds.values()


def test_a_row_of_lilac_reads_as_people_would_say_it(made: Mapping[str, Table]) -> None:
    homages = made["homages"]
    rows = [dict(zip([each.name for each in homages.columns], row, strict=True)) for row in homages.rows]
    (row,) = [r for r in rows if r["claim"].endswith("/lilac-corridor-fight") and r["relation"] == "scene"]
    assert (row["citing_work_name"], row["performers"], row["citing_work_year"]) == ("LILAC", ("IU",), 2021)
    assert (row["target_name"], row["target_kind"]) == ("the corridor fight", "scene")
    assert (row["source_work_name"], row["source_work_year"], row["directors"]) == ("Oldboy", 2003, ("Park Chan-wook",))
    assert "Like Choi Min-sik’s ghostly Dae-su, IU clashes with a string of goons" in row["quotes"]


@pytest.mark.parametrize("name", NAMES)
def test_the_key_tells_rows_apart_and_references_lead_somewhere(name: str, made: Mapping[str, Table]) -> None:
    table = made[name]
    keys = list(zip(*(column(table, part) for part in table.key), strict=True))
    assert len(set(keys)) == len(keys)
    for here, other, there in table.references:
        assert set(column(table, here)) <= set(column(made[other], there))
    for each in table.columns:
        if each.required:
            assert None not in column(table, each.name)


@pytest.mark.parametrize("name", NAMES)
def test_pandas_reads_the_same_from_csv_and_parquet(name: str, made: Mapping[str, Table]) -> None:
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    table = made[name]
    frame = pandas.read_csv(io.BytesIO(table.to_csv()), dtype=str, keep_default_na=False)
    expected = [[("" if cell is None else cell) for cell in row] for row in csv_cells(table)]
    assert frame.to_numpy().tolist() == expected
    parquet = pandas.read_parquet(io.BytesIO(table.to_parquet()), dtype_backend="pyarrow")
    back = [
        tuple(tuple(v) if isinstance(v, list) or hasattr(v, "tolist") else None if v is pandas.NA else v for v in row)
        for row in parquet.itertuples(index=False)
    ]
    assert tuple(back) == table.rows


@pytest.mark.parametrize("name", NAMES)
def test_polars_reads_the_same_from_csv_and_parquet(name: str, made: Mapping[str, Table]) -> None:
    polars = pytest.importorskip("polars")
    pytest.importorskip("pyarrow")
    table = made[name]
    frame = polars.read_csv(io.BytesIO(table.to_csv()), infer_schema=False).fill_null("")
    assert [list(row) for row in frame.rows()] == csv_cells(table)
    parquet = polars.read_parquet(io.BytesIO(table.to_parquet()))
    assert tuple(tuple(tuple(v) if isinstance(v, list) else v for v in row) for row in parquet.rows()) == table.rows
    integers = {each.name for each in table.columns if each.kind is Kind.INTEGER}
    assert {name for name, kind in parquet.schema.items() if kind == polars.Int64} == integers


def csv_cells(table: Table) -> list[list[str]]:
    """The cells of the file, as the engine of Python reads them."""
    return list(csv.reader(io.StringIO(table.to_csv().decode("utf-8"), newline="")))[1:]


texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12) | st.sampled_from(
    ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\r=1", "\n=1", "'", "''x", '"', '",\r\n', "＝1", "a\r\nb", ";", "=\x00"]
)


@given(st.lists(st.tuples(texts, texts | st.none(), st.integers(-(10**18), 10**18) | st.none())))
def test_no_ugly_text_is_lost_or_becomes_a_formula(rows: list[tuple[str, str | None, int | None]]) -> None:
    table = Table(
        "ugly",
        "Ugly texts.",
        (Column("a", Kind.TEXT, "", required=True), Column("b", Kind.TEXT, ""), Column("c", Kind.INTEGER, "")),
        tuple(rows),
        ("a",),
    )
    assert read_back(table) == table.rows
    for row in csv_cells(table):
        assert not row[0].startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))


@given(st.lists(texts.filter(lambda text: "|" not in text), max_size=3).map(tuple))
def test_no_ugly_list_is_lost_in_parquet_or_csv(values: tuple[str, ...]) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    table = Table("ugly", "", (Column("a", Kind.TEXTS, "", required=True),), ((values,),), ("a",))
    back = parquet.read_table(io.BytesIO(table.to_parquet())).to_pylist()
    assert back == [{"a": list(values)}]
    assert read_back(table) == table.rows


def test_lines_end_as_rfc_4180_has_it_and_there_is_no_mark_before_the_header(made: Mapping[str, Table]) -> None:
    for table in made.values():
        text = table.to_csv()
        assert text.startswith(table.columns[0].name.encode())
        assert text.endswith(b"\r\n")
        assert all(line.endswith(b"\r") for line in text.split(b"\n")[:-1])


def test_an_empty_table_has_a_header_and_types() -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    table = Table("none", "", (Column("a", Kind.IRI, "An IRI."), Column("b", Kind.IRIS, "IRIs.")), (), ("a",))
    assert table.to_csv() == b"a,b\r\n"
    schema = parquet.read_schema(io.BytesIO(table.to_parquet()))
    assert schema.names == ["a", "b"]
    assert schema.field("a").metadata[b"description"] == b"An IRI."


def test_without_pyarrow_parquet_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def refuse(name: str, *rest: Any, **more: Any) -> Any:
        if name.partition(".")[0] == "pyarrow":
            raise ModuleNotFoundError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(MissingPackageError, match=r"pyarrow is not installed: .*homage-graph\[parquet\]"):
        Table("none", "", (Column("a", Kind.TEXT, ""),), (), ("a",)).to_parquet()


def test_the_metadata_describes_each_column_of_each_file(graph: Graph, made: Mapping[str, Table]) -> None:
    described = json.loads(csv_metadata(graph, tables(graph)))
    assert described["@context"][0] == "http://www.w3.org/ns/csvw"
    assert described["dc:license"] == {"@id": "https://creativecommons.org/publicdomain/zero/1.0/"}
    assert [each["url"] for each in described["tables"]] == [f"{name}.csv" for name in made]
    for each, table in zip(described["tables"], made.values(), strict=True):
        columns = each["tableSchema"]["columns"]
        header = table.to_csv().decode().splitlines()[0].split(",")
        assert [said["titles"] for said in columns] == header
        assert all(said["dc:description"] for said in columns)
        assert set(each["tableSchema"]["primaryKey"]) <= set(header)
        for said, kind in zip(columns, table.columns, strict=True):
            assert ("separator" in said) == (kind.kind in (Kind.TEXTS, Kind.IRIS))


def test_every_column_is_on_the_page(made: Mapping[str, Table]) -> None:
    page = (ROOT / "docs" / "profiles.md").read_text("utf-8")
    for table in made.values():
        assert f"| `{table.name}` |" in page
        assert all(f"`{each.name}`" in page for each in table.columns), table.name
