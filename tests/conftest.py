"""What several tests need: the bundled graph, a cache of their own, and the command line as a process."""

from __future__ import annotations

import importlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from homage_graph import Graph

ROOT = Path(__file__).parents[1]
collect_ignore = [
    "publishing/judge_crate.py",  # a script for an environment of its own
    *(
        f"conformance/{file}"
        for variable, suites in (("HOMAGE_SUITES", ("owl2rl", "shacl")), ("HOMAGE_HOSTILE", ("hostile",)))
        if variable not in os.environ
        for suite in suites
        for file in (f"{suite}.py", f"test_{suite}.py")
    ),
]


def needed(*, programs: Sequence[str] = (), modules: Sequence[str] = ()) -> dict[str, str]:
    """Where programs are that a test cannot do without, by name.

    Without one of them, or one of the modules, the test is skipped; it fails where HOMAGE_ALL_TESTS is set.
    """
    found = {program: shutil.which(program) for program in programs}
    missing = [program for program, path in found.items() if path is None]
    for module in modules:
        try:
            importlib.import_module(module)
        except ImportError:
            missing.append(module)
    if missing:
        stop = pytest.fail if os.environ.get("HOMAGE_ALL_TESTS") else pytest.skip
        stop(f"{', '.join(missing)}: not installed")
    return {program: path for program, path in found.items() if path is not None}


def find_chromium(*, modules: Sequence[str] = ()) -> str:
    """A Chromium, whatever it is called here; without one, or one of the modules, as `needed` says."""
    names = ("chromium", "chromium-browser", "google-chrome")
    name = next(filter(shutil.which, names), names[0])
    return needed(programs=(name,), modules=modules)[name]


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test reads or fills the cache of whoever runs it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        patch.setenv("HOME", str(tmp_path_factory.mktemp("home")))
        yield


@pytest.fixture(scope="session")
def graph() -> Graph:
    """The bundled graph, reasoned over."""
    from homage_graph import load

    bundled = load(ROOT)
    bundled.reason()
    return bundled


class Homage:
    """`homage` as a user runs it: a process, from a folder, with an environment."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(
        self, *words: str | Path, stdin: bytes = b"", environment: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-m", "homage_graph", *map(str, words)],
            cwd=self.folder,
            input=stdin,
            env={**os.environ, **(environment or {})},
            capture_output=True,
            timeout=120,
            check=False,
        )


@pytest.fixture
def homage(graph: Graph) -> Homage:
    return Homage(ROOT)
