"""Everything that a graph, or a contribution to it, is examined for, in the order in which it makes sense.

What cannot be read is told first, and alone. Then come the shapes, and the rules that no shape can state. Only what has
no violation is reasoned over: a contradiction mostly follows from what a shape says better.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import pyoxigraph as ox

from homage_graph.errors import ReasoningError, UnreadableFileError
from homage_graph.reading import parse
from homage_graph.reading.positions import Span
from homage_graph.revisions import changed_since
from homage_graph.store import cache
from homage_graph.validation import Finding, Related, Report, Severity
from homage_graph.validation.catalogue import CHANGED_ENTITY, CONTRADICTION, DUPLICATE, UNKNOWN_TERM, UNSAFE_LINK
from homage_graph.validation.places import Places
from homage_graph.validation.policy.contribution import judge_contribution, judge_literals, judge_terms
from homage_graph.validation.validator import Known, Validator
from homage_graph.vocabulary import OURS, PREFIXES
from homage_graph.workspace import SUFFIXES, must_be_read, must_exist, rdf_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from homage_graph.graph import Graph
    from homage_graph.reading import Document

__all__ = ["Examination"]

_TYPE = ox.NamedNode(f"{PREFIXES['rdf']}type")


@dataclass(frozen=True)
class Change:
    """What is judged instead of the whole graph.

    Attributes:
        added: Files as they are now.
        gone: The same files, where they are of the graph already.
        replaced: What they were.
    """

    added: tuple[Document, ...]
    gone: tuple[Document, ...] = ()
    replaced: tuple[Document, ...] = ()


class Examination:
    """One way of examining a graph.

    Args:
        graph: The graph.
        shapes: SHACL files to judge by, and by nothing else; none for the graph's own shapes and all the rules.
    """

    def __init__(self, graph: Graph, shapes: Sequence[Path] = ()) -> None:
        self._graph = graph
        self._shapes = tuple(shapes)

    def examine(self, paths: Sequence[Path], since: str | None) -> Report:
        """See `Graph.validate`."""
        for path in (*paths, *self._shapes):
            must_exist(path)
        if since is not None:
            return self._since(since)
        files = [file for path in paths for file in (rdf_files(path) if path.is_dir() else [path])]
        added, wrong = self._read((*files, *self._shapes))
        if wrong := (*wrong, *self._wrong_of_the_graph()):
            return _unreadable(wrong)
        if not paths:
            return self._with_texts(self._whole(), ())
        added = tuple(document for document in added if document.path not in self._shapes)
        known = {document.path: document for document in self._graph.data_documents}
        gone = tuple(known[path] for document in added if (path := document.path.resolve()) in known)
        return self._with_texts(self._changed(Change(added, gone)), added)

    # ------------------------------------------------------------- the ways

    def _whole(self) -> Report:
        validator = self._validator
        report = self._judged(validator, validator.judge_all)
        if self._shapes:
            return report
        report = report.joined(self._literals(validator.data))
        if self._has_unknown_terms(validator):
            report = report.joined(judge_terms(validator.data, self._ontology))
        if report.acceptable and self._graph.workspace.is_curated:
            report = report.joined(_conflicts(self._graph))
        return report

    def _changed(self, change: Change) -> Report:
        validator = self._validator
        report = self._judged(validator, lambda: validator.judge_new(change.added, change.gone, change.replaced))
        if self._shapes:
            return report
        report = _told_once(report.joined(self._policy(change, validator)), change.added)
        if report.acceptable and self._graph.workspace.is_curated:
            report = report.joined(self._new_conflicts(change))
        return report

    def _since(self, revision: str) -> Report:
        workspace = self._graph.workspace
        ontology, data = workspace.root / "ontology", workspace.root / "data"
        with changed_since(revision, [ontology, data]) as changed:
            if wrong := self._wrong_of_the_graph():
                return _unreadable(wrong)
            judged_by = {path.resolve() for path in (*workspace.ontology, *workspace.shapes)}
            if any(
                path in judged_by or (path.is_relative_to(ontology) and not path.exists()) for path in changed.paths
            ):
                return self._with_texts(self._whole(), ())
            known = {document.path: document for document in self._graph.data_documents}
            added = tuple(known[path] for path in changed.paths if path in known)
            before, _ = self._read(
                [copy for path, copy in changed.before.items() if path.is_relative_to(data) and path.suffix in SUFFIXES]
            )
            return self._with_texts(self._changed(Change(added, added, before)), added)

    # ------------------------------------------------------------ what is read

    @cached_property
    def _validator(self) -> Validator:
        if not self._shapes:
            return self._graph.validator
        return Validator(self._graph.documents, (), parse(self._graph.workspace, self._shapes))

    @property
    def _ontology(self) -> tuple[Document, ...]:
        return self._graph.defining_documents

    def _read(self, paths: Sequence[Path]) -> tuple[tuple[Document, ...], tuple[UnreadableFileError, ...]]:
        """The files that can be read, and what is wrong with those that cannot."""
        documents: list[Document] = []
        wrong: list[UnreadableFileError] = []
        for path in dict.fromkeys(paths):
            try:
                must_be_read(path)
                documents += parse(self._graph.workspace, [path])
            except UnreadableFileError as error:
                wrong.append(error)
        return tuple(documents), tuple(wrong)

    def _wrong_of_the_graph(self) -> tuple[UnreadableFileError, ...]:
        """What is wrong with files of the graph itself that cannot be read."""
        workspace = self._graph.workspace
        try:
            _ = self._graph.documents, self._graph.defining_documents, self._validator
        except UnreadableFileError:
            _, wrong = self._read((*workspace.ontology, *workspace.data, *(self._shapes or workspace.shapes)))
            return wrong
        return ()

    def _with_texts(self, report: Report, added: Sequence[Document]) -> Report:
        names = _names(report)
        if not names:
            return report
        others = (*self._graph.documents, *self._ontology, *self._validator.shapes)
        return replace(report, sources=Places(added, others).texts(names))

    def _judged(self, validator: Validator, judge: Callable[[], Report]) -> Report:
        """What the shapes say, and what is wrong with them; that alone, if they cannot be applied."""
        faults = self._faults(validator)
        try:
            return judge().joined(faults)
        except UnreadableFileError:
            if not faults:
                raise
            return Report((), validator.count).joined(faults)

    # --------------------------------------------------- beyond what shapes say

    def _faults(self, validator: Validator) -> tuple[Finding, ...]:
        """What is wrong with the shapes; the same files are looked at once."""
        name = cache.key((b"shapes", *(document.text for document in validator.shapes)))
        if cache.is_remembered(name):
            return ()
        found = validator.judge_shapes()
        if not found:
            cache.remember(name)
        return found

    def _policy(self, change: Change, validator: Validator) -> Iterator[Finding]:
        workspace = self._graph.workspace
        ours = workspace.root / "ontology"  # where terms are defined, alignments too
        contributions = [document for document in change.added if not document.path.resolve().is_relative_to(ours)]
        others = [document for document in validator.data if document not in change.gone]
        with validator.without(change.gone) as written:
            known = Known(written, Places((), others))
            found = [
                *judge_contribution(
                    contributions, known, self._ontology, validator.single_valued, validator.class_demanding
                ),
                *judge_literals(change.added),
            ]
        if change.replaced:
            before = Counter(map(_key, judge_literals(change.replaced)))
            nothing = Known(written, Places((), ()))
            before.update(map(_key, judge_contribution(change.replaced, nothing, self._ontology)))
            found = [finding for finding in found if _is_more(finding, before)]
        yield from found

    def _literals(self, documents: Sequence[Document]) -> Iterator[Finding]:
        """What is wrong with literals; files whose bytes show that nothing can be are passed over."""
        return judge_literals([document for document in documents if not _is_plain(document)])

    def _has_unknown_terms(self, validator: Validator) -> bool:
        """Whether some property or class of ours that is used is not defined."""
        defined = {triple.subject for document in self._ontology for triple in document}
        written = validator.written
        used = [
            term
            for text in ("SELECT DISTINCT ?p { ?s ?p ?o }", f"SELECT DISTINCT ?c {{ ?s {_TYPE} ?c }}")
            for (term,) in written.query(text)
        ]
        return any(
            isinstance(term, ox.NamedNode) and term.value.startswith(OURS) and term not in defined for term in used
        )

    def _new_conflicts(self, change: Change) -> Iterator[Finding]:
        """What contradicts the ontology, or is one thing twice, because of some files.

        Whether there is anything is found from the files; only if there is, all is reasoned over, for the proof.
        """
        graph = self._graph
        joining = [document for document in change.added if document not in change.gone]
        if joining:
            if not graph.consequences_of(triple for document in joining for triple in document).conflicts:
                return
            paths = (*graph.workspace.data, *(document.path.resolve() for document in joining))
            graph = type(graph)(replace(graph.workspace, data=paths))
        names = {document.name for document in change.added}
        yield from (finding for finding in _conflicts(graph) if _spoken_of(finding) & names)


def _conflicts(graph: Graph) -> Iterator[Finding]:
    """What contradicts the ontology, or is one thing twice, each with the statements that it rests on."""
    from homage_graph.reasoning.reasoner import sentence

    try:
        explanations = list(graph.conflicts())
    except ReasoningError as error:
        yield Finding(CONTRADICTION, Severity.VIOLATION, str(error))
        return
    for explanation in explanations:
        conflict = explanation.conflict
        assert conflict is not None  # noqa: S101 - that is what is proved
        said = sentence(conflict)
        places = [(statement, span) for statement in explanation.blame if (span := explanation.places.get(statement))]
        focus = (places[0][0] if places else conflict.conclusion or conflict.premises[0])[0]
        is_duplicate = conflict.conclusion is not None
        yield Finding(
            code=DUPLICATE if is_duplicate else CONTRADICTION,
            severity=Severity.VIOLATION,
            message=f"{said}.",
            focus=focus.value if isinstance(focus, ox.NamedNode) else str(focus),
            span=places[-1][1] if places else None,
            related=tuple(Related("together with this", span) for _, span in places[:-1]),
            help="If they are one, write them once; if not, one of them has what belongs to the other."
            if is_duplicate
            else "One of these statements is wrong; `homage reason` proves the contradiction step by step.",
        )


def _spoken_of(finding: Finding) -> set[str]:
    spans = (finding.span, *(near.span for near in finding.related))
    return {span.path for span in spans if span is not None}


def _told_once(report: Report, added: Iterable[Document]) -> Report:
    """One finding a cause: without what shapes say because of what another finding says better.

    What is missing of a thing that has a misspelt property may be what was meant by it; the class of a thing whose
    class is misspelt is not known yet. All of that is looked at again when the cause is mended.
    """
    names = {document.name for document in added}
    told = [finding for finding in report.findings if not finding.shape and finding.severity is Severity.VIOLATION]
    values = {(finding.focus, finding.value) for finding in told if finding.code in (UNKNOWN_TERM, UNSAFE_LINK)}
    second = {(finding.focus, finding.path) for finding in told if finding.code == CHANGED_ENTITY}
    misspelt = [finding for finding in told if finding.code == UNKNOWN_TERM]
    unsure = {finding.focus for finding in misspelt} | {finding.value[1:-1] for finding in misspelt}
    unclassed = {f"<{finding.focus}>" for finding in misspelt if finding.path == "rdf:type"}
    missing = {(finding.focus, finding.path) for finding in report.findings if finding.shape and not finding.value}
    here = {_shared(finding) for finding in report.findings if finding.span is not None and finding.span.path in names}

    def is_told(finding: Finding) -> bool:
        lacks = finding.value in ("", f"<{finding.focus}>")
        return (
            (finding.focus, finding.value) in values
            or (lacks and (finding.focus in unsure or (finding.focus, finding.path) in second))
            or finding.value in unclassed
            or ("/" in finding.path and (finding.focus, finding.path.partition("/")[0]) in missing)
            or (
                finding.value[:1] == '"'
                and _shared(finding) in here
                and (finding.span is None or finding.span.path not in names)
            )
        )

    kept = tuple(finding for finding in report.findings if not (finding.shape and is_told(finding)))
    return replace(report, findings=kept)


def _shared(finding: Finding) -> tuple[str, str, str]:
    return finding.code, finding.path, finding.value


def _finding(error: UnreadableFileError) -> Finding:
    span = Span(error.path, error.line, error.column, error.end_line or error.line, error.end_column or error.column)
    reason = error.reason if error.reason.endswith((".", "?", "!")) else f"{error.reason}."
    return Finding(error.code, Severity.VIOLATION, f"{reason[:1].upper()}{reason[1:]}", span=span, help=error.help)


def _unreadable(wrong: Sequence[UnreadableFileError]) -> Report:
    """A report on files that cannot be read, and on nothing else."""
    report = Report((), 0, is_readable=False).joined(_finding(error) for error in wrong)
    return replace(report, sources=dict(_texts(report)))


def _names(report: Report) -> set[str]:
    return {name for finding in report.findings for name in _spoken_of(finding)}


def _texts(report: Report) -> Iterator[tuple[str, str]]:
    """The texts of files that could not be read as Turtle, as far as they are text."""
    from pathlib import Path

    from homage_graph.reading import read_bytes

    for name in sorted(_names(report)):
        try:
            content = read_bytes(Path(name))
        except UnreadableFileError:
            continue
        yield name, content.decode("utf-8", "replace").removeprefix("\ufeff")


def _key(finding: Finding) -> tuple[str, ...]:
    return finding.code, finding.focus, finding.path, finding.value, finding.message


def _is_more(finding: Finding, before: Counter[tuple[str, ...]]) -> bool:
    """Whether a finding is one more than there were of its kind."""
    if before[_key(finding)] > 0:
        before[_key(finding)] -= 1
        return False
    return True


def _is_plain(document: Document) -> bool:
    """Whether a file's bytes alone show that its literals are well spelt and well typed."""
    text = document.text
    return text.isascii() and b"\\" not in text and b"^^" not in text and not text.translate(None, _VISIBLE)


_VISIBLE = bytes([9, 10, 13, *range(32, 127)])
