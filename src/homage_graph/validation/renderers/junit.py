"""Findings as failed tests, for what shows tests: Jenkins, GitLab and others."""

from __future__ import annotations

from collections import Counter
from pathlib import PurePath
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from homage_graph.validation import Severity
from homage_graph.validation.renderers.excerpt import Sources
from homage_graph.validation.renderers.text import WORDS, Page
from homage_graph.validation.renderers.wording import about, one_line, visible
from homage_graph.vocabulary import curie

if TYPE_CHECKING:
    from homage_graph.validation import Finding, Report

__all__ = ["render"]


def render(report: Report) -> str:
    """One suite: a test for each finding, or one that passes, so that nobody takes the file for an empty one.

    A violation is a failure. What is only a warning or an information is skipped, with its message, so that the
    suite fails exactly if `homage validate` does.

    A test's class is its file without the suffix, which Jenkins would take for the class and the folders for its
    package. Its name is the code and what it is about, without the line, so that a test is the same one tomorrow;
    of those that are alike the later ones are numbered, because GitLab reads one of a name.
    """
    count = Counter("failures" if finding.severity is Severity.VIOLATION else "skipped" for finding in report.findings)
    suite = ET.Element(
        "testsuite",
        name="homage validate",
        tests=str(len(report.findings) or 1),
        failures=str(count["failures"]),
        errors="0",
        skipped=str(count["skipped"]),
    )
    if report.conforms:
        ET.SubElement(suite, "testcase", classname="homage validate", name="conforms")
    page = Page(Sources(report.sources))
    seen: Counter[tuple[str, str]] = Counter()
    for finding in report.findings:
        test = (_file(finding), f"{one_line(curie(finding.code))} {about(finding)}".rstrip())
        seen[test] += 1
        _add(suite, finding, test, seen[test], page)
    ET.indent(suite)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(suite, encoding="unicode")}\n'


def _add(suite: ET.Element, finding: Finding, test: tuple[str, str], number: int, page: Page) -> None:
    file, name = test
    case = ET.SubElement(suite, "testcase", classname=file, name=name if number == 1 else f"{name} ({number})")
    outcome = "failure" if finding.severity is Severity.VIOLATION else "skipped"
    told = ET.SubElement(case, outcome, type=WORDS[finding.severity], message=one_line(finding.message))
    told.text = page.block(finding)


def _file(finding: Finding) -> str:
    if finding.span is None:
        return "homage validate"
    path = PurePath(finding.span.path)
    return visible(str(path.with_suffix("") if path.name else path))
