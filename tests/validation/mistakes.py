"""Contributions with one mistake each, of a known kind, at a known place: the table of all kinds is `KINDS`.

mistake = KINDS[0].make(seed=7)
mistake.text         the file
mistake.expected     what has to be found, and where: code, line, column, end line, end column
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from manuscripts import TARGETS, Author, Bare, Blank, Name, Text, name, write

if TYPE_CHECKING:
    from collections.abc import Callable

    from manuscripts import Node, Place, Thing

__all__ = ["KINDS", "Kind", "Mistake"]

Mark = tuple[str, object]
"""A code, and the term, thing or clause at which it has to be found."""


@dataclass(frozen=True)
class Mistake:
    """A contribution with one mistake.

    Attributes:
        kind: Of which kind.
        name: A name for its file.
        text: What is in it.
        expected: What has to be found.
    """

    kind: Kind
    name: str
    text: str
    expected: tuple[tuple[str, Place], ...]


@dataclass(frozen=True)
class Kind:
    """One way of being wrong.

    Attributes:
        title: What is done wrong, with the code first.
        build: Writes a contribution with an author and says where it is wrong.
        why: Why more than one thing is rightly found, if it is.
        is_alone: Whether it has to be judged by itself, because others speak of the same thing.
        says: What whoever reads of it must be told, in the message or in the help.
    """

    title: str
    build: Callable[[Author], list[Mark]]
    why: str = ""
    is_alone: bool = False
    says: tuple[str, ...] = ()

    def make(self, seed: int) -> Mistake:
        """A contribution with this mistake; the same for the same seed."""
        random = Random(f"{self.title} {seed}")  # noqa: S311 - it makes examples
        author = Author(random, random.randrange(10**8))
        marks = self.build(author)
        unended = next((node for _, node in marks if _is_end(node)), None)
        if unended is None and random.random() < 0.3:
            random.choice((author.group, author.film, author.publisher))()
        manuscript = write(author.things, random, unended, shuffled=unended is None)
        expected = sorted((code, manuscript.place(node)) for code, node in marks)
        return Mistake(self, f"{self.title.split()[0].lower()}-{author.number}.ttl", manuscript.text, tuple(expected))


def _called(writes: Callable[[Author], Thing]) -> str:
    return writes.__name__.strip("_").replace("_", " ")


def _is_end(node: object) -> bool:
    return not isinstance(node, Name | Text | Bare | Blank)


# ------------------------------------------------------- what shapes look for


def _missing(code: str, writes: Callable[[Author], Thing], *properties: str) -> Kind:
    def build(author: Author) -> list[Mark]:
        thing = writes(author)
        for each in properties:
            if thing.has(each):
                thing.drop(each)
        return [(code, thing.subject)]

    return Kind(f"{code} {_called(writes)} without {' and '.join(properties)}", build, says=properties)


def _without_target(author: Author) -> list[Mark]:
    thing = author.homage()
    for each, _ in TARGETS:
        if thing.has(each):
            thing.drop(each)
    return [("HG003", thing.subject)]


def _twice(code: str, writes: Callable[[Author], Thing], prop: str, *values: str) -> Kind:
    """A second value, beside the first or below it."""

    def build(author: Author) -> list[Mark]:
        thing = writes(author)
        if prop == "hg:inWork":
            _with_nobody(thing)
        first = thing.put(prop, _value(author, values[0]))
        second = _value(author, values[-1], first)
        if author.random.random() < 0.5:
            thing.clause(prop).objects.append(second)
        else:
            thing.say(prop, second)
        return [(code, second)]

    return Kind(f"{code} {_called(writes)} with {prop} twice", build, says=("one",))


def _wrong(code: str, writes: Callable[[Author], Thing], prop: str, *values: str, is_alone: bool = False) -> Kind:
    """A value that is not of the class, the form or the datatype that is asked for."""

    def build(author: Author) -> list[Mark]:
        thing = writes(author)
        return [(code, thing.put(prop, _value(author, author.random.choice(values))))]

    return Kind(f"{code} {_called(writes)} with {prop} {' or '.join(values)}", build, is_alone=is_alone)


def _misplaced(code: str, writes: Callable[[Author], Thing], prop: str, value: str) -> Kind:
    """A property of what it is not for."""

    def build(author: Author) -> list[Mark]:
        thing = writes(author).say(prop, _value(author, value))
        return [(code, thing.clause(prop).predicate)]

    return Kind(f"{code} {_called(writes)} with {prop}", build, says=(prop, "hg:"))


def _untyped(code: str, writes: Callable[[Author], Thing], *properties: str) -> Kind:
    """A thing that does not say what it is, found by the first property that is for one class alone."""

    def build(author: Author) -> list[Mark]:
        thing = writes(author)
        thing.drop("a")
        first = next(clause for clause in thing.clauses if any(clause is _of(thing, each) for each in properties))
        return [(code, first.predicate)]

    return Kind(f"{code} {_called(writes)} without a class", build, says=("a hg:",))


def _of(thing: Thing, prop: str) -> object:
    return thing.clause(prop) if thing.has(prop) else None


def _value(author: Author, text: str, other: Node | None = None) -> Node:
    """A value told by its kind (`video:`), its CURIE, its IRI, or as Turtle writes it."""
    if text.endswith(":"):
        taken = f"{text}{other.iri.rpartition('/')[2]}" if isinstance(other, Name) else ""
        return name(author.there(text[:-1], taken))
    if text[0] == "<":
        return Name(text[1:-1])
    return Bare(text) if text[0] in "\"'0123456789" or text == "true" else name(text)


def _with_nobody(homage: Thing) -> Thing:
    """A homage that leaves open who does it, so that it may be moved to another video."""
    if homage.has("hg:enactedBy"):
        homage.drop("hg:enactedBy")
    return homage


def _of_target(target: str) -> Callable[[Author], Thing]:
    """Writes a homage of something of a kind, or with a property."""

    def homage(author: Author) -> Thing:
        return author.homage(target)

    return homage


def _identified(author: Author) -> Thing:
    return author.random.choice((author.film, author.person))()


def _unsupported(author: Author) -> list[Mark]:
    evidence = author.evidence()
    evidence.put("hg:stance", author.random.choice(("stance:leaves-open", "stance:qualifies")))
    homage = author.homage()
    homage.put("hg:evidence", author.iri(evidence))
    return [("HG008", homage.subject)]


def _denied(author: Author) -> list[Mark]:
    evidence = author.evidence()
    stance = evidence.put("hg:stance", "stance:denies")
    author.homage().clause("hg:evidence").objects.append(author.iri(evidence))
    return [("HG062", stance)]


def _itself(author: Author) -> list[Mark]:
    homage = _with_nobody(author.homage("hg:ofVideo"))
    video = author.there("video")
    homage.put("hg:inWork", video)
    return [("HG063", homage.put("hg:ofVideo", video))]


def _of_two_kinds(author: Author) -> list[Mark]:
    video = author.video()
    written = video.clause("a").objects[0]
    other = author.random.choice(
        [each for each in ("hg:MusicVideo", "hg:Teaser", "hg:Song") if name(each).iri != written.iri]
    )
    video.clause("a").objects.append(name(other))
    return [("HG075", video.subject)]


def _by_a_stranger(author: Author) -> list[Mark]:
    homage = author.homage()
    stranger = author.iri(author.person())
    if not homage.has("hg:enactedBy"):
        homage.say("hg:enactedBy")
    homage.clause("hg:enactedBy").objects.append(stranger)
    return [("HG076", stranger)]


def _of_another_work(author: Author) -> list[Mark]:
    scene = author.scene()
    scene.put("hg:sceneOf", "film:oldboy")
    homage = author.homage("hg:ofWork")
    homage.put("hg:ofWork", "film:fallen-angels")
    return [("HG077", homage.put("hg:ofScene", author.iri(scene)))]


def _with_itself(author: Author) -> list[Mark]:
    homage = author.homage()
    return [("HG078", homage.put("hg:disagreesWith", author.iri(homage)))]


def _beside_the_point(author: Author) -> list[Mark]:
    homage = _with_nobody(author.homage())
    homage.put("hg:inWork", "video:sunmi-tail")
    return [("HG078", homage.put("hg:disagreesWith", "homage:lilac-oldboy"))]


_LONG = '"' + " ".join(["word"] * 25) + ' and then some more"@en'

_SHAPES = [
    _missing("HG001", Author.homage, "hg:inWork"),
    _twice("HG001", _of_target("film"), "hg:inWork", "video:"),
    _wrong("HG001", _of_target("technique"), "hg:inWork", "film:", "person:", '"LILAC"', "video:iu-lilak"),
    _misplaced("HG002", Author.homage, "hg:allegedIn", "video:"),
    Kind("HG003 without a target", _without_target, says=tuple(each for each, _ in TARGETS)),
    _missing("HG004", Author.homage, "hg:certainty"),
    _twice("HG004", Author.homage, "hg:certainty", "certainty:stated", "certainty:suggested"),
    _wrong("HG004", Author.homage, "hg:certainty", "certainty:implied", "certainty:unknown", '"stated"', "stance:supports"),
    _missing("HG005", Author.conjecture, "hg:allegedIn"),
    _twice("HG005", Author.conjecture, "hg:allegedIn", "video:"),
    _wrong("HG005", Author.conjecture, "hg:allegedIn", "film:", '"LILAC"@en'),
    _misplaced("HG006", Author.conjecture, "hg:inWork", "video:"),
    _misplaced("HG006", Author.alteration, "hg:inWork", "video:"),
    _missing("HG007", Author.conjecture, "hg:certainty"),
    _twice("HG007", Author.conjecture, "hg:certainty", "certainty:implied", "certainty:denied"),
    _wrong("HG007", Author.conjecture, "hg:certainty", "certainty:stated", "certainty:suggested", "true"),
    Kind("HG008 evidence that does not support", _unsupported, says=("hg:evidence", "hg:stance", "stance:supports")),
    _missing("HG009", Author.conjecture, "hg:evidence"),
    _missing("HG009", Author.alteration, "hg:evidence"),
    _missing("HG010", Author.homage, "hg:description"),
    _missing("HG010", Author.conjecture, "hg:description"),
    _wrong("HG010", Author.homage, "hg:description", '"The corridor, as a train. 🎬"', "2021", "'한국'", "<https://www.example.org/>"),
    _twice("HG010", Author.alteration, "hg:description", '"The one."@en', '"The other."@en'),
    _wrong("HG011", _of_target("hg:ofWork"), "hg:ofWork", "video:", "person:", '"Oldboy"', "film:oldby"),
    _wrong("HG011", _of_target("hg:stylingOfWork"), "hg:stylingOfWork", "character:", "scene:"),
    _wrong("HG012", _of_target("scene"), "hg:ofScene", "film:", "motif:", '"the corridor"@en'),
    _wrong("HG013", _of_target("hg:ofCharacter"), "hg:ofCharacter", "person:", "film:"),
    _wrong("HG013", _of_target("hg:stylingOfCharacter"), "hg:stylingOfCharacter", "person:", "film:"),
    _wrong("HG014", _of_target("motif"), "hg:ofMotif", "motif-kind:", "scene:", "motif:no-such-thing"),
    _wrong("HG015", _of_target("technique"), "hg:withTechnique", "motif-kind:", "film:", '"step printing"@en'),
    _wrong("HG016", _of_target("hg:inMannerOf"), "hg:inMannerOf", "film:", "group:"),
    _wrong("HG016", _of_target("hg:ofWorksBy"), "hg:ofWorksBy", "film:", '"Wong Kar-wai"'),
    _wrong("HG016", _of_target("hg:inImageOf"), "hg:inImageOf", "character:", "person:lesly-cheung"),
    _wrong("HG017", _of_target("genre"), "hg:ofGenre", '"space opera"@en', "film:", "technique:"),
    _wrong("HG018", _of_target("hg:ofVideo"), "hg:ofVideo", "film:", "series:", '"LILAC"@en'),
    _wrong("HG019", Author.homage, "hg:borrows", "motif:", "technique:", '"a prop"@en'),
    _wrong("HG020", Author.homage, "hg:enactedBy", '"Yeonjun"', "character:", "film:", "person:yeonjunn"),
    _missing("HG021", Author.alteration, "hg:alters"),
    _twice("HG021", Author.alteration, "hg:alters", "homage:"),
    _wrong("HG021", Author.alteration, "hg:alters", "film:", "video:", "homage:lilac-olboy"),
    _missing("HG022", Author.alteration, "hg:alterationKind"),
    _twice("HG022", Author.alteration, "hg:alterationKind", "alteration-kind:"),
    _wrong("HG022", Author.alteration, "hg:alterationKind", "motif-kind:", '"contrast"'),
    _missing("HG023", Author.alteration, "hg:insteadOf", "hg:shows"),
    _missing("HG024", Author.attested, "hg:source"),
    _twice("HG024", Author.attested, "hg:source", "source:"),
    _wrong("HG024", Author.attested, "hg:source", "publisher:", '"NME"', "source:nme-2021-seven-film"),
    _missing("HG025", Author.attested, "hg:quote"),
    _twice("HG025", Author.attested, "hg:quote", '"The one."@en', '"Das andere."@de'),
    _wrong("HG025", Author.attested, "hg:quote", '"no language, “é”"', "'한국'"),
    _wrong("HG026", Author.attested, "hg:quote", _LONG),
    _missing("HG027", Author.attested, "hg:stance"),
    _twice("HG027", Author.attested, "hg:stance", "stance:supports", "stance:qualifies"),
    _wrong("HG027", Author.attested, "hg:stance", "voice:critic", '"supports"'),
    _missing("HG028", Author.attested, "hg:voice"),
    _twice("HG028", Author.attested, "hg:voice", "voice:"),
    _wrong("HG028", Author.attested, "hg:voice", "stance:supports", "person:", '"critic"'),
    _wrong("HG029", Author.set_aside, "hg:setAsideBecause", '"It names no video."', "'''Two\nlines'''"),
    _missing("HG030", Author.source, "hg:publishedBy"),
    _twice("HG030", Author.source, "hg:publishedBy", "publisher:"),
    _wrong("HG030", Author.source, "hg:publishedBy", '"NME"', "source:", "publisher:mne"),
    _missing("HG031", Author.source, "schema:url"),
    _missing("HG032", Author.video, "hg:performedBy"),
    _wrong("HG032", Author.video, "hg:performedBy", '"IU"@en', "film:", "person:iuu"),
    _wrong("HG035", Author.film, "hg:directedBy", '"Wong Kar-wai"@en', "group:", "character:"),
    _wrong("HG036", Author.film, "hg:partOfSeries", "film:", '"Star Wars"@en', "series:star-warz"),
    _missing("HG037", Author.scene, "hg:sceneOf"),
    _twice("HG037", Author.scene, "hg:sceneOf", "film:"),
    _wrong("HG037", Author.scene, "hg:sceneOf", "video:", '"Oldboy"'),
    _missing("HG038", Author.character, "hg:appearsIn"),
    _twice("HG038", Author.character, "hg:appearsIn", "film:"),
    _wrong("HG038", Author.character, "hg:appearsIn", "video:", "scene:"),
    _missing("HG039", Author.motif, "hg:motifOf"),
    _twice("HG039", Author.motif, "hg:motifOf", "film:"),
    _wrong("HG039", Author.motif, "hg:motifOf", "video:", "film:old-boy"),
    _missing("HG040", Author.motif, "hg:motifKind"),
    _twice("HG040", Author.motif, "hg:motifKind", "motif-kind:"),
    _wrong("HG040", Author.motif, "hg:motifKind", "technique:", '"a prop"@en'),
    _wrong("HG041", Author.person, "hg:memberOf", "person:", '"TXT"@en', "group:tx"),
    _wrong("HG042", Author.video, "hg:features", '"Taeyeon"', "film:", "person:taeyon"),
    _missing("HG043", Author.group, "rdfs:label"),
    _missing("HG043", Author.publisher, "rdfs:label"),
    _wrong("HG043", Author.person, "rdfs:label", '"No Language"', "'한국'", '"""é\n"""'),
    _twice("HG043", Author.scene, "rdfs:label", '"The one"@en', '"The other"@en'),
    _wrong("HG044", Author.film, "hg:releaseYear", '"2003"', '"2003"@en', "1066", "20003", "2003.0", '"November 2003"'),
    _twice("HG044", Author.film, "hg:releaseYear", "1994", "1995"),
    _wrong("HG045", _identified, "hg:imdbId", '"https://www.imdb.com/title/tt9364569/"', '"tt12"', '"nm1234567"@en', "12345678", is_alone=True),
    _wrong("HG046", Author.film, "hg:tmdbId", "987654321", '"https://www.themoviedb.org/movie/987654321-a-film"', '"0"', is_alone=True),
    _wrong("HG047", _identified, "hg:wikidataId", "wd:Q9999999999", '"q987654321"', '"https://www.wikidata.org/wiki/Q9999999999"', is_alone=True),
    _wrong("HG048", Author.person, "hg:musicBrainzId", '"B9545342-1E6D-4DAE-84AC-013374AD8D7D"', '"b9545342"', is_alone=True),
    _wrong("HG049", Author.video, "hg:youtubeId", '"https://youtu.be/example_049"', '"https://www.youtube.com/watch?v=example_049"', '"short"', is_alone=True),
    _wrong("HG055", Author.source, "schema:url", '"www.example.org/an-article"', '"https://www.example.org/a"'),
    _wrong("HG056", Author.person, "hg:evidence", "source:", '"he said so"@en', "evidence:no-such-quote"),
    _wrong("HG057", Author.source, "hg:derivedFrom", "publisher:", '"NME"'),
    _wrong("HG058", Author.character, "hg:portrayedBy", "film:", "character:", '"Leslie Cheung"', "person:lesli-cheung"),
    _misplaced("HG059", Author.scene, "hg:shows", '"a train"@en'),
    _untyped("HG059", Author.alteration, "hg:alters", "hg:alterationKind", "hg:insteadOf", "hg:shows"),
    _misplaced("HG060", Author.source, "hg:quote", '"the very words"@en'),
    _untyped("HG060", Author.evidence, "hg:source", "hg:quote", "hg:stance", "hg:voice"),
    Kind("HG061 a series with a director", lambda author: [("HG061", author.series().put("hg:directedBy", author.there("person")))]),
    Kind("HG062 evidence that denies", _denied),
    Kind("HG063 a video that quotes itself", _itself),
    Kind("HG064 evidence that nothing has", lambda author: [("HG064", author.evidence().subject)]),
    _misplaced("HG065", Author.film, "hg:certainty", "certainty:stated"),
    _misplaced("HG065", Author.scene, "hg:enactedBy", "person:"),
    _misplaced("HG066", Author.film, "hg:performedBy", "person:"),
    _misplaced("HG067", Author.video, "hg:partOfSeries", "series:"),
    _misplaced("HG068", Author.person, "hg:releaseYear", "2003"),
    _misplaced("HG069", Author.motif, "hg:sceneOf", "film:"),
    _untyped("HG069", Author.scene, "hg:sceneOf"),
    _misplaced("HG070", Author.motif, "hg:portrayedBy", "person:"),
    _untyped("HG070", Author.character, "hg:appearsIn", "hg:portrayedBy"),
    _misplaced("HG071", Author.scene, "hg:motifKind", "motif-kind:"),
    _untyped("HG071", Author.motif, "hg:motifOf", "hg:motifKind"),
    _misplaced("HG072", Author.group, "hg:memberOf", "group:"),
    _misplaced("HG073", Author.film, "hg:publishedBy", "publisher:"),
    _untyped("HG073", Author.source, "hg:publishedBy"),
    _misplaced("HG074", Author.attested, "hg:setAsideBecause", '"A reason."@en'),
    Kind("HG075 a work of two kinds", _of_two_kinds),
    Kind("HG076 somebody who is not in the video", _by_a_stranger, says=("hg:performedBy", "hg:guestAppearance")),
    Kind("HG077 a scene of another film", _of_another_work),
    Kind("HG078 a claim that disagrees with itself", _with_itself),
    Kind("HG078 a claim that disagrees with one about another video", _beside_the_point),
    _wrong("HG079", Author.attested, "hg:printedYear", '"1985"', '"1985"@en', "1066", "19855", '"1985–1986"'),
    _twice("HG079", Author.attested, "hg:printedYear", "1985", "1986"),
    _wrong("HG080", Author.person, "hg:unconfirmedIdentifier", '"nm0000318"', '"imdb:0000318"', '"wikidata:49003"', '"imdb:nm0000318"@en'),
    _wrong("HG081", Author.person, "hg:youtubeChannelId", '"UCexample"', '"@example"', '"https://www.youtube.com/@example"', is_alone=True),
]  # fmt: skip


# ------------------------------------------------- across records, and identity


def _edge(prop: str, kind: str, says: str) -> Kind:
    def build(author: Author) -> list[Mark]:
        thing = author.video()
        return [("HG051", thing.put(prop, author.there(kind)))]

    return Kind(f"HG051 {prop}", build, says=("a hg:Homage", "hg:inWork", says))


def _derived(prop: str, writes: Callable[[Author], Thing], value: str, *says: str) -> Kind:
    def build(author: Author) -> list[Mark]:
        return [("HG052", writes(author).put(prop, _value(author, value)))]

    return Kind(f"HG052 {prop}", build, says=says)


def _shared(prop: str, value: str) -> Kind:
    def build(author: Author) -> list[Mark]:
        text = value.format(author.number)
        return [("HG050", author.person().put(prop, Bare(text))), ("HG050", author.person().put(prop, Bare(text)))]

    return Kind(
        f"HG050 {prop}", build, why="each of the two records is pointed at, because either may be the wrong one"
    )


def _too_old(author: Author, prop: str = "hg:ofWork") -> list[Mark]:
    film = author.film()
    film.put("hg:releaseYear", Bare("2016"))
    video = author.video()
    video.put("hg:releaseYear", Bare("2015"))
    homage = _with_nobody(author.homage(prop))
    homage.put("hg:inWork", author.iri(video))
    if prop == "hg:ofWork":
        return [("HG053", homage.put(prop, author.iri(film)))]
    scene = author.scene()
    scene.put("hg:sceneOf", author.iri(film))
    return [("HG053", homage.put(prop, author.iri(scene)))]


def _named_badly(author: Author) -> list[Mark]:
    writes, kind = author.random.choice(
        ((author.film, "film"), (author.person, "person"), (author.scene, "scene"), (author.homage, "homage"))
    )
    thing = writes()
    slug = author.random.choice(("Trial_{}", "Trial{}", "trial--{}", "trial_{}"))
    thing.subject = name(f"{kind}:{slug.format(author.number)}")
    return [("HG054", thing.subject)]


def _nameless(author: Author) -> list[Mark]:
    evidence = author.evidence()
    author.things.remove(evidence)
    blank = Blank(evidence)
    author.homage().clause("hg:evidence").objects.append(blank)
    return [("HG054", blank)]


_ACROSS = [
    _shared("hg:imdbId", '"nm{:08}"'),
    _shared("hg:wikidataId", '"Q9{}"'),
    _edge("hg:homageOf", "film", "hg:ofWork film:"),
    _edge("hg:recreatesScene", "scene", "hg:ofScene scene:"),
    _edge("hg:usesTechnique", "technique", "hg:withTechnique technique:"),
    _edge("hg:stylingDrawnFrom", "character", "hg:stylingOfCharacter"),
    _derived("hg:quotedIn", Author.film, "video:", "hg:inWork", "hg:ofWork"),
    _derived("hg:homageToDirector", Author.video, "person:", "hg:directedBy", "hg:ofWorksBy"),
    _derived("hg:paysHomageTo", Author.person, "film:", "hg:performedBy"),
    _derived("hg:hasHomage", Author.video, "homage:", "hg:inWork"),
    _derived("hg:about", Author.homage, "video:", "hg:inWork", "hg:allegedIn"),
    _derived("hg:target", Author.homage, "film:", "hg:ofWork", "hg:ofScene"),
    _derived("hg:ofElement", Author.homage, "scene:", "hg:ofScene", "hg:ofMotif"),
    _derived("hg:elementOf", Author.scene, "film:", "hg:sceneOf"),
    _derived("hg:enacts", Author.person, "homage:", "hg:enactedBy"),
    _derived("hg:performs", Author.group, "video:", "hg:performedBy"),
    _derived("hg:directed", Author.person, "film:", "hg:directedBy"),
    _derived("hg:hasMember", Author.group, "person:", "hg:memberOf"),
    Kind("HG053 a film younger than the video", _too_old),
    Kind("HG053 a scene of a film younger than the video", lambda author: _too_old(author, "hg:ofScene")),
    Kind("HG054 a name that is no slug", _named_badly),
    Kind("HG054 evidence in brackets", _nameless),
]


# ------------------------------------------ one mistake that is two, and rightly


def _pair(author: Author) -> list[Mark]:
    thing = author.conjecture()
    thing.drop("hg:allegedIn")
    thing.say("hg:inWork", author.there("video"))
    return [("HG005", thing.subject), ("HG006", thing.clause("hg:inWork").predicate)]


def _alleged(author: Author) -> list[Mark]:
    thing = _with_nobody(author.homage())
    thing.drop("hg:inWork")
    thing.say("hg:allegedIn", author.there("video"))
    return [("HG001", thing.subject), ("HG002", thing.clause("hg:allegedIn").predicate)]


def _unattested(author: Author) -> list[Mark]:
    thing = author.homage()
    thing.drop("hg:evidence")
    return [("HG009", thing.subject)]


def _unsaid_homage(author: Author) -> list[Mark]:
    thing = author.homage("film")
    thing.drop("a")
    first = next(clause for clause in thing.clauses if clause is not thing.clause("hg:inWork"))
    return [("HG006", thing.clause("hg:inWork").predicate), ("HG065", first.predicate)]


def _unset_aside(author: Author) -> list[Mark]:
    thing = author.set_aside()
    thing.drop("hg:setAsideBecause")
    return [("HG029", thing.subject), ("HG064", thing.subject)]


def _no_technique(author: Author) -> list[Mark]:
    value = author.homage("technique").put("hg:withTechnique", "technique:stepprinting")
    return [("HG000", value)]


def _no_certainty(author: Author) -> list[Mark]:
    value = author.homage().put("hg:certainty", author.random.choice(("certainty:statd", "certainty:certain")))
    return [("HG000", value)]


def _no_voice(author: Author) -> list[Mark]:
    value = author.attested().put("hg:voice", author.random.choice(("voice:critc", "voice:journalist")))
    return [("HG000", value)]


def _misspelt_need(author: Author) -> list[Mark]:
    thing = author.homage()
    thing.drop("hg:inWork")
    thing.say("hg:inWrok", author.there("video"))
    return [("HG000", thing.clause("hg:inWrok").predicate)]


def _unsafe_page(author: Author) -> list[Mark]:
    value = author.source().put(
        "schema:url", Name(author.random.choice(("javascript:alert(1)", "ftp://ftp.example.org/a", "urn:isbn:9")))
    )
    return [("HG908", value)]


def _second_label(author: Author) -> list[Mark]:
    value = Text("Another Name", "en")
    author.things.append(_again(author.there("film")).say("rdfs:label", value))
    return [("HG909", value)]


def _second_year(author: Author) -> list[Mark]:
    value = Bare("1999")
    author.things.append(_again(author.there("film")).say("hg:releaseYear", value))
    return [("HG909", value)]


def _again(curie: str) -> Thing:
    from manuscripts import Thing

    return Thing(name(curie))


_PAIRS = [
    Kind("HG005 a conjecture that says inWork", _pair, "one is told of the word that is wrong, one of what is missing for it"),
    Kind("HG001 a homage that says allegedIn", _alleged, "as above"),
    Kind("HG009 a homage without evidence", _unattested),
    Kind("HG006 a homage without a class", _unsaid_homage, "hg:inWork is a homage's, its target is any claim's: two shapes"),
    Kind("HG029 a passage set aside without a reason", _unset_aside, "without a reason it is evidence that nothing has"),
    Kind("HG000 a technique that there is not", _no_technique),
    Kind("HG000 a certainty that there is not", _no_certainty),
    Kind("HG000 a voice that there is not", _no_voice),
    Kind("HG000 a misspelt property that is needed", _misspelt_need),
    Kind("HG908 an address that is no link", _unsafe_page, is_alone=True),
    Kind("HG909 a second name of what is there", _second_label, is_alone=True),
    Kind("HG909 a second year of what is there", _second_year, is_alone=True),
]  # fmt: skip


# -------------------------------------------------- what no shape can see


def _misspelt(writes: Callable[[Author], Thing], wrong: str, value: str, *, is_alone: bool = False) -> Kind:
    def build(author: Author) -> list[Mark]:
        thing = writes(author).say(wrong, _value(author, value))
        return [("HG000", thing.clause(wrong).predicate)]

    return Kind(f"HG000 {wrong}", build, is_alone=is_alone)


def _misspelt_class(writes: Callable[[Author], Thing], wrong: str) -> Kind:
    return Kind(f"HG000 a {wrong}", lambda author: [("HG000", writes(author).put("a", wrong))])


def _hijacked(prop: str, value: str) -> Kind:
    def build(author: Author) -> list[Mark]:
        thing = author.person().say(prop, _value(author, value))
        return [("HG900", thing.clause(prop).predicate)]

    return Kind(f"HG900 {prop}", build)


def _axiom(author: Author) -> list[Mark]:
    thing = _again(author.random.choice(("hg:ofWork", "hg:Film", "technique:step-printing")))
    author.things.append(thing.say("rdfs:comment", Text("An example.", "en")))
    author.person()
    return [("HG900", thing.subject)]


def _class_besides(author: Author) -> list[Mark]:
    extra = name("owl:Class")
    author.person().clause("a").objects.append(extra)
    return [("HG900", extra)]


def _spelt(code: str, title: str, *values: str) -> Kind:
    def build(author: Author) -> list[Mark]:
        value = Text(author.random.choice(values), "en")
        writes, prop = author.random.choice(((author.person, "skos:altLabel"), (author.homage, "hg:description")))
        writes().put(prop, value)
        return [(code, value)]

    return Kind(f"{code} {title}", build)


def _unseen(title: str, *values: tuple[str, str, str]) -> Kind:
    def build(author: Author) -> list[Mark]:
        before, sign, after = author.random.choice(values)
        quotes = author.random.choice(('"', "'", '"""'))
        start = len(quotes) + len(before)
        text = Bare(f"{quotes}{before}{sign}{after}{quotes}@en", (start, start + len(sign)))
        writes, prop = author.random.choice(((author.person, "skos:altLabel"), (author.homage, "hg:description")))
        writes().put(prop, text)
        return [("HG901", text)]

    return Kind(f"HG901 {title}", build)


def _ill_typed(datatype: str, *values: str) -> Kind:
    def build(author: Author) -> list[Mark]:
        value = Text(author.random.choice(values), datatype=name(datatype).iri)
        author.source().put("schema:datePublished", value)
        return [("HG903", value)]

    return Kind(f"HG903 {datatype}", build)


def _of_no_kind(author: Author) -> list[Mark]:
    thing = author.random.choice((author.person, author.group, author.film))()
    kind = author.random.choice(("movie", "people", "artist", "band"))
    thing.subject = Name(f"https://w3id.org/homage-graph/id/{kind}/trial-{author.number}")
    return [("HG907", thing.subject)]


def _linked(code: str, title: str, prop: str, *iris: str) -> Kind:
    """A link; an IRI is pointed at once, wherever else it stands, so that such a file is judged alone."""

    def build(author: Author) -> list[Mark]:
        return [
            (code, author.random.choice((author.person, author.film))().put(prop, Name(author.random.choice(iris))))
        ]

    return Kind(f"{code} {title}", build, is_alone=True)


def _of_another_class(author: Author) -> list[Mark]:
    thing = _again(author.there("video")).say("a", "hg:Teaser")
    author.things.append(thing)
    return [("HG909", thing.clause("a").objects[0])]


def _larger_claim(author: Author) -> list[Mark]:
    value = name("person:bambam")
    author.things.append(_again("homage:lilac-oldboy").say("hg:inImageOf", value))
    return [("HG909", value)]


def _untyped_thing(author: Author) -> list[Mark]:
    thing = author.random.choice((author.group, author.publisher, author.series))()
    thing.drop("a")
    return [("HG913", thing.subject)]


_POLICY = [
    _misspelt(Author.homage, "hg:enactedby", "person:"),
    _misspelt(Author.attested, "hg:wordng", '"as in"@en'),
    _misspelt(Author.video, "hg:featuring", "person:"),
    _misspelt(Author.character, "hg:portraydBy", "person:"),
    _misspelt(Author.person, "rdfs:lable", '"A Name"@en'),
    _misspelt(Author.film, "schema:nmae", '"A Name"@en', is_alone=True),
    _misspelt_class(Author.series, "hg:FilmSeris"),
    _misspelt_class(Author.group, "hg:group"),
    _misspelt_class(Author.publisher, "hg:Publsher"),
    _hijacked("owl:sameAs", "wd:Q42"),
    _hijacked("rdfs:subClassOf", "film:"),
    _hijacked("owl:imports", "<https://www.example.org/all.ttl>"),
    _hijacked("sh:deactivated", '"true"'),
    Kind("HG900 a statement about a term", _axiom),
    Kind("HG900 a class of ontologies", _class_besides),
    _unseen("a character of no width", ("a", "\u200b", "b"), ("한국", "\u200b", ""), ("🎬 ", "\ufeff", ""), ("", "\u2060", "b")),
    _unseen("a character that turns the direction", ("a ", "\u202e", " b"), ("é ", "\u202a", " b")),
    _unseen("a control character", ("a", "\x07", "b"), ("a", "\x1b", "[31mb"), ("é", "\\u0000", "b"), ("", "\\U0000202E", "")),
    _spelt("HG902", "letters apart from their accents", "Ame\u0301lie", "\u1112\u1161\u11ab", "🎬 e\u0301"),
    _ill_typed("xsd:date", "22/11/2021", "2021-11-31", "banana", "2021-1-1"),
    _ill_typed("xsd:dateTime", "2021-11-22", "2021-11-22T25:00:00Z"),
    _ill_typed("xsd:gYear", "21", "banana"),
    Kind("HG907 a kind that there is not", _of_no_kind),
    _linked("HG907", "a host of two scripts", "schema:sameAs", "https://www.ex\u0430mple.org/", "https://wikip\u0435dia.org/x"),
    _linked("HG907", "a percent sign that stands alone", "schema:sameAs", "https://www.example.org/100%", "https://www.example.org/%zz/a"),
    _linked("HG907", "a name in angle brackets", "skos:exactMatch", "wd:Q42", "film:oldboy"),
    _linked("HG908", "a link to a file", "rdfs:seeAlso", "file:///home/example/a.html", "javascript:alert(1)", "data:text/html,a"),
    _linked("HG908", "a link that is not of the web", "rdfs:seeAlso", "ftp://ftp.example.org/a", "mailto:a@example.org"),
    Kind("HG909 another class", _of_another_class, is_alone=True),
    Kind("HG909 another target of a claim", _larger_claim, is_alone=True),
    Kind("HG913 a thing without a class", _untyped_thing),
]  # fmt: skip


# ----------------------------------------------------------- what is no Turtle


def _broken(title: str, *texts: tuple[str, str], ends_line: bool = False) -> Kind:
    """An object that cannot be read: the text, and the part of it that is pointed at."""

    def build(author: Author) -> list[Mark]:
        text, part = author.random.choice(texts)
        start = text.index(part)
        value = Bare(text, (start, start + len(part)), ends_line)
        author.person().put("hg:memberOf", value)
        return [("HG905", value)]

    return Kind(f"HG905 {title}", build)


def _no_full_stop(author: Author) -> list[Mark]:
    thing = author.random.choice((author.person, author.film, author.scene))()
    author.group()
    return [("HG905", thing)]


def _no_last_full_stop(author: Author) -> list[Mark]:
    author.random.choice((author.person, author.film))()
    return [("HG905", author.things[-1])]


def _no_semicolon(author: Author) -> list[Mark]:
    thing = author.random.choice((author.film, author.homage))()
    return [("HG905", author.random.choice(thing.clauses[:-1]))]


def _no_object(author: Author) -> list[Mark]:
    semicolon = Bare(";")
    author.homage().put("hg:enactedBy", semicolon)
    return [("HG905", semicolon)]


def _text_as_subject(author: Author) -> list[Mark]:
    thing = author.person()
    thing.subject = Bare(author.random.choice(('"Oldboy"', "'한국 🎬'")))
    return [("HG905", thing.subject)]


_SYNTAX = [
    Kind("HG905 without a full stop", _no_full_stop),
    Kind("HG905 without the last full stop", _no_last_full_stop),
    Kind("HG905 without a semicolon", _no_semicolon),
    Kind("HG905 without an object", _no_object),
    Kind("HG905 a text for a subject", _text_as_subject),
    _broken("a string that is not closed", ('"Yeonjun of 투모로우', '"Yeonjun of 투모로우'), ("'IU, é", "'IU, é"), ends_line=True),
    _broken("an IRI that is not closed", ("<https://www.example.org/a", "<https://www.example.org/a"), ends_line=True),
    _broken("a prefix that is not declared", ("persn:iu", "persn:iu"), ("artist:iu", "artist:iu")),
    _broken("typographic quotes", ("“Yeonjun”", "“"), ("„Yeonjun“@de", "„")),
    _broken("a space in an IRI", ("<https://www.example.org/a page>", " ")),
    _broken("a bare word", ("Yeonjun", "Yeonjun"), ("아이유", "아이유")),
    _broken("an underscore in a language", ('"Yeonjun"@en_US', "_"), ('"é 🎬"@ko_KR', "_")),
    _broken("a backslash that escapes nothing", (r'"C:\quotes"@en', r"\q"), (r'"é 🎬 \a"@ko', r"\a")),
    _broken("quotation marks in a string", ('"He says "mambo" twice"@en', "mambo")),
    _broken("a boolean in capitals", ("TRUE", "TRUE"), ("False", "False")),
]  # fmt: skip


KINDS = (*_SHAPES, *_ACROSS, *_PAIRS, *_POLICY, *_SYNTAX)
"""Every way of being wrong."""
