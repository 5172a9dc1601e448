from __future__ import annotations

import gzip
import re
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from conftest import ROOT
from homage_graph import Graph, load
from homage_graph.errors import ContradictionError, ExportError
from homage_graph.interchange import to_rdflib
from homage_graph.publishing.edges import entailed
from homage_graph.publishing.profiles import PROFILES
from homage_graph.publishing.profiles.rdf_12 import REIFIES
from homage_graph.publishing.profiles.web_annotation import OA
from homage_graph.publishing.profiles.wikidata import INSPIRED_BY
from homage_graph.vocabulary import HG, ONTOLOGY, PREFIXES

SCHEMAS = ROOT / "tests" / "schemas"
EVERYTHING = Path(__file__).parent / "one-of-everything"
RDF_TYPE = ox.NamedNode(f"{PREFIXES['rdf']}type")
NP = "http://www.nanopub.org/nschema#"
PLAIN = (HG.homageOf, HG.recreatesScene, HG.usesTechnique, HG.stylingDrawnFrom)
IN_PREFIXES = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())


def thing(name: str) -> ox.NamedNode:
    return ox.NamedNode(f"https://example.org/thing/{name}")


def saying(folder: Path, text: str) -> Graph:
    """A graph in a folder: the project's ontology, and a text for its data."""
    shutil.copytree(ROOT / "ontology", folder / "ontology", dirs_exist_ok=True)
    (folder / "data").mkdir(exist_ok=True)
    (folder / "data" / "everything.ttl").write_text(text, "utf-8")
    return load(folder)


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """A graph with one of everything that data can say."""
    text = (EVERYTHING / "data" / "everything.ttl").read_text("utf-8")
    return saying(tmp_path_factory.mktemp("everything"), text)


@pytest.fixture(params=["graph", "everything"])
def either(request: pytest.FixtureRequest) -> Graph:
    """The bundled graph, and the one of everything."""
    found: Graph = request.getfixturevalue(request.param)
    return found


def triples(name: str, graph: Graph) -> tuple[ox.Triple, ...]:
    made = PROFILES[name].make(graph)
    assert isinstance(made, tuple) and all(isinstance(triple, ox.Triple) for triple in made)
    return made  # type: ignore[return-value]


def quads(name: str, graph: Graph) -> tuple[ox.Quad, ...]:
    made = PROFILES[name].make(graph)
    assert isinstance(made, tuple) and all(isinstance(quad, ox.Quad) for quad in made)
    return made  # type: ignore[return-value]


def pairs(statements: Iterable[ox.Triple], predicate: ox.NamedNode) -> set[tuple[str, str]]:
    return {(str(t.subject), str(t.object)) for t in statements if t.predicate == predicate}


# ------------------------------------------------------------------------ all


@pytest.mark.parametrize("name", PROFILES)
def test_a_contradicting_graph_is_given_out_in_no_profile(name: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.ttl"
    path.write_text(
        "@prefix hg: <https://w3id.org/homage-graph/ontology#> . <https://e.org/x> a hg:Film , hg:Person .\n", "utf-8"
    )
    shutil.copy(ROOT / "ontology" / "homage.ttl", tmp_path / "homage.ttl")
    with pytest.raises(ContradictionError):
        PROFILES[name].make(load(tmp_path))


@pytest.mark.parametrize("name", PROFILES)
def test_a_graph_of_which_nothing_is_known_makes_a_file_all_the_same(name: str, tmp_path: Path) -> None:
    path = tmp_path / "other.nt"
    path.write_text('<https://e.org/s> <https://e.org/p> _:b .\n<https://e.org/s> <https://e.org/p> "x" .\n', "utf-8")
    assert isinstance(PROFILES[name].write(load(path)), bytes)


def test_the_bytes_depend_on_no_hash_seed(graph: Graph) -> None:
    script = (
        "import hashlib, sys; from homage_graph import load; from homage_graph.publishing.profiles import PROFILES\n"
        "graph = load(sys.argv[1])\n"
        "for name, profile in PROFILES.items(): print(name, hashlib.sha256(profile.write(graph)).hexdigest())"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", script, str(ROOT)],
            env={**__import__("os").environ, "PYTHONHASHSEED": seed, "LC_ALL": "C"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "77")
    }
    (lines,) = seen
    assert len(lines.splitlines()) == len(PROFILES)


@pytest.mark.parametrize("name", ["schema-org", "web-annotation"])
def test_rdflib_reads_the_same_from_the_file(name: str, either: Graph) -> None:
    read = rdflib.Graph().parse(data=PROFILES[name].write(either), format="turtle")
    assert set(read) == set(to_rdflib(triples(name, either)))


@pytest.mark.parametrize("name", ["schema-org", "web-annotation", "nanopublications"])
def test_everything_has_an_iri(name: str, either: Graph) -> None:
    for statement in PROFILES[name].make(either):
        assert not isinstance(statement, str)
        assert isinstance(statement.subject, ox.NamedNode), statement
        assert not isinstance(statement.object, ox.BlankNode), statement


@pytest.mark.parametrize("name", ["schema-org", "web-annotation", "rdf-12"])
@pytest.mark.parametrize("syntax", [ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS, ox.RdfFormat.TRIG])
def test_another_rdf_format_says_the_same(name: str, syntax: ox.RdfFormat, everything: Graph) -> None:
    text = PROFILES[name].write(everything, syntax)
    assert {quad.triple for quad in ox.parse(text, format=syntax)} == set(triples(name, everything))


def test_a_format_that_cannot_hold_a_profile_is_refused(everything: Graph) -> None:
    with pytest.raises(ExportError, match="nanopublications has named graphs"):
        PROFILES["nanopublications"].write(everything, ox.RdfFormat.TURTLE)
    with pytest.raises(ExportError):
        PROFILES["rdf-12"].write(everything, ox.RdfFormat.JSON_LD)
    with pytest.raises(ValueError, match="no RDF"):
        PROFILES["wikidata"].write(everything, ox.RdfFormat.TURTLE)


@pytest.mark.parametrize("name", PROFILES)
def test_an_identifier_that_is_not_confirmed_is_followed_in_no_profile(name: str, graph: Graph) -> None:
    guesses = {
        literal.value.partition(":")[2]
        for (literal,) in graph.query(f"PREFIX hg: <{ONTOLOGY}> SELECT ?id {{ ?x hg:unconfirmedIdentifier ?id }}").rows
    }
    confirmed = {
        str(literal.value)
        for (literal,) in graph.query(
            f"PREFIX hg: <{ONTOLOGY}> SELECT ?id {{ ?x hg:imdbId|hg:wikidataId|hg:musicBrainzId|hg:youtubeId|hg:tmdbId ?id }}"
        ).rows
    }
    assert guesses
    text = PROFILES[name].write(graph).decode()
    if name == "rdf-12":  # it says everything, and this is said as a guess
        assert "hg:unconfirmedIdentifier" in text
        return
    assert "unconfirmedIdentifier" not in text
    words = set(re.findall(r"[\w-]+", text))
    assert not {guess for guess in guesses - confirmed if len(guess) > 6} & words  # a shorter number may be anything


@pytest.fixture
def _kept_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many graphs that are looked at once need no place on the disk."""
    monkeypatch.setattr("homage_graph.store.cache.keep", lambda *_: None)


@pytest.mark.usefixtures("_kept_nowhere")
def test_what_each_profile_drops_is_what_its_page_says(tmp_path: Path) -> None:
    """A property is dropped if a graph without it, reasoned over again, gives the same file."""
    page = (ROOT / "docs" / "profiles.md").read_text("utf-8")
    lines = re.findall(r"(?m)^Dropped from `([a-z0-9-]+)`: (.*)$", page)
    assert {name for name, _ in lines} == set(PROFILES)
    said = {name: set(re.findall(r"`([a-z]+:[A-Za-z0-9]+)`", text)) for name, text in lines}
    written = tuple(
        q.triple for q in ox.parse(path=str(EVERYTHING / "data" / "everything.ttl"), format=ox.RdfFormat.TURTLE)
    )
    whole = saying(tmp_path / "whole", as_turtle(written))
    made = {name: profile.make(whole) for name, profile in PROFILES.items()}
    dropped: defaultdict[str, set[str]] = defaultdict(set)
    for predicate in sorted({triple.predicate for triple in written} - {RDF_TYPE}, key=str):
        without = saying(tmp_path / "without", as_turtle(t for t in written if t.predicate != predicate))
        for name in PROFILES:
            if PROFILES[name].make(without) == made[name]:
                dropped[name].add(short(predicate.value))
    for name in PROFILES:
        if name == "wikidata":  # its page names what is kept, which is little
            assert {short(t.predicate.value) for t in written} - {"rdf:type"} - dropped[name] == said[name]
        else:
            assert dropped[name] == said[name], name


def as_turtle(written: Iterable[ox.Triple]) -> str:
    return (ox.serialize(tuple(written), format=ox.RdfFormat.TURTLE) or b"").decode()


def short(iri: str) -> str:
    prefix, namespace = max(
        ((p, ns) for p, ns in PREFIXES.items() if iri.startswith(ns)), key=lambda pair: len(pair[1])
    )
    return f"{prefix}:{iri.removeprefix(namespace)}"


# ----------------------------------------------------------------- schema.org


class Vocabulary:
    """A vocabulary with its classes, properties, and what each property is said of."""

    def __init__(self, statements: Iterable[ox.Triple]) -> None:
        self.values: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        for triple in statements:
            subject, predicate, target = (
                getattr(term, "value", "").replace("http://schema.org/", "https://schema.org/")
                for term in (triple.subject, triple.predicate, triple.object)
            )
            self.values[subject, re.split("[#/]", predicate)[-1]].add(target)

    def kinds(self, kind: str) -> set[str]:
        """A class and all above it."""
        found, new = {kind}, {kind}
        while new := {above for one in new for above in self.values[one, "subClassOf"]} - found:
            found |= new
        return found


DATATYPES = {
    "string": {"Text"},
    "langString": {"Text"},
    "date": {"Date"},
    "gYear": {"Date"},
    "gYearMonth": {"Date"},
}
SCHEMA = PREFIXES["schema"]


def faults_of_schema_org(statements: Iterable[ox.Triple], vocabulary: Vocabulary) -> list[str]:
    """Terms that are not there or given up, and subjects and objects outside what a property is meant for."""
    statements = tuple(statements)
    types: defaultdict[str, set[str]] = defaultdict(set)
    for triple in statements:
        if triple.predicate == RDF_TYPE:
            types[triple.subject.value] |= vocabulary.kinds(triple.object.value)  # type: ignore[union-attr]
    faults = []
    for triple in statements:
        term = triple.object if triple.predicate == RDF_TYPE else triple.predicate
        wanted = "Class" if triple.predicate == RDF_TYPE else "Property"
        if wanted not in {re.split("[#/]", kind)[-1] for kind in vocabulary.values[term.value, "type"]}:
            faults.append(f"no such term: {triple}")
        elif vocabulary.values[term.value, "supersededBy"]:
            faults.append(f"given up: {triple}")
        elif triple.predicate != RDF_TYPE:
            if not vocabulary.values[term.value, "domainIncludes"] & types[triple.subject.value]:
                faults.append(f"not said of that: {triple}")
            fitting = {kind.removeprefix(SCHEMA) for kind in vocabulary.values[term.value, "rangeIncludes"]}
            if isinstance(triple.object, ox.Literal):
                given = DATATYPES.get(re.split("[#/]", triple.object.datatype.value)[-1], set())
            else:
                given = {kind.removeprefix(SCHEMA) for kind in types[triple.object.value]} | {"URL"}
            if not fitting & given and "Thing" not in fitting:
                faults.append(f"no such value: {triple}")
    return faults


@pytest.fixture(scope="module")
def schema_org() -> Vocabulary:
    text = gzip.decompress((SCHEMAS / "vocabularies" / "schema.nq.gz").read_bytes())
    return Vocabulary(quad.triple for quad in ox.parse(text, format=ox.RdfFormat.N_QUADS))


def test_every_term_of_schema_org_is_there_and_used_as_it_says(either: Graph, schema_org: Vocabulary) -> None:
    assert faults_of_schema_org(triples("schema-org", either), schema_org) == []


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("<x:a> a schema:Film .", "no such term"),
        ("<x:a> a schema:Movie ; schema:homageOf <x:a> .", "no such term"),
        ("<x:a> a schema:Movie ; schema:isBasedOnUrl <x:b> .", "given up"),
        ("<x:a> a schema:Movie ; schema:byArtist <x:b> . <x:b> a schema:Person .", "not said of that"),
        ("<x:a> a schema:Movie ; schema:director <x:b> . <x:b> a schema:Movie .", "no such value"),
        ('<x:a> a schema:Movie ; schema:datePublished "1999" .', "no such value"),
        ('<x:a> a schema:Movie ; schema:sameAs "https://e.org/" .', "no such value"),
    ],
)
def test_the_check_of_schema_org_finds(line: str, fault: str, schema_org: Vocabulary) -> None:
    read = [quad.triple for quad in ox.parse(f"@prefix schema: <{SCHEMA}> . {line}", format=ox.RdfFormat.TURTLE)]
    (found,) = faults_of_schema_org(read, schema_org)
    assert found.startswith(fault)


def test_a_citation_of_schema_org_is_a_plain_edge_or_a_claims_quotation(either: Graph) -> None:
    made = triples("schema-org", either)
    edges = {t for t in either.published if t.predicate in (HG.homageOf, HG.recreatesScene)}
    quoted = {t for t in either.published if t.predicate == HG.evidence and either_is(either, t.subject, HG.Claim)}
    said = {(str(t.subject), str(t.object)) for t in (*edges, *quoted)}
    assert pairs(made, ox.NamedNode(f"{SCHEMA}citation")) == said
    assert not pairs(made, ox.NamedNode(f"{SCHEMA}isBasedOn")) & {(str(t.subject), str(t.object)) for t in edges}


def either_is(graph: Graph, subject: ox.NamedNode | ox.BlankNode | ox.Triple, kind: ox.NamedNode) -> bool:
    return ox.Triple(subject, RDF_TYPE, kind) in _published(graph)


def _published(graph: Graph) -> frozenset[ox.Triple]:
    if not hasattr(graph, "_published_set"):
        graph._published_set = frozenset(graph.published)  # type: ignore[attr-defined]
    return graph._published_set  # type: ignore[attr-defined, no-any-return]


def test_schema_org_has_as_many_of_each_as_the_graph(graph: Graph) -> None:
    made = Counter(t.object.value for t in triples("schema-org", graph) if t.predicate == RDF_TYPE)  # type: ignore[union-attr]
    for kind, pattern in {
        "Movie": "?x a hg:Film",
        "MusicVideoObject": "?x a hg:MusicVideo",
        "MusicGroup": "?x a hg:Group",
        "Person": "{ ?x a hg:Person } UNION { ?x a hg:Character }",
        "Clip": "?x a hg:Scene",
        "Claim": "?x a hg:Claim",
        "Quotation": "?x a hg:Evidence",
    }.items():
        ((number,),) = graph.query(f"{IN_PREFIXES} SELECT (COUNT(DISTINCT ?x) AS ?n) {{ {pattern} }}").rows
        assert made[SCHEMA + kind] == int(number.value), kind


def test_a_denied_claim_appears_in_no_page(everything: Graph) -> None:
    appears = pairs(triples("schema-org", everything), ox.NamedNode(f"{SCHEMA}appearance"))
    assert {claim for claim, _ in appears}.isdisjoint({str(thing("denied")), str(thing("guess"))})
    assert (str(thing("whole")), str(thing("page"))) in appears


# ------------------------------------------------------------- Web Annotation


def test_every_piece_of_evidence_for_something_is_an_annotation_with_its_words(either: Graph) -> None:
    rows = either.query(
        f"""{IN_PREFIXES} SELECT ?quote ?page ?of {{
            ?evidence hg:quote ?quote ; hg:source ?source . ?of hg:evidence ?evidence
            OPTIONAL {{ ?source schema:url ?url }} BIND (COALESCE(?url, ?source) AS ?page) }}"""
    ).rows
    store = ox.Store()
    store.load(PROFILES["web-annotation"].write(either), format=ox.RdfFormat.TURTLE)
    found = store.query(
        f"""PREFIX oa: <{OA}> SELECT ?quote ?page ?of {{
            ?annotation a oa:Annotation ; oa:hasBody ?of ; oa:hasTarget ?target ; oa:motivatedBy ?motive .
            ?target a oa:SpecificResource ; oa:hasSource ?page ; oa:hasSelector ?selector .
            ?selector a oa:TextQuoteSelector ; oa:exact ?quote }}"""
    )
    assert {tuple(term.value for term in row) for row in found} == {tuple(term.value for term in row) for row in rows}
    assert len(rows) > 10


def test_the_motivation_says_what_the_quote_does(everything: Graph) -> None:
    motives = pairs(triples("web-annotation", everything), ox.NamedNode(f"{OA}motivatedBy"))
    told = {subject.rpartition("/")[2].partition("#")[0]: motive.rpartition("#")[2][:-1] for subject, motive in motives}
    assert told["e-whole"] == "linking"
    assert told["e-parts"] == "assessing"
    assert told["e-denied"] == "assessing"
    assert told["e-guess"] == "questioning"
    assert told["e-premise"] == "highlighting"
    assert "aside" not in told
    assert len(motives) == len(told)


def test_every_term_of_web_annotation_is_there_and_said_of_what_it_may_be(either: Graph) -> None:
    text = gzip.decompress((SCHEMAS / "vocabularies" / "oa.nq.gz").read_bytes())
    vocabulary = Vocabulary(quad.triple for quad in ox.parse(text, format=ox.RdfFormat.N_QUADS))
    made = triples("web-annotation", either)
    types: defaultdict[str, set[str]] = defaultdict(set)
    for triple in made:
        if triple.predicate == RDF_TYPE:
            types[triple.subject.value] |= vocabulary.kinds(triple.object.value)  # type: ignore[union-attr]
    used = {term.value for t in made for term in (t.predicate, t.object) if isinstance(term, ox.NamedNode)}
    for term in (term for term in used if term.startswith(OA)):
        assert vocabulary.values[term, "type"], term
    for triple in (triple for triple in made if triple.predicate.value.startswith(OA)):
        domains = vocabulary.values[triple.predicate.value, "domain"]
        assert not domains or domains & types[triple.subject.value], triple
        ranges = vocabulary.values[triple.predicate.value, "range"]
        if isinstance(triple.object, ox.Literal):
            assert ranges == {triple.object.datatype.value}, triple
        elif f"{OA}Motivation" in ranges:
            assert f"{OA}Motivation" in vocabulary.values[triple.object.value, "type"], triple
        else:
            assert not ranges or ranges & types[triple.object.value], triple


# ----------------------------------------------------------- nanopublications


def faults_of_nanopublications(statements: Iterable[ox.Quad]) -> list[str]:
    """What breaks the criteria of a well-formed nanopublication in the Nanopublication Guidelines."""
    statements = tuple(statements)
    faults = []
    seen: set[ox.NamedNode] = set()
    heads = [q for q in statements if q.predicate == RDF_TYPE and q.object == ox.NamedNode(f"{NP}Nanopublication")]
    for quad in heads:
        whole, head = quad.subject, quad.graph_name
        parts = [head]
        for role in ("hasAssertion", "hasProvenance", "hasPublicationInfo"):
            found = [
                q.object
                for q in statements
                if q.predicate.value == NP + role and (q.subject, q.graph_name) == (whole, head)
            ]
            if len(found) != 1:
                faults.append(f"{whole} has {len(found)} by {role}")
                break
            parts += found
        else:
            inside = {part: [q for q in statements if q.graph_name == part] for part in parts}
            _, assertion, provenance, info = parts
            if len(set(parts)) != 4 or seen & set(parts):
                faults.append(f"{whole} has parts that are one")
            seen |= set(parts)
            if len(inside[head]) != 4:
                faults.append(f"{whole} has more in its head")
            faults += [f"{part} is empty" for part in parts if not inside[part]]
            if not any(assertion in (q.subject, q.object) for q in inside[provenance]):
                faults.append(f"{whole} has a provenance of something else")
            if not any(q.subject == whole for q in inside[info]):
                faults.append(f"{whole} has information on something else")
    faults += [f"in no nanopublication: {q}" for q in statements if q.graph_name not in seen]
    return faults


def test_nanopublications_are_well_formed(everything: Graph) -> None:
    made = quads("nanopublications", everything)
    assert faults_of_nanopublications(made) == []
    assert sum(q.object == ox.NamedNode(f"{NP}Nanopublication") for q in made) == 11


def test_those_of_the_bundled_graph_are_well_formed_too(graph: Graph) -> None:
    apart: defaultdict[str, list[ox.Quad]] = defaultdict(list)
    for quad in quads("nanopublications", graph):
        apart[quad.graph_name.value.rpartition("#")[0]].append(quad)
    assert [fault for each in apart.values() for fault in faults_of_nanopublications(each)] == []
    ((number,),) = graph.query(
        f"{IN_PREFIXES} SELECT (COUNT(DISTINCT ?x) AS ?n) {{ ?x a hg:Claim ; hg:evidence [] }}"
    ).rows
    assert len(apart) == int(number.value)


@pytest.mark.parametrize("part", ["Head", "assertion", "provenance", "pubinfo"])
def test_the_check_of_nanopublications_finds_a_missing_part(part: str, everything: Graph) -> None:
    made = quads("nanopublications", everything)
    gone = f"{thing('whole').value}#{part}"
    assert faults_of_nanopublications(q for q in made if q.graph_name.value != gone)


def test_an_assertion_has_the_edges_that_its_homage_entails_and_no_others(either: Graph) -> None:
    edges = entailed(either)
    said: defaultdict[str, set[ox.Triple]] = defaultdict(set)
    for quad in quads("nanopublications", either):
        claim, _, part = quad.graph_name.value.rpartition("#")
        if part == "assertion" and quad.subject.value != claim:
            said[claim].add(quad.triple)
    assert dict(said) == {homage.value: set(following) for homage, following in edges.items()}


def test_rdflib_reads_the_same_nanopublications(everything: Graph) -> None:
    read = rdflib.Dataset()
    read.parse(data=PROFILES["nanopublications"].write(everything).decode(), format="trig")
    made: defaultdict[str, list[ox.Triple]] = defaultdict(list)
    for quad in quads("nanopublications", everything):
        made[quad.graph_name.value].append(quad.triple)
    graphs = {str(part.identifier): set(part) for part in read.graphs() if len(part)}
    assert graphs == {name: set(to_rdflib(statements)) for name, statements in made.items()}


def test_no_nanopublication_has_a_date_that_the_data_set_does_not_say(everything: Graph) -> None:
    created = {
        q.object for q in quads("nanopublications", everything) if q.predicate.value == f"{PREFIXES['dct']}created"
    }
    assert {str(date) for date in created} == {f'"2026-01-02"^^<{PREFIXES["xsd"]}date>'}


# ------------------------------------------------------------------- Wikidata


def test_no_two_works_of_the_bundled_graph_that_quote_each_other_have_items_yet(graph: Graph) -> None:
    ((known,),) = graph.query(
        f"{IN_PREFIXES} SELECT (COUNT(*) AS ?n) {{ ?x hg:homageOf ?y . ?x hg:wikidataId [] . ?y hg:wikidataId [] }}"
    ).rows
    text = PROFILES["wikidata"].write(graph).decode()
    assert (known.value == "0") == text.startswith("# no edge")


def test_commands_are_of_confirmed_items_with_quote_page_and_date(everything: Graph) -> None:
    lines = [line.split("\t") for line in PROFILES["wikidata"].write(everything).decode().splitlines()]
    assert lines == [
        ["Q1001", INSPIRED_BY, "Q2001", "S854", '"https://example.org/copy"', "S577", "+2022-04-05T00:00:00Z/11"],
        ["Q1001", INSPIRED_BY, "Q2001", "S854", '"https://example.org/page"', "S577", "+2022-03-00T00:00:00Z/10"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('hg:wikidataId "Q1001"', 'hg:unconfirmedIdentifier "wikidata:Q1001"'),
        ('hg:wikidataId "Q1001"', 'hg:wikidataId "P1001"'),
        ("schema:sameAs wd:Q2001", "schema:sameAs wd:Q2002"),
        ('hg:wikidataId "Q2001" ;\n    schema:sameAs wd:Q2001 ;', ""),
    ],
)
def test_no_command_is_of_a_work_whose_item_is_not_certain(old: str, new: str, tmp_path: Path) -> None:
    text = (EVERYTHING / "data" / "everything.ttl").read_text("utf-8")
    assert old in text
    assert PROFILES["wikidata"].write(saying(tmp_path, text.replace(old, new))).startswith(b"# no edge")


# -------------------------------------------------------------------- RDF 1.2


def reified(graph: Graph) -> dict[ox.Triple, set[ox.NamedNode]]:
    found: defaultdict[ox.Triple, set[ox.NamedNode]] = defaultdict(set)
    for triple in triples("rdf-12", graph):
        if triple.predicate == REIFIES:
            found[triple.object].add(triple.subject)  # type: ignore[index, arg-type]
    return dict(found)


def test_every_plain_edge_is_reified_by_a_homage_and_nothing_else_is(either: Graph) -> None:
    edges = {t for t in either.published if t.predicate in (*PLAIN, HG.homageToDirector)}
    found = reified(either)
    assert set(found) == edges
    for claims in found.values():
        for claim in claims:
            assert either_is(either, claim, HG.Homage) and not either_is(either, claim, HG.Conjecture)


def test_the_proof_of_an_edge_comes_down_to_one_of_the_homages_that_reify_it(either: Graph) -> None:
    found = sorted(reified(either).items(), key=str)
    for edge, claims in found[:: max(1, len(found) // 40)]:
        proof = either.explain(edge.subject, edge.predicate, edge.object).proof  # type: ignore[arg-type]
        assert proof is not None
        assert claims & {leaf[0] for leaf in proof.written()}, edge


@pytest.mark.usefixtures("_kept_nowhere")
def test_a_homage_entails_just_the_edges_that_follow_from_it_alone(everything: Graph, tmp_path: Path) -> None:
    written = tuple(
        q.triple for q in ox.parse(path=str(EVERYTHING / "data" / "everything.ttl"), format=ox.RdfFormat.TURTLE)
    )
    homages = {t.subject for t in written if t.predicate == HG.inWork}
    edges = entailed(everything)
    assert len(homages) == 8
    for homage in homages:
        alone = [t for t in written if t.predicate != HG.inWork or t.subject == homage]
        left = saying(tmp_path, as_turtle(alone)).published
        assert {t for t in left if t.predicate in (*PLAIN, HG.homageToDirector)} == set(edges[homage]), homage  # type: ignore[index]


def test_without_what_reifies_rdf_1_2_is_the_whole_graph(either: Graph) -> None:
    plain = [triple for triple in triples("rdf-12", either) if triple.predicate != REIFIES]
    assert set(plain) == set(either.published)
    text = ox.serialize(plain, format=ox.RdfFormat.N_TRIPLES)
    assert set(rdflib.Graph().parse(data=text, format="nt")) == set(to_rdflib(either.published))


def test_turtle_annotates_the_edges_and_sparql_finds_the_words_behind_them(graph: Graph) -> None:
    text = PROFILES["rdf-12"].write(graph).decode()
    assert "\nvideo:iu-lilac hg:recreatesScene scene:oldboy-corridor-fight ~ homage:lilac-corridor-fight .\n" in text
    store = ox.Store()
    store.load(text.encode(), format=ox.RdfFormat.TURTLE)
    found = store.query(
        f"""{IN_PREFIXES} SELECT ?quote {{
            ?claim rdf:reifies <<( video:iu-lilac hg:homageOf film:oldboy )>> ; hg:evidence/hg:quote ?quote }}"""
    )
    quotes = {row["quote"].value for row in found}  # type: ignore[union-attr, index]
    assert "Oldboy (2003) in IU’s ‘LILAC’" in quotes
    assert len(quotes) == 3


def test_the_names_of_the_profiles_are_their_keys_and_on_their_page() -> None:
    page = (ROOT / "docs" / "profiles.md").read_text("utf-8")
    seen: Mapping[str, str] = {name: profile.title for name, profile in PROFILES.items()}
    for name, title in seen.items():
        assert PROFILES[name].name == name
        assert f"`{name}`" in page and title in page
