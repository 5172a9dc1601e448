from __future__ import annotations

import time

import pyoxigraph as ox
import pytest
from graphs import contradictions, inferred, materialise, triples
from hypothesis import given, settings
from hypothesis import strategies as st

from homage_graph import Graph
from homage_graph.errors import ReasoningError
from homage_graph.reasoning.closure import everything, telling
from homage_graph.reasoning.materialise import Limits
from homage_graph.reasoning.reasoner import RuleReasoner, close, complete

RULES = {
    "prp-dom": (":p rdfs:domain :C . :a :p :b .", {"<:a> a <:C>"}),
    "prp-rng": (":p rdfs:range :C . :a :p :b .", {"<:b> a <:C>"}),
    "prp-symp": (":p a owl:SymmetricProperty . :a :p :b .", {"<:b> <:p> <:a>"}),
    "prp-trp": (":p a owl:TransitiveProperty . :a :p :b . :b :p :c .", {"<:a> <:p> <:c>"}),
    "prp-spo1": (":p rdfs:subPropertyOf :q . :a :p :b .", {"<:a> <:q> <:b>"}),
    "prp-spo2": (":r owl:propertyChainAxiom ( :p :q :p ) . :a :p :b . :b :q :c . :c :p :d .", {"<:a> <:r> <:d>"}),
    "prp-eqp": (":p owl:equivalentProperty :q . :a :p :b . :c :q :d .", {"<:a> <:q> <:b>", "<:c> <:p> <:d>"}),
    "prp-inv": (":p owl:inverseOf :q . :a :p :b . :c :q :d .", {"<:b> <:q> <:a>", "<:d> <:p> <:c>"}),
    "cls-int1": (":C owl:intersectionOf ( :D :E ) . :a a :D , :E . :b a :D .", {"<:a> a <:C>"}),
    "cls-int2": (":C owl:intersectionOf ( :D :E ) . :a a :C .", {"<:a> a <:D>", "<:a> a <:E>"}),
    "cls-uni": (":C owl:unionOf ( :D :E ) . :a a :D .", {"<:a> a <:C>"}),
    "cls-svf1": (":R owl:onProperty :p ; owl:someValuesFrom :C . :a :p :b . :b a :C . :c :p :d .", {"<:a> a <:R>"}),
    "cls-svf2": (":R owl:onProperty :p ; owl:someValuesFrom owl:Thing . :a :p :b .", {"<:a> a <:R>"}),
    "cls-avf": (":R owl:onProperty :p ; owl:allValuesFrom :C . :a a :R ; :p :b .", {"<:b> a <:C>"}),
    "cls-hv1": (":R owl:onProperty :p ; owl:hasValue :v . :a a :R .", {"<:a> <:p> <:v>"}),
    "cls-hv2": (":R owl:onProperty :p ; owl:hasValue :v . :a :p :v .", {"<:a> a <:R>"}),
    "cls-oo": (":C owl:oneOf ( :a :b ) .", {"<:a> a <:C>", "<:b> a <:C>"}),
    "cax-sco": (":C rdfs:subClassOf :D . :D rdfs:subClassOf :E . :a a :C .", {"<:a> a <:D>", "<:a> a <:E>"}),
    "cax-eqc": (":C owl:equivalentClass :D . :a a :C . :b a :D .", {"<:a> a <:D>", "<:b> a <:C>"}),
    "scm-svf1": (
        ":R owl:onProperty :p ; owl:someValuesFrom :C . :S owl:onProperty :p ; owl:someValuesFrom :D ."
        ":C rdfs:subClassOf :D . :a a :R .",
        {"<:a> a <:S>"},
    ),
    "scm-avf2": (
        ":R owl:onProperty :p ; owl:allValuesFrom :C . :S owl:onProperty :q ; owl:allValuesFrom :C ."
        ":p rdfs:subPropertyOf :q . :a a :S .",
        {"<:a> a <:R>"},
    ),
    "eq-rep": (
        ":a owl:sameAs :b ; :p :c . :p owl:sameAs :q .",
        {"<:b> <:p> <:c>", "<:a> <:q> <:c>", "<:b> <:q> <:c>", "<:b> <owl:sameAs> <:a>", "<:q> <owl:sameAs> <:p>"},
    ),
    "prp-fp": (":p a owl:FunctionalProperty . :a :p :b , :c .", {"<:b> <owl:sameAs> <:c>", "<:c> <owl:sameAs> <:b>"}),
    "prp-ifp": (
        ":p a owl:InverseFunctionalProperty . :a :p 1 . :b :p 01 .",
        {"<:a> <owl:sameAs> <:b>", "<:b> <owl:sameAs> <:a>"},
    ),
    "prp-key": (
        ":C owl:hasKey ( :p :q ) . :a a :C ; :p 1 ; :q 2 . :b a :C ; :p 1 ; :q 2 . :c a :C ; :p 1 ; :q 3 .",
        {"<:a> <owl:sameAs> <:b>", "<:b> <owl:sameAs> <:a>"},
    ),
    "cls-maxc2": (
        ":R owl:onProperty :p ; owl:maxCardinality 1 . :a a :R ; :p :b , :c .",
        {"<:b> <owl:sameAs> <:c>", "<:c> <owl:sameAs> <:b>"},
    ),
    "cls-maxqc3": (
        ":R owl:onProperty :p ; owl:maxQualifiedCardinality 1 ; owl:onClass :C . :a a :R ; :p :b , :c , :d . :b a :C . :c a :C .",
        {"<:b> <owl:sameAs> <:c>", "<:c> <owl:sameAs> <:b>"},
    ),
    "dt-type2": (
        ":R owl:onProperty :p ; owl:someValuesFrom xsd:byte . :a :p 42 . :b :p 1000 . :c :p 7.0 .",
        {"<:a> a <:R>", "<:c> a <:R>"},
    ),
}

FAULTS = {
    "prp-irp": ":p a owl:IrreflexiveProperty . :a :p :a .",
    "prp-asyp": ":p a owl:AsymmetricProperty . :a :p :b . :b :p :a .",
    "prp-pdw": ":p owl:propertyDisjointWith :q . :a :p :b ; :q :b .",
    "prp-adp": "[] a owl:AllDisjointProperties ; owl:members ( :o :p :q ) . :a :p :b ; :q :b .",
    "prp-npa1": "[] owl:sourceIndividual :a ; owl:assertionProperty :p ; owl:targetIndividual :b . :a :p :b .",
    "prp-npa2": "[] owl:sourceIndividual :a ; owl:assertionProperty :p ; owl:targetValue 1 . :a :p 1 .",
    "cls-nothing2": ":a a owl:Nothing .",
    "cls-com": ":C owl:complementOf :D . :a a :C , :D .",
    "cls-maxc1": ":R owl:onProperty :p ; owl:maxCardinality 0 . :a a :R ; :p :b .",
    "cls-maxqc1": ":R owl:onProperty :p ; owl:maxQualifiedCardinality 0 ; owl:onClass :C . :a a :R ; :p :b . :b a :C .",
    "cls-maxqc2": ":R owl:onProperty :p ; owl:maxQualifiedCardinality 0 ; owl:onClass owl:Thing . :a a :R ; :p :b .",
    "cax-dw": ":C owl:disjointWith :D . :a a :C , :D .",
    "cax-adc": "[] a owl:AllDisjointClasses ; owl:members ( :B :C :D ) . :a a :C , :D .",
    "eq-diff1": ":a owl:sameAs :b ; owl:differentFrom :b .",
    "eq-diff2": "[] a owl:AllDifferent ; owl:members ( :a :b :c ) . :a owl:sameAs :c .",
    "eq-diff3": "[] a owl:AllDifferent ; owl:distinctMembers ( :a :b ) . :b owl:sameAs :a .",
    "dt-diff": ":p a owl:FunctionalProperty . :a :p 1 , 2 .",
    "dt-not-type": ":p rdfs:range xsd:integer . :a :p 'one' .",
}  # fmt: skip


@pytest.mark.parametrize("name", RULES)
def test_a_rule_of_the_standard_derives(name: str) -> None:
    turtle, expected = RULES[name]
    assert inferred(turtle) == expected
    assert contradictions(turtle) == ()


@pytest.mark.parametrize("name", FAULTS)
def test_a_rule_of_the_standard_finds_fault(name: str) -> None:
    assert any(sentence.endswith(f"({name})") for sentence in contradictions(FAULTS[name])), contradictions(
        FAULTS[name]
    )


@pytest.mark.parametrize("name", [name for name in FAULTS if name != "cls-nothing2"])
def test_half_of_a_fault_is_none(name: str) -> None:
    *most, last = FAULTS[name].removesuffix(" .").split(" . ")
    half = [*most, last.split(" , ")[0].split(" ; ")[0]] if " , " in last or " ; " in last else most
    assert contradictions(" . ".join(half) + " .") == ()


def test_data_may_say_something_of_the_ontology() -> None:
    turtle = ":madeOf rdfs:range owl:SymmetricProperty . :x :madeOf :p . :a :p :b ."
    assert "<:b> <:p> <:a>" in inferred(turtle)
    assert len(materialise(turtle).passes) == 2


def test_a_property_may_be_the_inverse_of_rdf_type() -> None:
    assert "<:a> a <:C>" in inferred(":instances owl:inverseOf rdf:type . :C :instances :a . :D :instances :b .")
    assert "<:C> <:instances> <:a>" in inferred(":instances owl:inverseOf rdf:type . :a a :C .")


def test_a_chain_over_a_chain_that_feeds_it_comes_to_an_end() -> None:
    turtle = (
        ":uncle owl:propertyChainAxiom ( :cousin :father ) . :cousin owl:propertyChainAxiom ( :uncle :child ) ."
        ":a :cousin :b . :b :father :c . :c :child :d . :d :father :e ."
    )
    assert {"<:a> <:uncle> <:c>", "<:a> <:cousin> <:d>", "<:a> <:uncle> <:e>"} <= inferred(turtle)


def test_a_chain_of_a_property_with_itself_is_followed_to_its_end() -> None:
    links = " ".join(f":n{number} :p :n{number + 1} ." for number in range(60))
    assert len(inferred(f":p owl:propertyChainAxiom ( :p :p ) . {links}")) == 60 * 61 // 2 - 60


def test_a_transitive_chain_of_300_is_closed_at_once() -> None:
    links = " ".join(f":n{number} :p :n{number + 1} ." for number in range(300))
    start = time.monotonic()
    assert len(inferred(f":p a owl:TransitiveProperty . {links}")) == 300 * 301 // 2 - 300
    assert time.monotonic() - start < 60, "a hang, whatever the machine"


def test_a_chain_of_150_that_are_the_same_is_closed_at_once() -> None:
    links = " ".join(f":n{number} owl:sameAs :n{number + 1} ." for number in range(150))
    start = time.monotonic()
    found = inferred(f"{links} :n0 :p :n75 .")
    assert time.monotonic() - start < 60, "a hang, whatever the machine"
    assert sum(" <owl:sameAs> " in line for line in found) == 151 * 150 - 150
    assert sum(" <:p> " in line for line in found) == 151 * 151 - 1


def test_more_than_the_limit_is_an_error_that_names_the_rule() -> None:
    links = " ".join(f":n{number} :p :n{number + 1} ." for number in range(60))
    with pytest.raises(ReasoningError, match=r"more than 100 triples follow; the last rule was prp-trp"):
        materialise(f":p a owl:TransitiveProperty . {links}", limits=Limits(inferred=100))


def test_names_of_one_thing_count_towards_the_limit() -> None:
    links = " ".join(f":n{number} owl:sameAs :n{number + 1} ." for number in range(60))
    made = materialise(links, limits=Limits(inferred=100))
    with pytest.raises(ReasoningError, match=r"more than 100 triples follow; the last rule was eq-"):
        telling(made)


def test_too_long_is_an_error_that_names_the_rule() -> None:
    with pytest.raises(ReasoningError, match=r"not done after 0 s; the last rule was "):
        materialise(":C a owl:Class .", limits=Limits(seconds=0.0))


def test_a_limit_holds_within_one_rule_too() -> None:
    """Two thousand things with one value: four million pairs before the first is new."""
    many = " ".join(f":n{number} :p :v ." for number in range(2_000))
    with pytest.raises(ReasoningError, match="prp-spo2"):
        materialise(
            f":q owl:inverseOf :p . :r owl:propertyChainAxiom ( :p :q ) . {many}", limits=Limits(inferred=9_999)
        )


@pytest.mark.parametrize(
    ("turtle", "reason"),
    [
        (":r owl:propertyChainAxiom _:l . _:l rdf:first :p ; rdf:rest _:l .", "runs in a circle"),
        (":r owl:propertyChainAxiom _:l . _:l rdf:first :p .", "no end"),
        (":r owl:propertyChainAxiom _:l . _:l rdf:rest () .", "no member"),
        (":r owl:propertyChainAxiom _:l . _:l rdf:first :p , :q ; rdf:rest () .", "two members"),
    ],
)
def test_a_broken_list_is_an_error(turtle: str, reason: str) -> None:
    with pytest.raises(ReasoningError, match=reason):
        materialise(turtle)


def test_what_the_profile_has_no_rule_for_is_reported() -> None:
    notes = close(
        materialise(
            ":p a owl:ReflexiveProperty . :R owl:onProperty :p ; owl:cardinality 1 . <http://example.org/o> owl:imports <http://example.org/> ."
        )
    ).summary.notes
    assert [note.partition(" (")[0] for note in notes] == ["owl:ReflexiveProperty", "owl:cardinality", "owl:imports"]


def test_a_curated_graph_reports_what_turns_out_to_be_the_same_and_merges_nothing() -> None:
    turtle = ":C owl:hasKey ( :id ) . :a a :C ; :id 1 ; :p :x . :b a :C ; :id 1 . :c a :C ; :id 2 ."
    closure = close(materialise(turtle, merges=False))
    (sentence,) = closure.summary.duplicates
    assert (
        sentence
        == "<urn:x:a> and <urn:x:b> would be one thing: two of <urn:x:C> with the same <urn:x:id> are one (prp-key)"
    )
    assert list(closure.inferred) == []


def test_what_is_written_to_be_the_same_is_followed_in_a_curated_graph_too() -> None:
    assert "<:b> <:p> <:x>" in inferred(":a owl:sameAs :b ; :p :x .", merges=False)


def test_two_values_of_a_functional_property_contradict_and_do_not_make_all_ones_twos() -> None:
    turtle = ":year a owl:FunctionalProperty . :a :year 2003 , 2004 . :b :year 2003 ."
    assert len(contradictions(turtle)) == 1
    assert inferred(turtle) == set()


def test_nothing_follows_twice() -> None:
    turtle = ":p a owl:TransitiveProperty ; rdfs:domain :C . :a :p :b . :b :p :c ."
    found = list(close(materialise(turtle)).inferred)
    assert len(found) == len(set(found)) == 3
    again = RuleReasoner(merges=True).materialise([*triples(turtle), *found])
    assert list(close(again).inferred) == []


def test_everything_has_what_holds_in_any_graph_and_only_legal_triples() -> None:
    made = materialise(":p rdfs:range xsd:integer . :a :p 1 .")
    found = list(everything(made))
    assert "<:a> <owl:sameAs> <:a>" in {
        str(triple).replace("urn:x:", ":").replace("http://www.w3.org/2002/07/owl#", "owl:") for triple in found
    }
    assert not any(isinstance(triple.subject, ox.Literal) for triple in found)
    assert complete(made).summary.inferred == len(found) == len(set(found))


def test_the_bundled_graph_is_consistent_and_has_nothing_twice(graph: Graph) -> None:
    summary = graph.reason()
    assert (summary.contradictions, summary.duplicates, summary.notes) == ((), (), ())
    assert summary.inferred == len(graph.inferred()) > 700
    assert summary.asserted == len(set(graph.asserted))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.permutations(range(9)))
def test_the_order_of_the_triples_changes_nothing(order: list[int]) -> None:
    turtle = (
        ":C rdfs:subClassOf :D . :p rdfs:domain :C . :q owl:propertyChainAxiom ( :p :p ) . :a :p :b . :b :p :c ."
        ":a owl:sameAs :e ."
    )
    given_ = triples(turtle)
    shuffled = [given_[place] for place in order if place < len(given_)] + given_[9:]
    assert set(close(RuleReasoner(merges=True).materialise(shuffled)).inferred) == set(
        close(RuleReasoner(merges=True).materialise(given_)).inferred
    )


@pytest.mark.parametrize(
    "turtle",
    [
        ":s owl:inverseOf rdf:type . :s a owl:FunctionalProperty .",
        "rdf:type a owl:FunctionalProperty . :a a :B , :C .",
        "rdf:type rdfs:subPropertyOf owl:sameAs . :a a :B .",
        "rdfs:subClassOf a owl:FunctionalProperty . :A rdfs:subClassOf :B , :C .",
        "owl:Thing owl:sameAs owl:Nothing . :C a owl:Class .",
        "rdfs:subClassOf owl:sameAs rdfs:subPropertyOf . :a rdfs:subClassOf :b . :b rdfs:subPropertyOf :c .",
    ],
)
def test_a_graph_that_bends_the_language_itself_comes_to_an_end(turtle: str) -> None:
    assert len(materialise(turtle, limits=Limits(seconds=60.0)).passes) <= 3


def test_a_value_stays_spelt_as_it_is_written_of_the_thing() -> None:
    turtle = ":p rdfs:subPropertyOf :q . :a :p 1 . :b :p 1.0 . :c :p 01 ."
    decimal, integer = (f"http://www.w3.org/2001/XMLSchema#{kind}" for kind in ("decimal", "integer"))
    assert inferred(turtle) == {
        f'<:a> <:q> "1"^^<{integer}>',
        f'<:b> <:q> "1.0"^^<{decimal}>',
        f'<:c> <:q> "01"^^<{integer}>',
    }


def test_six_hundred_names_of_numbers_differ_at_once() -> None:
    made = materialise(" ".join(f":v{number} owl:sameAs {number} ." for number in range(600)))
    assert sum(len(entry.rows) for entry in made.last.log if entry.rule.name == "dt-diff") == 600 * 599
