"""Closures kept on disk under a hash of what they follow from, so that a second query reasons nothing.

An entry is a folder that is written beside its place and renamed into it: whole, or not there. Two
processes that write the same entry at once write the same bytes; the later one keeps the earlier one's.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import tempfile
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
from platformdirs import user_cache_path

from homage_graph.reasoning import Summary
from homage_graph.store.embedded import EmbeddedStore

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["fetch", "has", "is_remembered", "keep", "key", "remember"]

_KEPT = 16
_YOUNG = 24 * 3600.0


def key(parts: Iterable[bytes]) -> str:
    """The name of the closure of these contents, in this order, under this version of the engine."""
    digest = hashlib.blake2b(ox.__version__.encode(), digest_size=20)
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()


def has(name: str) -> bool:
    """Whether there is an entry of that name."""
    return os.path.isfile(_folder() / name / "summary.json")  # noqa: PTH113 - never raises


def remember(name: str) -> None:
    """Note that something of that name was looked at, and is right."""
    with contextlib.suppress(OSError):
        _notes().mkdir(parents=True, exist_ok=True)
        (_notes() / name).touch()


def is_remembered(name: str) -> bool:
    """Whether that was noted."""
    return os.path.isfile(_notes() / name)  # noqa: PTH113 - never raises


def fetch(name: str) -> tuple[EmbeddedStore, Summary] | None:
    """The store of an entry and the summary kept with it; None where there is no entry. A broken one is removed."""
    entry = _folder() / name
    try:
        kept = json.loads((entry / "summary.json").read_text("utf-8"))
        words = (tuple(kept[name]) for name in ("contradictions", "duplicates", "notes"))
        summary = Summary(kept["asserted"], kept["inferred"], *words)
        store = EmbeddedStore.open(entry / "store")
        with contextlib.suppress(OSError):  # the folder may be somebody else's
            os.utime(entry)
    except (OSError, RuntimeError, ValueError, TypeError, KeyError):
        shutil.rmtree(entry, ignore_errors=True)
        return None
    return store, summary


def keep(name: str, store: EmbeddedStore, summary: Summary) -> None:
    """Write an entry. A cache that cannot be written is done without."""
    with contextlib.suppress(OSError):
        folder = _folder()
        folder.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=folder))
        try:
            store.save(draft / "store")
            (draft / "summary.json").write_text(json.dumps(asdict(summary)), "utf-8")
            with contextlib.suppress(OSError):  # another process was first: its entry is this one
                draft.rename(folder / name)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
        _forget_old(folder)


def _notes() -> Path:
    return user_cache_path("homage-graph", appauthor=False) / "right"


def _folder() -> Path:
    return user_cache_path("homage-graph", appauthor=False) / "closures"


def _forget_old(folder: Path) -> None:
    """Keep the entries used last, and every young one: another process may have it open."""
    entries = sorted((entry for entry in folder.iterdir()), key=lambda entry: entry.stat().st_mtime, reverse=True)
    for entry in entries[_KEPT:]:
        if time.time() - entry.stat().st_mtime > _YOUNG:
            shutil.rmtree(entry, ignore_errors=True)
