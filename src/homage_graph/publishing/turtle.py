"""Turtle and TriG (W3C, 2014) laid out for people: by kind, then by name, what belongs to a thing below it.

A video is followed by its claims, a claim by its evidence and its alterations, a film by its scenes, characters and
motifs. Where a block stands depends on its own kind and name, and on what it belongs to, and on nothing else; so a
claim that is changed is a block that is changed. What is in neither vocabulary nor tree comes last, by IRI.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple

import pyoxigraph as ox

from homage_graph.vocabulary import HG, PREFIXES, TERMS, curie

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["LABELS", "Place", "Said", "as_trig", "as_turtle", "in_order"]

Said = list[tuple[str, str]]
"""Predicates and objects of one subject. All terms are in the form of canonical N-Triples."""

_BELONGS: Final = {
    str(predicate): order
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
_RANK: Final = {str(kind): rank for rank, kind in enumerate(_HEADINGS)}
_OTHERS: Final = len(_RANK)
_TITLES: Final = (*_HEADINGS.values(), "Others")
_EVIDENCE: Final = str(HG.evidence)
_TYPE: Final = f"<{PREFIXES['rdf']}type>"
LABELS: Final = (
    ox.NamedNode(f"{PREFIXES['rdfs']}label"),
    ox.NamedNode(f"{PREFIXES['skos']}prefLabel"),
    ox.NamedNode(f"{PREFIXES['dct']}title"),
)
"""What things are called by, the first before the others."""
_NAMING: Final = {str(label): place for place, label in enumerate(LABELS)}
_ALIAS: Final = ox.NamedNode(f"{PREFIXES['skos']}altLabel")
_PLACES: Final = {
    predicate: f"{place:03}"
    for place, predicate in enumerate((_TYPE, *map(str, (*LABELS, _ALIAS, *(getattr(HG, term) for term in TERMS)))))
}
"""Where predicates stand in a block; all others follow, by IRI."""
_WIDTH: Final = 120
_STEP: Final = "    "
_BARE: Final = {
    f"<{PREFIXES['xsd']}integer>": re.compile(r"[+-]?[0-9]+"),
    f"<{PREFIXES['xsd']}boolean>": re.compile("true|false"),
}
"""Datatypes whose literals Turtle has a short form for, and the spellings that it reads back as they were."""


def as_turtle(lines: Iterable[str], header: str = "") -> str:
    """One graph in Turtle.

    Args:
        lines: Of canonical N-Triples, none twice, in any order; the text does not depend on it.
        header: Comment lines to begin with.
    """
    writer = _Writer()
    body = "".join(writer.blocks(lines, ""))
    return header + writer.prefixes() + body


def as_trig(graphs: Mapping[ox.NamedNode, Iterable[str]], header: str = "") -> str:
    """Graphs with names, in TriG, in the order in which they are given, each as `as_turtle` takes it."""
    writer = _Writer()
    bodies = [
        f"\n{writer.term(str(name))} {{" + "".join(writer.blocks(lines, _STEP)) + "}\n"
        for name, lines in graphs.items()
    ]
    return header + writer.prefixes() + "".join(bodies)


class Place(NamedTuple):
    """Where a thing is read.

    Attributes:
        subject: The thing.
        rank: Of its kind, in the order of reading.
        owner: What it belongs to and stands below; None where it stands for itself.
    """

    subject: str
    rank: int
    owner: str | None


class _Writer:
    """Writes terms in their short form, and remembers which prefixes that took."""

    def __init__(self) -> None:
        self._short: dict[str, str] = {}

    def prefixes(self) -> str:
        """The declarations, in the order of `PREFIXES`."""
        used = {text.partition(":")[0] for text in self._short.values() if text[0] != "<"}
        width = max(map(len, used), default=0) + 1
        lines = (f"@prefix {name + ':':<{width}} <{iri}> .\n" for name, iri in PREFIXES.items() if name in used)
        return "".join(lines)

    def term(self, term: str) -> str:
        """A term as Turtle has it."""
        if term[0] == "<":
            text = self._short.get(term)
            if text is None:
                iri = term[1:-1]
                compact = curie(iri)
                text = self._short[term] = term if compact == iri else compact
            return text
        if term[-1] == ">":
            value, _, datatype = term.rpartition("^^")
            if datatype in _BARE and _BARE[datatype].fullmatch(value, 1, len(value) - 1):
                return value[1:-1]
            return f"{value}^^{self.term(datatype)}"
        return term

    def blocks(self, lines: Iterable[str], margin: str) -> Iterator[str]:
        """The blocks of a graph, each after an empty line, and a heading before the first of a kind."""
        about: defaultdict[str, Said] = defaultdict(list)
        for line in lines:
            subject, predicate, target = line[:-2].split(" ", 2)
            about[subject].append((predicate, target))
        heading = None
        for place in in_order(about):
            if place.owner is None and place.rank != heading:
                heading = place.rank
                yield f"\n{margin}# {_TITLES[place.rank]}\n"
            yield self._block(place.subject, about[place.subject], margin)

    def _block(self, subject: str, said: Said, margin: str) -> str:
        term, short = self.term, self._short
        grouped: dict[str, list[str]] = {}
        for predicate, target in said:
            if predicate in grouped:
                grouped[predicate].append(target)
            else:
                grouped[predicate] = [target]
        parts = []
        for predicate in sorted(grouped, key=_predicate_order):
            targets = grouped[predicate]
            if len(targets) == 1:
                verb = "a" if predicate == _TYPE else short.get(predicate) or term(predicate)
                parts.append(f"{verb} {short.get(targets[0]) or term(targets[0])}")
            elif predicate == _TYPE:
                narrow = min(targets, key=_kind_order)
                others = sorted(map(term, set(targets) - {narrow}))
                parts.append(self._several("a", [term(narrow), *others], margin))
            else:
                parts.append(self._several(term(predicate), sorted(map(term, targets)), margin))
        return f"\n{margin}{term(subject)} " + f" ;\n{margin}{_STEP}".join(parts) + " .\n"

    @staticmethod
    def _several(verb: str, objects: list[str], margin: str) -> str:
        """Objects on one line, or where that is too long, one a line."""
        line = " , ".join(objects)
        if len(margin) + len(_STEP) + len(verb) + len(line) <= _WIDTH:
            return f"{verb} {line}"
        inner = f"\n{margin}{_STEP * 2}"
        return f"{verb}{' ' if verb == 'a' else inner}" + f" ,{inner}".join(objects)


def _predicate_order(predicate: str) -> str:
    return _PLACES.get(predicate) or predicate


def _kind_order(kind: str) -> tuple[int, str]:
    return _RANK.get(kind, _OTHERS), kind


def _name(said: Said) -> str:
    """The label among what is said of a thing, in English before others; the empty string where there is none."""
    labels = [
        (_NAMING[predicate], not target.endswith('"@en'), target[1 : target.rfind('"')])
        for predicate, target in said
        if predicate in _NAMING
    ]
    return min(labels)[2].casefold() if labels else ""


def in_order(about: Mapping[str, Said]) -> Iterator[Place]:
    """Every subject, in the order of reading.

    Args:
        about: What is said of each.
    """
    owners = _owners(about)
    ranks = {
        subject: min((_RANK.get(target, _OTHERS) for predicate, target in said if predicate == _TYPE), default=_OTHERS)
        for subject, said in about.items()
    }
    below: defaultdict[str, list[str]] = defaultdict(list)
    roots: list[str] = []
    for subject in about:
        (below[owners[subject]] if subject in owners else roots).append(subject)
    seen: set[str] = set()
    lost = (subject for subject in sorted(about) if subject not in seen)  # those that belong to one another
    for root in chain(sorted(roots, key=lambda each: (ranks[each], _name(about[each]), each)), lost):
        waiting: list[tuple[str, str | None]] = [(root, None)]
        while waiting:
            subject, owner = waiting.pop()
            if subject not in seen:
                seen.add(subject)
                yield Place(subject, ranks[subject], owner)
                if subject in below:
                    inner = sorted(below[subject], key=lambda each: (ranks[each], each), reverse=True)
                    waiting += ((each, subject) for each in inner)


def _owners(about: Mapping[str, Said]) -> dict[str, str]:
    """What each thing belongs to, if anything that is there."""
    owners: dict[str, str] = {}
    nearest: dict[str, tuple[int, str]] = {}
    for subject, said in about.items():
        for predicate, target in said:
            if predicate not in _BELONGS or target not in about:
                continue
            thing, owner = (target, subject) if predicate == _EVIDENCE else (subject, target)
            place = _BELONGS[predicate], owner
            if thing not in nearest or place < nearest[thing]:
                nearest[thing] = place
                owners[thing] = owner
    return owners
