"""Pages that are not what was cited: bot walls, consent and login walls, errors, parked domains. Pure.

Each mark is one small function in `MARKS`, tried in order, the surest first. Words count on short pages only, as whole
parts of a title, and never on a page that describes an article: an article about bot walls is no bot wall.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from sourcekeeper.model import PageKind, Reason
from sourcekeeper.web.folding import fold
from sourcekeeper.web.memento import parse_archive_address
from sourcekeeper.web.metadata.titles import segments
from sourcekeeper.web.urls import host_of
from sourcekeeper.web.walls import error_words as errors
from sourcekeeper.web.walls import gate_words as gates
from sourcekeeper.web.walls import loss_words as losses
from sourcekeeper.web.walls import wall_words as words
from sourcekeeper.web.walls import world_walls as world
from sourcekeeper.web.walls.lost_marks import (
    by_error_class,
    by_not_found_words,
    by_notice_only,
    by_own_status,
    by_private_or_lost,
    by_suspended_account,
    is_about,
)
from sourcekeeper.web.walls.seen import FEW_WORDS, MANY_LINKS, SHORT_ERROR, SHORT_LOGIN, SHORT_WALL, Mark, Seen, bare


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
    # Both makers mark what they let through, too: then a 404 or 500 is the site's own.
    refuses = 400 <= seen.status < 500 and seen.status not in {404, 410}
    if "x-datadome" in seen.headers and (refuses or (seen.status < 400 and len(seen.text) < _SOME_TEXT)):
        return _bot_wall("datadome")
    if "x-kpsdk-ct" in seen.headers and refuses:
        return _bot_wall("kasada")
    return None


def by_odd_status(seen: Seen) -> Mark | None:
    """999 is LinkedIn's word for robots; others copy it."""
    return _bot_wall("linkedin" if "linkedin." in seen.url else "") if seen.status == 999 else None


def by_akamai(seen: Seen) -> Mark | None:
    """Akamai refuses with a page of two lines, and signs it with a number."""
    # It may say so with any status: some sites have it answer 200 or 404.
    refused = "access denied" in seen.said and "reference #" in seen.said and not seen.is_story
    by_header = seen.status == 403 and "akamaighost" in seen.headers.get("server", "").lower()
    return _bot_wall("akamai") if len(seen.text) < SHORT_WALL and (refused or by_header) else None


def by_wall_markup(seen: Seen) -> Mark | None:
    """Scripts of the usual walls, on short pages; some stand in living pages too, which tell of something."""
    if len(seen.text) >= SHORT_WALL or (len(seen.text) > _SOME_TEXT and seen.is_story):
        return None
    for token, vendor in words.WALL_MARKUP.items():
        if token in seen.markup:
            return _bot_wall(vendor)
    return None


def by_wall_words(seen: Seen) -> Mark | None:
    """Titles and phrases of the usual walls, on short pages."""
    if len(seen.text) >= SHORT_WALL or seen.is_story:
        return None
    for part in seen.parts:
        vendor = words.WALL_TITLES.get(part)
        if vendor is not None:
            return _bot_wall(vendor)
        begun = next((start for start in words.WALL_STARTS if part.startswith(start)), "")
        if begun and len(part[len(begun) :].split()) <= _MAX_AFTER:
            return _bot_wall(words.WALL_TITLES.get(begun, ""))
        if len(seen.text) < _SOME_TEXT and words.ROBOT_QUESTIONS.fullmatch(part):
            return _bot_wall("")
        if words.DENIED_TITLES.fullmatch(part) and seen.status < 404 and seen.status != 401:
            return _bot_wall("")
    return _bot_wall("") if words.WALL_PHRASES.search(seen.said) or _is_foreign_wall(seen) else None


def _is_foreign_wall(seen: Seen) -> bool:
    """Whether a page of few words checks for robots or refuses, in any of thirty languages."""
    if len(seen.text) >= FEW_WORDS or seen.status in {404, 410}:
        return False
    return any(map(world.wall_titles().fullmatch, seen.parts)) or world.checks().search(seen.notice) is not None


def by_law(seen: Seen) -> Mark | None:
    """What a court or an authority had put in the place of a site."""
    if seen.status >= 400 or seen.is_story:
        return None
    return (PageKind.WALL, Reason.of("legal-notice")) if world.law().search(seen.notice) else None


_MAX_AFTER = 4
_SOME_TEXT = 200
"""Characters of text that a page shows and a script's wall does not."""


def by_captcha(seen: Seen) -> Mark | None:
    """A riddle and nothing else; a form for readers (a comment, a letter) may have one too and is no wall."""
    if seen.status in {404, 410} or seen.text_fields or seen.password_fields or seen.is_article:
        return None
    for token, vendor, short in words.CAPTCHAS:
        if len(seen.text) < short and token in seen.markup:
            return PageKind.WALL, Reason.of("captcha", vendor=vendor)
    return None


# --- consent and login ----------------------------------------------------------------------------------------------


@lru_cache(maxsize=256)
def is_login_address(url: str) -> bool:
    """Whether an address is that of a login page, by its host or by the names in its path."""
    if gates.LOGIN_HOST.match(url.lower()):
        return True
    path = re.sub(r"^[a-z][a-z0-9+.-]*://[^/?#]*", "", url.lower()).partition("?")[0].partition("#")[0]
    return any(gates.LOGIN_SEGMENT.fullmatch(segment) for segment in path.split("/"))


def by_consent_wall(seen: Seen) -> Mark | None:
    """A page that asks for cookies before it shows anything."""
    if seen.status >= 400:
        return None
    is_asked = words.CONSENT_HOSTS.match(seen.url) or (_is_worded_consent(seen) and not seen.is_story)
    # A site's banner lies over its page for what is lost, too.
    if is_asked and (not seen.banners or not (by_not_found_words(seen) or by_notice_only(seen))):
        return PageKind.WALL, Reason.of("consent-wall")
    return None


def _is_worded_consent(seen: Seen) -> bool:
    if len(seen.text) >= SHORT_WALL:
        return False
    if any(words.CONSENT_TITLES.match(part) for part in (bare(seen.title), bare(seen.heading), *seen.parts)):
        return True
    if _has_own_heading(seen):
        return False
    if not seen.is_article and words.PAY_OR_TRACK.search(" ".join(fold(seen.text).split())):
        return True
    shows_work = bool(seen.heading) and len(seen.text) > _SOME_TEXT
    if shows_work and fold(seen.heading) in fold(seen.title):
        return False
    said = fold(f"{seen.text[:SHORT_WALL]} {seen.banners if len(seen.text) < _SOME_TEXT else ''}")
    return not shows_work and words.CONSENT_PHRASES.search(said) is not None


def _has_own_heading(seen: Seen) -> bool:
    """Whether a page shows a heading or a menu outside its banner: what lies below may be a text or an error."""
    heading = fold(seen.heading)
    if seen.banners and seen.links >= MANY_LINKS and not words.CONSENT_PHRASES.search(fold(seen.text)):
        return True
    return bool(heading and seen.banners) and heading in fold(seen.text) and heading not in fold(seen.banners)


def by_login_form(seen: Seen) -> Mark | None:
    """A field for a password on a page that is about little else, or a title and an address of a login."""
    if len(seen.text) >= SHORT_LOGIN or (seen.status >= 400 and seen.status not in {401, 403}):
        return None
    at_login = is_login_address(seen.url)
    if gates.SENT_TO_LOGIN.search(seen.markup) and len(seen.text) < _BARE_LOGIN:
        return PageKind.LOGIN, Reason.of("login-form")
    if not seen.password_fields:
        asks = (seen.text_fields > 0 or len(seen.text) < _BARE_LOGIN) and seen.status < 400 and not seen.is_story
        is_login = (at_login and seen.status < 400) or (asks and _is_titled_login(seen))
        return (PageKind.LOGIN, Reason.of("login-form")) if is_login else None
    named = any(gates.LOGIN_WORDS.match(fold(part)) for part in (*segments(seen.title), seen.heading))
    if at_login or ((named or len(seen.text) < 120) and not seen.is_article):
        return PageKind.LOGIN, Reason.of("login-form")
    return None


_BARE_LOGIN = 300


def _is_titled_login(seen: Seen) -> bool:
    whole = bare(seen.title)
    return gates.GIANTS_LOGIN.match(whole) is not None or any(gates.LOGIN_TITLES.fullmatch(one) for one in seen.parts)


def by_paywall_title(seen: Seen) -> Mark | None:
    """A page that asks for money and names no work."""
    if len(seen.text) >= SHORT_WALL or seen.is_article or seen.status >= 400:
        return None
    if any(gates.PAYWALL_TITLES.fullmatch(part) for part in seen.lines):
        return PageKind.WALL, Reason.of("paywall-mark")
    return None


def by_gate(seen: Seen) -> Mark | None:
    """A page that wants scripts, an age, a country or another browser before it shows anything."""
    if len(seen.text) >= SHORT_ERROR or seen.is_story or seen.status >= 400:
        return None
    wants_scripts = len(seen.text) < _SOME_TEXT and world.scripts_wanted().search(seen.notice)
    if wants_scripts or any(gates.GATE_TITLES.fullmatch(part) for part in seen.parts):
        return PageKind.WALL, Reason.of("gate-page")
    return None


# --- errors and empty shells ----------------------------------------------------------------------------------------


def by_parking(seen: Seen) -> Mark | None:
    """A domain for sale, or one that only shows advertisements."""
    if len(seen.text) >= SHORT_ERROR or seen.status >= 400 or seen.is_article or seen.names_its_address:
        return None
    marked = len(seen.text) < FEW_WORDS and any(token in seen.markup for token in errors.PARKING_MARKUP)
    is_lander = len(seen.text) < _BARE_PAGE and (
        errors.LANDER.search(seen.markup) or seen.url.partition("?")[0].endswith("/lander")
    )
    if marked or is_lander or (not seen.is_story and _offers_a_domain(seen)):
        return PageKind.ERROR, Reason.of("parked-page")
    return None


_BARE_PAGE = 100


def _offers_a_domain(seen: Seen) -> bool:
    """Whether a page says that a domain is for sale or has run out, or bears its own domain as title and a price."""
    if errors.FOR_SALE.search(seen.said) or world.domains().search(seen.notice):
        return True
    if len(seen.text) >= FEW_WORDS:
        return False
    host = fold(host_of(seen.url)).removeprefix("www.")
    is_named_so = bool(host) and any(part.removeprefix("www.") == host for part in seen.parts)
    asks_price = is_named_so and losses.OFFER.search(seen.said) is not None
    return asks_price or any(is_about(losses.DOMAIN_LOST, part) for part in seen.lines)


def by_placeholder(seen: Seen) -> Mark | None:
    """What a server or a hosting company shows where there is no site."""
    if len(seen.text) >= SHORT_WALL or seen.status >= 400 or seen.is_story or seen.names_its_address:
        return None
    is_worded = any(errors.PLACEHOLDER_TITLES.match(fold(text).strip()) for text in (seen.title, seen.heading))
    if is_worded or (len(seen.text) < FEW_WORDS and any(losses.SITE_LOST.search(part) for part in seen.lines)):
        return PageKind.ERROR, Reason.of("placeholder-page")
    return None


def by_repair(seen: Seen) -> Mark | None:
    """A site under repair, or not yet open: its whole title says so."""
    if len(seen.text) >= SHORT_ERROR or seen.status >= 400 or seen.is_story:
        return None
    parts = seen.lines
    is_bare = len(seen.text) < _SOME_TEXT
    if any(
        errors.MAINTENANCE_TITLES.fullmatch(part)
        or (is_bare and errors.MAINTENANCE_TAIL.search(part))
        or world.repairs().fullmatch(part)
        for part in parts
    ):
        return PageKind.ERROR, Reason.of("maintenance-page")
    return None


def by_archive(seen: Seen) -> Mark | None:
    """A web archive that has no copy of what its address asks for."""
    if len(seen.text) >= SHORT_WALL or parse_archive_address(seen.url) is None:
        return None
    if errors.NOT_ARCHIVED.search(seen.said):
        return PageKind.ERROR, Reason.of("not-found-words", words=seen.title.strip()[:90])
    return None


def by_failure(seen: Seen) -> Mark | None:
    """A server out of order that answers as if all were well."""
    if len(seen.text) >= SHORT_ERROR or seen.status >= 400 or seen.is_article:
        return None
    if any(errors.FAILURE_TITLES.fullmatch(part) for part in seen.lines) or _is_program_trouble(seen):
        return PageKind.ERROR, Reason.of("failure-page")
    return None


def _is_program_trouble(seen: Seen) -> bool:
    """Whether a page shows where its program went wrong, and nothing else."""
    if "on line" not in seen.text:
        return False
    rest = errors.PROGRAM_TROUBLE.sub("", seen.text)
    if rest == seen.text:
        return False
    return len(rest) < _BARE_PAGE or (
        len(rest) < SHORT_ERROR and all(len(line) < _BARE_PAGE for line in rest.split("\n"))
    )


def by_shell(seen: Seen) -> Mark | None:
    """An empty frame that scripts fill in the browser: what it would show is not known."""
    if seen.status >= 400 or seen.is_article or len(seen.text) >= _SOME_TEXT or "<script" not in seen.markup:
        return None
    shows_nothing = not seen.whole_text and not seen.images
    if (shows_nothing and gates.RUN.search(seen.markup)) or gates.SHELLS.search(seen.markup):
        return PageKind.UNKNOWN, Reason.of("script-shell")
    return None


def by_emptiness(seen: Seen) -> Mark | None:
    """Mark-up in which nothing is shown: neither seen nor missed."""
    if (
        seen.status >= 400
        or not seen.markup
        or seen.title
        or seen.is_article
        or seen.whole_text
        or seen.images
        or "<script" in seen.markup
    ):
        return None
    if gates.SHOWN_OTHERWISE.search(seen.markup):
        return None
    return PageKind.UNKNOWN, Reason.of("empty-body")


def by_status(seen: Seen) -> Mark | None:
    """Answers whose status says it: after the walls, for a wall may answer with any."""
    if seen.status < 400:
        return None
    kinds = {401: PageKind.LOGIN, 402: PageKind.WALL, 403: PageKind.WALL, 429: PageKind.WALL}
    return kinds.get(seen.status, PageKind.ERROR), Reason.of(f"http-{seen.status}")


Rule = Callable[[Seen], Mark | None]
MARKS: tuple[Rule, ...] = (
    by_challenge_header,
    by_odd_status,
    by_akamai,
    by_wall_markup,
    by_captcha,
    by_law,
    by_wall_words,
    by_login_form,
    by_consent_wall,
    by_paywall_title,
    by_gate,
    by_status,
    by_archive,
    by_parking,
    by_suspended_account,
    by_placeholder,
    by_error_class,
    by_own_status,
    by_private_or_lost,
    by_not_found_words,
    by_notice_only,
    by_repair,
    by_failure,
    by_shell,
    by_emptiness,
)
