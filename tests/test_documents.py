"""What README and its companions say is so: commands are run and their output compared, versions agree."""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import rdflib

from conftest import ROOT

README = (ROOT / "README.md").read_text("utf-8")
COMMANDS = [
    (command, output)
    for block in re.findall(r"```console\n(.*?)```", README, re.DOTALL)
    for command, output in re.findall(r"(?m)^\$ (.*)\n((?:(?!\$ ).*\n)*)", block)
]


def steady(text: str) -> str:
    """Without how long it took, and whether it was reasoned over before."""
    return re.sub(r"\[[\d.]+ s\]", "[…]", text.replace("\r\n", "\n")).replace(", from the cache", "").rstrip("\n")


def test_there_are_commands_to_run() -> None:
    assert len(COMMANDS) >= 8


@pytest.mark.parametrize(("command", "output"), COMMANDS, ids=[command[:40] for command, _ in COMMANDS])
def test_a_command_prints_what_readme_says(command: str, output: str, graph: object) -> None:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=ROOT,
        env={**os.environ, "PATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    assert steady(done.stdout.decode("utf-8")) == steady(output)


def test_the_python_session_is_what_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    (session,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    test = doctest.DocTestParser().get_doctest(session, {}, "README.md", "README.md", 0)
    assert doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test).failed == 0


def test_the_python_guide_is_what_happens(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(ROOT)
    guide = (ROOT / "docs" / "python.md").read_text("utf-8").replace("build/odd-eye.svg", f"{tmp_path}/odd-eye.svg")
    session = "\n".join(re.findall(r"```python\n(.*?)```", guide, re.DOTALL))
    test = doctest.DocTestParser().get_doctest(session, {}, "python.md", "python.md", 0)
    assert doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test).failed == 0
    assert (tmp_path / "odd-eye.svg").is_file()


def test_the_sparql_answers_on_the_released_file() -> None:
    (query,) = re.findall(r"```sparql\n(.*?)```", README, re.DOTALL)
    rows = list(rdflib.Graph().parse(ROOT / "release" / "homage-graph.ttl").query(query))
    assert len({row[:2] for row in rows}) >= 15


def test_the_turtle_is_the_datas() -> None:
    (snippet,) = re.findall(r"```turtle\n(.*?)```", README, re.DOTALL)
    data = (ROOT / "data" / "videos" / "txt-0x1-lovesong.ttl").read_text("utf-8")
    for line in snippet.splitlines():
        assert line in data


def test_links_lead_somewhere() -> None:
    for document in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")):
        for target in re.findall(r"\]\((?!https?://|#)([^)#]+)", document.read_text("utf-8")):
            assert (document.parent / target).exists(), (document.name, target)


def test_the_version_is_the_same_everywhere() -> None:
    from homage_graph import __version__

    assert f"\nversion: {__version__}\n" in (ROOT / "CITATION.cff").read_text("utf-8")
    assert f"\n## [{__version__}]" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_the_lowest_versions_tested_are_the_lower_bounds() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    bounds = dict(requirement.split(">=") for requirement in project["dependencies"])
    pinned = dict(re.findall(r"(?m)^(\w+)==(.*)$", (ROOT / "tests" / "lowest.txt").read_text("utf-8")))
    assert pinned.keys() == bounds.keys()
    for name, version in bounds.items():
        assert f"{pinned[name]}.0".startswith(f"{version}."), name
