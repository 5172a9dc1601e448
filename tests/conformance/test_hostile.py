"""Hostile files and queries, where HOMAGE_HOSTILE names a folder that has them; else none is collected."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from hostile import ADDRESS, EXPECTED, Row, complaints, rows, run

ROWS = list(rows(Path(os.environ["HOMAGE_HOSTILE"])))
NAMES = [f"{row.name} {row.path.name}" for row in ROWS]


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("closures")


@pytest.fixture
def server() -> Iterator[socket.socket]:
    """Somebody who listens where the samples want something fetched from."""
    with socket.create_server(ADDRESS) as listening:
        listening.settimeout(0)
        yield listening


@pytest.mark.parametrize("row", ROWS, ids=NAMES)
def test_a_hostile_sample_gets_what_it_deserves_and_nothing_else(
    row: Row, tmp_path: Path, cache: Path, server: socket.socket
) -> None:
    assert list(complaints(row, run(row, tmp_path, cache))) == []
    with pytest.raises(BlockingIOError):
        server.accept()


@pytest.mark.parametrize("row", [row for row in ROWS if row.path.parent.name == "content"], ids=lambda row: row.name)
def test_people_are_shown_no_character_that_they_cannot_see(row: Row, tmp_path: Path, cache: Path) -> None:
    outcome = run(row, tmp_path, cache, "text")
    assert "it shows characters that nobody sees" not in complaints(row, outcome)
    assert outcome.code in EXPECTED[row.name].exits


def test_every_sample_is_expected_and_every_expectation_has_its_sample() -> None:
    assert {row.name for row in ROWS} == EXPECTED.keys()
