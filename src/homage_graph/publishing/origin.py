"""Which commit a graph's files are those of, as git tells it: what a description and a release are dated by."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from homage_graph.errors import RevisionError

if TYPE_CHECKING:
    from pathlib import Path

    from homage_graph.workspace import Workspace

__all__ = ["Origin", "files_at", "find_origin", "last_release", "tracked"]

_FOLDERS = ("ontology", "data", "queries")
_SECONDS = 60


@dataclass(frozen=True)
class Origin:
    """Where a graph's files come from.

    Attributes:
        commit: The full name of the commit that is checked out.
        date: When that was committed, in UTC.
        changed: Files that are not as the commit has them, from the graph's folder; sorted.
    """

    commit: str
    date: datetime
    changed: tuple[str, ...] = ()

    @property
    def timestamp(self) -> str:
        """The date as `xsd:dateTime` has it."""
        return self.date.strftime("%Y-%m-%dT%H:%M:%SZ")

    @property
    def is_modified(self) -> bool:
        """Whether the files are not those of the commit."""
        return bool(self.changed)


def find_origin(workspace: Workspace, more: tuple[str, ...] = ()) -> Origin | None:
    """The commit whose ontology/, data/ and queries/ these are; None where git does not keep them.

    Args:
        workspace: The graph's files.
        more: Other files of its folder that have to be the commit's.

    Raises:
        RevisionError: git does not answer in time.
    """
    root = workspace.root
    own = {
        path.relative_to(root).as_posix()
        for path in (*workspace.ontology, *workspace.data, *workspace.shapes, *workspace.queries)
        if path.is_relative_to(root)
    }
    places = (*_FOLDERS, *more)
    try:
        kept = set(tracked(root, *places))
        if not own & kept:
            return None
        commit, date = _git(root, "show", "--no-patch", "--format=%H %ct", "HEAD").decode("ascii").split()
        status = _git(root, "status", "--porcelain", "--no-renames", "--untracked-files=all", "-z", "--", *places)
    except RevisionError as error:
        if error.reason.startswith("git did not answer"):
            raise
        return None
    above = _git(root, "rev-parse", "--show-prefix").decode("utf-8", "surrogateescape").strip("\n")
    changed = {
        entry[3:].removeprefix(above) for entry in status.decode("utf-8", "surrogateescape").split("\0") if entry
    }
    return Origin(commit, datetime.fromtimestamp(int(date), UTC), tuple(sorted(changed | (own - kept))))


def tracked(root: Path, *places: str) -> tuple[str, ...]:
    """Files and files of folders that git keeps, by their path from the root, sorted by code point.

    Raises:
        RevisionError: There is no git, or the root is in no working tree.
    """
    listed = _git(root, "ls-files", "-z", "--", *places).decode("utf-8", "surrogateescape")
    return tuple(sorted(name for name in listed.split("\0") if name))


def last_release(root: Path) -> str | None:
    """The nearest tag `v…` before the commit that is checked out; None where there is none.

    Raises:
        RevisionError: The history is cut short, so that nobody can tell.
    """
    if _git(root, "rev-parse", "--is-shallow-repository").strip() == b"true":
        raise RevisionError("HEAD", "its history is cut short, so the last release cannot be told: fetch it whole")
    if len(_git(root, "rev-list", "--max-count=2", "HEAD").split()) == 1:
        return None
    tags = _git(root, "tag", "--list", "v*", "--merged", "HEAD^")
    if not tags.strip():
        return None
    found = _git(root, "describe", "--tags", "--abbrev=0", "--match", "v*", "HEAD^")
    return found.decode("utf-8", "surrogateescape").strip()


def files_at(root: Path, revision: str, folder: Path) -> None:
    """Write ontology/, data/ and queries/ as they were at a revision into a folder.

    Raises:
        RevisionError: git does not know the revision, or it has no such folders.
    """
    import io
    import tarfile

    commit = _git(
        root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}", wanted=revision
    )
    tree = commit.decode("ascii").strip()
    there = set(_git(root, "ls-tree", "--name-only", "-z", tree, wanted=revision).decode("utf-8").split("\0"))
    packed = _git(root, "archive", "--format=tar", tree, "--", *(name for name in _FOLDERS if name in there))
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(folder, filter="data")


def _git(folder: Path, *words: str, wanted: str = "") -> bytes:
    command = ("git", "-c", "core.quotepath=off", "-c", "core.fsmonitor=false", "-C", str(folder), *words)
    try:
        done = subprocess.run(command, capture_output=True, check=False, stdin=subprocess.DEVNULL, timeout=_SECONDS)  # noqa: S603 - words, no shell
    except FileNotFoundError:
        raise RevisionError(wanted or str(folder), "git is not installed") from None
    except subprocess.TimeoutExpired:
        raise RevisionError(wanted or str(folder), f"git did not answer within {_SECONDS} s") from None
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise RevisionError(wanted or str(folder), said[0] if said else "git knows no such revision")
    return done.stdout
