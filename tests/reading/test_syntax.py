from __future__ import annotations

import pyoxigraph as ox
import pytest

from homage_graph.reading.syntax import Mistake, explain

HEAD = "@prefix : <urn:x:> .\n"


def explained(text: str) -> tuple[Mistake, str]:
    """The mistake in a text, and what it points at."""
    with pytest.raises(SyntaxError) as caught:
        list(ox.parse((HEAD + text).encode(), format=ox.RdfFormat.TURTLE))
    mistake = explain(HEAD + text, caught.value)
    return mistake, (HEAD + text)[mistake.start : mistake.end]


@pytest.mark.parametrize(
    ("text", "pointed", "reason", "advice"),
    [
        (":é :p :b\n:c :p :d .", ":c", "no full stop", "Write . after :b in line 2."),
        (":a :p :b :c .", ":c", "does not follow", "Write ,"),
        (":a :p [ :q :b :r :c ] .", ":r", "does not follow", "Write , before another object, or ;"),
        (":a :p :b", "", "the file ends", "after :b"),
        (":a :p film:oldboy .", "film:oldboy", "The prefix film:", "@prefix film: <https://w3id.org/homage-graph/id/film/> ."),
        ("@prefix good: <urn:> . :a :p god:b .", "god:b", "The prefix god:", "Did you mean “good:”?"),
        (":a :p http://e.org/x .", "http:", "The prefix http:", "angle brackets"),
        (":a :p xyzzy:b .", "xyzzy:b", "The prefix xyzzy:", "“@prefix xyzzy: <…> .”"),
        (':한 :p "open .\n:c :p :d .', '"open .', "not closed on its line", 'Write " where it ends'),
        (":a :p 'open", "'open", "not closed on its line", "Write ' where it ends"),
        (':a :p "open” .\n', '"open” .', "not closed on its line", "“”” is a typographic mark"),
        (':a :p """open\n"" .', '"""', "never closed", 'Write """'),
        (":a :p “x” .", "“", "typographic quotation mark", 'straight "'),
        (":a :p [ :q :b .\n:c :p :d .", "", "[ of line 2, column 7 is not closed", "Write ]"),
        (":a :p ( :b .", "", "( of line 2, column 7 is not closed", "Write )"),
        (":a :p [ :q ( :b ] .", "]", "( of line 2, column 12 is closed by ]", "Write )."),
        (":a :p ( :b ", "", "( of line 2, column 7", "Write )"),
        (':a :p "b"\n@prefix x: <urn:> .', "@prefix", "no full stop", "Write . before @prefix."),
        (r':a :p "é\u12" .', r"\u12", "no escape", "four hexadecimal digits"),
        (r":a :p 'é\U0001' .", r"\U0001", "no escape", "eight after"),
        ("<<<<<<< HEAD\n:a :p 1 .\n=======\n", "<<<<<<<", "a mark of git", "Keep what is right of both"),
        ("{ :a :p :b } => { :b :p :a } .", "{", "Notation3", "plain statements"),
        (":a!:b :p :c .", "!", "Notation3", "plain statements"),
        (":a => :b .", "=>", "Notation3", "plain statements"),
        (":a :p <urn:a b> .", " ", "a space", "%20"),
        (":a :p <urn:a\\u0020b> .", "\\u0020", "a space", "%20"),
        (":a :p <urn:a\x07b> .", "\x07", "U+0007", "Leave it out"),
        (':a :p <urn:x/y"z> .', 'y"', 'does not have " in it', "%22"),
        (":a :p <urn:open .\n:b :p <urn:c> .", "<urn:open .", "not closed on its line", "Write >"),
        (":a :p <urn:open .", "<urn:open .", "not closed on its line", "Write >"),
        ("<film/1> :p :b .", "<film/1>", "is a relative IRI", "whole IRI"),
        (':a :p "x"@en_US .', "_", "hyphens", "Write @en-US."),
        (':a :p "C:\\quux" .', "\\q", "\\q is no escape", "Write \\\\"),
        ("@prefix ex: <urn:> . :a :p ex:b%4 .", "%", "a percent sign in a name", "Write %25"),
        ("@prefix ex: <urn:> . :a :p ex:%zz .", "%", "a percent sign in a name", "Write %25"),
        ("@prefix ex: <urn:> . :a :p ex:한b\\.\\q .", "\\q", "a backslash in a name", "Leave the backslash out"),
        (":a _:p :b .", "_:p", "a blank node cannot be a predicate", ""),
        (':a "p" :b .', '"p"', "a literal cannot be a predicate", "film:oldboy"),
        (":a :p .", ".", "an object is missing before .", "Write the object"),
        (":a :p Oldboy .", "Oldboy", "the word “Oldboy” has no prefix", "film:oldboy"),
        (":a :p True .", "True", "“True” cannot be an object", "written true"),
        (":a :p a .", "a", "“a” cannot be an object", ""),
        (":a :p 'it's' .", "s", "the string has ended before “s”", "Write \\'"),
        (":a :p :b\n    :q :c .", ":q", "; is missing before this", "Write ; after :b in line 2."),
        (":a :p :b\n\t:q [ :p :c ] .", ":q", "; is missing before this", "Write ; after :b in line 2."),
        (':a :p :b\n:q "c" ;\n:r :d .', ":q", "; is missing before this", "Write ; after :b in line 2."),
        (':a :p "b"\n  a :C .', "a", "; is missing before this", 'Write ; after "b" in line 2.'),
        (":a :p :b , :c\n  :q :d .", ":q", "; is missing before this", "Write ; after :c in line 2."),
        (":a :p [\n  :q :b\n  :r :c ] .", ":r", "; is missing before this", "Write ; after :b in line 3."),
        ("  :a :p :b\n  :c a :D .", ":c", "no full stop", "Write . after :b in line 2."),
        (':a :p :b .\n  :q "c" .', '"c"', "a subject is missing", "Line 2 ends with . — write ; there"),
        (":a :p :b .\n  :q :c ;\n  :r :d .", ";", "a subject is missing", "Line 2 ends with . — write ; there"),
        (":a :p :b .\n  a :C .", "a", "a subject is missing", "Line 2 ends with . — write ; there"),
        (":a :p :b ;\n\n:c a :D .", "a", "line 2 ends with ;, so “:c” is read as a predicate", "Write . there."),
        (":a :p :b ;\n\n:c :p :D .", ":D", "line 2 ends with ;", "Write . there."),
        (':a :p :b ;\n\n:c :p "d" .', '"d"', "line 2 ends with ;", "Write . there."),
        (":a :p :b ;\n  :q :c :d .", ":d", "does not follow", "Write ,"),
        (":a :p :b ,\n  a :C .", "a", "“a” does not follow", "Write ; instead of , in line 2."),
        (":a :p :b ,\n  :q :c .", ":c", "“:c” does not follow", "Write ; instead of , in line 2."),
        (":a :p :b , :q 1 .", "1", "“1” does not follow", "Write ; instead of , in line 2."),
        (":a :p :b . // so", "//", "no comment begins with “//”", "Write #"),
        (":a\xa0:p :b .", "\xa0", "the no-break space U+00A0", "Write a space"),
        (":a :p\u3000:b .", "\u3000", "the ideographic space U+3000", "Write a space"),
        (":a :p :b ;\n=======\n  :q :c .", "=======", "a mark of git", "take out the lines"),
        (":a :p 2016-07-20 .", "2016-07-20", "a date", 'Write the year alone, 2016, or "2016-07-20"^^xsd:date.'),
        (":a :p [ :q 2016-07 ] .", "2016-07", "a date", '"2016-07"^^xsd:gYearMonth'),
        (':a :p "x"@ .', " ", "no language follows the @", "as in @en"),
        (":train to busan a :F .", "to", "the word “to” has no prefix", "write :train-to-busan."),
        (":a :p :train to busan ;\n  :q :b .", "to", "the word “to” has no prefix", "write :train-to-busan."),
        (":a is :b .", "is", "the word “is” has no prefix", "a name with its prefix"),
        (":a :Film ;\n  :p :b .", ";", "an object is missing before ;", "Write a :Film"),
        ("<www.e.org/x> :p :b .", "<www.e.org/x>", "is a relative IRI", "Write <https://www.e.org/x>."),
        (":a&:b :p :c .", "&", "“&” begins no term", ""),
    ],
)  # fmt: skip
def test_a_mistake_is_told_where_it_is_with_what_to_write_instead(
    text: str, pointed: str, reason: str, advice: str
) -> None:
    mistake, found = explained(text)
    assert reason in mistake.reason
    assert found == pointed
    assert advice in mistake.help
    assert bool(mistake.help) == bool(advice)


def test_what_is_not_recognised_is_told_as_the_parser_does() -> None:
    mistake, found = explained(':a :p "x"^^ .')
    assert mistake.reason == "Expecting a datatype IRI after ^^, found ."
    assert found == "."


@pytest.mark.parametrize(
    "text", [":a :p <urn:" + "x" * 5_000 + "\x1b[31m> .", ":a :p " + "y" * 5_000 + ":b .", "z" * 5_000]
)
def test_a_message_is_short_and_of_what_can_be_seen(text: str) -> None:
    mistake, _ = explained(text)
    assert mistake.reason.isprintable()
    assert len(mistake.reason) < 200
    assert len(mistake.help) < 300


def test_an_unclosed_bracket_is_placed_behind_the_full_stop_of_its_statement() -> None:
    mistake, _ = explained(':a :p [ :q "x.y" ;\n:b :p "z" .\n:c :p :d .')
    assert (HEAD + ':a :p [ :q "x.y" ;\n:b :p "z" .\n:c :p :d .')[: mistake.start].endswith('"z" .')


@pytest.mark.parametrize(
    "text", [":a is :b .", ":a :p To .", ":a :p a .", ":a :p true :b .", ":a :p 'it's' .", ":a é :b ."]
)
def test_a_piece_of_the_file_is_left_as_it_is_where_a_sentence_begins(text: str) -> None:
    mistake, found = explained(text)
    assert f"“{found}”" in mistake.reason
    assert not mistake.reason.startswith(found)
