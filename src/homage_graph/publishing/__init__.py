"""From the graph to files that others load."""
