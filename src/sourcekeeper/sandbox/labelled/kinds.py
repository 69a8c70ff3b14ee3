"""What a kind of answer of the labelled web is: how it answers, and what an editor would say of it. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from sourcekeeper.model import Verdict
from sourcekeeper.sandbox.exchange import Answer, Request
from sourcekeeper.sandbox.labelled.scenes import Scene


class Fate(StrEnum):
    """What a kind means for a citation (link-rot.md section 4)."""

    LIVING = "living"
    DEAD = "dead"
    """Dead after confirmation, or after a long series."""
    UNKNOWABLE = "unknowable"
    """Neither living nor dead can be known tonight."""
    CHANGED = "changed"
    """A reader has to look."""


FATES = {
    Verdict.ALIVE: Fate.LIVING,
    Verdict.REDIRECTED: Fate.LIVING,
    Verdict.CONTENT_DRIFTED: Fate.CHANGED,
    **dict.fromkeys(
        (Verdict.MOVED_TO_HOME, Verdict.SOFT_404, Verdict.PARKED, Verdict.USURPED, Verdict.GONE, Verdict.DNS_GONE),
        Fate.DEAD,
    ),
    **dict.fromkeys(
        (Verdict.REDIRECT_LOOP, Verdict.UNREACHABLE, Verdict.TIMEOUT, Verdict.SERVER_ERROR, Verdict.INVALID), Fate.DEAD
    ),
    **dict.fromkeys(
        (Verdict.BLOCKED, Verdict.LOGIN_REQUIRED, Verdict.PAYWALLED, Verdict.LEGAL_BLOCK, Verdict.RATE_LIMITED),
        Fate.UNKNOWABLE,
    ),
    **dict.fromkeys((Verdict.TLS_ERROR, Verdict.UNKNOWN, Verdict.NOT_CHECKED), Fate.UNKNOWABLE),
}
"""What each verdict says of a citation."""

Responder = Callable[[Scene, Request], Answer]
"""Answers any request to a scene's hosts: the cited address, and whatever else is asked there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledKind:
    """A kind of answer and its truth."""

    name: str
    answer: Responder
    verdict: Verdict | None
    """What an editor would say who sees the answer for the first time; None when nobody could tell."""
    also: frozenset[Verdict] = frozenset()
    """Other verdicts that are no less right."""
    later: Verdict | None = None
    """What an editor would say who knows the page from better days, when that differs."""
    is_later_only: bool = False
    """Whether only somebody who knew the page can tell."""
    before: str = "article"
    """The kind the address had in better days."""
    failure: str = ""
    """Why no connection comes about, as a word of `model.FetchFailure`."""
    failing: Callable[[Scene], tuple[str, ...]] = field(default=lambda _scene: ())
    """The hosts to which none comes about, when it does to others."""
    path: str = ""
    """Where the page has to stand, when it matters."""
    host_tail: str = ""
    scheme: str = "http"
    other_hosts: Callable[[Scene], tuple[str, ...]] = field(default=lambda _scene: ())
    """Further hosts that answer for the scene."""

    def truth(self, *, is_known: bool) -> Verdict | None:
        """Return the verdict an editor would give, who knows the page from better days or does not."""
        if is_known:
            return self.later or self.verdict
        return None if self.is_later_only else self.verdict

    def is_right(self, verdict: Verdict, *, is_known: bool) -> bool:
        """Whether a verdict is what an editor would say."""
        return verdict is self.truth(is_known=is_known) or verdict in self.also
