from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from conftest import ROOT, Homage
from homage_graph import Graph
from homage_graph.publishing.canonical import canonical
from homage_graph.reading import parse
from homage_graph.validation.renderers import as_json, as_text, as_turtle
from homage_graph.validation.shacl.judge import Judge, ShapesError, whole_graph
from homage_graph.validation.shacl.sieve import Sieve
from homage_graph.validation.shacl.written import Written

BAD = ROOT / "tests" / "shapes" / "HG004" / "bad.ttl"


def test_the_bundled_graph_conforms(graph: Graph) -> None:
    report = graph.validate()
    assert (report.findings, report.conforms, report.acceptable, report.is_readable) == ((), True, True, True)
    assert report.shapes == 79


def test_a_finding_points_at_the_very_term(graph: Graph) -> None:
    (finding,) = graph.validate(BAD).findings
    span = finding.span
    assert span is not None
    assert span.path.endswith("HG004/bad.ttl")
    line = BAD.read_text("utf-8").splitlines()[(span.line or 0) - 1]
    assert line[(span.column or 0) - 1 : (span.end_column or 0) - 1] == "certainty:implied"
    assert (finding.path, finding.shape) == ("hg:certainty", "https://w3id.org/homage-graph/shapes#HG004")


def test_text_is_for_people(graph: Graph) -> None:
    report = graph.validate(BAD)
    (finding,) = report.findings
    assert finding.span is not None
    lines = as_text(report).splitlines()
    assert lines[0].startswith("error[HG004]: A homage needs exactly one hg:certainty")
    assert lines[1].strip() == f"--> {finding.span.start}"
    assert "certainty:stated" in finding.help


def test_json_is_for_programs(graph: Graph) -> None:
    content = json.loads(as_json(graph.validate(BAD)))
    assert content["conforms"] is False
    assert content["findings"][0]["code"] == "HG004"
    assert content["findings"][0]["severity"] == "violation"
    assert content["findings"][0]["span"]["line"] > 1


def test_turtle_is_shacls_report_and_the_same_every_time(graph: Graph) -> None:
    first, second = as_turtle(graph.validate(BAD)), as_turtle(graph.validate(BAD))
    assert first == second
    report = rdflib.Graph().parse(data=first, format="turtle")
    assert len(list(report.subjects(rdflib.RDF.type, rdflib.SH.ValidationResult))) == 1
    assert (None, rdflib.SH.conforms, rdflib.Literal(lexical_or_value=False)) in report
    assert list(ox.parse(first, format=ox.RdfFormat.TURTLE))


def test_a_clean_report_is_shacls_too(graph: Graph) -> None:
    clean = as_turtle(graph.validate())
    alone = whole_graph([], [triple for document in graph.validator.shapes for triple in document])
    assert list(map(str, canonical(graph.validate().graph))) == list(map(str, canonical(alone)))
    assert "sh:conforms true" in clean


def test_literals_are_not_normalised_behind_our_back(graph: Graph) -> None:
    graph.validate(BAD)
    assert rdflib.NORMALIZE_LITERALS is False


@pytest.mark.parametrize(
    "shapes",
    [
        "[] a sh:NodeShape ; sh:targetNode <urn:a> ; sh:property [ sh:minCount 1 ] .",
        "[] sh:targetNode <urn:a> ; sh:path <urn:p> ; sh:minCount 'one' .",
        '[] sh:targetNode <urn:a> ; sh:sparql [ sh:select "SELECT $this { SERVICE <http://127.0.0.1/> { $this ?p ?o } }" ] .',
        '[] sh:targetNode <urn:a> ; sh:sparql [ sh:select "no SPARQL" ] .',
        "[] sh:targetNode <urn:a> ; sh:and <urn:no-list> .",
        "<urn:s> sh:targetNode <urn:a> ; sh:node <urn:s> .",
    ],
)
def test_shapes_that_cannot_be_applied_are_an_error_with_a_reason(shapes: str) -> None:
    header = "@prefix sh: <http://www.w3.org/ns/shacl#> . "
    triples = [quad.triple for quad in ox.parse(header + shapes, format=ox.RdfFormat.TURTLE)]
    written = Written([ox.Triple(ox.NamedNode("urn:a"), ox.NamedNode("urn:p"), ox.NamedNode("urn:a"))])
    sieve = Sieve(triples)
    suspects = sieve.suspects(written)
    assert suspects
    with pytest.raises(ShapesError) as caught:
        Judge(triples).judge(suspects, sieve, written)
    assert str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_query_is_read_once_for_many_nodes(monkeypatch: pytest.MonkeyPatch, graph: Graph, tmp_path: Path) -> None:
    from homage_graph.validation.shacl import judge

    read: list[str] = []
    prepare = judge.prepareQuery
    monkeypatch.setattr(judge, "prepareQuery", lambda text, **options: (read.append(text), prepare(text, **options))[1])
    file = tmp_path / "many.ttl"
    file.write_text(
        "@prefix hg: <https://w3id.org/homage-graph/ontology#> .\n"
        + "".join(f"<https://w3id.org/homage-graph/id/video/example-{n}> hg:quotedIn <urn:{n}> .\n" for n in range(9)),
        "utf-8",
    )
    fresh = Graph(graph.workspace)
    codes = [finding.code for finding in fresh.validate(file).findings]
    assert codes.count("HG052") == 9
    assert len(read) == len(set(read)) == 1


def test_exit_codes_tell_findings_from_unreadable_files(homage: Homage, tmp_path: Path) -> None:
    assert homage("validate").returncode == 0
    done = homage("validate", BAD)
    assert done.returncode == 1
    assert done.stdout.decode().startswith("error[HG004]")
    warning = homage("validate", ROOT / "tests" / "shapes" / "HG064" / "bad.ttl")
    assert (warning.returncode, b"warning[HG064]" in warning.stdout) == (0, True)
    broken = tmp_path / "broken.ttl"
    broken.write_text("film:x a hg:Film .", "utf-8")
    done = homage("validate", broken)
    assert done.returncode == 2
    assert f"--> {broken}:1:1" in done.stdout.decode()
    assert "@prefix film: <https://w3id.org/homage-graph/id/film/> ." in done.stdout.decode()
    assert done.stderr.decode() == "1 file cannot be read\n"


def test_a_value_that_is_written_nowhere_is_told_from_one_of_the_wrong_class(graph: Graph, tmp_path: Path) -> None:
    file = tmp_path / "typo.ttl"
    for value, hint in (
        ("film:oldby", "film:oldby is written nowhere; did you mean film:oldboy?"),
        ("film:zzzzzzzz", "film:zzzzzzzz is written nowhere"),
        ("person:iu", "Name a hg:Artwork, hg:Film"),
    ):
        file.write_text(
            "@prefix hg: <https://w3id.org/homage-graph/ontology#> .\n"
            + "".join(f"@prefix {k}: <https://w3id.org/homage-graph/id/{k}/> .\n" for k in ("film", "homage", "person"))
            + f"homage:lilac-oldboy hg:ofWork {value} .",
            "utf-8",
        )
        (finding,) = (finding for finding in graph.validate(file).findings if finding.code == "HG011")
        assert hint.casefold() in finding.help.casefold()


def test_shapes_of_the_graph_are_read_from_its_files(graph: Graph) -> None:
    assert [document.name.rpartition("/")[2] for document in graph.validator.shapes] == ["shapes.ttl"]
    assert parse(graph.workspace, graph.workspace.shapes)[0].triples == graph.validator.shapes[0].triples
