"""Drawings of property chains, as SVG that stands in the page: the steps above, and below what follows from them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Final

from homage_graph.publishing.site.rendering import seen

__all__ = ["Chain", "draw"]

_LETTER: Final = 7.1
"""Width of a letter of a label, in the drawing's units; a wide one (East Asian) has two."""
_GAP: Final = 34.0
_LEAST: Final = 84.0
"""Distance between two things at least."""
_LINE: Final = 26.0
"""How far down the line of steps is."""
_DEPTH: Final = 54.0
"""How far the bow of what follows hangs below it."""
_DOT: Final = 5.0


@dataclass(frozen=True)
class Chain:
    """A property chain axiom.

    Attributes:
        steps: The names of its properties, in order.
        things: What they join, one more than the steps: "citing work", "homage", "scene".
        conclusion: The property that follows.
    """

    steps: tuple[str, ...]
    things: tuple[str, ...]
    conclusion: str

    @property
    def in_words(self) -> str:
        """The chain as a sentence, for those who do not see the drawing."""
        path = self.things[0] + "".join(
            f" – {step} → {thing}" for step, thing in zip(self.steps, self.things[1:], strict=True)
        )
        return f"If {path}, then {self.things[0]} – {self.conclusion} → {self.things[-1]}."


def draw(chain: Chain) -> str:
    """The drawing of a chain: an `svg` element without styles, scripts or identifiers."""
    places = _places(chain)
    width, bottom = _n(places[-1] + _half(chain.things[-1]) + 6), _LINE + _DEPTH
    height = _n(bottom + 6)
    parts: list[str] = []
    for (left, right), step in zip(pairwise(places), chain.steps, strict=True):
        parts += [_arrow(left + _DOT + 3, right - _DOT - 3), _label((left + right) / 2, _LINE - 10, step, "step")]
    parts += [_bow(places[0], places[-1], bottom)]
    parts += [_label((places[0] + places[-1]) / 2, bottom - 8, chain.conclusion, "conclusion")]
    for place, thing in zip(places, chain.things, strict=True):
        parts += [f'<circle class="dot" cx="{_n(place)}" cy="{_n(_LINE)}" r="{_n(_DOT)}"/>']
        parts += [_label(place, _LINE + 22, thing, "thing")]
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    words = f'role="img" aria-label="{escape(seen(chain.in_words))}"'
    return f'<svg class="chain" {size} {words}>{"".join(parts)}</svg>'


def _places(chain: Chain) -> list[float]:
    """Where the things stand from left to right, so that no two labels touch."""
    places = [_half(chain.things[0]) + 6]
    for number, step in enumerate(chain.steps):
        things = _half(chain.things[number]) + _half(chain.things[number + 1]) + 14
        places.append(places[-1] + max(_LEAST, _width(step) + _GAP, things))
    short = _width(chain.conclusion) + 64 - (places[-1] - places[0])
    if short > 0:
        places = [place + short * number / len(chain.steps) for number, place in enumerate(places)]
    return places


def _arrow(left: float, right: float) -> str:
    return (
        f'<path class="line" d="M{_n(left)} {_n(_LINE)} H{_n(right - 7)}"/>'
        f'<path class="tip" d="M{_n(right)} {_n(_LINE)} l-9 -4.5 v9 z"/>'
    )


def _bow(start: float, end: float, bottom: float) -> str:
    """The way from the first thing to the last, below the others."""
    down = f"M{_n(start)} {_n(_LINE + 30)} C{_n(start)} {_n(bottom + 2)} {_n(start + 24)} {_n(bottom)}"
    along = f"{_n(start + 40)} {_n(bottom)} H{_n(end - 40)}"
    up = f"C{_n(end - 24)} {_n(bottom)} {_n(end)} {_n(bottom + 2)} {_n(end)} {_n(_LINE + 36)}"
    tip = f"M{_n(end)} {_n(_LINE + 29)} l-4.5 9 h9 z"
    return f'<path class="bow" d="{down} {along} {up}"/><path class="tip" d="{tip}"/>'


def _label(x: float, y: float, text: str, kind: str) -> str:
    return f'<text class="{kind}" x="{_n(x)}" y="{_n(y)}" text-anchor="middle">{escape(seen(text))}</text>'


def _width(text: str) -> float:
    return _LETTER * sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in seen(text))


def _half(text: str) -> float:
    return _width(text) / 2


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
