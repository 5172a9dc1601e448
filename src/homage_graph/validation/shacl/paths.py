"""SHACL property paths (section 2.3.1 of the recommendation), read from the triples that spell them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from homage_graph.vocabulary import PREFIXES, curie

if TYPE_CHECKING:
    from collections.abc import Iterator

    from homage_graph.validation.shacl.shapes import Triples
    from homage_graph.vocabulary import Term

__all__ = [
    "Alternative",
    "IllFormedError",
    "Inverse",
    "Path",
    "Predicate",
    "Repeated",
    "Sequence",
    "is_agreed",
    "is_nullable",
    "read_path",
    "shown",
    "steps",
]

_SH: Final = PREFIXES["sh"]


class IllFormedError(ValueError):
    """Shapes that are not well-formed, or use what is not understood here."""


@dataclass(frozen=True)
class Predicate:
    """One step along a property."""

    iri: str

    def __str__(self) -> str:
        return f"<{self.iri}>"


@dataclass(frozen=True)
class Inverse:
    """A path gone backwards."""

    path: Path

    def __str__(self) -> str:
        return f"^({self.path})"


@dataclass(frozen=True)
class Sequence:
    """One path after the other."""

    paths: tuple[Path, ...]

    def __str__(self) -> str:
        return f"({'/'.join(map(str, self.paths))})"


@dataclass(frozen=True)
class Alternative:
    """Any one of some paths."""

    paths: tuple[Path, ...]

    def __str__(self) -> str:
        return f"({'|'.join(map(str, self.paths))})"


@dataclass(frozen=True)
class Repeated:
    """A path any number of times (`*`), at least once (`+`), or at most once (`?`)."""

    path: Path
    mark: str

    def __str__(self) -> str:
        return f"({self.path}){self.mark}"


Path = Predicate | Inverse | Sequence | Alternative | Repeated
"""Its text is the same path in SPARQL 1.1, IRIs in full."""

_KINDS: Final = {
    f"{_SH}zeroOrMorePath": "*",
    f"{_SH}oneOrMorePath": "+",
    f"{_SH}zeroOrOnePath": "?",
}
_DEEPEST: Final = 50
_DEEPEST_WALKED: Final = 10


def read_path(node: Term, triples: Triples, depth: int = 0) -> Path:
    """The path that a node of a shapes graph stands for.

    Raises:
        IllFormedError: It stands for none, or for one that contains itself.
    """
    if isinstance(node, ox.NamedNode):
        return Predicate(node.value)
    if not isinstance(node, ox.BlankNode) or depth > _DEEPEST:
        raise IllFormedError("not a property path")
    if members := triples.items(node):
        if len(members) < 2:  # noqa: PLR2004 - one step is no sequence
            raise IllFormedError("a sequence path has two members or more")
        return Sequence(tuple(read_path(member, triples, depth + 1) for member in members))
    said = [(predicate, target) for predicate, targets in triples.of(node).items() for target in targets]
    if len(said) != 1:
        raise IllFormedError("a path says one thing")
    ((predicate, target),) = said
    if predicate == f"{_SH}inversePath":
        return Inverse(read_path(target, triples, depth + 1))
    if predicate == f"{_SH}alternativePath":
        members = triples.items(target)
        if len(members) < 2:  # noqa: PLR2004
            raise IllFormedError("an alternative path has two members or more")
        return Alternative(tuple(read_path(member, triples, depth + 1) for member in members))
    if predicate in _KINDS:
        return Repeated(read_path(target, triples, depth + 1), _KINDS[predicate])
    raise IllFormedError(f"{predicate} is no path")


def steps(path: Path | None) -> Iterator[str | None]:
    """The properties that a path goes along; None for one that is a variable."""
    match path:
        case None:
            yield None
        case Predicate(iri):
            yield iri
        case Inverse(inner) | Repeated(inner, _):
            yield from steps(inner)
        case Sequence(inner) | Alternative(inner):
            for part in inner:
                yield from steps(part)


def is_nullable(path: Path) -> bool:
    """Whether a path can have no length."""
    match path:
        case Predicate():
            return False
        case Inverse(inner):
            return is_nullable(inner)
        case Sequence(inner):
            return all(map(is_nullable, inner))
        case Alternative(inner):
            return any(map(is_nullable, inner))
        case Repeated(inner, mark):
            return mark != "+" or is_nullable(inner)


def is_agreed(path: Path) -> bool:
    """Whether pyshacl goes along a path as SPARQL does.

    Of a sequence that is inverted it takes the steps in the order in which they are written, and it gives up on a path
    that is deep.
    """
    return _is_agreed(path, 0, is_inverted=False)


def _is_agreed(path: Path, depth: int, *, is_inverted: bool) -> bool:
    match path:
        case Predicate():
            return True
        case Inverse(inner):
            below, is_inverted = [inner], not is_inverted
        case Repeated(inner, _):
            below = [inner]
        case Alternative(inner):
            below = list(inner)
        case Sequence(inner):
            if is_inverted:
                return False
            below, depth = list(inner), depth + len(inner)
    return depth < _DEEPEST_WALKED and all(_is_agreed(part, depth + 1, is_inverted=is_inverted) for part in below)


def shown(path: Path) -> str:
    """The path as a reader would write it, with CURIEs."""
    match path:
        case Predicate(iri):
            return curie(iri)
        case Inverse(inner):
            return f"^{_grouped(inner)}"
        case Sequence(inner):
            return "/".join(map(_grouped, inner))
        case Alternative(inner):
            return "|".join(map(_grouped, inner))
        case Repeated(inner, mark):
            return _grouped(inner) + mark


def _grouped(path: Path) -> str:
    return shown(path) if isinstance(path, Predicate | Inverse) else f"({shown(path)})"
