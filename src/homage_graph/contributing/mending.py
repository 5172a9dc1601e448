"""The safe replacements that findings offer, made in their files: everything else stays as it was, byte for byte."""

from __future__ import annotations

import os
import shutil
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from homage_graph.errors import UnreadableFileError, UnwritableFileError
from homage_graph.reading import read_bytes
from homage_graph.reading.positions import offsets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from homage_graph.reading.positions import Span
    from homage_graph.validation import Finding, Replacement, Report

__all__ = ["Mending", "applicable", "mend", "mended", "preview"]

_MOST_ROUNDS: Final = 10
"""A fix may bring another finding to light; one that brings itself to light again must end somewhere."""
_BOM: Final = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Mending:
    """What was mended.

    Attributes:
        applied: The findings whose fixes were made, in the order in which they were.
        report: What is found afterwards.
        texts: What is to be in each file that was, or would be, changed: before and after.
    """

    applied: tuple[Finding, ...]
    report: Report
    texts: Mapping[Path, tuple[str, str]] = field(default_factory=dict)


def mended(text: str, replacements: Iterable[Replacement]) -> str:
    """A text with pieces of it replaced.

    Args:
        text: As read, without a byte order mark; whatever ends its lines stays.
        replacements: None overlaps another. Those at one place are made in the order given.

    Raises:
        ValueError: A place has no columns or ends before it begins, or two overlap.

    >>> from homage_graph.validation import Replacement, Span
    >>> mended("a hg:Flim .", [Replacement(Span("a.ttl", 1, 3, 1, 10), "hg:Film")])
    'a hg:Film .'
    """
    pieces, end = [], 0
    places = sorted(((*offsets(each.span, text), each.text) for each in replacements), key=lambda place: place[:2])
    for start, stop, new in places:
        if start < end or stop < start:
            raise ValueError("a replacement ends before it begins, or begins within another")
        pieces += [text[end:start], new]
        end = stop
    return "".join([*pieces, text[end:]])


def applicable(findings: Iterable[Finding], files: Mapping[str, Path]) -> tuple[Finding, ...]:
    """The findings whose fixes can be made together: safe, within the files, none overlapping one before it.

    Args:
        findings: The first of two that overlap wins.
        files: Those that may be changed, by the path that spans name.
    """
    taken: list[Span] = []
    chosen = []
    for finding in findings:
        if finding.fix is None or not finding.fix.is_safe or not finding.fix.replacements:
            continue
        spans = [each.span for each in finding.fix.replacements]
        if all(span.path in files and not any(_overlap(span, other) for other in taken) for span in spans):
            taken += spans
            chosen.append(finding)
    return tuple(chosen)


def preview(report: Report, files: Mapping[str, Path]) -> Mending:
    """What one round would mend; nothing is written.

    Raises:
        UnreadableFileError: A file is not there any more, or is not UTF-8.
    """
    chosen = applicable(report.findings, files)
    pieces: defaultdict[Path, list[Replacement]] = defaultdict(list)
    for finding in chosen:
        assert finding.fix is not None  # noqa: S101 - it is applicable
        for piece in finding.fix.replacements:
            pieces[files[piece.span.path]].append(piece)
    texts = {}
    for path, replacements in sorted(pieces.items()):
        before = _text(path)
        texts[path] = before, mended(before, replacements)
    return Mending(chosen, report, texts)


def mend(judge: Callable[[], Report], files: Mapping[str, Path]) -> Mending:
    """Make the safe fixes in files, and those that the mended files offer then, until there is none left.

    Args:
        judge: Judges the files as they are by then.
        files: Those that may be changed, by the path that spans name.

    Raises:
        UnreadableFileError: A file is not there any more, or is not UTF-8.
        UnwritableFileError: A file cannot be replaced.
    """
    applied: list[Finding] = []
    original: dict[Path, str] = {}
    texts: dict[Path, tuple[str, str]] = {}
    report = judge()
    for _ in range(_MOST_ROUNDS):
        step = preview(report, files)
        if not step.applied:
            break
        for path, (before, after) in step.texts.items():
            texts[path] = original.setdefault(path, before), after
            _replace(path, after)
        applied += step.applied
        report = judge()
    return Mending(tuple(applied), report, texts)


def _text(path: Path) -> str:
    try:
        return read_bytes(path).removeprefix(_BOM).decode("utf-8")
    except UnicodeDecodeError:
        raise UnreadableFileError(str(path), "not UTF-8") from None


def _replace(path: Path, text: str) -> None:
    """Put a text into a file, whole or not at all, with the byte order mark and the permissions that it had."""
    mark = _BOM if read_bytes(path).startswith(_BOM) else b""
    written = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        try:
            written.write_bytes(mark + text.encode("utf-8"))
            shutil.copymode(path, written)
            written.replace(path)
        finally:
            written.unlink(missing_ok=True)
    except OSError as error:
        raise UnwritableFileError(path, error.strerror or str(error)) from None


def _overlap(one: Span, other: Span) -> bool:
    """Whether two pieces share a character, or begin at the same place."""
    if one.path != other.path:
        return False
    first, second = sorted([_ends(one), _ends(other)])
    return first[0] == second[0] or second[0] < first[1]


def _ends(span: Span) -> tuple[tuple[int, int], tuple[int, int]]:
    return (span.line or 0, span.column or 0), (span.end_line or 0, span.end_column or 0)
