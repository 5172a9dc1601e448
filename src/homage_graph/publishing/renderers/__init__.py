"""How a difference is shown: one renderer a file, each with a function `render` from a difference to text."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["FORMATS", "renderer"]

FORMATS: Final = ("text", "markdown", "json")
"""What a difference can be written as."""


def renderer(form: str) -> Callable[..., str]:
    """The function that writes a difference in a format; only its own module is imported.

    Raises:
        ValueError: There is no such format.
    """
    if form not in FORMATS:
        raise ValueError(f"a difference can be written as {', '.join(FORMATS)}, not as {form}")
    render: Callable[..., str] = import_module(f"{__name__}.{form}").render
    return render
