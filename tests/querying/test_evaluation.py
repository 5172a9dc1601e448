from __future__ import annotations

import faulthandler
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from conftest import ROOT, Homage
from homage_graph.errors import QueryError
from homage_graph.querying.evaluation import StoppedError, apart, deeply, sealed

CHAINS = {
    "or": "ASK { FILTER(" + "||".join(["true"] * 9_000) + ") }",
    "union": "ASK { " + "UNION".join(["{}"] * 7_000) + " }",
    "bind": "ASK { " + "".join(f"BIND(1 AS ?v{number})" for number in range(3_000)) + " }",
    "hidden": "ASK { FILTER(1<" + "(" * 20_000 + "1" + ")" * 20_000 + "&&2>1) }",
}

forking = pytest.mark.skipif(not hasattr(os, "fork"), reason="there are limits where a process can fork")
linux = pytest.mark.skipif(sys.platform != "linux", reason="address space is limited on Linux only")
pytestmark = pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")


@pytest.mark.parametrize("name", CHAINS)
def test_a_chain_that_overflows_an_ordinary_stack_ends_no_process(name: str, homage: Homage) -> None:
    done = homage("query", "-", stdin=CHAINS[name].encode())
    assert done.returncode in (0, 2), done.stderr


def test_what_is_done_deeply_answers_and_fails_as_usual() -> None:
    assert deeply(lambda: 7) == 7
    with pytest.raises(KeyError, match="x"):
        deeply(lambda: {}["x"])
    assert threading.stack_size() == 0, "other threads keep their stacks"


def test_while_sealed_no_file_and_no_socket_can_be_opened(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("there", "utf-8")
    with sealed():
        with pytest.raises(OSError, match="Too many open files"):
            file.read_text("utf-8")
        with pytest.raises(OSError, match="Too many open files"):
            socket.socket()
    assert file.read_text("utf-8") == "there"


def test_service_that_slips_through_reaches_nobody(graph: object) -> None:
    """As if the reader of tokens had missed it: the engine is asked behind its back."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        code = f"""
import homage_graph
from homage_graph.querying import limits
from homage_graph.errors import QueryError
from homage_graph.querying.evaluation import sealed
limits.check = lambda *_: None
graph = homage_graph.load(); graph.reason()
try:
    with sealed():
        graph.query("ASK {{ SERVICE <http://127.0.0.1:{server.getsockname()[1]}/> {{ ?s ?p ?o }} }}")
except homage_graph.HomageGraphError as error:
    print("refused", type(error).__name__)
"""
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=ROOT, timeout=60, check=False)
        assert done.stdout.startswith(b"refused QueryError"), done.stderr
        with pytest.raises(TimeoutError):
            server.accept()


@forking
def test_what_is_done_apart_is_done_in_another_process_and_handed_back() -> None:
    child, parent, text = apart(lambda: lambda: (os.getpid(), os.getppid(), "한" * 1_000_000))
    assert child != os.getpid()
    assert parent == os.getpid()
    assert text == "한" * 1_000_000


@forking
def test_what_goes_wrong_apart_is_raised_here_be_it_before_the_limits_or_within() -> None:
    def fail() -> None:
        raise QueryError("no query", "q.rq", 1, 2)

    for work in (fail, lambda: fail):
        with pytest.raises(QueryError, match=r"^q\.rq:1:2: no query$"):
            apart(work)  # type: ignore[arg-type]


@forking
def test_what_takes_too_long_is_stopped_and_what_came_before_it_does_not_count() -> None:
    def prepare() -> object:
        time.sleep(0.4)
        return lambda: 7

    assert apart(prepare, 0.3) == 7  # type: ignore[arg-type]
    start = time.monotonic()
    for endless in (lambda: time.sleep(60), lambda: deeply(lambda: time.sleep(60)), lambda: sum(iter(int, 1))):
        with pytest.raises(StoppedError, match=r"^the query was stopped after 0\.3 s; narrow it, or allow more"):
            apart(lambda work=endless: work, 0.3)  # type: ignore[misc]
    assert time.monotonic() - start < 30


@forking
@linux
def test_what_needs_too_much_memory_is_stopped() -> None:
    def fill() -> int:
        faulthandler.disable()  # pytest's, which has words of its own
        return len(bytes(5 * 1024**3))

    with pytest.raises(StoppedError, match="because it needs more than 4 GiB of memory; narrow it"):
        apart(lambda: fill)


@forking
@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (signal.SIGSEGV, r"by the engine \(Segmentation fault\); write it in a simpler way"),
        (signal.SIGKILL, "by the system, which may have run out of memory; narrow it"),
        (signal.SIGABRT, "because it needs more than 4 GiB of memory; narrow it"),
    ],
)
def test_a_child_that_dies_says_why(number: int, reason: str, capfd: pytest.CaptureFixture[str]) -> None:
    def die() -> None:
        faulthandler.disable()  # pytest's, which has words of its own
        os.write(2, b"last words")
        os.kill(os.getpid(), number)

    with pytest.raises(StoppedError, match=f"^the query was stopped {reason}$"):
        apart(lambda: die)
    assert capfd.readouterr().err == ""


@forking
def test_what_cannot_be_handed_over_is_a_fault_and_leaves_no_child() -> None:
    with pytest.raises(RuntimeError, match="could not be handed over"):
        apart(lambda: lambda: threading.Lock())  # noqa: PLW0108 - a lock of the child's own
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_where_a_process_cannot_fork_the_same_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "fork", raising=False)
    assert apart(lambda: os.getpid) == os.getpid()
