"""Python's search for garbage, and when to put it off."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["put_off"]


@contextmanager
def put_off() -> Iterator[None]:
    """While millions of objects are made that are all kept, do not look through them again and again.

    Measured on 3.6 million triples: reading takes half the time, numbering their terms three quarters.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
