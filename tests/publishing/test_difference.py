"""What two graphs say otherwise: found, told in names, shown unharmed; the same just where rdflib says isomorphic."""

from __future__ import annotations

import html.parser
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
import rdflib.compare
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import ROOT, Homage
from homage_graph import Graph, load
from homage_graph.errors import ComparisonError, RevisionError, UnreadableFileError
from homage_graph.publishing.difference import Change, Difference, compare
from homage_graph.publishing.molecules import molecules
from homage_graph.publishing.renderers.markdown import escape
from homage_graph.querying.names import called
from homage_graph.revisions import graph_at

PREFIXES = """
@prefix hg: <https://w3id.org/homage-graph/ontology#> .
@prefix video: <https://w3id.org/homage-graph/id/video/> .
@prefix film: <https://w3id.org/homage-graph/id/film/> .
@prefix scene: <https://w3id.org/homage-graph/id/scene/> .
@prefix homage: <https://w3id.org/homage-graph/id/homage/> .
@prefix evidence: <https://w3id.org/homage-graph/id/evidence/> .
@prefix certainty: <https://w3id.org/homage-graph/concept/certainty/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
FILM = 'film:rope a hg:Film ; rdfs:label "Rope"@en ; hg:releaseYear 1948 .\n'
CLAIM = """
scene:trunk a hg:Scene ; rdfs:label "the trunk"@en ; hg:sceneOf film:rope .
scene:lift a hg:Scene ; rdfs:label "the lift"@en ; hg:sceneOf film:rope .
video:one a hg:MusicVideo ; rdfs:label "One"@en .
homage:one-trunk a hg:Homage ; hg:inWork video:one ; hg:ofScene scene:trunk ; hg:certainty certainty:stated ;
    hg:description "They eat from a trunk."@en ; hg:evidence evidence:x1 .
evidence:x1 a hg:Evidence ; hg:quote "a trunk, as in Rope"@en .
"""
HG = "https://w3id.org/homage-graph/ontology#"
Writer = Callable[..., Graph]
IDS = "https://w3id.org/homage-graph/id/"
HOSTILE = "<script>alert(1)</script> `code` | cell\n\n# @octocat #12 \u202eevil\x1b[31m </details> [a](http://x) &lt; www.x.org"


@pytest.fixture
def written(tmp_path: Path) -> Writer:
    """Makes a graph of one file."""

    def write(text: str, name: str = "graph") -> Graph:
        path = tmp_path / f"{name}.ttl"
        path.write_text(PREFIXES + text, "utf-8")
        return load(path)

    return write


class Repository:
    """A git repository; called, it runs git."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def __call__(self, *words: str) -> None:
        identity = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *identity, *words], cwd=self.root, check=True, capture_output=True)

    def commit(self) -> None:
        self("add", "-A")
        self("commit", "-qm", "changes")


@pytest.fixture
def checkout(tmp_path: Path) -> Repository:
    """A repository with the collection's ontology and two files of data, committed."""
    root = tmp_path / "checkout"
    shutil.copytree(ROOT / "ontology", root / "ontology")
    (root / "data").mkdir()
    (root / "data" / "rope.ttl").write_text(PREFIXES + FILM, "utf-8")
    (root / "data" / "one.ttl").write_text(PREFIXES + CLAIM, "utf-8")
    git = Repository(root)
    git("init", "-q")
    git.commit()
    return git


def edit(path: Path, *changes: tuple[str, str]) -> None:
    text = path.read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, "utf-8")


# ------------------------------------------------------------------ entries


def test_a_graph_does_not_differ_from_itself(graph: Graph) -> None:
    difference = compare(graph, graph, inferred=True)
    assert not difference
    assert difference.to("text") == "no difference\n"
    assert json.loads(difference.to("json"))["different"] is False


def test_order_layout_prefixes_comments_and_files_make_no_difference(graph: Graph, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "ontology", tmp_path / "ontology")
    (tmp_path / "data").mkdir()
    triples = sorted({t for document in graph.data_documents for t in document}, key=lambda t: str(t)[::-1])
    half = len(triples) // 2
    (tmp_path / "data" / "a.ttl").write_bytes(
        b"# all of it\n" + (ox.serialize(triples[:half], format=ox.RdfFormat.TURTLE, prefixes={"x": IDS}) or b"")
    )
    (tmp_path / "data" / "b.nt").write_bytes(ox.serialize(triples[half:], format=ox.RdfFormat.N_TRIPLES) or b"")
    ontology = tmp_path / "ontology" / "homage.ttl"
    ontology.write_text(f"# other bytes, so that blank nodes have other labels\n{ontology.read_text('utf-8')}", "utf-8")
    assert not compare(graph, load(tmp_path))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("a trunk, as in Rope", "a trunk, exactly as in Rope"), "quote"),
        (("hg:ofScene scene:trunk", "hg:ofScene scene:lift"), "of scene"),
        (("certainty:stated", "certainty:suggested"), "certainty"),
        (("evidence:x1 .\nevidence:x1", "evidence:x2 .\nevidence:x2"), "evidence"),
    ],
)
def test_an_edit_of_one_claim_is_one_entry(written: Writer, change: tuple[str, str], said: str) -> None:
    before, after = written(FILM + CLAIM, "a"), written((FILM + CLAIM).replace(*change), "b")
    (entry,) = compare(before, after).entries
    assert (entry.change, entry.iri) == (Change.CHANGED, f"{IDS}homage/one-trunk")
    assert (entry.kind, entry.within, entry.name) == ("homage", "One", "They eat from a trunk.")
    told = [statement.name for it in (entry, *entry.parts) for statement in it.statements]
    assert said in told


def test_a_changed_target_is_told_in_names(written: Writer) -> None:
    after = CLAIM.replace("hg:ofScene scene:trunk", "hg:ofScene scene:lift")
    (entry,) = compare(written(FILM + CLAIM, "a"), written(FILM + after, "b")).entries
    (statement,) = entry.statements
    assert (statement.name, statement.iri) == ("of scene", f"{HG}ofScene")
    assert [value.name for value in statement.before] == ["the trunk"]
    assert [value.name for value in statement.after] == ["the lift"]
    assert statement.after[0].term == f"<{IDS}scene/lift>"


def test_evidence_that_stands_behind_two_claims_is_shown_once_and_says_so(written: Writer) -> None:
    more = """homage:one-rope a hg:Homage ; hg:inWork video:one ; hg:ofWork film:rope ;
        hg:description "The video quotes Rope."@en ; hg:evidence evidence:x1 .\n"""
    before = FILM + CLAIM + more
    (entry,) = compare(written(before, "a"), written(before.replace("as in Rope", "like Rope"), "b")).entries
    (part,) = entry.parts
    assert part.change is Change.CHANGED
    assert {entry.name, *part.others} == {"The video quotes Rope.", "They eat from a trunk."}
    both = before.replace("as in Rope", "like Rope").replace("quotes Rope", "is like Rope")
    (entry,) = compare(written(before, "a"), written(both, "b")).entries
    assert (entry.name, len(entry.statements), len(entry.parts)) == ("The video is like Rope.", 1, 1)


def test_a_changed_concept_and_a_changed_axiom_are_entries(checkout: Repository) -> None:
    before = load(checkout.root)
    _ = before.documents
    edit(checkout.root / "ontology" / "concepts.ttl", ('"single take"@en', '"long single take"@en'))
    edit(checkout.root / "ontology" / "homage.ttl", ("( hg:hasHomage hg:ofScene )", "( hg:hasHomage hg:ofMotif )"))
    concept, axiom = sorted(compare(before, load(checkout.root)).entries, key=lambda entry: entry.iri)
    assert (concept.kind, concept.name) == ("technique", "long single take")
    assert (axiom.kind, axiom.name) == ("property", "recreates scene")
    (statement,) = axiom.statements
    assert statement.name == "property chain axiom"
    assert [value.name for value in statement.before] == ["( has homage of scene )"]
    assert [value.name for value in statement.after] == ["( has homage of motif )"]


def test_literals_are_compared_as_written_and_told_apart(written: Writer) -> None:
    before = 'film:rope rdfs:label "Rope"@en ; dct:date "1.50"^^xsd:decimal .'
    after = 'film:rope rdfs:label "Rope"@ko ; dct:date "1.5"^^xsd:decimal .'
    (entry,) = compare(written(before, "a"), written(after, "b")).entries
    told = {it.name: (it.before[0].name, it.after[0].name) for it in entry.statements}
    assert told == {"label": ('"Rope"@en', '"Rope"@ko'), "date": ("1.50", "1.5")}


def test_counts_are_by_kind(written: Writer) -> None:
    after = FILM.replace("1948", "1949") + CLAIM
    difference = compare(written(FILM, "a"), written(after, "b"))
    assert difference.counts() == (
        (Change.ADDED, "scene", 2),
        (Change.ADDED, "homage", 1),
        (Change.ADDED, "music video", 1),
        (Change.CHANGED, "film", 1),
    )
    assert difference.to("text").endswith("\n2 scenes added, 1 homage added, 1 music video added, 1 film changed\n")


# ----------------------------------------------------------------- vanished


def test_a_published_iri_that_is_gone_is_an_error_and_comes_first(written: Writer) -> None:
    difference = compare(written(FILM + CLAIM, "a"), written(CLAIM, "b"))
    (gone,) = difference.vanished
    assert (gone.iri, gone.name, gone.kind, gone.perhaps) == (f"{IDS}film/rope", "Rope", "film", "")
    assert difference.to("text").startswith("error: film:rope, “Rope” (film), was published and is gone\n")
    assert "**Error: 1 published IRI is gone.**" in difference.to("markdown")


@pytest.mark.parametrize(
    "heir",
    [
        'film:rope-1948 a hg:Film ; rdfs:label "Rope"@en .',  # the same label
        'film:rope-1948 a hg:Film ; rdfs:label "The Rope"@en ; hg:releaseYear 1948 .',  # half of the statements
    ],
)
def test_a_new_thing_of_which_the_same_is_said_is_suggested(written: Writer, heir: str) -> None:
    others = 'film:if a hg:Film ; rdfs:label "If"@en . hg:Rope a hg:MusicVideo ; rdfs:label "Rope"@en .\n'
    (gone,) = compare(written(FILM, "a"), written(heir + others, "b")).vanished
    assert (gone.perhaps, gone.perhaps_name) == (f"{IDS}film/rope-1948", heir.split('"')[1])


def test_a_thing_that_has_little_in_common_is_not_suggested(written: Writer) -> None:
    after = 'film:if a hg:Film ; rdfs:label "If"@en ; hg:releaseYear 1968 .'
    (gone,) = compare(written(FILM, "a"), written(after, "b")).vanished
    assert gone.perhaps == ""


@pytest.mark.parametrize("stays", ["owl:deprecated true", "dct:isReplacedBy film:rope-1948"])
def test_what_stays_as_a_deprecated_thing_has_not_vanished(written: Writer, stays: str) -> None:
    difference = compare(written(FILM, "a"), written(f"film:rope {stays} .", "b"))
    assert not difference.vanished
    assert [entry.change for entry in difference.entries] == [Change.CHANGED]


# ------------------------------------------------------------- consequences


def test_a_target_that_is_taken_away_takes_its_edges_along(checkout: Repository) -> None:
    before = load(checkout.root)
    _ = before.documents, before.reason()
    edit(checkout.root / "data" / "one.ttl", ("hg:ofScene scene:trunk ;", ""))
    difference = compare(before, load(checkout.root), inferred=True)
    (entry,) = difference.entries
    assert entry.iri == f"{IDS}homage/one-trunk"
    assert difference.consequences is not None
    told = {
        it.name: {statement.name: [value.name for value in statement.before] for statement in it.statements}
        for it in difference.consequences
    }
    assert told["One"] == {"homage of": ["Rope"], "recreates scene": ["the trunk"]}
    assert told["Rope"] == {"quoted in": ["One"]}
    assert not any(statement.after for it in difference.consequences for statement in it.statements)
    assert "of what follows, " in difference.to("text")


def test_an_edge_that_was_derived_and_is_now_written_is_no_consequence(checkout: Repository) -> None:
    before = load(checkout.root)
    _ = before.documents, before.reason()
    edit(
        checkout.root / "data" / "one.ttl",
        ("video:one a hg:MusicVideo", "video:one hg:homageOf film:rope ; a hg:MusicVideo"),
    )
    difference = compare(before, load(checkout.root), inferred=True)
    assert len(difference.entries) == 1
    assert difference.consequences == ()


# ---------------------------------------------------------------- rendering


class _Tags(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - its signature
        self.tags.append(tag)


@pytest.fixture
def hostile(written: Writer) -> Difference:
    label = json.dumps(HOSTILE)
    text = f'film:a a hg:Film ; rdfs:label {label} ; dct:title {label[:-1]} 2" . video:v a hg:MusicVideo ; rdfs:label {label} .'
    claim = f"homage:h a hg:Homage ; hg:inWork video:v ; hg:ofWork film:a ; hg:description {label} ."
    return compare(written("film:gone rdfs:label " + label + " .", "a"), written(text + claim, "b"))


def test_hostile_names_do_nothing_to_a_terminal(hostile: Difference) -> None:
    shown = hostile.to("text")
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "\\u202eevil\\x1b[31m" in shown
    assert not any(line.startswith("#") for line in shown.splitlines())


def test_hostile_names_break_out_of_nothing_in_markdown(hostile: Difference) -> None:
    shown = hostile.to("markdown")
    assert "\u202e" not in shown
    assert not re.search(r"@octocat|(?<![\\&])#\d|://|www\.x|(?<!\\)`code|(?<!\\)<script|(?<!\\)</details> \\\[", shown)
    rows = [line for line in shown.splitlines() if line.startswith("|")]
    assert rows
    for row in rows:
        assert len(re.findall(r"(?<!\\)\|", row)) == 4  # three cells
    tags = _Tags()
    tags.feed(re.sub(r"\\[\\`*_\[\]<>|~$&#]", "", shown))  # without what is escaped
    assert set(tags.tags) <= {"br", "details", "summary"}


@given(st.text(st.characters(codec="utf-8"), max_size=30))
def test_what_is_escaped_reads_as_it_was(text: str) -> None:
    from homage_graph.characters import visible

    shown = escape(text)
    assert "\n" not in shown
    assert re.sub(r"\\([\\`*_\[\]<>|~$&#])", r"\1", shown.replace("<!-- -->", "")) == visible(text, 600).replace(
        "<!-- -->", ""
    )
    assert not re.search(r"(?<!\\)(?:\\\\)*[`|<](?!!-- -->)", shown)


def test_hostile_names_are_whole_in_json_and_escaped(hostile: Difference) -> None:
    shown = hostile.to("json")
    assert "\u202e" not in shown
    content = json.loads(shown)
    assert HOSTILE in {entry["name"] for entry in content["entries"]}
    assert content["vanished"][0]["name"] == HOSTILE


def test_json_has_the_members_that_are_documented(hostile: Difference) -> None:
    content = json.loads(hostile.to("json"))
    assert list(content) == ["different", "vanished", "entries", "consequences", "counts", "removed", "added"]
    page = (ROOT / "docs" / "diff.md").read_text("utf-8")
    members = {*content, *content["entries"][0], *content["vanished"][0], *content["counts"][0]}
    members |= {*content["entries"][0]["statements"][0], "term", "others"}
    for member in members:
        assert f"`{member}`" in page, member


def test_long_entries_are_folded_and_a_comment_is_never_too_long(written: Writer) -> None:
    many = "".join(f'film:f{number} a hg:Film ; rdfs:label "{"x" * 500} {number}"@en .\n' for number in range(300))
    wide = f"film:wide {' ; '.join(f'dct:p{number} 1' for number in range(20))} ."
    difference = compare(written("", "a"), written(many, "b"))
    assert len(difference.to("markdown")) < 65_536
    assert re.search(r"… and \d+ more; `homage diff` prints them all", difference.to("markdown"))
    assert "<details><summary>20 rows</summary>" in compare(written("", "a"), written(wide, "b")).to("markdown")


def test_there_are_three_forms_and_no_others(written: Writer) -> None:
    difference = compare(written("", "a"), written(FILM, "b"))
    with pytest.raises(ValueError, match="text, markdown, json"):
        difference.to("yaml")


# -------------------------------------------------------- against a second opinion

NODES = st.sampled_from([f"_:b{number}" for number in range(5)])
THINGS = st.sampled_from([f"<http://example.org/{name}>" for name in "ab"])
TRIPLES = st.tuples(
    st.one_of(NODES, THINGS),
    st.sampled_from(["<http://example.org/p>", "<http://example.org/q>"]),
    st.one_of(NODES, NODES, THINGS, st.just('"1"')),
)
GRAPHS = st.lists(TRIPLES, max_size=9).map(lambda rows: "".join(sorted({f"{' '.join(row)} .\n" for row in rows})))


def relabelled(text: str, order: list[int]) -> str:
    lines = [
        re.sub(r"_:b(\d)", lambda found: f"_:n{order[int(found[1])]}", line) for line in text.splitlines(keepends=True)
    ]
    return "".join(reversed(lines))


def isomorphic(one: str, other: str) -> bool:
    graphs = [rdflib.Graph().parse(data=text, format="nt") for text in (one, other)]
    return rdflib.compare.isomorphic(*graphs)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=GRAPHS, second=GRAPHS, order=st.permutations(range(5)), same=st.booleans())
def test_a_difference_is_empty_just_where_graphs_are_isomorphic_and_leads_from_one_to_the_other(
    tmp_path: Path,
    first: str,
    second: str,
    order: list[int],
    same: bool,  # noqa: FBT001 - a given
) -> None:
    if same:  # or nearly: the same graph with other labels, and perhaps a line less
        second = relabelled(first, order).partition("\n")[2] if order[0] else relabelled(first, order)
    paths = tmp_path / "a.nt", tmp_path / "b.nt"
    for path, text in zip(paths, (first, second), strict=True):
        path.write_text(text, "utf-8")
    before, after = load(paths[0]), load(paths[1])
    difference = compare(before, after)
    assert bool(difference) is bool(difference.removed or difference.added)
    assert bool(difference) is not isomorphic(first, second)
    applied = (set(before.asserted) - set(difference.removed)) | set(difference.added)
    assert isomorphic("".join(f"{triple} .\n" for triple in applied), second)
    for form in ("text", "markdown", "json"):
        assert difference.to(form)


def test_a_molecule_that_is_there_twice_differs_from_one_that_is_there_once(written: Writer) -> None:
    difference = compare(written("[] rdfs:label 1 .", "a"), written("[] rdfs:label 1 . [] rdfs:label 1 .", "b"))
    (entry,) = difference.entries
    assert (entry.change, entry.iri) == (Change.ADDED, "")
    assert len(difference.added) == 1


def test_long_lists_are_compared_in_no_time(written: Writer) -> None:
    before = f"film:a dct:p ({' 1' * 20_000} 2) ."
    after = before.replace(" 2)", " 3)")
    assert not compare(written(before, "a"), written(f"# other bytes\n{before}", "b"))
    (entry,) = compare(written(before, "a"), written(after, "b")).entries
    assert entry.statements[0].before[0].name.endswith("… )")


@pytest.mark.parametrize("size", [7, 9, 40])
def test_tangles_that_would_take_for_ever_are_refused(written: Writer, size: int) -> None:
    clique = "".join(f"_:b{i} dct:p _:b{j} .\n" for i in range(size) for j in range(size) if i != j)
    with pytest.raises(ComparisonError, match=f"{size} blank nodes refer to each other"):
        compare(written(clique, "a"), written(f"{clique} # other bytes", "b"))


def test_the_digest_of_a_molecule_does_not_know_labels_or_order() -> None:
    text = "_:a <p:> _:b . _:b <p:> _:c . _:c <p:> _:a . _:c <q:> 1 ."
    one = [quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)]
    other = [quad.triple for quad in ox.parse(text.replace("_:a", "_:z"), format=ox.RdfFormat.TURTLE)]
    (left,), (right,) = molecules(one), molecules(reversed(other))
    assert left.digest == right.digest


def test_things_are_called_as_everywhere(graph: Graph) -> None:
    for thing in {t.subject for t in graph.asserted if isinstance(t.subject, ox.NamedNode)}:
        said = [t for t in graph.asserted if t.subject == thing]
        assert called(thing, said) in {graph.name(thing), ""}


# -------------------------------------------------------- revisions, command


def test_a_revision_is_read_out_of_git_and_the_working_tree_is_left_alone(checkout: Repository) -> None:
    edit(checkout.root / "data" / "one.ttl", ("a trunk, as in Rope", "a chest, as in Rope"))
    (checkout.root / "data" / "rope.ttl").unlink()
    checkout.commit()
    checkout("tag", "v2")
    (checkout.root / "data" / "stray.ttl").write_text("not Turtle", "utf-8")
    before = sorted(checkout.root.rglob("*"))
    with graph_at("HEAD~1", checkout.root / "data") as old, graph_at("v2", checkout.root) as new:
        difference = compare(old, new)
        assert not old.workspace.root.is_relative_to(checkout.root)
    assert not old.workspace.root.exists()
    assert sorted(checkout.root.rglob("*")) == before
    assert [gone.iri for gone in difference.vanished] == [f"{IDS}film/rope"]
    assert {entry.iri for entry in difference.entries} == {f"{IDS}film/rope", f"{IDS}homage/one-trunk"}


def test_a_graph_in_a_folder_of_a_repository_is_found_there(checkout: Repository, tmp_path: Path) -> None:
    root = tmp_path / "outer"
    (root / "inner").mkdir(parents=True)
    shutil.copytree(checkout.root / "data", root / "inner" / "data")
    shutil.copytree(checkout.root / "ontology", root / "inner" / "ontology")
    repository = Repository(root)
    repository("init", "-q")
    repository.commit()
    with graph_at("HEAD", root / "inner" / "data") as graph:
        assert not compare(load(checkout.root), graph)


def test_a_revision_that_is_none_or_has_no_graph_or_no_git_is_an_error(
    checkout: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for revision, folder, reason in (
        ("HEAD~9", checkout.root, "no revision that git knows"),
        ("--all", checkout.root, "no revision that git knows"),
        ("HEAD", tmp_path, "no such file or folder, and no revision: .*not a git repository"),
    ):
        with pytest.raises(RevisionError, match=reason), graph_at(revision, folder):
            pass
    shutil.rmtree(checkout.root / "data")
    shutil.rmtree(checkout.root / "ontology")
    (checkout.root / "README").write_text("nothing here", "utf-8")
    checkout.commit()
    with pytest.raises(RevisionError, match="there was no graph"), graph_at("HEAD", checkout.root):
        pass
    monkeypatch.setenv("PATH", str(tmp_path / "nowhere"))
    with pytest.raises(RevisionError, match="git is not installed"), graph_at("HEAD", checkout.root):
        pass


def test_a_file_that_was_broken_then_is_named_by_its_revision(checkout: Repository) -> None:
    (checkout.root / "data" / "one.ttl").write_text("film:rope a", "utf-8")
    checkout.commit()
    with pytest.raises(UnreadableFileError, match=r"^HEAD:data/one\.ttl:1:1: "), graph_at("HEAD", checkout.root):
        pass


def test_a_link_of_a_revision_leads_nowhere(checkout: Repository, tmp_path: Path) -> None:
    (tmp_path / "secret.ttl").write_text(PREFIXES + 'film:secret rdfs:label "secret" .', "utf-8")
    (checkout.root / "data" / "link.ttl").symlink_to(tmp_path / "secret.ttl")
    checkout.commit()
    with graph_at("HEAD", checkout.root) as graph:
        assert "secret" not in str(graph.asserted)


def test_the_commands_exit_code_is_that_of_diff(checkout: Repository, tmp_path: Path) -> None:
    homage = Homage(checkout.root)
    assert homage("diff", "HEAD").returncode == 0
    edit(checkout.root / "data" / "rope.ttl", ("1948", "1949"))
    done = homage("diff", "HEAD")
    assert done.returncode == 1
    assert done.stdout.decode() == (
        "~ film: Rope (film:rope)\n    release year  - 1948\n                  + 1949\n\n1 film changed\n"
    )
    assert homage("diff", "HEAD", "HEAD").returncode == 0
    written = homage("diff", "HEAD", ".", "--format", "json", "-o", tmp_path / "out.json")
    assert (written.returncode, written.stdout) == (1, b"")
    assert json.loads((tmp_path / "out.json").read_text("utf-8"))["counts"] == [
        {"change": "changed", "kind": "film", "count": 1}
    ]
    for words in (("diff", "nowhere"), ("diff",), ("diff", ""), ("diff", "HEAD", "-o", "data/rope.ttl")):
        done = homage(*words)
        assert (done.returncode, done.stdout) == (2, b"")
        assert done.stderr.count(b"\n") <= 5
        assert b"Traceback" not in done.stderr


def test_a_path_goes_before_a_revision_of_the_same_name(checkout: Repository, tmp_path: Path) -> None:
    checkout("branch", "other")
    (checkout.root / "other").mkdir()
    (checkout.root / "other" / "film.ttl").write_text(PREFIXES + FILM, "utf-8")
    done = Homage(checkout.root)("diff", "other", "other/film.ttl")
    assert (done.returncode, done.stdout) == (0, b"no difference\n")


def test_the_last_commit_of_this_repository_can_be_compared() -> None:
    known = subprocess.run(["git", "rev-parse", "--verify", "HEAD~1"], cwd=ROOT, capture_output=True, check=False)
    if known.returncode != 0:
        pytest.skip("no checkout with history")
    with graph_at("HEAD~1", ROOT) as before, graph_at("HEAD", ROOT) as after:
        difference = compare(before, after)
    applied = (set(before.asserted) - set(difference.removed)) | set(difference.added)
    assert len(applied) == len(set(after.asserted))


def test_the_example_of_the_page_is_what_is_printed(checkout: Repository) -> None:
    page = (ROOT / "docs" / "diff.md").read_text("utf-8")
    ((before, after),) = re.findall(r"```diff\n-(.*)\n\+(.*)\n```", page)
    (output,) = re.findall(r"```console\n\$ homage diff HEAD --inferred\n(.*?)```", page, re.DOTALL)
    shutil.rmtree(checkout.root / "data")
    shutil.copytree(ROOT / "data", checkout.root / "data")
    checkout.commit()
    edit(checkout.root / "data" / "videos" / "iu-lilac.ttl", (before.strip(), after.strip()))
    assert Homage(checkout.root)("diff", "HEAD", "--inferred").stdout.decode() == output
