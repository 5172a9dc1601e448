"""The notebook shows what happens: its cells are run, and what comes is what it has.

`python tests/test_notebook.py` writes its outputs anew; read the difference before you commit it.
"""

from __future__ import annotations

import re
import warnings
from pathlib import Path
from typing import Any

import nbformat
import pytest

ROOT = Path(__file__).parents[1]
NOTEBOOK = ROOT / "docs" / "notebook.ipynb"


def executed() -> Any:
    """The notebook, run from the root of the checkout, without anything that differs from one run to the next."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the machinery that runs kernels; a cell's own would be among its outputs
        from nbclient import NotebookClient

        notebook = nbformat.read(NOTEBOOK, as_version=4)
        NotebookClient(
            notebook, timeout=300, kernel_name="python3", record_timing=False, resources={"metadata": {"path": ROOT}}
        ).execute()
    notebook.metadata = nbformat.read(NOTEBOOK, as_version=4).metadata
    for cell in notebook.cells:
        cell.metadata = {}
    return notebook


def shown(notebook: Any) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """What each cell of code shows: kind of output, media type, text."""
    cells = []
    for cell in notebook.cells:
        parts: list[tuple[str, str, str]] = []
        for output in cell.get("outputs", ()):
            data = {"text": output.text} if output.output_type == "stream" else output.get("data", {"error": "error"})
            parts += [(output.output_type, media, steady(text)) for media, text in sorted(data.items())]
        cells.append((cell.id, parts))
    return cells


def steady(text: str) -> str:
    """Without what pandas decides from one version to the next: the spaces and attributes of its table."""
    return re.sub(r"\s+", " ", re.sub(r"<style.*?</style>|<(table|tr|td|th|div)[^>]*>", r"<\1>", text, flags=re.DOTALL))


@pytest.fixture(scope="module")
def run() -> Any:
    return executed()


def test_the_outputs_are_those_of_its_cells(run: Any) -> None:
    assert shown(run) == shown(nbformat.read(NOTEBOOK, as_version=4))


def test_no_cell_fails_or_complains(run: Any) -> None:
    outputs = [output for cell in run.cells for output in cell.get("outputs", ())]
    assert not [output for output in outputs if output.output_type == "error" or output.get("name") == "stderr"]


def test_nothing_of_a_machine_or_a_moment_is_in_it() -> None:
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    nbformat.validate(notebook)
    text = NOTEBOOK.read_text("utf-8")
    assert not re.search(r"/home/|/root/|/tmp/|[A-Z]:\\\\|iopub|0x[0-9a-f]{6}", text)
    assert notebook.metadata.language_info == {"name": "python"}
    counts = [cell.execution_count for cell in notebook.cells if cell.cell_type == "code"]
    assert counts == list(range(1, len(counts) + 1))
    assert all(re.fullmatch(r"[a-z-]+", cell.id) for cell in notebook.cells)


if __name__ == "__main__":
    nbformat.write(executed(), NOTEBOOK)
