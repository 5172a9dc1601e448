"""Rules, as data: what the compiler writes and everything else reads.

A rule is one of the W3C's OWL 2 RL/RDF rules (OWL 2 Profiles, section 4.3) with the axioms it is about
filled in: `prp-spo2`, say, for one property chain of one ontology. What is left are patterns over data.

>>> Rule("prp-inv1", ((HG.inWork, OWL["inverseOf"], HG.hasHomage),), ((X, HG.inWork, Y),), (Y, HG.hasHomage, X))
Rule(prp-inv1: ?x hg:inWork ?y → ?y hg:hasHomage ?x)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from homage_graph.vocabulary import HG, curie

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from homage_graph.vocabulary import Term

__all__ = [
    "HG", "OWL", "RDF", "RDFS", "TYPE", "Pattern", "Rule", "Statement", "U", "V", "Variable", "W", "X", "Y", "Z",
    "filled", "shown", "shown_term", "unify", "words",
]  # fmt: skip


@dataclass(frozen=True)
class Variable:
    """A place in a pattern that any term may take."""

    name: str

    def __repr__(self) -> str:
        return f"?{self.name}"


U, V, W, X, Y, Z = (Variable(name) for name in "uvwxyz")

Statement = tuple["Term", "Term", "Term"]
"""A triple of terms; unlike one of RDF its subject may be a literal, as the rules need on the way."""
Pattern = tuple["Term | Variable", "Term | Variable", "Term | Variable"]
"""A triple in which variables stand for terms."""


class _Namespace(dict[str, ox.NamedNode]):
    def __init__(self, iri: str) -> None:
        self._iri = iri

    def __missing__(self, name: str) -> ox.NamedNode:
        return self.setdefault(name, ox.NamedNode(self._iri + name))


OWL: Final = _Namespace("http://www.w3.org/2002/07/owl#")
RDF: Final = _Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS: Final = _Namespace("http://www.w3.org/2000/01/rdf-schema#")
TYPE: Final = RDF["type"]


@dataclass(frozen=True, repr=False)
class Rule:
    """One rule of OWL 2 RL/RDF for the axioms of one ontology.

    Attributes:
        name: What the W3C calls it, in OWL 2 Profiles, tables 4 to 9: `prp-spo2`, `cax-sco`.
        axioms: The statements it comes from; all of them hold.
        body: What must hold of the data, with variables. No pattern has a variable for its predicate.
        head: What follows; None where a contradiction does.
    """

    name: str
    axioms: tuple[Statement, ...]
    body: tuple[Pattern, ...]
    head: Pattern | None

    def __repr__(self) -> str:
        return f"Rule({self.name}: {self.formula})"

    @property
    def formula(self) -> str:
        """Its body and its head, without the axioms."""
        body = " ∧ ".join(shown(pattern) for pattern in self.body) or "true"
        return f"{body} → {shown(self.head) if self.head else 'false'}"

    def variables(self) -> Iterator[Variable]:
        """Each variable once, in the order of the body, then of the head."""
        seen = dict.fromkeys(part for pattern in (*self.body, *((self.head,) if self.head else ())) for part in pattern)
        return (part for part in seen if isinstance(part, Variable))


def unify(pattern: Pattern, statement: Pattern, bindings: dict[Variable, Term]) -> dict[Variable, Term] | None:
    """The bindings under which a pattern is that statement, or None where nothing makes it so.

    Variables of the statement itself match anything and bind nothing.
    """
    found = dict(bindings)
    for part, term in zip(pattern, statement, strict=True):
        if isinstance(term, Variable):
            continue
        if isinstance(part, Variable):
            if found.setdefault(part, term) != term:
                return None
        elif part != term:
            return None
    return found


def filled(pattern: Pattern, bindings: Mapping[Variable, Term]) -> Statement:
    """A pattern with terms for the variables that are bound: a statement, if all are."""
    subject, predicate, target = (
        bindings.get(part, part) if isinstance(part, Variable) else part for part in pattern
    )  # fmt: skip
    return subject, predicate, target  # type: ignore[return-value]  # the caller knows which are bound


def shown(pattern: Pattern) -> str:
    """A pattern as people read it: `?x a hg:Film`, `film:oldboy hg:directedBy ?y`."""
    subject, predicate, target = pattern
    verb = "a" if predicate == TYPE else shown_term(predicate)
    return f"{shown_term(subject)} {verb} {shown_term(target)}"


def shown_term(term: Term | Variable) -> str:
    """A term as people read it."""
    if isinstance(term, ox.NamedNode):
        short = curie(term.value)
        return f"<{short}>" if short == term.value else short
    return repr(term) if isinstance(term, Variable) else str(term)


_WORDS: Final = {
    "eq-ref": "everything is the same as itself",
    "eq-sym": "what is the same is so both ways",
    "eq-trans": "what is the same as the same is the same",
    "eq-rep-s": "what is said of a thing holds of whatever is the same",
    "eq-rep-p": "what is said of a thing holds of whatever is the same",
    "eq-rep-o": "what is said of a thing holds of whatever is the same",
    "dt-eq": "they are the same value",
    "eq-diff1": "two things are said to be the same, and to be different",
    "eq-diff2": "two members of a list of different things are the same",
    "eq-diff3": "two members of a list of different things are the same",
    "prp-dom": "{1} is said only of {2}",
    "prp-rng": "{1} leads only to {2}",
    "prp-fp": "{1} has one value at most",
    "prp-ifp": "a value of {1} is that of one thing at most",
    "prp-irp": "nothing has {1} to itself",
    "prp-symp": "{1} holds both ways",
    "prp-asyp": "{1} never holds both ways",
    "prp-trp": "{1} passes on, step by step",
    "prp-spo1": "whatever is {1} is {2} too",
    "prp-spo2": "{chain} makes {1}",
    "prp-eqp1": "{1} and {2} say the same",
    "prp-eqp2": "{1} and {2} say the same",
    "prp-pdw": "{1} and {2} never hold between the same two",
    "prp-adp": "{verbs} never hold between the same two",
    "prp-inv1": "{1} is the inverse of {2}",
    "prp-inv2": "{1} is the inverse of {2}",
    "prp-key": "two of {1} with the same {verbs} are one",
    "prp-npa1": "it is said, and it is said not to hold",
    "prp-npa2": "it is said, and it is said not to hold",
    "cls-nothing2": "nothing can be of owl:Nothing",
    "cls-int1": "what is of {kinds} is of {1}",
    "cls-int2": "what is of {1} is of each of its parts",
    "cls-uni": "what is of {kinds} is of {1}",
    "cls-com": "{1} is all that is not of {2}",
    "cls-svf1": "whatever has {verbs} of {2} is of {1}",
    "cls-svf2": "whatever has {verbs} is of {1}",
    "cls-avf": "of {1}, {verbs} leads only to {2}",
    "cls-hv1": "everything of {1} has the value {2}",
    "cls-hv2": "whatever has {verbs} {2} is of {1}",
    "cls-maxc1": "what is of {1} has no {verbs}",
    "cls-maxc2": "what is of {1} has one {verbs} at most",
    "cls-maxqc1": "what is of {1} has no such {verbs}",
    "cls-maxqc2": "what is of {1} has no {verbs}",
    "cls-maxqc3": "what is of {1} has one such {verbs} at most",
    "cls-maxqc4": "what is of {1} has one {verbs} at most",
    "cls-oo": "{1} lists its members",
    "cax-sco": "every {1} is {2}",
    "cax-sco, unnamed": "what is of {1} is of {2}",
    "cax-eqc1": "{1} and {2} are the same class",
    "cax-eqc2": "{1} and {2} are the same class",
    "cax-dw": "nothing is of both {1} and {2}",
    "cax-adc": "nothing is of both {kinds}",
    "cls-thing": "it holds in any graph",
    "cls-nothing1": "it holds in any graph",
    "dt-sub": "XML Schema defines the one as part of the other",
    "dt-type2": "the value is of that datatype",
    "dt-diff": "these are different values",
    "dt-not-type": "the value is not of that datatype",
}


def words(rule: Rule) -> str:
    """What a rule says, in a few plain words."""
    subject, _, target = rule.axioms[0] if rule.axioms else (OWL["Thing"],) * 3
    nameless = isinstance(subject, ox.BlankNode) or isinstance(target, ox.BlankNode)
    name = "cax-sco, unnamed" if rule.name == "cax-sco" and nameless else rule.name
    said = _WORDS.get(name, "so are axioms entailed by axioms")
    chain = " ∘ ".join(_named(verb) for _, verb, _ in rule.body)
    verbs = " and ".join(dict.fromkeys(_named(verb) for _, verb, _ in rule.body if verb != TYPE))
    kinds = " and ".join(dict.fromkeys(_named(kind) for _, verb, kind in rule.body if verb == TYPE))
    for blank, filled in (
        ("{1}", _named(subject)), ("{2}", _named(target)), ("{chain}", chain), ("{verbs}", verbs), ("{kinds}", kinds)
    ):  # fmt: skip
        said = said.replace(blank, filled)
    return said


def _named(term: Term | Variable) -> str:
    return "an unnamed class" if isinstance(term, ox.BlankNode) else shown_term(term)
