"""Findings for people, each with the lines that it is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from homage_graph.validation import Severity
from homage_graph.validation.renderers.excerpt import Mark, Sources, excerpt, mended
from homage_graph.validation.renderers.wording import about, has_page, one_line, visible
from homage_graph.vocabulary import curie

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from homage_graph.validation import Finding, Fix, Related, Replacement, Report
    from homage_graph.validation.renderers.excerpt import Row

__all__ = ["WORDS", "Page", "render"]

WORDS: Final = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "info"}
"""What compilers call the severities."""

_BOLD: Final = "1"
_QUIET: Final = "1;34"
_COLOURS: Final = {"error": "1;31", "warning": "1;33", "info": "1;36", "-": _QUIET, "+": "1;32", "~": "1;32"}
"""Terminals' own colours (ECMA-48, section 8.3.117), so that they suit a dark background and a light one."""


def render(report: Report, *, colour: bool = False, width: int = 100) -> str:
    """One block a finding: what is wrong, where, the lines themselves with marks below, and what to write instead.

    No character that nobody sees is in it as such, so that it may go to any terminal.

    Args:
        report: What was found.
        colour: Whether to colour it, with a terminal's escape sequences.
        width: Columns that an excerpt fills at most; longer lines are cut. Sentences are never broken.
    """
    page = Page(Sources(report.sources), width, colour)
    return "\n".join(page.block(finding) for finding in report.findings)


@dataclass(frozen=True)
class Page:
    """What blocks are laid out by: the files they quote, their width, and whether they have colours."""

    sources: Sources
    width: int = 100
    colour: bool = False

    def block(self, finding: Finding) -> str:
        """A finding's lines, each with its end."""
        word = WORDS[finding.severity]
        margin = _margin(finding)
        beside = [related for related in finding.related if self._is_beside(finding, related)]
        lines = [
            self._paint(f"{word}[{one_line(curie(finding.code))}]", _COLOURS[word])
            + self._paint(f": {one_line(finding.message)}".rstrip(), _BOLD)
        ]
        if finding.span is not None:
            lines.append(self._paint(f"{margin}-->", _QUIET) + f" {visible(finding.span.start)}".rstrip())
            marks = [Mark(finding.span, "^"), *(_mark(related) for related in beside)]
            lines += self._quoted(marks, self.sources.lines(finding.span.path), margin, word)
        for related in finding.related:
            if related not in beside:
                lines += self._elsewhere(related, margin, word)
        lines += self._notes(finding, margin)
        bar = self._bar(margin)
        kept = [line for line, below in zip(lines, [*lines[1:], bar], strict=True) if not line == below == bar]
        return "\n".join(kept) + "\n"

    def _is_beside(self, finding: Finding, related: Related) -> bool:
        """Whether a second place can be shown in the excerpt of the first."""
        span = finding.span
        if span is None or span.path != related.span.path:
            return False
        lines = self.sources.lines(span.path)
        return all(1 <= (line or 0) <= len(lines) for line in (span.line, related.span.line))

    def _elsewhere(self, related: Related, margin: str, word: str) -> Iterator[str]:
        rows = self._quoted([_mark(related)], self.sources.lines(related.span.path), margin, word)
        where = visible(related.span.start)
        if rows:
            yield self._paint(f"{margin}:::", _QUIET) + f" {where}".rstrip()
            yield from rows
        else:
            yield self._note(margin, "note", f"{one_line(related.message)} ({where})")

    def _notes(self, finding: Finding, margin: str) -> Iterator[str]:
        if said := about(finding):
            yield self._note(margin, "about", said)
        if finding.help:
            yield self._note(margin, "help", one_line(finding.help))
        if finding.fix is not None:
            how = "`homage fix` does it" if finding.fix.is_safe else "yours to decide, `homage fix` leaves it"
            yield self._note(margin, "fix", f"{one_line(finding.fix.message)} ({how})")
            yield from self._preview(finding.fix, finding.span.path if finding.span else "", margin)
        if has_page(finding.code):
            yield self._note(margin, "rule", f"`homage rule {finding.code}`")

    def _preview(self, fix: Fix, path: str, margin: str) -> Iterator[str]:
        """What goes, and what the lines would be, file by file; nothing of a fix that does not fit its files."""
        for other in sorted({it.span.path for it in fix.replacements}, key=lambda other: (other != path, other)):
            replacements = sorted((it for it in fix.replacements if it.span.path == other), key=_place)
            lines = self.sources.lines(other)
            after = mended(lines, replacements)
            if after is None:
                return
            if other != path:
                yield self._paint(f"{margin}:::", _QUIET) + f" {visible(other)}"
            gone = [Mark(it.span, "-") for it in replacements if not it.text]
            yield from self._quoted(gone, lines, margin, "-")
            yield from self._quoted(after[1], after[0], margin, "+")

    def _quoted(self, marks: Sequence[Mark], lines: Sequence[str], margin: str, role: str) -> list[str]:
        """An excerpt between two empty rows; nothing where there is nothing to show."""
        rows = excerpt(lines, marks, max(self.width - len(margin) - len(" | "), 20))
        bar = self._bar(margin)
        return [bar, *(self._row(row, margin, role) for row in rows), bar] if rows else []

    def _row(self, row: Row, margin: str, role: str) -> str:
        if row.number is None and not row.sign:
            return self._paint(row.text, _QUIET)
        if row.number is None:
            return f"{self._bar(margin)} {self._paint(row.text, _COLOURS[role if row.sign == '^' else row.sign])}"
        return f"{self._paint(f'{row.number:>{len(margin)}} |', _QUIET)} {row.text}".rstrip()

    def _bar(self, margin: str) -> str:
        return self._paint(f"{margin} |", _QUIET)

    def _note(self, margin: str, kind: str, said: str) -> str:
        return f"{self._paint(f'{margin} =', _QUIET)} {self._paint(f'{kind}:', _BOLD)} {said}".rstrip()

    def _paint(self, text: str, colour: str) -> str:
        return f"\x1b[{colour}m{text}\x1b[0m" if self.colour else text


def _margin(finding: Finding) -> str:
    """As many spaces as the longest line number that may be shown has digits."""
    replacements = finding.fix.replacements if finding.fix else ()
    spans = [related.span for related in finding.related] + ([finding.span] if finding.span else [])
    last = [span.end_line or span.line or 0 for span in spans]
    written = [(it.span.end_line or 0) + sum(other.text.count("\n") for other in replacements) for it in replacements]
    return " " * len(str(max([0, *last, *written])))


def _mark(related: Related) -> Mark:
    return Mark(related.span, "-", one_line(related.message))


def _place(replacement: Replacement) -> tuple[int, ...]:
    span = replacement.span
    return span.line or 0, span.column or 0, span.end_line or 0, span.end_column or 0
