from __future__ import annotations

import json
import os
import pty
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from conftest import ROOT, Homage

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("words", "code", "complaint"),
    [
        (
            ["query", "homages-in-vido"],
            2,
            "no saved query is called “homages-in-vido”; did you mean “homages-in-video”",
        ),
        (
            ["query", "homages-in-video", "--vido", "LILAC"],
            2,
            "no parameter of homages-in-video is called “vido”; did you mean “video”?",
        ),
        (
            ["query", "homages-in-video", "--video", "LILAK"],
            2,
            "no citing work is called “LILAK”; did you mean “LILAC”?",
        ),
        (["query", "homages-in-video", "--video"], 2, "--video needs a value, say “LILAC”"),
        (["query", "homages-in-video", "LILAC"], 2, "“LILAC” stands alone; a parameter is given as --NAME VALUE"),
        (
            ["query", "films-and-years", "--filmYear", "soon"],
            2,
            "“soon” is no value for filmYear: an integer is expected",
        ),
        (["query", "nothing.rq"], 2, "nothing.rq: no such file"),
        (["query"], 2, "which query? `homage queries` lists the saved ones"),
        (
            ["query", "sources", "--format", "turtle"],
            2,
            "this answer can be given as csv, tsv, json, xml, not as turtle",
        ),
        (["show", "Oldby"], 2, "no thing is called “Oldby”; did you mean “Oldboy”?"),
        (["search", "xyzzy"], 1, "nothing has “xyzzy” in it"),
        (["validate", "nothing.ttl"], 2, "nothing.ttl: no such file"),
        (["queries", "--graph", "nothing"], 2, "nothing: no such file or folder"),
        (["reason", "--graph", "README.md"], 2, "README.md: only Turtle (.ttl) and N-Triples (.nt) are read"),
        (["quer"], 2, "no command is called “quer”; did you mean “query”?"),
        (["export", "--format", "pdf"], 2, "'pdf' is not one of 'turtle', 'ntriples'"),
        (["export", "--frmat", "pdf"], 2, "No such option"),
    ],
)
def test_a_mistake_gets_one_clear_line_and_its_exit_code(
    words: list[str], code: int, complaint: str, homage: Homage
) -> None:
    done = homage(*words)
    said = done.stderr.decode("utf-8")
    assert complaint in said
    assert said.count("\n") == 1, "one line"
    assert "Traceback" not in said
    assert (done.returncode, done.stdout) == (code, b"")


def test_a_broken_file_in_a_graph_names_its_place(tmp_path: Path, homage: Homage) -> None:
    shutil.copytree(ROOT / "ontology", tmp_path / "ontology")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "broken.ttl").write_text('<urn:a> <urn:b> "open .\n', "utf-8")
    for words in (["query", "sources"], ["reason"], ["export"], ["show", "LILAC"], ["tour"]):
        done = homage(*words, "--graph", tmp_path)
        assert done.returncode == 2, words
        assert b"data/broken.ttl:1:17: " in done.stderr
        assert done.stderr.count(b"\n") == 1
    done = homage("validate", "--graph", tmp_path)
    assert (done.returncode, b"data/broken.ttl:1:17\n" in done.stdout) == (2, True)


@pytest.mark.parametrize(
    "command", ["tour", "query", "queries", "search", "show", "validate", "reason", "explain", "rules", "export", ""]
)
@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_every_command_has_help(command: str, flag: str, homage: Homage) -> None:
    done = homage(*filter(None, [command]), flag)
    assert done.returncode == 0
    assert done.stdout.startswith(b"Usage: homage")
    assert done.stderr == b""


def test_help_lists_each_command_that_is_there(homage: Homage) -> None:
    listed = homage("--help").stdout.decode()
    modules = {path.stem for path in (ROOT / "src" / "homage_graph" / "cli").glob("*.py")} - {
        "__init__",
        "options",
        "table",
        "terminal",
    }
    for module in modules:
        assert f"\n  {module} " in listed


def test_the_help_of_a_query_is_its_header(homage: Homage) -> None:
    text = homage("query", "homages-in-video", "-h").stdout.decode()
    assert "The homages in a music video" in text
    assert "--video  The video (say “LILAC”)" in text


def test_queries_lists_every_query_with_its_parameters(homage: Homage) -> None:
    text = homage("queries").stdout.decode()
    for path in (ROOT / "queries").glob("*.rq"):
        assert f"\n{path.stem} " in text
    assert "--filmYear --videoYear" in text


def test_a_query_comes_from_a_file_or_from_standard_input(homage: Homage, tmp_path: Path) -> None:
    text = b"PREFIX hg: <https://w3id.org/homage-graph/ontology#> SELECT ?film { ?video hg:homageOf ?film . ?film a hg:Film } ORDER BY ?film LIMIT 1"
    (tmp_path / "q.rq").write_bytes(text)
    expected = "film\n──────────────\n13 Going on 30\n".encode()
    assert homage("query", tmp_path / "q.rq").stdout == expected
    assert homage("query", "-", stdin=text).stdout == expected
    assert (
        homage("query", "-", "--format", "csv", stdin=text).stdout
        == b"film\r\nhttps://w3id.org/homage-graph/id/film/13-going-on-30\r\n"
    )


def test_asserted_leaves_out_what_follows(homage: Homage) -> None:
    ask = b"PREFIX hg: <https://w3id.org/homage-graph/ontology#> ASK { ?video hg:homageOf ?film }"
    assert homage("query", "-", stdin=ask).stdout == b"yes\n"
    assert homage("query", "--asserted", "-", stdin=ask).stdout == b"no\n"


def test_service_and_from_are_refused_by_name(homage: Homage) -> None:
    done = homage("query", "-", stdin=b"SELECT * {\n SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")
    assert (done.returncode, done.stdout) == (2, b"")
    assert (
        done.stderr
        == b"homage: standard input:2:2: SERVICE is refused: a query asks this graph and no other endpoint\n"
    )


def test_options_of_homage_may_stand_behind_those_of_the_query(homage: Homage) -> None:
    done = homage("query", "homages-in-video", "--video=LILAC", "--format", "json", "--graph", ROOT)
    content = json.loads(done.stdout)
    assert len(content["results"]["bindings"]) == 3
    assert all(row["video"]["value"].endswith("/video/iu-lilac") for row in content["results"]["bindings"])


def test_any_rdf_file_is_a_graph(homage: Homage, tmp_path: Path) -> None:
    file = tmp_path / "any.ttl"
    file.write_text(
        "@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix : <urn:x:> .\n:p a owl:SymmetricProperty . :a :p :b .",
        "utf-8",
    )
    done = homage("reason", "--graph", file, "--only-inferred", "-o", tmp_path / "out.nt")
    assert (done.returncode, done.stdout) == (0, b"")
    assert (tmp_path / "out.nt").read_text("utf-8") == "<urn:x:b> <urn:x:p> <urn:x:a> .\n"
    assert done.stderr == b"1 triples follow from 2\n"
    whole = homage("reason", "--graph", file)
    triples = [str(quad.triple) for quad in ox.parse(whole.stdout, format=ox.RdfFormat.N_TRIPLES)]
    assert "<urn:x:b> <urn:x:p> <urn:x:a>" in triples
    assert "<urn:x:b> <http://www.w3.org/2002/07/owl#sameAs> <urn:x:b>" in triples, "the standard's closure, whole"
    assert triples == sorted(set(triples))
    assert whole.stderr.startswith(b"1 triples follow from 2; ")


def test_a_contradiction_is_exit_code_1_and_nothing_is_published(homage: Homage, tmp_path: Path) -> None:
    file = tmp_path / "wrong.ttl"
    file.write_text(
        "@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix : <urn:x:> .\n:C owl:disjointWith :D . :a a :C , :D .",
        "utf-8",
    )
    done = homage("reason", "--graph", file)
    assert done.returncode == 1
    assert done.stderr.decode("utf-8").splitlines()[1:] == [
        "homage: the graph contradicts itself:",
        "  contradiction",
        f"  └ nothing is of both <urn:x:C> and <urn:x:D> (cax-dw, {file}:2)",
        f"    ├ <urn:x:a> a <urn:x:C>  [{file}:2]",
        f"    └ <urn:x:a> a <urn:x:D>  [{file}:2]",
        "",
        "  It rests on these:",
        f"    <urn:x:a> a <urn:x:C>  [{file}:2]",
        f"    <urn:x:a> a <urn:x:D>  [{file}:2]",
    ]
    done = homage("export", "--graph", file, "-o", tmp_path / "out.ttl")
    assert done.returncode == 1
    assert not (tmp_path / "out.ttl").exists()


MISTAKES = """
@prefix hg: <https://w3id.org/homage-graph/ontology#> .
@prefix film: <https://w3id.org/homage-graph/id/film/> .
@prefix person: <https://w3id.org/homage-graph/id/person/> .
@prefix video: <https://w3id.org/homage-graph/id/video/> .
person:park-chan-wook hg:imdbId "nm0000001" .
video:iu-lilac a hg:Film .
film:oldboy-again a hg:Film ;
    hg:imdbId "tt0364569" .
"""


def test_mistakes_are_reported_with_their_proofs_and_nothing_is_merged(homage: Homage, tmp_path: Path) -> None:
    """Two ids of one director, a video that is also a film, two records with one IMDb identifier."""
    shutil.copytree(ROOT / "ontology", tmp_path / "ontology")
    shutil.copytree(ROOT / "data", tmp_path / "data")
    (tmp_path / "data" / "mistakes.ttl").write_text(MISTAKES, "utf-8")
    done = homage("reason", "--graph", tmp_path, "--only-inferred")
    assert done.returncode == 1
    talk = done.stderr.decode("utf-8")
    file = tmp_path / "data" / "mistakes.ttl"
    for line in (
        f'person:park-chan-wook hg:imdbId "nm0000001"  [{file}:6]',
        f'person:park-chan-wook hg:imdbId "nm0661791"  [{tmp_path}/data/people/directors.ttl:18]',
        f"video:iu-lilac a hg:Film  [{file}:7]",
        "film:oldboy owl:sameAs film:oldboy-again",
        f'film:oldboy-again hg:imdbId "tt0364569"  [{file}:9]',
    ):
        assert line in talk
    assert talk.count("It rests on these:") == 3
    inferred = done.stdout.decode("utf-8")
    assert "film/oldboy-again> <https://w3id.org/homage-graph/ontology#quotedIn>" not in inferred
    assert "sameAs" not in inferred
    change = homage("reason", file)
    assert change.returncode == 1
    assert change.stderr.decode("utf-8").count("It rests on these:") == 3


def test_what_new_files_would_make_follow_is_asked_by_their_names(homage: Homage, tmp_path: Path) -> None:
    file = tmp_path / "new.ttl"
    file.write_text(
        "@prefix hg: <https://w3id.org/homage-graph/ontology#> .\n"
        "<https://w3id.org/homage-graph/id/homage/new> hg:inWork <https://w3id.org/homage-graph/id/video/iu-lilac> ;\n"
        "    hg:ofWork <https://w3id.org/homage-graph/id/film/2046> .\n",
        "utf-8",
    )
    done = homage("reason", file)
    assert (done.returncode, done.stderr[-21:]) == (0, b"triples would follow\n")
    lines = done.stdout.decode("utf-8").splitlines()
    edge = "<https://w3id.org/homage-graph/ontology#homageOf> <https://w3id.org/homage-graph/id/film/2046> ."
    assert f"<https://w3id.org/homage-graph/id/video/iu-lilac> {edge}" in lines
    assert lines == sorted(lines)


def test_no_file_that_is_read_is_written_to(homage: Homage, tmp_path: Path) -> None:
    file = tmp_path / "new.ttl"
    file.write_text("<urn:a> <urn:p> <urn:b> .", "utf-8")
    for words in (["reason", file, "-o", file], ["reason", "--graph", file, "-o", tmp_path / "x" / ".." / "new.ttl"]):
        done = homage(*words)
        assert done.returncode == 2, words
    assert file.read_text("utf-8") == "<urn:a> <urn:p> <urn:b> ."


def test_a_bound_is_an_error_that_names_the_rule(homage: Homage) -> None:
    done = homage("reason", "--max-inferred", "5")
    assert done.returncode == 2
    assert b"more than 5 triples follow; the last rule was " in done.stderr


@pytest.mark.parametrize(
    ("words", "code", "complaint"),
    [
        (["LILAC", "homageof", "Oldboy"], 2, "no property is called “homageof”; did you mean “hg:homageOf”"),
        (["LILAK", "homageOf", "Oldboy"], 2, "no thing is called “LILAK”; did you mean “LILAC” or"),
        (["LILAC", "homageOf", '"unfinished'], 2, "no text is called"),
        (["LILAC", "homageOf", '"x"'], 1, ""),
        (["LILAC", "http://a b", "Oldboy"], 2, "no property is called “http://a b”"),
        (["LILAC", "<urn:x:unheard-of>", "Oldboy"], 1, ""),
        (["LILAC", "homageOf", "Fallen Angels"], 1, ""),
        (["film:oldboy", "releaseYear", '"2003"^^xsd:integer'], 0, ""),
        (["<https://w3id.org/homage-graph/id/film/oldboy>", "a", "hg:Work"], 0, ""),
    ],
)
def test_explain_takes_names_and_says_what_is_wrong_with_them(
    homage: Homage, words: list[str], code: int, complaint: str
) -> None:
    done = homage("explain", *words)
    assert done.returncode == code, done.stderr
    assert complaint in done.stderr.decode("utf-8")
    assert done.stderr.decode("utf-8").count("\n") <= 1


@pytest.mark.parametrize("form", ["text", "mermaid", "json", "turtle"])
def test_explain_has_its_forms(homage: Homage, form: str) -> None:
    done = homage("explain", "LILAC", "homageToDirector", "Park Chan-wook", "--format", form)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"prp-spo2" in done.stdout
    assert b"data/videos/iu-lilac.ttl" in done.stdout
    missing = homage("explain", "LILAC", "homageOf", "Fallen Angels", "--format", form)
    assert missing.returncode == 1
    told = missing.stdout if form in ("text", "json") else missing.stderr
    assert b"missing" in told


def test_rules_are_written_as_updates(homage: Homage, tmp_path: Path) -> None:
    done = homage("rules", "-o", tmp_path / "rules.ru")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    ox.Store().update((tmp_path / "rules.ru").read_text("utf-8"))


def test_show_tells_everything_of_a_thing(homage: Homage) -> None:
    text = homage("show", "Odd", "Eye").stdout.decode("utf-8")
    assert text.startswith("Odd Eye\nmusic video · video:dreamcatcher-odd-eye · https://w3id.org/")
    for part in (
        "styling drawn from   Ahmanet",
        "homage of             The Mummy",
        "Conjectures",
        "(unknown)",
        "(leaves open)",
    ):
        assert " ".join(part.split()) in " ".join(text.split())


def test_the_tour_goes_the_whole_way(homage: Homage, tmp_path: Path) -> None:
    done = homage("tour", "-o", tmp_path / "new" / "graph.ttl")
    assert (done.returncode, done.stderr) == (0, b"")
    text = done.stdout.decode("utf-8")
    steps = [line.split()[0] for line in text.splitlines() if line.endswith(" s]")]
    assert steps == ["read", "validate", "reason", "ask", "ask", "ask", "export"]
    for part in ("Oldboy", "Park Chan-wook", "the corridor fight", "And that, perhaps, is exactly the point"):
        assert part in text
    assert (tmp_path / "new" / "graph.ttl").read_bytes() == (ROOT / "release" / "homage-graph.ttl").read_bytes()


def test_the_tour_stops_at_a_violation(homage: Homage, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "ontology", tmp_path / "ontology")
    shutil.copytree(ROOT / "data", tmp_path / "data")
    shutil.copy(ROOT / "tests" / "shapes" / "HG001" / "bad.ttl", tmp_path / "data" / "bad.ttl")
    done = homage("tour", "--graph", tmp_path, "-o", tmp_path / "out.ttl")
    assert done.returncode == 1
    assert b"error[HG001]" in done.stdout
    assert not (tmp_path / "out.ttl").exists()


def test_a_terminal_is_told_of_long_work_and_sees_no_control_characters(tmp_path: Path) -> None:
    file = tmp_path / "label.ttl"
    file.write_text(
        '@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n<urn:a> rdfs:label "red \\u001B[31m and \\u202E back"@en .',
        "utf-8",
    )
    parent, child = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "homage_graph", "search", "red", "--graph", str(file)],
        stdout=subprocess.PIPE,
        stderr=child,
        cwd=ROOT,
    )
    shown, _ = process.communicate(timeout=60)
    os.close(child)
    talk = os.read(parent, 4096).decode()
    os.close(parent)
    assert "reasoning over 1 triples" in talk
    assert b"\x1b" not in shown
    assert "\\u001b[31m and \\u202e back" in shown.decode("utf-8")


def test_what_cannot_be_written_is_the_users_to_mend(homage: Homage, tmp_path: Path) -> None:
    file = tmp_path / "a.ttl"
    file.write_text("<urn:a> <urn:b> <urn:c> .", "utf-8")
    for target, complaint in (
        (tmp_path / "no" / "where.ttl", "No such file or directory"),
        (tmp_path, "is a directory"),
        (file, "it is one of the files of this graph"),
        ("/dev/full", "No space left on device"),
    ):
        for command in ("export", "reason"):
            done = homage(command, "--graph", file, "-o", target)
            assert done.returncode == 2, target
            assert complaint in done.stderr.decode()
            assert b"fault" not in done.stderr
    assert file.read_text("utf-8") == "<urn:a> <urn:b> <urn:c> ."
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.ttl"]


def test_a_full_disk_and_a_closed_stream_are_no_fault(graph: object) -> None:
    for ending, code in ((">/dev/full", 2), (">&-", 0), ("2>&-", 0)):
        done = subprocess.run(
            f"{sys.executable} -m homage_graph queries {ending}", shell=True, capture_output=True, cwd=ROOT, check=False
        )
        assert done.returncode == code, ending
        assert b"fault" not in done.stderr


@pytest.mark.parametrize(
    ("turtle", "words", "code", "complaint"),
    [
        (
            '<urn:x> <urn:y> "banana"^^<http://www.w3.org/2001/XMLSchema#integer> , "2021-02-30"^^<http://www.w3.org/2001/XMLSchema#date> .',
            ["validate"],
            1,
            "2 violations",
        ),
        (
            "<urn:C> <http://www.w3.org/2002/07/owl#hasKey> _:l . _:l <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> <urn:p> ; <http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> _:l .",
            ["reason"],
            2,
            "cannot be reasoned over",
        ),
        (
            "<urn:a> <http://www.w3.org/2000/01/rdf-schema#label> <urn:b> , _:c .",
            ["show", "urn:a"],
            2,
            "no thing is called “urn:a”",
        ),
        ("<http://e/a> <http://www.w3.org/2000/01/rdf-schema#label> <urn:b> , _:c .", ["show", "http://e/a"], 0, ""),
        (
            '<http://e/f> a <https://w3id.org/homage-graph/ontology#Film> . <https://w3id.org/homage-graph/ontology#Homage> <http://www.w3.org/2000/01/rdf-schema#label> "hommage"@fr .',
            ["show", "http://e/f"],
            0,
            "",
        ),
    ],
)
def test_odd_graphs_are_no_fault(
    turtle: str, words: list[str], code: int, complaint: str, homage: Homage, tmp_path: Path
) -> None:
    file = tmp_path / "odd.ttl"
    file.write_text(turtle, "utf-8")
    done = homage(*words, "--graph", file)
    assert (done.returncode, b"Traceback" in done.stderr) == (code, False), done.stderr
    assert complaint in done.stderr.decode()


def test_a_label_of_a_megabyte_is_shown_in_its_time(homage: Homage, tmp_path: Path) -> None:
    file = tmp_path / "long.ttl"
    file.write_text('<urn:a> <http://www.w3.org/2000/01/rdf-schema#label> "' + "가" * 300_000 + '"@ko .', "utf-8")
    assert homage("search", "가", "--graph", file).returncode == 0


def test_a_file_that_is_not_turtle_by_its_name_is_not_guessed_at(homage: Homage, tmp_path: Path) -> None:
    (tmp_path / "a.tar").write_text("", "utf-8")
    (tmp_path / "loop.ttl").symlink_to(tmp_path / "loop.ttl")
    for name, complaint in (("loop.ttl", "symbolic links"), ("x" * 300 + ".ttl", "too long")):
        done = homage("validate", tmp_path / name)
        assert (done.returncode, done.stdout) == (2, b"")
        assert complaint in done.stderr.decode()
    done = homage("validate", tmp_path / "a.tar")
    assert (done.returncode, "not “.tar”" in done.stdout.decode()) == (2, True)


def test_a_reader_that_leaves_early_is_no_fault(graph: object) -> None:
    done = subprocess.run(
        f"{sys.executable} -m homage_graph query homages-in-video --format csv | head -1",
        shell=True,
        capture_output=True,
        cwd=ROOT,
        check=True,
    )
    assert done.stdout.startswith(b"video,work")
    assert done.stderr == b""


def test_a_fault_of_ours_is_one_line_and_exit_code_3(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from homage_graph import cli
    from homage_graph.graph import Graph

    def broken(self: Graph) -> None:
        raise KeyError("oops")

    monkeypatch.setattr(Graph, "saved_queries", broken)
    assert cli._run(["queries"]) == 3
    said = capsys.readouterr().err
    assert said.startswith("homage: a fault of this program, please report it: KeyError at test_cli.py:")
    assert said.count("\n") == 1
