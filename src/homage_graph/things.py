"""The things of a graph as Python objects: a film, its scenes, the homages to them, who says so.

>>> from homage_graph import load
>>> oldboy = load().film("Oldboy")
>>> oldboy.year, oldboy.directors
(2003, (<Person “Park Chan-wook”>,))
>>> homage = oldboy.homages[0]
>>> homage.about
<MusicVideo “LILAC” (2021)>
>>> homage.evidence[0].quote
'And that, perhaps, is exactly the point of recreating the scene in the music video for ‘LILAC’'

A class here is the class of the ontology that has its name; a property is one of the ontology's, or a step further.
A thing reads from the store what it is asked for, when it is asked. It cannot be changed, and equals whatever has its
IRI, the term of RDF too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar

import pyoxigraph as ox

from homage_graph.querying.values import value_of
from homage_graph.vocabulary import HG, PREFIXES, curie

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from homage_graph.publishing.picture import Picture
    from homage_graph.querying.names import Names
    from homage_graph.store import Store
    from homage_graph.vocabulary import Term

__all__ = [
    "Agent", "AlbumImagery", "Alteration", "AlterationKind", "Artwork", "Certainty", "Character", "CitingWork",
    "Claim", "Collection", "Concept", "Conjecture", "Element", "Evidence", "Film", "FilmSeries", "Genre", "Group",
    "Homage", "LiteraryWork", "Motif", "MotifKind", "MusicVideo", "Person", "Publisher", "Scene", "SetAside",
    "Shelf", "Song", "Source", "SourceWork", "StagePerformance", "StageWork", "Stance", "Teaser", "Technique",
    "TelevisionProgramme", "Thing", "UnnamedWork", "Voice", "Work", "term_of",
]  # fmt: skip

_Kind = TypeVar("_Kind", bound="Thing")

_TYPE: Final = ox.NamedNode(PREFIXES["rdf"] + "type")
_ALT_LABEL: Final = ox.NamedNode(PREFIXES["skos"] + "altLabel")
_DEFINITION: Final = ox.NamedNode(PREFIXES["skos"] + "definition")
_TITLE: Final = ox.NamedNode(PREFIXES["dct"] + "title")
_SAME_AS: Final = ox.NamedNode(PREFIXES["schema"] + "sameAs")
_URL: Final = ox.NamedNode(PREFIXES["schema"] + "url")
_PUBLISHED: Final = ox.NamedNode(PREFIXES["schema"] + "datePublished")


class Shelf:
    """All things of one graph.

    Args:
        store: Where they are read from.
        names: What they are called.
    """

    def __init__(self, store: Store, names: Names) -> None:
        self.store = store
        self.names = names
        self._things: dict[ox.NamedNode, Thing] = {}

    def thing(self, node: ox.NamedNode) -> Thing:
        """The thing with an IRI, as an object of its narrowest class; of `Thing` where the ontology has none for it."""
        if node not in self._things:
            kinds = (_CLASSES.get(kind) for _, _, kind in self.store.match(node, _TYPE, None))
            narrowest = max(filter(None, kinds), key=lambda kind: (len(kind.__mro__), kind.__name__), default=Thing)
            self._things[node] = narrowest(node, self)
        return self._things[node]

    def cell(self, term: Term | ox.Triple | None) -> Any:
        """A term as Python has it: a thing, a value, None; a blank node or a triple as its text."""
        match term:
            case ox.NamedNode():
                return self.thing(term)
            case ox.Literal():
                return value_of(term)
            case None:
                return None
        return str(term)

    def find(self, name: str, kind: type[_Kind]) -> _Kind:
        """The one thing of a name, CURIE or IRI, and of a class.

        Raises:
            UnknownNameError: There is none; the nearest names are suggested.
            AmbiguousNameError: Several things are called so.
        """
        node = self.names.find(name, None if kind is Thing else _TERMS[kind].value)
        return self.as_kind(self.thing(node), kind)

    def every(self, kind: type[_Kind]) -> tuple[_Kind, ...]:
        """Every thing of a class, by name."""
        return _sorted(self.as_kind(thing, kind) for thing in self._at(0, self.store.match(None, _TYPE, _TERMS[kind])))

    def linked_from(self, thing: Thing, kind: type[_Kind], *properties: ox.NamedNode) -> tuple[_Kind, ...]:
        """What a thing points at by any of some properties, whose range is a class."""
        found = (each for prop in properties for each in self.store.match(thing.node, prop, None))
        return _sorted(self.as_kind(each, kind) for each in self._at(2, found))

    def linking_to(self, thing: Thing, kind: type[_Kind], *properties: ox.NamedNode) -> tuple[_Kind, ...]:
        """The things of a class that point at a thing by any of some properties."""
        found = (each for prop in properties for each in self.store.match(None, prop, thing.node))
        return _sorted(each for each in self._at(0, found) if isinstance(each, kind))

    def as_kind(self, thing: Thing, kind: type[_Kind]) -> _Kind:
        """A thing as one of a class, which it is by the range of a property even where nothing was inferred."""
        return thing if isinstance(thing, kind) else kind(thing.node, self)

    def literals(self, thing: Thing, prop: ox.NamedNode) -> list[ox.Literal]:
        """Texts and numbers of a thing: in English first, then by language and text."""
        found = (target for _, _, target in self.store.match(thing.node, prop, None))
        return sorted(
            (each for each in found if isinstance(each, ox.Literal)),
            key=lambda each: (each.language != "en", each.language or "", each.value),
        )

    def _at(self, place: int, statements: Iterable[tuple[Term, Term, Term]]) -> Iterator[Thing]:
        for statement in statements:
            if isinstance(node := statement[place], ox.NamedNode):
                yield self.thing(node)


class Thing:
    """Something the graph speaks of."""

    __slots__ = ("node", "shelf")

    node: ox.NamedNode
    """The IRI as a term of RDF."""
    shelf: Shelf
    """Where it and what it leads to are read from."""

    def __init__(self, node: ox.NamedNode, shelf: Shelf) -> None:
        object.__setattr__(self, "node", node)
        object.__setattr__(self, "shelf", shelf)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a thing of the graph is only read: “{name}” cannot be set")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"a thing of the graph is only read: “{name}” cannot be deleted")

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Thing):
            return self.node == other.node
        return self.node == other if isinstance(other, ox.NamedNode) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.node)

    def __str__(self) -> str:
        return self.name

    def __repr__(self) -> str:
        return f"<{type(self).__name__} “{self.name}”{self._mark()}>"

    def _repr_html_(self) -> str:
        from homage_graph.querying.display import thing_as_html

        return thing_as_html(self)

    def _mark(self) -> str:
        """What stands behind the name, to tell it from others of that name."""
        return ""

    @property
    def sort_key(self) -> tuple[str, ...]:
        """What things are sorted by: the name; claims by their work, evidence by the IRI."""
        return self.name.casefold(), self.name, self.iri

    @property
    def name(self) -> str:
        """What people call it: its label in English, else in any language; a claim's description; else its CURIE."""
        return self.shelf.names.name(self.node)

    @property
    def iri(self) -> str:
        """Its IRI."""
        return self.node.value

    @property
    def curie(self) -> str:
        """Its IRI in short, such as `film:oldboy`."""
        return curie(self.iri)

    @property
    def kind(self) -> str:
        """What it is, in a word or two: the label of its narrowest class; the empty string where there is none."""
        return self.shelf.names.kind(self.node)

    @property
    def link(self) -> str | None:
        """A page to send a reader to: of a source its own, else the IRI; None where that is no page of the web."""
        return self.iri if self.iri.startswith(("https://", "http://")) else None

    @property
    def other_names(self) -> tuple[str, ...]:
        """What else it is called, in any language."""
        return tuple(label.value for label in self.shelf.literals(self, _ALT_LABEL))

    @property
    def description(self) -> str | None:
        """A sentence of the graph's own on it."""
        return self._text(HG.description)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What sources say of it."""
        return self._all(Evidence, HG.evidence)

    @property
    def same_as(self) -> tuple[str, ...]:
        """IRIs of the same thing in other data sets."""
        return tuple(sorted(thing.iri for thing in self._all(Thing, _SAME_AS)))

    def _all(self, kind: type[_Kind], *properties: ox.NamedNode) -> tuple[_Kind, ...]:
        return self.shelf.linked_from(self, kind, *properties)

    def _one(self, kind: type[_Kind], prop: ox.NamedNode) -> _Kind | None:
        return next(iter(self._all(kind, prop)), None)

    def _back(self, kind: type[_Kind], *properties: ox.NamedNode) -> tuple[_Kind, ...]:
        """Of what points here, the things of a class."""
        return self.shelf.linking_to(self, kind, *properties)

    def _text(self, prop: ox.NamedNode) -> str | None:
        return next((literal.value for literal in self.shelf.literals(self, prop)), None)

    def _number(self, prop: ox.NamedNode) -> int | None:
        values = (value_of(literal) for literal in self.shelf.literals(self, prop))
        return next((value for value in values if isinstance(value, int)), None)


# -------------------------------------------------------------------- works


class Work(Thing):
    """Anything made by people that can quote or be quoted."""

    __slots__ = ()

    def _mark(self) -> str:
        return "" if self.year is None else f" ({self.year})"

    @property
    def year(self) -> int | None:
        """The year in which it first came out."""
        return self._number(HG.releaseYear)

    @property
    def directors(self) -> tuple[Person, ...]:
        """Who directed it, as far as a source says."""
        return self._all(Person, HG.directedBy)

    @property
    def quoted_in(self) -> tuple[CitingWork, ...]:
        """The citing works that pay homage to it, or to a part of it."""
        return self._all(CitingWork, HG.quotedIn)

    def _claims_of_it(self, kind: type[_Claim]) -> tuple[_Claim, ...]:
        """The claims of a class that it, something in it, or a part of it is paid homage to."""
        found: set[_Claim] = set()
        for whole in (self, *self._back(Work, HG.partOfSeries)):
            for target in (whole, *self.shelf.linking_to(whole, Element, HG.elementOf)):
                found.update(self.shelf.linking_to(target, kind, HG.target))
        return _sorted(found)


class CitingWork(Work):
    """A work of the music world that may pay homage: a music video, a teaser, a song, a performance."""

    __slots__ = ()

    def picture(self) -> Picture:
        """What it quotes, as a drawing."""
        from homage_graph.publishing.picture import picture_of_work

        return picture_of_work(self)

    @property
    def performers(self) -> tuple[Agent, ...]:
        """Whom it is billed to, guests apart."""
        return self._all(Agent, HG.performedBy)

    @property
    def guests(self) -> tuple[Agent, ...]:
        """Guests on the song, and those who are seen without being billed."""
        return self._all(Agent, HG.features, HG.guestAppearance)

    @property
    def quotes(self) -> tuple[Work, ...]:
        """The works that it pays homage to."""
        return self._all(Work, HG.homageOf)

    @property
    def scenes(self) -> tuple[Scene, ...]:
        """The scenes that it recreates."""
        return self._all(Scene, HG.recreatesScene)

    @property
    def techniques(self) -> tuple[Technique, ...]:
        """The techniques that it borrows."""
        return self._all(Technique, HG.usesTechnique)

    @property
    def styling(self) -> tuple[Thing, ...]:
        """The characters, or works, that its costume, make-up or hair come from."""
        return self._all(Thing, HG.stylingDrawnFrom)

    @property
    def quoted_directors(self) -> tuple[Person, ...]:
        """The directors to whose works or manner it pays homage."""
        return self._all(Person, HG.homageToDirector)

    @property
    def homages(self) -> tuple[Homage, ...]:
        """The homages that it pays."""
        return self._all(Homage, HG.hasHomage)

    @property
    def conjectures(self) -> tuple[Conjecture, ...]:
        """What is implied, guessed, disputed or denied of it, and is no homage."""
        return self._back(Conjecture, HG.about)

    @property
    def homages_to_it(self) -> tuple[Homage, ...]:
        """The homages that others pay to it."""
        return self._claims_of_it(Homage)

    @property
    def youtube_ids(self) -> tuple[str, ...]:
        """Of the official video on YouTube."""
        return tuple(literal.value for literal in self.shelf.literals(self, HG.youtubeId))


class MusicVideo(CitingWork):
    """One video made for one song."""

    __slots__ = ()


class Teaser(CitingWork):
    """A preview published before a music video."""

    __slots__ = ()


class StagePerformance(CitingWork):
    """A performance on a stage or in a television studio."""

    __slots__ = ()


class Song(CitingWork):
    """A song apart from any video."""

    __slots__ = ()


class AlbumImagery(CitingWork):
    """Photographs and artwork of an album."""

    __slots__ = ()


class UnnamedWork(CitingWork):
    """A citing work whose title its source does not give."""

    __slots__ = ()


class SourceWork(Work):
    """A work from outside the music world that is quoted."""

    __slots__ = ()

    def picture(self) -> Picture:
        """What quotes it, as a drawing."""
        from homage_graph.publishing.picture import picture_of_work

        return picture_of_work(self)

    @property
    def homages(self) -> tuple[Homage, ...]:
        """The homages to it, to what is in it, and to its parts, by the works that pay them."""
        return self._claims_of_it(Homage)

    @property
    def conjectures(self) -> tuple[Conjecture, ...]:
        """What is implied, guessed, disputed or denied to be a homage to it."""
        return self._claims_of_it(Conjecture)

    @property
    def scenes(self) -> tuple[Scene, ...]:
        """Its scenes that somebody speaks of."""
        return self._back(Scene, HG.sceneOf)

    @property
    def characters(self) -> tuple[Character, ...]:
        """Its characters that somebody speaks of."""
        return self._back(Character, HG.appearsIn)

    @property
    def motifs(self) -> tuple[Motif, ...]:
        """Props, settings, palettes and the like by which it is known."""
        return self._back(Motif, HG.motifOf)

    @property
    def series(self) -> tuple[FilmSeries, ...]:
        """The series that it is part of."""
        return self._all(FilmSeries, HG.partOfSeries)

    @property
    def imdb_id(self) -> str | None:
        """Its identifier in the Internet Movie Database."""
        return self._text(HG.imdbId)

    @property
    def wikidata_id(self) -> str | None:
        """Its number in Wikidata."""
        return self._text(HG.wikidataId)


class Film(SourceWork):
    """One film."""

    __slots__ = ()


class FilmSeries(SourceWork):
    """Films that belong together, quoted as a whole."""

    __slots__ = ()

    @property
    def parts(self) -> tuple[SourceWork, ...]:
        """The films and series in it."""
        return self._back(SourceWork, HG.partOfSeries)


class TelevisionProgramme(SourceWork):
    """A series or show made for television or streaming."""

    __slots__ = ()


class StageWork(SourceWork):
    """A play, musical, opera or ballet."""

    __slots__ = ()


class LiteraryWork(SourceWork):
    """A novel, story, comic or other written work."""

    __slots__ = ()


class Artwork(SourceWork):
    """A painting, sculpture, photograph or other work of visual art."""

    __slots__ = ()


# ----------------------------------------------------------------- elements


class Element(Thing):
    """A part or an aspect of a source work that can be quoted by itself."""

    __slots__ = ()

    def _mark(self) -> str:
        return "".join(f" of {work.name}" for work in self.works[:1])

    @property
    def works(self) -> tuple[SourceWork, ...]:
        """The work that it belongs to: one, unless the graph is wrong."""
        return self._all(SourceWork, HG.elementOf)

    @property
    def homages(self) -> tuple[Homage, ...]:
        """The homages to it."""
        return self._back(Homage, HG.target)

    @property
    def conjectures(self) -> tuple[Conjecture, ...]:
        """What is implied, guessed, disputed or denied to be a homage to it."""
        return self._back(Conjecture, HG.target)


class Scene(Element):
    """A passage of a source work that viewers recognise."""

    __slots__ = ()

    @property
    def recreated_in(self) -> tuple[CitingWork, ...]:
        """The citing works that stage it again."""
        return self._back(CitingWork, HG.recreatesScene)


class Character(Element):
    """A figure as one work, or one series of works, shows it."""

    __slots__ = ()

    @property
    def portrayed_by(self) -> tuple[Person, ...]:
        """Who plays it."""
        return self._all(Person, HG.portrayedBy)


class Motif(Element):
    """A prop, setting, palette, title card, storyline, sound or image by which a source work is known."""

    __slots__ = ()

    @property
    def kinds(self) -> tuple[MotifKind, ...]:
        """What sort of thing it is."""
        return self._all(MotifKind, HG.motifKind)


# ------------------------------------------------------------------- people


class Agent(Thing):
    """A person or a group that makes, performs or directs."""

    __slots__ = ()

    @property
    def works(self) -> tuple[CitingWork, ...]:
        """The citing works billed to it."""
        return self._all(CitingWork, HG.performs)

    @property
    def quotes(self) -> tuple[Work, ...]:
        """The works that those pay homage to."""
        return self._all(Work, HG.paysHomageTo)

    @property
    def homages(self) -> tuple[Homage, ...]:
        """The homages in the works billed to it, and those it enacts in works of others."""
        return _sorted({*self._back(Homage, HG.enactedBy), *(each for work in self.works for each in work.homages)})

    @property
    def musicbrainz_ids(self) -> tuple[str, ...]:
        """Of the artist in MusicBrainz."""
        return tuple(literal.value for literal in self.shelf.literals(self, HG.musicBrainzId))

    @property
    def wikidata_id(self) -> str | None:
        """Its number in Wikidata."""
        return self._text(HG.wikidataId)


class Person(Agent):
    """A singer, actor, director or other human being, under the name the public knows."""

    __slots__ = ()

    @property
    def groups(self) -> tuple[Group, ...]:
        """The groups that the person belongs or belonged to."""
        return self._all(Group, HG.memberOf)

    @property
    def directed(self) -> tuple[Work, ...]:
        """The works that the person directed."""
        return self._all(Work, HG.directed)

    @property
    def characters(self) -> tuple[Character, ...]:
        """The characters that the person plays."""
        return self._back(Character, HG.portrayedBy)

    @property
    def quoted_in(self) -> tuple[CitingWork, ...]:
        """The citing works that pay homage to the director, by a work or by the manner."""
        return self._back(CitingWork, HG.homageToDirector)

    @property
    def imdb_id(self) -> str | None:
        """The identifier in the Internet Movie Database."""
        return self._text(HG.imdbId)


class Group(Agent):
    """Persons who perform under one name."""

    __slots__ = ()

    @property
    def members(self) -> tuple[Person, ...]:
        """The persons who belong or belonged to it."""
        return self._all(Person, HG.hasMember)


# ------------------------------------------------------------------- claims


class Claim(Thing):
    """Something said of a citing work, with the evidence that it was said."""

    __slots__ = ()

    @property
    def sort_key(self) -> tuple[str, ...]:
        """By the citing work, then by the claim's own words."""
        return (*(("", "") if self.about is None else (self.about.name.casefold(), self.about.iri)), *super().sort_key)

    @property
    def about(self) -> CitingWork | None:
        """The citing work that it speaks of."""
        return self._one(CitingWork, HG.about)

    @property
    def targets(self) -> tuple[Thing, ...]:
        """What it says is paid homage to: works, scenes, characters, motifs, techniques, genres, persons."""
        return self._all(Thing, HG.target)

    @property
    def works(self) -> tuple[Work, ...]:
        """The works that it names, or of which it names a scene, character or motif."""
        around = (work for element in self._all(Element, HG.ofElement) for work in element.works)
        return _sorted((*self._all(Work, HG.ofWork, HG.ofVideo), *around))

    @property
    def scenes(self) -> tuple[Scene, ...]:
        """The scenes that it names."""
        return self._all(Scene, HG.ofScene)

    @property
    def characters(self) -> tuple[Character, ...]:
        """The characters that it names."""
        return self._all(Character, HG.ofCharacter)

    @property
    def motifs(self) -> tuple[Motif, ...]:
        """The motifs that it names."""
        return self._all(Motif, HG.ofMotif)

    @property
    def techniques(self) -> tuple[Technique, ...]:
        """The techniques that it says are borrowed."""
        return self._all(Technique, HG.withTechnique)

    @property
    def borrows(self) -> tuple[MotifKind, ...]:
        """What sort of thing is taken up."""
        return self._all(MotifKind, HG.borrows)

    @property
    def enacted_by(self) -> tuple[Agent, ...]:
        """Who in the citing work does it, where the source says who."""
        return self._all(Agent, HG.enactedBy)

    @property
    def certainty(self) -> Certainty | None:
        """How surely the sources make it."""
        return self._one(Certainty, HG.certainty)

    @property
    def disagrees_with(self) -> tuple[Claim, ...]:
        """Claims that cannot be right as well, or that name another source for the same thing."""
        return self._all(Claim, HG.disagreesWith)


_Claim = TypeVar("_Claim", bound=Claim)


class Homage(Claim):
    """A claim, made by at least one source, that a citing work takes up something of another work, person or genre."""

    __slots__ = ()

    def picture(self) -> Picture:
        """From the citing work over the claim to what it quotes, with the quote, as a drawing."""
        from homage_graph.publishing.picture import picture_of_claim

        return picture_of_claim(self)

    @property
    def is_confirmed_by_creator(self) -> bool:
        """Whether somebody who made the citing work says so too."""
        return HG.CreatorConfirmedHomage in (kind.node for kind in self._all(Thing, _TYPE))

    @property
    def alterations(self) -> tuple[Alteration, ...]:
        """What is different from what it quotes."""
        return self._back(Alteration, HG.alters)


class Conjecture(Claim):
    """A claim that must not be taken for granted: implied, guessed, disputed, denied or left open. No edge follows."""

    __slots__ = ()

    def picture(self) -> Picture:
        """As a homage's, in broken lines."""
        from homage_graph.publishing.picture import picture_of_claim

        return picture_of_claim(self)

    def _mark(self) -> str:
        return "" if self.certainty is None else f" ({self.certainty.name})"


class Alteration(Claim):
    """A difference, stated by a source, between a homage and what it is a homage to."""

    __slots__ = ()

    @property
    def about(self) -> CitingWork | None:
        """The citing work in which the difference lies."""
        return None if self.alters is None else self.alters.about

    @property
    def alters(self) -> Homage | None:
        """The homage in which the difference lies."""
        return self._one(Homage, HG.alters)

    @property
    def alteration_kind(self) -> AlterationKind | None:
        """Whether something is left out, replaced, added, or turned into its opposite."""
        return self._one(AlterationKind, HG.alterationKind)

    @property
    def instead_of(self) -> str | None:
        """What the quoted work shows."""
        return self._text(HG.insteadOf)

    @property
    def shows(self) -> str | None:
        """What the citing work shows in its place."""
        return self._text(HG.shows)


# ----------------------------------------------------------------- evidence


class Evidence(Thing):
    """What one source says of one thing, in a quote of at most 25 words."""

    __slots__ = ()

    def _mark(self) -> str:
        return "" if self.source is None else f" — {self.source.name}"

    @property
    def sort_key(self) -> tuple[str, ...]:
        """By the IRI, in which is the number of the passage."""
        return (self.iri,)

    @property
    def quote(self) -> str:
        """The source's own words, letter for letter; the empty string where there are none."""
        return self._text(HG.quote) or ""

    @property
    def language(self) -> str | None:
        """The language of the quote, as a tag of BCP 47."""
        return next((literal.language for literal in self.shelf.literals(self, HG.quote)), None)

    @property
    def source(self) -> Source | None:
        """The publication that is quoted."""
        return self._one(Source, HG.source)

    @property
    def voice(self) -> Voice | None:
        """Whose word it is: in an article by a critic it may be the singer's."""
        return self._one(Voice, HG.voice)

    @property
    def stance(self) -> Stance | None:
        """What it does to the thing it is evidence for: supports, qualifies, denies, leaves open."""
        return self._one(Stance, HG.stance)

    @property
    def wording(self) -> str | None:
        """The words of the quote that carry its strength, where they are weaker or stronger than a plain statement."""
        return self._text(HG.wording)

    @property
    def printed_year(self) -> int | None:
        """The year that the source prints for the quoted work, where it is another than the work's."""
        return self._number(HG.printedYear)

    @property
    def behind(self) -> tuple[Thing, ...]:
        """The things that it is evidence for."""
        return self._back(Thing, HG.evidence)


class SetAside(Evidence):
    """A passage that was read and set aside, because it makes no claim this graph can hold."""

    __slots__ = ()

    @property
    def because(self) -> str | None:
        """Why it makes no claim of homage."""
        return self._text(HG.setAsideBecause)


class Source(Thing):
    """A publication that evidence is quoted from."""

    __slots__ = ()

    @property
    def title(self) -> str | None:
        """The title that it was published under."""
        return self._text(_TITLE)

    @property
    def url(self) -> str | None:
        """Where it can be read."""
        return next((thing.iri for thing in self._all(Thing, _URL)), None)

    @property
    def link(self) -> str | None:
        """Where it can be read, if that is a page of the web; else as of any thing."""
        return self.url if self.url is not None and self.url.startswith(("https://", "http://")) else super().link

    @property
    def publisher(self) -> Publisher | None:
        """Who publishes it."""
        return self._one(Publisher, HG.publishedBy)

    @property
    def date(self) -> str | None:
        """When it was published, as far as that is known: `2021-03-18`, `2021-03` or `2021`."""
        return self._text(_PUBLISHED)

    @property
    def derived_from(self) -> tuple[Source, ...]:
        """The sources that it translates, copies or reports."""
        return self._all(Source, HG.derivedFrom)

    @property
    def passages(self) -> tuple[Evidence, ...]:
        """All that is quoted from it."""
        return self._back(Evidence, HG.source)


class Publisher(Thing):
    """Who publishes a source."""

    __slots__ = ()

    @property
    def sources(self) -> tuple[Source, ...]:
        """What it publishes."""
        return self._back(Source, HG.publishedBy)


# ----------------------------------------------------------------- concepts


class Concept(Thing):
    """A concept of SKOS that claims and evidence are described with."""

    __slots__ = ()

    @property
    def definition(self) -> str | None:
        """What it means."""
        return self._text(_DEFINITION)


class Technique(Concept):
    """A way of shooting, staging or editing."""

    __slots__ = ()

    @property
    def used_in(self) -> tuple[CitingWork, ...]:
        """The citing works that borrow it."""
        return self._back(CitingWork, HG.usesTechnique)

    @property
    def homages(self) -> tuple[Homage, ...]:
        """The homages that borrow it."""
        return self._back(Homage, HG.withTechnique)


class MotifKind(Concept):
    """What sort of thing is taken up."""

    __slots__ = ()


class Genre(Concept):
    """A kind of film that a citing work takes up as a whole."""

    __slots__ = ()

    @property
    def homages(self) -> tuple[Homage, ...]:
        """The homages to it."""
        return self._back(Homage, HG.ofGenre)


class Certainty(Concept):
    """How surely the sources make a claim."""

    __slots__ = ()


class Stance(Concept):
    """What a piece of evidence does to the thing it is evidence for."""

    __slots__ = ()


class Voice(Concept):
    """Whose word a quote is."""

    __slots__ = ()


class AlterationKind(Concept):
    """How a homage differs from what it is a homage to."""

    __slots__ = ()


class Collection:
    """The typed ways into a graph: a thing by its name, and everything of a kind, sorted by name.

    A thing is found by name, CURIE or IRI, without regard to case and to the shape of quotes, dashes and dots.

    Raises:
        UnknownNameError: No such thing is of that kind; the nearest names are suggested.
        AmbiguousNameError: Several are called so.
    """

    @property
    def shelf(self) -> Shelf:
        """Where its things are."""
        raise NotImplementedError

    def thing(self, name: str) -> Thing:
        """The thing of that name, as an object of its narrowest class."""
        return self.shelf.find(name, Thing)

    def work(self, name: str) -> Work:
        """The work of that name, one that quotes or one that is quoted."""
        return self.shelf.find(name, Work)

    def film(self, name: str) -> Film:
        """The film of that name."""
        return self.shelf.find(name, Film)

    def video(self, name: str) -> MusicVideo:
        """The music video of that name."""
        return self.shelf.find(name, MusicVideo)

    def person(self, name: str) -> Person:
        """The person of that name."""
        return self.shelf.find(name, Person)

    def group(self, name: str) -> Group:
        """The group of that name."""
        return self.shelf.find(name, Group)

    def scene(self, name: str) -> Scene:
        """The scene of that name."""
        return self.shelf.find(name, Scene)

    def character(self, name: str) -> Character:
        """The character of that name."""
        return self.shelf.find(name, Character)

    def technique(self, name: str) -> Technique:
        """The technique of that name."""
        return self.shelf.find(name, Technique)

    def homage(self, name: str) -> Homage:
        """The homage with that CURIE or IRI."""
        return self.shelf.find(name, Homage)

    def source(self, name: str) -> Source:
        """The source with that label or title."""
        return self.shelf.find(name, Source)

    @property
    def works(self) -> tuple[Work, ...]:
        """Every work: what quotes, and what is quoted."""
        return self.shelf.every(Work)

    @property
    def films(self) -> tuple[Film, ...]:
        """Every film."""
        return self.shelf.every(Film)

    @property
    def videos(self) -> tuple[MusicVideo, ...]:
        """Every music video."""
        return self.shelf.every(MusicVideo)

    @property
    def people(self) -> tuple[Person, ...]:
        """Every person."""
        return self.shelf.every(Person)

    @property
    def groups(self) -> tuple[Group, ...]:
        """Every group."""
        return self.shelf.every(Group)

    @property
    def scenes(self) -> tuple[Scene, ...]:
        """Every scene."""
        return self.shelf.every(Scene)

    @property
    def characters(self) -> tuple[Character, ...]:
        """Every character."""
        return self.shelf.every(Character)

    @property
    def techniques(self) -> tuple[Technique, ...]:
        """Every technique."""
        return self.shelf.every(Technique)

    @property
    def homages(self) -> tuple[Homage, ...]:
        """Every homage, by the work that pays it; no conjecture is among them."""
        return self.shelf.every(Homage)

    @property
    def conjectures(self) -> tuple[Conjecture, ...]:
        """Every claim that must not be taken for granted."""
        return self.shelf.every(Conjecture)

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every source."""
        return self.shelf.every(Source)


def term_of(term: Term | Thing) -> Term:
    """A term, or that of a thing."""
    return term.node if isinstance(term, Thing) else term


def _sorted(things: Iterable[_Kind]) -> tuple[_Kind, ...]:
    return tuple(sorted(set(things), key=lambda thing: thing.sort_key))


def _kinds(kind: type[Thing]) -> Iterator[type[Thing]]:
    for narrower in kind.__subclasses__():
        yield narrower
        yield from _kinds(narrower)


_TERMS: Final = {
    kind: ox.NamedNode(PREFIXES["skos"] + "Concept") if kind is Concept else getattr(HG, kind.__name__)
    for kind in _kinds(Thing)
}
_CLASSES: Final = {term: kind for kind, term in _TERMS.items()}
