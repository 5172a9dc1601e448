"""From axioms to rules: OWL 2 RL/RDF, tables 4 to 9 (OWL 2 Profiles, section 4.3), for one ontology.

The rules *about* the ontology (`SCHEMA`, table 9) have the W3C's own shape and are run first. What they
yield, with what is written, is compiled to rules about data, in which only patterns over data are left.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from homage_graph.errors import ReasoningError
from homage_graph.reasoning.datatypes import known_value
from homage_graph.reasoning.rules import OWL, RDF, RDFS, TYPE, Rule, U, V, Variable, W, X, Y, Z, shown_term

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from homage_graph.reasoning.rules import Pattern, Statement
    from homage_graph.vocabulary import Term

    Pairs = Mapping[Term, Iterable[tuple[Term, Term]]]

__all__ = [
    "BOUNDS", "BUILT_IN", "CLASSES", "MADE_AGAIN", "PREDICATES", "SCHEMA", "Ontology", "beyond", "compile_rules",
    "list_facts",
]  # fmt: skip

MOST_RULES: Final = 200_000
"""More rules than this come of one list with thousands of members, whose pairs are a rule each."""

_SUB, _SPO, _EQC, _EQP = RDFS["subClassOf"], RDFS["subPropertyOf"], OWL["equivalentClass"], OWL["equivalentProperty"]
_DOM, _RNG, _ON = RDFS["domain"], RDFS["range"], OWL["onProperty"]
_SVF, _AVF, _HV = OWL["someValuesFrom"], OWL["allValuesFrom"], OWL["hasValue"]
_SAME, _DIFFERENT, _THING, _NOTHING = OWL["sameAs"], OWL["differentFrom"], OWL["Thing"], OWL["Nothing"]


def _on(restriction: Variable, value: Variable, kind: ox.NamedNode, property_: Variable) -> tuple[Pattern, Pattern]:
    return (restriction, kind, value), (restriction, _ON, property_)


SCHEMA: Final = (
    *(
        Rule("scm-cls", (), ((X, TYPE, OWL["Class"]),), head)
        for head in ((X, _SUB, X), (X, _EQC, X), (X, _SUB, _THING), (_NOTHING, _SUB, X))
    ),
    Rule("scm-sco", (), ((X, _SUB, Y), (Y, _SUB, Z)), (X, _SUB, Z)),
    Rule("scm-eqc1", (), ((X, _EQC, Y),), (X, _SUB, Y)),
    Rule("scm-eqc1", (), ((X, _EQC, Y),), (Y, _SUB, X)),
    Rule("scm-eqc2", (), ((X, _SUB, Y), (Y, _SUB, X)), (X, _EQC, Y)),
    *(
        Rule(name, (), ((X, TYPE, OWL[kind]),), (X, verb, X))
        for name, kind in (("scm-op", "ObjectProperty"), ("scm-dp", "DatatypeProperty"))
        for verb in (_SPO, _EQP)
    ),
    Rule("scm-spo", (), ((X, _SPO, Y), (Y, _SPO, Z)), (X, _SPO, Z)),
    Rule("scm-eqp1", (), ((X, _EQP, Y),), (X, _SPO, Y)),
    Rule("scm-eqp1", (), ((X, _EQP, Y),), (Y, _SPO, X)),
    Rule("scm-eqp2", (), ((X, _SPO, Y), (Y, _SPO, X)), (X, _EQP, Y)),
    Rule("scm-dom1", (), ((X, _DOM, Y), (Y, _SUB, Z)), (X, _DOM, Z)),
    Rule("scm-dom2", (), ((Y, _DOM, Z), (X, _SPO, Y)), (X, _DOM, Z)),
    Rule("scm-rng1", (), ((X, _RNG, Y), (Y, _SUB, Z)), (X, _RNG, Z)),
    Rule("scm-rng2", (), ((Y, _RNG, Z), (X, _SPO, Y)), (X, _RNG, Z)),
    Rule("scm-hv", (), (*_on(X, V, _HV, U), *_on(Y, V, _HV, W), (U, _SPO, W)), (X, _SUB, Y)),
    Rule("scm-svf1", (), (*_on(X, U, _SVF, V), *_on(Y, W, _SVF, V), (U, _SUB, W)), (X, _SUB, Y)),
    Rule("scm-svf2", (), (*_on(X, V, _SVF, U), *_on(Y, V, _SVF, W), (U, _SPO, W)), (X, _SUB, Y)),
    Rule("scm-avf1", (), (*_on(X, U, _AVF, V), *_on(Y, W, _AVF, V), (U, _SUB, W)), (X, _SUB, Y)),
    Rule("scm-avf2", (), (*_on(X, V, _AVF, U), *_on(Y, V, _AVF, W), (U, _SPO, W)), (Y, _SUB, X)),
)
"""Table 9 but for its two rules over lists, which `list_facts` has: how axioms entail axioms."""

MADE_AGAIN: Final[Mapping[Term, Collection[str]]] = {
    _SUB: {"scm-cls", "scm-sco", "scm-eqc1", "dt-sub"},
    _SPO: {"scm-op", "scm-dp", "scm-spo", "scm-eqp1"},
    _EQC: {"scm-cls", "scm-eqc2"},
    _EQP: {"scm-op", "scm-dp", "scm-eqp2"},
    _DOM: {"scm-dom1", "scm-dom2"},
    _RNG: {"scm-rng1", "scm-rng2"},
}
"""Axioms that these rules derive say nothing of data that the axioms they come from do not."""

PREDICATES: Final = frozenset(
    {_SUB, _SPO, _EQC, _EQP, _DOM, _RNG, _ON, _SVF, _AVF, _HV, RDF["first"], RDF["rest"]}
    | {
        OWL[name]
        for name in (
            "inverseOf", "propertyChainAxiom", "propertyDisjointWith", "members", "distinctMembers", "hasKey",
            "sourceIndividual", "assertionProperty", "targetIndividual", "targetValue", "intersectionOf", "unionOf",
            "complementOf", "oneOf", "maxCardinality", "maxQualifiedCardinality", "onClass", "disjointWith",
        )
    }
)  # fmt: skip
"""Predicates of axioms: a new statement with one of them may mean new rules."""

BOUNDS: Final = (OWL["maxCardinality"], OWL["maxQualifiedCardinality"])
"""Predicates of axioms whose objects are read as numbers."""

BUILT_IN: Final = (_SAME, _DIFFERENT, _THING, _NOTHING, RDF["nil"])
"""Terms that rules know, besides those of axioms."""

CLASSES: Final = frozenset(
    OWL[name]
    for name in (
        "Class", "ObjectProperty", "DatatypeProperty", "FunctionalProperty", "InverseFunctionalProperty",
        "IrreflexiveProperty", "SymmetricProperty", "AsymmetricProperty", "TransitiveProperty",
        "AllDisjointClasses", "AllDisjointProperties", "AllDifferent",
    )
)  # fmt: skip
"""Classes of axioms: as `PREDICATES`."""

_BEYOND: Final = (
    "cardinality", "minCardinality", "qualifiedCardinality", "minQualifiedCardinality", "hasSelf",
    "disjointUnionOf", "datatypeComplementOf", "onDatatype", "withRestrictions", "onDataRange", "onProperties",
)  # fmt: skip


class Ontology:
    """The axioms of a graph, closed by `SCHEMA`, but for those that say nothing of data that others do not.

    Args:
        pairs: Of each predicate in `PREDICATES` its subjects and objects.
        members: Of each class in `CLASSES` its members.
    """

    def __init__(self, pairs: Pairs, members: Mapping[Term, Iterable[Term]]) -> None:
        self._pairs = {verb: sorted(rows, key=str) for verb, rows in pairs.items()}
        self._members = {kind: sorted(things, key=str) for kind, things in members.items()}
        self._values: dict[Term, defaultdict[Term, list[Term]]] = {}

    def pairs(self, predicate: Term) -> Iterable[tuple[Term, Term]]:
        """Subjects and objects of a predicate."""
        return self._pairs.get(predicate, ())

    def members(self, kind: Term) -> Iterable[Term]:
        """The members of a class."""
        return self._members.get(kind, ())

    def values(self, subject: Term, predicate: Term) -> list[Term]:
        """The objects of a subject."""
        if predicate not in self._values:
            found = self._values[predicate] = defaultdict(list)
            for owner, target in self._pairs.get(predicate, ()):
                found[owner].append(target)
        return self._values[predicate].get(subject, [])

    def items(self, head: Term) -> list[Term]:
        """The members of an RDF list.

        Raises:
            ReasoningError: It has no end, two ends, or a cell without a member.
        """
        found: list[Term] = []
        seen: set[Term] = set()
        while head != RDF["nil"]:
            first, rest = self.values(head, RDF["first"]), self.values(head, RDF["rest"])
            if head in seen:
                raise ReasoningError(f"the list at {shown_term(head)} runs in a circle")
            if len(first) != 1 or len(rest) != 1:
                what = "no member" if not first else "no end" if not rest else "two members, or two ends, in one cell"
                raise ReasoningError(f"the list at {shown_term(head)} is broken: it has {what}")
            seen.add(head)
            found.append(first[0])
            head = rest[0]
        return found


def list_facts(ontology: Ontology) -> Iterator[Rule]:
    """Rules scm-int and scm-uni of table 9, which have nothing to wait for."""
    for whole, parts in ontology.pairs(OWL["intersectionOf"]):
        for part in ontology.items(parts):
            yield Rule("scm-int", ((whole, OWL["intersectionOf"], parts),), (), (whole, _SUB, part))
    for whole, parts in ontology.pairs(OWL["unionOf"]):
        for part in ontology.items(parts):
            yield Rule("scm-uni", ((whole, OWL["unionOf"], parts),), (), (part, _SUB, whole))


def compile_rules(ontology: Ontology) -> tuple[Rule, ...]:
    """The rules about data that an ontology amounts to, each once.

    Raises:
        ReasoningError: A list is broken, or so long that its pairs make too many rules.
    """
    rules: dict[tuple[object, ...], Rule] = {}
    for table in (_equality, _properties, _class_expressions, _class_axioms):
        for rule in table(ontology):
            if rule.head is not None and rule.head in rule.body:
                continue
            rules.setdefault((rule.name, rule.body, rule.head), rule)
            if len(rules) > MOST_RULES:
                where = shown_term(rule.axioms[0][0])
                raise ReasoningError(f"{rule.name}: more than {MOST_RULES:,} rules; the last is about {where}")
    return tuple(rules.values())


def beyond(counts: Counter[Term]) -> tuple[str, ...]:
    """What of a graph OWL 2 RL has no rule for, a sentence each.

    Args:
        counts: How often each predicate stands in the graph, and each class as a type.
    """
    found = {OWL[name]: counts[OWL[name]] for name in (*_BEYOND, "imports", "ReflexiveProperty") if counts[OWL[name]]}
    reasons = {OWL["imports"]: "nothing is fetched: name the file beside the others"}
    return tuple(
        f"{shown_term(term)} ({count} times): {reasons.get(term, 'OWL 2 RL has no rule for it, so nothing follows')}"
        for term, count in sorted(found.items(), key=str)
    )


# ------------------------------------------------------------------ the W3C's tables, one function each


def _equality(ontology: Ontology) -> Iterator[Rule]:
    """Table 4. What is the same has one name here, which stands for all of them: see `materialise`.

    So no rule is needed for symmetry, transitivity and replacement, and two different things are the same
    where a name stands twice.
    """
    yield Rule("eq-diff1", (), ((X, _SAME, Y), (X, _DIFFERENT, Y)), None)
    yield Rule("eq-diff1", (), ((X, _SAME, Y), (Y, _DIFFERENT, X)), None)
    yield Rule("eq-diff1", (), ((X, _DIFFERENT, X),), None)
    for name, verb in (("eq-diff2", OWL["members"]), ("eq-diff3", OWL["distinctMembers"])):
        for owner in ontology.members(OWL["AllDifferent"]):
            for members in ontology.values(owner, verb):
                for one, count in Counter(ontology.items(members)).items():
                    if count > 1:
                        yield Rule(name, ((owner, verb, members),), ((one, _SAME, one),), None)


def _properties(ontology: Ontology) -> Iterator[Rule]:  # noqa: C901, PLR0912 - one table, rule by rule
    """Table 5."""
    axioms: tuple[Statement, ...]
    for verb, target in ontology.pairs(_DOM):
        yield Rule("prp-dom", ((verb, _DOM, target),), ((X, verb, Y),), (X, TYPE, target))
    for verb, target in ontology.pairs(_RNG):
        yield Rule("prp-rng", ((verb, _RNG, target),), ((X, verb, Y),), (Y, TYPE, target))
    kinds: tuple[tuple[str, str, tuple[tuple[Variable, Variable], ...], tuple[Variable, Variable] | None], ...] = (
        ("prp-irp", "IrreflexiveProperty", ((X, X),), None),
        ("prp-symp", "SymmetricProperty", ((X, Y),), (Y, X)),
        ("prp-asyp", "AsymmetricProperty", ((X, Y), (Y, X)), None),
        ("prp-trp", "TransitiveProperty", ((X, Y), (Y, Z)), (X, Z)),
    )
    for name, kind, ends, head in kinds:
        for verb in ontology.members(OWL[kind]):
            body = tuple((one, verb, other) for one, other in ends)
            yield Rule(name, ((verb, TYPE, OWL[kind]),), body, (head[0], verb, head[1]) if head else None)
    for verb in ontology.members(OWL["FunctionalProperty"]):
        axioms = ((verb, TYPE, OWL["FunctionalProperty"]),)
        yield Rule("prp-fp", axioms, ((X, verb, Y), (X, verb, Z)), (Y, _SAME, Z))
    for verb in ontology.members(OWL["InverseFunctionalProperty"]):
        axioms = ((verb, TYPE, OWL["InverseFunctionalProperty"]),)
        yield Rule("prp-ifp", axioms, ((X, verb, Z), (Y, verb, Z)), (X, _SAME, Y))
    for lower, upper in ontology.pairs(_SPO):
        yield Rule("prp-spo1", ((lower, _SPO, upper),), ((X, lower, Y),), (X, upper, Y))
    for verb, links in ontology.pairs(OWL["propertyChainAxiom"]):
        if chain := ontology.items(links):
            stops = (X, *(Variable(f"v{number}") for number in range(1, len(chain))), Y)
            body = tuple((stops[place], link, stops[place + 1]) for place, link in enumerate(chain))
            yield Rule("prp-spo2", ((verb, OWL["propertyChainAxiom"], links),), body, (X, verb, Y))
    for one, other in ontology.pairs(_EQP):
        yield Rule("prp-eqp1", ((one, _EQP, other),), ((X, one, Y),), (X, other, Y))
        yield Rule("prp-eqp2", ((one, _EQP, other),), ((X, other, Y),), (X, one, Y))
    for one, other in ontology.pairs(OWL["inverseOf"]):
        axioms = ((one, OWL["inverseOf"], other),)
        yield Rule("prp-inv1", axioms, ((X, one, Y),), (Y, other, X))
        yield Rule("prp-inv2", axioms, ((X, other, Y),), (Y, one, X))
    for one, other in ontology.pairs(OWL["propertyDisjointWith"]):
        axioms = ((one, OWL["propertyDisjointWith"], other),)
        yield Rule("prp-pdw", axioms, ((X, one, Y), (X, other, Y)), None)
    for owner in ontology.members(OWL["AllDisjointProperties"]):
        for members in ontology.values(owner, OWL["members"]):
            for one, other in combinations(ontology.items(members), 2):
                axioms = ((owner, OWL["members"], members),)
                yield Rule("prp-adp", axioms, ((X, one, Y), (X, other, Y)), None)
    for owner, keys in ontology.pairs(OWL["hasKey"]):
        if verbs := ontology.items(keys):
            keyed: tuple[Pattern, ...] = tuple(
                (who, verb, Variable(f"z{number}")) for number, verb in enumerate(verbs, 1) for who in (X, Y)
            )
            both = (*keyed, *_typed(X, owner), *_typed(Y, owner))
            yield Rule("prp-key", ((owner, OWL["hasKey"], keys),), both, (X, _SAME, Y))
    for name, end in (("prp-npa1", OWL["targetIndividual"]), ("prp-npa2", OWL["targetValue"])):
        for owner, target in ontology.pairs(end):
            sources = ontology.values(owner, OWL["sourceIndividual"])
            denied = ontology.values(owner, OWL["assertionProperty"])
            for source in sources:
                for verb in denied:
                    axioms = (
                        (owner, OWL["sourceIndividual"], source),
                        (owner, OWL["assertionProperty"], verb),
                        (owner, end, target),
                    )  # fmt: skip
                    yield Rule(name, axioms, ((source, verb, target),), None)


def _class_expressions(ontology: Ontology) -> Iterator[Rule]:  # noqa: C901, PLR0912 - one table, rule by rule
    """Table 6."""
    axioms: tuple[Statement, ...]
    yield Rule("cls-nothing2", (), ((X, TYPE, _NOTHING),), None)
    for whole, parts in ontology.pairs(OWL["intersectionOf"]):
        axioms = ((whole, OWL["intersectionOf"], parts),)
        members = ontology.items(parts)
        narrow = [(X, TYPE, part) for part in members if part != _THING]
        if members:
            yield Rule("cls-int1", axioms, tuple(narrow) or ((X, TYPE, _THING),), (X, TYPE, whole))
        for part in members:
            yield Rule("cls-int2", axioms, ((X, TYPE, whole),), (X, TYPE, part))
    for whole, parts in ontology.pairs(OWL["unionOf"]):
        for part in ontology.items(parts):
            yield Rule("cls-uni", ((whole, OWL["unionOf"], parts),), ((X, TYPE, part),), (X, TYPE, whole))
    for one, other in ontology.pairs(OWL["complementOf"]):
        axioms = ((one, OWL["complementOf"], other),)
        yield Rule("cls-com", axioms, ((X, TYPE, one), (X, TYPE, other)), None)
    for owner, listed in ontology.pairs(OWL["oneOf"]):
        for member in ontology.items(listed):
            yield Rule("cls-oo", ((owner, OWL["oneOf"], listed),), (), (member, TYPE, owner))
    for owner, verb in ontology.pairs(_ON):
        on = (owner, _ON, verb)
        for target in ontology.values(owner, _SVF):
            axioms = ((owner, _SVF, target), on)
            name = "cls-svf2" if target == _THING else "cls-svf1"
            yield Rule(name, axioms, ((U, verb, V), *_typed(V, target)), (U, TYPE, owner))
        for target in ontology.values(owner, _AVF):
            yield Rule("cls-avf", ((owner, _AVF, target), on), ((U, TYPE, owner), (U, verb, V)), (V, TYPE, target))
        for target in ontology.values(owner, _HV):
            yield Rule("cls-hv1", ((owner, _HV, target), on), ((U, TYPE, owner),), (U, verb, target))
            yield Rule("cls-hv2", ((owner, _HV, target), on), ((U, verb, target),), (U, TYPE, owner))
        for bound in ontology.values(owner, OWL["maxCardinality"]):
            axioms = ((owner, OWL["maxCardinality"], bound), on)
            yield from _at_most(_number(bound), ("cls-maxc1", "cls-maxc2"), axioms, owner, verb, _THING)
        for bound in ontology.values(owner, OWL["maxQualifiedCardinality"]):
            for target in ontology.values(owner, OWL["onClass"]):
                axioms = (
                    (owner, OWL["maxQualifiedCardinality"], bound),
                    on,
                    (owner, OWL["onClass"], target),
                )  # fmt: skip
                names = ("cls-maxqc2", "cls-maxqc4") if target == _THING else ("cls-maxqc1", "cls-maxqc3")
                yield from _at_most(_number(bound), names, axioms, owner, verb, target)


def _class_axioms(ontology: Ontology) -> Iterator[Rule]:
    """Table 7."""
    for lower, upper in ontology.pairs(_SUB):
        yield Rule("cax-sco", ((lower, _SUB, upper),), ((X, TYPE, lower),), (X, TYPE, upper))
    for one, other in ontology.pairs(_EQC):
        yield Rule("cax-eqc1", ((one, _EQC, other),), ((X, TYPE, one),), (X, TYPE, other))
        yield Rule("cax-eqc2", ((one, _EQC, other),), ((X, TYPE, other),), (X, TYPE, one))
    for one, other in ontology.pairs(OWL["disjointWith"]):
        yield Rule("cax-dw", ((one, OWL["disjointWith"], other),), ((X, TYPE, one), (X, TYPE, other)), None)
    if any((X, TYPE, _THING) in rule.body for rule in _class_expressions(ontology)) or any(
        lower == _THING for lower, _ in (*ontology.pairs(_SUB), *ontology.pairs(_EQC))
    ):  # only then does it matter that whatever is of a class is an owl:Thing
        for kind in ontology.members(OWL["Class"]):
            yield Rule("cax-sco", ((kind, _SUB, _THING),), ((X, TYPE, kind),), (X, TYPE, _THING))
    for owner in ontology.members(OWL["AllDisjointClasses"]):
        for members in ontology.values(owner, OWL["members"]):
            for one, other in combinations(ontology.items(members), 2):
                axioms = ((owner, OWL["members"], members),)
                yield Rule("cax-adc", axioms, ((X, TYPE, one), (X, TYPE, other)), None)


def _typed(who: Variable, kind: Term) -> tuple[Pattern, ...]:
    """That something is of a class; nothing to ask where everything is."""
    return () if kind == _THING else ((who, TYPE, kind),)


def _at_most(
    bound: int | None, names: tuple[str, str], axioms: tuple[Statement, ...], owner: Term, verb: Term, kind: Term
) -> Iterator[Rule]:
    member: Pattern = (U, TYPE, owner)
    if bound == 0:
        yield Rule(names[0], axioms, ((U, verb, Y), member, *_typed(Y, kind)), None)
    elif bound == 1:
        body = ((U, verb, Y), (U, verb, Z), member, *_typed(Y, kind), *_typed(Z, kind))
        yield Rule(names[1], axioms, body, (Y, _SAME, Z))


def _number(term: Term) -> int | None:
    """The bound that a literal states, where it is one that rules know: 0 or 1, however it is spelt."""
    if not isinstance(term, ox.Literal):
        return None
    value = known_value(term)
    return 0 if value == ("decimal", "0") else 1 if value == ("decimal", "1") else None
