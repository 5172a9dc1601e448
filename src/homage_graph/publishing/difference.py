"""The difference of two graphs by what they say, not by lines: which things came, went or changed, in names.

The order of files and statements, prefixes, comments, and which file says a thing make no difference; labels of blank
nodes neither. Literals are compared as they are written.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from homage_graph.collecting import put_off
from homage_graph.publishing.molecules import Groups, blank_nodes, molecules
from homage_graph.querying.names import called
from homage_graph.vocabulary import CLAIMS, EDGES, HG, ONTOLOGY, PREFIXES, TERMS, curie

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from homage_graph.graph import Graph
    from homage_graph.vocabulary import Term

__all__ = ["Change", "Consequence", "Difference", "Entry", "Part", "Statement", "Value", "Vanished", "compare"]

_RDF: Final = PREFIXES["rdf"]
_TYPE: Final = ox.NamedNode(f"{_RDF}type")
_FIRST: Final = ox.NamedNode(f"{_RDF}first")
_REST: Final = ox.NamedNode(f"{_RDF}rest")
_NIL: Final = ox.NamedNode(f"{_RDF}nil")
_SUBCLASS: Final = ox.NamedNode(f"{PREFIXES['rdfs']}subClassOf")
_LABEL: Final = ox.NamedNode(f"{PREFIXES['rdfs']}label")
_PREFERRED: Final = ox.NamedNode(f"{PREFIXES['skos']}prefLabel")
_BEHIND: Final = (HG.evidence, HG.premise)
"""Properties whose values have no life of their own: what is said of them belongs to the claim."""
_IN: Final = (HG.inWork, HG.allegedIn, HG.about)
_ORDER: Final = {
    _TYPE.value: -6,
    **{edge.value: number - 5 for number, edge in enumerate(EDGES)},
    **{ONTOLOGY + term: number for number, term in enumerate(TERMS)},
}
_KINDS: Final = {
    f"{PREFIXES['owl']}Class": "class",
    f"{PREFIXES['owl']}ObjectProperty": "property",
    f"{PREFIXES['owl']}DatatypeProperty": "property",
    f"{PREFIXES['owl']}AnnotationProperty": "property",
    f"{PREFIXES['owl']}Ontology": "ontology",
    f"{PREFIXES['skos']}ConceptScheme": "concept scheme",
    f"{PREFIXES['skos']}Concept": "concept",
}
"""Kinds that the ontology has no label for, the most telling first."""
_COMMON: Final = 8
"""A statement that more new things have in common than this does not tell which of them an old one has become."""
_PIECES: Final = 60
"""Terms of a blank node's description."""
_DEEP: Final = 8


class Change(StrEnum):
    """What became of a thing."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True)
class Value:
    """The object of a statement.

    Attributes:
        name: What people call it; a literal's text. Of values of one statement with the same name, what tells them
            apart is there too. A blank node is described.
        term: As N-Triples has it; empty for a blank node, whose label means nothing.
    """

    name: str
    term: str


@dataclass(frozen=True)
class Statement:
    """A property of a thing, and which of its values went and came; what stayed is not there.

    Attributes:
        name: The property's label.
        iri: The property.
        before: Values that only the graph before has.
        after: Values that only the graph after has.
    """

    name: str
    iri: str
    before: tuple[Value, ...]
    after: tuple[Value, ...]


@dataclass(frozen=True)
class Part:
    """A change of what stands behind a thing: its evidence.

    Attributes:
        change: What became of it.
        iri: Which it is.
        name: What it is called: its words.
        kind: What it is, in a word.
        statements: What is said otherwise.
        others: Names of further things that it stands behind, now or before.
    """

    change: Change
    iri: str
    name: str
    kind: str
    statements: tuple[Statement, ...]
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class Entry:
    """A thing that differs. What is said otherwise of a claim and of its evidence is one entry.

    Attributes:
        change: What became of it.
        iri: Which it is; empty for one that has none.
        name: What it is called, after the change if it is still there.
        kind: What it is, in a word: the label of its narrowest class; empty where it has none.
        within: The name of the work that a claim is about; empty for anything else.
        statements: What is said otherwise.
        parts: What is said otherwise of its evidence.
    """

    change: Change
    iri: str
    name: str
    kind: str
    within: str
    statements: tuple[Statement, ...]
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True)
class Vanished:
    """An IRI that was published, and of which nothing is said any more. That is an error: others may point to it.

    Attributes:
        iri: The IRI.
        name: What it was called.
        kind: What it was, in a word.
        perhaps: The IRI of a new thing of which the same is said; empty where there is none.
        perhaps_name: What that is called.
    """

    iri: str
    name: str
    kind: str
    perhaps: str = ""
    perhaps_name: str = ""


@dataclass(frozen=True)
class Consequence:
    """Edges from a thing that follow no more, or only now.

    Attributes:
        iri: The thing.
        name: What it is called.
        kind: What it is, in a word.
        statements: The edges, the four plain ones first.
    """

    iri: str
    name: str
    kind: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True)
class Difference:
    """What two graphs say otherwise. It is false where that is nothing.

    Attributes:
        vanished: IRIs that must not have gone, by name.
        entries: Things that differ, what belongs to one work side by side.
        consequences: What follows otherwise, by thing; None where nobody asked.
        removed: The triples that only the graph before has.
        added: Those that only the graph after has, with labels for blank nodes that the graph before does not use.
    """

    vanished: tuple[Vanished, ...]
    entries: tuple[Entry, ...]
    consequences: tuple[Consequence, ...] | None
    removed: tuple[ox.Triple, ...]
    added: tuple[ox.Triple, ...]

    def __bool__(self) -> bool:
        return bool(self.entries or self.consequences)

    def counts(self) -> tuple[tuple[Change, str, int], ...]:
        """How many things of a kind were added, changed and removed, in that order, the most first."""
        order = [Change.ADDED, Change.CHANGED, Change.REMOVED]
        counted = Counter((entry.change, entry.kind) for entry in self.entries)
        rows = ((change, kind, count) for (change, kind), count in counted.items())
        return tuple(sorted(rows, key=lambda row: (order.index(row[0]), -row[2], row[1])))

    def to(self, form: str) -> str:
        """The difference as `text`, `markdown` or `json`. See `homage_graph.publishing.renderers`.

        Raises:
            ValueError: There is no such form.
        """
        from homage_graph.publishing.renderers import renderer

        return renderer(form)(self)


def compare(before: Graph, after: Graph, *, inferred: bool = False) -> Difference:
    """What one graph says otherwise than another: its ontology, its concepts and its data.

    Shapes, queries and alignments are no part of that. The time grows with the size of the graphs.

    Args:
        before: What was.
        after: What is.
        inferred: Whether to tell too which edges between things follow otherwise; both graphs are reasoned over.

    Raises:
        UnreadableFileError: A file of one of the graphs cannot be read.
        ComparisonError: Blank nodes are tangled so that telling them apart would take too long.

    >>> from homage_graph import load
    >>> graph = load()
    >>> bool(compare(graph, graph))
    False
    """
    with put_off():
        return _compared(before, after, inferred=inferred)


def _compared(before: Graph, after: Graph, *, inferred: bool) -> Difference:
    removed, added = _changed(set(before.asserted), set(after.asserted))
    gone, come = _edges(before, after, removed, added) if inferred else ((), ())
    if not (removed or added or gone or come):
        return Difference((), (), () if inferred else None, (), ())
    speech = _Speech(_Side(before, removed), _Side(after, added), (*gone, *come))
    return Difference(
        _vanished(speech),
        _entries(speech),
        _consequences(speech, gone, come) if inferred else None,
        tuple(sorted(removed, key=str)),
        tuple(sorted(added, key=str)),
    )


# ------------------------------------------------------------------ triples


def _changed(before: set[ox.Triple], after: set[ox.Triple]) -> tuple[list[ox.Triple], list[ox.Triple]]:
    """The triples that only one of two graphs has, but for the labels of blank nodes."""
    gone, come = before - after, after - before
    removed = [triple for triple in gone if not blank_nodes(triple)]
    added = [triple for triple in come if not blank_nodes(triple)]
    if len(removed) + len(added) == len(gone) + len(come):
        return removed, added
    held = {triple for triple in before if blank_nodes(triple)}, {triple for triple in after if blank_nodes(triple)}
    groups = Groups(sorted(held[0] | held[1], key=str))
    touched = {groups.of(blank_nodes(triple)[0]) for triple in held[0] ^ held[1]}  # the others are the same as they are
    loose = ([t for t in sorted(some, key=str) if groups.of(blank_nodes(t)[0]) in touched] for some in held)
    old, new = map(molecules, loose)
    both = Counter(molecule.digest for molecule in old) & Counter(molecule.digest for molecule in new)
    kept = both.copy()
    for molecule in old:
        kept[molecule.digest] -= 1
        if kept[molecule.digest] < 0:
            removed += molecule.triples
    fresh: dict[ox.BlankNode, ox.BlankNode] = {}

    def renamed(term: Term) -> Term:
        is_blank = isinstance(term, ox.BlankNode)
        return fresh.setdefault(term, ox.BlankNode(f"added{len(fresh)}")) if is_blank else term  # type: ignore[arg-type]

    for molecule in new:
        both[molecule.digest] -= 1
        if both[molecule.digest] < 0:
            added += [
                ox.Triple(renamed(t.subject), t.predicate, renamed(t.object))  # type: ignore[arg-type]
                for t in molecule.triples
            ]
    return removed, added


def _edges(
    before: Graph, after: Graph, removed: Iterable[ox.Triple], added: Iterable[ox.Triple]
) -> tuple[tuple[ox.Triple, ...], tuple[ox.Triple, ...]]:
    """The edges between things that follow in one of two graphs and do not hold in the other.

    Those that only repeat what is written otherwise, by the inverse or by a wider property, are left out, but for the
    plain edges.
    """
    old, new = ({triple for triple in graph.inferred() if _is_edge(triple)} for graph in (before, after))
    gone, come = old - new, new - old
    gone.difference_update(after.asserted)
    come.difference_update(before.asserted)
    return _news(gone, removed), _news(come, added)


def _news(edges: Iterable[ox.Triple], written: Iterable[ox.Triple]) -> tuple[ox.Triple, ...]:
    joined = {frozenset((triple.subject, triple.object)) for triple in written}
    news = (t for t in edges if t.predicate in EDGES or frozenset((t.subject, t.object)) not in joined)
    return tuple(sorted(news, key=str))


def _is_edge(triple: ox.Triple) -> bool:
    return (
        triple.predicate.value.startswith(ONTOLOGY)
        and isinstance(triple.subject, ox.NamedNode)
        and isinstance(triple.object, ox.NamedNode)
    )


# -------------------------------------------------------------------- names


class _Side:
    """One of the two graphs: what only it says, and what it says of the things that this is about."""

    def __init__(self, graph: Graph, only: Sequence[ox.Triple]) -> None:
        self.only: defaultdict[ox.NamedNode | ox.BlankNode, list[ox.Triple]] = defaultdict(list)
        for triple in only:
            self.only[triple.subject].append(triple)  # type: ignore[index]
        self.said: defaultdict[ox.NamedNode, dict[ox.Triple, None]] = defaultdict(dict)  # two files may say the same
        self.behind: defaultdict[ox.NamedNode, set[ox.NamedNode]] = defaultdict(set)
        self._graph = graph
        self._looked_up: set[ox.NamedNode] = set()
        defining = () if graph.workspace.is_curated else graph.defining_documents
        self._terms: defaultdict[ox.NamedNode, list[ox.Triple]] = defaultdict(list)
        for triple in (triple for document in (defining or graph.ontology_documents) for triple in document):
            if isinstance(triple.subject, ox.NamedNode):
                self._terms[triple.subject].append(triple)

    def look_up(self, things: Collection[ox.NamedNode], *, with_owners: bool = False) -> None:
        """Note what is said of things, in one reading of the graph, and what they are evidence of."""
        wanted = {thing for thing in things if thing not in self._looked_up}
        self._looked_up |= wanted
        if not wanted:
            return
        for triple in (triple for document in self._graph.documents for triple in document):
            if triple.subject in wanted:
                self.said[triple.subject][triple] = None  # type: ignore[index]
            if with_owners and triple.object in wanted and triple.predicate in _BEHIND:
                self.behind[triple.object].add(triple.subject)  # type: ignore[index, arg-type]

    def has(self, thing: ox.NamedNode) -> bool:
        """Whether anything is said of it."""
        return bool(self.said.get(thing))

    def name(self, thing: ox.NamedNode) -> str:
        """What it is called here; empty where that is not said."""
        return called(thing, self.said.get(thing, ())) or called(thing, self._terms.get(thing, ()))

    def types(self, thing: ox.NamedNode | ox.BlankNode) -> set[ox.NamedNode]:
        said = self.said.get(thing, ()) if isinstance(thing, ox.NamedNode) else self.only.get(thing, ())
        return {t.object for t in said if t.predicate == _TYPE and isinstance(t.object, ox.NamedNode)}

    def wider(self, kind: ox.NamedNode) -> set[ox.NamedNode]:
        """The classes above one, itself not among them."""
        found: set[ox.NamedNode] = set()
        ahead = [kind]
        while ahead:
            for triple in self._terms.get(ahead.pop(), ()):
                above = triple.object
                if triple.predicate == _SUBCLASS and isinstance(above, ox.NamedNode) and above not in found | {kind}:
                    found.add(above)
                    ahead.append(above)
        return found

    def objects(self, thing: ox.NamedNode, *properties: ox.NamedNode) -> list[ox.NamedNode]:
        """The things that it leads to by the first of some properties that leads anywhere."""
        for wanted in properties:
            found = [t.object for t in self.said.get(thing, ()) if t.predicate == wanted]
            if named := sorted((term for term in found if isinstance(term, ox.NamedNode)), key=str):
                return named
        return []


class _Speech:
    """Names for what differs: those of the graph after, else those of the one before."""

    def __init__(self, before: _Side, after: _Side, edges: Sequence[ox.Triple]) -> None:
        self.before = before
        self.after = after
        self.sides = (before, after)
        self.touched = {thing for side in self.sides for thing in side.only if isinstance(thing, ox.NamedNode)}
        spoken = {term for t in edges for term in (t.subject, t.predicate, t.object)}
        for side in self.sides:
            spoken |= {term for some in side.only.values() for t in some for term in (t.predicate, t.object)}
        things = {term for term in spoken | self.touched if isinstance(term, ox.NamedNode)}
        self._look_up(things, with_owners=True)
        self._look_up({owner for side in self.sides for owners in side.behind.values() for owner in owners})
        claims = {claim for side in self.sides for thing in list(side.said) for claim in side.objects(thing, HG.alters)}
        self._look_up(claims)
        self._look_up({work for side in self.sides for thing in list(side.said) for work in side.objects(thing, *_IN)})
        self._names: dict[ox.NamedNode, str] = {}
        self._wider: dict[ox.NamedNode, set[ox.NamedNode]] = {}

    def _look_up(self, things: Collection[ox.NamedNode], *, with_owners: bool = False) -> None:
        for side in self.sides:
            side.look_up(things, with_owners=with_owners)

    def name(self, thing: ox.NamedNode) -> str:
        if thing not in self._names:
            self._names[thing] = self.after.name(thing) or self.before.name(thing) or curie(thing.value)
        return self._names[thing]

    def property_name(self, iri: ox.NamedNode) -> str:
        """A property's label; without one its local name in words, as `alt label`."""
        said = self.after.name(iri) or self.before.name(iri)
        if said or curie(iri.value) == iri.value:
            return said or iri.value
        return _in_words(iri.value)

    def kind(self, thing: ox.NamedNode | ox.BlankNode) -> str:
        """What a thing is, in a word."""
        types = self.after.types(thing) or self.before.types(thing)
        wider = {above for kind in types for above in self.above(kind)}
        known = [kind.value for kind in sorted(types, key=str) if kind.value in _KINDS]
        if known:
            return _KINDS[min(known, key=list(_KINDS).index)]
        labels = (self.after.name(kind) or self.before.name(kind) or _in_words(kind.value) for kind in types - wider)
        return min(labels, default="")

    def above(self, kind: ox.NamedNode) -> set[ox.NamedNode]:
        if kind not in self._wider:
            self._wider[kind] = self.after.wider(kind) | self.before.wider(kind)
        return self._wider[kind]

    def within(self, thing: ox.NamedNode) -> str:
        """The name of the work that a claim, or an alteration of one, is about."""
        for side in (self.after, self.before):
            claims = side.objects(thing, HG.alters) or [thing]
            if works := [work for claim in claims for work in side.objects(claim, *_IN)]:
                return self.name(works[0])
        return ""

    def statements(self, before: Iterable[ox.Triple], after: Iterable[ox.Triple]) -> tuple[Statement, ...]:
        """Statements of one thing, a property each."""
        values: defaultdict[ox.NamedNode, tuple[list[Value], list[Value]]] = defaultdict(lambda: ([], []))
        terms: defaultdict[ox.NamedNode, dict[Value, Term]] = defaultdict(dict)
        for number, (side, triples) in enumerate(((self.before, before), (self.after, after))):
            for triple in triples:
                value = self._value(triple.object, side)  # type: ignore[arg-type]
                values[triple.predicate][number].append(value)
                terms[triple.predicate][value] = triple.object  # type: ignore[assignment]
        found = []
        for iri in sorted(values, key=lambda iri: (_ORDER.get(iri.value, len(_ORDER)), iri.value)):
            often = Counter(value.name for value in terms[iri])
            told = {
                value: replace(value, name=_precise(value, term)) if often[value.name] > 1 else value
                for value, term in terms[iri].items()
            }
            old, new = (
                tuple(sorted((told[value] for value in some), key=lambda value: (value.name, value.term)))
                for some in values[iri]
            )
            found.append(Statement(self.property_name(iri), iri.value, old, new))
        return tuple(found)

    def _value(self, term: Term, side: _Side) -> Value:
        if isinstance(term, ox.BlankNode):
            return Value(self.describe(term, side), "")
        return Value(self.name(term) if isinstance(term, ox.NamedNode) else term.value, str(term))

    def describe(self, node: ox.BlankNode, side: _Side) -> str:
        """What is said of a blank node, as Turtle has it but in names: a list in ( ), anything else in [ ]."""
        room = _PIECES

        def told(term: Term, depth: int) -> str:
            nonlocal room
            room -= 1
            if isinstance(term, ox.NamedNode):
                return "()" if term == _NIL else self.name(term)
            if isinstance(term, ox.Literal):
                return str(term)
            if room < 0 or depth > _DEEP:
                return "…"
            said = side.only.get(term, ())
            if {triple.predicate for triple in said} == {_FIRST, _REST}:
                return f"( {' '.join(members(term, depth))} )"
            order = sorted(said, key=lambda t: (t.predicate.value, isinstance(t.object, ox.BlankNode), str(t.object)))
            texts = [f"{self.property_name(t.predicate)}: {told(t.object, depth + 1)}" for t in order[:_PIECES]]  # type: ignore[arg-type]
            return f"[ {'; '.join(sorted(texts))} ]" if texts else "[]"

        def members(head: Term, depth: int) -> Iterator[str]:
            while head != _NIL:
                said = {triple.predicate: triple.object for triple in side.only.get(head, ())}  # type: ignore[arg-type]
                if room < 0 or said.keys() != {_FIRST, _REST}:
                    yield "…"
                    return
                yield told(said[_FIRST], depth + 1)  # type: ignore[arg-type]
                head = said[_REST]  # type: ignore[assignment]

        return told(node, 0)


def _precise(value: Value, term: Term) -> str:
    """A value with what tells it from another of its name: its language or datatype, or its CURIE."""
    if isinstance(term, ox.NamedNode):
        short = curie(term.value)
        return short if short == value.name else f"{value.name} ({short})"
    return value.term or value.name


def _in_words(iri: str) -> str:
    """The local name of an IRI as words: `alt label` of skos:altLabel."""
    local = re.split(r"[/#:]", iri.rstrip("/#"))[-1]
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", local).lower().replace("_", " ") or iri


# ------------------------------------------------------------------ entries


def _entries(speech: _Speech) -> tuple[Entry, ...]:
    """What differs, by thing; evidence by the claim that it is for."""
    owners = {thing: _owners(thing, speech) for thing in speech.touched}
    parts: defaultdict[ox.NamedNode, list[ox.NamedNode]] = defaultdict(list)
    for thing in sorted(speech.touched, key=str):
        if owners[thing]:
            parts[owners[thing][0]].append(thing)
    heads = {thing for thing in speech.touched if not owners[thing]} | parts.keys()
    entries = [
        Entry(
            _change(thing, speech),
            thing.value,
            speech.name(thing),
            speech.kind(thing),
            speech.within(thing),
            speech.statements(speech.before.only.get(thing, ()), speech.after.only.get(thing, ())),
            tuple(_part(part, owners[part], speech) for part in parts.get(thing, ())),
        )
        for thing in heads
    ]
    entries += _nameless(speech)
    return tuple(sorted(entries, key=_entry_order))


def _owners(thing: ox.NamedNode, speech: _Speech) -> list[ox.NamedNode]:
    """What a piece of evidence is for, that first which it is shown with: one that differs too, a claim."""
    found = {owner for side in speech.sides for owner in side.behind.get(thing, ()) if isinstance(owner, ox.NamedNode)}
    if not any(_is_evidence(thing, side, speech) for side in speech.sides):
        return []
    claims = {owner for owner in found if any(not side.types(owner).isdisjoint(CLAIMS) for side in speech.sides)}
    now = speech.after.behind.get(thing, ())
    is_owned = (owner for owner in found - {thing} if not _is_owned(owner, speech))
    return sorted(is_owned, key=lambda it: (it not in speech.touched, it not in claims, it not in now, it.value))


def _is_evidence(thing: ox.NamedNode, side: _Side, speech: _Speech) -> bool:
    types = side.types(thing)
    return HG.Evidence in types or any(HG.Evidence in speech.above(kind) for kind in types)


def _is_owned(thing: ox.NamedNode, speech: _Speech) -> bool:
    """Whether it is evidence itself, so that nothing else can be shown with it."""
    return any(_is_evidence(thing, side, speech) for side in speech.sides)


def _part(thing: ox.NamedNode, owners: Sequence[ox.NamedNode], speech: _Speech) -> Part:
    return Part(
        _change(thing, speech),
        thing.value,
        speech.name(thing),
        speech.kind(thing),
        speech.statements(speech.before.only.get(thing, ()), speech.after.only.get(thing, ())),
        tuple(sorted(speech.name(owner) for owner in owners[1:])),
    )


def _change(thing: ox.NamedNode, speech: _Speech) -> Change:
    if not speech.before.has(thing):
        return Change.ADDED
    return Change.CHANGED if speech.after.has(thing) else Change.REMOVED


def _nameless(speech: _Speech) -> Iterator[Entry]:
    """Blank nodes that nothing leads to, or only themselves."""
    for change, side in ((Change.REMOVED, speech.before), (Change.ADDED, speech.after)):
        blank = [triple for said in side.only.values() for triple in said if blank_nodes(triple)]
        led_to = {triple.object for triple in blank if triple.object != triple.subject}
        groups = Groups(blank)
        grouped: defaultdict[ox.BlankNode, list[ox.Triple]] = defaultdict(list)
        for triple in blank:
            grouped[groups.of(blank_nodes(triple)[0])].append(triple)
        for triples in grouped.values():
            subjects = dict.fromkeys(t.subject for t in triples if isinstance(t.subject, ox.BlankNode))
            roots = [subject for subject in subjects if subject not in led_to]
            if not roots and all(isinstance(triple.subject, ox.BlankNode) for triple in triples):
                roots = [min(subjects, key=lambda node: (speech.describe(node, side), node.value))]
            for root in roots:
                said = side.only.get(root, ())
                old, new = (said, ()) if change is Change.REMOVED else ((), said)
                yield Entry(change, "", speech.describe(root, side), speech.kind(root), "", speech.statements(old, new))


def _entry_order(entry: Entry) -> tuple[str, str, bool, str, str, str, str]:
    work = entry.within or entry.name
    return work.casefold(), work, bool(entry.within), entry.kind, entry.name, entry.iri, entry.change


# ----------------------------------------------------------------- vanished


def _vanished(speech: _Speech) -> tuple[Vanished, ...]:
    """IRIs of which nothing is said any more, with what has perhaps become of them."""
    gone = [thing for thing in speech.touched if speech.before.has(thing) and not speech.after.has(thing)]
    new = [thing for thing in speech.touched if speech.after.has(thing) and not speech.before.has(thing)]
    successor = _successors(gone, new, speech)
    found = []
    for thing in gone:
        heir = successor(thing)
        perhaps = (heir.value, speech.name(heir)) if heir else ("", "")
        found.append(Vanished(thing.value, speech.name(thing), speech.kind(thing), *perhaps))
    return tuple(sorted(found, key=lambda it: (it.name.casefold(), it.iri)))


def _successors(
    gone: Sequence[ox.NamedNode], new: Sequence[ox.NamedNode], speech: _Speech
) -> Callable[[ox.NamedNode], ox.NamedNode | None]:
    """Finds the new thing that has a vanished one's label, or most of its statements."""
    wanted = {_key(triple) for thing in gone for triple in speech.before.said[thing]}
    having: defaultdict[tuple[str, str], list[ox.NamedNode]] = defaultdict(list)
    for thing in sorted(new, key=str):
        for triple in speech.after.said[thing]:
            if (key := _key(triple)) in wanted and triple.predicate != _TYPE:
                having[key].append(thing)

    def find(thing: ox.NamedNode) -> ox.NamedNode | None:
        said = speech.before.said[thing]
        shared: Counter[ox.NamedNode] = Counter()
        labelled: set[ox.NamedNode] = set()
        for triple in said:
            having_it = having.get(_key(triple), ())
            if len(having_it) <= _COMMON:
                shared.update(having_it)
                labelled.update(having_it if triple.predicate in (_LABEL, _PREFERRED) else ())
        types = speech.before.types(thing)
        others = sum(triple.predicate != _TYPE for triple in said)
        fitting = [
            heir
            for heir, count in shared.items()
            if (heir in labelled or 2 * count >= others)
            and (not types or not speech.after.types(heir) or types & speech.after.types(heir))
        ]
        return min(fitting, key=lambda heir: (heir not in labelled, -shared[heir], heir.value), default=None)

    return find


def _key(triple: ox.Triple) -> tuple[str, str]:
    return triple.predicate.value, str(triple.object)


# ------------------------------------------------------------- consequences


def _consequences(speech: _Speech, gone: Sequence[ox.Triple], come: Sequence[ox.Triple]) -> tuple[Consequence, ...]:
    """Edges by the thing that they are from, things with plain edges first."""
    by_thing: defaultdict[ox.NamedNode, tuple[list[ox.Triple], list[ox.Triple]]] = defaultdict(lambda: ([], []))
    for number, triples in enumerate((gone, come)):
        for triple in triples:
            by_thing[triple.subject][number].append(triple)  # type: ignore[index]
    plain = {edge.value for edge in EDGES}
    found = (
        Consequence(thing.value, speech.name(thing), speech.kind(thing), speech.statements(old, new))
        for thing, (old, new) in by_thing.items()
    )

    def order(it: Consequence) -> tuple[bool, str, str]:
        return all(statement.iri not in plain for statement in it.statements), it.name.casefold(), it.iri

    return tuple(sorted(found, key=order))
