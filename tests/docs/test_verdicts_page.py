"""What is told of verdicts is what the code does."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sourcekeeper.checking.check import check_of
from sourcekeeper.checking.evidence import Evidence
from sourcekeeper.checking.probes import GOOD_FOR
from sourcekeeper.checking.series import Weight, weigh
from sourcekeeper.checking.verdicts import judge
from sourcekeeper.config import OutageSettings, SeriesSettings
from sourcekeeper.model import Check, FetchFailure, FetchRequest, Hop, Judgement, Observation, Reason, Verdict, Visit
from sourcekeeper.reporting.wording import word
from sourcekeeper.sandbox.exchange import Manner, Request
from sourcekeeper.sandbox.labelled.web import LabelledWeb

PAGE = (Path(__file__).parents[2] / "docs/explanation/verdicts.md").read_text(encoding="utf-8")
AT = datetime(2026, 3, 1, tzinfo=UTC)
URL = "https://ville.example/rapports/2024/cameras"
_ROW = re.compile(r"^\| `(?P<verdict>[\w-]+)` \|(?P<why>.*)\|(?P<counts>.*)\|(?P<do>.*)\|$", re.M)
ROWS = {match["verdict"]: match for match in _ROW.finditer(PAGE)}


def codes(verdict: Verdict) -> set[str]:
    return set(re.findall(r"`([a-z][\w-]*)`", ROWS[verdict.value]["why"]))


def is_told(judgement: Judgement) -> bool:
    """Whether the page names the reason beside the verdict; statuses of one hundred stand for one another."""
    code = judgement.reason.code
    told = codes(judgement.verdict)
    return code in told or (code.startswith("http-") and any(one.startswith("http-") for one in told))


def seen(verdict: Verdict, status: int | None = 200) -> Observation:
    judgement = Judgement(verdict=verdict, confidence=0.9, reason=Reason.of("http-200"))
    return Observation(judgement=judgement, status=status, final_url=URL, first=AT, last=AT)


def test_every_verdict_is_told_once_with_its_evidence_and_what_to_do():
    assert list(ROWS) == [verdict.value for verdict in Verdict]
    assert PAGE.count("\n| `") == len(Verdict)
    assert all(codes(verdict) and ROWS[verdict.value]["do"].strip() for verdict in Verdict)


@pytest.mark.parametrize("verdict", Verdict)
def test_what_is_said_to_count_counts(verdict):
    names = {Weight.NEUTRAL: "neither"}
    weight = weigh(seen(verdict))
    assert ROWS[verdict.value]["counts"].strip().startswith(names.get(weight, weight.name.lower()))
    if verdict is Verdict.GONE:
        assert weigh(seen(verdict, 410)) is Weight.SURE


def test_every_reason_named_has_words_and_every_failure_and_status_is_told():
    for verdict in Verdict:
        for code in codes(verdict):
            assert word(Reason.of(code), "en") != code
    for failure in FetchFailure:
        assert is_told(judge(Evidence(check=Check(url=URL, at=AT, status=None, final_url=URL, failure=failure))))
    for status in (200, 204, 302, *range(400, 600), 999):
        assert is_told(judge(Evidence(check=Check(url=URL, at=AT, status=status, final_url=URL))))


def test_every_reason_that_the_labelled_web_gives_is_told():
    web = LabelledWeb.of_kinds(6, each=2)
    for address in web.addresses:
        answer = web.answer(Request.of(address.url))
        if answer.manner in {Manner.RAW, Manner.SILENT, Manner.RESET}:
            continue
        hop = Hop(url=address.url, status=answer.status, headers=answer.headers)
        visit = Visit(request=FetchRequest(url=address.url), started_at=AT, hops=(hop,), body=answer.body)
        judgement = judge(Evidence(check=check_of(visit, max_decoded_bytes=1 << 20)))
        assert is_told(judgement), judgement


def test_the_numbers_are_those_of_the_rules():
    series, outage = SeriesSettings(), OutageSettings()
    for name, limit in (("sure", series.sure), ("plain", series.plain), ("slow", series.slow)):
        assert f"| {name} | {limit.failures} | {limit.spread.days} days |" in PAGE
    flowed = " ".join(PAGE.split())
    assert f"closer together than {series.one_per.total_seconds() / 3600:.0f} hours" in flowed
    assert f"news for {series.revived_for.days} days" in flowed
    assert f"over {outage.share:.0%}".replace("%", " %") in flowed
    assert f"at least {outage.least_hosts})" in flowed
    assert (outage.times_usual, series.least_confidence) == (2, 0.5)
    assert f"serves all its addresses there for {GOOD_FOR.days} days" in flowed
