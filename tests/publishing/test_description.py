from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
import schema_org
import vocabularies
from hypothesis import given
from hypothesis import strategies as st
from rdflib import DCTERMS, OWL, PROV, RDF, RDFS, SH, VOID, XSD

from conftest import ROOT, Homage
from homage_graph import Graph, load
from homage_graph.errors import DescriptionError
from homage_graph.interchange import to_rdflib
from homage_graph.publishing.description import HEADER, describe, read_card
from homage_graph.publishing.distribution import KINDS, distributions
from homage_graph.publishing.export import FORMATS, serialise
from homage_graph.publishing.origin import Origin, find_origin

SHAPES = ROOT / "ontology" / "dataset-shapes.ttl"
DATASET = rdflib.URIRef("https://w3id.org/homage-graph/")
DCAT = rdflib.Namespace("http://www.w3.org/ns/dcat#")  # rdflib's own is that of version 2
SPDX = rdflib.Namespace("http://spdx.org/rdf/terms#")
SCHEMA = rdflib.Namespace("https://schema.org/")
COMMIT = Origin("0123456789abcdef0123456789abcdef01234567", datetime(2026, 11, 22, 23, 30, tzinfo=UTC))


@pytest.fixture(scope="module")
def triples(graph: Graph) -> tuple[ox.Triple, ...]:
    return describe(graph, origin=COMMIT)


@pytest.fixture
def described(triples: tuple[ox.Triple, ...]) -> rdflib.Graph:
    return to_rdflib(triples)


@pytest.fixture(scope="module")
def published(graph: Graph) -> rdflib.Graph:
    return to_rdflib(graph.published)


def number(graph: rdflib.Graph, subject: rdflib.term.Node, predicate: rdflib.URIRef) -> int:
    (value,) = graph.objects(subject, predicate)
    return int(str(value))


def without_repetition(graph: rdflib.Graph) -> rdflib.Graph:
    """Of partitions and saved queries the first two: the others say the same of other things, and cost time."""
    for kinds in (
        graph.objects(DATASET, VOID.classPartition),
        graph.objects(DATASET, VOID.propertyPartition),
        graph.subjects(RDF.type, SH.SPARQLSelectExecutable),
    ):
        for node in sorted(kinds)[2:]:
            graph.remove((node, None, None))
            graph.remove((None, None, node))
    return graph


def judged(graph: rdflib.Graph) -> tuple[bool, str]:
    conforms, _, text = pyshacl.validate(graph, shacl_graph=rdflib.Graph().parse(SHAPES), inference="none")
    return conforms, text


# ----------------------------------------------------------------- judges that nobody here wrote


def test_every_term_is_one_that_its_vocabulary_defines(described: rdflib.Graph) -> None:
    since_dcat_3 = [str(DCAT.version)]  # the file is that of DCAT 2
    assert vocabularies.undefined(described) == since_dcat_3


def test_reasoning_finds_nothing_of_a_kind_that_it_is_not_said_to_be(described: rdflib.Graph) -> None:
    assert vocabularies.untold(without_repetition(described)) == []
    assert vocabularies.literals_for_things(described) == []


def test_owl_finds_no_contradiction_with_the_vocabularies(described: rdflib.Graph) -> None:
    assert vocabularies.contradictions(without_repetition(described)) == []


def test_schema_org_is_used_as_it_is_defined(described: rdflib.Graph) -> None:
    assert schema_org.faults(described) == []


@pytest.mark.parametrize(
    ("wrong", "judge"),
    [
        ((DATASET, DCAT.keyWord, rdflib.Literal("film")), vocabularies.undefined),
        ((DATASET, DCAT.distribution, DATASET), vocabularies.untold),
        ((DATASET, DCAT.byteSize, rdflib.Literal(3)), vocabularies.untold),
        ((DATASET, VOID.subset, rdflib.URIRef("urn:x:part")), vocabularies.untold),
        ((DATASET, DCTERMS.language, rdflib.Literal("en")), vocabularies.literals_for_things),
        ((DATASET, VOID.uriSpace, rdflib.URIRef("urn:x:")), vocabularies.literals_for_things),
        ((DATASET, PROV.wasInformedBy, rdflib.URIRef("urn:x:a")), vocabularies.contradictions),
        ((DATASET, RDF.type, PROV.Activity), vocabularies.contradictions),
        ((DATASET, SCHEMA.director, rdflib.URIRef("urn:x:a")), schema_org.faults),
    ],
)
def test_these_judges_find_what_is_wrong(
    wrong: tuple[rdflib.URIRef, rdflib.URIRef, rdflib.term.Node], judge: Callable[[rdflib.Graph], list[str]]
) -> None:
    graph = rdflib.Graph()
    for kind in (DCAT.Dataset, SCHEMA.Dataset, PROV.Entity):
        graph.add((DATASET, RDF.type, kind))
    assert judge(graph) == []
    graph.add(wrong)
    assert judge(graph)


# ----------------------------------------------------------------- our own shapes


def test_it_conforms_to_its_shapes(described: rdflib.Graph) -> None:
    conforms, text = judged(described)
    assert conforms, text


def _first(graph: rdflib.Graph, kind: rdflib.URIRef) -> rdflib.term.Node:
    return min(graph.subjects(RDF.type, kind))


@pytest.mark.parametrize(
    ("kind", "predicate", "value"),
    [
        (DCAT.Dataset, DCTERMS.title, None),
        (DCAT.Dataset, DCTERMS.description, None),
        (DCAT.Dataset, DCTERMS.license, None),
        (DCAT.Dataset, DCTERMS.publisher, rdflib.Literal("somebody")),
        (DCAT.Dataset, DCTERMS.language, rdflib.Literal("en")),
        (DCAT.Dataset, DCTERMS.issued, rdflib.Literal("2027-01-01T00:00:00Z", datatype=XSD.dateTime)),
        (DCAT.Dataset, DCAT.version, rdflib.Literal("new")),
        (DCAT.Dataset, DCAT.distribution, None),
        (DCAT.Dataset, PROV.wasDerivedFrom, rdflib.URIRef("swh:1:rev:0")),
        (DCAT.Dataset, VOID.triples, rdflib.Literal(17)),
        (DCAT.Dataset, VOID.uriSpace, None),
        (DCAT.Dataset, VOID.classPartition, rdflib.BNode("part")),
        (DCAT.Distribution, DCAT.mediaType, rdflib.Literal("text/turtle")),
        (DCAT.Distribution, DCAT.byteSize, rdflib.Literal(-1)),
        (DCAT.Distribution, DCAT.accessURL, None),
        (DCAT.Distribution, SPDX.checksum, None),
        (SPDX.Checksum, SPDX.checksumValue, rdflib.Literal("beef", datatype=XSD.hexBinary)),
        (VOID.Linkset, VOID.linkPredicate, None),
        (VOID.Linkset, VOID.objectsTarget, None),
        (SH.SPARQLSelectExecutable, SH.select, None),
        (SH.SPARQLSelectExecutable, RDFS.label, None),
        (SH.Parameter, SH.path, None),
        (SH.Parameter, SH.optional, rdflib.Literal("false", datatype=XSD.boolean)),
    ],
)
def test_its_shapes_find_what_is_wrong(
    described: rdflib.Graph, kind: rdflib.URIRef, predicate: rdflib.URIRef, value: rdflib.term.Node | None
) -> None:
    subject = _first(described, kind)
    assert (subject, predicate, None) in described or value is not None
    described.remove((subject, predicate, None))
    if value is not None:
        described.add((subject, predicate, value))
    for other in list(described.subjects(RDF.type, SH.SPARQLSelectExecutable)):
        if other != subject and (other, None, subject) not in described:  # thirty alike cost time
            described.remove((other, None, None))
    conforms, text = judged(described)
    assert not conforms
    assert str(subject) in text


# ----------------------------------------------------------------- counts, by rdflib's SPARQL


@pytest.mark.parametrize(
    ("predicate", "query"),
    [
        (VOID.triples, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"),
        (VOID.distinctSubjects, "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }"),
        (VOID.distinctObjects, "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o }"),
        (VOID.properties, "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }"),
        (VOID.classes, "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?s a ?c }"),
        (
            VOID.entities,
            "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o FILTER STRSTARTS(STR(?s), 'https://w3id.org/homage-graph/id/') }",
        ),
    ],
)
def test_a_count_is_what_sparql_counts(
    described: rdflib.Graph, published: rdflib.Graph, predicate: rdflib.URIRef, query: str
) -> None:
    (row,) = published.query(query)
    assert number(described, DATASET, predicate) == int(str(row[0]))


def test_the_partitions_are_what_sparql_counts(described: rdflib.Graph, published: rdflib.Graph) -> None:
    by_class = published.query(
        "SELECT ?c (COUNT(DISTINCT ?s) AS ?n) (COUNT(*) AS ?m) { ?s a ?c . ?s ?p ?o } GROUP BY ?c"
    )
    expected = {(row[0], int(str(row[1])), int(str(row[2]))) for row in by_class}
    assert expected == {
        (
            described.value(part, VOID["class"]),
            number(described, part, VOID.entities),
            number(described, part, VOID.triples),
        )
        for part in described.objects(DATASET, VOID.classPartition)
    }
    by_property = published.query(
        "SELECT ?p (COUNT(*) AS ?n) (COUNT(DISTINCT ?s) AS ?a) (COUNT(DISTINCT ?o) AS ?b) { ?s ?p ?o } GROUP BY ?p"
    )
    expected_too = {(row[0], *(int(str(cell)) for cell in row[1:])) for row in by_property}
    counted = (VOID.triples, VOID.distinctSubjects, VOID.distinctObjects)
    assert expected_too == {
        (described.value(part, VOID.property), *(number(described, part, predicate) for predicate in counted))
        for part in described.objects(DATASET, VOID.propertyPartition)
    }


def test_a_linkset_is_there_where_things_link_and_nowhere_else(
    described: rdflib.Graph, published: rdflib.Graph
) -> None:
    links = list(published.objects(None, SCHEMA.sameAs))
    assert links and all(link.startswith("http://www.wikidata.org/entity/") for link in links)
    (linkset,) = described.subjects(RDF.type, VOID.Linkset)
    assert number(described, linkset, VOID.triples) == len(links)
    assert described.value(linkset, VOID.linkPredicate) == SCHEMA.sameAs
    target = described.value(linkset, VOID.objectsTarget)
    assert described.value(target, DCTERMS.title) == rdflib.Literal("Wikidata")


def test_every_vocabulary_of_the_graph_is_named(described: rdflib.Graph, published: rdflib.Graph) -> None:
    named = {str(name) for name in described.objects(DATASET, VOID.vocabulary)}
    assert "https://w3id.org/homage-graph/ontology" in named
    terms = {str(term) for term in (*published.predicates(), *published.objects(None, RDF.type))}
    assert all(term.startswith(tuple(named)) for term in terms)
    assert all(any(term.startswith(name) for term in terms) for name in named)


def test_its_languages_are_those_of_the_graph(described: rdflib.Graph, published: rdflib.Graph) -> None:
    tags = {o.language for o in published.objects() if isinstance(o, rdflib.Literal) and o.language}
    assert {str(name).rpartition("/")[2] for name in described.objects(DATASET, DCTERMS.language)} == tags
    assert {str(tag) for tag in described.objects(DATASET, SCHEMA.inLanguage)} == tags


# ----------------------------------------------------------------- what people, files and git say


def test_what_people_wrote_of_the_data_set_is_taken_over(graph: Graph, described: rdflib.Graph) -> None:
    written = rdflib.Graph().parse(ROOT / "data" / "dataset.ttl")
    left_out = set(written) - set(described)
    assert {predicate for _, predicate, _ in left_out} == {DCTERMS.language}  # by its IRI instead
    assert (DATASET, RDF.type, DCAT.Dataset) in described


def test_a_distribution_is_the_file_that_export_writes(graph: Graph, described: rdflib.Graph) -> None:
    files = {described.value(node, DCTERMS.identifier): node for node in described.objects(DATASET, DCAT.distribution)}
    assert len(files) == len(FORMATS) + 1
    for form in FORMATS:
        node = files[rdflib.Literal(f"homage-graph.{KINDS[form].suffix}")]
        content = graph.export(form)
        assert number(described, node, DCAT.byteSize) == len(content)
        checksum = described.value(node, SPDX.checksum)
        assert str(described.value(checksum, SPDX.checksumValue)) == hashlib.sha256(content).hexdigest()


def test_every_format_is_known_as_what_its_standard_says() -> None:
    assert KINDS.keys() == FORMATS.keys()
    for name, syntax in FORMATS.items():
        if isinstance(syntax, ox.RdfFormat):
            assert (KINDS[name].suffix, KINDS[name].media_type) == (syntax.file_extension, syntax.media_type)


def test_no_two_files_have_one_name(graph: Graph) -> None:
    files = list(distributions(graph))
    assert len({file.name for file in files}) == len({file.key for file in files}) == len(files)


def test_a_saved_query_can_be_run_from_its_description(described: rdflib.Graph, published: rdflib.Graph) -> None:
    queries = list(described.subjects(RDF.type, SH.SPARQLSelectExecutable))
    assert len(queries) == len(list((ROOT / "queries").glob("*.rq")))
    for query in queries:
        text = str(described.value(query, SH.select))
        answer = published.query(text)
        variables = {str(variable) for variable in answer.vars}
        for parameter in described.objects(query, SH.parameter):
            assert str(described.value(parameter, SH.name)) in variables
            assert str(described.value(parameter, SH.path)).endswith(f"/{described.value(parameter, SH.name)}")


def test_the_commit_dates_it(described: rdflib.Graph) -> None:
    assert (DATASET, PROV.wasDerivedFrom, rdflib.URIRef(f"swh:1:rev:{COMMIT.commit}")) in described
    for predicate in (DCTERMS.issued, DCTERMS.modified):
        assert described.value(DATASET, predicate) == rdflib.Literal(
            "2026-11-22T23:30:00Z", datatype=XSD.dateTime, normalize=False
        )
    assert described.value(DATASET, DCAT.version) == described.value(DATASET, OWL.versionInfo)


def test_what_is_not_as_committed_says_so_and_has_no_date(graph: Graph) -> None:
    modified = Origin(COMMIT.commit, COMMIT.date, ("data/films/oldboy.ttl",))
    described = to_rdflib(describe(graph, files=list(distributions(graph)), origin=modified))
    assert str(described.value(DATASET, DCAT.version)) == f"{described.value(DATASET, OWL.versionInfo)}+modified"
    for predicate in (DCTERMS.issued, DCTERMS.modified, PROV.wasDerivedFrom):
        assert (DATASET, predicate, None) not in described
    conforms, text = judged(described)
    assert conforms, text


def test_nothing_is_a_blank_node_and_nothing_is_said_twice(triples: tuple[ox.Triple, ...]) -> None:
    assert not any(isinstance(term, ox.BlankNode) for t in triples for term in (t.subject, t.object))
    assert max(Counter(triples).values()) == 1
    text = serialise(triples, "turtle", header=HEADER)
    assert text.decode("utf-8").startswith(HEADER)
    assert {quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)} == set(triples)


# ----------------------------------------------------------------- other graphs


def other(folder: Path, text: str) -> Graph:
    (folder / "ontology").mkdir()
    (folder / "data").mkdir()
    shutil.copy(ROOT / "ontology" / "homage.ttl", folder / "ontology")
    prefixes = (
        "@prefix dct: <http://purl.org/dc/terms/> . @prefix dcat: <http://www.w3.org/ns/dcat#> ."
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix : <https://example.org/set/> . "
    )
    (folder / "data" / "dataset.ttl").write_text(prefixes + text, "utf-8")
    return load(folder)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (":a a skos:Concept .", "nothing in it is a dcat:Dataset"),
        (":a a dcat:Dataset . :b a dcat:Dataset .", "more than one thing in it is a data set"),
        ("[] a dcat:Dataset .", "the data set has no IRI"),
        (':a a dcat:Dataset ; dct:title "A"@en .', "the data set has no dct:description"),
        (':a a dcat:Dataset ; dct:description "A"@en .', "the data set has no dct:title"),
    ],
)
def test_a_graph_that_does_not_say_what_it_is_cannot_be_described(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(DescriptionError, match=reason):
        describe(other(tmp_path, text))


def test_another_graph_is_described_in_its_own_name_and_what_is_not_said_is_left_out(tmp_path: Path) -> None:
    text = (
        ':set a dcat:Dataset ; dct:title "나"@ko , "A"@en ; dct:description "B"@en ; dct:creator [ dct:title "C" ] .'
        ":a skos:exactMatch <https://www.imdb.com/title/tt0364569/> , <https://other.example/a> , :b ."
    )
    graph = other(tmp_path, text)
    assert read_card(graph).title == "A"
    described = to_rdflib(describe(graph, files=[]))
    me = rdflib.URIRef("https://example.org/set/set")
    assert not list(described.objects(me, DCTERMS.license)) and not list(described.objects(me, DCAT.version))
    assert described.value(described.value(me, DCTERMS.creator), DCTERMS.title) == rdflib.Literal("C")
    spaces = {str(described.value(target, VOID.uriSpace)) for target in described.objects(None, VOID.objectsTarget)}
    assert {"https://www.imdb.com/", "https://other.example/"} <= spaces
    assert all(str(part).startswith(f"{me}/") for part in described.objects(me, VOID.classPartition))


@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.sampled_from(["p", "q", "type"]), st.sampled_from(["a", "b", "C", "D"])),
        max_size=12,
    )
)
def test_the_partitions_add_up(said: list[tuple[str, str, str]]) -> None:
    from homage_graph.publishing.description import Card, _counted

    def term(name: str) -> ox.NamedNode:
        return ox.NamedNode(str(RDF.type) if name == "type" else f"https://example.org/{name}")

    card = Card(term("set"), "A", "B", None, None, None)
    triples = tuple({ox.Triple(term(s), term(p), term(o)) for s, p, o in said})
    counts: defaultdict[str, list[int]] = defaultdict(list)
    for subject, predicate, target in _counted(card, triples):
        if isinstance(target, ox.Literal) and target.datatype.value == str(XSD.integer):
            kind = re.sub(r"https://example.org/set(/partition/(\w+)/.*)?", r"\2", subject.value)
            counts[f"{kind}:{predicate}"].append(int(target.value))
    assert counts[":void:triples"] == [len(triples)] == [sum(counts["property:void:triples"])]
    assert sum(counts["class:void:entities"]) == len({(s, o) for s, p, o in said if p == "type"})
    assert counts[":void:classes"] == [len(counts["class:void:entities"])]


# ----------------------------------------------------------------- git


def git(folder: Path, *words: str) -> str:
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    return subprocess.run(["git", *identity, "-C", folder, *words], check=True, capture_output=True, text=True).stdout


def test_files_are_those_of_a_commit_or_they_are_not(tmp_path: Path) -> None:
    graph = other(tmp_path, ":a a dcat:Dataset .")
    assert find_origin(graph.workspace) is None
    git(tmp_path, "init", "--quiet")
    assert find_origin(graph.workspace) is None, "nothing is committed"
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "--message", "All", "--date", "2001-01-01T00:00:00+09:00")
    found = find_origin(graph.workspace)
    assert found is not None and not found.is_modified
    assert found.commit == git(tmp_path, "rev-parse", "HEAD").strip()
    assert (
        found.timestamp == git(tmp_path, "log", "-1", "--date=format-local:%Y-%m-%dT%H:%M:%SZ", "--format=%cd").strip()
        or found.date.tzinfo == UTC
    )
    (tmp_path / "data" / "새.ttl").write_text("<urn:x:a> <urn:x:b> <urn:x:c> .", "utf-8")
    changed = find_origin(load(tmp_path).workspace)
    assert changed is not None and changed.changed == ("data/새.ttl",)
    (tmp_path / ".gitignore").write_text("data/새.ttl\n", "utf-8")
    ignored = find_origin(load(tmp_path).workspace)
    assert ignored is not None and ignored.changed == ("data/새.ttl",), "it is read, and git does not keep it"


def test_a_graph_below_the_top_of_a_working_tree_is_found_too(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    graph = other(tmp_path / "below", ":a a dcat:Dataset .")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "--message", "All")
    (tmp_path / "elsewhere").write_text("new")
    found = find_origin(graph.workspace)
    assert found is not None and found.changed == ()
    (tmp_path / "below" / "data" / "dataset.ttl").write_text("")
    found = find_origin(graph.workspace)
    assert found is not None and found.changed == ("data/dataset.ttl",)


def test_the_command_writes_it(homage: Homage, tmp_path: Path) -> None:
    done = homage("describe", "-o", tmp_path / "void.ttl")
    assert done.returncode == 0, done.stderr
    assert done.stdout == b""
    lines = homage("describe", "--format", "ntriples").stdout
    written = rdflib.Graph().parse(tmp_path / "void.ttl")
    assert set(written) == set(rdflib.Graph().parse(data=lines, format="nt"))
    assert judged(written)[0]
