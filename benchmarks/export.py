"""What an export costs, beside rdflib's deterministic Turtle of the same triples, in one run.

    python benchmarks/export.py [S] [M] [L]

The graph is enriched, and reasoned over before; what is timed is from there to the bytes, the strict reading of
them included. Of L, N-Triples are streamed to a file, by the command line, and the peak of memory is told.
"""

from __future__ import annotations

import argparse
import gc
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from figures import environment
from generate import SIZES, generate

from homage_graph import load
from homage_graph.interchange import to_rdflib
from homage_graph.querying.table import render

if TYPE_CHECKING:
    from collections.abc import Callable

RUNS = 5
FORMS = ("turtle", "ntriples", "jsonld", "trig", "nquads", "rdfxml")


def timed(work: Callable[[], object], runs: int = RUNS) -> float:
    """The median CPU seconds of some runs."""
    taken = []
    for _ in range(runs):
        gc.collect()
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return median(taken)


def small(root: Path) -> None:
    """Every format, and rdflib's two writers of Turtle."""
    graph = load(root)
    graph.reason()
    triples = graph.published
    print(f"{len(triples):,} triples")
    theirs = to_rdflib(triples)
    rows = [(form, f"{timed(lambda form=form: graph.export(form)):.3f}") for form in FORMS]  # type: ignore[misc]
    ours = timed(lambda: graph.serialise(triples))
    rows.append(("turtle, of triples at hand as rdflib has them", f"{ours:.3f}"))
    for form in ("turtle", "longturtle"):
        seconds = timed(lambda form=form: theirs.serialize(format=form), 3)  # type: ignore[misc]
        rows.append((f"rdflib's {form}", f"{seconds:.3f}, {seconds / ours:.1f} times ours"))
    print(render(("", "CPU s"), rows, width=100))


def large(root: Path) -> None:
    """N-Triples by the command line, once reasoned over."""
    command = [sys.executable, "-m", "homage_graph"]
    subprocess.run([*command, "reason", "--graph", root, "--only-inferred", "-o", root / "inferred.nt"], check=True)
    subprocess.run([*command, "export", "--graph", root, "--only-edges", "-o", root / "edges.ttl"], check=True)
    target = root / "out.nt"
    start = time.perf_counter()
    child = subprocess.Popen([*command, "export", "--graph", root, "--format", "ntriples", "-o", target])
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.perf_counter() - start
    if status:
        raise SystemExit("the export failed")
    size = target.stat().st_size / 1e6
    cpu = usage.ru_utime + usage.ru_stime
    print(
        f"N-Triples, {size:,.0f} MB: {wall:.1f} s of the wall, {cpu:.1f} CPU s, {usage.ru_maxrss / 1e3:,.0f} MB at most"
    )


def main() -> None:
    """Measure the sizes that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", default=["S", "M", "L"], choices=list(SIZES))
    print(environment())
    for name in parser.parse_args().sizes:
        with tempfile.TemporaryDirectory() as folder:
            os.environ["XDG_CACHE_HOME"] = str(Path(folder, "cache"))
            root = Path(folder, name)
            print(f"\n{name}: {SIZES[name]:,} videos, {generate(SIZES[name], root):,} triples written")
            (large if name == "L" else small)(root)


if __name__ == "__main__":
    main()
