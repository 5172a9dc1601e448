from __future__ import annotations

import difflib
from pathlib import Path

import pyoxigraph as ox
from hypothesis import given
from hypothesis import strategies as st

from homage_graph import Graph, load
from homage_graph.publishing.turtle import as_turtle


def blocks(text: str) -> list[str]:
    return text.split("\n\n")


def changed(before: str, after: str) -> tuple[list[str], list[str]]:
    lines = list(difflib.ndiff(blocks(before), blocks(after)))
    return [line[2:] for line in lines if line[:2] == "- "], [line[2:] for line in lines if line[:2] == "+ "]


def edited(tmp_path: Path, graph: Graph, name: str, old: str, new: str) -> Graph:
    import shutil

    for folder in ("ontology", "data", "queries"):
        shutil.copytree(graph.workspace.root / folder, tmp_path / folder)
    file = tmp_path / "data" / "videos" / name
    text = file.read_text("utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), "utf-8")
    return load(tmp_path)


def test_a_claim_whose_target_is_changed_is_one_block_that_is_changed(graph: Graph, tmp_path: Path) -> None:
    other = edited(tmp_path, graph, "iu-lilac.ttl", "hg:enactedBy person:iu ;\n    hg:certainty", "hg:certainty")
    gone, come = changed(graph.export("turtle", "asserted").decode(), other.export("turtle", "asserted").decode())
    assert len(gone) == len(come) == 1
    assert gone[0].startswith("homage:lilac-corridor-fight a hg:Homage")


def test_a_quote_that_is_changed_is_one_block_of_the_whole_graph_too(graph: Graph, tmp_path: Path) -> None:
    other = edited(tmp_path, graph, "iu-lilac.ttl", "clashes with a string of goons", "clashes with a row of goons")
    gone, come = changed(graph.export().decode(), other.export().decode())
    assert len(gone) == len(come) == 1
    assert come[0].startswith("evidence:n021 a hg:Evidence")


def test_a_claim_follows_its_video_and_evidence_its_claim(graph: Graph) -> None:
    starts = [block.partition(" ")[0] for block in blocks(graph.export().decode())]
    video, claim, evidence = (
        starts.index(name) for name in ("video:iu-lilac", "homage:lilac-corridor-fight", "evidence:n019")
    )
    assert (claim - video, evidence - claim) == (1, 1)
    film = starts.index("film:oldboy")
    following = next(place for place, name in enumerate(starts) if place > film and name.startswith("film:"))
    assert film < starts.index("scene:oldboy-corridor-fight") < following


def test_kinds_come_in_the_order_of_reading_and_names_within_them(graph: Graph) -> None:
    text = graph.export().decode()
    headings = [line for line in text.splitlines() if line.startswith("# ")][2:]
    assert headings[:2] == ["# The data set", "# Music videos, with what they quote"]
    assert len(headings) == len(set(headings))
    films = text[text.index("# Films, ") : text.index("# Series of films")]
    names = [
        line.split('"')[1].casefold()
        for block in blocks(films)
        if block.startswith("film:")
        for line in block.splitlines()
        if line.startswith("    rdfs:label")
    ]
    assert names == sorted(names)
    assert len(names) > 80


def test_the_order_of_statements_does_not_matter(graph: Graph) -> None:
    lines = [f"{triple} ." for triple in graph.published]
    assert as_turtle(reversed(lines)) == as_turtle(lines)


def test_things_that_belong_to_one_another_are_written_once() -> None:
    base = "https://w3id.org/homage-graph/"
    a, b = ox.NamedNode(f"{base}id/alteration/a"), ox.NamedNode(f"{base}id/alteration/b")
    alters = ox.NamedNode(f"{base}ontology#alters")
    text = as_turtle(f"{s} {alters} {o} ." for s, o in ((a, b), (b, a), (a, a)))
    back = {quad.triple for quad in ox.parse(text.encode(), format=ox.RdfFormat.TURTLE)}
    assert back == {ox.Triple(a, alters, b), ox.Triple(b, alters, a), ox.Triple(a, alters, a)}
    assert text.count("alteration:a hg:alters") == 1


XSD = "http://www.w3.org/2001/XMLSchema#"


@given(st.sampled_from(["integer", "boolean", "decimal", "double"]), st.text("0123456789+-.etrufals\n ", max_size=6))
def test_short_forms_of_literals_keep_the_spelling(datatype: str, spelling: str) -> None:
    subject, predicate = ox.NamedNode("urn:a"), ox.NamedNode("urn:b")
    triple = ox.Triple(subject, predicate, ox.Literal(spelling, datatype=ox.NamedNode(XSD + datatype)))
    (back,) = ox.parse(as_turtle([f"{triple} ."]).encode(), format=ox.RdfFormat.TURTLE)
    assert back.triple == triple
