"""Findings for programs."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from homage_graph.characters import UNSEEN

if TYPE_CHECKING:
    from homage_graph.validation import Report

__all__ = ["dump", "render"]

_UNSEEN: Final = re.compile(f"[{UNSEEN}\ud800-\udfff]")


def render(report: Report) -> str:
    """An object with what was found, every member always there.

    Its members: `conforms`, whether nothing was found; `readable`, whether every file could be read, for if not,
    the findings are only on those that could not; `shapes`, how many were applied; and `findings`, in the order of
    their places. A finding has the members of `homage_graph.validation.Finding`, where nothing is the empty string:

        code, severity (violation, warning or info), message, focus, path, value, shape, help
        span      null, or an object with path, line, column, end_line and end_column, as in `Span`: from 1, in
                  characters, the end being the column after the last; null where it is not known
        related   a list of objects with message and span
        fix       null, or an object with message, is_safe, and replacements: a list of objects with span and text
    """
    content = {
        "conforms": report.conforms,
        "readable": report.is_readable,
        "shapes": report.shapes,
        "findings": [asdict(finding) for finding in report.findings],
    }
    return dump(content)


def dump(content: object) -> str:
    """JSON as people read it, each character that nobody sees as an escape."""
    text = json.dumps(content, indent=2, ensure_ascii=False)
    return _UNSEEN.sub(lambda found: json.dumps(found[0])[1:-1], text) + "\n"
