"""The ontology's terms and the prefixes of the graph, as Python names.

>>> HG.homageOf.value
'https://w3id.org/homage-graph/ontology#homageOf'
>>> curie("https://w3id.org/homage-graph/id/film/oldboy")
'film:oldboy'
>>> expand("film:oldboy")
'https://w3id.org/homage-graph/id/film/oldboy'

A term the ontology does not have is an error, not a new IRI:

>>> HG.homageTo
Traceback (most recent call last):
    ...
AttributeError: the ontology has no term “homageTo”; did you mean “homageOf”?
"""

from __future__ import annotations

import difflib
import re
from typing import Final

import pyoxigraph as ox

__all__ = ["HG", "ONTOLOGY", "OURS", "PREFIXES", "TERMS", "Term", "Vocabulary", "curie", "expand"]

Term = ox.NamedNode | ox.BlankNode | ox.Literal
"""A term of RDF 1.1."""

OURS: Final = "https://w3id.org/homage-graph/"
"""Every IRI of the project begins so."""
ONTOLOGY: Final = f"{OURS}ontology#"

_THINGS = (
    "alteration", "artwork", "character", "evidence", "film", "group", "homage", "imagery", "literature", "motif",
    "performance", "person", "programme", "publisher", "scene", "series", "song", "source", "stage-work", "teaser",
    "video", "work",
)  # fmt: skip
_SCHEMES = ("alteration-kind", "certainty", "genre", "motif-kind", "stance", "technique", "voice")

PREFIXES: Final[dict[str, str]] = {
    "hg": ONTOLOGY,
    "hgs": f"{OURS}shapes#",
    **{kind: f"{OURS}id/{kind}/" for kind in _THINGS},
    **{scheme: f"{OURS}concept/{scheme}/" for scheme in _SCHEMES},
    "scheme": f"{OURS}concept/",
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "void": "http://rdfs.org/ns/void#",
    "wd": "http://www.wikidata.org/entity/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Prefixes of data, queries and exports, the project's own first."""

TERMS: Final = tuple(
    """
    Work CitingWork MusicVideo Teaser StagePerformance Song AlbumImagery UnnamedWork
    SourceWork Film FilmSeries TelevisionProgramme StageWork LiteraryWork Artwork
    Element Scene Character Motif Agent Person Group
    Claim Homage Conjecture Alteration CreatorConfirmedHomage
    Evidence CreatorConfirmation SetAside Source Publisher
    Technique MotifKind Genre Certainty Stance Voice AlterationKind
    homageOf quotedIn recreatesScene usesTechnique stylingDrawnFrom homageToDirector paysHomageTo
    about inWork hasHomage allegedIn
    target ofWork ofVideo ofElement ofScene ofCharacter stylingOfCharacter stylingOfWork ofMotif
    withTechnique ofGenre inMannerOf ofWorksBy inImageOf borrows
    enactedBy enacts certainty description disagreesWith alters alterationKind insteadOf shows
    evidence premise source quote wording stance voice printedYear setAsideBecause publishedBy derivedFrom
    elementOf sceneOf appearsIn motifOf motifKind partOfSeries directedBy directed portrayedBy
    performedBy performs features guestAppearance memberOf hasMember releaseYear
    imdbId tmdbId wikidataId musicBrainzId youtubeId youtubeChannelId unconfirmedIdentifier
    """.split()  # noqa: SIM905 - a line a theme reads better than a hundred quotes
)
"""Local names of the ontology's classes and properties."""


class Vocabulary:
    """A namespace whose attributes are its terms."""

    def __init__(self, namespace: str, terms: tuple[str, ...]) -> None:
        self._terms = {term: ox.NamedNode(namespace + term) for term in terms}

    def __getattr__(self, name: str) -> ox.NamedNode:
        try:
            return self.__dict__["_terms"][name]  # type: ignore[no-any-return]
        except KeyError:
            near = difflib.get_close_matches(name, self.__dict__.get("_terms", ()), n=1)
            hint = f"; did you mean “{near[0]}”?" if near else ""
            raise AttributeError(f"the ontology has no term “{name}”{hint}") from None

    def __dir__(self) -> list[str]:
        return sorted(self._terms)


HG: Final = Vocabulary(ONTOLOGY, TERMS)
"""The ontology's terms: `HG.homageOf`, `HG.Film` …"""

_LOCAL_NAME = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")

_BY_NAMESPACE = {namespace: prefix for prefix, namespace in PREFIXES.items()}


def curie(iri: str) -> str:
    """The compact form of an IRI, or the IRI itself where no prefix fits.

    A local name has neither slash nor hash, so the namespace is what ends with the last of them.
    """
    end = max(iri.rfind("/"), iri.rfind("#")) + 1
    prefix = _BY_NAMESPACE.get(iri[:end])
    return f"{prefix}:{iri[end:]}" if prefix is not None and _LOCAL_NAME.fullmatch(iri, end) else iri


def expand(name: str) -> str | None:
    """The IRI that a CURIE with a known prefix stands for, else None."""
    prefix, colon, local = name.partition(":")
    return PREFIXES[prefix] + local if colon and prefix in PREFIXES else None
