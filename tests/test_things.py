from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest

from conftest import ROOT
from homage_graph import load
from homage_graph.errors import AmbiguousNameError, UnknownNameError
from homage_graph.things import (
    CitingWork,
    Conjecture,
    Evidence,
    Film,
    FilmSeries,
    Homage,
    MusicVideo,
    Person,
    Scene,
    Source,
    Thing,
    Work,
)
from homage_graph.vocabulary import HG, PREFIXES

if TYPE_CHECKING:
    import rdflib

    from homage_graph import Graph


@pytest.fixture(scope="module")
def peer(graph: Graph) -> rdflib.Graph:
    """The same graph in rdflib: a second opinion on what is linked to what."""
    return graph.rdflib()


def test_one_gets_from_a_film_to_a_quote(graph: Graph) -> None:
    oldboy = graph.film("Oldboy")
    assert (oldboy.name, oldboy.year, oldboy.imdb_id, oldboy.wikidata_id) == ("Oldboy", 2003, "tt0364569", "Q475693")
    assert [person.name for person in oldboy.directors] == ["Park Chan-wook"]
    assert oldboy.other_names == ("올드보이",)
    assert oldboy.same_as == ("http://www.wikidata.org/entity/Q475693",)
    evidence = oldboy.homages[0].evidence[0]
    assert evidence.quote.startswith("And that, perhaps, is exactly the point of recreating the scene")
    assert (evidence.language, str(evidence.voice), str(evidence.stance)) == ("en", "critic", "supports")
    assert evidence.source is not None and evidence.source.publisher is not None
    assert evidence.source.title == "Seven films that have inspired K-pop music videos in 2021"
    assert evidence.source.publisher.name == "NME"
    assert evidence in evidence.source.passages and oldboy.homages[0] in evidence.behind


def test_a_video_has_what_it_quotes_and_a_film_what_quotes_it(graph: Graph) -> None:
    lilac, oldboy = graph.video("LILAC"), graph.film("Oldboy")
    assert lilac.quotes == (oldboy,)
    assert lilac in oldboy.quoted_in
    assert set(lilac.homages) < set(oldboy.homages)  # the teaser's is the other
    assert lilac.scenes == oldboy.scenes
    assert lilac.performers == (graph.person("IU"),)
    assert lilac in graph.person("IU").works and oldboy in graph.person("IU").quotes
    (homage,) = (each for each in lilac.homages if each.scenes)
    assert {change.shows for change in homage.alterations} >= {"the compartments of a train"}
    assert all(change.about == lilac and change.alters == homage for change in homage.alterations)


def test_a_member_has_what_the_member_enacts(graph: Graph) -> None:
    yeonjun = graph.person("Yeonjun")
    (homage,) = yeonjun.homages
    assert homage.enacted_by == (yeonjun,)
    assert homage.about in graph.group("TXT").works
    assert yeonjun in graph.group("TXT").members


@pytest.mark.parametrize(
    ("many", "term"),
    [
        ("films", "Film"), ("videos", "MusicVideo"), ("works", "Work"), ("people", "Person"), ("groups", "Group"),
        ("scenes", "Scene"), ("characters", "Character"), ("techniques", "Technique"), ("homages", "Homage"),
        ("conjectures", "Conjecture"), ("sources", "Source"),
    ],
)  # fmt: skip
def test_everything_of_a_class_is_there_once_and_sorted(many: str, term: str, graph: Graph, peer: Any) -> None:
    import rdflib

    things = getattr(graph, many)
    members = set(peer.subjects(rdflib.RDF.type, rdflib.URIRef(PREFIXES["hg"] + term)))
    assert {rdflib.URIRef(thing.iri) for thing in things} == members
    assert len(things) == len(members)
    assert list(things) == sorted(things, key=lambda thing: thing.sort_key)


PATHS = {
    Film: {
        "quoted_in": "hg:quotedIn",
        "directors": "hg:directedBy",
        "scenes": "^hg:sceneOf",
        "characters": "^hg:appearsIn",
        "motifs": "^hg:motifOf",
        "series": "hg:partOfSeries",
        "evidence": "hg:evidence",
    },
    MusicVideo: {
        "quotes": "hg:homageOf",
        "scenes": "hg:recreatesScene",
        "techniques": "hg:usesTechnique",
        "styling": "hg:stylingDrawnFrom",
        "quoted_directors": "hg:homageToDirector",
        "homages": "hg:hasHomage",
        "conjectures": "^hg:allegedIn",
        "performers": "hg:performedBy",
        "guests": "hg:features|hg:guestAppearance",
    },
    Homage: {
        "targets": "hg:target",
        "works": "hg:ofWork|hg:ofVideo|(hg:ofElement/hg:elementOf)",
        "scenes": "hg:ofScene",
        "enacted_by": "hg:enactedBy",
        "evidence": "hg:evidence",
        "alterations": "^hg:alters",
        "disagrees_with": "hg:disagreesWith",
    },
    Person: {"directed": "hg:directed", "groups": "hg:memberOf", "quoted_in": "^hg:homageToDirector"},
}


@pytest.mark.parametrize(
    ("kind", "prop", "path"), [(kind, prop, path) for kind, paths in PATHS.items() for prop, path in paths.items()]
)
def test_a_property_is_what_a_query_answers(kind: type[Thing], prop: str, path: str, graph: Graph) -> None:
    """Of every thing of the class at once, against SPARQL over the same store."""
    answer = graph.query(
        f"PREFIX hg: <{PREFIXES['hg']}> SELECT DISTINCT ?thing ?other {{ ?thing a hg:{kind.__name__} ; {path} ?other }}"
    )
    things = graph.shelf.every(kind)
    assert {(thing, other) for thing in things for other in getattr(thing, prop)} == {tuple(row) for row in answer}


def test_homages_to_a_work_are_those_of_the_saved_query(graph: Graph) -> None:
    """Which counts what is of a scene, a character or a motif, and of a part of a series."""
    answer = graph.ask("videos-that-quote-a-film")
    asked = {(row.work, row.homage) for row in answer}
    reached = {
        (work, homage)
        for work in {row.work for row in answer}
        for homage in (work.homages_to_it if isinstance(work, CitingWork) else work.homages)
        if homage.about.performers and homage.evidence
    }
    assert asked == reached


def test_a_series_has_the_homages_to_its_parts(graph: Graph) -> None:
    series = graph.work("series:kill-bill")
    assert isinstance(series, FilmSeries)
    assert {part.name for part in series.parts} == {"Kill Bill: Vol. 1", "Kill Bill: Vol. 2"}
    for part in series.parts:
        assert set(part.homages) <= set(series.homages)


def test_a_conjecture_never_looks_like_a_homage(graph: Graph) -> None:
    odd_eye = graph.video("Odd Eye")
    assert len(odd_eye.conjectures) == 2
    for conjecture in graph.conjectures:
        assert isinstance(conjecture, Conjecture) and not isinstance(conjecture, Homage)
        assert repr(conjecture).startswith("<Conjecture “")
        assert "<strong>Homages</strong>" not in conjecture._repr_html_()
        assert conjecture.about is not None and conjecture not in conjecture.about.homages
    assert not set(graph.homages) & set(graph.conjectures)
    with pytest.raises(UnknownNameError):
        graph.homage(odd_eye.conjectures[0].curie)


def test_names_are_found_and_near_ones_suggested(graph: Graph) -> None:
    assert graph.thing("film:oldboy") == graph.film("OLDBOY") == graph.work("올드보이")
    assert type(graph.thing("film:oldboy")) is Film
    with pytest.raises(UnknownNameError, match="no film is called “Oldbuy”; did you mean “Oldboy”"):
        graph.film("Oldbuy")
    with pytest.raises(UnknownNameError):
        graph.video("Oldboy")
    with pytest.raises(AmbiguousNameError, match="series:kill-bill"):
        graph.thing("Kill Bill")


def test_a_thing_is_equal_to_whatever_has_its_iri(graph: Graph) -> None:
    oldboy, again = graph.film("Oldboy"), load(ROOT).film("Oldboy")
    assert oldboy == again and hash(oldboy) == hash(again)
    assert oldboy == graph.find("Oldboy") and graph.find("Oldboy") == oldboy
    assert len({oldboy, again, oldboy.node}) == 1
    assert oldboy != graph.film("Vertigo") and oldboy not in ("Oldboy", oldboy.iri)


def test_a_thing_cannot_be_changed(graph: Graph) -> None:
    oldboy: Any = graph.film("Oldboy")
    for name in ("name", "node", "remark"):
        with pytest.raises(AttributeError, match="only read"):
            setattr(oldboy, name, "x")
    with pytest.raises(AttributeError, match="only read"):
        del oldboy.node


def test_a_thing_says_what_it_is(graph: Graph) -> None:
    assert repr(graph.film("Oldboy")) == "<Film “Oldboy” (2003)>"
    assert repr(graph.scene("the corridor fight")) == "<Scene “the corridor fight” of Oldboy>"
    assert str(graph.person("IU")) == "IU"
    assert repr(graph.video("Odd Eye").conjectures[0]).endswith(" (speculative)>")


def test_what_has_no_class_of_the_ontology_is_a_thing(graph: Graph) -> None:
    thing = graph.shelf.thing(ox.NamedNode("urn:nothing"))
    assert type(thing) is Thing
    assert (thing.name, thing.kind, thing.link, thing.evidence, thing.other_names) == ("urn:nothing", "", None, (), ())


def test_things_of_files_without_an_ontology_can_be_read(tmp_path: Path) -> None:
    file = tmp_path / "own.ttl"
    file.write_text(
        f"""@prefix hg: <{PREFIXES["hg"]}> . @prefix rdfs: <{PREFIXES["rdfs"]}> .
        <urn:film> a hg:Film ; rdfs:label "A film" ; hg:directedBy <urn:somebody> ; hg:releaseYear "soon" .""",
        "utf-8",
    )
    film = load(file).film("A film")
    (director,) = film.directors
    assert isinstance(director, Person)
    assert (director.name, film.year, film.link) == ("urn:somebody", None, None)


def test_a_scripts_text_is_no_script(tmp_path: Path) -> None:
    file = tmp_path / "own.ttl"
    file.write_text(
        f"""@prefix hg: <{PREFIXES["hg"]}> . @prefix rdfs: <{PREFIXES["rdfs"]}> .
        <javascript:alert%281%29> a hg:Film ; rdfs:label "<script>alert('1')</script>" .
        <urn:e> a hg:Evidence ; hg:quote "<img src=x onerror=alert(1)>" ; hg:source <urn:s> .
        <javascript:alert%281%29> hg:evidence <urn:e> .
        <urn:s> a hg:Source ; rdfs:label "a & b\\u202e" .""",
        "utf-8",
    )
    (film,) = load(file).films
    text = film._repr_html_()
    assert "<script" not in text and "<img" not in text and "href" not in text and "\u202e" not in text
    assert "&lt;script&gt;alert(&#x27;1&#x27;)&lt;/script&gt;" in text


def test_a_source_leads_to_its_page(graph: Graph) -> None:
    source = graph.source("NME, Seven films")
    assert source.url is not None and source.link == source.url
    assert f'href="{source.url}"' in source._repr_html_()
    assert {len(each.date) for each in graph.sources if each.date} <= {4, 7, 10}


def test_things_of_every_kind_can_be_shown(graph: Graph) -> None:
    for many in ("works", "people", "groups", "homages", "sources", "techniques", "characters", "scenes"):
        for thing in getattr(graph, many)[::15]:
            assert thing.name and repr(thing) and thing._repr_html_().startswith("<p><strong>")


def test_a_thing_is_taken_where_a_term_is(graph: Graph) -> None:
    lilac, oldboy = graph.video("LILAC"), graph.film("Oldboy")
    assert graph.explain(lilac, HG.homageOf, oldboy).proof is not None
    assert graph.ask("homages-in-video", video=lilac) == graph.ask("homages-in-video", video="LILAC")
    assert graph.name(oldboy) == graph.name(oldboy.node) == "Oldboy"
    assert graph.portray(oldboy) == graph.portray(oldboy.node)


SNIPPET = """
from homage_graph import load
from homage_graph.vocabulary import HG

graph = load()
film = graph.film("Oldboy")
reveal_type(film)
reveal_type(film.year)
reveal_type(film.homages[0].evidence[0].quote)
reveal_type(film.homages[0].evidence[0].source)
reveal_type(film.homages[0].about)
reveal_type(film.conjectures)
reveal_type(graph.video("LILAC").scenes)
reveal_type(graph.films)
reveal_type(graph.ask("sources")[0])
reveal_type(film.homages[0].picture().svg)
reveal_type(HG.homageOf)
HG.homageOv
film.homage
film.year = 2004
"""
REVEALED = [
    "homage_graph.things.Film",
    "int | None",
    "str",
    "homage_graph.things.Source | None",
    "homage_graph.things.CitingWork | None",
    "tuple[homage_graph.things.Conjecture, ...]",
    "tuple[homage_graph.things.Scene, ...]",
    "tuple[homage_graph.things.Film, ...]",
    "homage_graph.querying.answer.Row",
    "str",
    "pyoxigraph.NamedNode",
]
MISTAKES = ['has no attribute "homageOv"', 'has no attribute "homage"', "is read-only"]


def test_a_type_checker_knows_what_everything_is(tmp_path: Path) -> None:
    """As one who installed the package has it: py.typed is there, and what is misspelt is found before it runs."""
    (tmp_path / "snippet.py").write_text(SNIPPET, "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--cache-dir", ROOT / ".mypy_cache" / "snippet", "snippet.py"],
        cwd=tmp_path,
        env={"PATH": "", "MYPYPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    ours = [line for line in done.stdout.splitlines() if line.startswith("snippet.py")]
    revealed = [line.split('"')[1] for line in ours if "Revealed type" in line]
    assert [each.replace("builtins.", "") for each in revealed] == REVEALED
    mistakes = [line for line in ours if ": error: " in line]
    assert len(mistakes) == len(MISTAKES), done.stdout
    for line, mistake in zip(mistakes, MISTAKES, strict=True):
        assert mistake in line
    assert (ROOT / "src" / "homage_graph" / "py.typed").is_file()


def test_completion_offers_the_properties(graph: Graph) -> None:
    assert {"homages", "conjectures", "directors", "quoted_in", "picture"} <= set(dir(graph.film("Oldboy")))
    assert {"film", "films", "video", "videos"} <= set(dir(graph))
    assert isinstance(graph.works[0], Work) and isinstance(graph.scenes[0], Scene)
    assert isinstance(graph.homages[0].evidence[0], Evidence) and isinstance(graph.sources[0], Source)
