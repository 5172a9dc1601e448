from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from homage_graph.errors import UnreadableFileError
from homage_graph.reading import parse
from homage_graph.reading.bounds import DEEPEST, LONGEST_IRI, LONGEST_LITERAL, MOST_MARKS
from homage_graph.validation.catalogue import TOO_LARGE
from homage_graph.workspace import open_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from homage_graph.reading import Document

HEAD = "@prefix : <urn:x:> .\n:é :p "


def read(folder: Path, text: str) -> Document:
    path = folder / "file.ttl"
    path.write_text(text, "utf-8", newline="")
    (document,) = parse(open_workspace([path]), [path])
    return document


def refused(folder: Path, text: str) -> UnreadableFileError:
    with pytest.raises(UnreadableFileError) as caught:
        read(folder, text)
    assert caught.value.code == TOO_LARGE
    assert caught.value.help
    return caught.value


@pytest.mark.parametrize(("opening", "closing"), [("[ :p ", " ]"), ("( ", " )"), ("( [ :p ", " ] )")])
def test_brackets_nest_as_deep_as_the_bound_and_no_deeper(opening: str, closing: str, tmp_path: Path) -> None:
    deep = DEEPEST // (opening.count("[") + opening.count("("))
    assert read(tmp_path, f"{HEAD}{opening * deep}:o{closing * deep} .").triples
    error = refused(tmp_path, f"{HEAD}{opening * (deep + 1)}:o{closing * (deep + 1)} .")
    assert (error.line, error.column) == (2, 7 + len(opening) * deep)
    assert error.end_column == 8 + len(opening) * deep
    assert str(DEEPEST) in error.reason


def test_brackets_in_texts_names_and_comments_are_none(tmp_path: Path) -> None:
    many = "[(" * DEEPEST
    written = f"\"{many}\" , '''{many}'x\"''' , <urn:{'(' * 99}> , :a{chr(92)}( # {many}\r , \"\\\"{many}\" ."
    assert len(read(tmp_path, HEAD + written).triples) == 5


def test_brackets_beside_each_other_are_not_deep(tmp_path: Path) -> None:
    assert len(read(tmp_path, HEAD + " , ".join("[ :q ( 1 ) ]" for _ in range(1_000)) + " .").triples) == 4_000


@pytest.mark.parametrize("form", ["{0} :p 1", ":a {0} 1", ":a :p {0}", ':a :p "é"^^{0}'])
def test_an_iri_is_as_long_as_the_bound_and_no_longer(form: str, tmp_path: Path) -> None:
    for length, prefixed in ((LONGEST_IRI, False), (LONGEST_IRI, True)):
        space = f"@prefix long: <{'urn:'.ljust(length // 2 + 1, 'y')}> .\n" if prefixed else ""
        name = "long:" + "y" * (length // 2 - 1) if prefixed else f"<{'urn:'.ljust(length, 'y')}>"
        text = f"@prefix : <urn:x:> .\n{space}{form.format(name)} ."
        assert read(tmp_path, text).triples
        longer = text.replace("yyy", "yyyy", 1)
        error = refused(tmp_path, longer)
        assert f"{LONGEST_IRI + 1:,}" in error.reason
        line = longer.splitlines()[-1]
        column = line.index('"' if '"' in line else name[:5]) + 1
        assert (error.line, error.column) == (3 if prefixed else 2, column)
        assert line[column - 1 : (error.end_column or 0) - 1] in line


@pytest.mark.parametrize("quotes", ['"', "'''"])
def test_a_literal_is_as_long_as_the_bound_and_no_longer(quotes: str, tmp_path: Path) -> None:
    text = "한 " * (LONGEST_LITERAL // 2)
    assert read(tmp_path, f"{HEAD}{quotes}{text}{quotes} .").triples
    error = refused(tmp_path, f"{HEAD}{quotes}{text}.{quotes}@ko .")
    assert (error.line, error.column) == (2, 7)
    assert error.end_column == 7 + len(text) + 1 + 2 * len(quotes) + 3


@pytest.mark.parametrize("mark", ["\u0301", "\\u0301", "\U0001d165"])
def test_a_letter_has_as_many_marks_as_the_bound_and_no_more(mark: str, tmp_path: Path) -> None:
    for before in ("", "x" * 511):  # wherever the blocks begin in which no space is
        assert read(tmp_path, f'{HEAD}"{before}e{mark * MOST_MARKS}h{mark}" .').triples
        error = refused(tmp_path, f'{HEAD}"{before}e{mark * (MOST_MARKS + 1)}" .')
        assert (error.line, error.column) == (2, 7)


@pytest.mark.parametrize(
    "text",
    [
        f"@prefix x: <urn:{'x' * 1_000_000}> .\n{'x:a a x:b .' * 2_000}",
        "@base <http://example.org/> .\n" + "@base <aaaaaaaaa/> .\n<x> a <T> .\n" * 8_000,
    ],
)
def test_a_small_file_is_not_written_out_to_gigabytes(text: str, tmp_path: Path) -> None:
    assert "written out" in refused(tmp_path, text).reason


def test_long_words_of_another_script_have_no_marks(tmp_path: Path) -> None:
    assert read(tmp_path, f'{HEAD}"{"한" * 9_000}" .').triples


def test_long_collections_and_many_prefixes_are_fine_and_quick(tmp_path: Path) -> None:
    start = time.perf_counter()
    assert len(read(tmp_path, f"{HEAD}( {'1 ' * 50_000}) .").triples) == 100_001
    prefixes = "".join(f"@prefix p{number}: <urn:{number}:> .\n" for number in range(20_000))
    assert len(read(tmp_path, f"{prefixes}p1:a p2:b p3:c .").triples) == 1
    assert time.perf_counter() - start < 20
