"""What reasoning costs on made-up graphs of S (200), M (2,000) and L (200,000 videos): ours, and four others'.

    python benchmarks/reasoning.py [S] [M] [L]

Each engine reads and reasons in a process of its own, in turns, so that none finds memory that another
has warmed, and the peak of each can be read. The time for reasoning begins, after imports, when the
engine holds the graph in a form of its own, and ends when it holds what follows. Seconds are of the wall
clock and of the CPU; what is reckoned from them is reckoned from the latter, which other processes disturb
less. Then the consequences are compared, and the script stops if engines that must agree do not.

Last, one video with its claims is added to a graph that has been reasoned over. For Linux.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from hashlib import blake2b
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any, Final, Protocol

from figures import environment, table
from generate import SIZES, generate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pyoxigraph as ox

    from homage_graph.reasoning.incremental import Change
    from homage_graph.reasoning.rules import Rule, Statement
    from homage_graph.workspace import Workspace

RUNS: Final = 3
ONCE: Final = 10.0
"""An engine that reasons for more seconds than this is run once."""
IMAGE: Final = Path("/usr/bin/eye.pvm")
"""Where Debian's package `eye` puts it."""
BYTES: Final = 12 * 2**30
SECONDS: Final = 600
VIDEOS: Final = 50
"""How many are added, one at a time."""
REBUILT: Final = {"S": VIDEOS, "M": 10, "L": 0}
"""For how many of them the graph is also reasoned over anew, with them, and the results compared."""

_EDGE: Final = "https://w3id.org/homage-graph/ontology#"
_HOMAGE: Final = f"{_EDGE}homageOf"
_NAMES: Final = tuple(
    f"https://w3id.org/homage-graph/id/{name}"
    for name in ("video/v{}", "homage/v{}", "evidence/v{}", "alteration/v{}", "homage/v{}-guess", "evidence/v{}-guess")
)
"""What is said of one video is said of these."""

# ------------------------------------------------------------------------------------- the engines


class Engine(Protocol):
    """One reasoner and one graph."""

    def read(self) -> None:
        """Take the graph from its files."""
        ...

    def reason(self) -> None:
        """Derive what follows."""
        ...

    def counted(self) -> int:
        """How many triples it has derived, whatever they say."""
        ...

    def derived(self) -> Iterable[ox.Triple]:
        """What it holds in the end, as far as that is legal RDF."""
        ...


class Ours:
    """`homage_graph.reasoning`: numbers in columns, and rules compiled from the ontology."""

    def __init__(self, workspace: Workspace) -> None:
        from homage_graph.reasoning.closure import telling
        from homage_graph.reasoning.reasoner import RuleReasoner

        self.workspace = workspace
        self.reasoner = RuleReasoner(merges=False)
        self.telling = telling

    def read(self) -> None:
        """See `Engine.read`."""
        self.asserted = list(triples(self.workspace))

    def reason(self) -> None:
        """See `Engine.reason`."""
        self.made = self.reasoner.materialise(self.asserted)
        self.inferred = self.telling(self.made)

    def counted(self) -> int:
        """See `Engine.counted`."""
        return self.made.last.added

    def derived(self) -> Iterable[ox.Triple]:
        """See `Engine.derived`."""
        return self.inferred


class Sparql:
    """The same rules as SPARQL updates (`Graph.rules`), run by pyoxigraph until its store stops growing."""

    def __init__(self, workspace: Workspace) -> None:
        import pyoxigraph as ox

        from homage_graph.graph import Graph

        self.workspace = workspace
        self.store = ox.Store()
        self.quad = ox.Quad
        self.rules = Graph(replace(workspace, data=())).rules()

    def read(self) -> None:
        """See `Engine.read`."""
        self.store.bulk_extend(self.quad(*triple) for triple in triples(self.workspace))
        self.size = len(self.store)

    def reason(self) -> None:
        """See `Engine.reason`."""
        before = -1
        while (size := len(self.store)) != before:
            before = size
            self.store.update(self.rules)

    def counted(self) -> int:
        """See `Engine.counted`."""
        return len(self.store) - self.size

    def derived(self) -> Iterable[ox.Triple]:
        """See `Engine.derived`."""
        return (quad.triple for quad in self.store)


class Owlrl:
    """owlrl, over a graph of rdflib. It is not given the keys: of each it leaves out the last property."""

    def __init__(self, workspace: Workspace) -> None:
        import owlrl
        from rdflib import OWL

        from homage_graph.interchange import from_rdflib, to_rdflib

        self.workspace = workspace
        self.semantics, self.key = owlrl.OWLRL_Semantics, OWL.hasKey
        self.to_rdflib, self.from_rdflib = to_rdflib, from_rdflib

    def read(self) -> None:
        """See `Engine.read`."""
        self.graph = self.to_rdflib(triples(self.workspace))
        self.graph.remove((None, self.key, None))
        self.size = len(self.graph)

    def reason(self) -> None:
        """See `Engine.reason`."""
        self.semantics(self.graph, axioms=False, daxioms=False, rdfs=False).closure()

    def counted(self) -> int:
        """See `Engine.counted`."""
        return len(self.graph) - self.size

    def derived(self) -> Iterable[ox.Triple]:
        """See `Engine.derived`."""
        return self.from_rdflib(self.graph)


class Reasonable:
    """reasonable, in Rust: it reads the files itself, and answers with a list of rdflib's terms."""

    def __init__(self, workspace: Workspace) -> None:
        from homage_graph.interchange import from_rdflib

        self.files = (*workspace.ontology, *workspace.data)
        self.engine = import_module("reasonable").PyReasoner()  # it has no types, and need not be installed
        self.from_rdflib = from_rdflib

    def read(self) -> None:
        """See `Engine.read`."""
        for file in self.files:
            self.engine.load_file(str(file))

    def reason(self) -> None:
        """See `Engine.reason`."""
        self.all = self.engine.reason()

    def counted(self) -> int:
        """See `Engine.counted`."""
        return len(set(self.all)) - len(set(self.engine.get_base_triples()))

    def derived(self) -> Iterable[ox.Triple]:
        """See `Engine.derived`."""
        return self.from_rdflib(self.all)


class Eye:
    """EYE, in Prolog, as Debian packages it: the same rules in Notation3, by a process of its own."""

    def __init__(self, workspace: Workspace) -> None:
        from homage_graph.graph import Graph

        if not (IMAGE.exists() and shutil.which("swipl")):
            raise ModuleNotFoundError("eye")
        self.workspace = workspace
        self.folder = Path(tempfile.mkdtemp(dir=workspace.root))
        rules = Graph(replace(workspace, data=())).materialise().last.rules
        (self.folder / "rules.n3").write_text("".join(map(in_n3, rules)), "utf-8")

    def read(self) -> None:
        """Write the data as one file; EYE's own reading is not in the time for reasoning either."""
        import pyoxigraph as ox

        ox.serialize(triples(self.workspace), self.folder / "data.nt", format=ox.RdfFormat.N_TRIPLES)

    def reason(self) -> None:
        """See `Engine.reason`."""
        command = ("swipl", "-x", str(IMAGE), "--", "--nope", "--quiet", "--pass-only-new", "data.nt", "rules.n3")
        with (self.folder / "derived.n3").open("wb") as derived:
            done = subprocess.run(command, cwd=self.folder, stdout=derived, stderr=subprocess.PIPE, check=True)
        cpu, wall = re.findall(rb"reasoning (\d+) .*?(\d+) ", done.stderr)[-1]
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        self.figures = {"reason": int(wall) / 1000, "cpu": int(cpu) / 1000, "peak": peak}

    def counted(self) -> int:
        """See `Engine.counted`."""
        return sum(1 for _ in self.derived())

    def derived(self) -> Iterable[ox.Triple]:
        """See `Engine.derived`."""
        import pyoxigraph as ox

        return (quad.triple for quad in ox.parse(path=str(self.folder / "derived.n3"), format=ox.RdfFormat.TURTLE))


def in_n3(rule: Rule) -> str:
    """A rule that derives something of things, in Notation3; nothing for one that finds fault, or equality."""
    import pyoxigraph as ox

    from homage_graph.reasoning.datatypes import DATATYPES
    from homage_graph.reasoning.rules import OWL, Variable
    from homage_graph.reasoning.sparql import NAMELESS

    def term(part: object) -> str:
        if isinstance(part, ox.BlankNode):
            return f"<{NAMELESS}{part.value}>"
        return repr(part) if isinstance(part, Variable) else str(part)

    head = rule.head
    if head is None or head[1] == OWL["sameAs"] or (isinstance(head[2], ox.NamedNode) and head[2].value in DATATYPES):
        return ""
    body, then = (" . ".join(" ".join(map(term, pattern)) for pattern in part) for part in (rule.body, [head]))
    return f"{{ {body} }} => {{ {then} }} .\n"


ENGINES: Final[dict[str, type[Ours | Sparql | Owlrl | Reasonable | Eye]]] = {
    "ours": Ours,
    "our rules by SPARQL": Sparql,
    "reasonable": Reasonable,
    "EYE": Eye,
    "owlrl": Owlrl,
}
NOT_ON: Final = {"owlrl": "L", "EYE": "L"}


def triples(workspace: Workspace) -> Iterator[ox.Triple]:
    """The triples of the files, of one after the other."""
    from homage_graph.reading import parse

    for path in (*workspace.ontology, *workspace.data):
        for document in parse(workspace, [path]):
            yield from document


# --------------------------------------------------------------------------- in a process of its own


def run_engine(name: str, folder: Path) -> None:
    """Read and reason within the limits, and print what there is to say, a line of JSON for each stage."""
    from homage_graph.workspace import open_workspace

    workspace = open_workspace([folder])
    try:
        engine: Engine = ENGINES[name](workspace)
    except ModuleNotFoundError:
        say(failure="not installed")
        return
    most = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, most[1]))
    start = time.perf_counter()
    engine.read()
    say(read=time.perf_counter() - start)
    gc.collect()
    signal.alarm(SECONDS)  # nothing handles it, so that it ends the process wherever that is
    start, cpu = time.perf_counter(), time.process_time()
    engine.reason()
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    signal.alarm(0)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    resource.setrlimit(resource.RLIMIT_AS, most)  # what is compared now is no work of the engine
    figures = engine.figures if isinstance(engine, Eye) else {"reason": seconds, "cpu": cpu, "peak": peak}
    say(**figures, derived=engine.counted())
    if isinstance(engine, Ours):
        cpu = time.process_time()
        for _ in engine.inferred:
            pass
        say(made=time.process_time() - cpu)
    say(**compared(engine, workspace))


def compared(engine: Engine, workspace: Workspace) -> dict[str, int | str]:
    """How many triples follow that are worth telling, and a sum that is the same for the same triples."""
    telling, edges, homages = Sum(), Sum(), 0
    for triple in engine.derived() if isinstance(engine, Ours) else sieved(engine.derived(), workspace):
        text = str(triple).encode()
        telling.add(text)
        if triple.predicate.value.startswith(_EDGE):
            edges.add(text)
            homages += triple.predicate.value == _HOMAGE
    return {"inferred": telling.count, "telling": str(telling), "edges": str(edges), "homages": homages}


def sieved(derived: Iterable[ox.Triple], workspace: Workspace) -> Iterator[ox.Triple]:
    """What is not written and is worth telling by our own measure, `homage_graph.reasoning.closure.telling`."""
    import pyoxigraph as ox

    from homage_graph.reasoning.closure import TERM_CLASSES, is_telling
    from homage_graph.reasoning.rules import TYPE
    from homage_graph.reasoning.sparql import NAMELESS

    asserted = set(triples(workspace))
    terms = {triple.subject for triple in asserted if triple.predicate == TYPE and triple.object in TERM_CLASSES}
    for triple in derived:
        nodes = (triple.subject, triple.object)
        unnamed = any(isinstance(node, ox.BlankNode) or str(node).startswith(f"<{NAMELESS}") for node in nodes)
        said = not unnamed and triple.subject not in terms and triple not in asserted
        if said and is_telling((triple.subject, triple.predicate, triple.object)):  # type: ignore[arg-type]
            yield triple


class Sum:
    """A sum over texts, in whatever order they come."""

    def __init__(self) -> None:
        self.count = self.total = 0

    def add(self, text: bytes) -> None:
        """Count a text in."""
        self.count += 1
        self.total += int.from_bytes(blake2b(text, digest_size=16).digest())

    def __str__(self) -> str:
        return f"{self.count:,} ({self.total % 2**128:032x})"


def run_additions(size: str, folder: Path) -> None:
    """Add videos to a store with all that follows from it, one at a time; the store stays as it is."""
    import pyoxigraph as ox

    from homage_graph.reasoning.closure import telling
    from homage_graph.reasoning.incremental import Incremental
    from homage_graph.reasoning.reasoner import RuleReasoner, difference
    from homage_graph.store import Layer
    from homage_graph.store.embedded import EmbeddedStore
    from homage_graph.workspace import open_workspace

    asserted = list(triples(open_workspace([folder])))
    additions = new_videos(asserted, SIZES[size])
    made = RuleReasoner(merges=False).materialise(asserted)
    inferred = telling(made)
    counted = len(asserted) + len(inferred)
    store = EmbeddedStore()
    store.load(asserted, Layer.ASSERTED)
    store.load(inferred, Layer.INFERRED)
    if not REBUILT[size]:
        del made, inferred
        asserted.clear()
    gc.collect()
    compiling, adding, changes = [], [], []
    for _ in range(RUNS):
        start = time.process_time()
        incremental = Incremental(store)
        compiling.append(time.process_time() - start)
    for statements in additions:
        start = time.process_time()
        changes.append(incremental.extend(statements))
        adding.append(time.process_time() - start)
    same = True
    for change, statements in list(zip(changes, additions, strict=True))[: REBUILT[size]]:
        after = RuleReasoner(merges=False).materialise([*asserted, *(ox.Triple(*part) for part in statements)])  # type: ignore[arg-type]
        same &= known(change) == known(difference(made, after))
    say(
        counted=counted,
        statements=median(map(len, additions)),
        appears=median(len(change.appears) for change in changes),
        compiling=median(compiling),
        median=median(adding),
        high=quantiles(adding, n=10)[-1],
        same=same,
    )


def new_videos(asserted: Sequence[ox.Triple], videos: int) -> list[list[Statement]]:
    """The first videos of a graph with their homages, evidence, alterations and conjectures, under new numbers."""
    import pyoxigraph as ox

    names: dict[ox.NamedNode, tuple[int, ox.NamedNode]] = {}
    for n in range(1, VIDEOS + 1):
        for name in _NAMES:
            names[ox.NamedNode(name.format(n))] = n, ox.NamedNode(name.format(n + videos))
    found: list[list[Statement]] = [[] for _ in range(VIDEOS)]
    for triple in asserted:
        subject, target = triple.subject, triple.object
        if isinstance(subject, ox.NamedNode) and subject in names:
            n, subject = names[subject]
            if isinstance(target, ox.NamedNode) and target in names:
                target = names[target][1]
            found[n - 1].append((subject, triple.predicate, target))  # type: ignore[arg-type]
    return found


def known(change: Change) -> tuple[set[Statement], set[Statement], int]:
    """What a change amounts to, in whatever order it was derived."""
    return set(change.appears), set(change.vanishes), len(change.conflicts)


def say(**facts: float | str) -> None:
    """Tell them to the process that waits."""
    print(json.dumps(facts), flush=True)


# ------------------------------------------------------------------------------ in the one that waits


@dataclass(frozen=True)
class Outcome:
    """What a process said; what it did not come to is zero.

    Attributes:
        failure: Why it came to no end.
        peak: The most memory it held by the end of reasoning, in KiB.
        read: Seconds for reading, of the wall clock.
        reason: Seconds for reasoning, of the wall clock.
        cpu: Those of the CPU.
        made: CPU seconds for making triples of columns, ours alone.
        derived: Triples.
        inferred: Of these, how many are worth telling.
        telling: Those, as a sum.
        edges: Those with a predicate of the ontology's, as a sum.
        homages: Those with hg:homageOf.
    """

    failure: str = ""
    peak: int = 0
    read: float = 0.0
    reason: float = 0.0
    cpu: float = 0.0
    made: float = 0.0
    derived: int = 0
    inferred: int = 0
    telling: str = ""
    edges: str = ""
    homages: int = 0

    @property
    def each(self) -> float:
        """Microseconds of reasoning for an inferred triple."""
        return self.cpu / self.inferred * 1e6

    def row(self, name: str, ours: Outcome) -> tuple[str, ...]:
        """A line of the table."""
        read, peak = f"{self.read:,.2f}" if self.read else "", f"{self.peak / 1024:,.0f}" if self.peak else ""
        if self.failure:
            return name, read, self.failure, *([""] * 3), peak, *([""] * 3)
        return (
            name, read, f"{self.reason:,.3f}",
            f"{self.cpu:,.3f}", f"{self.cpu / ours.cpu:,.1f}", f"{self.each:,.2f}", peak,
            f"{self.derived:,}", f"{self.inferred:,}", f"{self.homages:,}",
        )  # fmt: skip


HEADER: Final = (
    "", "read s", "reason s", "CPU s", "/ ours", "µs each", "peak MiB", "derived", "inferred", "hg:homageOf",
)  # fmt: skip


def process(*arguments: str) -> dict[str, Any]:
    """What a process of this script says, its peak by `os.wait4` and, if it was ended, by what."""
    command = [sys.executable, __file__, *arguments]
    said: dict[str, Any] = {}
    with (
        tempfile.TemporaryFile() as errors,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, encoding="utf-8") as child,
    ):
        for line in child.stdout or ():
            said |= json.loads(line)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        errors.seek(0)
        complaint = errors.read().decode(errors="replace")
    said.setdefault("peak", usage.ru_maxrss)
    if child.returncode == -signal.SIGALRM:
        said["failure"] = f"not done after {SECONDS} s"
    elif child.returncode == -signal.SIGKILL or "MemoryError" in complaint or "memory allocation of" in complaint:
        said["failure"] = "out of memory"
    elif child.returncode:
        sys.exit(f"{' '.join(arguments)}: exit code {child.returncode}\n{complaint}")
    return said


def measure(size: str, folder: Path) -> dict[str, Outcome]:
    """Run the engines in turns; of the runs of each, the one in the middle."""
    found: dict[str, list[Outcome]] = {name: [] for name in ENGINES}
    for _ in range(RUNS):
        for name, outcomes in found.items():
            if size in NOT_ON.get(name, ""):
                outcomes.append(Outcome(failure="not run"))
            elif not outcomes or (not outcomes[0].failure and outcomes[0].reason < ONCE):
                outcomes.append(Outcome(**process("--engine", name, "--graph", str(folder))))
    return {name: sorted(outcomes, key=lambda one: one.cpu)[len(outcomes) // 2] for name, outcomes in found.items()}


def must_agree(size: str, outcomes: dict[str, Outcome]) -> None:
    """Stop if the same rules give anything else by SPARQL or EYE, or owlrl another edge."""
    ours, owlrl = outcomes["ours"], outcomes["owlrl"]
    if ours.failure:
        sys.exit(f"{size}: {ours.failure}")
    for name in ("our rules by SPARQL", "EYE"):
        if not outcomes[name].failure and outcomes[name].telling != ours.telling:
            sys.exit(f"{size}: {ours.telling} triples follow, {name}: {outcomes[name].telling}")
    if not owlrl.failure and owlrl.edges != ours.edges:
        sys.exit(f"{size}: {ours.edges} edges follow, by owlrl {owlrl.edges}")


def agreed(outcomes: dict[str, Outcome]) -> str:
    """Who came to the same."""
    who = [
        what
        for name, what in (
            ("our rules by SPARQL", "the same triples by SPARQL"),
            ("EYE", "and by EYE"),
            ("owlrl", "the same hg: edges by owlrl"),
        )
        if not outcomes[name].failure
    ]
    return "; ".join(who) or "nothing to compare with"


def installed(package: str) -> str:
    """A package and its version."""
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:
        return f"no {package}"


def compare(sizes: Sequence[str]) -> None:
    """Measure, and print the tables and the lines that matter."""
    print(f"{environment()}; {installed('numpy')}, {installed('reasonable')}")
    print(f"The middle one of {RUNS} runs in turns, one run of what takes over {ONCE:.0f} s")
    print(f"Limits: {BYTES // 2**30} GiB of address space, and {SECONDS} s of the wall clock for reasoning")
    outcomes: dict[str, dict[str, Outcome]] = {}
    additions: dict[str, dict[str, Any]] = {}
    for size in sizes:
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch, size)
            count = generate(SIZES[size], folder)
            print(f"\n{size}: {SIZES[size]:,} videos, {count:,} triples asserted, and the ontology's\n", flush=True)
            found = outcomes[size] = measure(size, folder)
            print(table(HEADER, [outcome.row(name, found["ours"]) for name, outcome in found.items()]))
            must_agree(size, found)
            print(f"\n{agreed(found)}; triples of our columns: another {found['ours'].made:,.3f} s of CPU", flush=True)
            added = additions[size] = process("--add", size, "--graph", str(folder))
        if added.get("failure"):
            sys.exit(f"{size}, adding a video: {added['failure']}")
        if not added["same"]:
            sys.exit(f"{size}: adding a video gives something else than reasoning anew does")
    print(f"\nAdding a video with its claims to what is reasoned over, {VIDEOS} times another; CPU ms\n")
    header = (
        "",
        "triples there",
        "compile",
        "median",
        "90th percentile",
        "written",
        "appear",
        "peak MiB",
        "as if anew",
    )
    print(table(header, [added_row(size, added) for size, added in additions.items()]))
    print()
    for line in conclusions(outcomes, additions):
        print(line)


def added_row(size: str, added: dict[str, Any]) -> tuple[str, ...]:
    """A line of the second table."""
    times = (f"{added[what] * 1000:,.2f}" for what in ("compiling", "median", "high"))
    checked = f"{REBUILT[size]} of {VIDEOS}" if REBUILT[size] else ""
    counts = (f"{added[what]:,.0f}" for what in ("statements", "appears"))
    return size, f"{added['counted']:,}", *times, *counts, f"{added['peak'] / 1024:,.0f}", checked


def conclusions(outcomes: dict[str, dict[str, Outcome]], additions: dict[str, dict[str, Any]]) -> Iterator[str]:
    """The lines that matter."""
    for size, found in outcomes.items():
        ours = found["ours"].cpu
        others = [(name, one) for name, one in found.items() if name != "ours"]
        times = [f"{one.cpu / ours:,.1f} times faster than {name}" for name, one in others if not one.failure]
        failures = [f"{name} {one.failure}" for name, one in others if one.failure]
        yield f"{size}: {', '.join((*times, *failures))}"
    if {"M", "L"} <= outcomes.keys():
        small, large = outcomes["M"]["ours"].each, outcomes["L"]["ours"].each
        yield f"per inferred triple, L / M: {large / small:.2f} ({large:.2f} and {small:.2f} µs)"
        low, high = additions["M"]["median"] * 1000, additions["L"]["median"] * 1000
        yield f"adding a video: M {low:.2f} ms, L {high:.2f} ms, L / M: {high / low:.2f}"


def main() -> None:
    """Measure all from the command line, or one engine or the additions in a process of their own."""
    parser = argparse.ArgumentParser(description="Measure reasoning on made-up graphs.")
    parser.add_argument("sizes", nargs="*", metavar="SIZE", help="S, M, L; default: all")
    parser.add_argument("--engine", choices=ENGINES, help=argparse.SUPPRESS)
    parser.add_argument("--add", choices=SIZES, help=argparse.SUPPRESS)
    parser.add_argument("--graph", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if unknown := set(arguments.sizes) - SIZES.keys():
        parser.error(f"no such size: {', '.join(sorted(unknown))}")
    if arguments.engine:
        run_engine(arguments.engine, arguments.graph)
    elif arguments.add:
        run_additions(arguments.add, arguments.graph)
    else:
        compare([size for size in SIZES if size in arguments.sizes or not arguments.sizes])


if __name__ == "__main__":
    main()
