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
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

__all__ = ["CLAIMS", "EDGES", "HG", "ONTOLOGY", "OURS", "PREFIXES", "TERMS", "Term", "Vocabulary", "curie", "expand"]

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


class Vocabulary:
    """The ontology's classes and properties as attributes; a type checker knows each, and no other."""

    Work: ox.NamedNode
    CitingWork: ox.NamedNode
    MusicVideo: ox.NamedNode
    Teaser: ox.NamedNode
    StagePerformance: ox.NamedNode
    Song: ox.NamedNode
    AlbumImagery: ox.NamedNode
    UnnamedWork: ox.NamedNode

    SourceWork: ox.NamedNode
    Film: ox.NamedNode
    FilmSeries: ox.NamedNode
    TelevisionProgramme: ox.NamedNode
    StageWork: ox.NamedNode
    LiteraryWork: ox.NamedNode
    Artwork: ox.NamedNode

    Element: ox.NamedNode
    Scene: ox.NamedNode
    Character: ox.NamedNode
    Motif: ox.NamedNode
    Agent: ox.NamedNode
    Person: ox.NamedNode
    Group: ox.NamedNode

    Claim: ox.NamedNode
    Homage: ox.NamedNode
    Conjecture: ox.NamedNode
    Alteration: ox.NamedNode
    CreatorConfirmedHomage: ox.NamedNode

    Evidence: ox.NamedNode
    CreatorConfirmation: ox.NamedNode
    SetAside: ox.NamedNode
    Source: ox.NamedNode
    Publisher: ox.NamedNode

    Technique: ox.NamedNode
    MotifKind: ox.NamedNode
    Genre: ox.NamedNode
    Certainty: ox.NamedNode
    Stance: ox.NamedNode
    Voice: ox.NamedNode
    AlterationKind: ox.NamedNode

    homageOf: ox.NamedNode
    quotedIn: ox.NamedNode
    recreatesScene: ox.NamedNode
    usesTechnique: ox.NamedNode
    stylingDrawnFrom: ox.NamedNode
    homageToDirector: ox.NamedNode
    paysHomageTo: ox.NamedNode

    about: ox.NamedNode
    inWork: ox.NamedNode
    hasHomage: ox.NamedNode
    allegedIn: ox.NamedNode

    target: ox.NamedNode
    ofWork: ox.NamedNode
    ofVideo: ox.NamedNode
    ofElement: ox.NamedNode
    ofScene: ox.NamedNode
    ofCharacter: ox.NamedNode
    stylingOfCharacter: ox.NamedNode
    stylingOfWork: ox.NamedNode
    ofMotif: ox.NamedNode

    withTechnique: ox.NamedNode
    ofGenre: ox.NamedNode
    inMannerOf: ox.NamedNode
    ofWorksBy: ox.NamedNode
    inImageOf: ox.NamedNode
    borrows: ox.NamedNode

    enactedBy: ox.NamedNode
    enacts: ox.NamedNode
    certainty: ox.NamedNode
    description: ox.NamedNode
    disagreesWith: ox.NamedNode
    alters: ox.NamedNode
    alterationKind: ox.NamedNode
    insteadOf: ox.NamedNode
    shows: ox.NamedNode

    evidence: ox.NamedNode
    premise: ox.NamedNode
    source: ox.NamedNode
    quote: ox.NamedNode
    wording: ox.NamedNode
    stance: ox.NamedNode
    voice: ox.NamedNode
    printedYear: ox.NamedNode
    setAsideBecause: ox.NamedNode
    publishedBy: ox.NamedNode
    derivedFrom: ox.NamedNode

    elementOf: ox.NamedNode
    sceneOf: ox.NamedNode
    appearsIn: ox.NamedNode
    motifOf: ox.NamedNode
    motifKind: ox.NamedNode
    partOfSeries: ox.NamedNode
    directedBy: ox.NamedNode
    directed: ox.NamedNode
    portrayedBy: ox.NamedNode

    performedBy: ox.NamedNode
    performs: ox.NamedNode
    features: ox.NamedNode
    guestAppearance: ox.NamedNode
    memberOf: ox.NamedNode
    hasMember: ox.NamedNode
    releaseYear: ox.NamedNode

    imdbId: ox.NamedNode
    tmdbId: ox.NamedNode
    wikidataId: ox.NamedNode
    musicBrainzId: ox.NamedNode
    youtubeId: ox.NamedNode
    youtubeChannelId: ox.NamedNode
    unconfirmedIdentifier: ox.NamedNode

    if not TYPE_CHECKING:  # to a type checker, what is not above is a mistake

        def __getattr__(self, name: str) -> ox.NamedNode:
            near = difflib.get_close_matches(name, TERMS, n=1)
            hint = f"; did you mean “{near[0]}”?" if near else ""
            raise AttributeError(f"the ontology has no term “{name}”{hint}")

    def __dir__(self) -> list[str]:
        return sorted(TERMS)


TERMS: Final = tuple(Vocabulary.__annotations__)
"""Local names of the ontology's classes and properties."""

HG: Final = Vocabulary()
"""The ontology's terms: `HG.homageOf`, `HG.Film` …"""
vars(HG).update((term, ox.NamedNode(ONTOLOGY + term)) for term in TERMS)

EDGES: Final = (HG.homageOf, HG.recreatesScene, HG.usesTechnique, HG.stylingDrawnFrom)
"""The four plain edges from a citing work."""
CLAIMS: Final = (HG.Homage, HG.Conjecture, HG.Alteration)
"""The classes of claims that data is written in; that each is a `hg:Claim` follows."""

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
