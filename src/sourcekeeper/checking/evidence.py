"""All that is known of a source tonight, as facts for the rules, and what a rule makes of them. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from sourcekeeper.model import Check, CitedText, Judgement, Observation, Reason, SiteAnswer, Verdict
from sourcekeeper.web.landing import is_same_place


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What the rules judge by. Only `check` is always there.

    Without slots: what nearly every rule asks is found out once.
    """

    check: Check
    as_browser: bool = False
    """Whether the page was asked for with a browser's headers, after it was refused to us."""
    cited_url: str = ""
    """The address as cited, when it is not the one that was asked; its fragment counts for nothing."""
    history: Sequence[Observation] = ()
    """Earlier observations, oldest first."""
    cited: CitedText | None = None
    """What the source showed when it was cited, or first seen well; None when nobody saw it."""
    likeness: float | None = None
    """Of tonight's text to that, 0 to 1 (`comparing.likeness_of`); None when there is nothing to compare."""
    is_named: bool | None = None
    """Whether the page speaks of what was cited, by the citation's title or the words of the address; None when
    neither names anything. See `comparing.names_the_work`."""
    site: SiteAnswer | None = None
    """What the site answers to an address in the same folder that cannot exist; None when it was not asked."""
    ends_shared: int = 0
    """How many other cited addresses of the host ended tonight at the same final address."""

    @cached_property
    def asked(self) -> str:
        """The address that counts as cited, without its fragment: the server never saw it."""
        return (self.cited_url or self.check.url).partition("#")[0]

    @property
    def status(self) -> int:
        """The final status; 0 when no answer came."""
        return self.check.status or 0

    @property
    def mark(self) -> Reason | None:
        """What gave the page away as something else than a text."""
        return self.check.page.mark if self.check.page else None

    @cached_property
    def is_moved(self) -> bool:
        """Whether the chain of redirects ended at another place than the cited one."""
        return not is_same_place(self.asked, self.check.final_url)


def judged(verdict: Verdict, confidence: float, code: str, **arguments: str | int | float) -> Judgement:
    """Return a judgement with its reason."""
    return Judgement(verdict=verdict, confidence=confidence, reason=Reason.of(code, **arguments))
