"""Whether what was written is right: findings, each with its code, its place and its reason.

Only what is written is judged, together with the ontology's class tree: never what is inferred.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pyoxigraph as ox

    from homage_graph.reading import Document

__all__ = ["Finding", "Judge", "Place", "Report", "Severity"]


class Severity(StrEnum):
    """SHACL's severities, section 2.1.4 of the recommendation."""

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, order=True)
class Place:
    """Where something was written.

    Attributes:
        path: The file, as shown to a reader.
        line: The line, from 1; None where it is not known. A thing's is that on which its block begins.
    """

    path: str
    line: int | None = None

    def __str__(self) -> str:
        return self.path if self.line is None else f"{self.path}:{self.line}"


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong.

    Attributes:
        code: The shape's stable code, say `HG001`; its IRI, for a shape that has none.
        severity: How bad.
        message: What is wrong and what to write, from the shape.
        focus: The thing that is wrong: an IRI, or a blank node's label.
        path: The property that is wrong, as a CURIE or a property path in Turtle; empty for the thing as a whole.
        value: The value that is wrong, in N-Triples form; empty where one is missing.
        place: Where the focus is written; None where no file of the graph says anything of it.
    """

    code: str
    severity: Severity
    message: str
    focus: str
    path: str = ""
    value: str = ""
    place: Place | None = None


@dataclass(frozen=True)
class Report:
    """What a judge found.

    Attributes:
        findings: Sorted by place, then by code.
        shapes: How many shapes were applied.
        graph: SHACL's validation report, as the judge labelled its blank nodes.
    """

    findings: tuple[Finding, ...]
    shapes: int
    graph: tuple[ox.Triple, ...]

    @property
    def conforms(self) -> bool:
        """SHACL's `sh:conforms`: nothing at all was found."""
        return not self.findings

    def joined(self, findings: Iterable[Finding]) -> Report:
        """This report, with more findings in their places."""
        return replace(self, findings=tuple(sorted({*self.findings, *findings}, key=_order)))

    @property
    def acceptable(self) -> bool:
        """No violation was found; there may be warnings."""
        return all(finding.severity is not Severity.VIOLATION for finding in self.findings)


class Judge(Protocol):
    """Applies shapes to what was written."""

    def judge(self, data: Sequence[Document], ontology: Sequence[Document], shapes: Sequence[Document]) -> Report:
        """Every finding of every shape.

        Raises:
            UnreadableFileError: The shapes are no shapes.
        """
        ...


def _order(finding: Finding) -> tuple[str, int, str, str, str, str]:
    place = finding.place
    return (
        place.path if place else "",
        (place.line or 0) if place else 0,
        finding.code,
        finding.focus,
        finding.path,
        finding.value,
    )
