"""The contract that every rule of checking keeps, for those who write one (entry points ``sourcekeeper.rules``).

Subclass `RuleContract`, return the rule, and let pytest run it::

    class TestMyRule(RuleContract):
        rule = staticmethod(my_rule)
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from sourcekeeper.checking.evidence import Evidence
from sourcekeeper.checking.verdicts import Rule
from sourcekeeper.model import (
    Check,
    CitedText,
    FetchFailure,
    Judgement,
    Observation,
    Page,
    PageKind,
    Reason,
    SiteAnswer,
    Verdict,
)
from sourcekeeper.reporting.wording import word

_AT = datetime(2026, 3, 1, 2, 0, tzinfo=UTC)
_DEEP = "https://ville.example/rapports/2024"
_FINALS = (
    _DEEP,
    "https://ville.example/",
    "https://ville.example/404",
    "https://login.ville.example/",
    "",
    "http://[",
)
_STATUSES = (None, 0, 200, 204, 301, 304, 403, 404, 410, 429, 500, 999)


def evidences() -> Iterator[Evidence]:
    """Yield evidence of every kind a rule may meet, poor and contradictory evidence too."""
    for final in _FINALS:
        for status in _STATUSES:
            yield Evidence(check=_check(final, status))
            yield Evidence(check=_check(final, status), likeness=0.9, history=(_seen(),), site=_site(final, 404))
            yield Evidence(check=_check(final, status), likeness=0.1, site=_site(final, 200), ends_shared=1)
    for failure in FetchFailure:
        yield Evidence(check=_check(_DEEP, None, failure=failure))
    shown = _check("https://elsewhere.example/", 200, page=Page(kind=PageKind.TEXT, title="Casino", text=_TRADE))
    yield Evidence(check=shown, likeness=0.0, cited=CitedText(at=_AT, title="A report"), site=_site(_DEEP, 200))
    for kind in PageKind:
        page = Page(kind=kind, mark=Reason.of("bot-wall", vendor="unknown") if kind is PageKind.WALL else None)
        yield Evidence(check=_check(_DEEP, 200, page=page))


def _check(final: str, status: int | None, *, failure: FetchFailure | None = None, page: Page | None = None) -> Check:
    hops = ((_DEEP, 301), (final, status)) if status and final != _DEEP else ()
    return Check(url=_DEEP, at=_AT, status=status, final_url=final, hops=hops, failure=failure, page=page)


_TRADE = "Casino, slots and poker: the best bookmaker."


def _site(final: str, status: int) -> SiteAnswer:
    return SiteAnswer(at=_AT, status=status, final_url=final)


def _seen() -> Observation:
    judgement = Judgement(verdict=Verdict.GONE, confidence=0.9, reason=Reason.of("http-404"))
    return Observation(judgement=judgement, status=404, final_url=_DEEP, first=_AT, last=_AT)


class RuleContract:
    """What every rule does. Set `rule`."""

    rule: Rule

    def test_it_never_raises_and_always_judges_alike(self) -> None:
        """The same evidence gets the same judgement, or none."""
        for evidence in evidences():
            assert self.rule(evidence) == self.rule(evidence)

    def test_it_says_how_sure_it_is(self) -> None:
        """Confidence lies between 0 and 1."""
        for evidence in evidences():
            judgement = self.rule(evidence)
            assert judgement is None or 0 <= judgement.confidence <= 1

    def test_its_reasons_have_words(self) -> None:
        """A reason is more than its code, in both languages."""
        for evidence in evidences():
            judgement = self.rule(evidence)
            if judgement is not None:
                for language in ("en", "fr"):
                    assert word(judgement.reason, language) != judgement.reason.code

    def test_it_says_what_it_is_for(self) -> None:
        """A rule has a docstring: it is shown where rules are listed."""
        assert (self.rule.__doc__ or "").strip()
