"""The data set, described for those who look for one: in VoID, DCAT 3 and schema.org, as one graph.

What people wrote of it, as in data/dataset.ttl, is taken over; what can be counted is counted in the graph as it is
exported, what can be measured is measured on the files it is given out as, and when it was changed is what git says.
Nothing depends on the clock, and there are no blank nodes but those that people wrote.

The terms are those of the Interest Group Note “Describing Linked Datasets with the VoID Vocabulary” (W3C, 2011), of the
Recommendations “Data Catalog Vocabulary (DCAT) – Version 3” (2024) and “Shapes Constraint Language” (2017), of
schema.org, and of SPDX for checksums.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import quote, urlsplit

import pyoxigraph as ox

from homage_graph.errors import DescriptionError, QueryError
from homage_graph.publishing.distribution import distributions
from homage_graph.publishing.origin import find_origin
from homage_graph.querying import limits
from homage_graph.querying.saved import read_query
from homage_graph.vocabulary import curie, expand

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from homage_graph.graph import Graph
    from homage_graph.publishing.distribution import Distribution
    from homage_graph.publishing.origin import Origin
    from homage_graph.querying.saved import SavedQuery
    from homage_graph.vocabulary import Term

__all__ = ["HEADER", "Card", "describe", "read_card"]

HEADER: Final = """\
# Written by `homage describe`: what the data set holds, where it comes from, and the files it is given out as.
# To change what people say of it, change the file of the graph that says so.
"""
"""What a description in Turtle begins with."""

_MEDIA_TYPES: Final = "https://www.iana.org/assignments/media-types/"
_LANGUAGES: Final = "http://id.loc.gov/vocabulary/iso639-1/"
"""The Library of Congress' names of languages, which DCAT 3 asks for (section 6.4.12)."""
_SHA256: Final = "spdx:checksumAlgorithm_sha256"


class _Target(NamedTuple):
    """A data set elsewhere that things are linked to."""

    key: str
    title: str
    homepage: str


_TARGETS: Final = {
    "http://www.wikidata.org/entity/": _Target("wikidata", "Wikidata", "https://www.wikidata.org/"),
    "https://www.imdb.com/": _Target("imdb", "IMDb", "https://www.imdb.com/"),
    "https://musicbrainz.org/": _Target("musicbrainz", "MusicBrainz", "https://musicbrainz.org/"),
    "https://www.themoviedb.org/": _Target("tmdb", "TMDB", "https://www.themoviedb.org/"),
    "https://www.youtube.com/": _Target("youtube", "YouTube", "https://www.youtube.com/"),
}
"""By how its IRIs begin; any other is called by its host."""
_LINKS: Final = frozenset(
    expand(name)
    for name in (
        "schema:sameAs", "owl:sameAs", "skos:exactMatch", "skos:closeMatch", "skos:broadMatch", "skos:narrowMatch",
        "skos:relatedMatch",
    )
)  # fmt: skip
"""Predicates that say which thing elsewhere one of ours is, or is like."""
_EXECUTABLES: Final = {
    "select": "sh:SPARQLSelectExecutable",
    "ask": "sh:SPARQLAskExecutable",
    "construct": "sh:SPARQLConstructExecutable",
}
"""Section 5 of “SHACL Advanced Features”, and the SHACL vocabulary: a class, and a property of that name."""
_DATATYPES: Final = {"integer": "xsd:integer", "string": "xsd:string"}


@dataclass(frozen=True)
class Card:
    """What a data set is called, as people wrote it.

    Attributes:
        dataset: Its IRI.
        title: What it is called.
        description: What it is, in a sentence or two.
        version: Its version; None where nobody says.
        licence: The licence's IRI; None where nobody says.
        publisher: The IRI and the name of who publishes it; None where nobody says.
    """

    dataset: ox.NamedNode
    title: str
    description: str
    version: str | None
    licence: str | None
    publisher: tuple[str, str] | None


def read_card(graph: Graph) -> Card:
    """What the data set is called.

    Raises:
        DescriptionError: No thing, or more than one, is said to be the data set; or it has no title or description.
    """
    return _Written(graph).card


def describe(
    graph: Graph, files: Iterable[Distribution] | None = None, origin: Origin | None = None
) -> tuple[ox.Triple, ...]:
    """Everything said of the data set.

    Args:
        graph: The graph that is described.
        files: What it is given out as; by default every format.
        origin: The commit its files are from; by default what git says.

    Returns:
        Triples without repetition, in the order of their subjects; the type first.

    Raises:
        DescriptionError: No thing, or more than one, is said to be the data set; or it has no title or description.
        UnreadableFileError: A saved query has no header, or a broken one.
        ContradictionError: The graph contradicts itself.
        ExportError: A format cannot hold it.
    """
    written = _Written(graph)
    card = written.card
    statements = chain(
        written.taken_over(),
        _named(card),
        _dated(card, origin or find_origin(graph.workspace)),
        _counted(card, graph.published),
        _linked(card, graph.published),
        *(_distributed(card, file) for file in (distributions(graph) if files is None else files)),
        *(_asked(card, read_query(path, graph.workspace.display(path))) for path in graph.workspace.queries),
    )
    said = {ox.Triple(subject, _iri(predicate), target) for subject, predicate, target in statements}
    kind = _iri("rdf:type")
    return tuple(sorted(said, key=lambda t: (str(t.subject), t.predicate != kind, str(t))))


Statement = tuple["ox.NamedNode | ox.BlankNode", str, "Term"]
"""Subject, predicate as a CURIE or an IRI, object."""


class _Written:
    """What people wrote of the data set, and of who made it."""

    def __init__(self, graph: Graph) -> None:
        self._about: defaultdict[Term, list[ox.Triple]] = defaultdict(list)
        for document in graph.documents:
            for triple in document:
                self._about[triple.subject].append(triple)  # type: ignore[index]  # no triple is one
        kinds = (_iri("dcat:Dataset"), _iri("void:Dataset"))
        found = {
            triple.subject
            for document in graph.data_documents
            for triple in document
            if triple.predicate == _iri("rdf:type") and triple.object in kinds
        }
        if not found:
            raise DescriptionError("nothing in it is a dcat:Dataset")
        if len(found) > 1:
            raise DescriptionError(f"more than one thing in it is a data set: {', '.join(sorted(map(str, found)))}")
        (dataset,) = found
        if not isinstance(dataset, ox.NamedNode):
            raise DescriptionError("the data set has no IRI")
        self._dataset = dataset

    @property
    def card(self) -> Card:
        title, description = (self._text(self._dataset, name) for name in ("dct:title", "dct:description"))
        if title is None or description is None:
            raise DescriptionError(f"the data set has no {'dct:description' if title else 'dct:title'}")
        publishers = ((thing, self._text(thing, "foaf:name")) for thing in self._values(self._dataset, "dct:publisher"))
        return Card(
            self._dataset,
            title,
            description,
            self._text(self._dataset, "owl:versionInfo"),
            next((thing.value for thing in self._values(self._dataset, "dct:license")), None),
            next(((thing.value, name) for thing, name in publishers if name), None),
        )

    def taken_over(self) -> Iterator[Statement]:
        """What is written; a language given by its tag is left out, as `dct:language` leads to a thing."""
        agents = [
            thing
            for role in ("dct:creator", "dct:publisher")
            for thing in self._values(self._dataset, role)
            if isinstance(thing, ox.NamedNode)
        ]
        reached: list[ox.NamedNode | ox.BlankNode] = list(dict.fromkeys([self._dataset, *agents]))
        for subject in reached:
            for triple in self._about[subject]:
                if triple.predicate == _iri("dct:language") and isinstance(triple.object, ox.Literal):
                    continue
                yield subject, triple.predicate.value, triple.object  # type: ignore[misc]  # as above
                if isinstance(triple.object, ox.BlankNode) and triple.object not in reached:
                    reached.append(triple.object)
        for agent in agents:
            yield agent, "rdf:type", _iri("foaf:Agent")
            if name := self._text(agent, "foaf:name"):
                yield agent, "rdf:type", _iri("schema:Organization")
                yield agent, "schema:name", ox.Literal(name)
        for role in ("creator", "publisher"):
            for agent in agents:
                if agent in self._values(self._dataset, f"dct:{role}"):
                    yield self._dataset, f"schema:{role}", agent

    def _values(self, subject: Term, predicate: str) -> list[ox.NamedNode | ox.Literal]:
        """Names and literals, those in English first."""
        found = {
            triple.object
            for triple in self._about[subject]
            if triple.predicate == _iri(predicate) and isinstance(triple.object, ox.NamedNode | ox.Literal)
        }
        return sorted(found, key=lambda term: (getattr(term, "language", None) != "en", str(term)))

    def _text(self, subject: Term, predicate: str) -> str | None:
        return next((term.value for term in self._values(subject, predicate) if isinstance(term, ox.Literal)), None)


def _named(card: Card) -> Iterator[Statement]:
    """What is written, in the words of schema.org."""
    me = card.dataset
    for kind in ("dcat:Dataset", "void:Dataset", "schema:Dataset"):
        yield me, "rdf:type", _iri(kind)
    yield me, "schema:name", ox.Literal(card.title)
    yield me, "schema:description", ox.Literal(card.description)
    yield me, "schema:url", ox.Literal(me.value, datatype=_iri("xsd:anyURI"))
    if card.licence:
        licence = ox.NamedNode(card.licence)
        yield me, "schema:license", licence
        yield licence, "rdf:type", _iri("dct:LicenseDocument")


def _dated(card: Card, origin: Origin | None) -> Iterator[Statement]:
    """Version, commit and date: of files that no commit has there is no date, and the version says so."""
    me = card.dataset
    if card.version:
        version = ox.Literal(f"{card.version}+modified" if origin and origin.is_modified else card.version)
        yield me, "dcat:version", version
        yield me, "schema:version", version
    if origin is None:
        return
    if origin.is_modified:
        note = f"Modified: {len(origin.changed)} of its files are not as they were committed."
        yield me, "adms:versionNotes", ox.Literal(note, language="en")
        return
    commit = ox.NamedNode(f"swh:1:rev:{origin.commit}")
    yield me, "prov:wasDerivedFrom", commit
    for entity in (me, commit):
        yield entity, "rdf:type", _iri("prov:Entity")
    yield commit, "dct:identifier", ox.Literal(origin.commit)
    yield commit, "rdfs:label", ox.Literal(f"git commit {origin.commit[:12]}", language="en")
    date = ox.Literal(origin.timestamp, datatype=_iri("xsd:dateTime"))
    for predicate in ("dct:issued", "dct:modified", "schema:datePublished", "schema:dateModified"):
        yield me, predicate, date


def _counted(card: Card, triples: Sequence[ox.Triple]) -> Iterator[Statement]:
    """How much there is of everything, and in which vocabularies and languages."""
    me, kind = card.dataset, _iri("rdf:type")
    by_class: defaultdict[ox.NamedNode, set[Term]] = defaultdict(set)
    by_property: defaultdict[ox.NamedNode, list[ox.Triple]] = defaultdict(list)
    by_subject: Counter[Term] = Counter()
    languages: set[str] = set()
    for triple in triples:
        by_property[triple.predicate].append(triple)
        by_subject[triple.subject] += 1  # type: ignore[index]  # no triple is one
        if triple.predicate == kind and isinstance(triple.object, ox.NamedNode):
            by_class[triple.object].add(triple.subject)  # type: ignore[arg-type]
        if isinstance(triple.object, ox.Literal) and triple.object.language:
            languages.add(triple.object.language.partition("-")[0])
    space = _uri_space(card, triples)
    yield me, "void:triples", ox.Literal(len(triples))
    things = sum(isinstance(subject, ox.NamedNode) and subject.value.startswith(space) for subject in by_subject)
    yield me, "void:entities", ox.Literal(things)
    yield me, "void:classes", ox.Literal(len(by_class))
    yield me, "void:properties", ox.Literal(len(by_property))
    yield me, "void:distinctSubjects", ox.Literal(len(by_subject))
    yield me, "void:distinctObjects", ox.Literal(len({triple.object for triple in triples}))
    for term, instances in by_class.items():
        part = _part(card, "class", term)
        yield me, "void:classPartition", part
        yield part, "rdf:type", _iri("void:Dataset")
        yield part, "void:class", term
        yield part, "void:entities", ox.Literal(len(instances))
        yield part, "void:triples", ox.Literal(sum(by_subject[thing] for thing in instances))
    for term, those in by_property.items():
        part = _part(card, "property", term)
        yield me, "void:propertyPartition", part
        yield part, "rdf:type", _iri("void:Dataset")
        yield part, "void:property", term
        yield part, "void:triples", ox.Literal(len(those))
        yield part, "void:distinctSubjects", ox.Literal(len({triple.subject for triple in those}))
        yield part, "void:distinctObjects", ox.Literal(len({triple.object for triple in those}))
    own = card.dataset.value
    for namespace in {_namespace(term.value) for term in (*by_class, *by_property)}:
        if not namespace.startswith(own):  # its own vocabulary people name by the ontology's IRI
            yield me, "void:vocabulary", ox.NamedNode(namespace)
    for language in languages:
        yield me, "schema:inLanguage", ox.Literal(language)
        if len(language) == 2:  # noqa: PLR2004 - ISO 639-1
            name = ox.NamedNode(f"{_LANGUAGES}{language}")
            yield me, "dct:language", name
            yield name, "rdf:type", _iri("dct:LinguisticSystem")


def _linked(card: Card, triples: Sequence[ox.Triple]) -> Iterator[Statement]:
    """A set of links for each data set elsewhere and each predicate that leads there; identifiers are no links."""
    me, own = card.dataset, card.dataset.value
    links: Counter[tuple[str, ox.NamedNode]] = Counter()
    for triple in triples:
        target = triple.object
        if triple.predicate.value in _LINKS and isinstance(target, ox.NamedNode) and not target.value.startswith(own):
            links[_beginning(target.value), triple.predicate] += 1
    for (space, predicate), number in links.items():
        known = _TARGETS.get(space)
        key = known.key if known else quote(urlsplit(space).netloc or space, safe="")
        target = ox.NamedNode(f"{_below(card)}target/{key}")
        linkset = ox.NamedNode(f"{_below(card)}linkset/{key}/{_slug(predicate)}")
        yield me, "void:subset", linkset
        yield linkset, "rdf:type", _iri("void:Linkset")
        yield linkset, "void:linkPredicate", predicate
        yield linkset, "void:subjectsTarget", me
        yield linkset, "void:objectsTarget", target
        yield linkset, "void:triples", ox.Literal(number)
        yield target, "rdf:type", _iri("void:Dataset")
        yield target, "dct:title", ox.Literal(known.title if known else key)
        yield target, "void:uriSpace", ox.Literal(space)
        if known:
            yield target, "foaf:homepage", ox.NamedNode(known.homepage)
            yield ox.NamedNode(known.homepage), "rdf:type", _iri("foaf:Document")


def _distributed(card: Card, file: Distribution) -> Iterator[Statement]:
    """A file, for DCAT and for schema.org. Where it lies nobody knows here: its name is the one in a release."""
    me = ox.NamedNode(f"{_below(card)}distribution/{file.key}")
    checksum = ox.NamedNode(f"{me.value}/sha256")
    media_type = ox.NamedNode(_MEDIA_TYPES + file.media_type)
    yield card.dataset, "dcat:distribution", me
    yield card.dataset, "schema:distribution", me
    yield me, "rdf:type", _iri("dcat:Distribution")
    yield me, "rdf:type", _iri("schema:DataDownload")
    yield me, "dct:title", ox.Literal(file.title, language="en")
    yield me, "schema:name", ox.Literal(file.name)
    yield me, "dct:identifier", ox.Literal(file.name)
    yield me, "dcat:accessURL", card.dataset
    yield me, "dcat:mediaType", media_type
    yield media_type, "rdf:type", _iri("dct:MediaType")
    yield me, "schema:encodingFormat", ox.Literal(file.media_type)
    yield me, "dcat:byteSize", ox.Literal(str(len(file.content)), datatype=_iri("xsd:nonNegativeInteger"))
    yield me, "schema:contentSize", ox.Literal(f"{len(file.content)} B")
    yield me, "spdx:checksum", checksum
    yield checksum, "rdf:type", _iri("spdx:Checksum")
    yield checksum, "spdx:algorithm", _iri(_SHA256)
    yield _iri(_SHA256), "rdf:type", _iri("spdx:ChecksumAlgorithm")
    yield checksum, "spdx:checksumValue", ox.Literal(file.checksum, datatype=_iri("xsd:hexBinary"))
    yield me, "schema:sha256", ox.Literal(file.checksum)
    if file.standard:
        standard = ox.NamedNode(file.standard)
        yield me, "dct:conformsTo", standard
        yield standard, "rdf:type", _iri("dct:Standard")
    if card.licence:
        yield me, "dct:license", ox.NamedNode(card.licence)
        yield me, "schema:license", ox.NamedNode(card.licence)


def _asked(card: Card, query: SavedQuery) -> Iterator[Statement]:
    """A saved query, as SHACL's vocabulary has executables; what may be bound are its parameters."""
    form = _form(query)
    if form is None:
        return
    me = ox.NamedNode(f"{_below(card)}query/{query.name}")
    yield me, "rdf:type", _iri(_EXECUTABLES[form])
    yield me, f"sh:{form}", ox.Literal(query.text)
    yield me, "rdfs:label", ox.Literal(query.summary, language="en")
    if query.description:
        yield me, "rdfs:comment", ox.Literal(query.description, language="en")
    yield me, "dct:identifier", ox.Literal(query.name)
    yield me, "dct:requires", card.dataset
    for tag in query.tags:
        yield me, "dcat:keyword", ox.Literal(tag, language="en")
    for order, parameter in enumerate(query.parameters):
        its = ox.NamedNode(f"{me.value}/parameter/{parameter.name}")
        yield me, "rdf:type", _iri("sh:Parameterizable")
        yield me, "sh:parameter", its
        yield its, "rdf:type", _iri("sh:Parameter")
        yield its, "sh:path", ox.NamedNode(f"{_below(card)}parameter/{parameter.name}")
        yield its, "sh:name", ox.Literal(parameter.name)
        yield its, "sh:order", ox.Literal(order)
        yield its, "sh:optional", ox.Literal(True)  # noqa: FBT003 - it takes no names
        if parameter.description:
            yield its, "sh:description", ox.Literal(parameter.description, language="en")
        if parameter.class_iri:
            yield its, "sh:class", ox.NamedNode(parameter.class_iri)
        if parameter.type in _DATATYPES:
            yield its, "sh:datatype", _iri(_DATATYPES[parameter.type])


def _form(query: SavedQuery) -> str | None:
    """`select`, `ask` or `construct`; None for DESCRIBE, of which SHACL has no executable."""
    limits.check(query.text, query.name)
    try:
        answer = ox.Store().query(query.text)
    except (SyntaxError, ValueError) as error:
        raise QueryError(str(error), query.name) from None
    match answer:
        case ox.QuerySolutions():
            return "select"
        case ox.QueryBoolean():
            return "ask"
        case _:
            return "construct" if "CONSTRUCT" in query.text.upper() else None


def _uri_space(card: Card, triples: Sequence[ox.Triple]) -> str:
    """How the IRIs of its things begin, as people wrote it; else as its own IRI does."""
    said = [t.object for t in triples if t.subject == card.dataset and t.predicate == _iri("void:uriSpace")]
    return min((space.value for space in said if isinstance(space, ox.Literal)), default=card.dataset.value)


def _below(card: Card) -> str:
    """What the IRIs of the description's own things begin with."""
    iri = card.dataset.value
    return iri if iri.endswith(("/", "#")) else f"{iri}/"


def _part(card: Card, what: str, term: ox.NamedNode) -> ox.NamedNode:
    return ox.NamedNode(f"{_below(card)}partition/{what}/{_slug(term)}")


def _slug(term: ox.NamedNode) -> str:
    """A term as the end of an IRI: `hg/Film`; all of it where it has no prefix here."""
    short = curie(term.value)
    return short.replace(":", "/", 1) if short != term.value else quote(short, safe="")


def _namespace(iri: str) -> str:
    return iri[: max(iri.rfind("#"), iri.rfind("/")) + 1] or iri


def _beginning(iri: str) -> str:
    """The space of IRIs of a known target; of any other, its scheme and host."""
    parts = urlsplit(iri)
    return next((space for space in _TARGETS if iri.startswith(space)), f"{parts.scheme}://{parts.netloc}/")


def _iri(name: str) -> ox.NamedNode:
    """The term for a CURIE with a known prefix, or for an IRI."""
    return ox.NamedNode(expand(name) or name)
