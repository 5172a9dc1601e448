from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from homage_graph.errors import MissingPackageError

if TYPE_CHECKING:
    from homage_graph import Graph

pd = pytest.importorskip("pandas", reason="an extra: pandas")
pl = pytest.importorskip("polars", reason="an extra: polars")

HG = "PREFIX hg: <https://w3id.org/homage-graph/ontology#> "


def test_a_frame_has_names_numbers_and_gaps(graph: Graph) -> None:
    answer = graph.query(
        HG + "SELECT ?film ?year { ?film a hg:Film OPTIONAL { ?film hg:releaseYear ?year } } ORDER BY ?film"
    )
    with_pandas, with_polars = answer.to_pandas(), answer.to_polars()
    assert list(with_pandas.columns) == with_polars.columns == ["film", "year"]
    assert (str(with_pandas.dtypes["film"]), str(with_pandas.dtypes["year"])) == ("string", "Int64")
    assert with_polars.dtypes == [pl.String(), pl.Int64()]
    expected = [(row.film.name, row.year) for row in answer]
    assert with_polars.rows() == expected
    gaps = [year is None for _, year in expected]
    assert with_pandas["year"].isna().tolist() == gaps and any(gaps)
    assert [year for year in with_pandas["year"].tolist() if year is not pd.NA] == [
        year for _, year in expected if year is not None
    ]


def test_iris_stand_beside_the_names(graph: Graph) -> None:
    answer = graph.ask("films-and-years")
    frame = answer.to_polars(iris=True)
    assert frame.columns == ["film", "film_iri", "filmYear", "video", "video_iri", "videoYear", "gap", "quote"]
    assert frame["film_iri"].to_list() == [row.film.iri for row in answer]
    assert answer.to_pandas(iris=True)["film_iri"].tolist() == frame["film_iri"].to_list()


def test_a_column_of_iris_never_hides_another(graph: Graph) -> None:
    answer = graph.query("SELECT ?s (1 AS ?s_iri) { ?s ?p ?o } LIMIT 1")
    with pytest.raises(ValueError, match="“s_iri” already"):
        answer.to_pandas(iris=True)


CELLS = st.sampled_from(
    ['"a"', '"b"@en', "1", "-7", str(2**70), "1.5", "2.5e0", "true", '"2021-03-18"^^xsd:date', '"x"^^xsd:integer',
     '"2021-03-18T10:00:00Z"^^xsd:dateTime', "UNDEF", "<urn:x>"]
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(CELLS, CELLS), max_size=5))
def test_both_kinds_of_frame_have_the_same_in_them(rows: list[tuple[str, str]], graph: Graph) -> None:
    values = " ".join(f"({one} {other})" for one, other in rows)
    answer = graph.query(
        f"PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> SELECT * {{ VALUES (?one ?other) {{ {values} }} }}"
    )
    from_pandas = [
        tuple(None if cell is pd.NA or cell is pd.NaT else getattr(cell, "date", lambda c=cell: c)() for cell in row)
        for row in answer.to_pandas().itertuples(index=False, name=None)
    ]
    assert from_pandas == answer.to_polars().rows()


def test_yes_or_no_is_no_frame(graph: Graph) -> None:
    answer = graph.query("ASK { ?s ?p ?o }")
    for convert in (answer.to_pandas, answer.to_polars, answer.picture):
        with pytest.raises(ValueError, match=r"answer\.boolean"):
            convert()


@pytest.mark.parametrize("package", ["pandas", "polars"])
def test_what_is_not_installed_is_told_with_the_command(
    package: str, graph: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MissingPackageError, match=rf"is not installed: pip install 'homage-graph\[{package}\]'"):
        getattr(graph.ask("sources"), f"to_{package}")()
