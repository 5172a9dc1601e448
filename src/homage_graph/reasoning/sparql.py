"""The rules of an ontology as SPARQL 1.1 updates, for any engine and without this package."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from homage_graph.reasoning.datatypes import DATATYPES
from homage_graph.reasoning.ordering import components
from homage_graph.reasoning.rules import OWL, TYPE, Rule, Variable, shown, words
from homage_graph.vocabulary import PREFIXES, curie

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from homage_graph.reasoning.rules import Pattern
    from homage_graph.vocabulary import Term

__all__ = ["NAMELESS", "as_updates"]

NAMELESS: Final = "https://w3id.org/homage-graph/.well-known/genid/"
"""Stands before the number of a class that has no name: SPARQL cannot speak of a blank node of the ontology."""

_HEADER: Final = """\
# What follows from this ontology, by the rules of OWL 2 RL/RDF (OWL 2 Profiles, section 4.3, W3C 2012).
#
# Each update is one rule of the W3C, whose name it bears, for one axiom. They work on the default graph,
# and are in the order of what feeds what: run the file once, and again until it adds nothing; it does so
# soon, as only rules marked with * feed themselves or each other.
#
# What is of owl:Nothing in the end is part of a contradiction. Not here: the rules about the ontology
# itself, which have been applied, and those about the values of literals.
"""
_REPORTED: Final = "# owl:sameAs says which records must be one thing; it is reported, and nothing is made one.\n"
_FOLLOWED: Final = """\
# eq-sym: what is the same is so both ways *
INSERT { ?y owl:sameAs ?x } WHERE { ?x owl:sameAs ?y } ;

# eq-trans: what is the same as the same is the same *
INSERT { ?x owl:sameAs ?z } WHERE { ?x owl:sameAs ?y . ?y owl:sameAs ?z FILTER (?x != ?z) } ;

# eq-rep-s: what is said of a thing holds of whatever is the same *
INSERT { ?w ?p ?o } WHERE { ?s owl:sameAs ?w . ?s ?p ?o FILTER (?p != owl:sameAs) } ;

# eq-rep-p: what is said of a thing holds of whatever is the same *
INSERT { ?s ?w ?o } WHERE { ?p owl:sameAs ?w . ?s ?p ?o } ;

# eq-rep-o: what is said of a thing holds of whatever is the same *
INSERT { ?s ?p ?w } WHERE { ?o owl:sameAs ?w . ?s ?p ?o FILTER (?p != owl:sameAs) } ;
"""
_LAST: Final = f"""\
# When nothing is added any more, classes without a name have served their turn; this removes them:
# DELETE {{ ?x a ?class }} WHERE {{ ?x a ?class FILTER (STRSTARTS(STR(?class), "{NAMELESS}")) }}
"""


def as_updates(rules: Iterable[Rule], *, merges: bool) -> str:
    """A sequence of updates that derive, when run until nothing changes, what the reasoner does.

    Args:
        rules: As `compile_rules` makes them.
        merges: Whether what turns out to be the same is to be made one.
    """
    kept = [rule for rule in rules if not _about_literals(rule)]
    names: dict[ox.BlankNode, str] = {}
    updates = [_update(rule, names, again=again) for rule, again in _in_order(kept)]
    used = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items() if f"{name}:" in "".join(updates))
    body = "\n".join((*updates, *([_FOLLOWED] if merges else [])))
    return f"{_HEADER}{'' if merges else _REPORTED}\n{used}\n{body}\n{_LAST}"


def _about_literals(rule: Rule) -> bool:
    patterns = (*rule.body, *([rule.head] if rule.head else []))
    return any(
        predicate == TYPE and isinstance(target, ox.NamedNode) and target.value in DATATYPES
        for _, predicate, target in patterns
    )


def _in_order(rules: Sequence[Rule]) -> Iterator[tuple[Rule, bool]]:
    """Rules after those that feed them, and whether they feed themselves; what finds fault comes last."""
    numbers: dict[tuple[object, object], int] = {}

    def node(pattern: Pattern) -> int:
        _, predicate, target = pattern
        kind = target if predicate == TYPE and not isinstance(target, Variable) else None
        return numbers.setdefault((predicate, kind), len(numbers))

    feeds: defaultdict[int, set[int]] = defaultdict(set)
    by_head: defaultdict[int, list[Rule]] = defaultdict(list)
    for rule in rules:
        if rule.head is not None:
            by_head[node(rule.head)].append(rule)
            for pattern in rule.body:
                feeds[node(pattern)].add(node(rule.head))
    for together in components(feeds, by_head):
        for head in together:
            for rule in sorted(by_head.get(head, ()), key=lambda rule: (rule.name, repr(rule))):
                yield rule, any(node(pattern) in together for pattern in rule.body)
    for rule in sorted((rule for rule in rules if rule.head is None), key=lambda rule: (rule.name, repr(rule))):
        yield rule, False


def _update(rule: Rule, names: dict[ox.BlankNode, str], *, again: bool) -> str:
    head = rule.head
    if head is None:
        subject = rule.body[0][0] if rule.body else OWL["Thing"]
        head = (subject, TYPE, OWL["Nothing"])
    body = " . ".join(_written(pattern, names) for pattern in rule.body)
    unlike = f" FILTER ({_term(head[0], names)} != {_term(head[2], names)})" if head[1] == OWL["sameAs"] else ""
    axiom = f" [{shown(rule.axioms[0])}]" if rule.axioms and not _nameless(rule) else ""
    comment = f"# {rule.name}: {words(rule)}{axiom}{' *' if again else ''}"
    return f"{comment}\nINSERT {{ {_written(head, names)} }} WHERE {{ {body}{unlike} }} ;\n"


def _nameless(rule: Rule) -> bool:
    return any(isinstance(term, ox.BlankNode) for term in rule.axioms[0])


def _written(pattern: Pattern, names: dict[ox.BlankNode, str]) -> str:
    subject, predicate, target = pattern
    verb = "a" if predicate == TYPE else _term(predicate, names)
    return f"{_term(subject, names)} {verb} {_term(target, names)}"


def _term(term: Term | Variable, names: dict[ox.BlankNode, str]) -> str:
    if isinstance(term, ox.NamedNode):
        short = curie(term.value)
        return str(term) if short == term.value else short
    if isinstance(term, ox.BlankNode):
        return names.setdefault(term, f"<{NAMELESS}{len(names) + 1}>")
    return repr(term) if isinstance(term, Variable) else str(term)
