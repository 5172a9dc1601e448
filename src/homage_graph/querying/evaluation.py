"""Room and walls for a query that anybody may have written.

`limits` refuses what is recognised; this is for what is not: a query that never ends, or that needs all the
memory there is. Nothing stops an engine but the end of its process, so it gets one of its own.
"""

from __future__ import annotations

import contextlib
import math
import os
import signal
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn, TypeVar

from homage_graph.errors import HomageGraphError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["MEMORY", "SECONDS", "StoppedError", "apart", "deeply", "sealed"]

SECONDS: Final = 20.0
"""How long a query may take by the clock on the wall, unless somebody allows more."""
MEMORY: Final = 4
"""GiB of address space that a query may need beyond what is in use before it."""
_STACK: Final = 512 * 1024 * 1024
"""Bytes of stack: the engine recurses with the query, and a query of 64 kB needs at most about half of it."""
_lock = threading.Lock()
_Result = TypeVar("_Result")


@dataclass(eq=False)
class StoppedError(HomageGraphError):
    """A query met a limit while it was evaluated, so there is no answer."""

    reason: str

    def __str__(self) -> str:
        return f"the query was stopped {self.reason}"


def apart(prepare: Callable[[], Callable[[], _Result]], seconds: float = SECONDS) -> _Result:
    """Do something within limits of time and memory, in a child process that may die of it.

    For a process with one thread, such as the command line. Where the system cannot fork, there are no limits.

    Args:
        prepare: Does without limits what comes first: reads, reasons, opens the store (whose threads a child
            would not inherit). It returns what is then done within the limits.
        seconds: How long that may take.

    Returns:
        What that returned, pickled and read again.

    Raises:
        StoppedError: It needs more time or memory.
        Exception: Whatever was raised in the child.
    """
    if not hasattr(os, "fork"):
        return prepare()()
    import pickle

    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        _live(prepare, seconds, writer)
    os.close(writer)
    try:
        with open(reader, "rb") as stream:  # noqa: PTH123 - a pipe has no path
            outcome = stream.read()
    except BaseException:  # the keyboard, say
        os.kill(child, signal.SIGKILL)
        raise
    finally:
        _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    if code < 0:
        raise StoppedError(_reason(-code, seconds))
    if code > 0:
        raise RuntimeError("what came of a query could not be handed over")
    result, failure = pickle.loads(outcome)  # noqa: S301 - this program wrote it
    if failure is not None:
        raise failure
    return result  # type: ignore[no-any-return]


def _live(prepare: Callable[[], Callable[[], object]], seconds: float, writer: int) -> NoReturn:
    """The child's life: nothing leaves it but what goes through the pipe."""
    import pickle

    code = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # the parent is interrupted too, and has the word
        outcome = _outcome(prepare, seconds)
        with open(writer, "wb") as stream:
            pickle.dump(outcome, stream, pickle.HIGHEST_PROTOCOL)
        code = 0
    except MemoryError:
        os.abort()  # as an engine does that gets no memory
    finally:
        os._exit(code)


def _outcome(prepare: Callable[[], Callable[[], object]], seconds: float) -> tuple[object, BaseException | None]:
    try:
        work = prepare()
        _limit(seconds)
        return work(), None
    except MemoryError:
        raise
    except BaseException as failure:  # noqa: BLE001 - handed to the parent
        return None, failure


def _limit(seconds: float) -> None:
    """From now on, this process ends of itself when it takes too much, without a word."""
    import resource

    def lower(kind: int, limit: int) -> None:
        _, hard = resource.getrlimit(kind)
        resource.setrlimit(kind, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))

    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # an engine's last words are for its makers
    lower(resource.RLIMIT_CORE, 0)
    with contextlib.suppress(FileNotFoundError):  # elsewhere than on Linux, address space says nothing of need
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
        lower(resource.RLIMIT_AS, pages * resource.getpagesize() + MEMORY * 1024**3)
    lower(resource.RLIMIT_CPU, math.ceil(sum(os.times()[:2]) + seconds) + 1)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)


def _reason(number: int, seconds: float) -> str:
    """Why a signal ended a query, and what to do about it."""
    if number in (signal.SIGALRM, signal.SIGXCPU):
        return f"after {seconds:g} s; narrow it, or allow more with --max-seconds"
    if number == signal.SIGABRT:
        return f"because it needs more than {MEMORY} GiB of memory; narrow it"
    if number == signal.SIGKILL:
        return "by the system, which may have run out of memory; narrow it"
    return f"by the engine ({signal.strsignal(number)}); write it in a simpler way"


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
