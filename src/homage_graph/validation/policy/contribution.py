"""What no shape can see: what a contribution may speak of, and how anything is spelt.

SHACL looks at the values of the things and properties that a shape knows. A statement that redefines a term, an
invisible character, a link that runs code, a second release year in another file: pyshacl calls all of it conforming.

Each rule is a function from files to findings. None looks at more than the contribution and what the graph says of
the things that it speaks of, so that the cost follows the contribution.
"""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Final, Protocol

import pyoxigraph as ox

from homage_graph.collecting import put_off
from homage_graph.validation import Finding, Fix, Related, Replacement, Severity, Span
from homage_graph.validation.catalogue import CHANGED_ENTITY, HIJACKED_TERM, UNTYPED, WRONG_IRI
from homage_graph.validation.policy.files import Files, shown
from homage_graph.validation.policy.identifiers import kind_of, unsafe_links, wrong_identifiers
from homage_graph.validation.policy.lists import broken_lists, cells
from homage_graph.validation.policy.literals import wrong_literals
from homage_graph.validation.policy.terms import foreign_terms, slip_in_a_language, unknown_terms
from homage_graph.vocabulary import OURS, PREFIXES, curie

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from homage_graph.reading import Document
    from homage_graph.validation.policy.files import Part, Statement
    from homage_graph.vocabulary import Term

__all__ = [
    "MOST_FINDINGS", "Known", "class_demanding", "judge_contribution", "judge_literals", "judge_terms", "single_valued",
]  # fmt: skip

MOST_FINDINGS: Final = 1_000
"""So many findings of one code are told of one file; the next one says how many more there are."""

_RDF_TYPE: Final = f"{PREFIXES['rdf']}type"
_LABELS: Final = frozenset({f"{PREFIXES['rdfs']}label", f"{PREFIXES['skos']}prefLabel"})
"""Properties that have one value a language."""
_LANGUAGES: Final = tuple(PREFIXES[name] for name in ("rdf", "rdfs", "owl", "sh"))
"""The namespaces in whose terms axioms and shapes are written."""
_OF_THINGS: Final = frozenset(
    {
        *(f"{PREFIXES['rdf']}{name}" for name in ("type", "first", "rest")),
        *(f"{PREFIXES['rdfs']}{name}" for name in ("label", "comment", "seeAlso")),
        f"{PREFIXES['owl']}versionInfo",
    }
)
"""Properties of those namespaces that say something of things."""
_VOCABULARIES: Final = (
    *_LANGUAGES,
    *(PREFIXES[name] for name in ("dcat", "dct", "foaf", "prov", "schema", "scheme", "skos", "void", "xsd")),
    "http://schema.org/",
    f"{OURS}ontology",
    f"{OURS}shapes",
)
"""What begins so is a term, and no thing."""
_SAME_AS: Final = f"{PREFIXES['owl']}sameAs"
_IMPORTS: Final = f"{PREFIXES['owl']}imports"
_SHACL: Final = PREFIXES["sh"]
_CLAIM: Final = f"{PREFIXES['hg']}Claim"
_JUDGED_BY_SHAPES: Final = frozenset(
    f"{PREFIXES['hg']}{name}" for name in ("Agent", "Claim", "Element", "Evidence", "Publisher", "Source", "Work")
)
"""The classes of whose things shape HG054 asks that they have an IRI of the project."""
_CLASSES: Final = {
    "alteration": ("Alteration",),
    "artwork": ("Artwork",),
    "character": ("Character",),
    "evidence": ("Evidence", "SetAside"),
    "film": ("Film",),
    "group": ("Group",),
    "homage": ("Homage", "Conjecture"),
    "imagery": ("AlbumImagery",),
    "literature": ("LiteraryWork",),
    "motif": ("Motif",),
    "performance": ("StagePerformance",),
    "person": ("Person",),
    "programme": ("TelevisionProgramme",),
    "publisher": ("Publisher",),
    "scene": ("Scene",),
    "series": ("FilmSeries",),
    "song": ("Song",),
    "source": ("Source",),
    "stage-work": ("StageWork",),
    "teaser": ("Teaser",),
    "video": ("MusicVideo", "Teaser"),
    "work": ("UnnamedWork", "TelevisionProgramme", "StageWork", "LiteraryWork", "Artwork"),
}
"""What a thing most likely is, by the kind that its IRI names, the likeliest first."""


class Known(Protocol):
    """The graph that a contribution is judged against, without that contribution."""

    def about(self, thing: ox.NamedNode) -> Iterable[ox.Triple]:
        """What the graph says of a thing. It is asked once for each thing."""
        ...

    def place(self, statement: Statement) -> Span | None:
        """Where the graph says something; None where that is not known."""
        ...


def judge_contribution(
    contributions: Sequence[Document],
    known: Known,
    ontology: Sequence[Document],
    single: frozenset[str] = frozenset(),
    classed: frozenset[str] = frozenset(),
) -> Iterator[Finding]:
    """Everything about contributions that no shape can see, but for what `judge_literals` says.

    Args:
        contributions: The files that are to be added.
        known: The graph without them.
        ontology: The files that define the project's terms, with their class tree and functional properties.
        single: The IRIs of further properties that have one value a thing; `single_valued` reads them from shapes.
        classed: The IRIs of the properties for which shapes ask a class of whatever has them; `class_demanding` reads
            them from shapes. A thing without a class that has one is left to these.

    Returns:
        Findings in no order; at most `MOST_FINDINGS` and one more for a code and a file.
    """
    with put_off():
        files = Files(contributions)
        tree = _Tree(ontology)
        graph = _Remembered(known)
        things = _things(files)
        types = {thing: _types(thing, said, graph) for thing, said in things.items()}
        rules = (
            unknown_terms(files, ontology),
            foreign_terms(files, ontology),
            _hijacked_terms(files),
            wrong_identifiers(
                files,
                lambda thing: tree.is_any(types.get(thing, ()), _JUDGED_BY_SHAPES),
                lambda thing: bool(graph.about(thing)),
            ),
            _blank_things(files, things, types, tree),
            unsafe_links(files),
            _changed_things(files, things, graph, tree, single | tree.functional),
            broken_lists(files),
            _untyped_things(files, things, types, classed),
        )
        return iter([*_bounded(chain.from_iterable(rules))])


def judge_literals(documents: Sequence[Document]) -> Iterator[Finding]:
    """How literals are spelt, in any file: characters that nobody sees, form NFC, datatypes (HG901 to HG903)."""
    with put_off():
        return iter([*_bounded(wrong_literals(Files(documents)))])


def judge_terms(documents: Sequence[Document], ontology: Sequence[Document]) -> Iterator[Finding]:
    """Whether the project's terms are ones that the ontology defines, in any file (HG000)."""
    with put_off():
        return iter([*_bounded(unknown_terms(Files(documents), ontology))])


def single_valued(shapes: Sequence[Document]) -> frozenset[str]:
    """The IRIs of the properties of which shapes allow a thing one value: those with `sh:maxCount 1`."""
    said = _by_subject(shapes)
    return frozenset(
        path.value
        for values in said.values()
        if any(count.value == "1" for count in values[f"{_SHACL}maxCount"])
        for path in values[f"{_SHACL}path"]
        if isinstance(path, ox.NamedNode)
    )


def class_demanding(shapes: Sequence[Document]) -> frozenset[str]:
    """The IRIs of the properties whose subjects shapes ask to be of a class: `sh:targetSubjectsOf` with `sh:class`."""
    said = _by_subject(shapes)
    return frozenset(
        target.value
        for values in said.values()
        if values[f"{_SHACL}class"]
        for target in values[f"{_SHACL}targetSubjectsOf"]
    )


def _by_subject(documents: Iterable[Document]) -> dict[Term, defaultdict[str, list[Term]]]:
    said: defaultdict[Term, defaultdict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for triple in (triple for document in documents for triple in document):
        said[triple.subject][triple.predicate.value].append(triple.object)  # type: ignore[index, arg-type]  # no triple terms are read
    return said


class _Tree:
    """What an ontology says of classes and properties, as far as it matters here.

    Attributes:
        functional: The properties that have one value a thing.
        targets: The properties that say what a claim is about.
    """

    def __init__(self, ontology: Sequence[Document]) -> None:
        self._above: defaultdict[str, set[str]] = defaultdict(set)
        self._beneath: defaultdict[str, set[str]] = defaultdict(set)
        functional = set()
        for triple in (triple for document in ontology for triple in document):
            subject, predicate, target = triple.subject, triple.predicate.value, triple.object
            if not isinstance(subject, ox.NamedNode) or not isinstance(target, ox.NamedNode):
                continue
            if predicate == f"{PREFIXES['rdfs']}subClassOf":
                self._above[subject.value].add(target.value)
            elif predicate == f"{PREFIXES['rdfs']}subPropertyOf":
                self._beneath[target.value].add(subject.value)
            elif predicate == _RDF_TYPE and target.value == f"{PREFIXES['owl']}FunctionalProperty":
                functional.add(subject.value)
        self.functional = frozenset(functional)

        self.targets = _reached({f"{PREFIXES['hg']}target"}, self._beneath)

    def above(self, classes: Iterable[str]) -> set[str]:
        """The classes, and all that they are subclasses of."""
        return _reached(classes, self._above)

    def is_any(self, classes: Iterable[str], wanted: Collection[str]) -> bool:
        return not self.above(classes).isdisjoint(wanted)


def _reached(start: Iterable[str], steps: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = list(start)
    while waiting:
        if (one := waiting.pop()) not in found:
            found.add(one)
            waiting.extend(steps.get(one, ()))
    return found


class _Remembered:
    """A graph that is asked once for each thing."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._said: dict[ox.NamedNode, tuple[Statement, ...]] = {}

    def about(self, thing: ox.NamedNode) -> tuple[Statement, ...]:
        if thing not in self._said:
            said = [(triple.subject, triple.predicate, triple.object) for triple in self._known.about(thing)]
            self._said[thing] = tuple(sorted(said, key=str))  # type: ignore[arg-type]  # no triple terms are read
        return self._said[thing]

    def place(self, statement: Statement) -> Span | None:
        return self._known.place(statement)


def _things(files: Files) -> dict[Term, list[Statement]]:
    """What files say, by what they say it of: no terms, no axioms, no cells of lists."""
    lists = cells(files)
    said: defaultdict[Term, list[Statement]] = defaultdict(list)
    for statement in files.statements:
        if statement[0] not in lists and _hijacking(statement) is None:
            said[statement[0]].append(statement)
    return dict(said)


def _types(thing: Term, said: Iterable[Statement], graph: _Remembered) -> frozenset[str]:
    """The classes of a thing, here and in the graph."""
    before = graph.about(thing) if isinstance(thing, ox.NamedNode) else ()
    return frozenset(target.value for _, predicate, target in (*said, *before) if predicate.value == _RDF_TYPE)


# What a contribution may speak of.


def _hijacked_terms(files: Files) -> Iterator[Finding]:
    """A finding for each statement that would change what a term means, or what a shape asks, for everybody."""
    instead = partial(files.rewrite, f"{PREFIXES['schema']}sameAs")
    for statement in files.statements:
        if (wrong := _hijacking(statement)) is not None:
            part, message, advice = wrong
            is_equality = part == "predicate" and statement[1].value == _SAME_AS
            fix = instead if is_equality else None
            yield from files.findings(HIJACKED_TERM, message, statement, part, help=advice, fix=fix)


def _hijacking(statement: Statement) -> tuple[Part, str, str] | None:
    """What of a statement is not a contributor's to say: the part, why, and what to do instead."""
    subject, predicate, target = statement
    if isinstance(subject, ox.NamedNode) and subject.value.startswith(_VOCABULARIES):
        message = f"{shown(subject)} is a term of a vocabulary; a contribution speaks about things, not about terms."
        return "subject", message, "Say it of a thing, or leave it out: only the project's own files define terms."
    if predicate.value == _RDF_TYPE:
        return _hijacking_class(target)
    if predicate.value == _SAME_AS:
        message = "owl:sameAs makes one thing of two, and of all that is said of them."
        return "predicate", message, "Write schema:sameAs, or an identifier such as hg:imdbId or hg:wikidataId."
    if predicate.value == _IMPORTS:
        return "predicate", "owl:imports asks to read another file, and nothing is fetched.", "Leave it out."
    if predicate.value.startswith(_LANGUAGES) and not _is_of_things(predicate.value):
        kind = "shapes" if predicate.value.startswith(_SHACL) else "ontologies"
        message = f"{shown(predicate)} belongs to {kind}, which only the project's own files may change."
        return "predicate", message, "Leave it out: what a file says of terms would hold for everybody's statements."
    return None


def _hijacking_class(target: Term) -> tuple[Part, str, str] | None:
    if not isinstance(target, ox.NamedNode):
        return "object", f"{shown(target)} is no class: a class is an IRI.", "Write a class, say hg:Film."
    if target.value.startswith(_LANGUAGES):
        message = f"{shown(target)} belongs to ontologies and shapes, which only the project's own files may change."
        return "object", message, "Write what the thing is, say hg:Film, or leave the statement out."
    return None


def _is_of_things(iri: str) -> bool:
    """Whether a property of RDF, RDF Schema, OWL or SHACL says something of things, or is a slip for one that does."""
    return iri in _OF_THINGS or slip_in_a_language(iri) is not None


def _blank_things(
    files: Files, things: Mapping[Term, list[Statement]], types: Mapping[Term, frozenset[str]], tree: _Tree
) -> Iterator[Finding]:
    """A finding for each thing without an IRI; of things of the project's own classes, a shape says it."""
    for thing, said in things.items():
        if isinstance(thing, ox.BlankNode) and not tree.is_any(types[thing], _JUDGED_BY_SHAPES):
            found = files.findings(
                WRONG_IRI,
                "This thing is a blank node, so that nobody can speak of it again.",
                said[0],
                "subject",
                help=f"Give it an IRI: {OURS}id/, a kind, and a slug.",
            )
            yield next(found)


def _untyped_things(
    files: Files,
    things: Mapping[Term, list[Statement]],
    types: Mapping[Term, frozenset[str]],
    classed: frozenset[str],
) -> Iterator[Finding]:
    """A finding for each thing that has no class, here or in the graph: no shape looks at it.

    A thing that is not of the project's namespace is nothing that the shapes would look at, so that is a warning.
    """
    for thing, said in things.items():
        if not isinstance(thing, ox.NamedNode) or types[thing]:
            continue
        if any(predicate.value in classed for _, predicate, _ in said):
            continue
        kind = kind_of(thing.value)
        likely = [f"{PREFIXES['hg']}{name}" for name in _CLASSES.get(kind or "", ())]
        names = " or ".join(f"“a {curie(iri)}”" for iri in likely)
        found = files.findings(
            UNTYPED,
            f"{shown(thing)} does not say what it is, so that no shape looks at it.",
            said[0],
            "subject",
            severity=Severity.VIOLATION if thing.value.startswith(OURS) else Severity.WARNING,
            help=f"Write {names}." if likely else "Write its class, say “a hg:Film”.",
            fix=_with_class(files, likely[0]) if likely else None,
        )
        yield next(found)


def _with_class(files: Files, class_iri: str) -> Callable[[Span], Fix | None]:
    def fix(place: Span) -> Fix | None:
        if place.path.endswith(".nt"):
            return None
        after = Span(place.path, place.end_line, place.end_column, place.end_line, place.end_column)
        name = files.write(class_iri, place)
        return Fix(f"write a {name}", (Replacement(after, f" a {name} ;"),))

    return fix


# What the graph has already.


def _changed_things(
    files: Files, things: Mapping[Term, list[Statement]], graph: _Remembered, tree: _Tree, single: frozenset[str]
) -> Iterator[Finding]:
    """A finding for each statement that changes what the graph says of a thing already, and does not add to it.

    What is said again is no change, and a further value of what may have several is none: evidence, an alias, a
    member. But what a claim is about is what its evidence says, so that one more target is pointed at.
    """
    for thing, said in things.items():
        before = graph.about(thing) if isinstance(thing, ox.NamedNode) else ()
        if not before:
            continue
        there = set(before)
        classes = tree.above(target.value for _, predicate, target in before if predicate.value == _RDF_TYPE)
        for statement in said:
            if statement in there:
                continue
            if statement[1].value == _RDF_TYPE:
                yield from _of_another_class(files, statement, before, classes, graph)
            elif others := [old for old in before if _excludes(old, statement, single)]:
                yield from _second_value(files, statement, others[0], graph)
            elif _CLAIM in classes and statement[1].value in tree.targets:
                yield from _larger_claim(files, statement, before, graph)


def _excludes(old: Statement, new: Statement, single: frozenset[str]) -> bool:
    """Whether two statements about one thing cannot both stand, because its property has one value."""
    if old[1] != new[1]:
        return False
    if new[1].value in _LABELS:
        return _language(old[2]) == _language(new[2])
    return new[1].value in single


def _language(term: Term) -> str | None:
    return term.language.lower() if isinstance(term, ox.Literal) and term.language else None


def _of_another_class(
    files: Files, statement: Statement, before: Sequence[Statement], classes: Collection[str], graph: _Remembered
) -> Iterator[Finding]:
    """A finding where a thing gets a class of the project that it does not have already."""
    thing, _, target = statement
    old = next((one for one in before if one[1].value == _RDF_TYPE), None)
    if old is not None and target.value not in classes and target.value.startswith(OURS):
        yield from files.findings(
            CHANGED_ENTITY,
            f"{shown(thing)} is a {shown(old[2])} already, and this makes a {shown(target)} of it.",
            statement,
            "object",
            help="Leave it out, or give the other thing an IRI of its own.",
            related=_said_there(old, graph),
        )


def _second_value(files: Files, statement: Statement, old: Statement, graph: _Remembered) -> Iterator[Finding]:
    thing, predicate, target = statement
    language = _language(target)
    name = f"{curie(predicate.value)}{f' in the language {language}' if language else ''}"
    advice = "Leave it out; if what is there is wrong, correct it where it stands."
    if predicate.value in _LABELS:
        advice = "Leave it out, or write it as skos:altLabel; if what is there is wrong, correct it where it stands."
    yield from files.findings(
        CHANGED_ENTITY,
        f"{shown(thing)} has one {name} already, {shown(old[2])}, and this says {shown(target)}.",
        statement,
        "object",
        help=advice,
        related=_said_there(old, graph),
    )


def _larger_claim(
    files: Files, statement: Statement, before: Sequence[Statement], graph: _Remembered
) -> Iterator[Finding]:
    thing, _, target = statement
    yield from files.findings(
        CHANGED_ENTITY,
        f"This makes the claim {shown(thing)} one about {shown(target)} too, of which its evidence may say nothing.",
        statement,
        "object",
        severity=Severity.WARNING,
        help="Write a claim of its own, with its evidence.",
        related=_said_there(before[0], graph, "the claim is made here"),
    )


def _said_there(old: Statement, graph: _Remembered, message: str = "") -> tuple[Related, ...]:
    place = graph.place(old)
    return () if place is None else (Related(message or f"said here: {shown(old[2])}", place),)


def _bounded(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings, each once, and no more than `MOST_FINDINGS` of one code in one file.

    A predicate with several objects, a subject with several predicates are written once and so are wrong once.
    """
    seen: set[object] = set()
    count: defaultdict[tuple[str, str], int] = defaultdict(int)
    severity: dict[tuple[str, str], Severity] = {}
    for finding in findings:
        exact = finding.span is not None and finding.span.column is not None
        once = (finding.code, finding.span, finding.message) if exact else finding
        if once in seen:
            continue
        seen.add(once)
        key = (finding.code, finding.span.path if finding.span else "")
        count[key] += 1
        severity.setdefault(key, finding.severity)
        if count[key] <= MOST_FINDINGS:
            yield finding
    for (code, path), number in count.items():
        if (more := number - MOST_FINDINGS) > 0:
            yield Finding(
                code=code,
                severity=severity[code, path],
                message=f"{more:,} more of these {'is' if more == 1 else 'are'} in this file, and not shown.",
                span=Span(path) if path else None,
                help="Mend those that are shown, and judge the file again.",
            )
