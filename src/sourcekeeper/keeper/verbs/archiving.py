"""Having sources archived: who may be sent, what is wanted, the run itself, what it would do."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from sourcekeeper.config import is_on_this_machine
from sourcekeeper.keeper.results import ArchiveReport
from sourcekeeper.keeper.verbs.opened import Opened
from sourcekeeper.model import Capture, CaptureOptions, Consent, Limits

if TYPE_CHECKING:
    from sourcekeeper.archiving.confirm import ConfirmReport
    from sourcekeeper.keeper.archiving import Chosen
    from sourcekeeper.keeper.rehearsing import Intention


class ArchivingVerbs(Opened):
    """Captures, from the consent to the proof."""

    def archive(
        self,
        *,
        document_ids: Collection[str] | None = None,
        source_ids: Collection[str] | None = None,
        should_stop: Callable[[], bool] = lambda: False,
        wait: bool = True,
        send: bool = True,
    ) -> ArchiveReport:
        """Have the queued captures made and proved, and look again for the snapshots that are due.

        Calling this is the consent; `keep` asks before. A snapshot that was lost is captured again in the same run.
        Without `send`, nothing is saved: what there is already is looked for and proved, and no keys are needed.
        Without `wait` it sends what the archive takes at once and returns; a later run goes on with the rest.
        What the archive cannot do now stays queued. An archive that cannot be talked to is told in the report, not
        raised.
        """
        chosen = self._chosen(document_ids, source_ids, should_stop)
        return self._archiving().run(chosen, wait=wait, send=send)

    def confirm(
        self,
        *,
        document_ids: Collection[str] | None = None,
        source_ids: Collection[str] | None = None,
        should_stop: Callable[[], bool] = lambda: False,
    ) -> ConfirmReport:
        """Look again for the snapshots that are due, within the budget of a run; `archive` does so by itself.

        A lost one is queued to be captured again, which `archive` then does. Raises AccountBusy.
        """
        return self._archiving().confirm(self._chosen(document_ids, source_ids, should_stop))

    def want(self, source_ids: Collection[str], options: CaptureOptions) -> None:
        """Say what is wanted of the captures of sources besides the page; what was sent already stays as it is."""
        self._archiving().want(source_ids, options)

    def hand_over(self, captures: Iterable[Capture]) -> None:
        """Say that a person means to have queued captures made by hand: the next run looks whether they were."""
        self._archiving().hand_over(captures)

    def rehearsal(self) -> AbstractContextManager[None]:
        """Take back whatever is written inside: for `intentions` of what was not recorded yet."""
        from sourcekeeper.keeper.rehearsing import rehearsal  # noqa: PLC0415

        return rehearsal(self.store)

    def intentions(self, source_ids: Collection[str] | None = None) -> Iterator[Intention]:
        """Yield what archiving would do with each source now. Asks nobody and writes nothing.

        Without `source_ids`, what the `archive` command does with the whole store: see `agreed_sources`.
        """
        from sourcekeeper.keeper.rehearsing import intentions  # noqa: PLC0415

        return intentions(
            self.store,
            self.settings.archive,
            self.clock.now(),
            source_ids,
            is_exempt=self.is_exempt_from_consent(),
        )

    def archive_limits(self) -> Limits:
        """Ask the archive what the account may do now: the test of its keys. Raises ArchiveError."""
        return self.adapters.archive().limits()

    def is_exempt_from_consent(self) -> bool:
        """Whether archiving makes nothing public: in the sandbox, or with archives on this machine alone."""
        archive = self.settings.archive
        return self.settings.sandbox or all(map(is_on_this_machine, (archive.wayback_url, *archive.also)))

    def agreed_sources(self) -> list[str] | None:
        """Return the sources that may be sent without asking anybody; None when that is all of them.

        The others are cited by texts to which nobody agreed, and by no text else.
        """
        from sourcekeeper.keeper.held import held_back  # noqa: PLC0415

        held = frozenset[str]() if self.is_exempt_from_consent() else held_back(self.store)
        if not held:
            return None
        return [each.source.id for each in self.store.captures() if each.source.fetch_key not in held]

    def consent_to(self, document_id: str, how: str) -> None:
        """Write that a person agreed to have a document's sources archived publicly."""
        self.store.record_consent(Consent(document_id=document_id, given_at=self.clock.now(), how=how))

    def _chosen(
        self,
        document_ids: Collection[str] | None,
        source_ids: Collection[str] | None,
        should_stop: Callable[[], bool],
    ) -> Chosen:
        from sourcekeeper.keeper.archiving import Chosen  # noqa: PLC0415

        return Chosen(document_ids=document_ids, source_ids=source_ids, should_stop=should_stop)
