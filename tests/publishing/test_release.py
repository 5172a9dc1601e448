from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
import rdflib
import yaml
from rdflib import DCTERMS

from conftest import ROOT, Homage
from homage_graph import Graph, load
from homage_graph.errors import ReleaseError, RevisionError, UnwritableFileError
from homage_graph.publishing import release as module
from homage_graph.publishing.distribution import distributions
from homage_graph.publishing.origin import last_release
from homage_graph.publishing.release import SUMS, release

TOOLS = ROOT / "build" / "tools" / "bin"
CONTEXT = ROOT / "tests" / "schemas" / "ro-crate-1.2-context.json.gz"
IDENTITY = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
WHEN = {"GIT_COMMITTER_DATE": "2026-11-22T08:30:00+09:00", "GIT_AUTHOR_DATE": "2026-11-20T08:30:00+09:00"}


def tool(name: str) -> Path:
    """A program of `build/tools`; the test is skipped where it is not there, unless all tests have to run."""
    path = TOOLS / name
    if not path.exists():
        if os.environ.get("HOMAGE_ALL_TESTS"):
            pytest.fail(f"{path} is not there: make build/tools/.made")
        pytest.skip(f"{name} is not there: make build/tools/.made")
    return path


def git(folder: Path, *words: str) -> str:
    command = ["git", *IDENTITY, "-C", folder, *words]
    return subprocess.run(command, check=True, capture_output=True, text=True, env={**os.environ, **WHEN}).stdout


def content(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="session")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project as it is here, committed."""
    folder = tmp_path_factory.mktemp("repository")
    for name in ("src", "ontology", "data", "queries"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("CITATION.cff", "LICENSE-DATA", ".gitignore"):
        shutil.copy(ROOT / name, folder)
    git(folder, "init", "--quiet")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message", "All")
    return folder


@pytest.fixture(scope="session")
def released(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("released") / "release"
    release(load(repository), folder)
    return folder


@pytest.fixture
def clone(repository: Path, tmp_path: Path) -> Path:
    git(tmp_path, "clone", "--quiet", str(repository), "clone")
    return tmp_path / "clone"


# ----------------------------------------------------------------- what is in it


def test_it_has_the_files_that_others_load_cite_and_check(released: Path, graph: Graph) -> None:
    names = content(released).keys()
    assert {"CHANGELOG.md", "CITATION.cff", "LICENSE-DATA", "ro-crate-metadata.json", SUMS, "void.ttl"} <= names
    assert {file.name for file in distributions(graph)} <= names
    for folder in ("ontology", "queries"):
        here = {f"{folder}/{path.name}" for path in (ROOT / folder).iterdir()}
        assert here == {name for name in names if name.startswith(f"{folder}/")}
        for name in here:
            assert (released / name).read_bytes() == (ROOT / name).read_bytes()


def test_its_exports_are_those_of_the_graph(released: Path, graph: Graph) -> None:
    for file in distributions(graph):
        assert (released / file.name).read_bytes() == file.content


def test_its_checksums_hold_and_are_of_every_file(released: Path) -> None:
    lines = (released / SUMS).read_text("utf-8").splitlines()
    sums = dict(re.fullmatch(r"([0-9a-f]{64})  (.*)", line).group(2, 1) for line in lines)
    assert list(sums) == sorted(sums)
    assert sums == {name: hashlib.sha256(text).hexdigest() for name, text in content(released).items() if name != SUMS}
    if shutil.which("sha256sum"):
        subprocess.run(["sha256sum", "--check", "--strict", "--quiet", SUMS], cwd=released, check=True)


def test_what_its_description_says_of_files_is_so(released: Path) -> None:
    described = rdflib.Graph().parse(released / "void.ttl")
    rows = list(
        described.query(
            """PREFIX dcat: <http://www.w3.org/ns/dcat#> PREFIX spdx: <http://spdx.org/rdf/terms#>
            SELECT ?name ?size ?sum { ?file a dcat:Distribution ; <http://purl.org/dc/terms/identifier> ?name ;
                dcat:byteSize ?size ; spdx:checksum/spdx:checksumValue ?sum }"""
        )
    )
    assert len(rows) > 5
    for name, size, checksum in rows:
        text = (released / str(name)).read_bytes()
        assert (len(text), hashlib.sha256(text).hexdigest()) == (int(str(size)), str(checksum))


def test_it_is_dated_by_its_commit(released: Path, repository: Path) -> None:
    commit = git(repository, "rev-parse", "HEAD").strip()
    described = rdflib.Graph().parse(released / "void.ttl")
    dataset = rdflib.URIRef("https://w3id.org/homage-graph/")
    assert str(described.value(dataset, DCTERMS.modified)).startswith("2026-11-21T23:30:00")
    citation = yaml.safe_load((released / "CITATION.cff").read_text("utf-8"))
    assert (citation["commit"], citation["date-released"].isoformat()) == (commit, "2026-11-21")
    crate = json.loads((released / "ro-crate-metadata.json").read_text("utf-8"))
    (root,) = (entity for entity in crate["@graph"] if entity["@id"] == "./")
    assert (root["datePublished"], root["isBasedOn"]) == ("2026-11-21T23:30:00Z", {"@id": f"swh:1:rev:{commit}"})


def test_its_citation_says_what_the_repositorys_says_and_no_less(released: Path) -> None:
    ours, theirs = (yaml.safe_load((folder / "CITATION.cff").read_text("utf-8")) for folder in (ROOT, released))
    assert {key: value for key, value in ours.items() if key != "date-released"}.items() <= theirs.items()


def test_its_citation_is_valid(released: Path) -> None:
    done = subprocess.run(
        [tool("cffconvert"), "--validate", "-i", released / "CITATION.cff"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


# ----------------------------------------------------------------- as a research object


def test_the_library_of_ro_crate_loads_it(released: Path) -> None:
    if not os.environ.get("HOMAGE_ALL_TESTS"):
        pytest.importorskip("rocrate", reason="rocrate is not there, as with the lowest versions")
    from rocrate.rocrate import ROCrate

    crate = ROCrate(released)
    assert crate.name == "homage-graph"
    assert crate.license["name"] == "CC0 1.0 Universal"
    files = {entity.id for entity in crate.data_entities if entity.type == "File"}
    assert files == content(released).keys() - {"ro-crate-metadata.json"}
    for entity in crate.data_entities:
        if entity.type == "File":
            text = (released / entity.id).read_bytes()
            assert entity["contentSize"] == str(len(text))
            assert entity.get("sha256") == (None if entity.id == SUMS else hashlib.sha256(text).hexdigest())


def judged(crate: Path, severity: str) -> tuple[int, list[str]]:
    python = tool("rocrate-validator").with_name("python")
    script = Path(__file__).with_name("judge_crate.py")
    done = subprocess.run(
        [python, script, crate, CONTEXT, severity], capture_output=True, text=True, check=False, timeout=300
    )
    assert not done.stderr, done.stderr
    return done.returncode, done.stdout.splitlines()


def test_the_validator_of_ro_crate_finds_what_we_cannot_give_and_nothing_else(released: Path) -> None:
    _, findings = judged(released, "RECOMMENDED")
    expected = {
        "ro-crate-1.2_51.1",  # the identifier leads to the crate: it does not, there is no network here
        "ro-crate-1.2_54.0",  # the identifier is a PropertyValue: it is the data set's IRI
        "ro-crate-1.2_86.2",  # the publisher has a web page
        "ro-crate-1.2_89.0",  # the publisher is in the Research Organization Registry
        "ro-crate-1.2_90.1",  # the publisher has a contact point
        "ro-crate-1.2_93.0",  # somebody has a contact point
    }
    assert {finding.split()[0] for finding in findings} == expected, findings


def test_the_validator_of_ro_crate_finds_what_is_wrong(released: Path, tmp_path: Path) -> None:
    shutil.copytree(released, tmp_path / "crate")
    (tmp_path / "crate" / "homage-graph.ttl").unlink()
    code, findings = judged(tmp_path / "crate", "REQUIRED")
    assert code == 1
    assert any("homage-graph.ttl" in finding for finding in findings), findings


# ----------------------------------------------------------------- the same bytes


def test_the_same_commit_gives_the_same_bytes(repository: Path, tmp_path: Path) -> None:
    places = (
        ("one", {"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "UTC"}, 0o022),
        (
            "place of another",
            {"PYTHONHASHSEED": "4242", "LC_ALL": "C.UTF-8", "TZ": "Asia/Seoul", "LANG": "ko_KR"},
            0o077,
        ),
    )
    seen = []
    for name, environment, mask in places:
        there = tmp_path / name
        there.mkdir()
        git(there, "clone", "--quiet", str(repository), "clone")
        done = subprocess.run(
            [sys.executable, "-m", "homage_graph", "release", "out", "--graph", there / "clone"],
            cwd=there,
            env={
                **os.environ,
                **environment,
                "PYTHONPATH": str(there / "clone" / "src"),
                "XDG_CACHE_HOME": str(there / "cache"),
            },
            umask=mask,
            capture_output=True,
            check=False,
            timeout=300,
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout == b""
        paths = [*sorted((there / "out").rglob("*")), there / "out"]
        seen.append(
            (
                content(there / "out"),
                [
                    (path.relative_to(there).as_posix(), stat.S_IMODE(path.stat().st_mode), path.stat().st_mtime)
                    for path in paths
                ],
            )
        )
        assert not any(str(tmp_path).encode() in text for text in seen[-1][0].values()), "a path from here is in it"
    assert seen[0] == seen[1]
    assert len(seen[0][0]) > 40


# ----------------------------------------------------------------- all or nothing


def test_a_folder_that_holds_something_is_refused(repository: Path, tmp_path: Path, homage: Homage) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine").write_text("mine")
    done = homage("release", tmp_path / "out", "--graph", repository)
    assert (done.returncode, done.stdout) == (2, b"")
    assert "the folder is not empty" in done.stderr.decode()
    assert content(tmp_path / "out") == {"mine": b"mine"}


def test_an_empty_folder_is_filled(repository: Path, tmp_path: Path, released: Path) -> None:
    (tmp_path / "out").mkdir()
    release(load(repository), tmp_path / "out")
    assert content(tmp_path / "out") == content(released)


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        ("file", "it is no folder"),
        ("link", "it is no folder"),
        ("missing/out", "there is no folder to make it in"),
        ("clone/data/out", "it is among the files of this graph"),
    ],
)
def test_a_place_that_cannot_be_is_refused(clone: Path, tmp_path: Path, place: str, reason: str) -> None:
    (tmp_path / "file").write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    with pytest.raises(ReleaseError, match=reason):
        release(load(clone), tmp_path / place)


def test_an_interrupted_release_leaves_nothing(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "_make_alike", interrupted)
    with pytest.raises(KeyboardInterrupt):
        release(load(repository), tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_told_in_a_line_and_leaves_nothing(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(UnwritableFileError, match="No space left"):
        release(load(repository), tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


# ----------------------------------------------------------------- from a commit


@pytest.mark.parametrize("name", ["data/films/oldboy.ttl", "CITATION.cff", "LICENSE-DATA", "ontology/new.txt"])
def test_what_is_not_committed_is_not_released(clone: Path, tmp_path: Path, name: str) -> None:
    with (clone / name).open("a") as file:
        file.write("# new\n")
    with pytest.raises(ReleaseError, match=re.escape(f"commit {name} first")):
        release(load(clone), tmp_path / "out")


def test_what_git_does_not_keep_is_not_released(clone: Path, tmp_path: Path, homage: Homage) -> None:
    shutil.rmtree(clone / ".git")
    done = homage("release", tmp_path / "out", "--graph", clone)
    assert done.returncode == 2
    assert "a release is made from a commit" in done.stderr.decode()
    done = homage("release", tmp_path / "out", "--graph", clone / "data" / "films" / "oldboy.ttl")
    assert done.returncode == 2


def test_a_citation_that_is_none_is_told(clone: Path, tmp_path: Path) -> None:
    (clone / "CITATION.cff").write_text("- a list")
    git(clone, "commit", "--quiet", "--all", "--message", "A list")
    with pytest.raises(ReleaseError, match="it is no YAML mapping"):
        release(load(clone), tmp_path / "out")


# ----------------------------------------------------------------- what changed


def grown(clone: Path) -> None:
    with (clone / "data" / "films" / "oldboy.ttl").open("a", encoding="utf-8") as file:
        file.write('film:oldboy <http://www.w3.org/2004/02/skos/core#altLabel> "Old Boy"@fr .\n')
    git(clone, "commit", "--quiet", "--all", "--message", "A name")


def test_the_first_release_says_so(released: Path) -> None:
    assert (released / "CHANGELOG.md").read_text("utf-8").startswith("# First release\n")


def test_the_release_after_a_tag_tells_what_changed_since(clone: Path, tmp_path: Path) -> None:
    git(clone, "tag", "v0.1.0")
    git(clone, "tag", "other")
    assert last_release(clone) is None, "this is that release itself"
    grown(clone)
    git(clone, "tag", "v0.2.0")
    assert last_release(clone) == "v0.1.0"
    release(load(clone), tmp_path / "out")
    text = (tmp_path / "out" / "CHANGELOG.md").read_text("utf-8")
    assert text.startswith("# What changed since v0.1.0\n")
    assert "Old Boy" in text


def test_what_came_before_can_be_named(clone: Path, repository: Path, tmp_path: Path) -> None:
    grown(clone)
    release(load(clone), tmp_path / "one", "HEAD~1")
    release(load(clone), tmp_path / "two", str(repository))
    one, two = ((tmp_path / name / "CHANGELOG.md").read_text("utf-8") for name in ("one", "two"))
    assert one.partition("\n")[2] == two.partition("\n")[2]
    assert "Old Boy" in one
    with pytest.raises(RevisionError, match="no-such-thing"):
        release(load(clone), tmp_path / "three", "no-such-thing")
    assert not (tmp_path / "three").exists()


def test_of_a_history_cut_short_nobody_can_tell(clone: Path, tmp_path: Path) -> None:
    grown(clone)
    git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{clone}", "shallow")
    with pytest.raises(RevisionError, match="cut short"):
        release(load(tmp_path / "shallow"), tmp_path / "out")


def test_the_context_that_judges_is_that_of_the_release(released: Path) -> None:
    context = json.loads(gzip.decompress(CONTEXT.read_bytes()))
    crate = json.loads((released / "ro-crate-metadata.json").read_text("utf-8"))
    assert context["@id"] == crate["@context"]
    used = {key for entity in crate["@graph"] for key in entity if not key.startswith("@")}
    assert used <= context["@context"].keys()
