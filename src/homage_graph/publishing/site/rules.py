"""What the page on the shapes says: each rule, what it is asked of, an example of each kind, and its own page."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from homage_graph.publishing.site.lexicon import SHAPE_PAGE, Reference, Theme
from homage_graph.publishing.site.terms import mentioned
from homage_graph.validation.pages import describe, read_page
from homage_graph.validation.shacl.paths import IllFormedError, read_path, shown
from homage_graph.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from homage_graph.publishing.site.lexicon import Lexicon
    from homage_graph.validation.catalogue import Rule
    from homage_graph.vocabulary import Term

    Pieces = tuple[Reference | str, ...]

__all__ = ["RuleEntry", "TargetEntry", "mentions", "places", "rules", "targets"]

_SH: Final = PREFIXES["sh"]
_TARGETS: Final = {
    f"{_SH}targetClass": "every",
    f"{_SH}targetSubjectsOf": "whatever has",
    f"{_SH}targetObjectsOf": "whatever is a value of",
    f"{_SH}targetNode": "",
}
_CONSTRAINTS: Final = {
    "minCount": "at least", "maxCount": "at most", "qualifiedMinCount": "at least", "qualifiedMaxCount": "at most",
    "class": "of class", "datatype": "of datatype", "nodeKind": "of kind", "pattern": "matching", "in": "one of",
    "hasValue": "with the value", "uniqueLang": "one a language", "languageIn": "in",
    "minLength": "characters, at least",
    "maxLength": "characters, at most", "minInclusive": "from", "maxInclusive": "up to", "minExclusive": "above",
    "maxExclusive": "below", "equals": "the same as", "disjoint": "other than", "lessThan": "less than",
    "lessThanOrEquals": "at most as large as", "node": "as in", "qualifiedValueShape": "of a shape of their own",
    "or": "one of several shapes", "and": "all of several shapes", "xone": "just one of several shapes",
    "not": "not of a shape", "closed": "nothing else", "sparql": "asked in SPARQL",
}  # fmt: skip
"""SHACL's constraints in words; a value that is a node without a name is left out."""
_COUNTED: Final = ("minCount", "maxCount", "qualifiedMinCount", "qualifiedMaxCount")
_UNTHEMED: Final = Theme("What no shape can see", "of files, of spelling, and of what a contribution may do")


@dataclass(frozen=True)
class RuleEntry:
    """All that the pages say of one rule.

    Attributes:
        rule: Its code, title, severity and what it asks.
        anchor: Its place on the page of the shapes.
        page: The path of its own page.
        asks: What it asks, its terms as references.
        targets: What it is asked of; empty where no shape states it.
        path: The property, or path of properties, it looks along; empty where it looks at the thing itself.
        constraints: What SHACL says of it.
        text: Its page, in Markdown.
        has_page: Whether somebody wrote that.
    """

    rule: Rule
    anchor: str
    page: str
    asks: Pieces
    targets: tuple[Pieces, ...]
    path: Pieces
    constraints: tuple[Pieces, ...]
    text: str
    has_page: bool


@dataclass(frozen=True)
class TargetEntry:
    """A shape that states nothing itself, and hands what it looks at to shapes that do."""

    reference: Reference
    targets: tuple[Pieces, ...]
    rules: tuple[Reference, ...]


def places(lexicon: Lexicon) -> dict[str, Reference]:
    """Each rule by code, as its section on the page of the shapes."""
    taken: set[str] = set(lexicon.places.values())
    found: dict[str, Reference] = {}
    for code, rule in lexicon.rules.items():
        href = lexicon.places.get(rule.shape.value, "") if rule.shape is not None else ""
        if not href:
            stem = href = f"{SHAPE_PAGE}#{re.sub(r'[^A-Za-z0-9._-]+', '-', code).strip('-_') or 'rule'}"
            number = 1
            while href in taken:
                number += 1
                href = f"{stem}-{number}"
            taken.add(href)
        found[code] = Reference(code, "" if rule.shape is None else rule.shape.value, href)
    return found


def mentions(lexicon: Lexicon, references: Mapping[str, Reference]) -> dict[str, tuple[Reference, ...]]:
    """The rules whose shapes speak of a term, by the term's IRI: in a target, a path, a value or a query."""
    found: defaultdict[str, list[Reference]] = defaultdict(list)
    prefixes = "".join(f"prefix {name}: <{iri}> " for name, iri in PREFIXES.items())
    for code, rule in lexicon.rules.items():
        if rule.shape is None:
            continue
        iris: set[str] = set()
        for term in _reached(rule.shape, lexicon):
            if isinstance(term, ox.NamedNode):
                iris.add(term.value)
            elif isinstance(term, ox.Literal) and "WHERE" in term.value.upper():
                iris |= mentioned(prefixes + term.value)
        for handing in _handing(rule.shape, lexicon):
            iris |= {value.value for name in _TARGETS for value in lexicon.shaped.values(handing, name)}
        for iri in sorted(iris & {term.value for term in (*lexicon.terms, *lexicon.concepts)}):
            found[iri].append(references[code])
    return {iri: tuple(rules) for iri, rules in found.items()}


def rules(lexicon: Lexicon, references: Mapping[str, Reference]) -> list[tuple[Theme, list[RuleEntry]]]:
    """Every rule, by theme; those that no shape states at the end."""
    groups: dict[str, tuple[Theme, list[RuleEntry]]] = {}
    pages: set[str] = set()
    stated = sorted(lexicon.rules.values(), key=lambda rule: rule.shape is None)
    order = {node: number for number, node in enumerate(lexicon.shape_nodes)}
    for rule in sorted(stated, key=lambda rule: order.get(rule.shape, len(order)) if rule.shape else len(order) + 1):
        theme = _UNTHEMED if rule.shape is None else lexicon.theme_of(rule.shape)
        entry = _entry(rule, references[rule.code], lexicon, pages)
        groups.setdefault(theme.title, (theme, []))[1].append(entry)
    return list(groups.values())


def targets(lexicon: Lexicon, references: Mapping[str, Reference]) -> list[TargetEntry]:
    """The shapes that hand on what they look at."""
    stating = {rule.shape for rule in lexicon.rules.values()}
    by_shape = {rule.shape: references[code] for code, rule in lexicon.rules.items() if rule.shape is not None}
    return [
        TargetEntry(
            lexicon.refer(shape),
            tuple(_targets([shape], lexicon)),
            tuple(by_shape[one] for one in lexicon.shaped.values(shape, f"{_SH}property") if one in by_shape),
        )
        for shape in lexicon.shape_nodes
        if shape not in stating
    ]


def _entry(rule: Rule, reference: Reference, lexicon: Lexicon, pages: set[str]) -> RuleEntry:
    anchor = reference.href.partition("#")[2]
    stem = re.sub(r"[^A-Za-z0-9_-]+", "-", anchor).strip("-") or "rule"
    page, number = f"rules/{stem}.html", 1
    while page.casefold() in pages:
        number += 1
        page = f"rules/{stem}-{number}.html"
    pages.add(page.casefold())
    written = read_page(rule, lexicon.graph.workspace)
    said = lexicon.shaped.of(rule.shape) if rule.shape is not None else {}
    return RuleEntry(
        rule=rule,
        anchor=anchor,
        page=page,
        asks=lexicon.marked(rule.asks),
        targets=tuple(_targets([rule.shape, *_handing(rule.shape, lexicon)], lexicon))
        if rule.shape is not None
        else (),
        path=_path(said.get(f"{_SH}path", []), lexicon),
        constraints=tuple(_constraints(said, lexicon)),
        text=written or describe(rule, lexicon.graph.workspace),
        has_page=written is not None,
    )


def _targets(shapes: list[Term], lexicon: Lexicon) -> Iterator[Pieces]:
    for shape in shapes:
        for name, words in _TARGETS.items():
            for value in lexicon.shaped.values(shape, name):
                yield (f"{words} ", lexicon.refer(value)) if words else (lexicon.refer(value),)


def _handing(shape: Term, lexicon: Lexicon) -> list[Term]:
    """The shapes that hand their targets to one, at any remove."""
    found: list[Term] = [shape]
    for one in found:
        for node, said in lexicon.shaped.all():
            if one in said.get(f"{_SH}property", ()) and node not in found:
                found.append(node)
    return found[1:]


def _reached(shape: Term, lexicon: Lexicon) -> Iterator[Term]:
    """Every term in the description of a shape, through nodes without a name."""
    queue, seen = [shape], {shape}
    for node in queue:
        for predicate, values in lexicon.shaped.of(node).items():
            if predicate == f"{_SH}property" and node == shape:
                continue
            for value in values:
                yield value
                if isinstance(value, ox.BlankNode) and value not in seen:
                    seen.add(value)
                    queue.append(value)


def _path(nodes: list[Term], lexicon: Lexicon) -> Pieces:
    if not nodes:
        return ()
    if isinstance(nodes[0], ox.NamedNode):
        return (lexicon.refer(nodes[0]),)
    try:
        return lexicon.marked(shown(read_path(nodes[0], lexicon.shaped)))
    except IllFormedError:
        return ("…",)


def _constraints(said: Mapping[str, list[Term]], lexicon: Lexicon) -> Iterator[Pieces]:
    """What SHACL says of a shape, in words and references."""
    for name, words in _CONSTRAINTS.items():
        for value in said.get(f"{_SH}{name}", ()):
            if name in _COUNTED:
                yield (f"{words} {value.value}",)
            elif name == "in":
                members = [lexicon.refer(member) for member in lexicon.members(value, lexicon.shaped)]
                yield (f"{words} ", *(piece for member in members for piece in (member, ", ")))[:-1]
            elif isinstance(value, ox.BlankNode) or name in ("uniqueLang", "closed"):
                yield (words,)
            else:
                yield (f"{words} ", lexicon.refer(value))
