"""The pairs the two articles name, read from the articles by hand: what follows from them alone is just these."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from homage_graph.reasoning.reasoner import RuleReasoner
from homage_graph.vocabulary import HG, PREFIXES, curie

if TYPE_CHECKING:
    from homage_graph import Graph

HOMAGE_OF = {
    ("video:txt-0x1-lovesong", "film:days-of-being-wild"),
    ("video:mingyu-wonwoo-bittersweet", "film:chungking-express"),
    ("video:iu-lilac", "film:oldboy"),
    ("video:bambam-ribbon", "film:the-grand-budapest-hotel"),
    ("work:stayc-unnamed", "film:the-grand-budapest-hotel"),
    ("work:exid-unnamed", "film:the-grand-budapest-hotel"),
    ("work:gwsn-unnamed", "film:the-grand-budapest-hotel"),
    ("video:everglow-first", "series:star-wars"),
    ("video:everglow-first", "series:star-wars-sequel-trilogy"),  # Jakku
    ("performance:everglow-special-stage", "series:star-wars-sequel-trilogy"),  # Rey
    ("performance:everglow-special-stage", "series:star-wars"),  # of which the trilogy is a part
    ("video:dreamcatcher-odd-eye", "film:the-mummy-2017"),
    ("video:sunmi-tail", "film:batman-returns"),
    ("video:key-hate-that", "film:2046"),
    ("video:even-of-day-right-through-me", "film:happy-together"),
    ("video:jackson-wang-lmly", "film:fallen-angels"),
    ("video:suzy-yes-no-maybe", "film:in-the-mood-for-love"),
    ("video:suzy-yes-no-maybe", "film:fallen-angels"),
}
RECREATES_SCENE = {
    ("video:txt-0x1-lovesong", "scene:days-of-being-wild-solo-mambo"),
    ("video:iu-lilac", "scene:oldboy-corridor-fight"),
    ("video:mingyu-wonwoo-bittersweet", "scene:chungking-express-opening"),
    ("video:even-of-day-right-through-me", "scene:happy-together-couples-fight"),
    ("video:jackson-wang-lmly", "scene:fallen-angels-motorcycle-ride"),
    ("video:suzy-yes-no-maybe", "scene:fallen-angels-diner"),
}
USES_TECHNIQUE = {("video:mingyu-wonwoo-bittersweet", "technique:step-printing")}
STYLING_DRAWN_FROM = {
    ("video:everglow-first", "series:star-wars"),
    ("video:everglow-first", "character:leia"),
    ("video:everglow-first", "character:jyn-erso"),
    ("video:everglow-first", "series:star-wars-sequel-trilogy"),
    ("video:everglow-first", "character:kylo-ren"),
    ("performance:everglow-special-stage", "character:rey"),
    ("video:dreamcatcher-odd-eye", "character:ahmanet"),
    ("video:sunmi-tail", "character:selina-kyle"),
    ("work:stayc-unnamed", "film:the-grand-budapest-hotel"),
    ("work:exid-unnamed", "film:the-grand-budapest-hotel"),
    ("work:gwsn-unnamed", "film:the-grand-budapest-hotel"),
}
HOMAGE_TO_DIRECTOR = {
    ("video:txt-0x1-lovesong", "person:wong-kar-wai"),
    ("video:mingyu-wonwoo-bittersweet", "person:wong-kar-wai"),
    ("video:key-hate-that", "person:wong-kar-wai"),
    ("video:even-of-day-right-through-me", "person:wong-kar-wai"),
    ("video:jackson-wang-lmly", "person:wong-kar-wai"),
    ("video:suzy-yes-no-maybe", "person:wong-kar-wai"),
    ("video:iu-lilac", "person:park-chan-wook"),
    ("video:bambam-ribbon", "person:wes-anderson"),
    ("work:stayc-unnamed", "person:wes-anderson"),
    ("work:exid-unnamed", "person:wes-anderson"),
    ("work:gwsn-unnamed", "person:wes-anderson"),
    ("video:dreamcatcher-odd-eye", "person:alex-kurtzman"),
    ("video:sunmi-tail", "person:tim-burton"),
}


@pytest.fixture(scope="module")
def founding(graph: Graph) -> tuple[ox.Triple, ...]:
    """What follows without the homages that neither article is evidence for."""
    identifier = ox.NamedNode(PREFIXES["dct"] + "identifier")
    quoted = {t.subject for t in graph.asserted if t.predicate == identifier and t.object.value[0] in "NS"}
    attested = {t.subject for t in graph.asserted if t.predicate == HG.evidence and t.object in quoted}
    others = {t.subject for t in graph.asserted if t.predicate == HG.inWork} - attested
    return RuleReasoner().close([t for t in graph.asserted if t.subject not in others]).inferred


@pytest.mark.parametrize(
    ("edge", "pairs"),
    [
        ("homageOf", HOMAGE_OF),
        ("recreatesScene", RECREATES_SCENE),
        ("usesTechnique", USES_TECHNIQUE),
        ("stylingDrawnFrom", STYLING_DRAWN_FROM),
        ("homageToDirector", HOMAGE_TO_DIRECTOR),
    ],
)
def test_the_edges_are_those_the_articles_name(
    edge: str, pairs: set[tuple[str, str]], founding: tuple[ox.Triple, ...]
) -> None:
    found = {(curie(t.subject.value), curie(t.object.value)) for t in founding if t.predicate == getattr(HG, edge)}
    assert found == pairs


def test_no_edge_is_written_by_hand(graph: Graph) -> None:
    edges = {HG.homageOf, HG.recreatesScene, HG.usesTechnique, HG.stylingDrawnFrom}
    assert [t for document in graph.data_documents for t in document if t.predicate in edges] == []


def test_bittersweet_is_one_homage_attested_twice(graph: Graph) -> None:
    answer = graph.ask("attested-twice")
    homage = graph.find("homage:bittersweet-chungking-express")
    sources = {(row[3].value, row[5].value) for row in answer.rows if row[1] == homage}
    assert [tuple(sorted(pair)) for pair in sources] == [
        (
            "https://w3id.org/homage-graph/id/source/nme-2021-seven-films",
            "https://w3id.org/homage-graph/id/source/soompi-5-lush-mvs",
        )
    ]


def test_jyn_erso_does_not_bring_in_a_film_the_article_does_not_name(graph: Graph) -> None:
    from homage_graph.errors import UnknownNameError

    with pytest.raises(UnknownNameError):
        graph.find("Rogue One: A Star Wars Story")
