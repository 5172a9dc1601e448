"""What `homage validate` does with input that was written to overcome it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from homage_graph.cli import fix, validate
from homage_graph.reading import _MOST_BYTES

if TYPE_CHECKING:
    from pathlib import Path

DATA = '<urn:x:a> <urn:x:p> "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!" .\n'
SHAPE = """@prefix sh: <http://www.w3.org/ns/shacl#> .
<urn:x:S> a sh:NodeShape ; sh:targetSubjectsOf <urn:x:p> ;
    sh:property [ sh:path <urn:x:p> ; sh:pattern "%s" ] .
"""


@pytest.mark.parametrize(("pattern", "code"), [("a!$", 0), ("^b", 1), ("^(a+)+$", 2), ("a{99999999999}", 2)])
def test_a_pattern_may_be_anything(pattern: str, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(validate, "_SECONDS", 2)
    data, shapes = tmp_path / "data.ttl", tmp_path / "shapes.ttl"
    data.write_text(DATA)
    shapes.write_text(SHAPE % pattern)
    done = CliRunner().invoke(validate.command, ["--graph", str(data), "--shapes", str(shapes)], standalone_mode=False)
    if code == 2:
        assert "nothing can be judged by these shapes" in str(done.exception)
    else:
        assert done.exit_code == code


@pytest.mark.parametrize("command", [validate.command, fix.command])
def test_an_empty_path_is_no_folder(command: object) -> None:
    done = CliRunner().invoke(command, [""])  # type: ignore[arg-type]
    assert done.exit_code == 2
    assert "an empty path names no file" in done.stderr


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "large.ttl"
    path.touch()
    os.truncate(path, _MOST_BYTES + 1)
    done = CliRunner().invoke(validate.command, [str(path)])
    assert done.exit_code == 2
    assert "has at most" in done.stdout
