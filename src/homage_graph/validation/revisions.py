"""What a git branch changed: which files are others than at a revision, and what they were."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from homage_graph.errors import RevisionError

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["Changed", "changed_since"]

_SECONDS = 60


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
    top = Path(_git(here[0], "rev-parse", "--show-toplevel").decode("utf-8", "surrogateescape").rstrip("\n"))
    commit = _git(
        top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}", wanted=revision
    )
    base = _git(top, "merge-base", "HEAD", commit.decode("ascii").strip(), wanted=revision).decode("ascii").strip()
    paths = [str(folder.resolve()) for folder in here]
    listed = _git(top, "diff", "--name-only", "--no-renames", "-z", base, "--", *paths)
    listed += _git(top, "ls-files", "--others", "--exclude-standard", "--full-name", "-z", "--", *paths)
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


def _content(top: Path, commit: str, name: str) -> bytes | None:
    """A file's content at a commit; None where it was not there."""
    done = _run(top, "cat-file", "blob", f"{commit}:{name}")
    return done.stdout if done.returncode == 0 else None


def _git(folder: Path, *words: str, wanted: str = "") -> bytes:
    done = _run(folder, *words)
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        reason = said[0] if said else "no such revision, or no common history with it"
        raise RevisionError(wanted or str(folder), reason)
    return done.stdout


def _run(folder: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    import subprocess

    command = ("git", "-c", "core.quotepath=off", "-C", str(folder), *words)
    try:
        return subprocess.run(command, capture_output=True, check=False, stdin=subprocess.DEVNULL, timeout=_SECONDS)  # noqa: S603 - words, no shell
    except FileNotFoundError:
        raise RevisionError(str(folder), "git is not installed") from None
    except subprocess.TimeoutExpired:
        raise RevisionError(str(folder), f"git did not answer within {_SECONDS} s") from None
