"""A claim made of answers: the things it needs, as Turtle, and what the validator says of it.

Nothing is invented: no identifier, no year and no address is written that was not given.
"""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from homage_graph.contributing.answers import WORK_KINDS, Answers, MissingAnswersError, WrongAnswerError
from homage_graph.contributing.layout import Block, Statements, laid_out
from homage_graph.contributing.slugs import free, slug
from homage_graph.vocabulary import HG, PREFIXES, curie

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from homage_graph.contributing.known import Known, Named, Resolved
    from homage_graph.graph import Graph
    from homage_graph.reading.positions import Span
    from homage_graph.validation import Finding, Report
    from homage_graph.vocabulary import Term

__all__ = ["Draft", "draft", "judged"]

_LABEL: Final = ox.NamedNode(f"{PREFIXES['rdfs']}label")
_TYPE: Final = f"{PREFIXES['rdf']}type"
_IN_IT: Final = frozenset({HG.performedBy, HG.features, HG.guestAppearance})
"""How a citing work says who is in it."""
_TITLE: Final = ox.NamedNode(f"{PREFIXES['dct']}title")
_URL: Final = ox.NamedNode(f"{PREFIXES['schema']}url")
_INTEGER: Final = ox.NamedNode(f"{PREFIXES['xsd']}integer")
_LONGEST_LABEL: Final = 80


@dataclass(frozen=True)
class Draft:
    """A contribution that is not written yet.

    Attributes:
        name: What its file is called, without a folder.
        text: The file, as Turtle.
        claim: The homage or conjecture it makes.
        video: What the claim is about.
        is_new_video: Whether it brings the video along.
        is_conjecture: Whether the claim entails nothing, because no source asserts it.
        doubts: Sentences on what may be there already, or may have been meant otherwise.
        misspelt: Sentences on new names that are much like known ones.
    """

    name: str
    text: str
    claim: ox.NamedNode
    video: ox.NamedNode
    is_new_video: bool
    is_conjecture: bool
    doubts: tuple[str, ...]
    misspelt: tuple[str, ...]


def draft(answers: Answers, known: Known, words: Mapping[str, str]) -> Draft:
    """The contribution that answers amount to.

    Args:
        answers: All that are needed.
        known: The things of the graph it is for.
        words: What each shape says, by its code.

    Raises:
        MissingAnswersError: Some are not given.
        WrongAnswerError: The shapes would refuse one, or it names something that cannot be made here.
        AmbiguousNameError: A name that several things have.
    """
    found = known.resolve(answers, words)
    if found.missing:
        raise MissingAnswersError(found.missing)
    return _Maker(found, known).made()


def judged(made: Draft, graph: Graph, shown: str | None = None) -> Report:
    """What the validator finds in a draft, and what of the graph it would break.

    Args:
        made: The draft.
        graph: The graph it is for.
        shown: The file that findings name; by default the draft's own.
    """
    shown = shown or made.name
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder).resolve() / made.name
        path.write_text(made.text, "utf-8", newline="")
        report = graph.validate(path)
    own = graph.workspace.display(path)
    return replace(
        report,
        findings=tuple(_shown_as(shown, own, finding) for finding in report.findings),
        sources={shown if name == own else name: text for name, text in report.sources.items()},
    )


class _Maker:
    """Blocks in the making, each thing made once however often it is named."""

    def __init__(self, found: Resolved, known: Known) -> None:
        self._found = found
        self._answers = found.answers
        self._known = known
        self._graph = known.graph
        self._taken = set(known.taken)
        self._made: dict[tuple[ox.NamedNode, str], ox.NamedNode] = {}
        self._of_works: list[Block] = []
        self._of_sources: list[Block] = []
        self._of_people: list[Block] = []

    def made(self) -> Draft:
        """The draft."""
        found, answers = self._found, self._answers
        title = self._name(found.video)
        about = self._about()
        stem = f"{slug(title) or _end(found.video.thing)}-{about}"
        claim = self._mint("homage", stem, beside="evidence")
        evidence = self._mint("evidence", _end(claim))
        video_blocks: list[Block] = []
        video = found.video.thing or self._video(video_blocks)
        performers = self._performers(video)
        work = self._work(evidence)
        targets = self._targets(work, evidence)
        source = found.source.thing or self._source()
        enactors = tuple(self._agent(each, HG.Person) for each in found.enacted_by)
        self._seat(enactors, video, video_blocks)
        statements: Statements = (
            (HG.inWork if answers.is_sure else HG.allegedIn, (video,)),
            *targets,
            *(((HG.enactedBy, enactors),) if enactors else ()),
            (HG.certainty, (_concept("certainty", answers.certainty),)),
            (HG.description, (_text(answers.description),)),
            (HG.evidence, (evidence,)),
        )
        claims = [
            Block(claim, HG.Homage if answers.is_sure else HG.Conjecture, statements),
            Block(evidence, HG.Evidence, self._evidence(source)),
        ]
        groups = (video_blocks, claims, self._of_works, self._of_sources, self._of_people)
        name = video.value.rpartition("/")[2]
        return Draft(
            name=f"{name}.ttl" if found.video.is_new else f"{name}-{about}.ttl",
            text=laid_out(f"{', '.join(performers)}: {title}." if performers else f"{title}.", groups),
            claim=claim,
            video=video,
            is_new_video=found.video.is_new,
            is_conjecture=not answers.is_sure,
            doubts=found.doubts,
            misspelt=found.misspelt,
        )

    def _about(self) -> str:
        """What is quoted, as a part of an IRI: what of the work, else the work."""
        named = [each for _, each in self._found.targets] or [each for each in (self._found.work,) if each]
        return slug(_bare(self._name(named[0]))) or _end(named[0].thing)

    def _video(self, blocks: list[Block]) -> ox.NamedNode:
        answers, found = self._answers, self._found
        kind = HG.Group if answers.performer_kind == "group" else HG.Person
        performers = tuple(dict.fromkeys(self._agent(each, kind) for each in found.performers))
        names = [self._name(each) for each in found.performers]
        video = self._mint("video", slug(*names, found.video.name))
        statements: Statements = (
            (_LABEL, (_text(found.video.name),)),
            (HG.performedBy, performers),
            *_year(answers.video_year),
        )
        blocks.append(Block(video, HG.MusicVideo, statements))
        return video

    def _seat(self, enactors: Iterable[ox.NamedNode], video: ox.NamedNode, blocks: list[Block]) -> None:
        """Say of the video that those are in it who enact something there, and of whom nothing else says so."""
        said = [*self._graph.asserted]
        in_it = {t.object for t in said if t.subject == video and t.predicate in _IN_IT}
        in_it.update(term for block in blocks for prop, values in block.statements if prop in _IN_IT for term in values)
        members = {t.subject for t in said if t.predicate == HG.memberOf and t.object in in_it}
        guests = tuple(each for each in enactors if each not in in_it and each not in members)
        if guests and blocks:
            blocks[0] = replace(blocks[0], statements=(*blocks[0].statements, (HG.guestAppearance, guests)))
        elif guests:
            kind = next(t.object for t in said if t.subject == video and t.predicate.value == _TYPE)
            blocks.append(Block(video, kind, ((HG.guestAppearance, guests),)))  # type: ignore[arg-type]  # it is an IRI

    def _performers(self, video: ox.NamedNode) -> list[str]:
        if self._found.video.is_new:
            return [self._name(each) for each in self._found.performers]
        said = self._graph.asserted
        return [self._graph.name(t.object) for t in said if t.subject == video and t.predicate == HG.performedBy]

    def _work(self, evidence: ox.NamedNode) -> ox.NamedNode | None:
        work, answers = self._found.work, self._answers
        if work is None or work.thing is not None:
            return None if work is None else work.thing
        kind, prefix = WORK_KINDS[answers.work_kind]
        name = slug(work.name)
        if PREFIXES[prefix] + name in self._taken and answers.work_year:
            name = f"{name}-{answers.work_year}"
        thing = self._mint(prefix, name)
        statements: Statements = ((_LABEL, (_text(work.name),)), *_year(answers.work_year), (HG.evidence, (evidence,)))
        self._of_works.append(Block(thing, kind, statements))
        return thing

    def _targets(self, work: ox.NamedNode | None, evidence: ox.NamedNode) -> Statements:
        """What the claim is of: elements, then the work itself, then what is borrowed of it."""
        statements: dict[ox.NamedNode, tuple[Term, ...]] = {}
        for way, named in self._found.targets:
            if named.thing is not None:
                thing = named.thing
            elif way.element_of is None:
                thing = self._agent(named, HG.Person)
            else:
                thing = self._element(way.kind, way.element_of, named, work, evidence)
            statements[way.property] = tuple(dict.fromkeys((*statements.get(way.property, ()), thing)))
        if work is not None and self._answers.styling_of_work:
            statements[HG.stylingOfWork] = (work,)
        elif work is not None and self._found.quotes_the_work:
            statements[self._known.work_property(work)] = (work,)
        borrowed = statements.pop(HG.borrows, None)
        return (*statements.items(), *(((HG.borrows, borrowed),) if borrowed else ()))

    def _element(
        self,
        kind: ox.NamedNode,
        element_of: ox.NamedNode,
        named: Named,
        work: ox.NamedNode | None,
        evidence: ox.NamedNode,
    ) -> ox.NamedNode:
        if (kind, slug(named.name)) in self._made:
            return self._made[kind, slug(named.name)]
        if work is None:
            raise WrongAnswerError("work", f"“{named.name}” is new; say which work it is of")
        prefix = curie(kind.value).partition(":")[2].lower()
        bare = slug(_bare(named.name))
        whole = work.value.rpartition("/")[2]
        is_free = kind == HG.Character and PREFIXES[prefix] + bare not in self._taken
        thing = self._mint(prefix, bare if is_free else slug(whole, bare))
        kinds = ((HG.motifKind, (_concept("motif-kind", self._answers.motif_kind),)),) if kind == HG.Motif else ()
        statements: Statements = (
            (_LABEL, (_text(named.name),)),
            (element_of, (work,)),
            *kinds,
            (HG.evidence, (evidence,)),
        )
        self._of_works.append(Block(thing, kind, statements))
        self._made[kind, slug(named.name)] = thing
        return thing

    def _source(self) -> ox.NamedNode:
        found, answers = self._found, self._answers
        publisher = found.publisher.thing
        if publisher is None:
            publisher = self._mint("publisher", slug(found.publisher.name))
            self._of_sources.append(Block(publisher, HG.Publisher, ((_LABEL, (_text(found.publisher.name),)),)))
        name = self._name(found.publisher)
        source = self._mint("source", slug(name, answers.source) or _end(publisher))
        statements: Statements = (
            (_LABEL, (_text(_shortened(f"{name}, {answers.source}")),)),
            (_TITLE, (_text(answers.source, answers.language),)),
            (HG.publishedBy, (publisher,)),
            (_URL, (ox.NamedNode(answers.url),)),
        )
        self._of_sources.append(Block(source, HG.Source, statements))
        return source

    def _evidence(self, source: ox.NamedNode) -> Statements:
        answers = self._answers
        return (
            (HG.source, (source,)),
            (HG.quote, (_text(answers.quote, answers.language),)),
            (HG.stance, (_concept("stance", answers.expected_stance),)),
            (HG.voice, (_concept("voice", answers.voice),)),
        )

    def _agent(self, named: Named, kind: ox.NamedNode) -> ox.NamedNode:
        """A person or a group: the one that is known, or the one made for this name before, or a new one."""
        if named.thing is not None:
            return named.thing
        for either in (HG.Person, HG.Group):
            if (either, slug(named.name)) in self._made:
                return self._made[either, slug(named.name)]
        thing = self._mint("group" if kind == HG.Group else "person", slug(named.name))
        self._of_people.append(Block(thing, kind, ((_LABEL, (_text(named.name),)),)))
        self._made[kind, slug(named.name)] = thing
        return thing

    def _name(self, named: Named) -> str:
        return named.name if named.thing is None else self._graph.name(named.thing)

    def _mint(self, prefix: str, name: str, beside: str | None = None) -> ox.NamedNode:
        """A new IRI; one that another prefix has free too, where two things are to be called alike."""
        taken = self._taken
        if beside is not None:
            taken = taken | {iri.replace(PREFIXES[beside], PREFIXES[prefix]) for iri in taken}
        iri = free(PREFIXES[prefix], name, taken)
        self._taken.add(iri)
        return ox.NamedNode(iri)


def _shown_as(shown: str, own: str, finding: Finding) -> Finding:
    """A finding that names a draft by the file it will be, not by the one it was judged in."""

    def there(span: Span) -> Span:
        return replace(span, path=shown) if span.path == own else span

    fix = finding.fix
    return replace(
        finding,
        span=finding.span and there(finding.span),
        related=tuple(replace(each, span=there(each.span)) for each in finding.related),
        fix=fix and replace(fix, replacements=tuple(replace(it, span=there(it.span)) for it in fix.replacements)),
    )


def _end(thing: ox.NamedNode | None) -> str:
    """The last part of an IRI, for a thing whose name has no letter that an IRI could have."""
    assert thing is not None  # noqa: S101 - what is new has such a name
    return thing.value.rpartition("/")[2]


def _bare(name: str) -> str:
    """A name without the article before it, unless that is all there is."""
    return re.sub(r"(?i)^the (?=.*[a-z0-9])", "", name)


def _year(year: str) -> Statements:
    return ((HG.releaseYear, (ox.Literal(year, datatype=_INTEGER),)),) if year else ()


def _concept(scheme: str, name: str) -> ox.NamedNode:
    return ox.NamedNode(PREFIXES[scheme] + name)


def _text(text: str, language: str = "en") -> ox.Literal:
    return ox.Literal(text, language=language)


def _shortened(label: str) -> str:
    """A label that a table can show: what is too long ends at a word."""
    return label if len(label) <= _LONGEST_LABEL else f"{label[:_LONGEST_LABEL].rpartition(' ')[0]} …"
