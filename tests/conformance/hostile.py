"""Hostile files and queries, one at a time, through the command line in a watched process.

HOMAGE_HOSTILE names a folder with `catalogue.json`, a list of objects: `id`; `file`, below that folder; `kind`, of
which `query` is asked and all else is validated; and `at`, the line and column that a complaint must name, or null.
What is expected of each stands here, in EXPECTED, by hand.

    python tests/conformance/hostile.py LOG homage-words…

is the watched process: `homage` with less memory and time than the machine has, which writes into LOG what it opens
beyond its own files, whom it speaks to and what it starts. Only Python tells; an engine's sockets meet the server
that the tests have at the address that the samples name, its files are none of the samples' answers.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from homage_graph.characters import UNSEEN

ROOT: Final = Path(__file__).resolve().parents[2]
ADDRESS: Final = ("127.0.0.1", 18099)
"""Where the samples want something fetched from; nobody may."""
MEMORY: Final = 6 * 1024**3
CPU_SECONDS: Final = 60
WALL_SECONDS: Final = {"data": 20, "archive": 20, "query": 30}
"""By kind: a query is stopped after 20 s, and has a process to start and one to end."""

_UNSEEN: Final = re.compile(f"[{UNSEEN}]")
_WATCHED: Final = {"socket.connect", "socket.getaddrinfo", "socket.bind", "subprocess.Popen", "os.system", "os.exec"}
_DEVICES: Final = {"/dev/null", "/proc/self/statm"}


@dataclass(frozen=True)
class Row:
    """A sample of the catalogue."""

    name: str
    path: Path
    kind: str
    at: tuple[int, int] | None


@dataclass(frozen=True)
class Expected:
    """What a sample must get: one of these exit codes, and a finding with one of these codes where there are any."""

    exits: frozenset[int]
    codes: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Outcome:
    """What a sample got."""

    code: int
    shown: str
    said: str
    seconds: float
    log: str
    left: tuple[str, ...]
    """Files that were not there before."""


def _expected(exits: str, codes: str, samples: str) -> dict[str, Expected]:
    wanted = Expected(frozenset(map(int, exits.split())), frozenset(f"HG{code}" for code in codes.split()))
    return dict.fromkeys(samples.split(), wanted)


EXPECTED: Final[dict[str, Expected]] = {
    # not Turtle: named by line and column
    **_expected("2", "905", "T01 T02 T04 T05 T07 T08 T10 T11 T13 T16 T17 T20 E07 C01 C04"),
    **_expected("1 2", "905 907", "T14"),  # a relative IRI is a mistake, of one kind or the other
    # no text in UTF-8, a web page, a format that is not read: nothing is fetched, expanded or unpacked
    **_expected("2", "904", "E01 E09 E10 E12 J01 J03 J04 J07 X02 X03 X05 X06 X08 N01 N03 Z01 Z03"),
    **_expected("2", "904 905", "J06"),  # broken JSON is neither
    # beyond a limit
    **_expected("2", "906", "S01 S03 S06"),
    # fine, and a warning at most
    **_expected("0", "", "T19 E03 E06 S07 S10"),
    **_expected("0", "907", "T22 C07"),
    **_expected("0 1 2", "", "S04"),  # a list of 50,000 may be too long for somebody, but not for us to judge
    **_expected("0 1", "", "C14"),  # blank nodes: kept apart, if they are accepted
    # policy
    **_expected("1", "901", "E04 C05 C10"),
    **_expected("1", "902", "C08"),
    **_expected("1", "903", "S09 C11"),
    **_expected("1", "908", "C02"),
    **_expected("1", "000", "C13"),
    **_expected("1", "900", "S13 A01 A02 A04 A05 A07 A08 A10 A11 A14 A16"),
    **_expected("1", "900 910", "A13"),
    **_expected("1", "900 912", "S12"),
    # queries that are refused by name
    **_expected("2", "", "Q01 Q03 Q04 Q06 Q07 Q09 Q10 Q12 Q24 Q25 Q27 Q28 Q30 Q31 Q33 Q36 Q37 Q39 Q40"),
    # queries that are stopped
    **_expected("1", "", "Q13 Q15 Q42"),
    # queries that are stopped, or answered because the graph is too small, or the engine too good, for them
    **_expected("0 1", "", "Q16 Q18 Q19 Q21 Q22 Q34"),
}


def rows(folder: Path) -> Iterator[Row]:
    """The samples of a catalogue, in its order."""
    for row in json.loads((folder / "catalogue.json").read_text("utf-8")):
        yield Row(row["id"], folder / row["file"], row["kind"], tuple(row["at"]) if row["at"] else None)


def run(row: Row, folder: Path, cache: Path, form: str = "json") -> Outcome:
    """Ask or validate a copy of a sample, from an empty folder, in a watched process.

    Args:
        row: The sample.
        folder: An empty folder for the copy and all else.
        cache: Where closures are kept from one sample to the next.
        form: The format of findings.
    """
    home, here, log = folder / "home", folder / "here", folder / "log"
    for part in (home, here):
        part.mkdir()
    copy = folder / row.path.name
    shutil.copyfile(row.path, copy)
    words: list[str | Path] = ["query", copy] if row.kind == "query" else ["validate", copy, "--format", form]
    nowhere = "http://{}:{}/".format(*ADDRESS)
    start = time.monotonic()
    done = subprocess.run(
        [sys.executable, __file__, log, *words, "--graph", ROOT],
        cwd=here,
        env={
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "XDG_CACHE_HOME": str(cache),
            "http_proxy": nowhere,
            "https_proxy": nowhere,
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=4 * CPU_SECONDS,
        check=False,
    )
    seconds = time.monotonic() - start
    left = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path not in (home, here, copy, log))
    if copy.read_bytes() != row.path.read_bytes():
        left.append(copy.name)
    return Outcome(
        done.returncode,
        done.stdout.decode("utf-8", "replace"),
        done.stderr.decode("utf-8", "replace"),
        seconds,
        log.read_text("utf-8"),
        tuple(left),
    )


def complaints(row: Row, outcome: Outcome) -> Iterator[str]:
    """What is wrong with what a sample got."""
    wanted = EXPECTED[row.name]
    if outcome.code not in wanted.exits:
        yield f"exit code {outcome.code}, not {' or '.join(map(str, sorted(wanted.exits)))}"
    if "Traceback" in outcome.said or "fault of this program" in outcome.said:
        yield "a fault of the program"
    if outcome.seconds > WALL_SECONDS[row.kind]:
        yield f"it took {outcome.seconds:.1f} s"
    if outcome.log:
        yield f"it reached outside: {outcome.log}"
    if outcome.left:
        yield f"it left {', '.join(outcome.left)}"
    if _UNSEEN.search(outcome.shown.replace("\n", "").replace("\r", "") + outcome.said.replace("\n", "")):
        yield "it shows characters that nobody sees"
    if row.kind == "query":
        yield from _complaints_of_query(row, outcome)
    else:
        yield from _complaints_of_data(row, outcome, wanted)


def _complaints_of_query(row: Row, outcome: Outcome) -> Iterator[str]:
    if outcome.code and (outcome.shown or outcome.said.count("\n") != 1):
        yield "it has more to say than one line"
    if row.at and ":{}:{}: ".format(*row.at) not in outcome.said:
        yield f"it does not name {row.at}"


def _complaints_of_data(row: Row, outcome: Outcome, wanted: Expected) -> Iterator[str]:
    try:
        findings = json.loads(outcome.shown)["findings"]
    except ValueError:
        findings = []
        yield "it has no findings in JSON"
    codes = {finding["code"] for finding in findings}
    if wanted.codes and not wanted.codes & codes:
        yield f"it has {', '.join(sorted(codes)) or 'no findings'}, not {' or '.join(sorted(wanted.codes))}"
    if row.at and row.at not in {_place(finding) for finding in findings}:
        yield f"it names {sorted(map(str, map(_place, findings)))}, not {row.at}"


def _place(finding: dict[str, Any]) -> tuple[int, int] | None:
    span = finding["span"]
    return (span["line"], span["column"]) if span else None


def _watch(log: int) -> None:
    """Write down from now on what this process, and what it forks into, opens, speaks to and starts."""
    roots = tuple(
        f"{Path(path).resolve()}{os.sep}"
        for path in (ROOT, sys.prefix, sys.base_prefix, Path.cwd().parent, os.environ["XDG_CACHE_HOME"])
    )

    def note(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open" and isinstance(arguments[0], str | bytes | os.PathLike):
            path = os.path.abspath(os.fsdecode(arguments[0]))  # noqa: PTH100 - a Path would open something itself
            if path not in _DEVICES and not path.startswith(roots) and f"{path}{os.sep}" not in roots:
                os.write(log, f"open {path}\n".encode())
        elif event in _WATCHED:
            os.write(log, f"{event} {arguments!r}\n".encode())

    sys.addaudithook(note)


def _main() -> None:
    import resource

    _, log, *words = sys.argv
    sys.argv[1:] = words
    _watch(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    from homage_graph.cli import main

    main()


if __name__ == "__main__":
    _main()
