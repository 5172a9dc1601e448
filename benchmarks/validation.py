"""What judging by the project's shapes costs on made-up graphs: ours, and pyshacl alone beside it.

    python benchmarks/validation.py [S] [M] [L]

Each job runs in a process of its own, with the graph loaded before the clock starts: into a store for the sieve,
into rdflib for pyshacl. What is timed ends with SHACL's report. At S and M both judge the same graph twice, clean and
with one record in a hundred broken, and their reports must be equal to the last blank node, or the script stops.
pyshacl alone is not run at L, where it would take hours.

Then one contribution is judged, a video with its claims: in a process that is warm, against graphs of each size; and
cold, from the shell and back, against the bundled graph. Seconds are of the CPU, and of the wall where it says so.
For Linux.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from hashlib import blake2b
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, Final

from figures import environment, table
from generate import CHECKOUT, SIZES, generate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import pyoxigraph as ox

    from homage_graph import Graph
    from homage_graph.validation.validator import Validator

RUNS: Final = 3
ONE_IN: Final = 100
"""Of so many records, one is broken."""
TIMES: Final = 50
"""How often a contribution is judged in a warm process."""
COLD: Final = 15
"""How often in a cold one."""
BREAKS: Final = (
    ("hg:certainty certainty:stated", "hg:certainty certainty:denied"),
    ("hg:certainty certainty:suggested", "hg:certainty certainty:suggested , certainty:stated"),
    ("hg:voice voice:critic", 'hg:voice "critic"'),
    ("hg:releaseYear 20", "hg:releaseYear 18"),
    ("hg:stance stance:supports ;\n", "\n"),
)
"""What is broken: a text, and what stands there instead."""
CONTRIBUTION: Final = """\
@prefix hg: <https://w3id.org/homage-graph/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix video: <https://w3id.org/homage-graph/id/video/> .
@prefix film: <https://w3id.org/homage-graph/id/film/> .
@prefix person: <https://w3id.org/homage-graph/id/person/> .
@prefix homage: <https://w3id.org/homage-graph/id/homage/> .
@prefix evidence: <https://w3id.org/homage-graph/id/evidence/> .
@prefix source: <https://w3id.org/homage-graph/id/source/> .
@prefix certainty: <https://w3id.org/homage-graph/concept/certainty/> .
@prefix stance: <https://w3id.org/homage-graph/concept/stance/> .
@prefix voice: <https://w3id.org/homage-graph/concept/voice/> .

video:new a hg:MusicVideo ;
    rdfs:label "A New Video"@en ;
    hg:performedBy {performer} ;
    hg:releaseYear 2024 .

homage:new a hg:Homage ;
    hg:inWork video:new ;
    hg:ofWork {film} ;
    hg:certainty certainty:stated ;
    hg:description "The video takes it up."@en ;
    hg:evidence evidence:new .

evidence:new a hg:Evidence ;
    hg:source {source} ;
    hg:quote "the video takes it up"@en ;
    hg:stance stance:supports ;
    hg:voice voice:critic .
"""


def spoil(folder: Path, videos: int) -> int:
    """Break one record in a hundred of a made-up graph; returns how many places are changed."""
    chance = random.Random(videos)  # noqa: S311 - nothing here is secret
    wanted, done = max(1, videos // ONE_IN), 0
    for path in sorted((folder / "data" / "videos").glob("*.ttl")):
        blocks = path.read_text("utf-8").split("\n\n")
        for place in chance.sample(range(len(blocks)), len(blocks)):
            right, wrong = BREAKS[done % len(BREAKS)]
            if done < wanted and right in blocks[place]:
                blocks[place] = blocks[place].replace(right, wrong, 1)
                done += 1
        path.write_text("\n\n".join(blocks), "utf-8")
    return done


# ------------------------------------------------------- in a process of its own


def ours(folder: Path) -> dict[str, Any]:
    """Judge a graph with the sieve before pyshacl."""
    validator = opened(folder).validator
    start = time.perf_counter()
    size = len(validator.written.engine)
    loaded = time.perf_counter() - start
    return {**timed(lambda: validator.judge_all().graph), "load": loaded, "triples": size, "peak": peak()}


def pyshacl_alone(folder: Path) -> dict[str, Any]:
    """Judge a graph with pyshacl, all of it."""
    import pyshacl
    import rdflib

    from homage_graph.interchange import from_rdflib, to_rdflib

    validator = opened(folder).validator
    start = time.perf_counter()
    data = to_rdflib(triple for triple in _written(validator))
    shapes = to_rdflib(triple for document in validator.shapes for triple in document)
    loaded = time.perf_counter() - start
    rdflib.NORMALIZE_LITERALS = False

    def judge() -> tuple[ox.Triple, ...]:
        _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none", do_owl_imports=False)
        return tuple(from_rdflib(report))

    return {**timed(judge), "load": loaded, "triples": len(data), "peak": peak()}


def warm(folder: Path) -> dict[str, Any]:
    """Judge one contribution again and again against a graph."""
    graph = opened(folder)
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "new.ttl"
        file.write_text(CONTRIBUTION.format(performer="person:p2", film="film:f1", source="source:s1"), "utf-8")
        first = graph.validate(file)
        assert first.conforms, first.findings[:3]  # noqa: S101 - a benchmark of the wrong thing is none
        seconds = []
        for _ in range(TIMES):
            start = time.process_time()
            graph.validate(file)
            seconds.append(time.process_time() - start)
    return {"cpu": median(seconds), "least": min(seconds), "peak": peak()}


JOBS: Final[dict[str, Callable[[Path], dict[str, Any]]]] = {"ours": ours, "pyshacl": pyshacl_alone, "warm": warm}


def opened(folder: Path) -> Graph:
    """A made-up graph."""
    from homage_graph import load

    return load(folder)


def _written(validator: Validator) -> Iterable[ox.Triple]:
    import pyoxigraph as ox

    return (ox.Triple(*statement) for statement in validator.written.match(None, None, None))  # type: ignore[arg-type]


def timed(judge: Callable[[], tuple[ox.Triple, ...]]) -> dict[str, Any]:
    """Judge once; the seconds, and what identifies the report."""
    from homage_graph.publishing.canonical import canonical

    wall, cpu = time.perf_counter(), time.process_time()
    report = judge()
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    text = "\n".join(sorted(map(str, canonical(report))))
    results = sum(triple.predicate.value.endswith("#sourceShape") for triple in report)
    return {"cpu": cpu, "wall": wall, "results": results, "report": blake2b(text.encode(), digest_size=8).hexdigest()}


def peak() -> float:
    """The most memory that this process had, in GiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


# ------------------------------------------------------------------- from here


def run(job: str, folder: Path) -> dict[str, Any]:
    """Do a job in a process of its own."""
    done = subprocess.run(
        [sys.executable, __file__, "--job", job, str(folder)], stdout=subprocess.PIPE, check=True, text=True
    )
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def compare(size: str, folder: Path, state: str) -> list[str]:
    """A line on one graph: ours, and pyshacl's where it ends in a lifetime."""
    if size == "L":
        found = run("ours", folder)
        return [f"{size} {state}", f"{found['results']:,}", *figures(found), "", "", ""]
    mine = sorted((run("ours", folder) for _ in range(RUNS)), key=lambda found: float(found["cpu"]))
    theirs = run("pyshacl", folder)
    for found in mine:
        if found["report"] != theirs["report"]:
            raise SystemExit(f"{size} {state}: the reports differ")
    found = mine[len(mine) // 2]
    ratio = theirs["cpu"] / found["cpu"]
    return [
        f"{size} {state}", f"{found['results']:,}", *figures(found),
        f"{theirs['cpu']:.2f}", f"{theirs['peak']:.2f}", f"{ratio:.0f}",
    ]  # fmt: skip


def figures(found: dict[str, Any]) -> list[str]:
    """What is said of a run of ours."""
    return [f"{found['load']:.2f}", f"{found['cpu']:.3f}", f"{found['wall']:.3f}", f"{found['peak']:.2f}"]


def cold() -> list[float]:
    """The CPU seconds of `homage validate FILE` on the bundled graph, from the shell and back.

    Modules are compiled to bytecode once, as an installer does it.
    """
    compiled = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "new.ttl"
        words = {"performer": "person:iu", "film": "film:oldboy", "source": "source:nme-2021-seven-films"}
        file.write_text(CONTRIBUTION.format(**words), "utf-8")
        seconds = []
        for _ in range(COLD + 1):
            process = subprocess.Popen(
                [sys.executable, "-m", "homage_graph", "validate", str(file), "--graph", str(CHECKOUT)],
                env=compiled,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode != 0:
                raise SystemExit(f"homage validate ended with {process.returncode}")
            seconds.append(usage.ru_utime + usage.ru_stime)
    return sorted(seconds[1:])


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description="Judging by shapes: ours and pyshacl's.")
    parser.add_argument("sizes", nargs="*", default=list(SIZES), metavar="SIZE")
    parser.add_argument("--job", choices=JOBS, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.job:
        json.dump(JOBS[arguments.job](Path(arguments.sizes[0])), sys.stdout)
        return
    print(environment())
    with tempfile.TemporaryDirectory() as place:
        judged, against = [], []
        for size in arguments.sizes:
            folder = Path(place) / size
            generate(SIZES[size], folder)
            judged.append(compare(size, folder, "clean"))
            against.append((size, run("warm", folder)))
            spoil(folder, SIZES[size])
            judged.append(compare(size, folder, "1 in 100 broken"))
    header = ("graph", "results", "load s", "CPU s", "wall s", "peak GiB", "pyshacl CPU s", "peak GiB", "ratio")
    print(f"\nJudging a whole graph by all shapes; pyshacl's report is the same\n\n{table(header, judged)}")
    rows = [(size, f"{found['cpu'] * 1000:.1f}", f"{found['least'] * 1000:.1f}") for size, found in against]
    print(f"\nOne contribution in a warm process, CPU ms\n\n{table(('graph', 'median', 'min'), rows)}")
    if {"M", "L"} <= {size for size, _ in against}:
        by_size = dict(against)
        print(f"L / M: {by_size['L']['cpu'] / by_size['M']['cpu']:.2f}")
    seconds = cold()
    print(f"\nhomage validate FILE on the bundled graph, CPU s: median {median(seconds):.3f}, min {seconds[0]:.3f}")


if __name__ == "__main__":
    main()
