"""Nothing in data/ stands by itself: it is quoted, it quotes, it made something, or it says so. And names tell apart."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pytest

from homage_graph.store import Layer
from homage_graph.vocabulary import curie

if TYPE_CHECKING:
    from homage_graph import Graph

PREFIXES = """
PREFIX hg: <https://w3id.org/homage-graph/ontology#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""

NOT_QUOTED = {
    "motif:chungking-express-canned-pineapples": "NME has them in the film; nobody says that they are in the video",
}
"""What is known of a film and is no homage, with the reason why it is there."""
QUOTED = (
    *("Film", "FilmSeries", "TelevisionProgramme", "StageWork", "Artwork", "LiteraryWork"),
    *("Scene", "Character", "Motif"),
)
CONTAINS_TARGET = """
    { ?claim hg:target ?thing } UNION
    { ?claim hg:target/(hg:elementOf|hg:partOfSeries)+ ?thing }"""
DOES_SOMETHING = """
    { ?work hg:performedBy|hg:features|hg:guestAppearance|hg:directedBy ?thing } UNION
    { ?character hg:portrayedBy ?thing } UNION
    { ?claim hg:target|hg:enactedBy ?thing } UNION
    { ?thing hg:memberOf/^(hg:performedBy|hg:features) ?work } UNION
    { ?work (hg:performedBy|hg:features)/hg:memberOf ?thing }"""
IS_QUOTED_FROM = "{ ?x hg:source|dct:source ?thing } UNION { ?x hg:derivedFrom ?thing }"


TIES = {
    **dict.fromkeys(QUOTED, CONTAINS_TARGET),
    "Person": DOES_SOMETHING,
    "Group": DOES_SOMETHING,
    "Source": IS_QUOTED_FROM,
    "Publisher": "{ ?source hg:publishedBy ?thing }",
    "MusicVideo": "{ ?claim hg:about|hg:target ?thing }",
}
"""What ties the things of a class to the others."""


@pytest.mark.parametrize("kind", TIES)
def test_nothing_stands_by_itself(kind: str, graph: Graph) -> None:
    everything = {thing for (thing,) in graph.query(f"{PREFIXES}SELECT ?thing {{ ?thing a hg:{kind} }}").rows}
    tied = {thing for (thing,) in graph.query(f"{PREFIXES}SELECT DISTINCT ?thing {{ {TIES[kind]} }}").rows}
    assert {curie(thing.value) for thing in everything - tied} - NOT_QUOTED.keys() == set()


def test_what_is_excepted_is_there_and_still_not_quoted(graph: Graph) -> None:
    tied = {thing for (thing,) in graph.query(f"{PREFIXES}SELECT DISTINCT ?thing {{ {CONTAINS_TARGET} }}").rows}
    assert not {graph.find(name) for name in NOT_QUOTED} & tied


def test_two_things_of_a_class_with_one_name_are_told_apart(graph: Graph) -> None:
    """By the year, by who performs, or, of what is in a work, by the work."""
    answer = graph.query(
        PREFIXES
        + """
        SELECT ?kind ?label ?thing ?mark WHERE {
            ?thing a ?kind ; rdfs:label ?label FILTER (LANG(?label) = "en")
            OPTIONAL { ?thing hg:releaseYear|hg:performedBy|hg:sceneOf|hg:appearsIn|hg:motifOf ?mark }
        }""",
        layer=Layer.ASSERTED,
    )
    marks: defaultdict[tuple[str, str], defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for kind, label, thing, mark in answer.rows:
        marks[curie(kind.value), label.value.casefold()][curie(thing.value)].add(mark.value if mark else "")
    alike = {
        (kind, label): sorted(things)
        for (kind, label), things in marks.items()
        if len({frozenset(mark) for mark in things.values()}) < len(things)
    }
    assert alike == {}
