from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import owlrl
import pyoxigraph as ox
import rdflib
from rdflib import OWL

from homage_graph.reasoning import Closure
from homage_graph.reasoning.whole_graph import WholeGraphReasoner

if TYPE_CHECKING:
    from homage_graph import Graph

PREFIXES = """
@prefix : <urn:> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""


def close(turtle: str) -> Closure:
    quads = ox.parse(PREFIXES + turtle, format=ox.RdfFormat.TURTLE)
    return WholeGraphReasoner().close([quad.triple for quad in quads])


def inferred(turtle: str) -> list[str]:
    return [str(triple).replace("<urn:", "<:") for triple in close(turtle).inferred]


def test_a_chain_is_followed() -> None:
    assert inferred(":r a owl:ObjectProperty ; owl:propertyChainAxiom ( :p :q ) . :a :p :b . :b :q :c .") == [
        "<:a> <:r> <:c>"
    ]


def test_an_inverse_a_super_property_and_a_range() -> None:
    found = inferred(
        ":p a owl:ObjectProperty ; rdfs:subPropertyOf :q ; owl:inverseOf :s ; rdfs:range :C . :q a owl:ObjectProperty ."
        ":s a owl:ObjectProperty . :C a owl:Class . :a :p :b ."
    )
    assert set(found) == {
        "<:a> <:q> <:b>",
        "<:b> <:s> <:a>",
        "<:b> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <:C>",
    }


def test_nothing_follows_twice_or_of_itself() -> None:
    closure = close(":p a owl:TransitiveProperty . :a :p :b . :b :p :c .")
    again = WholeGraphReasoner().close(
        [
            *(
                quad.triple
                for quad in ox.parse(
                    PREFIXES + ":p a owl:TransitiveProperty . :a :p :b . :b :p :c .", format=ox.RdfFormat.TURTLE
                )
            ),
            *closure.inferred,
        ]
    )
    assert len(closure.inferred) == 1
    assert again.inferred == ()


def test_what_is_disjoint_contradicts_itself() -> None:
    closure = close(":C owl:disjointWith :D . :a a :C , :D .")
    assert len(closure.summary.contradictions) == 1
    assert "urn:a" in closure.summary.contradictions[0]


def test_owlrl_makes_one_thing_of_everything_that_has_a_key() -> None:
    """The minimal case: two records, one key of one property, two values. If this fails, owlrl is mended."""
    graph = rdflib.Graph().parse(data=PREFIXES + ":C owl:hasKey ( :id ) . :a a :C ; :id 1 . :b a :C ; :id 2 .")
    owlrl.OWLRL_Semantics(graph, axioms=False, daxioms=False, rdfs=False).closure()
    assert (rdflib.URIRef("urn:a"), OWL.sameAs, rdflib.URIRef("urn:b")) in graph


def test_a_key_reveals_a_duplicate_and_merges_nothing() -> None:
    closure = close(":C owl:hasKey ( :id ) . :a a :C ; :id 1 ; :p :x . :b a :C ; :id 1 . :c a :C ; :id 2 .")
    assert closure.summary.duplicates == ("urn:a and urn:b share urn:id “1”",)
    assert closure.inferred == ()


def test_a_key_of_two_properties_needs_both() -> None:
    key = ":C owl:hasKey ( :x :y ) . :a a :C ; :x 1 ; :y 2 . "
    assert close(key + ":b a :C ; :x 1 ; :y 3 .").summary.duplicates == ()
    assert len(close(key + ":b a :C ; :x 1 ; :y 2 .").summary.duplicates) == 1


def test_a_functional_property_with_two_values_is_reported() -> None:
    closure = close(":p a owl:FunctionalProperty . :a :p :b , :c .")
    assert "urn:b and urn:c would be one thing" in closure.summary.duplicates


def test_the_bundled_graph_is_consistent_and_has_nothing_twice(graph: Graph) -> None:
    summary = graph.reason()
    assert (summary.contradictions, summary.duplicates) == ((), ())
    assert summary.inferred == len(graph.inferred()) > 700


def test_every_inferred_triple_is_one_that_owlrl_derives_and_none_of_its_plain_edges_is_lost(graph: Graph) -> None:
    """Owlrl itself, without our sieve, on the same triples without their keys."""
    written = graph.rdflib()
    for triple in graph.inferred():
        written.remove(next(iter(_in_rdflib(triple))))
    written.remove((None, OWL.hasKey, None))
    before = set(written)
    owlrl.OWLRL_Semantics(written, axioms=False, daxioms=False, rdfs=False).closure()
    ours = {next(iter(_in_rdflib(triple))) for triple in graph.inferred()}
    derived = set(written) - before
    assert ours <= derived
    things = "https://w3id.org/homage-graph/"
    told = {t for t in derived if str(t[0]).startswith(things + "id/") and t[1] != OWL.sameAs}
    left_out = told - ours
    assert {t[2] for t in left_out} <= {OWL.Thing, rdflib.RDFS.Resource} | {
        t[2] for t in left_out if isinstance(t[2], rdflib.BNode)
    }


def _in_rdflib(triple: ox.Triple) -> rdflib.Graph:
    from homage_graph.interchange import to_rdflib

    return to_rdflib([triple])


def test_a_claim_that_its_creator_confirms_is_told_apart(tmp_path: Path) -> None:
    from conftest import ROOT
    from homage_graph import load

    file = tmp_path / "confirmed.ttl"
    file.write_text(
        """
        @prefix hg: <https://w3id.org/homage-graph/ontology#> .
        @prefix homage: <https://w3id.org/homage-graph/id/homage/> .
        @prefix evidence: <https://w3id.org/homage-graph/id/evidence/> .
        @prefix voice: <https://w3id.org/homage-graph/concept/voice/> .
        @prefix stance: <https://w3id.org/homage-graph/concept/stance/> .
        homage:a a hg:Homage ; hg:evidence evidence:a . evidence:a a hg:Evidence ; hg:voice voice:creator ; hg:stance stance:supports .
        homage:b a hg:Homage ; hg:evidence evidence:b . evidence:b a hg:Evidence ; hg:voice voice:creator ; hg:stance stance:denies .
        homage:c a hg:Homage ; hg:evidence evidence:c . evidence:c a hg:Evidence ; hg:voice voice:critic ; hg:stance stance:supports .
        """,
        "utf-8",
    )
    confirmed = load(ROOT / "ontology" / "homage.ttl", file).query(
        "PREFIX hg: <https://w3id.org/homage-graph/ontology#> SELECT ?claim { ?claim a hg:CreatorConfirmedHomage }"
    )
    assert [claim.value.rpartition("/")[2] for (claim,) in confirmed] == ["a"]
