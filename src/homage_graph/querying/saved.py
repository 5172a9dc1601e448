"""Saved queries: `.rq` files that say what they answer.

A file begins with a header in YAML behind `#+` (the style of grlc), so that it is a plain SPARQL 1.1
query to every other engine:

    #+ summary: The homages in a music video
    #+ description: …
    #+ tags: [video]
    #+ parameters:
    #+   video: {description: The video, class: hg:CitingWork, example: LILAC}
    #+ columns:
    #+   film: The film that is quoted

A parameter is a variable of the query. Given, it is bound to a term before evaluation, never spliced
into the text; left out, it stays a variable, and the query answers for everything.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from homage_graph.errors import BadValueError, UnknownNameError, UnreadableFileError
from homage_graph.reading import read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from homage_graph.workspace import Workspace

__all__ = ["Parameter", "SavedQuery", "find_query", "read_query"]

_TYPES = ("thing", "integer", "string")
_LONG_HEADER = 8_192
_KEYS = {"summary", "description", "tags", "parameters", "columns"}


@dataclass(frozen=True)
class Parameter:
    """A variable that may be bound.

    Attributes:
        name: The variable, without its question mark.
        description: What to give.
        type: `thing` (an entity, by name, CURIE or IRI), `integer` or `string`.
        class_iri: The class a thing must have, as an IRI.
        example: A value that has an answer, as a user would write it.
    """

    name: str
    description: str
    type: str
    class_iri: str | None
    example: str

    def literal(self, value: str) -> ox.Literal:
        """The term for a value that is not a thing.

        Raises:
            BadValueError: An integer is expected and this is none.
        """
        try:
            return ox.Literal(value if self.type == "string" else int(value))
        except (ValueError, OverflowError):
            raise BadValueError(self.name, value, "text" if self.type == "string" else "an integer") from None


@dataclass(frozen=True)
class SavedQuery:
    """One question, as its file asks it.

    Attributes:
        name: The file's name without `.rq`.
        path: The file.
        summary: The question in one line.
        description: What a reader should know of the answer.
        tags: What it is about.
        parameters: In the order of the header.
        columns: Variable to meaning, in the order of the header.
        text: The whole file; the header is a comment to SPARQL.
    """

    name: str
    path: Path
    summary: str
    description: str
    tags: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    columns: dict[str, str]
    text: str

    def parameter(self, name: str) -> Parameter:
        """The parameter of that name.

        Raises:
            UnknownNameError: There is none; the nearest is suggested.
        """
        for parameter in self.parameters:
            if parameter.name == name:
                return parameter
        known = [parameter.name for parameter in self.parameters]
        raise UnknownNameError(f"parameter of {self.name}", name, _near(name, known) or known)


def find_query(name: str, workspace: Workspace) -> SavedQuery:
    """The saved query of that name in a workspace.

    Raises:
        UnknownNameError: There is none; the nearest are suggested.
        UnreadableFileError: Its file has no header, or a broken one.
    """
    by_name = {path.stem: path for path in workspace.queries}
    if name not in by_name:
        raise UnknownNameError("saved query", name, _near(name, by_name))
    return read_query(by_name[name], workspace.display(by_name[name]))


def read_query(path: Path, display: str | None = None) -> SavedQuery:
    """Read a saved query.

    Raises:
        UnreadableFileError: It is not there, or its header is missing or broken.
    """
    name = display or str(path)
    try:
        text = read_bytes(path, name).decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableFileError(name, f"not UTF-8 (byte {error.start})") from None
    header, first_line = _header(text)
    if len(header) > _LONG_HEADER:
        raise UnreadableFileError(name, f"the header has more than {_LONG_HEADER:,} characters", first_line)
    if not header:
        raise UnreadableFileError(name, "a saved query begins with a header: “#+ summary: …”", 1, 1)
    fields = _load_yaml(header, name, first_line)
    for missing in sorted({"summary", "columns"} - fields.keys()):
        raise UnreadableFileError(name, f"the header has no “{missing}”", first_line)
    for unknown in sorted(fields.keys() - _KEYS):
        raise UnreadableFileError(name, f"the header has an unknown key “{unknown}”", first_line)
    return SavedQuery(
        name=path.stem,
        path=path,
        summary=str(fields["summary"]),
        description=str(fields.get("description", "")).strip(),
        tags=tuple(map(str, fields.get("tags", ()))),
        parameters=tuple(_parameter(key, value, name) for key, value in fields.get("parameters", {}).items()),
        columns={str(key): str(value) for key, value in fields["columns"].items()},
        text=text,
    )


def _header(text: str) -> tuple[str, int]:
    lines = text.splitlines()
    marked = [(number, line[2:].removeprefix(" ")) for number, line in enumerate(lines, 1) if line.startswith("#+")]
    return "\n".join(line for _, line in marked), marked[0][0] if marked else 1


def _load_yaml(header: str, name: str, first_line: int) -> dict[str, Any]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        fields = yaml.load(header, loader)  # noqa: S506 - it is a safe loader
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = (first_line + mark.line, mark.column + 4) if mark else (first_line, None)
        raise UnreadableFileError(name, f"the header is not YAML: {error.problem}", *place) from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        reason = " ".join(str(error).split())
        raise UnreadableFileError(name, f"the header is not YAML: {reason}", first_line) from None
    if not isinstance(fields, dict) or not all(isinstance(key, str) for key in fields):
        raise UnreadableFileError(name, "the header is no YAML mapping", first_line)
    for key in ("parameters", "columns"):
        if not isinstance(fields.get(key, {}), dict):
            raise UnreadableFileError(name, f"“{key}” in the header is no YAML mapping", first_line)
    if not isinstance(fields.get("tags", []), list):
        raise UnreadableFileError(name, "“tags” in the header is no YAML list", first_line)
    return fields


def _parameter(key: Any, value: Any, name: str) -> Parameter:
    from homage_graph.vocabulary import expand

    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9]*", str(key)) or not isinstance(value, dict):
        raise UnreadableFileError(name, f"parameter “{key}” in the header is no mapping with a variable's name")
    kind = str(value.get("type", "thing"))
    if kind not in _TYPES:
        raise UnreadableFileError(name, f"parameter “{key}” has the type “{kind}”; it is one of {', '.join(_TYPES)}")
    class_name = value.get("class")
    class_iri = None if class_name is None else expand(str(class_name))
    if class_name is not None and class_iri is None:
        raise UnreadableFileError(name, f"the class “{class_name}” of parameter “{key}” has no known prefix")
    return Parameter(str(key), str(value.get("description", "")), kind, class_iri, str(value.get("example", "")))


def _near(name: str, known: Iterable[str]) -> list[str]:
    """The names most like this one, by spelling or by shared words."""
    known = list(known)
    words = set(name.split("-"))
    by_words = sorted((-len(words & set(other.split("-"))), other) for other in known if words & set(other.split("-")))
    return list(dict.fromkeys([*difflib.get_close_matches(name, known), *(other for _, other in by_words)]))[:3]
