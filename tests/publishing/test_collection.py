from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from conftest import ROOT
from homage_graph import load
from homage_graph.publishing.collection import as_markdown

if TYPE_CHECKING:
    from homage_graph import Graph

PAGE = ROOT / "docs" / "collection.md"

DISPUTED = """
@prefix hg:        <https://w3id.org/homage-graph/ontology#> .
@prefix video:     <https://w3id.org/homage-graph/id/video/> .
@prefix film:      <https://w3id.org/homage-graph/id/film/> .
@prefix person:    <https://w3id.org/homage-graph/id/person/> .
@prefix homage:    <https://w3id.org/homage-graph/id/homage/> .
@prefix evidence:  <https://w3id.org/homage-graph/id/evidence/> .
@prefix source:    <https://w3id.org/homage-graph/id/source/> .
@prefix certainty: <https://w3id.org/homage-graph/concept/certainty/> .
@prefix stance:    <https://w3id.org/homage-graph/concept/stance/> .
@prefix voice:     <https://w3id.org/homage-graph/concept/voice/> .
@prefix rdfs:      <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos:      <http://www.w3.org/2004/02/skos/core#> .

video:example-a a hg:MusicVideo ;
    rdfs:label "A|B *C* [D]"@en ;
    hg:performedBy person:iu .

film:example-e a hg:Film ;
    rdfs:label "E"@en ;
    hg:unconfirmedIdentifier "wikidata:Q2" , "imdb:tt0000001" ;
    skos:editorialNote "One list gives Q1,\\nanother Q2."@en .

homage:example-one a hg:Conjecture ;
    hg:allegedIn video:example-a ;
    hg:ofWork film:oldboy ;
    hg:certainty certainty:disputed ;
    hg:description "It is Oldboy."@en ;
    hg:disagreesWith homage:example-two ;
    hg:evidence evidence:x001 .

homage:example-two a hg:Conjecture ;
    hg:allegedIn video:example-a ;
    hg:ofWork film:2046 ;
    hg:certainty certainty:denied ;
    hg:description "It is 2046."@en ;
    hg:evidence evidence:x002 .

evidence:x001 a hg:Evidence ;
    hg:source source:example ;
    hg:quote "Oldboy, of 2004"@en ;
    hg:printedYear 2004 ;
    hg:stance stance:supports ;
    hg:voice voice:critic .

evidence:x002 a hg:Evidence ;
    hg:source source:example ;
    hg:quote "아니다"@ko ;
    hg:stance stance:denies ;
    hg:voice voice:creator .

source:example a hg:Source ;
    rdfs:label "The Example Paper"@en ;
    hg:derivedFrom source:nme-2021-seven-films .
"""


@pytest.fixture(scope="module")
def disputed(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page on a graph in which sources disagree."""
    folder = tmp_path_factory.mktemp("disputed")
    for name in ("ontology", "data"):
        shutil.copytree(ROOT / name, folder / name)
    (folder / "data" / "videos" / "example-a.ttl").write_text(DISPUTED, "utf-8")
    return as_markdown(load(folder))


def test_the_page_is_what_the_generator_writes(graph: Graph) -> None:
    """If this fails, run `make collection`, and read the difference before you commit it."""
    assert as_markdown(graph) == PAGE.read_text("utf-8")


def test_the_page_is_the_same_from_any_folder(graph: Graph, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    here = as_markdown(graph)
    monkeypatch.chdir(tmp_path)
    assert as_markdown(load(ROOT)) == here


def test_links_lead_to_files_and_to_headings(graph: Graph) -> None:
    text = as_markdown(graph)
    links = set(re.findall(r"(?<!\\)\]\(([^)]+)\)", text))
    files = {link for link in links if not link.startswith("#")}
    assert len(files) > 10
    assert [link for link in files if not (PAGE.parent / link).exists()] == []
    headings = {
        re.sub(r"[^a-z -]", "", title.lower()).replace(" ", "-") for title in re.findall(r"(?m)^## (.+)$", text)
    }
    assert {link[1:] for link in links - files} == headings


def test_things_have_names_and_tables_their_columns(graph: Graph, disputed: str) -> None:
    for text in (as_markdown(graph), disputed):
        assert "w3id.org" not in text
        assert not re.search(r"\b(?:video|film|homage|evidence|person|source):[a-z0-9]", text)
        for table in re.findall(r"(?m)(?:^\|.+\n)+", text):
            widths = {len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()}
            assert len(widths) == 1, table


def test_the_overview_counts_what_the_files_declare(graph: Graph) -> None:
    declared = [
        t.object.value.rpartition("#")[2] for d in graph.data_documents for t in d if "#type" in t.predicate.value
    ]
    text = as_markdown(graph)
    for kind, words in (
        ("MusicVideo", "music videos"),
        ("Film", "films"),
        ("Homage", "**homages**"),
        ("Conjecture", "**conjectures**"),
        ("Alteration", "**alterations**"),
        ("Evidence", "pieces of evidence"),
        ("SetAside", "passages read and set aside"),
    ):
        assert f"| {declared.count(kind):,} | {words}" in text, kind


@pytest.mark.parametrize(
    "line",
    [
        r"| [A\|B \*C\* \[D\]](../data/videos/example-a.ttl) by IU | It is Oldboy. — The Example Paper | It is 2046. — The Example Paper |",
        "| [Oldboy](../data/films/oldboy.ttl) (2003) | 2004 | “Oldboy, of 2004” | The Example Paper |",
        r"| [A\|B \*C\* \[D\]](../data/videos/example-a.ttl) by IU | It is 2046. | “아니다” | The Example Paper | creator |",
        "| The Example Paper | NME, Seven films |",
        "| [E](../data/videos/example-a.ttl) | `imdb:tt0000001`, `wikidata:Q2` |",
        r"| [E](../data/videos/example-a.ttl) | One list gives Q1,\\nanother Q2. |",
    ],
)
def test_what_is_disputed_missing_or_not_confirmed_is_told_once(line: str, disputed: str) -> None:
    assert disputed.splitlines().count(line) == 1


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Films without a director", "[E](../data/videos/example-a.ttl)"),
        ("Films without a year", "[E](../data/videos/example-a.ttl)"),
        ("Music videos without a year", r"[A\|B \*C\* \[D\]](../data/videos/example-a.ttl) by IU"),
    ],
)
def test_gaps_are_counted_and_named(title: str, name: str, disputed: str) -> None:
    (named,) = re.findall(rf"<details><summary>{title}</summary>\n\n(.+)\n\n</details>", disputed)
    assert name in named.split("; ")
    assert f"| {title} | {len(named.split('; '))} |" in disputed
