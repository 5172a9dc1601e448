"""What git knows of a graph's files: how they were at a revision, and which of them are others than there."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from homage_graph.errors import RevisionError, UnreadableFileError
from homage_graph.workspace import SUFFIXES

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator, Mapping, Sequence

    from homage_graph.graph import Graph

__all__ = ["Changed", "changed_since", "git", "graph_at"]

_SECONDS = 60
_FOLDERS = ("ontology", "data", "queries")
_FILE = b"100"
"""How the mode of a regular file begins; links and submodules are not followed."""


@dataclass(frozen=True)
class Changed:
    """Files that differ from a revision.

    Attributes:
        paths: Where they are, or were.
        before: Copies of what they were, by where they are, or were; none of those that are new.
    """

    paths: tuple[Path, ...]
    before: Mapping[Path, Path]


@contextmanager
def changed_since(revision: str, folders: Sequence[Path]) -> Iterator[Changed]:
    """What differs from a revision, below some folders of one working tree. The copies last as long as the context.

    Args:
        revision: Anything that names a commit. What counts is where the branch left it, if it is not an ancestor.
        folders: Where to look.

    Raises:
        RevisionError: There is no git, no such revision, or the folders are in no working tree.
    """
    import tempfile

    here = [folder for folder in folders if folder.is_dir()]
    if not here:
        yield Changed((), {})
        return
    top = Path(git(here[0], "rev-parse", "--show-toplevel").decode("utf-8", "surrogateescape").rstrip("\n"))
    commit = git(top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}", wanted=revision)
    base = git(top, "merge-base", "HEAD", commit.decode("ascii").strip(), wanted=revision).decode("ascii").strip()
    paths = [str(folder.resolve()) for folder in here]
    listed = git(top, "diff", "--name-only", "--no-renames", "-z", base, "--", *paths)
    listed += git(top, "ls-files", "--others", "--exclude-standard", "--full-name", "-z", "--", *paths)
    names = sorted({name for name in listed.decode("utf-8", "surrogateescape").split("\0") if name})
    with tempfile.TemporaryDirectory() as folder:
        before = {}
        for name in names:
            content = _content(top, base, name)
            if content is not None:
                copy = Path(folder) / name
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_bytes(content)
                before[(top / name).resolve()] = copy
        yield Changed(tuple((top / name).resolve() for name in names), before)


@contextmanager
def graph_at(revision: str, folder: Path | None = None) -> Iterator[Graph]:
    """The graph of a checkout as it was at a revision, already read. Its files last as long as the context.

    They are copied out of git's objects; the working tree is neither touched nor looked at. Symbolic links are not
    followed.

    Args:
        revision: Anything that names a commit: `HEAD~1`, a tag, a branch.
        folder: In the checkout, the current one by default. The graph is the one around it.

    Raises:
        RevisionError: There is no git, no such revision, no checkout around the folder, or there was no graph then.
        UnreadableFileError: A file was not Turtle or N-Triples then; its path is the revision's.
    """
    import tempfile
    from dataclasses import replace

    from homage_graph.graph import load
    from homage_graph.workspace import find_workspace

    here = (folder or Path.cwd()).resolve()
    try:
        top = Path(git(here, "rev-parse", "--show-toplevel").decode("utf-8", "surrogateescape")[:-1])
    except RevisionError as error:
        raise RevisionError(revision, f"no such file or folder, and no revision: {error.reason}") from None
    found = _run(top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if found.returncode != 0:
        raise RevisionError(revision, "no such file or folder, and no revision that git knows")
    around = find_workspace(here).root
    root = around if here.is_relative_to(around) and around.is_relative_to(top) else top
    with tempfile.TemporaryDirectory(prefix="homage-graph-") as name:
        copy = Path(name).resolve()
        if not _copy(top, found.stdout.decode("ascii").strip(), root.relative_to(top), copy):
            raise RevisionError(revision, "there was no graph at this revision: neither ontology/ nor data/ had a file")
        for needed in _FOLDERS[:2]:
            (copy / needed).mkdir(exist_ok=True)
        graph = load(copy)
        try:
            _ = graph.documents
        except UnreadableFileError as error:
            path = Path(error.path)
            named = path.relative_to(copy).as_posix() if path.is_relative_to(copy) else error.path
            raise replace(error, path=f"{revision}:{named}") from None
        yield graph


def _copy(top: Path, commit: str, inside: Path, to: Path) -> int:
    """Write a commit's files of a graph to a folder; how many there are.

    Raises:
        RevisionError: A path would lead out of the folder.
    """
    wanted = [(inside / folder).as_posix() for folder in _FOLDERS]
    entries = git(top, "ls-tree", "-r", "-z", "--full-tree", commit, "--", *wanted).split(b"\0")
    files = []
    for entry in filter(None, entries):
        about, _, name = entry.partition(b"\t")
        mode, _, blob = about.split(b" ")
        path = Path(name.decode("utf-8", "surrogateescape"))
        if mode.startswith(_FILE) and path.suffix in (*SUFFIXES, ".rq"):
            if ".." in path.parts or path.is_absolute():
                raise RevisionError(commit, f"a path leads out of the graph's folder: {path}")
            files.append((to / path.relative_to(inside), blob))
    blobs = iter(_blobs(top, [blob for _, blob in files]))
    for path, _ in files:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(next(blobs))
    return sum(path.suffix in SUFFIXES for path, _ in files)


def _blobs(top: Path, names: Sequence[bytes]) -> Iterator[bytes]:
    """The contents of blobs, by one process for all of them (git-cat-file, “Batch output”)."""
    told = git(top, "cat-file", "--batch", stdin=b"".join(name + b"\n" for name in names))
    place = 0
    for _ in names:
        head = told.index(b"\n", place)
        size = int(told[place:head].rpartition(b" ")[2])
        yield told[head + 1 : head + 1 + size]
        place = head + 1 + size + 1


def _content(top: Path, commit: str, name: str) -> bytes | None:
    """A file's content at a commit; None where it was not there."""
    done = _run(top, "cat-file", "blob", f"{commit}:{name}")
    return done.stdout if done.returncode == 0 else None


def git(folder: Path, *words: str, wanted: str = "", stdin: bytes = b"") -> bytes:
    """What git says in a folder.

    Args:
        folder: Where.
        words: The words of a command, after `git`.
        wanted: What an error is about, if not the folder.
        stdin: What git reads.

    Raises:
        RevisionError: It is not installed, does not answer in time, or says that something is wrong.
    """
    done = _run(folder, *words, stdin=stdin)
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        reason = said[0] if said else "no such revision, or no common history with it"
        raise RevisionError(wanted or str(folder), reason)
    return done.stdout


def _run(folder: Path, *words: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    import subprocess

    command = ("git", "-c", "core.quotepath=off", "-c", "core.fsmonitor=false", "-C", str(folder), *words)
    try:
        return subprocess.run(command, capture_output=True, check=False, input=stdin, timeout=_SECONDS)  # noqa: S603 - words, no shell
    except FileNotFoundError:
        raise RevisionError(str(folder), "git is not installed") from None
    except subprocess.TimeoutExpired:
        raise RevisionError(str(folder), f"git did not answer within {_SECONDS} s") from None
