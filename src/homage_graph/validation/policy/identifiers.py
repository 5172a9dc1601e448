"""What no shape sees in an IRI: a form that is not the project's, a misleading host, a scheme that runs code.

The forms of IRIs are those of RFC 3987; a mixture of scripts is what Unicode Technical Standard 39 warns of.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from homage_graph.characters import code_points, find_unseen, visible
from homage_graph.validation import Finding, Severity
from homage_graph.validation.catalogue import NOT_NFC, UNSAFE_LINK, UNSEEN_CHARACTER, WRONG_IRI
from homage_graph.validation.policy.terms import like_ours
from homage_graph.vocabulary import ONTOLOGY, OURS, PREFIXES, curie, expand

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from homage_graph.reading.positions import Span
    from homage_graph.validation import Fix
    from homage_graph.validation.policy.files import Files, Part, Statement
    from homage_graph.vocabulary import Term

__all__ = ["kind_of", "unsafe_links", "wrong_identifiers"]

_MOST_SHOWN: Final = 100
_RDF_TYPE: Final = f"{PREFIXES['rdf']}type"
_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_UNSAFE: Final = frozenset({"about", "blob", "data", "file", "filesystem", "javascript", "vbscript"})
"""Schemes that run code, or read what is on the reader's own machine."""
_WEB: Final = frozenset({"http", "https"})
_PAGES: Final = frozenset(
    PREFIXES[prefix] + name
    for prefix, names in (
        ("foaf", ("depiction", "homepage", "page", "workInfoHomepage")),
        ("rdfs", ("seeAlso",)),
        ("schema", ("archivedAt", "contentUrl", "discussionUrl", "image", "mainEntityOfPage", "thumbnailUrl", "url")),
    )
    for name in names
)
"""Properties whose objects are opened in a browser."""
_IDENTITIES: Final = frozenset(
    PREFIXES[prefix] + name
    for prefix, names in (
        ("dct", ("isReferencedBy", "license", "references", "relation", "source")),
        ("schema", ("license", "sameAs")),
        ("skos", ("broadMatch", "closeMatch", "exactMatch", "mappingRelation", "narrowMatch", "relatedMatch")),
    )
    for name in names
)
"""Properties whose objects are opened where they can be, and name something where they cannot."""
_HOST: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://(?:[^/?#@]*@)?(?P<host>\[[^\]]*\]|[^/?#:]*)")
_STRAY_PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
_ID: Final = f"{OURS}id/"
_KINDS: Final = {name: namespace for name, namespace in PREFIXES.items() if namespace == f"{_ID}{name}/"}
_SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DEFINED: Final = (ONTOLOGY, PREFIXES["hgs"], PREFIXES["scheme"])
"""What begins so is right if it is defined."""
_DOCUMENTS: Final = frozenset({OURS, f"{OURS}contributors", *(namespace.rstrip("#") for namespace in _DEFINED)})
"""The data set, who made it, and the documents that define its terms."""
_FOR_SHAPES: Final = re.compile(rf"{re.escape(_ID)}[a-z]+(?:-[a-z]+)*/{_SLUG.pattern}")
"""What shape HG054 asks of the IRI of a thing of the project's classes."""
_CONFUSABLE: Final = frozenset("асԁеһіјӏорԛѕԝхуьѵқɑɡıοονυτικρχγϲϳꓲ")
"""Letters of other scripts that are drawn as letters of the Latin alphabet are."""
_TOGETHER: Final = (frozenset({"LATIN", "CJK", "HIRAGANA", "KATAKANA"}), frozenset({"LATIN", "HANGUL", "CJK"}))
"""Scripts that one language is written in at once."""


@dataclass(frozen=True)
class _Fault:
    """What is wrong with an IRI wherever it stands, and the one to write instead where that can be told."""

    code: str
    message: str
    help: str
    severity: Severity = Severity.VIOLATION
    meant: str | None = None


def kind_of(iri: str) -> str | None:
    """The kind of thing of the project that an IRI names by its form, say `film`; None for none that there is."""
    kind = iri.removeprefix(_ID).partition("/")[0] if iri.startswith(_ID) else ""
    return kind if kind in _KINDS else None


def wrong_identifiers(
    files: Files, is_judged_by_shapes: Callable[[ox.NamedNode], bool], is_known: Callable[[ox.NamedNode], bool]
) -> Iterator[Finding]:
    """A finding for each fault of each IRI, at the first place where it stands; the fix is for all its places.

    Args:
        files: What to look at.
        is_judged_by_shapes: Whether a shape looks at the form of a thing's IRI, because of the thing's class.
        is_known: Whether the graph says something of a thing already, so that its IRI is not this contribution's.
    """
    uses: dict[ox.NamedNode, list[tuple[Statement, Part]]] = {}
    terms: set[Term] = set()
    for statement in files.statements:
        subject, predicate, target = statement
        terms.update((predicate, target) if predicate.value == _RDF_TYPE else (predicate,))
        for part, term in (("subject", subject), ("predicate", predicate), ("object", target)):
            if isinstance(term, ox.NamedNode):
                uses.setdefault(term, []).append((statement, part))  # type: ignore[arg-type]  # it is a Part
    for thing, places in uses.items():
        faults = [*_faults(thing.value)]
        is_left = _FOR_SHAPES.fullmatch(thing.value) is None and is_judged_by_shapes(thing)
        if not faults and thing not in terms and not is_left:
            fault = _own_fault(thing.value)
            faults = [fault] if fault is not None and not is_known(thing) else []
        for fault in faults:
            yield from _at_first_place(files, fault, places)


def unsafe_links(files: Files) -> Iterator[Finding]:
    """A finding for each link that leads elsewhere than to the web."""
    for statement in files.statements:
        _, predicate, target = statement
        if predicate.value not in _PAGES and predicate.value not in _IDENTITIES and not _is_address(target):
            continue
        found = None if isinstance(target, ox.BlankNode) else _SCHEME.match(target.value)
        scheme = "" if found is None else found[1].lower()
        if isinstance(target, ox.NamedNode):
            allowed = _WEB if predicate.value in _PAGES else _WEB | {"urn"}
            is_wrong = scheme not in allowed and scheme not in _UNSAFE and scheme not in PREFIXES
        else:
            is_wrong = scheme in _UNSAFE
        if is_wrong:
            yield from files.findings(
                UNSAFE_LINK,
                f"{curie(predicate.value)} links to an address with the scheme {scheme}:.",
                statement,
                "object",
                help="Write an http or https address, or leave the link out.",
            )


def _is_address(term: object) -> bool:
    return isinstance(term, ox.Literal) and term.datatype.value == f"{PREFIXES['xsd']}anyURI"


def _at_first_place(files: Files, fault: _Fault, places: list[tuple[Statement, Part]]) -> Iterator[Finding]:
    statement, part = places[0]

    def fix(place: Span) -> Fix | None:
        if fault.meant is None:
            return None
        return files.rewrite(fault.meant, place, *(span for use in places for span in files.places(*use)))

    found = files.findings(
        fault.code, fault.message, statement, part, severity=fault.severity, help=fault.help, fix=fix
    )
    yield next(found)


def _faults(iri: str) -> Iterator[_Fault]:
    """What is wrong with any IRI, whoever's it is."""
    found = _SCHEME.match(iri)
    scheme = "" if found is None else found[1].lower()
    if scheme in _UNSAFE:
        yield _Fault(
            UNSAFE_LINK,
            f"An IRI has the scheme {scheme}:, which no link may have.",
            "Write an http or https address; for what has none, an identifier that begins with urn:.",
        )
    elif (expanded := expand(iri)) is not None and not iri.startswith(f"{scheme}://"):
        yield _Fault(
            WRONG_IRI,
            f"{_shown(iri)} is an IRI with the scheme {scheme}:, and no name with the prefix {scheme}:.",
            "Write it without the angle brackets.",
            meant=expanded,
        )
    if unseen := find_unseen(iri) or tuple(
        place for place, character in enumerate(iri) if "\u2066" <= character <= "\u2069"
    ):
        characters = "".join(iri[place] for place in unseen)
        yield _Fault(
            UNSEEN_CHARACTER,
            f"An IRI has characters that nobody sees: {code_points(characters)}.",
            "Leave them out: with them, it is another IRI than it looks.",
            meant="".join(character for place, character in enumerate(iri) if place not in unseen),
        )
    if not unicodedata.is_normalized("NFC", iri):
        yield _Fault(
            NOT_NFC,
            f"{_shown(iri)} is not in Unicode's form NFC: it is another IRI than the one that looks the same.",
            "Write each letter and its accents, or each Hangul syllable, as one character.",
            meant=unicodedata.normalize("NFC", iri),
        )
    if _STRAY_PERCENT.search(iri) is not None:
        yield _Fault(
            WRONG_IRI,
            f"{_shown(iri)} has a percent sign without two hexadecimal digits after it.",
            "Write the percent sign itself as %25.",
            Severity.WARNING,
            _STRAY_PERCENT.sub("%25", iri),
        )
    if not iri.isascii() and (host := _HOST.match(iri)) is not None and _is_misleading(host["host"]):
        foreign = code_points("".join(character for character in host["host"] if not character.isascii()))
        yield _Fault(
            WRONG_IRI,
            f"The host “{visible(host['host'], _MOST_SHOWN)}” may look like another: it has {foreign}.",
            "Copy the address from the browser, or type it anew.",
            Severity.WARNING,
        )


def _own_fault(iri: str) -> _Fault | None:
    """What is wrong with an IRI of the project's, or with one that looks like it; None where nothing is.

    Terms and concepts are not looked at: they are right if the ontology defines them.
    """
    ours = like_ours(iri) or iri
    if not ours.startswith(OURS) or ours.startswith(_DEFINED) or ours in _DOCUMENTS:
        return None
    kind, _, slug = ours.removeprefix(_ID).partition("/")
    if ours.startswith(_ID) and kind in _KINDS and _SLUG.fullmatch(slug):
        if ours == iri:
            return None
        return _Fault(
            WRONG_IRI,
            f"{_shown(iri)} is not in the project's namespace, {OURS}, but looks like it.",
            f"Write {curie(ours)}.",
            meant=ours,
        )
    if not ours.startswith(_ID):
        message = f"{_shown(iri)} is no IRI of a thing of the project: such a one begins with {_ID}."
        return _Fault(WRONG_IRI, message, "Write the IRI of a thing, say film:oldboy, or another namespace.")
    meant = _slugged(kind, slug)
    if kind not in _KINDS:
        message, advice = (
            f"There is no kind of thing “{visible(kind, _MOST_SHOWN)}”.",
            f"Write one of {', '.join(_KINDS)}.",
        )
    else:
        message = f"{_shown(iri)} does not end in lower-case letters, digits and hyphens."
        advice = f"Write a name such as {kind}:example-name, in Latin letters."
    return _Fault(WRONG_IRI, message, f"Write {curie(meant)}." if meant else advice, meant=meant)


def _slugged(kind: str, slug: str) -> str | None:
    """The IRI that a wrong one was most likely meant as, if its parts leave no doubt."""
    near = difflib.get_close_matches(kind.lower(), _KINDS, n=1, cutoff=0.8)
    plain = unicodedata.normalize("NFKD", slug).encode("ascii", "ignore").decode()
    right = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
    return f"{_KINDS[near[0]]}{right}" if near and right and len(plain) * 2 > len(slug) else None


def _is_misleading(host: str) -> bool:
    """Whether a part of a host's name is of several scripts, or of one that can be taken for Latin."""
    return any(_is_misleading_label(label) for label in host.split(".") if not label.isascii())


def _is_misleading_label(label: str) -> bool:
    letters = [character for character in label if character.isalpha()]
    scripts = {unicodedata.name(letter, "UNKNOWN").partition(" ")[0] for letter in letters}
    if unicodedata.normalize("NFKC", label) != label:
        return True
    if len(scripts) > 1:
        return not any(scripts <= together for together in _TOGETHER)
    return any(letter in _CONFUSABLE for letter in letters) and all(
        letter in _CONFUSABLE or letter.isascii() for letter in letters
    )


def _shown(iri: str) -> str:
    return f"<{visible(iri, _MOST_SHOWN)}>"
