"""The main text of a page: what a reader reads, less navigation, scripts and banners. Pure; takes the tree apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from sourcekeeper.patterns import regex

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_TEXT_LENGTH = 200_000
"""Characters kept of a main text."""
MAX_WHOLE_LENGTH = 4000
_WHOLE_LOOKED_AT = 10 * MAX_WHOLE_LENGTH

_NEVER_TEXT = (
    "script",
    "style",
    "template",
    "noscript",
    "svg",
    "math",
    "iframe",
    "object",
    "head",
    "select",
    "datalist",
)
_AROUND_TEXT = ("nav", "header", "footer", "aside", "button", "dialog", "menu")
_BLOCKS = (
    *(
        "address",
        "article",
        "blockquote",
        "br",
        "caption",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
    ),
    *("h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "main", "ol", "p", "pre", "section", "table", "td", "th", "tr"),
    *("ul", "form"),
)
AROUND_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "dialog", "alertdialog", "complementary"})
AROUND_NAMES = regex(r"cookie|consent|onetrust|didomi|tarteaucitron|gdpr|\bwm-ipp|newsletter|breadcrumb", re.I)
_SPACES = "\t\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000"
_TO_FOLD = ("  ", *_SPACES, *map(chr, range(0x2000, 0x200B)))
"""What has to be folded; in texts written without it, words are not taken apart and joined."""
_DROPPED = "sk-dropped"
_MAX_NAMED = 300
_SMALL_PIECES, _SMALL_TEXT = 150, 2500
_MAX_BANNERS, _BANNER_LENGTH = 4, 1500

_ENOUGH = 250
"""A `main` or a single `article` with that many characters is taken for the whole text."""


@dataclass(frozen=True, slots=True)
class PageText:
    """The texts of a page, a line a block, white space folded."""

    main: str
    """Navigation, banners and forms taken off; at most `MAX_TEXT_LENGTH` characters."""
    whole: str
    """All that is shown, navigation included; at most `MAX_WHOLE_LENGTH` characters."""
    banners: str = ""
    """The beginning of what stood in banners about cookies and consent."""


def read_text(root: _Element) -> PageText:
    """Read the texts off a tree, which is taken apart on the way: gather the facts first.

    Forms are left out, unless the page's text stands in one: some publishing systems wrap the whole page in a form.
    """
    from lxml import etree  # noqa: PLC0415  (loaded already: there is a tree)

    banners = _mark_surroundings(root)
    etree.strip_elements(root, *_NEVER_TEXT, _DROPPED, with_tail=False)
    _break_lines(root)
    around = folded(_all_text(root)[:_WHOLE_LOOKED_AT])
    etree.strip_elements(root, *_AROUND_TEXT, with_tail=False)
    if next(root.iter("form"), None) is None:
        text = _core(root)
        return PageText((text or around)[:MAX_TEXT_LENGTH], around[:MAX_WHOLE_LENGTH], banners)
    with_forms = _core(root)
    etree.strip_elements(root, "form", with_tail=False)
    text = _core(root)
    if len(text) < _ENOUGH and len(with_forms) > max(2 * _ENOUGH, 3 * len(text)):
        text = with_forms
    return PageText((text or with_forms or around)[:MAX_TEXT_LENGTH], around[:MAX_WHOLE_LENGTH], banners)


def _mark_surroundings(root: _Element) -> str:
    """Rename what says by its role or class that it is not the text, so that one pass in C can take it out.

    Returns the beginning of what such banners say.
    """
    named = 0
    banners: list[str] = []
    for element in root.iter("div", "section", "ul", "p", "form", "table"):
        role = element.get("role")
        if role is not None and role in AROUND_ROLES:
            element.tag = _DROPPED
            if role in {"dialog", "alertdialog"} and len(banners) < _MAX_BANNERS:
                banners.append(folded("".join(islice(_pieces(element), _SMALL_PIECES)))[:_BANNER_LENGTH])
            continue
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        if named < _MAX_NAMED and len(names) > 1 and AROUND_NAMES.search(names):
            named += 1
            if _is_small(element):
                element.tag = _DROPPED
                if len(banners) < _MAX_BANNERS:
                    banners.append(folded("".join(islice(_pieces(element), _SMALL_PIECES)))[:_BANNER_LENGTH])
    return " ".join(banners)


def _is_small(element: _Element) -> bool:
    """Whether there is little in it: a wrapper of the whole page may be called ``no-cookies`` too."""
    pieces = list(islice(_pieces(element), _SMALL_PIECES))
    return len(pieces) < _SMALL_PIECES and sum(map(len, pieces)) < _SMALL_TEXT


def _break_lines(root: _Element) -> None:
    for element in root.iter(*_BLOCKS):
        element.text = f"\n{element.text or ''}"
        element.tail = f"\n{element.tail or ''}"


def _core(root: _Element) -> str:
    """Return the text of the part that says it is the main one, when it says so once and holds enough; else all."""
    for tag in ("main", "article"):
        found = list(islice(root.iter(tag), 2))
        if len(found) == 1 and len(text := folded(_all_text(found[0]))) >= _ENOUGH:
            return text
    return folded(_all_text(root))


def _pieces(element: _Element) -> Iterator[str]:
    return (piece for piece in element.itertext() if isinstance(piece, str))


def _all_text(element: _Element) -> str:
    """Return all text in an element; there are no comments in the tree."""
    from lxml import etree  # noqa: PLC0415  (loaded already)

    return etree.tostring(element, method="text", encoding="unicode", with_tail=False)


def folded(text: str) -> str:
    """Return the lines that hold anything, their white space folded."""
    if not any(map(text.__contains__, _TO_FOLD)):
        return "\n".join(filter(None, map(str.strip, text.split("\n"))))
    return "\n".join(filter(None, map(" ".join, map(str.split, text.split("\n")))))
