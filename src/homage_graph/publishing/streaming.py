"""Canonical N-Triples and N-Quads of graphs that do not fit into memory: sorted runs on disk, merged.

Every file is read and every line written by the engine; a run of lines is sorted and kept on disk, and the runs are
merged a block at a time. What is merged is read again by a strict parser, a block at a time too. Memory depends on
the size of a block and of the largest file, and on how many statements have blank nodes (RDFC-1.0 needs all of those
at once); not on the size of the graph. On several cores, blocks are worked on side by side.
"""

from __future__ import annotations

import multiprocessing
import os
import re
import tempfile
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

import pyoxigraph as ox

from homage_graph.errors import ExportError
from homage_graph.publishing.canonical import labelled
from homage_graph.publishing.selection import (
    ASSERTED,
    INFERRED,
    OF_TERMS,
    PROVENANCE,
    Selection,
    enriched,
    makes_a_term,
    parts,
)
from homage_graph.reading import is_of_names, parse, read_bytes
from homage_graph.vocabulary import EDGES, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from homage_graph.graph import Graph
    from homage_graph.workspace import Workspace

__all__ = ["write_lines"]

_RUN_BYTES: Final = 16 * 1024**2
"""Bytes of files, or of lines, that make one run."""
_BLOCK_LINES: Final = 20_000
"""Lines of a run that are in memory at a time while runs are merged."""
_ALONE: Final = 32 * 1024**2
"""Bytes of a graph's files below which a second process is not worth its start."""
_Together = Callable[[Callable[[Any], Any], Iterable[Any]], Iterator[Any]]
"""Does a piece of work for each of several things, side by side where that pays; results in order."""

_TELLS_A_TERM: Final = re.compile(
    f"^(\\S+) <{re.escape(PREFIXES['rdf'])}type> <(?:{'|'.join(map(re.escape, OF_TERMS))})".encode(), re.MULTILINE
)
"""A line of which `makes_a_term` is true, and its subject."""
_BLANK_OBJECT: Final = re.compile(rb"> _:[^ \"<>]+ \.$")


@dataclass(frozen=True)
class _Run:
    """Sorted lines in a file, and what cannot be sorted yet.

    Attributes:
        path: The file.
        blank: Statements with blank nodes.
        terms: What statements here make a term, as N-Triples has it.
    """

    path: Path
    blank: set[ox.Triple] = field(default_factory=set)
    terms: set[bytes] = field(default_factory=set)


def write_lines(
    graph: Graph,
    form: str,
    selection: Selection,
    output: IO[bytes],
    progress: Callable[[str], None] = lambda _: None,
) -> None:
    """Write what `Graph.export` gives, without holding it in memory.

    Args:
        graph: One that does not contradict itself.
        form: `ntriples` or `nquads`.
        selection: What of it.
        output: An empty file with a name, open to be written.
        progress: Is told what is done now.

    Raises:
        ExportError: What is written does not read back as it was.
    """
    size = sum(path.stat().st_size for path in graph.workspace.data)
    with tempfile.TemporaryDirectory(prefix="homage-") as folder, _hands(size) as together:
        progress("sorting")
        runs = _runs(graph, form, selection, Path(folder), together)
        progress("writing")
        for block in _merged(runs):
            output.writelines(block)
        output.flush()
        progress("reading what is written")
        with Path(output.name).open("rb") as written:
            spans = list(_spans(written))
        for wrong in together(partial(_misread, Path(output.name), form), spans):
            if wrong is not None:
                raise ExportError(form, f"it does not read back as it was, as with: {wrong}")


def _runs(graph: Graph, form: str, selection: Selection, folder: Path, together: _Together) -> list[Path]:
    """Write the sorted runs of a graph."""
    defining = {triple for document in graph.ontology_documents for triple in document}
    terms = {str(triple.subject).encode() for triple in defining if makes_a_term(triple)}
    written: list[_Run] = []
    followed: list[_Run] = []
    if selection in (Selection.ALL, Selection.ASSERTED):
        work = partial(_run_of_files, graph.workspace, folder, terms, _suffix(form, ASSERTED))
        written = list(together(work, enumerate(_batches(graph.workspace.data))))
        if late := set().union(*(run.terms for run in written)) - terms:
            for run in written:
                _without(run.path, late)
            terms |= late
    if selection is not Selection.ASSERTED:
        dumped = folder / "inferred.nt"
        graph.write_inferred(dumped)
        with dumped.open("rb") as lines:
            spans = list(_spans(lines))
        edges = EDGES if selection is Selection.EDGES else ()
        needed = [f" {edge} ".encode() for edge in edges]
        followed = list(together(partial(_run_of_lines, dumped, folder, needed, _suffix(form, INFERRED)), spans))
        dumped.unlink()
    graphs = {
        ASSERTED: enriched(chain(defining, *(run.blank for run in written)), ()) if written else set(),
        INFERRED: set().union(*(run.blank for run in followed)),
        PROVENANCE: parts((), (), Selection.ALL)[PROVENANCE]
        if selection is Selection.ALL and form == "nquads"
        else set(),
    }
    graphs[ASSERTED] = {triple for triple in graphs[ASSERTED] if str(triple.subject).encode() not in terms}
    if form == "nquads":
        quads = [(triple, _suffix(form, name)) for name, said in labelled(graphs).items() for triple in said]
    else:  # a label depends on the name of the graph, and here is one that has none
        single = {ox.DefaultGraph(): set().union(*graphs.values())}
        quads = [(triple, b".\n") for triple in labelled(single)[ox.DefaultGraph()]]
    rest = (f"{triple} ".encode() + ending for triple, ending in quads)
    return [*(run.path for run in (*written, *followed)), _kept(rest, folder / "rest")]


def _suffix(form: str, name: ox.NamedNode) -> bytes:
    """How a line ends, after its object and a space."""
    return f"{name} .\n".encode() if form == "nquads" else b".\n"


def _batches(files: Sequence[Path]) -> Iterator[list[Path]]:
    """The files, so many at a time that they make a run."""
    batch: list[Path] = []
    size = 0
    for file in files:
        batch.append(file)
        size += file.stat().st_size
        if size >= _RUN_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _run_of_files(
    workspace: Workspace, folder: Path, terms: set[bytes], suffix: bytes, numbered: tuple[int, list[Path]]
) -> _Run:
    """The run of some files."""
    number, files = numbered
    lines: list[bytes] = []
    blank: set[ox.Triple] = set()
    for file in files:
        found, nodes = _lines_of(file, workspace)
        lines += found
        blank |= nodes
    own = {found[1] for found in _TELLS_A_TERM.finditer(b"".join(lines))}
    left_out = own | terms
    kept = [line for line in lines if line[: line.index(b" ")] not in left_out]
    return _Run(_kept(_ended(kept, suffix), folder / f"written-{number}"), blank, own)


def _ended(lines: list[bytes], suffix: bytes) -> Iterable[bytes]:
    """Lines of triples, as lines that end otherwise."""
    return lines if suffix == b".\n" else (line[:-2] + suffix for line in lines)


def _lines_of(file: Path, workspace: Workspace) -> tuple[list[bytes], set[ox.Triple]]:
    """The lines of a file's statements without blank nodes, and the statements that have some."""
    content = read_bytes(file).removeprefix(b"\xef\xbb\xbf")
    if is_of_names(content):
        syntax = ox.RdfFormat.N_TRIPLES if file.suffix == ".nt" else ox.RdfFormat.TURTLE
        try:  # without a Python object in between: as quads of the default graph, which have the same lines
            text = ox.serialize(ox.parse(content, format=syntax), format=ox.RdfFormat.N_QUADS) or b""
            return text.splitlines(keepends=True), set()
        except SyntaxError:  # of percent signs the reader knows more
            pass
    (document,) = parse(workspace, [file])
    blank = {triple for triple in document if _has_blank(triple)}
    return [f"{triple} .\n".encode() for triple in document if triple not in blank], blank


def _has_blank(triple: ox.Triple) -> bool:
    return isinstance(triple.subject, ox.BlankNode) or isinstance(triple.object, ox.BlankNode)


def _run_of_lines(source: Path, folder: Path, needed: list[bytes], suffix: bytes, span: tuple[int, int]) -> _Run:
    """The run of a part of a file of lines.

    Args:
        source: The file.
        folder: Where the run is written.
        needed: Predicates between spaces, one of which a line must have; none where every line counts.
        suffix: How lines end.
        span: From which byte to which.
    """
    lines = [
        line
        for line in _part(source, span).splitlines(keepends=True)
        if not needed or any(line.partition(b" ")[2].startswith(each[1:]) for each in needed)
    ]
    odd = [line for line in lines if line.startswith(b"_:") or _BLANK_OBJECT.search(line)]
    blank = {quad.triple for quad in ox.parse(b"".join(odd), format=ox.RdfFormat.N_TRIPLES)}
    if odd:
        lines = sorted(set(lines) - set(odd))
    return _Run(_kept(_ended(lines, suffix), folder / f"followed-{span[0]}"), blank)


def _kept(lines: Iterable[bytes], path: Path) -> Path:
    """A file of these lines, sorted, none twice."""
    path.write_bytes(b"".join(dict.fromkeys(sorted(lines))))  # in the order of files: half sorted, and a set is not
    return path


def _without(path: Path, subjects: set[bytes]) -> None:
    """Take out of a run what is said of some subjects."""
    with path.open("rb") as lines:
        left = [line for line in lines if line[: line.index(b" ")] not in subjects]
    path.write_bytes(b"".join(left))


def _merged(paths: Iterable[Path]) -> Iterator[list[bytes]]:
    """The lines of sorted files in ascending order, none twice, a block at a time.

    Of the last lines of all blocks in memory, up to the least all lines are known: these are sorted together, which
    for a few ascending runs is a merge.
    """
    sources = [path.open("rb") for path in paths]
    try:
        blocks = [list(islice(source, _BLOCK_LINES)) for source in sources]
        while any(blocks):
            edge = min(block[-1] for block in blocks if block)
            taken: list[bytes] = []
            for number, block in enumerate(blocks):
                if not block:
                    continue
                cut = bisect_right(block, edge)
                taken += block[:cut]
                blocks[number] = block[cut:] or list(islice(sources[number], _BLOCK_LINES))
            taken.sort()
            yield list(dict.fromkeys(taken))
    finally:
        for source in sources:
            source.close()


def _spans(lines: IO[bytes]) -> Iterator[tuple[int, int]]:
    """The parts of a file of lines, each of so many bytes that they make a run."""
    start = 0
    while True:
        lines.seek(start + _RUN_BYTES)
        lines.readline()
        end = lines.tell()
        part = (start, min(end, lines.seek(0, os.SEEK_END)))
        if part[0] >= part[1]:
            return
        yield part
        start = part[1]


def _part(path: Path, span: tuple[int, int]) -> bytes:
    with path.open("rb") as lines:
        lines.seek(span[0])
        return lines.read(span[1] - span[0])


def _misread(path: Path, form: str, span: tuple[int, int]) -> str | None:
    """A line that a strict parser does not read as it stands, if there is one in a part of a file."""
    text = _part(path, span)
    syntax = ox.RdfFormat.N_QUADS if form == "nquads" else ox.RdfFormat.N_TRIPLES
    try:
        again = ox.serialize(ox.parse(text, format=syntax), format=ox.RdfFormat.N_QUADS) or b""
    except (SyntaxError, ValueError) as error:
        return str(error)
    if again == text:
        return None
    pairs = zip(text.splitlines(), again.splitlines(), strict=False)
    return next((line.decode("utf-8", "replace") for line, read in pairs if line != read), "its end")


@contextmanager
def _hands(size: int) -> Iterator[_Together]:
    """What does work side by side, on as many cores as there are, if there is much of it."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    if size < _ALONE or cores == 1:
        yield map
        return
    with multiprocessing.get_context("fork").Pool(cores) as pool:
        yield pool.imap
