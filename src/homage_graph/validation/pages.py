"""A page for each rule: what it asks, why, a bad example and a good one, and how to mend what breaks it.

Two sections of a page, `Why` and `How to mend`, are written by hand, in the page itself. All the rest is made of
the shapes, the catalogue and the examples in tests/: `python -m homage_graph.validation.pages docs/rules` writes it
anew, and leaves the two as they are.
"""

from __future__ import annotations

import re
import sys
import textwrap
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from homage_graph.characters import visible
from homage_graph.errors import UnreadableFileError
from homage_graph.reading import parse, read_bytes
from homage_graph.validation.catalogue import DUPLICATE, NO_SHAPES, RULES, Rule, rules_of
from homage_graph.vocabulary import PREFIXES
from homage_graph.workspace import bundled

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from homage_graph.graph import Graph
    from homage_graph.validation import Report
    from homage_graph.workspace import Workspace

__all__ = [
    "BY_HAND", "describe", "examples", "find_rules", "index", "judge_example", "page", "read_page", "sections",
    "write_pages",
]  # fmt: skip

BY_HAND: Final = ("Why", "How to mend")
"""The sections that nobody but a person writes."""
_NOTE: Final = "<!-- “Why” and “How to mend” are written by hand, here; all the rest by `make rules`. -->"
_WIDTH: Final = 120
"""Columns of a line of prose."""
_LONGEST: Final = 200
"""Characters of a line of an example that is shown whole."""
_TERM: Final = re.compile(rf"(?<![\w/:`])(?:{'|'.join(map(re.escape, PREFIXES))}):[A-Za-z][\w-]*|<[^<>\s]+>")


@dataclass(frozen=True)
class _Example:
    """A file that shows what a rule refuses, or wants.

    Attributes:
        name: Its path, from the root of the checkout.
        remark: What its first comment says.
        text: The rest, prefixes apart.
    """

    name: str
    remark: str
    text: str


def find_rules(workspace: Workspace) -> dict[str, Rule]:
    """Every rule that a graph is judged by, by code: its shapes' and the catalogue's.

    Raises:
        UnreadableFileError: A file of shapes is not there, or is not Turtle.
    """
    shapes = (triple for document in parse(workspace, workspace.shapes) for triple in document)
    found = {**rules_of(shapes), **RULES}
    return {code: found[code] for code in sorted(found)}


def read_page(rule: Rule, workspace: Workspace) -> str | None:
    """The page of a rule, in Markdown; None where nobody has written one.

    A graph with shapes of its own has pages of its own, in docs/rules/; what no shape states means the same
    everywhere.
    """
    ours = bundled()
    shelves = [workspace.root / "docs" / "rules"]
    if rule.shape is None or workspace.shapes == ours.shapes:
        shelves += [ours.root / "docs" / "rules", ours.root / "rules"]
    files = (shelf / f"{rule.code}.md" for shelf in shelves)
    found = next((file for file in files if file.is_file()), None)
    return None if found is None else read_bytes(found).decode("utf-8", "replace")


def describe(rule: Rule, workspace: Workspace) -> str:
    """What can be told of a rule that has no page: its shape, in Markdown as a page is."""
    import rdflib

    from homage_graph.interchange import to_rdflib

    shapes = to_rdflib(triple for document in parse(workspace, workspace.shapes) for triple in document)
    shown = rdflib.Graph()
    if rule.shape is not None:
        shape = (rdflib.URIRef if isinstance(rule.shape, ox.NamedNode) else rdflib.BNode)(rule.shape.value)
        for node in (shape, *shapes.subjects(rdflib.SH.property, shape)):
            shapes.cbd(node, target_graph=shown)
    for prefix, namespace in PREFIXES.items():
        shown.bind(prefix, namespace)
    turtle = "\n".join(_without_prefixes(shown.serialize(format="turtle").splitlines())).strip()
    parts = [_heading(rule), f"**{rule.severity.capitalize()}**"]
    if rule.asks:
        parts += ["## What it asks", _marked(rule.asks)]
    return "\n\n".join([*parts, "## The shape", _fenced("turtle", turtle)]) + "\n"


def page(rule: Rule, graph: Graph, written: Mapping[str, str]) -> str:
    """The page of a rule of this checkout, made anew.

    Args:
        rule: One that has a bad and a good example.
        graph: The graph that the bad one is judged with.
        written: What is written by hand, by the title of its section.

    Raises:
        UnreadableFileError: An example is not there.
    """
    from homage_graph.validation.renderers import as_text

    root = graph.workspace.root
    paths = examples(rule, root)
    bad, good = (_example(path, root) for path in paths)
    option = " --shapes" if rule.code == NO_SHAPES else ""
    where = "a rule that no shape states" if rule.shape is None else "a shape of ontology/shapes.ttl"
    said = as_text(judge_example(rule, paths[0], graph)).strip("\n")
    parts = [
        _heading(rule),
        _NOTE,
        f"**{rule.severity.capitalize()}** · {where}",
        *("## What it asks", _marked(rule.asks)),
        *("## Why", written["Why"]),
        *("## Bad", bad.remark, _fenced("turtle", bad.text)),
        *(f"`homage validate{option} {bad.name}` says:", _fenced("text", said)),
        *("## Good", good.remark, _fenced("turtle", good.text)),
        *("## How to mend", written["How to mend"]),
    ]
    if rule.shape is not None:
        (shapes,) = graph.workspace.shapes
        parts += ["## The shape", _fenced("turtle", _paragraphs(rule.code, read_bytes(shapes).decode()))]
    return "\n\n".join(parts) + "\n"


def examples(rule: Rule, root: Path) -> tuple[Path, Path]:
    """Where a checkout has the bad example of a rule, and the good one."""
    folder = root / "tests" / ("rules" if rule.shape is None else "shapes") / rule.code
    return folder / "bad.ttl", folder / "good.ttl"


def judge_example(rule: Rule, path: Path, graph: Graph) -> Report:
    """What is found in an example: in a contribution, or, where the rule is about shapes, in a file of shapes."""
    from homage_graph.graph import Graph

    if rule.code == NO_SHAPES:
        return Graph(replace(graph.workspace, shapes=(path,))).validate()
    if rule.code == DUPLICATE:  # shape HG050 says it first of every key there is
        return Graph(replace(graph.workspace, shapes=())).validate(path)
    return graph.validate(path)


def index(rules: Iterable[Rule]) -> str:
    """The list of all pages."""
    lines = [f"| [{rule.code}]({rule.code}.md) | {rule.title} | {rule.severity} |" for rule in rules]
    return "\n".join(
        [
            "# Rules",
            "",
            "<!-- Written by `make rules`. -->",
            "",
            "What `homage validate` asks of a graph, and of a contribution to it. A code never changes its meaning.",
            "Each page says why there is such a rule, and how to mend what breaks it; `homage rule HG004` shows it in",
            "the terminal. HG001 and those that follow it are the shapes of ontology/shapes.ttl. HG000, and HG900 and",
            "those that follow it, are what no shape can see.",
            "",
            "| code | rule | severity |",
            "|---|---|---|",
            *lines,
            "",
        ]
    )


def write_pages(folder: Path, graph: Graph) -> None:
    """Write every page of a checkout anew, and their index; all that is written by hand is left as it is.

    Raises:
        UnreadableFileError: A page is missing, or lacks what is to be written by hand; an example is not there.
    """
    rules = find_rules(graph.workspace)
    paths = {code: folder / f"{code}.md" for code in rules}
    written = {code: _written(path) for code, path in paths.items()}
    made = {paths[code]: page(rule, graph, written[code]) for code, rule in rules.items()}
    made[folder / "README.md"] = index(rules.values())
    for path, text in made.items():
        path.write_text(text, "utf-8", newline="\n")


def _written(path: Path) -> dict[str, str]:
    found = sections(read_bytes(path).decode())
    if missing := [title for title in BY_HAND if not found.get(title)]:
        raise UnreadableFileError(str(path), f"nothing is written under “{missing[0]}”; write two to four sentences")
    return found


def sections(text: str) -> dict[str, str]:
    """What stands under each heading of a page, by the heading."""
    parts = re.split(r"(?m)^## (.+)\n", text)
    return {title: body.strip() for title, body in zip(parts[1::2], parts[2::2], strict=True)}


def _heading(rule: Rule) -> str:
    return f"# {rule.code} — {rule.title}" if rule.title else f"# {rule.code}"


def _example(path: Path, root: Path) -> _Example:
    text = read_bytes(path).decode("utf-8", "replace")
    lines = [visible(_told_apart(line), _LONGEST) for line in text.splitlines()]
    comment = next(number for number, line in enumerate(lines) if not line.startswith("#"))
    remark = " ".join(line.lstrip("# ") for line in lines[:comment])
    shown = "\n".join(_without_prefixes(lines[comment:])).strip("\n")
    return _Example(path.relative_to(root).as_posix(), _marked(remark), re.sub(r"\n{3,}", "\n\n", shown))


def _told_apart(text: str) -> str:
    """The same text, with accents that are characters of their own written as escapes."""
    return "".join(f"\\u{ord(one):04x}" if unicodedata.combining(one) else one for one in text)


def _without_prefixes(lines: Iterable[str]) -> list[str]:
    return [line for line in lines if not line.lower().startswith(("@prefix", "prefix"))]


def _paragraphs(code: str, text: str) -> str:
    """A shape as ontology/shapes.ttl has it, after the shapes that hand it their targets."""
    named = re.compile(rf"hgs:{code}\b")
    found = [part for part in text.split("\n\n") if part.startswith("hgs:") and named.search(part)]
    return "\n\n".join(part.strip("\n") for part in sorted(found, key=lambda part: part.startswith(f"hgs:{code} ")))


def _fenced(language: str, text: str) -> str:
    return f"```{language}\n{text}\n```"


def _marked(text: str) -> str:
    """Sentences in lines of a page's width, their terms set as code."""
    marked = _TERM.sub(lambda found: f"`{found[0]}`", text)
    return textwrap.fill(marked, _WIDTH, break_long_words=False, break_on_hyphens=False)


if __name__ == "__main__":
    from homage_graph.graph import load

    write_pages(Path(sys.argv[1]), load())
