"""What a page is, what it says of itself, and its main text. Pure; never raises for what a server can send.

A page that is a wall, a login or an error says nothing of the work that was cited: its item is empty. A paywall is the
exception, for there the publisher still names the work.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice
from typing import TYPE_CHECKING

from sourcekeeper.model import Item, Page, PageKind, Reason
from sourcekeeper.patterns import regex
from sourcekeeper.web.encoding import decode
from sourcekeeper.web.metadata.facts import PageFacts, gather
from sourcekeeper.web.metadata.item import item_of
from sourcekeeper.web.metadata.jsonld import entities, is_closed, main_entity
from sourcekeeper.web.metadata.reading import titles_of
from sourcekeeper.web.page_archived import without_insertions
from sourcekeeper.web.page_signs import held_for_signs, signs_of
from sourcekeeper.web.page_text import MAX_TEXT_LENGTH, PageText, read_text
from sourcekeeper.web.page_tree import parse_markup
from sourcekeeper.web.walls.lost_marks import data_mark, names_error
from sourcekeeper.web.walls.marks import find_mark
from sourcekeeper.web.walls.seen import MANY_LINKS, SHORT_WALL, TEASER, Seen

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_MARKUP_BYTES = 2 * 1024 * 1024
"""More of a page is not looked at: its title and its text begin long before."""

_MARKUP_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_TEXT_TYPES = regex(r"text/.+|application/(?:json|xml|rtf|.+\+(?:json|xml))")
_UNTOLD = frozenset(
    {"", "application/octet-stream", "binary/octet-stream", "unknown/unknown", "application/x-unknown"}
)
_LOOKS_LIKE_MARKUP = regex(
    rb"\s{0,500}(?:(?:<!--.{0,1000}?-->|<\?xml[^>]{0,200}>)\s{0,500}){0,5}"
    rb"<(?:!doctype\s+html|html|head|body|title|meta)\b",
    re.IGNORECASE | re.DOTALL,
)
_FILE_MAGIC = (
    *(
        b"%PDF-",
        b"PK\x03\x04",
        b"\x89PNG",
        b"\xff\xd8\xff",
        b"GIF8",
        b"\xd0\xcf\x11\xe0",
        b"\x1f\x8b",
        b"Rar!",
        b"ID3",
    ),
)
_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")


def read_page(
    body: bytes, *, url: str, status: int, content_type: str = "", headers: tuple[tuple[str, str], ...] = ()
) -> Page:
    """Read a page: its kind and what gave it away, its title, language, item and main text.

    Parameters
    ----------
    body
        Content coding undone. At most `MAX_MARKUP_BYTES` are looked at.
    url
        Where the body came from, redirects followed.
    status
        Of the answer that brought the body.
    content_type
        As the server sent it; the bytes are believed before it.
    headers
        Of the same answer: some walls are known by them alone.
    """
    data = body[:MAX_MARKUP_BYTES]
    lowered = {name.lower(): value for name, value in headers}
    form = form_of(data, content_type or lowered.get("content-type", ""))
    if form == "markup":
        return _read_markup(decode(data, content_type, markup=True).text, url, status, lowered)
    decoded = decode(data, content_type).text if form == "text" else ""
    text = _folded_lines(decoded)
    mark = find_mark(Seen(url=url, status=status, headers=lowered, text=text)) or data_mark(decoded)
    if mark:
        return Page(kind=mark[0], text=text, mark=mark[1])
    if form == "nothing":
        return Page(kind=PageKind.UNKNOWN, mark=Reason.of("empty-body"))
    return Page(kind=PageKind.TEXT, text=text)


def form_of(data: bytes, content_type: str = "") -> str:
    """Tell what a body is: ``markup``, ``text``, ``file`` or ``nothing``. The bytes are believed before the type."""
    if not data.strip():
        return "nothing"
    media = content_type.partition(";")[0].strip().lower()
    if data.startswith(_FILE_MAGIC):
        return "file"
    if _LOOKS_LIKE_MARKUP.match(data[:4096].lstrip(b"\xef\xbb\xbf")):
        return "markup"
    if b"\0" in data[:1024] and not data.startswith(_BYTE_ORDER_MARKS):
        return "file"
    if media in _MARKUP_TYPES:
        return "markup"
    if media in _UNTOLD:
        return "markup" if data.lstrip()[:1] == b"<" else ("text" if _is_text(data) else "file")
    return "text" if _TEXT_TYPES.fullmatch(media) else "file"


def _is_text(data: bytes) -> bool:
    controls = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in data[:1024])
    return not controls


def _read_markup(markup: str, url: str, status: int, headers: Mapping[str, str]) -> Page:
    root = parse_markup(markup)
    archived, links = None, 0
    held: list[_Element] = []
    if root is None:
        facts, text = PageFacts(), PageText(_folded_lines(re.sub(r"<[^>]{0,500}>", " ", markup))[:SHORT_WALL], "")
    else:
        archived = without_insertions(root, url)
        links = sum(1 for _ in islice(root.iter("a"), MANY_LINKS))
        facts = gather(root, markup)
        held = held_for_signs(root)
        text = read_text(root)
    item = item_of(facts, url, archived)
    is_article = describes_a_work(facts, item)
    signs = signs_of(held, root, text.main, facts, url, headers, is_work=is_article) if root is not None else None
    seen = Seen(
        url=url,
        status=status,
        headers=headers,
        title=facts.title,
        heading=facts.heading or (facts.headings[0] if facts.headings else ""),
        text=text.main,
        whole_text=text.whole,
        markup=markup[: 512 * 1024].lower() if len(text.main) < SHORT_WALL else "",
        password_fields=facts.password_fields,
        text_fields=facts.text_fields,
        images=facts.images,
        links=links,
        banners=text.banners,
        is_article=is_article,
    )
    mark = find_mark(seen)
    kind, reason = mark or (PageKind.TEXT, None)
    if reason is not None and not _keeps_item(reason, facts, seen):
        item = Item()
    elif is_for_payers(facts, url):
        kind = PageKind.WALL if len(text.main) < TEASER else PageKind.TEXT
        reason = Reason.of("paywall-mark")
    title = item.text("title") or facts.title or (facts.headings[0] if facts.headings else "")
    return Page(
        kind=kind,
        title=title,
        language=facts.language,
        item=item,
        text=text.main,
        mark=reason,
        is_alone=links <= _FEW_LINKS and len(text.whole) < SHORT_WALL,
        signs=signs,
    )


def _keeps_item(reason: Reason, facts: PageFacts, seen: Seen) -> bool:
    """Whether a page that shows no work says all the same which one it is: its text is empty, or made by a script."""
    return reason.code == "empty-body" or (reason.code == "script-shell" and has_own_head(facts, seen))


_FEW_LINKS = 3
"""On a wall: to help, to whoever made it, to the front page."""


_SURELY_MARKED = 0.84
"""A day so sure stands in a field made for it, not in the text."""


_TIMES_OF_A_WORK = ("article:published_time", "og:article:published_time", "og:published_time")
"""As OpenGraph has it, as Le Monde writes it, and as Mastodon does over an empty frame."""


def describes_a_work(facts: PageFacts, item: Item) -> bool:
    """Whether a page says so much of a work that words in its title are the work's own.

    A day in a field made for it and a kind or an author; or, on plain pages, an author and a day by the heading. An
    error page may list recent articles with their days, so a day alone is too little.
    """
    if "title" not in item.fields or names_error(item.text("title")):
        return False
    if item.type == "post" and not (facts.title or facts.meta("og:title", "og:description", "twitter:title")):
        return False  # its day and its account stand in the address, whatever the page shows
    issued, author = item.fields.get("issued"), item.fields.get("author")
    if facts.meta("citation_title", *_TIMES_OF_A_WORK) or item.type == "entry-encyclopedia":
        return True
    is_work = item.type not in {"webpage", ""}
    if issued and issued.confidence > _SURELY_MARKED and (is_work or author):
        return True
    has_person = author is not None and any(name.family for name in item.names())
    return has_person and issued is not None


def has_own_head(facts: PageFacts, seen: Seen) -> bool:
    """Whether the head of an empty frame speaks of its page: a bare ``<title>`` names the site, at every address."""
    described = facts.meta("og:title", "twitter:title", "citation_title", "dc.title") or facts.json_ld
    return bool(described) or seen.names_its_address


def is_for_payers(facts: PageFacts, url: str = "") -> bool:
    """Whether the page says that its whole text is for those who pay (schema.org ``isAccessibleForFree``)."""
    if facts.meta("article:content_tier", "og:article:content_tier").lower() == "locked":
        return True
    said = facts.meta("isaccessibleforfree") or next(iter(facts.properties.get("isaccessibleforfree", ())), "")
    node = main_entity((*entities(facts.json_ld), *facts.microdata), url, titles_of(facts))
    return said.strip().lower() == "false" or is_closed(node)


def _folded_lines(text: str) -> str:
    lines = (" ".join(line.split()) for line in text[: 2 * MAX_TEXT_LENGTH].splitlines())
    return "\n".join(line for line in lines if line)[:MAX_TEXT_LENGTH]
