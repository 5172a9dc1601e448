"""Turtle and TriG (W3C, 2014) laid out for people: by kind, then by name, what belongs to a thing below it.

A video is followed by its claims, a claim by its evidence and its alterations, a film by its scenes, characters and
motifs. Where a block stands depends on its own kind and name, and on what it belongs to, and on nothing else; so a
claim that is changed is a block that is changed. What is in neither vocabulary nor tree comes last, by IRI.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from homage_graph.vocabulary import HG, PREFIXES, TERMS, curie

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

__all__ = ["LABELS", "Place", "as_trig", "as_turtle", "in_order"]

Subject = ox.NamedNode | ox.BlankNode

_BELONGS: Final = {
    predicate: order
    for order, predicate in enumerate(
        (HG.evidence, HG.alters, HG.inWork, HG.allegedIn, HG.sceneOf, HG.appearsIn, HG.motifOf)
    )
}
"""From a thing to what it is read with, in the order in which they count; evidence is named by its claim instead."""

_HEADINGS: Final = {
    ox.NamedNode(f"{PREFIXES['void']}Dataset"): "The data set",
    HG.MusicVideo: "Music videos, with what they quote",
    HG.Teaser: "Teasers",
    HG.StagePerformance: "Performances on stage",
    HG.Song: "Songs",
    HG.AlbumImagery: "The imagery of albums",
    HG.UnnamedWork: "Works that no source names",
    HG.Film: "Films, with their scenes, characters and motifs",
    HG.FilmSeries: "Series of films",
    HG.TelevisionProgramme: "Television programmes",
    HG.StageWork: "Works for the stage",
    HG.LiteraryWork: "Books",
    HG.Artwork: "Works of art",
    HG.Scene: "Scenes of no work above",
    HG.Character: "Characters of no work above",
    HG.Motif: "Motifs of no work above",
    HG.Person: "People",
    HG.Group: "Groups",
    HG.Homage: "Homages in no work above",
    HG.Conjecture: "Conjectures on no work above",
    HG.SetAside: "Passages set aside",
    HG.Evidence: "Evidence of no claim above",
    HG.Alteration: "Alterations of no homage above",
    HG.Source: "Sources",
    HG.Publisher: "Publishers",
    HG.Technique: "Techniques",
    HG.MotifKind: "Kinds of motifs",
    HG.Genre: "Genres",
    HG.AlterationKind: "Kinds of alterations",
    HG.Certainty: "Degrees of certainty",
    HG.Stance: "Stances",
    HG.Voice: "Voices",
    ox.NamedNode(f"{PREFIXES['skos']}ConceptScheme"): "Concept schemes",
}
"""The kinds in the order in which they are read. A thing of several is of the first."""
_RANK: Final = {kind: rank for rank, kind in enumerate(_HEADINGS)}
_OTHERS: Final = len(_RANK)
_TITLES: Final = (*_HEADINGS.values(), "Others")
_TYPE: Final = ox.NamedNode(f"{PREFIXES['rdf']}type")
LABELS: Final = (
    ox.NamedNode(f"{PREFIXES['rdfs']}label"),
    ox.NamedNode(f"{PREFIXES['skos']}prefLabel"),
    ox.NamedNode(f"{PREFIXES['dct']}title"),
)
_FIRST: Final = (_TYPE, *LABELS, ox.NamedNode(f"{PREFIXES['skos']}altLabel"), *(getattr(HG, term) for term in TERMS))
"""Predicates in the order in which they are read; all others follow, by IRI."""
_PLACES: Final = {predicate: f"{place:03}" for place, predicate in enumerate(_FIRST)}
_WIDTH: Final = 120
_STEP: Final = "    "
_XSD: Final = PREFIXES["xsd"]
_BARE: Final = {f"{_XSD}integer": re.compile(r"[+-]?[0-9]+"), f"{_XSD}boolean": re.compile("true|false")}
"""Datatypes whose literals Turtle has a short form for, and the spellings that it reads back as they were."""


def as_turtle(triples: Iterable[ox.Triple], header: str = "") -> str:
    """One graph in Turtle.

    Args:
        triples: In any order; the text does not depend on it.
        header: Comment lines to begin with.
    """
    writer = _Writer()
    body = "".join(writer.blocks(triples, ""))
    return header + writer.prefixes() + body


def as_trig(graphs: Mapping[ox.NamedNode, Iterable[ox.Triple]], header: str = "") -> str:
    """Graphs with names, in TriG, in the order in which they are given."""
    writer = _Writer()
    bodies = [f"\n{writer.term(name)} {{" + "".join(writer.blocks(graphs[name], _STEP)) + "}\n" for name in graphs]
    return header + writer.prefixes() + "".join(bodies)


def _name(said: Iterable[ox.Triple]) -> str:
    """The label among the statements about a thing, in English before others; the empty string where there is none."""
    labels = [
        (LABELS.index(triple.predicate), triple.object.language != "en", triple.object.value)
        for triple in said
        if triple.predicate in LABELS and isinstance(triple.object, ox.Literal)
    ]
    return min(labels)[2] if labels else ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a thing is read.

    Attributes:
        subject: The thing.
        rank: Of its kind, in the order of reading.
        owner: What it belongs to and stands below; None where it stands for itself.
    """

    subject: Subject
    rank: int
    owner: Subject | None


class _Writer:
    """Writes terms in their short form, and remembers which prefixes that took."""

    def __init__(self) -> None:
        self._short: dict[ox.NamedNode, str] = {}
        self._datatypes: dict[str, str] = {}

    def prefixes(self) -> str:
        """The declarations, in the order of `PREFIXES`."""
        used = {text.partition(":")[0] for text in (*self._short.values(), *self._datatypes.values()) if text[0] != "<"}
        width = max(map(len, used), default=0) + 1
        lines = (f"@prefix {name + ':':<{width}} <{iri}> .\n" for name, iri in PREFIXES.items() if name in used)
        return "".join(lines)

    def term(self, term: Subject | ox.Literal | ox.Triple) -> str:
        """A term as Turtle has it."""
        if isinstance(term, ox.NamedNode):
            text = self._short.get(term)
            if text is None:
                compact = curie(term.value)
                text = self._short[term] = compact if compact != term.value else str(term)
            return text
        text = str(term)
        if isinstance(term, ox.Literal) and not text.endswith('"') and term.language is None:
            datatype = term.datatype.value
            if datatype in _BARE and _BARE[datatype].fullmatch(term.value):
                return term.value
            if datatype not in self._datatypes:
                compact = curie(datatype)
                self._datatypes[datatype] = compact if compact != datatype else str(term.datatype)
            return f"{text.rpartition('^^')[0]}^^{self._datatypes[datatype]}"
        return text

    def blocks(self, triples: Iterable[ox.Triple], margin: str) -> Iterator[str]:
        """The blocks of a graph, each after an empty line, and a heading before the first of a kind."""
        about: defaultdict[Subject, list[ox.Triple]] = defaultdict(list)
        for triple in triples:
            about[triple.subject].append(triple)  # type: ignore[index]  # a subject is no triple here
        heading = None
        for place in in_order(about):
            if place.owner is None and place.rank != heading:
                heading = place.rank
                yield f"\n{margin}# {_TITLES[place.rank]}\n"
            yield self._block(place.subject, about[place.subject], margin)

    def _block(self, subject: Subject, said: Sequence[ox.Triple], margin: str) -> str:
        grouped: defaultdict[ox.NamedNode, list[str]] = defaultdict(list)
        for triple in said:
            grouped[triple.predicate].append(self.term(triple.object))
        if (kinds := grouped.get(_TYPE)) and len(kinds) > 1:
            narrow = self.term(min((t.object for t in said if t.predicate == _TYPE), key=_kind_order))  # type: ignore[arg-type]
            grouped[_TYPE] = [narrow, *sorted(set(kinds) - {narrow})]
        parts = []
        for predicate in sorted(grouped, key=_predicate_order) if len(grouped) > 1 else grouped:
            verb = "a" if predicate == _TYPE else self.term(predicate)
            objects = grouped[predicate]
            if len(objects) > 1 and verb != "a":
                objects = sorted(set(objects))
            line = " , ".join(objects)
            if len(objects) > 1 and len(margin) + len(_STEP) + len(verb) + len(line) > _WIDTH:
                line = ("\n" if verb != "a" else " ") + f" ,\n{margin}{_STEP * 2}".join(objects)
                parts.append(verb + (line.replace("\n", f"\n{margin}{_STEP * 2}", 1) if verb != "a" else line))
            else:
                parts.append(f"{verb} {line}")
        return f"\n{margin}{self.term(subject)} " + f" ;\n{margin}{_STEP}".join(parts) + " .\n"


def _predicate_order(predicate: ox.NamedNode) -> str:
    return _PLACES.get(predicate) or f"~{predicate.value}"


def _kind_order(kind: ox.NamedNode) -> tuple[int, str]:
    return _RANK.get(kind, _OTHERS), str(kind)


def in_order(about: Mapping[Subject, Sequence[ox.Triple]]) -> Iterator[Place]:
    """Every subject, in the order of reading.

    Args:
        about: The statements about each.
    """
    owners = _owners(about)
    ranks = {
        subject: min((_RANK.get(t.object, _OTHERS) for t in said if t.predicate == _TYPE), default=_OTHERS)  # type: ignore[arg-type]
        for subject, said in about.items()
    }
    below: defaultdict[Subject, list[Subject]] = defaultdict(list)
    roots: list[Subject] = []
    for subject in about:
        (below[owners[subject]] if subject in owners else roots).append(subject)
    names = {subject: (ranks[subject], _name(about[subject]).casefold(), str(subject)) for subject in roots}
    seen: set[Subject] = set()
    lost = (subject for subject in sorted(about, key=str) if subject not in seen)  # those that belong to one another
    for root in chain(sorted(roots, key=names.__getitem__), lost):
        waiting: list[tuple[Subject, Subject | None]] = [(root, None)]
        while waiting:
            subject, owner = waiting.pop()
            if subject not in seen:
                seen.add(subject)
                yield Place(subject, ranks[subject], owner)
                inner = sorted(below.get(subject, ()), key=lambda each: (ranks[each], str(each)), reverse=True)
                waiting += ((each, subject) for each in inner)


def _owners(about: Mapping[Subject, Sequence[ox.Triple]]) -> dict[Subject, Subject]:
    """What each thing belongs to, if anything that is there."""
    owners: dict[Subject, Subject] = {}
    nearest: dict[Subject, tuple[int, str]] = {}
    for subject, said in about.items():
        for triple in said:
            target, order = triple.object, _BELONGS.get(triple.predicate)
            if order is None or target not in about:
                continue
            assert isinstance(target, Subject)  # noqa: S101 - of these is `about`
            thing, owner = (target, subject) if triple.predicate == HG.evidence else (subject, target)
            place = order, str(owner)
            if thing not in nearest or place < nearest[thing]:
                nearest[thing] = place
                owners[thing] = owner
    return owners
