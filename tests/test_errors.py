from __future__ import annotations

from pathlib import Path

import pytest

from homage_graph import errors
from homage_graph.validation import catalogue


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (errors.NoGraphError(Path("a"), "is empty"), "a: is empty"),
        (errors.UnreadableFileError("a.ttl", "a dot is expected", 3, 5), "a.ttl:3:5: a dot is expected"),
        (errors.UnreadableFileError("a.ttl", "no such file"), "a.ttl: no such file"),
        (errors.UnreadableFileError("a.ttl", "no dot", 3, 5, 3, 6, "HG905", "Write one."), "a.ttl:3:5: no dot"),
        (errors.UnwritableFileError(Path("a.ttl"), "no room"), "a.ttl: cannot be written: no room"),
        (errors.UnknownNameError("film", "x"), "no film is called “x”"),
        (errors.UnknownNameError("film", "x", ["a", "b", "c"]), "no film is called “x”; did you mean “a”, “b” or “c”?"),
        (errors.AmbiguousNameError("x", ["film:a", "film:b"]), "“x” may be “film:a” or “film:b”; write which"),
        (errors.BadValueError("year", "soon", "an integer"), "“soon” is no value for year: an integer is expected"),
        (errors.QueryError("expected }", "q.rq", 2, 1), "q.rq:2:1: expected }"),
        (errors.ReasoningError("a circle"), "the graph cannot be reasoned over: a circle"),
        (errors.ComparisonError("a tangle"), "the graphs cannot be compared: a tangle"),
        (errors.ContradictionError(["a", "b", "c"]), "the graph contradicts itself: a (and 2 more)"),
        (errors.DescriptionError("it has no title"), "the graph cannot be described: it has no title"),
        (errors.ReleaseError(Path("out"), "it is no folder"), "out: no release: it is no folder"),
    ],
)
def test_an_error_is_one_line_that_says_where(error: errors.HomageGraphError, line: str) -> None:
    assert str(error) == line
    assert len({error, error}) == 1, "an error can be put into a set, as those who log it do"


def test_every_error_is_public_and_a_homage_graph_error() -> None:
    defined = {name for name, thing in vars(errors).items() if isinstance(thing, type) and issubclass(thing, Exception)}
    assert defined == set(errors.__all__)
    for name in defined:
        assert issubclass(getattr(errors, name), errors.HomageGraphError)


def test_a_file_cannot_be_read_unless_another_rule_is_named() -> None:
    assert errors.UnreadableFileError("a.ttl", "no such file").code == catalogue.UNREADABLE
