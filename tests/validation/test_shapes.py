from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
import rdflib
from rdflib import DCTERMS, RDF, RDFS, SH

from conftest import ROOT
from homage_graph.validation import Severity

if TYPE_CHECKING:
    from pathlib import Path

    from homage_graph import Graph

SHAPES = rdflib.Graph().parse(ROOT / "ontology" / "shapes.ttl")
CODES = sorted(str(code) for code in SHAPES.objects(None, DCTERMS.identifier))
FOLDERS = sorted(path for path in (ROOT / "tests" / "shapes").iterdir())


def test_every_shape_has_a_bad_file_and_a_good_one() -> None:
    assert [folder.name for folder in FOLDERS] == CODES
    for folder in FOLDERS:
        assert {path.name for path in folder.iterdir()} == {"bad.ttl", "good.ttl"}


def test_codes_are_unique_and_without_gaps() -> None:
    withdrawn = {"HG033", "HG034"}  # docs/decisions.md says why; a code is never given again
    given = [f"HG{number:03d}" for number in range(1, len(CODES) + len(withdrawn) + 1)]
    assert [code for code in given if code not in withdrawn] == CODES


def test_every_constraint_sits_in_a_shape_with_a_code_a_message_and_a_severity() -> None:
    targets = {SH.targetClass, SH.targetSubjectsOf, SH.property}
    harmless = {RDF.type, RDFS.label, *targets}
    for shape in set(SHAPES.subjects(RDF.type, SH.NodeShape)) | set(SHAPES.subjects(RDF.type, SH.PropertyShape)):
        if set(SHAPES.predicates(shape)) <= harmless:
            continue  # it only hands its targets to shapes that have a code
        assert len(list(SHAPES.objects(shape, DCTERMS.identifier))) == 1, shape
        assert len(list(SHAPES.objects(shape, SH.message))) == 1, shape
        assert SHAPES.value(shape, SH.severity) in (SH.Violation, SH.Warning), shape


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_bad_file_violates_just_its_shape(folder: Path, graph: Graph) -> None:
    report = graph.validate(folder / "bad.ttl")
    assert {finding.code for finding in report.findings} == {folder.name}
    severity = SHAPES.value(SHAPES.value(None, DCTERMS.identifier, rdflib.Literal(folder.name)), SH.severity)
    expected = Severity.WARNING if severity == SH.Warning else Severity.VIOLATION
    assert {finding.severity for finding in report.findings} == {expected}


def test_the_good_files_conform_all_together(graph: Graph) -> None:
    assert graph.validate(*(folder / "good.ttl" for folder in FOLDERS)).findings == ()


def test_a_bad_file_and_its_good_one_differ_in_little() -> None:
    for folder in FOLDERS:
        bad, good = (set(_statements(folder / name)) for name in ("bad.ttl", "good.ttl"))
        assert bad != good
        assert bad & good or len(bad ^ good) <= 8, folder


def test_the_shapes_are_shapes() -> None:
    import pyshacl

    conforms, _, text = pyshacl.validate(rdflib.Graph(), shacl_graph=SHAPES, meta_shacl=True)
    assert conforms, text


def test_an_inferred_type_does_not_make_a_wrong_object_right(graph: Graph, tmp_path: Path) -> None:
    """The range of ofWork makes a source work of the video it points at; the judge still refuses it."""
    from homage_graph import load
    from homage_graph.store import Layer

    wrong = ROOT / "tests" / "shapes" / "HG011" / "bad.ttl"
    assert "HG011" in {finding.code for finding in graph.validate(wrong).findings}
    joined = load(*(ROOT / "ontology" / name for name in ("homage.ttl", "concepts.ttl")), ROOT / "data", wrong)
    pointed_at = joined.query(
        "PREFIX hg: <https://w3id.org/homage-graph/ontology#>"
        "ASK { ?claim hg:ofWork|hg:stylingOfWork ?video . ?video a hg:MusicVideo , hg:SourceWork }"
    )
    assert pointed_at.boolean is True
    written = joined.query(
        "PREFIX hg: <https://w3id.org/homage-graph/ontology#>"
        "ASK { ?claim hg:ofWork|hg:stylingOfWork ?video . ?video a hg:MusicVideo , hg:SourceWork }",
        layer=Layer.ASSERTED,
    )
    assert written.boolean is False


def _statements(path: Path) -> list[str]:
    text = re.sub(r"(?m)^(#.*|@prefix.*)$", "", path.read_text("utf-8"))
    return [line.strip().rstrip(" ;.") for line in text.splitlines() if line.strip()]
