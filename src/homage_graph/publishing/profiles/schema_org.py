"""schema.org: films, videos, people, and claims with their quotations, in the terms of https://schema.org/ alone.

`schema:citation`, “a citation or reference to another creative work”, is the plain edge: `schema:isBasedOn` would say
that the video is derived from the film or adapts it, which no source says. What is no creative work, a character or a
technique, the video `schema:mentions`. Every use keeps to the domains and ranges that schema.org names.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from homage_graph.publishing.statements import Statements
from homage_graph.vocabulary import HG, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from homage_graph.graph import Graph

__all__ = ["make"]


def _term(prefix: str, name: str) -> ox.NamedNode:
    return ox.NamedNode(PREFIXES[prefix] + name)


def _schema(name: str) -> ox.NamedNode:
    return _term("schema", name)


_TYPE: Final = _term("rdf", "type")
_LABEL: Final = _term("rdfs", "label")
_TITLE: Final = _term("dct", "title")
_CLASSES: Final = (
    (HG.MusicVideo, ("MusicVideoObject", "VideoObject")),
    (HG.Teaser, ("VideoObject",)),
    (HG.Song, ("MusicRecording",)),
    (HG.Film, ("Movie",)),
    (HG.FilmSeries, ("MovieSeries",)),
    (HG.TelevisionProgramme, ("TVSeries",)),
    (HG.Artwork, ("VisualArtwork",)),
    (HG.StagePerformance, ("CreativeWork",)),
    (HG.AlbumImagery, ("CreativeWork",)),
    (HG.UnnamedWork, ("CreativeWork",)),
    (HG.StageWork, ("CreativeWork",)),
    (HG.LiteraryWork, ("CreativeWork",)),
    (HG.Scene, ("Clip",)),
    (HG.Character, ("Person",)),
    (HG.Motif, ("Thing",)),
    (HG.Person, ("Person",)),
    (HG.Group, ("MusicGroup",)),
    (HG.Homage, ("Claim",)),
    (HG.Conjecture, ("Claim",)),
    (HG.Alteration, ("Claim",)),
    (HG.Evidence, ("Quotation",)),
    (HG.Source, ("CreativeWork",)),
    (HG.Publisher, ("Organization",)),
    (HG.Technique, ("DefinedTerm",)),
    (HG.MotifKind, ("DefinedTerm",)),
    (HG.Genre, ("DefinedTerm",)),
    (HG.Certainty, ("DefinedTerm",)),
    (HG.Stance, ("DefinedTerm",)),
    (HG.Voice, ("DefinedTerm",)),
    (HG.AlterationKind, ("DefinedTerm",)),
    (_term("skos", "ConceptScheme"), ("DefinedTermSet",)),
    (_term("dcat", "Dataset"), ("Dataset",)),
    (_term("void", "Dataset"), ("Dataset",)),
)
"""What a thing is there. A music video is a VideoObject too: only that has a director and actors."""

_FILMED: Final = frozenset({"Clip", "Movie", "MovieSeries", "TVSeries", "VideoObject"})
"""What schema.org gives a director and actors."""
_THINGS: Final = (
    (HG.memberOf, "memberOf"),
    (HG.partOfSeries, "isPartOf"),
    (HG.sceneOf, "isPartOf"),
    (HG.features, "contributor"),
    (HG.homageOf, "citation"),
    (HG.recreatesScene, "citation"),
    (HG.about, "about"),
    (HG.alters, "about"),
    (HG.target, "mentions"),
    (HG.enactedBy, "mentions"),
    (HG.certainty, "keywords"),
    (HG.alterationKind, "keywords"),
    (HG.borrows, "keywords"),
    (HG.stance, "keywords"),
    (HG.voice, "keywords"),
    (HG.source, "isBasedOn"),
    (HG.publishedBy, "publisher"),
    (HG.derivedFrom, "isBasedOn"),
    (_term("skos", "inScheme"), "inDefinedTermSet"),
    (_schema("url"), "url"),
    (_schema("sameAs"), "sameAs"),
    (_term("dct", "license"), "license"),
    (_term("dct", "creator"), "creator"),
    (_term("dct", "publisher"), "publisher"),
)
"""Properties between things, each with the one that says the same, or less, of them there."""
_TEXTS: Final = (
    (_term("skos", "altLabel"), "alternateName"),
    (_term("skos", "prefLabel"), "name"),
    (_term("foaf", "name"), "name"),
    (_term("skos", "definition"), "description"),
    (_term("dct", "description"), "description"),
    (HG.setAsideBecause, "description"),
    (HG.quote, "text"),
    (_term("dct", "identifier"), "identifier"),
    (_schema("datePublished"), "datePublished"),
    (_schema("author"), "creditText"),
    (_term("dct", "created"), "dateCreated"),
    (_term("dct", "language"), "inLanguage"),
    (_term("owl", "versionInfo"), "version"),
)
_UUID: Final = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_ELSEWHERE: Final = (
    (HG.imdbId, "tt[0-9]{7,}", "sameAs", "https://www.imdb.com/title/{}/"),
    (HG.imdbId, "nm[0-9]{7,}", "sameAs", "https://www.imdb.com/name/{}/"),
    (HG.tmdbId, "[0-9]+", "sameAs", "https://www.themoviedb.org/movie/{}"),
    (HG.wikidataId, "Q[1-9][0-9]*", "sameAs", "http://www.wikidata.org/entity/{}"),
    (HG.musicBrainzId, _UUID, "sameAs", "https://musicbrainz.org/artist/{}"),
    (HG.youtubeChannelId, "UC[A-Za-z0-9_-]{22}", "sameAs", "https://www.youtube.com/channel/{}"),
    (HG.youtubeId, "[A-Za-z0-9_-]{11}", "url", "https://www.youtube.com/watch?v={}"),
)
"""Identifiers, the form that each must have, and the address that each makes."""
_YEAR: Final = re.compile("[0-9]{4}")
_SAYS_SO: Final = (_term("stance", "supports"), _term("stance", "qualifies"))


def make(graph: Graph) -> tuple[ox.Triple, ...]:
    """Triples with properties and classes of schema.org; `schema:additionalType` has the graph's own, narrower class.

    Raises:
        ContradictionError: The graph contradicts itself, or has one thing twice.
    """
    view = _View(Statements.of(graph))
    return tuple(sorted(set(view.triples()), key=str))


class _View:
    def __init__(self, published: Statements) -> None:
        self._published = published
        self._kinds: dict[ox.NamedNode, set[str]] = {}
        for kind, names in _CLASSES:
            for thing in published.instances(kind):
                self._kinds.setdefault(thing, set()).update(names)
        for dataset in published.instances(_term("dcat", "Dataset"), _term("void", "Dataset")):
            for role in ("creator", "publisher"):
                for agent in published.things(dataset, _term("dct", role)):
                    self._kinds.setdefault(agent, {"Organization"})

    def triples(self) -> Iterator[ox.Triple]:
        for thing, kinds in self._kinds.items():
            for name in kinds:
                yield ox.Triple(thing, _TYPE, _schema(name))
            yield from self._same(thing)
            yield from self._shown(thing)
            yield from self._named(thing)
            yield from self._elsewhere(thing)
            yield from self._people(thing, kinds)
            yield from self._dated(thing)
            if "Claim" in kinds:
                yield from self._claimed(thing)
        for kind, _ in _CLASSES:
            if kind.value.startswith(PREFIXES["hg"]):
                for thing in self._published.instances(kind):
                    yield ox.Triple(thing, _schema("additionalType"), kind)

    def _same(self, thing: ox.NamedNode) -> Iterator[ox.Triple]:
        """What schema.org has a property for, between things that it has a class for."""
        for prop, name in _THINGS:
            for target in self._published.things(thing, prop):
                if target in self._kinds or name in ("url", "sameAs", "license"):
                    yield ox.Triple(thing, _schema(name), target)
        for prop, name in _TEXTS:
            for text in self._published.literals(thing, prop):
                yield ox.Triple(thing, _schema(name), text)

    def _shown(self, thing: ox.NamedNode) -> Iterator[ox.Triple]:
        """What is quoted of it; and of what a work shows, that the work does."""
        for evidence in self._published.things(thing, HG.evidence):
            if evidence in self._kinds:
                cites = "citation" if "Claim" in self._kinds[thing] else "subjectOf"
                yield ox.Triple(thing, _schema(cites), evidence)
        for work in self._published.things(thing, HG.appearsIn):
            yield ox.Triple(work, _schema("character"), thing)
            if self._kinds.get(work, set()) & _FILMED:
                for actor in self._published.things(thing, HG.portrayedBy):
                    yield ox.Triple(work, _schema("actor"), actor)
        for work in self._published.things(thing, HG.motifOf):
            yield ox.Triple(work, _schema("mentions"), thing)

    def _named(self, thing: ox.NamedNode) -> Iterator[ox.Triple]:
        """A title before a short name; what we say of it in a sentence."""
        titles = self._published.literals(thing, _TITLE)
        for title in titles:
            yield ox.Triple(thing, _schema("name"), title)
        for label in self._published.literals(thing, _LABEL):
            yield ox.Triple(thing, _schema("alternateName" if titles else "name"), label)
        said = "text" if "Claim" in self._kinds[thing] else "description"
        for sentence in self._published.literals(thing, HG.description):
            yield ox.Triple(thing, _schema(said), sentence)

    def _elsewhere(self, thing: ox.NamedNode) -> Iterator[ox.Triple]:
        for prop, form, name, address in _ELSEWHERE:
            for literal in self._published.literals(thing, prop):
                if re.fullmatch(form, literal.value):
                    yield ox.Triple(thing, _schema(name), ox.NamedNode(address.format(literal.value)))

    def _people(self, thing: ox.NamedNode, kinds: set[str]) -> Iterator[ox.Triple]:
        """Who made it: by a property that says no more where schema.org has the exact one for other works only."""
        filmed = bool(kinds & _FILMED)
        for prop, name in (
            (HG.performedBy, "byArtist" if "MusicRecording" in kinds else "creator"),
            (HG.directedBy, "director" if filmed else "contributor"),
            (HG.guestAppearance, "actor" if filmed else "contributor"),
        ):
            for agent in self._published.things(thing, prop):
                yield ox.Triple(thing, _schema(name), agent)

    def _dated(self, thing: ox.NamedNode) -> Iterator[ox.Triple]:
        for year in self._published.literals(thing, HG.releaseYear):
            if _YEAR.fullmatch(year.value):
                yield ox.Triple(thing, _schema("datePublished"), ox.Literal(year.value, datatype=_term("xsd", "gYear")))
        for quote in self._published.literals(thing, HG.quote):
            if quote.language:
                yield ox.Triple(thing, _schema("inLanguage"), ox.Literal(quote.language))

    def _claimed(self, claim: ox.NamedNode) -> Iterator[ox.Triple]:
        """The pages in which it occurs; and, of a homage, what else than a work its video takes up."""
        for evidence in self._published.things(claim, HG.evidence):
            if any(stance in _SAYS_SO for stance in self._published.things(evidence, HG.stance)):
                for source in self._published.things(evidence, HG.source):
                    yield ox.Triple(claim, _schema("appearance"), source)
        for work in self._published.things(claim, HG.inWork):
            for target in self._published.things(claim, HG.target):
                if self._kinds.get(target, set()) & {"Person", "MusicGroup", "DefinedTerm", "Thing"}:
                    yield ox.Triple(work, _schema("mentions"), target)
