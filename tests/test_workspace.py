from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from conftest import ROOT
from homage_graph.errors import NoGraphError, UnreadableFileError
from homage_graph.workspace import bundled, find_workspace, open_workspace

if TYPE_CHECKING:
    from pathlib import Path


def test_the_bundled_graph_is_the_checkouts() -> None:
    workspace = bundled()
    assert workspace.root == ROOT
    assert [path.name for path in workspace.ontology] == ["concepts.ttl", "homage.ttl"]
    assert [path.name for path in workspace.shapes] == ["shapes.ttl"]
    assert len(workspace.queries) >= 15


def test_the_folder_around_you_is_found_from_below() -> None:
    assert find_workspace(ROOT / "data" / "videos").root == ROOT


def test_elsewhere_it_is_the_bundled_one(tmp_path: Path) -> None:
    assert find_workspace(tmp_path) == bundled()


def test_a_folder_with_ontology_and_data_brings_its_own_queries(tmp_path: Path) -> None:
    for name in ("ontology/terms.ttl", "data/b/two.ttl", "data/a/one.nt", "queries/mine.rq", "data/notes.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("", "utf-8")
    workspace = open_workspace([tmp_path])
    assert [path.name for path in workspace.ontology] == ["terms.ttl"]
    assert [path.name for path in workspace.data] == ["one.nt", "two.ttl"]
    assert [path.name for path in workspace.queries] == ["mine.rq"]
    assert workspace.shapes == bundled().shapes


def test_files_are_a_graph_each_once(tmp_path: Path) -> None:
    file = tmp_path / "a.ttl"
    file.write_text("", "utf-8")
    workspace = open_workspace([file, tmp_path, tmp_path / "." / "a.ttl"])
    assert workspace.data == (file,)
    assert workspace.queries == bundled().queries


@pytest.mark.parametrize(
    ("name", "error", "complaint"),
    [
        ("nothing", UnreadableFileError, "nothing: no such file or folder"),
        ("empty", NoGraphError, "empty: no .ttl or .nt file in this folder"),
        ("a.jsonld", UnreadableFileError, "only Turtle (.ttl) and N-Triples (.nt) are read, not “.jsonld”"),
    ],
)
def test_what_is_no_graph_is_refused(name: str, error: type[Exception], complaint: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "a.jsonld").write_text("{}", "utf-8")
    with pytest.raises(error) as caught:
        open_workspace([tmp_path / name])
    assert complaint in str(caught.value)
