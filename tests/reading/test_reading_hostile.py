"""Files that nobody should write, each with the rule that it breaks and the very place where."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest

from homage_graph.errors import UnreadableFileError
from homage_graph.reading import parse, read_bytes
from homage_graph.validation.catalogue import SYNTAX, TOO_LARGE, UNREADABLE
from homage_graph.workspace import Workspace, must_be_read

if TYPE_CHECKING:
    from pathlib import Path

HEAD = b"@prefix ex: <http://example.org/> .\n@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
"""Two lines, so that what follows is on the third."""


def read(folder: Path, name: str, content: bytes) -> int:
    path = folder / name
    path.write_bytes(content)
    must_be_read(path)
    (document,) = parse(Workspace(folder, (), (path,), (), ()), [path])
    return len(document.triples)


@pytest.mark.parametrize(
    ("content", "code", "line", "column"),
    [
        (HEAD + b'ex:a rdfs:label "A"\nex:b rdfs:label "B" .\n', SYNTAX, 4, 1),
        (HEAD + b'ex:a rdfs:label "never closed .\nex:b rdfs:label "B" .\n', SYNTAX, 3, 17),
        (HEAD + b'ex:a ex:p [ ex:q "x" ;\nex:b ex:p "y" .\n', SYNTAX, 4, 16),
        (HEAD + b'ex:a rdfs:label "C:\\quux" .\n', SYNTAX, 3, 20),
        (HEAD + b'ex:a _:p "B" .\n', SYNTAX, 3, 6),
        (HEAD + b'ex:a rdfs:label "A"@en_US .\n', SYNTAX, 3, 23),
        (HEAD + b"ex:a ex:pages__ <http://ex.org/a\x07b> .\n", SYNTAX, 3, 33),
        (HEAD + b"ex:a ex:pages__ <http://ex.org/a\\u0020b\\u003E> .\n", SYNTAX, 3, 33),
        (HEAD + b'ex:a ex:b "x" .\n' * 2_000 + b'ex:a ex:b "x"\nex:c a ex:D .\n', SYNTAX, 2_004, 1),
        (HEAD + b"{ ?x ex:p ?y } => { ?y ex:q ?x } .\n", SYNTAX, 3, 1),
        (HEAD + b'ex:a!ex:b ex:c "x" .\n', SYNTAX, 3, 5),
        (HEAD + b'ex:a rdfs:comment """long\nlong\n', SYNTAX, 3, 19),
        (HEAD + b"<film/1> ex:p ex:b .\n", SYNTAX, 3, 1),
        (HEAD.replace(b"\n", b"\r\n") + b'ex:b rdfs:label "B"\r\n', SYNTAX, 4, 1),
        (b"\xef\xbb\xbf" + HEAD + 'ex:a rdfs:label "é한😀" , ex:b:c%4 .'.encode(), SYNTAX, 3, 31),
        (HEAD + b'<http://example.org/x"onmouseover="alert(1)> rdfs:label "q" .\n', SYNTAX, 3, 21),
        (HEAD + b"ex:a ex:b <<( ex:a ex:b ex:c )>> .", SYNTAX, 3, 11),
        (HEAD + b"ex:a ex:b ex:c {| ex:d ex:e |} .", SYNTAX, 3, 16),
        (HEAD + b"ex:a ex:b ex:c ~ ex:d .", SYNTAX, 3, 16),
        (HEAD + b'ex:a ex:b "x"@en--ltr .', SYNTAX, 3, 17),
        (HEAD + b'ex:a ex:b "' + b"<<" * 100 + b'" , <<' + b"( ex:a" * 9, SYNTAX, 3, 216),
        ("ex:a ex:b 1 .".encode("utf-16"), UNREADABLE, 1, 1),
        (b'[\n  {"@id": "urn:a"}\n]', UNREADABLE, 1, 1),
        (b"{}\n", UNREADABLE, 1, 1),
        (b"<head><title>404</title></head>", UNREADABLE, 1, 1),
        (b"\x28\xb5\x2f\xfd\0", UNREADABLE, 1, 1),
        (b"a.ttl".ljust(257, b"\0") + b"ustar", UNREADABLE, 1, 1),
        (HEAD + b'ex:a rdfs:label "A"\n@prefix q: <urn:q> .\n', SYNTAX, 4, 1),
        ("<urn:a> <urn:b> 1 .".encode("utf-16-le"), UNREADABLE, 1, 1),
        ("<urn:a> <urn:b> 1 .".encode("utf-16-be"), UNREADABLE, 1, 1),
        (HEAD + b'ex:a rdfs:label "\xc0\xaf" .\n', UNREADABLE, 3, 18),
        (HEAD + b'ex:a rdfs:label "Am\xc3', UNREADABLE, 3, 20),
        (HEAD + 'ex:a rdfs:label "한😀\r\n'.encode() + b'\xe9" .', UNREADABLE, 4, 1),
        (b"\n<!DOCTYPE html>\n<html></html>", UNREADABLE, 1, 1),
        (b'<?xml version="1.0"?>\n<rdf:RDF/>', UNREADABLE, 1, 1),
        (b'{\n "@id": "urn:a" }', UNREADABLE, 1, 1),
        (b"\x1f\x8b\x08\x00", UNREADABLE, 1, 1),
        (HEAD + b"ex:a ex:b " + b"[ ex:b " * 5_000 + b"ex:c" + b"]" * 5_000 + b" .", TOO_LARGE, 3, 11 + 64 * 7),
        (HEAD + b"ex:a ex:b <urn:" + b"x" * 500_000 + b"> .", TOO_LARGE, 3, 11),
        (HEAD + b"ex:a ex:b '''" + b"x " * 600_000 + b"''' .", TOO_LARGE, 3, 11),
    ],
)  # fmt: skip
def test_a_hostile_file_is_refused_with_its_rule_and_its_place(
    content: bytes, code: str, line: int, column: int, tmp_path: Path
) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read(tmp_path, "file.ttl", content)
    error = caught.value
    assert (error.code, error.line, error.column) == (code, line, column)
    assert (error.end_line or 0, error.end_column or 0) >= (line, column)
    assert str(error).endswith(f"file.ttl:{line}:{column}: {error.reason}")
    assert error.reason.isprintable()


def test_the_place_counts_from_the_byte_order_mark_on(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read(tmp_path, "file.ttl", b"\xef\xbb\xbf<urn:a> x:b 1 .")
    assert (caught.value.line, caught.value.column, caught.value.end_column) == (1, 9, 12)


@pytest.mark.parametrize(
    ("content", "triples"),
    [
        (HEAD + b'ex:a a ex:Film ;; rdfs:label "ok"@en , "ok"@EN ; .\n', 3),
        (b"# nothing but a comment", 0),
        (b"", 0),
        (b"\xef\xbb\xbf" + HEAD, 0),
        (HEAD + b"ex:a ex:b <http://example.org/%zz> , <http://example.org/100%> , <http://example.org/%41> .", 3),
        (HEAD + b"ex:l <http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> ex:l .", 1),
        (HEAD + b'ex:a rdfs:label "nu\x00l" .', 1),
        (HEAD + b"ex:a ex:b <http://example.org/~x> .", 1),
    ],
)
def test_an_odd_file_that_is_turtle_is_read(content: bytes, triples: int, tmp_path: Path) -> None:
    assert read(tmp_path, "file.ttl", content) == triples


def test_half_a_percent_sign_is_read_letter_for_letter(tmp_path: Path) -> None:
    path = tmp_path / "file.nt"
    path.write_bytes(b"<http://example.org/%zz> <urn:p> <http://example.org/%> .")
    (document,) = parse(Workspace(tmp_path, (), (path,), (), ()), [path])
    (triple,) = document.triples
    assert (triple.subject.value, triple.object.value) == ("http://example.org/%zz", "http://example.org/%")


@pytest.mark.parametrize(
    ("wrong", "column"), [(b"<urn:a b>", 38), (b'"x"@en_US', 38), (b"<relative>", 32), (b"ex:%zz", 35)]
)
def test_half_a_percent_sign_lets_nothing_else_pass(wrong: bytes, column: int, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read(tmp_path, "file.ttl", HEAD + b"ex:a ex:b <http://e.org/%zz> , " + wrong + b" .")
    assert (caught.value.code, caught.value.line, caught.value.column) == (SYNTAX, 3, column)


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("a.trig", "named graphs"),
        ("a.nq", "named graphs"),
        ("a.jsonld", "Convert it to Turtle"),
        ("a.json", "Convert it to Turtle"),
        ("a.rdf", "Convert it to Turtle"),
        ("a.xml", "Convert it to Turtle"),
        ("a.OWL", "Convert it to Turtle"),
        ("a.n3", "rules and formulas"),
        ("a.ttl.gz", "Unpack it yourself"),
        ("a.zip", "Unpack it yourself"),
        ("a.tar", "Unpack it yourself"),
        ("a.txt", "Name it .ttl"),
        ("a", "Name it .ttl"),
    ],
)
def test_a_file_of_another_format_is_refused_with_what_to_do_instead(name: str, advice: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="only Turtle") as caught:
        read(tmp_path, name, b"")
    assert caught.value.code == UNREADABLE
    assert advice in caught.value.help


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ('{"@context":{"p":"http://e/p"},\n "@id":"http://e/a",\n "p":"one"\n', (3, 11)),
        ('{"한": tru}', (1, 7)),
        ('{"@id": "http://e/a"}', (None, None)),
        ('{"a":' * 3_000 + "1" + "}" * 3_000, (None, None)),
        ('{"a":' * (sys.getrecursionlimit() * 100), (None, None)),
        ('{"a": ' + "1" * 10_000 + "}", (None, None)),
        (" " * 1_100_000, (None, None)),
    ],
    ids=range(7),
)
def test_json_that_breaks_off_names_the_place(
    content: str, place: tuple[int | None, int | None], tmp_path: Path
) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read(tmp_path, "a.jsonld", content.encode())
    assert (caught.value.line, caught.value.column) == place
    assert caught.value.code == UNREADABLE


def test_json_in_no_encoding_is_refused_all_the_same(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="only Turtle"):
        read(tmp_path, "a.json", b"\xff{")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "folder.ttl").mkdir()
    with pytest.raises(UnreadableFileError, match="not a regular file") as caught:
        read_bytes(tmp_path / "folder.ttl")
    assert caught.value.code == UNREADABLE


def test_an_error_can_be_told_as_data(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read(tmp_path, "file.ttl", HEAD + b"ex:a ex:b filmm:oldboy .")
    told = json.dumps(vars(caught.value), ensure_ascii=False)
    assert "Did you mean “film:”?" in told
