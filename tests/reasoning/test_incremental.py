from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from graphs import PREFIXES, statements, triples
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from conftest import ROOT
from homage_graph import Graph, load
from homage_graph.reasoning.incremental import Change, Incremental, RebuildError
from homage_graph.reasoning.reasoner import RuleReasoner, close, difference
from homage_graph.store import Layer
from homage_graph.store.embedded import EmbeddedStore

ONTOLOGY = """
:p rdfs:domain :A ; rdfs:range :B ; rdfs:subPropertyOf :q ; owl:inverseOf :pOf .
:q a owl:TransitiveProperty . :r owl:propertyChainAxiom ( :p :q ) , ( :r :s ) . :s a owl:SymmetricProperty .
:A rdfs:subClassOf :C . :B rdfs:subClassOf [ owl:onProperty :s ; owl:hasValue :hub ] .
[ owl:onProperty :r ; owl:someValuesFrom :B ] rdfs:subClassOf :D .
:E owl:intersectionOf ( :C [ owl:onProperty :year ; owl:someValuesFrom xsd:integer ] ) .
:D owl:disjointWith :F . :year a owl:FunctionalProperty ; rdfs:range xsd:integer . :E owl:hasKey ( :id ) .
:G owl:oneOf ( :a :b ) . :G rdfs:subClassOf :H . [ owl:onProperty :p ; owl:allValuesFrom :D ] owl:equivalentClass :F .
:p a owl:ObjectProperty . :A a owl:Class .
"""
NAMES = ("a", "b", "c", "d", "hub")
VERBS = ("p", "q", "r", "s", "pOf")


@st.composite
def data(draw: st.DrawFn) -> str:
    verb = st.tuples(st.sampled_from(NAMES), st.sampled_from(VERBS), st.sampled_from(NAMES))
    kind = st.tuples(st.sampled_from(NAMES), st.just("type"), st.sampled_from("ABCDEFGH"))
    value = st.tuples(
        st.sampled_from(NAMES), st.sampled_from(("year", "id")), st.sampled_from(("1", "2", "'x'", "1.0"))
    )
    rows = draw(st.lists(st.one_of(verb, verb, kind, value), min_size=1, max_size=14, unique=True))
    return "\n".join(_line(*row) for row in rows)


def _line(subject: str, verb: str, target: str) -> str:
    if verb == "type":
        return f":{subject} a :{target} ."
    return f":{subject} :{verb} {target if verb in ('year', 'id') else f':{target}'} ."


def stored(given_: list[ox.Triple]) -> EmbeddedStore:
    store = EmbeddedStore()
    store.load(given_, Layer.ASSERTED)
    store.load(close(RuleReasoner().materialise(given_)).inferred, Layer.INFERRED)
    return store


def in_store(given_: list[ox.Triple]) -> list[ox.Triple]:
    """As a store spells literals: 01 is 1 there."""
    store = EmbeddedStore()
    store.load(given_, Layer.ASSERTED)
    return list(store.dump(Layer.ASSERTED))


def inferred(given_: list[ox.Triple]) -> set[tuple]:
    return {tuple(triple) for triple in close(RuleReasoner().materialise(given_)).inferred}


def applied(before: set[tuple], change: Change) -> set[tuple]:
    assert not set(change.appears) & before
    assert set(change.vanishes) <= before
    return (before - set(change.vanishes)) | set(change.appears)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(data(), data())
def test_adding_is_what_reasoning_anew_would_be(first: str, second: str) -> None:
    axioms = triples(ONTOLOGY)
    before, more = in_store([*axioms, *triples(first)]), triples(second)
    change = Incremental(stored(before)).extend(statements(second))
    assert applied(inferred(before), change) == inferred([*before, *more])


@settings(max_examples=150, deadline=None, derandomize=True)
@given(data(), st.data())
def test_taking_away_is_what_reasoning_anew_would_be(text: str, chance: st.DataObject) -> None:
    axioms, rows = in_store(triples(ONTOLOGY)), triples(text)
    gone = chance.draw(st.lists(st.sampled_from(rows), min_size=1, unique=True))
    before = [*axioms, *rows]
    change = Incremental(stored(before)).retract(tuple(triple) for triple in gone)
    after = [*axioms, *(triple for triple in rows if triple not in gone)]
    assert applied(inferred(before), change) == inferred(after)


@settings(max_examples=80, deadline=None, derandomize=True)
@given(data(), data())
def test_adding_contradicts_when_reasoning_anew_does(first: str, second: str) -> None:
    before = in_store([*triples(ONTOLOGY), *triples(first)])
    assume(not _contradicts(before))
    change = Incremental(stored(before)).extend(statements(second))
    made = [RuleReasoner().materialise(given_) for given_ in (before, [*before, *triples(second)])]
    anew = difference(*made)
    assert bool(change.conflicts) == bool(anew.conflicts)
    names = [{conflict.rule.name for conflict in one.conflicts} for one in (change, anew)]
    assert names[0] == names[1]


def _contradicts(given_: list[ox.Triple]) -> bool:
    summary = close(RuleReasoner().materialise(given_)).summary
    return bool(summary.contradictions or summary.duplicates)


def test_each_file_of_the_bundled_graph_can_be_taken_away_and_put_back(graph: Graph) -> None:
    whole = {tuple(triple) for triple in graph.inferred()}
    for document in graph.data_documents[:: max(1, len(graph.data_documents) // 12)]:
        gone = {tuple(triple) for triple in document}
        rest = [triple for triple in graph.asserted if tuple(triple) not in gone]
        without = inferred(rest)
        store = stored(rest)
        assert applied(without, Incremental(store).extend(gone)) == whole, document.name
        assert applied(whole, Incremental(stored(list(graph.asserted))).retract(gone)) == without, document.name


def test_nothing_is_written_to_the_store() -> None:
    store = stored(triples(ONTOLOGY + ":a :p :b ."))
    before = len(store.engine)
    Incremental(store).extend(statements(":c :p :d ."))
    Incremental(store).retract(statements(":a :p :b ."))
    assert len(store.engine) == before


@pytest.mark.parametrize("more", [":p a owl:FunctionalProperty .", ":a owl:sameAs :b .", ":A rdfs:subClassOf :B ."])
def test_what_changes_the_rules_needs_the_closure_made_anew(more: str) -> None:
    with pytest.raises(RebuildError):
        Incremental(stored(triples(ONTOLOGY))).extend(statements(more))
    with pytest.raises(RebuildError):
        Incremental(stored(triples(ONTOLOGY + more))).retract(statements(more))


def test_a_new_key_that_is_known_is_a_duplicate(tmp_path: Path) -> None:
    file = tmp_path / "again.ttl"
    file.write_text(
        "<https://w3id.org/homage-graph/id/film/x> a <https://w3id.org/homage-graph/ontology#Film> ;"
        ' <https://w3id.org/homage-graph/ontology#imdbId> "tt0364569" .'
    )
    (conflict,) = load(ROOT).consequences(file).conflicts
    assert conflict.rule.name == "prp-key"


def test_files_that_speak_of_the_ontology_have_consequences_too(tmp_path: Path) -> None:
    graph = tmp_path / "graph.ttl"
    graph.write_text(PREFIXES + ":a :p :b . :q a owl:ObjectProperty .")
    more = tmp_path / "more.ttl"
    more.write_text(PREFIXES + ":p rdfs:subPropertyOf :q .")
    change = load(graph).consequences(more)
    assert change.appears == tuple(statements(":a :q :b ."))
