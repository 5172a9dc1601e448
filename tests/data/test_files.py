from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

from conftest import ROOT
from homage_graph.vocabulary import HG, PREFIXES

if TYPE_CHECKING:
    from homage_graph import Graph

FILES = sorted((ROOT / "data").rglob("*.ttl"))


def test_there_is_a_file_a_music_video(graph: Graph) -> None:
    videos = {t.subject for d in graph.data_documents for t in d if t.object == HG.MusicVideo}
    assert len(videos) >= 11  # the twelve entries of the two articles, Bittersweet being in both, and more
    for video in videos:
        slug = video.value.rpartition("/")[2]
        assert (ROOT / "data" / "videos" / f"{slug}.ttl").is_file(), slug


def test_no_blank_nodes(graph: Graph) -> None:
    terms = {term for d in graph.data_documents for t in d for term in (t.subject, t.object)}
    assert not [term for term in terms if isinstance(term, ox.BlankNode)]


def test_each_file_declares_the_prefixes_it_uses_and_no_other() -> None:
    for path in FILES:
        text = path.read_text("utf-8")
        declared = dict(re.findall(r"(?m)^@prefix ([\w-]+): +<([^>]+)> \.$", text))
        assert declared.items() <= PREFIXES.items(), path
        body = re.sub(r'"(?:[^"\\]|\\.)*"|<[^>]*>|(?m:^#.*$)|(?m:^@prefix.*$)', "", text)
        assert set(re.findall(r"(?<![\w-])([\w-]+):\w", body)) == set(declared), path


def test_files_are_tidy() -> None:
    for path in FILES:
        text = path.read_text("utf-8")
        assert text.startswith("#"), path
        assert text.endswith(" .\n"), path
        assert "\t" not in text, path
        assert not re.search(r"(?m) +$", text), path
        assert "\r" not in text, path


def test_the_wording_of_a_quote_is_in_the_quote(graph: Graph) -> None:
    quotes = {t.subject: t.object.value for d in graph.data_documents for t in d if t.predicate == HG.quote}
    wordings = [(t.subject, t.object.value) for d in graph.data_documents for t in d if t.predicate == HG.wording]
    assert len(wordings) > 20
    for evidence, wording in wordings:
        assert wording in quotes[evidence]


def test_everything_of_ours_that_is_pointed_at_is_there(graph: Graph) -> None:
    triples = [t for d in graph.documents for t in d]
    subjects = {t.subject for t in triples}
    ours = (PREFIXES["scheme"], "https://w3id.org/homage-graph/id/")
    for triple in triples:
        if isinstance(triple.object, ox.NamedNode) and triple.object.value.startswith(ours):
            assert triple.object in subjects, triple


def test_every_character_scene_and_motif_has_evidence(graph: Graph) -> None:
    kinds = {HG.Scene, HG.Character, HG.Motif, HG.Film, HG.FilmSeries}
    things = {t.subject for d in graph.data_documents for t in d if t.object in kinds}
    attested = {t.subject for d in graph.data_documents for t in d if t.predicate == HG.evidence}
    assert things <= attested
