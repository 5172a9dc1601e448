"""Judging suspects with pyshacl, on as much of the graph as can matter to them.

pyshacl decides, and writes the report; what it would say of the whole graph it says of the suspects alone, because each
shape's automaton brings in every statement that the shape can look at.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import rdflib
from pyshacl.graph_abstraction import DataGraph
from pyshacl.monkey import apply_patches
from pyshacl.rdfutil.stringify import stringify_blank_node
from pyshacl.shapes_graph import ShapesGraph
from pyshacl.validator import Validator
from rdflib.plugins.sparql import prepareQuery

from homage_graph.interchange import fill, from_rdflib, rdflib_term, to_rdflib
from homage_graph.querying import limits
from homage_graph.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rdflib.plugins.sparql.sparql import Query
    from rdflib.query import Result

    from homage_graph.validation.shacl.sieve import Sieve, Suspects
    from homage_graph.validation.shacl.written import Written

__all__ = ["Judge", "ShapesError", "whole_graph"]

logging.getLogger("pyshacl").setLevel(logging.CRITICAL)  # what it has to say is raised, or in its report

_SUBCLASS = ox.NamedNode(f"{PREFIXES['rdfs']}subClassOf")


class ShapesError(Exception):
    """The shapes cannot be applied; the message says why, on one line."""


class Judge:
    """Applies the shapes of some triples to suspects."""

    def __init__(self, shapes: Iterable[ox.Triple]) -> None:
        rdflib.NORMALIZE_LITERALS = False
        self._shapes = ShapesGraph(to_rdflib(shapes))
        self._parsed: dict[str, Query] = {}

    def judge(self, suspects: Suspects, sieve: Sieve, written: Written) -> tuple[ox.Triple, ...]:
        """SHACL's validation report on some nodes.

        Args:
            suspects: Of a shape, the nodes to look at; the shape applies to each of them.
            sieve: Knows what the shapes can reach.
            written: What is written.

        Raises:
            ShapesError: pyshacl cannot apply the shapes.
        """
        statements = dict.fromkeys(written.match(None, _SUBCLASS, None))
        for node, terms in suspects.items():
            statements.update(dict.fromkeys(sieve.automaton(node).reach(terms, written)))
        data = _SmallGraph(self._parsed)
        fill(data, (ox.Triple(*statement) for statement in statements))  # type: ignore[arg-type]  # no literal is a subject
        focus = {rdflib_term(node): [rdflib_term(term) for term in terms] for node, terms in suspects.items()}
        return self._run(data, focus)

    def _run(
        self, data: rdflib.Graph, focus: Mapping[rdflib.term.Node, list[rdflib.term.Node]]
    ) -> tuple[ox.Triple, ...]:
        apply_patches()  # type: ignore[no-untyped-call]  # pyshacl's own, as it does before it validates
        _forget()
        try:
            validator = Validator(DataGraph.from_rdflib(data), shacl_graph=self._shapes.graph, options={})
            validator.shacl_graph = self._shapes  # which has read its shapes already, but for the first time
            executor = validator.make_executor()
            shapes = {shape.node: shape for shape in validator.shacl_graph.shapes}
            results = []
            for node, terms in focus.items():
                _, found = shapes[node].validate(executor, validator.data_graph, focus=terms)
                results += found
            untold = [("", node, parts) for _, node, parts in results]  # its text would grow with the square of them
            report, _ = Validator.create_validation_report(validator.shacl_graph, not untold, untold)
        except Exception as error:  # which pyshacl does not tell apart from its own
            raise ShapesError(_line(error)) from error
        return tuple(from_rdflib(report))


class _SmallGraph(rdflib.Graph):
    """A graph that reads a query once, though pyshacl asks it anew for each node, and none that leaves the graph."""

    def __init__(self, parsed: dict[str, Query]) -> None:
        super().__init__()
        self._parsed = parsed

    def query(self, query_object: str | Query, *arguments: Any, **options: Any) -> Result:
        """See `rdflib.Graph.query`."""
        if isinstance(query_object, str):
            if query_object not in self._parsed:
                limits.check(query_object, "sh:sparql")
                self._parsed[query_object] = prepareQuery(query_object, initNs=dict(self.namespaces()))
            query_object = self._parsed[query_object]
        return super().query(query_object, *arguments, **options)


def whole_graph(data: Iterable[ox.Triple], shapes: Iterable[ox.Triple]) -> tuple[ox.Triple, ...]:
    """SHACL's validation report by pyshacl alone: the second opinion, whose cost follows the graph.

    Raises:
        ShapesError: pyshacl cannot apply the shapes.
    """
    rdflib.NORMALIZE_LITERALS = False  # pyshacl.validate would switch it on, and report literals as nobody wrote them
    _forget()
    try:
        validator = Validator(DataGraph.from_rdflib(to_rdflib(data)), shacl_graph=to_rdflib(shapes), options={})
        _, report, _ = validator.run()  # type: ignore[no-untyped-call]  # pyshacl's own
    except Exception as error:
        raise ShapesError(_line(error)) from error
    return tuple(from_rdflib(report))


def _forget() -> None:
    """What pyshacl wrote of blank nodes: it keeps that by a graph's address, where another graph may be by now."""
    stringify_blank_node.dict_cache.clear()


def _line(error: object) -> str:
    return " ".join(str(error).split()) or type(error).__name__
