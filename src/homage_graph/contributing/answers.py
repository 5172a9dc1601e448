"""What a contributor says, and what is refused before anything is written."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from homage_graph.characters import code_points, find_unseen
from homage_graph.errors import HomageGraphError
from homage_graph.reading import parse
from homage_graph.vocabulary import HG, PREFIXES
from homage_graph.workspace import bundled

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = [
    "CERTAINTIES", "CHOICES", "MOST_WORDS", "SURE", "WAYS", "WORK_KINDS", "Answers", "MissingAnswersError", "Target",
    "Way", "WrongAnswerError", "checked", "rules",
]  # fmt: skip

MOST_WORDS: Final = 25
"""Of a quote, as shape HG026 has it."""
_LONGEST: Final = 1000
"""Characters of one answer."""
_MOST_NAMES: Final = 30
"""Names in one answer: each is compared with all that the graph knows."""
_FIRST_YEAR, _LAST_YEAR = 1888, 2100  # as shape HG044 has it

SURE: Final = ("stated", "suggested")
"""The certainties of a homage."""
CERTAINTIES: Final = (*SURE, "implied", "speculative", "disputed", "denied", "unknown")
WORK_KINDS: Final[dict[str, tuple[ox.NamedNode, str]]] = {
    "film": (HG.Film, "film"),
    "series": (HG.FilmSeries, "series"),
    "programme": (HG.TelevisionProgramme, "programme"),
    "stage-work": (HG.StageWork, "stage-work"),
    "literature": (HG.LiteraryWork, "literature"),
    "artwork": (HG.Artwork, "artwork"),
}
"""What a source work may be: its class, and the prefix of its IRI."""
CHOICES: Final[dict[str, tuple[str, ...]]] = {
    "certainty": CERTAINTIES,
    "stance": ("supports", "qualifies", "denies", "leaves-open"),
    "voice": ("critic", "creator", "label", "audience", "on-screen", "collaboration"),
    "motif_kind": (
        "prop",
        "setting",
        "palette",
        "styling",
        "costume",
        "make-up",
        "hair",
        "title-card",
        "storyline",
        "sound-cue",
        "choreography",
        "casting",
        "on-screen-text",
        "theme",
    ),
    "performer_kind": ("person", "group"),
    "work_kind": tuple(WORK_KINDS),
}
"""Answers that are one of a few words."""

_HALF = re.compile("[\ud800-\udfff]")  # what a terminal makes of bytes that are not UTF-8
_LINK = re.compile(r"https?://[^/]")


@dataclass(frozen=True)
class Way:
    """One way in which a video takes something up.

    Attributes:
        name: In a word; the command's option.
        property: What a claim says it with.
        kind: The class of what is named.
        element_of: How a thing of that class says which work it is of; None where it is of none.
        meaning: What the source says, for somebody who has to choose.
    """

    name: str
    property: ox.NamedNode
    kind: ox.NamedNode
    element_of: ox.NamedNode | None
    meaning: str


WAYS: Final = (
    Way("scene", HG.ofScene, HG.Scene, HG.sceneOf, "it recreates this scene"),
    Way("character", HG.ofCharacter, HG.Character, HG.appearsIn, "somebody plays this character, or lives their story"),
    Way("styling", HG.stylingOfCharacter, HG.Character, HG.appearsIn, "costume, make-up or hair are this character's"),
    Way("motif", HG.ofMotif, HG.Motif, HG.motifOf, "this prop, set, title card … of the work is there"),
    Way("borrows", HG.borrows, HG.MotifKind, None, "a prop, set, palette … is the work's, which one is not named"),
    Way("technique", HG.withTechnique, HG.Technique, None, "it borrows this technique"),
    Way("manner", HG.inMannerOf, HG.Person, None, "it is in this director's manner"),
    Way("works-by", HG.ofWorksBy, HG.Person, None, "it quotes works of this director, which are not named"),
    Way("image", HG.inImageOf, HG.Person, None, "it takes up this person's image, not a role"),
    Way("genre", HG.ofGenre, HG.Genre, None, "it takes up this genre as a whole"),
)
"""Every way but two, for which the work is enough: the work as a whole, and its styling at large."""


@dataclass(eq=False)
class WrongAnswerError(HomageGraphError):
    """An answer is one that the shapes would refuse, or that cannot be understood."""

    answer: str
    reason: str

    def __str__(self) -> str:
        return f"{self.answer.replace('_', '-')}: {self.reason}"


@dataclass(eq=False)
class MissingAnswersError(HomageGraphError):
    """Answers without which there is no claim."""

    answers: Sequence[str]

    def __str__(self) -> str:
        return f"not answered yet: {', '.join(answer.replace('_', '-') for answer in self.answers)}"


@dataclass(frozen=True)
class Target:
    """What is taken up, and in which way."""

    way: Way
    name: str


@dataclass(frozen=True)
class Answers:
    """Everything that a contributor may say of one claim. Things are given by name, CURIE or IRI.

    Attributes:
        video: The music video: one that is known, or the title of a new one.
        performers: Whose video it is. Needed of a new one.
        performer_kind: `person` or `group`, of performers that are new.
        video_year: When it came out.
        work: What it quotes, or what the thing it quotes is of.
        work_kind: What a new work is, a key of `WORK_KINDS`.
        work_year: When it came out.
        targets: What of it is taken up; none for the work as a whole.
        styling_of_work: Costume, make-up or hair come from the work, no character named.
        motif_kind: What a new motif is.
        source: Who says so: a source that is known, or the title of a new one.
        url: Its address.
        publisher: Who published it.
        quote: The words that say so, letter for letter.
        language: Of the quote and of a new source's title, as a language tag.
        certainty: One of `CERTAINTIES`. Any that is not in `SURE` makes a conjecture of the claim.
        voice: Whose words they are.
        stance: What they do to the claim. Empty for what the certainty leads one to expect.
        description: The claim in a sentence of the contributor's own.
        enacted_by: Who in the video does it.
    """

    video: str = ""
    performers: tuple[str, ...] = ()
    performer_kind: str = ""
    video_year: str = ""
    work: str = ""
    work_kind: str = "film"
    work_year: str = ""
    targets: tuple[Target, ...] = ()
    styling_of_work: bool = False
    motif_kind: str = ""
    source: str = ""
    url: str = ""
    publisher: str = ""
    quote: str = ""
    language: str = "en"
    certainty: str = ""
    voice: str = "critic"
    stance: str = ""
    description: str = ""
    enacted_by: tuple[str, ...] = ()

    def having(self, answer: str, said: str | tuple[str, ...]) -> Answers:
        """The same answers but for one: a field of this class."""
        return replace(self, **{answer: said})  # type: ignore[arg-type]  # each field is checked when it is tidied

    @property
    def is_sure(self) -> bool:
        """Whether the claim is a homage, and no conjecture."""
        return self.certainty in SURE

    @property
    def expected_stance(self) -> str:
        """The stance given, or else the one that goes with the certainty."""
        return self.stance or {"denied": "denies", "unknown": "leaves-open"}.get(self.certainty, "supports")

    def tidied(self, words: Mapping[str, str]) -> Answers:
        """The same answers, each as `checked` has it; an empty one is as if nothing had been said.

        Raises:
            WrongAnswerError: One is refused.
        """
        tidy: dict[str, object] = {
            "targets": tuple(Target(each.way, checked(each.way.name, each.name, words)) for each in self.targets)
        }
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, str):
                tidy[field.name] = checked(field.name, value, words) or field.default
            elif field.name in ("performers", "enacted_by"):
                if len(value) > _MOST_NAMES:
                    raise WrongAnswerError(field.name, f"these are {len(value):,}; {_MOST_NAMES} names are the most")
                tidy[field.name] = tuple(checked(field.name, each, words) for each in value if each.strip())
        answers = replace(self, **tidy)  # type: ignore[arg-type]
        for target in answers.targets:
            if not target.name:
                raise WrongAnswerError(target.way.name, "it has no name; say which, or leave it out")
        if answers.is_sure and answers.expected_stance != "supports":
            code = "HG062" if answers.expected_stance == "denies" else "HG008"
            raise WrongAnswerError("stance", words[code])
        return answers


def checked(answer: str, value: str, words: Mapping[str, str]) -> str:
    """An answer on one line and in Unicode's form NFC, if the shapes would let it pass.

    Args:
        answer: Which one: a field of `Answers`, or a way's name.
        value: What was said; empty for nothing.
        words: What each shape says, by its code, as `rules` has it.

    Raises:
        WrongAnswerError: They would not; the reason is in the shape's own words.
    """
    value = value.replace("\r\n", "\n")
    if halves := _HALF.findall(value):
        raise WrongAnswerError(answer, f"it is not UTF-8: {code_points(halves[0])} is half a character")
    if unseen := [value[place] for place in find_unseen(value)]:
        raise WrongAnswerError(
            answer, f"it has characters that nobody sees: {code_points(''.join(unseen))}; leave them out"
        )
    line = " ".join(value.split())
    if len(line) > _LONGEST:  # asked first: what has ten thousand accents on a letter takes minutes to compose
        raise WrongAnswerError(answer, f"it has {len(line):,} characters; {_LONGEST:,} are the most that are read")
    text = unicodedata.normalize("NFC", line)
    if text and (refusal := _refusal(answer, text, words)):
        raise WrongAnswerError(answer, refusal)
    return text


def rules() -> dict[str, str]:
    """What each of the project's shapes says of those that break it, by its code."""
    workspace = bundled()
    codes: dict[object, str] = {}
    messages: dict[object, str] = {}
    for triple in (triple for document in parse(workspace, workspace.shapes) for triple in document):
        if triple.predicate.value == f"{PREFIXES['dct']}identifier" and isinstance(triple.object, ox.Literal):
            codes[triple.subject] = triple.object.value
        elif triple.predicate.value == f"{PREFIXES['sh']}message" and isinstance(triple.object, ox.Literal):
            messages[triple.subject] = triple.object.value
    return {code: messages[shape] for shape, code in codes.items() if shape in messages}


def _refusal(answer: str, text: str, words: Mapping[str, str]) -> str:
    """Why the shapes would refuse an answer; empty where they would not."""
    if answer in CHOICES and text not in CHOICES[answer]:
        return f"“{text[:80]}” is none of {', '.join(CHOICES[answer])}"
    if answer == "quote" and (count := len(text.split())) > MOST_WORDS:
        return f"{words['HG026']} This one has {count}."
    if answer in ("video_year", "work_year") and not _is_year(text):
        return words["HG044"]
    if answer == "url" and not _is_link(text):
        return words["HG055"]
    if answer == "language" and not _is_language(text):
        return f"“{text[:80]}” is no language tag, say en or ko"
    return ""


def _is_year(text: str) -> bool:
    return re.fullmatch(r"[0-9]{4}", text) is not None and _FIRST_YEAR <= int(text) <= _LAST_YEAR


def _is_link(text: str) -> bool:
    try:
        ox.NamedNode(text)
    except ValueError:
        return False
    return _LINK.match(text) is not None


def _is_language(text: str) -> bool:
    try:
        ox.Literal("", language=text)
    except ValueError:
        return False
    return True
