"""A look at the bytes of a page, which knows the many that plainly show a text, without a tree. Pure.

A tree, its text and its facts take two milliseconds of a page, and nearly all pages of a night are what they were. So
a page is first glanced at. `plain_page` answers for one that shows so much running text that no mark of `walls/` can
hold of it (all those of words and mark-up ask for a short text), and that says nothing of payment. It is one-sided: of
any other page, and wherever the bytes leave a doubt, it says nothing, and `page.read_page` reads.

The text it takes is the one that `page_text` takes, unless tags are in disorder. What the page says of its work is not
read: of a cited work's page it has to be read by `read_page`, once.
"""

from __future__ import annotations

from html import unescape

from sourcekeeper.model import Page, PageKind
from sourcekeeper.patterns import regex
from sourcekeeper.web.page import form_of, read_page
from sourcekeeper.web.page_text import AROUND_NAMES, AROUND_ROLES, MAX_TEXT_LENGTH, folded
from sourcekeeper.web.walls import wall_words as words

MUCH_TEXT = 2000
"""Characters of text from which on a page is neither wall nor error: `seen.SHORT_WALL`, and a margin."""
VERY_MUCH_TEXT = 7000
"""The same where no line is long: `seen.LONG_ERROR`, and a margin."""
_LONG_LINE, _LONG_LINES = 200, 2
"""Characters of a line that is running text (as in `walls.by_not_found_words`), and how many of them are shown."""

_OF_PAYMENT = (b"accessibleforfree", b"content_tier")
"""In small letters: what every page holds that says whom its text is for (`page.is_for_payers`)."""
_OF_CHALLENGES = frozenset({"x-datadome", "x-kpsdk-ct", *(name for name, _, _ in words.CHALLENGE_HEADERS)})

_LEFT_OUT = regex(
    rb"<(?:(script|style|template|noscript|svg|math|iframe|object|select|datalist|head|title|nav|header|footer|aside"
    rb"|button|dialog|menu|form)(?=[\s/>])|!--)"
)
"""What `page_text` takes no text from: where it begins, in small letters."""
_CORE = regex(rb"<(/?)(main|article)(?=[\s/>])[^>]*>")
_TAG_IN_VALUE = regex(rb"=\s?(?:\"[^\">]*<|'[^'>]*<)")
"""A tag in the value of an attribute: what looks like text may be none."""
_BLOCK = regex(
    rb"(?i)</?(?:address|article|blockquote|br|caption|dd|div|d[lt]|fieldset|fig(?:caption|ure)|h[1-6r]|li|main|ol|p|pre"
    rb"|section|table|t[dhr]|ul)(?=[\s/>])(?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*+>"
)
_TAG = regex(rb"<[a-zA-Z/!?](?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*+>")
_TITLE = regex(rb"(?i)<title(?=[\s>])[^>]*>([^<]*)</title")

_NAMES = (
    *(b"cookie", b"consent", b"onetrust", b"didomi", b"tarteaucitron", b"gdpr", b"wm-ipp", b"newsletter"),
    *(b"breadcrumb", b"role="),
)
"""Without any of these in a tag, no mark-up holds what `page_text` leaves out by its name or role."""
_BOX = regex(rb"(?i)<(/?)(div|section|ul|p|table)(?=[\s/>])((?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*+)>")
_NAMING = regex(rb"(?i)\s(class|id|role)\s{0,5}=\s{0,5}(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_SMALL_BOX, _LARGE_BOX = 1500, 4000
"""Bytes of a box and its tags that is surely small for `page_text`, and that surely is not; between is doubt."""


class _Doubt(Exception):
    """Raised where bytes alone do not tell what a tree would."""


def plain_page(
    body: bytes, *, url: str, status: int, content_type: str = "", headers: tuple[tuple[str, str], ...] = ()
) -> Page | None:
    """Return a page that plainly shows a text, with text and title; None of any other, and in doubt.

    Never a page of which `page.read_page` says anything but that it is a text without a mark. Its arguments are those
    of `read_page`.
    """
    if not 200 <= status < 300 or form_of(body, content_type) != "markup":
        return None
    if words.CONSENT_HOSTS.match(url) or not _OF_CHALLENGES.isdisjoint(name.lower() for name, _ in headers):
        return None
    lowered = body.lower()
    if any(map(lowered.__contains__, _OF_PAYMENT)):
        return None
    try:
        text = _text_of(_core(_without_surroundings(body, lowered)))
    except _Doubt:
        return None
    return _page(body, text) if _is_much(text) else None


def glance_page(
    body: bytes, *, url: str, status: int, content_type: str = "", headers: tuple[tuple[str, str], ...] = ()
) -> Page:
    """Read a page as far as a verdict needs it: at a glance if that is enough, otherwise as `read_page` does."""
    glanced = plain_page(body, url=url, status=status, content_type=content_type, headers=headers)
    if glanced is not None:
        return glanced
    return read_page(body, url=url, status=status, content_type=content_type, headers=headers)


def _is_much(text: str) -> bool:
    """Whether a text is so long, or so clearly running text, that no mark can hold of it."""
    if len(text) < MUCH_TEXT:
        return False
    return len(text) > VERY_MUCH_TEXT or sum(len(line) > _LONG_LINE for line in text.split("\n")) >= _LONG_LINES


def _page(body: bytes, text: str) -> Page:
    return Page(kind=PageKind.TEXT, title=_title(body), text=text[:MAX_TEXT_LENGTH])


def _without_surroundings(body: bytes, lowered: bytes) -> bytes:
    """Return mark-up less comments and elements that hold no text. Raises _Doubt of one in itself or without end."""
    kept, position = [], 0
    while found := _LEFT_OUT.search(lowered, position):
        kept.append(body[position : found.start()])
        name = found[1]
        if name is None:
            position = _behind(lowered, b"-->", found.end())
            continue
        position = _behind(lowered, b"</%b>" % name, found.end())
        if name not in _RAW and any(lowered.find(b"<%b%b" % (name, end), found.end(), position) >= 0 for end in _ENDS):
            raise _Doubt
        if name == b"form":
            kept.append(b"\n")
    return b"".join((*kept, body[position:]))


_RAW = frozenset({b"script", b"style", b"title"})
_ENDS = (b" ", b">")


def _behind(lowered: bytes, sign: bytes, position: int) -> int:
    found = lowered.find(sign, position)
    if found < 0:
        raise _Doubt
    return found + len(sign)


def _core(markup: bytes) -> bytes:
    """Return the part that says it is the main one, when it says so once; else all."""
    if _TAG_IN_VALUE.search(markup):
        raise _Doubt
    tags = list(_CORE.finditer(markup.lower()))
    for name in (b"main", b"article"):
        named = [tag for tag in tags if tag[2] == name]
        begins = [tag.end() for tag in named if not tag[1]]
        if len(begins) == 1:
            if len(named) != 2 or not named[1][1]:
                raise _Doubt
            return markup[begins[0] : named[1].start()]
    return markup


def _text_of(markup: bytes) -> str:
    """Return the text of mark-up as `page_text` does: a line a block, white space folded."""
    tags = b"".join(_TAG.findall(markup)).lower()
    if any(map(tags.__contains__, _NAMES)):
        markup = _without_banners(markup)
    plain = _TAG.sub(b"", _BLOCK.sub(b"\n", markup))
    try:
        text = plain.decode()
    except UnicodeDecodeError:
        raise _Doubt from None
    if "\0" in text or "<" in text:
        raise _Doubt
    return folded(unescape(text) if "&" in text else text)


def _without_banners(markup: bytes) -> bytes:
    """Return mark-up less the boxes that say by name or role that they are not the text."""
    kept, position, named = [], 0, 0
    for box in _BOX.finditer(markup):
        if box.start() < position or box[1] or not _is_banner(box[3]):
            continue
        named += 1
        if named > _MOST_BANNERS:
            raise _Doubt
        end = _end_of(markup, box[2].lower(), box.end())
        length = end - box.start()
        if length >= _LARGE_BOX and not _has_around_role(box[3]):
            continue
        if length > _SMALL_BOX and not _has_around_role(box[3]):
            raise _Doubt
        kept.append(markup[position : box.start()])
        position = end
    return b"".join((*kept, markup[position:]))


_MOST_BANNERS = 20
"""More would take time by their square."""


def _end_of(markup: bytes, name: bytes, position: int) -> int:
    """Return where the element ends that began before a position; a paragraph ends where the next one begins."""
    depth = 1
    for box in _BOX.finditer(markup, position):
        if box[2].lower() != name:
            continue
        if name == b"p":
            return box.end() if box[1] else box.start()
        depth += -1 if box[1] else 1
        if not depth:
            return box.end()
    raise _Doubt


def _is_banner(attributes: bytes) -> bool:
    names = b" ".join(value for name, value in _named(attributes) if name != b"role")
    return _has_around_role(attributes) or bool(AROUND_NAMES.search(names.decode("latin-1")))


def _has_around_role(attributes: bytes) -> bool:
    return any(name == b"role" and value.decode("latin-1") in AROUND_ROLES for name, value in _named(attributes))


def _named(attributes: bytes) -> list[tuple[bytes, bytes]]:
    return [(found[0].lower(), b"".join(found[1:])) for found in _NAMING.findall(attributes)]


def _title(body: bytes) -> str:
    found = _TITLE.search(body)
    if found is None:
        return ""
    return " ".join(unescape(found[1].decode("utf-8", "replace")).split())[:_LONGEST_TITLE]


_LONGEST_TITLE = 2000
