"""Telling what is known, and taking a person's word on it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from sourcekeeper.keeper.results import DocumentReport, SourceReport
from sourcekeeper.keeper.verbs.opened import Opened
from sourcekeeper.model import Decision, FieldValue, Source, Work

if TYPE_CHECKING:
    from sourcekeeper.keeper.forgetting import ForgetReport
    from sourcekeeper.keeper.reports import Reports


class TellingVerbs(Opened):
    """What is known of a document or a source."""

    def report(self, document_id: str) -> DocumentReport:
        """Return a document of the store note by note, with what is known of each source."""
        return self._reports().document(document_id)

    def about(self, source: Source) -> SourceReport:
        """Return all that is known of a source."""
        return self._reports().source(source)

    def _reports(self) -> Reports:
        from sourcekeeper.keeper.reports import Reports  # noqa: PLC0415

        return Reports(self.store, self.clock.now())

    def find_source(self, url: str) -> Source | None:
        """Return the source of an address, however it is spelt, or shown with stars for what is secret in it.

        Raises UsageError when several are shown alike.
        """
        from sourcekeeper.keeper.naming import find_source  # noqa: PLC0415

        return find_source(self.store, url)


class DecidingVerbs(Opened):
    """What a person says of sources and works; it outweighs every reading, and can be taken back."""

    def decide(self, decision: Decision) -> None:
        """Write a person's word on a source; captures it allows or forbids change at once."""
        with self.store.transaction():
            self.store.record_decision(decision)
            self._archiving().heed(decision)

    def forget(self, url: str) -> ForgetReport:
        """Purge a source from store, copies and later exports, and let no reading bring it back.

        Raises OutputError when the copies cannot be purged; then nothing was forgotten, and the call can be repeated.
        """
        from sourcekeeper.keeper.forgetting import forget  # noqa: PLC0415

        return forget(self.store, self._copies(), url, self.clock.now())

    def remember_again(self, url: str) -> bool:
        """Take back that a source was forgotten; whether it had been. What was purged does not come back."""
        return self.store.remember_again(url)

    def find_works(self, named: str) -> tuple[Work, ...]:
        """Return the works, as they are cited, that a cite key or an address names."""
        from sourcekeeper.keeper.cited_works import CitedWorks  # noqa: PLC0415
        from sourcekeeper.keeper.naming import find_works  # noqa: PLC0415

        cited = CitedWorks(self.store, self.clock.now())
        return tuple(map(cited.joined, find_works(self.store, named)))

    def correct(
        self,
        named: str,
        *,
        set: Iterable[tuple[str, FieldValue]] = (),
        unset: Collection[str] = (),
        because: str = "",
    ) -> Work:
        """Correct fields of the work a cite key or an address names, or take corrections back; return it then.

        An empty value says that the work has no such field. Raises UsageError unless exactly one work is meant.
        """
        from sourcekeeper.keeper.corrections import correct  # noqa: PLC0415
        from sourcekeeper.keeper.naming import find_work  # noqa: PLC0415

        work = find_work(self.store, named)
        return correct(self.store, work, set=list(set), unset=unset, now=self.clock.now(), because=because)

    def join(self, named: str, other: str, *, because: str = "") -> Work:
        """Say that two works are one: the second keeps its key and answers to the first's too. Undone by `part`."""
        from sourcekeeper.keeper.naming import find_work  # noqa: PLC0415
        from sourcekeeper.keeper.same_works import join  # noqa: PLC0415

        return join(self.store, find_work(self.store, named), find_work(self.store, other), self.clock.now(), because)

    def part(self, named: str, other: str, *, because: str = "") -> Work:
        """Say that two works, or two addresses taken for one work, are not the same; return the first then.

        No rule joins them again. Raises UsageError when both names mean one thing.
        """
        from sourcekeeper.keeper.same_works import part  # noqa: PLC0415

        return part(self.store, named, other, now=self.clock.now(), because=because, new_id=self._new_id)
