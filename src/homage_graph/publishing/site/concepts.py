"""What the page on the concepts says: each scheme, and its concepts from the broad to the narrow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from homage_graph.publishing.site.lexicon import Reference, Text
from homage_graph.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from homage_graph.publishing.site.gallery import Example, Gallery
    from homage_graph.publishing.site.lexicon import Lexicon
    from homage_graph.vocabulary import Term

__all__ = ["ConceptEntry", "SchemeEntry", "schemes"]

_DCT: Final = PREFIXES["dct"]
_RDFS: Final = PREFIXES["rdfs"]
_SKOS: Final = PREFIXES["skos"]
_MATCHES: Final = ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")


@dataclass(frozen=True)
class ConceptEntry:
    """All that the page says of one concept.

    Attributes:
        reference: Which it is, and its place.
        depth: How many broader concepts of its scheme it stands below.
        labels: What it is called, a language each.
        others: What else it is called.
        definitions: What it means.
        notes: When to use it.
        written: The example that its file gives.
        broader: Wider concepts.
        narrower: Narrower concepts.
        related: Concepts that have to do with it, and like ones elsewhere.
        users: How many things of which kind have it.
        example: One of them.
    """

    reference: Reference
    depth: int
    labels: tuple[Text, ...]
    others: tuple[Text, ...]
    definitions: tuple[Text, ...]
    notes: tuple[Text, ...]
    written: tuple[Text, ...]
    broader: tuple[Reference, ...]
    narrower: tuple[Reference, ...]
    related: tuple[Reference, ...]
    users: tuple[tuple[str, int], ...]
    example: Example | None

    @property
    def label(self) -> str:
        """The label a heading has."""
        return self.labels[0].value if self.labels else self.reference.name


@dataclass(frozen=True)
class SchemeEntry:
    """A scheme and its concepts, each after the one that it stands below."""

    reference: Reference
    titles: tuple[Text, ...]
    descriptions: tuple[Text, ...]
    kind: tuple[Reference, ...]
    concepts: tuple[ConceptEntry, ...]


def schemes(lexicon: Lexicon, gallery: Gallery) -> list[SchemeEntry]:
    """Every scheme, and at the end, without a name of its own, what is in none."""
    found: list[SchemeEntry] = []
    left = dict.fromkeys(lexicon.concepts)
    for scheme in lexicon.schemes:
        members = [concept for concept in lexicon.concepts if _is_in(concept, scheme, lexicon) and concept in left]
        for member in members:
            del left[member]
        titles = lexicon.texts(scheme, f"{_DCT}title") or lexicon.texts(scheme, f"{_SKOS}prefLabel")
        found.append(
            SchemeEntry(
                lexicon.refer(scheme),
                titles or lexicon.texts(scheme, f"{_RDFS}label"),
                lexicon.texts(scheme, f"{_DCT}description") or lexicon.texts(scheme, f"{_SKOS}definition"),
                _kinds(members, lexicon),
                tuple(_entries(members, lexicon, gallery)),
            )
        )
    if left:
        rest = tuple(_entries([*left], lexicon, gallery))
        found.append(SchemeEntry(Reference(""), (Text("Without a scheme", "en"),), (), (), rest))
    return found


def _entries(members: list[Term], lexicon: Lexicon, gallery: Gallery) -> Iterator[ConceptEntry]:
    """The concepts as a tree that is walked from above; a circle is entered once."""
    below: dict[Term, list[Term]] = {member: [] for member in members}
    above: dict[Term, list[Term]] = {member: [] for member in members}
    for member in members:
        for other in members:
            if _is_broader(other, member, lexicon):
                below[other].append(member)
                above[member].append(other)
    done: set[Term] = set()
    tops = [member for member in members if not above[member]]
    stack = [(top, 0) for top in reversed([*tops, *(member for member in members if member not in tops)])]
    while stack:
        concept, depth = stack.pop()
        if concept in done:
            continue
        done.add(concept)
        yield _entry(concept, depth, above[concept], below[concept], lexicon, gallery)
        stack += [(narrower, depth + 1) for narrower in reversed(below[concept])]


def _entry(
    concept: Term, depth: int, above: list[Term], below: list[Term], lexicon: Lexicon, gallery: Gallery
) -> ConceptEntry:
    def texts(name: str) -> tuple[Text, ...]:
        return lexicon.texts(concept, f"{_SKOS}{name}")

    related = [*lexicon.said.values(concept, f"{_SKOS}related")]
    for said in (lexicon.said, lexicon.aligned):
        related += [value for match in _MATCHES for value in said.values(concept, f"{_SKOS}{match}")]
    return ConceptEntry(
        reference=lexicon.refer(concept),
        depth=depth,
        labels=texts("prefLabel") or lexicon.texts(concept, f"{_RDFS}label"),
        others=texts("altLabel"),
        definitions=texts("definition"),
        notes=texts("scopeNote"),
        written=texts("example"),
        broader=_named(above, lexicon),
        narrower=_named(below, lexicon),
        related=tuple(lexicon.refer(value) for value in dict.fromkeys(related)),
        users=gallery.users(concept),
        example=gallery.of_concept(concept),
    )


def _named(concepts: list[Term], lexicon: Lexicon) -> tuple[Reference, ...]:
    return tuple(Reference(lexicon.name(one), one.value, lexicon.places.get(one.value, "")) for one in concepts)


def _is_in(concept: Term, scheme: Term, lexicon: Lexicon) -> bool:
    names = (f"{_SKOS}inScheme", f"{_SKOS}topConceptOf")
    return any(scheme in lexicon.said.values(concept, name) for name in names) or (
        concept in lexicon.said.values(scheme, f"{_SKOS}hasTopConcept")
    )


def _is_broader(broader: Term, narrower: Term, lexicon: Lexicon) -> bool:
    return broader != narrower and (
        broader in lexicon.said.values(narrower, f"{_SKOS}broader")
        or narrower in lexicon.said.values(broader, f"{_SKOS}narrower")
    )


def _kinds(members: list[Term], lexicon: Lexicon) -> tuple[Reference, ...]:
    """The classes of the ontology that a scheme's concepts are of."""
    kinds = {kind for member in members for kind in lexicon.said.values(member, f"{PREFIXES['rdf']}type")}
    own = (kind for kind in kinds if isinstance(kind, ox.NamedNode) and kind.value in lexicon.places)
    return tuple(lexicon.refer(kind) for kind in sorted(own, key=str))
