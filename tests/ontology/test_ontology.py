from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
import rdflib
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, BNode, Namespace, URIRef

from conftest import ROOT
from homage_graph.vocabulary import HG, ONTOLOGY, PREFIXES, TERMS

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = ROOT / "ontology"
CORE = rdflib.Graph().parse(FOLDER / "homage.ttl")
CONCEPTS = rdflib.Graph().parse(FOLDER / "concepts.ttl")
VANN = Namespace("http://purl.org/vocab/vann/")
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
OURS = sorted({term for kind in KINDS for term in CORE.subjects(RDF.type, kind) if str(term).startswith(ONTOLOGY)})


def test_pythons_names_are_the_ontologys() -> None:
    assert sorted(str(term).removeprefix(ONTOLOGY) for term in OURS) == sorted(TERMS)
    assert len(set(TERMS)) == len(TERMS)


def test_pythons_prefixes_are_those_of_the_files() -> None:
    for path in (*FOLDER.glob("*.ttl"), *(ROOT / "data").rglob("*.ttl"), *(ROOT / "queries").glob("*.rq")):
        declared = re.findall(r"(?im)^@?prefix\s+([\w-]+):\s+<([^>]+)>", path.read_text("utf-8"))
        for prefix, namespace in declared:
            if prefix in PREFIXES:
                assert PREFIXES[prefix] == namespace, path


@pytest.mark.parametrize("term", OURS, ids=lambda term: str(term).removeprefix(ONTOLOGY))
def test_every_term_has_a_label_a_definition_an_example_and_a_home(term: URIRef) -> None:
    for annotation in (RDFS.label, SKOS.definition, SKOS.example):
        texts = list(CORE.objects(term, annotation))
        assert [text.language for text in texts] == ["en"], annotation
    assert CORE.value(term, RDFS.isDefinedBy) == URIRef(ONTOLOGY.removesuffix("#"))


@pytest.mark.parametrize("name", ["homage.ttl", "alignments.ttl"])
def test_the_header_says_what_a_catalogue_asks(name: str) -> None:
    graph = rdflib.Graph().parse(FOLDER / name)
    (header,) = graph.subjects(RDF.type, OWL.Ontology)
    for prop in (
        OWL.versionIRI,
        OWL.versionInfo,
        DCTERMS.title,
        DCTERMS.description,
        DCTERMS.creator,
        DCTERMS.license,
        DCTERMS.created,
    ):
        assert graph.value(header, prop) is not None, prop
    version = graph.value(header, OWL.versionInfo)
    assert str(graph.value(header, OWL.versionIRI)) == f"{header}/{version}"
    assert graph.value(header, DCTERMS.license) == URIRef("https://creativecommons.org/publicdomain/zero/1.0/")


def test_the_header_names_prefix_and_namespace() -> None:
    header = URIRef(ONTOLOGY.removesuffix("#"))
    assert str(CORE.value(header, VANN.preferredNamespacePrefix)) == "hg"
    assert str(CORE.value(header, VANN.preferredNamespaceUri)) == ONTOLOGY


def test_every_term_is_typed_once_and_every_foreign_term_is_declared() -> None:
    for term in OURS:
        assert len([kind for kind in KINDS if (term, RDF.type, kind) in CORE]) == 1
    used = {term for triple in CORE for term in triple if isinstance(term, URIRef)}
    declared = set(CORE.subjects(RDF.type, None))
    builtin = tuple(PREFIXES[prefix] for prefix in ("rdf", "rdfs", "owl", "xsd"))
    individuals = tuple(PREFIXES[scheme] for scheme in ("voice", "stance", "motif-kind"))
    outside = {
        term
        for term in used - declared
        if not str(term).startswith((*builtin, *individuals)) and (None, None, term) in CORE and str(term) not in LINKS
    }
    assert outside == set()


LINKS = {
    "https://w3id.org/homage-graph/ontology/0.1.0",
    "https://creativecommons.org/publicdomain/zero/1.0/",
    "http://purl.org/ontology/bibo/status/draft",
}


def test_the_profile_is_owl_2_rl() -> None:
    """The restrictions of section 4.2 of OWL 2 Profiles, for the constructs that this ontology uses."""
    constructs = {
        RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, OWL.inverseOf, OWL.propertyChainAxiom,
        OWL.hasKey, OWL.equivalentClass, OWL.intersectionOf, OWL.members, OWL.onProperty, OWL.someValuesFrom, OWL.hasValue,
    }  # fmt: skip
    logical = {p for p in CORE.predicates() if str(p).startswith((str(OWL), str(RDFS)))}
    assert logical - constructs == {RDFS.label, RDFS.comment, RDFS.isDefinedBy, OWL.versionIRI, OWL.versionInfo}
    for superclass in CORE.objects(None, RDFS.subClassOf):
        if isinstance(superclass, BNode):  # ObjectHasValue may stand there
            assert CORE.value(superclass, OWL.hasValue) is not None
    for axiom in (RDFS.domain, RDFS.range):
        for klass in CORE.objects(None, axiom):
            assert isinstance(klass, URIRef)
    for equivalent in CORE.objects(None, OWL.equivalentClass):
        assert {kind for _, kind in _restrictions(equivalent)} <= {OWL.hasValue}, (
            "on both sides only hasValue may stand"
        )
    for datatype in CORE.objects(None, RDFS.range):
        if str(datatype).startswith(PREFIXES["xsd"]):
            assert datatype in (rdflib.XSD.string, rdflib.XSD.integer)
    composite = set(CORE.subjects(OWL.propertyChainAxiom, None)) | set(CORE.subjects(RDF.type, OWL.TransitiveProperty))
    for prop in composite:
        assert (prop, RDF.type, OWL.FunctionalProperty) not in CORE, "a functional property is simple"


def _restrictions(node: rdflib.term.Node) -> Iterator[tuple[rdflib.term.Node, rdflib.term.Node]]:
    for item in CORE.items(CORE.value(node, OWL.intersectionOf)):
        if isinstance(item, BNode):
            yield item, next(p for p in (OWL.hasValue, OWL.someValuesFrom) if (item, p, None) in CORE)


def test_nobody_can_derive_an_edge_from_a_conjecture() -> None:
    chains = [list(CORE.items(chain)) for chain in CORE.objects(None, OWL.propertyChainAxiom)]
    assert len(chains) >= 12
    banned = {URIRef(HG.allegedIn.value), URIRef(HG.about.value), URIRef(HG.enacts.value), URIRef(HG.enactedBy.value)}
    assert not [chain for chain in chains if banned & set(chain)]


def test_the_qualification_pattern_links_plain_edges_and_claims() -> None:
    prov = Namespace("http://www.w3.org/ns/prov#")
    for edge in (HG.homageOf, HG.recreatesScene, HG.usesTechnique, HG.stylingDrawnFrom):
        node = URIRef(edge.value)
        assert set(CORE.objects(node, prov.qualifiedForm)) == {URIRef(HG.Homage.value), URIRef(HG.hasHomage.value)}
        assert (URIRef(HG.Homage.value), prov.unqualifiedForm, node) in CORE


def test_every_concept_has_labels_in_english_and_korean_a_definition_and_an_example() -> None:
    concepts = set(CONCEPTS.subjects(SKOS.inScheme, None))
    assert len(concepts) > 25
    for concept in concepts:
        labels = {label.language: str(label) for label in CONCEPTS.objects(concept, SKOS.prefLabel)}
        assert labels.keys() == {"en", "ko"}, concept
        assert re.search("[가-힣]", labels["ko"]), concept
        assert [text.language for text in CONCEPTS.objects(concept, SKOS.definition)] == ["en"], concept
        assert list(CONCEPTS.objects(concept, SKOS.example)), concept
        scheme = CONCEPTS.value(concept, SKOS.inScheme)
        assert (scheme, RDF.type, SKOS.ConceptScheme) in CONCEPTS
        assert str(concept).startswith(f"{scheme}/")


def test_alignments_speak_of_terms_that_exist_and_define_none() -> None:
    alignments = rdflib.Graph().parse(FOLDER / "alignments.ttl")
    mentioned = {term for triple in alignments for term in triple if str(term).startswith(ONTOLOGY)}
    assert mentioned <= set(OURS)
    assert len(mentioned) > 30
    assert not list(alignments.triples((None, OWL.sameAs, None)))
    for term in OURS:
        assert not list(alignments.objects(term, RDFS.label))


def test_the_json_ld_context_gives_every_term_its_iri() -> None:
    context = json.loads((FOLDER / "context.jsonld").read_text("utf-8"))["@context"]
    for term in TERMS:
        entry = context[term]
        iri = entry if isinstance(entry, str) else entry["@id"]
        prefix, _, local = iri.partition(":")
        assert (PREFIXES.get(prefix, "") + local if prefix in PREFIXES else iri) == ONTOLOGY + term


def test_a_document_in_json_ld_is_the_turtle_it_means() -> None:
    context = json.loads((FOLDER / "context.jsonld").read_text("utf-8"))
    document = {
        **context,
        "id": "https://w3id.org/homage-graph/id/homage/lilac-oldboy",
        "type": "Homage",
        "inWork": "https://w3id.org/homage-graph/id/video/iu-lilac",
        "ofWork": "https://w3id.org/homage-graph/id/film/oldboy",
    }
    graph = rdflib.Graph().parse(data=json.dumps(document), format="json-ld")
    data = rdflib.Graph().parse(ROOT / "data" / "videos" / "iu-lilac.ttl")
    assert len(graph) == 3
    assert set(graph) <= set(data)
