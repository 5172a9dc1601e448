"""A page on what is in the graph: how much, of what kind, who says so, what is disputed, and what is missing.

`python -m homage_graph.publishing.collection docs/collection.md` writes it. The same graph gives the same page: every
table is sorted by its numbers and names, and no clock, locale or hash order has a say.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox

from homage_graph.characters import visible
from homage_graph.store import Layer
from homage_graph.vocabulary import HG

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from homage_graph.graph import Graph

__all__ = ["as_markdown"]

_PREFIXES: Final = """
PREFIX hg: <https://w3id.org/homage-graph/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX stance: <https://w3id.org/homage-graph/concept/stance/>
"""
_QUOTED: Final = (
    ("a work as a whole", "hg:ofWork"),
    ("a scene", "hg:ofScene"),
    ("a character", "hg:ofCharacter"),
    ("styling: costume, make-up, hair", "hg:stylingOfCharacter|hg:stylingOfWork"),
    ("a motif that the work is known by", "hg:ofMotif"),
    ("a sort of thing, no motif named", "hg:borrows"),
    ("a technique", "hg:withTechnique"),
    ("a genre", "hg:ofGenre"),
    ("a director's manner", "hg:inMannerOf"),
    ("works of a director, not named", "hg:ofWorksBy"),
    ("the image of a star, or of another real person", "hg:inImageOf"),
    ("another video", "hg:ofVideo"),
)
"""What a claim can name, and by which properties as they are written."""
_STANCES: Final = ("supports", "qualifies", "leaves open", "denies")
"""Columns of the table of voices, by their labels."""
_TO_WORK: Final = "(hg:ofWork|hg:ofVideo|(hg:ofElement/hg:elementOf))"
_FEWEST: Final = 2
"""Citing works that quote a work which is listed among the most quoted."""
_SAID: Final = {"album imagery"}
"""Kinds of citing works that are named beside the title, which a video may have too."""
_FIRST: Final = 3
"""Works that the overview names."""
_LONGEST: Final = 400
"""Characters of a cell."""
_SPECIAL: Final = re.compile(r"[\\`*_\[\]<>|~]")
_LANGUAGES: Final = {
    "en": "English", "es": "Spanish", "fr": "French", "id": "Indonesian", "it": "Italian", "ja": "Japanese",
    "ko": "Korean", "vi": "Vietnamese",
}  # fmt: skip


def as_markdown(graph: Graph) -> str:
    """The page on a graph, in Markdown, with links to the data files of its works from a folder beside data/."""
    return _Page(graph).text()


class _Page:
    """What the sections have in common: questions, and how things are called and linked."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        root = graph.workspace.root
        self._files: dict[str, str] = {}
        self._places: dict[str, int] = {}
        for document in graph.data_documents:
            if document.path.is_relative_to(root):
                for triple in document:
                    if triple.predicate.value.endswith("#type") and isinstance(triple.subject, ox.NamedNode):
                        self._files[triple.subject.value] = document.path.relative_to(root).as_posix()
                        self._places.setdefault(triple.subject.value, len(self._places))
        self._years = {thing: int(year.value) for thing, year in self._ask("?thing hg:releaseYear ?year", "thing year")}
        self._performers: defaultdict[Any, list[str]] = defaultdict(list)
        for work, performer in self._ask("?work hg:performedBy ?performer", "work performer"):
            self._performers[work].append(graph.name(performer))
        self._citing: set[Any] = {work for (work,) in self._ask("?work a hg:CitingWork", "work")}
        self._works = self._citing | {work for (work,) in self._ask("?work a hg:SourceWork", "work")}
        self._claims = {
            claim: (kind, work)
            for claim, kind, work in self._ask(
                "{ ?claim a ?kind ; hg:about ?work } UNION { ?claim a ?kind ; hg:alters/hg:about ?work }"
                " VALUES ?kind { hg:Homage hg:Conjecture hg:Alteration }",
                "claim kind work",
            )
        }
        quoted: defaultdict[Any, set[Any]] = defaultdict(set)
        for work, target in self._ask("?work hg:homageOf ?target", "work target"):
            quoted[target].add(work)
        self._ranking = sorted(quoted.items(), key=lambda pair: (-len(pair[1]), self._order(pair[0])))

    def text(self) -> str:
        sections = (
            ("What is quoted", self._quoted()),
            ("The most quoted works", self._most_quoted()),
            ("Techniques, motifs, genres", self._concepts()),
            ("How surely, and who says so", self._certainties()),
            ("What sources disagree about", self._disagreements()),
            ("What is denied", self._denied()),
            ("Sources that repeat others", self._derived()),
            ("Gaps", self._gaps()),
        )
        contents = " · ".join(f"[{title}](#{_anchor(title)})" for title, _ in sections)
        parts = ["# The collection", "<!-- Written by `make collection`. -->", *self._overview(), contents]
        for title, body in sections:
            parts += [f"## {title}", *body]
        return "\n\n".join(parts) + "\n"

    # ------------------------------------------------------------- sections

    def _overview(self) -> list[str]:
        videos = self._count("?x a hg:MusicVideo")
        rows = [
            ("music videos", videos),
            ("other citing works: teasers, performances, songs, works without a title", len(self._citing) - videos),
            ("groups and soloists who are billed", self._count("[] hg:performedBy ?x")),
            ("films", films := self._count("?x a hg:Film")),
            ("other source works: series, programmes, plays, books, art", len(self._works - self._citing) - films),
            ("scenes, characters, motifs", self._count("?x a hg:Element")),
            ("**homages**: what a source says outright, or suggests", self._count("?x a hg:Homage")),
            ("**conjectures**: implied, guessed, disputed, denied, left open", self._count("?x a hg:Conjecture")),
            ("**alterations**: what a homage changes", self._count("?x a hg:Alteration")),
            (
                "pieces of evidence, each a quote of at most 25 words",
                self._count("?x a hg:Evidence FILTER NOT EXISTS { ?x a hg:SetAside }"),
            ),
            ("passages read and set aside, each with the reason", self._count("?x a hg:SetAside")),
            ("sources quoted", self._count("[] hg:source ?x")),
        ]
        intro = (
            "What is in the graph, and what is not, counted from the files in [`data/`](../data). A homage is a claim "
            "that a source makes; what is doubtful is a conjecture, and nothing follows from it."
        )
        table = _table(("how many", "what"), [(f"{number:,}", what) for what, number in rows], right={0})
        first = [f"{self._thing(work)}, in {len(works)}" for work, works in self._ranking[:_FIRST]]
        return [intro, table, *([f"Quoted in most works: {'; '.join(first)}."] if first else [])]

    def _quoted(self) -> list[str]:
        claims = {what: self._by_kind(f"?claim {path} []", Layer.ASSERTED) for what, path in _QUOTED}
        by_target = [(what, str(homages), str(conjectures)) for what, (homages, conjectures) in claims.items()]
        kinds: defaultdict[str, tuple[set[Any], set[Any], set[Any]]] = defaultdict(lambda: (set(), set(), set()))
        for claim, work in self._ask(f"?claim {_TO_WORK} ?work", "claim work"):
            works, homages, conjectures = kinds[self._graph.names.kind(work)]
            works.add(work)
            (homages if self._claims[claim][0] == HG.Homage else conjectures).add(claim)
        by_kind = [
            (_cell(kind), *(str(len(part)) for part in found))
            for kind, found in sorted(kinds.items(), key=lambda pair: (-len(pair[1][0]), pair[0]))
        ]
        decades: defaultdict[str, tuple[set[Any], set[Any]]] = defaultdict(lambda: (set(), set()))
        for work, film in self._ask("?work hg:homageOf ?film . ?film a hg:Film", "work film"):
            year = self._years.get(film)
            films, works = decades[f"{year // 10 * 10}s" if year else "not known"]
            films.add(film)
            works.add(work)
        by_decade = [(decade, *(str(len(found)) for found in decades[decade])) for decade in sorted(decades)]
        return [
            "What a claim names. One that names two things, a scene and a technique, counts for both.",
            _table(("what is quoted", "homages", "conjectures"), by_target, right={1, 2}),
            "What kind of work that is, or belongs to: a claim about a scene counts for its film.",
            _table(("kind of work", "works", "homages", "conjectures"), by_kind, right={1, 2, 3}),
            "When the films that are paid homage to came out:",
            _table(("decade", "films", "citing works"), by_decade, right={1, 2}),
        ]

    def _most_quoted(self) -> list[str]:
        directors: defaultdict[Any, list[str]] = defaultdict(list)
        for work, director in self._ask("?work hg:directedBy ?director", "work director"):
            directors[work].append(self._graph.name(director))
        rows = [
            (
                self._thing(target),
                _cell(", ".join(sorted(directors[target]))),
                str(len(works)),
                "; ".join(self._thing(work) for work in sorted(works, key=self._order)),
            )
            for target, works in self._ranking
            if len(works) >= _FEWEST
        ]
        intro = (
            f"Works that two or more citing works pay homage to; {len(self._ranking) - len(rows):,} more are quoted in "
            "one each. A homage to a film is one to its series, too."
        )
        return [
            intro,
            _table(("work", "director", "quoted in", "by"), rows, right={2}),
        ]

    def _concepts(self) -> list[str]:
        return [
            "Techniques that are borrowed, with one claim each for an example:",
            self._examples("hg:withTechnique", "technique"),
            "Sorts of things that are taken up, whether or not the motif has a name of its own:",
            self._examples("hg:borrows", "kind of motif"),
            "Genres that are taken up as a whole:",
            self._examples("hg:ofGenre", "genre"),
        ]

    def _examples(self, path: str, what: str) -> str:
        claims: defaultdict[str, list[Any]] = defaultdict(list)
        for claim, concept in self._ask(f"?claim {path} ?concept", "claim concept"):
            claims[self._graph.name(concept)].append(claim)
        rows = []
        for name, found in sorted(claims.items(), key=lambda pair: (-len(pair[1]), pair[0])):
            first = min(found, key=self._example_order)
            rows.append((_cell(name), str(len(found)), self._thing(self._claims[first][1]), self._said(first)))
        return _table((what, "claims", "for example", "where"), rows, right={1})

    def _certainties(self) -> list[str]:
        kinds: defaultdict[str, Counter[Any]] = defaultdict(Counter)
        for claim, certainty in self._ask("?claim hg:certainty ?certainty", "claim certainty"):
            kinds[self._graph.name(certainty)][self._claims[claim][0]] += 1
        certainties = [
            (name, str(counted[HG.Homage]), str(counted[HG.Conjecture]))
            for name, counted in sorted(kinds.items(), key=lambda pair: (-pair[1].total(), pair[0]))
        ]
        voices: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for _, voice, stance in self._ask(
            "?evidence hg:voice ?voice ; hg:stance ?stance FILTER NOT EXISTS { ?evidence a hg:SetAside }",
            "evidence voice stance",
        ):
            voices[self._graph.name(voice)][self._graph.name(stance)] += 1
        stances = [*_STANCES, *sorted({stance for counted in voices.values() for stance in counted} - {*_STANCES})]
        spoken = [
            (_cell(voice), *(str(counted[stance]) for stance in stances), str(counted.total()))
            for voice, counted in sorted(voices.items(), key=lambda pair: (-pair[1].total(), pair[0]))
        ]
        languages = Counter(quote.language or "" for _, quote in self._ask("?x hg:quote ?quote", "x quote"))
        tongues = [
            (_cell(_LANGUAGES.get(language, language or "not said")), str(number))
            for language, number in sorted(languages.items(), key=lambda pair: (-pair[1], pair[0]))
        ]
        return [
            "How surely the sources of a claim, taken together, make it:",
            _table(("certainty", "homages", "conjectures"), certainties, right={1, 2}),
            "Whose word a piece of evidence is, and what it does to what it is evidence for:",
            _table(("voice", *stances, "all"), spoken, right=set(range(1, len(stances) + 2))),
            "In which language it is quoted, with what was set aside:",
            _table(("language", "quotes"), tongues, right={1}),
        ]

    def _disagreements(self) -> list[str]:
        pairs = {
            tuple(sorted((one, other), key=self._claim_order))
            for one, other in self._ask("?one hg:disagreesWith|^hg:disagreesWith ?other", "one other")
        }
        rows = [
            (self._thing(self._claims[one][1]), self._attested(one), self._attested(other))
            for one, other in sorted(pairs, key=lambda pair: [self._claim_order(claim) for claim in pair])
        ]
        years: dict[tuple[Any, Any], set[Any]] = defaultdict(set)
        for evidence, year, work in self._ask(
            f"?evidence hg:printedYear ?year . ?thing hg:evidence ?evidence ."
            f" {{ ?thing {_TO_WORK} ?work }} UNION {{ ?thing hg:elementOf ?work }} UNION"
            f" {{ ?thing a hg:Work BIND (?thing AS ?work) }} UNION {{ ?thing hg:alters/{_TO_WORK} ?work }}",
            "evidence year work",
        ):
            if self._years.get(work) is not None and self._years[work] != int(year.value):
                years[evidence, year].add(work)
        printed = [
            (
                "; ".join(self._thing(work) for work in sorted(works, key=self._order)),
                year.value,
                *self._quote(evidence),
            )
            for (evidence, year), works in sorted(
                years.items(), key=lambda item: (sorted(map(self._order, item[1])), str(item[0][0]))
            )
        ]
        return [
            "Claims that cannot both be right, or that name different things for the same moment. Both stand.",
            _table(("in", "one says", "another says"), rows),
            "Years that a source prints and that are not the work's:",
            _table(("work", "printed", "quote", "source"), printed, right={1}),
        ]

    def _denied(self) -> list[str]:
        denials = self._ask(
            "?claim a hg:Claim ; hg:evidence ?evidence . ?evidence hg:stance stance:denies ; hg:voice ?voice",
            "claim evidence voice",
        )
        rows = [
            (self._of(claim), self._said(claim), *self._quote(evidence), _cell(self._graph.name(voice)))
            for claim, evidence, voice in sorted(denials, key=lambda row: (self._claim_order(row[0]), str(row[1])))
        ]
        return [
            "Claims that somebody denies, with the words that do. None of them entails anything.",
            _table(("in", "claim", "quote", "source", "voice"), rows),
        ]

    def _derived(self) -> list[str]:
        rows = sorted(
            (_cell(self._graph.name(copy)), _cell(self._graph.name(origin)))
            for copy, origin in self._ask("?copy hg:derivedFrom ?origin", "copy origin")
        )
        return [
            "A translation, a copy or a report of another source is the same voice again, and corroborates nothing.",
            _table(("source", "repeats"), rows),
        ]

    def _gaps(self) -> list[str]:
        lists = (
            ("Films without a director", "?x a hg:Film FILTER NOT EXISTS { ?x hg:directedBy [] }"),
            ("Films without a year", "?x a hg:Film FILTER NOT EXISTS { ?x hg:releaseYear [] }"),
            ("Music videos without a year", "?x a hg:MusicVideo FILTER NOT EXISTS { ?x hg:releaseYear [] }"),
            ("Citing works without a title", "?x a hg:UnnamedWork"),
        )
        missing, named = [], []
        for title, pattern in lists:
            things = sorted({thing for (thing,) in self._ask(pattern, "x")}, key=self._order)
            missing.append((title, str(len(things))))
            if things:
                named += [f"<details><summary>{title}</summary>", "; ".join(map(self._thing, things)), "</details>"]
        unconfirmed: defaultdict[Any, list[str]] = defaultdict(list)
        for thing, value in self._ask("?thing hg:unconfirmedIdentifier ?value", "thing value"):
            unconfirmed[thing].append(value.value)
        notes = sorted(
            self._ask("?thing skos:editorialNote ?note", "thing note"),
            key=lambda row: (self._order(row[0]), row[1].value),
        )
        return [
            _table(("what is missing", "how many"), missing, right={1}),
            *named,
            "Identifiers that were read once, or with middling confidence, and wait for somebody to confirm them:",
            _table(
                ("thing", "unconfirmed identifiers"),
                [
                    (self._thing(thing), ", ".join(f"`{value}`" for value in sorted(unconfirmed[thing])))
                    for thing in sorted(unconfirmed, key=self._order)
                ],
            ),
            "Notes of the editors, on identifiers in conflict among other things:",
            _table(("thing", "note"), [(self._of(thing), _cell(note.value)) for thing, note in notes]),
        ]

    # ------------------------------------------------------------ questions

    def _ask(self, pattern: str, variables: str, layer: Layer = Layer.ALL) -> list[tuple[Any, ...]]:
        names = " ".join(f"?{name}" for name in variables.split())
        return list(self._graph.query(f"{_PREFIXES}SELECT DISTINCT {names} WHERE {{ {pattern} }}", layer=layer).rows)

    def _count(self, pattern: str) -> int:
        return len(self._ask(pattern, "x"))

    def _by_kind(self, pattern: str, layer: Layer) -> tuple[int, int]:
        kinds = Counter(self._claims[claim][0] for (claim,) in self._ask(pattern, "claim", layer))
        return kinds[HG.Homage], kinds[HG.Conjecture]

    # ---------------------------------------------------------------- names

    def _order(self, thing: Any) -> tuple[str, str, str]:
        return self._graph.name(thing).casefold(), self._graph.name(thing), str(thing)

    def _claim_order(self, claim: Any) -> tuple[tuple[str, str, str], int, str]:
        """Claims by their work; those of one file as they stand there."""
        _, work = self._claims.get(claim, (None, claim))
        return self._order(work), self._places.get(claim.value, 0), str(claim)

    def _example_order(self, claim: Any) -> tuple[Any, ...]:
        """Homages before conjectures, those of music videos first."""
        kind, work = self._claims[claim]
        return kind != HG.Homage, self._graph.names.kind(work) != "music video", *self._claim_order(claim)

    def _thing(self, thing: Any) -> str:
        """A thing's name, a work's with a link to its file and with what tells it from others of that name."""
        name = _cell(self._graph.name(thing))
        if thing not in self._works:
            return name
        if thing.value in self._files:
            name = f"[{name}](../{self._files[thing.value]})"
        if (kind := self._graph.names.kind(thing)) in _SAID:
            name = f"{name} ({kind})"
        if thing in self._citing:
            return f"{name} by {_cell(' & '.join(sorted(who)))}" if (who := self._performers[thing]) else name
        return f"{name} ({self._years[thing]})" if thing in self._years else name

    def _of(self, thing: Any) -> str:
        """The citing work of a claim; any other thing itself."""
        return self._thing(self._claims[thing][1] if thing in self._claims else thing)

    def _said(self, claim: Any) -> str:
        return _cell(self._graph.name(claim))

    def _attested(self, claim: Any) -> str:
        sources = sorted(
            {
                self._graph.name(source)
                for (source,) in self._ask(f"<{claim.value}> hg:evidence/hg:source ?source", "source")
            }
        )
        return f"{self._said(claim)} — {_cell(', '.join(sources))}"

    def _quote(self, evidence: Any) -> tuple[str, str]:
        rows = self._ask(f"<{evidence.value}> hg:quote ?quote ; hg:source ?source", "quote source")
        quote, source = min(rows, key=str)
        return f"“{_cell(quote.value)}”", _cell(self._graph.name(source))


def _cell(text: str) -> str:
    """A text as a table's cell, or any line, shows it letter for letter."""
    return _SPECIAL.sub(r"\\\g<0>", visible(text, _LONGEST))


def _anchor(title: str) -> str:
    return re.sub(r"[^a-z -]", "", title.lower()).replace(" ", "-")


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], right: set[int] | None = None) -> str:
    body = [f"| {' | '.join(row)} |" for row in rows]
    rule = "|".join("--:" if column in (right or ()) else "---" for column in range(len(head)))
    return "\n".join([f"| {' | '.join(head)} |", f"|{rule}|", *body]) if body else "None yet."


if __name__ == "__main__":
    from homage_graph.graph import load

    Path(sys.argv[1]).write_text(as_markdown(load()), "utf-8", newline="\n")
