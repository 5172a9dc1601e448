"""What the rows of the two founding articles are evidence for; test_claim_rows.py has what holds of every row."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

from conftest import ROOT
from homage_graph.store import Layer

if TYPE_CHECKING:
    from homage_graph import Graph

with (ROOT / "tests" / "facts" / "seed_claims.csv").open(encoding="utf-8", newline="") as table:
    ROWS = {row["id"]: row for row in csv.DictReader(table)}

PREFIXES = """
PREFIX hg: <https://w3id.org/homage-graph/ontology#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""


@pytest.fixture(scope="module")
def kinds(graph: Graph) -> dict[str, set[str]]:
    """Row to the kinds of what it is evidence for."""
    answer = graph.query(
        PREFIXES + "SELECT ?id ?kind WHERE { ?thing hg:evidence/dct:identifier ?id ; a ?kind }", layer=Layer.ASSERTED
    )
    found: dict[str, set[str]] = {row: set() for row in ROWS}
    for row, kind in answer.rows:
        found.setdefault(row.value, set()).add(kind.value.rpartition("#")[2])
    return found


def test_the_table_has_its_95_rows() -> None:
    assert len(ROWS) == 95


def test_what_is_set_aside_and_what_is_a_premise(graph: Graph) -> None:
    answer = graph.query(PREFIXES + "SELECT ?id WHERE { ?passage a hg:SetAside ; dct:identifier ?id }")
    aside = {row.value for (row,) in answer.rows} & ROWS.keys()
    assert aside == {"N031", "N057", "S002", "S008", "S014", "S024", "S032"}
    answer = graph.query(PREFIXES + "SELECT ?id WHERE { ?source hg:premise/dct:identifier ?id }")
    assert {row.value for (row,) in answer.rows} & ROWS.keys() == {"N001", "N002", "S001"}


def test_film_facts_and_memberships_are_evidence_for_things_not_for_claims(
    kinds: dict[str, set[str]],
) -> None:
    claims = {"Homage", "Conjecture"}
    for row, fields in ROWS.items():
        if fields["relation_kind"] in ("film fact", "group membership", "credit"):
            assert not kinds[row] & claims, row


def test_nothing_negative_unknown_or_merely_implied_supports_a_homage(graph: Graph) -> None:
    doubtful = {
        row
        for row, fields in ROWS.items()
        if fields["polarity"] in ("negative", "unknown")
        or fields["hedge_strength"] in ("implied", "left open", "joke", "inferred")
    } - {"N022", "N024"}  # what is different in a homage: alterations
    doubtful |= {"N052"}  # one word, “lightsaber-eqsue”
    answer = graph.query(PREFIXES + "SELECT ?id WHERE { ?homage a hg:Homage ; hg:evidence/dct:identifier ?id }")
    assert not doubtful & {row.value for (row,) in answer.rows}


def test_what_is_different_is_an_alteration(kinds: dict[str, set[str]]) -> None:
    found = {row for row in ROWS if "Alteration" in kinds[row]}
    assert found == {"N009", "N013", "N022", "N023", "N024", "N029", "S030", "S031"}


def test_no_plain_edge_comes_from_a_conjecture(graph: Graph) -> None:
    """Without its homages, a graph that keeps its conjectures has no plain edge left."""
    from homage_graph.reasoning.reasoner import RuleReasoner
    from homage_graph.vocabulary import HG

    asserted = [triple for document in graph.documents for triple in document]
    homages = {t.subject for t in asserted if t.predicate == HG.inWork}
    assert len(homages) > 40
    closure = RuleReasoner().close([triple for triple in asserted if triple.subject not in homages])
    conjectures = {t.subject for t in asserted if t.predicate == HG.allegedIn}
    assert len(conjectures) >= 8
    assert {t.subject for t in closure.inferred if t.predicate == HG.about} == conjectures
    edges = {
        HG.homageOf,
        HG.recreatesScene,
        HG.usesTechnique,
        HG.stylingDrawnFrom,
        HG.homageToDirector,
        HG.paysHomageTo,
    }
    assert [t for t in closure.inferred if t.predicate in edges] == []
