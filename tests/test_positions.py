from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from homage_graph.positions import Positions
from homage_graph.reading import Document

TEXT = '''@prefix : <urn:x:> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@base <http://example.org/base/> .
# :a :p :comment .
:a :p :b , :c ;
   :q "a # no comment . ; :p :b" ;   # :a :p :z
   :q """long
; :a :p :y .
string""" , "12"^^xsd:byte , 'x'@en , 2003 , -1.5e3 , true ;
   a <thing> .
:d :p ( :one [ :p :inner ]
        :two ) ;
   :r [ :p :nested ;
        :q "é\\u00e9" ] .
[] :p :anonymous .
PREFIX ex: <http://example.org/>
ex:dotted.name :p ex:a\\,b , <#frag> .
'''
PLACES = {
    "<urn:x:a> <urn:x:p> <urn:x:b>": 5,
    "<urn:x:a> <urn:x:p> <urn:x:c>": 5,
    '<urn:x:a> <urn:x:q> "a # no comment . ; :p :b"': 6,
    '<urn:x:a> <urn:x:q> "long\\n; :a :p :y .\\nstring"': 7,
    '<urn:x:a> <urn:x:q> "12"^^<http://www.w3.org/2001/XMLSchema#byte>': 9,
    '<urn:x:a> <urn:x:q> "x"@en': 9,
    '<urn:x:a> <urn:x:q> "2003"^^<http://www.w3.org/2001/XMLSchema#integer>': 9,
    '<urn:x:a> <urn:x:q> "-1.5e3"^^<http://www.w3.org/2001/XMLSchema#double>': 9,
    '<urn:x:a> <urn:x:q> "true"^^<http://www.w3.org/2001/XMLSchema#boolean>': 9,
    "<urn:x:a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://example.org/base/thing>": 10,
    "_:b <urn:x:p> <urn:x:inner>": 11,
    "_:b <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> <urn:x:two>": 12,
    "_:b <urn:x:p> <urn:x:nested>": 13,
    '_:b <urn:x:q> "éé"': 14,
    "_:b <urn:x:p> <urn:x:anonymous>": 15,
    "<http://example.org/dotted.name> <urn:x:p> <http://example.org/a,b>": 17,
    "<http://example.org/dotted.name> <urn:x:p> <http://example.org/base/#frag>": 17,
}


def document(text: str) -> Document:
    content = text.encode()
    triples = tuple(quad.triple for quad in ox.parse(content, format=ox.RdfFormat.TURTLE))
    return Document(Path("x.ttl"), "x.ttl", content, triples)


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_each_statement_is_found_on_the_line_of_its_object(ending: str, mark: str) -> None:
    read = document(TEXT.replace("\n", ending))
    positions = Positions([Document(read.path, read.name, mark.encode() + read.text, read.triples)])
    found = {}
    for triple in read.triples:
        place = positions.of(tuple(triple))
        assert place is not None
        said = " ".join("_:b" if isinstance(term, ox.BlankNode) else str(term) for term in triple)
        found[said.replace("\\r\\n", "\\n")] = place.line
    assert {said: found[said] for said in PLACES} == PLACES


def test_what_is_not_written_has_no_place() -> None:
    positions = Positions([document(TEXT)])
    assert positions.of((ox.NamedNode("urn:x:a"), ox.NamedNode("urn:x:p"), ox.NamedNode("urn:x:z"))) is None


def test_the_first_of_two_places_is_told() -> None:
    twice = document("<urn:a> <urn:p> <urn:b> .\n<urn:a> <urn:p> <urn:b> .\n")
    place = Positions([twice]).of(tuple(twice.triples[0]))
    assert str(place) == "x.ttl:1"


def test_n_triples_too() -> None:
    lines = "".join(f"<urn:a> <urn:p> <urn:{number}> .\n" for number in range(5))
    read = document(lines)
    assert [str(Positions([read]).of(tuple(triple))) for triple in read.triples] == [f"x.ttl:{n}" for n in range(1, 6)]
