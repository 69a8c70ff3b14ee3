"""Pages that are not what was cited: bot walls, consent and login walls, errors, parked domains. Pure.

Each mark is one small function in `MARKS`, tried in order, the surest first. Words alone count on short pages only:
an article about bot walls is no bot wall.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sourcekeeper.model import PageKind, Reason
from sourcekeeper.web import wall_words as words
from sourcekeeper.web.folding import fold
from sourcekeeper.web.page_titles import segments

SHORT_WALL = 1500
"""Characters of main text up to which a page may be a wall by its words."""
SHORT_ERROR = 1000
"""Characters of main text up to which a page may be an error, a login or a parked domain by its words."""
SHORT_LOGIN = 800
TEASER = 1200
"""A page that says it costs money and shows less than this shows no more than its beginning."""

Mark = tuple[PageKind, Reason]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a mark may be told by."""

    url: str = ""
    """Where the chain of redirects ended."""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    """Names in lower case."""
    title: str = ""
    heading: str = ""
    text: str = ""
    """The main text."""
    whole_text: str = ""
    """The beginning of all text, navigation included."""
    markup: str = ""
    """In lower case; empty on long pages, where no mark-up counts."""
    password_fields: int = 0
    text_fields: int = 0
    images: int = 0

    @property
    def said(self) -> str:
        """Title, first heading and text, folded: of short pages."""
        return fold(f"{self.title}\n{self.heading}\n{self.text[:SHORT_WALL]}\n{self.whole_text[:SHORT_WALL]}")


def find_mark(seen: Seen) -> Mark | None:
    """Return what a page is and what gave it away; None for a page that shows what it should."""
    return next((mark for rule in MARKS if (mark := rule(seen)) is not None), None)


# --- bot walls ------------------------------------------------------------------------------------------------------


def _bot_wall(vendor: str) -> Mark:
    return PageKind.WALL, Reason.of("bot-wall", vendor=vendor or "unknown")


def by_challenge_header(seen: Seen) -> Mark | None:
    """Answers that say they are a challenge; Cloudflare documents ``cf-mitigated`` for every one of its own."""
    for name, value, vendor in words.CHALLENGE_HEADERS:
        given = seen.headers.get(name)
        if given is not None and value in given.lower():
            return _bot_wall(vendor)
    if "x-datadome" in seen.headers and (seen.status >= 400 or len(seen.text) < 200):
        return _bot_wall("datadome")
    if "x-kpsdk-ct" in seen.headers and seen.status >= 400:
        return _bot_wall("kasada")
    return None


def by_odd_status(seen: Seen) -> Mark | None:
    """999 is LinkedIn's word for robots; others copy it."""
    return _bot_wall("linkedin" if "linkedin." in seen.url else "") if seen.status == 999 else None


def by_akamai(seen: Seen) -> Mark | None:
    """Akamai refuses with a page of two lines, and signs it with a number."""
    refused = seen.status in {401, 403, 503} and "access denied" in seen.said and "reference #" in seen.said
    by_header = seen.status == 403 and "akamaighost" in seen.headers.get("server", "").lower()
    return _bot_wall("akamai") if len(seen.text) < SHORT_WALL and (refused or by_header) else None


def by_wall_words(seen: Seen) -> Mark | None:
    """Titles, phrases and scripts of the usual walls, on short pages."""
    if len(seen.text) >= SHORT_WALL:
        return None
    for token, vendor in words.WALL_MARKUP.items():
        if token in seen.markup:
            return _bot_wall(vendor)
    title, heading = fold(seen.title), fold(seen.heading)
    for start, vendor in words.WALL_TITLES.items():
        if title.startswith(start) or (len(title) < 80 and start in title) or heading.startswith(start):
            return _bot_wall(vendor)
    if title in words.DENIED_TITLES and seen.status < 404:
        return _bot_wall("")
    return _bot_wall("") if words.WALL_PHRASES.search(seen.said) else None


def by_captcha(seen: Seen) -> Mark | None:
    """A riddle and nothing else; a form for readers (a comment, a letter) may have one too and is no wall."""
    if seen.status in {404, 410} or seen.text_fields or seen.password_fields:
        return None
    for token, vendor, short in words.CAPTCHAS:
        if len(seen.text) < short and token in seen.markup:
            return PageKind.WALL, Reason.of("captcha", vendor=vendor)
    return None


# --- consent and login ----------------------------------------------------------------------------------------------


def is_login_address(url: str) -> bool:
    """Whether an address is that of a login page, by its host or by the names in its path."""
    if words.LOGIN_HOST.match(url.lower()):
        return True
    path = re.sub(r"^[a-z][a-z0-9+.-]*://[^/?#]*", "", url.lower()).partition("?")[0].partition("#")[0]
    return any(words.LOGIN_SEGMENT.fullmatch(segment) for segment in path.split("/"))


def by_consent_wall(seen: Seen) -> Mark | None:
    """A page that asks for cookies before it shows anything."""
    titles = (fold(seen.title), fold(seen.heading))
    worded = len(seen.text) < SHORT_WALL and any(words.CONSENT_TITLES.match(title) for title in titles)
    if seen.status < 400 and (worded or words.CONSENT_HOSTS.match(seen.url)):
        return PageKind.WALL, Reason.of("consent-wall")
    return None


def by_login_form(seen: Seen) -> Mark | None:
    """A field for a password on a page that is about little else, or little else than the address of a login."""
    if len(seen.text) >= SHORT_LOGIN or (seen.status >= 400 and seen.status not in {401, 403}):
        return None
    if not seen.password_fields:
        is_login = seen.status < 400 and is_login_address(seen.url)
        return (PageKind.LOGIN, Reason.of("login-form")) if is_login else None
    named = any(words.LOGIN_WORDS.match(fold(part)) for part in (*segments(seen.title), seen.heading))
    if named or is_login_address(seen.url) or len(seen.text) < 120:
        return PageKind.LOGIN, Reason.of("login-form")
    return None


# --- errors and empty shells ----------------------------------------------------------------------------------------


def by_parking(seen: Seen) -> Mark | None:
    """A domain for sale, or one that only shows advertisements."""
    if len(seen.text) >= SHORT_ERROR or seen.status >= 400:
        return None
    sale = words.FOR_SALE.search(seen.said)
    marked = len(seen.text) < 400 and any(token in seen.markup for token in words.PARKING_MARKUP)
    if sale or marked or (len(seen.text) < 100 and words.LANDER.search(seen.markup)):
        return PageKind.ERROR, Reason.of("parked-page")
    return None


def by_placeholder(seen: Seen) -> Mark | None:
    """What a server or a hosting company shows where there is no site."""
    if len(seen.text) >= SHORT_WALL or seen.status >= 400:
        return None
    if words.PLACEHOLDER_TITLES.match(fold(seen.title)) or words.PLACEHOLDER_TITLES.match(fold(seen.heading)):
        return PageKind.ERROR, Reason.of("placeholder-page")
    return None


def by_status(seen: Seen) -> Mark | None:
    """Answers whose status says it: after the walls, for a wall may answer with any."""
    if seen.status < 400:
        return None
    kinds = {401: PageKind.LOGIN, 402: PageKind.WALL, 403: PageKind.WALL, 429: PageKind.WALL}
    return kinds.get(seen.status, PageKind.ERROR), Reason.of(f"http-{seen.status}")


_ERROR_WORDS = (words.NUMBER_ONLY, words.NUMBER_WITH_WORDS, words.NOT_FOUND)


def by_not_found_words(seen: Seen) -> Mark | None:
    """Phrases of error pages in the title or first heading of a short page, in seven languages."""
    if len(seen.text) >= SHORT_ERROR:
        return None
    for part in (*segments(seen.title), seen.title, seen.heading):
        said = fold(part).strip(" .!?:;-")
        if len(said) <= 90 and any(pattern.search(said) for pattern in _ERROR_WORDS):
            return PageKind.ERROR, Reason.of("not-found-words", words=part.strip()[:90])
    return None


Rule = Callable[[Seen], Mark | None]
MARKS: tuple[Rule, ...] = (
    by_challenge_header,
    by_odd_status,
    by_akamai,
    by_wall_words,
    by_login_form,
    by_captcha,
    by_consent_wall,
    by_status,
    by_parking,
    by_placeholder,
    by_not_found_words,
)
