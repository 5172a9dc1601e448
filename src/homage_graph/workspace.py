"""Where a graph's files are: a checkout, the copy inside the package, or files somebody names."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from homage_graph.errors import NoGraphError, UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "SUFFIXES",
    "Workspace",
    "bundled",
    "find_workspace",
    "must_be_read",
    "must_exist",
    "open_workspace",
    "rdf_files",
]

SUFFIXES = (".ttl", ".nt")
"""What is read: Turtle and N-Triples. Formats that fetch contexts or expand entities are not."""

_CONVERT: Final = "Convert it to Turtle with a tool you trust, and name it .ttl."
_ONE_GRAPH: Final = "It has named graphs, and here is one graph: write its statements as Turtle."
_UNPACK: Final = "Unpack it yourself: no archive is opened here."
_INSTEAD: Final = {
    **dict.fromkeys((".jsonld", ".json", ".rdf", ".xml", ".owl"), _CONVERT),
    **dict.fromkeys((".trig", ".nq"), _ONE_GRAPH),
    ".n3": "Write its statements as Turtle; rules and formulas have no place here.",
    **dict.fromkeys((".gz", ".zip", ".tar", ".tgz", ".bz2", ".xz", ".7z"), _UNPACK),
}
"""What to do with a file of a suffix that is not read."""
_LONGEST_JSON: Final = 1_000_000
"""Bytes of a file that is looked into to see whether it is whole."""
_NO_TERMS = ("shapes.ttl", "dataset-shapes.ttl", "alignments.ttl")
"""Of the files in ontology/, those that nothing is derived from."""


@dataclass(frozen=True)
class Workspace:
    """The files of one graph, each list sorted by path.

    Attributes:
        root: The folder they are in.
        ontology: Files that define terms and concepts.
        data: Files that speak of things.
        shapes: SHACL files.
        queries: Saved queries.
    """

    root: Path
    ontology: tuple[Path, ...]
    data: tuple[Path, ...]
    shapes: tuple[Path, ...]
    queries: tuple[Path, ...]

    @property
    def is_curated(self) -> bool:
        """Whether ontology and data are kept apart, as in a graph that somebody looks after."""
        return bool(self.ontology)

    def display(self, path: Path) -> str:
        """The path as a reader would type it: relative to the current folder where it is below that."""
        here = Path.cwd()
        return str(path.relative_to(here) if path.is_relative_to(here) else path)


def bundled() -> Workspace:
    """The graph that comes with the package: of the wheel, or of the checkout it runs from."""
    inside = Path(__file__).parent / "bundled"
    return _from_folder(inside if inside.is_dir() else Path(__file__).parents[2], fallback=None)


def find_workspace(start: Path | None = None) -> Workspace:
    """The graph around a folder (default: the current one), else the bundled one."""
    start = (start or Path.cwd()).resolve()
    for folder in (start, *start.parents):
        if _is_root(folder):
            return _from_folder(folder, bundled())
    return bundled()


def open_workspace(paths: Sequence[Path]) -> Workspace:
    """The graph in one folder with ontology/ and data/, or in RDF files and folders of such files.

    RDF files hold ontology and data together. Shapes and queries that are not there are the bundled ones.

    Raises:
        NoGraphError: A folder has no RDF file.
        UnreadableFileError: A path does not exist, or is not Turtle or N-Triples by its suffix.
    """
    for path in paths:
        must_exist(path)
    if len(paths) == 1 and _is_root(paths[0]):
        return _from_folder(paths[0].resolve(), bundled())
    files: list[Path] = []
    for path in paths:
        found = rdf_files(path) if path.is_dir() else [path]
        if not found:
            raise NoGraphError(path, "no .ttl or .nt file in this folder")
        files += found
    for file in files:
        must_be_read(file)
    ours = bundled()
    resolved = tuple(dict.fromkeys(file.resolve() for file in files))
    return Workspace(
        paths[0].resolve() if paths[0].is_dir() else paths[0].resolve().parent, (), resolved, ours.shapes, ours.queries
    )


def must_be_read(file: Path) -> None:
    """Refuse a file whose suffix is not one of `SUFFIXES`, before anybody guesses at its syntax.

    Raises:
        UnreadableFileError: With the suffix, and what to do instead. Of JSON that breaks off, with the place too.
    """
    must_exist(file)
    suffix = file.suffix.lower()
    if file.suffix in SUFFIXES:
        return
    advice = _INSTEAD.get(suffix, "Name it .ttl if it is Turtle, .nt if it is N-Triples.")
    reason = f"only Turtle (.ttl) and N-Triples (.nt) are read, not “{file.suffix}”"
    line, column = (_break(file) if suffix in {".json", ".jsonld"} else None) or (None, None)
    if line:
        reason, advice = f"{reason}; it is no whole JSON either", f"Get the whole of it. {advice}"
    raise UnreadableFileError(str(file), reason, line, column, line, column, help=advice)


def _break(file: Path) -> tuple[int, int] | None:
    """Line and column where a JSON file breaks; None where it is whole, or too long or too deep to look."""
    import json

    from homage_graph.reading import read_bytes

    if file.stat().st_size > _LONGEST_JSON:
        return None
    try:
        text = read_bytes(file).decode("utf-8-sig")
        json.loads(text, parse_int=str)  # not as integers: one of very many digits is refused
    except json.JSONDecodeError as error:
        whole = text.rstrip()
        if error.pos < len(whole):
            return error.lineno, error.colno
        return whole.count("\n") + 1, len(whole) - whole.rfind("\n")
    except (UnicodeDecodeError, RecursionError):
        return None
    return None


def must_exist(path: Path) -> None:
    """Refuse a path at which there is nothing, or nothing that may be looked at.

    Raises:
        UnreadableFileError: With the reason.
    """
    try:
        path.stat()
    except FileNotFoundError:
        raise UnreadableFileError(str(path), "no such file or folder") from None
    except OSError as error:  # a loop of links, a name too long, a folder that may not be entered
        raise UnreadableFileError(str(path), error.strerror or str(error)) from None


def _is_root(folder: Path) -> bool:
    return (folder / "ontology").is_dir() and (folder / "data").is_dir()


def _from_folder(root: Path, fallback: Workspace | None) -> Workspace:
    """The graph in a folder; shapes and queries that it lacks are those of the fallback."""
    ontology = [path for path in rdf_files(root / "ontology") if path.name not in _NO_TERMS]
    shapes = [path for path in (root / "ontology" / "shapes.ttl",) if path.is_file()]
    queries = sorted((root / "queries").glob("*.rq"))
    return Workspace(
        root,
        tuple(ontology),
        tuple(rdf_files(root / "data")),
        tuple(shapes) or (fallback.shapes if fallback else ()),
        tuple(queries) or (fallback.queries if fallback else ()),
    )


def rdf_files(folder: Path) -> list[Path]:
    """RDF files below a folder, in an order that no file system decides."""
    return sorted(
        (path for path in folder.rglob("*") if path.suffix in SUFFIXES and path.is_file()),
        key=lambda path: path.as_posix(),
    )
