r"""What site generators and notebooks put into Markdown, between braces. Pure.

Shortcodes (Hugo: ``{{< link href="…" >}}text{{< /link >}}``, Zola's ``{{ name(…) }}`` is left alone), roles (MyST:
``{ref}`text <target>` ``) and lists of attributes (kramdown: ``{: .lead}``; Pandoc: ``{#id .class key="value"}``).
What they print cannot be known without the site; what is sure is that a reader sees the words and never the braces.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from sourcekeeper.patterns import regex

_SHORTCODE = regex(r"\{\{([<%])\s*+(/?)\s*+([\w./-]{1,80})([^{}\n]{0,2000}?)(/?)\s*+[>%]\}\}")
_CLOSING = regex(r"\{\{[<%]\s*+/\s*+([\w./-]{1,80})")
_ARGUMENT = regex(r"(?:([\w-]{1,80})\s?=\s?)?(?:\"((?:[^\"\\]|\\.)*+)\"|`([^`]*+)`|([^\s\"`=]++))")
_ROLE = regex(r"\{([A-Za-z][\w:.+-]{0,60})\}(`{1,3})(?!`)((?:[^`\n]|\n(?!\s*\n)){1,2000})\2(?!`)")
_ROLE_TARGET = regex(r"\s*<([^<>\s]{1,2000})>\s*\Z")
_VALUE = r"(?:\"[^\"\n]*+\"|'[^'\n]*+'|[^\s{}\"'=]++)"
_ATTRIBUTES = regex(
    rf"\{{(?::[^{{}}\n]{{0,500}}|\s*+(?:[.#][^\s{{}}.#]++|[A-Za-z][\w:-]*+={_VALUE})"
    rf"(?:\s++(?:[.#][^\s{{}}]++|[A-Za-z][\w:-]*+={_VALUE}))*+\s*+)\}}"
)
_ADDRESS = regex(r"https?://\S+\Z")


_WIKI_LINK = regex(
    r"\[\[(?!\d{1,4}\]\])([^\[\]|#\n]{1,200})(?:#[^\[\]|\n]{0,200})?(?:\|([^\[\]\n]{1,200}))?\]\](?![(\[])"
)
_EMBEDDED = regex(r"!\[\[[^\[\]\n]{1,500}\]\](?!\()")
_HIDDEN = regex(r"%%[^%\n]{1,1000}%%")
_HIGHLIGHTED = regex(r"==(?=[^\s=])([^=\n]{1,1000})(?<=[^\s=])==(?!=)")


class Shortcode(NamedTuple):
    """A shortcode: what it begins or ends, where it leads, the words it surely prints."""

    end: int
    name: str
    is_closing: bool
    href: str
    words: str


class Role(NamedTuple):
    """A role: its words, where these stand, and the address it leads to ("" for none)."""

    end: int
    words: str
    at: int
    href: str


def shortcode_at(content: str, start: int) -> Shortcode | None:
    """Return the shortcode that begins at a place.

    >>> shortcode_at('{{< link href="https://a.example/x" >}}', 0)[1:]
    ('link', False, 'https://a.example/x', '')
    """
    found = _SHORTCODE.match(content, start)
    if found is None:
        return None
    href, words = "", ""
    for name, quoted, raw, bare in _ARGUMENT.findall(found[4]):
        value = quoted or raw or bare
        if not href and _ADDRESS.match(value):
            href = value
        elif not words and (quoted or raw) and name in {"", "text", "title", "label"} and "/" not in value:
            words = value
    return Shortcode(found.end(), found[3], bool(found[2]), href, words)


@lru_cache(maxsize=1)
def closed_shortcodes(content: str) -> frozenset[str]:
    """Return the names of the shortcodes that a text ends, so that they enclose something."""
    return frozenset(_CLOSING.findall(content))


def role_at(content: str, start: int) -> Role | None:
    """Return the role that begins at a place.

    >>> role_at("{download}`raw data <https://a.example/n.csv>`", 0)[1:]
    ('raw data', 11, 'https://a.example/n.csv')
    """
    found = _ROLE.match(content, start)
    if found is None:
        return None
    words, href = found[3], ""
    target = _ROLE_TARGET.search(words)
    if target is not None:
        href = target[1] if _ADDRESS.match(target[1]) else ""
        words = words[: target.start()] or target[1]
    return Role(found.end(), words, found.start(3), href)


def kept_in_vault(content: str, start: int) -> tuple[int, int, int] | None:
    """Return where something ends that keepers of notes (Obsidian, Logseq) write, and the span of it that is shown.

    >>> text = "![[a.jpg]] [[Page|words]] ==so== %%not this%%"
    >>> [kept_in_vault(text, at) for at in (0, 11, 26, 33)]
    [(10, 10, 10), (25, 18, 23), (32, 28, 30), (45, 45, 45)]
    """
    hidden = _EMBEDDED.match(content, start) or _HIDDEN.match(content, start)
    if hidden is not None:
        return hidden.end(), hidden.end(), hidden.end()
    shown = _WIKI_LINK.match(content, start) or _HIGHLIGHTED.match(content, start)
    return (shown.end(), *shown.span(shown.lastindex or 1)) if shown is not None else None


def attributes_at(content: str, start: int) -> int | None:
    """Return where a list of attributes ends that begins at a place; None when none does.

    >>> attributes_at('{: target="_blank"}', 0), attributes_at("{#id .lead}", 0), attributes_at("{sic}", 0)
    (19, 11, None)
    """
    found = _ATTRIBUTES.match(content, start)
    return found.end() if found is not None else None
