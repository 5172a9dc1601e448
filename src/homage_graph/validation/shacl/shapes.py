"""Shapes as triples spell them, and what they apply to. What their constraints mean is the sieve's to say."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from homage_graph.validation.shacl.paths import IllFormedError, Path, read_path
from homage_graph.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from homage_graph.vocabulary import Term

__all__ = ["SH", "Shape", "ShapesGraph", "Targets", "Triples"]

SH: Final = PREFIXES["sh"]
_RDF: Final = PREFIXES["rdf"]
_TYPE: Final = f"{_RDF}type"
_CLASS: Final = f"{PREFIXES['rdfs']}Class"
_SUBCLASS: Final = f"{PREFIXES['rdfs']}subClassOf"
_OWL_CLASS: Final = f"{PREFIXES['owl']}Class"
_BOOLEAN: Final = ox.NamedNode(f"{PREFIXES['xsd']}boolean")
_TRUE: Final = ox.Literal("true", datatype=_BOOLEAN)
_FALSE: Final = ox.Literal("false", datatype=_BOOLEAN)
_TARGETS: Final = ("targetNode", "targetClass", "targetSubjectsOf", "targetObjectsOf")


class Triples:
    """Some triples, by subject."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self._said: defaultdict[Term, defaultdict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for triple in dict.fromkeys(triples):
            self._said[triple.subject][triple.predicate.value].append(triple.object)  # type: ignore[index, arg-type]  # no triple terms are read

    def of(self, node: Term) -> Mapping[str, list[Term]]:
        """What is said of a node: a property's IRI, and its values."""
        return self._said.get(node, {})

    def all(self) -> Iterable[tuple[Term, Mapping[str, list[Term]]]]:
        """Each subject, and what is said of it."""
        return self._said.items()

    def values(self, node: Term, predicate: str) -> list[Term]:
        """The values of a property."""
        return self.of(node).get(predicate, [])

    def subjects(self, predicate: str) -> list[Term]:
        """What has a property, in the order of the file."""
        return [node for node, said in self._said.items() if predicate in said]

    def items(self, node: Term) -> list[Term]:
        """The members of a list; none for what is no list.

        Raises:
            IllFormedError: The list forks, breaks off or runs in a circle.
        """
        members: list[Term] = []
        seen: set[Term] = set()
        while node != ox.NamedNode(f"{_RDF}nil"):
            first, rest = self.values(node, f"{_RDF}first"), self.values(node, f"{_RDF}rest")
            if not members and not first and not rest:
                return []
            if len(first) != 1 or len(rest) != 1 or node in seen:
                raise IllFormedError("a list that is broken")
            seen.add(node)
            members += first
            node = rest[0]
        return members


@dataclass(frozen=True)
class Targets:
    """What a shape applies to by itself (section 2.1.3), implicit class targets among the classes."""

    nodes: tuple[Term, ...]
    classes: tuple[Term, ...]
    subjects_of: tuple[str, ...]
    objects_of: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.nodes or self.classes or self.subjects_of or self.objects_of)


@dataclass(frozen=True)
class Shape:
    """One shape.

    Attributes:
        node: Its name.
        path: For a property shape, else None.
        said: Everything said of it: a property's IRI, and its values.
    """

    node: Term
    path: Path | None
    said: Mapping[str, list[Term]]

    @property
    def is_deactivated(self) -> bool:
        """Whether it is switched off.

        Raises:
            IllFormedError: It does not say so as sh:deactivated does.
        """
        return is_on(self.values("deactivated"))

    def values(self, parameter: str) -> list[Term]:
        """The values of one of SHACL's properties, given by its local name."""
        return self.said.get(SH + parameter, [])


def is_on(flags: Iterable[Term]) -> bool:
    """Whether a property that is true or false is true of a shape, given its values.

    Raises:
        IllFormedError: It is neither, as the recommendation writes them.
    """
    found = set(flags)
    if not found <= {_TRUE, _FALSE} or len(found) > 1:
        raise IllFormedError("either true or false")
    return _TRUE in found


class ShapesGraph:
    """The shapes in some triples."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self.triples = Triples(triples)
        self._shapes: dict[Term, Shape] = {}

    def shape(self, node: Term) -> Shape:
        """The shape of that name.

        Raises:
            IllFormedError: It has a path that is none.
        """
        if node not in self._shapes:
            paths = self.triples.values(node, f"{SH}path")
            if len(paths) > 1:
                raise IllFormedError("a property shape has one path")
            path = read_path(paths[0], self.triples) if paths else None
            self._shapes[node] = Shape(node, path, self.triples.of(node))
        return self._shapes[node]

    @cached_property
    def targeted(self) -> tuple[Term, ...]:
        """The names of the shapes that apply to something by themselves."""
        found = dict.fromkeys(node for name in _TARGETS for node in self.triples.subjects(SH + name))
        return (*found, *(node for node in self._implicit if node not in found))

    def targets(self, node: Term) -> Targets:
        """What a shape applies to by itself."""
        nodes, classes, subjects_of, objects_of = (self.triples.values(node, SH + name) for name in _TARGETS)
        implicit = [node] if node in self._implicit else []
        iris = ([term.value for term in terms if isinstance(term, ox.NamedNode)] for terms in (subjects_of, objects_of))
        return Targets(tuple(nodes), (*classes, *(term for term in implicit if term not in classes)), *map(tuple, iris))

    def naming(self, node: Term) -> list[Term]:
        """What names a node: shapes that it is a part of, and cells of their lists."""
        return self._named_by.get(node, [])

    @cached_property
    def _named_by(self) -> dict[Term, list[Term]]:
        found: defaultdict[Term, list[Term]] = defaultdict(list)
        for subject, said in self.triples.all():
            for targets in said.values():
                for target in targets:
                    if not isinstance(target, ox.Literal) and subject not in found[target]:
                        found[target].append(subject)
        return found

    @cached_property
    def parameters(self) -> frozenset[str]:
        """The properties that some constraint component of these shapes' own has for parameters (section 6.2)."""
        declared = (
            parameter
            for component in self.triples.subjects(f"{SH}parameter")
            for parameter in self.triples.values(component, f"{SH}parameter")
        )
        paths = (path for parameter in declared for path in self.triples.values(parameter, f"{SH}path"))
        return frozenset(path.value for path in paths if isinstance(path, ox.NamedNode))

    @cached_property
    def _implicit(self) -> dict[Term, None]:
        """Shapes that are classes, and apply to their instances."""
        classes = {_CLASS, _OWL_CLASS}
        for node in self.triples.subjects(_SUBCLASS):
            if ox.NamedNode(_CLASS) in self.triples.values(node, _SUBCLASS) and isinstance(node, ox.NamedNode):
                classes.add(node.value)
        kinds = {ox.NamedNode(f"{SH}NodeShape"), ox.NamedNode(f"{SH}PropertyShape")}
        found: dict[Term, None] = {}
        for node in self.triples.subjects(_TYPE):
            types = self.triples.values(node, _TYPE)
            is_shape = (
                kinds & set(types) or f"{SH}property" in self.triples.of(node) or f"{SH}node" in self.triples.of(node)
            )
            if is_shape and any(isinstance(kind, ox.NamedNode) and kind.value in classes for kind in types):
                found[node] = None
        return found
