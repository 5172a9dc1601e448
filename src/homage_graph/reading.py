"""From files to triples, letter for letter: nothing is normalised, fetched or guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

import pyoxigraph as ox

from homage_graph.collecting import put_off
from homage_graph.errors import UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from homage_graph.vocabulary import Term
    from homage_graph.workspace import Workspace

__all__ = ["Document", "parse", "read_bytes"]

_PARSER_PLACE = re.compile(r"^Parser error (?:at|between) [^:]*: ")
_TRIPLE_TERMS = 100
"""More `<<` than this in a file are nesting that overflows a parser, not text that happens to have them."""
_BEYOND_NAMES = re.compile(rb"_:|[\[(]|<<|--")
"""What a file must have somewhere if it has a blank node, a triple term or a text direction."""
_WEB_PAGE = re.compile(rb"\s*<(?:!doctype|html)[\s>]", re.IGNORECASE)


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
        UnreadableFileError: It is not there, not a regular file (a pipe would hang), or not permitted.
    """
    name = name or str(path)
    try:
        if path.exists() and not path.is_file():
            raise UnreadableFileError(name, "not a regular file")
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
    if text[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise UnreadableFileError(name, "not UTF-8 (it looks like UTF-16); save it as UTF-8", 1, 1)
    content = text.removeprefix(b"\xef\xbb\xbf")
    if _WEB_PAGE.match(content):
        raise UnreadableFileError(name, "this is a web page (HTML), not Turtle", 1, 1)
    if content.count(b"<<") > _TRIPLE_TERMS:
        raise UnreadableFileError(name, "triple terms (RDF 1.2) are not read")
    syntax = ox.RdfFormat.N_TRIPLES if path.suffix == ".nt" else ox.RdfFormat.TURTLE
    try:
        quads = list(ox.parse(content, format=syntax))
    except SyntaxError as error:
        reason = _PARSER_PLACE.sub("", error.msg)
        raise UnreadableFileError(name, reason, error.lineno, error.offset) from None
    if _BEYOND_NAMES.search(content) is None:
        return Document(path, name, text, tuple(quad.triple for quad in quads))
    return Document(path, name, text, tuple(_rename_apart(quads, name, blake2b(text, digest_size=5).hexdigest())))


def _rename_apart(quads: Iterable[ox.Quad], name: str, mark: str) -> Iterator[ox.Triple]:
    """`_:b` in one file is not `_:b` in another, and the same file has the same labels every time.

    What RDF 1.1 does not have is refused: rdflib does not know it.
    """
    renamed: dict[ox.BlankNode, ox.BlankNode] = {}

    def apart(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Term:
        if isinstance(term, ox.Triple):
            raise UnreadableFileError(name, "triple terms (RDF 1.2) are not read")
        if isinstance(term, ox.Literal) and term.direction is not None:
            raise UnreadableFileError(name, f"text directions (RDF 1.2) are not read: {str(term)[:80]}")
        if isinstance(term, ox.BlankNode):
            return renamed.setdefault(term, ox.BlankNode(f"b{mark}n{len(renamed)}"))
        return term

    for quad in quads:
        yield ox.Triple(apart(quad.subject), quad.predicate, apart(quad.object))  # type: ignore[arg-type]
