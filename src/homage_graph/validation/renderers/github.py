"""Findings as annotations of a pull request: workflow commands that GitHub's runner reads from what is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from homage_graph.validation import Severity
from homage_graph.validation.renderers.wording import about, one_line, visible
from homage_graph.vocabulary import curie

if TYPE_CHECKING:
    from collections.abc import Iterator

    from homage_graph.validation import Finding, Report, Span

__all__ = ["render"]

_COMMANDS: Final = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(report: Report) -> str:
    """One line a finding, whatever is in its message, so that no message can be a command of its own.

    GitHub counts lines and columns from 1 as spans do. It refuses columns of a span of several lines, so that those
    go without. Its documentation does not say whether the end column is the last one or the one after; the one
    after, which other checkers give too, is never before the first, which would be refused.
    """
    return "".join(f"{_command(finding)}\n" for finding in report.findings)


def _command(finding: Finding) -> str:
    title = ("title", one_line(curie(finding.code)))
    properties = ",".join(f"{name}={_property(value)}" for name, value in [*_place(finding.span), title])
    said = about(finding) if finding.span is None or finding.span.line is None else ""
    lines = [one_line(finding.message), said and f"about: {said}", finding.help and f"help: {one_line(finding.help)}"]
    return f"::{_COMMANDS[finding.severity]} {properties}::{_data(chr(10).join(filter(None, lines)))}"


def _place(span: Span | None) -> Iterator[tuple[str, str]]:
    if span is None:
        return
    yield "file", visible(span.path)
    if span.line is None:
        return
    end_line = span.end_line or span.line
    yield "line", str(span.line)
    yield "endLine", str(end_line)
    if span.column is not None and end_line == span.line:
        yield "col", str(span.column)
        yield "endColumn", str(span.end_column or span.column)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
