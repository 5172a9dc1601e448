from __future__ import annotations

import decimal
import math
import struct
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homage_graph.reasoning.datatypes import (
    DATATYPES,
    SUPERTYPES,
    IllTypedError,
    Value,
    belongs,
    datatypes_of,
    value_of,
)

PREFIXES = {
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
}
RANGES = {
    "xsd:long": (-9223372036854775808, 9223372036854775807),
    "xsd:int": (-2147483648, 2147483647),
    "xsd:short": (-32768, 32767),
    "xsd:byte": (-128, 127),
    "xsd:unsignedLong": (0, 18446744073709551615),
    "xsd:unsignedInt": (0, 4294967295),
    "xsd:unsignedShort": (0, 65535),
    "xsd:unsignedByte": (0, 255),
    "xsd:nonNegativeInteger": (0, math.inf),
    "xsd:positiveInteger": (1, math.inf),
    "xsd:nonPositiveInteger": (-math.inf, 0),
    "xsd:negativeInteger": (-math.inf, -1),
    "xsd:integer": (-math.inf, math.inf),
}
LONG = 100_000


def iri(name: str) -> str:
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


def value(lexical: str, name: str, language: str | None = None) -> Value:
    found = value_of(lexical, iri(name), language)
    assert found is not None
    return found


def ill_typed(lexical: str, name: str, language: str | None = None) -> bool:
    try:
        value_of(lexical, iri(name), language)
    except IllTypedError:
        return True
    return False


def short(datatype: str) -> str:
    namespace, _, local = datatype.partition("#")
    return next(f"{prefix}:{local}" for prefix, full in PREFIXES.items() if full == f"{namespace}#")


def names_of(found: Value) -> set[str]:
    return {short(datatype) for datatype in datatypes_of(found)}


# Every kind of literal once, for what is true of them all.
SAMPLES = [
    ("42", "xsd:byte"),
    ("-1", "xsd:negativeInteger"),
    ("0", "xsd:nonPositiveInteger"),
    ("18446744073709551615", "xsd:unsignedLong"),
    ("3.141", "xsd:decimal"),
    ("1.5", "xsd:float"),
    ("1.5", "xsd:double"),
    ("NaN", "xsd:double"),
    ("abc", "xsd:string"),
    (" a\nb ", "xsd:string"),
    (" a ", "xsd:normalizedString"),
    ("a b", "xsd:token"),
    ("12-", "xsd:NMTOKEN"),
    ("a:b", "xsd:Name"),
    ("_a", "xsd:NCName"),
    ("en-GB", "xsd:language"),
    ("abc@en", "rdf:PlainLiteral"),
    ("abc@", "rdf:PlainLiteral"),
    ("true", "xsd:boolean"),
    ("0FB7", "xsd:hexBinary"),
    ("T1dMIDIgREw=", "xsd:base64Binary"),
    ("http://example.org/", "xsd:anyURI"),
    ("2009-04-21T12:30:15", "xsd:dateTime"),
    ("2009-04-21T12:30:15Z", "xsd:dateTimeStamp"),
    ("<ex>abc</ex>", "rdf:XMLLiteral"),
]


# The datatypes


def test_the_datatypes_are_those_of_the_profile_and_the_language_tagged_string() -> None:
    strings = "string normalizedString token language Name NCName NMTOKEN"
    others = "decimal float double boolean hexBinary base64Binary anyURI dateTime dateTimeStamp"
    assert {
        *RANGES,
        *(f"xsd:{name}" for name in f"{strings} {others}".split()),
        *("rdf:PlainLiteral", "rdf:XMLLiteral", "rdf:langString", "rdfs:Literal"),
    } == {short(datatype) for datatype in DATATYPES}


def test_the_supertypes_are_supported_datatypes() -> None:
    assert set(SUPERTYPES) == DATATYPES
    assert frozenset().union(*SUPERTYPES.values()) < DATATYPES


@pytest.mark.parametrize("datatype", sorted(DATATYPES))
def test_every_datatype_is_below_literal(datatype: str) -> None:
    above = {datatype}
    while above != {iri("rdfs:Literal")}:
        above = {supertype for name in above for supertype in SUPERTYPES[name]}
        assert above


def test_a_byte_is_derived_from_a_short_and_an_integer_from_a_decimal() -> None:
    assert SUPERTYPES[iri("xsd:byte")] == {iri("xsd:short")}
    assert SUPERTYPES[iri("xsd:integer")] == {iri("xsd:decimal")}
    assert SUPERTYPES[iri("xsd:string")] == SUPERTYPES[iri("rdf:langString")] == {iri("rdf:PlainLiteral")}


@pytest.mark.parametrize(("lexical", "name"), SAMPLES)
def test_a_value_belongs_to_its_datatype_and_to_all_above(lexical: str, name: str) -> None:
    found = datatypes_of(value(lexical, name))
    assert iri(name) in found
    assert all(SUPERTYPES[datatype] <= found for datatype in found)


@pytest.mark.parametrize(("lexical", "name"), SAMPLES)
def test_the_datatypes_of_a_value_are_those_it_belongs_to(lexical: str, name: str) -> None:
    found = value(lexical, name)
    assert datatypes_of(found) == {datatype for datatype in DATATYPES if belongs(found, datatype)}


@pytest.mark.parametrize(("lexical", "name"), SAMPLES)
def test_a_value_can_be_hashed_and_is_itself(lexical: str, name: str) -> None:
    assert {value(lexical, name)} == {value(lexical, name)}


def test_nothing_is_known_of_a_value_in_another_datatype() -> None:
    assert value_of("2009-04-21", iri("xsd:date")) is None
    assert value_of("anything", "urn:mine", "en") is None


def test_nothing_is_known_of_a_lexical_form_of_literal() -> None:
    assert value_of("abc", iri("rdfs:Literal")) is None


def test_belonging_to_another_datatype_cannot_be_told() -> None:
    with pytest.raises(LookupError, match="“urn:mine” is not a supported datatype") as raised:
        belongs(value("1", "xsd:byte"), "urn:mine")
    assert not isinstance(raised.value, KeyError)


# What is said of an ill-typed literal


def test_the_message_names_the_lexical_form_and_the_datatype() -> None:
    with pytest.raises(IllTypedError) as raised:
        value("banana", "xsd:integer")
    assert str(raised.value) == "“banana” is not an xsd:integer"


def test_the_message_shows_a_line_break_on_its_one_line() -> None:
    with pytest.raises(IllTypedError) as raised:
        value("42\n", "xsd:integer")
    assert str(raised.value) == "“42\\n” is not an xsd:integer"


def test_the_message_cuts_a_long_lexical_form_short() -> None:
    with pytest.raises(IllTypedError) as raised:
        value("x" * LONG, "xsd:integer")
    assert str(raised.value) == f"“{'x' * 59}…” is not an xsd:integer"


def test_the_message_shows_a_wrong_language_tag() -> None:
    with pytest.raises(IllTypedError) as raised:
        value("abc", "rdf:langString", "12")
    assert str(raised.value) == "“abc”@12 is not an rdf:langString"


def test_the_message_says_that_a_language_tag_is_missing() -> None:
    with pytest.raises(IllTypedError) as raised:
        value("abc", "rdf:langString")
    assert str(raised.value) == "“abc” without a language tag is not an rdf:langString"


def test_an_ill_typed_literal_is_a_value_error() -> None:
    assert issubclass(IllTypedError, ValueError)


# Numbers


@pytest.mark.parametrize("name", sorted(RANGES))
@given(
    number=st.integers()
    | st.sampled_from([2**bits + step for bits in (7, 8, 15, 16, 31, 32, 63, 64) for step in (-1, 0)])
)
def test_an_integer_has_a_datatype_exactly_within_its_range(name: str, number: int) -> None:
    low, high = RANGES[name]
    for signed in (number, -number, -number - 1):
        inside = low <= signed <= high
        assert ill_typed(str(signed), name) is not inside
        assert belongs(value(f"{signed}.0", "xsd:decimal"), iri(name)) is inside


@pytest.mark.parametrize("name", sorted(RANGES))
def test_both_ends_of_a_range_belong_to_it(name: str) -> None:
    low, high = RANGES[name]
    for bound, step in ((low, -1), (high, 1)):
        if math.isfinite(bound):
            assert not ill_typed(str(bound), name)
            assert ill_typed(str(bound + step), name)


@given(number=st.integers(), zeros=st.integers(0, 30))
def test_leading_zeros_and_a_plus_sign_change_no_integer(number: int, zeros: int) -> None:
    sign = "-" if number < 0 else "+"
    assert value(f"{sign}{'0' * zeros}{abs(number)}", "xsd:integer") == value(str(number), "xsd:integer")


@given(number=st.decimals(allow_nan=False, allow_infinity=False, places=6), zeros=st.integers(0, 30))
def test_leading_and_trailing_zeros_change_no_decimal(number: decimal.Decimal, zeros: int) -> None:
    plain = f"{number:f}"
    padded = f"{'-' if plain[0] == '-' else '+'}{'0' * zeros}{plain.lstrip('-')}{'0' * zeros}"
    assert value(padded, "xsd:decimal") == value(plain, "xsd:decimal")


@given(
    one=st.decimals(allow_nan=False, allow_infinity=False, places=3),
    other=st.decimals(allow_nan=False, allow_infinity=False, places=3),
)
def test_two_decimals_are_one_value_exactly_when_they_are_equal(one: decimal.Decimal, other: decimal.Decimal) -> None:
    assert (value(f"{one:f}", "xsd:decimal") == value(f"{other:f}", "xsd:decimal")) is (one == other)


@pytest.mark.parametrize("lexical", ["0", "-0", "+0", "-0.00", ".0", "000", "-.0"])
def test_there_is_one_decimal_zero(lexical: str) -> None:
    assert value(lexical, "xsd:decimal") == value("0", "xsd:unsignedByte")


@pytest.mark.parametrize("lexical", ["3.", ".5", "-.5", "+03.1410"])
def test_a_decimal_needs_digits_on_one_side_of_its_point(lexical: str) -> None:
    assert not ill_typed(lexical, "xsd:decimal")


@pytest.mark.parametrize(
    "lexical", ["", ".", "-", "+", "+-1", "--1", "1e3", "0.3141E+1", "1,5", "1_000", "INF", "NaN", "0x1", "1.2.3"]
)
def test_what_is_no_decimal(lexical: str) -> None:
    assert ill_typed(lexical, "xsd:decimal")


def test_an_integer_is_written_without_a_point() -> None:
    assert ill_typed("42.0", "xsd:integer")


def test_an_integer_and_a_decimal_may_be_one_value() -> None:
    assert value("42", "xsd:byte") == value("+042.0", "xsd:decimal")


def test_decimals_are_told_apart_beyond_the_precision_of_any_context() -> None:
    assert value("1." + "0" * 60 + "1", "xsd:decimal") != value("1", "xsd:decimal")


@pytest.mark.parametrize("name", ["xsd:integer", "xsd:decimal", "xsd:double", "xsd:float"])
@pytest.mark.parametrize("lexical", ["٣", "３", "1٣", "²", "Ⅷ"])
def test_digits_of_other_scripts_are_no_digits(lexical: str, name: str) -> None:
    assert ill_typed(lexical, name)


@pytest.mark.parametrize(
    ("lexical", "name"),
    [(lexical, name) for lexical, name in SAMPLES if name not in {"xsd:string", "rdf:PlainLiteral", "rdf:XMLLiteral"}],
)
@pytest.mark.parametrize("padding", ["{}\n", "\n{}", "{}\r\n", "{}\t"])
def test_a_line_break_or_tab_at_an_end_is_not_overlooked(lexical: str, name: str, padding: str) -> None:
    assert ill_typed(padding.format(lexical), name)


@pytest.mark.parametrize(
    ("lexical", "name"),
    [
        sample
        for sample in SAMPLES
        if sample[1] in {*RANGES, "xsd:decimal", "xsd:double", "xsd:boolean", "xsd:dateTime"}
    ],
)
def test_white_space_around_a_lexical_form_is_part_of_it(lexical: str, name: str) -> None:
    assert ill_typed(f" {lexical} ", name)


def test_a_hundred_thousand_digits_are_read_at_once() -> None:
    start = time.perf_counter()
    assert value("7" * LONG, "xsd:integer") == value("7" * LONG + ".0", "xsd:decimal")
    assert value("0" * LONG + "7", "xsd:byte") == value("7", "xsd:integer")
    assert ill_typed("7" * LONG, "xsd:unsignedLong")
    assert "xsd:nonPositiveInteger" in names_of(value("-" + "7" * LONG, "xsd:negativeInteger"))
    assert "xsd:integer" not in names_of(value("." + "7" * LONG, "xsd:decimal"))
    assert time.perf_counter() - start < 1


# Floating point


@given(number=st.floats(allow_nan=False, allow_infinity=False))
def test_a_double_is_the_value_of_every_way_to_write_it(number: float) -> None:
    assert value(repr(number), "xsd:double") == value(f"{number:.17e}", "xsd:double")


@given(number=st.floats(width=32, allow_nan=False, allow_infinity=False))
def test_a_float_is_the_value_of_every_way_to_write_it(number: float) -> None:
    assert value(f"{number:.9g}", "xsd:float") == value(f"{decimal.Decimal(number):f}", "xsd:float")


@given(one=st.floats(allow_nan=False, allow_infinity=False), other=st.floats(allow_nan=False, allow_infinity=False))
def test_two_doubles_are_one_value_exactly_when_their_bits_are(one: float, other: float) -> None:
    same_bits = struct.pack("d", one) == struct.pack("d", other)
    assert (value(repr(one), "xsd:double") == value(repr(other), "xsd:double")) is same_bits


@given(number=st.floats(width=32, min_value=2.0**-126, max_value=2.0**126, exclude_max=True))
def test_a_numeral_is_rounded_to_single_precision_once(number: float) -> None:
    following = math.ldexp(math.frexp(number)[0] + 2.0**-24, math.frexp(number)[1])
    with decimal.localcontext() as context:
        context.prec = 400
        halfway = (decimal.Decimal(number) + decimal.Decimal(following)) / 2
        above, below = halfway * (1 + decimal.Decimal("1e-40")), halfway * (1 - decimal.Decimal("1e-40"))
    assert value(str(above), "xsd:float") == value(repr(following), "xsd:float")
    assert value(str(below), "xsd:float") == value(repr(number), "xsd:float")


def test_the_middle_of_two_floats_goes_to_the_even_one() -> None:
    assert value("16777217", "xsd:float") == value("16777216", "xsd:float")
    assert value("16777219", "xsd:float") == value("16777220", "xsd:float")


def test_rounding_does_not_mind_a_caller_who_traps_floats() -> None:
    with decimal.localcontext() as context:
        context.traps[decimal.FloatOperation] = True
        assert value("1.5", "xsd:float") == value("1.50", "xsd:float")


@pytest.mark.parametrize("name", ["xsd:float", "xsd:double"])
def test_a_numeral_without_exponent_and_one_with_are_one_value(name: str) -> None:
    assert value("3.141", name) == value("+0.31410E+01", name)


@pytest.mark.parametrize("name", ["xsd:float", "xsd:double"])
def test_not_a_number_is_identical_to_itself(name: str) -> None:
    assert value("NaN", name) == value("NaN", name)


@pytest.mark.parametrize("name", ["xsd:float", "xsd:double"])
def test_zero_and_minus_zero_are_two_values(name: str) -> None:
    assert value("-0", name) != value("0.0", name) == value("+0e5", name)


@pytest.mark.parametrize("name", ["xsd:float", "xsd:double"])
def test_infinity_has_two_signs_and_two_positive_forms(name: str) -> None:
    assert value("INF", name) == value("+INF", name) != value("-INF", name)


def test_a_float_a_double_and_a_decimal_are_never_one_value() -> None:
    assert len({value("1.5", name) for name in ("xsd:float", "xsd:double", "xsd:decimal")}) == 3


@pytest.mark.parametrize("name", ["xsd:float", "xsd:double"])
@pytest.mark.parametrize(
    "lexical", ["", "nan", "inf", "Infinity", "+NaN", "-NaN", "1e", "e5", "1e5.0", "1_0", "0x1p3", ".", "1d", "1 e5"]
)
def test_what_is_no_floating_point_number(lexical: str, name: str) -> None:
    assert ill_typed(lexical, name)


@pytest.mark.parametrize(
    ("lexical", "name"),
    [
        ("1.0E+310", "xsd:double"),
        ("-1.0E-330", "xsd:double"),
        ("1.0E+40", "xsd:float"),
        ("1.0E-50", "xsd:float"),
        ("1e-45.5", "xsd:float"),
    ],
)
def test_a_number_out_of_range_is_ill_typed(lexical: str, name: str) -> None:
    assert ill_typed(lexical, name)


@pytest.mark.parametrize(
    ("lexical", "name"),
    [
        ("5.0E-324", "xsd:double"),
        ("1.7976931348623157e308", "xsd:double"),
        ("2.0E-45", "xsd:float"),
        ("3.4028235e38", "xsd:float"),
    ],
)
def test_the_smallest_and_the_largest_number_are_in_range(lexical: str, name: str) -> None:
    assert not ill_typed(lexical, name)


@pytest.mark.parametrize("name", ["xsd:float", "xsd:double"])
def test_huge_exponents_and_long_numerals_are_read_at_once(name: str) -> None:
    start = time.perf_counter()
    assert ill_typed("1e999999999", name)
    assert ill_typed("1e-999999999", name)
    assert ill_typed("1" * LONG, name)
    assert value("0e999999999999999999999", name) == value("0", name)
    assert value(f"0.{'0' * LONG}1e{LONG + 1}", name) == value("1", name)
    assert time.perf_counter() - start < 1


# Strings


@given(text=st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")))
def test_a_string_is_the_plain_literal_without_a_language(text: str) -> None:
    assert value(text, "xsd:string") == value(f"{text}@", "rdf:PlainLiteral")


@given(one=st.text("ab \t", max_size=3), other=st.text("ab \t", max_size=3))
def test_two_strings_are_one_value_exactly_when_they_are_equal(one: str, other: str) -> None:
    assert (value(one, "xsd:string") == value(other, "xsd:string")) is (one == other)


def test_a_string_of_a_derived_datatype_is_the_same_string() -> None:
    names = ["xsd:string", "xsd:normalizedString", "xsd:token", "xsd:NMTOKEN", "xsd:Name", "xsd:NCName", "xsd:language"]
    assert len({value("abc", name) for name in names}) == 1
    assert names_of(value("abc", "xsd:string")) == {*names, "rdf:PlainLiteral", "rdfs:Literal"}


def test_a_tagged_string_is_no_string() -> None:
    assert names_of(value("abc", "rdf:langString", "en")) == {"rdf:langString", "rdf:PlainLiteral", "rdfs:Literal"}


def test_a_string_is_no_tagged_string() -> None:
    assert not belongs(value("abc", "xsd:string"), iri("rdf:langString"))


def test_the_case_of_a_language_tag_does_not_matter() -> None:
    tagged = value("abc", "rdf:langString", "de-at")
    assert tagged == value("abc", "rdf:langString", "DE-AT") == value("abc@De-At", "rdf:PlainLiteral")


def test_the_same_text_in_two_languages_is_two_values() -> None:
    assert value("chat", "rdf:langString", "en") != value("chat", "rdf:langString", "fr") != value("chat", "xsd:string")


def test_the_last_at_sign_of_a_plain_literal_begins_its_language() -> None:
    assert value("me@example.org@en", "rdf:PlainLiteral") == value("me@example.org", "rdf:langString", "en")


@pytest.mark.parametrize("lexical", ["", "abc", "abc@12", "abc@en-", "abc@en ", "abc@-en", "abc@ën", "abc@en_GB"])
def test_a_plain_literal_needs_an_at_sign_and_no_or_a_right_tag(lexical: str) -> None:
    assert ill_typed(lexical, "rdf:PlainLiteral")


@pytest.mark.parametrize("language", [None, "", "12", "en\n", "en-", "toolonglanguage"])
def test_a_tagged_string_needs_a_right_tag(language: str | None) -> None:
    assert ill_typed("abc", "rdf:langString", language)


@pytest.mark.parametrize(("lexical", "name"), SAMPLES)
def test_only_a_tagged_string_has_a_tag(lexical: str, name: str) -> None:
    assert ill_typed(lexical, name, "en")


@pytest.mark.parametrize("character", ["\x00", "\ud800", "\ufffe", "\uffff"])
def test_what_is_no_character_is_in_no_string(character: str) -> None:
    assert ill_typed(f"a{character}", "xsd:string")
    assert ill_typed(f"a{character}", "rdf:langString", "en")
    assert ill_typed(f"a{character}@", "rdf:PlainLiteral")


@pytest.mark.parametrize("character", ["\x0b", "\x7f", "\u2028", "\ufffd", "🎬", "\U0010fffe"])
def test_other_characters_may_be_in_a_string(character: str) -> None:
    assert not ill_typed(f"a{character}", "xsd:string")


@pytest.mark.parametrize("lexical", ["a\tb", "a\nb", "a\rb", "\n"])
def test_a_normalized_string_has_no_tab_and_no_line_break(lexical: str) -> None:
    assert ill_typed(lexical, "xsd:normalizedString")


@pytest.mark.parametrize("lexical", [" ", " a", "a ", "a  b", "a\tb", " abc  123 "])
def test_a_token_has_single_spaces_between_its_words(lexical: str) -> None:
    assert ill_typed(lexical, "xsd:token")


@pytest.mark.parametrize(
    "name",
    [
        "xsd:string",
        "xsd:normalizedString",
        "xsd:token",
        "xsd:hexBinary",
        "xsd:base64Binary",
        "xsd:anyURI",
        "rdf:XMLLiteral",
    ],
)
def test_nothing_at_all_is_a_lexical_form_here(name: str) -> None:
    assert not ill_typed("", name)


@pytest.mark.parametrize(
    "name",
    [
        "xsd:language",
        "xsd:Name",
        "xsd:NCName",
        "xsd:NMTOKEN",
        "xsd:boolean",
        "xsd:integer",
        "xsd:float",
        "xsd:dateTime",
        "rdf:PlainLiteral",
    ],
)
def test_nothing_at_all_is_no_lexical_form_here(name: str) -> None:
    assert ill_typed("", name)


@pytest.mark.parametrize("lexical", ["en-", "-en", "e n", "en_GB", "123", "abcdefghi", "en-abcdefghi", "én"])
def test_what_is_no_language(lexical: str) -> None:
    assert ill_typed(lexical, "xsd:language")


@pytest.mark.parametrize(
    ("lexical", "kinds"),
    [
        (":tag", {"Name", "NMTOKEN"}),
        ("ex:tag", {"Name", "NMTOKEN"}),
        (".tag", {"NMTOKEN"}),
        ("12", {"NMTOKEN"}),
        ("-a", {"NMTOKEN"}),
        ("a-b.c·", {"Name", "NCName", "NMTOKEN"}),
        ("한글", {"Name", "NCName", "NMTOKEN"}),
        ("a b", set()),
        ("×", set()),
        ("a/b", set()),
    ],
)
def test_what_begins_a_name_and_what_may_follow(lexical: str, kinds: set[str]) -> None:
    assert {kind for kind in ("Name", "NCName", "NMTOKEN") if not ill_typed(lexical, f"xsd:{kind}")} == kinds


# Truth and binary data


def test_a_boolean_has_two_forms_for_each_value() -> None:
    assert (
        value("true", "xsd:boolean")
        == value("1", "xsd:boolean")
        != value("0", "xsd:boolean")
        == value("false", "xsd:boolean")
    )


@pytest.mark.parametrize("lexical", ["True", "TRUE", "yes", "01", "nonsense"])
def test_what_is_no_boolean(lexical: str) -> None:
    assert ill_typed(lexical, "xsd:boolean")


def test_a_boolean_is_no_number() -> None:
    assert names_of(value("1", "xsd:boolean")) == {"xsd:boolean", "rdfs:Literal"}
    assert value("1", "xsd:boolean") != value("1", "xsd:integer")


def test_the_case_of_hexadecimal_digits_does_not_matter() -> None:
    assert value("afF0", "xsd:hexBinary") == value("AFf0", "xsd:hexBinary")


@pytest.mark.parametrize("lexical", ["0", "0g", "0 1", "٠٠", "0x01"])
def test_what_is_no_hexadecimal(lexical: str) -> None:
    assert ill_typed(lexical, "xsd:hexBinary")


def test_single_spaces_do_not_matter_within_base64() -> None:
    assert value("T1 dMIDIgREw =", "xsd:base64Binary") == value("T1dMIDIgREw=", "xsd:base64Binary")


@pytest.mark.parametrize(
    "lexical",
    ["T", "T1", "T1d", "T1d=M", "====", "T1==", "T1h=", "T1dM  T1dM", " T1dM", "T1dM ", "T1d-", "T(1)d#M-I.D:I,g!"],
)
def test_what_is_no_base64(lexical: str) -> None:
    assert ill_typed(lexical, "xsd:base64Binary")


def test_the_same_bytes_are_two_values_in_two_encodings() -> None:
    assert value("00", "xsd:hexBinary") != value("AA==", "xsd:base64Binary")


# IRIs


@pytest.mark.parametrize(
    "lexical",
    [
        "http://www.example.org/iri/with#fragment", "urn:ietf:rfc:3987", "/relative/iri/reference", "a:", "?", "#",
        "//host:80", "./1:a", "mailto:a@b.org", "http://[2001:db8::7]/c=GB?one", "http://[v1.a]/", "http:///x",
        "http://例え.jp/パス?q=\ue000#f", "a%20b", "http://me:secret@host:8080/", "",
    ],
)  # fmt: skip
def test_an_iri_reference_is_an_any_uri(lexical: str) -> None:
    assert not ill_typed(lexical, "xsd:anyURI")


@pytest.mark.parametrize(
    "lexical",
    [
        ":abc", "1:a", "a b", "<a>", "a|b", "a\\b", "{a}", '"', "a%2", "%zz", "a#b#c", "http://[::1", "http://[1.2]/",
        "http://[:::::]/", "http://a@b@c/", "http://host:8x/", "#\ue000", "\ud800", "a\x00",
    ],
)  # fmt: skip
def test_what_is_no_iri_reference_is_no_any_uri(lexical: str) -> None:
    assert ill_typed(lexical, "xsd:anyURI")


def test_two_iris_are_one_value_only_when_written_alike() -> None:
    assert value("http://example.org", "xsd:anyURI") != value("http://EXAMPLE.org", "xsd:anyURI")


def test_an_iri_is_no_string() -> None:
    assert names_of(value("a", "xsd:anyURI")) == {"xsd:anyURI", "rdfs:Literal"}


@pytest.mark.parametrize(
    ("start", "repeated", "end", "name"),
    [
        ("//", "a:", " ", "xsd:anyURI"),
        ("", "a", " ", "xsd:anyURI"),
        ("//", "@", "", "xsd:anyURI"),
        ("//[", ":", "]", "xsd:anyURI"),
        ("", "%", "", "xsd:anyURI"),
        ("", "a ", "", "xsd:token"),
        ("", "a-", "", "xsd:language"),
        ("", "a", "\n", "xsd:NMTOKEN"),
        ("", "A", "\n", "xsd:base64Binary"),
        ("", "0", "g", "xsd:hexBinary"),
        ("", "1", "x", "xsd:double"),
        ("", "1", "x", "xsd:decimal"),
        ("2000-01-01T00:00:00.", "0", "x", "xsd:dateTime"),
        ("", "<a>", "", "rdf:XMLLiteral"),
    ],
)
def test_a_long_ill_typed_literal_is_refused_at_once(start: str, repeated: str, end: str, name: str) -> None:
    began = time.perf_counter()
    assert ill_typed(f"{start}{repeated * LONG}{end}", name)
    assert time.perf_counter() - began < 1


# Times


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2009-04-21T12:30:15", "2009-04-21T12:30:15.00"),
        ("2009-04-21T12:30:15.5-05:00", "2009-04-21T12:30:15.500-05:00"),
        ("2009-04-21T12:30:15Z", "2009-04-21T12:30:15+00:00"),
        ("2009-04-21T12:30:15Z", "2009-04-21T12:30:15-00:00"),
        ("2009-04-21T24:00:00", "2009-04-22T00:00:00"),
        ("2009-04-30T24:00:00.00Z", "2009-05-01T00:00:00Z"),
        ("2000-02-28T24:00:00", "2000-02-29T00:00:00"),
        ("1900-02-28T24:00:00", "1900-03-01T00:00:00"),
        ("1999-12-31T24:00:00", "2000-01-01T00:00:00"),
        ("9999-12-31T24:00:00", "10000-01-01T00:00:00"),
        ("-0001-12-31T24:00:00", "0000-01-01T00:00:00"),
        ("-0002-12-31T24:00:00", "-0001-01-01T00:00:00"),
        ("-10000-12-31T24:00:00", "-9999-01-01T00:00:00"),
        ("0000-12-31T24:00:00", "0001-01-01T00:00:00"),
        ("-0000-01-01T00:00:00", "0000-01-01T00:00:00"),
    ],
)
def test_two_forms_of_one_time(one: str, other: str) -> None:
    assert value(one, "xsd:dateTime") == value(other, "xsd:dateTime")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2009-04-21T12:30:15", "2009-04-21T12:30:15Z"),
        ("2009-04-21T12:30:15", "2009-04-21T12:30:15.0000000000000000000000001"),
        ("2009-04-21T12:30:15Z", "-2009-04-21T12:30:15Z"),
        ("2009-04-21T12:30:15Z", "12009-04-21T12:30:15Z"),
    ],
)
def test_two_times_that_are_not_one(one: str, other: str) -> None:
    assert value(one, "xsd:dateTime") != value(other, "xsd:dateTime")


def test_one_instant_in_two_time_zones_is_equal_and_not_identical() -> None:
    assert value("2009-03-12T02:00:00+01:00", "xsd:dateTime") != value("2009-03-12T01:00:00Z", "xsd:dateTime")


@pytest.mark.parametrize(
    "lexical",
    [
        "2000-02-29T00:00:00", "0000-02-29T00:00:00", "-0004-02-29T00:00:00", "12400-02-29T23:59:59.999",
        "2009-04-21T12:30:15+14:00", "2009-04-21T12:30:15-13:59",
    ],
)  # fmt: skip
def test_an_unusual_time_is_a_time(lexical: str) -> None:
    assert not ill_typed(lexical, "xsd:dateTime")


@pytest.mark.parametrize(
    "lexical",
    [
        "2009-04-21", "2009-04-21T12:30", "2009-04-21 12:30:15", "2009-04-21t12:30:15", "2009-04-21T12:30:15z",
        "2009-13-01T00:00:00", "2009-00-01T00:00:00", "2009-04-31T00:00:00", "2009-04-00T00:00:00",
        "1900-02-29T00:00:00", "2009-02-29T00:00:00", "2009-04-21T25:00:00", "2009-04-21T24:00:01",
        "2009-04-21T24:00:00.1", "2009-04-21T12:60:00", "2009-04-21T12:30:60", "2009-04-21T12:30:15.",
        "2009-04-21T12:30:15+14:01", "2009-04-21T12:30:15+15:00", "2009-04-21T12:30:15+0100", "209-04-21T12:30:15",
        "02009-04-21T12:30:15", "+2009-04-21T12:30:15", "٢٠٠٩-04-21T12:30:15", "",
    ],
)  # fmt: skip
def test_what_is_no_time(lexical: str) -> None:
    assert ill_typed(lexical, "xsd:dateTime")


def test_a_time_stamp_has_a_time_zone() -> None:
    assert ill_typed("2009-04-21T12:30:15", "xsd:dateTimeStamp")
    assert not belongs(value("2009-04-21T12:30:15", "xsd:dateTime"), iri("xsd:dateTimeStamp"))
    assert belongs(value("2009-04-21T12:30:15-05:00", "xsd:dateTime"), iri("xsd:dateTimeStamp"))


def test_a_time_and_a_time_stamp_may_be_one_value() -> None:
    assert value("2009-04-21T12:30:15Z", "xsd:dateTime") == value("2009-04-21T12:30:15.0Z", "xsd:dateTimeStamp")


@given(moment=st.datetimes())
def test_every_moment_of_the_calendar_is_a_time(moment: object) -> None:
    assert not ill_typed(str(moment).replace(" ", "T"), "xsd:dateTime")


def test_a_year_of_a_hundred_thousand_digits_ends_at_once() -> None:
    start = time.perf_counter()
    ended = value(f"{'9' * LONG}-12-31T24:00:00Z", "xsd:dateTime")
    assert ended == value(f"1{'0' * LONG}-01-01T00:00:00Z", "xsd:dateTime")
    assert time.perf_counter() - start < 1


# XML


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<a b='1' c=\"2\"/>", '<a  c="2" b="1"></a>'),
        ("a&lt;&#98;", "<![CDATA[a<b]]>"),
        ("a\r\nb", "a\nb"),
        ("<a xmlns:unused='u:x'/>", "<a/>"),
        ("<p:a xmlns:p='u:x'><p:b/></p:a>", "<p:a xmlns:p='u:x'><p:b xmlns:p='u:x'/></p:a>"),
    ],
)
def test_two_ways_to_write_the_same_xml(one: str, other: str) -> None:
    assert value(one, "rdf:XMLLiteral") == value(other, "rdf:XMLLiteral")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<ex>abc</ex>", "<ex>xyz</ex>"),
        ("<a/>", "<A/>"),
        ("<a/><a/>", "<a><a/></a>"),
        ("<a/>", " <a/>"),
        ("<a/>", "<a/><!-- -->"),
        ("<a/>", "<a><?b c?></a>"),
        ("<!--a-->", "<?a?>"),
        ("<a b='c'/>", "<a>b='c'</a>"),
        ("<a/>", "<a xmlns='u:x'/>"),
        ("<a xmlns='u:x'/>", "<p:a xmlns:p='u:x'/>"),
        ("<a xmlns='u:x' b='1'/>", "<a xmlns='u:x' xmlns:q='u:x' q:b='1'/>"),
    ],
)
def test_two_pieces_of_xml(one: str, other: str) -> None:
    assert value(one, "rdf:XMLLiteral") != value(other, "rdf:XMLLiteral")


@pytest.mark.parametrize(
    "lexical",
    [
        "<illformed", "<a>", "</a>", "<a></b>", "</x><x>", "<p:a/>", "&unknown;", "&#0;", "&#1;", "]]>", "\x00", "\x01",
        "\ud800", "<?xml version='1.0'?>", "<!DOCTYPE a>", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "<a b='1' b='2'/>",
    ],
)  # fmt: skip
def test_what_is_no_content_of_an_element(lexical: str) -> None:
    assert ill_typed(lexical, "rdf:XMLLiteral")


@given(text=st.text("<>/&;!-[]?'\"= abx:#\n\x00"))
def test_any_text_is_content_of_an_element_or_ill_typed(text: str) -> None:
    assert ill_typed(text, "rdf:XMLLiteral") or names_of(value(text, "rdf:XMLLiteral")) == {
        "rdf:XMLLiteral",
        "rdfs:Literal",
    }


def test_deeply_nested_xml_is_read_at_once() -> None:
    start = time.perf_counter()
    assert not ill_typed("<a>" * LONG + "</a>" * LONG, "rdf:XMLLiteral")
    assert time.perf_counter() - start < 1


# All of them


@given(lexical=st.text(), datatype=st.sampled_from(sorted(DATATYPES)), language=st.none() | st.text(max_size=5))
def test_any_literal_has_a_value_or_is_ill_typed(lexical: str, datatype: str, language: str | None) -> None:
    try:
        found = value_of(lexical, datatype, language)
    except IllTypedError as error:
        assert len(str(error).splitlines()) == 1
        return
    assert found is None or datatype in datatypes_of(found)
