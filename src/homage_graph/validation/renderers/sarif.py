"""Findings for code scanners and editors: SARIF 2.1.0, the OASIS standard."""

from __future__ import annotations

import re
from hashlib import sha256
from itertools import groupby
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from homage_graph.validation import Severity
from homage_graph.validation.renderers.json import dump
from homage_graph.validation.renderers.wording import has_page, one_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from homage_graph.validation import Finding, Fix, Report, Span

__all__ = ["render"]

_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS: Final = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_LINK: Final = re.compile(r"\[(?=[^\]]*\]\()")


def render(report: Report, *, titles: Mapping[str, str] | None = None) -> str:
    """A log with one run, its rules those that found something.

    Columns are code points, as in `Span`. A fingerprint is of the rule, the thing, the property and the value, so
    that a finding is known again after lines above it were added; a file as a whole is told by its path.

    Args:
        report: What was found.
        titles: What rules are called, by their codes; a rule without gets the message of its first finding.
    """
    from homage_graph import __version__

    codes = sorted({finding.code for finding in report.findings})
    driver = {
        "name": "homage-graph",
        "version": __version__,
        "rules": [_rule(code, titles or {}, report.findings) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "invocations": [{"executionSuccessful": report.is_readable}],
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, codes.index(finding.code)) for finding in report.findings],
    }
    return dump({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(code: str, titles: Mapping[str, str], findings: Sequence[Finding]) -> dict[str, Any]:
    first = next(finding.message for finding in findings if finding.code == code)
    rule: dict[str, Any] = {"id": code, "shortDescription": _message(titles.get(code) or first)}
    if has_page(code):
        rule["help"] = _message(f"`homage rule {code}` tells why, with a bad example and a good one.")
    return rule


def _result(finding: Finding, rule: int) -> dict[str, Any]:
    said = [finding.message, finding.help and f"help: {finding.help}"]
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": _LEVELS[finding.severity],
        "message": _message(*filter(None, said)),
        "partialFingerprints": {"finding/v1": _fingerprint(finding)},
    }
    location: dict[str, Any] = {}
    if finding.span is not None:
        location["physicalLocation"] = _physical(finding.span)
    if finding.focus:
        location["logicalLocations"] = [{"fullyQualifiedName": finding.focus}]
    if location:
        result["locations"] = [location]
    if finding.related:
        result["relatedLocations"] = [
            {"id": number, "physicalLocation": _physical(related.span), "message": _message(related.message)}
            for number, related in enumerate(finding.related, 1)
        ]
    if finding.fix is not None and (fix := _fix(finding.fix)) is not None:
        result["fixes"] = [fix]
    return result


def _message(*lines: str) -> dict[str, str]:
    """Plain text; no bracket in it begins a link, section 3.11.6."""
    return {"text": _LINK.sub(r"\\[", "\n".join(one_line(line) for line in lines))}


def _physical(span: Span) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": _uri(span.path)}}
    if span.line is not None:
        place["region"] = _region(span)
    return place


def _region(span: Span) -> dict[str, int]:
    """Section 3.30: the end column is the one after the last character, as in `Span`."""
    members = {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column if span.column is not None else None,
    }
    return {name: number for name, number in members.items() if number is not None}


def _uri(path: str) -> str:
    shown = PurePath(path)
    return shown.as_uri() if shown.is_absolute() else quote(shown.as_posix(), errors="surrogateescape")


def _fix(fix: Fix) -> dict[str, Any] | None:
    """A fix, its replacements file by file; none if it has none, or does not know a place to the column."""
    if not fix.replacements or any(it.span.column is None for it in fix.replacements):
        return None
    ordered = sorted(fix.replacements, key=lambda replacement: replacement.span)
    return {
        "description": _message(fix.message),
        "artifactChanges": [
            {
                "artifactLocation": {"uri": _uri(path)},
                "replacements": [
                    {"deletedRegion": _region(replacement.span), "insertedContent": {"text": replacement.text}}
                    for replacement in replacements
                ],
            }
            for path, replacements in groupby(ordered, key=lambda replacement: replacement.span.path)
        ],
    }


def _fingerprint(finding: Finding) -> str:
    file = finding.span.path if finding.span and not finding.focus else ""
    parts = (finding.code, finding.focus, finding.path, finding.value, file)
    return sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()
