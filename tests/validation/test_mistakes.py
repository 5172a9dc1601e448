"""Three thousand mistakes at known places: each is found there, nothing else is, and what is said leads back."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
from manuscripts import Author, write
from mistakes import KINDS, Kind, Mistake

from homage_graph.contributing.mending import mended

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from homage_graph import Graph
    from homage_graph.validation import Finding, Fix

EACH = 15
"""Files of each kind."""
TOGETHER = 50
"""Files that are judged at once: they speak of different things."""
SAYING_IT_ALL = {
    *("HG045", "HG046", "HG047", "HG048", "HG049", "HG053", "HG055", "HG062"),
    *(f"HG{number:03d}" for number in range(75, 82)),
    *("An object is missing before ;.", "A literal cannot be a subject."),
}
"""Codes whose messages say what to write, and messages that do, so that nothing is left to a help."""
MADE_BY_ONE_EDIT = {
    *(f"HG{number:03d}" for number in range(82) if number not in (33, 34)), "HG900", "HG901", "HG902", "HG903", "HG905", "HG907", "HG908", "HG909",
    "HG913",
}  # fmt: skip
MISTAKES = {kind: [kind.make(seed) for seed in range(EACH)] for kind in KINDS}


@dataclass(frozen=True)
class Judged:
    """What was found in each file, by its name, and in each that a fix has mended, by the finding that offered it."""

    found: dict[str, list[Finding]]
    mended: dict[tuple[str, Finding], list[Finding]]


@pytest.fixture(scope="module")
def judged(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Judged:
    folder = tmp_path_factory.mktemp("mistakes")
    found: dict[str, list[Finding]] = {}
    for batch in _batches():
        found |= _judge(graph, folder, {mistake.name: mistake.text for mistake in batch})
    fixed = {}
    for batch in _batches():
        offered = [(mistake, finding) for mistake in batch for finding in found[mistake.name] if finding.fix]
        texts = {mistake.name: _mend(mistake.text, finding.fix) for mistake, finding in offered if finding.fix}
        after = _judge(graph, folder, texts)
        fixed |= {(mistake.name, finding): after[mistake.name] for mistake, finding in offered}
    return Judged(found, fixed)


def _batches() -> Iterator[list[Mistake]]:
    """What cannot be read is told alone; what others speak of is judged alone."""
    all_of_them = [mistake for mistakes in MISTAKES.values() for mistake in mistakes]
    yield [mistake for mistake in all_of_them if mistake.kind.title.startswith("HG905")]
    yield from ([mistake] for mistake in all_of_them if mistake.kind.is_alone)
    others = [it for it in all_of_them if not it.kind.is_alone and not it.kind.title.startswith("HG905")]
    yield from (others[start : start + TOGETHER] for start in range(0, len(others), TOGETHER))


def _judge(graph: Graph, folder: Path, texts: dict[str, str]) -> dict[str, list[Finding]]:
    """What is found in each of some files."""
    for name, text in texts.items():
        (folder / name).write_bytes(text.encode())
    found: defaultdict[str, list[Finding]] = defaultdict(list, {name: [] for name in texts})
    if texts:
        for finding in graph.validate(*(folder / name for name in texts)).findings:
            assert finding.span is not None, finding
            found[Path(finding.span.path).name].append(finding)
    assert found.keys() == texts.keys(), "something is found where nothing was done"
    return dict(found)


def _mend(text: str, fix: Fix) -> str:
    return mended(text.removeprefix("\ufeff"), fix.replacements)


def _places(findings: Iterable[Finding]) -> list[tuple[object, ...]]:
    spans = [(finding.code, finding.span) for finding in findings]
    return sorted((code, (it.line, it.column, it.end_line, it.end_column)) for code, it in spans if it is not None)


def by_kind(function: object) -> object:
    return pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.title)(function)


def test_there_are_three_thousand_and_no_two_share_a_name() -> None:
    names = {mistake.name for mistakes in MISTAKES.values() for mistake in mistakes}
    assert len(names) == len(KINDS) * EACH >= 3_000
    assert len({kind.title for kind in KINDS}) == len(KINDS)


def test_every_code_that_one_edit_can_cause_is_caused() -> None:
    caused = {code for mistakes in MISTAKES.values() for mistake in mistakes for code, _ in mistake.expected}
    assert caused == MADE_BY_ONE_EDIT


def test_a_kind_that_causes_two_findings_says_why() -> None:
    for kind, mistakes in MISTAKES.items():
        assert all((len(mistake.expected) > 1) == bool(kind.why) for mistake in mistakes), kind.title


def test_they_are_laid_out_in_many_ways() -> None:
    texts = [mistake.text for mistakes in MISTAKES.values() for mistake in mistakes]
    for sign in (
        "\r\n",
        "\t",
        "\ufeff",
        "한",
        "é",
        "🎬",
        '"""',
        "'''",
        "PREFIX ",
        "@base ",
        "BASE ",
        "한0:",
        " # ",
    ):
        assert sum(sign in text for text in texts) >= 20, sign
    before = [text.split("\n")[place[0] - 1][: place[1] - 1] for text, place in _marked()]
    assert sum(not line.isascii() for line in before) > 200


def _marked() -> Iterator[tuple[str, tuple[int, int, int, int]]]:
    for mistakes in MISTAKES.values():
        for mistake in mistakes:
            yield mistake.text.removeprefix("\ufeff"), mistake.expected[0][1]


def test_without_its_mistake_a_contribution_conforms(graph: Graph, tmp_path: Path) -> None:
    texts = {}
    for number in range(60):
        random = Random(f"right {number}")  # noqa: S311 - it makes examples
        author = Author(random, number)
        writes = (
            author.homage, author.conjecture, author.alteration, author.attested, author.set_aside, author.film,
            author.scene, author.character, author.motif, author.video, author.person, author.group, author.series,
        )  # fmt: skip
        for each in random.sample(writes, 6):
            each()
        texts[f"right-{number}.ttl"] = write(author.things, random).text
    assert {name: found for name, found in _judge(graph, tmp_path, texts).items() if found} == {}


@by_kind
def test_a_mistake_is_found_where_it_is_and_nothing_else(kind: Kind, judged: Judged) -> None:
    for mistake in MISTAKES[kind]:
        assert _places(judged.found[mistake.name]) == list(mistake.expected), mistake.text


@by_kind
def test_a_file_judged_alone_is_found_the_same(kind: Kind, judged: Judged, graph: Graph, tmp_path: Path) -> None:
    first = MISTAKES[kind][0]
    assert _places(_judge(graph, tmp_path, {first.name: first.text})[first.name]) == list(first.expected)


@by_kind
def test_what_is_said_names_what_to_write(kind: Kind, judged: Judged) -> None:
    for mistake in MISTAKES[kind]:
        findings = judged.found[mistake.name]
        for finding in findings:
            assert finding.help or not SAYING_IT_ALL.isdisjoint((finding.code, finding.message)), finding
            assert finding.help[-1:] in ("", ".", "?", "”"), finding.help
        said = " ".join(f"{finding.message} {finding.help}" for finding in findings)
        assert [word for word in kind.says if word not in said] == [], said


@by_kind
def test_a_fix_mends_what_it_was_offered_for(kind: Kind, judged: Judged) -> None:
    for mistake in MISTAKES[kind]:
        for finding in judged.found[mistake.name]:
            if finding.fix is not None:
                left = {(it.code, it.focus, it.path, it.value) for it in judged.mended[mistake.name, finding]}
                assert (finding.code, finding.focus, finding.path, finding.value) not in left
                assert "HG905" not in {code for code, *_ in left}
