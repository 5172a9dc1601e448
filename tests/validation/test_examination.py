"""What is judged: the whole graph, a contribution, what a branch changed, any graph by any shapes."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from conftest import ROOT, Homage
from homage_graph import Graph, load
from homage_graph.errors import RevisionError
from homage_graph.workspace import open_workspace

if TYPE_CHECKING:
    from homage_graph.validation import Report

HEADER = "@prefix hg: <https://w3id.org/homage-graph/ontology#> .\n" + "".join(
    f"@prefix {kind}: <https://w3id.org/homage-graph/{place}/{kind}/> .\n"
    for place, kinds in (
        ("id", ("video", "film", "homage", "evidence", "person", "source", "scene")),
        ("concept", ("certainty", "stance", "voice")),
    )
    for kind in kinds
)


def codes(report: Report) -> list[str]:
    return [finding.code for finding in report.findings]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A graph of its own, under git."""
    folder = tmp_path / "checkout"
    for name in ("ontology", "data", "queries"):
        shutil.copytree(ROOT / name, folder / name)
    for words in (["init", "-q", "-b", "main"], ["add", "."], ["commit", "-q", "-m", "all"]):
        git(folder, *words)
    return folder


def git(folder: Path, *words: str) -> None:
    subprocess.run(
        ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *words],
        cwd=folder,
        check=True,
        capture_output=True,
    )


# ---------------------------------------------------------- a contribution


def test_a_contribution_answers_for_what_it_would_break(graph: Graph, tmp_path: Path) -> None:
    """The homage is in the graph, and right; the evidence of the contribution denies it."""
    file = tmp_path / "denial.ttl"
    file.write_text(
        HEADER
        + 'homage:lilac-oldboy hg:evidence evidence:example .\nevidence:example a hg:Evidence ; hg:source source:nme-2021-seven-films ;\n    hg:quote "No."@en ; hg:stance stance:denies ; hg:voice voice:critic .\n',
        "utf-8",
    )
    (finding,) = graph.validate(file).findings
    assert (finding.code, finding.focus.rpartition("/")[2]) == ("HG062", "lilac-oldboy")
    assert finding.span is not None
    assert (Path(finding.span.path).name, finding.span.line) == ("denial.ttl", 14)


def test_a_contribution_does_not_answer_for_what_was_wrong_before(tmp_path: Path) -> None:
    folder = tmp_path / "graph"
    for name in ("ontology", "data"):
        shutil.copytree(ROOT / name, folder / name)
    oldboy = folder / "data" / "films" / "oldboy.ttl"
    oldboy.write_text(oldboy.read_text("utf-8").replace("hg:releaseYear 2003", "hg:releaseYear 1003"), "utf-8")
    flawed = load(folder)
    assert codes(flawed.validate()) == ["HG044"]
    file = tmp_path / "good.ttl"
    file.write_text(HEADER + 'film:oldboy hg:tmdbId "670" .\n', "utf-8")
    assert flawed.validate(file).findings == ()
    file.write_text(HEADER + "film:oldboy hg:partOfSeries person:iu .\n", "utf-8")
    assert codes(flawed.validate(file)) == ["HG036"]


def test_judging_leaves_no_trace(graph: Graph) -> None:
    before = len(graph.validator.written.engine)
    graph.validate(ROOT / "tests" / "shapes" / "HG053" / "bad.ttl")
    graph.validate(ROOT / "data" / "films" / "oldboy.ttl")
    assert len(graph.validator.written.engine) == before
    assert graph.validate().findings == ()


def test_a_file_of_the_graph_is_judged_as_if_it_were_to_join_it(graph: Graph) -> None:
    for path in graph.workspace.data[:8]:
        assert graph.validate(path).findings == ()


def test_a_folder_stands_for_its_files(graph: Graph, tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    shutil.copy(BAD_AND_READABLE, tmp_path / "deep" / "bad.ttl")
    (tmp_path / "notes.txt").write_text("no Turtle", "utf-8")
    assert codes(graph.validate(tmp_path)) == ["HG004"]
    assert graph.validate(ROOT / "data").findings == ()


def test_an_edited_file_of_the_graph_is_judged_as_it_is_now(checkout: Path) -> None:
    path = checkout / "data" / "videos" / "iu-lilac.ttl"
    path.write_text(
        path.read_text("utf-8").replace("hg:certainty certainty:stated", "hg:certainty certainty:denied", 1), "utf-8"
    )
    report = load(checkout).validate(path)
    assert codes(report) == ["HG004"]
    assert report.findings[0].span is not None
    assert report.findings[0].span.path == str(path)


def test_what_is_touched_does_not_grow_with_the_graph(tmp_path: Path) -> None:
    import sys

    sys.path.insert(0, str(ROOT / "benchmarks"))
    try:
        from generate import generate
    finally:
        sys.path.pop(0)
    file = tmp_path / "new.ttl"
    file.write_text(
        HEADER + "homage:new a hg:Homage ; hg:inWork video:v1 ; hg:ofWork film:f1 ; hg:certainty certainty:stated .\n",
        "utf-8",
    )
    counts = []
    for videos in (100, 400):
        generate(videos, tmp_path / str(videos))
        grown = load(tmp_path / str(videos))
        validator = grown.validator
        (document,) = grown_documents(grown, file)
        with validator.written.with_more(document):
            touched = validator._touched(list(document), added=True)
        counts.append({str(node): len(terms) for node, terms in touched.items()})
    assert counts[0] == counts[1]
    assert max(counts[0].values()) <= 4


def grown_documents(graph: Graph, file: Path) -> tuple:
    from homage_graph.reading import parse

    return parse(graph.workspace, [file])


def test_a_contradiction_is_a_finding_with_both_places(graph: Graph) -> None:
    (finding,) = graph.validate(ROOT / "tests" / "rules" / "HG910" / "bad.ttl").findings
    assert finding.code == "HG910"
    assert finding.span is not None
    assert finding.span.column is not None
    assert finding.related


@pytest.mark.parametrize(
    ("right", "wrong", "code"),
    [
        ("hg:certainty certainty", "hg:certanity certainty", "HG000"),
        ("a hg:Homage", "a hg:Hommage", "HG000"),
        ("a hg:Evidence", "a hg:Evidnce", "HG000"),
        ("certainty:stated", "certainty:sttaed", "HG000"),
        ("hg:evidence evidence:example", "hg:evidnce evidence:example", "HG000"),
        ("hg:releaseYear 2020", 'hg:releaseYear "2020"@en', "HG044"),
        ("    hg:evidence evidence:example .", "    hg:borrows motif-kind:prop .", "HG009"),
    ],
)
def test_one_mistake_is_one_finding_at_its_cause(
    right: str, wrong: str, code: str, graph: Graph, tmp_path: Path
) -> None:
    assert right in WHOLE
    file = tmp_path / "one.ttl"
    file.write_text(WHOLE, "utf-8")
    assert graph.validate(file).findings == ()
    file.write_text(WHOLE.replace(right, wrong, 1), "utf-8")
    found = [finding for finding in graph.validate(file).findings if finding.code != "HG064"]
    assert [finding.code for finding in found] == [code]


WHOLE = (
    HEADER
    + """@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix motif-kind: <https://w3id.org/homage-graph/concept/motif-kind/> .
video:example a hg:MusicVideo ; rdfs:label "Example"@en ; hg:performedBy person:iu ; hg:releaseYear 2020 .
homage:example a hg:Homage ;
    hg:inWork video:example ;
    hg:ofWork film:oldboy ;
    hg:certainty certainty:stated ;
    hg:description "An example."@en ;
    hg:evidence evidence:example .
evidence:example a hg:Evidence ;
    hg:source source:nme-2021-seven-films ;
    hg:quote "An example"@en ; hg:stance stance:supports ; hg:voice voice:critic .
"""
)


# ------------------------------------------------------------ what cannot be read


def test_every_file_that_cannot_be_read_is_told_at_once(graph: Graph, tmp_path: Path) -> None:
    wrong = {"a.ttl": b"film:x a hg:Film .", "b.ttl": b"\xff\xfe", "c.trig": b"", "d.ttl": b"<a> <b> <c"}
    for name, content in wrong.items():
        (tmp_path / name).write_bytes(content)
    report = graph.validate(*(tmp_path / name for name in wrong), BAD_AND_READABLE)
    assert not report.is_readable
    assert [(Path(f.span.path).name, f.code) for f in report.findings if f.span] == [
        ("a.ttl", "HG905"),
        ("b.ttl", "HG904"),
        ("c.trig", "HG904"),
        ("d.ttl", "HG905"),
    ]


BAD_AND_READABLE = ROOT / "tests" / "shapes" / "HG004" / "bad.ttl"


def test_a_graph_that_cannot_be_read_is_told_by_its_files(checkout: Path) -> None:
    (checkout / "data" / "films" / "oldboy.ttl").write_text("film:oldboy a", "utf-8")
    for report in (load(checkout).validate(), load(checkout).validate(BAD_AND_READABLE)):
        assert codes(report) == ["HG905"]
        assert not report.is_readable


# ---------------------------------------------------------- what a branch changed


def test_nothing_is_new_where_nothing_changed(checkout: Path) -> None:
    assert load(checkout).validate(since="HEAD").conforms


def test_what_a_branch_changed_is_judged_and_nothing_else(checkout: Path) -> None:
    path = checkout / "data" / "films" / "oldboy.ttl"
    path.write_text(path.read_text("utf-8").replace("hg:releaseYear 2003", "hg:releaseYear 1003"), "utf-8")
    git(checkout, "commit", "-aqm", "wrong before the branch")
    git(checkout, "switch", "-qc", "branch")
    lilac = checkout / "data" / "videos" / "iu-lilac.ttl"
    lilac.write_text(
        lilac.read_text("utf-8").replace("hg:certainty certainty:stated", "hg:certainty certainty:denied", 1), "utf-8"
    )
    report = load(checkout).validate(since="main")
    assert codes(report) == ["HG004"]
    assert load(checkout).validate(since="HEAD~1").findings == tuple(
        sorted((*report.findings, *load(checkout).validate(path).findings), key=lambda f: f.span.path if f.span else "")
    )


def test_what_a_deleted_file_leaves_behind_is_found(checkout: Path) -> None:
    (checkout / "data" / "films" / "oldboy.ttl").unlink()
    report = load(checkout).validate(since="HEAD")
    assert {"HG011", "HG012"} <= set(codes(report))
    assert {f.span and Path(f.span.path).name for f in report.findings} == {"iu-lilac.ttl", "iu-lilac-teaser.ttl"}


def test_a_new_file_of_a_branch_is_judged_though_git_does_not_track_it(checkout: Path) -> None:
    shutil.copy(BAD_AND_READABLE, checkout / "data" / "new.ttl")
    assert codes(load(checkout).validate(since="HEAD")) == ["HG004"]


def test_what_a_file_beside_the_data_said_excuses_nothing(checkout: Path) -> None:
    wrong = f'{HEADER}film:new a hg:Film ; hg:releaseYear "x" .\n'
    alignments = checkout / "ontology" / "alignments.ttl"
    before = alignments.read_text("utf-8")
    alignments.write_text(wrong, "utf-8")
    git(checkout, "commit", "-q", "-a", "-m", "wrong")
    alignments.write_text(before, "utf-8")
    (checkout / "data" / "new.ttl").write_text(wrong, "utf-8")
    found = {(finding.path, finding.value) for finding in load(checkout).validate(since="HEAD").findings}
    assert ("hg:releaseYear", '"x"') in found


def test_where_shapes_or_ontology_changed_everything_is_judged(checkout: Path) -> None:
    shapes = checkout / "ontology" / "shapes.ttl"
    shapes.write_text(shapes.read_text("utf-8").replace("sh:minInclusive 1888", "sh:minInclusive 2004"), "utf-8")
    assert "HG044" in codes(load(checkout).validate(since="HEAD"))


@pytest.mark.parametrize("revision", ["no-such-branch", "--output=x", "HEAD:data", ""])
def test_a_revision_that_is_none_is_an_error(revision: str, checkout: Path) -> None:
    with pytest.raises(RevisionError):
        load(checkout).validate(since=revision)


def test_without_git_there_is_no_since(tmp_path: Path) -> None:
    for name in ("ontology", "data"):
        shutil.copytree(ROOT / name, tmp_path / name)
    with pytest.raises(RevisionError):
        load(tmp_path).validate(since="HEAD")


# --------------------------------------------------------- any graph, any shapes


def test_any_graph_is_judged_by_any_shapes(homage: Homage, tmp_path: Path) -> None:
    (tmp_path / "data.ttl").write_text("<urn:a> a <urn:C> . <urn:b> a <urn:C> ; <urn:p> 1 .", "utf-8")
    (tmp_path / "shapes.ttl").write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:S> a sh:NodeShape ; sh:targetClass <urn:C> ; sh:property [ sh:path <urn:p> ; sh:minCount 1 ] .",
        "utf-8",
    )
    done = homage(
        "validate", "--graph", tmp_path / "data.ttl", "--shapes", tmp_path / "shapes.ttl", "--format", "turtle"
    )
    assert done.returncode == 1
    assert done.stdout.decode().count("sh:focusNode <urn:a>") == 1
    assert done.stdout.decode().count("sh:focusNode") == 1
    text = homage("validate", "--graph", tmp_path / "data.ttl", "--shapes", tmp_path / "shapes.ttl").stdout.decode()
    assert f"--> {tmp_path / 'data.ttl'}:1:1" in text


def test_a_literal_is_pointed_at_where_a_shape_looks_at_it(tmp_path: Path) -> None:
    header = "@prefix : <urn:x:> . @prefix sh: <http://www.w3.org/ns/shacl#> .\n"
    header += "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
    data, shapes = tmp_path / "data.ttl", tmp_path / "shapes.ttl"
    data.write_text(f'{header}:a :title "2003" ;\n  :year "2003" .\n')
    shapes.write_text(f"{header}:S a sh:NodeShape ; sh:targetObjectsOf :year ; sh:datatype xsd:integer .\n")
    (finding,) = Graph(open_workspace([data])).validate(shapes=[shapes]).findings
    assert finding.span is not None
    assert (finding.span.line, finding.span.column) == (4, 9)


def test_a_property_of_nobody_excuses_no_value(checkout: Path, tmp_path: Path) -> None:
    header = "@prefix : <urn:x:> . @prefix sh: <http://www.w3.org/ns/shacl#> .\n"
    shapes = checkout / "ontology" / "shapes.ttl"
    shapes.write_text(
        f"{header}:S a sh:NodeShape ; sh:targetSubjectsOf :p ; sh:property [ sh:path :p ; sh:in (1) ] .\n"
    )
    file = tmp_path / "new.ttl"
    file.write_text(f"{header}<https://example.org/> a :A ; :p 2 .\n")
    report = load(checkout).validate(file)
    assert {"HG000", "shape"} <= set(codes(report))
    assert not report.acceptable


def test_a_misspelt_term_of_shacl_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "data.ttl").write_text("<urn:a> a <urn:C> .", "utf-8")
    shapes = tmp_path / "shapes.ttl"
    shapes.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n<urn:S> a sh:NodeShape ; sh:targetClass <urn:C> ;\n    sh:propertyy [ sh:path <urn:p> ; sh:minCount 1 ] .",
        "utf-8",
    )
    (finding,) = Graph(open_workspace([tmp_path / "data.ttl"])).validate(shapes=[shapes]).findings
    assert (finding.code, finding.help) == ("HG914", "did you mean sh:property?")
    assert finding.span is not None
    assert (finding.span.line, finding.span.column) == (3, 5)


def test_shapes_that_are_none_are_a_finding(tmp_path: Path) -> None:
    (tmp_path / "data.ttl").write_text("<urn:a> a <urn:C> .", "utf-8")
    shapes = tmp_path / "shapes.ttl"
    shapes.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n<urn:S> a sh:NodeShape ; sh:targetClass <urn:D> ;\n    sh:property [ sh:path <urn:p> ; sh:minCount 'one' ] .",
        "utf-8",
    )
    report = Graph(open_workspace([tmp_path / "data.ttl"])).validate(shapes=[shapes])
    assert set(codes(report)) == {"HG914"}
    assert not report.acceptable
