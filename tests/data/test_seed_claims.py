"""Every row of the two founding articles has its place in data/, and says there what it says in the table."""

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
SOURCES = {"000_a7b98b39714bfc3c.txt": "nme-2021-seven-films", "001_e83b2a61dba1b615.txt": "soompi-5-lush-mvs"}


@pytest.fixture(scope="module")
def evidence(graph: Graph) -> dict[str, tuple[str, str, str]]:
    """Row to the quote, the source's slug, and the kind of what it is evidence for."""
    answer = graph.query(
        PREFIXES
        + """
        SELECT ?id ?quote ?source ?kind WHERE {
            ?evidence dct:identifier ?id ; hg:quote ?quote ; hg:source ?source .
            OPTIONAL { ?thing hg:evidence ?evidence ; a ?kind }
        } ORDER BY ?id""",
        layer=Layer.ASSERTED,
    )
    return {
        row.value: (quote.value, source.value.rpartition("/")[2], kind.value.rpartition("#")[2] if kind else "")
        for row, quote, source, kind in answer
    }


def test_the_table_has_its_95_rows() -> None:
    assert len(ROWS) == 95


def test_every_row_is_evidence_or_set_aside_with_a_reason(
    graph: Graph, evidence: dict[str, tuple[str, str, str]]
) -> None:
    assert ROWS.keys() <= evidence.keys()
    answer = graph.query(
        PREFIXES
        + "SELECT ?id ?because WHERE { ?passage a hg:SetAside ; dct:identifier ?id ; hg:setAsideBecause ?because }"
    )
    aside = {row.value for row, _ in answer}
    assert aside == {"N031", "N057", "S002", "S008", "S014", "S024", "S032"}
    premises = {
        row.value for (row,) in graph.query(PREFIXES + "SELECT ?id WHERE { ?source hg:premise/dct:identifier ?id }")
    }
    assert premises == {"N001", "N002", "S001"}
    placed = {row for row, (_, _, kind) in evidence.items() if kind}
    assert ROWS.keys() - aside - premises <= placed


@pytest.mark.parametrize("row", ROWS)
def test_the_quote_is_the_tables_letter_for_letter(row: str, evidence: dict[str, tuple[str, str, str]]) -> None:
    quote, source, _ = evidence[row]
    assert quote == ROWS[row]["quote"]
    assert source == SOURCES[ROWS[row]["source_file"]]
    assert len(quote.split()) <= 25


def test_film_facts_and_memberships_are_evidence_for_things_not_for_claims(
    evidence: dict[str, tuple[str, str, str]],
) -> None:
    claims = {"Homage", "Conjecture"}
    for row, fields in ROWS.items():
        if fields["relation_kind"] in ("film fact", "group membership", "credit"):
            assert evidence[row][2] not in claims, row


def test_nothing_negative_unknown_or_merely_implied_supports_a_homage(graph: Graph) -> None:
    doubtful = {
        row
        for row, fields in ROWS.items()
        if fields["polarity"] in ("negative", "unknown")
        or fields["hedge_strength"] in ("implied", "left open", "joke", "inferred")
    } - {"N022", "N024"}  # what is different in a homage: alterations
    doubtful |= {"N052"}  # one word, “lightsaber-eqsue”
    answer = graph.query(PREFIXES + "SELECT ?id WHERE { ?homage a hg:Homage ; hg:evidence/dct:identifier ?id }")
    assert not doubtful & {row.value for (row,) in answer}


def test_what_is_different_is_an_alteration(evidence: dict[str, tuple[str, str, str]], graph: Graph) -> None:
    answer = graph.query(PREFIXES + "SELECT ?id WHERE { ?alteration a hg:Alteration ; hg:evidence/dct:identifier ?id }")
    assert {row.value for (row,) in answer} == {"N009", "N013", "N022", "N023", "N024", "N029", "S030", "S031"}
    assert evidence["N022"][0].startswith("this time, though, it’s sans claw hammer")


def test_no_plain_edge_comes_from_a_conjecture(graph: Graph) -> None:
    """Without its homages, a graph that keeps its conjectures has no plain edge left."""
    from homage_graph.reasoning.reasoner import RuleReasoner
    from homage_graph.vocabulary import HG

    asserted = [triple for document in graph.documents for triple in document]
    homages = {t.subject for t in asserted if t.predicate == HG.inWork}
    assert len(homages) > 40
    closure = RuleReasoner().close([triple for triple in asserted if triple.subject not in homages])
    conjectures = [t for t in closure.inferred if t.predicate == HG.about]
    assert len(conjectures) == 8
    edges = {
        HG.homageOf,
        HG.recreatesScene,
        HG.usesTechnique,
        HG.stylingDrawnFrom,
        HG.homageToDirector,
        HG.paysHomageTo,
    }
    assert [t for t in closure.inferred if t.predicate in edges] == []
