"""Findings for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from homage_graph.vocabulary import curie

if TYPE_CHECKING:
    from homage_graph.validation import Finding, Report

__all__ = ["render"]


def render(report: Report) -> str:
    """One block a finding: its place, code and message, then the thing, the property and the value."""
    return "".join(_block(finding) for finding in report.findings)


def _block(finding: Finding) -> str:
    where = f"{finding.place}: " if finding.place else ""
    lines = [f"{where}{finding.code} {finding.severity}: {finding.message}"]
    value = "" if finding.value == f"<{finding.focus}>" else _shortened(finding.value)
    said = " ".join(part for part in (curie(finding.focus), finding.path, value) if part)
    return "\n".join([*lines, f"    {said}"]) + "\n"


def _shortened(value: str) -> str:
    return curie(value[1:-1]) if value.startswith("<") else value
