"""Pages that say they are lost: in words, in the class of their body, to machines only, in JSON. Pure.

Marks as those of `walls`, and under the same rule: words count in titles, headings and first lines of short pages.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from sourcekeeper.model import PageKind, Reason
from sourcekeeper.patterns import regex
from sourcekeeper.web import error_words as errors
from sourcekeeper.web import loss_words as losses
from sourcekeeper.web import world_words
from sourcekeeper.web.folding import fold
from sourcekeeper.web.seen import LONG_ERROR, SHORT_ERROR, SHORT_WALL, Mark, Seen, bare


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
    world_words.not_found,
)
"""What tells of a lost page, in seven languages and in thirty more; asked for as late as can be."""


def names_error(title: str) -> bool:
    """Whether a title says that a page was not found and says nothing else: no work is called so."""
    part = bare(title)
    found = errors.NOT_FOUND.search(part) if len(part) <= _LONGEST_ERROR_TITLE else None
    return found is not None and _words_beside(part, found) <= 1


_LONGEST_ERROR_TITLE = 60


def by_error_class(seen: Seen) -> Mark | None:
    """A body that is marked as an error's: WordPress and others do so on every page they do not find."""
    found = errors.ERROR_CLASS.search(seen.markup[:_HEAD]) if len(seen.text) < SHORT_WALL else None
    return (PageKind.ERROR, Reason.of("not-found-words", words=found["name"])) if found else None


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


def json_mark(text: str) -> Mark | None:
    """Return the mark of a short answer in JSON that says "not found" itself, under a status that does not."""
    if len(text) >= SHORT_ERROR or not text.lstrip().startswith("{"):
        return None
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return None
    for name, value in told.items():
        said = fold(f"{value}") if isinstance(value, str | int) else ""
        is_status = name.lower() in errors.SAYS_STATUS and said in {"404", "410"}
        is_worded = name.lower() in errors.SAYS_ERROR and any(is_about(words_of(), said) for words_of in _LOSSES)
        if is_status or is_worded:
            return PageKind.ERROR, Reason.of("not-found-words", words=f"{name}: {said}"[:90])
    return None
