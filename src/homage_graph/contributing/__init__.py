"""From six answers to a valid file, and from findings to mended ones."""
