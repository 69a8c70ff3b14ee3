"""What a page needs to look like itself: its images, styles and scripts, and what the styles ask for in turn. Pure.

Addresses only, in the order a browser meets them; what is fetched of them, and how much, others decide.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from sourcekeeper.patterns import regex
from sourcekeeper.web.page_tree import parse_markup

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_STYLE_CHARACTERS = 2_000_000
"""Of a style sheet that are looked through."""
_MAX_ADDRESS_CHARACTERS = 4096

_IMPORT_OR_URL = regex(
    r"""(?ix) @import \s{1,9} (?:"(?P<import1>[^"\n]{1,4096})" | '(?P<import2>[^'\n]{1,4096})')
    | \burl\( \s{0,9} (?: "(?P<url1>[^"\n]{1,4096})" | '(?P<url2>[^'\n]{1,4096})' | (?P<url3>[^\s"'()]{1,4096}) )"""
)
_COMMENT = regex(r"(?s)/\*.*?(?:\*/|\Z)")
_DESCRIPTOR = regex(r"[0-9.]+[wxh]")
_BETWEEN_DESCRIPTORS = regex(r"(?<=[0-9][wxh]),")
_LINKS = frozenset({"stylesheet", "icon", "apple-touch-icon", "preload", "modulepreload"})
_SOURCES = {
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "input": ("src",),
    "script": ("src",),
    "image": ("href", "{http://www.w3.org/1999/xlink}href", "xlink:href"),
    "video": ("poster",),
    "embed": (),
}


def requisites_of_page(markup: str, url: str) -> tuple[str, ...]:
    """Return the addresses of a page's images, styles and scripts, each once, less fragments; of http(s) only.

    >>> requisites_of_page('<link rel=stylesheet href=/a.css><img src="b.png#x">', "https://example.org/page/")
    ('https://example.org/a.css', 'https://example.org/page/b.png')
    """
    root = parse_markup(markup)
    if root is None:
        return ()
    base = _base_of(root, url)
    return _web_only(_joined(base, found) for found in _of_elements(root))


def requisites_of_style(style: str, url: str) -> tuple[str, ...]:
    """Return the addresses a style sheet asks for: other sheets, fonts and images.

    >>> requisites_of_style("@import 'more.css'; p { background: url(../i/back.png) }", "https://example.org/s/a.css")
    ('https://example.org/s/more.css', 'https://example.org/i/back.png')
    """
    return _web_only(_joined(url, found) for found in _of_style(style))


def _base_of(root: _Element, url: str) -> str:
    base = next((href for each in root.iter("base") if (href := each.get("href"))), "")
    return _joined(url, base.strip()) or url


def _of_elements(root: _Element) -> Iterator[str]:
    for element in root.iter():
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag == "link":
            if _LINKS & set((element.get("rel") or "").lower().split()):
                yield element.get("href") or ""
        elif tag == "style":
            yield from _of_style(element.text or "")
        for name in _SOURCES.get(tag, ()):
            value = element.get(name) or ""
            yield from _of_set(value) if name == "srcset" else (value,)
        if style := element.get("style"):
            yield from _of_style(style)


def _of_set(value: str) -> Iterator[str]:
    """Yield the addresses of a ``srcset``: each is followed by how wide or dense it is, or by a comma."""
    spaced = _BETWEEN_DESCRIPTORS.sub(" ", value[: 100 * _MAX_ADDRESS_CHARACTERS])
    words = (word.strip(",") for word in spaced.split())
    yield from (word for word in words if word and not _DESCRIPTOR.fullmatch(word))


def _of_style(style: str) -> Iterator[str]:
    for found in _IMPORT_OR_URL.finditer(_COMMENT.sub(" ", style[:MAX_STYLE_CHARACTERS])):
        yield next(filter(None, found.groups()), "")


def _joined(base: str, reference: str) -> str:
    reference = reference.strip()
    if not reference or len(reference) > _MAX_ADDRESS_CHARACTERS:
        return ""
    try:
        return urljoin(base, reference)
    except ValueError:
        return ""


def _web_only(addresses: Iterator[str]) -> tuple[str, ...]:
    bare = (address.partition("#")[0] for address in addresses)
    return tuple(dict.fromkeys(each for each in bare if each.lower().startswith(("http://", "https://"))))
