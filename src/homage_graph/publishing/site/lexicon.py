"""What the files define, and where on the pages each of it is: terms, concepts, shapes, and their anchors."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from homage_graph.characters import UNSEEN
from homage_graph.reading import Document, parse
from homage_graph.reading.positions import Positions
from homage_graph.validation.pages import find_rules
from homage_graph.validation.shacl.paths import IllFormedError
from homage_graph.validation.shacl.shapes import Triples
from homage_graph.vocabulary import PREFIXES, curie
from homage_graph.workspace import bundled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from homage_graph.graph import Graph
    from homage_graph.validation.catalogue import Rule
    from homage_graph.vocabulary import Term

__all__ = ["CONCEPT_PAGE", "KINDS", "ONTOLOGY_PAGE", "SHAPE_PAGE", "Lexicon", "Reference", "Text", "Theme", "is_link"]

ONTOLOGY_PAGE: Final = "ontology.html"
CONCEPT_PAGE: Final = "concepts.html"
SHAPE_PAGE: Final = "shapes.html"
_OWL: Final = PREFIXES["owl"]
_RDF: Final = PREFIXES["rdf"]
_RDFS: Final = PREFIXES["rdfs"]
_SKOS: Final = PREFIXES["skos"]
_SH: Final = PREFIXES["sh"]
_TYPE: Final = f"{_RDF}type"
KINDS: Final = {
    f"{_OWL}Class": "class",
    f"{_RDFS}Class": "class",
    f"{_RDFS}Datatype": "datatype",
    f"{_OWL}ObjectProperty": "object property",
    f"{_OWL}DatatypeProperty": "datatype property",
    f"{_OWL}AnnotationProperty": "annotation property",
    f"{_RDF}Property": "property",
}
"""What is a term, and what a reader calls its kind; the first that fits."""
_TOLD: Final = (f"{_RDFS}label", f"{_SKOS}prefLabel", f"{_SKOS}definition", f"{_RDFS}comment")
_NAMES: Final = (f"{_SKOS}prefLabel", f"{_RDFS}label", f"{PREFIXES['dct']}title")
_SHAPES: Final = (f"{_SH}NodeShape", f"{_SH}PropertyShape")
_HEADING: Final = re.compile(r"^#{3,}[ \t]+(?P<title>\S.*?)[ \t]*#*[ \t]*$", re.MULTILINE)
_PREFIX: Final = re.compile(r"(?im)^\s*@?prefix\s+([\w.-]*):\s*<([^<>\s]*)>")
_LINK: Final = re.compile(r"https?://[^\s<>\"'`{}|\\^/?#]+(?:[/?#][^\s<>\"`{}|\\^]*)?")
_IN_IRI: Final = re.compile(f"[{UNSEEN}]")
_NOT_IN_ANCHOR: Final = re.compile(r"[^\w./~-]")
_ASIDE: Final = re.compile(r"(?P<title>[^:(]+?)\s*(?::\s*(?P<said>.+)|\((?P<bracketed>.+)\))")


@dataclass(frozen=True)
class Text:
    """Words, and the language they are in; empty where it is not told."""

    value: str
    language: str = ""


@dataclass(frozen=True)
class Reference:
    """Something that is named, and where one can read of it.

    Attributes:
        name: What it is called, or its CURIE.
        iri: Which it is; empty for what has none.
        href: Its place on these pages, or its own address on the web; empty where there is neither.
    """

    name: str
    iri: str = ""
    href: str = ""

    @property
    def is_elsewhere(self) -> bool:
        """Whether the address leads away from these pages."""
        return "://" in self.href


@dataclass(frozen=True)
class Theme:
    """A heading in a file, under which things are defined."""

    title: str
    said: str = ""


_NOWHERE: Final = ((1 << 30, 0, 0), Theme(""))
"""The place of what is not found in a file: after all others."""


class Lexicon:
    """The terms, concepts and shapes of a graph.

    Attributes:
        graph: Whose they are.
        documents: The files that define terms and concepts.
        alignments: The files that say what terms of other vocabularies they are like.
        shapes: The files with shapes.
        rules: What a graph is judged by, by code.

    Raises:
        UnreadableFileError: A file is not Turtle.
    """

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        workspace = graph.workspace
        self.documents = _defining(graph)
        folder = self.documents[0].path.parent if self.documents else workspace.root
        found = (folder / "alignments.ttl",)
        self.alignments = parse(workspace, [path for path in found if path.is_file()])
        self.shapes = parse(workspace, workspace.shapes)
        self.rules: dict[str, Rule] = find_rules(workspace)
        self.said = Triples(triple for document in self.documents for triple in document)
        self.aligned = Triples(triple for document in self.alignments for triple in document)
        self.shaped = Triples(triple for document in self.shapes for triple in document)
        self._prefixes = _prefixes((*self.documents, *self.alignments, *self.shapes))
        self._themes = _themes((*self.documents, *self.shapes, *self.alignments))
        self.ontologies = self._typed(self.said, f"{_OWL}Ontology")
        self.schemes = self._sorted(self._typed(self.said, f"{_SKOS}ConceptScheme"))
        self.concepts = self._sorted(filter(self._is_concept, self._named(self.said)))
        self.terms = self._sorted(filter(self._is_term, self._named(self.said)))
        self.shape_nodes = self._sorted(node for kind in _SHAPES for node in self._typed(self.shaped, kind))
        self.places = self._placed()
        placed = (self.refer(iri) for iri, href in self.places.items() if "#" in href)
        self._by_curie = {reference.name: reference for reference in placed}

    # ------------------------------------------------------------------ names

    def curie(self, iri: str) -> str:
        """The IRI with a prefix of the project or of the files, or the IRI itself."""
        short = curie(iri)
        if short != iri:
            return short
        for prefix, namespace in self._prefixes:
            rest = iri.removeprefix(namespace)
            if rest != iri and re.fullmatch(r"[\w.-]+", rest):
                return f"{prefix}:{rest}"
        return iri

    def refer(self, term: Term | str) -> Reference:
        """How a term is written, and where it leads."""
        if isinstance(term, ox.Literal):
            return Reference(term.value)
        if isinstance(term, ox.BlankNode):
            return Reference("…")
        iri = term if isinstance(term, str) else term.value
        return Reference(self.curie(iri), iri, self.places.get(iri) or is_link(iri))

    def name(self, term: Term) -> str:
        """What a term is called, in English if that is there; else its CURIE."""
        for texts in (self.texts(term, predicate) for predicate in _NAMES):
            if texts:
                return texts[0].value
        return self.curie(term.value)

    def texts(self, term: Term, predicate: str, said: Triples | None = None) -> tuple[Text, ...]:
        """The words a property has, English first."""
        values = (said or self.said).values(term, predicate)
        texts = {Text(value.value, value.language or "") for value in values if isinstance(value, ox.Literal)}
        return tuple(
            sorted(texts, key=lambda text: (text.language.split("-")[0] not in ("en", ""), text.language, text.value))
        )

    def text(self, term: Term, *predicates: str, said: Triples | None = None) -> str:
        """The first word that one of some properties has, or the empty string."""
        found = (text.value for predicate in predicates for text in self.texts(term, predicate, said))
        return next(found, "")

    def marked(self, text: str) -> tuple[Reference | str, ...]:
        """A sentence in pieces, its CURIEs as references to what is on these pages."""
        parts: list[Reference | str] = []
        end = 0
        for found in re.finditer(r"(?<![\w/:])[A-Za-z][\w-]*:[A-Za-z](?:[\w-]*\w)?", text):
            known = self._by_curie.get(found[0])
            if known is not None:
                parts += [text[end : found.start()], known]
                end = found.end()
        return tuple(part for part in (*parts, text[end:]) if part)

    def members(self, node: Term, said: Triples | None = None) -> list[Term]:
        """The members of a list; none of one that is broken."""
        try:
            return (said or self.said).items(node)
        except IllFormedError:
            return []

    # ----------------------------------------------------------------- themes

    def themed(self, nodes: Iterable[Term]) -> list[tuple[Theme, list[Term]]]:
        """Nodes by the heading of their file above them; headings alike are one, in the order of the files."""
        groups: dict[str, tuple[Theme, list[Term]]] = {}
        for node in nodes:
            theme = self._themes.get(node.value, _NOWHERE)[1]
            groups.setdefault(theme.title, (theme, []))[1].append(node)
        return list(groups.values())

    def theme_of(self, node: Term) -> Theme:
        """The heading above a node; one without a title where there is none."""
        return self._themes.get(node.value, _NOWHERE)[1]

    def home(self, iri: str) -> Document | None:
        """The file in which something is defined."""
        place = self._themes.get(iri)
        documents = (*self.documents, *self.shapes, *self.alignments)
        return documents[place[0][0]] if place else None

    def _sorted(self, nodes: Iterable[Term]) -> tuple[Term, ...]:
        unique = dict.fromkeys(nodes)
        return tuple(sorted(unique, key=lambda node: (self._themes.get(node.value, _NOWHERE)[0], node.value)))

    # ----------------------------------------------------------------- places

    def _placed(self) -> dict[str, str]:
        """The page and anchor of each IRI."""
        anchors = _Anchors()
        for term in sorted(self.terms, key=lambda term: not self._is_within(term.value)):
            anchors.put(ONTOLOGY_PAGE, term, _local(term.value))
        for scheme in self.schemes:
            anchors.put(CONCEPT_PAGE, scheme, _local(scheme.value))
        for concept in self.concepts:
            anchors.put(CONCEPT_PAGE, concept, self._below_scheme(concept))
        stating = [rule.shape for rule in self.rules.values() if rule.shape is not None]
        for shape in dict.fromkeys((*stating, *self.shape_nodes)):
            anchors.put(SHAPE_PAGE, shape, _local(shape.value))
        places = anchors.places
        for said, page in ((self.said, ONTOLOGY_PAGE), (self.shaped, SHAPE_PAGE), (self.aligned, ONTOLOGY_PAGE)):
            for ontology in self._typed(said, f"{_OWL}Ontology"):
                places.setdefault(ontology.value, page)
        return places

    def _below_scheme(self, concept: Term) -> str:
        for scheme in self.schemes:
            rest = re.sub(r"^[/#]", "", concept.value.removeprefix(scheme.value))
            if rest and concept.value.startswith((f"{scheme.value}/", f"{scheme.value}#")):
                return f"{_local(scheme.value)}/{rest}"
        return _local(concept.value)

    # ------------------------------------------------------------------ kinds

    def kind(self, term: Term) -> str:
        """What sort of term it is."""
        types = {kind.value for kind in self.said.values(term, _TYPE)}
        return next((name for iri, name in KINDS.items() if iri in types), "")

    def _is_term(self, node: Term) -> bool:
        return bool(self.kind(node)) and (
            self._is_within(node.value) or any(self.said.values(node, predicate) for predicate in _TOLD)
        )

    def _is_concept(self, node: Term) -> bool:
        said = self.said.of(node)
        types = {kind.value for kind in said.get(_TYPE, ())}
        return f"{_SKOS}Concept" in types or f"{_SKOS}inScheme" in said or f"{_SKOS}topConceptOf" in said

    def _is_within(self, iri: str) -> bool:
        return any(
            iri.startswith((f"{ontology.value.rstrip('#/')}#", f"{ontology.value.rstrip('#/')}/"))
            for ontology in self.ontologies
        )

    def _typed(self, said: Triples, kind: str) -> tuple[Term, ...]:
        return tuple(node for node in self._named(said) if any(one.value == kind for one in said.values(node, _TYPE)))

    def _named(self, said: Triples) -> Iterator[Term]:
        return (node for node, _ in said.all() if isinstance(node, ox.NamedNode))


class _Anchors:
    """Gives out anchors, each once a page; those that begin with an underscore are the pages' own."""

    def __init__(self) -> None:
        self.places: dict[str, str] = {}
        self._taken: set[str] = set()

    def put(self, page: str, node: Term, wanted: str) -> None:
        """Give a node the anchor that is wanted, or one like it."""
        stem = _NOT_IN_ANCHOR.sub("-", wanted).lstrip("_") or "term"
        place, number = f"{page}#{stem}", 1
        while place in self._taken:
            number += 1
            place = f"{page}#{stem}-{number}"
        self._taken.add(place)
        self.places[node.value] = place


def is_link(iri: str) -> str:
    """The IRI where it may be a link, http or https, with what cannot be seen percent-encoded; else nothing."""
    if not _LINK.fullmatch(iri):
        return ""
    return _IN_IRI.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), iri)


def _defining(graph: Graph) -> tuple[Document, ...]:
    """The ontology's files; of RDF files those that define terms or concepts; else the bundled ontology's."""
    if graph.ontology_documents:
        return graph.ontology_documents
    wanted = {*KINDS, f"{_SKOS}ConceptScheme", f"{_SKOS}Concept"}
    own = tuple(
        document
        for document in graph.data_documents
        if any(triple.predicate.value == _TYPE and getattr(triple.object, "value", "") in wanted for triple in document)
    )
    return own or parse(bundled(), bundled().ontology)


def _local(iri: str) -> str:
    return re.split(r"[#/:]", iri.rstrip("#/:"))[-1]


def _prefixes(documents: Iterable[Document]) -> list[tuple[str, str]]:
    found = {
        namespace: prefix
        for document in reversed([*documents])
        for prefix, namespace in _PREFIX.findall(document.text.decode("utf-8", "replace"))
        if prefix and namespace
    }
    return sorted(((prefix, namespace) for namespace, prefix in found.items()), key=lambda pair: (-len(pair[1]), pair))


def _themes(documents: Sequence[Document]) -> dict[str, tuple[tuple[int, int, int], Theme]]:
    """For each IRI that is described: where that is, in the order of the files, and under which heading."""
    positions = Positions(documents)
    numbers = {document.name: number for number, document in enumerate(documents)}
    headings = {document.name: _headings(document) for document in documents}
    themes: dict[str, tuple[tuple[int, int, int], Theme]] = {}
    subjects = dict.fromkeys(triple.subject for document in documents for triple in document)
    for subject in subjects:
        if not isinstance(subject, ox.NamedNode) or (span := positions.subject(subject)) is None:
            continue
        line, column = span.line or 0, span.column or 0
        above = [theme for start, theme in headings[span.path] if start < line]
        themes[subject.value] = (numbers[span.path], line, column), above[-1] if above else Theme("")
    return themes


def _headings(document: Document) -> list[tuple[int, Theme]]:
    """The headings in a file's comments, `#### Evidence ####`, each with its line."""
    text = document.text.decode("utf-8", "replace")
    found: list[tuple[int, Theme]] = []
    for heading in _HEADING.finditer(text):
        parts = _ASIDE.fullmatch(heading["title"])
        theme = Theme(parts["title"], parts["said"] or parts["bracketed"]) if parts else Theme(heading["title"])
        found.append((text.count("\n", 0, heading.start()) + 1, theme))
    return found
