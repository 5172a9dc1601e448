from __future__ import annotations

import pytest
from contributions import HEADER, document, judged, marked, mended

from homage_graph.validation import Severity
from homage_graph.validation.catalogue import ILL_TYPED, NOT_NFC, UNSEEN_CHARACTER
from homage_graph.validation.policy.contribution import MOST_FINDINGS, judge_literals


def only(statement: str) -> tuple[str, list[object]]:
    """The text of a contribution about one thing, and what is found in it but for the property's being foreign."""
    text, spans = marked(f"{HEADER}ex:a a ex:B ; ex:p {statement} .\n")
    found = [finding for finding in judged(text) if finding.severity is Severity.VIOLATION]
    assert [finding.span for finding in found] == spans
    return text, found


@pytest.mark.parametrize(
    ("written", "code", "said", "new", "is_safe"),
    [
        ('"a«\u200b»b"@en', UNSEEN_CHARACTER, "U+200B", '"ab"@en', True),
        ('"a«\\u200B»b\\t"@en', UNSEEN_CHARACTER, "U+200B", '"ab\\t"@en', True),
        ('"a«\u202e»b"@en', UNSEEN_CHARACTER, "U+202E", '"ab"@en', False),
        ("'''a«\u202e»b\n\ufeff'''", UNSEEN_CHARACTER, "U+202E, U+FEFF", "'''ab\n'''", False),
        ('"a«\u2067»b"', UNSEEN_CHARACTER, "U+2067", '"ab"', False),
        ('"a«\\u0000»\\u001B\u200b"@en', UNSEEN_CHARACTER, "U+0000, U+001B, U+200B", None, False),
        ('"a«\\r»\\nb"@en', UNSEEN_CHARACTER, "U+000D", None, False),
        ('«"Ame\u0301lie"@en»', NOT_NFC, "form NFC", '"Am\u00e9lie"@en', True),
        ('«"""\\"Ame\\u0301lie\\" \\u0041"""@en»', NOT_NFC, "form NFC", '"""\\"Am\u00e9lie\\" \\u0041"""@en', True),
        ('«"\u110b\u1175"@ko»', NOT_NFC, "form NFC", '"\uc774"@ko', True),
        ('«"banana"^^xsd:gYear»', ILL_TYPED, "“banana” is no xsd:gYear.", None, False),
        ('«"２００３"^^xsd:gYear»', ILL_TYPED, "is no xsd:gYear", None, False),
        ('«"1999-02"^^xsd:gYear»', ILL_TYPED, "“1999-02” is no xsd:gYear.", None, False),
        ('«"2020-13"^^xsd:gYearMonth»', ILL_TYPED, "is no xsd:gYearMonth.", None, False),
        ('«"2021-02-29"^^xsd:date»', ILL_TYPED, "“2021-02-29” is no xsd:date.", None, False),
        ('«"2020/2/9"^^xsd:date»', ILL_TYPED, "is no xsd:date.", '"2020-02-09"^^xsd:date', False),
        ('«"11"^^xsd:gMonth»', ILL_TYPED, "is no xsd:gMonth.", None, False),
        ('«"---32"^^xsd:gDay»', ILL_TYPED, "is no xsd:gDay.", None, False),
        ('«"--02-30"^^xsd:gMonthDay»', ILL_TYPED, "is no xsd:gMonthDay.", None, False),
        ('«"25:00:00"^^xsd:time»', ILL_TYPED, "is no xsd:time.", None, False),
        ('«"3:30"^^xsd:duration»', ILL_TYPED, "is no xsd:duration.", None, False),
        ('«"PT"^^xsd:duration»', ILL_TYPED, "is no xsd:duration.", None, False),
        ('«"P1D"^^xsd:yearMonthDuration»', ILL_TYPED, "is no xsd:yearMonthDuration.", None, False),
        ('«"P1Y"^^xsd:dayTimeDuration»', ILL_TYPED, "is no xsd:dayTimeDuration.", None, False),
        (
            '«"2020-01-01 10:00:00"^^xsd:dateTime»',
            ILL_TYPED,
            "xsd:dateTime",
            '"2020-01-01T10:00:00"^^xsd:dateTime',
            True,
        ),
        ('«"1_000"^^xsd:integer»', ILL_TYPED, "“1_000” is no xsd:integer.", '"1000"^^xsd:integer', True),
        ("«'''1,000'''^^xsd:integer»", ILL_TYPED, "“1,000”", "'''1000'''^^xsd:integer", False),
        ('«" 42 "^^xsd:integer»', ILL_TYPED, "“ 42 ”", '"42"^^xsd:integer', True),
        ('«"1,5"^^xsd:decimal»', ILL_TYPED, "“1,5”", None, False),
        ('«"1E999999"^^xsd:decimal»', ILL_TYPED, "“1E999999” is no xsd:decimal.", None, False),
        ('«"128"^^xsd:byte»', ILL_TYPED, "“128” is no xsd:byte.", None, False),
        ('«"True"^^xsd:boolean»', ILL_TYPED, "“True” is no xsd:boolean.", '"true"^^xsd:boolean', True),
        ('«"2003"^^xsd:gyear»', ILL_TYPED, "XML Schema has no datatype xsd:gyear.", '"2003"^^xsd:gYear', False),
        (
            '«"x"^^<http://www.w3.org/2001/XMLSchema#strign>»',
            ILL_TYPED,
            "no datatype xsd:strign",
            '"x"^^<http://www.w3.org/2001/XMLSchema#string>',
            False,
        ),
    ],
)
def test_what_is_wrong_with_a_literal_is_found_and_mended_where_it_stands(
    written: str, code: str, said: str, new: str | None, *, is_safe: bool
) -> None:
    text, (finding,) = only(written)
    assert finding.code == code
    assert said in finding.message
    assert finding.help
    assert (finding.fix is None) == (new is None)
    if new is not None:
        assert finding.fix.is_safe is is_safe
        assert mended(text, finding.fix) == text.replace(written.replace("«", "").replace("»", ""), new)


@pytest.mark.parametrize(
    "written",
    [
        '"two\\n\\tlines"@en , "Am\u00e9lie"@en , "\uc774\uc9c0\uc740"@ko , "\u2067\u05d0\u2069" , "👩\u200d🎤"',
        '"2020"^^xsd:gYear , "-0044Z"^^xsd:gYear , "99999999999"^^xsd:gYear , "0000"^^xsd:gYear',
        '"2020-02"^^xsd:gYearMonth , "2020-02-29Z"^^xsd:date , "--02-29"^^xsd:gMonthDay , "--11+09:00"^^xsd:gMonth',
        '"---31"^^xsd:gDay , "24:00:00"^^xsd:time , "20:15:00.5Z"^^xsd:time',
        '"PT3M30S"^^xsd:duration , "-P1Y2M3DT4H5M6.7S"^^xsd:duration , "P1Y"^^xsd:yearMonthDuration , "P1DT1S"^^xsd:dayTimeDuration',
        '1.5 , true , 1e3 , "x"^^ex:own , "ID"^^xsd:NCName , "1"^^xsd:ID',
        '"<open"^^rdf:XMLLiteral , "<p>"^^rdf:HTML , "{"^^rdf:JSON',
    ],
)
def test_what_is_right_is_left_alone(written: str) -> None:
    only(written)


def test_a_literal_that_stands_twice_is_wrong_twice() -> None:
    only('«"x"^^xsd:integer» . ex:a ex:p «"x"^^xsd:integer»')


def test_two_mistakes_are_two_findings() -> None:
    text, (unseen,) = marked(HEADER + 'ex:a a ex:B ; rdfs:label "e\u0301«\u200b»"@en .')
    _, (whole,) = marked(HEADER + 'ex:a a ex:B ; rdfs:label «"e\u0301\u200b"@en» .')
    assert [(finding.code, finding.span) for finding in judged(text)] == [(NOT_NFC, whole), (UNSEEN_CHARACTER, unseen)]


def test_a_million_digits_are_no_work() -> None:
    (finding,) = judge_literals([document(f'{HEADER}ex:a ex:p "{"1" * 1_000_000}-02-30"^^xsd:date .')])
    assert finding.code == ILL_TYPED
    assert len(finding.message) < 200
    assert len(finding.value) <= 200


def test_no_more_than_a_thousand_are_told_of_one_file() -> None:
    wrong = " , ".join(f'"{number}x"^^xsd:integer' for number in range(MOST_FINDINGS + 2))
    found = list(judge_literals([document(f"{HEADER}ex:a ex:p {wrong} .")]))
    assert len(found) == MOST_FINDINGS + 1
    assert found[-1].message == "2 more of these are in this file, and not shown."
    assert (found[-1].code, str(found[-1].span)) == (ILL_TYPED, "new.ttl")
