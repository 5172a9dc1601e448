"""Options that several commands share."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from homage_graph.graph import Graph

__all__ = [
    "NAMED",
    "asserted_option",
    "graph_option",
    "opened",
    "output_option",
    "reasoned",
    "write",
    "write_folder",
    "written",
]


class _Named(click.Path):
    """A path that has a name: an empty one, as of a shell's variable that is not set, would be the current folder."""

    def convert(
        self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None
    ) -> str | bytes | os.PathLike[str]:
        if not os.fspath(value):
            self.fail("an empty path names no file", param, ctx)
        return super().convert(value, param, ctx)


NAMED = _Named(path_type=Path)
"""A path to read."""

graph_option = click.option(
    "--graph",
    "paths",
    multiple=True,
    type=NAMED,
    metavar="PATH",
    help="A folder with ontology/ and data/, or RDF files. Default: the folder around you, else the bundled one.",
)

asserted_option = click.option("--asserted", is_flag=True, help="Ask what is written only, not what follows from it.")

output_option = click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write to this file, not to standard output.",
)


def opened(paths: tuple[Path, ...]) -> Graph:
    """The graph that `--graph` names."""
    from homage_graph.graph import load

    return load(*paths)


def reasoned(graph: Graph) -> Graph:
    """The same graph, with everything derived: at once from the cache, or with a sign of life meanwhile."""
    from homage_graph.cli.terminal import say, working

    if not graph.is_reasoned:
        with working(f"reasoning over {len(graph.asserted):,} triples, once for these files"):
            graph.reason()
    summary = graph.reason()
    for sentence in summary.contradictions:
        say(f"homage: warning: the graph contradicts itself: {sentence}")
    for sentence in summary.duplicates:
        say(f"homage: warning: one thing twice: {sentence}")
    return graph


def write(text: bytes, output: Path | None, graph: Graph, read: Iterable[Path] = ()) -> None:
    """Write an answer to a file, whole or not at all; or to standard output where none is named.

    Raises:
        UnwritableFileError: The folder is missing, full, or not permitted; or it is one of the graph's own files.
    """
    if output is None:
        sys.stdout.buffer.write(text)
    else:
        written(lambda file: file.write(text), output, graph, read)


def written(fill: Callable[[IO[bytes]], object], output: Path | None, graph: Graph, read: Iterable[Path] = ()) -> None:
    """As `write`, of what a function writes to a file that has a name. Nothing is given out where it raises."""
    from homage_graph.errors import UnwritableFileError

    if output is None or (output.exists() and not output.is_file()):  # a device, say
        with tempfile.NamedTemporaryFile(prefix="homage-") as unnamed:
            fill(unnamed)
            unnamed.flush()
            with Path(unnamed.name).open("rb") as content, _device(output) as device:
                shutil.copyfileobj(content, device)
        return
    workspace = graph.workspace
    files = {*workspace.ontology, *workspace.data, *workspace.shapes, *workspace.queries, *read}
    if output.resolve() in {file.resolve() for file in files}:
        raise UnwritableFileError(output, "it is one of the files of this graph")
    draft = output.with_name(f".{output.name}.{os.getpid()}")
    try:
        try:
            with draft.open("wb") as file:
                fill(file)
            draft.replace(output)
        finally:
            draft.unlink(missing_ok=True)
    except (OSError, ValueError) as error:
        raise UnwritableFileError(output, getattr(error, "strerror", None) or str(error)) from None


def write_folder(files: Mapping[str, bytes], folder: Path) -> None:
    """Write files into a new folder: all of them, or none.

    Raises:
        UnwritableFileError: There is something at that place already, or it cannot be written.
    """
    from homage_graph.errors import UnwritableFileError
    from homage_graph.publishing.folders import drafted

    if folder.exists() or folder.is_symlink():
        raise UnwritableFileError(folder, "there is something already; name a new folder")
    with drafted(folder) as draft:
        for name, content in files.items():
            (draft / name).write_bytes(content)
        draft.chmod(0o755)


@contextlib.contextmanager
def _device(output: Path | None) -> Iterator[IO[bytes]]:
    if output is None:
        yield sys.stdout.buffer
    else:
        with output.open("wb") as device:
            yield device
