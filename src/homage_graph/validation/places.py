"""Where in the files a thing, or a name, is written."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

import pyoxigraph as ox

from homage_graph.validation import Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from homage_graph.reading import Document

__all__ = ["Places"]

_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


class Places:
    """The places in some documents."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._about: defaultdict[str, list[Document]] = defaultdict(list)
        typed: defaultdict[str, list[Document]] = defaultdict(list)
        for document in documents:
            for triple in document:
                if isinstance(triple.subject, ox.NamedNode):
                    found = typed if triple.predicate.value == _RDF_TYPE else self._about
                    found[triple.subject.value].append(document)
        for thing, places in typed.items():
            self._about[thing] = [*places, *self._about[thing]]

    def of(self, thing: str) -> Place | None:
        """Where a thing is described: in the first file that types it, else in the first that speaks of it.

        The line is the first that begins with the thing, as people lay Turtle out; there may be none.
        """
        documents = self._about.get(thing)
        return None if not documents else Place(documents[0].name, _line(documents[0], thing, begins_line=True))

    @staticmethod
    def of_name(iri: str, document: Document) -> Place:
        """Where a document first has an IRI, in full or with a prefix of its own, comments and strings apart."""
        return Place(document.name, _line(document, iri, begins_line=False))


def _line(document: Document, iri: str, *, begins_line: bool) -> int | None:
    text = document.text.decode("utf-8", "replace")
    forms = {re.escape(f"<{iri}>")}
    for prefix, namespace in re.findall(r"(?im)^\s*@?prefix\s+([\w.-]*:)\s*<([^>]*)>", text):
        if iri.startswith(namespace):
            forms.add(re.escape(prefix + iri[len(namespace) :]))
    either = "|".join(sorted(forms))
    if begins_line:
        found = re.search(rf"(?m)^[ \t]*(?:{either})(?=\s)", text)
        return text.count("\n", 0, found.start()) + 1 if found else None
    skipped = r'"""(?:\\.|[^\\])*?"""|"(?:\\.|[^"\\\n])*"|(?<![^\s;,.])#[^\n]*'
    for match in re.finditer(rf"{skipped}|(?<![\w:<-])(?P<name>{either})(?![\w:-])", text):
        if match["name"]:
            return text.count("\n", 0, match.start()) + 1
    return None
