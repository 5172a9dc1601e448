"""What an answer on the command line costs, from the shell and back: ours, and rdflib's beside it.

    python benchmarks/start.py

The figure is the CPU time of a process, user and system, which other processes disturb less than they
disturb the clock. The commands take turns, so that whatever slows the machine slows all of them.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from figures import environment, table

CHECKOUT = Path(__file__).resolve().parents[1]
RUNS = 15
QUESTION = "homages-in-video"
VIDEO = "https://w3id.org/homage-graph/id/video/iu-lilac"


def cpu_seconds(command: list[str]) -> float:
    """Run a command to its end, its output thrown away, and take its CPU time."""
    with subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return usage.ru_utime + usage.ru_stime


def answer(command: list[str]) -> list[str]:
    """The lines a command prints, sorted."""
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, check=True, encoding="utf-8")
    return sorted(done.stdout.splitlines())


def main() -> None:
    """Measure, and print a table."""
    python, homage = sys.executable, str(Path(sys.executable).with_name("homage"))
    with tempfile.TemporaryDirectory() as folder:
        enriched = f"{folder}/enriched.ttl"
        answer([homage, "export", "-o", enriched])  # which also leaves the closure in the cache
        ask = [homage, "query", QUESTION, "--video", "LILAC"]
        peer = [python, "benchmarks/rdflib_peer.py", enriched, f"queries/{QUESTION}.rq", VIDEO]
        rows = answer(peer)
        if answer([*ask, "--format", "csv"]) != rows:
            sys.exit("the two give different rows, so their times say nothing")
        commands = {
            "python -c pass": [python, "-c", "pass"],
            "homage --help": [homage, "--help"],
            f"homage query {QUESTION} --video LILAC": ask,
            "the same by rdflib": peer,
        }
        times: dict[str, list[float]] = {name: [] for name in commands}
        for run in range(RUNS + 1):
            for name, command in commands.items():
                seconds = cpu_seconds(command)
                if run:  # the first is the warm-up
                    times[name].append(seconds)
    print(environment())
    print(f"CPU time of a process in ms, {RUNS} runs in turns; both answers have the same {len(rows) - 1} rows")
    print()
    print(table(("", "median", "min"), [(name, _ms(median(taken)), _ms(min(taken))) for name, taken in times.items()]))
    print()
    print("rdflib / homage query")
    for word, figure in (("median", median), ("min", min)):
        nothing, _, ours, theirs = (figure(taken) for taken in times.values())
        bare = (theirs - nothing) / (ours - nothing)
        print(f"by {word}: {theirs / ours:.1f}; with the bare interpreter taken off both, {bare:.1f}")


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f}"


if __name__ == "__main__":
    main()
