from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from homage_graph.errors import BadValueError, UnknownNameError, UnreadableFileError
from homage_graph.querying.saved import Parameter, read_query

if TYPE_CHECKING:
    from pathlib import Path

    from homage_graph import Graph


def write(folder: Path, header: str) -> Path:
    path = folder / "example.rq"
    path.write_text("".join(f"#+ {line}\n" for line in header.splitlines()) + "SELECT * { ?s ?p ?o }\n", "utf-8")
    return path


def test_a_header_is_read(tmp_path: Path) -> None:
    query = read_query(
        write(
            tmp_path,
            "summary: Everything\ntags: [all]\nparameters:\n  s:\n    class: hg:Film\n    example: Oldboy\n"
            "  n:\n    type: integer\n    example: 3\ncolumns:\n  s: a thing",
        )
    )
    assert (query.name, query.summary, query.tags, query.columns) == (
        "example",
        "Everything",
        ("all",),
        {"s": "a thing"},
    )
    thing, number = query.parameters
    assert (thing.type, thing.class_iri) == ("thing", "https://w3id.org/homage-graph/ontology#Film")
    assert number.literal("7") == ox.Literal(7)


@pytest.mark.parametrize(
    ("header", "complaint"),
    [
        ("", "example.rq:1:1: a saved query begins with a header"),
        ("summary: x", "example.rq:1: the header has no “columns”"),
        ("columns:\n  a: b", "example.rq:1: the header has no “summary”"),
        ("summary: x\ncolumns:\n  a: b\nsumary: y", "example.rq:1: the header has an unknown key “sumary”"),
        ("summary: x\ncolumns: [a", "example.rq:3:4: the header is not YAML"),
        ("summary: a: b", "example.rq:1:14: the header is not YAML"),
        ("summary: x\ncolumns:\n  a: b\ntags: 5", "“tags” in the header is no YAML list"),
        ("summary: 2021-99-99\ncolumns:\n  a: b", "the header is not YAML"),
        ("summary: x\ncolumns:\n  a: b\nparameters:\n  a:\n    class: foo bar", "the class “foo bar” of parameter “a”"),
        ("summary: x\ncolumns:\n  a: b\nparameters:\n  1:\n    type: integer", "parameter “1” in the header"),
        ("summary: " + "x" * 9_000, "the header has more than 8,192 characters"),
        ("just words", "example.rq:1: the header is no YAML mapping"),
        ("summary: x\ncolumns: a", "example.rq:1: “columns” in the header is no YAML mapping"),
        ("summary: x\ncolumns:\n  a: b\nparameters:\n  a:\n    type: date", "has the type “date”"),
        ("summary: x\ncolumns:\n  a: b\nparameters:\n  a: b", "parameter “a” in the header is no mapping"),
    ],
)
def test_a_broken_header_is_refused_with_its_place(header: str, complaint: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read_query(write(tmp_path, header), "example.rq")
    assert complaint in str(caught.value)


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bad.rq"
    path.write_bytes(b"#+ summary: \xff")
    with pytest.raises(UnreadableFileError, match="not UTF-8"):
        read_query(path)


def test_an_integer_must_be_one() -> None:
    with pytest.raises(BadValueError, match="“soon” is no value for year: an integer is expected"):
        Parameter("year", "", "integer", None, "2021").literal("soon")


def test_an_unknown_query_suggests_by_spelling_and_by_words(graph: Graph) -> None:
    with pytest.raises(UnknownNameError, match="did you mean “alterations”"):
        graph.saved_query("alteratons")
    with pytest.raises(UnknownNameError, match="most-quoted-directors"):
        graph.saved_query("most-films")


def test_a_query_without_parameters_says_so(graph: Graph) -> None:
    with pytest.raises(UnknownNameError, match=r"no parameter of sources is called “film”$"):
        graph.ask("sources", film="Oldboy")


def test_a_parameter_may_have_any_variables_name(graph: Graph, tmp_path: Path) -> None:
    for name in ("text", "layer", "question", "self", "origin"):
        path = tmp_path / "q.rq"
        path.write_text(
            f"#+ summary: x\n#+ columns:\n#+   {name}: y\n#+ parameters:\n#+   {name}:\n#+     class: hg:Film\n"
            f"SELECT ?{name} {{ ?{name} a <https://w3id.org/homage-graph/ontology#Film> }}",
            "utf-8",
        )
        assert len(graph.answer(read_query(path), {name: "Oldboy"})) == 1


def test_a_parameter_that_is_none_is_left_out(graph: Graph) -> None:
    assert graph.ask("alterations", video=None) == graph.ask("alterations")
