"""When a site is asked for a page that cannot exist, and where. Pure.

A site that answers 200 to anything hides its lost pages (soft 404). Asking the same folder for a random name shows how
it says "not found" (Bar-Yossef, Broder, Kumar, Tomkins: Sic transit gloria telae, 2004). One answer serves every cited
address of the host and folder class, for a month: asked every night, random names would look like scanning.
"""

from __future__ import annotations

import zlib
from datetime import datetime, timedelta
from itertools import islice
from random import Random
from string import ascii_lowercase
from urllib.parse import urlsplit, urlunsplit

from sourcekeeper.checking.comparing import LITTLE_LEFT, SAME_TEXT, without_address
from sourcekeeper.checking.evidence import Evidence
from sourcekeeper.model import Check, PageKind, SiteAnswer, Verdict
from sourcekeeper.web.folding import fold
from sourcekeeper.web.landing import is_home, is_same_host, is_shortened

NAME_LENGTH = 25
"""Random letters, as in the paper: no site has such a page."""

GOOD_FOR = timedelta(days=30)
"""How long an answer serves. A site says "not found" the same way for years."""

SHORT_TEXT = 600
"""Characters of main text under which a page may be a notice that there is none."""

_TELLING_MARKS = frozenset({"paywall-mark", "script-shell"})
"""Marks of which the site's answer may make something else; words of a lost page are a soft 404 whatever it says."""


def wants_probe(evidence: Evidence) -> bool:
    """Whether only the site's answer to an impossible address can tell a living page from a soft 404.

    Not for errors, walls, files and front pages; not where the cited text is still there; and not where the page
    names the work, stands where it was cited, and is no short notice. Nor of
    a shortener, nor where a redirect led to another site that names the work.
    """
    page, check = evidence.check.page, evidence.check
    if not 200 <= evidence.status < 300 or page is None or not is_markup(check):
        return False
    is_told = page.mark is not None and page.mark.code in _TELLING_MARKS
    if not (page.text or is_told) or (page.kind is not PageKind.TEXT and not is_told):
        return False
    if is_home(evidence.asked) or is_home(check.final_url) or is_shortened(evidence.asked):
        return False
    if evidence.likeness is not None and evidence.likeness >= SAME_TEXT:
        return False
    if not is_same_host(evidence.asked, check.final_url) and evidence.is_named:
        return False
    return not evidence.is_named or evidence.is_moved or page.mark is not None or len(page.text) < SHORT_TEXT


def probed_at(evidence: Evidence) -> str:
    """Return the address beside which a site is asked: where the page is, or as cited when it is another site's now.

    There the old site tells whether it leads all it once had to one page.
    """
    final = evidence.check.final_url
    return final if is_same_host(evidence.asked, final) else evidence.asked


def serves(answer: SiteAnswer, evidence: Evidence, now: datetime) -> bool:
    """Whether a site's stored answer still tells something of a page.

    Not when it is a month old; nor, when the page was well at its last visit and shows another text tonight, unless
    the answer is of tonight too: the whole site may have changed with the page.
    """
    age = now - answer.at
    told = [each.judgement.verdict for each in evidence.history if each.judgement.verdict is not Verdict.UNKNOWN]
    was_well = bool(told) and told[-1] in _WELL
    has_turned = was_well and evidence.cited is not None and (evidence.likeness or 0.0) < LITTLE_LEFT
    return age < (_TONIGHT if has_turned else GOOD_FOR)


_TONIGHT = timedelta(hours=12)
_WELL = frozenset({Verdict.ALIVE, Verdict.REDIRECTED})


def is_markup(check: Check) -> bool:
    """Whether an answer calls itself a page, or nothing."""
    media = check.content_type.partition(";")[0].strip().lower()
    return media in {"", "text/html", "application/xhtml+xml"}


def folder_of(url: str) -> str:
    """Return the folder class whose answer serves an address: host and folder, numbers in it alike.

    >>> folder_of("https://ville.example/2024/03/les-cameras.html")
    'https://ville.example/0/0/'
    """
    parts = urlsplit(url)
    segments = parts.path.split("/")[1:-1]
    kept = ["0" if segment.isdigit() else segment for segment in segments]
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2].lower(), "/".join(["", *kept, ""]), "", ""))


def probe_address(url: str, chance: Random) -> str:
    """Return an address beside another that cannot exist: its folder, a random name, its extension."""
    parts = urlsplit(url)
    folder, _, last = parts.path.rpartition("/")
    stem, dot, extension = last.rpartition(".")
    name = "".join(chance.choice(ascii_lowercase) for _ in range(NAME_LENGTH))
    ending = f".{extension}" if dot and stem and extension.isalnum() and len(extension) <= 5 else ""
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], f"{folder}/{name}{ending}", "", ""))


def site_answer(check: Check) -> SiteAnswer:
    """Return what a check of such an address says of its site."""
    page = check.page
    shown = f"{page.title}\n{page.text[:_FRAME_LOOKED_AT]}" if page else ""
    name = urlsplit(check.url).path.rpartition("/")[2].partition(".")[0]
    lines = dict.fromkeys(map(line_hash, without_address(shown.split("\n"), check.url))) if shown else {}
    return SiteAnswer(
        at=check.at,
        status=check.status,
        final_url=check.final_url,
        fingerprint=check.fingerprint,
        body_digest=check.body_digest,
        title=page.title[:300] if page else "",
        lines=tuple(islice(lines, _MOST_LINES)),
        is_alone=page is not None and page.is_alone,
        asks_password=page is not None and page.signs is not None and page.signs.asks_password,
        echoes=bool(name) and name in fold(shown),
    )


_FRAME_LOOKED_AT, _MOST_LINES = 20_000, 200
"""Characters and lines of a page that are remembered of its frame."""


def line_hash(line: str) -> int:
    """Return a small hash of a line, its numbers and case apart; the same for ever."""
    told = "".join(sign for sign in fold(line) if sign.isalpha())
    return zlib.crc32(told.encode())
