"""The graph object: everything else is reached from here."""

from __future__ import annotations

import contextlib
import difflib
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import pyoxigraph as ox

from homage_graph.collecting import put_off
from homage_graph.errors import ContradictionError, QueryError, UnknownNameError
from homage_graph.querying import limits
from homage_graph.querying.answer import Answer
from homage_graph.querying.names import Names
from homage_graph.querying.saved import SavedQuery, find_query, read_query
from homage_graph.reading import Document, parse, read_bytes
from homage_graph.reasoning import CURATED, STANDARD, Closure, Reasoner, Summary
from homage_graph.store import Layer
from homage_graph.store.embedded import EmbeddedStore
from homage_graph.things import Collection, Shelf, term_of
from homage_graph.vocabulary import HG, PREFIXES, TERMS, expand
from homage_graph.workspace import Workspace, find_workspace, must_be_read, open_workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from os import PathLike

    import rdflib

    from homage_graph.querying.portrait import Portrait, Quote
    from homage_graph.reading.positions import Positions, Span
    from homage_graph.reasoning.explanation import Explainer, Explanation, Proof
    from homage_graph.reasoning.incremental import Change, Incremental
    from homage_graph.reasoning.materialise import Limits, Materialisation
    from homage_graph.reasoning.rules import Statement
    from homage_graph.things import Thing
    from homage_graph.validation import Report
    from homage_graph.validation.validator import Validator
    from homage_graph.vocabulary import Term

__all__ = ["Graph", "load"]


def load(*paths: str | PathLike[str]) -> Graph:
    """The graph in a folder, or in RDF files; without arguments the one around you, else the bundled one.

    Nothing is read before it is needed.

    Raises:
        UnreadableFileError: A path does not exist, or is not Turtle or N-Triples.
        NoGraphError: A folder has neither ontology/ and data/ nor RDF files.
    """
    return Graph(open_workspace([Path(path) for path in paths]) if paths else find_workspace())


class Graph(Collection):
    """A graph: files, what follows from them, and the questions they answer.

    Args:
        workspace: Where the files are.
        reasoner: Derives what follows; by default the rules of OWL 2 RL, compiled from the ontology.

    Reading, reasoning and the store are lazy, and the closure is kept on disk under a hash of the files,
    so that asking the same graph again costs neither.
    """

    def __init__(self, workspace: Workspace, reasoner: Reasoner | None = None) -> None:
        self.workspace = workspace
        self._reasoner = reasoner
        self._made: Materialisation | None = None

    # ---------------------------------------------------------------- reading

    @cached_property
    def ontology_documents(self) -> tuple[Document, ...]:
        """The files that define terms and concepts, as read."""
        return parse(self.workspace, self.workspace.ontology)

    @cached_property
    def data_documents(self) -> tuple[Document, ...]:
        """The files that speak of things, as read."""
        return parse(self.workspace, self.workspace.data)

    @property
    def documents(self) -> tuple[Document, ...]:
        """Every file, as read."""
        return (*self.ontology_documents, *self.data_documents)

    @property
    def asserted(self) -> tuple[ox.Triple, ...]:
        """All that is written, in the order of the files; what two files say stands twice."""
        return tuple(triple for document in self.documents for triple in document)

    # -------------------------------------------------------------- reasoning

    def reason(self) -> Summary:
        """Derive everything that follows; from the cache, if these very files were reasoned over before.

        >>> graph = load()
        >>> graph.reason().contradictions
        ()
        """
        return self._enriched[1]

    def materialise(
        self, limits: Limits | None = None, progress: Callable[[str, int], None] | None = None
    ) -> Materialisation:
        """Derive everything that follows, with all that is needed to explain it; at once, if that was done before.

        Args:
            limits: How much may follow, and how long it may take.
            progress: Is told, now and then, the name of a rule and how much has followed so far.

        Raises:
            ReasoningError: A list of the ontology is broken, or a limit is reached.
        """
        if self._made is None:
            from homage_graph.reasoning.reasoner import RuleReasoner

            reasoner = RuleReasoner(merges=not self.workspace.is_curated, limits=limits, progress=progress)
            self._made = reasoner.materialise(self.asserted)
        return self._made

    def closure(self, *, only_inferred: bool = False) -> tuple[bytes, int]:
        """What is written and what follows, as N-Triples in ascending order, and how many triples follow.

        Of RDF files: all that the standard's rules derive, the ontology's own closure and what holds in any
        graph among it. Of a folder, or with `only_inferred`: what is worth telling.

        Raises:
            ReasoningError: As `materialise` does.
        """
        from homage_graph.reasoning.closure import everything, telling

        made = self.materialise()
        inferred = telling(made) if only_inferred or self.workspace.is_curated else everything(made)
        written = () if only_inferred else self.asserted
        text = ox.serialize(chain(written, inferred), format=ox.RdfFormat.N_TRIPLES) or b""
        lines = set(text.splitlines(keepends=True))
        return b"".join(sorted(lines)), len(inferred)

    def rules(self) -> str:
        """The rules that its ontology amounts to, as SPARQL 1.1 updates that any engine can run."""
        from homage_graph.reasoning.sparql import as_updates

        return as_updates(self.materialise().last.rules, merges=not self.workspace.is_curated)

    @property
    def is_reasoned(self) -> bool:
        """Whether `reason` would cost nothing: the closure is here, or in the cache."""
        from homage_graph.store import cache

        return "_enriched" in self.__dict__ or cache.has(self._key)

    def inferred(self) -> tuple[ox.Triple, ...]:
        """What follows and is not written, sorted."""
        return tuple(sorted(self._store.dump(Layer.INFERRED), key=str))

    def write_inferred(self, path: Path) -> None:
        """Write what follows and is not written to a file, as N-Triples in no particular order, in little memory."""
        self._store.write(Layer.INFERRED, path)

    def consequences(self, *paths: str | PathLike[str]) -> Change:
        """What adding the statements of some files would make follow, and contradict; nothing is added.

        The cost follows the files, not the graph.

        Raises:
            UnreadableFileError: A file is not there, or is not Turtle or N-Triples.
        """
        files = [Path(path) for path in paths]
        for file in files:
            must_be_read(file)
        return self.consequences_of(triple for document in parse(self.workspace, files) for triple in document)

    def consequences_of(self, added: Iterable[ox.Triple]) -> Change:
        """As `consequences`, of statements at hand."""
        from homage_graph.reasoning.incremental import RebuildError
        from homage_graph.reasoning.reasoner import RuleReasoner, difference

        triples = tuple(added)
        merges = not self.workspace.is_curated
        try:
            return self._incremental.extend(
                (triple.subject, triple.predicate, triple.object)  # type: ignore[misc]  # no triple terms are read
                for triple in triples
            )
        except RebuildError:
            return difference(self.materialise(), RuleReasoner(merges=merges).materialise([*self.asserted, *triples]))

    # ------------------------------------------------------------- explaining

    def explain(self, subject: Term | Thing, predicate: Term, target: Term | Thing) -> Explanation:
        """Why a statement holds, down to what is written, with file and line; or what is missing where it does not.

        >>> graph = load()
        >>> graph.explain(graph.video("LILAC"), HG.homageOf, graph.film("Oldboy")).proof.depth()
        2
        """
        from homage_graph.reasoning.explanation import Explanation

        statement = term_of(subject), predicate, term_of(target)
        proof = self._explainer.prove(statement)
        miss = None if proof else self._explainer.nearest(statement)
        shown = (proof,) if proof else miss.there if miss else ()
        return Explanation(statement, proof, miss, self._places(shown), (), self._quotes(proof) if proof else ())

    def conflicts(self) -> Iterator[Explanation]:
        """The proof of every contradiction, and of every two things that must be one, with what is to blame."""
        from homage_graph.reasoning.closure import contradictions, duplicates
        from homage_graph.reasoning.explanation import Explanation
        from homage_graph.reasoning.reasoner import sentence

        made = self.materialise()
        terms = {triple.subject for document in self.ontology_documents for triple in document}
        for conflict in (*sorted(contradictions(made), key=sentence), *sorted(duplicates(made), key=sentence)):
            proof = self._explainer.accuse(conflict)
            axioms = {part.statement for step in proof.parts() for part in step.axioms}
            blame = tuple(leaf for leaf in proof.written() if leaf not in axioms and leaf[0] not in terms)
            yield Explanation(conflict.conclusion, proof, None, self._places((proof,)), blame, conflict=conflict)

    # --------------------------------------------------------------- querying

    def query(self, text: str, *, layer: Layer = Layer.ALL, origin: str = "query", **bindings: Term | Thing) -> Answer:
        """Evaluate SPARQL 1.1, variables that it projects bound to the terms given.

        Raises:
            QueryError: It is not SPARQL, breaks a limit, or asks for SERVICE or FROM.

        >>> graph = load()
        >>> answer = graph.query(
        ...     "PREFIX hg: <https://w3id.org/homage-graph/ontology#> SELECT ?film ?video { ?video hg:homageOf ?film }",
        ...     film=graph.film("The Mummy"),
        ... )
        >>> [row.video for row in answer]
        [<MusicVideo “Odd Eye” (2021)>]
        """
        return self._evaluate(text, {name: term_of(term) for name, term in bindings.items()}, layer, origin)

    def ask(self, name: str, *, layer: Layer = Layer.ALL, **parameters: str | int | Term | Thing | None) -> Answer:
        """Answer a saved query. Things are given by name, CURIE or IRI.

        Raises:
            UnknownNameError: No such query, parameter or thing; the nearest are suggested.
            AmbiguousNameError: A name that several things have.
            BadValueError: No integer where one is expected.

        A parameter that is None is left out.

        >>> graph = load()
        >>> answer = graph.ask("videos-that-quote-a-film", work="Videodrome")
        >>> [row.video.name for row in answer]
        ['Party Monster']
        """
        return self.answer(self.saved_query(name), parameters, layer)

    def answer(
        self,
        question: SavedQuery,
        parameters: Mapping[str, str | int | Term | Thing | None],
        layer: Layer = Layer.ALL,
    ) -> Answer:
        """As `ask`, for a saved query at hand."""
        bindings: dict[str, Term] = {}
        for name, value in parameters.items():
            parameter = question.parameter(name)
            if value is None:
                continue
            if isinstance(value, str | int):
                is_thing = parameter.type == "thing"
                bindings[name] = (
                    self.find(str(value), parameter.class_iri) if is_thing else parameter.literal(str(value))
                )
            else:
                bindings[name] = term_of(value)
        return self._evaluate(question.text, bindings, layer, self.workspace.display(question.path))

    def saved_query(self, name: str) -> SavedQuery:
        """The saved query of that name."""
        return find_query(name, self.workspace)

    def saved_queries(self) -> tuple[SavedQuery, ...]:
        """Every saved query of this graph, by name."""
        return tuple(read_query(path, self.workspace.display(path)) for path in self.workspace.queries)

    @cached_property
    def names(self) -> Names:
        """The names of its things."""
        return Names(self._store)

    @cached_property
    def shelf(self) -> Shelf:
        """Its things as Python objects: what `film`, `videos` and the like read from."""
        return Shelf(self._store, self.names)

    def name(self, term: Term | Thing | ox.Triple | None) -> str:
        """What people call a term; the empty string for none."""
        if term is None:
            return ""
        return self.names.name(term if isinstance(term, ox.Triple) else term_of(term))

    def find(self, name: str, class_iri: str | None = None) -> ox.NamedNode:
        """The thing of that name, CURIE or IRI."""
        return self.names.find(name, class_iri)

    def find_property(self, name: str) -> ox.NamedNode:
        """The property of that name: `a`, a term of the ontology with or without its prefix, a CURIE, an IRI.

        Raises:
            UnknownNameError: There is none; the nearest are suggested.
        """
        if name == "a":
            return ox.NamedNode(PREFIXES["rdf"] + "type")
        if name in TERMS:
            return getattr(HG, name)  # type: ignore[no-any-return]
        iri = expand(name) or (name.removeprefix("<").removesuffix(">") if "://" in name or name[:1] == "<" else None)
        if iri is not None and (not iri.startswith(PREFIXES["hg"]) or iri.removeprefix(PREFIXES["hg"]) in TERMS):
            with contextlib.suppress(ValueError):  # no IRI, as one with a space in it
                return ox.NamedNode(iri)
        near = difflib.get_close_matches(name.removeprefix("hg:"), TERMS, n=3)
        raise UnknownNameError("property", name, [f"hg:{term}" for term in near])

    def find_term(self, text: str) -> Term:
        """The term meant by a text: one in quotes as Turtle has it, or a thing as `find` does.

        Raises:
            UnknownNameError: Nothing is called that.
            AmbiguousNameError: Several things are.
        """
        if text[:1] in ('"', "'"):
            header = "".join(f"prefix {name}: <{iri}> " for name, iri in PREFIXES.items())
            try:
                (quad,) = ox.parse(f"{header} <x:> <x:> {text} .", format=ox.RdfFormat.TURTLE)
            except (SyntaxError, ValueError):
                raise UnknownNameError("text", text) from None
            assert isinstance(quad.object, ox.Literal)  # noqa: S101 - it is in quotes
            return quad.object
        return self.find(text)

    def portray(self, thing: ox.NamedNode | Thing) -> Portrait:
        """Everything said of a thing, with the quotes behind it."""
        from homage_graph.querying.portrait import portray

        return portray(thing if isinstance(thing, ox.NamedNode) else thing.node, self._store, self.names)

    # ------------------------------------------------- validating, publishing

    def validate(
        self, *paths: str | PathLike[str], since: str | None = None, shapes: Sequence[str | PathLike[str]] = ()
    ) -> Report:
        """Judge what is written; a file that cannot be read is a finding too.

        Args:
            paths: Files, and folders of files, that would join the graph, or are of it already. What is new because
                of them is judged: what they say, and what of the graph they would break. The cost follows the files.
                Without any the whole graph is judged.
            since: A git revision. Judged is what the files of the graph say otherwise than there, and nothing else.
            shapes: SHACL files to judge by, and by nothing else, instead of the graph's own shapes and rules.

        Raises:
            UnreadableFileError: There is nothing at a path.
            RevisionError: git does not know the revision.

        >>> load().validate().conforms
        True
        """
        from homage_graph.validation.examination import Examination

        return Examination(self, [Path(path) for path in shapes]).examine([Path(path) for path in paths], since)

    @cached_property
    def validator(self) -> Validator:
        """Judges by the graph's own shapes; what it has read is kept, so that judging again costs less.

        Raises:
            UnreadableFileError: A file of the graph, or of its shapes, cannot be read.
        """
        from homage_graph.validation.validator import Validator

        return Validator(self.data_documents, self.defining_documents, parse(self.workspace, self.workspace.shapes))

    @property
    def defining_documents(self) -> tuple[Document, ...]:
        """The files that define its terms: its ontology's, or of RDF files the bundled ontology's."""
        return self.ontology_documents or self._bundled_ontology

    def export(self, form: str = "turtle", selection: str = "all", *, about: ox.NamedNode | None = None) -> bytes:
        """The enriched graph, or a part of it. See `homage_graph.publishing.export`.

        Args:
            form: `turtle`, `ntriples`, `jsonld` or `rdfxml`; or `trig` or `nquads`, which keep what is written, what
                follows, and where that comes from in graphs of their own.
            selection: `all`; `asserted`, what is written of things and concepts; `inferred`, what follows; or `edges`,
                the four plain edges alone.
            about: One thing: of what is selected, what is said of it and of all that belongs to it.

        Raises:
            ContradictionError: The graph contradicts itself, or has one thing twice.
            ExportError: The format cannot hold the graph.
            ValueError: There is no such form, or no such selection.
        """
        from homage_graph.publishing.export import HAVE_GRAPHS, serialise_dataset
        from homage_graph.publishing.selection import PROVENANCE, Selection, belonging, parts

        self._must_not_contradict_itself()
        with put_off():
            graphs = parts(self.asserted, self.inferred(), Selection(selection))
            if about is not None:
                kept = belonging(about, chain.from_iterable(graphs.values()))
                graphs = {name: triples & kept for name, triples in graphs.items()}
            if form in HAVE_GRAPHS:
                return serialise_dataset(graphs, form)
            single = chain.from_iterable(triples for name, triples in graphs.items() if name != PROVENANCE)
            return self.serialise(single, form)

    def write(
        self,
        output: IO[bytes],
        form: str = "turtle",
        selection: str = "all",
        *,
        about: ox.NamedNode | None = None,
        progress: Callable[[str], None] = lambda _: None,
    ) -> None:
        """Write what `export` gives to a file, lines of N-Triples and N-Quads without holding the graph in memory.

        Args:
            output: An empty file with a name, open to be written; one that is thrown away if this raises.
            form: As for `export`.
            selection: As for `export`.
            about: As for `export`.
            progress: Is told what is done now, of a large graph.

        Raises:
            ContradictionError: As `export` does, and so on.
        """
        from homage_graph.publishing.selection import Selection
        from homage_graph.publishing.streaming import write_lines

        if form in ("ntriples", "nquads") and about is None:
            self._must_not_contradict_itself()
            write_lines(self, form, Selection(selection), output, progress)
        else:
            output.write(self.export(form, selection, about=about))

    def serialise(self, triples: Iterable[ox.Triple], form: str = "turtle", *, header: str | None = None) -> bytes:
        """Triples as `export` writes a graph: the answer to a CONSTRUCT query, say.

        Args:
            triples: In any order.
            form: As for `export`, of one graph.
            header: For Turtle, comment lines to begin with instead of those of an export.

        Raises:
            ExportError: The format cannot hold them.
            ValueError: There is no such form of one graph.

        >>> answer = load().query("CONSTRUCT WHERE { ?video <https://w3id.org/homage-graph/ontology#homageOf> ?film }")
        >>> print(load().serialise(answer.triples).decode().splitlines()[-1])
        work:t-ara-unnamed hg:homageOf video:a-ha-take-on-me .
        """
        from homage_graph.publishing.export import HEADER, serialise

        context = self._context if form == "jsonld" else None
        with put_off():
            return serialise(triples, form, context, header=HEADER if header is None else header)

    @cached_property
    def published(self) -> tuple[ox.Triple, ...]:
        """The triples of `export`, in the order of N-Triples.

        Raises:
            ContradictionError: As `export` does.
        """
        from homage_graph.publishing.canonical import canonical
        from homage_graph.publishing.selection import enriched

        self._must_not_contradict_itself()
        return canonical(enriched(self.asserted, self.inferred()))

    @property
    def _context(self) -> Mapping[str, Any]:
        """What JSON-LD's `@context` is: the graph's own where it has one."""
        import json

        from homage_graph.workspace import bundled

        own = self.workspace.root / "ontology" / "context.jsonld"
        file = own if own.is_file() else bundled().root / "ontology" / "context.jsonld"
        return json.loads(read_bytes(file))["@context"]  # type: ignore[no-any-return]

    def _must_not_contradict_itself(self) -> None:
        summary = self.reason()
        if wrong := (*summary.contradictions, *summary.duplicates):
            raise ContradictionError(wrong)

    def rdflib(self, layer: Layer = Layer.ALL) -> rdflib.Graph:
        """A copy of the graph in rdflib, ontology included.

        >>> len(load().rdflib()) > 2000
        True
        """
        from homage_graph.interchange import to_rdflib

        written = () if layer is Layer.INFERRED else self.asserted
        inferred = () if layer is Layer.ASSERTED else self.inferred()
        return to_rdflib([*written, *inferred])

    def oxigraph(self) -> ox.Store:
        """The store itself: all triples in the default graph, each layer in a graph of its own.

        It may be open for reading only; `pyoxigraph.Store` has `bulk_extend` for a copy.
        """
        return self._store.engine

    # ---------------------------------------------------------------- private

    def _evaluate(self, text: str, bindings: Mapping[str, Term], layer: Layer, origin: str) -> Answer:
        limits.check(text, origin)
        store = self._store
        try:
            return Answer.of(lambda: store.query(text, bindings, layer), self.shelf)
        except QueryError as error:
            error.origin = origin
            raise

    @property
    def _store(self) -> EmbeddedStore:
        return self._enriched[0]

    @cached_property
    def _key(self) -> str:
        from homage_graph import __version__
        from homage_graph.store import cache

        paths = (*self.workspace.ontology, *self.workspace.data)
        reasoner = self._reasoner.name if self._reasoner else CURATED if self.workspace.is_curated else STANDARD
        return cache.key(
            (
                __version__.encode(),
                reasoner.encode(),
                *(
                    part
                    for path in paths
                    for part in (path.suffix.encode(), read_bytes(path, self.workspace.display(path)))
                ),
            )
        )

    @cached_property
    def _enriched(self) -> tuple[EmbeddedStore, Summary]:
        from homage_graph.store import cache

        if (entry := cache.fetch(self._key)) is not None:
            return entry
        asserted = self.asserted
        closure = self._close(asserted)
        store = EmbeddedStore()
        store.load(asserted, Layer.ASSERTED)
        store.load(closure.inferred, Layer.INFERRED)
        summary = closure.summary
        cache.keep(self._key, store, summary)
        return cache.fetch(self._key) or (store, summary)  # the kept one, so that the order of rows never differs

    def _close(self, asserted: Sequence[ox.Triple]) -> Closure:
        if self._reasoner is not None:
            return self._reasoner.close(asserted)
        from homage_graph.reasoning.reasoner import close

        return close(self.materialise())

    @cached_property
    def _incremental(self) -> Incremental:
        from homage_graph.reasoning.incremental import Incremental

        return Incremental(self._store, merges=not self.workspace.is_curated)

    @cached_property
    def _explainer(self) -> Explainer:
        from homage_graph.reasoning.explanation import Explainer

        return Explainer(self.materialise())

    @cached_property
    def _positions(self) -> Positions:
        from homage_graph.reading.positions import Positions

        return Positions(self.documents)

    def _places(self, proofs: Iterable[Proof]) -> dict[Statement, Span]:
        written = dict.fromkeys(leaf for proof in proofs for leaf in proof.written())
        places = ((statement, self._positions.of(statement)) for statement in written)
        return {statement: place for statement, place in places if place is not None}

    def _quotes(self, proof: Proof) -> tuple[Quote, ...]:
        """The quotes behind the claims that a proof comes down to."""
        from homage_graph.querying.portrait import quotes

        claims = dict.fromkeys(leaf[0] for leaf in proof.written() if isinstance(leaf[0], ox.NamedNode))
        known = {triple.subject for triple in self.asserted if triple.predicate == HG.evidence}
        found = (quotes(claim, self._store, self.names) for claim in claims if claim in known)
        return tuple(dict.fromkeys(quote for some in found for quote in some))

    @cached_property
    def _bundled_ontology(self) -> tuple[Document, ...]:
        from homage_graph.workspace import bundled

        ours = bundled()
        return parse(ours, ours.ontology)
