"""The W3C's test cases of SHACL, judged by the sieve and the judge, and by pyshacl alone.

    python tests/conformance/shacl.py SUITES >> docs/conformance.md

SUITES is a folder with data-shapes-test-suite as published: 98 cases of SHACL Core, 23 of SHACL-SPARQL. Where a result
is wrong, it is pyshacl's, whose the judgement is: the sieve decides on nothing.
"""

from __future__ import annotations

import logging
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import pyoxigraph as ox

from homage_graph.publishing.canonical import canonical
from homage_graph.validation.shacl.judge import Judge, ShapesError, whole_graph
from homage_graph.validation.shacl.shapes import SH, Triples
from homage_graph.validation.shacl.sieve import Sieve
from homage_graph.validation.shacl.written import Written

SUITE = "data-shapes-test-suite/tests"
BASE = "https://w3c.github.io/data-shapes/data-shapes-test-suite/tests/"
MANIFEST = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
TEST = "http://www.w3.org/ns/shacl-test#"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
COMPARED = ("focusNode", "resultPath", "resultSeverity", "sourceConstraintComponent", "sourceShape", "value")
"""What the recommendation says of a result; messages are everybody's own."""

Report = tuple[ox.Triple, ...]


@dataclass(frozen=True)
class Case:
    """A case: a graph, shapes, and what a validator is to say of them; None if it is to fail."""

    part: str
    name: str
    data: tuple[ox.Triple, ...]
    shapes: tuple[ox.Triple, ...]
    expected: Counter[object] | None


def cases(folder: Path) -> Iterator[Case]:
    """Every case of both parts."""
    root = next(folder.rglob(SUITE))
    for part in ("core", "sparql"):
        for path in sorted((root / part).rglob("*.ttl")):
            manifest = Triples(_read(path, root))
            for test, said in manifest.all():
                if ox.NamedNode(f"{TEST}Validate") in said.get(TYPE, ()):
                    name = path.relative_to(root).with_suffix("").as_posix()
                    yield _case(part, name, test, manifest, root)


def _case(part: str, name: str, test: object, manifest: Triples, root: Path) -> Case:
    (action,) = manifest.values(test, f"{MANIFEST}action")
    (result,) = manifest.values(test, f"{MANIFEST}result")
    own = root / f"{name}.ttl"

    def graph(kind: str) -> tuple[ox.Triple, ...]:
        (named,) = manifest.values(action, f"{TEST}{kind}")
        beside = own.parent / named.value.rpartition("/")[2]
        return _read(beside if beside.is_file() else own, root)

    expected = None if result == ox.NamedNode(f"{TEST}Failure") else results(manifest, result)
    return Case(part, name, graph("dataGraph"), graph("shapesGraph"), expected)


def _read(path: Path, root: Path) -> tuple[ox.Triple, ...]:
    base = BASE + path.relative_to(root).as_posix()
    return tuple(quad.triple for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE, base_iri=base))


def results(triples: Triples, report: object) -> Counter[object]:
    """What the results of a report say; of blank nodes no more than that they are some, but for paths."""

    def text(node: object, steps: int = 20) -> object:
        if not isinstance(node, ox.BlankNode) or steps == 0:
            return str(node)
        said = triples.of(node).items()
        return frozenset((predicate, text(target, steps - 1)) for predicate, targets in said for target in targets)

    def told(result: object) -> object:
        said = ((name, target) for name in COMPARED for target in triples.values(result, SH + name))
        return frozenset(
            (name, text(target) if name == "resultPath" or not isinstance(target, ox.BlankNode) else "blank")
            for name, target in said
        )

    return Counter(told(result) for result in triples.values(report, f"{SH}result"))


def ours(case: Case) -> Report:
    """The report of the sieve and the judge.

    Raises:
        ShapesError: pyshacl cannot apply the shapes.
    """
    written, sieve = Written(case.data), Sieve(case.shapes)
    return Judge(case.shapes).judge(sieve.suspects(written), sieve, written)


def by_pyshacl(case: Case) -> Report:
    """The report of pyshacl alone.

    Raises:
        ShapesError: pyshacl cannot apply the shapes.
    """
    return whole_graph(case.data, case.shapes)


def is_right(case: Case, report: Report | None) -> bool:
    """Whether a report, None for a failure, is what a case asks for."""
    if case.expected is None or report is None:
        return case.expected is None and report is None
    triples = Triples(report)
    (node,) = triples.subjects(f"{SH}conforms")
    return results(triples, node) == case.expected


def judged(case: Case) -> tuple[Report | None, Report | None]:
    """The canonical reports of us and of pyshacl alone, None for a failure."""
    found: list[Report | None] = []
    for engine in (ours, by_pyshacl):
        try:
            found.append(canonical(engine(case)))
        except ShapesError:
            found.append(None)
    return found[0], found[1]


WHY = {
    "core/property/uniqueLang-002": "sh:uniqueLang is “1”, which pyshacl takes for true",
    "sparql/node/prefixes-001": "prefixes that come by owl:imports, which pyshacl does not follow",
    "sparql/pre-binding/shapesGraph-001": "$shapesGraph, which pyshacl does not bind",
}


def lines(folder: Path) -> Iterator[str]:
    """The section of docs/conformance.md, line by line."""
    scores: defaultdict[str, Counter[str]] = defaultdict(Counter)
    rows = []
    for case in cases(folder):
        report, alone = judged(case)
        verdicts = {"right": is_right(case, report), "alone": is_right(case, alone), "same": report == alone}
        scores[case.part].update(["cases", *(name for name, holds in verdicts.items() if holds)])
        marks = ("yes" if holds else "**no**" for holds in verdicts.values())
        rows.append(f"| {case.name} | {' | '.join(marks)} | {WHY.get(case.name, '')} |")
    yield from HEAD
    for part, score in scores.items():
        yield f"| {part} | {score['cases']} | {score['right']} | {score['alone']} | {score['same']} |"
    yield from TABLE
    yield from rows


HEAD = f"""## SHACL

Written by `python tests/conformance/shacl.py SUITES`, where SUITES has the W3C's data-shapes-test-suite; pyshacl is
{version("pyshacl")}. A case is right if its report has the results that the suite expects, in focus node, path, value, severity,
component and shape, or if the validator fails where it is to fail. It is the same if the whole report is, messages
included, once both are in canonical form. `homage validate --graph DATA --shapes SHAPES --format turtle` is what the
cases ask.

| part | cases | right here | right by pyshacl alone | the same report |
|---|---:|---:|---:|---:|""".splitlines()
TABLE = """
| case | here | pyshacl alone | the same report | what is wrong |
|---|---|---|---|---|""".splitlines()


def show(text: Iterable[str]) -> None:
    """Onto standard output."""
    sys.stdout.writelines(f"{line}\n" for line in text)


if __name__ == "__main__":
    logging.disable()
    show(lines(Path(sys.argv[1])))
