"""Every claim that was read, a row in tests/facts/, has its place in data/, and says there what it says in the table.

seed_claims.csv has the two founding articles (N…, S…), more_claims.csv 102 other pages (M…).
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pyoxigraph as ox
import pytest

from conftest import ROOT
from homage_graph.vocabulary import HG, PREFIXES, curie

if TYPE_CHECKING:
    from collections.abc import Iterable

    from homage_graph import Graph


def _read(name: str) -> dict[str, dict[str, str]]:
    with (ROOT / "tests" / "facts" / name).open(encoding="utf-8", newline="") as table:
        return {row["id"]: row for row in csv.DictReader(table)}


SEED, MORE = _read("seed_claims.csv"), _read("more_claims.csv")
ROWS = SEED | MORE

ARTICLES = {"000_a7b98b39714bfc3c.txt": "nme-2021-seven-films", "001_e83b2a61dba1b615.txt": "soompi-5-lush-mvs"}

NO_TITLE = {
    "(not named)": "NME names three groups and none of their works",
    "(none: special stage)": "a performance, of which NME gives no title",
    "(Red Velvet MVs)": "said of the group's videos at large",
    "(T-ara song, title lost in the page)": "the page has lost the title",
    "(Gasoline album imagery, not a video)": "photographs of an album",
}
"""What stands in the table where a source prints no title, and why."""

CALLED_HERE = {
    "(song only) Tears in the Rain": ("Tears in the Rain", "what is in brackets is the table's own remark"),
    "After Hours (short film)": ("After Hours", "what is in brackets is the table's own remark"),
}
"""Titles that the graph has otherwise than the table, with the reason."""

NOT_BILLED = {
    "N042": "NME counts the special stage as EVERGLOW's; it is Sihyeon alone who is on it",
}
"""Rows whose artist the citing work is not billed to, with the reason."""

HOSTS = {
    "actualnewsmagazine.com": "fr",
    "backend.bazaarvietnam.vn": "vi",
    "bali.idntimes.com": "id",
    "creativedisc.com": "id",
    "front-row.jp": "ja",
    "hoahoctro.tienphong.vn": "vi",
    "hot.detik.com": "id",
    "jenesaispop.com": "es",
    "kenh14.vn": "vi",
    "koran-jakarta.com": "id",
    "peacedoorball.blog": "it",
    "veemob.jp": "ja",
    "yoursay.suara.com": "id",
}
"""Languages of pages; what is in Hangul is Korean, and all the rest is English."""

VOICES = {
    "creator": "creator",
    "press release": "label",
    "label statement": "label",
    "fans, reported": "audience",
    "viewers, reported": "audience",
    "on-screen": "on-screen",
    "official collaboration": "collaboration",
    "writer": "critic",  # also “writer + viewers”: it is the writer who says so
    "reported from another outlet": "critic",
}
"""How a row's basis begins, and whose voice that is."""

TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
LABELS = (ox.NamedNode(PREFIXES["rdfs"] + "label"), ox.NamedNode(PREFIXES["skos"] + "altLabel"))
IDENTIFIER = ox.NamedNode(PREFIXES["dct"] + "identifier")
URL = ox.NamedNode(PREFIXES["schema"] + "url")


class Said:
    """What the files say, by subject and by object."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self._of: defaultdict[tuple[object, ox.NamedNode], list] = defaultdict(list)
        self._by: defaultdict[tuple[ox.NamedNode, object], list] = defaultdict(list)
        for triple in dict.fromkeys(triples):
            self._of[triple.subject, triple.predicate].append(triple.object)
            self._by[triple.predicate, triple.object].append(triple.subject)

    def of(self, subject: object, *predicates: ox.NamedNode) -> list:
        return [found for predicate in predicates for found in self._of.get((subject, predicate), ())]

    def by(self, predicate: ox.NamedNode, target: object) -> list:
        return self._by.get((predicate, target), [])

    def names(self, thing: object) -> set[str]:
        return {_plain(label.value) for label in self.of(thing, *LABELS)}

    @cached_property
    def rows(self) -> dict[str, list]:
        found: defaultdict[str, list] = defaultdict(list)
        for (predicate, identifier), nodes in self._by.items():
            if predicate == IDENTIFIER:
                found[identifier.value] += nodes
        return found


@dataclass(frozen=True)
class Place:
    """Where a row is: a piece of evidence, and what it is evidence for."""

    said: Said
    node: ox.NamedNode

    def _one(self, predicate: ox.NamedNode) -> Any:
        (value,) = self.said.of(self.node, predicate)
        return value

    @property
    def quote(self) -> ox.Literal:
        return self._one(HG.quote)

    @property
    def source(self) -> ox.NamedNode:
        return self._one(HG.source)

    @property
    def voice(self) -> str:
        return self._one(HG.voice).value.rpartition("/")[2]

    @property
    def stance(self) -> str:
        return self._one(HG.stance).value.rpartition("/")[2]

    @property
    def is_set_aside(self) -> bool:
        return HG.SetAside in self.said.of(self.node, TYPE)

    @property
    def things(self) -> list[ox.NamedNode]:
        return self.said.by(HG.evidence, self.node)

    def claims(self, *kinds: ox.NamedNode) -> list[ox.NamedNode]:
        return [thing for thing in self.things if set(kinds) & {*self.said.of(thing, TYPE)}]

    def citing_works(self) -> list[ox.NamedNode]:
        """The works of the claims that it is evidence for; if it is for no claim, the works that it is evidence for."""
        homages = [homage for thing in self.things for homage in self.said.of(thing, HG.alters) or [thing]]
        works = [work for homage in homages for work in self.said.of(homage, HG.inWork, HG.allegedIn)]
        return works or [thing for thing in self.things if self.said.of(thing, HG.performedBy)]


@pytest.fixture(scope="module")
def said(graph: Graph) -> Said:
    return Said(graph.asserted)


@pytest.fixture
def place(row: str, said: Said) -> Place:
    """The one place of a row; a row that has none, or several, fails one test and is passed over by the others."""
    nodes = said.rows.get(row, [])
    if len(nodes) != 1:
        pytest.skip("not in one place")
    return Place(said, nodes[0])


def _plain(text: str) -> str:
    """A name as it is compared: without case, spaces and punctuation."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


def _titles(printed: str) -> set[str]:
    """The names in a title: with and without guests; both, where it is given in Hangul and in Latin script."""
    names = {printed, re.sub(r" feat\. .+", "", printed)}
    outside, inside = re.sub(r"\(.*\)", "", printed), "".join(re.findall(r"\((.*)\)", printed))
    if any(_is_hangul(part) for part in (outside, inside)) and inside:
        names |= {outside, inside}
    return {_plain(name) for name in names}


def _is_hangul(text: str) -> bool:
    return any("가" <= character <= "힣" for character in text)


def _artists(printed: str, known: set[str]) -> list[str]:
    """The artists of a row, one by one; a name with brackets or “and” in it is tried as it stands."""
    if _plain(printed) in known:
        return [_plain(printed)]
    parts = re.split(r" feat\. | and |; | & | x ", printed)
    return [_plain(part) if _plain(part) in known else _plain(re.sub(r" \(.*\)", "", part)) for part in parts]


# ------------------------------------------------------------------ where


def test_the_tables_have_their_306_rows() -> None:
    assert (len(SEED), len(MORE), len(ROWS)) == (95, 211, 306)


def test_no_evidence_is_of_a_row_that_there_is_not(said: Said) -> None:
    assert {row for row in said.rows if re.fullmatch(r"[NSM]\d+", row)} <= ROWS.keys()


@pytest.mark.parametrize("row", ROWS)
def test_a_row_is_in_one_place_and_evidence_or_set_aside_with_a_reason(row: str, said: Said) -> None:
    nodes = said.rows.get(row, [])
    assert len(nodes) == 1, [curie(node.value) for node in nodes] or "nowhere"
    place = Place(said, nodes[0])
    if place.is_set_aside:
        (reason,) = said.of(place.node, HG.setAsideBecause)
        assert reason.value.strip()
        assert not place.things and not said.by(HG.premise, place.node), "set aside, and used all the same"
    else:
        assert HG.Evidence in said.of(place.node, TYPE)
        assert place.things or said.by(HG.premise, place.node), "evidence of nothing"


# ------------------------------------------------------------------- what


@pytest.mark.parametrize("row", ROWS)
def test_the_quote_is_the_tables_letter_for_letter(row: str, place: Place) -> None:
    assert place.quote.value == ROWS[row]["quote"]
    assert len(place.quote.value.split()) <= 25
    url = ROWS[row].get("url", "")
    assert place.quote.language == ("ko" if _is_hangul(place.quote.value) else HOSTS.get(urlsplit(url).netloc, "en"))


@pytest.mark.parametrize("row", ROWS)
def test_the_source_is_the_page_it_was_read_on(row: str, place: Place) -> None:
    if row in MORE:
        assert [url.value for url in place.said.of(place.source, URL)] == [MORE[row]["url"]]
    else:
        assert place.source.value.rpartition("/")[2] == ARTICLES[SEED[row]["source_file"]]


# ------------------------------------------------------------- about which


@pytest.mark.parametrize("row", [row for row in ROWS if ROWS[row]["video_title"] not in {"", *NO_TITLE}])
def test_the_claim_is_about_the_video_that_the_row_names(row: str, place: Place) -> None:
    printed = ROWS[row]["video_title"]
    titles = _titles(CALLED_HERE[printed][0] if printed in CALLED_HERE else printed)
    for work in place.citing_works():
        names = {name.removesuffix("song") for name in place.said.names(work)}  # “Kick It (song)”, beside its video
        assert titles & names, f"{printed!r} is not {curie(work.value)}"


@pytest.mark.parametrize("row", [row for row in ROWS if ROWS[row]["video_title"] and row not in NOT_BILLED])
def test_the_claim_is_about_a_work_of_the_artist_that_the_row_names(row: str, place: Place) -> None:
    printed = ROWS[row]["performing_artist"]
    for work in place.citing_works():
        people = place.said.of(work, HG.performedBy, HG.features)
        known = {name for person in people for name in place.said.names(person)}
        assert {*_artists(printed, known)} <= known, f"{printed!r} is not billed for {curie(work.value)}"


@pytest.mark.parametrize("table", [NO_TITLE, CALLED_HERE, NOT_BILLED])
def test_an_exception_is_of_a_row_that_there_is(table: dict[str, object]) -> None:
    titles = {fields["video_title"] for fields in ROWS.values()}
    assert table.keys() <= ROWS.keys() | titles


# -------------------------------------------------------------- how surely


@pytest.mark.parametrize("row", [row for row in ROWS if ROWS[row]["polarity"] != "positive"])
def test_what_is_negative_or_not_known_supports_no_homage(row: str, place: Place) -> None:
    assert ROWS[row]["polarity"] in {"negative", "unknown"}
    is_alteration = place.claims(HG.Alteration) and not place.claims(HG.Homage, HG.Conjecture)
    assert place.is_set_aside or is_alteration or place.stance in {"denies", "leaves-open", "qualifies"}


def test_a_homage_has_evidence_that_supports_it_and_is_positive(said: Said) -> None:
    doubtful = {row for row, fields in ROWS.items() if fields["polarity"] != "positive"}
    homages = said.by(TYPE, HG.Homage)
    assert len(homages) > 40
    for homage in homages:
        pieces = [Place(said, node) for node in said.of(homage, HG.evidence)]
        rows = {row.value for piece in pieces if piece.stance == "supports" for row in said.of(piece.node, IDENTIFIER)}
        assert rows - doubtful, curie(homage.value)


@pytest.mark.parametrize("row", MORE)
def test_the_voice_is_that_of_whoever_says_so(row: str, place: Place) -> None:
    basis = MORE[row]["basis"]
    (voice,) = {voice for start, voice in VOICES.items() if basis.startswith(start)}
    assert place.voice == voice, basis


@pytest.mark.parametrize(
    "row", [row for row in ROWS if ROWS[row]["hedge_strength"].startswith(("speculative", "denied"))]
)
def test_what_is_guessed_or_denied_is_no_stated_homage(row: str, place: Place) -> None:
    for homage in place.claims(HG.Homage):
        certainties = {found.value.rpartition("/")[2] for found in place.said.of(homage, HG.certainty)}
        assert "stated" not in certainties, curie(homage.value)
