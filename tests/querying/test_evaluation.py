from __future__ import annotations

import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from conftest import ROOT, Homage
from homage_graph.querying.evaluation import deeply, sealed

CHAINS = {
    "or": "ASK { FILTER(" + "||".join(["true"] * 9_000) + ") }",
    "union": "ASK { " + "UNION".join(["{}"] * 7_000) + " }",
    "bind": "ASK { " + "".join(f"BIND(1 AS ?v{number})" for number in range(3_000)) + " }",
    "hidden": "ASK { FILTER(1<" + "(" * 20_000 + "1" + ")" * 20_000 + "&&2>1) }",
}


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
