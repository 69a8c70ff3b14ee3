"""What rules make of one check: an ordered list of small functions, the first that speaks decides. Pure.

A rule sees the evidence and returns a judgement, or None when it has nothing to say. Judgements carry how sure the
rule is and a reason as a code with arguments, worded in `reporting.wording`. A new rule is one function, its place in
`RULES`, words for its reason, and a test. The order matters: what cannot be known (walls, logins) comes before what
statuses say, for a wall may answer with any status; what would call a source dead comes before what calls it alive.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sourcekeeper.checking.check import NOT_MODIFIED
from sourcekeeper.checking.comparing import ANOTHER_TEXT, LITTLE_LEFT, SAME_TEXT, likeness_of
from sourcekeeper.checking.decided import is_of_the_rules
from sourcekeeper.checking.evidence import Evidence, judged
from sourcekeeper.checking.probes import SHORT_TEXT, is_markup
from sourcekeeper.checking.redirects import (
    moved_elsewhere,
    moved_to_home,
    redirect_without_end,
    redirected_to_error,
    redirected_to_folder,
    redirected_to_search,
    shares_its_end,
)
from sourcekeeper.checking.showing import adds_nothing, asks_who_reads, may_be_a_wall, shows_something_else
from sourcekeeper.checking.takeovers import taken_over, usurped
from sourcekeeper.model import FetchFailure, Judgement, PageKind, SiteAnswer, Verdict
from sourcekeeper.web.folding import fold
from sourcekeeper.web.landing import is_home, is_market, is_same_place
from sourcekeeper.web.walls.loss_words import ASTRAY
from sourcekeeper.web.walls.marks import is_login_address
from sourcekeeper.web.walls.world_walls import closed, denials

Rule = Callable[[Evidence], Judgement | None]


def judge(evidence: Evidence, rules: Sequence[Rule] | None = None) -> Judgement:
    """Return what the first rule that has something to say makes of the evidence; `RULES` unless others are given."""
    for rule in RULES if rules is None else rules:
        judgement = rule(evidence)
        if judgement is not None:
            return judgement
    return judged(Verdict.UNKNOWN, 0.0, "no-rule")


# --- no answer ------------------------------------------------------------------------------------------------------

_FAILURES: dict[FetchFailure, tuple[Verdict, float]] = {
    FetchFailure.INVALID: (Verdict.INVALID, 1.0),
    FetchFailure.NOT_ALLOWED: (Verdict.NOT_CHECKED, 1.0),
    FetchFailure.NAME_NOT_FOUND: (Verdict.DNS_GONE, 0.9),
    FetchFailure.NAME_TROUBLE: (Verdict.UNKNOWN, 0.9),
    FetchFailure.REFUSED: (Verdict.UNREACHABLE, 0.8),
    FetchFailure.RESET: (Verdict.UNREACHABLE, 0.6),
    FetchFailure.TIMEOUT_CONNECTING: (Verdict.TIMEOUT, 0.7),
    FetchFailure.TIMEOUT: (Verdict.TIMEOUT, 0.7),
    FetchFailure.HURRIED: (Verdict.UNKNOWN, 1.0),
    FetchFailure.TLS_EXPIRED: (Verdict.TLS_ERROR, 1.0),
    FetchFailure.TLS_WRONG_HOST: (Verdict.TLS_ERROR, 1.0),
    FetchFailure.TLS_SELF_SIGNED: (Verdict.TLS_ERROR, 1.0),
    FetchFailure.TLS_INCOMPLETE: (Verdict.TLS_ERROR, 1.0),
    FetchFailure.TLS_UNTRUSTED: (Verdict.TLS_ERROR, 1.0),
    FetchFailure.TLS_TOO_OLD: (Verdict.TLS_ERROR, 1.0),
    FetchFailure.TLS_OTHER: (Verdict.TLS_ERROR, 0.8),
    FetchFailure.TOO_MANY_REDIRECTS: (Verdict.REDIRECT_LOOP, 0.9),
    FetchFailure.REDIRECT_LOOP: (Verdict.REDIRECT_LOOP, 0.95),
    FetchFailure.MALFORMED: (Verdict.UNREACHABLE, 0.4),
    FetchFailure.PROXY: (Verdict.UNKNOWN, 1.0),
    FetchFailure.PUT_OFF: (Verdict.UNKNOWN, 1.0),
    FetchFailure.ROBOTS: (Verdict.NOT_CHECKED, 1.0),
    FetchFailure.STOPPED: (Verdict.UNKNOWN, 1.0),
}


def failed_to_answer(evidence: Evidence) -> Judgement | None:
    """Tell failures apart: those of the address, those of its server, and our own, which say nothing of it."""
    check = evidence.check
    if check.failure is None:
        return None
    if check.failure is FetchFailure.PUT_OFF and check.hops and check.hops[-1][1] == 429:
        return judged(Verdict.RATE_LIMITED, 0.95, "http-429")
    verdict, confidence = _FAILURES[check.failure]
    return judged(verdict, confidence, f"fetch-{check.failure.value}")


def gave_no_status(evidence: Evidence) -> Judgement | None:
    """An answer without a readable status is no answer."""
    return None if evidence.status >= 100 else judged(Verdict.UNKNOWN, 0.5, "no-status")


# --- walls, before statuses -----------------------------------------------------------------------------------------


_WALLS = {"bot-wall": 0.95, "captcha": 0.85, "consent-wall": 0.8, "gate-page": 0.6}


def bot_wall(evidence: Evidence) -> Judgement | None:
    """A wall says nothing of the page behind it, whatever its status."""
    mark = evidence.mark
    if mark is None or mark.code not in _WALLS:
        return None
    confidence = _WALLS[mark.code]
    return Judgement(verdict=Verdict.BLOCKED, confidence=confidence, reason=mark)


# --- statuses -------------------------------------------------------------------------------------------------------

_STATUSES: dict[int, tuple[Verdict, float]] = {
    401: (Verdict.LOGIN_REQUIRED, 0.95),
    402: (Verdict.PAYWALLED, 0.95),
    403: (Verdict.BLOCKED, 0.7),
    404: (Verdict.GONE, 0.9),
    405: (Verdict.BLOCKED, 0.5),
    406: (Verdict.BLOCKED, 0.5),
    408: (Verdict.TIMEOUT, 0.7),
    410: (Verdict.GONE, 0.99),
    412: (Verdict.BLOCKED, 0.5),
    418: (Verdict.BLOCKED, 0.7),
    428: (Verdict.BLOCKED, 0.5),
    429: (Verdict.RATE_LIMITED, 0.95),
    440: (Verdict.LOGIN_REQUIRED, 0.8),
    449: (Verdict.LOGIN_REQUIRED, 0.6),
    451: (Verdict.LEGAL_BLOCK, 0.95),
    498: (Verdict.LOGIN_REQUIRED, 0.6),
    511: (Verdict.UNKNOWN, 0.9),
}
"""What single statuses mean. 511 comes from the network we are in, not from the source."""


def unchanged(evidence: Evidence) -> Judgement | None:
    """The same body again, or the server's word for it (304): what was judged of that holds, where it stood."""
    if evidence.status != NOT_MODIFIED and not evidence.check.is_known:
        return None
    before = evidence.history[-1].final_url if evidence.history else evidence.check.final_url
    if evidence.is_moved and not is_same_place(before, evidence.check.final_url):
        return moved_elsewhere(evidence)
    for seen in reversed(evidence.history):
        if seen.status is not None and 200 <= seen.status < 400 and is_of_the_rules(seen.judgement):
            return seen.judgement
    return judged(Verdict.ALIVE, 0.8, "unchanged")


def status_says(evidence: Evidence) -> Judgement | None:
    """Statuses that are an answer of their own. Other 4xx are no death: sites answer 400 or 409 to robots."""
    status = evidence.status
    if status < 400:
        return None
    if 500 <= status < 600 and status not in _STATUSES:
        return judged(Verdict.SERVER_ERROR, 0.8, f"http-{status}")
    verdict, confidence = _STATUSES.get(status, (Verdict.UNKNOWN, 0.5))
    return judged(verdict, confidence, f"http-{status}")


# --- pages that are not what was cited ------------------------------------------------------------------------------


def barred_by_law(evidence: Evidence) -> Judgement | None:
    """What a court or an authority had put in the place of a site, with a status that says all is well."""
    mark = evidence.mark
    if mark is None or mark.code != "legal-notice":
        return None
    return Judgement(verdict=Verdict.LEGAL_BLOCK, confidence=0.7, reason=mark)


def login_page(evidence: Evidence) -> Judgement | None:
    """A login form, or an address of one after a redirect; a login page that was cited as such is alive."""
    if not evidence.is_moved and is_login_address(evidence.asked):
        return None
    if evidence.check.page and evidence.check.page.kind is PageKind.LOGIN:
        return judged(Verdict.LOGIN_REQUIRED, 0.9 if evidence.is_moved else 0.75, "login-form")
    if evidence.is_moved and is_login_address(evidence.check.final_url):
        return judged(Verdict.LOGIN_REQUIRED, 0.8, "redirected-to-login")
    return None


def parked(evidence: Evidence) -> Judgement | None:
    """A page that sells its domain, a placeholder of a hosting company, or a redirect to a market of domains."""
    if evidence.is_moved and is_market(evidence.check.final_url) and not is_market(evidence.asked):
        return judged(Verdict.PARKED, 0.95, "redirected-to-market")
    mark = evidence.mark
    if mark is not None and mark.code in {"parked-page", "placeholder-page"}:
        confidence = 0.9 if mark.code == "parked-page" else 0.75
        return Judgement(verdict=Verdict.PARKED, confidence=confidence, reason=mark)
    return None


def answers_alike_to_anything(evidence: Evidence) -> Judgement | None:
    """The site answers the same to an address that cannot exist: what it shows is its way to say "not found".

    A front page is never a soft 404. A page that names the work is the work's, however alike its neighbours are.
    """
    site = evidence.site
    if site is None or site.status is None or not 200 <= site.status < 300 or is_home(evidence.asked):
        return None
    ends_there = is_same_place(site.final_url, evidence.check.final_url)
    text = evidence.check.page.text if evidence.check.page else ""
    is_alike = (likeness_of(evidence.check, site, text) or 0.0) >= SAME_TEXT or adds_nothing(evidence, site)
    if _may_be_a_wall(evidence):
        return judged(Verdict.UNKNOWN, 0.4, "says-one-thing") if ends_there or is_alike else None
    if ends_there or (is_alike and not evidence.is_named):
        return judged(Verdict.SOFT_404, 0.9, "site-answers-anything")
    return judged(Verdict.SOFT_404, 0.7, "site-answers-anything") if _is_titled_as_any(evidence, site) else None


def _may_be_a_wall(evidence: Evidence) -> bool:
    """Whether a page is a bare notice that leads nowhere, and says neither that a thing is lost nor that all is over.

    A site shows such a one at any address for walls, outages and what is lost, and in a language or of a maker that
    nobody here knows they look the same.
    """
    page = evidence.check.page
    has_form = page is not None and page.signs is not None and page.signs.has_form
    if page is None or not (page.is_alone or has_form) or evidence.is_named or evidence.mark is not None:
        return False
    said = fold(f"{page.title} {page.text}")
    return len(page.text) < SHORT_TEXT and not (closed().search(said) or ASTRAY.search(said))


def _is_titled_as_any(evidence: Evidence, site: SiteAnswer) -> bool:
    """Whether a page that shows nothing of what was cited bears the title of one that cannot exist.

    So do pages that say "not found" with other stories or another number each time.
    """
    title = evidence.check.page.title if evidence.check.page else ""
    shows_other = evidence.is_named is False or (evidence.likeness is not None and evidence.likeness < ANOTHER_TEXT)
    return bool(title) and title[:300] == site.title and shows_other and not evidence.is_named


def out_of_order(evidence: Evidence) -> Judgement | None:
    """A page that says the server or site is out of order, with a status that says all is well."""
    mark = evidence.mark
    if mark is None or mark.code not in {"failure-page", "maintenance-page"}:
        return None
    return Judgement(verdict=Verdict.SERVER_ERROR, confidence=0.65, reason=mark)


def has_the_cited_text(evidence: Evidence) -> Judgement | None:
    """The text is like the one that was cited: alive, whatever title or address say. Beats every probe."""
    if evidence.likeness is None or evidence.likeness < SAME_TEXT:
        return None
    return moved_elsewhere(evidence) or judged(Verdict.ALIVE, 0.99, "same-text")


def says_not_found(evidence: Evidence) -> Judgement | None:
    """Words of an error page in the title of a short page. A front page is never a soft 404; words alone mislead."""
    mark = evidence.mark
    if mark is None or mark.code != "not-found-words" or is_home(evidence.asked):
        return None
    return Judgement(verdict=Verdict.SOFT_404, confidence=0.65, reason=mark)


def drifted(evidence: Evidence) -> Judgement | None:
    """Little of the cited text is left: a reader has to look. A front page changes by its nature."""
    likeness = evidence.likeness
    if likeness is None or likeness >= LITTLE_LEFT or is_home(evidence.asked):
        return None
    if may_be_a_wall(evidence):
        return judged(Verdict.UNKNOWN, 0.4, "shows-little")
    confidence = 0.85 if likeness < ANOTHER_TEXT else 0.6
    return judged(Verdict.CONTENT_DRIFTED, confidence, "text-drifted", likeness=round(likeness, 2))


def paywall(evidence: Evidence) -> Judgement | None:
    """The page says itself that its text costs money; it is surer when little of the text is shown."""
    mark = evidence.mark
    if mark is None or mark.code != "paywall-mark" or evidence.check.page is None:
        return None
    confidence = 0.9 if evidence.check.page.kind is PageKind.WALL else 0.6
    return Judgement(verdict=Verdict.PAYWALLED, confidence=confidence, reason=mark)


# --- alive ----------------------------------------------------------------------------------------------------------


def shows_nothing(evidence: Evidence) -> Judgement | None:
    """A good status and no content, or a frame that scripts fill: neither seen nor missed.

    Unless the frame's title names the work, or its site says 404 to what it does not have: then it has this.
    """
    page = evidence.check.page
    if page is None or page.mark is None or page.mark.code not in _SHOWS_NOTHING:
        return None
    if page.mark.code == "script-shell" and (evidence.is_named or _says_what_it_has_not(evidence)):
        return moved_elsewhere(evidence) or judged(Verdict.ALIVE, 0.7, "scripted-site-is-honest")
    return Judgement(verdict=Verdict.UNKNOWN, confidence=0.5, reason=page.mark)


_SHOWS_NOTHING = frozenset({"empty-body", "script-shell", "private-or-lost"})


def _says_what_it_has_not(evidence: Evidence) -> bool:
    return evidence.site is not None and evidence.site.status in {404, 410}


def says_no(evidence: Evidence) -> Judgement | None:
    """A page that shows hardly more than a sentence with a "not" in it, and nothing of what was cited.

    It may be a short work, and it may say in words nobody here knows that there is none: only the first visit asks,
    for later ones know what was there.
    """
    page = evidence.check.page
    if page is None or page.mark is not None or evidence.cited is not None or evidence.is_named:
        return None
    if not {"author", "issued"}.isdisjoint(page.item.fields):
        return None
    if not 200 <= evidence.status < 300 or is_home(evidence.asked) or not is_markup(evidence.check):
        return None
    lines = page.text.splitlines()
    said = [line for line in lines if line.endswith(_STOPS) or len(line) > _NAME_OF_LINK]
    notice = " ".join(said or lines)
    if len(page.text) >= _LITTLE_TEXT or not notice or len(notice) > _A_NOTICE or not denials().search(fold(notice)):
        return None
    return judged(Verdict.UNKNOWN, 0.4, "short-notice")


_STOPS = (".", "!", "。", "！")
_NAME_OF_LINK = 100
"""Characters of a line that may be an entry of a menu, or another story's title."""
_LITTLE_TEXT, _A_NOTICE = 1000, 250
"""Characters of a text that may be a menu and a notice; and of the notice."""


def alive(evidence: Evidence) -> Judgement | None:
    """A good answer at the cited place, and nothing that speaks against it."""
    if not 200 <= evidence.status < 300:
        return None
    if evidence.likeness is not None:
        return judged(Verdict.ALIVE, 0.8, "text-changed", likeness=round(evidence.likeness, 2))
    return judged(Verdict.ALIVE, 0.97 if evidence.is_named else 0.9, f"http-{evidence.status}")


RULES: tuple[Rule, ...] = (
    failed_to_answer,
    gave_no_status,
    bot_wall,
    barred_by_law,
    unchanged,
    status_says,
    redirect_without_end,
    login_page,
    parked,
    has_the_cited_text,
    moved_to_home,
    redirected_to_error,
    redirected_to_search,
    shows_nothing,
    taken_over,
    usurped,
    answers_alike_to_anything,
    shares_its_end,
    out_of_order,
    says_not_found,
    redirected_to_folder,
    paywall,
    asks_who_reads,
    drifted,
    shows_something_else,
    says_no,
    moved_elsewhere,
    alive,
)
"""The order of the rules."""
