"""Judging by shapes: a sieve finds suspects, and pyshacl judges them on as little of the graph as can matter."""
