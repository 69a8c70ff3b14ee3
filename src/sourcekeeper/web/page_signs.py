"""What a page without much running text shows, words apart: lines, links, forms, the address it calls its own. Pure.

Lists of what error pages say are never whole. What a page holds, and what it says to machines, is told alike in any
language (`checking.showing` weighs it).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from sourcekeeper.model import PageSigns
from sourcekeeper.web.landing import is_same_place
from sourcekeeper.web.metadata.facts import PageFacts

if TYPE_CHECKING:
    from lxml.etree import _Element

_RUNNING, _MUCH_RUNNING = 200, 2
"""Characters of a line that is running text, and how many of them are a text no list or notice has."""
_MOST_HELD, _MOST_ROWS, _MOST_LINES = 400, 300, 400
_LONGEST_TEXT = 7000
"""Characters of a page that is read no further, as at a glance (`glance.VERY_MUCH_TEXT`)."""
_ELEMENTS_OF_A_FORM = 60
"""Some servers wrap whole pages in a form."""
_PICTURES, _ROWS, _ENTRIES = 2, 4, 3
"""How many pictures, rows of tables and entries of lists a page shows whose work they are: a notice may have one."""


def held_for_signs(root: _Element) -> list[_Element]:
    """Return what of a tree the signs are read from, before its surroundings are taken off."""
    return list(islice(root.iter("a", "link", "form"), _MOST_HELD))


def signs_of(
    held: Sequence[_Element],
    root: _Element,
    text: str,
    facts: PageFacts,
    url: str,
    headers: Mapping[str, str],
    *,
    is_work: bool,
) -> PageSigns | None:
    """Return the signs of a page whose main text was read, its surroundings taken off (`page_text.read_text`).

    None of a page with much running text, of which nothing of the kind needs to be asked.
    """
    if len(text) > _LONGEST_TEXT:
        return None
    lines = text.split("\n")
    if sum(len(line) > _RUNNING for line in lines) >= _MUCH_RUNNING:
        return None
    is_link = _begins_with(_linked_texts(held, url))
    robots = f"{facts.meta('robots')} {headers.get('x-robots-tag', '')}".lower()
    return PageSigns(
        title=facts.title,
        told=tuple(line for line in lines[:_MOST_LINES] if not is_link(line)),
        links=tuple(line for line in lines[:_MOST_LINES] if is_link(line)),
        is_work=is_work or _shows_a_work(root) or (text == "" and _has(root, "img", 1)),
        is_unlisted="noindex" in robots or "none" in robots.replace(",", " ").split(),
        points_to=_own_address(held, facts, url),
        has_form=any(_sends_something(form) for form in held if form.tag == "form"),
        asks_password=facts.password_fields > 0,
    )


def _own_address(held: Sequence[_Element], facts: PageFacts, url: str) -> str:
    """Return the address a page says is its own, where that is another place than the one it stands at."""
    links = (one for one in held if one.tag == "link" and (one.get("rel") or "").lower() == "canonical")
    told = (next((link.get("href") for link in links), "") or facts.meta("og:url")).strip()
    try:
        address = urljoin(url, told) if told else ""
    except ValueError:
        return ""
    return "" if not address or is_same_place(address, url) else address


def _sends_something(form: _Element) -> bool:
    """Whether a form sends something: a search asks by its address only; and some wrap whole pages."""
    if (form.get("method") or "").lower() != "post":
        return False
    return sum(1 for _ in islice(form.iter(), _ELEMENTS_OF_A_FORM)) < _ELEMENTS_OF_A_FORM


def _linked_texts(held: Sequence[_Element], url: str) -> frozenset[str]:
    """Return what the links of a page to other pages say."""
    links = (one for one in held if one.tag == "a" and not _is_to_itself(one.get("href"), url))
    return frozenset(" ".join("".join(map(str, link.itertext())).split()) for link in links)


def _begins_with(names: frozenset[str]) -> Callable[[str], bool]:
    """Return what tells whether a line is a link, or little more: lists have days or prices behind names."""
    begun: dict[str, list[str]] = {}
    for name in names:
        begun.setdefault(name[:_BEGINNING], []).append(name)

    def is_link(line: str) -> bool:
        alike = begun.get(line[:_BEGINNING], ())
        return line in names or any(len(name) * 2 > len(line) and line.startswith(name) for name in alike)

    return is_link


_BEGINNING = 8


def _is_to_itself(target: str | None, url: str) -> bool:
    """Whether a link leads to its own page, as headings of blogs do: what it says is then the page's own."""
    if not target or target.startswith("#"):
        return True
    if not url.endswith(target.partition("#")[0].rpartition("/")[2]):
        return False  # without joining the addresses of hundreds of links
    try:
        return urljoin(url, target).partition("#")[0] == url
    except ValueError:
        return False


def _shows_a_work(root: _Element) -> bool:
    """Whether a page shows what needs few words: a film, pictures, a table, entries, a text as it was typed."""
    if next(root.iter("video", "audio", "blockquote", "canvas", "frame", "figure", "dt"), None) is not None:
        return True
    return _has(root, "img", _PICTURES) or _has(root, "details", _ENTRIES) or _holds_data(root)


def _holds_data(root: _Element) -> bool:
    """Whether a table has rows without links: layouts are made of tables, too, and menus of their rows."""
    rows = (row for row in islice(root.iter("tr"), _MOST_ROWS) if next(row.iter("a", "table", "form"), None) is None)
    return len(list(islice(rows, _ROWS))) >= _ROWS


def _has(root: _Element, tag: str, least: int) -> bool:
    return len(list(islice(root.iter(tag), least))) >= least
