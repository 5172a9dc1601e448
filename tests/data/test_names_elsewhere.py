"""Identifiers in data/ are those of tests/facts/identifiers.csv, at the thing they belong to, as sure as they are there."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from conftest import ROOT
from homage_graph.vocabulary import HG, ONTOLOGY, PREFIXES, curie

if TYPE_CHECKING:
    from homage_graph import Graph

with (ROOT / "tests" / "facts" / "identifiers.csv").open(encoding="utf-8", newline="") as table:
    ROWS = list(csv.DictReader(table))

COLUMNS = {
    "imdbId": "imdb",
    "tmdbId": "tmdb",
    "wikidataId": "wikidata",
    "musicBrainzId": "musicbrainz_artist",
    "youtubeId": "youtube_video",
    "youtubeChannelId": "youtube_channel",
}
"""Properties of identifiers that are sure, and their columns."""
BY_VALUE = {(column, row[column]): row for row in ROWS for column in COLUMNS.values() if row[column]}
REGISTERS = {
    "imdb": "imdb",
    "tmdb": "tmdb",
    "tmdb-collection": "tmdb",
    "wikidata": "wikidata",
    "musicbrainz": "musicbrainz_artist",
    "youtube": "youtube_video",
    "youtube-channel": "youtube_channel",
}
"""How a hg:unconfirmedIdentifier begins, and the column."""
IN_BRACKETS = {
    "imdb": "imdb",
    "tmdb": "tmdb",
    "wikidata": "QID",
    "musicbrainz_artist": "MBID",
}
"""What a column is called in the brackets of a confidence: “high (imdb/tmdb); medium (QID)”."""
IN_CONFLICT = {
    ("Singin' in the Rain", "wikidata"),
    ("2001: A Space Odyssey", "wikidata"),
    ("BTS", "musicbrainz_artist"),
    ("IVE", "wikidata"),
    ("BTS - FIRE", "youtube_video"),
}
"""Rows whose note has a CONFLICT, and the column it is about: these stay out."""
KINDS = {
    "film": {HG.Film.value},
    "film/series": {HG.Film.value, HG.FilmSeries.value, HG.TelevisionProgramme.value},
    "film series": {HG.FilmSeries.value},
    "director": {HG.Person.value},
    "artist": {HG.Person.value, HG.Group.value},
    "music video": {HG.MusicVideo.value},
}
ASPECTS = {
    PREFIXES["rdfs"] + "label": "name",
    PREFIXES["skos"] + "altLabel": "name",
    PREFIXES["rdf"] + "type": "kind",
    HG.performedBy.value: "performer",
    HG.releaseYear.value: "year",
}
UNCONFIRMED = ox.NamedNode(ONTOLOGY + "unconfirmedIdentifier")

Identifier = tuple[ox.NamedNode, str, str]
"""A thing, a column, and the value as the column has it."""


@pytest.fixture(scope="module")
def sure(graph: Graph) -> list[Identifier]:
    columns = {ox.NamedNode(ONTOLOGY + term): column for term, column in COLUMNS.items()}
    triples = [t for d in graph.data_documents for t in d if t.predicate in columns]
    return [(t.subject, columns[t.predicate], t.object.value) for t in triples]


@pytest.fixture(scope="module")
def unconfirmed(graph: Graph) -> list[Identifier]:
    found = []
    for triple in (t for d in graph.data_documents for t in d if t.predicate == UNCONFIRMED):
        register, colon, value = triple.object.value.partition(":")
        assert colon and register in REGISTERS, triple
        value = f"collection {value}" if register == "tmdb-collection" else value
        found.append((triple.subject, REGISTERS[register], value))
    return found


def confidence(row: dict[str, str], column: str) -> str:
    """`high`, or `high (imdb/tmdb); medium (QID)`; a column that only others are named beside is of medium confidence."""
    parts = [part.strip() for part in row["confidence"].split(";")]
    for part in parts:
        level, _, named = part.partition(" (")
        if IN_BRACKETS.get(column, "?") in re.split("[/)]", named):
            return level
    return parts[0] if "(" not in parts[0] else "medium"


def _plain(text: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


def _names(label: str) -> set[str]:
    """A label, without what is in brackets, and what is there: “TOMORROW X TOGETHER (TXT)”, “Star Wars (collection)”."""
    label = re.sub(r" feat\. .+", "", label)
    inside = re.findall(r"\((.+)\)", label)
    return {_plain(name) for name in (label, re.sub(r"\(.+\)", "", label), *inside)} - {""}


def test_the_conflicts_are_those_of_the_notes() -> None:
    assert {row["label"] for row in ROWS if "CONFLICT" in row["note"]} == {label for label, _ in IN_CONFLICT}


def test_how_sure_a_column_is() -> None:
    row = {"confidence": "high (imdb/tmdb); medium (QID)"}
    assert [confidence(row, column) for column in ("imdb", "tmdb", "wikidata")] == ["high", "high", "medium"]
    assert confidence({"confidence": "high (QID)"}, "musicbrainz_artist") == "medium"
    assert confidence({"confidence": "high"}, "youtube_channel") == "high"
    assert confidence({"confidence": "low"}, "imdb") == "low"


def _wrong(found: list[Identifier], level: str) -> list[str]:
    """What is wrong with identifiers that should all be of one level of confidence."""
    complaints = []
    for thing, column, value in found:
        row = BY_VALUE.get((column, value))
        if row is None:
            complaints.append(f"{curie(thing.value)}: no row has {column} {value}")
        elif confidence(row, column) != level:
            complaints.append(f"{curie(thing.value)}: {column} {value} is of {confidence(row, column)} confidence")
        elif (row["label"], column) in IN_CONFLICT:
            complaints.append(f"{curie(thing.value)}: {column} {value} is in conflict")
    return complaints


def test_an_identifier_is_one_of_high_confidence(sure: list[Identifier]) -> None:
    assert len(sure) > 30
    assert _wrong(sure, "high") == []


def test_an_unconfirmed_identifier_is_one_of_medium_confidence(unconfirmed: list[Identifier]) -> None:
    assert _wrong(unconfirmed, "medium") == []


@pytest.fixture(scope="module")
def said(graph: Graph) -> dict[tuple[ox.NamedNode, str], set[str]]:
    """What is said of a thing: its names, its kinds, its year, who performs it."""
    found: defaultdict[tuple[ox.NamedNode, str], set[str]] = defaultdict(set)
    for triple in (t for d in graph.data_documents for t in d):
        aspect = ASPECTS.get(triple.predicate.value)
        if aspect is not None:
            value = triple.object.value
            found[triple.subject, aspect].add(_plain(value) if aspect == "name" else value)
    for (work, aspect), performers in list(found.items()):
        if aspect == "performer":
            for performer in performers:
                found[work, "artist"] |= found[ox.NamedNode(performer), "name"]
    return found


def _fits(said: dict[tuple[ox.NamedNode, str], set[str]], thing: ox.NamedNode, row: dict[str, str]) -> bool:
    """Whether a thing is what a row speaks of: of its kind, under its name, a film of its year, a video of its artist."""
    label = row["label"]
    if row["entity_type"] == "music video":
        artist, _, label = label.partition(" - ")
        if not said[thing, "artist"] & {name for part in artist.split(" x ") for name in _names(part)}:
            return False
    if row["entity_type"] == "film" and said[thing, "year"] - {row["year"]}:
        return False
    return bool(said[thing, "kind"] & KINDS[row["entity_type"]]) and bool(said[thing, "name"] & _names(label))


def test_an_identifier_is_at_the_thing_that_its_row_names(
    said: dict[tuple[ox.NamedNode, str], set[str]], sure: list[Identifier], unconfirmed: list[Identifier]
) -> None:
    wrong = [
        f"{curie(thing.value)} has {column} {value}, which is of {row['label']} ({row['year']})"
        for thing, column, value in [*sure, *unconfirmed]
        if (row := BY_VALUE.get((column, value))) is not None and not _fits(said, thing, row)
    ]
    assert wrong == []


def test_no_value_is_at_two_things_or_both_sure_and_not(sure: list[Identifier], unconfirmed: list[Identifier]) -> None:
    things: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for thing, column, value in [*sure, *unconfirmed]:
        things[column, value].append(curie(thing.value))
    assert {value: found for value, found in things.items() if len(found) > 1} == {}
