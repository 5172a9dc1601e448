"""What a materialisation comes to: the triples to tell, and what is wrong with the graph."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pyoxigraph as ox

from homage_graph.errors import ReasoningError
from homage_graph.reasoning.columns import EMPTY, distinct, unpack
from homage_graph.reasoning.compiler import CLASSES, PREDICATES
from homage_graph.reasoning.datatypes import DATATYPES, is_none_of
from homage_graph.reasoning.rules import OWL, RDF, RDFS, TYPE, Rule, X, Y, filled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import numpy.typing as npt

    from homage_graph.reasoning.columns import Column
    from homage_graph.reasoning.materialise import Materialisation
    from homage_graph.reasoning.rules import Statement
    from homage_graph.vocabulary import Term

    Rows = tuple[Column, Column, Column]
    Mask = npt.NDArray[np.bool_]

__all__ = [
    "AXIOMS", "TERM_CLASSES", "Conflict", "Triples", "contradictions", "duplicates", "everything", "is_telling",
    "telling",
]  # fmt: skip

AXIOMS: Final = (
    *((OWL[name], TYPE, OWL["Class"]) for name in ("Thing", "Nothing")),
    *((ox.NamedNode(iri), TYPE, RDFS["Datatype"]) for iri in sorted(DATATYPES)),
    *((RDFS[name], TYPE, OWL["AnnotationProperty"]) for name in ("label", "comment", "seeAlso", "isDefinedBy")),
    *(
        (OWL[name], TYPE, OWL["AnnotationProperty"])
        for name in ("deprecated", "versionInfo", "priorVersion", "backwardCompatibleWith", "incompatibleWith")
    ),
)
"""What holds in any graph: rules cls-thing, cls-nothing1, dt-type1 and prp-ap."""

TERM_CLASSES: Final = (
    *CLASSES, OWL["Restriction"], OWL["AnnotationProperty"], OWL["Ontology"], RDFS["Class"], RDFS["Datatype"],
    RDF["Property"], OWL["NegativePropertyAssertion"],
)  # fmt: skip
"""The classes of what an ontology is made of."""
_EVERYTHING: Final = (OWL["Thing"], RDFS["Resource"], OWL["NamedIndividual"], RDFS["Literal"])


_QUIET: Final = PREDICATES - {RDF["first"], RDF["rest"]} | {OWL["sameAs"], OWL["differentFrom"]}
_TRITE: Final = frozenset((*_EVERYTHING, *TERM_CLASSES))


class Triples(Collection[ox.Triple]):
    """Triples as columns; those of RDF are made when they are asked for.

    Args:
        terms: The terms, by number.
        columns: The numbers of subjects, predicates and objects.
    """

    def __init__(self, terms: Sequence[Term], columns: Rows) -> None:
        self._terms = terms
        self.columns = columns

    def __len__(self) -> int:
        return len(self.columns[0])

    def __contains__(self, triple: object) -> bool:
        return any(triple == one for one in self)

    def __iter__(self) -> Iterator[ox.Triple]:
        terms = self._terms
        for subject, predicate, target in zip(*(column.tolist() for column in self.columns), strict=True):
            yield ox.Triple(terms[subject], terms[predicate], terms[target])


@dataclass(frozen=True)
class Conflict:
    """A rule that finds fault: what it is, and what it finds it in.

    Attributes:
        rule: Of the W3C's rules; its head is None for a contradiction, an `owl:sameAs` for a duplicate.
        premises: The body of the rule, with terms for its variables.
        run: The number of the pass it was found in.
        conclusion: Of a duplicate, that the two are the same.
    """

    rule: Rule
    premises: tuple[Statement, ...]
    run: int
    conclusion: Statement | None = None


def everything(made: Materialisation) -> Triples:
    """All that follows and is not written, as legal RDF: the closure that the W3C's rules define.

    With what holds in any graph, such as `owl:Thing a owl:Class` and that everything is the same as itself.
    """
    number = made.dictionary.number
    axioms = np.array([[number(term) for term in axiom] for axiom in AXIOMS], np.int64)
    rows = _follow(made)
    same_as = number(OWL["sameAs"])
    everywhere = distinct(np.concatenate((*made.columns, *rows, *axioms.T, [same_as])))
    reflexive = everywhere, np.full(len(everywhere), same_as), everywhere
    whole = _stacked([rows, (axioms[:, 0], axioms[:, 1], axioms[:, 2]), reflexive])
    legal = ~_mask(made, ox.Literal)[whole[0]] & _mask(made, ox.NamedNode)[whole[1]]
    return Triples(made.dictionary.terms, _new(made, _only(whole, legal)))


def telling(made: Materialisation) -> Triples:
    """What follows and says something of a thing that its reader did not know of everything.

    Not the ontology's own closure; not that a thing is an `owl:Thing`, or of a class that has no name; not
    what is different; not that a thing is the same as itself; not equality that is only reported; not the
    same value in another spelling.
    """
    subjects, predicates, objects = rows = _follow(made)
    number = made.dictionary.number
    literal = _mask(made, ox.Literal)
    nameless = _mask(made, ox.BlankNode)
    typed = predicates == made.type
    trite = np.isin(objects, [number(term) for term in _EVERYTHING])
    quiet = predicates == number(OWL["differentFrom"])
    quiet |= (predicates == number(OWL["sameAs"])) & ((subjects == objects) | (not made.merges))
    ours = _about_terms(made, rows)
    named = _mask(made, ox.NamedNode)
    keep = named[predicates] & ~(literal[subjects] | ours | (typed & (trite | nameless[objects])) | quiet)
    return Triples(made.dictionary.terms, _one_spelling(made, _only(rows, keep)))


def is_telling(statement: Statement) -> bool:
    """As `telling`, for one statement that is not about a term of the ontology."""
    subject, predicate, target = statement
    if isinstance(subject, ox.Literal) or not isinstance(predicate, ox.NamedNode) or predicate in _QUIET:
        return False
    return predicate != TYPE or not (isinstance(target, ox.BlankNode) or target in _TRITE)


def contradictions(made: Materialisation) -> Iterator[Conflict]:
    """Every match of a rule that derives false, with those of the rules on literals: dt-diff, dt-not-type."""
    terms = made.dictionary.terms
    last = len(made.passes) - 1
    for rule in made.last.rules:
        if rule.head is None:
            for found in made.last.matches(rule):
                bound = {variable: terms[number] for variable, number in found.items()}
                yield Conflict(rule, tuple(filled(pattern, bound) for pattern in rule.body), last)
    yield from _different_values(made)
    yield from _no_such_value(made)


def duplicates(made: Materialisation) -> Iterator[Conflict]:
    """Each two things that must be one, by a key or by a property with one value."""
    terms = made.dictionary.terms
    same = made.dictionary.number(OWL["sameAs"])
    for place, run in enumerate(made.passes):
        found: dict[tuple[int, int], Rule] = {}
        for entry in run.log:
            if entry.key == same:
                ends = (part.tolist() for part in run.spread(same, entry.rows)[::2])
                found.update(dict.fromkeys(zip(*ends, strict=True), entry.rule))
        for (one, other), rule in found.items():
            if isinstance(terms[one], ox.Literal) or isinstance(terms[other], ox.Literal):
                continue  # of two literals it is a contradiction; of one, the thing is no record
            if (other, one) not in found or terms[one].value < terms[other].value:
                yield Conflict(rule, (), place, (terms[one], OWL["sameAs"], terms[other]))


def _different_values(made: Materialisation) -> Iterator[Conflict]:
    """Rule dt-diff, table 8."""
    terms = made.dictionary.terms
    same = made.dictionary.number(OWL["sameAs"])
    pairs: dict[tuple[int, int], int] = {}
    subjects, predicates, objects = made.columns
    rows = predicates == same
    for one, other in zip(subjects[rows].tolist(), objects[rows].tolist(), strict=True):
        pairs.setdefault((one, other), len(made.passes) - 1)
    for place, run in enumerate(made.passes):
        for entry in run.log:
            if entry.key == same:
                ends = (part.tolist() for part in run.spread(same, entry.rows)[::2])
                for one, other in zip(*ends, strict=True):
                    pairs.setdefault((min(one, other), max(one, other)), place)
    for names in made.classes().values():
        valued = [name for name in names if made.value(name) is not None]
        for other in valued[1:]:
            pairs.setdefault((valued[0], other), len(made.passes) - 1)
    for (one, other), place in pairs.items():
        if made.differ(one, other):
            statement = (terms[one], OWL["sameAs"], terms[other])
            yield Conflict(Rule("dt-diff", (), ((X, OWL["sameAs"], Y),), None), (statement,), place)


def _no_such_value(made: Materialisation) -> Iterator[Conflict]:
    """Rule dt-not-type, table 8."""
    terms = made.dictionary.terms
    classes = made.classes()
    last = len(made.passes) - 1
    for datatype in sorted(DATATYPES):
        iri = ox.NamedNode(datatype)
        number = made.dictionary.known(iri)
        relation = made.last.relations.get(~number) if number is not None else None
        for member in relation.rows.tolist() if relation else ():
            for name in classes.get(member, [member]):
                term = terms[name]
                if isinstance(term, ox.Literal) and is_none_of(term, datatype):
                    yield Conflict(Rule("dt-not-type", (), ((X, TYPE, iri),), None), ((term, TYPE, iri),), last)


# ------------------------------------------------------------------------------------------ columns


def _follow(made: Materialisation) -> Rows:
    """All that follows and is not written, literals as subjects among it, each once."""
    run = made.last
    parts = [run.spread(entry.key, entry.rows) for entry in run.log]
    carried = np.array(made.carried, np.int64).reshape(-1, 3)
    parts.append((carried[:, 0], carried[:, 1], carried[:, 2]))
    classes = made.classes()
    if not classes:
        return _new(made, _stacked(parts)) if len(carried) else _stacked(parts)
    many = np.zeros(len(made.dictionary), np.bool_)
    many[list(classes)] = True
    plain = [_only(part, ~_touched(many, part)) for part in parts]
    touched = [_only(part, _touched(many, part)) for part in map(run.statements, run.relations)]
    return _new(made, _stacked([*plain, _spelt_out(made, _stacked(touched), classes), _cliques(made, classes)]))


def _stacked(parts: Iterable[Rows]) -> Rows:
    subjects, predicates, objects = zip((EMPTY, EMPTY, EMPTY), *parts, strict=True)
    return np.concatenate(subjects), np.concatenate(predicates), np.concatenate(objects)


def _only(rows: Rows, mask: Mask) -> Rows:
    subjects, predicates, objects = rows
    return subjects[mask], predicates[mask], objects[mask]


def _touched(mask: Mask, rows: Rows) -> Mask:
    subjects, predicates, objects = rows
    return mask[subjects] | mask[predicates] | mask[objects]


def _spelt_out(made: Materialisation, rows: Rows, classes: dict[int, list[int]]) -> Rows:
    """Rows for every name of what has several (rules eq-rep-s, eq-rep-p and eq-rep-o)."""
    size = len(made.dictionary)
    counts = np.ones(size, np.int64)
    counts[list(classes)] = [len(names) for names in classes.values()]
    starts = np.cumsum(counts) - counts
    members = np.empty(int(counts.sum()), np.int64)
    members[starts] = np.arange(size)
    for stands, names in classes.items():
        members[starts[stands] : starts[stands] + len(names)] = names
    columns = list(rows)
    for place in range(3):
        times = counts[columns[place]]
        total = int(times.sum())
        _within(made, total, "eq-rep: names that are the same")
        first = np.repeat(starts[columns[place]] - (np.cumsum(times) - times), times)
        columns = [np.repeat(column, times) for column in columns]
        columns[place] = members[first + np.arange(total)]
    return columns[0], columns[1], columns[2]


def _cliques(made: Materialisation, classes: dict[int, list[int]]) -> Rows:
    """Each two names of one thing (rules eq-sym and eq-trans)."""
    _within(made, sum(len(names) ** 2 for names in classes.values()), "eq-trans: names that are the same")
    lists = [np.array(names, np.int64) for names in classes.values()]
    ones = np.concatenate([np.repeat(names, len(names)) for names in lists])
    others = np.concatenate([np.tile(names, len(names)) for names in lists])
    unlike = ones != others
    return ones[unlike], np.full(int(unlike.sum()), made.dictionary.number(OWL["sameAs"])), others[unlike]


def _within(made: Materialisation, size: int, what: str) -> None:
    if size > made.limits.inferred:
        raise ReasoningError(f"more than {made.limits.inferred:,} triples follow; the last rule was {what}")


def _one_spelling(made: Materialisation, rows: Rows) -> Rows:
    """Rows without those that only spell a value in another way than what is written, or one way for each value.

    That way is the one in which the value is written of the same thing, where it is.
    """
    if not made.equal_literals:
        return rows
    standard = np.arange(len(made.dictionary))
    for first, other in made.equal_literals:
        standard[other] = first
    several = np.zeros(len(made.dictionary), np.bool_)
    several[[number for pair in made.equal_literals for number in pair]] = True
    subjects, predicates, objects = made.columns
    here = several[objects]
    written = zip(subjects[here].tolist(), standard[objects[here]].tolist(), strict=True)
    spelt = dict(reversed(list(zip(written, objects[here].tolist(), strict=True))))
    told = _new(made, (rows[0], rows[1], standard[rows[2]]), (subjects, predicates, standard[objects]))
    chosen = told[2].copy()
    for place in np.flatnonzero(several[told[2]]).tolist():
        chosen[place] = spelt.get((int(told[0][place]), int(told[2][place])), chosen[place])
    return told[0], told[1], chosen


def _new(made: Materialisation, rows: Rows, known: Rows | None = None) -> Rows:
    """Rows that are not known, by default not written, each once, in order of their first names."""
    both = [np.concatenate(pair) for pair in zip(known or made.columns, rows, strict=True)]
    order = np.lexsort((both[2], both[1], both[0]))  # stable: what is written comes first among its equals
    subjects, predicates, objects = (column[order] for column in both)
    first = np.ones(len(order), np.bool_)
    first[1:] = (np.diff(subjects) != 0) | (np.diff(predicates) != 0) | (np.diff(objects) != 0)
    keep = first & (order >= len(made.columns[0]))
    return subjects[keep], predicates[keep], objects[keep]


def _mask(made: Materialisation, kind: type) -> Mask:
    """Which terms are of a kind."""
    return np.fromiter((isinstance(term, kind) for term in made.dictionary.terms), np.bool_, len(made.dictionary))


def _about_terms(made: Materialisation, rows: Rows) -> Mask:
    """Which rows speak of the ontology: of its classes, properties, expressions."""
    subjects, predicates, objects = rows
    number = made.dictionary.number
    verbs = [number(predicate) for predicate in PREDICATES - {RDF["first"], RDF["rest"]}]
    kinds = [number(kind) for kind in TERM_CLASSES]
    mask = np.zeros(len(made.dictionary), np.bool_)
    for kind in kinds:
        mask[made.last.relation(~kind).rows] = True
    for verb in verbs:
        mask[unpack(made.last.relation(verb).rows)[0]] = True
    about: Mask = mask[subjects] | np.isin(predicates, verbs) | ((predicates == made.type) & np.isin(objects, kinds))
    return about
