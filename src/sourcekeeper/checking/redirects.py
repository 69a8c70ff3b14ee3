"""Rules for addresses that lead elsewhere: to a front page, an error, a search, a folder, or to the work. Pure."""

from __future__ import annotations

from sourcekeeper.checking.comparing import SAME_TEXT
from sourcekeeper.checking.evidence import Evidence, judged
from sourcekeeper.model import Judgement, Verdict
from sourcekeeper.web.landing import (
    is_above,
    is_error_address,
    is_file,
    is_home,
    is_same_host,
    is_search,
    is_shortened,
)
from sourcekeeper.web.walls.error_words import FOLDER_LISTING

PERMANENT = frozenset({301, 308})


def redirect_without_end(evidence: Evidence) -> Judgement | None:
    """A redirect that names no next address, or an informal status: nothing was shown."""
    if evidence.status >= 400 or 200 <= evidence.status < 300:
        return None
    return judged(Verdict.UNKNOWN, 0.5, f"http-{evidence.status}")


def shares_its_end(evidence: Evidence) -> Judgement | None:
    """Different cited addresses of one host that end at one page: that page is none of them (A Link Rot Bestiary)."""
    if not evidence.ends_shared or not evidence.is_moved or is_shortened(evidence.asked):
        return None
    return judged(Verdict.SOFT_404, 0.75, "ends-shared", count=evidence.ends_shared + 1)


def moved_to_home(evidence: Evidence) -> Judgement | None:
    """A deep address that ends at a front page: the page is gone. A root that ends at another root is not deep."""
    final = evidence.check.final_url
    if not evidence.is_moved or not is_home(final) or is_home(evidence.asked) or is_shortened(evidence.asked):
        return None
    return judged(Verdict.MOVED_TO_HOME, 0.9, "moved-to-home")


def redirected_to_error(evidence: Evidence) -> Judgement | None:
    """A redirect to an address that calls itself an error page."""
    final = evidence.check.final_url
    if evidence.is_moved and is_error_address(final) and not is_error_address(evidence.asked):
        return judged(Verdict.SOFT_404, 0.85, "redirected-to-error")
    return None


def redirected_to_search(evidence: Evidence) -> Judgement | None:
    """A redirect to the site's search, mostly for the words of the address: what it has instead, not the page."""
    if evidence.is_moved and is_search(evidence.check.final_url) and not is_search(evidence.asked):
        return judged(Verdict.SOFT_404, 0.8, "redirected-to-search")
    return None


def redirected_to_folder(evidence: Evidence) -> Judgement | None:
    """A redirect to the folder above, which lists its files, or shows nothing of what the cited address names.

    The folder of a file that can be read (a PDF) does not show it either.
    """
    title = evidence.check.page.title if evidence.check.page else ""
    is_listing = FOLDER_LISTING.match(title) or is_file(evidence.asked)
    shows_another = evidence.is_named is False or (not evidence.is_named and is_listing)
    if evidence.is_moved and shows_another and is_above(evidence.check.final_url, evidence.asked):
        return judged(Verdict.SOFT_404, 0.65, "redirected-to-folder")
    return None


def moved_elsewhere(evidence: Evidence) -> Judgement | None:
    """Another address of the site or of another: alive as far as we know; a permanent move offers the new address.

    A front page that answers at its language's address is where it was.
    """
    check = evidence.check
    if not evidence.is_moved or not check.hops:
        return None
    if is_home(evidence.asked) and is_home(check.final_url) and is_same_host(evidence.asked, check.final_url):
        return None
    steps = [status for _url, status in check.hops[:-1]]
    is_permanent = bool(steps) and all(status in PERMANENT for status in steps)
    confidence = 0.95 if evidence.likeness is not None and evidence.likeness >= SAME_TEXT else 0.7
    code = "redirected-permanently" if is_permanent else "redirected"
    return judged(Verdict.REDIRECTED, confidence, code, new_url=check.final_url)
