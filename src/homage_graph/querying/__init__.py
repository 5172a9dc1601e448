"""From a question to its answer: saved queries, their parameters, names, and the formats of results."""
