"""What can be said of a source in one word, so that a person may ask for the sources it is true of. Pure."""

from __future__ import annotations

from sourcekeeper.checking.decided import is_by_decision
from sourcekeeper.model import Judgement, SourceStanding, Standing, Verdict

FINDINGS = frozenset(each.value for each in (*Verdict, *Standing))
"""Every verdict and every standing; a word of both means either."""


def findings_of(judgement: Judgement | None, standing: SourceStanding | None) -> frozenset[str]:
    """Return the verdict and the standing of a source; none of one never visited.

    Of a source that a person decided about only the verdict counts: what visits found before is what they answered.
    """
    if judgement is None:
        return frozenset()
    if standing is None or is_by_decision(judgement):
        return frozenset([judgement.verdict.value])
    return frozenset([judgement.verdict.value, standing.standing.value])
