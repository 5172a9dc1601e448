from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homage_graph.reasoning import columns
from homage_graph.reasoning.columns import NOTHING, Relation, distinct, evaluate, found, grouped, merged, minus, pack
from homage_graph.reasoning.ordering import components

PAIRS = st.sets(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=14)
END = st.one_of(st.sampled_from("xyzw"), st.integers(0, 5))


def relation(pairs: set[tuple[int, int]]) -> Relation:
    rows = np.array(sorted((s << 32) | o for s, o in pairs), np.int64)
    return Relation(rows)


def naive(
    atoms: list[tuple[set[tuple[int, int]], int | str, int | str]], head: list[int | str]
) -> set[tuple[int, ...]]:
    names = sorted({end for _, *ends in atoms for end in ends if isinstance(end, str)})
    answers = set()
    for values in product(range(6), repeat=len(names)):
        bound = dict(zip(names, values, strict=True))
        if all((bound.get(one, one), bound.get(other, other)) in pairs for pairs, one, other in atoms):
            answers.add(tuple(bound.get(part, part) for part in head))
    return answers


@pytest.mark.parametrize("chunk", [1, 3, columns.CHUNK])
def test_a_join_is_what_trying_every_value_finds(chunk: int) -> None:
    @settings(max_examples=150, deadline=None, derandomize=True)
    @given(st.lists(st.tuples(PAIRS, END, END), min_size=1, max_size=3))
    def check(atoms: list[tuple[set[tuple[int, int]], int | str, int | str]]) -> None:
        atoms = [atom for atom in atoms if atom[0]] or [({(0, 1)}, "x", "y")]
        head = sorted({end for _, *ends in atoms for end in ends if isinstance(end, str)}) or [3]
        made = [(relation(pairs), one, other) for pairs, one, other in atoms]
        answers = {
            row for part in evaluate(made, head) for row in zip(*(column.tolist() for column in part), strict=True)
        }
        assert answers == naive(atoms, head)
        for start, (pairs, _, _) in enumerate(atoms):
            part = set(sorted(pairs)[: len(pairs) // 2 + 1])
            some = [*atoms]
            some[start] = (part, *atoms[start][1:])
            answers = {
                row
                for rows in evaluate(made, head, start, relation(part))
                for row in zip(*(column.tolist() for column in rows), strict=True)
            }
            assert answers == naive(some, head)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(columns, "CHUNK", chunk)
        check()


def test_a_class_is_a_relation_without_a_second_end() -> None:
    members, pairs = Relation(np.array([1, 2], np.int64)), relation({(1, 5), (3, 5), (2, 4)})
    found_rows = [
        tuple(column.tolist() for column in part)
        for part in evaluate([(members, "x", NOTHING), (pairs, "x", "y")], ["x", "y"])
    ]
    assert found_rows == [([1, 2], [5, 4])]


@given(st.sets(st.integers(0, 50)), st.sets(st.integers(0, 50)))
def test_sorted_columns_are_sets(one: set[int], other: set[int]) -> None:
    first, second = (np.array(sorted(numbers), np.int64) for numbers in (one, other))
    assert minus(first, second).tolist() == sorted(one - other)
    assert found(first, second).tolist() == [number in other for number in sorted(one)]
    assert distinct(merged(first, second)).tolist() == sorted(one | other)


@given(PAIRS, PAIRS)
def test_a_relation_that_grows_is_sorted_both_ways(pairs: set[tuple[int, int]], more: set[tuple[int, int]]) -> None:
    grown = relation(pairs)
    assert len(grown.turned) == len(pairs)
    grown.add(relation(more - pairs).rows)
    assert grown.rows.tolist() == relation(pairs | more).rows.tolist()
    assert grown.turned.tolist() == relation({(o, s) for s, o in pairs | more}).rows.tolist()


@given(st.lists(st.tuples(st.integers(-3, 3), st.integers(0, 5)), min_size=1))
def test_rows_are_grouped_by_their_keys(rows: list[tuple[int, int]]) -> None:
    keys, values = (np.array(column, np.int64) for column in zip(*rows, strict=True))
    parts = {key: part.tolist() for key, part in grouped(keys, values).items()}
    assert parts == {key: sorted({value for other, value in rows if other == key}) for key, _ in rows}


def test_numbers_are_packed_without_loss() -> None:
    ends = np.array([0, 1, 2**31 - 1], np.int64)
    assert [part.tolist() for part in columns.unpack(pack(ends, ends[::-1]))] == [ends.tolist(), ends[::-1].tolist()]


@given(st.dictionaries(st.integers(0, 7), st.sets(st.integers(0, 7))))
def test_components_come_after_all_that_feed_them(feeds: dict[int, set[int]]) -> None:
    found_parts = components(feeds, [])
    place = {node: number for number, part in enumerate(found_parts) for node in part}
    reach = {node: {node} for node in place}
    for _ in range(8):
        for node, following in feeds.items():
            for other in following:
                reach[node] |= reach[other]
    for node, following in feeds.items():
        for other in following:
            assert place[node] <= place[other]
            assert (place[node] == place[other]) == (node in reach[other])


def test_a_long_chain_needs_no_recursion() -> None:
    assert len(components({number: [number + 1] for number in range(20_000)}, [])) == 20_001
