"""Findings for programs."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from homage_graph.validation import Report

__all__ = ["render"]


def render(report: Report) -> str:
    """An object with `conforms`, `shapes` and `findings`, whose members are those of `Finding`."""
    content = {
        "conforms": report.conforms,
        "shapes": report.shapes,
        "findings": [asdict(finding) for finding in report.findings],
    }
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"
