"""What a person's word on a source does to its checks. Pure.

*ignore* and *replaced-by* end the visits: the verdict is not-checked, by the person's choice. *alive* does not: visits
go on and what they saw is kept, but a verdict that says otherwise does not count as long as the word holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sourcekeeper.model import Check, Decision, DecisionKind, Judgement, Reason, Source, Verdict

_ON_CHECKS = frozenset({DecisionKind.ALIVE, DecisionKind.IGNORE, DecisionKind.REPLACED_BY})
_DECIDED = "decided-"
_WELL = frozenset({Verdict.ALIVE, Verdict.REDIRECTED})


def word_in_force(decisions: Sequence[Decision], now: datetime) -> Decision | None:
    """Return the decision that rules a source's checks now: of those that hold, the newest. They come newest first."""
    return next((each for each in decisions if each.kind in _ON_CHECKS and each.holds_at(now)), None)


def without_visit(decision: Decision | None) -> Judgement | None:
    """Return the judgement that stands in place of a visit; None when the source is to be visited."""
    if decision is None or decision.kind is DecisionKind.ALIVE:
        return None
    if decision.kind is DecisionKind.REPLACED_BY:
        reason = Reason.of("decided-replaced", new_url=decision.replacement or "", because=_because(decision))
    else:
        reason = Reason.of("decided-ignore", because=_because(decision))
    return Judgement(verdict=Verdict.NOT_CHECKED, confidence=1.0, reason=reason)


def outweighed(judgement: Judgement, decision: Decision | None) -> Judgement:
    """Return what counts after a visit: a person's *alive*, unless the visit says as much."""
    if decision is None or decision.kind is not DecisionKind.ALIVE or judgement.verdict in _WELL:
        return judgement
    reason = Reason.of("decided-alive", seen=judgement.verdict.value, because=_because(decision))
    return replace(judgement, verdict=Verdict.ALIVE, confidence=1.0, reason=reason)


def judgement_now(last: Judgement | None, decisions: Sequence[Decision], now: datetime) -> Judgement | None:
    """Return what counts of a source between two visits: a word said since the last one counts at once.

    So does its end: what it said of the source holds no more. `decisions` are all there are, ended ones too.
    """
    decision = word_in_force(decisions, now)
    spared = without_visit(decision)
    if spared is not None or last is None:
        return spared
    if last.reason.code.startswith(_DECIDED) and (ended := ended_word(decisions, now)) is not None:
        return _as_ended(ended)
    return last if is_by_decision(last) else outweighed(last, decision)


def ended_word(decisions: Sequence[Decision], now: datetime) -> Decision | None:
    """Return the word that ruled a source's checks last and holds no more; None while another one rules them."""
    if word_in_force(decisions, now) is not None:
        return None
    ended = [each for each in decisions if each.kind in _ON_CHECKS and each.until is not None]
    return max(ended, key=lambda each: each.until or now, default=None)


def _as_ended(decision: Decision) -> Judgement:
    """Return what is known of a source whose word ended, until it is visited: nothing."""
    until = f"{decision.until:%Y-%m-%d}" if decision.until else ""
    reason = Reason.of("word-ended", kind=decision.kind.value, until=until, because=_because(decision))
    return Judgement(verdict=Verdict.UNKNOWN, confidence=0.0, reason=reason)


def is_by_decision(judgement: Judgement) -> bool:
    """Whether a person's word, or a setting that skips the host, made the judgement."""
    return judgement.reason.code.startswith(("decided-", "skipped-"))


def is_of_the_rules(judgement: Judgement) -> bool:
    """Whether rules made the judgement of what a page showed, neither a person's word nor a setting."""
    return not judgement.reason.code.startswith(("decided-", "skipped-", "treated-"))


def no_check(source: Source, at: datetime) -> Check:
    """Return the check of a source that was not visited."""
    return Check(url=source.fetch_key, at=at, status=None, final_url=source.fetch_key)


def _because(decision: Decision) -> str:
    return decision.because or "–"
