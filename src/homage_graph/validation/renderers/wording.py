"""What a finding is about, in words that are safe to show on one line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from homage_graph.characters import UNSEEN
from homage_graph.vocabulary import curie

if TYPE_CHECKING:
    from homage_graph.validation import Finding

__all__ = ["about", "has_page", "one_line", "visible"]

_UNSEEN: Final = re.compile(f"[\t\n{UNSEEN}\ud800-\udfff]")
_BREAK: Final = re.compile(r"[ \t\r\n]+")
_OURS: Final = re.compile(r"HG\d{3}")
_DATATYPE: Final = re.compile(r"\^\^<([^<>]*)>\Z")
_LONGEST: Final = 80
"""Characters of a term; what is longer is cut."""


def visible(text: str) -> str:
    """The text with each character that nobody sees as an escape, line ends and tabs among them."""
    return _UNSEEN.sub(_escaped, text)


def one_line(text: str) -> str:
    """The text on one line, without the breaks it was laid out with, and with nothing unseen in it."""
    return visible(_BREAK.sub(" ", text)).strip()


def about(finding: Finding) -> str:
    """The thing, the property and the value that a finding is about, as Turtle would abbreviate them."""
    value = "" if finding.value == f"<{finding.focus}>" else _abbreviated(finding.value)
    parts = (part for part in (curie(finding.focus), finding.path, value) if not part.startswith("_:"))
    return " ".join(_cut(one_line(part)) for part in parts if part)


def _escaped(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004 - what four digits can say


def has_page(code: str) -> bool:
    """Whether `homage rule` tells about a code: one of ours, not a shape of somebody else's."""
    return _OURS.fullmatch(code) is not None


def _abbreviated(term: str) -> str:
    """A term in N-Triples form, its IRIs with prefixes."""
    if term.startswith("<"):
        return curie(term[1:-1])
    return _DATATYPE.sub(lambda found: f"^^{curie(found[1])}", term)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
