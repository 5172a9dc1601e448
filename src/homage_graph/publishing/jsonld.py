"""JSON-LD 1.1 (W3C, 2020) as people read it: what belongs to a thing inside it, names for terms, no remote context.

The context is the ontology's own, ontology/context.jsonld, and goes into every file. A claim stands within its video,
its evidence within the claim, a scene within its film, in the order in which Turtle has them; what is told of a thing
inside another is told there, and everywhere else only its name stands.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox

from homage_graph.publishing.turtle import Said, in_order
from homage_graph.vocabulary import HG, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["as_jsonld"]

_TYPE: Final = ox.NamedNode(f"{PREFIXES['rdf']}type")
_XSD: Final = PREFIXES["xsd"]
_INTEGER: Final = re.compile(r"0|-?[1-9][0-9]{0,14}")
"""Integers that every JSON parser keeps, in the one spelling that they come back in."""


def as_jsonld(triples: Iterable[ox.Triple], context: Mapping[str, Any]) -> str:
    """One graph in JSON-LD.

    Args:
        triples: In any order; the text does not depend on it.
        context: What `@context` is in ontology/context.jsonld.
    """
    document = {"@context": context, "@graph": _Framer(context).framed(triples)}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


class _Framer:
    """Puts things into one another, and terms into the words of a context."""

    def __init__(self, context: Mapping[str, Any]) -> None:
        self._prefixes = {
            iri: name for name, iri in context.items() if isinstance(iri, str) and iri[-1] in "/#" and ":" in iri
        }
        self._ids = {name: iri for iri, name in self._prefixes.items()}
        self._words: dict[str, str] = {}
        self._coerced: dict[str, str | None] = {}
        self._language: dict[str, str | None] = {}
        self._inside: dict[ox.NamedNode, str] = {}
        for word, meaning in context.items():
            definition = meaning if isinstance(meaning, dict) else {"@id": meaning}
            if word.startswith("@") or (isinstance(meaning, str) and (meaning.startswith("@") or word in self._ids)):
                continue
            if (reverse := definition.get("@reverse")) is not None:
                self._inside[ox.NamedNode(self._expanded(reverse))] = word
                continue
            iri = self._expanded(definition["@id"])
            self._words[iri] = word
            coerced = definition.get("@type")
            self._coerced[iri] = coerced if coerced is None or coerced.startswith("@") else self._expanded(coerced)
            self._language[iri] = definition.get("@language")

    def framed(self, triples: Iterable[ox.Triple]) -> list[dict[str, Any]]:
        """The things that belong to no other, each with those that do inside."""
        about: defaultdict[str, list[ox.Triple]] = defaultdict(list)
        said: defaultdict[str, Said] = defaultdict(list)
        for triple in sorted(triples, key=str):
            subject = str(triple.subject)
            about[subject].append(triple)
            said[subject].append((str(triple.predicate), str(triple.object)))
        made: dict[Any, dict[str, Any]] = {}
        top = []
        for place in in_order(said):
            owner = made.get(place.owner)
            link = next(
                (t for t in about[place.subject] if t.predicate in self._inside and str(t.object) == place.owner), None
            )
            made[place.subject] = node = self._node(about[place.subject], link)
            if owner is None:
                top.append(node)
            elif link is not None:
                owner.setdefault(self._inside[link.predicate], []).append(node)
            else:  # evidence, which its claim names
                word = self._words.get(HG.evidence.value, HG.evidence.value)
                named = owner[word] if isinstance(owner[word], list) else [owner[word]]
                owner[word] = [node if proof in (node["id"], {"id": node["id"]}) else proof for proof in named]
        return top

    def _node(self, said: list[ox.Triple], link: ox.Triple | None) -> dict[str, Any]:
        node: dict[str, Any] = {"id": self._iri(said[0].subject)}  # type: ignore[arg-type]  # a subject is no triple here
        for triple in said:
            if triple == link:
                continue
            if triple.predicate == _TYPE and not isinstance(triple.object, ox.Literal):
                node.setdefault("type", []).append(self._kind(triple.object))
                continue
            iri = triple.predicate.value
            word = self._words.get(iri) or self._compact(iri)
            node.setdefault(word, []).append(self._value(triple.object, iri))
        return {
            word: values[0] if isinstance(values, list) and len(values) == 1 else values
            for word, values in node.items()
        }

    def _value(self, term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple, predicate: str) -> Any:
        coerced = self._coerced.get(predicate)
        if isinstance(term, ox.Literal):
            datatype = term.datatype.value
            if term.language is not None:
                same = term.language == self._language.get(predicate)
                return term.value if same else {"@value": term.value, "@language": term.language}
            if datatype == f"{_XSD}integer" and coerced in (None, datatype) and _INTEGER.fullmatch(term.value):
                return int(term.value)
            if datatype == (coerced or f"{_XSD}string") and self._language.get(predicate) is None:
                return term.value
            if datatype == f"{_XSD}string":
                return {"@value": term.value}
            return {"@value": term.value, "@type": self._compact(datatype)}
        assert not isinstance(term, ox.Triple)  # noqa: S101 - none is read
        name = self._iri(term)
        return name if coerced == "@id" else {"id": name}

    def _kind(self, kind: ox.NamedNode | ox.BlankNode | ox.Triple) -> str:
        assert not isinstance(kind, ox.Triple)  # noqa: S101 - none is read
        return self._words.get(kind.value) or self._iri(kind) if isinstance(kind, ox.NamedNode) else str(kind)

    def _iri(self, node: ox.NamedNode | ox.BlankNode) -> str:
        return str(node) if isinstance(node, ox.BlankNode) else self._compact(node.value)

    def _compact(self, iri: str) -> str:
        end = max(iri.rfind("/"), iri.rfind("#")) + 1
        prefix = self._prefixes.get(iri[:end])
        return f"{prefix}:{iri[end:]}" if prefix is not None and end < len(iri) else iri

    def _expanded(self, compact: str) -> str:
        prefix, _, local = compact.partition(":")
        return self._ids[prefix] + local if prefix in self._ids else compact
