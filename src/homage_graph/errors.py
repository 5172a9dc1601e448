"""What can go wrong, one class a situation.

    HomageGraphError
    ├── NoGraphError            there is nothing to read where a graph was expected
    ├── UnreadableFileError     a file is missing, not text, or not the syntax it should be
    ├── UnwritableFileError     a file cannot be written where it was asked for
    ├── UnknownNameError        no entity, saved query or parameter of that name
    ├── AmbiguousNameError      more than one entity of that name
    ├── BadValueError           a parameter's value is not of its type
    ├── QueryError              a query is not SPARQL, or asks for what is refused
    ├── RevisionError           git does not know a revision, or is not there
    ├── ReasoningError          a graph cannot be reasoned over: a list that runs in a circle, say
    ├── ContradictionError      the graph contradicts itself
    ├── ExportError             a graph cannot be written in a format
    └── MissingExtraError       a package is not installed that an optional part needs

The text of each is one line, and says where. All of them are the reader's to mend: a fault of this
package raises something else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = [
    "AmbiguousNameError",
    "BadValueError",
    "ContradictionError",
    "ExportError",
    "HomageGraphError",
    "MissingExtraError",
    "NoGraphError",
    "QueryError",
    "ReasoningError",
    "RevisionError",
    "UnknownNameError",
    "UnreadableFileError",
    "UnwritableFileError",
]


class HomageGraphError(Exception):
    """Base of every error a user can mend."""


@dataclass(eq=False)
class NoGraphError(HomageGraphError):
    """There is nothing to read where a graph was expected."""

    path: Path
    reason: str

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


@dataclass(eq=False)
class UnreadableFileError(HomageGraphError):
    """A file is missing, not text, or not the syntax it should be.

    Lines and columns count from 1, columns in characters.

    Attributes:
        path: The file, as shown to a reader.
        reason: What is wrong.
        line: The line on which that begins; None where it is the file as a whole.
        column: The column in which it begins.
        end_line: The line on which it ends.
        end_column: The column after its last character.
        code: The rule that is broken: `UNREADABLE`, `SYNTAX` or `TOO_LARGE` of `homage_graph.validation.catalogue`.
        help: What to write instead; empty where that cannot be told.
    """

    path: str
    reason: str
    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None
    code: str = "HG904"
    help: str = ""

    def __str__(self) -> str:
        return _placed(self.path, self.line, self.column, self.reason)


@dataclass(eq=False)
class UnwritableFileError(HomageGraphError):
    """A file cannot be written where it was asked for."""

    path: Path
    reason: str

    def __str__(self) -> str:
        return f"{self.path}: cannot be written: {self.reason}"


@dataclass(eq=False)
class UnknownNameError(HomageGraphError):
    """No entity, saved query or parameter has that name; the nearest ones are suggested."""

    kind: str
    name: str
    suggestions: Sequence[str] = ()

    def __str__(self) -> str:
        hint = f"; did you mean {_alternatives(self.suggestions)}?" if self.suggestions else ""
        return f"no {self.kind} is called “{self.name}”{hint}"


@dataclass(eq=False)
class AmbiguousNameError(HomageGraphError):
    """More than one entity has that name; their CURIEs tell them apart."""

    name: str
    candidates: Sequence[str]

    def __str__(self) -> str:
        return f"“{self.name}” may be {_alternatives(self.candidates)}; write which"


@dataclass(eq=False)
class BadValueError(HomageGraphError):
    """A parameter's value is not of the type its query declares."""

    parameter: str
    value: str
    expected: str

    def __str__(self) -> str:
        return f"“{self.value}” is no value for {self.parameter}: {self.expected} is expected"


@dataclass(eq=False)
class QueryError(HomageGraphError):
    """A query is not SPARQL 1.1, or asks for something that is refused."""

    reason: str
    origin: str = "query"
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        return _placed(self.origin, self.line, self.column, self.reason)


@dataclass(eq=False)
class RevisionError(HomageGraphError):
    """What changed since a revision cannot be told."""

    revision: str
    reason: str

    def __str__(self) -> str:
        return f"{self.revision}: {self.reason}"


@dataclass(eq=False)
class ReasoningError(HomageGraphError):
    """A graph cannot be reasoned over, because its ontology is malformed."""

    reason: str

    def __str__(self) -> str:
        return f"the graph cannot be reasoned over: {self.reason}"


@dataclass(eq=False)
class ContradictionError(HomageGraphError):
    """The graph contradicts itself, so nothing is published from it."""

    contradictions: Sequence[str]

    def __str__(self) -> str:
        more = f" (and {len(self.contradictions) - 1} more)" if len(self.contradictions) > 1 else ""
        return f"the graph contradicts itself: {self.contradictions[0]}{more}"


@dataclass(eq=False)
class ExportError(HomageGraphError):
    """A graph cannot be written in a format, or what was written does not read back as the same graph."""

    form: str
    reason: str

    def __str__(self) -> str:
        return f"the graph cannot be written as {self.form}: {self.reason}"


@dataclass(eq=False)
class MissingExtraError(HomageGraphError):
    """A package is not installed that an optional part needs."""

    purpose: str
    package: str
    extra: str

    def __str__(self) -> str:
        return f"{self.purpose} with the package {self.package}: pip install 'homage-graph[{self.extra}]'"


def _placed(path: str, line: int | None, column: int | None, reason: str) -> str:
    place = ":".join(str(part) for part in (path, line, column) if part is not None)
    return f"{place}: {reason}"


def _alternatives(names: Sequence[str]) -> str:
    quoted = [f"“{name}”" for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"
