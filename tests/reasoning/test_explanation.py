from __future__ import annotations

import json

import pyoxigraph as ox
import pytest
from graphs import materialise, statements, triples

from homage_graph import Graph
from homage_graph.reading.positions import Positions
from homage_graph.reasoning.closure import contradictions, duplicates, everything, telling
from homage_graph.reasoning.explanation import Explainer, Explanation, Proof
from homage_graph.reasoning.renderers import as_json, as_mermaid, as_text, as_turtle
from homage_graph.reasoning.rules import shown
from homage_graph.vocabulary import HG


def prove(turtle: str, goal: str) -> Proof | None:
    (statement,) = statements(goal)
    return Explainer(materialise(turtle)).prove(statement)


def rules(proof: Proof) -> list[str]:
    return [part.rule.name for part in proof.parts() if part.rule is not None]


def test_every_inferred_triple_of_the_bundled_graph_has_a_proof_down_to_what_is_written(graph: Graph) -> None:
    made = graph.materialise()
    explainer = Explainer(made)
    written = {tuple(triple) for triple in graph.asserted}
    depths = set()
    for triple in telling(made):
        proof = explainer.prove(tuple(triple))
        assert proof is not None
        assert proof.statement == tuple(triple)
        assert proof.replays(), shown(tuple(triple))
        assert set(proof.written()) <= written
        depths.add(proof.depth())
    assert max(depths) >= 4


def test_a_proof_that_is_tampered_with_does_not_replay(graph: Graph) -> None:
    proof = graph.explain(graph.find("LILAC"), HG.homageOf, graph.find("Oldboy")).proof
    assert proof is not None
    assert proof.replays()
    other = Proof(
        (graph.find("LILAC"), HG.homageOf, graph.find("Fallen Angels")), proof.rule, proof.axioms, proof.premises
    )
    assert not other.replays()
    assert not Proof(proof.statement, proof.rule, (), proof.premises).replays()


def test_a_written_statement_is_its_own_proof() -> None:
    proof = prove(":a :p :b .", ":a :p :b .")
    assert proof is not None
    assert proof.is_written
    assert proof.depth() == 0


def test_what_does_not_hold_has_no_proof() -> None:
    assert prove(":a :p :b .", ":a :p :c .") is None
    assert prove(":p rdfs:domain :C . :a :p :b .", ":b a :C .") is None


def test_the_shortest_proof_is_found() -> None:
    proof = prove(
        ":p rdfs:subPropertyOf :q . :q rdfs:subPropertyOf :r . :r rdfs:domain :C . :t rdfs:domain :C . :a :p :b ; :t :b .",
        ":a a :C .",
    )
    assert proof is not None
    assert rules(proof) == ["prp-dom"]
    assert proof.depth() == 1


def test_an_axiom_that_is_derived_is_proved_too() -> None:
    proof = prove(
        ":R owl:onProperty :p ; owl:someValuesFrom :C . :S owl:onProperty :p ; owl:someValuesFrom :D ."
        ":C rdfs:subClassOf :D . :a a :R .",
        ":a a :S .",
    )
    assert proof is not None
    assert rules(proof) == ["scm-svf1", "cax-sco"]
    assert proof.replays()


@pytest.mark.parametrize("length", [2, 5, 300])
def test_a_transitive_chain_is_proved_link_by_link(length: int) -> None:
    links = " ".join(f":n{number} :p :n{number + 1} ." for number in range(length))
    proof = prove(f":p a owl:TransitiveProperty . {links}", f":n0 :p :n{length} .")
    assert proof is not None
    assert proof.replays()
    assert len(proof.written()) == length + 1
    assert set(rules(proof)) == {"prp-trp"}


def test_equality_is_proved_by_the_shortest_way_between_two_names() -> None:
    links = " ".join(f":n{number} owl:sameAs :n{number + 1} ." for number in range(150))
    proof = prove(f"{links} :n0 :p :o .", ":n100 :p :o .")
    assert proof is not None
    assert proof.replays()
    assert len(proof.written()) == 101
    assert set(rules(proof)) == {"eq-trans", "eq-rep-s"}


def test_equality_may_be_derived_and_follow_from_equality() -> None:
    turtle = (
        ":p a owl:FunctionalProperty . :q a owl:FunctionalProperty . :a :p :b , :c . :b :q :d . :c :q :e . :d :r :f ."
        ":g owl:sameAs :e ."
    )
    made = materialise(turtle)
    assert len(made.passes) == 3
    proof = Explainer(made).prove(statements(":g :r :f .")[0])
    assert proof is not None
    assert proof.replays()
    assert rules(proof).count("prp-fp") == 2


def test_what_data_say_of_the_ontology_is_part_of_the_proof() -> None:
    turtle = ":madeOf rdfs:range owl:SymmetricProperty . :x :madeOf :p . :a :p :b ."
    proof = prove(turtle, ":b :p :a .")
    assert proof is not None
    assert rules(proof) == ["prp-rng", "prp-symp"]
    assert proof.replays()


def test_equal_values_are_the_same() -> None:
    proof = prove(":R owl:onProperty :p ; owl:hasValue 1.0 . :a :p 1 .", ":a a :R .")
    assert proof is not None
    assert proof.replays()
    assert "dt-eq" in rules(proof)


def test_all_of_the_standards_closure_has_proofs_that_replay() -> None:
    turtle = (
        ":p a owl:FunctionalProperty , owl:ObjectProperty . :a :p :b , :c . :c :q 1 . :d owl:sameAs :a ; :q 1.0 ."
        ":C owl:intersectionOf ( :D :E ) ; a owl:Class . :b a :D , :E . :D rdfs:subClassOf :F . :q rdfs:range xsd:integer ."
    )
    made = materialise(turtle)
    explainer = Explainer(made)
    written = set(statements(turtle)) | {tuple(triple) for triple in triples(turtle)}
    from homage_graph.reasoning.closure import AXIOMS

    for triple in everything(made):
        if tuple(triple) in AXIOMS:
            continue
        proof = explainer.prove(tuple(triple))
        assert proof is not None, triple
        assert proof.replays(), triple
        leaves = {leaf for leaf in proof.written() if not any(isinstance(term, ox.BlankNode) for term in leaf)}
        assert leaves <= written


@pytest.mark.parametrize(
    ("turtle", "rule", "leaves"),
    [
        (":C owl:disjointWith :D . :a a :C . :p rdfs:range :D . :b :p :a .", "cax-dw", 4),
        (":a owl:sameAs :b . :b owl:sameAs :c . :a owl:differentFrom :c .", "eq-diff1", 3),
        ("[] a owl:AllDifferent ; owl:members ( :a :b :c ) . :a owl:sameAs :d . :c owl:sameAs :d .", "eq-diff2", 3),
        (":p a owl:FunctionalProperty . :a :p 1 , 2 .", "dt-diff", 3),
        (":a owl:sameAs 1 . :b owl:sameAs 2 . :a owl:sameAs :b .", "dt-diff", 3),
        (":p rdfs:range xsd:byte . :a :p 1000 .", "dt-not-type", 2),
        (":a a xsd:byte ; owl:sameAs 1000 .", "dt-not-type", 2),
    ],
)
def test_a_contradiction_has_a_proof_that_replays(turtle: str, rule: str, leaves: int) -> None:
    made = materialise(turtle)
    found = list(contradictions(made))
    proof = Explainer(made).accuse(found[0])
    assert proof.statement is None
    assert proof.rule is not None
    assert proof.rule.name == rule
    assert proof.replays()
    assert len(proof.written()) == leaves


def test_a_duplicate_has_a_proof_that_replays() -> None:
    made = materialise(":C owl:hasKey ( :id ) . :a a :C ; :id 1 . :p rdfs:domain :C . :b :p :x ; :id 1 .")
    (conflict,) = duplicates(made)
    proof = Explainer(made).accuse(conflict)
    assert proof.replays()
    assert rules(proof) == ["prp-dom", "prp-key"]


def test_why_not_names_the_nearest_rule_and_what_is_missing() -> None:
    explainer = Explainer(
        materialise(":r owl:propertyChainAxiom ( :p :q ) . :a :p :b . :c :q :d . :s rdfs:subPropertyOf :r .")
    )
    miss = explainer.nearest(statements(":a :r :d .")[0])
    assert miss is not None
    assert miss.rule.name == "prp-spo2"
    assert [shown(proof.statement) for proof in miss.there if proof.statement] == ["<urn:x:a> <urn:x:p> <urn:x:b>"]
    assert [shown(pattern) for pattern in miss.missing] == ["<urn:x:b> <urn:x:q> <urn:x:d>"]


def test_why_not_of_what_nothing_leads_to() -> None:
    assert Explainer(materialise(":a :p :b .")).nearest(statements(":a :q :b .")[0]) is None


def test_a_conjecture_says_what_it_lacks(graph: Graph) -> None:
    """A speculative claim names the film, but is not in the work as a homage is."""
    conjectures = graph.query(
        "PREFIX hg: <https://w3id.org/homage-graph/ontology#> SELECT ?video ?film WHERE {"
        " ?c hg:allegedIn ?video ; hg:ofWork ?film FILTER NOT EXISTS { ?video hg:homageOf ?film } } ORDER BY ?video ?film"
    )
    video, film = next(iter(conjectures))
    told = graph.explain(video, HG.homageOf, film)
    assert told.proof is None
    assert told.miss is not None
    assert "hg:hasHomage" in as_text(told)


# ------------------------------------------------------------------------------------------- renderers


@pytest.fixture(scope="module")
def lilac(graph: Graph) -> Explanation:
    return graph.explain(graph.find("LILAC"), HG.homageToDirector, graph.find("Park Chan-wook"))


def test_the_text_goes_down_to_file_and_line_and_to_the_quotes(lilac: Explanation) -> None:
    text = as_text(lilac)
    assert text.startswith(
        "video:iu-lilac hg:homageToDirector person:park-chan-wook\n└ hg:homageOf ∘ hg:directedBy makes"
    )
    assert "data/videos/iu-lilac.ttl:" in text
    assert "“Oldboy (2003) in IU’s ‘LILAC’”" in text


def test_json_has_the_steps_after_what_they_follow_from(lilac: Explanation) -> None:
    told = json.loads(as_json(lilac))
    assert told["holds"]
    for number, step in enumerate(told["steps"]):
        assert all(other < number for other in (*step.get("premises", ()), *step.get("axioms", ())))
        assert ("place" in step) != ("rule" in step)
    assert told["steps"][-1]["statement"] == told["statement"]


def test_mermaid_escapes_what_its_language_would_read() -> None:
    turtle = ':p rdfs:subPropertyOf :q . :a :p "<script>alert(1)</script>\\"]; x" .'
    made = materialise(turtle)
    (statement,) = statements(':a :q "<script>alert(1)</script>\\"]; x" .')
    chart = as_mermaid(Explanation(statement, Explainer(made).prove(statement), None, {}))
    assert "<script>" not in chart
    assert chart.count('"') % 2 == 0
    assert chart.startswith("flowchart BT\n")


def test_the_rdf_of_a_proof_loads_and_says_what_was_derived_from_what(lilac: Explanation) -> None:
    store = ox.Store()
    store.load(as_turtle(lilac).encode(), format=ox.RdfFormat.TURTLE)
    prov = "http://www.w3.org/ns/prov#"
    steps = len(rules(lilac.proof))
    assert len(list(store.quads_for_pattern(None, ox.NamedNode(f"{prov}wasGeneratedBy"), None))) == steps
    assert bool(store.query(
        f"ASK {{ ?s <{prov}wasDerivedFrom>+ ?leaf . ?leaf <{prov}atLocation> ?place FILTER NOT EXISTS {{ ?leaf <{prov}wasGeneratedBy> ?x }} }}"
    ))  # fmt: skip


def test_what_does_not_hold_is_an_empty_chart_and_an_empty_graph(graph: Graph) -> None:
    told = graph.explain(graph.find("LILAC"), HG.homageOf, graph.find("LILAC"))
    assert as_mermaid(told) == "flowchart BT\n"
    assert as_turtle(told).strip().count("\n") <= 3
    assert json.loads(as_json(told))["holds"] is False


def test_places_are_found_of_every_statement_but_the_cells_of_lists(graph: Graph) -> None:
    positions = Positions(graph.documents)
    for document in graph.documents:
        for triple in document:
            place = positions.of(tuple(triple))
            assert place is not None
            if not triple.predicate.value.endswith("#rest"):
                assert place.line is not None, triple
