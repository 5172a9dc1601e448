from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from homage_graph.errors import AmbiguousNameError, UnknownNameError
from homage_graph.vocabulary import HG, curie

if TYPE_CHECKING:
    from pathlib import Path

    from homage_graph import Graph


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Oldboy", "film:oldboy"),
        ("oldboy", "film:oldboy"),
        ("film:oldboy", "film:oldboy"),
        ("https://w3id.org/homage-graph/id/film/oldboy", "film:oldboy"),
        ("<https://w3id.org/homage-graph/id/film/oldboy>", "film:oldboy"),
        ("Wong Kar Wai", "person:wong-kar-wai"),
        ("Oh Dae-su", "character:dae-su"),
        ("hate that...", "video:key-hate-that"),
        ("Girls’ Generation", "group:girls-generation"),
        ("스텝 프린팅", "technique:step-printing"),
        ("2046", "film:2046"),
    ],
)
def test_a_name_a_curie_and_an_iri_are_understood(text: str, expected: str, graph: Graph) -> None:
    assert curie(graph.find(text).value) == expected


@pytest.mark.parametrize(
    ("text", "suggestion"), [("Oldby", "Oldboy"), ("film:oldby", "Oldboy"), ("Chunking Express", "Chungking Express")]
)
def test_an_unknown_name_suggests_the_nearest(text: str, suggestion: str, graph: Graph) -> None:
    with pytest.raises(UnknownNameError, match=f"did you mean “{suggestion}”"):
        graph.find(text)


def test_a_thing_of_another_class_is_not_meant(graph: Graph) -> None:
    with pytest.raises(UnknownNameError, match="no film is called “LILAC”"):
        graph.find("LILAC", HG.Film.value)


def test_an_unknown_iri_is_unknown(graph: Graph) -> None:
    with pytest.raises(UnknownNameError):
        graph.find("https://example.org/nothing")


def test_two_things_of_one_name_are_told_apart_by_their_curies(tmp_path: Path) -> None:
    from homage_graph import load

    file = tmp_path / "two.ttl"
    file.write_text(
        "@prefix film: <https://w3id.org/homage-graph/id/film/> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        'film:a rdfs:label "Twice"@en . film:b rdfs:label "Twice"@en .\n',
        "utf-8",
    )
    with pytest.raises(AmbiguousNameError, match="“Twice” may be “film:a” or “film:b”"):
        load(file).find("Twice")


def test_a_claim_is_named_by_its_description_and_a_stranger_by_its_curie(graph: Graph) -> None:
    import pyoxigraph as ox

    assert graph.name(graph.find("homage:special-stage-rey")) == "Sihyeon cosplayed as Rey."
    assert graph.name(ox.NamedNode("http://www.w3.org/2004/02/skos/core#Nothing")) == "skos:Nothing"
    assert graph.name(ox.Literal("as it is")) == "as it is"


def test_search_finds_names_before_quotes(graph: Graph) -> None:
    found = [(match.kind, match.name) for match in graph.names.search("LEIA")]
    assert found[0] == ("character", "Leia")
    assert any(kind == "evidence" for kind, _ in found)
    assert graph.names.search("no such words anywhere") == ()
