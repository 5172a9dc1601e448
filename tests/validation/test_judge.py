from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
import rdflib

from conftest import ROOT, Homage
from homage_graph.errors import UnreadableFileError
from homage_graph.validation.judge import WholeGraphJudge
from homage_graph.validation.renderers import as_json, as_text, as_turtle

if TYPE_CHECKING:
    from pathlib import Path

    from homage_graph import Graph

BAD = ROOT / "tests" / "shapes" / "HG004" / "bad.ttl"


def test_the_bundled_graph_conforms(graph: Graph) -> None:
    report = graph.validate()
    assert (report.findings, report.conforms, report.acceptable) == ((), True, True)
    assert report.shapes == 74


def test_a_finding_has_its_file_and_the_line_of_its_thing(graph: Graph) -> None:
    (finding,) = graph.validate(BAD).findings
    assert finding.place is not None
    lines = BAD.read_text("utf-8").splitlines()
    assert finding.place.path == "tests/shapes/HG004/bad.ttl" or finding.place.path.endswith("HG004/bad.ttl")
    assert lines[(finding.place.line or 0) - 1].startswith("homage:")
    assert finding.path == "hg:certainty"


def test_text_is_for_people(graph: Graph) -> None:
    report = graph.validate(BAD)
    text = as_text(report)
    (finding,) = report.findings
    assert text.startswith(f"{finding.place}: HG004 violation: A homage needs exactly one hg:certainty")
    assert text.splitlines()[1].startswith("    homage:example")


def test_json_is_for_programs(graph: Graph) -> None:
    content = json.loads(as_json(graph.validate(BAD)))
    assert content["conforms"] is False
    assert content["findings"][0]["code"] == "HG004"
    assert content["findings"][0]["severity"] == "violation"
    assert content["findings"][0]["place"]["line"] > 1


def test_turtle_is_shacls_report_and_the_same_every_time(graph: Graph) -> None:
    first, second = as_turtle(graph.validate(BAD)), as_turtle(graph.validate(BAD))
    assert first == second
    report = rdflib.Graph().parse(data=first, format="turtle")
    assert len(list(report.subjects(rdflib.RDF.type, rdflib.SH.ValidationResult))) == 1
    assert (None, rdflib.SH.conforms, rdflib.Literal(lexical_or_value=False)) in report
    assert list(ox.parse(first, format=ox.RdfFormat.TURTLE))


def test_literals_are_not_normalised_behind_our_back(graph: Graph) -> None:
    graph.validate()
    assert rdflib.NORMALIZE_LITERALS is False


def test_shapes_that_are_none_are_an_error(graph: Graph, tmp_path: Path) -> None:
    from homage_graph.reading import parse
    from homage_graph.workspace import open_workspace

    file = tmp_path / "shapes.ttl"
    file.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:s> a sh:NodeShape ; sh:targetNode <urn:a> ; sh:property [ sh:minCount 1 ] .",
        "utf-8",
    )
    with pytest.raises(UnreadableFileError, match=r"shapes\.ttl"):
        WholeGraphJudge().judge(graph.data_documents, (), parse(open_workspace([file]), [file]))


def test_exit_codes_tell_findings_from_unreadable_files(homage: Homage, tmp_path: Path) -> None:
    assert homage("validate").returncode == 0
    done = homage("validate", BAD)
    assert done.returncode == 1
    assert done.stdout.decode().startswith("tests/shapes/HG004/bad.ttl:")
    warning = homage("validate", ROOT / "tests" / "shapes" / "HG034" / "bad.ttl")
    assert (warning.returncode, b"HG034 warning" in warning.stdout) == (0, True)
    broken = tmp_path / "broken.ttl"
    broken.write_text("film:x a hg:Film .", "utf-8")
    done = homage("validate", broken)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == f"homage: {broken}:1:1: The prefix film: has not been declared\n"


def test_a_value_that_is_written_nowhere_is_told_from_one_of_the_wrong_class(graph: Graph, tmp_path: Path) -> None:
    file = tmp_path / "typo.ttl"
    for value, hint in (
        ("film:oldby", " film:oldby is written nowhere; did you mean film:oldboy?"),
        ("film:zzzzzzzz", " film:zzzzzzzz is written nowhere."),
        ("person:iu", "for another music video write hg:ofVideo."),
    ):
        file.write_text(
            "@prefix hg: <https://w3id.org/homage-graph/ontology#> .\n"
            + "".join(f"@prefix {k}: <https://w3id.org/homage-graph/id/{k}/> .\n" for k in ("film", "homage", "person"))
            + f"homage:lilac-oldboy hg:ofWork {value} .",
            "utf-8",
        )
        (finding,) = (finding for finding in graph.validate(file).findings if finding.code == "HG011")
        assert finding.message.endswith(hint)
