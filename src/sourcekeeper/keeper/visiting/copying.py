"""Which visits are kept as local copies, and what a copy is good for when page and archive fail."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field

from sourcekeeper.checking.check import check_of
from sourcekeeper.checking.comparing import SAME_TEXT, likeness_of, worth_remembering
from sourcekeeper.config import CopySettings
from sourcekeeper.errors import StoreDamaged
from sourcekeeper.model import Check, CitedText, CopyRef, Item, PageKind, Source, Visit
from sourcekeeper.ports import Copies, Store
from sourcekeeper.web.robots import asks_for_no_archive

log = logging.getLogger("sourcekeeper.keeper")


@dataclass(slots=True)
class Copying:
    """Keeps copies of the visits of one run."""

    store: Store
    copies: Copies | None
    settings: CopySettings
    max_decoded_bytes: int
    _is_full: bool = field(default=False)

    def keep(self, source: Source, visit: Visit, *, was_visited: bool) -> CopyRef | None:
        """Keep the first answer, and later a whole one now and then; None when this one is not kept.

        `was_visited` tells a source that was visited before: only of that one copies are looked for.
        """
        if self.copies is None or visit.status is None:
            return None
        held = self._held(source) if was_visited else ()
        if not held:
            # Later visits ask for what changed only: an unchanged page answers without a body.
            return self._kept(visit, None) if visit.status != 304 else None
        newest = held[-1]
        is_whole = 200 <= visit.status < 300 and visit.body and not visit.truncated
        if not is_whole or newest.kept_at is None or not self.settings.again_after:
            return None
        if visit.started_at - newest.kept_at < self.settings.again_after:
            return None
        return self._kept(visit, newest)

    def cited_text(self, source: Source) -> CitedText | None:
        """Return what the oldest good copy shows, to compare a page with; None when no copy shows its text."""
        if self.copies is None:
            return None
        for ref in self.store.copies(source.id):
            kept = read_copy(self.copies, ref, self.max_decoded_bytes)
            if kept is not None and kept.is_good:
                return worth_remembering(kept.check)
        return None

    def first_text(self, source: Source, cited: CitedText) -> KeptCopy | None:
        """Return the copy of the text that was first seen well; None when none is kept of just that text."""
        if self.copies is None:
            return None
        for ref in self.store.copies(source.id):
            kept = read_copy(self.copies, ref, self.max_decoded_bytes)
            if kept is not None and kept.is_good and (likeness_of(kept.check, cited, kept.text) or 0.0) >= SAME_TEXT:
                return kept
        return None

    def keep_requisite(self, visit: Visit, page: str) -> CopyRef | None:
        """Keep what was fetched for a page."""
        return self._kept(visit, None, via=page) if visit.status is not None else None

    def _held(self, source: Source) -> tuple[CopyRef, ...]:
        assert self.copies is not None
        return tuple(filter(self.copies.holds, self.store.copies(source.id)))

    def _kept(self, visit: Visit, like: CopyRef | None, via: str = "") -> CopyRef | None:
        assert self.copies is not None
        ref = self.copies.keep(visit, like=like, via=via)
        if ref is None and not self._is_full:
            self._is_full = True
            log.warning("the folder of local copies is full: no more are kept (copies.max_folder_bytes)")
        return ref


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptCopy:
    """A local copy, and what it shows."""

    ref: CopyRef
    visit: Visit
    check: Check
    """What a visit that brought just this would have been: with text, kind and fingerprint of the page."""
    no_archive: str = ""
    """Where the page asked not to be archived: ``header``, ``meta``, or empty."""

    @property
    def is_good(self) -> bool:
        """Whether it shows the text: no error, wall or login."""
        page, status = self.check.page, self.visit.status
        return page is not None and page.kind is PageKind.TEXT and status is not None and 200 <= status < 300

    @property
    def text(self) -> str:
        """The main text of the page; empty when it has none."""
        return self.check.page.text if self.check.page is not None else ""

    @property
    def item(self) -> Item:
        """What the page says of itself."""
        return self.check.page.item if self.check.page is not None else Item()


def read_copy(copies: Copies, ref: CopyRef, max_decoded_bytes: int) -> KeptCopy | None:
    """Read a copy; None when it is damaged, or gone."""
    try:
        visit = copies.open(ref)
    except StoreDamaged as error:
        log.info("%s", error)
        return None
    return KeptCopy(
        ref=ref,
        visit=visit,
        check=check_of(visit, max_decoded_bytes=max_decoded_bytes),
        no_archive=asks_for_no_archive(visit.hops[-1].headers, visit.body),
    )


def last_good_copy(store: Store, copies: Copies, source: Source, max_decoded_bytes: int) -> KeptCopy | None:
    """Return the newest copy of a source that shows its text: what is left when page and archive fail."""
    for ref in reversed(store.copies(source.id)):
        kept = read_copy(copies, ref, max_decoded_bytes)
        if kept is not None and kept.is_good:
            return kept
    return None
