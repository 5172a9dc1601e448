"""Triples as columns of numbers, and joins over them: where reasoning spends its time.

A term is a number. A relation holds the subjects and objects of one predicate, or the members of one
class, packed into sorted arrays, so that a rule is evaluated for all its matches at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import numpy.typing as npt

    Column = npt.NDArray[np.int64]

__all__ = [
    "CHUNK",
    "EMPTY",
    "NOTHING",
    "Atom",
    "Relation",
    "distinct",
    "evaluate",
    "found",
    "grouped",
    "merged",
    "minus",
    "pack",
    "unpack",
]

EMPTY: Final[Column] = np.empty(0, np.int64)
CHUNK: Final = 4_000_000
"""Most rows of a join at once; a larger one is evaluated in parts, so that memory is bounded."""

_SHIFT: Final = 32
_MASK: Final = (1 << _SHIFT) - 1

Atom = tuple["Relation", "int | str", "int | str"]
"""A pattern: a relation, and at each end the number of a term or the name of a variable.

A class has its members at the first end, and nothing (-1) at the second.
"""
NOTHING: Final = -1


def pack(subjects: Column, objects: Column) -> Column:
    """Two columns as one."""
    return (subjects << _SHIFT) | objects


def unpack(pairs: Column) -> tuple[Column, Column]:
    """The two columns in one."""
    return pairs >> _SHIFT, pairs & _MASK


def distinct(column: Column) -> Column:
    """The numbers in a column, sorted, each once; `numpy.unique` hashes, which takes three times as long."""
    ascending = np.sort(column)
    first = np.ones(len(ascending), np.bool_)
    np.not_equal(ascending[1:], ascending[:-1], out=first[1:])
    return ascending[first]


def merged(one: Column, other: Column) -> Column:
    """Two sorted columns as one, sorted."""
    if not len(one) or not len(other):
        return one if len(one) else other
    both = np.concatenate((one, other))
    both.sort(kind="stable")  # timsort: linear for two runs
    return both


def found(needles: Column, column: Column) -> npt.NDArray[np.bool_]:
    """Which of some numbers are in a sorted column."""
    if not len(column):
        return np.zeros(len(needles), np.bool_)
    places = np.searchsorted(column, needles)
    places[places == len(column)] = 0
    hits: npt.NDArray[np.bool_] = column[places] == needles
    return hits


def minus(one: Column, other: Column) -> Column:
    """What of a sorted column is not in another."""
    return one[~found(one, other)] if len(other) else one


class Relation:
    """The pairs of a predicate, or the members of a class: packed, each once.

    Rows that are added stay in sorted runs, each less than half as long as the one before it, so that many
    small additions do not each copy the whole.
    """

    def __init__(self, rows: Column = EMPTY) -> None:
        self._runs = [rows] if len(rows) else []
        self._turned: list[Column] | None = None
        self._size = len(rows)

    def __len__(self) -> int:
        return self._size

    @property
    def rows(self) -> Column:
        """The rows in ascending order."""
        return _whole(self._runs)

    @property
    def turned(self) -> Column:
        """The pairs with their ends swapped, in ascending order; made when first asked for."""
        self.runs(turned=True)
        return _whole(self._turned or [])

    def add(self, rows: Column) -> None:
        """Take in rows that are sorted and new."""
        self._size += len(rows)
        _append(self._runs, rows)
        if self._turned is not None:
            _append(self._turned, _swapped(rows))

    def lacks(self, rows: Column) -> Column:
        """What of some sorted rows is not here."""
        for run in self._runs:
            rows = minus(rows, run)
        return rows

    def has(self, rows: Column) -> npt.NDArray[np.bool_]:
        """Which of some rows are here."""
        here = np.zeros(len(rows), np.bool_)
        for run in self._runs:
            here |= found(rows, run)
        return here

    def runs(self, *, turned: bool = False) -> Sequence[Column]:
        """The rows in runs, each in ascending order; of the pairs with their ends swapped, if asked for."""
        if not turned:
            return self._runs
        if self._turned is None:
            self._turned = [_swapped(self.rows)]
        return self._turned


def _swapped(pairs: Column) -> Column:
    subjects, objects = unpack(pairs)
    return np.sort(pack(objects, subjects))


def _append(runs: list[Column], rows: Column) -> None:
    runs.append(rows)
    while len(runs) > 1 and len(runs[-2]) < 2 * len(runs[-1]):
        last = runs.pop()
        runs[-1] = merged(runs[-1], last)


def _whole(runs: list[Column]) -> Column:
    while len(runs) > 1:
        last = runs.pop()
        runs[-1] = merged(runs[-1], last)
    return runs[0] if runs else EMPTY


Bindings = dict[str, "Column"]


def evaluate(
    atoms: Sequence[Atom], head: Sequence[int | str], start: int | None = None, delta: Relation | None = None
) -> Iterator[tuple[Column, ...]]:
    """All matches of a conjunction of patterns, as columns of what the head asks for.

    Args:
        atoms: The patterns. None of them without a row.
        head: Variables of the patterns, or numbers of terms.
        start: The pattern to begin with; by default the one with the fewest rows.
        delta: What to read instead of that pattern's relation.

    Yields:
        A column an element of the head, in parts of bounded size. Rows may come twice.
    """
    if start is None:
        start = min(range(len(atoms)), key=lambda place: len(atoms[place][0]))
    relation, first, second = atoms[start]
    order = _order(atoms, start)
    joint = _ends(atoms[order[0]]) if order else set()
    bindings = _scan(delta if delta is not None else relation, first, second, by_second=second in joint - {first})
    wanted = {name for name in head if isinstance(name, str)}
    kept = [
        {name for place in order[step + 1 :] for name in _ends(atoms[place])} | wanted for step in range(len(order))
    ]
    for found_rows, size in _extend(bindings, [atoms[place] for place in order], kept):
        yield tuple(found_rows[part] if isinstance(part, str) else np.full(size, part, np.int64) for part in head)


def _ends(atom: Atom) -> set[str]:
    return {end for end in atom[1:] if isinstance(end, str)}


def _order(atoms: Sequence[Atom], start: int) -> list[int]:
    """The other patterns, each connected to those before it where possible, the most bound and smallest first."""
    rest = [place for place in range(len(atoms)) if place != start]
    bound = _ends(atoms[start])
    order: list[int] = []
    while rest:
        best = min(
            rest,
            key=lambda place: (
                -bool(_ends(atoms[place]) & bound or not _ends(atoms[place])),
                len(_ends(atoms[place]) - bound),
                len(atoms[place][0]),
                place,
            ),
        )
        rest.remove(best)
        order.append(best)
        bound |= _ends(atoms[best])
    return order


def _scan(  # noqa: PLR0911 - a return a kind of pattern
    relation: Relation, first: int | str, second: int | str, *, by_second: bool
) -> tuple[Bindings, int]:
    """The rows of one pattern, in the order of the variable that the next join is over."""
    if second == NOTHING:
        rows = relation.rows
        if isinstance(first, str):
            return {first: rows}, len(rows)
        return {}, int(found(np.array([first]), rows).sum())
    if isinstance(first, str) and isinstance(second, str):
        if by_second:
            objects, subjects = unpack(relation.turned)
        else:
            subjects, objects = unpack(relation.rows)
        if first == second:
            subjects = subjects[subjects == objects]
            return {first: subjects}, len(subjects)
        return {first: subjects, second: objects}, len(subjects)
    if isinstance(first, str):
        values = _slice(relation.turned, int(second))
        return {first: values}, len(values)
    if isinstance(second, str):
        values = _slice(relation.rows, first)
        return {second: values}, len(values)
    return {}, int(found(np.array([(first << _SHIFT) | second]), relation.rows).sum())


def _slice(pairs: Column, key: int) -> Column:
    """The second halves of the pairs that begin with a key."""
    low, high = np.searchsorted(pairs, [key << _SHIFT, (key + 1) << _SHIFT])
    return pairs[low:high] & _MASK


def _extend(
    rows: tuple[Bindings, int], atoms: Sequence[Atom], kept: Sequence[set[str]]
) -> Iterator[tuple[Bindings, int]]:
    """Join the patterns on, one after the other, depth first where the rows are too many at once."""
    work = [iter([rows])]
    while work:
        bindings, size = next(work[-1], ({}, -1))
        if size < 0:
            work.pop()
        elif size and len(work) > len(atoms):
            yield bindings, size
        elif size:
            step = len(work) - 1
            work.append(_needed(_join(bindings, size, atoms[step]), kept[step]))


def _needed(batches: Iterator[tuple[Bindings, int]], kept: set[str]) -> Iterator[tuple[Bindings, int]]:
    """Only the columns that somebody asks for later, and of those that are alike one row."""
    for bindings, size in batches:
        columns = {name: column for name, column in bindings.items() if name in kept}
        if len(columns) == len(bindings) or not size:
            yield columns, size
        elif len(columns) == 2:  # noqa: PLR2004 - two columns can be packed
            (one, first), (other, second) = columns.items()
            first, second = unpack(distinct(pack(first, second)))
            yield {one: first, other: second}, len(first)
        elif len(columns) == 1:
            ((name, column),) = columns.items()
            column = distinct(column)
            yield {name: column}, len(column)
        else:
            yield columns, size if columns else 1


def _join(bindings: Bindings, size: int, atom: Atom) -> Iterator[tuple[Bindings, int]]:
    """Join one pattern on: by what is known of its ends, row by row; or with all its rows, where nothing is."""
    relation, first, second = atom
    one = bindings.get(first) if isinstance(first, str) else first
    other = bindings.get(second) if isinstance(second, str) else second
    if one is not None and other is not None:
        wanted = np.broadcast_to(one if isinstance(other, int) and other == NOTHING else (one << _SHIFT) | other, size)
        keep = relation.has(wanted)
        yield {name: column[keep] for name, column in bindings.items()}, int(keep.sum())
    elif isinstance(one, np.ndarray):
        for run in relation.runs():
            yield from _matched(bindings, one, run, str(second))
    elif isinstance(other, np.ndarray):
        for run in relation.runs(turned=True):
            yield from _matched(bindings, other, run, str(first))
    else:
        yield from _crossed(bindings, size, *_scan(relation, first, second, by_second=False))


def _matched(bindings: Bindings, known: Column, pairs: Column, free: str) -> Iterator[tuple[Bindings, int]]:
    """Each row with every second half of the pairs that begin with what it knows."""
    lows = np.searchsorted(pairs, known << _SHIFT)
    counts = np.searchsorted(pairs, (known + 1) << _SHIFT) - lows
    totals = np.cumsum(counts)
    begin = 0
    while begin < len(known):
        before = int(totals[begin - 1]) if begin else 0
        end = max(begin + 1, int(np.searchsorted(totals, before + CHUNK, side="right")))
        part = slice(begin, end)
        begin = end
        count = int(totals[end - 1]) - before
        if count:
            starts = np.repeat(lows[part] - (totals[part] - counts[part] - before), counts[part])
            values = pairs[starts + np.arange(count)] & _MASK
            yield (
                {name: np.repeat(column[part], counts[part]) for name, column in bindings.items()} | {free: values},
                count,
            )


def _crossed(bindings: Bindings, size: int, loose: Bindings, count: int) -> Iterator[tuple[Bindings, int]]:
    """Each row with each of some others."""
    step = max(1, CHUNK // max(1, count))
    for low in range(0, size, step):
        length = min(step, size - low)
        rows = {name: np.repeat(column[low : low + step], count) for name, column in bindings.items()}
        yield rows | {name: np.tile(column, length) for name, column in loose.items()}, length * count


def grouped(keys: Column, rows: Column) -> Mapping[int, Column]:
    """The rows of each key, sorted, each once."""
    order = np.argsort(keys, kind="stable")
    keys, rows = keys[order], rows[order]
    starts = np.flatnonzero(np.diff(keys, prepend=keys[:1] - 1))
    parts = np.split(rows, starts[1:])
    return {int(kind): distinct(part) for kind, part in zip(keys[starts], parts, strict=True)}
