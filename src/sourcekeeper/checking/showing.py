"""Rules for pages that show too little of a work, or other things in its place, words apart. Pure.

No list of what sites say of lost pages is whole. What holds in any language: a page that shows none of the words it is
cited by, hardly a line that the site's other pages have not, and nothing else by which works are known (an author, a
day, a film, a table), may be the work, a notice or a wall. On the first visit, when nobody knows what was there, it is
not called alive: `unknown` counts neither way, and a later visit that finds the work settles it.
"""

from __future__ import annotations

from collections.abc import Iterable

from sourcekeeper.checking.comparing import MANY_LINKS, without_address
from sourcekeeper.checking.evidence import Evidence, judged
from sourcekeeper.checking.probes import is_markup, line_hash
from sourcekeeper.model import Judgement, PageKind, PageSigns, SiteAnswer, Verdict
from sourcekeeper.patterns import regex
from sourcekeeper.web.folding import fold
from sourcekeeper.web.landing import is_file, is_home

LITTLE, LEAST = 300, 160
"""Characters of own lines under which a page may be a notice, two or three sentences; and of one where the address
names nothing that could be missed."""
_DENSE = regex(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Signs of Chinese, Japanese and Korean: one says as much as two letters."""
_LONG_LINE, _BESIDE_LINK = 250, 220
"""A list: `MANY_LINKS`, no line so long, and no more told of each than a teaser."""
_SHARED = 20
"""Letters two pages of a site have to have in common, for one to add nothing to the other."""
_RUNNING = 60
"""Characters of a line that tells something: names of things on sale are shorter."""
_SHORT_LINES = 1500
"""Characters of a page of short lines that may be a shelf or a menu."""
_NUMBERED = regex(r"\d{3}")
_LOGIN_TOLD = 200
"""Characters that a login tells about itself at the most."""


def own_lines(evidence: Evidence, signs: PageSigns) -> list[str]:
    """Return what a page tells beyond links, its own address, and what the site shows where nothing is."""
    return _not_in_frame(evidence, without_address(signs.told, evidence.check.url))


def _not_in_frame(evidence: Evidence, lines: Iterable[str]) -> list[str]:
    frame = frozenset(evidence.site.lines) if evidence.site is not None else frozenset[int]()
    return [line for line in lines if line and line_hash(line) not in frame]


def told(lines: list[str]) -> int:
    """Return how much some lines tell, in letters: signs of scripts that write a word with one or two count twice."""
    text = "".join(lines)
    return len(text) + len(_DENSE.findall(text))


def adds_nothing(evidence: Evidence, site: SiteAnswer) -> bool:
    """Whether a page tells nothing that its site does not tell at an address that cannot exist."""
    signs = evidence.check.page.signs if evidence.check.page else None
    if signs is None or signs.is_work or not site.lines:
        return False
    lines = own_lines(evidence, signs)
    says_something = any(sign.isalpha() for line in lines for sign in line)
    return not says_something and told(list(signs.told)) - told(lines) >= _SHARED


def asks_who_reads(evidence: Evidence) -> Judgement | None:
    """A field for a password that the site's other pages have not, on a page that tells hardly anything else."""
    signs, site = _signs(evidence), evidence.site
    if signs is None or site is None or site.asks_password or not signs.asks_password:
        return None
    if told(own_lines(evidence, signs)) >= _LOGIN_TOLD:
        return None
    return judged(Verdict.LOGIN_REQUIRED, 0.6, "login-form")


def shows_something_else(evidence: Evidence) -> Judgement | None:
    """A page that shows little, or a list, and nothing of what is cited, seen for the first time."""
    signs = _signs(evidence)
    if signs is None or evidence.likeness is not None:
        return None
    if is_file(evidence.asked):
        return judged(Verdict.UNKNOWN, 0.4, "not-the-file")
    lines = own_lines(evidence, signs)
    is_missing = evidence.is_named is False
    is_apart = is_missing or _is_set_apart(evidence, signs)
    links = len(_not_in_frame(evidence, signs.links))
    if _is_list(links, lines) and is_apart and _is_of_one_work(evidence):
        return judged(Verdict.UNKNOWN, 0.4, "shows-a-list")
    if _is_little(lines, is_missing=is_missing) and (is_apart or not (lines or links)):
        return judged(Verdict.UNKNOWN, 0.4, "shows-little")
    return None


def _is_little(lines: list[str], *, is_missing: bool) -> bool:
    """Whether lines tell little: where what is cited is missing, many short ones (things on sale) tell nothing."""
    if not is_missing:
        return told(lines) < LEAST
    running = [line for line in lines if told([line]) >= _RUNNING]
    return told(running) < LITTLE and told(lines) < _SHORT_LINES


def may_be_a_wall(evidence: Evidence) -> bool:
    """Whether a page shows hardly a line, and stands outside its site's frame or has a form to be sent."""
    signs = _signs(evidence)
    if signs is None or told(own_lines(evidence, signs)) >= LEAST:
        return False
    return signs.has_form or _is_outside(evidence)


def _signs(evidence: Evidence) -> PageSigns | None:
    """Return the signs of a page that neither names nor shows a work; None where these rules have nothing to say."""
    page = evidence.check.page
    if page is None or page.kind is not PageKind.TEXT or page.mark is not None or page.signs is None:
        return None
    is_asked_for = 200 <= evidence.status < 300 and not is_home(evidence.asked) and is_markup(evidence.check)
    return page.signs if is_asked_for and not page.signs.is_work and not _is_surely_named(evidence) else None


def _is_surely_named(evidence: Evidence) -> bool:
    """Whether a page names the work, on a site that does not repeat whatever it is asked for."""
    return bool(evidence.is_named) and not (evidence.site is not None and evidence.site.echoes)


def _is_list(links: int, lines: list[str]) -> bool:
    is_short = all(len(line) < _LONG_LINE for line in lines)
    return links >= MANY_LINKS and is_short and told(lines) <= _BESIDE_LINK * links


def _is_of_one_work(evidence: Evidence) -> bool:
    """Whether an address is one work's: made of its words, or with a number, as sites count what they publish."""
    return evidence.is_named is False or bool(_NUMBERED.search(evidence.asked.partition("://")[2].partition("/")[2]))


def _is_set_apart(evidence: Evidence, signs: PageSigns) -> bool:
    """Whether a page is unlike one that shows a work on its site, by anything but its words."""
    return (
        signs.is_unlisted
        or signs.has_form
        or bool(signs.points_to)
        or evidence.is_moved
        or _is_outside(evidence)
        or _says_one_line(evidence, signs)
        or _bears_the_sites_name(signs, evidence.site)
    )


def _says_one_line(evidence: Evidence, signs: PageSigns) -> bool:
    """Whether a page adds one line to its site's frame, and that line is not its title."""
    lines = own_lines(evidence, signs)
    return evidence.site is not None and len(lines) == 1 and _letters(lines[0]) not in _letters(signs.title)


def _is_outside(evidence: Evidence) -> bool:
    """Whether a page leads nowhere, on a site whose pages have menus even where nothing is."""
    page, site = evidence.check.page, evidence.site
    return page is not None and page.is_alone and site is not None and not site.is_alone


def _bears_the_sites_name(signs: PageSigns, site: SiteAnswer | None) -> bool:
    """Whether the title says nothing that is not in the title of the site's page for what is not there."""
    return site is not None and bool(site.title) and _letters(signs.title) in _letters(site.title)


def _letters(text: str) -> str:
    return "".join(sign for sign in fold(text) if sign.isalnum())
