from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import Homage
from homage_graph import Graph, load
from homage_graph.errors import ExportError
from homage_graph.publishing import streaming
from homage_graph.publishing.selection import Selection

SELECTIONS = [selection.value for selection in Selection]


def streamed(graph: Graph, form: str, selection: str, path: Path) -> bytes:
    with path.open("w+b") as output:
        graph.write(output, form, selection)
    return path.read_bytes()


@pytest.mark.parametrize("selection", SELECTIONS)
@pytest.mark.parametrize("form", ["ntriples", "nquads"])
@pytest.mark.parametrize("run", [None, 20_000])
def test_what_is_streamed_is_what_is_exported(
    form: str, selection: str, run: int | None, graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if run is not None:
        monkeypatch.setattr(streaming, "_RUN_BYTES", run)
        monkeypatch.setattr(streaming, "_BLOCK_LINES", 7)
    assert streamed(graph, form, selection, tmp_path / "out") == graph.export(form, selection)


def test_several_processes_write_the_same(graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streaming, "_ALONE", 0)
    monkeypatch.setattr(streaming, "_RUN_BYTES", 100_000)
    monkeypatch.setattr(streaming.os, "sched_getaffinity", lambda _: {0, 1})
    assert streamed(graph, "nquads", "all", tmp_path / "out") == graph.export("nquads")


STATEMENTS = st.lists(
    st.sampled_from(
        [
            "<urn:a> <urn:p> [ <urn:q> _:x ] .",
            "<urn:b> <urn:p> _:x . _:x <urn:q> 1 .",
            '<urn:C> a owl:Class ; rdfs:label "(class)" .',
            "<urn:C> <urn:p> <urn:a> , [] .",
            '<urn:a> a <urn:C> ; <urn:p> 1.50 , "\\\\ \\n"@en-GB , "007"^^xsd:integer .',
            "<urn:p> rdfs:subPropertyOf <urn:r> .",
            '<urn:a%20> <urn:p> "_:no ." .',
            '<urn:a> <urn:p> "x" , "x y ." .',
        ]
    ),
    max_size=6,
)
HEAD = (
    "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
    "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
)


@settings(max_examples=40, deadline=None)
@given(STATEMENTS, STATEMENTS, st.sampled_from(["ntriples", "nquads"]), st.sampled_from(SELECTIONS))
def test_so_it_is_of_any_files(one: list[str], two: list[str], form: str, selection: str) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number, statements in enumerate((one, two)):
            (folder / f"{number}.ttl").write_text(HEAD + "\n".join(statements), "utf-8")
        graph = load(folder)
        assert streamed(graph, form, selection, folder / "out") == graph.export(form, selection)


def test_what_is_read_otherwise_than_written_is_an_error(
    graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = streaming._kept

    def broken(lines: object, path: Path) -> Path:
        kept(lines, path)  # type: ignore[arg-type]
        path.write_bytes(path.read_bytes().replace(b'"LILAC"@en', b'"LILAC"@e n'))
        return path

    monkeypatch.setattr(streaming, "_kept", broken)
    with pytest.raises(ExportError, match="ntriples"):
        streamed(graph, "ntriples", "all", tmp_path / "out")


def test_an_export_that_fails_leaves_no_half_file(homage: Homage, tmp_path: Path) -> None:
    (tmp_path / "odd.ttl").write_text('<urn:a> <urn:b> "\\u0001" .', "utf-8")
    done = homage("export", "--graph", tmp_path / "odd.ttl", "--format", "rdfxml", "-o", tmp_path / "out")
    assert done.returncode == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["odd.ttl"]
