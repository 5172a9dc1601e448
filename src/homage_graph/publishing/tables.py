"""The graph as flat tables, for spreadsheets, data frames and databases.

A table is the same as CSV (RFC 4180: UTF-8, lines end in CR LF) and as Parquet, and `csv_metadata` describes the CSV
files to machines (W3C, CSV on the Web, 2015). Every thing has its IRI beside its name, so that tables can be joined.
The same graph gives the same bytes; rows are in the order of their cells.

A spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` for a formula, and a label may be anybody's. So in CSV
a text that begins with one of those, with their full-width forms, with a tab or line end, or with an apostrophe, has
one apostrophe before it; to have the text itself, take one leading apostrophe away. Parquet needs no such guard.
"""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox

from homage_graph.errors import MissingPackageError
from homage_graph.publishing.edges import entailed
from homage_graph.publishing.statements import Statements
from homage_graph.vocabulary import EDGES, HG, ONTOLOGY, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from homage_graph.graph import Graph

__all__ = ["SEPARATOR", "Column", "Kind", "Table", "csv_metadata", "tables"]

SEPARATOR: Final = " | "
"""Between the values of one cell, in CSV."""

Value = str | int | tuple[str, ...] | None
"""A cell: none where the graph does not say."""

_FORMULA: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n", "'")
_INTEGER: Final = re.compile("[+-]?[0-9]{1,18}")
"""A whole number that 64 bits hold."""
_LABEL: Final = ox.NamedNode(f"{PREFIXES['rdfs']}label")
_ALTERNATIVE: Final = ox.NamedNode(f"{PREFIXES['skos']}altLabel")
_TITLE: Final = ox.NamedNode(f"{PREFIXES['dct']}title")
_IDENTIFIER: Final = ox.NamedNode(f"{PREFIXES['dct']}identifier")
_LICENCE: Final = ox.NamedNode(f"{PREFIXES['dct']}license")
_URL: Final = ox.NamedNode(f"{PREFIXES['schema']}url")
_AUTHOR: Final = ox.NamedNode(f"{PREFIXES['schema']}author")
_PUBLISHED: Final = ox.NamedNode(f"{PREFIXES['schema']}datePublished")
_RELATIONS: Final = {
    HG.ofWork: "work",
    HG.stylingOfWork: "styling of work",
    HG.ofVideo: "video",
    HG.ofScene: "scene",
    HG.ofCharacter: "character",
    HG.stylingOfCharacter: "styling of character",
    HG.ofMotif: "motif",
    HG.withTechnique: "technique",
    HG.ofGenre: "genre",
    HG.inMannerOf: "manner",
    HG.ofWorksBy: "works by",
    HG.inImageOf: "image of",
}
"""What a claim can name, by the property that is written."""
_NARROWER: Final = {HG.ofWork: HG.stylingOfWork, HG.ofCharacter: HG.stylingOfCharacter}


class Kind(StrEnum):
    """What the cells of a column hold."""

    TEXT = "text"
    IRI = "iri"
    INTEGER = "integer"
    TEXTS = "texts"
    IRIS = "iris"


@dataclass(frozen=True)
class Column:
    """A column: its name, what is in it, and of what kind that is."""

    name: str
    kind: Kind
    description: str
    required: bool = False


@dataclass(frozen=True)
class Table:
    """Rows of one sort of thing.

    Attributes:
        name: What its file is called, without suffix.
        description: What a row is.
        columns: In the order in which they are written.
        rows: Cells in the order of the columns.
        key: Names of the columns that tell a row from all others.
        references: Columns whose value is in a column of another table: (column, table, column there).
    """

    name: str
    description: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    key: tuple[str, ...]
    references: tuple[tuple[str, str, str], ...] = ()

    def to_csv(self) -> bytes:
        """The table as CSV with a header: RFC 4180 in UTF-8, guarded as the module says."""
        text = io.StringIO(newline="")
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(column.name for column in self.columns)
        writer.writerows([_cell(value) for value in row] for row in self.rows)
        return text.getvalue().encode("utf-8")

    def to_parquet(self) -> bytes:
        """The table as Parquet: strings, 64-bit integers, and lists of strings, each column with its description.

        Raises:
            MissingPackageError: pyarrow is not installed.
        """
        try:
            import pyarrow as pa
            import pyarrow.parquet as pq
        except ModuleNotFoundError:
            raise MissingPackageError("pyarrow", "parquet") from None
        listed = pa.list_(pa.field("element", pa.string(), nullable=False))
        types = {Kind.TEXT: pa.string(), Kind.IRI: pa.string(), Kind.INTEGER: pa.int64()}
        schema = pa.schema(
            [
                pa.field(
                    column.name,
                    types.get(column.kind, listed),
                    nullable=not column.required,
                    metadata={"description": column.description},
                )
                for column in self.columns
            ],
            metadata={"description": self.description},
        )
        columns = zip(*self.rows, strict=True) if self.rows else ((),) * len(self.columns)
        arrays = [pa.array(cells, schema.field(number).type) for number, cells in enumerate(columns)]
        sink = io.BytesIO()
        pq.write_table(pa.Table.from_arrays(arrays, schema=schema), sink, compression="zstd")
        return sink.getvalue()


def tables(graph: Graph) -> Mapping[str, Table]:
    """The tables of a graph, by name.

    Raises:
        ContradictionError: The graph contradicts itself, or has one thing twice.
    """
    made = _Tables(graph)
    return {
        table.name: table
        for table in (
            made.homages(),
            made.alterations(),
            made.edges(),
            made.evidence(),
            made.works(),
            made.people(),
            made.sources(),
        )
    }


def csv_metadata(graph: Graph, made: Mapping[str, Table]) -> bytes:
    """`csv-metadata.json`: what is in each column of the CSV files beside it, for a machine.

    Args:
        graph: The graph.
        made: Its tables.

    Raises:
        ContradictionError: As `tables` does.
    """
    published = Statements.of(graph)
    dataset = published.dataset()
    licences = published.things(dataset, _LICENCE) if dataset else ()
    title = published.text(dataset, _TITLE) if dataset else None
    described: dict[str, Any] = {"@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}]}
    if title:
        described["dc:title"] = title
    if len(licences) == 1:
        described["dc:license"] = {"@id": licences[0].value}
    described["dialect"] = {"encoding": "utf-8", "lineTerminators": ["\r\n"], "header": True, "quoteChar": '"'}
    described["tables"] = [_described(table) for table in made.values()]
    return (json.dumps(described, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _described(table: Table) -> dict[str, Any]:
    datatypes = {Kind.INTEGER: "integer", Kind.IRI: "anyURI", Kind.IRIS: "anyURI"}
    columns = []
    for column in table.columns:
        said: dict[str, Any] = {
            "name": column.name,
            "titles": column.name,
            "dc:description": column.description,
            "datatype": datatypes.get(column.kind, "string"),
            "required": column.required,
        }
        if column.kind in (Kind.TEXTS, Kind.IRIS):
            said["separator"] = SEPARATOR
        columns.append(said)
    schema: dict[str, Any] = {"columns": columns, "primaryKey": list(table.key)}
    if table.references:
        schema["foreignKeys"] = [
            {"columnReference": column, "reference": {"resource": f"{other}.csv", "columnReference": there}}
            for column, other, there in table.references
        ]
    return {"url": f"{table.name}.csv", "dc:description": table.description, "tableSchema": schema}


def _cell(value: Value) -> str | int | None:
    if isinstance(value, tuple):
        value = SEPARATOR.join(value)
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _text(name: str, description: str, *, required: bool = False) -> Column:
    return Column(name, Kind.TEXT, description, required)


def _iri(name: str, description: str, *, required: bool = False) -> Column:
    return Column(name, Kind.IRI, description, required)


class _Tables:
    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._published = Statements.of(graph)
        self._kinds: dict[ox.NamedNode, str] = {}

    def homages(self) -> Table:
        columns = (
            _iri("claim", "The claim.", required=True),
            _text("claim_kind", "homage, or conjecture, which nothing follows from.", required=True),
            _text("certainty", "How surely the sources make the claim."),
            _text("description", "The claim in one sentence of ours."),
            _iri("citing_work", "The video, or other work of the music world, that the claim is about.", required=True),
            _text("citing_work_name", "Its title.", required=True),
            _text("citing_work_kind", "music video, teaser, stage performance, song …"),
            Column("performers", Kind.TEXTS, "Who it is billed to."),
            Column("citing_work_year", Kind.INTEGER, "The year in which it came out."),
            _text("relation", "What sort of thing of the other work is taken up; empty where only a kind is named."),
            _iri("target", "What the claim names: a work, a scene, a character, a technique, a person …"),
            _text("target_name", "What that is called."),
            _text("target_kind", "What it is, in a word."),
            _iri("source_work", "The work that it is, or belongs to; empty for a technique, a genre, a person."),
            _text("source_work_name", "The title of that work."),
            _text("source_work_kind", "film, film series, television programme, music video …"),
            Column("source_work_year", Kind.INTEGER, "The year in which that work came out."),
            Column("directors", Kind.TEXTS, "Who directed that work, where a source says so."),
            Column("borrows", Kind.TEXTS, "What sort of thing is taken up: costume, setting, storyline …"),
            Column("enacted_by", Kind.TEXTS, "Who in the citing work does it or wears it."),
            Column("evidence", Kind.IRIS, "The evidence behind the claim; the table evidence has its words."),
            Column("quotes", Kind.TEXTS, "Those words, in the order of the evidence."),
        )
        return self._table(
            "homages",
            "A claim, one thing that it names, and the work which that belongs to: a claim of two scenes is two rows.",
            columns,
            self._homages(),
            ("claim", "relation", "target", "source_work"),
            (("citing_work", "works", "work"),),
        )

    def _homages(self) -> Iterator[tuple[Value, ...]]:
        for claim in self._published.instances(HG.Homage, HG.Conjecture):
            kind = "homage" if self._published.is_a(claim, HG.Homage) else "conjecture"
            evidence = self._published.things(claim, HG.evidence)
            for citing in self._published.things(claim, HG.about):
                for relation, target, work in self._targets(claim):
                    yield (
                        claim.value,
                        kind,
                        self._first_name(claim, HG.certainty),
                        self._published.text(claim, HG.description),
                        citing.value,
                        *self._named(citing),
                        self._names(citing, HG.performedBy),
                        self._year(citing),
                        relation,
                        target and target.value,
                        *self._named(target),
                        work and work.value,
                        *self._named(work),
                        work and self._year(work),
                        self._names(work, HG.directedBy) if work else (),
                        self._names(claim, HG.borrows),
                        self._names(claim, HG.enactedBy),
                        tuple(piece.value for piece in evidence),
                        self._quotes(evidence),
                    )

    def _targets(self, claim: ox.NamedNode) -> Iterator[tuple[str | None, ox.NamedNode | None, ox.NamedNode | None]]:
        """What a claim names, each with its work; by the narrower property alone where two say the same."""
        found = False
        for prop, relation in _RELATIONS.items():
            narrower = self._published.things(claim, _NARROWER[prop]) if prop in _NARROWER else ()
            for target in self._published.things(claim, prop):
                if target not in narrower:
                    found = True
                    is_work = self._published.is_a(target, HG.Work)
                    works = (target,) if is_work else self._published.things(target, HG.elementOf)
                    for work in works or (None,):
                        yield relation, target, work
        if not found:
            yield None, None, None

    def alterations(self) -> Table:
        columns = (
            _iri("alteration", "The difference.", required=True),
            _iri("homage", "The homage in which it lies.", required=True),
            _iri("citing_work", "The work that pays that homage."),
            _text("citing_work_name", "Its title."),
            _text("alteration_kind", "omission, substitution, addition or contrast."),
            _text("instead_of", "What the quoted work shows."),
            _text("shows", "What the citing work shows in its place."),
            _text("description", "The difference in one sentence of ours."),
            Column("evidence", Kind.IRIS, "The evidence behind it."),
            Column("quotes", Kind.TEXTS, "Its words."),
        )
        rows = (
            (
                alteration.value,
                homage.value,
                *self._citing(homage),
                self._first_name(alteration, HG.alterationKind),
                self._published.text(alteration, HG.insteadOf),
                self._published.text(alteration, HG.shows),
                self._published.text(alteration, HG.description),
                tuple(piece.value for piece in self._published.things(alteration, HG.evidence)),
                self._quotes(self._published.things(alteration, HG.evidence)),
            )
            for alteration in self._published.instances(HG.Alteration)
            for homage in self._published.things(alteration, HG.alters)
        )
        what = "A difference between a homage and what it is a homage to."
        return self._table("alterations", what, columns, rows, ("alteration", "homage"))

    def edges(self) -> Table:
        columns = (
            _iri("citing_work", "The work that pays homage.", required=True),
            _text("citing_work_name", "Its title.", required=True),
            _text(
                "property",
                "homageOf, recreatesScene, usesTechnique, stylingDrawnFrom, homageToDirector.",
                required=True,
            ),
            _iri("target", "The work, scene, technique, character or director.", required=True),
            _text("target_name", "What that is called.", required=True),
            _text("target_kind", "What it is, in a word."),
            Column("claims", Kind.IRIS, "The homages from which the edge follows."),
        )
        claims: dict[ox.Triple, list[str]] = {}
        for homage, following in entailed(self._graph, self._published).items():
            for edge in following:
                claims.setdefault(edge, []).append(homage.value)
        rows = (
            (
                work.value,
                self._graph.name(work),
                prop.value.removeprefix(ONTOLOGY),
                target.value,
                *self._named(target),
                tuple(claims.get(ox.Triple(work, prop, target), ())),
            )
            for work in self._published.instances(HG.CitingWork)
            for prop in (*EDGES, HG.homageToDirector)
            for target in self._published.things(work, prop)
        )
        what = "A plain edge: that a work pays homage to another, with the claims which say so. Of no conjecture."
        key = ("citing_work", "property", "target")
        return self._table("edges", what, columns, rows, key, (("citing_work", "works", "work"),))

    def evidence(self) -> Table:
        columns = (
            _iri("evidence", "The piece of evidence.", required=True),
            _text("identifier", "Its number in the collection."),
            _text("quote", "The source's own words.", required=True),
            _text("language", "The language they are in (BCP 47)."),
            _text("wording", "The words of the quote that carry its strength."),
            _text("stance", "supports, qualifies, leaves open or denies."),
            _text("voice", "Whose word it is: critic, creator, label, audience …"),
            _iri("source", "The publication it is quoted from."),
            _text("source_name", "Its short name."),
            _iri("url", "Its address."),
            _text("date_published", "When it came out: a date, or a month where no day is known."),
            Column("printed_year", Kind.INTEGER, "The year that the source prints for the work, where it is another."),
            Column("evidence_for", Kind.IRIS, "The claims, and the films, scenes and people, that it is evidence for."),
            Column("evidence_for_names", Kind.TEXTS, "What those are called; of a claim its description."),
            _text("set_aside_because", "Why the passage makes no claim, where it was set aside."),
        )
        what = "A quote, with its source and what it is evidence for. Passages that were set aside are among them."
        return self._table("evidence", what, columns, self._evidence(), ("evidence", "quote", "language"))

    def _evidence(self) -> Iterator[tuple[Value, ...]]:
        for piece in self._published.instances(HG.Evidence):
            source = next(iter(self._published.things(piece, HG.source)), None)
            behind = self._published.pointing(HG.evidence, piece)
            for quote in self._published.literals(piece, HG.quote):
                yield (
                    piece.value,
                    self._published.text(piece, _IDENTIFIER),
                    quote.value,
                    quote.language,
                    self._published.text(piece, HG.wording),
                    self._first_name(piece, HG.stance),
                    self._first_name(piece, HG.voice),
                    source and source.value,
                    self._graph.name(source) or None,
                    self._first_iri(source, _URL),
                    source and self._published.text(source, _PUBLISHED),
                    self._integer(piece, HG.printedYear),
                    tuple(thing.value for thing in behind),
                    tuple(self._graph.name(thing) for thing in behind),
                    self._published.text(piece, HG.setAsideBecause),
                )

    def works(self) -> Table:
        columns = (
            _iri("work", "The work.", required=True),
            _text("name", "Its title.", required=True),
            Column("other_names", Kind.TEXTS, "Other titles."),
            _text("kind", "music video, film, film series …"),
            Column("year", Kind.INTEGER, "The year in which it came out."),
            Column("performers", Kind.TEXTS, "Who it is billed to, if it is a work of the music world."),
            Column("directors", Kind.TEXTS, "Who directed it, where a source says so."),
            Column("series", Kind.TEXTS, "The series it is part of."),
            Column("quotes_works", Kind.INTEGER, "How many works it pays homage to.", required=True),
            Column("quoted_in", Kind.INTEGER, "How many works pay homage to it.", required=True),
            _text("imdb_id", "Its identifier in the Internet Movie Database."),
            _text("tmdb_id", "Its number in The Movie Database."),
            _text("wikidata_id", "The number of its item in Wikidata."),
            Column("youtube_ids", Kind.TEXTS, "The official video on YouTube."),
        )
        rows = (
            (
                work.value,
                self._graph.name(work),
                self._others(work),
                self._kind(work),
                self._year(work),
                self._names(work, HG.performedBy),
                self._names(work, HG.directedBy),
                self._names(work, HG.partOfSeries),
                len(self._published.things(work, HG.homageOf)),
                len(self._published.pointing(HG.homageOf, work)),
                self._published.text(work, HG.imdbId),
                self._published.text(work, HG.tmdbId),
                self._published.wikidata(work),
                self._values(work, HG.youtubeId),
            )
            for work in self._published.instances(HG.Work)
        )
        return self._table(
            "works", "A work, of those that quote and of those that are quoted.", columns, rows, ("work",)
        )

    def people(self) -> Table:
        columns = (
            _iri("agent", "The person or group.", required=True),
            _text("name", "The name the public knows.", required=True),
            Column("other_names", Kind.TEXTS, "Other names."),
            _text("kind", "person or group."),
            Column("member_of", Kind.TEXTS, "Groups the person belongs or belonged to."),
            Column("performs", Kind.TEXTS, "Works billed to them."),
            Column("directed", Kind.TEXTS, "Works they directed."),
            Column("portrays", Kind.TEXTS, "Characters they play."),
            _text("imdb_id", "Their identifier in the Internet Movie Database."),
            _text("wikidata_id", "The number of their item in Wikidata."),
            Column("musicbrainz_ids", Kind.TEXTS, "Their identifiers in MusicBrainz."),
            Column("youtube_channel_ids", Kind.TEXTS, "Their official channels on YouTube."),
        )
        rows = (
            (
                agent.value,
                self._graph.name(agent),
                self._others(agent),
                self._kind(agent),
                self._names(agent, HG.memberOf),
                self._names(agent, HG.performs),
                self._names(agent, HG.directed),
                tuple(sorted(map(self._graph.name, self._published.pointing(HG.portrayedBy, agent)))),
                self._published.text(agent, HG.imdbId),
                self._published.wikidata(agent),
                self._values(agent, HG.musicBrainzId),
                self._values(agent, HG.youtubeChannelId),
            )
            for agent in self._published.instances(HG.Agent)
        )
        return self._table("people", "A person or a group: who performs, directs, plays.", columns, rows, ("agent",))

    def sources(self) -> Table:
        columns = (
            _iri("source", "The publication.", required=True),
            _text("name", "Its short name.", required=True),
            _text("title", "The title of the article."),
            Column("publishers", Kind.TEXTS, "Who publishes it."),
            Column("authors", Kind.TEXTS, "Who wrote it, as it says."),
            _iri("url", "Its address."),
            _text("date_published", "When it came out: a date, or a month where no day is known."),
            Column(
                "derived_from", Kind.IRIS, "Sources that it translates, copies or reports: with them it is one voice."
            ),
            Column("quotes", Kind.INTEGER, "How many pieces of evidence are quoted from it.", required=True),
        )
        rows = (
            (
                source.value,
                self._graph.name(source),
                self._published.text(source, _TITLE),
                self._names(source, HG.publishedBy),
                self._values(source, _AUTHOR),
                self._first_iri(source, _URL),
                self._published.text(source, _PUBLISHED),
                tuple(origin.value for origin in self._published.things(source, HG.derivedFrom)),
                len(self._published.pointing(HG.source, source)),
            )
            for source in self._published.instances(HG.Source)
        )
        return self._table("sources", "A publication that evidence is quoted from.", columns, rows, ("source",))

    def _table(
        self,
        name: str,
        description: str,
        columns: tuple[Column, ...],
        rows: Iterable[tuple[Value, ...]],
        key: tuple[str, ...],
        references: tuple[tuple[str, str, str], ...] = (),
    ) -> Table:
        ordered = sorted(rows, key=lambda row: [str(cell) for cell in row])
        return Table(name, description, columns, tuple(ordered), key, references)

    # --------------------------------------------------------------- cells

    def _kind(self, thing: ox.NamedNode) -> str | None:
        if thing not in self._kinds:
            self._kinds[thing] = self._graph.names.kind(thing)
        return self._kinds[thing] or None

    def _named(self, thing: ox.NamedNode | None) -> tuple[str | None, str | None]:
        return (None, None) if thing is None else (self._graph.name(thing), self._kind(thing))

    def _names(self, thing: ox.NamedNode, prop: ox.NamedNode) -> tuple[str, ...]:
        return tuple(sorted(map(self._graph.name, self._published.things(thing, prop))))

    def _first_name(self, thing: ox.NamedNode, prop: ox.NamedNode) -> str | None:
        found = self._names(thing, prop)
        return found[0] if found else None

    def _first_iri(self, thing: ox.NamedNode | None, prop: ox.NamedNode) -> str | None:
        found = self._published.things(thing, prop) if thing else ()
        return found[0].value if found else None

    def _values(self, thing: ox.NamedNode, prop: ox.NamedNode) -> tuple[str, ...]:
        return tuple(literal.value for literal in self._published.literals(thing, prop))

    def _quotes(self, evidence: Iterable[ox.NamedNode]) -> tuple[str, ...]:
        return tuple(quote for piece in evidence for quote in self._values(piece, HG.quote))

    def _others(self, thing: ox.NamedNode) -> tuple[str, ...]:
        names = {*self._values(thing, _LABEL), *self._values(thing, _ALTERNATIVE)}
        return tuple(sorted(names - {self._graph.name(thing)}))

    def _citing(self, homage: ox.NamedNode) -> tuple[str | None, str | None]:
        works = self._published.things(homage, HG.inWork)
        return (works[0].value, self._graph.name(works[0])) if works else (None, None)

    def _year(self, thing: ox.NamedNode) -> int | None:
        return self._integer(thing, HG.releaseYear)

    def _integer(self, thing: ox.NamedNode, prop: ox.NamedNode) -> int | None:
        """A whole number that 64 bits hold; none where it is something else."""
        for literal in self._published.literals(thing, prop):
            if _INTEGER.fullmatch(literal.value):
                return int(literal.value)
        return None
