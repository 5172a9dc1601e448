from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homage_graph.errors import QueryError
from homage_graph.querying.limits import MAX_CHARACTERS, MAX_NESTING, MAX_PATTERNS, check


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?service ?from ?o }",
        'SELECT * { ?s <http://example.org/SERVICE> \'FROM\' , """SERVICE <x>""" }',
        "PREFIX : <urn:x> SELECT * { ?s :from ?o ; hg:derivedFrom _:b } # SERVICE",
        "SELECT * { ?s <urn:p(a)> ?o FILTER (?o < 3 && ?o > 1) }",
        "SELECT (1 - -1 AS ?x) { }",
        "SELECT DISTINCT $s { ?s ?p 'LOAD'@en-GB } LIMIT 18446744073709551615",
        "PREFIX load: <urn:x> SELECT * { load:a ?insert ?drop }",
    ],
)
def test_a_keyword_in_a_name_a_string_or_a_comment_is_none(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("SELECT * {\n  SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", "2:3: SERVICE is refused"),
        ("SELECT * { service ?where { } }", "1:12: SERVICE is refused"),
        ("SELECT * { SERVICESILENT <http://127.0.0.1/> {} }", "1:12: SERVICE is refused"),
        ("ASK { SERVICE:a {} }", "1:7: SERVICE is refused"),
        ("SELECT * { SERVICEex:a {} }", "1:12: SERVICE is refused"),
        ('SELECT * { FILTER(ex:a=" ") SERVICE <http://127.0.0.1/> {} FILTER(ex:a=" ") }', "SERVICE is refused"),
        ("SELECT * FROM<urn:g>{ }", "FROM is refused"),
        ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", "1:10: FROM is refused"),
        ("SELECT * FROM NAMED <urn:g> { }", "FROM is refused"),
        ("SELECT * " + "{" * (MAX_NESTING + 1), "nested deeper than 128"),
        ("ASK { FILTER(" + "!" * 200 + "true) }", "nested deeper than 128"),
        ("#" * (MAX_CHARACTERS + 1), "at most 65,536 characters"),
        ("SELECT * { ?s \0 ?o }", "a NUL character"),
        ("SELECT * {\n ?s ?p 'a\0b' }", "2:10: a NUL character"),
        ("PREFIX select: <urn:x>\n# SELECT\nDROP ALL", "3:1: DROP is an update, and a query changes nothing"),
        ("LOAD <http://127.0.0.1/>", "1:1: LOAD is an update"),
        ("insert data { <urn:a> <urn:b> <urn:c> }", "1:1: INSERT is an update"),
        ("WITH <urn:g> DELETE {} WHERE {}", "1:1: WITH is an update"),
        ("SELECT * { ?s ?p ?o } LIMIT 18446744073709551616", "1:29: LIMIT is at most 18,446,744,073,709,551,615"),
        ("SELECT * { ?s ?p ?o } offset " + "9" * 5_000, "1:30: OFFSET is at most"),
        ("SELECT <script>alert(1)</script> { ?s ?p ?o }", "1:8: SELECT is followed by variables"),
    ],
)
def test_what_leaves_the_graph_or_exhausts_the_engine_is_refused(text: str, complaint: str) -> None:
    with pytest.raises(QueryError) as caught:
        check(text)
    assert complaint in str(caught.value)


def joined(pattern: str, separator: str, count: int) -> str:
    return separator.join([pattern] * count)


@pytest.mark.parametrize(
    ("start", "pattern", "separator", "end", "rest"),
    [
        ("ASK {", "?s ?p ?o", ".", "}", 0),
        ("ASK { ?s ?p 0 ;", "?p ?o", ";", "}", 1),
        ("ASK { ?s ?p", "?o", ",", "}", 0),
        ("ASK { ?s", "<urn:p>", "/", "?o }", 0),
        ("ASK { ?s (", "<urn:p>", "|", ")+ ?o }", 0),
        ("ASK { ?s !(", "^a", "|", ") ?o }", 0),
        ("ASK { ?s ?p (", "1.5", " ", ") }", 0),
        ("ASK { ?s ?p", "[ ?p 'x'@en ;", " ", "]" * MAX_PATTERNS + "}", 1),
        ("ASK {", "OPTIONAL { ?s ?p ?o }", " ", "}", 0),
        ("ASK {", "{ ?s a 1 }", "UNION", "}", 0),
        ("ASK {", "{ SELECT ?s (1 + 1 AS ?n) { ?s ?p ?o } GROUP BY ?s HAVING (?s = 1) }", " ", "}", 0),
        ("ASK {", "GRAPH ?g { ?s ?p ?o }", " ", "}", 0),
        ("ASK {", "FILTER (1 = 1 && NOT EXISTS { ?s ?p ?o })", " ", "}", 0),
        ("SELECT (", "EXISTS { ?s ?p ?o }", "&&", "AS ?x) {}", 0),
    ],
)
def test_one_pattern_too_many_is_refused_and_one_fewer_is_not(
    start: str, pattern: str, separator: str, end: str, rest: int
) -> None:
    most = MAX_PATTERNS - rest
    check(f"{start} {joined(pattern, separator, most)} {end}")
    with pytest.raises(QueryError, match="at most 64 triple patterns"):
        check(f"{start} {joined(pattern, separator, most + 1)} {end}")


@pytest.mark.parametrize(
    "text",
    [
        f"SELECT * {{ FILTER(ex:f({joined('?x', ', ', 200)})) ?s ?p ?o }}",
        f"SELECT * {{ FILTER ex:f({joined('?x', ', ', 200)}) ?s ?p ?o }}",
        f"SELECT * {{ BIND({joined('1.5', ' / ', 200)} AS ?x) ?s ?p ?o }}",
        f"SELECT * {{ VALUES (?a ?b) {{ {joined('(1 <urn:x>)', ' ', 200)} }} }}",
        f"SELECT * {{ }} VALUES ?x {{ {joined('1 ex:y', ' ', 200)} }}",
        f"CONSTRUCT {{ {joined('?s ?p ?o', ' . ', 200)} }} WHERE {{ ?s ?p ?o }}",
        f"SELECT {joined('?x', ' ', 200)} {joined('(?x / 2 AS ?y)', ' ', 200)} {{ ?s ?p ?o }} ORDER BY {joined('?x', ' ', 200)}",
    ],
)
def test_what_is_no_pattern_is_not_counted(text: str) -> None:
    check(text)


Counted = tuple[str, int]


def groups(inner: st.SearchStrategy[Counted]) -> st.SearchStrategy[Counted]:
    """Groups made of groups, and how many patterns they have."""
    part = st.one_of(
        inner.map(lambda group: (f"OPTIONAL {group[0]}", group[1])),
        inner.map(lambda group: (f"GRAPH ?g {group[0]}", group[1])),
        inner.map(lambda group: (f"FILTER (?x / 2 > 1, EXISTS {group[0]})", group[1])),
        inner.map(lambda group: (f"{{ SELECT ?s (COUNT(*) AS ?n) WHERE {group[0]} GROUP BY ?s }}", group[1])),
        st.tuples(inner, inner).map(lambda two: (f"{two[0][0]} UNION {two[1][0]}", two[0][1] + two[1][1])),
        st.lists(st.sampled_from(["a", "ex:p", "^<urn:p>", "ex:p+", "(ex:p)*"]), min_size=1, max_size=9).map(
            lambda steps: (f"?s {'/'.join(steps)} ?o .", len(steps))
        ),
        st.sampled_from([("BIND (1/2 AS ?x)", 0), ("VALUES (?x) { (1) (2) }", 0), ("?s ?p ?o, 1 ; a ?t .", 3)]),
    )
    return st.lists(part, max_size=4).map(
        lambda parts: (f"{{ {' '.join(text for text, _ in parts)} }}", sum(count for _, count in parts))
    )


@given(st.recursive(st.just(("{}", 0)), groups, max_leaves=30))
def test_patterns_are_counted_wherever_they_stand(group: Counted) -> None:
    text, count = group
    if count <= MAX_PATTERNS:
        check(f"ASK {text}")
    else:
        with pytest.raises(QueryError, match="at most 64 triple patterns"):
            check(f"ASK {text}")


@given(st.text(max_size=400))
def test_any_text_is_read_to_its_end(text: str) -> None:
    try:
        check(text)
    except QueryError as error:
        assert str(error).startswith("query:")


@given(st.text(alphabet="{}()[]!'\"\\#<>?$: \nabSERVICE", max_size=200))
def test_punctuation_in_any_order_is_read_to_its_end(text: str) -> None:
    try:
        check(text)
    except QueryError:
        assert "service" in text.lower() or "from" in text.lower() or len(text) > MAX_NESTING


@pytest.mark.parametrize(
    "text", ['ASK { ?s ?p """' + "\\a" * 20_000, "ASK { " + "a-" * 20_000, "ASK { " + "a." * 20_000 + ":"]
)
def test_reading_takes_no_longer_than_the_text_is_long(text: str) -> None:
    start = time.process_time()
    check(text)
    assert time.process_time() - start < 20, "minutes, if a pattern backtracks"
