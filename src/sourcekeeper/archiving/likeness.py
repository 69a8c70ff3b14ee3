"""Whether a snapshot shows what was seen here: rules over marks of texts and files. Pure.

The archive visits a page at another moment, from another country and as another visitor than we do. So a difference
alone condemns nothing: the page may have been edited, shown in another language, or under a banner. What is condemned
is a page of which our text is *missing*, where the page could have shown it. Why the thresholds are so is told in
``docs/explanation/captures.md``; the made pairs they were tried on are in the tests.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b, sha256

from sourcekeeper.model import Page, PageKind, Reason, Replay, Visit
from sourcekeeper.patterns import regex
from sourcekeeper.web.encoding import decode_content
from sourcekeeper.web.fingerprint import IncomparableFingerprints, coverage, fingerprint, sequences
from sourcekeeper.web.folding import fold
from sourcekeeper.web.landing import is_home
from sourcekeeper.web.page import form_of, read_page

STILL_THERE = 0.5
"""From this share of our four-word sequences on the text is there, whatever else the page shows."""

CHANGED = 0.2
"""From this share on it is our page, edited. Of 420 pairs of pages out of 14 manuals the median share was 0.01."""

A_PART = 0.35
"""Below this share, a page that shows next to nothing but our text shows a part of it only: a teaser."""

LEAST = 40
"""Four-word sequences a text needs to be compared: a counter or a date changes much of a shorter one."""

NEXT_TO_NOTHING = 0.15
"""Of the length of our text: a page this short, and shorter than `LEAST`, has lost it."""

SAME_FILE = 0.5
"""From this share of its pieces on a file is the same, stamped anew: a PDF that notes when it was fetched."""

COMPARED_BYTES = 512 * 1024
"""Of a body without content coding: what digest and pieces are of, as with checks. A replay brings twice as much."""

_MAX_DECODED_BYTES = 8 * 1024 * 1024
_MIN_PIECE_BYTES = 16
_MAX_PIECES = 512
_SAME_TITLE = 0.6
_FEWEST_WORDS = 3
_WORD = regex(r"[^\W\d_]{3,}")

_FUNCTION_WORDS = {
    "en": "the and of that was with for this are from have which they not were been their has will would",
    "fr": "les des une est dans pour qui que sur par pas plus avec sont cette aux ont ses mais nous",
    "de": "der die und das den von mit ist des sich nicht auf ein eine dem auch als nach wird bei",
    "es": "los las que del una por con para como más pero sus este esta son fue han hay muy desde",
    "it": "che della per una con non sono dei nel alla più come anche gli dal delle questo nella stato dalla",
    "nl": "het een van dat zijn voor met niet aan ook worden door maar naar wordt bij heeft deze meer werd",
    "pt": "que uma para com não dos por mais como mas foi das seu sua pelo ser quando muito nos são",
}
_BY_LANGUAGE = {language: frozenset(fold(words).split()) for language, words in _FUNCTION_WORDS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenPage:
    """What an address showed here when it was well: a text by its mark, or a file by its digest and pieces."""

    fingerprint: str = ""
    """`web.fingerprint` of the main text; empty of a file."""
    body_digest: str = ""
    """``sha256:`` of the first `COMPARED_BYTES`, content coding undone, as in `Check`; empty when cut before."""
    title: str = ""
    language: str = ""
    """Primary subtag of the language the text is in; empty when nobody can tell."""
    is_file: bool = False
    """False of what is known by its digest only: that may be a page without words."""
    pieces: frozenset[bytes] = frozenset()
    """Of a file: see `pieces_of`."""


def seen_in(visit: Visit) -> SeenPage | None:
    """Return what a visit saw; None when it saw no text: a wall, an error, nothing."""
    if visit.status is None or not 200 <= visit.status < 300:
        return None
    body, is_cut = decode_content(visit.body, visit.header("content-encoding"), _MAX_DECODED_BYTES)
    headers = visit.hops[-1].headers
    page = read_page(
        body,
        url=visit.final_url,
        status=visit.status,
        content_type=visit.header("content-type"),
        headers=headers,
    )
    if page.kind is not PageKind.TEXT:
        return None
    is_enough = len(body) >= COMPARED_BYTES or not (is_cut or visit.truncated)
    is_file = form_of(body, visit.header("content-type")) == "file"
    return SeenPage(
        fingerprint=fingerprint(page.text),
        body_digest=_digest(body) if is_enough else "",
        title=page.title,
        language=language_of(page),
        is_file=is_file,
        pieces=pieces_of(body) if is_file else frozenset(),
    )


def compared(
    page: Page, replay: Replay, body: bytes, seen: Sequence[SeenPage], *, cited: str = ""
) -> tuple[PageKind, Reason | None]:
    """Return what a replayed page shows, after comparing it with what was seen here, and why.

    `page` is the replay as read by its own marks, `body` its bytes without content coding; `cited` the address the
    text cites. What was marked as something else than a text stays so. One likeness is enough: the page may have
    changed between our visits too.
    """
    if page.kind is not PageKind.TEXT or not seen:
        return page.kind, page.mark
    findings = [_finding(page, replay, body, each, cited) for each in seen]
    good = next((each for each in findings if each is None), False)
    return (PageKind.TEXT, page.mark) if good is None else findings[0] or (PageKind.TEXT, page.mark)


Finding = tuple[PageKind, Reason] | None
"""What speaks against a page; None for nothing."""


def _finding(page: Page, replay: Replay, body: bytes, seen: SeenPage, cited: str) -> Finding:
    is_file = form_of(body, _content_type(replay)) == "file"
    if seen.is_file and not is_file:
        return PageKind.UNKNOWN, Reason.of("page-for-file")
    if is_file:
        return None if seen.fingerprint else _file_finding(replay, body, seen)
    try:
        return _text_finding(page, replay, seen, cited)
    except IncomparableFingerprints:
        return None


def _file_finding(replay: Replay, body: bytes, seen: SeenPage) -> Finding:
    is_enough = len(body) >= COMPARED_BYTES or not replay.is_cut
    if seen.body_digest and is_enough and seen.body_digest == _digest(body):
        return None
    if not seen.pieces:  # only its digest is known
        return (PageKind.UNKNOWN, Reason.of("file-differs")) if seen.body_digest and is_enough else None
    share = len(seen.pieces & pieces_of(body, _MAX_PIECES * 8)) / len(seen.pieces)
    return None if share >= SAME_FILE else (PageKind.UNKNOWN, Reason.of("file-differs"))


def _text_finding(page: Page, replay: Replay, seen: SeenPage, cited: str) -> Finding:
    wanted = sequences(seen.fingerprint)
    if wanted < LEAST:
        return None
    share = coverage(seen.fingerprint, page.text)
    if share >= STILL_THERE:
        return None
    if page.mark is not None and page.mark.code == "paywall-mark":
        return PageKind.WALL, page.mark
    if replay.is_cut:
        return None
    shown = sequences(fingerprint(page.text))
    if shown < min(LEAST, NEXT_TO_NOTHING * wanted):
        return PageKind.UNKNOWN, Reason.of("text-missing")
    if share < A_PART and share * wanted > 0.7 * shown:
        return PageKind.UNKNOWN, Reason.of("text-cut", percent=round(100 * share))
    if share >= CHANGED or _may_differ(page, seen, cited):
        return None
    return PageKind.UNKNOWN, Reason.of("text-differs", percent=round(100 * share))


def _may_differ(page: Page, seen: SeenPage, cited: str) -> bool:
    """Whether another text is what the same page may well show: a front page, another language, the same title."""
    if cited and is_home(cited):
        return True
    language = language_of(page)
    if seen.language and language and seen.language != language:
        return True
    return _is_same_title(seen.title, page.title)


def _is_same_title(one: str, other: str) -> bool:
    first, second = (frozenset(_WORD.findall(fold(title))) for title in (one, other))
    if min(len(first), len(second)) < _FEWEST_WORDS:
        return False
    return len(first & second) >= _SAME_TITLE * len(first | second)


def language_of(page: Page) -> str:
    """Return the primary subtag of the language a page's text is in; what its words say beats what it declares.

    Templates declare the language of the site, whatever the visitor is shown.
    """
    words = fold(page.text[:20_000]).split()
    counts = {language: sum(word in known for word in words) for language, known in _BY_LANGUAGE.items()}
    best = max(counts, key=lambda language: counts[language])
    others = max(count for language, count in counts.items() if language != best)
    if counts[best] >= 10 and counts[best] > 1.5 * others:
        return best
    return page.language.partition("-")[0].lower()


def pieces_of(body: bytes, most: int = _MAX_PIECES) -> frozenset[bytes]:
    """Return marks of a file's pieces: it is cut at its own line ends, so that a stamp changes one piece only."""
    pieces = {piece for piece in body[:COMPARED_BYTES].split(b"\n") if len(piece) >= _MIN_PIECE_BYTES}
    return frozenset(sorted(blake2b(piece, digest_size=8).digest() for piece in pieces)[:most])


def _digest(body: bytes) -> str:
    return f"sha256:{sha256(body[:COMPARED_BYTES]).hexdigest()}"


def _content_type(replay: Replay) -> str:
    return next((value for name, value in replay.headers if name.lower() == "content-type"), "")
