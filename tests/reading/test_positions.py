from __future__ import annotations

from itertools import islice
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from turtle_layouts import Layout, lay_out, lay_out_lines

from homage_graph.reading import Document, parse
from homage_graph.reading.positions import Positions, Span, Spans, offsets, text_of
from homage_graph.workspace import bundled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from turtle_layouts import Place

    from homage_graph.reading.positions import Statement

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
TYPE = ox.NamedNode(RDF + "type")


def document(text: str, name: str = "x.ttl", mark: str = "") -> Document:
    content = text.encode()
    syntax = ox.RdfFormat.N_TRIPLES if name.endswith(".nt") else ox.RdfFormat.TURTLE
    triples = tuple(quad.triple for quad in ox.parse(content, format=syntax))
    return Document(Path(name), name, mark.encode() + content, triples)


def seeded(number: int) -> Random:
    return Random(number)  # noqa: S311 - it makes layouts, no secrets


def places(spans: Spans) -> tuple[Place, ...]:
    return tuple(
        (span.line, span.column, span.end_line, span.end_column)  # type: ignore[misc]
        for span in (spans.subject, spans.predicate, spans.object)
    )


def node(name: str) -> ox.NamedNode:
    return ox.NamedNode(f"urn:x:{name}")


def check(layout: Layout, read: Document) -> None:
    """Every term that is written is found where it was written, and it is the same term."""
    positions = Positions([read])
    found = {
        places(spans): triple
        for triple in read.triples
        for spans in positions.all(tuple(triple))  # type: ignore[arg-type]
    }
    assert found.keys() == {one.places for one in layout.written}
    assert len(found) == len(layout.written) == len(read.triples)
    nodes: dict[ox.BlankNode, ox.BlankNode] = {}
    for one in layout.written:
        for told, term in zip(found[one.places], (one.subject, one.predicate, one.object), strict=True):
            if isinstance(term, ox.BlankNode):
                assert nodes.setdefault(term, told) == told  # type: ignore[arg-type]
            else:
                assert told == term
    assert len(set(nodes.values())) == len(nodes)


@pytest.mark.parametrize("seed", range(20))
def test_every_term_of_a_turtle_file_is_found_where_it_was_written(seed: int) -> None:
    for number in range(seed * 100, seed * 100 + 100):
        layout = lay_out(seeded(number))
        check(layout, document(layout.text, mark="\ufeff" if number % 5 == 0 else ""))


def test_every_term_of_an_n_triples_file_is_found_where_it_was_written() -> None:
    for number in range(300):
        layout = lay_out_lines(seeded(number))
        check(layout, document(layout.text, "x.nt"))


@settings(max_examples=200, deadline=None)
@given(st.randoms(use_true_random=False))
def test_every_term_is_found_in_layouts_that_no_seed_has(random: Random) -> None:
    layout = lay_out(random, statements=3)
    check(layout, document(layout.text))


TEXT = """\
@prefix : <urn:x:> .
:a :p :b , "한😀"@ko ;
\ta :T .
:c :p [ :q "1"^^:t ] , ( :d "e" ) , () .
"""


def spans_of(*statement: ox.NamedNode | ox.Literal, text: str = TEXT) -> tuple[Place, ...]:
    spans = Positions([document(text)]).spans(statement)  # type: ignore[arg-type]
    assert spans is not None
    return places(spans)


def test_a_literal_has_its_language_with_it_and_columns_are_characters() -> None:
    assert spans_of(node("a"), node("p"), ox.Literal("한😀", language="ko")) == (
        (2, 1, 2, 3),
        (2, 4, 2, 6),
        (2, 12, 2, 19),
    )


def test_a_is_a_predicate_of_one_character_and_a_tab_is_one_column() -> None:
    assert spans_of(node("a"), TYPE, node("T")) == ((2, 1, 2, 3), (3, 2, 3, 3), (3, 4, 3, 6))


def test_what_is_in_brackets_stands_at_the_opening_bracket() -> None:
    read = document(TEXT)
    positions = Positions([read])
    targets = {triple.object: tuple(triple) for triple in read.triples if triple.subject == node("c")}
    at = [positions.of(statement) for statement in targets.values()]  # type: ignore[arg-type]
    assert [(span.line, span.column, span.end_column) for span in at if span] == [(4, 7, 8), (4, 24, 25), (4, 37, 38)]


def test_a_cell_stands_at_its_member_and_the_rest_at_what_comes_next() -> None:
    read = document(TEXT)
    positions = Positions([read])
    cells = [
        tuple(triple) for triple in read.triples if triple.predicate.value.startswith(RDF) and triple.predicate != TYPE
    ]
    found = {text_of(spans.object, TEXT): spans for cell in cells for spans in positions.all(cell)}  # type: ignore[arg-type]
    assert set(found) == {":d", '"e"', ")"}
    assert text_of(found[")"].subject, TEXT) == '"e"'
    assert {text_of(spans.predicate, TEXT) for spans in found.values()} == {"("}


@pytest.mark.parametrize(("ending", "line"), [("\n", 3), ("\r\n", 3), ("\r", 3)])
def test_every_line_end_is_one(ending: str, line: int) -> None:
    text = f"# one{ending}# two{ending}<urn:x:a> <urn:x:p> <urn:x:b> ."
    assert spans_of(node("a"), node("p"), node("b"), text=text)[0] == (line, 1, line, 10)


def test_what_is_not_written_has_no_place() -> None:
    positions = Positions([document(TEXT)])
    nothing = (node("a"), node("p"), node("z"))
    assert positions.of(nothing) is None
    assert positions.spans(nothing) is None
    assert list(positions.all(nothing)) == []
    assert positions.document(nothing) is None
    assert positions.subject(node("b")) is None, "nothing is said of it"
    assert positions.mention(node("z")) is None


def test_the_first_of_two_places_is_told_and_all_of_them_on_demand() -> None:
    line = "<urn:x:a> <urn:x:p> <urn:x:b> .\n"
    first, second = document(line * 2, "1.ttl"), document(f"\n{line}", "2.ttl")
    positions = Positions([first, second])
    statement = (node("a"), node("p"), node("b"))
    assert str(positions.of(statement)) == "1.ttl:1"
    assert positions.document(statement) is first
    assert [str(spans.object) for spans in positions.all(statement)] == ["1.ttl:1", "1.ttl:2", "2.ttl:2"]


def test_a_thing_is_described_where_it_is_given_its_type() -> None:
    said = document("<urn:x:a> <urn:x:p> <urn:x:b> . <urn:x:c> <urn:x:p> <urn:x:a> .", "1.ttl")
    typed = document("\n<urn:x:a> a <urn:x:T> .", "2.ttl")
    positions = Positions([said, typed])
    assert positions.subject(node("a")) == Span("2.ttl", 2, 1, 2, 10)
    assert positions.subject(node("c")) == Span("1.ttl", 1, 33, 1, 42)


def test_a_term_is_mentioned_where_it_stands_first_in_the_text() -> None:
    text = "@prefix : <urn:x:> .\n:a :p [ :q :a ] .\n:b :p :q ."
    positions = Positions([document(text)])
    found = {name: positions.mention(node(name)) for name in "apqb"}
    assert {name: span and (span.line, span.column) for name, span in found.items()} == {
        "a": (2, 1),
        "p": (2, 4),
        "q": (2, 9),
        "b": (3, 1),
    }


def test_a_file_whose_text_is_not_what_was_read_has_places_of_the_file_alone() -> None:
    read = document("<urn:x:a> <urn:x:p> <urn:x:b> .")
    statement = (node("a"), node("p"), node("b"))
    for other in (
        b"",
        b"<urn:x:a> <urn:x:p> <urn:x:c> .",
        read.text * 2,
        b"_:a <urn:x:p> <urn:x:b> .",
        b"<urn:x:a> <urn:x:p> ] .",
    ):
        positions = Positions([Document(read.path, read.name, other, read.triples)])
        assert positions.of(statement) == positions.subject(node("a")) == positions.mention(node("b")) == Span("x.ttl")
        assert positions.spans(statement) is None
        assert list(positions.all(statement)) == []


def test_every_statement_of_the_bundled_graph_is_found() -> None:
    ours = bundled()
    documents = parse(ours, [*ours.ontology, *ours.data, *ours.shapes])
    positions = Positions(documents)
    for read in documents:
        for triple in read:
            assert next(positions.all(tuple(triple)), None), (read.name, triple)  # type: ignore[arg-type]


def test_a_span_has_its_text() -> None:
    text = "<urn:x:a>\r\n\t<urn:x:p> '''x\r\ny'''@en ."
    (triple,) = document(text).triples
    spans = Positions([document(text)]).spans(tuple(triple))  # type: ignore[arg-type]
    assert spans is not None
    assert text_of(spans.object, text) == "'''x\r\ny'''@en"
    assert offsets(spans.predicate, text) == (12, 21)


@pytest.mark.parametrize("span", [Span("x.ttl"), Span("x.ttl", 3)])
def test_a_span_without_columns_has_no_text(span: Span) -> None:
    with pytest.raises(ValueError, match=r"x\.ttl"):
        offsets(span, TEXT)


def deep(opening: str, closing: str) -> str:
    return f"<urn:x:a> <urn:x:p> {opening * 30_000} <urn:x:b> {closing * 30_000} ."


@pytest.mark.parametrize(
    "text",
    [
        deep("[ <urn:x:p> ", "]"),
        deep("( ", ")"),
        "<urn:x:a> <urn:x:p> ( " + "1 " * 50_000 + ") .",
        '<urn:x:a> <urn:x:p> """' + 'a"b\\n' * 200_000 + '""" .',
        "".join(f"@prefix p{number}: <urn:{number}:> .\n" for number in range(20_000)) + "<urn:x:a> p7:b p8:c .",
    ],
    ids=["brackets", "collections", "a long collection", "a long string", "many prefixes"],
)
def test_what_is_deep_or_long_is_walked_without_recursion(text: str) -> None:
    read = document(text)
    positions = Positions([read])
    assert all(positions.spans(tuple(triple)) for triple in islice(_spread(read), 100))  # type: ignore[arg-type]


def _spread(read: Document) -> Iterator[Statement]:
    step = max(1, len(read.triples) // 100)
    for triple in read.triples[::step]:
        yield tuple(triple)  # type: ignore[misc]
