"""What is told at the end of a check: what needs a person first, with what to do; what is well is counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from sourcekeeper.cli.plain import plain
from sourcekeeper.cli.words import counted, drift_lines, shown
from sourcekeeper.keeper.results import CheckedSource
from sourcekeeper.model import Standing, Verdict
from sourcekeeper.reporting.urgency import Urgency, rank, remedy, title, urgency_of
from sourcekeeper.reporting.wording import word

FEW = 10
"""So many sources are all shown, those that are well too: who asks about one wants to see it."""
MOST_OF_A_GROUP = 1_000
"""Of a night with more, the rest is counted; `--jsonl` and `show` have it all."""

_WITHOUT_REASON = frozenset({"http-200", "same-text", "redirected", "redirected-permanently", "unchanged"})
"""Reasons that say no more than verdict and advice."""


@dataclass(slots=True)
class Closing:
    """What a run came to, gathered while it goes on; few sources are kept whole, however many there are."""

    is_verbose: bool = False
    counts: Counter[Verdict] = field(default_factory=Counter)
    groups: Counter[Urgency] = field(default_factory=Counter)
    _kept: dict[Urgency, list[CheckedSource]] = field(default_factory=dict)

    def add(self, checked: CheckedSource) -> None:
        """Take down a source."""
        urgency = urgency_of(checked.judgement, checked.standing)
        self.counts[checked.judgement.verdict] += 1
        self.groups[urgency] += 1
        kept = self._kept.setdefault(urgency, [])
        if len(kept) < (MOST_OF_A_GROUP if self._is_told(urgency) else FEW):
            kept.append(checked)

    @property
    def total(self) -> int:
        """How many sources there were."""
        return self.counts.total()

    def told(self) -> Iterator[tuple[Urgency, list[CheckedSource]]]:
        """Yield the groups whose sources are shown, the most urgent first, and their sources in order."""
        for urgency in Urgency:
            kept = self._kept.get(urgency)
            if kept and (self._is_told(urgency) or self.total <= FEW):
                yield urgency, sorted(kept, key=lambda each: (rank(each.judgement, each.standing), each.source.url))

    def _is_told(self, urgency: Urgency) -> bool:
        return self.is_verbose or urgency not in {Urgency.WELL, Urgency.LEFT_ALONE}


def heading(closing: Closing, urgency: Urgency, sources: list[CheckedSource]) -> str:
    """Return the line over a group: its name, how many they are, and how many of them are not shown."""
    number = closing.groups[urgency]
    left = f", {len(sources)} shown" if number > len(sources) else ""
    return f"{title(urgency)} ({number}{left})"


def sums(closing: Closing) -> str:
    """Return the last line: how many, how many are well, and how often each verdict came."""
    verdicts = ", ".join(f"{number} {verdict.value}" for verdict, number in closing.counts.most_common())
    return f"{counted(closing.total, 'source')}, {closing.groups[Urgency.WELL]} well: {verdicts}"


def reason_of(each: CheckedSource) -> str:
    """Return why the verdict is what it is, where that says more."""
    reason = each.judgement.reason
    return "" if reason.code in _WITHOUT_REASON else word(reason)


def since(each: CheckedSource) -> str:
    """Return the standing and its day, where it is news."""
    standing = each.standing
    is_news = standing.standing in {Standing.SUSPECT, Standing.DEAD, Standing.REVIVED}
    return f"{standing.standing.value} since {standing.since:%Y-%m-%d}" if is_news else ""


def advice(each: CheckedSource) -> Iterator[tuple[str, str]]:
    """Yield what to do, each with the address it is about, if it is about one."""
    judgement, snapshot = each.judgement, each.suggestion
    yield from ((line, "") for line in drift_lines(each.drift))
    ended = each.word_ended
    if ended is not None and ended.until is not None:
        because = f": {plain(ended.because)}" if ended.because else ""
        yield f"a person’s word ended on {ended.until:%Y-%m-%d}", f"{ended.kind.value}{because}"
    if each.instead_of:
        yield "read so, since it does not answer well as cited", shown(each.instead_of)
    what = remedy(judgement, each.standing, has_snapshot=snapshot is not None)
    if snapshot is not None:
        doubt = "" if snapshot.is_good else " (not proved yet)"
        is_to_be_cited = urgency_of(judgement, each.standing) is Urgency.NEEDS_A_PERSON
        if what and not is_to_be_cited:
            yield what, ""
        yield (what if what and is_to_be_cited else "snapshot") + doubt, plain(snapshot.uri)
    elif each.moved_to or judgement.verdict is Verdict.REDIRECTED:
        yield what or "now at", shown(each.moved_to or each.check.final_url)
    elif what:
        yield what, ""
