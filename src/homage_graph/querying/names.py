"""Between people's names for things and the graph's IRIs."""

from __future__ import annotations

import difflib
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from homage_graph.errors import AmbiguousNameError, UnknownNameError
from homage_graph.store import rows
from homage_graph.vocabulary import ONTOLOGY, PREFIXES, curie, expand

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from homage_graph.store import Store
    from homage_graph.vocabulary import Term

__all__ = ["Match", "Names", "called"]

_RANKS: Final = {
    f"{PREFIXES['rdfs']}label": 0,
    f"{PREFIXES['skos']}prefLabel": 1,
    f"{ONTOLOGY}description": 2,
    f"{PREFIXES['skos']}altLabel": 3,
    f"{PREFIXES['dct']}title": 3,
    f"{ONTOLOGY}quote": 4,
}
"""Properties whose values name a thing, the better the lower."""
_UNION: Final = " UNION ".join(f"{{ ?thing <{iri}> ?label BIND ({rank} AS ?rank) }}" for iri, rank in _RANKS.items())
_LABELS: Final = f"SELECT ?thing ?label ?rank WHERE {{ {_UNION} FILTER (isLiteral(?label)) }}"
_NAMES_A_THING = {0, 1, 3}

_TYPE = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
SELECT ?thing ?kind ?label WHERE {
    ?thing a ?kind . ?kind rdfs:label ?label . ?kind a owl:Class
    FILTER NOT EXISTS {
        ?thing a ?narrower . ?narrower rdfs:subClassOf ?kind ; a owl:Class FILTER (?narrower != ?kind)
    }
}"""
_IS_A = "ASK { ?thing a ?class }"
_MENTIONED = "ASK { { ?thing ?p ?o } UNION { ?s ?p2 ?thing } }"


@dataclass(frozen=True)
class Match:
    """A thing found by its name.

    Attributes:
        thing: Its IRI.
        name: What it is called.
        kind: What it is, in a word: the label of its narrowest class.
        found: The text the search was found in, where that is not the name.
    """

    thing: ox.NamedNode
    name: str
    kind: str
    found: str = ""


class Names:
    """The names of one graph's things."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[ox.NamedNode, str] = {}

    def name(self, term: Term | ox.Triple) -> str:
        """What people call it: its label in English, else in any language; a claim's description; else its CURIE."""
        if not isinstance(term, ox.NamedNode):
            return str(term) if isinstance(term, ox.Triple) else term.value
        if term not in self._known:
            labels = rows(self._store, _LABELS, thing=term)
            self._known[term] = _best((int(rank.value), label) for label, rank in labels) or curie(term.value)
        return self._known[term]

    def kind(self, thing: ox.NamedNode) -> str:
        """The label of its narrowest class in the ontology, or the empty string."""
        labels = sorted(label.value for _, label in rows(self._store, _TYPE, thing=thing))
        return labels[0] if labels else ""

    def find(self, text: str, class_iri: str | None = None) -> ox.NamedNode:
        """The one thing meant by a full IRI, a CURIE or a name, of a class if one is given.

        A name is compared without regard to case, and to the shape of quotes, dashes and dots.

        Raises:
            UnknownNameError: Nothing is called that; the nearest names are suggested.
            AmbiguousNameError: Several things are.
        """
        iri = _as_iri(text)
        if iri is not None:
            if self._ask(_MENTIONED, thing=iri) and self._is_a(iri, class_iri):
                return iri
        else:
            things = sorted(self._named.get(_plain(text), ()), key=str)
            fitting = [thing for thing in things if self._is_a(thing, class_iri)]
            if len(fitting) == 1:
                return fitting[0]
            if fitting:
                raise AmbiguousNameError(text, [curie(thing.value) for thing in fitting])
        raise UnknownNameError(self._kind_of(class_iri), text, self._near(text, class_iri))

    def search(self, text: str) -> tuple[Match, ...]:
        """Things whose name, description or quote has the text in it, names first."""
        wanted = _plain(text)
        hits: dict[ox.NamedNode, tuple[tuple[int, int, str], str]] = {}
        for thing, label, rank in self._labels:
            plain = _plain(label.value)
            if wanted in plain:
                order = (int(rank.value), 0 if plain == wanted else 1 if plain.startswith(wanted) else 2, label.value)
                if thing not in hits or order < hits[thing][0]:
                    hits[thing] = (order, label.value)
        found = sorted(hits.items(), key=lambda item: (item[1][0], item[0].value))
        return tuple(self._match(thing, where) for thing, (_, where) in found)

    def _match(self, thing: ox.NamedNode, where: str) -> Match:
        name = self.name(thing)
        return Match(thing, name, self.kind(thing), "" if where == name else where)

    @cached_property
    def _labels(self) -> list[tuple[ox.NamedNode, ox.Literal, ox.Literal]]:
        found = rows(self._store, _LABELS)
        return [row for row in found if isinstance(row[0], ox.NamedNode) and isinstance(row[1], ox.Literal)]

    @cached_property
    def _named(self) -> Mapping[str, set[ox.NamedNode]]:
        named: defaultdict[str, set[ox.NamedNode]] = defaultdict(set)
        for thing, label, rank in self._labels:
            if int(rank.value) in _NAMES_A_THING:
                named[_plain(label.value)].add(thing)
        return named

    def _near(self, text: str, class_iri: str | None) -> list[str]:
        spoken = {
            _plain(label.value): label.value for _, label, rank in self._labels if int(rank.value) in _NAMES_A_THING
        }
        plain = _plain(text.rpartition(":")[2].replace("-", " ") if _as_iri(text) else text)
        close = difflib.get_close_matches(plain, spoken, n=12, cutoff=0.55)
        close += [name for name in sorted(spoken) if plain and plain in name]
        fitting = (name for name in close if any(self._is_a(thing, class_iri) for thing in self._named[name]))
        return [spoken[name] for name in dict.fromkeys(fitting)][:3]

    def _kind_of(self, class_iri: str | None) -> str:
        return "thing" if class_iri is None else self.name(ox.NamedNode(class_iri))

    def _is_a(self, thing: ox.NamedNode, class_iri: str | None) -> bool:
        return class_iri is None or self._ask(_IS_A, thing=thing, **{"class": ox.NamedNode(class_iri)})

    def _ask(self, text: str, **bindings: Term) -> bool:
        return bool(self._store.query(text, bindings))


def called(thing: ox.NamedNode, statements: Iterable[ox.Triple]) -> str:
    """What `Names.name` calls a thing, by statements about it at hand; the empty string where none of them names it."""
    return _best(
        (_RANKS[triple.predicate.value], triple.object)
        for triple in statements
        if triple.subject == thing and triple.predicate.value in _RANKS and isinstance(triple.object, ox.Literal)
    )


def _best(labels: Iterable[tuple[int, Term]]) -> str:
    """Of labels with their ranks, the one of the lowest rank, in English if there is one; or the empty string."""
    order = ((rank, label.language != "en", label.value) for rank, label in labels if isinstance(label, ox.Literal))
    return min(order, default=(0, False, ""))[2]


def _as_iri(text: str) -> ox.NamedNode | None:
    """The IRI that a text is, in full or as a CURIE; a name may have a colon in it too."""
    expanded = expand(text)
    if expanded is None and not text.startswith(("http://", "https://", "<")):
        return None
    try:
        return ox.NamedNode(expanded or text.removeprefix("<").removesuffix(">"))
    except ValueError:
        return None


def _plain(text: str) -> str:
    """A name as it is compared: composed, without case, typographic marks made plain."""
    marks = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"})
    return " ".join(unicodedata.normalize("NFKC", text).casefold().translate(marks).split())
