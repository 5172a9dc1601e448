"""Pages that tell people what the ontology, the concepts and the shapes mean: static HTML, made from the Turtle.

`build` gives every file, by its path. A page fetches nothing from elsewhere and runs no script; the same graph gives
the same bytes.
"""

from __future__ import annotations

import re
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox

from homage_graph.errors import BadValueError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from homage_graph.graph import Graph
    from homage_graph.publishing.site.gallery import Gallery
    from homage_graph.publishing.site.lexicon import Lexicon
    from homage_graph.publishing.site.rules import RuleEntry
    from homage_graph.reading import Document

__all__ = ["build"]

_DATA: Final = "turtle/graph.ttl"
_LEADING: Final = 3
"""Examples on the first page."""


def build(graph: Graph, base: str | None = None) -> dict[str, bytes]:
    """Every file of the pages on a graph, by its path from their folder.

    Args:
        graph: Whose ontology, concepts, shapes and data they tell of.
        base: The address of the folder in which they will be hosted, for `.htaccess` and the pages' own addresses;
            without it there are none.

    Raises:
        BadValueError: The base is no address.
        ContradictionError: The graph contradicts itself, so nothing is published from it.
        MissingPackageError: Jinja2 or markdown-it-py is not installed.
        UnreadableFileError: A file of the graph cannot be read.
    """
    from homage_graph.publishing.site.rendering import must_be_installed

    must_be_installed()
    from homage_graph.publishing.site import concepts, negotiation, rules, terms
    from homage_graph.publishing.site.drawing import draw
    from homage_graph.publishing.site.gallery import Gallery
    from homage_graph.publishing.site.lexicon import CONCEPT_PAGE, ONTOLOGY_PAGE, SHAPE_PAGE, Lexicon
    from homage_graph.publishing.site.rendering import RulePage, environment

    if base is not None and not negotiation.BASE.fullmatch(base):
        raise BadValueError("--base", base, "an address such as https://example.org/homage-graph/")
    data = graph.export()
    lexicon = Lexicon(graph)
    gallery = Gallery(lexicon)
    references = rules.places(lexicon)
    leading = gallery.leading(_LEADING)
    ruled = rules.rules(lexicon, references)
    queries = graph.saved_queries()
    asked = {f"queries/{query.name}.rq": query.text.encode("utf-8") for query in queries}
    files = {_DATA: data, **asked, "site.css": _asset("site.css"), **_turtle(lexicon)}
    about = terms.header(lexicon)
    jinja = environment()
    jinja.globals.update(
        {
            "about": about,
            "draw": lambda chain: _markup(draw(chain)),
            "base": None if base is None else f"{base.rstrip('/')}/",
            "has_concepts": bool(lexicon.schemes or lexicon.concepts),
            "data": _DATA,
            "marked": lexicon.marked,
        }
    )
    known = {reference.name: reference for reference in map(lexicon.refer, (*lexicon.terms, *lexicon.concepts))}
    pages = {entry.rule.code: entry.page for _, entries in ruled for entry in entries}

    def write(path: str, template: str, **context: Any) -> None:
        root = "../" * path.count("/")
        text = jinja.get_template(template).render(root=root, path=path, **context)
        files[path] = re.sub(r"\n(?:[ \t]*\n)+", "\n", text).encode("utf-8")

    def page_of(entry: RuleEntry, root: str = "") -> RulePage:
        return RulePage(entry.text, known.get, pages, root)

    write(
        ONTOLOGY_PAGE,
        "ontology.html",
        themes=terms.entries(lexicon, gallery, queries, rules.mentions(lexicon, references)),
        files=_named(lexicon.documents, lexicon),
        aligned=_named(lexicon.alignments, lexicon),
    )
    write(CONCEPT_PAGE, "concepts.html", schemes=concepts.schemes(lexicon, gallery))
    write(
        SHAPE_PAGE,
        "shapes.html",
        themes=ruled,
        page_of=page_of,
        targets=rules.targets(lexicon, references),
        files=_named(lexicon.shapes, lexicon),
    )
    ordered = [entry for _, entries in ruled for entry in entries]
    ordered.sort(key=lambda entry: entry.rule.code)
    for number, entry in enumerate(ordered):
        write(
            entry.page,
            "rule.html",
            entry=entry,
            page=page_of(entry, "../"),
            before=ordered[number - 1] if number else None,
            after=ordered[number + 1] if number + 1 < len(ordered) else None,
        )
    write(
        "index.html",
        "index.html",
        stills=leading,
        dataset=terms.dataset(graph, about),
        figures=_figures(gallery, lexicon),
    )
    if base is not None:
        homes = {iri: _path(home, lexicon) for iri in lexicon.places if (home := lexicon.home(iri))}
        subjects = {triple.subject for triple in graph.published}
        things = [one.value for one in subjects if isinstance(one, ox.NamedNode) and one.value not in lexicon.places]
        if text := negotiation.htaccess(lexicon, base, homes, _DATA, things):
            files[".htaccess"] = text.encode("utf-8")
    return dict(sorted(files.items()))


def _markup(text: str) -> Any:
    from markupsafe import Markup

    return Markup(text)  # noqa: S704 - of `draw`, which escapes what it is given


def _asset(name: str) -> bytes:
    return resources.files(__name__).joinpath("static", name).read_bytes()


def _path(document: Document, lexicon: Lexicon) -> str:
    """Where a file's copy is: in turtle/, at its path below the folder of the ontology's first file."""
    folder = lexicon.documents[0].path.parent
    path = document.path
    return f"turtle/{path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.name}"


def _turtle(lexicon: Lexicon) -> dict[str, bytes]:
    documents = (*lexicon.documents, *lexicon.alignments, *lexicon.shapes)
    return {_path(document, lexicon): document.text for document in documents}


def _named(documents: Sequence[Document], lexicon: Lexicon) -> list[str]:
    return [_path(document, lexicon) for document in documents]


def _figures(gallery: Gallery, lexicon: Lexicon) -> list[tuple[int, str]]:
    """How much there is, in words; what there is none of is left out."""
    from homage_graph.vocabulary import ONTOLOGY

    counted = [
        (gallery.number(f"{ONTOLOGY}{name}"), words)
        for name, words in (
            ("CitingWork", "works that quote"),
            ("SourceWork", "works that are quoted"),
            ("Homage", "homages"),
            ("Conjecture", "conjectures"),
            ("Evidence", "quotes"),
            ("Source", "sources"),
        )
    ]
    counted += [(len(lexicon.terms), "terms"), (len(lexicon.concepts), "concepts"), (len(lexicon.rules), "rules")]
    return [(number, words) for number, words in counted if number]
