from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from rdflib.compare import isomorphic

from conftest import ROOT, Homage
from homage_graph.errors import ContradictionError, ExportError
from homage_graph.interchange import from_rdflib, to_rdflib
from homage_graph.publishing.canonical import canonical
from homage_graph.publishing.export import FORMATS, serialise, serialise_dataset
from homage_graph.publishing.selection import INFERRED, Selection

if TYPE_CHECKING:
    from homage_graph import Graph

RELEASE = ROOT / "release" / "homage-graph.ttl"


def test_the_release_is_fresh(graph: Graph) -> None:
    assert RELEASE.read_bytes() == graph.export(), "run: homage export -o release/homage-graph.ttl"


def test_the_bytes_depend_on_no_hash_seed_locale_or_cache(homage: Homage, tmp_path: Path) -> None:
    seen = set()
    for number, environment in enumerate(
        (
            {"PYTHONHASHSEED": "1", "LC_ALL": "C", "LANG": "C", "TZ": "UTC"},
            {"PYTHONHASHSEED": "4242", "LC_ALL": "C.UTF-8", "PYTHONUTF8": "0", "TZ": "Asia/Seoul"},
            {"PYTHONHASHSEED": "7", "LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        )
    ):
        cache = {"XDG_CACHE_HOME": str(tmp_path / f"cache-{number}")}
        done = homage("export", environment={**environment, **cache})
        assert done.returncode == 0, done.stderr
        seen.add(done.stdout)
    assert seen == {RELEASE.read_bytes()}


def test_rdflib_and_pyoxigraph_load_the_same_graph_from_it(graph: Graph) -> None:
    in_oxigraph = {quad.triple for quad in ox.parse(path=str(RELEASE), format=ox.RdfFormat.TURTLE)}
    assert in_oxigraph == set(graph.published)
    assert set(rdflib.Graph().parse(RELEASE)) == set(to_rdflib(in_oxigraph))
    lines = graph.export("ntriples")
    assert {quad.triple for quad in ox.parse(lines, format=ox.RdfFormat.N_TRIPLES)} == in_oxigraph
    assert lines.decode().splitlines() == [f"{triple} ." for triple in graph.published]


def test_a_consumer_sees_the_plain_edge_and_the_claim_behind_it() -> None:
    released = rdflib.Graph().parse(RELEASE)
    rows = released.query(
        """PREFIX hg: <https://w3id.org/homage-graph/ontology#>
        SELECT ?quote { ?video hg:homageOf ?film ; hg:hasHomage ?homage . ?film hg:imdbId "tt0364569" .
                        ?homage hg:ofScene/hg:sceneOf ?film ; hg:evidence/hg:quote ?quote } ORDER BY ?quote"""
    )
    assert [str(row[0]) for row in rows] == [
        "And that, perhaps, is exactly the point of recreating the scene in the music video for ‘LILAC’",
        "Like Choi Min-sik’s ghostly Dae-su, IU clashes with a string of goons",
        "draws inspiration from the iconic corridor fight scene in Park Chan-wook’s 2003 film Oldboy starring Choi Min‑sik",
        'the preview video shows a clear visual reference to the classic South Korean film "Oldboy"',
    ]


def test_there_is_no_noise_in_it(graph: Graph) -> None:
    noisy = (
        "http://www.w3.org/2000/01/rdf-schema#",
        "http://www.w3.org/2002/07/owl#",
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    )
    for triple in graph.published:
        assert isinstance(triple.subject, ox.NamedNode), triple
        assert not isinstance(triple.object, ox.BlankNode), triple
        assert not triple.predicate.value.endswith("#sameAs"), triple
        assert not triple.subject.value.startswith((*noisy, "http://www.w3.org/2001/XMLSchema#")), triple
        if triple.predicate.value.endswith("#type"):
            assert not triple.object.value.startswith(noisy), triple


def test_literals_keep_their_spelling(tmp_path: Path) -> None:
    from homage_graph import load

    file = tmp_path / "spelling.ttl"
    file.write_text(
        "@prefix x: <urn:x:> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
        'x:a x:p 1.50 , "007"^^xsd:integer , "1"^^xsd:byte , "a\\tb\\n\\u0000" , "é"@fr-BE .\n',
        "utf-8",
    )
    text = load(file).export("ntriples")
    for spelling in (b'"1.50"', b'"007"', b"#byte", b"\\t", "é".encode()):
        assert spelling in text


def test_blank_nodes_that_a_thing_leads_to_are_kept_and_labelled_alike(tmp_path: Path) -> None:
    from homage_graph import load

    file = tmp_path / "blank.ttl"
    file.write_text(
        "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
        "<urn:a> <urn:p> [ <urn:q> [ <urn:r> 1 ] , _:x ] . _:x <urn:s> 2 .\n"
        "<urn:C> a owl:Class ; owl:oneOf ( <urn:a> ) .",
        "utf-8",
    )
    assert load(file).export() == load(file).export()
    back = list(ox.parse(load(file).export("ntriples"), format=ox.RdfFormat.N_TRIPLES))
    assert sorted(quad.predicate.value for quad in back if not quad.predicate.value.endswith("type")) == [
        "urn:p", "urn:q", "urn:q", "urn:r", "urn:s",
    ]  # fmt: skip


SELECTIONS = [selection.value for selection in Selection]


@pytest.mark.parametrize("selection", SELECTIONS)
@pytest.mark.parametrize("form", FORMATS)
def test_every_format_of_every_selection_loads_to_the_same_graph(form: str, selection: str, graph: Graph) -> None:
    text = graph.export(form, selection)
    plain = {quad.triple for quad in ox.parse(graph.export("ntriples", selection), format=ox.RdfFormat.N_TRIPLES)}
    quads = set(ox.parse(text, format=FORMATS[form]))
    about_graphs = {
        quad.triple for quad in quads if str(quad.subject).startswith("<https://w3id.org/homage-graph/graph/")
    }
    assert {quad.triple for quad in quads} - about_graphs == plain
    names = {
        "turtle": "turtle",
        "ntriples": "nt",
        "rdfxml": "xml",
        "jsonld": "json-ld",
        "trig": "trig",
        "nquads": "nquads",
    }
    in_rdflib = set(rdflib.Dataset(default_union=True).parse(data=text, format=names[form]).triples((None, None, None)))
    assert in_rdflib == set(to_rdflib(plain | about_graphs))


def test_the_selections_are_parts_of_the_whole(graph: Graph) -> None:
    of = {
        selection: {
            quad.triple for quad in ox.parse(graph.export("ntriples", selection), format=ox.RdfFormat.N_TRIPLES)
        }
        for selection in SELECTIONS
    }
    assert of["all"] == of["asserted"] | of["inferred"]
    assert not of["asserted"] & of["inferred"]
    asked = graph.query(
        "PREFIX hg: <https://w3id.org/homage-graph/ontology#>"
        " CONSTRUCT { ?work ?edge ?end } { VALUES ?edge { hg:homageOf hg:recreatesScene hg:usesTechnique hg:stylingDrawnFrom }"
        " ?work ?edge ?end }"
    )
    assert of["edges"] == set(asked.triples or ())
    assert len(of["edges"]) > 150


def test_in_a_data_set_the_graphs_are_kept_apart(graph: Graph) -> None:
    quads = set(ox.parse(graph.export("nquads"), format=ox.RdfFormat.N_QUADS))
    assert {quad.triple for quad in quads if quad.graph_name == INFERRED} == set(graph.inferred())
    derived = ox.NamedNode("http://www.w3.org/ns/prov#wasDerivedFrom")
    assert [quad.object for quad in quads if quad.predicate == derived and quad.subject == INFERRED]
    assert graph.export("nquads").splitlines() == sorted(graph.export("nquads").splitlines())


@pytest.mark.parametrize(
    ("turtle", "reason"),
    [
        ('<urn:a> <urn:1> "x" .', "not well-formed"),
        ('<urn:a> <urn:b> "\\u0001" .', "XML has no U+0001"),
        ('<urn:a> <urn:b> "\\r" .', "XML has no U+000D"),
    ],
)
def test_what_a_format_cannot_hold_is_an_error_and_nothing_is_written(
    turtle: str, reason: str, homage: Homage, tmp_path: Path
) -> None:
    (tmp_path / "odd.ttl").write_text(turtle, "utf-8")
    done = homage("export", "--graph", tmp_path / "odd.ttl", "--format", "rdfxml", "-o", tmp_path / "out.rdf")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().startswith(f"homage: the graph cannot be written as rdfxml: {reason}")
    assert not (tmp_path / "out.rdf").exists()


def test_one_selection_at_a_time(homage: Homage) -> None:
    done = homage("export", "--asserted", "--only-edges")
    assert (done.returncode, done.stdout) == (2, b"")
    assert "one or the other" in done.stderr.decode()


def test_graphs_with_names_need_a_format_that_has_them(graph: Graph) -> None:
    with pytest.raises(ValueError, match="can be exported as trig, nquads, not as turtle"):
        serialise_dataset({INFERRED: graph.inferred()}, "turtle")


def test_an_unknown_form_is_refused(graph: Graph) -> None:
    with pytest.raises(ValueError, match="can be exported as turtle, ntriples, jsonld, rdfxml, not as xml"):
        graph.export("xml")


def test_a_graph_that_contradicts_itself_is_not_published(tmp_path: Path) -> None:
    from homage_graph import load

    file = tmp_path / "wrong.ttl"
    file.write_text(
        "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n<urn:Film> owl:disjointWith <urn:Video> . <urn:x> a <urn:Film> , <urn:Video> .",
        "utf-8",
    )
    with pytest.raises(ContradictionError, match="urn:x"):
        load(file).export()


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
IRIS = st.sampled_from(
    [ox.NamedNode(f"https://w3id.org/homage-graph/id/film/{slug}") for slug in ("a", "b.c", "d-", "é")]
)
TERMS = st.one_of(
    IRIS,
    TEXT.map(ox.Literal),
    TEXT.map(lambda text: ox.Literal(text, language="en-gb")),
    TEXT.map(lambda text: ox.Literal(text, datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer"))),
    st.sampled_from([ox.BlankNode("x"), ox.BlankNode("y")]),
)
TRIPLES = st.sets(st.builds(ox.Triple, st.one_of(IRIS, st.just(ox.BlankNode("x"))), IRIS, TERMS), max_size=8)


@given(TRIPLES)
def test_any_graph_comes_back_from_its_export(triples: set[ox.Triple]) -> None:
    written = canonical(triples)
    for form, syntax in (("turtle", ox.RdfFormat.TURTLE), ("ntriples", ox.RdfFormat.N_TRIPLES)):
        back = {quad.triple for quad in ox.parse(serialise(written, form), format=syntax)}
        assert canonical(back) == written


@given(TRIPLES)
def test_any_graph_comes_back_from_its_data_set(triples: set[ox.Triple]) -> None:
    for form in ("trig", "nquads"):
        text = serialise_dataset({INFERRED: canonical(triples)}, form)
        back = list(ox.parse(text, format=FORMATS[form]))
        assert {quad.graph_name for quad in back} <= {INFERRED}
        assert canonical(quad.triple for quad in back) == canonical(triples)


@given(TRIPLES)
def test_any_graph_comes_back_from_rdf_xml_or_is_refused(triples: set[ox.Triple]) -> None:
    try:
        text = serialise(canonical(triples), "rdfxml")
    except ExportError:
        return
    assert isomorphic(rdflib.Graph().parse(data=text, format="xml"), to_rdflib(triples))


@given(TRIPLES)
def test_any_graph_survives_the_way_to_rdflib_and_back(triples: set[ox.Triple]) -> None:
    graph = to_rdflib(triples)
    assert set(from_rdflib(graph)) == triples
    assert isomorphic(graph, to_rdflib(canonical(triples)))


def test_the_command_says_where_it_wrote(homage: Homage, tmp_path: Path) -> None:
    target = tmp_path / "out.ttl"
    done = homage("export", "-o", target)
    assert (done.returncode, done.stdout) == (0, b"")
    assert str(target) in done.stderr.decode()
    assert target.read_bytes() == RELEASE.read_bytes()


def test_importing_the_package_needs_neither_rdflib_nor_pyshacl() -> None:
    code = (
        "import sys, homage_graph; homage_graph.load; print(sorted({'rdflib', 'pyshacl', 'owlrl'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=ROOT)
    assert done.stdout == b"[]\n"


def test_one_thing_comes_with_what_belongs_to_it_and_nothing_else(graph: Graph) -> None:
    text = graph.export("turtle", about=graph.find("Oldboy")).decode()
    subjects = {block.partition(" ")[0] for block in text.split("\n\n")}
    assert {
        "film:oldboy", "scene:oldboy-corridor-fight", "homage:lilac-corridor-fight", "alteration:lilac-train",
        "evidence:n019", "source:nme-2021-seven-films", "video:iu-lilac",
    } <= subjects  # fmt: skip
    assert "homage:lovesong-solo-mambo" not in text
    video = next(block for block in text.split("\n\n") if block.startswith("video:iu-lilac "))
    assert video.splitlines()[1:] == ['    rdfs:label "LILAC"@en .']


def test_every_quote_about_a_work_is_in_the_export_about_it(graph: Graph) -> None:
    answer = graph.ask("videos-that-quote-a-film", work="Oldboy")
    quotes = {row[answer.variables.index("quote")].value for row in answer.rows}
    exported = {triple.object.value for triple in triples_of(graph.export("ntriples", about=graph.find("Oldboy")))}
    assert quotes
    assert quotes <= exported


def triples_of(text: bytes) -> set[ox.Triple]:
    return {quad.triple for quad in ox.parse(text, format=ox.RdfFormat.N_TRIPLES)}


def test_a_query_says_what_is_exported(homage: Homage, tmp_path: Path, graph: Graph) -> None:
    (tmp_path / "edges.rq").write_text(
        "PREFIX hg: <https://w3id.org/homage-graph/ontology#> CONSTRUCT WHERE { ?video hg:usesTechnique ?technique }"
    )
    done = homage("export", "--query", tmp_path / "edges.rq", "--format", "ntriples")
    uses = ox.NamedNode("https://w3id.org/homage-graph/ontology#usesTechnique")
    assert triples_of(done.stdout) == {triple for triple in graph.published if triple.predicate == uses}
    refused = homage("export", "--query", "techniques")
    assert (refused.returncode, refused.stdout) == (2, b"")
    assert "answers no graph" in refused.stderr.decode()


def test_what_xml_cannot_hold_is_an_error_of_a_profile_too(homage: Homage, tmp_path: Path) -> None:
    (tmp_path / "odd.ttl").write_text(
        "@prefix hg: <https://w3id.org/homage-graph/ontology#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> ."
        ' <urn:a> a hg:Film ; rdfs:label "\\u0001" .',
        "utf-8",
    )
    done = homage("export", "--graph", tmp_path / "odd.ttl", "--profile", "schema-org", "--format", "rdfxml")
    assert (done.returncode, done.stdout) == (2, b"")
    assert "XML has no U+0001" in done.stderr.decode()


def test_a_profile_that_is_no_rdf_has_no_format_of_rdf(homage: Homage) -> None:
    done = homage("export", "--profile", "wikidata", "--format", "ntriples")
    assert (done.returncode, done.stdout) == (2, b"")
    assert "is no RDF" in done.stderr.decode()


def test_the_hash_of_every_export_that_loses_nothing_is_the_same(graph: Graph) -> None:
    of = set()
    for form in ("turtle", "ntriples", "jsonld", "rdfxml"):
        of.add(canonical(quad.triple for quad in ox.parse(graph.export(form), format=FORMATS[form])))
    assert of == {graph.published}
