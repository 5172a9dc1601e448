"""Characters that nobody sees, and that make text look like something else."""

from __future__ import annotations

from typing import Final

__all__ = ["UNSEEN"]

UNSEEN: Final = "\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff"
"""Control, bidirectional and zero-width characters, as a class of a regular expression; not tab and newline."""
