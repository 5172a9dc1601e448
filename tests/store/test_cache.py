from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pyoxigraph as ox
import pytest

from conftest import ROOT
from homage_graph import Graph, load
from homage_graph.reasoning import Closure, Summary
from homage_graph.store import Layer, cache
from homage_graph.store.embedded import EmbeddedStore


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "homage-graph" / "closures"


class Counting:
    """A reasoner that derives one triple and counts how often it is asked."""

    name = "counting"

    def __init__(self) -> None:
        self.asked = 0

    def close(self, asserted: Sequence[ox.Triple]) -> Closure:
        self.asked += 1
        node = ox.NamedNode("urn:inferred")
        return Closure((ox.Triple(node, node, node),), Summary(len(asserted), 1, (), ("a and b share c",)))


def graph_of(file: Path, reasoner: Counting) -> Graph:
    from homage_graph.workspace import open_workspace

    return Graph(open_workspace([file]), reasoner=reasoner)


def test_the_same_files_are_reasoned_over_once(tmp_path: Path) -> None:
    file = tmp_path / "a.ttl"
    file.write_text("<urn:a> <urn:p> 1 .", "utf-8")
    reasoner = Counting()
    first, second = graph_of(file, reasoner), graph_of(file, reasoner)
    assert not first.is_reasoned
    assert first.reason() == second.reason()
    assert reasoner.asked == 1
    assert second.is_reasoned
    assert second.reason().duplicates == ("a and b share c",)
    assert second.inferred() == first.inferred()
    file.write_text("<urn:a> <urn:p> 2 .", "utf-8")
    graph_of(file, reasoner).reason()
    assert reasoner.asked == 2


def test_another_reasoner_has_another_key(tmp_path: Path) -> None:
    file = tmp_path / "a.ttl"
    file.write_text("<urn:a> <urn:p> 1 .", "utf-8")
    other = Counting()
    other.name = "another"
    reasoner = Counting()
    graph_of(file, reasoner).reason()
    graph_of(file, other).reason()
    assert (reasoner.asked, other.asked) == (1, 1)


def test_the_boundary_between_files_is_part_of_the_key() -> None:
    assert cache.key([b"ab", b"c"]) != cache.key([b"a", b"bc"]) != cache.key([b"abc"])


def test_a_broken_entry_is_made_anew(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.ttl"
    file.write_text("<urn:a> <urn:p> 1 .", "utf-8")
    reasoner = Counting()
    graph_of(file, reasoner).reason()
    (entry,) = folder.iterdir()
    for name, content, asked in (
        ("summary.json", b"torn", 2),
        ("summary.json", b"[]", 3),
        ("store/engine/CURRENT", b"torn", 4),
    ):
        (entry / name).write_bytes(content)
        assert graph_of(file, reasoner).reason().inferred == 1
        assert reasoner.asked == asked
        assert len(list(folder.iterdir())) == 1
        assert graph_of(file, reasoner).reason().inferred == 1
        assert reasoner.asked == asked


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("not a folder", "utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    file = tmp_path / "a.ttl"
    file.write_text("<urn:a> <urn:p> 1 .", "utf-8")
    assert graph_of(file, Counting()).reason().inferred == 1


def test_only_the_entries_used_last_are_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = EmbeddedStore()
    for number in range(20):
        cache.keep(f"entry-{number:02d}", store, Summary(0, 0))
    assert len(list(folder.iterdir())) == 20, "young entries may be open elsewhere"
    later = time.time() + 10 * 24 * 3600
    monkeypatch.setattr(time, "time", lambda: later)
    cache.keep("one-more", store, Summary(0, 0))
    assert len(list(folder.iterdir())) == 16


def test_processes_that_fill_the_same_empty_cache_at_once_agree(tmp_path: Path) -> None:
    file = tmp_path / "a.ttl"
    file.write_text((ROOT / "ontology" / "concepts.ttl").read_text("utf-8"), "utf-8")
    code = "import sys, homage_graph; g = homage_graph.load(sys.argv[1]); print(g.reason().inferred, len(g.inferred()))"
    running = [subprocess.Popen([sys.executable, "-c", code, str(file)], stdout=subprocess.PIPE) for _ in range(4)]
    answers = {process.communicate(timeout=120)[0] for process in running}
    assert [process.returncode for process in running] == [0, 0, 0, 0]
    assert len(answers) == 1
    assert load(file).is_reasoned
    assert len(list(load(file).oxigraph().quads_for_pattern(None, None, None, ox.DefaultGraph()))) == len(
        set(load(file).rdflib())
    )
    assert Layer.ALL.value == ""
