"""Oxigraph in this process: in memory, or in a folder that is only read."""

from __future__ import annotations

import contextlib
import gzip
import io
import re
import shutil
import zlib
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from homage_graph.collecting import put_off
from homage_graph.errors import QueryError
from homage_graph.store import Layer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from homage_graph.vocabulary import Term

__all__ = ["EmbeddedStore"]

_BUFFER = 1024**2
"""Bytes that are read or written at a time."""
_TORN = (OSError, EOFError, zlib.error)
"""What reading a compressed file raises that is not whole; the engine has its triples too."""
_PLACE = re.compile(r"^error at (\d+):(\d+): ")


class EmbeddedStore:
    """The `Store` on pyoxigraph."""

    def __init__(self, engine: ox.Store | None = None) -> None:
        self.engine = engine if engine is not None else ox.Store()
        self._loaded: dict[Layer, Collection[ox.Triple] | Path] = {}

    @classmethod
    def open(cls, folder: Path) -> EmbeddedStore:
        """The store in a folder, to be read only; any number of processes may."""
        store = cls(ox.Store.read_only(str(folder / "engine")))
        store._loaded[Layer.INFERRED] = folder / "inferred.nt.gz"
        (folder / "inferred.nt.gz").stat()  # an entry of an earlier version has none, and is no store
        return store

    def save(self, folder: Path) -> None:
        """Write every triple to a new folder: the engine's files, and what follows as a file of lines.

        To read the lines takes a tenth of the time in which the engine gives them out again.
        """
        folder.mkdir()
        copy = ox.Store(str(folder / "engine"))
        copy.bulk_extend(self.engine)
        copy.optimize()
        copy.flush()
        with (
            gzip.GzipFile(folder / "inferred.nt.gz", "wb", compresslevel=1, mtime=0) as lines,
            io.BufferedWriter(lines, _BUFFER) as output,
        ):
            ox.serialize(self.dump(Layer.INFERRED), output, format=ox.RdfFormat.N_TRIPLES)

    def query(
        self, text: str, bindings: Mapping[str, Term] | None = None, layer: Layer = Layer.ALL
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """See `Store.query`."""
        substitutions: dict[ox.Variable, Term | ox.Triple] = {
            ox.Variable(name): term for name, term in (bindings or {}).items()
        }
        try:
            return self.engine.query(text, substitutions=substitutions, default_graph=_graph(layer))
        except SyntaxError as error:
            place = _PLACE.match(str(error))
            line, column = (int(place[1]), int(place[2])) if place else (None, None)
            raise QueryError(_PLACE.sub("", str(error)), line=line, column=column) from None
        except (RuntimeError, OSError) as error:  # an unprojected variable; SERVICE, which opens no socket here
            raise QueryError(str(error)) from None

    def load(self, triples: Iterable[ox.Triple], layer: Layer) -> None:
        """See `Store.load`."""
        if not isinstance(triples, Collection):
            triples = tuple(triples)
        if layer is Layer.INFERRED:
            self._loaded[layer] = triples
        for graph in (ox.DefaultGraph(), _graph(layer)):
            with put_off():
                self.engine.bulk_extend(ox.Quad(t.subject, t.predicate, t.object, graph) for t in triples)

    def match(
        self, subject: Term | None, predicate: Term | None, target: Term | None, layer: Layer = Layer.ALL
    ) -> Iterator[tuple[Term, Term, Term]]:
        """See `Store.match`."""
        if isinstance(subject, ox.Literal) or not isinstance(predicate, ox.NamedNode | None):
            return
        for quad in self.engine.quads_for_pattern(subject, predicate, target, _graph(layer)):
            yield quad.subject, quad.predicate, quad.object  # type: ignore[misc]  # no triple terms are loaded

    def dump(self, layer: Layer) -> Iterator[ox.Triple]:
        """See `Store.dump`."""
        match self._loaded.get(layer):
            case Path() as lines:
                try:
                    content = gzip.decompress(lines.read_bytes())
                except _TORN:
                    return self._scanned(layer)
                return (quad.triple for quad in ox.parse(content, format=ox.RdfFormat.N_TRIPLES))
            case None:
                return self._scanned(layer)
            case triples:
                return iter(triples)

    def write(self, layer: Layer, path: Path) -> None:
        """Write a layer to a file, as N-Triples in no particular order."""
        lines = self._loaded.get(layer)
        if isinstance(lines, Path):
            with contextlib.suppress(*_TORN), path.open("wb") as output, gzip.open(lines) as content:
                shutil.copyfileobj(content, output, _BUFFER)
                return
        with path.open("wb") as output:
            ox.serialize(self.dump(layer), output, format=ox.RdfFormat.N_TRIPLES)

    def _scanned(self, layer: Layer) -> Iterator[ox.Triple]:
        """The triples of a layer as the engine gives them out."""
        return (quad.triple for quad in self.engine.quads_for_pattern(None, None, None, _graph(layer)))


def _graph(layer: Layer) -> ox.NamedNode | ox.DefaultGraph:
    return ox.NamedNode(layer.value) if layer.value else ox.DefaultGraph()
