"""How long a request is waited for, by what its host showed in this run. Pure.

A host is asked one thing at a time, so each of its addresses that never answers holds up all the others: two of them
one after the other would cost twice the whole timeout. So the first to hang is given half of it, the second a quarter,
and so on: all together they cost a host no more than one whole timeout, besides the least that each is given.

Who was cut short like that was neither seen nor missed. Where retries are left it is asked again when its host's other
pages are over, else by the next run (`FetchRequest.is_patient`); both wait for it as long as the timeout says.

`python -m benchmarks patience` measures it on a turned clock: 10,000 pages of 1,000 hosts, log-normal with a median of
0.2 s, one in a hundred never answering, 512 at once, a timeout of 20 s, 20 such webs. Each waited for to the end: 41.1
to 65.2 s, half of the webs over 46.2 s. In a hurry: 18.1 to 23.2 s, half over 21.0 s, no living page cut short; to ask
anybody at any time takes 25.5 s. Of slow and uneven hosts (median 1 s, spread 1.0) one page in a hundred is cut short
though it would have come within the 20 s, one in ten thousand where it is asked once more.
"""

from __future__ import annotations

from dataclasses import dataclass

BORNE_IN_FULL = 2
"""Requests of a host that may hang for the whole timeout in one run; what else is to be waited for is cut short."""

HURRIED_BEFORE_SURE = 2
"""Requests cut short at a host that never answered, before one is waited for in full: that shows it silent."""

TIMES_SLOWEST = 2.0
"""Nothing is given less than so many times what its host took for its slowest answer: slow hosts have slow pages."""


@dataclass(slots=True)
class Shown:
    """What a host showed in this run."""

    visits: int = 0
    """How many are over, each of another page."""
    slowest_seconds: float = 0.0
    """Of its answers, redirects included; 0 while there is none."""
    hung: int = 0
    """How often it let a request run into its deadline."""
    hung_in_full: int = 0
    """How often it did for the whole timeout."""

    @property
    def is_silent(self) -> bool:
        """Whether it never answered, though one request was waited for as long as the timeout says."""
        return bool(self.hung_in_full) and not self.slowest_seconds

    def answered(self, seconds: float) -> None:
        """Note an answer."""
        self.slowest_seconds = max(self.slowest_seconds, seconds)

    def let_hang(self, patience: Patience) -> None:
        """Note a request that ran into its deadline."""
        self.hung += 1
        self.hung_in_full += patience.is_whole


@dataclass(frozen=True, slots=True)
class Patience:
    """How long the first word of an answer is waited for, and what silence would mean."""

    seconds: float
    is_whole: bool = True
    """Whether that is all the time there is."""
    is_telling: bool = True
    """Whether no answer says something of the address: not where it is cut short, unless the host is silent anyway."""


def patience_with(
    shown: Shown, whole_seconds: float, least_seconds: float, *, is_wanted_whole: bool, is_alone: bool
) -> Patience:
    """Return how long a host's next request is waited for.

    Parameters
    ----------
    shown
        What the host showed so far.
    whole_seconds
        What is left of the visit's own time.
    least_seconds
        Nothing is waited for less.
    is_wanted_whole
        Whether the address was cut short before.
    is_alone
        Whether nothing else of the host waits.
    """
    is_first = not shown.visits and not shown.hung
    wants_proof = not shown.slowest_seconds and shown.hung >= HURRIED_BEFORE_SURE
    may_be_whole = not shown.is_silent and shown.hung_in_full < BORNE_IN_FULL
    if may_be_whole and (is_wanted_whole or wants_proof or (is_first and is_alone)):
        return Patience(whole_seconds)
    seconds = max(whole_seconds / 2 ** (shown.hung + 1), least_seconds, TIMES_SLOWEST * shown.slowest_seconds)
    if seconds >= whole_seconds:
        return Patience(whole_seconds)
    return Patience(seconds, is_whole=False, is_telling=shown.is_silent)
