"""What no shape can see: what a contribution may not speak of, and how terms, literals, IRIs and lists are written."""
