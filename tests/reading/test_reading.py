from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from homage_graph.errors import UnreadableFileError
from homage_graph.reading import parse
from homage_graph.workspace import open_workspace

if TYPE_CHECKING:
    from pathlib import Path


def read(path: Path) -> tuple[ox.Triple, ...]:
    (document,) = parse(open_workspace([path]), [path])
    return document.triples


def write(folder: Path, content: bytes, name: str = "file.ttl") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("content", "place", "reason"),
    [
        (b"@prefix x: <urn:x:> .\nx:a x:b x:c\nx:d x:e x:f .", "3:1", "no full stop at its end"),
        (b'@prefix x: <urn:x:> .\r\nx:a x:b "open .\r\nx:d x:e x:f .', "2:9", "not closed on its line"),
        (b"<urn:a> <urn:b> y:c .", "1:17", "The prefix y: has not been declared"),
        ("<urn:é> <urn:b> <urn:a b> .".encode(), "1:23", "an IRI does not have a space in it"),
        (b"<a> <b> <c> .", "1:1", "<a> is a relative IRI"),
        (b'<urn:a> <urn:b> "\xff" .', "1:18", "not UTF-8: the byte 0xff"),
        ("<urn:a> <urn:b> 1 .".encode("utf-16"), "1:1", "it looks like UTF-16"),
        (b"<!DOCTYPE html><html></html>", "1:1", "this is a web page (HTML), not Turtle"),
        (b"{ ?a ?b ?c } => { ?c ?b ?a } .", "1:1", "Notation3"),
    ],
)
def test_broken_turtle_is_refused_with_its_place(content: bytes, place: str, reason: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read(write(tmp_path, content))
    assert f"file.ttl:{place}" in str(caught.value)
    assert reason in str(caught.value)
    assert "\n" not in str(caught.value)
    assert "Parser error" not in str(caught.value)


def test_an_iri_in_angle_brackets_at_the_start_is_no_web_page(tmp_path: Path) -> None:
    assert len(read(write(tmp_path, b"<html:a> <urn:b> <urn:c> ."))) == 1


def test_a_byte_order_mark_is_skipped(tmp_path: Path) -> None:
    assert len(read(write(tmp_path, b"\xef\xbb\xbf<urn:a> <urn:b> <urn:c> ."))) == 1


def test_literals_are_read_letter_for_letter(tmp_path: Path) -> None:
    (triple,) = read(write(tmp_path, b"<urn:a> <urn:b> 1.50 ."))
    assert triple.object == ox.Literal("1.50", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal"))


def test_blank_nodes_of_two_files_are_two(tmp_path: Path) -> None:
    one, two = write(tmp_path, b"_:x <urn:p> _:x .", "1.nt"), write(tmp_path, b"_:x <urn:q> _:x .", "2.nt")
    first, second = parse(open_workspace([tmp_path]), [one, two])
    assert first.triples[0].subject == first.triples[0].object != second.triples[0].subject


def test_a_pipe_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.ttl")
    with pytest.raises(UnreadableFileError, match="not a regular file"):
        read(tmp_path / "pipe.ttl")


def test_a_file_that_is_gone_has_its_name_in_the_error(tmp_path: Path) -> None:
    path = write(tmp_path, b"")
    workspace = open_workspace([path])
    path.unlink()
    with pytest.raises(UnreadableFileError, match=r"file\.ttl: no such file"):
        parse(workspace, [path])


@pytest.mark.parametrize(
    "content",
    [
        b"<urn:a> <urn:b> <<( <urn:x> <urn:y> <urn:z> )>> .",
        b"<urn:a> <urn:b> <urn:c> {| <urn:d> <urn:e> |} .",
        b"<urn:a> <urn:b> <urn:c> ~ <urn:d> .",
        b'<urn:a> <urn:b> "x"@en--ltr .',
    ],
)
def test_what_rdf_1_1_does_not_have_is_refused(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match=r"RDF 1\.2"):
        read(write(tmp_path, content))


def test_blank_nodes_have_the_same_labels_every_time(tmp_path: Path) -> None:
    path = write(tmp_path, b"<urn:a> <urn:p> [ <urn:q> [] ] .")
    assert read(path) == read(path)


def test_nesting_that_overflows_a_parser_is_refused(tmp_path: Path) -> None:
    depth = 50_000
    content = b"<urn:a> <urn:b> " + b"<<( <urn:a> <urn:b> " * depth + b"<urn:c>" + b" )>>" * depth + b" ."
    with pytest.raises(UnreadableFileError, match="triple terms"):
        read(write(tmp_path, content))
