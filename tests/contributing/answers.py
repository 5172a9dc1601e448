"""Answers that several tests start from, and text that nobody should trust."""

from __future__ import annotations

from homage_graph.contributing.answers import WAYS, Answers, Target

WAY = {way.name: way for way in WAYS}

NEW = Answers(
    video="Ditto Again",
    performers=("The Newcomers",),
    performer_kind="group",
    video_year="2022",
    work="Ring of Glass",
    work_year="1998",
    targets=(Target(WAY["scene"], "the well"),),
    source="How films shape music videos",
    url="https://www.example.org/how-films",
    publisher="The Example Paper",
    quote="a direct nod to the well",
    certainty="stated",
    description="They climb out of a well.",
    enacted_by=("Somebody New",),
)
"""Everything in it is new to the graph."""

KNOWN = Answers(
    video="LILAC",
    work="Fallen Angels",
    source="NME, Seven films",
    quote="a direct nod to Fallen Angels",
    certainty="stated",
    description="IU rides through a tunnel.",
)
"""Everything in it is known, and the claim is new."""

HOSTILE = (
    '"@en . <x:x> <x:y> <x:z> .',
    "'''\"\"\" . <x:x> <x:y> <x:z> .",
    "\\",
    '\\"',
    '\\u0022@en . <x:x> <x:y> "z',
    "> . <x:x> <x:y> <x:z> . <x:",
    "# a comment",
    "a ; hg:homageOf film:oldboy",
    "$(rm -rf ~)",
    "`rm -rf ~`",
    "```\n@somebody\n```",
    "``````````",
    "${{ github.token }}",
    "line\nline",
    "line\r\n### Quote\r\n\r\nother",
    "\x1b[31mred",
    "\x00",
    "\ud800",
    "x\u202ey",
    "é".encode().decode("latin-1"),
    "e\u0301",
    "javascript:alert(1)",
    "https://www.example.org/a b",
    'https://www.example.org/"> . <x:x> <x:y> <x:z> . <x:',
    "film:oldboy> <x:y> <x:z> .",
    "hg:Film",
    "../../etc/passwd",
    "봄날",
    "A" * 100_000,
)

FILLED = {
    "Video": NEW.video,
    "Performers": "\n".join(NEW.performers),
    "Kind of performer": NEW.performer_kind,
    "Year of the video": NEW.video_year,
    "Work": NEW.work,
    "Kind of work": NEW.work_kind,
    "Year of the work": NEW.work_year,
    "How": "scene: it recreates this scene",
    "What of it": NEW.targets[0].name,
    "Kind of motif": "",
    "Source": NEW.source,
    "Address": NEW.url,
    "Publisher": NEW.publisher,
    "Quote": NEW.quote,
    "Language": "",
    "Certainty": NEW.certainty,
    "Voice": "",
    "Description": NEW.description,
    "Enacted by": "\n".join(NEW.enacted_by),
}


def filled_in(**changed: str) -> str:
    """The issue form about `NEW`, as GitHub writes it, with some answers changed."""
    filled = {**FILLED, **{name.replace("_", " "): text for name, text in changed.items()}}
    return "\r\n\r\n".join(f"### {heading}\r\n\r\n{text or '_No response_'}" for heading, text in filled.items())
