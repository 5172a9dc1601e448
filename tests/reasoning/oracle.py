"""What owlrl makes of a graph: a second opinion on what follows.

owlrl is another implementation of the W3C's rules, one triple at a time. `QUIRKS` names what is known to be wrong
with it, and `is_noise` what it says beyond; test_against_owlrl.py shows that each of them is so.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations, product
from typing import TYPE_CHECKING, Final

import owlrl
import pyoxigraph as ox
from rdflib import OWL, RDF, RDFS, XSD, Literal, URIRef

from homage_graph.interchange import from_rdflib, to_rdflib

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from rdflib import Graph
    from rdflib.term import Node

    Value = tuple[str, Decimal | str]

__all__ = ["QUIRKS", "is_noise", "mended_closure", "owlrl_closure", "owlrl_graph", "told"]

QUIRKS: Final = {
    "key": "owlrl leaves out the last property of an owl:hasKey list when it compares",
    "different": "owlrl leaves out the last member of an owl:AllDifferent list",
    "twice": "owlrl finds no fault in a member that an owl:AllDifferent list has twice",
    "disjoint": "owlrl leaves out the last member of an owl:AllDisjointProperties list",
    "spellings": "owlrl takes one value in two spellings, such as 1 and 01, for two (dt-eq)",
    "wider": "owlrl does not know that 1 is an xsd:byte, and 1.0 an xsd:integer (dt-type2)",
    "unlike": "owlrl takes 1 and 2 for one where a rule says so, and finds no fault in it (dt-diff)",
    "untyped": "owlrl finds no fault in a value of a datatype that it is not of (dt-not-type)",
    "bound": "owlrl crashes where the bound of a cardinality turns out to be the same as a thing",
}
"""What is wrong with owlrl 7.6.2, a sentence each. `mended_closure` is without."""

_KEY: Final = URIRef("urn:owlrl:key")
_NUMBERS: Final[dict[Node, Callable[[Decimal], bool]]] = {
    XSD.decimal: lambda _: True,
    XSD.integer: lambda number: number == int(number),
    XSD.nonNegativeInteger: lambda number: number == int(number) and number >= 0,
    XSD.byte: lambda number: number == int(number) and -128 <= number <= 127,
}
_DATATYPES: Final = (*_NUMBERS, XSD.string, XSD.boolean)
_COMPARED: Final = {str(datatype) for datatype in _DATATYPES}
_TRITE: Final = {str(kind) for kind in (OWL.Thing, RDFS.Resource, OWL.NamedIndividual, RDFS.Literal)}


def owlrl_graph(triples: Iterable[ox.Triple]) -> tuple[Graph, list[str]]:
    """What owlrl derives, with what is written, and its messages: one for each contradiction."""
    return _closed(owlrl.OWLRL_Semantics, to_rdflib(triples))


def owlrl_closure(triples: Iterable[ox.Triple]) -> tuple[set[ox.Triple], list[str]]:
    """As `owlrl_graph`, in legal triples: without literals as subjects, and blank nodes as predicates."""
    graph, messages = owlrl_graph(triples)
    return set(from_rdflib(graph)), messages


def mended_closure(triples: Iterable[ox.Triple]) -> tuple[set[ox.Triple], list[str]]:
    """As `owlrl_closure`, by an owlrl without `QUIRKS`.

    Of literals, those of numbers (xsd:decimal and some of its parts), strings and truth values have a value.
    """
    written = to_rdflib(triples)
    for owner, keys in list(written.subject_objects(OWL.hasKey)):
        written.remove((owner, OWL.hasKey, keys))
        written.add((owner, _KEY, keys))
    graph, messages = _closed(_Mended, written)
    return set(from_rdflib(graph)), messages


def told(triples: Iterable[ox.Triple], things: Collection[str]) -> set[ox.Triple]:
    """What triples say of some things, noise left out.

    Args:
        triples: What is written, or follows.
        things: The IRIs of the things, which are no terms of the ontology.
    """
    return {
        triple
        for triple in triples
        if isinstance(triple.subject, ox.NamedNode) and triple.subject.value in things and not is_noise(triple)
    }


def is_noise(triple: ox.Triple) -> bool:
    """Whether a triple is one that the rules have no use for, or one that it is a matter of taste to derive.

    * A thing is the same as itself.
    * A thing is an owl:Thing, an rdfs:Resource, an owl:NamedIndividual. Rule cax-sco has the first where a
      class is declared to be one; to have it of nothing else says nothing.
    * What is the same as a literal is of each of its datatypes: here those that `mended_closure` knows count.
    """
    if triple.predicate.value == str(OWL.sameAs):
        return triple.subject == triple.object
    if triple.predicate.value != str(RDF.type) or not isinstance(triple.object, ox.NamedNode):
        return False
    kind = triple.object.value
    return kind in _TRITE or (kind.startswith(str(XSD)) and kind not in _COMPARED) or kind == str(RDF.PlainLiteral)


def _closed(engine: type[owlrl.OWLRL_Semantics], graph: Graph) -> tuple[Graph, list[str]]:
    run = engine(graph, axioms=False, daxioms=False, rdfs=False)
    run.closure()
    return graph, list(run.error_messages)


class _Mended(owlrl.OWLRL_Semantics):  # type: ignore[misc]  # owlrl is not typed
    """owlrl with rules of its own for what `QUIRKS` names; keys are under another name, which it does not know."""

    def _one_time_rules_datatypes(self) -> None:
        """The rules on literals, table 8: all literals are known before anything follows."""
        self.values = {term: value for term in set(self.graph.objects()) if (value := _value(term)) is not None}
        for one, value in self.values.items():
            for datatype in _datatypes(value):
                self.store_triple((one, RDF.type, datatype))
        for (one, value), (other, another) in product(self.values.items(), repeat=2):
            self.store_triple((one, OWL.sameAs if value == another else OWL.differentFrom, other))

    def rules(self, triple: tuple[Node, Node, Node], cycle: int) -> None:
        """Every rule that has a use for one triple."""
        subject, predicate, target = triple
        if predicate in (OWL.maxCardinality, OWL.maxQualifiedCardinality) and not isinstance(target, Literal):
            self._equality(triple, cycle)
            return
        super().rules(triple, cycle)
        if predicate == _KEY:
            self._same_by_key(subject, self._list(target))
        elif predicate == RDF.type and target == OWL.AllDifferent:
            for verb in (OWL.members, OWL.distinctMembers):
                for members in self.graph.objects(subject, verb):
                    self._different(self._list(members))
        elif predicate == RDF.type and target == OWL.AllDisjointProperties:
            for members in self.graph.objects(subject, OWL.members):
                self._disjoint(self._list(members))
        elif predicate == RDF.type and target in _DATATYPES and target not in self._datatypes_of(subject, target):
            self.add_error(f"{subject!r} is of {target}, and is none")

    def _datatypes_of(self, term: Node, default: Node) -> Collection[Node]:
        return tuple(_datatypes(self.values[term])) if term in self.values else (default,)

    def _same_by_key(self, owner: Node, keys: Sequence[Node]) -> None:
        first: dict[tuple[Node, ...], Node] = {}
        for thing in self.graph.subjects(RDF.type, owner):
            for values in product(*(list(self.graph.objects(thing, key)) for key in keys)) if keys else ():
                self.store_triple((first.setdefault(values, thing), OWL.sameAs, thing))

    def _different(self, members: Sequence[Node]) -> None:
        for one, other in combinations(members, 2):
            if (one, OWL.sameAs, other) in self.graph:
                self.add_error(f"{one} and {other} are different, and the same")

    def _disjoint(self, verbs: Sequence[Node]) -> None:
        for one, other in combinations(verbs, 2):
            for subject, target in self.graph.subject_objects(one):
                if (subject, other, target) in self.graph:
                    self.add_error(f"{one} and {other} are disjoint, and both hold of {subject} and {target}")


def _value(term: Node) -> Value | None:
    if not isinstance(term, Literal) or term.language:
        return None
    datatype = term.datatype or XSD.string
    if datatype in _NUMBERS:
        return "number", Decimal(str(term))
    return (str(datatype), str(term)) if datatype in _DATATYPES else None


def _datatypes(value: Value) -> Iterator[Node]:
    kind, what = value
    if isinstance(what, Decimal):
        yield from (datatype for datatype, holds in _NUMBERS.items() if holds(what))
    else:
        yield URIRef(kind)
