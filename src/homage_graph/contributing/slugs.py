"""The last part of an IRI, made of a name.

>>> slug("The Grand Budapest Hotel")
'the-grand-budapest-hotel'
>>> slug("Amélie, d’après Straße")
'amelie-d-apres-strasse'
>>> slug("봄날")
''
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Container

__all__ = ["free", "slug"]

_LONGEST: Final = 60
"""Characters; what is longer ends at the last whole word."""
_WITHOUT_ACCENT: Final = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ß": "ss", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"}
)
"""Letters that no normalisation form takes apart."""


def slug(*names: str) -> str:
    """Lower-case ASCII letters and digits, with hyphens between; empty where a name has neither.

    Letters of other scripts are left out rather than transcribed: how a name is written in Latin letters is for
    its bearer to say.
    """
    spelt = unicodedata.normalize("NFKD", " ".join(names).casefold().translate(_WITHOUT_ACCENT))
    bare = "".join(character for character in spelt if not unicodedata.combining(character))
    words = re.findall(r"[a-z0-9]+", re.sub(r"(?<=[a-z])['’](?=s\b)", "", bare))
    whole = "-".join(words)
    if len(whole) <= _LONGEST:
        return whole
    return whole[: _LONGEST + 1].rpartition("-")[0] or whole[:_LONGEST]


def free(namespace: str, name: str, taken: Container[str]) -> str:
    """The first of `name`, `name-2`, `name-3` … that makes no IRI which is taken already."""
    number, found = 1, namespace + name
    while found in taken:
        number += 1
        found = f"{namespace}{name}-{number}"
    return found
