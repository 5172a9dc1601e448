"""Folders that are written whole or not at all."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from homage_graph.errors import UnwritableFileError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["drafted"]


@contextmanager
def drafted(folder: Path) -> Iterator[Path]:
    """A draft beside a place that is free, or an empty folder: moved there at the end, removed where it fails.

    Raises:
        UnwritableFileError: There is no room, say.
    """
    place = folder.absolute()
    try:
        draft = Path(tempfile.mkdtemp(prefix=f".{place.name}.", dir=place.parent))
        try:
            yield draft
            if place.is_dir():
                place.rmdir()  # an empty one
            draft.rename(place)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    except OSError as error:
        raise UnwritableFileError(folder, error.strerror or str(error)) from None
