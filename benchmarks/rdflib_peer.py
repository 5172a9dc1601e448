"""What `homage query` does, done with rdflib alone: parse a graph, ask it a saved query, print the rows.

It is run by start.py: `python benchmarks/rdflib_peer.py GRAPH.ttl QUERY.rq VIDEO_IRI`.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import rdflib


def main(graph_file: str, query_file: str, video: str) -> None:
    """Print the rows as CSV."""
    graph = rdflib.Graph().parse(graph_file, format="turtle")
    result = graph.query(Path(query_file).read_text("utf-8"), initBindings={"video": rdflib.URIRef(video)})
    out = csv.writer(sys.stdout)
    out.writerow(result.vars or ())
    for row in result:
        out.writerow(row if isinstance(row, tuple) else (row,))


if __name__ == "__main__":
    main(*sys.argv[1:])
