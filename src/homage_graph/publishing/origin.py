"""Which commit a graph's files are those of, as git tells it: what a description and a release are dated by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from homage_graph.errors import RevisionError
from homage_graph.revisions import git

if TYPE_CHECKING:
    from pathlib import Path

    from homage_graph.workspace import Workspace

__all__ = ["Origin", "find_origin", "last_release", "tracked"]

_FOLDERS = ("ontology", "data", "queries")


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
        commit, date = git(root, "show", "--no-patch", "--format=%H %ct", "HEAD").decode("ascii").split()
        status = git(root, "status", "--porcelain", "--no-renames", "--untracked-files=all", "-z", "--", *places)
    except RevisionError as error:
        if error.reason.startswith("git did not answer"):
            raise
        return None
    above = git(root, "rev-parse", "--show-prefix").decode("utf-8", "surrogateescape").strip("\n")
    changed = {
        entry[3:].removeprefix(above) for entry in status.decode("utf-8", "surrogateescape").split("\0") if entry
    }
    return Origin(commit, datetime.fromtimestamp(int(date), UTC), tuple(sorted(changed | (own - kept))))


def tracked(root: Path, *places: str) -> tuple[str, ...]:
    """Files and files of folders that git keeps, by their path from the root, sorted by code point.

    Raises:
        RevisionError: There is no git, or the root is in no working tree.
    """
    listed = git(root, "ls-files", "-z", "--", *places).decode("utf-8", "surrogateescape")
    return tuple(sorted(name for name in listed.split("\0") if name))


def last_release(root: Path) -> str | None:
    """The nearest tag `v…` before the commit that is checked out; None where there is none.

    Raises:
        RevisionError: The history is cut short, so that nobody can tell.
    """
    if git(root, "rev-parse", "--is-shallow-repository").strip() == b"true":
        raise RevisionError("HEAD", "its history is cut short, so the last release cannot be told: fetch it whole")
    if len(git(root, "rev-list", "--max-count=2", "HEAD").split()) == 1:
        return None
    tags = git(root, "tag", "--list", "v*", "--merged", "HEAD^")
    if not tags.strip():
        return None
    found = git(root, "describe", "--tags", "--abbrev=0", "--match", "v*", "HEAD^")
    return found.decode("utf-8", "surrogateescape").strip()
