"""Made-up graphs of any size, in the vocabulary and about the make of the real one.

    python benchmarks/generate.py 2000 OUT_DIR

The same number gives the same bytes. A thing is written as soon as it is made, so that memory does
not grow with the graph. The sizes the benchmarks speak of are S (200), M (2,000) and L (200,000 videos).
"""

from __future__ import annotations

import argparse
import random
import shutil
from pathlib import Path
from typing import IO, Final

__all__ = ["SIZES", "generate"]

SIZES: Final = {"S": 200, "M": 2_000, "L": 200_000}
"""Videos in a graph of each size."""

CHECKOUT: Final = Path(__file__).resolve().parents[1]
PER_FILE: Final = 1_000

_IDS = "https://w3id.org/homage-graph/id/"
_CONCEPTS = "https://w3id.org/homage-graph/concept/"
_PEOPLE = ("person", "group", "publisher")
_WORKS = ("video", "film", "scene", "character", "source")
_CLAIMS = ("homage", "alteration", "evidence")
_SCHEMES = ("alteration-kind", "certainty", "stance", "technique", "voice")
_PREFIXES = {
    "hg": "https://w3id.org/homage-graph/ontology#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    **{kind: f"{_IDS}{kind}/" for kind in (*_WORKS, *_PEOPLE, *_CLAIMS)},
    **{scheme: f"{_CONCEPTS}{scheme}/" for scheme in _SCHEMES},
}
_HEADER = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in _PREFIXES.items())

_MEMBERS = 3
_ONE_IN = 20  # of so many videos, one has an alteration and one a conjecture


def generate(videos: int, folder: Path) -> int:
    """Write a graph of so many videos, with the ontology and the saved queries of this checkout.

    Args:
        videos: How many; everything else follows in proportion.
        folder: Where ontology/, queries/ and data/ are made.

    Returns:
        The number of triples in data/.

    Raises:
        FileExistsError: There is a graph already.
    """
    data = folder / "data"
    data.mkdir(parents=True)
    (folder / "ontology").mkdir()
    for name in ("homage.ttl", "concepts.ttl", "shapes.ttl"):
        shutil.copy(CHECKOUT / "ontology" / name, folder / "ontology" / name)
    shutil.copytree(CHECKOUT / "queries", folder / "queries")
    return _Generator(videos, data).run()


class _Generator:
    """One graph in the making; `triples` counts what is written."""

    def __init__(self, videos: int, folder: Path) -> None:
        self.videos = videos
        self.films = max(1, videos // 20)
        self.directors = max(1, videos // 60)
        self.performers = max(1, videos // 10)
        self.sources = max(1, videos // 50)
        self.publishers = 5
        self.folder = folder
        self.triples = 0
        self.chance = random.Random(videos)  # noqa: S311 - nothing here is secret
        self.file: IO[str]

    def run(self) -> int:
        """Write every file."""
        kinds = (
            ("publishers", self.publishers, self.publisher),
            ("sources", self.sources, self.source),
            ("directors", self.directors, self.director),
            ("performers", self.performers, self.performer),
            ("films", self.films, self.film),
            ("videos", self.videos, self.video),
        )
        for name, count, write in kinds:
            for first in range(1, count + 1, PER_FILE):
                path = self.folder / name / f"{first // PER_FILE + 1:04}.ttl"
                path.parent.mkdir(exist_ok=True)
                with path.open("w", encoding="utf-8", newline="\n") as self.file:
                    self.file.write(_HEADER)
                    for number in range(first, min(first + PER_FILE, count + 1)):
                        write(number)
        return self.triples

    def thing(self, name: str, kind: str, *said: str) -> None:
        """Write one thing: its type, and a predicate and an object each."""
        self.file.write("\n" + " ;\n    ".join((f"{name} a hg:{kind}", *said)) + " .\n")
        self.triples += 1 + len(said)

    def publisher(self, n: int) -> None:
        """Write a publisher."""
        self.thing(f"publisher:p{n}", "Publisher", f'rdfs:label "Publisher {n}"@en')

    def source(self, n: int) -> None:
        """Write an article."""
        self.thing(
            f"source:s{n}", "Source",
            f'rdfs:label "Article {n}"@en',
            f"hg:publishedBy publisher:p{n % self.publishers + 1}",
            f"schema:url <https://example.org/article/{n}>",
        )  # fmt: skip

    def director(self, n: int) -> None:
        """Write a director."""
        self.thing(f"person:d{n}", "Person", f'rdfs:label "Director {n}"@en')

    def performer(self, n: int) -> None:
        """Write a soloist where the number is even, else a group with its members."""
        if n % 2 == 0:
            self.thing(f"person:p{n}", "Person", f'rdfs:label "Singer {n}"@en')
            return
        self.thing(f"group:p{n}", "Group", f'rdfs:label "Group {n}"@en')
        for m in range(1, _MEMBERS + 1):
            self.thing(f"person:p{n}-{m}", "Person", f'rdfs:label "Singer {n}.{m}"@en', f"hg:memberOf group:p{n}")

    def film(self, n: int) -> None:
        """Write a film, a scene and a character of it."""
        self.thing(
            f"film:f{n}", "Film",
            f'rdfs:label "Film {n}"@en',
            f"hg:directedBy person:d{n % self.directors + 1}",
            f"hg:releaseYear {self.chance.randint(1950, 2005)}",
            f'hg:imdbId "tt99{n:06}"',
        )  # fmt: skip
        self.thing(f"scene:f{n}", "Scene", f'rdfs:label "Scene of Film {n}"@en', f"hg:sceneOf film:f{n}")
        self.thing(f"character:f{n}", "Character", f'rdfs:label "Character of Film {n}"@en', f"hg:appearsIn film:f{n}")

    def video(self, n: int) -> None:
        """Write a video and its homage; at times an alteration of that, or a conjecture beside it."""
        performer = self.chance.randint(1, self.performers)
        alone = performer % 2 == 0
        billed = f"person:p{performer}" if alone else f"group:p{performer}"
        member = f"person:p{performer}-{self.chance.randint(1, _MEMBERS)}"
        who = billed if alone else member
        self.thing(
            f"video:v{n}", "MusicVideo",
            f'rdfs:label "Video {n}"@en',
            f"hg:performedBy {billed}",
            f"hg:releaseYear {self.chance.randint(2006, 2025)}",
        )  # fmt: skip
        film = self.some_film()
        targets = (
            (f"hg:ofWork film:f{film}",),
            (f"hg:ofScene scene:f{film}", f"hg:enactedBy {who}"),
            (f"hg:stylingOfCharacter character:f{film}", f"hg:enactedBy {who}"),
            (f"hg:ofWork film:f{film}", "hg:withTechnique technique:slow-motion"),
        )
        (target,) = self.chance.choices(targets, weights=(4, 3, 2, 1))
        certainty = self.chance.choice(("stated", "suggested"))
        self.claim(f"v{n}", "Homage", f"hg:inWork video:v{n}", certainty, film, *target)
        if n % _ONE_IN == 0:
            self.thing(
                f"alteration:v{n}", "Alteration",
                f"hg:alters homage:v{n}",
                "hg:alterationKind alteration-kind:substitution",
                'hg:insteadOf "a corridor"@en',
                'hg:shows "a train"@en',
                f'hg:description "Video {n} moves it to a train."@en',
                f"hg:evidence evidence:v{n}",
            )  # fmt: skip
        if n % _ONE_IN == _ONE_IN // 2:
            guess = self.some_film()
            alleged = f"hg:allegedIn video:v{n}"
            self.claim(f"v{n}-guess", "Conjecture", alleged, "speculative", guess, f"hg:ofWork film:f{guess}")

    def some_film(self) -> int:
        """The number of a film: the lower, the more often."""
        return int(self.films * self.chance.random() ** 2) + 1

    def claim(self, name: str, kind: str, about: str, certainty: str, film: int, *target: str) -> None:
        """Write a claim and the evidence for it."""
        self.thing(
            f"homage:{name}", kind,
            about,
            *target,
            f"hg:certainty certainty:{certainty}",
            f'hg:description "The video takes up Film {film}."@en',
            f"hg:evidence evidence:{name}",
        )  # fmt: skip
        stance = "supports" if kind == "Homage" else "leaves-open"
        words = self.chance.choice(("a nod to", "recalls a moment of", "is dressed after", "quite openly quotes"))
        self.thing(
            f"evidence:{name}", "Evidence",
            f"hg:source source:s{self.chance.randint(1, self.sources)}",
            f'hg:quote "the video {words} Film {film}"@en',
            f"hg:stance stance:{stance}",
            "hg:voice voice:critic",
        )  # fmt: skip


def main() -> None:
    """Generate from the command line."""
    parser = argparse.ArgumentParser(description="Write a made-up graph of N videos.")
    parser.add_argument("videos", metavar="N", type=int)
    parser.add_argument("folder", metavar="OUT_DIR", type=Path)
    arguments = parser.parse_args()
    triples = generate(arguments.videos, arguments.folder)
    print(f"{arguments.videos:,} videos, {triples:,} triples")


if __name__ == "__main__":
    main()
