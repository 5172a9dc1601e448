from __future__ import annotations

import pyoxigraph as ox
import pytest
import rdflib
from graphs import inferred as derived
from graphs import materialise, short, triples

from homage_graph import Graph
from homage_graph.interchange import from_rdflib, to_rdflib
from homage_graph.reasoning.sparql import NAMELESS, as_updates


def by_oxigraph(updates: str, given_: list[ox.Triple]) -> set[ox.Triple]:
    store = ox.Store()
    store.extend(ox.Quad(*triple) for triple in given_)
    before = {quad.triple for quad in store}
    size = -1
    while size != len(store):
        size = len(store)
        store.update(updates)
    return {quad.triple for quad in store if NAMELESS not in str(quad.object)} - before


def test_the_rules_of_the_bundled_ontology_run_on_oxigraph_as_here(graph: Graph) -> None:
    assert by_oxigraph(graph.rules(), list(graph.asserted)) == set(graph.inferred())


def test_the_rules_run_on_rdflib_too(graph: Graph) -> None:
    """One by one: its parser goes a level deeper with each update of a sequence."""
    _, prefixes, *parts = graph.rules().split("\n\n")
    updates = [part for part in parts if "INSERT" in part]
    one = [triple for triple in graph.asserted if "lilac" in str(triple) or "oldboy" in str(triple)]
    other = to_rdflib(one)
    size = -1
    while size != len(other):
        size = len(other)
        for update in updates:
            other.update(f"{prefixes}\n{update.removesuffix(' ;')}")
    legal = (t for t in other if NAMELESS not in str(t[2]) and not isinstance(t[0], rdflib.Literal))
    assert set(from_rdflib(legal)) - set(one) == by_oxigraph(graph.rules(), one)


@pytest.mark.parametrize(
    "turtle",
    [
        ":p a owl:FunctionalProperty . :a :p :b , :c . :b :q :d .",
        ":a owl:sameAs :b . :b owl:sameAs :c . :c :p :d . :p owl:sameAs :q .",
        ":C owl:oneOf ( :a :b ) . :C rdfs:subClassOf [ owl:onProperty :p ; owl:hasValue 1 ] .",
        ":p a owl:TransitiveProperty . :a :p :b . :b :p :c . :c :p :d .",
    ],
)
def test_equality_is_followed_where_the_standard_is_asked_for(turtle: str) -> None:
    updates = as_updates(materialise(turtle).last.rules, merges=True)
    found = {short(triple) for triple in by_oxigraph(updates, triples(turtle))}
    quiet = {line for line in found if line.split()[0] == line.split()[-1] and "sameAs" in line}
    assert found - quiet == derived(turtle)


def test_a_contradiction_ends_in_nothing() -> None:
    turtle = ":C owl:disjointWith :D . :a a :C , :D ."
    updates = as_updates(materialise(turtle).last.rules, merges=False)
    assert [short(triple) for triple in by_oxigraph(updates, triples(turtle))] == ["<:a> a <owl:Nothing>"]


def test_every_update_bears_its_rules_name_and_its_axiom(graph: Graph) -> None:
    text = graph.rules()
    assert "# prp-spo2: hg:hasHomage ∘ hg:ofWork makes hg:homageOf" in text
    assert "# cax-sco: every hg:Film is hg:SourceWork [hg:Film rdfs:subClassOf hg:SourceWork]" in text
    assert text.count("INSERT {") == text.count("\n# ") - text.split("PREFIX")[0].count("\n# ") - 2
