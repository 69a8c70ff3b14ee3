"""How much of what was cited a page still shows: by the text once seen, by the title cited, by the address. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable
from typing import Protocol
from urllib.parse import unquote, urlsplit

from sourcekeeper.model import Check, CitedText, Page
from sourcekeeper.patterns import regex
from sourcekeeper.web.fingerprint import IncomparableFingerprints, fingerprint, has_recipe, likeness, size
from sourcekeeper.web.folding import fold

SAME_TEXT = 0.8
"""From this likeness on two texts are the same (link-rot.md section 4)."""

ANOTHER_TEXT = 0.2
"""Below this likeness they have nothing to do with one another."""

LITTLE_LEFT = 0.35
"""Below this a reader has to look. Likeness is a share of four-word sequences in either text: of a page half of whose
text gave way to as much other text, a third is left; of one that doubled, a half."""

SOFT_HYPHEN = "\xad"
"""Where a word may be parted at the end of a line: nobody sees it otherwise, and a site puts it in overnight."""

LEAST_TEXT = 40
"""Four-word sequences a text needs before a difference counts: a counter or a date changes much of a shorter one."""

_WORD = regex(r"[^\W\d_]{3,}")
_NAMED_SHARE = 0.6
"""Of the words of a title that a page has to show: titles are shortened, translated in part, misspelt."""
_FEWEST_WORDS = 3
"""A shorter title is found on too many pages, and missing from too many, to say anything."""
_HEAD_OF_TEXT = 400
"""Characters: the heading, and what stands about it."""
_MANY_WORDS, _NAMED_BY_TEXT = 6, 0.8
"""A long text, or a front page, holds a few words of any title by chance."""
_TEXT_LOOKED_AT = 20_000
_EXTENSION = regex(r"\.(?:html?|php\d?|aspx?|jsp|pdf|xhtml|shtml)$")


class Answered(Protocol):
    """What two answers are compared by."""

    @property
    def fingerprint(self) -> str:
        """`web.fingerprint` of the text; empty without one."""

    @property
    def body_digest(self) -> str:
        """Of the bytes; empty without any."""


def likeness_of(one: Answered, other: Answered, text: str = "") -> float | None:
    """Return how alike two answers are, 0 to 1; None when they cannot be compared.

    Equal bodies are alike. Texts are compared by their fingerprints when both are long enough; files whose bytes
    differ may still hold the same text, so nothing is said of them. The `text` of the one is marked anew when the
    other's mark is of an older recipe; without it they cannot be compared.
    """
    if one.body_digest and one.body_digest == other.body_digest:
        return 1.0
    if not one.fingerprint or not other.fingerprint:
        return None
    try:
        is_alike_made = not text or has_recipe(one.fingerprint, other.fingerprint)
        mark = one.fingerprint if is_alike_made else fingerprint(text, like=other.fingerprint)
        found = likeness(mark, other.fingerprint)
        if found < SAME_TEXT and SOFT_HYPHEN in text:
            found = max(
                found, likeness(fingerprint(text.replace(SOFT_HYPHEN, ""), like=other.fingerprint), other.fingerprint)
            )
        is_enough = found >= SAME_TEXT or size(other.fingerprint) >= LEAST_TEXT
    except IncomparableFingerprints:
        return None
    return found if is_enough else None


def names_the_work(check: Check, titles: Iterable[str]) -> bool | None:
    """Whether a page shows a cited title, or what its own address is made of; None when neither has words enough."""
    page = check.page
    if page is None:
        return None
    wanted = [words for words in map(_telling, (*titles, slug_of(check.url))) if len(words) >= _FEWEST_WORDS]
    if not wanted:
        return None
    # A line at a time: the titles of a list hold any title's words, but none of them holds most.
    head, body = _told_of_itself(page)
    lines = without_address((page.title, *head), check.url)
    if any(share_of(words, line) >= _NAMED_SHARE for line in map(pieces_of, lines) for words in wanted):
        return True
    many = [words for words in wanted if len(words) >= _MANY_WORDS]
    whole = pieces_of(body) if many and body else frozenset[str]()
    return any(share_of(words, whole) >= _NAMED_BY_TEXT for words in many)


def _told_of_itself(page: Page) -> tuple[list[str], str]:
    """Return the lines about a page's heading, and its text.

    A link says what it leads to, and a list says a little of each thing in it: of a page with many links only headings
    count.
    """
    signs = page.signs
    if signs is None:
        return page.text[:_HEAD_OF_TEXT].splitlines(), page.text[:_TEXT_LOOKED_AT]
    if len(signs.links) >= MANY_LINKS and not signs.is_work:
        return [line for line in signs.told[:_FIRST_LINES] if len(line) <= _A_HEADING], ""
    told = "\n".join(signs.told)
    return told[:_HEAD_OF_TEXT].splitlines(), told[:_TEXT_LOOKED_AT]


MANY_LINKS = 5
"""In the main text of a page: from here on it may be a list."""
_FIRST_LINES, _A_HEADING = 40, 120


def without_address(lines: Iterable[str], url: str) -> list[str]:
    """Return lines less the path of an address: pages that have nothing there repeat it, and so name nothing.

    >>> without_address(["/2024/les-cameras: not found"], "https://ville.example/2024/les-cameras")
    [': not found']
    """
    try:
        path = urlsplit(url).path.rstrip("/")
    except ValueError:
        return list(lines)
    # Of a path of one word and no more, a text may speak.
    if len(path) <= 1:
        return list(lines)
    plain = unquote(path)
    forms = [path, plain]
    for part in (plain, plain.rpartition("/")[2]):
        # A search for the words of the address has them as they stand there; a title has capitals.
        spaced = " ".join(_SEPARATORS.sub(" ", part).split())
        forms += [spaced] if spaced.count(" ") >= _FEWEST_WORDS - 1 and spaced.islower() else []
    return [_less(line, forms) for line in lines]


_SEPARATORS = regex(r"[-_/+.]+")


def _less(line: str, parts: Iterable[str]) -> str:
    for part in parts:
        line = line.replace(part, "")
    return line


def pieces_of(text: str) -> frozenset[str]:
    """Return what a text is compared by: its words, and where words are not parted, each two signs that touch.

    >>> sorted(pieces_of("Le 図書館 ferme"))
    ['ferme', '図書', '書館']
    """
    if text.isascii():
        return words_of(text)
    folded = fold(text)
    if not _UNPARTED.search(folded):
        return frozenset(_WORD.findall(folded))
    runs = [unicodedata.normalize("NFC", run) for run in _UNPARTED.findall(folded)]
    pairs = (run[at : at + 2] for run in runs for at in range(len(run) - 1))
    return frozenset(_WORD.findall(_UNPARTED.sub(" ", folded))).union(pairs)


_UNPARTED = regex(r"[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff]+")
"""Signs of Chinese, Japanese and Korean, folded: syllables of Korean fall into their letters."""


def _telling(text: str) -> frozenset[str]:
    """Return the words that say something, if there are enough: articles and prepositions are shorter mostly."""
    words = pieces_of(text)
    long = frozenset(word for word in words if len(word) >= _TELLING_LENGTH)
    return long if len(long) >= _FEWEST_WORDS else words


_TELLING_LENGTH = 4


def share_of(words: Collection[str], shown: Collection[str]) -> float:
    """Return which share of some words is shown; 0 of none."""
    return sum(word in shown for word in words) / len(words) if words else 0.0


def words_of(text: str) -> frozenset[str]:
    """Return the words of three letters and more, folded."""
    return frozenset(_WORD.findall(fold(text)))


def slug_of(url: str) -> str:
    """Return the part of an address that is made of words, as text; empty when there is none.

    >>> slug_of("https://ville.example/2024/03/les-cameras-de-la-ville.html?p=2")
    'les cameras ville'
    """
    try:
        path = unquote(urlsplit(url).path)
    except ValueError:
        return ""
    segments = [_EXTENSION.sub("", segment) for segment in path.split("/") if segment]
    longest = max(segments, key=lambda each: len(pieces_of(each)), default="")
    return " ".join(_WORD.findall(fold(longest.replace("_", " ")))) if _is_wordy(longest) else ""


def _is_wordy(segment: str) -> bool:
    return len(pieces_of(segment.replace("_", " "))) >= _FEWEST_WORDS


def worth_remembering(check: Check) -> CitedText | None:
    """Return what later visits are compared with; None when there is neither a text nor a file."""
    if not check.fingerprint and not check.body_digest:
        return None
    title = check.page.title if check.page else ""
    return CitedText(
        at=check.at, fingerprint=check.fingerprint, body_digest=check.body_digest, title=title[:_TITLE_LENGTH]
    )


_TITLE_LENGTH = 300
