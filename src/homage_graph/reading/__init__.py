"""From files to triples, letter for letter: nothing is normalised, fetched or guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from homage_graph.collecting import put_off
from homage_graph.errors import UnreadableFileError
from homage_graph.reading.bounds import must_be_in_bounds, taken_in_bounds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from homage_graph.reading.syntax import Mistake
    from homage_graph.vocabulary import Term
    from homage_graph.workspace import Workspace

__all__ = ["Document", "is_of_names", "parse", "read_bytes"]

_MOST_BYTES: Final = 512 * 1024**2
"""Bytes of a file: a larger one is no text that somebody wrote, and would be read several times over in memory."""
_TRIPLE_TERMS: Final = 100
"""More `<<` than this in a file are nesting that overflows a parser, not text that happens to have them."""
_BEYOND_NAMES: Final = re.compile(rb"_:|[\[({~]|<<|--")
"""What a file must have somewhere if it has a blank node, a triple term, an annotation or a text direction."""
_HALF_ESCAPED: Final = re.compile(rb"%(?![0-9A-Fa-f]{2})")
_OTHERS: Final = (
    (re.compile(rb"\xff\xfe|\xfe\xff|.?\x00", re.DOTALL), "not UTF-8 (it looks like UTF-16)", "Save it as UTF-8."),
    (
        re.compile(rb"\s*<(?:!doctype|html|head|body)[\s>]", re.IGNORECASE),
        "this is a web page (HTML), not Turtle",
        "Download the file that the page tells of.",
    ),
    (re.compile(rb"\s*<(?:\?xml|rdf:RDF)\s"), "this is XML, not Turtle", "Convert it to Turtle."),
    (re.compile(rb"\s*(?:[\[{]\s*\"|\[\s*[\[{]|\{\s*\})"), "this is JSON, not Turtle", "Convert it to Turtle."),
    (
        re.compile(
            rb"\x1f\x8b|PK(?:\x03\x04|\x05\x06)|BZh|\xfd7zXZ|\x28\xb5\x2f\xfd|7z\xbc\xaf|Rar!|.{257}ustar", re.DOTALL
        ),
        "this is an archive, not Turtle",
        "Unpack it.",
    ),
)
"""How files of other kinds begin, that were given the name of one of ours."""


@dataclass(frozen=True)
class Document:
    """One file and the triples in it.

    Attributes:
        path: Where it was read.
        name: The path as shown to a reader.
        text: The file's bytes.
        triples: In the order of the file. Blank nodes are labelled by the file's content and their order.
    """

    path: Path
    name: str
    text: bytes
    triples: tuple[ox.Triple, ...]

    def __iter__(self) -> Iterator[ox.Triple]:
        return iter(self.triples)


def read_bytes(path: Path, name: str | None = None) -> bytes:
    """The bytes of a regular file.

    Raises:
        UnreadableFileError: It is not there, not a regular file (a pipe would hang), too large, or not permitted.
    """
    name = name or str(path)
    try:
        if path.exists() and not path.is_file():
            raise UnreadableFileError(name, "not a regular file")
        if path.stat().st_size > _MOST_BYTES:
            raise UnreadableFileError(name, f"a file has at most {_MOST_BYTES:,} bytes, and this one has more")
        return path.read_bytes()
    except FileNotFoundError:
        raise UnreadableFileError(name, "no such file") from None
    except OSError as error:
        raise UnreadableFileError(name, error.strerror or str(error)) from None


def parse(workspace: Workspace, paths: Iterable[Path]) -> tuple[Document, ...]:
    """Read files of a workspace, strictly as Turtle 1.1 or N-Triples.

    Raises:
        UnreadableFileError: With line and column where the syntax breaks.
    """
    with put_off():
        return tuple(_parse(path, workspace.display(path)) for path in paths)


def _parse(path: Path, name: str) -> Document:
    text = read_bytes(path, name)
    content = text.removeprefix(b"\xef\xbb\xbf")
    _must_be_text(content, name)
    if content.count(b"<<") > _TRIPLE_TERMS:
        raise _beyond(content, name, "triple terms (RDF 1.2) are not read")
    syntax = ox.RdfFormat.N_TRIPLES if path.suffix == ".nt" else ox.RdfFormat.TURTLE
    quads = _quads(content, name, syntax)
    if is_of_names(content):
        document = Document(path, name, text, tuple(quad.triple for quad in quads))
    else:
        mark = blake2b(text, digest_size=5).hexdigest()
        document = Document(path, name, text, tuple(_rename_apart(quads, content, name, mark)))
    must_be_in_bounds(document)
    return document


def is_of_names(content: bytes) -> bool:
    """Whether a text has neither blank nodes nor anything of RDF 1.2: it may say yes only where that is sure."""
    return _BEYOND_NAMES.search(content) is None


def _must_be_text(content: bytes, name: str) -> None:
    for form, reason, advice in _OTHERS:
        if form.match(content):
            raise UnreadableFileError(name, reason, 1, 1, 1, 1, help=advice)
    if content.isascii():
        return
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        from homage_graph.reading.tokens import Lines

        before = content[: error.start].decode("utf-8")
        reason = f"not UTF-8: the byte {content[error.start]:#04x} begins no character here"
        if error.reason == "unexpected end of data":
            reason = "the file breaks off in the middle of a character"
        line, column = Lines(before).place(len(before))
        raise UnreadableFileError(name, reason, line, column, line, column, help="Save it as UTF-8.") from None


def _quads(content: bytes, name: str, syntax: ox.RdfFormat) -> list[ox.Quad]:
    """What a text says, read strictly, but for percent signs in IRIs that no two digits follow.

    The grammar of Turtle lets those pass. The parser does not unless it is lenient, and lenient it lets too much pass:
    so that it reads the text strictly without them, before it is told to read it with them.
    """
    try:
        return list(taken_in_bounds(ox.parse(content, format=syntax), content, name))
    except SyntaxError as error:
        wrong = error
    if "Invalid IRI percent encoding" in wrong.msg:
        try:
            for _ in ox.parse(_HALF_ESCAPED.sub(b"-", content), format=syntax):
                pass
            return list(taken_in_bounds(ox.parse(content, format=syntax, lenient=True), content, name))
        except SyntaxError as error:
            wrong = error
    from homage_graph.reading.syntax import explain

    text = content.decode("utf-8")
    raise _broken(name, text, explain(text, wrong))


def _beyond(content: bytes, name: str, reason: str) -> UnreadableFileError:
    """What RDF 1.1 does not have is there where its tokens end."""
    from homage_graph.reading.syntax import Mistake
    from homage_graph.reading.tokens import matches

    text = content.decode("utf-8")
    end = 0
    for match in matches(text):
        if match[0].startswith("--"):  # of a language tag: no name begins so
            break
        end = match.end()
    return _broken(name, text, Mistake(reason, end, end, "Say it in RDF 1.1."))


def _broken(name: str, text: str, mistake: Mistake) -> UnreadableFileError:
    from homage_graph.reading.tokens import Lines
    from homage_graph.validation.catalogue import SYNTAX

    lines = Lines(text)
    place = (*lines.place(mistake.start), *lines.place(mistake.end))
    return UnreadableFileError(name, mistake.reason, *place, code=SYNTAX, help=mistake.help)


def _rename_apart(quads: Iterable[ox.Quad], content: bytes, name: str, mark: str) -> Iterator[ox.Triple]:
    """`_:b` in one file is not `_:b` in another, and the same file has the same labels every time.

    What RDF 1.1 does not have is refused: rdflib does not know it.
    """
    renamed: dict[ox.BlankNode, ox.BlankNode] = {}

    def apart(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Term:
        if isinstance(term, ox.Triple):
            raise _beyond(content, name, "triple terms (RDF 1.2) are not read")
        if isinstance(term, ox.Literal) and term.direction is not None:
            raise _beyond(content, name, f"text directions (RDF 1.2) are not read: {str(term)[:80]}")
        if isinstance(term, ox.BlankNode):
            return renamed.setdefault(term, ox.BlankNode(f"b{mark}n{len(renamed)}"))
        return term

    for quad in quads:
        yield ox.Triple(apart(quad.subject), quad.predicate, apart(quad.object))  # type: ignore[arg-type]
