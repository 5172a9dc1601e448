"""What feeds what: the strongly connected parts of a graph, in the order in which they feed each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["components"]


def components(feeds: Mapping[int, Iterable[int]], wanted: Iterable[int]) -> list[list[int]]:
    """Tarjan's algorithm (SIAM Journal on Computing 1, 1972), without recursion.

    Args:
        feeds: From each node to those it feeds.
        wanted: Nodes to have, also those that nothing feeds.

    Returns:
        The strongly connected components, each after all that feed it.

    >>> components({1: [2], 2: [3], 3: [2, 4]}, [4])
    [[1], [2, 3], [4]]
    """
    numbers: dict[int, int] = {}
    lowest: dict[int, int] = {}
    path: list[int] = []
    on_path: set[int] = set()
    done: list[list[int]] = []
    for root in dict.fromkeys([*feeds, *wanted]):
        if root in numbers:
            continue
        numbers[root] = lowest[root] = len(numbers)
        path.append(root)
        on_path.add(root)
        work = [(root, iter(sorted(feeds.get(root, ()))))]
        while work:
            node, rest = work[-1]
            for following in rest:
                if following not in numbers:
                    numbers[following] = lowest[following] = len(numbers)
                    path.append(following)
                    on_path.add(following)
                    work.append((following, iter(sorted(feeds.get(following, ())))))
                    break
                if following in on_path:
                    lowest[node] = min(lowest[node], numbers[following])
            else:
                work.pop()
                if work:
                    lowest[work[-1][0]] = min(lowest[work[-1][0]], lowest[node])
                if lowest[node] == numbers[node]:
                    together = [path.pop()]
                    while together[-1] != node:
                        together.append(path.pop())
                    on_path.difference_update(together)
                    done.append(sorted(together))
    return done[::-1]
