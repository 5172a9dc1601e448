"""Whether what was written is right: findings, each with its code, its place, its reason and its mending.

Only what is written is judged, together with the ontology's class tree: never what is inferred.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from homage_graph.reading.positions import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pyoxigraph as ox

__all__ = ["Finding", "Fix", "Related", "Replacement", "Report", "Severity", "Span"]


class Severity(StrEnum):
    """SHACL's severities, section 2.1.4 of the recommendation."""

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True)
class Related:
    """A second place that explains a finding, say where a thing was declared to be of another class."""

    message: str
    span: Span


@dataclass(frozen=True)
class Replacement:
    """A piece of a file, and what to write there instead; an empty span is a place to write something new."""

    span: Span
    text: str


@dataclass(frozen=True)
class Fix:
    """A concrete way of mending a finding.

    Attributes:
        message: What it does, in a few words: `write hg:ofWork`.
        replacements: All of them belong together; none overlaps another.
        is_safe: It cannot change what the author meant, so that a program may apply it unasked.
    """

    message: str
    replacements: tuple[Replacement, ...]
    is_safe: bool = False


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong.

    Attributes:
        code: Its stable code, say `HG001`; the shape's IRI, for a shape that has none.
        severity: How bad.
        message: What is wrong.
        focus: The thing that is wrong: an IRI, a blank node's label, or a literal in N-Triples form; empty for a
            file as a whole.
        path: The property that is wrong, as a CURIE or a property path in SPARQL; empty for the thing as a whole.
        value: The value that is wrong, in N-Triples form; empty where one is missing.
        shape: The IRI of the shape that found it, or its blank node's label; empty where no shape did.
        span: The exact term that is wrong; None where no file of the graph says anything of it.
        related: Second places, where that is where the cause is.
        help: What to write instead.
        fix: The same as a concrete replacement, where there is one.
    """

    code: str
    severity: Severity
    message: str
    focus: str = ""
    path: str = ""
    value: str = ""
    shape: str = ""
    span: Span | None = None
    related: tuple[Related, ...] = ()
    help: str = ""
    fix: Fix | None = None


@dataclass(frozen=True)
class Report:
    """What was found.

    Attributes:
        findings: Sorted by place, then by code.
        shapes: How many shapes were applied.
        graph: SHACL's validation report, as the judge labelled its blank nodes.
        is_readable: Whether every file could be read; if not, the findings are only on those that could not.
        sources: The text of each file that a finding points into, by the path it is shown by.
    """

    findings: tuple[Finding, ...]
    shapes: int
    graph: tuple[ox.Triple, ...] = ()
    is_readable: bool = True
    sources: Mapping[str, str] = field(default_factory=dict)

    @property
    def conforms(self) -> bool:
        """SHACL's `sh:conforms`: nothing at all was found."""
        return not self.findings

    @property
    def acceptable(self) -> bool:
        """No violation was found; there may be warnings."""
        return all(finding.severity is not Severity.VIOLATION for finding in self.findings)

    def joined(self, findings: Iterable[Finding]) -> Report:
        """This report, with more findings in their places."""
        return replace(self, findings=tuple(sorted({*self.findings, *findings}, key=_order)))


def _order(finding: Finding) -> tuple[object, ...]:
    span = finding.span or Span("")
    where = (span.path, span.line or 0, span.column or 0)
    return (*where, finding.code, finding.focus, finding.path, finding.value, finding.message)
