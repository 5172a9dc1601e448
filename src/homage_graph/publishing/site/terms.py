"""What the page on the ontology says: each term with its definition, its axioms, its drawing and a true example."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from homage_graph.publishing.site.drawing import Chain
from homage_graph.publishing.site.lexicon import Reference, Text, Theme
from homage_graph.validation.shacl.shapes import Triples
from homage_graph.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from homage_graph.graph import Graph
    from homage_graph.publishing.site.gallery import Example, Gallery
    from homage_graph.publishing.site.lexicon import Lexicon
    from homage_graph.querying.saved import SavedQuery
    from homage_graph.vocabulary import Term

    Pieces = tuple[Reference | str, ...]

__all__ = ["Alignment", "Axiom", "Formula", "Header", "TermEntry", "dataset", "entries", "header", "mentioned"]

_OWL: Final = PREFIXES["owl"]
_RDF: Final = PREFIXES["rdf"]
_RDFS: Final = PREFIXES["rdfs"]
_SKOS: Final = PREFIXES["skos"]
_DCT: Final = PREFIXES["dct"]
_PROV: Final = PREFIXES["prov"]
_VANN: Final = "http://purl.org/vocab/vann/"
_TRAITS: Final = {
    f"{_OWL}FunctionalProperty": "functional: one value at most",
    f"{_OWL}InverseFunctionalProperty": "inverse functional: a value has one thing at most",
    f"{_OWL}TransitiveProperty": "transitive",
    f"{_OWL}SymmetricProperty": "symmetric",
    f"{_OWL}AsymmetricProperty": "asymmetric",
    f"{_OWL}ReflexiveProperty": "reflexive",
    f"{_OWL}IrreflexiveProperty": "irreflexive",
}
_RELATIONS: Final = (
    ("Broader class", f"{_RDFS}subClassOf"),
    ("Equivalent to", f"{_OWL}equivalentClass"),
    ("Broader property", f"{_RDFS}subPropertyOf"),
    ("Equivalent to", f"{_OWL}equivalentProperty"),
    ("Domain", f"{_RDFS}domain"),
    ("Range", f"{_RDFS}range"),
    ("Inverse of", f"{_OWL}inverseOf"),
    ("Disjoint with", f"{_OWL}disjointWith"),
    ("Disjoint with", f"{_OWL}propertyDisjointWith"),
    ("Qualified by", f"{_PROV}qualifiedForm"),
    ("Qualifies", f"{_PROV}unqualifiedForm"),
)
_CONVERSES: Final = (
    ("Narrower classes", f"{_RDFS}subClassOf"),
    ("Narrower properties", f"{_RDFS}subPropertyOf"),
    ("Inverse of", f"{_OWL}inverseOf"),
    ("In the domain of", f"{_RDFS}domain"),
    ("In the range of", f"{_RDFS}range"),
)
_JOINTS: Final = {"intersectionOf": " and ", "unionOf": " or ", "oneOf": ", "}
_FILLERS: Final = {
    "someValuesFrom": "some",
    "allValuesFrom": "only",
    "hasValue": "value",
    "maxCardinality": "at most",
    "minCardinality": "at least",
    "cardinality": "exactly",
}
_DEEPEST: Final = 8
"""Anonymous classes within one another that are spelt out: a circle of them ends there."""
_MAPPINGS: Final = {
    f"{_RDFS}subClassOf": "narrower than",
    f"{_RDFS}subPropertyOf": "narrower than",
    f"{_OWL}equivalentClass": "the same as",
    f"{_OWL}equivalentProperty": "the same as",
    f"{_SKOS}exactMatch": "the same as",
    f"{_SKOS}closeMatch": "close to",
    f"{_SKOS}broadMatch": "within the wider",
    f"{_SKOS}narrowMatch": "wider than",
    f"{_SKOS}relatedMatch": "related to",
}
_VOCABULARIES: Final = {
    "https://schema.org/": "schema.org",
    "http://xmlns.com/foaf/0.1/": "FOAF",
    "http://www.w3.org/ns/prov#": "PROV-O",
    "http://www.w3.org/ns/oa#": "Web Annotation",
    "http://purl.org/dc/terms/": "Dublin Core",
    "http://purl.org/ontology/mo/": "Music Ontology",
    "https://w3id.org/lso/intro/": "INTRO",
    "http://iflastandards.info/ns/lrm/lrmoo/": "LRMoo",
    "http://www.wikidata.org/": "Wikidata",
    "http://www.w3.org/2004/02/skos/core#": "SKOS",
}
"""What the vocabularies that one aligns with are called."""
_SPARQL: Final = re.compile(
    r"""(?P<skipped>"{3}.*?"{3} | '{3}.*?'{3} | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*')
      | <(?P<iri>[^<>\s"{}|^`\\]*)> | \#[^\n]* | (?P<prefix>[A-Za-z][\w.-]*)?:(?P<local>[\w.-]*\w)""",
    re.VERBOSE | re.DOTALL,
)
_DECLARED: Final = re.compile(r"(?i)\bprefix\s+([\w.-]*):\s*<([^<>\s]*)>")


@dataclass(frozen=True)
class Axiom:
    """A heading, and what stands under it."""

    title: str
    values: tuple[Pieces, ...]


@dataclass(frozen=True)
class Formula:
    """A chain as it is drawn, and with references as it is written."""

    chain: Chain
    steps: tuple[Reference, ...]
    conclusion: Reference


@dataclass(frozen=True)
class Alignment:
    """What another vocabulary has that is like a term."""

    relation: str
    target: Reference
    vocabulary: str


@dataclass(frozen=True)
class TermEntry:
    """All that the page says of one term."""

    reference: Reference
    kind: str
    labels: tuple[Text, ...]
    definitions: tuple[Text, ...]
    notes: tuple[Text, ...]
    written: tuple[Text, ...]
    traits: tuple[str, ...]
    axioms: tuple[Axiom, ...]
    formulas: tuple[Formula, ...]
    alignments: tuple[Alignment, ...]
    count: int
    example: Example | None
    queries: tuple[SavedQuery, ...]
    rules: tuple[Reference, ...]

    @property
    def label(self) -> str:
        """The label a heading has."""
        return self.labels[0].value if self.labels else self.reference.name


@dataclass(frozen=True)
class Header:
    """What an ontology says of itself; a field is empty where it says nothing."""

    title: str
    description: str
    version: str
    iri: str
    namespace: str
    prefix: str
    licence: Reference | None
    creators: tuple[str, ...]
    created: str
    modified: str


def header(lexicon: Lexicon) -> Header:
    """The first ontology's account of itself; of a graph without one, what the data set says of itself."""
    node: Term | None = next(iter(lexicon.ontologies), None)
    said = lexicon.said
    if node is None:
        node = ox.NamedNode("about:ontology")

    def first(*predicates: str) -> str:
        return lexicon.text(node, *predicates)

    licences = [value for value in said.values(node, f"{_DCT}license") if isinstance(value, ox.NamedNode)]
    creators = said.values(node, f"{_DCT}creator")
    names = {lexicon.text(creator, "http://xmlns.com/foaf/0.1/name") or creator.value for creator in creators}
    return Header(
        title=first(f"{_DCT}title", f"{_RDFS}label") or "Ontology",
        description=first(f"{_DCT}description", f"{_RDFS}comment"),
        version=first(f"{_OWL}versionInfo"),
        iri=node.value if lexicon.ontologies else "",
        namespace=first(f"{_VANN}preferredNamespaceUri"),
        prefix=first(f"{_VANN}preferredNamespacePrefix"),
        licence=lexicon.refer(licences[0]) if licences else None,
        creators=tuple(sorted(names)),
        created=first(f"{_DCT}created"),
        modified=first(f"{_DCT}modified"),
    )


def dataset(graph: Graph, about: Header) -> tuple[str, str]:
    """The title and the description that a graph's data set has; those of its ontology where there is none."""
    said = Triples(triple for document in graph.data_documents for triple in document)
    kinds = {f"{PREFIXES['dcat']}Dataset", f"{PREFIXES['void']}Dataset"}
    for _, values in said.all():
        if kinds & {kind.value for kind in values.get(f"{_RDF}type", ())}:
            texts = [
                sorted(text.value for text in values.get(f"{_DCT}{name}", ())) for name in ("title", "description")
            ]
            if texts[0]:
                return texts[0][0], texts[1][0] if texts[1] else ""
    return about.title, about.description


def entries(
    lexicon: Lexicon,
    gallery: Gallery,
    queries: Sequence[SavedQuery],
    rules: Mapping[str, tuple[Reference, ...]],
) -> list[tuple[Theme, list[TermEntry]]]:
    """Every term, by theme.

    Args:
        lexicon: Which terms there are.
        gallery: Gives the examples.
        queries: The saved queries that may use them.
        rules: The rules that speak of a term, by its IRI.
    """
    reader = _Reader(lexicon)
    asked: defaultdict[str, list[SavedQuery]] = defaultdict(list)
    for query in queries:
        for iri in mentioned(query.text):
            asked[iri].append(query)

    def entry(term: Term) -> TermEntry:
        kind = lexicon.kind(term)
        example = gallery.of_class if kind == "class" else gallery.of_property
        return TermEntry(
            reference=lexicon.refer(term),
            kind=kind,
            labels=lexicon.texts(term, f"{_RDFS}label") or lexicon.texts(term, f"{_SKOS}prefLabel"),
            definitions=lexicon.texts(term, f"{_SKOS}definition") or lexicon.texts(term, f"{_RDFS}comment"),
            notes=lexicon.texts(term, f"{_SKOS}scopeNote"),
            written=lexicon.texts(term, f"{_SKOS}example"),
            traits=tuple(name for iri, name in _TRAITS.items() if ox.NamedNode(iri) in reader.types(term)),
            axioms=tuple(reader.axioms(term)),
            formulas=tuple(reader.formulas(term)),
            alignments=tuple(reader.alignments(term)),
            count=gallery.count(term, kind),
            example=example(term),
            queries=tuple(sorted(asked[term.value], key=lambda query: query.name)),
            rules=rules.get(term.value, ()),
        )

    return [(theme, [entry(term) for term in terms]) for theme, terms in lexicon.themed(lexicon.terms)]


class _Reader:
    """Reads the axioms of terms."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._said = lexicon.said
        self._converse: defaultdict[tuple[str, str], list[Term]] = defaultdict(list)
        self._chains: list[tuple[Term, tuple[Term, ...]]] = []
        self._inclusions: list[tuple[Term, Term]] = []
        self._disjoint: list[list[Term]] = []
        for node, said in self._said.all():
            for predicate, values in said.items():
                for value in values:
                    self._converse[predicate, value.value].append(node)
            self._chains += [
                (node, tuple(lexicon.members(chain))) for chain in said.get(f"{_OWL}propertyChainAxiom", ())
            ]
            if isinstance(node, ox.BlankNode):
                self._inclusions += [(node, wider) for wider in said.get(f"{_RDFS}subClassOf", ())]
                self._disjoint += [lexicon.members(list_) for list_ in said.get(f"{_OWL}members", ())]

    def types(self, term: Term) -> list[Term]:
        return self._said.values(term, f"{_RDF}type")

    def axioms(self, term: Term) -> Iterator[Axiom]:
        """What is said of a term, and with it of others, each kind of statement under its heading."""
        found: dict[str, dict[Pieces, None]] = {}
        for title, pieces in chain(self._said_of(term), self._said_with(term), self._entailed_with(term)):
            found.setdefault(title, {})[pieces] = None
        yield from (Axiom(title, tuple(values)) for title, values in found.items())

    def _said_of(self, term: Term) -> Iterator[tuple[str, Pieces]]:
        for title, predicate in _RELATIONS:
            for value in self._said.values(term, predicate):
                yield title, self.expression(value)
        for keys in self._said.values(term, f"{_OWL}hasKey"):
            yield "Key", _joined(", ", [self.expression(key) for key in self._lexicon.members(keys)])

    def _said_with(self, term: Term) -> Iterator[tuple[str, Pieces]]:
        for title, predicate in _CONVERSES:
            for node in self._converse[predicate, term.value]:
                if isinstance(node, ox.NamedNode):
                    yield title, self.expression(node)
        for members in self._disjoint:
            if term in members:
                yield from (("Disjoint with", self.expression(other)) for other in members if other != term)

    def _entailed_with(self, term: Term) -> Iterator[tuple[str, Pieces]]:
        for narrower, wider in self._inclusions:
            pieces = (*self.expression(narrower), " → ", *self.expression(wider))
            if any(isinstance(piece, Reference) and piece.iri == term.value for piece in pieces):
                yield "Also follows", pieces
        for conclusion, steps in self._chains:
            if term in steps and conclusion != term:
                yield "Leads to", self.expression(conclusion)

    def expression(self, node: Term, depth: int = 0) -> Pieces:
        """A class, a property, or what is made of them, in Manchester's manner."""
        if not isinstance(node, ox.BlankNode) or depth > _DEEPEST:
            return (self._lexicon.refer(node),)
        said = self._said.of(node)
        for name, joint in _JOINTS.items():
            for members in said.get(f"{_OWL}{name}", ()):
                return _joined(joint, [self._inner(member, depth) for member in self._lexicon.members(members)])
        for name, word in (("complementOf", "not "), ("inverseOf", "inverse of ")):
            for value in said.get(f"{_OWL}{name}", ()):
                return (word, *self._inner(value, depth))
        for prop in said.get(f"{_OWL}onProperty", ()):
            for name, word in _FILLERS.items():
                for filler in said.get(f"{_OWL}{name}", ()):
                    return (*self._inner(prop, depth), f" {word} ", *self._inner(filler, depth))
        return ("…",)

    def _inner(self, node: Term, depth: int) -> Pieces:
        pieces = self.expression(node, depth + 1)
        return pieces if len(pieces) == 1 else ("(", *pieces, ")")

    def formulas(self, term: Term) -> Iterator[Formula]:
        """The chains that a property follows from."""
        for conclusion, steps in self._chains:
            if conclusion != term or len(steps) < 2:  # noqa: PLR2004 - a chain has two steps
                continue
            things = [self._thing(steps[0], "domain")]
            for step, following in pairwise(steps):
                things.append(self._thing(step, "range") or self._thing(following, "domain"))
            things.append(self._thing(steps[-1], "range") or self._thing(term, "range"))
            names = tuple(self._short(step) for step in steps)
            chain = Chain(names, tuple(thing or "something" for thing in things), self._short(term))
            yield Formula(chain, tuple(map(self._lexicon.refer, steps)), self._lexicon.refer(term))

    def alignments(self, term: Term) -> Iterator[Alignment]:
        """What other vocabularies have that is like it."""
        for predicate, relation in _MAPPINGS.items():
            for target in self._lexicon.aligned.values(term, predicate):
                if isinstance(target, ox.NamedNode):
                    vocabulary = next((name for iri, name in _VOCABULARIES.items() if target.value.startswith(iri)), "")
                    yield Alignment(relation, self._lexicon.refer(target), vocabulary)

    def _thing(self, prop: Term, end: str) -> str:
        """What is at one end of a property, or of those that are wider, in words."""
        queue, seen = [prop], {prop}
        for one in queue:
            for value in self._said.values(one, f"{_RDFS}{end}"):
                if isinstance(value, ox.NamedNode):
                    return self._lexicon.name(value)
            wider = [up for up in self._said.values(one, f"{_RDFS}subPropertyOf") if up not in seen]
            seen.update(wider)
            queue += wider
        return ""

    def _short(self, prop: Term) -> str:
        name = self._lexicon.refer(prop).name
        return name.rpartition(":")[2] or name


def _joined(joint: str, parts: Sequence[Pieces]) -> Pieces:
    pieces: list[Reference | str] = []
    for number, part in enumerate(parts):
        pieces += [joint, *part] if number else part
    return tuple(pieces)


def mentioned(text: str) -> set[str]:
    """The IRIs that a query names, in full or by a prefix that it declares."""
    declared = dict(_DECLARED.findall(text))
    found: set[str] = set()
    for token in _SPARQL.finditer(text):
        if token["iri"] is not None:
            found.add(token["iri"])
        elif token["local"] is not None and (namespace := declared.get(token["prefix"] or "")) is not None:
            found.add(namespace + token["local"])
    return found
