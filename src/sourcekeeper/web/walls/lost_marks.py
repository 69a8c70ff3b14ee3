"""Pages that say they are lost: in words, in the class of their body, to machines only, in JSON. Pure.

Marks as those of `marks`, and under the same rule: words count in titles, headings and first lines of short pages.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping

from sourcekeeper.model import PageKind, Reason
from sourcekeeper.patterns import regex
from sourcekeeper.web.folding import fold
from sourcekeeper.web.walls import error_words as errors
from sourcekeeper.web.walls import loss_words as losses
from sourcekeeper.web.walls import world_words
from sourcekeeper.web.walls.seen import FEW_WORDS, LONG_ERROR, SHORT_ERROR, SHORT_WALL, STOPS, Mark, Seen, bare


def by_not_found_words(seen: Seen) -> Mark | None:
    """Phrases of error pages in the title or first heading of a short page, in seven languages."""
    if seen.is_article or len(seen.text) >= LONG_ERROR:
        return None
    is_short = len(seen.text) < SHORT_ERROR and not seen.is_story
    if not is_short and any(len(line) > _PARAGRAPH for line in seen.text.splitlines()):
        return None
    for part in seen.parts if seen.names_its_address else seen.lines:
        if len(part) > 110:
            continue
        if errors.NUMBER_ONLY.match(part) or errors.NUMBER_WITH_WORDS.match(part):
            return PageKind.ERROR, Reason.of("not-found-words", words=part[:90])
        most = _MAX_BESIDE_PHRASE if is_short else 0
        if any(is_about(words_of(), part, most) for words_of in _LOSSES):
            return PageKind.ERROR, Reason.of("not-found-words", words=part[:90])
    return None


_LOSSES: tuple[Callable[[], re.Pattern[str]], ...] = (
    lambda: errors.NOT_FOUND,
    lambda: losses.LOST,
    lambda: losses.ASKED_AND_LOST,
    world_words.not_found,
)
"""What tells of a lost page, in seven languages and in thirty more; asked for as late as can be."""


def by_private_or_lost(seen: Seen) -> Mark | None:
    """A page that says itself that the work may be there for others: lost and private look alike to a stranger."""
    if len(seen.text) >= FEW_WORDS or seen.status >= 400 or seen.is_article:
        return None
    is_doubtful = losses.MAYBE_PRIVATE.search(fold(seen.text)) and any(
        words_of().search(line) for words_of in _LOSSES for line in (*seen.parts, fold(seen.text))
    )
    return (PageKind.UNKNOWN, Reason.of("private-or-lost")) if is_doubtful else None


def by_notice_only(seen: Seen) -> Mark | None:
    """A page that keeps the work's title, and shows nothing below it but a notice that the work was taken away."""
    if len(seen.text) >= SHORT_ERROR or seen.status >= 400:
        return None
    shown = (fold(seen.title), fold(seen.heading))
    lines = [fold(line) for line in seen.text.splitlines() if len(line) > _A_NAME or line.endswith(STOPS)]
    told = [line for line in lines if not any(line in named for named in shown)]
    notice = " ".join(told)
    if not told or len(told) > _LINES_OF_NOTICE or not (losses.TAKEN_AWAY.search(notice) or _says_loss(notice)):
        return None
    return PageKind.ERROR, Reason.of("not-found-words", words=notice[:90])


def _says_loss(notice: str) -> bool:
    """Whether a notice of a sentence or two says in one of thirty further languages that a work is lost."""
    return len(notice) < _A_NOTICE and world_words.not_found().search(notice) is not None


_A_NAME = 90
"""Characters of a line without a stop that may be a title, an author or a day."""
_A_NOTICE = 130
_LINES_OF_NOTICE = 2


def names_error(title: str) -> bool:
    """Whether a title says that a page was not found and says nothing else: no work is called so."""
    part = bare(title)
    found = errors.NOT_FOUND.search(part) if len(part) <= _LONGEST_ERROR_TITLE else None
    return found is not None and _words_beside(part, found) <= 1


_LONGEST_ERROR_TITLE = 60


def by_error_class(seen: Seen) -> Mark | None:
    """A part that is marked as an error's: WordPress marks the body of every page it does not find, MediaWiki what
    stands in place of the text of an article that nobody wrote.
    """
    if len(seen.text) >= SHORT_WALL:
        return None
    if found := errors.ERROR_CLASS.search(seen.markup[:_HEAD]):
        return PageKind.ERROR, Reason.of("not-found-words", words=found["name"])
    if (found := errors.NO_TEXT_CLASS.search(seen.markup)) and not seen.is_story:
        return PageKind.ERROR, Reason.of("not-found-words", words=found["name"])
    return None


_HEAD = 200_000
"""Characters of mark-up in which the body begins."""


def by_own_status(seen: Seen) -> Mark | None:
    """A frame of scripts that tells machines what it would tell readers.

    Pages made by scripts cannot set their status: Prerender.io's ``prerender-status-code`` is what search engines are
    told by in its place. YouTube's player says in the same way that there is no such video.
    """
    if len(seen.text) >= SHORT_ERROR or seen.is_story or seen.status >= 400:
        return None
    found = errors.OWN_STATUS.search(seen.markup)
    return (PageKind.ERROR, Reason.of("not-found-words", words=" ".join(found[0].split())[:90])) if found else None


def by_suspended_account(seen: Seen) -> Mark | None:
    """An account that a platform has shut: its pages are lost. Of a whole site its host says so (`by_placeholder`)."""
    if len(seen.text) >= SHORT_ERROR or seen.status >= 400 or seen.is_story or errors.OF_HOSTING.search(seen.said):
        return None
    part = next((part for part in seen.parts if errors.ACCOUNT_SHUT.match(part)), "")
    rest = fold(seen.text).replace(part, "", 1)
    if (
        not part
        or not errors.OF_ACCOUNTS.search(rest)
        or seen.url.rstrip("/").count("/") <= _SLASHES_OF_A_HOST
        or "/cgi-sys/" in seen.url
    ):
        return None
    return PageKind.ERROR, Reason.of("not-found-words", words=part[:90])


_SLASHES_OF_A_HOST = 2


def is_about(phrases: re.Pattern[str], part: str, most_beside: int | None = None) -> bool:
    """Whether a title or line says one of the phrases and little else."""
    most = _MAX_BESIDE_PHRASE if most_beside is None else most_beside
    found = phrases.search(part)
    return found is not None and _words_beside(part, found) <= most


def _words_beside(part: str, found: re.Match[str]) -> int:
    """Count the words about a phrase; what a colon or comma ties to it makes it the beginning of a real title."""
    before, after = part[: found.start()], part[found.end() :]
    tied = _TIED.match(after)
    if tied and len(tied["rest"].split()) >= _A_CLAUSE and not errors.NOT_FOUND.search(tied["rest"]):
        return len(part)
    return len(before.split()) + len(after.split())


_TIED = regex(r"\s?[:,;]\s(?P<rest>.+)")
_A_CLAUSE = 3
_MAX_BESIDE_PHRASE = 7
_PARAGRAPH = 200
"""Characters of a line that is running text: lists of what is popular have shorter ones."""


def data_mark(text: str) -> Mark | None:
    """Return the mark of a short answer to programs that says "not found" itself, under a status that does not."""
    if len(text) >= SHORT_ERROR:
        return None
    if found := errors.NO_RECORD.search(text):
        return PageKind.ERROR, Reason.of("not-found-words", words=found[0][:90])
    return _json_mark(text) if text.lstrip().startswith("{") else None


def _json_mark(text: str) -> Mark | None:
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return None
    within = [
        one
        for name, value in told.items()
        if name.lower() in errors.SAYS_ERROR
        for one in (value[:1] if isinstance(value, list) else [value])
        if isinstance(one, dict)
    ]
    return next((mark for one in (told, *within) if (mark := _mark_of_record(one)) is not None), None)


def _mark_of_record(told: Mapping[str, object]) -> Mark | None:
    for name, value in told.items():
        said = fold(f"{value}").replace("_", " ") if isinstance(value, str | int) else ""
        is_status = name.lower() in errors.SAYS_STATUS and said in {"404", "410"}
        is_worded = name.lower() in errors.SAYS_ERROR | errors.SAYS_STATUS and any(
            is_about(words_of(), said) for words_of in _LOSSES
        )
        if is_status or is_worded:
            return PageKind.ERROR, Reason.of("not-found-words", words=f"{name}: {said}"[:90])
    return None
