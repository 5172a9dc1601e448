"""What of a contributor's answers the graph knows already, and what would be new."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cached_property
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from homage_graph.contributing.answers import Answers, Target, Way, WrongAnswerError
from homage_graph.contributing.slugs import slug
from homage_graph.errors import AmbiguousNameError, UnknownNameError
from homage_graph.vocabulary import HG, PREFIXES, curie, expand

if TYPE_CHECKING:
    from collections.abc import Mapping

    from homage_graph.graph import Graph

__all__ = ["Known", "Named", "Resolved"]

_URL: Final = ox.NamedNode(f"{PREFIXES['schema']}url")
_TYPE: Final = ox.NamedNode(f"{PREFIXES['rdf']}type")
_CONCEPTS: Final = {HG.Technique: "technique", HG.MotifKind: "motif-kind", HG.Genre: "genre"}
"""Classes whose members the project's own files define, with the prefix of their IRIs."""
_IRI: Final = re.compile(rf"(?:https?://|<)\S*|(?:{'|'.join(PREFIXES)}):[A-Za-z0-9_-]+")
"""What is meant as an IRI or a CURIE, and is no title."""
_NEAR: Final = 0.8
"""How alike two names are, from 0 to 1, that may be one name misspelt."""


@dataclass(frozen=True)
class Named:
    """A thing that an answer names.

    Attributes:
        name: As it was given.
        thing: The thing of that name; None where it would be new.
        near: Names of known things that come near it.
    """

    name: str
    thing: ox.NamedNode | None = None
    near: tuple[str, ...] = ()

    @property
    def is_new(self) -> bool:
        """Whether no known thing is meant."""
        return self.thing is None


@dataclass(frozen=True)
class Resolved:
    """Answers, with the things that they name.

    Attributes:
        answers: All of them, tidy.
        missing: Those that are still needed, in the order in which one would ask: fields of `Answers`, or `target`
            where nothing is named that is quoted.
        doubts: Sentences on what may be there already, or may have been meant otherwise.
        misspelt: Sentences on new names that are much like known ones.
    """

    answers: Answers
    video: Named
    performers: tuple[Named, ...]
    work: Named | None
    targets: tuple[tuple[Way, Named], ...]
    source: Named
    publisher: Named
    enacted_by: tuple[Named, ...]
    missing: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    misspelt: tuple[str, ...] = ()

    @property
    def quotes_the_work(self) -> bool:
        """Whether the claim is of the work itself, and not only of something in it."""
        in_it = any(way.element_of is not None for way, _ in self.targets)
        return self.work is not None and not in_it and not self.answers.styling_of_work


class Known:
    """The things of one graph, as answers speak of them."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph

    def resolve(self, answers: Answers, words: Mapping[str, str]) -> Resolved:
        """Answers with the things they name, what is missing yet, and what is doubtful.

        Args:
            answers: As far as they were given.
            words: What each shape says, by its code.

        Raises:
            WrongAnswerError: The shapes would refuse one, or it names something that cannot be made here.
            AmbiguousNameError: A name that several things have.
        """
        answers = answers.tidied(words)
        video, doubts = self._video(answers)
        work = self._work(answers, doubts)
        _refuse_video(work, video, answers, words, is_video=work is not None and self.is_a(work.thing, HG.CitingWork))
        targets = tuple((target.way, self._target(target, work, doubts)) for target in answers.targets)
        source, publisher = self._source(answers)
        performers = tuple(self.named(each, HG.Agent, "performers") for each in answers.performers)
        enacted_by = tuple(self.named(each, HG.Agent, "enacted_by") for each in answers.enacted_by)
        found = Resolved(answers, video, performers, work, targets, source, publisher, enacted_by)
        works = (video, work) if work else (video,)
        new = (*works, *(named for _, named in targets), source, publisher, *performers, *enacted_by)
        misspelt = [each for each in dict.fromkeys(new) if each.near and _alike(each.name, each.near[0])]
        return replace(
            found,
            missing=tuple(_missing(found)),
            doubts=(*doubts, *self._said_already(found)),
            misspelt=tuple(f"“{each.name}” is new; did you mean “{each.near[0]}”?" for each in misspelt),
        )

    def named(self, name: str, kind: ox.NamedNode, answer: str) -> Named:
        """What a name means among the things of a class.

        Raises:
            WrongAnswerError: It is an IRI or a CURIE of nothing, or no concept of the project's.
            AmbiguousNameError: Several things are called that.
        """
        if not name:
            return Named("")
        names = [name, *([f"{_CONCEPTS[kind]}:{slug(name)}"] if kind in _CONCEPTS and slug(name) else [])]
        near: tuple[str, ...] = ()
        for each in names:
            try:
                return Named(name, self.graph.find(each, kind.value))
            except UnknownNameError as error:
                near = near or tuple(error.suggestions)
                unknown = str(UnknownNameError(error.kind, name, near))
        if kind in _CONCEPTS or _IRI.fullmatch(name):
            raise WrongAnswerError(answer, unknown)
        if not slug(name) and kind != HG.Source:  # a source's IRI can do with its publisher's name
            raise WrongAnswerError(
                answer, f"“{name}” is new, and has no Latin letter or digit to make an IRI of; give its name in those"
            )
        return Named(name, None, near)

    def is_a(self, thing: ox.NamedNode | None, kind: ox.NamedNode) -> bool:
        """Whether something is of a class, by what is written or by what follows."""
        return thing is not None and _names(self.graph, thing.value, kind)

    def elements(self, work: ox.NamedNode, way: Way) -> tuple[str, ...]:
        """The names of what is known of a work and can be taken up in that way, in order."""
        return tuple(
            sorted(
                self.graph.name(thing)
                for (thing, predicate), wholes in self._values.items()
                if predicate == way.element_of and work in wholes and isinstance(thing, ox.NamedNode)
            )
        )

    def work_property(self, work: ox.NamedNode) -> ox.NamedNode:
        """What a claim of a work as a whole says: another video is quoted with a property of its own."""
        return HG.ofVideo if self.is_a(work, HG.CitingWork) else HG.ofWork

    # ---------------------------------------------------------------- private

    def _video(self, answers: Answers) -> tuple[Named, list[str]]:
        """The video, and a doubt where one of the same name is by others or of another year."""
        try:
            found = self.named(answers.video, HG.CitingWork, "video")
        except AmbiguousNameError as error:
            candidates = [ox.NamedNode(expand(each) or each) for each in error.candidates]
            fitting = [each for each in candidates if answers.performers and self._is_by(each, answers.performers)]
            if len(fitting) != 1:
                raise
            return Named(answers.video, fitting[0]), []
        if found.thing is None or _IRI.fullmatch(answers.video):
            return found, []
        is_theirs = not answers.performers or self._is_by(found.thing, answers.performers)
        if is_theirs and not self._is_of_another_year(found.thing, answers.video_year):
            return found, []
        others = " and ".join(map(self.graph.name, self._objects(found.thing, HG.performedBy)))
        return Named(answers.video), [f"a video called “{answers.video}” is known, by {others}; this is another"]

    def _is_by(self, video: ox.NamedNode, performers: tuple[str, ...]) -> bool:
        """Whether one of those named performs in a video."""
        theirs = self._objects(video, HG.performedBy, HG.features)
        names = {slug(self.graph.name(each)) for each in theirs} | {each.value.rpartition("/")[2] for each in theirs}
        return bool(names & {slug(name.rpartition(":")[2]) for name in performers})

    def _work(self, answers: Answers, doubts: list[str]) -> Named | None:
        if not answers.work:
            return None
        kinds = (HG.SourceWork, HG.CitingWork)  # a film is meant where a video has the same name
        both = [self.named(answers.work, kind, "work") for kind in kinds if _names(self.graph, answers.work, kind)]
        found = both[0] if both else self.named(answers.work, HG.SourceWork, "work")
        if found.thing is not None and self._is_of_another_year(found.thing, answers.work_year):
            doubts.append(f"“{answers.work}” is known, of another year; this is another, of {answers.work_year}")
            return Named(answers.work)
        return found

    def _target(self, target: Target, work: Named | None, doubts: list[str]) -> Named:
        """What is taken up; of the work, where it is part of one."""
        way = target.way
        if way.element_of is None:
            return self.named(target.name, way.kind, way.name)
        try:
            found = self.named(target.name, way.kind, way.name)
        except AmbiguousNameError as error:
            candidates = [ox.NamedNode(expand(each) or each) for each in error.candidates]
            of_it = [each for each in candidates if work is not None and self._whole(each, way) == work.thing]
            if work is None or len(of_it) > 1:
                raise
            return Named(target.name, of_it[0]) if of_it else Named(target.name)
        if found.thing is None or work is None:
            return found
        whole = self._whole(found.thing, way)
        if whole == work.thing or (work.thing is not None and whole is not None and self._belong(whole, work.thing)):
            return found
        if _IRI.fullmatch(target.name):
            raise WrongAnswerError(way.name, f"{target.name} is of {self.graph.name(whole)}, not of “{work.name}”")
        doubts.append(f"“{target.name}” of {self.graph.name(whole)} is known; this is another, of “{work.name}”")
        return Named(target.name)

    def _source(self, answers: Answers) -> tuple[Named, Named]:
        """The source and its publisher. A known address says which source it is, whatever it is called here."""
        publisher = self.named(answers.publisher, HG.Publisher, "publisher")
        if answers.url in self._sources:
            return Named(answers.source, self._sources[answers.url]), publisher
        source = self.named(answers.source, HG.Source, "source")
        if source.thing is not None and answers.url and not _IRI.fullmatch(answers.source):
            return Named(answers.source), publisher  # an article of the same title elsewhere
        if source.thing is not None and answers.url:
            raise WrongAnswerError("url", f"{answers.source} has another address; leave one of the two out")
        return source, publisher

    def _said_already(self, found: Resolved) -> list[str]:
        """A sentence on each claim that there is of the same video and the same thing."""
        if found.video.thing is None:
            return []
        said = {(way.property, named.thing) for way, named in found.targets if named.thing is not None}
        if found.work is not None and found.work.thing is not None:
            if found.answers.styling_of_work:
                said.add((HG.stylingOfWork, found.work.thing))
            elif found.quotes_the_work:
                said.add((self.work_property(found.work.thing), found.work.thing))
        return [
            f"{curie(claim.value)} says already: “{self.graph.name(claim)}” "
            "A second source is better added to it, as more evidence"
            for claim in sorted(self._claims, key=str)
            if found.video.thing in self._objects(claim, HG.inWork, HG.allegedIn)
            and said
            and all(thing in self._objects(claim, predicate) for predicate, thing in said)
        ]

    def _belong(self, one: ox.NamedNode, other: ox.NamedNode) -> bool:
        """Whether one of two works is a part of the other."""
        return one in self._series(other) or other in self._series(one)

    def _series(self, work: ox.NamedNode) -> set[ox.NamedNode]:
        found, work_to_do = set[ox.NamedNode](), [work]
        while work_to_do:
            new = set(self._objects(work_to_do.pop(), HG.partOfSeries)) - found
            found |= new
            work_to_do += new
        return found

    def _is_of_another_year(self, thing: ox.NamedNode, year: str) -> bool:
        years = [each.value for each in self._values.get((thing, HG.releaseYear), ())]
        return bool(year) and bool(years) and year not in years

    def _whole(self, element: ox.NamedNode, way: Way) -> ox.NamedNode | None:
        assert way.element_of is not None  # noqa: S101 - asked of elements only
        return next(iter(self._objects(element, way.element_of)), None)

    def _objects(self, thing: ox.NamedNode, *properties: ox.NamedNode) -> list[ox.NamedNode]:
        found = (term for each in properties for term in self._values.get((thing, each), ()))
        return [term for term in found if isinstance(term, ox.NamedNode)]

    @cached_property
    def taken(self) -> set[str]:
        """Every IRI that is written anywhere, also one of which nothing is said yet."""
        terms = {thing for thing, _ in self._values} | {each for values in self._values.values() for each in values}
        return {term.value for term in terms if isinstance(term, ox.NamedNode)}

    @cached_property
    def _values(self) -> dict[tuple[object, ox.NamedNode], list[ox.NamedNode | ox.BlankNode | ox.Literal]]:
        values: dict[tuple[object, ox.NamedNode], list[ox.NamedNode | ox.BlankNode | ox.Literal]] = {}
        for triple in self.graph.asserted:
            values.setdefault((triple.subject, triple.predicate), []).append(triple.object)  # type: ignore[arg-type]
        return values

    @cached_property
    def _sources(self) -> dict[str, ox.NamedNode]:
        return {
            address.value: thing
            for (thing, predicate), addresses in self._values.items()
            if predicate == _URL and isinstance(thing, ox.NamedNode)
            for address in addresses
        }

    @cached_property
    def _claims(self) -> set[ox.NamedNode]:
        return {
            thing
            for (thing, predicate), kinds in self._values.items()
            if predicate == _TYPE and isinstance(thing, ox.NamedNode) and {HG.Homage, HG.Conjecture} & set(kinds)
        }


def _names(graph: Graph, name: str, kind: ox.NamedNode) -> bool:
    """Whether anything of a class is called that."""
    try:
        graph.find(name, kind.value)
    except UnknownNameError:
        return False
    except AmbiguousNameError:
        return True
    return True


def _refuse_video(
    work: Named | None, video: Named, answers: Answers, words: Mapping[str, str], *, is_video: bool
) -> None:
    """A video may be quoted as a whole, and by another only."""
    if work is None or not is_video:
        return
    if work.thing == video.thing:
        raise WrongAnswerError("work", words["HG063"])
    if answers.styling_of_work or any(target.way.element_of is not None for target in answers.targets):
        raise WrongAnswerError("work", f"“{work.name}” is a video; it is quoted as a whole")


def _missing(found: Resolved) -> list[str]:
    """The answers that are still needed, in the order in which one would ask."""
    answers, missing = found.answers, []
    if not answers.video:
        missing.append("video")
    elif found.video.is_new and not answers.performers:
        missing.append("performers")
    if found.video.is_new and any(each.is_new for each in found.performers) and not answers.performer_kind:
        missing.append("performer_kind")
    if found.work is None:
        if not answers.targets and not answers.styling_of_work:
            missing.append("target")
        elif answers.styling_of_work or any(_needs_a_work(way, named) for way, named in found.targets):
            missing.append("work")
    if any(way.name == "motif" and named.is_new for way, named in found.targets) and not answers.motif_kind:
        missing.append("motif_kind")
    if found.source.is_new:
        missing += [name for name in ("source", "url", "publisher") if not getattr(answers, name)]
    return missing + [name for name in ("quote", "certainty", "description") if not getattr(answers, name)]


def _needs_a_work(way: Way, named: Named) -> bool:
    return way.name == "borrows" or (way.element_of is not None and named.is_new)


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one.casefold(), other.casefold()).ratio() >= _NEAR
