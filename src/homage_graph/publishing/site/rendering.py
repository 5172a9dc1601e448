"""From plain data to HTML: Jinja's templates, and Markdown without HTML in it.

What comes from a graph is text, never markup: it is escaped, and characters that nobody sees are shown as escapes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from homage_graph.characters import find_unseen
from homage_graph.errors import MissingPackageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import jinja2
    from markdown_it.token import Token
    from markupsafe import Markup

    from homage_graph.publishing.site.lexicon import Reference

__all__ = ["RulePage", "environment", "must_be_installed", "seen"]

_COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)
_CODE: Final = re.compile(r"([A-Za-z][\w.-]*)\.md")


def must_be_installed() -> None:
    """Make sure that pages can be made.

    Raises:
        MissingPackageError: Jinja2 or markdown-it-py is not there.
    """
    try:
        import jinja2  # noqa: F401
        import markdown_it  # noqa: F401
    except ImportError as error:
        raise MissingPackageError(str(error.name), "site") from None


def seen(text: str) -> str:
    r"""A text in which whatever nobody sees is an escape.

    >>> print(seen("a\u202eb"))
    a\u202eb
    """
    places = set(find_unseen(text))
    if not places:
        return text
    return "".join(
        one.encode("unicode_escape").decode("ascii") if number in places else one for number, one in enumerate(text)
    )


def environment() -> jinja2.Environment:
    """The templates: everything is escaped, and a name that there is not is an error."""
    import jinja2

    made = jinja2.Environment(
        loader=jinja2.PackageLoader("homage_graph.publishing.site"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_finalize,
    )
    made.filters["roman"] = _roman
    made.filters["number"] = lambda number: f"{number:,}"
    made.filters["href"] = _href
    return made


def _finalize(value: Any) -> Any:
    return seen(value) if type(value) is str else value


def _href(href: str, root: str) -> str:
    """An address as a link on a page: one of these pages' from where that page is."""
    from urllib.parse import quote

    if "://" in href:
        return href
    path, _, anchor = href.partition("#")
    return f"{root}{path}#{quote(anchor, safe='/~._-')}" if anchor else f"{root}{path}"


def _roman(number: int) -> str:
    """A number as chapters have it.

    >>> _roman(14)
    'XIV'
    """
    signs = {10: "X", 9: "IX", 5: "V", 4: "IV", 1: "I"}
    text = ""
    for value, sign in signs.items():
        text += sign * (number // value)
        number %= value
    return text


class RulePage:
    """The page of a rule, read from Markdown.

    Args:
        text: As docs/rules/ has it.
        link: The reference that a piece of code has, if it is the name of a term.
        page: The path of the page of a rule, by its code.
        root: The way from the page to the first one.
    """

    def __init__(
        self, text: str, link: Callable[[str], Reference | None], page: Mapping[str, str], root: str = ""
    ) -> None:
        from markdown_it import MarkdownIt

        self._markdown = MarkdownIt("commonmark", {"html": False}).disable(["image", "autolink"])
        self._link = link
        self._page = page
        self._root = root
        plain = seen(_COMMENT.sub("", text))
        parts = re.split(r"(?m)^## (.+)\n", plain)
        self.sections: dict[str, str] = dict(zip(parts[1::2], parts[2::2], strict=True))

    def html(self, title: str) -> Markup:
        """A section, as HTML."""
        return self._html(self._markdown.parse(self.sections.get(title, "")))

    def example(self, title: str) -> Markup:
        """A section as far as its first piece of code, as HTML."""
        tokens = self._markdown.parse(self.sections.get(title, ""))
        ends = [number for number, token in enumerate(tokens, 1) if token.type == "fence"]
        return self._html(tokens[: ends[0]] if ends else tokens)

    def _html(self, tokens: list[Token]) -> Markup:
        from markupsafe import Markup, escape

        pieces: list[str] = []
        for token in tokens:
            if token.type == "inline":
                pieces.append(self._inline(token.children or []))
            elif token.type in ("fence", "code_block"):
                kind = " ".join(("code", *token.info.split()[:1]))
                pieces.append(
                    f'<pre class="{escape(kind)}" tabindex="0"><code>{escape(token.content.rstrip())}</code></pre>\n'
                )
            elif token.type.startswith("heading"):
                pieces.append("<p><strong>" if token.nesting > 0 else "</strong></p>\n")
            elif token.nesting >= 0 and token.type == "hr":
                pieces.append("<hr>\n")
            else:
                pieces.append(f"<{'/' if token.nesting < 0 else ''}{token.tag}>" if not token.hidden else "")
        return Markup("".join(pieces))  # noqa: S704 - made of tags of CommonMark's, and of text that is escaped

    def _inline(self, tokens: list[Token]) -> str:
        from markupsafe import escape

        pieces: list[str] = []
        open_links: list[bool] = []
        for token in tokens:
            if token.type == "link_open":
                address = self._address(str(token.attrGet("href") or ""))
                open_links.append(bool(address))
                pieces.append(f'<a href="{escape(address)}">' if address else "")
            elif token.type == "link_close":
                pieces.append("</a>" if open_links.pop() else "")
            elif token.type == "code_inline":
                known = None if any(open_links) else self._link(token.content)
                code = f"<code>{escape(token.content)}</code>"
                pieces.append(f'<a href="{escape(_href(known.href, self._root))}">{code}</a>' if known else code)
            elif token.type in ("softbreak", "hardbreak"):
                pieces.append("\n")
            elif token.tag and token.type.endswith(("_open", "_close")):
                pieces.append(f"<{'/' if token.nesting < 0 else ''}{token.tag}>")
            else:
                pieces.append(str(escape(token.content)))
        return "".join(pieces)

    def _address(self, href: str) -> str:
        from homage_graph.publishing.site.lexicon import is_link

        page = _CODE.fullmatch(href)
        if page and page[1] in self._page:
            return self._root + self._page[page[1]]
        return is_link(href)
