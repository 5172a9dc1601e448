"""What answers under the project's addresses: redirections for w3id.org, as an `.htaccess` of Apache.

Under w3id.org the first part of a path is a folder of the repository perma-id/w3id.org, and its `.htaccess` says where
the rest leads. A browser is led to the page and the anchor of a term (303, as what is asked for is no document:
Cool URIs for the Semantic Web, section 4), everybody else to Turtle.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from homage_graph.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from homage_graph.publishing.site.lexicon import Lexicon

__all__ = ["BASE", "htaccess", "root_of"]

BASE: Final = re.compile(r"https?://[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]{1,5})?(?:/[A-Za-z0-9._~-]+)*/?")
"""Where pages may be hosted: nothing in it has a meaning to mod_rewrite."""
_HEAD: Final = """\
# Redirections for {root}
# Written by `homage site`: browsers are led to the pages under {base}, everybody else to Turtle.
# It goes into a folder of https://github.com/perma-id/w3id.org, beside a README.md that says whom to ask.

Options +FollowSymLinks -MultiViews
RewriteEngine on
"""
_FOR_PEOPLE: Final = """\
RewriteCond %{HTTP_ACCEPT} text/html [OR]
RewriteCond %{HTTP_ACCEPT} application/xhtml\\+xml
RewriteCond %{HTTP_ACCEPT} !(turtle|rdf\\+xml|ld\\+json|n-triples).*html
"""
"""A client that names a page, and nothing of RDF before it."""
_SLUG: Final = "[A-Za-z0-9._~-]+"
_PATH: Final = re.compile(f"{_SLUG}(?:/{_SLUG})*")
_WITHOUT_PAGES: Final = "# These things have no pages of their own: the whole graph tells of them.\n"


def root_of(iris: Iterable[str]) -> str:
    """The folder that all of some IRIs are in; empty where they have none in common."""
    found = [re.split(r"(?<=/)", re.sub(r"[#?].*", "", iri)) for iri in iris]
    if not found:
        return ""
    shared: list[str] = []
    for parts in zip(*(one[:-1] for one in found), strict=False):
        if len(set(parts)) != 1:
            break
        shared.append(parts[0])
    root = "".join(shared)
    return root if re.fullmatch(r"https?://[^/]+/(?:[^/]+/)*", root) else ""


def htaccess(lexicon: Lexicon, base: str, files: Mapping[str, str], data: str, others: Iterable[str] = ()) -> str:
    """The redirections of every term, concept and shape; the empty string where their IRIs share no folder.

    Args:
        lexicon: Where on the pages each is.
        base: The address of the folder in which the pages are.
        files: The path of the Turtle file in which an IRI is defined, by IRI.
        data: The path of the Turtle file with everything else.
        others: IRIs of things that have no place on the pages.
    """
    base = base.rstrip("/")
    root = root_of(lexicon.places)
    if not root:
        return ""
    exact: dict[str, tuple[str, str]] = {}
    alike: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
    for iri, place in lexicon.places.items():
        page, _, anchor = place.partition("#")
        path, fragment, _ = iri.removeprefix(root).partition("#")
        file = files.get(iri, data)
        if fragment:  # a browser keeps what comes after the sign, and no server sees it
            exact.setdefault(path, (page, file))
        elif anchor and path.endswith(anchor) and _PATH.fullmatch(anchor):
            alike[path.removesuffix(anchor), page, file].append(anchor)
        else:
            exact[path] = place, file
    for ontology in lexicon.ontologies:
        for version in lexicon.said.values(ontology, f"{PREFIXES['owl']}versionIRI"):
            if version.value.startswith(root):
                exact.setdefault(version.value.removeprefix(root), exact[ontology.value.removeprefix(root)])
    exact.setdefault("", ("index.html", data))
    rules = [(f"^{re.escape(path)}/?$" if path else "^$", page, file) for path, (page, file) in exact.items()]
    rules += [(f"^{re.escape(folder)}({_PATH.pattern})/?$", f"{page}#$1", file) for folder, page, file in sorted(alike)]
    blocks = [_block(pattern, f"{base}/{page}", f"{base}/{file}") for pattern, page, file in sorted(rules)]
    if folders := _folders(root, others):
        blocks.append(f"{_WITHOUT_PAGES}RewriteRule ^({'|'.join(folders)})/ {base}/{data} [R=303,L]\n")
    return "\n".join([_HEAD.format(root=root, base=f"{base}/"), *blocks])


def _folders(root: str, iris: Iterable[str]) -> list[str]:
    """The folders right below the root that some IRIs are in."""
    below = (iri.removeprefix(root).partition("/") for iri in iris if iri.startswith(root))
    return sorted({re.escape(folder) for folder, slash, _ in below if slash and re.fullmatch(_SLUG, folder)})


def _block(pattern: str, page: str, file: str) -> str:
    people = f"RewriteRule {pattern} {_plain(page)} [R=303,NE,L]"
    return f"{_FOR_PEOPLE}{people}\nRewriteRule {pattern} {_plain(file)} [R=303,L]\n"


def _plain(address: str) -> str:
    return quote(address, safe="/:#$&'()*+,;=@!~._-")
