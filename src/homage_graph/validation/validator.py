"""The way of a judgement: what is written into a store, the sieve over it, the judge on its suspects, findings of both.

The whole graph is judged by all its shapes. Of a contribution only what it touches is: what it says itself, and what
of the graph it could break. Both give what pyshacl would find in the whole, as far as it is new.
"""

from __future__ import annotations

import re
from collections import defaultdict
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

import pyoxigraph as ox

from homage_graph.errors import UnreadableFileError
from homage_graph.validation import Finding, Report
from homage_graph.validation.places import Places
from homage_graph.validation.policy.contribution import class_demanding, single_valued
from homage_graph.validation.shacl.sieve import Sieve
from homage_graph.validation.shacl.wellformed import faults
from homage_graph.validation.shacl.written import Written
from homage_graph.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from homage_graph.reading import Document
    from homage_graph.reading.positions import Span
    from homage_graph.validation.shacl.judge import Judge
    from homage_graph.validation.shacl.sieve import Suspects
    from homage_graph.validation.shacl.written import Statement
    from homage_graph.vocabulary import Term

__all__ = ["Validator"]

_DESCRIBED = re.compile(r"\[ .*\]", re.DOTALL)
"""What pyshacl says of a blank node: everything, and differently if it said something of it before."""
_SUBCLASS = f"{PREFIXES['rdfs']}subClassOf"


class Validator:
    """A graph and the shapes that it is judged by.

    Args:
        data: The files that speak of things.
        ontology: Files whose class tree and concepts are seen too.
        shapes: The files of shapes.

    Raises:
        UnreadableFileError: The files of shapes have none, or pyshacl cannot apply them. (By each method.)
    """

    def __init__(self, data: Sequence[Document], ontology: Sequence[Document], shapes: Sequence[Document]) -> None:
        self.data = tuple(data)
        self._ontology = tuple(ontology)
        self.shapes = tuple(shapes)

    @cached_property
    def written(self) -> Written:
        """Everything that is judged."""
        return Written((*self._triples(self.data), *filter(_is_seen, self._triples(self._ontology))))

    @cached_property
    def sieve(self) -> Sieve:
        """The shapes, compiled."""
        return Sieve(self._triples(self.shapes))

    @cached_property
    def count(self) -> int:
        """How many shapes there are: those with a code, else those that apply to something by themselves."""
        coded = self.sieve.shapes.triples.subjects(f"{PREFIXES['dct']}identifier")
        return len(coded) or len(self.sieve.shapes.targeted)

    @cached_property
    def single_valued(self) -> frozenset[str]:
        """The properties of which a thing has one value, by the shapes."""
        return single_valued(self.shapes)

    @cached_property
    def class_demanding(self) -> frozenset[str]:
        """The properties for which shapes ask a class of whatever has them."""
        return class_demanding(self.shapes)

    def judge_shapes(self) -> tuple[Finding, ...]:
        """What is wrong with the shapes themselves."""
        return tuple(faults(self.shapes))

    def judge_all(self) -> Report:
        """The whole graph."""
        suspects = self.sieve.suspects(self.written)
        return self._report(suspects, Places(self.data, (*self._ontology, *self.shapes)))

    def judge_new(
        self, added: Sequence[Document], gone: Sequence[Document] = (), replaced: Sequence[Document] = ()
    ) -> Report:
        """What is new because files are added.

        Args:
            added: The files; none of them is of the graph as it was given.
            gone: Files of the graph that are left out, since others stand for them.
            replaced: What those others replace, for comparison: only what differs from it is new.
        """
        new = list(self._triples(added))
        before = list(self._triples(replaced))
        known, wanted = set(before), set(new)
        more = [triple for triple in new if triple not in known]
        less = [triple for triple in before if triple not in wanted]
        places = Places(
            added, (*(document for document in self.data if document not in gone), *self._ontology, *self.shapes)
        )
        with self.without(gone):
            with self.written.with_more((*before, *new)):
                candidates = self._touched(more, added=True)
                for node, terms in self._touched(less, added=False).items():
                    others = candidates.setdefault(node, terms)
                    candidates[node] = None if terms is None or others is None else terms | others
            with self.written.with_more(new):
                known_of = {node: terms for node, terms in candidates.items() if terms is not None}
                newcomers = {term for triple in more for term in (triple.subject, triple.object)}
                suspects = self.sieve.suspects_among(known_of, self.written, newcomers)  # type: ignore[arg-type]
                if len(known_of) < len(candidates):
                    anywhere = self.sieve.suspects(self.written)
                    suspects |= {
                        node: anywhere[node] for node in candidates if node in anywhere and node not in known_of
                    }
                report = self._report(suspects, places)
            if report.findings:
                with self.written.with_more(before):
                    old = self.sieve.suspects_among(suspects, self.written)
                    if old:
                        report = _without(report, self._report(old, places))
        return report

    @contextmanager
    def without(self, gone: Sequence[Document]) -> Iterator[Written]:
        """What is written, without what some files of the graph alone say, for a while."""
        with self.written.with_less(self._only_in(gone)):
            yield self.written

    # -------------------------------------------------------------- private

    @staticmethod
    def _triples(documents: Iterable[Document]) -> Iterator[ox.Triple]:
        return (triple for document in documents for triple in document)

    def _touched(self, triples: Sequence[ox.Triple], *, added: bool) -> dict[Term, set[Term] | None]:
        """Of each shape, the nodes on which a change of these statements can bear; None for whatever there is."""
        found: dict[Term, set[Term] | None] = {}
        if not triples:
            return found
        changes: defaultdict[str, list[Statement]] = defaultdict(list)
        for triple in triples:
            changes[triple.predicate.value].append((triple.subject, triple.predicate, triple.object))  # type: ignore[arg-type]  # no triple terms are read
        everywhere = _SUBCLASS in changes
        for node in self.sieve.active:
            automaton = self.sieve.automaton(node)
            found[node] = None if everywhere else automaton.touched(changes, self.written, added=added)
        return found

    def _only_in(self, gone: Sequence[Document]) -> list[ox.Triple]:
        """The statements of some files of the graph that no other file has."""
        triples = set(self._triples(gone))
        if not triples:
            return []
        for document in (*self.data, *self._ontology):
            if document not in gone:
                triples.difference_update(document)
        return list(triples)

    def _report(self, suspects: Suspects, places: Places) -> Report:
        if not suspects:
            return Report((), self.count, _conforming())
        from homage_graph.validation.shacl.judge import ShapesError
        from homage_graph.validation.shacl.results import findings

        try:
            graph = self._judge.judge(suspects, self.sieve, self.written)
        except ShapesError as error:
            raise UnreadableFileError(self.shapes[0].name, str(error)) from None
        report = Report((), self.count, graph)
        return report.joined(findings(graph, self.sieve.shapes, self.written, places))

    @cached_property
    def _judge(self) -> Judge:
        from homage_graph.validation.shacl.judge import Judge

        return Judge(self._triples(self.shapes))


class Known:
    """What a graph says without a contribution, as the policy asks for it."""

    def __init__(self, written: Written, places: Places) -> None:
        self._written = written
        self._places = places

    def about(self, thing: ox.NamedNode) -> Iterator[ox.Triple]:
        """What the graph says of a thing."""
        return (ox.Triple(*statement) for statement in self._written.match(thing, None, None))  # type: ignore[arg-type]

    def place(self, statement: Statement) -> Span | None:
        """Where the graph says something."""
        return self._places.object(statement)


def _is_seen(triple: ox.Triple) -> bool:
    """Of the ontology's files, the class tree and the concepts are seen; no axiom else is."""
    if triple.predicate.value == _SUBCLASS:
        return isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, ox.NamedNode)
    return isinstance(triple.subject, ox.NamedNode) and triple.subject.value.startswith(PREFIXES["scheme"])


def _without(report: Report, old: Report) -> Report:
    """What of a report is new."""

    def key(finding: Finding) -> tuple[str, ...]:
        message = _DESCRIBED.sub("[]", finding.message)
        return finding.code, finding.shape, finding.focus, finding.path, finding.value, message

    known = {key(finding) for finding in old.findings}
    kept = tuple(finding for finding in report.findings if key(finding) not in known)
    return Report(kept, report.shapes, report.graph if kept else _conforming())


def _conforming() -> tuple[ox.Triple, ...]:
    """SHACL's report on what conforms."""
    report, sh = ox.BlankNode("report"), PREFIXES["sh"]
    true = ox.Literal("true", datatype=ox.NamedNode(f"{PREFIXES['xsd']}boolean"))
    return (
        ox.Triple(report, ox.NamedNode(f"{PREFIXES['rdf']}type"), ox.NamedNode(f"{sh}ValidationReport")),
        ox.Triple(report, ox.NamedNode(f"{sh}conforms"), true),
    )
