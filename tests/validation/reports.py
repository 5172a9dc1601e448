"""Reports to render: one that has everything, one that has nothing, and any number of random ones."""

from __future__ import annotations

from hypothesis import strategies as st

from homage_graph.validation import Finding, Fix, Related, Replacement, Report, Severity, Span

VIDEO = "data/videos/example.ttl"
PEOPLE = "data/people/people, more.ttl"
SCENES = "data/scenes/old.ttl"
THING = "https://w3id.org/homage-graph/id/"

SOURCES = {
    VIDEO: (
        "homage:example a hg:Homage ;\n"
        "    hg:inWork video:example ;\n"
        "    hg:certainty certainty:implied ;\n"
        "\thg:ofWork\tperson:iu ;\n"
        '    hg:description "아이유가 복도에서 싸운다"@ko , "아이유"@en ;\n'
        f'    rdfs:label "{chr(0x202E)}txet{chr(0x202C)} and {chr(0x1B)}[31m red{chr(0x200B)}"@en , "e{chr(0x301)}e{chr(0x301)} á"@en ;\n'
        "    hg:evidence [\n"
        "        a hg:Evidence ;\n"
        "        hg:source source:example ;\n"
        "\n"
        '        hg:quote "the very words"@en\n'
        "    ] ;\n"
        f'    rdfs:comment "{"long before " * 20}HERE{" and long after" * 20}"@en ;\n'
        "    hg:ofWrok film:oldboy .\n"
        "homage:example hg:certainty certainty:stated .\n"
        f'homage:example hg:description "{"널" * 90}"@ko .\n'
    ),
    PEOPLE: "person:iu a hg:Person ;\r\n\trdfs:label “IU”@en .\r\n",
}


def at(path: str, needle: str, count: int = 1) -> Span:
    """The span of the `count`th occurrence of a piece of a file."""
    text, start = SOURCES[path], -1
    for _ in range(count):
        start = text.index(needle, start + 1)
    end = start + len(needle)
    begins, ends = text.rfind("\n", 0, start) + 1, text.rfind("\n", 0, end) + 1
    return Span(path, text.count("\n", 0, start) + 1, start - begins + 1, text.count("\n", 0, end) + 1, end - ends + 1)


def after(span: Span) -> Span:
    """The empty span at the end of one."""
    return Span(span.path, span.end_line, span.end_column, span.end_line, span.end_column)


FULL = Report(
    findings=(
        Finding(
            "HG000",
            Severity.VIOLATION,
            "hg:ofWrok is no term of the ontology.",
            focus=f"{THING}homage/example",
            path="hg:ofWrok",
            span=at(VIDEO, "hg:ofWrok"),
            help="Did you mean hg:ofWork?",
            fix=Fix("write hg:ofWork", (Replacement(at(VIDEO, "hg:ofWrok"), "hg:ofWork"),), is_safe=True),
        ),
        Finding(
            "HG004",
            Severity.VIOLATION,
            "A homage needs exactly one hg:certainty,\n    certainty:stated or certainty:suggested.",
            focus=f"{THING}homage/example",
            path="hg:certainty",
            value="<https://w3id.org/homage-graph/concept/certainty/implied>",
            shape="https://w3id.org/homage-graph/shapes#HG004",
            span=at(VIDEO, "certainty:implied"),
            related=(Related("the other one is here", at(VIDEO, "certainty:stated")),),
            help="For any other certainty, write a hg:Conjecture.",
        ),
        Finding(
            "HG011",
            Severity.VIOLATION,
            "hg:ofWork is of a source work, and person:iu is a hg:Person.",
            focus=f"{THING}homage/example",
            path="hg:ofWork",
            value=f"<{THING}person/iu>",
            span=at(VIDEO, "person:iu"),
            related=(
                Related("it is a person here", at(PEOPLE, "hg:Person")),
                Related("it was a film in an earlier version", Span(SCENES, 3, 1, 3, 8)),
            ),
            help="Write hg:inImageOf for a person.",
            fix=Fix(
                "write hg:inImageOf, and say of which film",
                (
                    Replacement(at(VIDEO, "hg:ofWork"), "hg:inImageOf"),
                    Replacement(after(at(VIDEO, "person:iu ;")), "\n    # which film?\n    hg:ofWork film:oldboy ;"),
                    Replacement(at(PEOPLE, "“IU”"), '"IU"'),
                ),
            ),
        ),
        Finding(
            "HG021",
            Severity.WARNING,
            "“아이유” is Korean, and tagged as English.",
            focus=f"{THING}homage/example",
            path="hg:description",
            value='"아이유"@en',
            span=at(VIDEO, '"아이유"@en'),
            related=(Related("this one is tagged rightly", at(VIDEO, '"아이유가 복도에서 싸운다"@ko')),),
        ),
        Finding(
            "HG901",
            Severity.VIOLATION,
            "This text has characters that nobody sees: U+202E, U+202C, U+001B, U+200B.",
            focus=f"{THING}homage/example",
            path="rdfs:label",
            value=f'"{chr(0x202E)}txet{chr(0x202C)} and {chr(0x1B)}[31m red{chr(0x200B)}"@en',
            span=at(VIDEO, f'"{chr(0x202E)}txet{chr(0x202C)} and {chr(0x1B)}[31m red{chr(0x200B)}"@en'),
            help="Leave them out.",
            fix=Fix("leave U+200B out", (Replacement(at(VIDEO, chr(0x200B)), ""),), is_safe=True),
        ),
        Finding(
            "HG902",
            Severity.WARNING,
            "This text is not in Unicode's form NFC, so what looks the same is not found.",
            focus=f"{THING}homage/example",
            path="rdfs:label",
            span=at(VIDEO, f'"e{chr(0x301)}e{chr(0x301)} á"@en'),
        ),
        Finding(
            "HG008",
            Severity.VIOLATION,
            "Evidence has an IRI of its own.",
            focus="_:b0",
            span=at(VIDEO, SOURCES[VIDEO][SOURCES[VIDEO].index("[\n") : SOURCES[VIDEO].index("] ;") + 1]),
        ),
        Finding("HG064", Severity.INFO, "This is long.", span=at(VIDEO, "HERE"), help="Say less: 100% of it, or 50."),
        Finding("HG064", Severity.INFO, "This is wide.", span=at(VIDEO, f'"{"널" * 90}"@ko')),
        Finding("HG905", Severity.VIOLATION, "A statement ends with a full stop.", span=Span(PEOPLE, 3, 1, 3, 1)),
        Finding("HG905", Severity.VIOLATION, "This line is wrong: [a](b).", span=Span(PEOPLE, 2)),
        Finding(
            "HG904", Severity.VIOLATION, "This is not UTF-8.", span=Span(SCENES, 7, 3, 7, 4), help="Save it as UTF-8."
        ),
        Finding("HG904", Severity.VIOLATION, "This is no file.", span=Span("data/100%: a, b.ttl")),
        Finding(
            "https://example.org/shapes#Year",
            Severity.WARNING,
            "A year is a number.",
            focus="https://example.org/film/1",
            path="schema:datePublished|^schema:about",
            value='"banana"^^<http://www.w3.org/2001/XMLSchema#gYear>',
        ),
        Finding(
            "https://example.org/shapes#Year",
            Severity.WARNING,
            "A year is a number, said again.",
            focus="https://example.org/film/1",
            path="schema:datePublished|^schema:about",
            value='"banana"^^<http://www.w3.org/2001/XMLSchema#gYear>',
        ),
        Finding("HG914", Severity.VIOLATION, "No shape is there."),
    ),
    shapes=74,
    is_readable=False,
    sources=SOURCES,
)
"""Every severity and every kind of place; what a terminal, XML and GitHub could stumble over."""

EMPTY = Report((), shapes=74)

_texts = st.text(max_size=20) | st.sampled_from(
    ["\x1b[2J", "::error::x", "]]>", "a\r\nb", "\ufffe\x00", "\u2028%", "\t가e\u0301"]
)
_numbers = st.none() | st.integers(1, 12)
_paths = st.sampled_from([VIDEO, PEOPLE, "a\nb,c:%.ttl", "../x y.ttl", "/srv/é.ttl"])


@st.composite
def spans(draw: st.DrawFn) -> Span:
    """Any span that `Span` allows, within a file or not."""
    path, line = draw(_paths), draw(_numbers)
    if line is None or (column := draw(_numbers)) is None:
        return Span(path, line, None, draw(st.sampled_from([line, None])))
    end_line = line + draw(st.integers(0, 5))
    return Span(path, line, column, end_line, draw(st.integers(column if end_line == line else 1, 400)))


_fixes = st.builds(Fix, _texts, st.lists(st.builds(Replacement, spans(), _texts), max_size=3).map(tuple), st.booleans())
_findings = st.builds(
    Finding,
    code=st.sampled_from(["HG001", "HG904"]) | _texts,
    severity=st.sampled_from(Severity),
    message=_texts,
    focus=_texts,
    path=_texts,
    value=_texts,
    shape=_texts,
    span=st.none() | spans(),
    related=st.lists(st.builds(Related, _texts, spans()), max_size=3).map(tuple),
    help=_texts,
    fix=st.none() | _fixes,
)
REPORTS = st.builds(
    Report,
    findings=st.lists(_findings, max_size=4).map(tuple),
    shapes=st.integers(0, 99),
    is_readable=st.booleans(),
    sources=st.fixed_dictionaries({VIDEO: st.just(SOURCES[VIDEO]) | st.text(), PEOPLE: st.just(SOURCES[PEOPLE])})
    | st.just({}),
)
