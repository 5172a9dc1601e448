"""`python -m homage_graph` is `homage`."""

from homage_graph.cli import main

main()
