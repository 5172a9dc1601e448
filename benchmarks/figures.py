"""What the benchmarks share: the line that says on what they ran, and a plain table."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["environment", "table"]


def environment() -> str:
    """The versions that the figures depend on, and the number of cores."""
    packages = ", ".join(f"{name} {version(name)}" for name in ("pyoxigraph", "rdflib", "owlrl", "pyshacl"))
    return f"Python {platform.python_version()}, {packages}; {os.cpu_count()} cores"


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Rows under a header: the first column to the left, the figures to the right."""
    lines = [header, *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(header))]
    padded = (
        [line[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True))]
        for line in lines
    )
    return "\n".join("  ".join(cells).rstrip() for cells in padded)
