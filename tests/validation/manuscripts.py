"""Contributions as people write them: what they say, in many hands, with the true place of every term.

    author = Author(random.Random(7), 7)
    homage = author.homage()
    manuscript = write(author, random.Random(7))
    manuscript.text                              the file
    manuscript.places[homage.subject]            line, column, end line and end column, by nobody's count but this one

What an author writes is right. What is told to be wrong is made so by `mistakes.py`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from homage_graph.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

__all__ = [
    "TARGETS",
    "Author",
    "Bare",
    "Blank",
    "Manuscript",
    "Name",
    "Node",
    "Place",
    "Text",
    "Thing",
    "name",
    "write",
]

Place = tuple[int, int, int, int]

_TYPE = f"{PREFIXES['rdf']}type"
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?")
_ESCAPES = {"\n": r"\n", "\t": r"\t", "\r": r"\r", '"': r"\"", "'": r"\'", "\\": r"\\"}
_BASE = "https://w3id.org/homage-graph/id/"
_COMMENTS = (
    " Not the remake of 2013.", " film:oldboy a hg:Film .", ' "open', " } . ; , [ (", " @prefix hg: <urn:no:> .", ' """',
    " 한국 🎬 é", "", " hg:inWork video:iu-lilac ;", " <http://example.org",
)  # fmt: skip
_NAMES = (
    "Le Temps d’Amélie", "봄날은 간다", "2046 🎬", "Tail; or, the Cat", "A “Quoted” Name", "花樣年華", "No. 1 (Remix).",
    "It's <Here>", "a@b.c # d", "Ünïcode Ñame", 'She said "no"', "one\ttab", "back\\slash",
)  # fmt: skip
_SENTENCES = (
    "The corridor becomes a train, as in “Oldboy”.", "복도가 기차가 된다. 🎬", "He dances; she watches, alone.",
    "Le héros s’en va – très lentement.", "Two lines:\nthe second one.", 'A "quoted" word, and a \\ too.',
)  # fmt: skip
TARGETS = (
    ("hg:ofWork", "film"), ("hg:stylingOfWork", "film"), ("hg:ofScene", "scene"), ("hg:ofCharacter", "character"),
    ("hg:stylingOfCharacter", "character"), ("hg:ofMotif", "motif"), ("hg:withTechnique", "technique"),
    ("hg:inMannerOf", "person"), ("hg:ofWorksBy", "person"), ("hg:inImageOf", "person"), ("hg:ofGenre", "genre"),
    ("hg:ofVideo", "video"),
)  # fmt: skip
"""What a homage may be of, and of which kind that is."""

_THERE = {
    "film": "2046 batman-returns chungking-express days-of-being-wild fallen-angels happy-together oldboy",
    "video": "bambam-ribbon dreamcatcher-odd-eye everglow-first iu-lilac key-hate-that sunmi-tail txt-0x1-lovesong",
    "person": "bambam iu key leslie-cheung lee-hi mingyu onda sunmi suzy taeyeon wong-kar-wai park-chan-wook",
    "group": "dreamcatcher everglow exid seventeen shinee txt",
    "scene": "oldboy-corridor-fight fallen-angels-diner days-of-being-wild-solo-mambo",
    "character": "ahmanet dae-su jyn-erso kylo-ren leia rey selina-kyle yuddy",
    "motif": "chungking-express-bar grand-budapest-pink-boxes in-the-mood-for-love-title-card",
    "series": "star-wars",
    "source": "nme-2021-seven-films soompi-5-lush-mvs nme-2021-hate-that",
    "publisher": "nme soompi pinkvilla wikipedia",
    "evidence": "n018 n019 n021 n050",
    "homage": "lilac-oldboy lilac-corridor-fight lovesong-solo-mambo",
    "technique": "step-printing single-take slow-motion stop-motion animated-sequence",
    "motif-kind": "prop setting palette styling costume hair title-card storyline sound-cue choreography theme",
    "genre": "space-opera hong-kong-cinema spaghetti-western",
    "alteration-kind": "omission substitution addition contrast",
    "voice": "critic creator label audience on-screen collaboration",
}
"""What the graph has, by kind."""
_PERFORMERS = {
    "video:bambam-ribbon": ("person:bambam",),
    "video:dreamcatcher-odd-eye": ("group:dreamcatcher", "person:sua"),
    "video:everglow-first": ("group:everglow", "person:onda"),
    "video:iu-lilac": ("person:iu",),
    "video:key-hate-that": ("person:key", "person:taeyeon"),
    "video:sunmi-tail": ("person:sunmi",),
    "video:txt-0x1-lovesong": ("group:txt", "person:yeonjun"),
}
"""Who is in them: whom they are billed to, a guest, a member of a group."""


@dataclass(eq=False)
class Name:
    """An IRI."""

    iri: str


@dataclass(eq=False)
class Text:
    """A literal in quotes."""

    value: str
    language: str = ""
    datatype: str = ""


@dataclass(eq=False)
class Bare:
    """What is written as it stands, right or wrong.

    Attributes:
        text: The very characters.
        place: Which of them are meant when its place is asked for; all of them, where it is None.
        ends_line: Whether nothing follows on its line.
    """

    text: str
    place: tuple[int, int] | None = None
    ends_line: bool = False


@dataclass(eq=False)
class Blank:
    """A thing without a name, in brackets."""

    thing: Thing


Node = Name | Text | Bare | Blank


@dataclass(eq=False)
class Clause:
    """A property and its values."""

    predicate: Node
    objects: list[Node]


@dataclass(eq=False)
class Thing:
    """Something, and what is said of it."""

    subject: Node
    clauses: list[Clause] = field(default_factory=list)

    def say(self, predicate: str, *objects: Node | str) -> Thing:
        """Say more of it."""
        self.clauses.append(
            Clause(name(predicate), [name(each) if isinstance(each, str) else each for each in objects])
        )
        return self

    def clause(self, predicate: str) -> Clause:
        """The first clause with a property."""
        wanted = name(predicate).iri
        return next(each for each in self.clauses if isinstance(each.predicate, Name) and each.predicate.iri == wanted)

    def has(self, predicate: str) -> bool:
        """Whether it has a property."""
        wanted = name(predicate).iri
        return any(isinstance(each.predicate, Name) and each.predicate.iri == wanted for each in self.clauses)

    def drop(self, predicate: str) -> None:
        """Leave a property out."""
        self.clauses.remove(self.clause(predicate))

    def put(self, predicate: str, value: Node | str) -> Node:
        """Give a property one value instead of those it has, if any."""
        new = name(value) if isinstance(value, str) else value
        if self.has(predicate):
            self.clause(predicate).objects = [new]
        else:
            self.say(predicate, new)
        return new


def name(curie: str) -> Name:
    """The IRI that a CURIE with a prefix of the project stands for."""
    if curie == "a":
        return Name(_TYPE)
    prefix, _, local = curie.partition(":")
    return Name(PREFIXES[prefix] + local)


class Author:
    """Writes things that are right, and that no other author with another number writes.

    Attributes:
        random: Where variety comes from.
        things: What is written so far.
    """

    def __init__(self, random: Random, number: int) -> None:
        self.random = random
        self.number = number
        self.things: list[Thing] = []
        self._count = 0

    # ------------------------------------------------------------------- parts

    def text(self, language: str | None = None) -> Text:
        return Text(self.random.choice(_SENTENCES), language or self.random.choice(("en", "en", "ko", "fr", "en-GB")))

    def there(self, kind: str, *others: str) -> str:
        """Something that the graph has, and that is none of some others."""
        return self.random.choice([curie for slug in _THERE[kind].split() if (curie := f"{kind}:{slug}") not in others])

    def slug(self, word: str) -> str:
        self._count += 1
        return f"{word}-{self.number}-{self._count}"

    def thing(self, class_name: str, kind: str = "") -> Thing:
        """A new thing of a class, with a name where such things have one."""
        kind = kind or class_name.lower()
        made = Thing(name(f"{kind}:{self.slug('trial')}")).say("a", f"hg:{class_name}")
        if kind not in ("homage", "alteration", "evidence"):
            made.say("rdfs:label", Text(self.random.choice(_NAMES), "en"))
            if self.random.random() < 0.3:
                made.say("skos:altLabel", self.text())
        self.things.append(made)
        return made

    def iri(self, thing: Thing) -> Name:
        """Its name once more, as a term of its own."""
        assert isinstance(thing.subject, Name)
        return Name(thing.subject.iri)

    def person(self) -> Thing:
        made = self.thing("Person")
        if self.random.random() < 0.4:
            made.say("hg:memberOf", self.there("group"))
        return made

    def group(self) -> Thing:
        return self.thing("Group")

    def publisher(self) -> Thing:
        return self.thing("Publisher")

    def series(self) -> Thing:
        return self.thing("FilmSeries", "series")

    def film(self) -> Thing:
        made = self.thing("Film").say("hg:directedBy", self.there("person"))
        made.say("hg:releaseYear", Bare(str(self.random.randint(1925, 2015))))
        if self.random.random() < 0.3:
            made.say("schema:sameAs", f"wd:Q{9_000_000_000 + self.number}")
        return made

    def scene(self) -> Thing:
        made = self.thing("Scene").say("hg:sceneOf", self.there("film"))
        return made.say("hg:description", self.text()) if self.random.random() < 0.5 else made

    def character(self) -> Thing:
        made = self.thing("Character").say("hg:appearsIn", self.there("film"))
        return made.say("hg:portrayedBy", self.there("person")) if self.random.random() < 0.5 else made

    def motif(self) -> Thing:
        return self.thing("Motif").say("hg:motifOf", self.there("film")).say("hg:motifKind", self.there("motif-kind"))

    def video(self) -> Thing:
        class_name, kind = self.random.choice(
            (
                ("MusicVideo", "video"),
                ("Teaser", "teaser"),
                ("StagePerformance", "performance"),
                ("Song", "song"),
                ("AlbumImagery", "imagery"),
                ("UnnamedWork", "work"),
            )
        )
        made = self.thing(class_name, kind).say("hg:performedBy", self.there("person"), self.there("group"))
        return made.say("hg:releaseYear", Bare(str(self.random.randint(2018, 2026))))

    def source(self) -> Thing:
        made = self.thing("Source").say("hg:publishedBy", self.there("publisher"))
        made.say("schema:url", Name(f"https://www.example.org/article/{self.number}?a=b&c=d"))
        if self.random.random() < 0.5:
            made.say("dct:title", self.text())
        return made

    def evidence(self) -> Thing:
        """Evidence that nothing has yet."""
        made = self.thing("Evidence").say("hg:source", self.there("source")).say("hg:quote", self.text("en"))
        return made.say("hg:stance", "stance:supports").say("hg:voice", self.there("voice"))

    def attested(self) -> Thing:
        """Evidence that a person has."""
        made = self.evidence()
        self.person().say("hg:evidence", self.iri(made))
        return made

    def set_aside(self) -> Thing:
        made = (
            self.thing("SetAside", "evidence").say("hg:source", self.there("source")).say("hg:quote", self.text("en"))
        )
        return made.say("hg:voice", self.there("voice")).say("hg:setAsideBecause", self.text())

    def homage(self, target: str | None = None) -> Thing:
        """A homage of something of a kind, by default of any."""
        made = self.thing("Homage", "homage")
        predicate, kind = self.random.choice([each for each in TARGETS if target in (None, each[1], each[0])])
        video = self.there("video")
        made.say("hg:inWork", video).say(predicate, self.there(kind, video))
        if self.random.random() < 0.3:
            made.say("hg:borrows", self.there("motif-kind"))
        if self.random.random() < 0.3:
            made.say("hg:enactedBy", *_PERFORMERS[video])
        made.say("hg:certainty", self.random.choice(("certainty:stated", "certainty:suggested")))
        return self._claimed(made)

    def conjecture(self) -> Thing:
        made = self.thing("Conjecture", "homage").say("hg:allegedIn", self.there("video"))
        made.say("hg:ofWork", self.there("film"))
        made.say("hg:certainty", self.random.choice(("certainty:implied", "certainty:denied", "certainty:unknown")))
        return self._claimed(made)

    def alteration(self) -> Thing:
        made = self.thing("Alteration").say("hg:alters", self.there("homage"))
        made.say("hg:alterationKind", self.there("alteration-kind"))
        made.say(self.random.choice(("hg:insteadOf", "hg:shows")), self.text())
        return self._claimed(made)

    def _claimed(self, made: Thing) -> Thing:
        made.say("hg:description", self.text())
        first = self.there("evidence")
        more = [self.there("evidence", first)] if self.random.random() < 0.4 else []
        return made.say("hg:evidence", first, *more)


# ------------------------------------------------------------------------ hands


@dataclass
class Manuscript:
    """A text, and the places of what is in it.

    Attributes:
        text: The file, with a byte order mark if it has one.
        places: Of each term, where it is written.
        after: Of each thing or clause whose end was left out, the place of the token that comes then.
    """

    text: str
    places: dict[int, Place]
    after: dict[int, Place]

    def place(self, node: object) -> Place:
        """Where a term stands; of a thing or a clause without its end, where the next token stands."""
        return self.places[id(node)] if id(node) in self.places else self.after[id(node)]


def write(things: list[Thing], random: Random, unended: object = None, *, shuffled: bool = True) -> Manuscript:
    """Write things down in some hand.

    Args:
        things: What to write.
        random: Which hand.
        unended: The thing, or the clause, whose full stop or semicolon is left out.
        shuffled: Whether the things may come in any order.
    """
    page = _Page(random, unended)
    order = list(things)
    if shuffled:
        random.shuffle(order)
    page.directives(order)
    for thing in order:
        page.statement(thing)
    page.end()
    return Manuscript(page.mark + "".join(page.pieces), page.places, page.after)


class _Page:
    """What is written so far, and where the next character comes."""

    def __init__(self, random: Random, unended: object) -> None:
        self.random = random
        self.unended = unended
        self.pieces: list[str] = []
        self.places: dict[int, Place] = {}
        self.after: dict[int, Place] = {}
        self.waiting: list[object] = []
        self.line = self.column = 1
        self.line_end = random.choice(("\n", "\n", "\r\n"))
        self.mark = "\ufeff" if random.random() < 0.05 else ""
        self.indent = random.choice(("    ", "\t", "  ", ""))
        self.is_one_line = random.random() < 0.35
        self.renames = random.random() < 0.3
        self.whole = random.choice((0, 0, 0.1, 0.5))
        self.has_base = random.random() < 0.2
        self.prefixes: dict[str, str] = {}

    # ------------------------------------------------------------- characters

    def put(self, text: str) -> Place:
        start = self.line, self.column
        for sign, after in zip(text, f"{text[1:]} ", strict=False):
            if sign == "\n" or (sign == "\r" and after != "\n"):
                self.line, self.column = self.line + 1, 1
            elif sign != "\r":
                self.column += 1
        self.pieces.append(text)
        return (*start, self.line, self.column)

    def token(self, text: str) -> Place:
        """A token, and a place for what waited for it."""
        place = self.put(text)
        for each in self.waiting:
            self.after[id(each)] = place
        self.waiting.clear()
        return place

    def space(self) -> None:
        self.put(self.random.choice((" ", " ", " ", "  ", "\t")))

    def part(self) -> None:
        """What stands before a comma or a semicolon."""
        if self.random.random() < 0.7:
            self.space()

    def break_line(self) -> None:
        if self.random.random() < 0.08:
            self.put(f" #{self.random.choice(_COMMENTS)}")
        self.put(self.line_end)

    def end(self) -> None:
        """The end of the text, at which a statement may be missing its own."""
        if self.waiting:
            for each in self.waiting:
                self.after[id(each)] = (self.line, self.column, self.line, self.column)
        elif self.random.random() < 0.8:
            self.break_line()

    # ------------------------------------------------------------- directives

    def directives(self, things: list[Thing]) -> None:
        used = dict.fromkeys(iri for thing in things for iri in _iris(thing))
        wanted = {prefix for iri in used if (prefix := _prefix_of(iri))}
        for prefix in sorted(wanted, key=lambda _: self.random.random()):
            new = f"{self.random.choice(('x', 'my', 'é', '한'))}{len(self.prefixes)}" if self.renames else prefix
            self.prefixes[PREFIXES[prefix]] = new
            self.directive("prefix", f"{new}:", PREFIXES[prefix])
        if self.has_base:
            self.directive("base", "", _BASE)
        self.put(self.line_end)

    def directive(self, word: str, prefix: str, iri: str) -> None:
        is_sparql = self.random.random() < 0.3
        self.put(self.random.choice((word, word.upper())) if is_sparql else f"@{word}")
        self.space()
        if prefix:
            self.put(prefix)
            self.space()
        self.put(f"<{iri}>" if is_sparql else f"<{iri}> .")
        self.break_line()

    # ------------------------------------------------------------- statements

    def statement(self, thing: Thing) -> None:
        self.node(thing.subject)
        self.clauses(thing, is_one_line=self.is_one_line or self.random.random() < 0.1)
        if self.unended is thing:
            self.waiting.append(thing)
        else:
            self.space()
            self.token(".")
        self.break_line()
        if self.random.random() < 0.5:
            self.break_line()

    def clauses(self, thing: Thing, *, is_one_line: bool) -> None:
        for number, clause in enumerate(thing.clauses):
            if number == 0 or is_one_line:
                self.space()
            else:
                self.break_line()
                self.put(self.indent)
            self.node(clause.predicate, is_predicate=True)
            for position, target in enumerate(clause.objects):
                if position:
                    self.part()
                    self.token(",")
                self.space()
                self.node(target)
            if number < len(thing.clauses) - 1:
                if self.unended is clause:
                    self.waiting.append(clause)
                else:
                    self.part()
                    self.token(";")

    def node(self, node: Node, *, is_predicate: bool = False) -> None:
        match node:
            case Blank(thing):
                self.places[id(node)] = self.token("[")
                self.clauses(thing, is_one_line=True)
                self.space()
                self.token("]")
            case Bare(text, place, ends_line):
                line, column, *_ = whole = self.token(text)
                self.places[id(node)] = whole if place is None else (line, column + place[0], line, column + place[1])
                if ends_line:
                    self.put(self.line_end)
            case Name(iri):
                self.places[id(node)] = self.token(self.named(iri, is_predicate=is_predicate))
            case Text(value, language, datatype):
                end = f"@{language}" if language else f"^^{self.named(datatype)}" if datatype else ""
                self.places[id(node)] = self.token(self.quoted(value) + end)

    def named(self, iri: str, *, is_predicate: bool = False) -> str:
        if is_predicate and iri == _TYPE and (self.random.random() < 0.9 or PREFIXES["rdf"] not in self.prefixes):
            return "a"
        if self.has_base and iri.startswith(_BASE) and self.random.random() < 0.3:
            return f"<{iri.removeprefix(_BASE)}>"
        prefix = _prefix_of(iri)
        if not prefix or self.random.random() < self.whole:
            return f"<{iri}>"
        return f"{self.prefixes[PREFIXES[prefix]]}:{iri.removeprefix(PREFIXES[prefix])}"

    def quoted(self, value: str) -> str:
        quote = self.random.choice('"""\'')
        is_long = self.random.random() < 0.25
        signs = [
            sign
            if is_long and sign in "\n\t"
            else _ESCAPES.get(sign, sign)
            if sign in (quote, "\\", "\n", "\r")
            else sign
            for sign in value
        ]
        return quote * (3 if is_long else 1) + "".join(signs) + quote * (3 if is_long else 1)


def _prefix_of(iri: str) -> str:
    """The prefix that an IRI is abbreviated with; none where it cannot be."""
    found = [
        prefix
        for prefix, namespace in PREFIXES.items()
        if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace))
    ]
    return max(found, key=lambda prefix: len(PREFIXES[prefix]), default="")


def _iris(thing: Thing) -> Iterator[str]:
    """The IRIs in a thing, `a` apart."""
    if isinstance(thing.subject, Name):
        yield thing.subject.iri
    for clause in thing.clauses:
        for node in (clause.predicate, *clause.objects):
            match node:
                case Name(iri) if iri != _TYPE:
                    yield iri
                case Text(datatype=datatype) if datatype:
                    yield datatype
                case Blank(inner):
                    yield from _iris(inner)
                case _:
                    pass
