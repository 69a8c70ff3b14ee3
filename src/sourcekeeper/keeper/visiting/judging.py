"""From a visit to what is written of it: facts and evidence, the verdict, the standing, the next visit.

Every rule is `checking`'s; here the facts are gathered for them: what was cited, what is stored, what ended where.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from sourcekeeper.checking.check import NOT_MODIFIED, check_of
from sourcekeeper.checking.comparing import LITTLE_LEFT, SAME_TEXT, likeness_of, names_the_work, worth_remembering
from sourcekeeper.checking.decided import ended_word, no_check, outweighed
from sourcekeeper.checking.evidence import Evidence
from sourcekeeper.checking.schedule import next_visit
from sourcekeeper.checking.series import goes_on, standing_after
from sourcekeeper.checking.treating import treated
from sourcekeeper.checking.verdicts import judge
from sourcekeeper.config import CheckSettings, FetchSettings
from sourcekeeper.keeper.pages import said_of_itself
from sourcekeeper.keeper.results import CheckedSource
from sourcekeeper.keeper.suggesting import known_suggestion, moved_to
from sourcekeeper.keeper.visiting.copying import Copying
from sourcekeeper.keeper.visiting.probing import Seen
from sourcekeeper.keeper.visiting.refused import is_as_browser
from sourcekeeper.keeper.visiting.remembered import Remembered
from sourcekeeper.model import (
    Check,
    CitedText,
    Decision,
    Drift,
    Judgement,
    Observation,
    Page,
    PageKind,
    Reason,
    Source,
    SourceStanding,
    Verdict,
    Visit,
)
from sourcekeeper.ports import CheckRecord, Clock, KnownSource, Store, StoredCheck
from sourcekeeper.web.addresses.masking import without_secret
from sourcekeeper.web.glance import glance_page
from sourcekeeper.web.landing import is_home, is_same_host, is_same_place, place_of
from sourcekeeper.web.page import read_page
from sourcekeeper.web.passages import changes_of
from sourcekeeper.web.urls import host_of

log = logging.getLogger("sourcekeeper.keeper")

_SHOWS_THE_WORK = frozenset({Verdict.ALIVE, Verdict.REDIRECTED, Verdict.PAYWALLED})
"""Verdicts of a page that may say what it is; a paywall still names the work."""

_MAY_BE_NAMED = frozenset({PageKind.TEXT, PageKind.UNKNOWN})
"""Texts, and frames that scripts fill."""

_SURE_ENOUGH = 0.7
"""To be what later visits are compared with."""

_MOST_ENDS, _MOST_ASKED_AT_AN_END = 10_000, 100
"""Hosts are visited one after the other, so ends of long ago say nothing of tonight's."""

Judged = tuple[CheckRecord, CheckedSource]


@dataclass(slots=True)
class Ends:
    """Where tonight's redirects ended, so that several cited addresses at one end are seen."""

    _asked: OrderedDict[tuple[str, str], set[str]] = field(default_factory=OrderedDict)

    def note(self, asked: str, final_url: str) -> None:
        """Take down a redirect inside one host, to another place than the front page."""
        if asked == final_url:
            return
        if is_same_host(asked, final_url) and not is_same_place(asked, final_url) and not is_home(final_url):
            place = place_of(final_url)
            asked_there = self._asked.setdefault((place.host, f"{place.path}?{place.query}"), set())
            if len(asked_there) < _MOST_ASKED_AT_AN_END:
                asked_there.add(place_of(asked).path)
            if len(self._asked) > _MOST_ENDS:
                self._asked.popitem(last=False)

    def others(self, asked: str, final_url: str) -> int:
        """Return how many other addresses ended at the same place."""
        if not self._asked:
            return 0
        place = place_of(final_url)
        there = self._asked.get((place.host, f"{place.path}?{place.query}"), set())
        return len(there - {place_of(asked).path})


@dataclass(slots=True)
class Judging:
    """Judges the visits of one run."""

    store: Store
    copying: Copying
    clock: Clock
    settings: FetchSettings
    checking: CheckSettings = field(default_factory=CheckSettings)
    _ends: Ends = field(default_factory=Ends)

    def look(self, source: Source, decision: Decision | None, visit: Visit, known: KnownSource) -> Seen:
        """Gather the facts of a visit; its body is kept as a copy, or let go."""
        last, works = known.last, _Works(self.store, source, known.has_works)
        check = check_of(visit, max_decoded_bytes=self.settings.max_decoded_bytes, last=last, read=works.read_page)
        copied = self._copied_text(source, check) if last is not None and last.cited_text is None else None
        cited = last.cited_text if last is not None and last.cited_text is not None else copied
        shows_text = check.page is not None and check.page.kind is PageKind.TEXT
        likeness = likeness_of(check, cited, check.page.text) if cited and check.page and shows_text else None
        self._ends.note(source.url, check.final_url)
        evidence = Evidence(
            check=check,
            cited_url=source.url,
            history=self._history(source, last),
            cited=cited,
            likeness=likeness,
            is_named=_is_named(works, check, likeness),
            as_browser=is_as_browser(visit),
        )
        if log.isEnabledFor(logging.DEBUG):
            log.debug("%s: %.2f s, %d bytes, hops %s", _shown(source), visit.seconds, len(visit.body), _steps(visit))
        said = said_of_itself(visit, check.page, self.settings.max_decoded_bytes) if check.page is not None else None
        drift = self._drift(source, visit, evidence, last)
        copy = self.copying.keep(source, visit, was_visited=last is not None)
        return Seen(
            source=source,
            decision=decision,
            evidence=evidence,
            before=None if last is None else last.standing,
            copy=copy,
            said=said,
            copied=copied,
            drift=drift,
        )

    def _drift(self, source: Source, visit: Visit, evidence: Evidence, last: StoredCheck | None) -> Drift | None:
        """Return how the page differs from the text first seen; as found before, of a page that is known."""
        likeness, cited = evidence.likeness, evidence.cited
        if evidence.check.is_known or evidence.check.status == NOT_MODIFIED:
            return last.drift if last is not None else None
        if likeness is None or cited is None or likeness >= LITTLE_LEFT:
            return None
        drift = Drift(likeness=round(likeness, 2), first_seen=cited.at)
        first = self.copying.first_text(source, cited)
        if first is None:
            return drift
        # Read as the copy was: what a quick look at a page takes for its text may differ from it.
        now = check_of(visit, max_decoded_bytes=self.settings.max_decoded_bytes)
        changes = changes_of(first.text, now.page.text if now.page is not None else "")
        return replace(
            drift,
            went=changes.went,
            came=changes.came,
            went_share=round(changes.went_share, 2),
            kept_in=first.ref.path,
            kept_at_offset=first.ref.offset,
            kept_characters=len(first.text),
        )

    def conclude(self, seen: Seen) -> Judged:
        """Judge a source by all that is known of it."""
        source, check, evidence = seen.source, seen.evidence.check, seen.evidence
        sharing = self._ends.others(source.url, check.final_url)
        found = judge(replace(evidence, ends_shared=sharing)) if sharing else seen.found
        found = _told_how(found, evidence)
        if log.isEnabledFor(logging.INFO):
            log.info("%s: %s (%s)", _shown(source), found.verdict.value, found.reason.code)
        judgement = self._weighed(found, seen)
        standing, due = self._standing(source, check, judgement, evidence.history, seen.before)
        drift = seen.drift if found.verdict is Verdict.CONTENT_DRIFTED else None
        record = CheckRecord(
            source_id=source.id,
            check=check,
            judgement=judgement,
            standing=standing,
            next_visit=_noticed(due, seen.decision),
            copy=seen.copy,
            page_item=seen.said if found.verdict in _SHOWS_THE_WORK and seen.said and seen.said.fields else None,
            cited_text=_first_seen_well(found, check) if evidence.cited is None else seen.copied,
            drift=drift,
        )
        return record, CheckedSource(
            source=source,
            check=check,
            judgement=judgement,
            standing=standing,
            suggestion=known_suggestion(self.store, source.id, judgement),
            moved_to=moved_to(judgement),
            instead_of=seen.instead_of,
            drift=drift,
            word_ended=self._word_ended(seen),
        )

    def _word_ended(self, seen: Seen) -> Decision | None:
        history = seen.evidence.history
        if seen.decision is not None or not history or not history[-1].judgement.reason.code.startswith("decided-"):
            return None
        return ended_word(self.store.decisions(seen.source.id), self.clock.now())

    def set_aside(self, seen: Seen, judgement: Judgement) -> Judged:
        """Conclude with a judgement that is none of the page: what a void night saw."""
        log.info("%s: set aside (%s)", _shown(seen.source), judgement.reason.code)
        return self._concluded(seen.source, seen.evidence.check, judgement, seen.evidence.history)

    def spare(self, source: Source, decision: Decision | None, judgement: Judgement) -> Judged:
        """Conclude without a visit; the next look is no later than the end of the decision."""
        log.info("%s: not visited (%s)", _shown(source), judgement.reason.code)
        check = no_check(source, self.clock.now())
        record, checked = self._concluded(source, check, judgement, self.store.history(source.id))
        return replace(record, next_visit=_noticed(record.next_visit, decision)), checked

    def _weighed(self, found: Judgement, seen: Seen) -> Judgement:
        """Return what counts of a judgement: what the settings of the host mean by it, or a person's word."""
        host = host_of(seen.source.url)
        meant = treated(found, seen.evidence.check.status, self.settings.hosts.of(host), host)
        return outweighed(meant, seen.decision)

    def _history(self, source: Source, last: StoredCheck | None) -> Sequence[Observation]:
        if last is None:
            return ()
        if last.is_all:
            return (last.observation,)
        return Remembered(last.observation, lambda: self.store.history(source.id))

    def _copied_text(self, source: Source, check: Check) -> CitedText | None:
        """Return what a local copy shows, where a page shows a text and nothing is remembered of what was cited."""
        shows_text = check.page is not None and check.page.kind is PageKind.TEXT
        return self.copying.cited_text(source) if shows_text else None

    def _concluded(self, source: Source, check: Check, judgement: Judgement, history: Sequence[Observation]) -> Judged:
        standing, due = self._standing(source, check, judgement, history)
        record = CheckRecord(source_id=source.id, check=check, judgement=judgement, standing=standing, next_visit=due)
        checked = CheckedSource(
            source=source, check=check, judgement=judgement, standing=standing, moved_to=moved_to(judgement)
        )
        return record, checked

    def _standing(
        self,
        source: Source,
        check: Check,
        judgement: Judgement,
        history: Sequence[Observation],
        before: SourceStanding | None = None,
    ) -> tuple[SourceStanding, datetime]:
        """Return where a source stands with this check, and when it is to be visited next."""
        now = self.clock.now()
        seen = Observation(
            judgement=judgement, status=check.status, final_url=check.final_url, first=check.at, last=check.at
        )
        if before is not None and goes_on(before, seen):
            standing = before
        else:
            standing = standing_after((*history, seen), now, self.checking.series)
        return standing, next_visit(standing, (seen,), now, key=source.id, settings=self.checking.schedule)


def _noticed(due: datetime, decision: Decision | None) -> datetime:
    """Return when to visit next, so that the end of a person's word is noticed on its day."""
    return due if decision is None or decision.until is None else min(due, decision.until)


@dataclass(frozen=True)
class _Works:
    """The works that cite a source, looked up when they are wanted."""

    store: Store
    source: Source
    are_any: bool

    @cached_property
    def titles(self) -> list[str]:
        if not self.are_any:
            return []
        return [work.item.text("title") for work in self.store.works_of_source(self.source.id)]

    def read_page(self, body: bytes, **about: Any) -> Page:
        """Read what the page of a cited work says of it, if that is not known; else no more than is judged by."""
        is_wanted = bool(self.titles) and self.store.page_item(self.source.id) is None
        return (read_page if is_wanted else glance_page)(body, **about)


def _is_named(works: _Works, check: Check, likeness: float | None) -> bool | None:
    """Whether the page speaks of what is cited; not asked where its text is the cited one anyway."""
    if check.page is None or check.page.kind not in _MAY_BE_NAMED or (likeness or 0.0) >= SAME_TEXT:
        return None
    return names_the_work(check, works.titles)


def _told_how(judgement: Judgement, evidence: Evidence) -> Judgement:
    """Return a judgement whose reason tells that the page was shown to a browser only."""
    if not evidence.as_browser:
        return judgement
    arguments = {**dict(judgement.reason.arguments), "asked_as": "browser"}
    return replace(judgement, reason=Reason.of(judgement.reason.code, **arguments))


def _first_seen_well(judgement: Judgement, check: Check) -> CitedText | None:
    is_well = judgement.verdict in _SHOWS_THE_WORK and judgement.confidence >= _SURE_ENOUGH
    return worth_remembering(check) if is_well else None


def _shown(source: Source) -> str:
    """Return an address for the log, which may be mailed about."""
    return without_secret(source.url)


def _steps(visit: Visit) -> str:
    return " ".join(f"{hop.status}@{host_of(hop.url)}" for hop in visit.hops) or f"none ({visit.failure})"
