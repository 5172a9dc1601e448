"""What is published of a graph, to be looked up by subject, by object and by class."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from homage_graph.vocabulary import HG, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from homage_graph.graph import Graph
    from homage_graph.vocabulary import Term

__all__ = ["Statements"]

_TYPE: Final = ox.NamedNode(f"{PREFIXES['rdf']}type")
_SAME_AS: Final = ox.NamedNode(f"{PREFIXES['schema']}sameAs")
_EXACT_MATCH: Final = ox.NamedNode(f"{PREFIXES['skos']}exactMatch")
_DATASETS: Final = (ox.NamedNode(f"{PREFIXES['dcat']}Dataset"), ox.NamedNode(f"{PREFIXES['void']}Dataset"))
_QID: Final = re.compile("Q[1-9][0-9]*")
_WIKIDATA: Final = re.compile(r"https?://www\.wikidata\.org/(?:entity|wiki)/(Q[1-9][0-9]*)")


class Statements:
    """Triples by what they speak of. Whatever is given back is in the order of its N-Triples form.

    A thing without an IRI cannot be spoken of elsewhere, so blank nodes are left out, and every statement with one.
    """

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self._objects: defaultdict[tuple[ox.NamedNode, ox.NamedNode], list[ox.NamedNode | ox.Literal]]
        self._objects = defaultdict(list)
        self._subjects: defaultdict[tuple[ox.NamedNode, Term], list[ox.NamedNode]] = defaultdict(list)
        self._about: defaultdict[ox.NamedNode, list[ox.Triple]] = defaultdict(list)
        for triple in sorted(set(triples), key=str):
            subject, target = triple.subject, triple.object
            if isinstance(subject, ox.NamedNode) and isinstance(target, ox.NamedNode | ox.Literal):
                self._objects[subject, triple.predicate].append(target)
                self._subjects[triple.predicate, target].append(subject)
                self._about[subject].append(triple)

    @classmethod
    def of(cls, graph: Graph) -> Statements:
        """Of everything that an export of the graph has.

        Raises:
            ContradictionError: The graph contradicts itself, or has one thing twice.
        """
        return cls(graph.published)

    def about(self, subject: ox.NamedNode) -> tuple[ox.Triple, ...]:
        """Everything said of a thing."""
        return tuple(self._about.get(subject, ()))

    def values(self, subject: ox.NamedNode, predicate: ox.NamedNode) -> tuple[ox.NamedNode | ox.Literal, ...]:
        """The objects of a property, of whatever kind."""
        return tuple(self._objects.get((subject, predicate), ()))

    def things(self, subject: ox.NamedNode, predicate: ox.NamedNode) -> tuple[ox.NamedNode, ...]:
        """The objects of a property that are things."""
        return tuple(term for term in self.values(subject, predicate) if isinstance(term, ox.NamedNode))

    def literals(self, subject: ox.NamedNode, predicate: ox.NamedNode) -> tuple[ox.Literal, ...]:
        """The objects of a property that are literals."""
        return tuple(term for term in self.values(subject, predicate) if isinstance(term, ox.Literal))

    def text(self, subject: ox.NamedNode, predicate: ox.NamedNode) -> str | None:
        """The first literal of a property, English before others; None where there is none."""
        found = sorted(self.literals(subject, predicate), key=lambda literal: literal.language != "en")
        return found[0].value if found else None

    def pointing(self, predicate: ox.NamedNode, target: Term) -> tuple[ox.NamedNode, ...]:
        """The subjects that have an object for a property."""
        return tuple(self._subjects.get((predicate, target), ()))

    def instances(self, *classes: ox.NamedNode) -> tuple[ox.NamedNode, ...]:
        """The things of any of the classes."""
        found = {thing for kind in classes for thing in self.pointing(_TYPE, kind)}
        return tuple(sorted(found, key=str))

    def is_a(self, thing: ox.NamedNode, kind: ox.NamedNode) -> bool:
        """Whether a thing is of a class."""
        return kind in self._objects.get((thing, _TYPE), ())

    def has(self, triple: ox.Triple) -> bool:
        """Whether a triple is among them."""
        return isinstance(triple.subject, ox.NamedNode) and triple in self._about.get(triple.subject, ())

    def dataset(self) -> ox.NamedNode | None:
        """The data set that the graph describes, where it describes just one."""
        found = self.instances(*_DATASETS)
        return found[0] if len(found) == 1 else None

    def wikidata(self, thing: ox.NamedNode) -> str | None:
        """The number of its item in Wikidata, where the graph says so and says it once.

        An `hg:unconfirmedIdentifier` never counts.
        """
        written = {literal.value for literal in self.literals(thing, HG.wikidataId) if _QID.fullmatch(literal.value)}
        linked = (*self.things(thing, _SAME_AS), *self.things(thing, _EXACT_MATCH))
        found = written | {match[1] for link in linked if (match := _WIKIDATA.fullmatch(link.value))}
        return found.pop() if len(found) == 1 else None
