"""What a configuration says of a host outweighs what rules made of its pages: skipped, or treated as. Pure."""

from __future__ import annotations

from sourcekeeper.config import HostSettings
from sourcekeeper.model import Judgement, Reason, Verdict

_SKIPPED = "skipped-by-setting"


def skipped(settings: HostSettings, host: str) -> Judgement | None:
    """Return the judgement that stands in place of a visit; None when the host is visited."""
    if settings.skip is None:
        return None
    reason = Reason.of(_SKIPPED, because=settings.skip or "–", host=host)
    return Judgement(verdict=Verdict.NOT_CHECKED, confidence=1.0, reason=reason)


def treated(judgement: Judgement, status: int | None, settings: HostSettings, host: str) -> Judgement:
    """Return the verdict that the configuration means by this one: by its status, by the class of it, by its name."""
    meant = dict(settings.treat_as)
    if not meant:
        return judgement
    words = (str(status), f"{status // 100}xx") if status is not None else ()
    verdict = next((meant[word] for word in (*words, judgement.verdict.value) if word in meant), None)
    if verdict is None or verdict is judgement.verdict:
        return judgement
    reason = Reason.of("treated-as", host=host, seen=judgement.verdict.value, status=status or 0)
    return Judgement(verdict=verdict, confidence=1.0, reason=reason)
