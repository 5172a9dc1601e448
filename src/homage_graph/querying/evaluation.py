"""Room and walls for a query that anybody may have written.

`limits` refuses what is recognised; this is for what is not.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["deeply", "sealed"]

_STACK: Final = 512 * 1024 * 1024
"""Bytes of stack: the engine recurses with the query, and a query of 64 kB needs at most about half of it."""
_lock = threading.Lock()
_Result = TypeVar("_Result")


def deeply(work: Callable[[], _Result]) -> _Result:
    """Do something on a deep stack, where the engine would overflow an ordinary one and end the process.

    While it goes on, the caller can be interrupted from the keyboard, which the engine itself cannot.
    """
    outcome: list[_Result] = []
    failure: list[BaseException] = []

    def run() -> None:
        try:
            outcome.append(work())
        except BaseException as error:  # noqa: BLE001 - handed to the caller
            failure.append(error)

    with _lock:
        before = threading.stack_size(_STACK)
        try:
            thread = threading.Thread(target=run, daemon=True)
            thread.start()
        finally:
            threading.stack_size(before)
    thread.join()
    if failure:
        raise failure[0]
    return outcome[0]


@contextmanager
def sealed() -> Iterator[None]:
    """No file and no socket can be opened meanwhile, by anything in this process.

    For a process that does one thing at a time, such as the command line. Where the system has no such
    limit, it has no effect.
    """
    try:
        import resource
    except ImportError:  # not on Windows
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
