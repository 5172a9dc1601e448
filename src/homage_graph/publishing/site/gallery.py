"""True examples: what the graph holds of a term, with the words of the source that says so."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from homage_graph.characters import visible
from homage_graph.errors import ReasoningError
from homage_graph.publishing.site.lexicon import Reference, Text, is_link
from homage_graph.validation.shacl.shapes import Triples
from homage_graph.vocabulary import HG, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from homage_graph.publishing.site.lexicon import Lexicon
    from homage_graph.querying.portrait import Quote
    from homage_graph.vocabulary import Term

__all__ = ["Billed", "Example", "Gallery", "Quotation", "Still"]

_TYPE: Final = f"{PREFIXES['rdf']}type"
_EXAMPLE: Final = f"{PREFIXES['void']}exampleResource"
_TRIED: Final = 8
"""Candidates that are looked at for one with a quote."""
_LONGEST: Final = 240
"""Characters of a value that is shown."""


@dataclass(frozen=True)
class Quotation:
    """Words of a source.

    Attributes:
        text: The words, with their language.
        source: What the source is called.
        url: Its address; empty where it has none that is a link.
        stance: What the words do to the claim; empty where they support it.
    """

    text: Text
    source: str
    url: str = ""
    stance: str = ""


@dataclass(frozen=True)
class Example:
    """Something that the graph says.

    Attributes:
        subject: Of what, or the thing itself.
        value: What a property has there; None where a thing is the whole example.
        quotation: Who says so; None where no source is quoted.
    """

    subject: Reference
    value: Reference | Text | None = None
    quotation: Quotation | None = None


@dataclass(frozen=True)
class Billed:
    """A work as a title shows it: what it is called, who made or performed it, and when."""

    title: str
    people: str
    year: str


@dataclass(frozen=True)
class Still:
    """A scene that a citing work recreates, and the words that say so."""

    citing: Billed
    source: Billed
    scene: str
    quotation: Quotation


class Gallery:
    """The examples of one graph.

    Each choice is the first, by IRI, among those whose things were shown least so far and that have a quote, in English
    and with an address rather than not: so that the same graph gives the same examples, and a page not one thing over
    and over.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._graph = lexicon.graph
        self._shown: Counter[str] = Counter()
        triples = sorted(set(chain(self._graph.asserted, self._graph.inferred())), key=str)
        self._said = Triples(triples)
        self._pairs: defaultdict[str, list[tuple[Term, Term]]] = defaultdict(list)
        self._uses: defaultdict[Term, list[tuple[Term, str]]] = defaultdict(list)
        written: defaultdict[Term, set[Term]] = defaultdict(set)
        for triple in triples:
            self._pairs[triple.predicate.value].append((triple.subject, triple.object))  # type: ignore[arg-type]  # no triple terms are read
            self._uses[triple.object].append((triple.subject, triple.predicate.value))  # type: ignore[index, arg-type]
        for triple in self._graph.asserted:
            if triple.predicate.value == _TYPE:
                written[triple.subject].add(triple.object)  # type: ignore[arg-type, index]
        self._kinds = written
        self._defined = {*lexicon.terms, *lexicon.concepts, *lexicon.schemes}
        self._quotations = self._collect()
        self._famous = {target.value for _, target in self._pairs.get(_EXAMPLE, ())}

    # ----------------------------------------------------------------- counts

    def count(self, term: Term, kind: str) -> int:
        """How many things are of a class, or how many statements have a property."""
        if kind == "class":
            return sum(isinstance(thing, ox.NamedNode) for thing in self._things(term))
        return len(self._pairs.get(term.value, ()))

    def users(self, concept: Term) -> tuple[tuple[str, int], ...]:
        """How many things of which kind have a concept, the most first."""
        things = {thing for thing, predicate in self._uses.get(concept, ()) if self._has(thing, predicate)}
        kinds: Counter[str] = Counter()
        for thing in things:
            names = sorted(self._lexicon.name(kind) for kind in self._kinds.get(thing, ()))
            kinds[names[0] if names else "thing"] += 1
        return tuple(sorted(kinds.items(), key=lambda pair: (-pair[1], pair[0])))

    def number(self, class_iri: str) -> int:
        """How many things are of a class."""
        return self.count(ox.NamedNode(class_iri), "class")

    # --------------------------------------------------------------- examples

    def of_class(self, term: Term) -> Example | None:
        """A thing of a class, with words that are said of it."""
        candidates = [(thing, None) for thing in self._things(term) if isinstance(thing, ox.NamedNode)]
        return self._choose(candidates, "")

    def of_property(self, term: Term) -> Example | None:
        """A statement with a property, with words that it follows from."""
        pairs = self._pairs.get(term.value, ())
        return self._choose([pair for pair in pairs if isinstance(pair[0], ox.NamedNode)], term.value)

    def of_concept(self, concept: Term) -> Example | None:
        """A thing that has a concept."""
        users = [thing for thing, predicate in self._uses.get(concept, ()) if self._has(thing, predicate)]
        claims = [thing for thing in users if self._words_of(thing)]
        return self._choose([(thing, None) for thing in dict.fromkeys(claims or users)], "")

    def leading(self, count: int) -> tuple[Still, ...]:
        """Some recreated scenes for the first page: those of what the data set names as its examples, then others."""
        ranked = sorted(
            self._pairs.get(HG.ofScene.value, ()), key=lambda pair: (pair[0].value not in self._famous, pair[0].value)
        )
        found: list[Still] = []
        taken: set[Term] = set()
        for claim, scene in ranked:
            citing, source = self._said.values(claim, HG.inWork.value), self._said.values(scene, HG.sceneOf.value)
            words = [one for one in self._words_of(claim) if _is_plain(one)]
            if not (citing and source and words) or isinstance(scene, ox.Literal):
                continue
            involved = {citing[0], source[0], *self._said.values(citing[0], HG.performedBy.value)}
            if not taken & involved:
                taken |= involved
                words.sort(key=lambda one: -len(one.text.value))
                found.append(Still(self._billed(citing[0]), self._billed(source[0]), self._graph.name(scene), words[0]))
            if len(found) == count:
                break
        return tuple(found)

    def _billed(self, work: Term) -> Billed:
        performers = sorted(map(self._graph.name, self._said.values(work, HG.performedBy.value)))
        directors = sorted(map(self._graph.name, self._said.values(work, HG.directedBy.value)))
        years = self._said.values(work, HG.releaseYear.value)
        year = years[0].value if years else ""
        return Billed(self._graph.name(work), " & ".join(performers or directors), year)

    def _choose(self, candidates: Sequence[tuple[Term, Term | None]], predicate: str) -> Example | None:
        ranked = sorted(candidates, key=lambda pair: self._shown[pair[0].value] * 2 + self._shown[_value_of(pair[1])])
        best = ranked[0] if ranked else None
        quotation = None
        for subject, value in ranked[:_TRIED]:
            words = self._quotation(subject, predicate, value)
            if words is not None and (quotation is None or _is_plain(words)):
                best, quotation = (subject, value), words
                if _is_plain(words):
                    break
        if best is None:
            return None
        self._shown[best[0].value] += 1
        self._shown[_value_of(best[1])] += 1
        return Example(self._named(best[0]), None if best[1] is None else self._value(best[1]), quotation)

    def _named(self, thing: Term) -> Reference:
        if thing in self._defined:
            return self._lexicon.refer(thing)
        words = self._words_of(thing)
        own = self._said.values(thing, HG.quote.value)
        name = words[0].source if own and words else visible(self._graph.name(thing), _LONGEST)
        return Reference(name, thing.value)

    def _value(self, value: Term) -> Reference | Text:
        if isinstance(value, ox.Literal):
            return Text(visible(value.value, _LONGEST), value.language or "")
        if isinstance(value, ox.BlankNode):
            return Reference("…")
        known = self._lexicon.places.get(value.value)
        return Reference(self._lexicon.name(value), value.value, known) if known else self._named(value)

    def _has(self, thing: Term, predicate: str) -> bool:
        return thing not in self._defined and predicate != _TYPE and isinstance(thing, ox.NamedNode)

    def _things(self, term: Term) -> list[Term]:
        return [thing for thing, predicate in self._uses.get(term, ()) if predicate == _TYPE]

    # ----------------------------------------------------------------- quotes

    def _collect(self) -> dict[Term, Quotation]:
        """The words of every piece of evidence, by its IRI."""
        found: dict[Term, Quotation] = {}
        for evidence, quote in self._pairs.get(HG.quote.value, ()):
            sources = self._said.values(evidence, HG.source.value)
            if not isinstance(quote, ox.Literal) or not sources:
                continue
            urls = [is_link(url.value) for url in self._said.values(sources[0], f"{PREFIXES['schema']}url")]
            stances = [self._lexicon.name(stance) for stance in self._said.values(evidence, HG.stance.value)]
            found[evidence] = Quotation(
                Text(quote.value, quote.language or ""),
                self._graph.name(sources[0]),
                next(filter(None, sorted(urls)), ""),
                next((stance for stance in stances if stance != "supports"), ""),
            )
        return found

    def _words_of(self, thing: Term) -> list[Quotation]:
        """What is quoted of a thing itself, support first."""
        if thing in self._quotations:
            return [self._quotations[thing]]
        evidence = chain(self._said.values(thing, HG.evidence.value), self._said.values(thing, HG.premise.value))
        words = (self._quotations[one] for one in evidence if one in self._quotations)
        return sorted(words, key=lambda one: (bool(one.stance), one.source, one.text.value))

    def _quotation(self, subject: Term, predicate: str, value: Term | None) -> Quotation | None:
        if words := self._words_of(subject):
            return words[0]
        if value is None or not predicate:
            return self._of_claims(subject)
        try:
            quotes = self._graph.explain(subject, ox.NamedNode(predicate), value).quotes
        except ReasoningError:
            return None
        return self._known(quotes)

    def _of_claims(self, thing: Term) -> Quotation | None:
        if not isinstance(thing, ox.NamedNode):
            return None
        portrait = self._graph.portray(thing)
        claims = (claim.quotes for claim in portrait.claims if claim.kind == "homage")
        return self._known(quote for quotes in claims for quote in quotes)

    def _known(self, quotes: Iterable[Quote]) -> Quotation | None:
        """The first of some quotes, one that supports before all others, with its language and address."""
        by_words = {(one.text.value, one.source): one for one in self._quotations.values()}
        ordered = sorted(quotes, key=lambda quote: bool(quote.stance))
        return next(
            (by_words[quote.text, quote.source] for quote in ordered if (quote.text, quote.source) in by_words), None
        )


def _is_plain(quotation: Quotation) -> bool:
    """Whether a reader of the pages can follow the words: they are English, in support, and have an address."""
    return quotation.text.language.startswith("en") and bool(quotation.url) and not quotation.stance


def _value_of(term: Term | None) -> str:
    return "" if term is None else term.value
