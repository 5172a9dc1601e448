"""How a report is shown: one renderer a file, each with a function `render` from a report to text."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from homage_graph.validation.renderers.github import render as as_github
    from homage_graph.validation.renderers.json import render as as_json
    from homage_graph.validation.renderers.junit import render as as_junit
    from homage_graph.validation.renderers.sarif import render as as_sarif
    from homage_graph.validation.renderers.text import render as as_text
    from homage_graph.validation.renderers.turtle import render as as_turtle

__all__ = ["FORMATS", "as_github", "as_json", "as_junit", "as_sarif", "as_text", "as_turtle", "renderer"]

FORMATS: Final = ("text", "json", "sarif", "github", "junit", "turtle")
"""What a report can be written as."""


def renderer(form: str) -> Callable[..., str]:
    """The function that writes a report in a format; only its own module is imported."""
    render: Callable[..., str] = import_module(f"{__name__}.{form}").render
    return render


def __getattr__(name: str) -> Any:
    """`as_text` and the like, imported when they are first asked for."""
    if name.removeprefix("as_") in FORMATS:
        return renderer(name.removeprefix("as_"))
    raise AttributeError(f"module “{__name__}” has no attribute “{name}”")
