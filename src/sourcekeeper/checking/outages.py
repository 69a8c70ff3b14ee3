"""Whether tonight's failures are ours: known-good hosts, and the mass failure test (link-rot.md section 5). Pure.

When many hosts fail on one night, over 20 % and over twice the usual, the fault is ours (network, resolver) or that of
a large hoster: no page is the worse for it. What is usual is what the same hosts did at their last visit.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field

from sourcekeeper.config import OutageSettings
from sourcekeeper.model import Check, FetchFailure, Observation, PageKind, Verdict

DEFAULTS = OutageSettings()

ASKED_FIRST = 5
"""Known-good hosts that a run begins with."""

VOID = "mass-failure"
"""The code of the reason of what a void night saw."""

_NO_ANSWER = frozenset(
    {
        *(FetchFailure.NAME_NOT_FOUND, FetchFailure.NAME_TROUBLE, FetchFailure.REFUSED, FetchFailure.RESET),
        *(FetchFailure.TIMEOUT_CONNECTING, FetchFailure.TIMEOUT, FetchFailure.HURRIED),
        FetchFailure.PROXY,
        *(FetchFailure.TLS_WRONG_HOST, FetchFailure.TLS_UNTRUSTED, FetchFailure.TLS_OTHER),
        *(FetchFailure.TLS_SELF_SIGNED, FetchFailure.TLS_INCOMPLETE),  # whoever stands between signs so
    }
)
_NO_ANSWER_VERDICTS = frozenset(
    {Verdict.DNS_GONE, Verdict.UNREACHABLE, Verdict.TIMEOUT, Verdict.SERVER_ERROR, Verdict.TLS_ERROR}
)
_WELL = frozenset({Verdict.ALIVE, Verdict.REDIRECTED})


def fails(check: Check) -> bool:
    """Whether a host failed as it does in an outage: no answer, or one of 5xx that is no bot wall's.

    Nor is 404 on many hosts an outage, nor a certificate that ran out: that is its owner's alone.
    """
    is_wall = check.page is not None and check.page.kind is PageKind.WALL
    return check.failure in _NO_ANSWER or (check.status is not None and 500 <= check.status < 600 and not is_wall)


def failed_before(history: Sequence[Observation], settings: OutageSettings = DEFAULTS) -> bool | None:
    """Whether a source failed so at its last visit; None when it was never visited."""
    if not history:
        return None
    last = history[-1]
    if last.judgement.reason.code == VOID:
        return last.count >= settings.most_nights
    return last.judgement.verdict in _NO_ANSWER_VERDICTS


def is_known_good(history: Sequence[Observation]) -> bool:
    """Whether a source answered well at its last visit."""
    return bool(history) and history[-1].judgement.verdict in _WELL


@dataclass(slots=True)
class Night:
    """How hosts did tonight; only the last of them count, so that an outage that begins late is seen too."""

    settings: OutageSettings = DEFAULTS
    known_good: frozenset[str] = frozenset()
    """Hosts that were asked first."""
    _hosts: OrderedDict[str, tuple[bool, bool | None]] = field(default_factory=OrderedDict)
    _good: dict[str, bool] = field(default_factory=dict)

    def note(self, host: str, *, failed: bool, before: bool | None) -> None:
        """Take down how a host did, and how it did last time; None where it was never visited."""
        self._hosts.pop(host, None)
        self._hosts[host] = failed, before
        if len(self._hosts) > 2 * self.settings.window:
            self._hosts.popitem(last=False)
        if host in self.known_good:
            self._good[host] = failed and self._good.get(host, True)

    @property
    def counts(self) -> tuple[int, int]:
        """How many of the hosts known from earlier visits fail, and how many there are."""
        known = [failed for failed, before in self._hosts.values() if before is not None]
        return sum(known), len(known)

    @property
    def is_void(self) -> bool:
        """Whether failures say nothing now."""
        if len(self._good) >= self.settings.known_good and all(self._good.values()):
            return True
        failing, known = self.counts
        usual = sum(bool(before) for _, before in self._hosts.values())
        is_mass = failing > self.settings.share * known and failing > self.settings.times_usual * usual
        return is_mass and failing >= self.settings.least_hosts
