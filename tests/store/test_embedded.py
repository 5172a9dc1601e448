from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from homage_graph.errors import QueryError
from homage_graph.store import Layer, rows
from homage_graph.store.embedded import EmbeddedStore

A, B, P = (ox.NamedNode(f"urn:{name}") for name in "abp")


@pytest.fixture
def store() -> EmbeddedStore:
    store = EmbeddedStore()
    store.load([ox.Triple(A, P, B)], Layer.ASSERTED)
    store.load([ox.Triple(B, P, A)], Layer.INFERRED)
    return store


def test_the_layers_are_told_apart(store: EmbeddedStore) -> None:
    assert list(store.dump(Layer.ASSERTED)) == [ox.Triple(A, P, B)]
    assert list(store.dump(Layer.INFERRED)) == [ox.Triple(B, P, A)]
    assert set(store.dump(Layer.ALL)) == {ox.Triple(A, P, B), ox.Triple(B, P, A)}


def test_a_bound_variable_is_no_column_of_rows(store: EmbeddedStore) -> None:
    assert rows(store, "SELECT ?s ?o { ?s ?p ?o }", s=A) == [(B,)]


def test_a_store_in_a_folder_is_only_read(store: EmbeddedStore, tmp_path: Path) -> None:
    store.save(tmp_path / "store")
    readers = [EmbeddedStore.open(tmp_path / "store") for _ in range(2)]
    for reader in readers:
        assert set(reader.dump(Layer.ALL)) == set(store.dump(Layer.ALL))
    with pytest.raises(RuntimeError, match="read-write"):
        readers[0].engine.add(ox.Quad(A, P, P))


def test_what_is_no_query_is_an_error(store: EmbeddedStore) -> None:
    with pytest.raises(QueryError):
        store.query("DELETE WHERE { ?s ?p ?o }")


def test_what_follows_is_there_though_its_lines_are_torn(tmp_path: Path) -> None:
    triple = ox.Triple(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), ox.Literal("c"))
    store = EmbeddedStore()
    store.load([triple], Layer.INFERRED)
    store.save(tmp_path / "store")
    for content in (None, b"torn", (tmp_path / "store" / "inferred.nt.gz").read_bytes()[:-9]):
        if content is not None:
            (tmp_path / "store" / "inferred.nt.gz").write_bytes(content)
        reader = EmbeddedStore.open(tmp_path / "store")
        assert list(reader.dump(Layer.INFERRED)) == [triple]
        reader.write(Layer.INFERRED, tmp_path / "lines.nt")
        assert (tmp_path / "lines.nt").read_text() == f"{triple} .\n"
