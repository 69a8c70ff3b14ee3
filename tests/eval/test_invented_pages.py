"""Verdicts on pages invented by hand: the share that is right has a floor, and what is living is never called dead."""

from datetime import UTC, datetime

import pytest
from tests.eval.invented_pages import PAGES, Invented

from sourcekeeper.checking.check import check_of
from sourcekeeper.checking.comparing import names_the_work
from sourcekeeper.checking.evidence import Evidence
from sourcekeeper.checking.probes import site_answer
from sourcekeeper.checking.verdicts import judge
from sourcekeeper.model import Check, FetchRequest, Hop, Judgement, SiteAnswer, Visit
from sourcekeeper.sandbox.labelled.kinds import FATES, Fate

AT = datetime(2026, 3, 1, tzinfo=UTC)
FLOOR = 1.0
"""At first sight it was 57 of the first 61, and 33 of the 39 written in a second sitting, after those were mended."""


def checked(url: str, hops: tuple[Hop, ...], body: str) -> Check:
    return check_of(
        Visit(request=FetchRequest(url=url), started_at=AT, hops=hops, body=body.encode()), max_decoded_bytes=1 << 20
    )


def judged(page: Invented) -> Judgement:
    headers = (("Content-Type", "text/html; charset=utf-8"), *page.headers)
    last = Hop(url=page.final or page.asked, status=page.status, headers=headers)
    hops = (Hop(url=page.asked, status=301, headers=()), last) if page.final else (last,)
    check = checked(page.asked, hops, page.body)
    return judge(
        Evidence(check=check, cited_url=page.asked, is_named=names_the_work(check, page.titles), site=site_of(page))
    )


def site_of(page: Invented) -> SiteAnswer | None:
    if not page.site:
        return None
    url, status = page.asked.rpartition("/")[0] + "/zqxv", 404 if page.site == "404" else 200
    hop = Hop(url=url, status=status, headers=(("Content-Type", "text/html"),))
    return site_answer(checked(url, (hop,), page.site))


def is_right(page: Invented) -> bool:
    return judged(page).verdict in page.wanted


def test_so_many_invented_pages_get_the_verdict_of_an_editor():
    right = [page for page in PAGES if is_right(page)]
    assert len(right) / len(PAGES) >= FLOOR, {page.name: judged(page) for page in PAGES if page not in right}


@pytest.mark.parametrize(
    "page", [page for page in PAGES if FATES[page.wanted[0]] is not Fate.DEAD], ids=lambda page: page.name
)
def test_no_invented_page_that_lives_or_cannot_be_known_is_called_dead(page):
    assert FATES[judged(page).verdict] is not Fate.DEAD
