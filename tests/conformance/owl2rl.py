"""The public test cases of OWL 2 RL, run through the reasoner, and through owlrl beside it.

    python tests/conformance/owl2rl.py SUITES > docs/conformance.md
    python tests/conformance/shacl.py SUITES >> docs/conformance.md

SUITES is a folder with the two collections as published, found by their names below it:

* testsuite-owl2-rdfbased/subsuites/owl2rl, by Schneider and Mainzer: 273 cases, a folder each;
* all.rdf, the W3C's OWL 2 test cases, of which those of profile RL and of RDF-Based semantics with
  premises in RDF/XML are run: 115 cases.

owlrl takes some minutes; without it, tests/conformance/test_owl2rl.py compares the rest with docs/conformance.md.
"""

from __future__ import annotations

import logging
import sys
import warnings
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import rdflib
from rdflib import OWL, RDF, BNode, Graph, URIRef

from homage_graph.errors import ReasoningError
from homage_graph.interchange import from_rdflib, to_rdflib
from homage_graph.reasoning.reasoner import RuleReasoner, complete

TEST = rdflib.Namespace("http://www.w3.org/2007/OWL/testOntology#")
SCHNEIDER = "testsuite-owl2-rdfbased/subsuites/owl2rl"
W3C = "all.rdf"

Engine = Callable[[list[ox.Triple]], tuple[Iterable[ox.Triple], bool]]


@dataclass(frozen=True)
class Case:
    """A case: that something follows, that something does not, or that a graph is (or is not) consistent."""

    suite: str
    name: str
    kind: str
    premise: tuple[ox.Triple, ...]
    conclusion: tuple[ox.Triple, ...]


def cases(folder: Path) -> Iterator[Case]:
    """Every case of both collections."""
    yield from _schneider(next(folder.rglob(SCHNEIDER)))
    yield from _w3c(next(folder.rglob(W3C)))


def _schneider(folder: Path) -> Iterator[Case]:
    for path in sorted(path for path in folder.iterdir() if path.is_dir()):
        name = path.name
        if "POSITIVE_ENTAILMENT" in (path / f"{name}.metadata.properties").read_text("utf-8"):
            premise, conclusion = (_turtle(path / f"{name}.{part}graph.ttl") for part in ("premise", "conclusion"))
            yield Case("Schneider and Mainzer", name, "entailment", premise, conclusion)
        else:
            yield Case("Schneider and Mainzer", name, "inconsistency", _turtle(path / f"{name}.graph.ttl"), ())


def _turtle(path: Path) -> tuple[ox.Triple, ...]:
    quads = ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE, base_iri="http://example.org/")
    return tuple(quad.triple for quad in quads)


def _w3c(path: Path) -> Iterator[Case]:
    graph = Graph().parse(path, publicID="http://example.org/")  # pyoxigraph wants double quotes in its entities

    def read(test: URIRef | BNode, name: str) -> tuple[ox.Triple, ...] | None:
        text = graph.value(test, TEST[name])
        return text and tuple(from_rdflib(Graph().parse(data=str(text), format="xml", publicID="http://example.org/")))

    kinds = (
        ("PositiveEntailmentTest", "entailment", "rdfXmlConclusionOntology"),
        ("NegativeEntailmentTest", "non-entailment", "rdfXmlNonConclusionOntology"),
        ("InconsistencyTest", "inconsistency", ""),
        ("ConsistencyTest", "consistency", ""),
    )
    for test in sorted(graph.subjects(TEST.profile, TEST.RL)):
        premise = read(test, "rdfXmlPremiseOntology") or read(test, "rdfXmlInputOntology")
        if (test, TEST.semantics, TEST["RDF-BASED"]) not in graph or premise is None:
            continue
        for type_, kind, conclusion in kinds:
            wanted = read(test, conclusion) if conclusion else ()
            if (test, RDF.type, TEST[type_]) in graph and wanted is not None:
                yield Case("W3C", str(graph.value(test, TEST.identifier)), kind, premise, wanted)


def passes(case: Case, engine: Engine) -> bool:
    """Whether an engine says of a case what the case says."""
    try:
        closure, contradicts = engine([triple for triple in case.premise if not isinstance(triple.subject, ox.Literal)])
    except ReasoningError:
        return False
    if case.kind in ("inconsistency", "consistency"):
        return contradicts == (case.kind == "inconsistency")
    return _entails([*case.premise, *closure], case.conclusion) == (case.kind == "entailment")


def _entails(closure: Iterable[ox.Triple], conclusion: Iterable[ox.Triple]) -> bool:
    """Whether a graph holds in a closure, its blank nodes standing for anything, its literals for their values."""
    store = ox.Store()
    store.extend(ox.Quad(*triple) for triple in closure)
    goal = ox.Store()
    header = ox.NamedNode(str(OWL.Ontology))
    goal.extend(ox.Quad(*triple) for triple in conclusion if triple.object != header)
    names: dict[ox.BlankNode, str] = {}

    def term(node: object) -> str:
        return names.setdefault(node, f"?b{len(names)}") if isinstance(node, ox.BlankNode) else str(node)

    patterns = " . ".join(f"{term(quad.subject)} {quad.predicate} {term(quad.object)}" for quad in goal)
    return bool(store.query(f"ASK {{ {patterns} }}"))


def ours(premise: list[ox.Triple]) -> tuple[Iterable[ox.Triple], bool]:
    """What `homage reason --graph FILE` writes."""
    closure = complete(RuleReasoner(merges=True).materialise(premise))
    return closure.inferred, bool(closure.summary.contradictions)


def by_owlrl(premise: list[ox.Triple]) -> tuple[Iterable[ox.Triple], bool]:
    """All that owlrl has, with RDFS and its axiomatic triples."""
    import owlrl

    graph = Graph()
    for triple in to_rdflib(premise):
        graph.add(tuple(map(_normal, triple)))  # as rdflib reads by default, which owlrl counts on
    owlrl.DeductiveClosure(
        owlrl.RDFS_OWLRL_Semantics, rdfs_closure=True, axiomatic_triples=True, datatype_axioms=True
    ).expand(graph)
    contradicts = any(str(target).endswith("ErrorMessage") for target in graph.objects(None, RDF.type))
    legal = [t for t in graph if isinstance(t[0], URIRef | BNode) and isinstance(t[1], URIRef)]
    return list(from_rdflib(legal)), contradicts


def _normal(node: rdflib.term.Node) -> rdflib.term.Node:
    if isinstance(node, rdflib.Literal):
        return rdflib.Literal(str(node), node.language, node.datatype, normalize=True)
    return node


WHY = {
    "chain2trans1": "that a chain of a property with itself makes it transitive: an axiom no rule derives",
    "DisjointClasses-001": "a negation in the conclusion, which no rule derives",
    "DisjointClasses-003": "a negation in the conclusion, which no rule derives",
    "New-Feature-DisjointDataProperties-002": "a negation in the conclusion, which no rule derives",
    "New-Feature-DisjointObjectProperties-001": "difference, which the rules use and never derive",
    "New-Feature-DisjointObjectProperties-002": "a negation in the conclusion, which no rule derives",
    "New-Feature-ObjectQCR-002": "a negation in the conclusion, which no rule derives",
    "New-Feature-ReflexiveProperty-001": "owl:ReflexiveProperty, which is not in OWL 2 RL",
    "owl2-rl-rules-fp-differentFrom": "difference, which the rules use and never derive",
    "owl2-rl-rules-ifp-differentFrom": "difference, which the rules use and never derive",
    "WebOnt-I5.5-005": "a class expression that the premise does not have",
    "WebOnt-I5.8-008": "the intersection of two ranges of numbers, for which there is no rule",
    "WebOnt-I5.8-009": "the intersection of two ranges of numbers, for which there is no rule",
    "WebOnt-differentFrom-001": "that difference is symmetric, for which there is no rule",
    "WebOnt-imports-011": "an import: nothing is fetched",
}


def report(folder: Path) -> Iterator[str]:
    """Docs/conformance.md, line by line."""
    warnings.simplefilter("ignore")
    scores: defaultdict[str, Counter[str]] = defaultdict(Counter)
    lines = []
    for case in cases(folder):
        verdicts = {"here": passes(case, ours), "owlrl": passes(case, by_owlrl)}
        scores[case.suite].update({who: int(right) for who, right in verdicts.items()}, cases=1)
        words = ["yes" if right else "**no**" for right in verdicts.values()]
        why = "" if verdicts["here"] else WHY[case.name]
        lines.append(f"| {case.suite} | {case.name} | {case.kind} | {words[0]} | {words[1]} | {why} |")
    yield "# Conformance"
    yield ""
    yield "Written by `python tests/conformance/owl2rl.py SUITES`, where SUITES has the public test cases of OWL 2 RL;"
    yield f"owlrl is {_version('owlrl')}, with RDFS and its axiomatic triples. `HOMAGE_SUITES=SUITES make test` runs the"
    yield "cases among the tests, and fails where this page is wrong. `homage reason --graph FILE -o OUT` is what they ask:"
    yield "exit code 1 is inconsistency, and OUT the closure."
    yield ""
    yield "| suite | cases | right here | right by owlrl |"
    yield "|---|---:|---:|---:|"
    for suite, score in scores.items():
        yield f"| {suite} | {score['cases']} | {score['here']} | {score['owlrl']} |"
    yield ""
    yield "What is wrong here is not entailed by the rules of OWL 2 RL/RDF: the reason stands in the last column."
    yield ""
    yield "| suite | case | asks for | here | owlrl | what it would take |"
    yield "|---|---|---|---|---|---|"
    yield from lines


def _version(package: str) -> str:
    from importlib.metadata import version

    return version(package)


if __name__ == "__main__":
    logging.disable(logging.ERROR)
    sys.stdout.writelines(f"{line}\n" for line in report(Path(sys.argv[1])))
