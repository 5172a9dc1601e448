from __future__ import annotations

import re
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from conftest import ROOT
from homage_graph.errors import UnreadableFileError
from homage_graph.validation import Severity, catalogue, pages
from homage_graph.validation.catalogue import RULES, Rule, rules_of
from homage_graph.validation.pages import (
    describe,
    examples,
    find_rules,
    index,
    judge_example,
    page,
    read_page,
    sections,
    write_pages,
)
from homage_graph.workspace import bundled, find_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from homage_graph import Graph

FOLDER = ROOT / "docs" / "rules"
WORKSPACE = find_workspace(ROOT)
FOUND = find_rules(WORKSPACE)
HEADINGS = ["What it asks", "Why", "Bad", "Good", "How to mend"]
SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix ex: <http://example.org/> .

ex:Film a sh:NodeShape ; sh:targetClass ex:Work ; sh:property ex:Named .

ex:Named a sh:PropertyShape ;
    dct:identifier "EX001" ;
    rdfs:label "ein Film hat einen Namen"@de , "a film has a name"@en ;
    sh:severity sh:Warning ;
    sh:message "A film needs an rdfs:label."@en ;
    sh:path rdfs:label ;
    sh:minCount 1 .

ex:Nameless a sh:NodeShape ; sh:targetClass ex:Work ; sh:property [ sh:path ex:year ; sh:minCount 1 ] .
"""


# ------------------------------------------------------------- the catalogue


def test_every_code_of_the_catalogue_has_a_rule() -> None:
    codes = {value for value in vars(catalogue).values() if isinstance(value, str) and re.fullmatch(r"HG\d{3}", value)}
    assert codes == RULES.keys()
    assert all(code == rule.code for code, rule in RULES.items())


def test_no_two_rules_have_one_title() -> None:
    titles = [rule.title for rule in FOUND.values()]
    assert len(titles) == len(set(titles)) == 79 + len(RULES)


def test_every_rule_says_what_it_asks_in_whole_sentences() -> None:
    for rule in FOUND.values():
        assert rule.asks[0].isupper() or rule.asks.startswith("hg:") or rule.asks.startswith("schema:"), rule
        assert rule.asks.endswith("."), rule


def test_a_shape_states_a_rule_if_it_does_more_than_hand_on_its_targets() -> None:
    rules = rules_of(quad.triple for quad in ox.parse(SHAPES, format=ox.RdfFormat.TURTLE))
    assert rules == {
        "EX001": Rule(
            "EX001",
            "a film has a name",
            Severity.WARNING,
            "A film needs an rdfs:label.",
            ox.NamedNode("http://example.org/Named"),
        ),
        "http://example.org/Nameless": Rule(
            "http://example.org/Nameless", "", Severity.VIOLATION, "", ox.NamedNode("http://example.org/Nameless")
        ),
    }


# ------------------------------------------------------------- the examples


def test_every_rule_has_a_bad_example_and_a_good_one() -> None:
    assert all(path.is_file() for rule in FOUND.values() for path in examples(rule, ROOT))
    assert {folder.name for folder in (ROOT / "tests" / "rules").iterdir()} == RULES.keys()


@pytest.mark.parametrize("code", RULES)
def test_the_bad_example_breaks_just_its_rule(code: str, graph: Graph) -> None:
    report = judge_example(RULES[code], examples(RULES[code], ROOT)[0], graph)
    assert {finding.code for finding in report.findings} == {code}
    assert {finding.severity for finding in report.findings if finding.code == code} == {RULES[code].severity}


@pytest.mark.parametrize("code", RULES)
def test_nothing_is_found_in_the_good_example(code: str, graph: Graph) -> None:
    assert judge_example(RULES[code], examples(RULES[code], ROOT)[1], graph).findings == ()


# ---------------------------------------------------------------- the pages


def test_every_code_has_a_page_and_the_index_names_each_once() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == {*FOUND, "README"}
    text = (FOLDER / "README.md").read_text("utf-8")
    assert text == index(FOUND.values())
    listed = re.findall(r"(?m)^\| \[(HG\d{3})\]\((HG\d{3})\.md\) \| (.+) \| (\w+) \|$", text)
    assert listed == [(rule.code, rule.code, rule.title, rule.severity.value) for rule in FOUND.values()]


@pytest.mark.parametrize("code", FOUND)
def test_every_section_of_a_page_says_something(code: str) -> None:
    found = sections((FOLDER / f"{code}.md").read_text("utf-8"))
    assert list(found) == [*HEADINGS, *(["The shape"] if FOUND[code].shape else [])]
    assert all(found.values())
    for title in ("Why", "How to mend"):
        sentences = re.findall(r"[.:?](?=\s|$)", found[title])
        assert 2 <= len(sentences) <= 7, (code, title)
        assert all(len(line) <= 120 for line in found[title].splitlines()), (code, title)


@pytest.mark.parametrize("code", FOUND)
def test_a_page_is_what_the_generator_writes(code: str, graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    """If this fails, run `make rules`, and read the difference before you commit it."""
    monkeypatch.chdir(ROOT)
    text = (FOLDER / f"{code}.md").read_text("utf-8")
    assert page(FOUND[code], graph, sections(text)) == text


def test_names_in_what_is_written_by_hand_are_names_that_there_are() -> None:
    from homage_graph.vocabulary import TERMS

    known = {triple.subject.value for path in WORKSPACE.ontology for triple in _triples(path)}
    for path in FOLDER.glob("HG*.md"):
        written = " ".join(sections(path.read_text("utf-8"))[title] for title in pages.BY_HAND)
        assert set(re.findall(r"\bhg:(\w+)", written)) <= set(TERMS), path.name
        schemes = "certainty|stance|voice|motif-kind|alteration-kind"
        for scheme, concept in re.findall(rf"(?<![\w-])({schemes}):([a-z-]+)", written):
            assert f"https://w3id.org/homage-graph/concept/{scheme}/{concept}" in known, (path.name, concept)


def test_a_page_without_its_reason_is_refused_before_anything_is_written(graph: Graph, tmp_path: Path) -> None:
    folder = tmp_path / "rules"
    shutil.copytree(FOLDER, folder)
    broken = folder / "HG913.md"
    text = broken.read_text("utf-8")
    broken.write_text(text.replace(sections(text)["Why"], ""), "utf-8")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(UnreadableFileError, match=r"HG913\.md: nothing is written under “Why”; write two to four"):
        write_pages(folder, graph)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    broken.unlink()
    with pytest.raises(UnreadableFileError, match=r"HG913\.md: no such file"):
        write_pages(folder, graph)


def test_what_is_written_by_hand_is_kept_and_the_rest_made_anew(graph: Graph) -> None:
    rule = FOUND["HG001"]
    made = page(rule, graph, {"Why": "Because.", "How to mend": "Like this."})
    assert sections(made)["Why"] == "Because."
    assert sections(made)["How to mend"] == "Like this."
    assert f"# HG001 — {rule.title}\n" in made
    assert "homage:example-hg001 a hg:Homage ;" in sections(made)["Bad"]
    assert "@prefix" not in made
    assert sections(made)["The shape"].startswith("```turtle\nhgs:Homage a sh:NodeShape ;")


def test_what_cannot_be_seen_is_shown_as_an_escape() -> None:
    assert r"An Example\u200b Singer" in (FOLDER / "HG901.md").read_text("utf-8")
    assert r"Ame\u0301lie" in (FOLDER / "HG902.md").read_text("utf-8")


# ------------------------------------------------------- where pages are found


def test_an_installed_package_has_its_pages_beside_its_queries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "HG001.md").write_text("# the page\n", "utf-8")
    inside = replace(bundled(), root=tmp_path)
    monkeypatch.setattr(pages, "bundled", lambda: inside)
    assert read_page(FOUND["HG001"], inside) == "# the page\n"
    assert read_page(FOUND["HG002"], inside) is None


def test_a_graph_with_shapes_of_its_own_is_described_by_them(tmp_path: Path) -> None:
    for name in ("ontology", "data"):
        (tmp_path / name).mkdir()
    (tmp_path / "ontology" / "shapes.ttl").write_text(SHAPES, "utf-8")
    theirs = find_workspace(tmp_path)
    rules = find_rules(theirs)
    assert rules.keys() == {"EX001", "http://example.org/Nameless", *RULES}
    assert read_page(rules["EX001"], theirs) is None
    assert read_page(rules["HG905"], theirs) == (FOLDER / "HG905.md").read_text("utf-8")
    text = describe(rules["EX001"], theirs)
    assert text.startswith(
        "# EX001 — a film has a name\n\n**Warning**\n\n## What it asks\n\nA film needs an `rdfs:label`."
    )
    shown = {quad.triple for quad in ox.parse(_whole(sections(text)["The shape"]), format=ox.RdfFormat.TURTLE)}
    subjects = {triple.subject.value for triple in shown}
    assert subjects == {"http://example.org/Film", "http://example.org/Named"}
    assert "sh:minCount 1" in describe(rules["http://example.org/Nameless"], theirs)


def _triples(path: Path) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE)]


def _whole(fenced: str) -> str:
    """Turtle in a fence, with the prefixes that a page leaves out."""
    return "\n".join([*SHAPES.splitlines()[1:4], *fenced.splitlines()[1:-1]])
