"""Terms that nobody defines.

SHACL says nothing of a property that no shape knows, so that a typing error would conform. A term of the project's
own that its ontology lacks is wrong, under whichever spelling of its namespace; where a prefix is declared with such a
spelling, the declaration is wrong and its uses are not. A property of another vocabulary is pointed at when it is of
none that is used here, because then nobody looks at what it says.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from homage_graph.characters import visible
from homage_graph.reading.tokens import Lines, matches
from homage_graph.validation import Finding, Fix, Replacement, Severity, Span
from homage_graph.validation.catalogue import UNKNOWN_TERM
from homage_graph.validation.policy.files import shown
from homage_graph.vocabulary import ONTOLOGY, OURS, PREFIXES, curie

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from homage_graph.reading import Document
    from homage_graph.validation.policy.files import Files, Part, Statement

__all__ = ["foreign_terms", "like_ours", "slip_in_a_language", "unknown_terms"]

_RDF_TYPE: Final = f"{PREFIXES['rdf']}type"
_CONCEPTS: Final = PREFIXES["scheme"]
_LIKE_OURS: Final = re.compile(
    r"https?://(?:www\.)?(?:w3id\.org/homage[-_]?graph|homage[-_]?graph\.[a-z]+)[/#]+(?P<rest>.+)", re.IGNORECASE
)
_ONTOLOGY_LIKE: Final = re.compile(r"(?:ontology|vocabulary|vocab|terms|ns)[/#]*(?P<name>[^/#]+)", re.IGNORECASE)
_DECLARATION: Final = re.compile(rb"prefix\s+([a-z-]+):\s*<([^>]*)>", re.IGNORECASE)
_LANGUAGES: Final = tuple(PREFIXES[name] for name in ("rdf", "rdfs", "owl", "sh"))
_DESCRIBING: Final = {name.lower(): f"{PREFIXES['rdfs']}{name}" for name in ("label", "comment", "seeAlso")}
_OTHER_WORDS: Final = {
    ("class", "movie"): f"{ONTOLOGY}Film",
    ("class", "video"): f"{ONTOLOGY}MusicVideo",
    ("class", "singer"): f"{ONTOLOGY}Person",
    ("class", "artist"): f"{ONTOLOGY}Person",
    ("class", "band"): f"{ONTOLOGY}Group",
    ("property", "director"): f"{ONTOLOGY}directedBy",
    ("property", "label"): f"{PREFIXES['rdfs']}label",
    ("property", "name"): f"{PREFIXES['rdfs']}label",
    ("property", "title"): f"{PREFIXES['rdfs']}label",
    ("property", "type"): _RDF_TYPE,
    ("property", "year"): f"{ONTOLOGY}releaseYear",
    ("property", "singer"): f"{ONTOLOGY}performedBy",
    ("property", "artist"): f"{ONTOLOGY}performedBy",
    ("property", "band"): f"{ONTOLOGY}performedBy",
    ("property", "url"): f"{PREFIXES['schema']}url",
    ("property", "link"): f"{PREFIXES['schema']}url",
}
"""What other vocabularies and plain English call a few terms, which no likeness of letters tells."""
_ALIKE: Final = 0.75
"""How like each other a name and the one that is meant are at least, between 0 and 1."""
_LONGEST_NAMESPACE: Final = 100
_MOST_LOOKED_FOR: Final = 1_000
_HTTP_SCHEMA: Final = "http://schema.org/"
_VOCABULARIES: Final = ("dcat", "dct", "foaf", "prov", "schema", "skos", "void")
_USED: Final = frozenset(
    PREFIXES[prefix] + name
    for prefix, names in (
        ("dct", ("bibliographicCitation", "identifier", "source", "title")),
        ("schema", ("author", "datePublished", "sameAs", "url")),
        ("skos", ("altLabel", "exactMatch", "prefLabel")),
    )
    for name in names
)
"""The foreign properties that nearly every file has, known without reading a vocabulary."""
_DIGITS: Final = re.compile(r"[0-9]")
_OF_THINGS: Final = re.compile(r"\w+(?:Label|Match|Note)|note|definition|example|notation")
"""The properties of SKOS that say something of a thing, and not of a scheme."""


class _Terms:
    """What an ontology defines, and what a wrong term may have been meant as."""

    def __init__(self, ontology: Sequence[Document]) -> None:
        self.defined = {
            triple.subject.value
            for document in ontology
            for triple in document
            if isinstance(triple.subject, ox.NamedNode)
        }
        self._found: dict[tuple[str, str], tuple[str | None, bool]] = {}

    def near(self, iri: str, kind: str) -> tuple[str | None, bool]:
        """What a term was most likely meant as, if anything, and whether it differs by one slip from that alone.

        After a thousand different terms nothing more is looked for: that is no file of slips.
        """
        if len(self._found) < _MOST_LOOKED_FOR and (iri, kind) not in self._found:
            self._found[iri, kind] = self._near(iri, kind)
        return self._found.get((iri, kind), (None, False))

    def _near(self, iri: str, kind: str) -> tuple[str | None, bool]:
        if kind == "concept":
            scheme, _, slug = iri.rstrip("/").replace("#", "/").rpartition("/")
            beside = f"{_CONCEPTS}{scheme.rpartition('/')[2]}/"
            same = {
                concept.removeprefix(beside).lower(): concept
                for concept in self._concepts
                if concept.startswith(beside)
            }
            found = _nearest(slug, same)
            return found if found[0] else _nearest(slug, {c.rpartition("/")[2].lower(): c for c in self._concepts})
        name = re.split("[/#]", iri)[-1].removeprefix("ontology")
        if kind == "term":
            kind = "class" if name[:1].isupper() else "property"
        if (other := _OTHER_WORDS.get((kind, name.lower()))) is not None:
            return other, False
        return _nearest(name, self._classes if kind == "class" else self._properties)

    def beside(self, iri: str) -> list[str]:
        """The concepts of the scheme that a concept's IRI names."""
        scheme = iri.rpartition("/")[0]
        return [concept for concept in self._concepts if concept.rpartition("/")[0] == scheme]

    @cached_property
    def _concepts(self) -> list[str]:
        return sorted(iri for iri in self.defined if iri.startswith(_CONCEPTS))

    @cached_property
    def _classes(self) -> dict[str, str]:
        return {name.lower(): ONTOLOGY + name for name in self._names if name[:1].isupper()}

    @cached_property
    def _properties(self) -> dict[str, str]:
        return {name.lower(): ONTOLOGY + name for name in self._names if not name[:1].isupper()}

    @cached_property
    def _names(self) -> list[str]:
        return sorted(iri.removeprefix(ONTOLOGY) for iri in self.defined if iri.startswith(ONTOLOGY))


@dataclass(frozen=True)
class _Declaration:
    """A prefix and what it stands for.

    Attributes:
        prefix: Without its colon.
        namespace: What it stands for, as it is written.
        start: Where its name begins, as an offset.
        span: Where the namespace is written, with its angle brackets.
    """

    prefix: str
    namespace: str
    start: int
    span: Span


class _Declarations:
    """The prefixes that files declare, read from a file when something of it is asked."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self._read: dict[str, tuple[Lines, list[_Declaration]]] = {}

    def of(self, place: Span | None) -> _Declaration | None:
        """The declaration that the term at a place is written with; None where it is written in full."""
        if place is None or place.end_column is None:
            return None
        prefix, colon, _ = self._files.spelling(place).partition(":")
        if not colon or prefix.startswith("<"):
            return None
        if place.path not in self._read:
            self._read[place.path] = self._declared(place.path)
        lines, declared = self._read[place.path]
        here = lines.offset(place.line or 1, place.column or 1)
        before = (one for one in reversed(declared) if one.prefix == prefix and one.start < here)
        return next(before, None)

    def _declared(self, path: str) -> tuple[Lines, list[_Declaration]]:
        document = next(document for document in self._files.documents if document.name == path)
        text = document.text.decode("utf-8").removeprefix("\ufeff")
        lines, declared = Lines(text), []
        name: re.Match[str] | None = None
        is_declared = False
        for match in matches(text):
            if match.lastgroup in ("space", "comment"):
                continue
            if is_declared and name is not None and match.lastgroup == "iri":
                span = Span(path, *lines.place(match.start()), *lines.place(match.end()))
                declared.append(_Declaration(name[0][:-1], match[0][1:-1], name.start(), span))
            name = match if is_declared and match.lastgroup == "name" else None
            is_declared = name is not None or match[0].lower() in ("@prefix", "prefix")
        return lines, declared


def unknown_terms(files: Files, ontology: Sequence[Document]) -> Iterator[Finding]:
    """A finding for each place of a property, class or concept of ours that the ontology does not define.

    A property whose name is nearly that of rdfs:label, rdfs:comment or rdfs:seeAlso is one, too. Where a prefix is
    declared wrongly, there is one finding for its declaration, and none for its uses.
    """
    declarations = _Declarations(files)
    told: set[Span] = set()
    for found in _undefined(files, ontology):
        declaration = declarations.of(found.span)
        if declaration is None or (meant := _namespace_meant(declaration.prefix, declaration.namespace)) is None:
            yield found
        elif declaration.span not in told:
            told.add(declaration.span)
            yield _wrong_declaration(declaration, meant)


def _undefined(files: Files, ontology: Sequence[Document]) -> Iterator[Finding]:
    terms, aliases = _Terms(ontology), _aliases(files)
    for statement in files.statements:
        _, predicate, target = statement
        if slip_in_a_language(predicate.value) is not None:
            yield from _finding(files, statement, "predicate", "property", terms)
        elif (kind := _kind(predicate.value, "property", terms, aliases)) is not None:
            yield from _finding(files, statement, "predicate", kind, terms)
        if isinstance(target, ox.NamedNode):
            use = "class" if predicate.value == _RDF_TYPE else "thing"
            if (kind := _kind(target.value, use, terms, aliases)) is not None:
                yield from _finding(files, statement, "object", kind, terms)


def foreign_terms(files: Files, ontology: Sequence[Document]) -> Iterator[Finding]:
    """A warning, once a property, for what is of no vocabulary used here, or of one that does not define it."""
    terms, aliases = _Terms(ontology), _aliases(files)
    seen: set[str] = set()
    for statement in files.statements:
        iri = statement[1].value
        if iri in seen or iri in _USED or iri in terms.defined or iri.startswith((*_LANGUAGES, OURS)):
            continue
        seen.add(iri)
        if _kind(iri, "property", terms, aliases) is None:
            yield from _foreign(files, statement, iri)


def like_ours(iri: str) -> str | None:
    """The IRI in the project's namespace that another one looks like: with http, say, or under another host."""
    if iri.startswith(OURS) or (found := _LIKE_OURS.fullmatch(iri)) is None:
        return None
    if (term := _ONTOLOGY_LIKE.fullmatch(found["rest"])) is not None:
        return f"{ONTOLOGY}{term['name']}"
    return f"{OURS}{found['rest']}" if found["rest"].startswith(("id/", "concept/")) else None


@lru_cache(maxsize=1024)
def slip_in_a_language(iri: str) -> str | None:
    """The property of RDF Schema that one was meant as which RDF, RDF Schema, OWL and SHACL do not have."""
    if not iri.startswith(_LANGUAGES) or iri in _DESCRIBING.values():
        return None
    near = difflib.get_close_matches(re.split("[/#]", iri)[-1].lower(), _DESCRIBING, n=1, cutoff=_ALIKE)
    return _DESCRIBING[near[0]] if near else None


def _kind(iri: str, use: str, terms: _Terms, aliases: tuple[str, ...]) -> str | None:
    """What of ours an undefined term was meant to be: a property, class, concept or any term; None where nothing."""
    if iri in terms.defined:
        return None
    ours = like_ours(iri) or iri
    if ours.startswith(_CONCEPTS):
        return "concept" if use == "thing" else use
    if ours.startswith(ONTOLOGY):
        return "term" if use == "thing" else use
    if use != "thing" and (ours.startswith(OURS) or iri.startswith(aliases)):
        return use
    return None


def _aliases(files: Files) -> tuple[str, ...]:
    """The namespaces that files have under a prefix of the project, and that are not the project's."""
    return tuple(
        namespace
        for document in files.documents
        if any(_is_alias(name.decode(), iri.decode()) for name, iri in _DECLARATION.findall(document.text))
        for name, namespace in files.prefixes(document).items()
        if _is_alias(name, namespace)
    )


def _is_alias(prefix: str, namespace: str) -> bool:
    ours = PREFIXES.get(prefix, "")
    return ours.startswith(OURS) and namespace not in ("", ours) and not namespace.startswith(OURS)


def _namespace_meant(prefix: str, namespace: str) -> str | None:
    """The project's namespace that a prefix was meant to stand for; None where it stands for what it may."""
    if namespace in PREFIXES.values():
        return None
    like = like_ours(f"{namespace}x")
    if like is not None and like[:-1] in PREFIXES.values():
        return like[:-1]
    ours = PREFIXES.get(prefix, "")
    return ours if ours.startswith(OURS) else None


def _wrong_declaration(declaration: _Declaration, meant: str) -> Finding:
    namespace = ox.NamedNode(declaration.namespace)
    return Finding(
        code=UNKNOWN_TERM,
        severity=Severity.VIOLATION,
        message=f"The prefix {declaration.prefix}: stands for {visible(str(namespace), _LONGEST_NAMESPACE)}, "
        "where the project has no terms.",
        value=visible(str(namespace), _LONGEST_NAMESPACE),
        span=declaration.span,
        help=f"Declare it as <{meant}>.",
        fix=Fix(
            f"write <{meant}>",
            (Replacement(declaration.span, f"<{meant}>"),),
            is_safe=_is_certain(declaration.namespace, meant),
        ),
    )


def _is_certain(namespace: str, meant: str) -> bool:
    """Whether a prefix's namespace can be nothing but the one of ours that it was taken for.

    One of which that of things or concepts is a part may have right uses besides the wrong ones.
    """
    if like_ours(f"{namespace}x") == f"{meant}x" or _is_one_slip(namespace.lower(), meant):
        return True
    return namespace.startswith(OURS) and not namespace.startswith((f"{OURS}id", _CONCEPTS)) and namespace != OURS


def _finding(files: Files, statement: Statement, part: Part, kind: str, terms: _Terms) -> Iterator[Finding]:
    wrong = statement[1].value if part == "predicate" else statement[2].value
    slip = slip_in_a_language(wrong)
    meant, is_safe = (slip, False) if slip is not None else terms.near(wrong, kind)
    if meant is not None:
        advice = f"Did you mean {'a' if meant == _RDF_TYPE else curie(meant)}?"
    elif kind == "concept" and (others := terms.beside(wrong)):
        advice = f"Write one of {', '.join(curie(other) for other in others)}."
    else:
        advice = f"Write a {kind} that the ontology defines."
    return files.findings(
        UNKNOWN_TERM,
        _what_is_wrong(wrong, kind),
        statement,
        part,
        help=advice,
        fix=None if meant is None else partial(_rewritten, files, meant, is_safe),
    )


def _rewritten(files: Files, meant: str, is_safe: bool, place: Span) -> Fix:  # noqa: FBT001 - only `partial` calls it
    if meant == _RDF_TYPE and not files.spelling(place).startswith("<"):
        return Fix("write a", (Replacement(place, "a"),), is_safe)
    return files.rewrite(meant, place, is_safe=is_safe)


def _what_is_wrong(iri: str, kind: str) -> str:
    if iri.startswith(_LANGUAGES):
        return f"RDF Schema has no {kind} {curie(iri)}."
    if iri.startswith(OURS):
        return f"The ontology has no {kind} {_short(iri)}."
    return f"The ontology has no {kind} {_short(iri)}: the project's terms are in another namespace, {ONTOLOGY}."


def _foreign(files: Files, statement: Statement, iri: str) -> Iterator[Finding]:
    vocabulary = next((PREFIXES[name] for name in _VOCABULARIES if iri.startswith(PREFIXES[name])), "")
    name = iri.removeprefix(vocabulary)
    near = None
    if iri.startswith(_HTTP_SCHEMA):
        vocabulary, name = PREFIXES["schema"], iri.removeprefix(_HTTP_SCHEMA)
    if vocabulary:
        known = _defined_in(vocabulary)
        if name in known and iri.startswith(vocabulary):
            if vocabulary != PREFIXES["skos"] or _OF_THINGS.fullmatch(name):
                return
        else:
            local, _ = _nearest(name, {term.lower(): term for term in sorted(known)})
            near = None if local is None else f"{vocabulary}{local}"
    if near is not None or (vocabulary and name not in _defined_in(vocabulary)):
        message = f"{_short(iri)} is no property of its vocabulary, so that nobody looks at what it says."
    else:
        message = f"{_short(iri)} is of no vocabulary used here, so that nobody looks at what it says."
    found = files.findings(
        UNKNOWN_TERM,
        message,
        statement,
        "predicate",
        severity=Severity.WARNING,
        help=f"Did you mean {curie(near)}?"
        if near
        else "Write a property that CONTRIBUTING.md or the data has, if there is one.",
        fix=None if near is None else partial(files.rewrite, near),
    )
    yield next(found)


def _defined_in(vocabulary: str) -> frozenset[str]:
    """The local names that a vocabulary defines, as rdflib has them."""
    import rdflib

    spaces = (rdflib.DCAT, rdflib.DCTERMS, rdflib.FOAF, rdflib.PROV, rdflib.SDO, rdflib.SKOS, rdflib.VOID)
    space = next(space for space in spaces if str(space) == vocabulary)
    return frozenset(str(term).removeprefix(vocabulary) for term in dir(space))


def _nearest(name: str, known: Mapping[str, str]) -> tuple[str | None, bool]:
    """The value of the key that is most like a name, and whether it is the only one that one slip makes of it.

    A slip is one in letters: a number, or a name that is mostly one, says nothing of what was meant instead.
    """
    lower = name.lower()
    digits = _DIGITS.findall(lower)
    if len(digits) * 2 >= len(lower):
        return None, False
    near = next((key for key in difflib.get_close_matches(lower, known) if _DIGITS.findall(key) == digits), None)
    if near is None:
        return None, False
    return known[near], [key for key in known if _is_one_slip(lower, key)] == [near]


def _is_one_slip(one: str, other: str) -> bool:
    """Whether two names differ by one letter at most: one more, one less, another one, or two exchanged."""
    if abs(len(one) - len(other)) > 1:
        return False
    while one and other and one[0] == other[0]:
        one, other = one[1:], other[1:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    return max(len(one), len(other)) <= 1 or (len(one) == 2 and one == other[::-1])  # noqa: PLR2004 - two letters


def _short(iri: str) -> str:
    return shown(ox.NamedNode(iri))
