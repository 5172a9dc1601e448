"""Boxes in layers from left to right, and the ways between them: Sugiyama's method, in its simplest form.

Kozo Sugiyama, Shojiro Tagawa, Mitsuhiko Toda: Methods for Visual Understanding of Hierarchical System Structures,
1981. Ways that run in a circle are turned, every box stands as far left as what leads to it allows, a way across a
layer gets a lane in it, the boxes of a layer are ordered by what they are tied to, and then moved as near to it as
their neighbours allow.

Nothing overlaps: boxes and lanes keep their distance, every way has an end of its own at a box, and what is written on
it stands on a stretch of its own before that end, where no bend is.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["Layout", "Place", "Way", "arranged"]

_APART: Final = 24.0
"""Between the boxes of a layer."""
_LANE: Final = 20.0
"""What a way takes of a layer, or of the side of a box."""
_BEND: Final = 48.0
_STEEP: Final = 10.0
_WIDEST_BEND: Final = 140.0
"""Between layers, where ways bend: the width, more of it the further up or down they lead, and the most."""
_RUN: Final = 26.0
"""Between layers, where ways run straight into a box, beside what is written on them."""
_SWEEPS: Final = 12


@dataclass(frozen=True)
class Place:
    """Where a box stands: its upper left corner, and its size."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Way:
    """How a way runs: points between which it bends and runs straight in turn, and where its text stands.

    Attributes:
        points: Two for each bend, and the end.
        text_at: Where the text begins, on the way.
        is_turned: Whether it runs from right to left, so that the arrow is at its first point.
    """

    points: tuple[tuple[float, float], ...]
    text_at: tuple[float, float]
    is_turned: bool


@dataclass(frozen=True)
class Layout:
    """Where everything is, in a drawing of a size."""

    places: tuple[Place, ...]
    ways: tuple[Way, ...]
    width: float
    height: float


def arranged(sizes: Sequence[tuple[float, float]], ties: Sequence[tuple[int, int]], texts: Sequence[float]) -> Layout:
    """Arrange boxes.

    Args:
        sizes: Width and height of each box.
        ties: From which box to which other each way leads; none leads back to the same box.
        texts: How wide the text on each way is.
    """
    turned = _turned(len(sizes), ties)
    down = [(b, a) if number in turned else (a, b) for number, (a, b) in enumerate(ties)]
    layer_of = _layers(len(sizes), down)
    chains, layer_of = _chains(down, layer_of)
    hops = [_Hop(a, b, number) for number, chain in enumerate(chains) for a, b in pairwise(chain)]
    order = _ordered(layer_of, hops)

    outgoing: defaultdict[int, list[_Hop]] = defaultdict(list)
    incoming: defaultdict[int, list[_Hop]] = defaultdict(list)
    for hop in hops:
        outgoing[hop.start].append(hop)
        incoming[hop.end].append(hop)
    heights = [
        max(height, _LANE * (max(len(outgoing[box]), len(incoming[box])) + 0.4))
        for box, (_, height) in enumerate(sizes)
    ] + [_LANE] * (len(layer_of) - len(sizes))
    centres = _centres(order, heights, hops)
    top = min((centres[box] - heights[box] / 2 for box in range(len(layer_of))), default=0.0)
    centres = [centre - top for centre in centres]

    widths = [max((sizes[box][0] for box in row if box < len(sizes)), default=0.0) for row in order]
    written: defaultdict[int, float] = defaultdict(float)
    for chain, text in zip(chains, texts, strict=True):
        last = layer_of[chain[-1]]
        written[last] = max(written[last], text)
    starts = {
        hop: y
        for box, some in outgoing.items()
        for hop, y in _spread(centres[box], sorted(some, key=lambda hop: (centres[hop.end], hop)))
    }
    ends = {
        hop: y
        for box, some in incoming.items()
        for hop, y in _spread(centres[box], sorted(some, key=lambda hop: (centres[hop.start], hop)))
    }
    bends: defaultdict[int, float] = defaultdict(lambda: _BEND)
    for hop in hops:
        bend = _BEND + abs(ends[hop] - starts[hop]) / _STEEP
        bends[layer_of[hop.end]] = min(_WIDEST_BEND, max(bends[layer_of[hop.end]], bend))
    left = [0.0]
    for layer in range(1, len(order)):
        left.append(left[-1] + widths[layer - 1] + bends[layer] + written[layer] + _RUN)

    places = tuple(
        Place(left[layer_of[box]], centres[box] - heights[box] / 2, sizes[box][0], heights[box])
        for box in range(len(sizes))
    )
    ways = []
    for number, chain in enumerate(chains):
        points: list[tuple[float, float]] = []
        x = left[layer_of[chain[0]]] + sizes[chain[0]][0]
        for hop in (_Hop(a, b, number) for a, b in pairwise(chain)):
            layer = layer_of[hop.end]
            run = left[layer] - written[layer] - _RUN
            points += [(x, starts[hop]), (run, ends[hop])]
            x = left[layer] + widths[layer]
        layer = layer_of[chain[-1]]
        end = (left[layer], points[-1][1])
        ways.append(Way((*points, end), (left[layer] - written[layer] - _RUN + 4, end[1]), number in turned))
    return Layout(
        places,
        tuple(ways),
        left[-1] + widths[-1] if order else 0.0,
        max((centres[box] + heights[box] / 2 for box in range(len(layer_of))), default=0.0),
    )


class _Hop(NamedTuple):
    """A part of a way, from one layer to the next; boxes and lanes by number, and the way's own."""

    start: int
    end: int
    way: int


def _turned(boxes: int, ties: Sequence[tuple[int, int]]) -> set[int]:
    """The numbers of the ties that would close a circle, seen from the first box on."""
    onward: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for number, (a, b) in enumerate(ties):
        onward[a].append((b, number))
    turned: set[int] = set()
    done: set[int] = set()
    for start in range(boxes):
        path: dict[int, None] = {}
        work = [] if start in done else [(start, iter(onward[start]))]
        path.update(dict.fromkeys([start] if work else []))
        while work:
            box, rest = work[-1]
            for after, number in rest:
                if after in path:
                    turned.add(number)
                elif after not in done:
                    path[after] = None
                    work.append((after, iter(onward[after])))
                    break
            else:
                work.pop()
                path.pop(box)
                done.add(box)
    return turned


def _layers(boxes: int, ties: Sequence[tuple[int, int]]) -> list[int]:
    """Each box in the layer after the last of those that lead to it."""
    layers = [0] * boxes
    for _ in range(boxes):
        before = list(layers)
        for a, b in ties:
            layers[b] = max(layers[b], layers[a] + 1)
        if layers == before:
            break
    return layers


def _chains(ties: Sequence[tuple[int, int]], layers: list[int]) -> tuple[list[list[int]], list[int]]:
    """Each tie as a chain from layer to layer, over lanes that are numbered after the boxes; and all their layers."""
    layers = list(layers)
    chains = []
    for a, b in ties:
        lanes = range(len(layers), len(layers) + layers[b] - layers[a] - 1)
        layers += range(layers[a] + 1, layers[b])
        chains.append([a, *lanes, b])
    return chains, layers


def _ordered(layer_of: Sequence[int], hops: Sequence[_Hop]) -> list[list[int]]:
    """Layers whose boxes are ordered so that few hops cross: each by the mean place of what it is tied to."""
    order: list[list[int]] = [[] for _ in range(max(layer_of, default=-1) + 1)]
    for box, layer in enumerate(layer_of):
        order[layer].append(box)
    ties: defaultdict[int, list[int]] = defaultdict(list)
    back: defaultdict[int, list[int]] = defaultdict(list)
    for a, b, _ in hops:
        ties[a].append(b)
        back[b].append(a)
    best, fewest = [list(row) for row in order], _crossings(order, hops)
    for sweep in range(_SWEEPS):
        forward = sweep % 2 == 0
        for layer in range(len(order)) if forward else reversed(range(len(order))):
            place = {box: number for row in order for number, box in enumerate(row)}
            order[layer].sort(key=lambda box: _mean((back if forward else ties)[box], place))
        if (crossings := _crossings(order, hops)) < fewest:
            best, fewest = [list(row) for row in order], crossings
    return best


def _mean(boxes: Sequence[int], place: Mapping[int, int]) -> float:
    return sum(place[box] for box in boxes) / len(boxes) if boxes else -1.0


def _crossings(order: Sequence[Sequence[int]], hops: Sequence[_Hop]) -> int:
    place = {box: number for row in order for number, box in enumerate(row)}
    layer = {box: number for number, row in enumerate(order) for box in row}
    return sum(
        layer[a] == layer[c] and (place[a] - place[c]) * (place[b] - place[d]) < 0
        for number, (a, b, _) in enumerate(hops)
        for c, d, _ in hops[:number]
    )


def _centres(order: Sequence[Sequence[int]], heights: Sequence[float], hops: Sequence[_Hop]) -> list[float]:
    """The middle of each box on the vertical: as near to what it is tied to as its neighbours allow."""
    tied: defaultdict[int, list[int]] = defaultdict(list)
    for a, b, _ in hops:
        tied[a].append(b)
        tied[b].append(a)
    centres = [0.0] * len(heights)
    for row in order:
        _settle(row, [0.0] * len(row), heights, centres)
    for sweep in range(2 * _SWEEPS):
        for row in order if sweep % 2 == 0 else order[::-1]:
            wanted = [
                sum(centres[other] for other in tied[box]) / len(tied[box]) if tied[box] else centres[box]
                for box in row
            ]
            _settle(row, wanted, heights, centres)
    return centres


def _settle(row: Sequence[int], wanted: Sequence[float], heights: Sequence[float], centres: list[float]) -> None:
    """Put the boxes of a layer where they want to be, in order and apart, with the least squares of what they move.

    Their distances taken off, this is isotonic regression, by pooling adjacent violators.
    """
    offsets = [0.0] * len(row)
    for number in range(1, len(row)):
        offsets[number] = offsets[number - 1] + (heights[row[number - 1]] + heights[row[number]]) / 2 + _APART
    pools: list[tuple[float, int]] = []
    for number in range(len(row)):
        mean, size = wanted[number] - offsets[number], 1
        while pools and pools[-1][0] > mean:
            before, many = pools.pop()
            mean, size = (before * many + mean * size) / (many + size), many + size
        pools.append((mean, size))
    number = 0
    for mean, size in pools:
        for box in row[number : number + size]:
            centres[box] = mean + offsets[number]
            number += 1


def _spread(centre: float, hops: Sequence[_Hop]) -> Iterator[tuple[_Hop, float]]:
    """Where on the side of a box, or in a lane, each of its hops ends: in their order, and apart."""
    first = centre - _LANE * (len(hops) - 1) / 2
    for number, hop in enumerate(hops):
        yield hop, first + _LANE * number
