"""A release: a folder with everything that others load, cite and check.

The same commit gives the same bytes: what is dated is dated by the commit, files and folders have the same modes and
times everywhere, and no clock, locale, hash order or path has a say.
"""

from __future__ import annotations

import json
import os
from contextlib import nullcontext
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from homage_graph.errors import ReleaseError
from homage_graph.publishing.description import HEADER, describe, read_card
from homage_graph.publishing.distribution import distributions
from homage_graph.publishing.folders import drafted
from homage_graph.publishing.origin import find_origin, last_release, tracked
from homage_graph.publishing.profiles import PROFILES
from homage_graph.publishing.tables import csv_metadata, tables
from homage_graph.revisions import graph_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from homage_graph.graph import Graph
    from homage_graph.publishing.description import Card
    from homage_graph.publishing.origin import Origin

__all__ = ["SUMS", "release"]

SUMS: Final = "SHA256SUMS"
"""The file of checksums, in the form that `sha256sum --check` reads."""
_DESCRIPTION: Final = "void.ttl"
_CITATION: Final = "CITATION.cff"
_LICENCE: Final = "LICENSE-DATA"
_CRATE: Final = "ro-crate-metadata.json"
_COPIED: Final = ("ontology", "queries")
"""Folders that are in a release as they are here."""
_FOLDERS: Final = {
    "ontology": "The vocabulary, its concepts, alignments and shapes",
    "profiles": "The graph in the vocabularies of other worlds",
    "queries": "The saved queries",
    "tables": "The graph as flat tables, described by csv-metadata.json",
}
"""What is in each folder."""
_MEDIA_TYPES: Final = {
    ".ttl": "text/turtle",
    ".jsonld": "application/ld+json",
    ".rq": "application/sparql-query",
    ".md": "text/markdown",
    ".cff": "application/yaml",
}
"""By suffix, of what is no distribution; anything else is text/plain."""
_LICENCES: Final = {
    "https://creativecommons.org/publicdomain/zero/1.0/": (
        "CC0 1.0 Universal",
        "A dedication to the public domain: copy, change and give on without asking.",
    ),
}
"""Name and gist of a licence; any other is called by its IRI."""
_READABLE: Final = 0o644
_ENTERABLE: Final = 0o755


@dataclass(frozen=True)
class _File:
    """A file of a release: where it is in it, what is in it, and what that is."""

    path: str
    title: str
    media_type: str
    content: bytes


def release(graph: Graph, folder: Path, since: str | None = None) -> tuple[str, ...]:
    """Write a release into a new folder, or an empty one: all of it or nothing.

    Args:
        graph: The graph, in a folder that git keeps, as it was committed.
        folder: Where to.
        since: What came before, as a git revision or a folder; by default the last tag `v…` before this commit.

    Returns:
        The paths of its files in the folder, sorted.

    Raises:
        ReleaseError: The folder is not empty or cannot be made, or the files are not those of a commit.
        DescriptionError: The graph does not say what data set it is.
        ContradictionError: The graph contradicts itself.
        RevisionError: git does not know what came before.
        UnwritableFileError: There is no room, say.
    """
    _must_be_free(graph, folder)
    origin = _committed(graph)
    files = _files(graph, origin, since)
    with drafted(folder) as draft:
        for file in files:
            place = draft / file.path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(file.content)
        _make_alike(draft, origin)
    return tuple(file.path for file in files)


def _files(graph: Graph, origin: Origin, since: str | None) -> list[_File]:
    """All of them, sorted by path."""
    card = read_card(graph)
    given_out = tuple(distributions(graph))
    files = [_File(file.name, file.title, file.media_type, file.content) for file in given_out]
    files += _others(graph)
    described = graph.serialise(describe(graph, given_out, origin), header=HEADER)
    files.append(_file(_DESCRIPTION, "The data set described: VoID, DCAT, schema.org", described))
    files += _copies(graph.workspace.root)
    files.append(_file(_CITATION, "How to cite this release", _citation(graph.workspace.root, card, origin)))
    files.append(_file("CHANGELOG.md", "What changed in the data since the last release", _changes(graph, since)))
    crate = _crate(card, origin, sorted(files, key=lambda file: file.path))
    files.append(_file(_CRATE, "The release as a research object (RO-Crate)", crate))
    sums = "".join(
        f"{sha256(file.content).hexdigest()}  {file.path}\n" for file in sorted(files, key=lambda file: file.path)
    )
    files.append(_file(SUMS, "Checksums", sums.encode()))
    return sorted(files, key=lambda file: file.path)


def _others(graph: Graph) -> Iterator[_File]:
    """The graph in the vocabularies of other worlds, and as tables."""
    for profile in PROFILES.values():
        path = f"profiles/{profile.name}{profile.suffix}"
        yield _File(path, f"For other worlds: {profile.title}", profile.media_type, profile.write(graph))
    made = tables(graph)
    for name, table in made.items():
        yield _File(f"tables/{name}.csv", f"A table: {table.description}", "text/csv", table.to_csv())
    about = "What is in each column of the tables (CSVW)"
    yield _File("tables/csv-metadata.json", about, "application/csvm+json", csv_metadata(graph, made))


def _file(path: str, title: str, content: bytes) -> _File:
    return _File(path, title, _MEDIA_TYPES.get(Path(path).suffix, "text/plain"), content)


def _copies(root: Path) -> Iterator[_File]:
    """What is in a release as it is here: the licence, and the files of the folders that git keeps."""
    for path in tracked(root, _LICENCE, *_COPIED):
        folder = path.partition("/")[0]
        title = "The licence of the data" if path == _LICENCE else f"{_FOLDERS[folder]}: {path.rpartition('/')[2]}"
        yield _file(path, title, (root / path).read_bytes())


# ------------------------------------------------------------------ what is said of it


def _citation(root: Path, card: Card, origin: Origin) -> bytes:
    """The repository's CITATION.cff with this version, date and commit.

    Raises:
        ReleaseError: There is none, or it is no YAML mapping.
    """
    import yaml

    path = root / _CITATION
    try:
        fields = yaml.safe_load(path.read_bytes())
    except (OSError, yaml.YAMLError) as error:
        raise ReleaseError(path, f"it cannot be read: {' '.join(str(error).split())}") from None
    if not isinstance(fields, dict):
        raise ReleaseError(path, "it is no YAML mapping")
    if card.version:
        fields["version"] = card.version
    fields["date-released"] = origin.date.date()
    fields["commit"] = origin.commit
    text: str = yaml.safe_dump(fields, sort_keys=False, allow_unicode=True, width=100)
    return text.encode("utf-8")


def _changes(graph: Graph, since: str | None) -> bytes:
    """What changed since the last release, in Markdown."""
    root = graph.workspace.root
    before = since or last_release(root)
    if before is None:
        return b"# First release\n\nNothing came before it.\n"
    from homage_graph.graph import load
    from homage_graph.publishing.difference import compare

    is_folder = Path(before).is_dir()
    with nullcontext(load(before)) if is_folder else graph_at(before, root) as earlier:
        text = compare(earlier, graph, inferred=True).to("markdown")
    return f"# What changed since {before}\n\n{text.strip()}\n".encode()


def _crate(card: Card, origin: Origin, files: Sequence[_File]) -> bytes:
    """The metadata of RO-Crate 1.2: what is in the folder, for tools that know nothing of RDF data sets."""
    licence = {"@id": card.licence} if card.licence else None
    publisher = {"@id": card.publisher[0]} if card.publisher else None
    listed = [*files, _file(SUMS, "Checksums", b"")]
    sums = sum(len(f"{'':64}  {path}\n".encode()) for path in (_CRATE, *(file.path for file in files)))
    root: dict[str, Any] = {
        "@id": "./",
        "@type": "Dataset",
        "name": card.title,
        "description": card.description,
        "identifier": card.dataset.value,
        "version": card.version,
        "datePublished": origin.timestamp,
        "license": licence,
        "publisher": publisher,
        "author": publisher,
        "isBasedOn": {"@id": f"swh:1:rev:{origin.commit}"},
        "hasPart": [
            *({"@id": f"{folder}/"} for folder in _FOLDERS if any(_is_in(folder, file) for file in listed)),
            *({"@id": file.path} for file in listed if "/" not in file.path),
        ],
    }
    entities: list[dict[str, Any]] = [
        {
            "@id": _CRATE,
            "@type": "CreativeWork",
            "about": {"@id": "./"},
            "conformsTo": {"@id": "https://w3id.org/ro/crate/1.2"},
        },
        root,
    ]
    for folder, title in _FOLDERS.items():
        if inside := [{"@id": file.path} for file in listed if _is_in(folder, file)]:
            about = {"name": folder, "description": title, "hasPart": inside}
            entities.append({"@id": f"{folder}/", "@type": "Dataset", **about})
    for file in listed:
        has_sum = file.path != SUMS  # it holds the checksum of this very file
        entities.append(
            {
                "@id": file.path,
                "@type": "File",
                "name": file.path,
                "description": file.title,
                "encodingFormat": file.media_type,
                "contentSize": str(len(file.content) if has_sum else sums),
                "sha256": sha256(file.content).hexdigest() if has_sum else None,
            }
        )
    entities.append(
        {
            "@id": f"swh:1:rev:{origin.commit}",
            "@type": "CreativeWork",
            "name": f"git commit {origin.commit}",
            "dateModified": origin.timestamp,
        }
    )
    if card.licence:
        name, gist = _LICENCES.get(card.licence, (card.licence, None))
        entities.append({"@id": card.licence, "@type": "CreativeWork", "name": name, "description": gist})
    if card.publisher:
        iri, name = card.publisher
        entities.append({"@id": iri, "@type": "Organization", "name": name})
    said = [{key: value for key, value in entity.items() if value is not None} for entity in entities]
    crate = {"@context": "https://w3id.org/ro/crate/1.2/context", "@graph": said}
    return (json.dumps(crate, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _is_in(folder: str, file: _File) -> bool:
    return file.path.startswith(f"{folder}/")


# ------------------------------------------------------------------ where it is written


def _must_be_free(graph: Graph, folder: Path) -> None:
    """Refuse a place that holds something, or from which the graph would be read.

    Raises:
        ReleaseError: With the reason.
    """
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise ReleaseError(folder, "it is no folder")
    if folder.is_dir() and any(folder.iterdir()):
        raise ReleaseError(folder, "the folder is not empty; name a new one")
    if not folder.absolute().parent.is_dir():
        raise ReleaseError(folder, "there is no folder to make it in")
    own = [graph.workspace.root / name for name in ("ontology", "data", "queries")]
    if any(folder.resolve().is_relative_to(place) for place in own):
        raise ReleaseError(folder, "it is among the files of this graph")


def _committed(graph: Graph) -> Origin:
    """The commit that the files are those of.

    Raises:
        ReleaseError: There is none, or they are not.
    """
    root = graph.workspace.root
    origin = find_origin(graph.workspace, (_LICENCE, _CITATION)) if graph.workspace.is_curated else None
    if origin is None:
        raise ReleaseError(root, "a release is made from a commit, and git does not keep ontology/ and data/ here")
    if origin.is_modified:
        more = f" and {len(origin.changed) - 1} more" if len(origin.changed) > 1 else ""
        raise ReleaseError(root, f"a release is made from a commit; commit {origin.changed[0]}{more} first")
    return origin


def _make_alike(draft: Path, origin: Origin) -> None:
    """Modes and times that depend on nobody's umask and on no clock."""
    when = origin.date.timestamp()
    for path in sorted(draft.rglob("*"), reverse=True):
        path.chmod(_ENTERABLE if path.is_dir() else _READABLE)
        os.utime(path, (when, when))
    draft.chmod(_ENTERABLE)
    os.utime(draft, (when, when))
