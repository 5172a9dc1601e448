"""Everything the graph says of one thing, with the quotes behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from homage_graph.store import rows
from homage_graph.vocabulary import ONTOLOGY, TERMS

if TYPE_CHECKING:
    from homage_graph.querying.names import Names
    from homage_graph.store import Store

__all__ = ["Fact", "Portrait", "Quote", "Said", "portray", "quotes"]

_PREFIXES = """
PREFIX hg: <https://w3id.org/homage-graph/ontology#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
_FACTS = (
    _PREFIXES
    + """
SELECT ?thing ?property ?label ?value WHERE { ?thing ?property ?value . ?property rdfs:label ?label }"""
)
_CLAIMS = (
    _PREFIXES
    + """
SELECT DISTINCT ?thing ?claim WHERE {
    { ?claim hg:about ?thing } UNION { ?claim hg:about/hg:performedBy ?thing } UNION { ?claim hg:enactedBy ?thing }
    UNION { ?claim hg:target/hg:partOfSeries* ?thing } UNION { ?claim hg:target/hg:elementOf/hg:partOfSeries* ?thing }
    UNION { ?claim hg:borrows ?thing } UNION { ?claim hg:evidence ?thing }
    UNION { ?claim hg:target/hg:directedBy ?thing } UNION { ?claim hg:target/hg:elementOf/hg:directedBy ?thing }
    UNION { ?claim hg:alters ?thing } UNION { ?claim hg:alters/hg:about ?thing }
}"""
)
_CLAIM = (
    _PREFIXES
    + """
SELECT ?claim ?class ?work ?description ?certainty WHERE {
    ?claim a ?class ; hg:description ?description ; (hg:about|hg:alters/hg:about) ?work .
    FILTER (?class IN (hg:Homage, hg:Conjecture, hg:Alteration))
    OPTIONAL { ?claim hg:certainty/skos:prefLabel ?certainty FILTER (LANG(?certainty) = "en") }
}"""
)
_QUOTES = (
    _PREFIXES
    + """
SELECT ?thing ?quote ?source ?stance WHERE {
    { ?thing (hg:evidence|hg:premise) ?evidence . ?evidence hg:quote ?quote ; hg:source ?source
      OPTIONAL { ?evidence hg:stance/skos:prefLabel ?stance FILTER (LANG(?stance) = "en") } }
    UNION
    { ?thing hg:quote ?quote ; hg:source ?source
      OPTIONAL { ?thing hg:stance/skos:prefLabel ?stance FILTER (LANG(?stance) = "en") } }
}"""
)
_CONCEPT = (
    _PREFIXES
    + """
SELECT ?thing ?text WHERE { ?thing skos:definition|skos:example|dct:title ?text FILTER (LANG(?text) = "en") }"""
)

_SHOWN_ELSEWHERE = {
    ONTOLOGY + term
    for term in (
        "about",
        "target",
        "ofElement",
        "elementOf",
        "hasHomage",
        "enacts",
        "evidence",
        "premise",
        "quote",
        "source",
        "stance",
    )
}
_KINDS = {ONTOLOGY + kind.capitalize(): kind for kind in ("homage", "alteration", "conjecture")}
_ORDER = {ONTOLOGY + term: number for number, term in enumerate(TERMS)}


@dataclass(frozen=True)
class Fact:
    """A property in words, and the names of its values."""

    label: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Quote:
    """Words of a source; `stance` is empty where they support what they are evidence for."""

    text: str
    source: str
    stance: str = ""


@dataclass(frozen=True)
class Said:
    """A claim about the thing.

    Attributes:
        iri: The claim.
        kind: homage, conjecture or alteration.
        about: The name of the citing work.
        description: The claim in a sentence.
        certainty: How surely it is made; empty for an alteration.
        quotes: Who says so.
    """

    iri: ox.NamedNode
    kind: str
    about: str
    description: str
    certainty: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True)
class Portrait:
    """What is said of a thing: facts, quotes behind those facts, and claims."""

    thing: ox.NamedNode
    name: str
    kind: str
    notes: tuple[str, ...]
    facts: tuple[Fact, ...]
    quotes: tuple[Quote, ...]
    claims: tuple[Said, ...]


def portray(thing: ox.NamedNode, store: Store, names: Names) -> Portrait:
    """Gather what the graph says of a thing, written and inferred."""
    facts: dict[str, tuple[str, set[str]]] = {}
    for prop, label, value in rows(store, _FACTS, thing=thing):
        if prop.value not in _SHOWN_ELSEWHERE and value.value != names.name(thing):
            facts.setdefault(prop.value, (label.value, set()))[1].add(names.name(value))
    ordered = sorted(facts.items(), key=lambda item: (_ORDER.get(item[0], len(_ORDER)), item[0]))
    claims = [
        _said(claim, store, names) for (claim,) in rows(store, _CLAIMS, thing=thing) if isinstance(claim, ox.NamedNode)
    ]
    kinds = list(_KINDS.values())
    return Portrait(
        thing,
        names.name(thing),
        names.kind(thing),
        tuple(sorted(text.value for (text,) in rows(store, _CONCEPT, thing=thing))),
        tuple(Fact(label, tuple(sorted(values))) for _, (label, values) in ordered),
        quotes(thing, store, names),
        tuple(sorted(filter(None, claims), key=lambda said: (kinds.index(said.kind), said.about, said.iri.value))),
    )


def _said(claim: ox.NamedNode, store: Store, names: Names) -> Said | None:
    for kind, work, description, certainty in rows(store, _CLAIM, claim=claim):
        words = "" if certainty is None else certainty.value
        return Said(claim, _KINDS[kind.value], names.name(work), description.value, words, quotes(claim, store, names))
    return None


def quotes(thing: ox.NamedNode, store: Store, names: Names) -> tuple[Quote, ...]:
    """What sources say of a thing, in their words."""
    found = (
        Quote(quote.value, names.name(source), "" if stance is None or stance.value == "supports" else stance.value)
        for quote, source, stance in rows(store, _QUOTES, thing=thing)
    )
    return tuple(sorted(set(found), key=lambda quote: (quote.source, quote.text)))
