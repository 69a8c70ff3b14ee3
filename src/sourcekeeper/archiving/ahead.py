"""Looking before saving: what the archive has already, for a few queued captures at a time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sourcekeeper.archiving.board import Board
from sourcekeeper.archiving.settling import Settler
from sourcekeeper.archiving.talk import Talk
from sourcekeeper.errors import ArchiveError
from sourcekeeper.model import Capture, CaptureState, Snapshot
from sourcekeeper.web.urls import host_of


class LookAhead:
    """Makes queued captures ready to be sent, just in time: a good fresh snapshot saves a capture.

    Few at a time, because a look-up takes its time and nothing else is asked meanwhile: while 25 addresses are looked
    up at the public pace, every slot would stand empty for a minute.
    """

    def __init__(self, talk: Talk, board: Board, settler: Settler) -> None:
        self._talk, self._board, self._settler = talk, board, settler

    def look(self, now: datetime, *, enough: int) -> bool:
        """Look the next captures up when fewer than `enough` are ready; False when there is no need or none left."""
        if self._is_in_vain() or self._ready_soon(now) >= enough or not self._has_waiting():
            return False
        batch = self._next(now, 1 if self._is_slot_empty() else enough)
        if not batch:
            return False
        try:
            found = self._find([capture.source.fetch_key for capture in batch], now)
        except ArchiveError:
            self._board.waiting.extendleft(reversed(batch))
            raise
        for capture in batch:
            followed = self._board.follow(capture, max(now, capture.next_try or now))
            followed.candidate, followed.was_looked_up = found.get(capture.source.fetch_key), True
            if followed.candidate is None and followed.due <= now:
                self._board.make_ready(followed)
        return True

    def _is_slot_empty(self) -> bool:
        """Whether something could be sent at once, if it were only looked up."""
        return not self._board.ready and self._board.in_flight < self._talk.gate.slots

    def _is_in_vain(self) -> bool:
        """Whether nothing found would save a capture: none is sent today. Without keys, an old one is all there is."""
        return self._talk.gate.closed is not None and self._talk.has_keys

    def _find(self, urls: list[str], now: datetime) -> Mapping[str, Snapshot | None]:
        if not self._talk.may_ask_index(now):
            return {}
        found = self._talk.archive.find(urls, now)
        self._talk.answered()
        return found

    def _ready_soon(self, now: datetime) -> int:
        """Count what may be sent, and what has only to be looked at once more."""
        found = sum(
            each.capture.state is CaptureState.QUEUED and each.due <= now for each in self._board.open.values()
        )
        return len(self._board.ready) + found

    def _has_waiting(self) -> bool:
        return bool(self._board.waiting) or (self._board.fill() and bool(self._board.waiting))

    def _next(self, now: datetime, count: int) -> list[Capture]:
        """Take the next captures whose host may be asked; those of slowed hosts go to the end of the queue."""
        board, batch = self._board, list[Capture]()
        for _ in range(len(board.waiting)):
            if len(batch) >= count:
                break
            capture = board.waiting.popleft()
            if capture.next_try is not None and capture.next_try > now + self._talk.timing.settle_within:
                board.end(capture)  # not before tomorrow, say
            elif self._opens(capture) is not None:
                board.waiting.append(capture)
            else:
                batch.append(capture)
        return batch

    def wakes(self) -> list[datetime]:
        """Return when the hosts of waiting captures open again."""
        if self._is_in_vain():
            return []
        return [opens for capture in self._board.waiting if (opens := self._opens(capture)) is not None]

    def _opens(self, capture: Capture) -> datetime | None:
        return self._talk.gate.host_opens(host_of(capture.source.fetch_key))
