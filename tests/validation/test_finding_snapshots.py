"""What is said of one mistake of every code, against files that were read as whoever made the mistake reads them.

`python tests/validation/test_finding_snapshots.py` writes the files anew; read the difference before you commit it.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from conftest import ROOT
from homage_graph import load
from homage_graph.validation.pages import examples, find_rules, judge_example
from homage_graph.validation.renderers import as_text
from homage_graph.workspace import find_workspace

if TYPE_CHECKING:
    from homage_graph import Graph

HERE = Path(__file__).parent / "snapshots" / "findings"
RULES = find_rules(find_workspace(ROOT))
WIDTH = 110


def told(code: str, graph: Graph) -> str:
    """What `homage validate` prints about the bad example of a code."""
    return as_text(judge_example(RULES[code], examples(RULES[code], ROOT)[0], graph), width=WIDTH)


@pytest.mark.parametrize("code", RULES)
def test_what_is_said_is_as_it_was_read_last(code: str, graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert told(code, graph) == (HERE / f"{code}.txt").read_text("utf-8")


def test_every_code_has_a_snapshot_and_none_is_left_over() -> None:
    assert {path.stem for path in HERE.iterdir()} == set(RULES)


@pytest.mark.parametrize("code", RULES)
def test_what_is_said_shows_the_place_and_leads_on(code: str) -> None:
    text = (HERE / f"{code}.txt").read_text("utf-8")
    assert text.startswith(("error", "warning"))
    assert f"[{code}]: " in text or code == "HG911"  # whose example has a shape of its own besides
    assert "`homage rule HG" in text
    assert "-->" in text
    assert "^" in text or code == "HG912"
    assert "None" not in text


if __name__ == "__main__":
    os.chdir(ROOT)
    HERE.mkdir(parents=True, exist_ok=True)
    bundled = load(ROOT)
    for _code in RULES:
        (HERE / f"{_code}.txt").write_text(told(_code, bundled), "utf-8")
