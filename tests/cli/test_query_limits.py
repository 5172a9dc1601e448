from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from conftest import ROOT, Homage

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="there are limits where a process can fork")

ENDLESS = b"SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
DOUBLING = "SELECT (STRLEN(?x32) AS ?n) { BIND('aaaaaaaa' AS ?x0) " + "".join(
    f"BIND(CONCAT(?x{number}, ?x{number}) AS ?x{number + 1}) " for number in range(32)
)


def test_a_query_that_never_ends_is_stopped_and_nothing_of_it_is_answered(homage: Homage) -> None:
    start = time.monotonic()
    done = homage("query", "-", "--max-seconds", "0.5", stdin=ENDLESS)
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr == b"homage: the query was stopped after 0.5 s; narrow it, or allow more with --max-seconds\n"
    assert time.monotonic() - start < 15


def test_rows_without_end_are_stopped_too_in_every_format(homage: Homage) -> None:
    query = b"SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    for form in ("table", "json"):
        done = homage("query", "-", "--max-seconds", "0.5", "--format", form, stdin=query)
        assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (1, b"", 1)


@pytest.mark.skipif(sys.platform != "linux", reason="address space is limited on Linux only")
def test_a_query_that_needs_too_much_memory_is_stopped_in_one_line(graph: object, tmp_path: Path) -> None:
    """With less memory than it is allowed, so that the test is quick."""
    (tmp_path / "q.rq").write_text(DOUBLING + "}", "utf-8")
    done = subprocess.run(
        f"ulimit -v 2000000; {sys.executable} -m homage_graph query {tmp_path}/q.rq",
        shell=True,
        capture_output=True,
        cwd=ROOT,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr == b"homage: the query was stopped because it needs more than 4 GiB of memory; narrow it\n"


def test_the_keyboard_ends_a_query_and_its_child(graph: object) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "homage_graph", "query", "-", "--max-seconds", "60"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        # A shell's background jobs ignore the signal. No thread of the tests runs when this forks.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    )
    assert process.stdin is not None
    process.stdin.write(ENDLESS)
    process.stdin.close()
    process.stdin = None
    time.sleep(2)
    assert process.poll() is None
    os.kill(process.pid, signal.SIGINT)  # to the parent alone
    shown, said = process.communicate(timeout=10)
    assert (process.returncode, shown, said.strip()) == (130, b"", b"")
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)


def test_a_query_in_time_is_answered_as_without_limits(homage: Homage) -> None:
    done = homage("query", "homages-in-video", "--video", "LILAC", "--format", "csv", "--max-seconds", "60")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == homage("query", "homages-in-video", "--video", "LILAC", "--format", "csv").stdout
    assert done.stdout.count(b"\r\n") == 4
    empty = homage("query", "-", stdin=b"SELECT * { <urn:x> ?p ?o }")
    assert (empty.returncode, empty.stderr) == (0, b"no rows\n")


@pytest.mark.parametrize("seconds", ["0", "-1", "nan", "inf", "1e9"])
def test_a_limit_that_is_none_is_wrong_usage(seconds: str, homage: Homage) -> None:
    done = homage("query", "sources", f"--max-seconds={seconds}")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"a number of seconds is more than 0 and at most 86,400" in done.stderr
    assert done.stderr.count(b"\n") == 1


def test_what_is_no_question_is_refused_with_its_place(homage: Homage, tmp_path: Path) -> None:
    for name, text, complaint in (
        ("load.ru", "LOAD <http://127.0.0.1:9/>", "1:1: LOAD is an update"),
        ("star.rq", "ASK { " + "?s ?p ?o . " * 65 + "}", "at most 64 triple patterns"),
        ("function.rq", "SELECT (<http://example.org/shell>('id') AS ?x) {}", "<http://example.org/shell>"),
    ):
        (tmp_path / name).write_text(text, "utf-8")
        done = homage("query", tmp_path / name)
        assert (done.returncode, done.stdout) == (2, b"")
        assert complaint in done.stderr.decode("utf-8")
        assert done.stderr.count(b"\n") == 1


def test_a_query_without_end_is_not_read_to_it(graph: object, tmp_path: Path) -> None:
    with (tmp_path / "large.rq").open("wb") as file:
        file.truncate(1 << 40)
    for words in (f"query {tmp_path}/large.rq", "query - < /dev/zero"):
        done = subprocess.run(
            f"ulimit -v 2000000; {sys.executable} -m homage_graph {words}",
            shell=True,
            capture_output=True,
            cwd=ROOT,
            timeout=60,
            check=False,
        )
        assert (done.returncode, done.stdout) == (2, b"")
        assert b"a query has at most 65,536 characters; this one has more" in done.stderr
