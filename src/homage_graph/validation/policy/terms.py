"""Terms that nobody defines.

SHACL says nothing of a property that no shape knows, so that a typing error would conform. A term of the project's
own that its ontology lacks is wrong, under whichever spelling of its namespace. A property of another vocabulary is
pointed at when it is of none that is used here, because then nobody looks at what it says.
"""

from __future__ import annotations

import difflib
import re
from functools import cached_property, lru_cache, partial
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from homage_graph.validation import Severity
from homage_graph.validation.catalogue import UNKNOWN_TERM
from homage_graph.validation.policy.files import shown
from homage_graph.vocabulary import ONTOLOGY, OURS, PREFIXES, curie

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from homage_graph.reading import Document
    from homage_graph.validation import Finding
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
_ALIKE: Final = 0.75
"""How like each other a name and the one that is meant are at least, between 0 and 1."""
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
        names = {
            name: term for name, term in self._names.items() if kind == "term" or _is_class(term) == (kind == "class")
        }
        return _nearest(re.split("[/#]", iri)[-1].removeprefix("ontology"), names)

    def beside(self, iri: str) -> list[str]:
        """The concepts of the scheme that a concept's IRI names."""
        scheme = iri.rpartition("/")[0]
        return [concept for concept in self._concepts if concept.rpartition("/")[0] == scheme]

    @cached_property
    def _concepts(self) -> list[str]:
        return sorted(iri for iri in self.defined if iri.startswith(_CONCEPTS))

    @cached_property
    def _names(self) -> dict[str, str]:
        return {iri.removeprefix(ONTOLOGY).lower(): iri for iri in sorted(self.defined) if iri.startswith(ONTOLOGY)}


def unknown_terms(files: Files, ontology: Sequence[Document]) -> Iterator[Finding]:
    """A finding for each place of a property, class or concept of ours that the ontology does not define.

    A property whose name is nearly that of rdfs:label, rdfs:comment or rdfs:seeAlso is one, too.
    """
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


def _finding(files: Files, statement: Statement, part: Part, kind: str, terms: _Terms) -> Iterator[Finding]:
    wrong = statement[1].value if part == "predicate" else statement[2].value
    slip = slip_in_a_language(wrong)
    meant, is_safe = (slip, False) if slip is not None else terms.near(wrong, kind)
    if meant is not None:
        advice = f"Did you mean {curie(meant)}?"
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
        fix=None if meant is None else partial(files.rewrite, meant, is_safe=is_safe),
    )


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
    """The value of the key that is most like a name, and whether it is the only one that one slip makes of it."""
    lower = name.lower()
    near = difflib.get_close_matches(lower, known, n=1)
    if not near:
        return None, False
    return known[near[0]], [key for key in known if _is_one_slip(lower, key)] == near


def _is_one_slip(one: str, other: str) -> bool:
    """Whether two names differ by one letter at most: one more, one less, another one, or two exchanged."""
    if abs(len(one) - len(other)) > 1:
        return False
    while one and other and one[0] == other[0]:
        one, other = one[1:], other[1:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    return max(len(one), len(other)) <= 1 or (len(one) == 2 and one == other[::-1])  # noqa: PLR2004 - two letters


def _is_class(iri: str) -> bool:
    return iri.removeprefix(ONTOLOGY)[:1].isupper()


def _short(iri: str) -> str:
    return shown(ox.NamedNode(iri))
