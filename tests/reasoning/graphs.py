"""Small graphs for the tests of reasoning: the prefix `:` is <urn:x:>, literals and lists as in Turtle."""

from __future__ import annotations

import pyoxigraph as ox

from homage_graph.reasoning.materialise import Limits, Materialisation
from homage_graph.reasoning.reasoner import RuleReasoner, close

PREFIXES = """
@prefix : <urn:x:> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def triples(turtle: str) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse(PREFIXES + turtle, format=ox.RdfFormat.TURTLE)]


def statements(turtle: str) -> list[tuple]:
    return [tuple(triple) for triple in triples(turtle)]


def materialise(turtle: str, *, merges: bool = True, limits: Limits | None = None) -> Materialisation:
    return RuleReasoner(merges=merges, limits=limits).materialise(triples(turtle))


def short(triple: ox.Triple) -> str:
    said = " ".join(map(str, triple)).replace("<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>", "a")
    return said.replace("<http://www.w3.org/2002/07/owl#", "<owl:").replace("<urn:x:", "<:")


def inferred(turtle: str, *, merges: bool = True) -> set[str]:
    """What follows and is worth telling: `<:a> <:p> <:b>`."""
    return {short(triple) for triple in close(materialise(turtle, merges=merges)).inferred}


def contradictions(turtle: str, *, merges: bool = True) -> tuple[str, ...]:
    return close(materialise(turtle, merges=merges)).summary.contradictions
