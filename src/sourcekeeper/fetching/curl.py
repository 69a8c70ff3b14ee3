"""The engine for many visits: libcurl's multi interface, driven by `selectors`.

Runs in the thread that takes the results; nothing happens between two of them. Which host may be asked is
`politeness`, what follows from an answer is `chain`, one request is `transfer`; here is only the loop.
"""

from __future__ import annotations

import selectors
import socket
import time
from collections import deque
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pycurl

from sourcekeeper.config import FetchSettings, NetworkSettings
from sourcekeeper.config.authorities import authorities, context_of
from sourcekeeper.config.proxies import proxy_for
from sourcekeeper.fetching.asides import Asides
from sourcekeeper.fetching.chain import Chain, Outcome
from sourcekeeper.fetching.doors import Doors
from sourcekeeper.fetching.limits import in_flight_limit, kept_limit, open_files_limit
from sourcekeeper.fetching.names import Lookup, look_up_again
from sourcekeeper.fetching.transfer import BodyBudget, Transfer
from sourcekeeper.fetching.turns import Turns
from sourcekeeper.model import FetchFailure, FetchRequest, Visit
from sourcekeeper.ports import Clock

if TYPE_CHECKING:
    from sourcekeeper.fetching.asking import PlainRequests

_LONGEST_WAIT_SECONDS = 0.25
"""Of one sleep: so soon `stop`, called by a signal handler or another thread, is seen."""
_MOST_HELD_BYTES = 512 * 1024 * 1024
"""Of bodies, in flight or not yet taken as results."""
_EVENTS = (pycurl.POLL_IN, pycurl.POLL_OUT, pycurl.POLL_INOUT)
_UNSERVED_SECONDS = 0.05
"""How long results are handed out before the sockets are looked at again."""


@dataclass(frozen=True, slots=True)
class _Doubt:
    """A chain whose request failed in a way that wants a second look."""

    turn: str
    """Still held while the host is asked again; empty when it is not."""
    chain: Chain
    outcome: Outcome


class CurlFetcher:
    """The Fetcher seam over libcurl: many hosts at once, each one politely.

    Parameters
    ----------
    settings
        Limits, gap, retries.
    network
        User agent, CA file, proxies. The environment is never read.
    clock
        Tells the time and sleeps while there is nothing but turns to wait for.
    lookup
        How a name is looked up the second time, see `names`.

    Raises
    ------
    ConfigError
        When the CA file is not there, or holds no certificates: every TLS visit would seem to fail by itself.
    """

    def __init__(
        self,
        settings: FetchSettings,
        network: NetworkSettings,
        clock: Clock,
        *,
        lookup: Lookup = socket.getaddrinfo,
    ) -> None:
        self._settings = settings
        self._network = network
        self._clock = clock
        self._ca_file = authorities(network)
        open_files = open_files_limit()
        self._most = in_flight_limit(settings.in_flight, open_files)
        self._most_kept = kept_limit(self._most, open_files)
        self._budget = BodyBudget(_MOST_HELD_BYTES, self._most)
        self._turns = Turns(settings, clock, network.allow_private)
        self._doors = Doors()
        self._done = self._turns.done
        self._asides: Asides[_Doubt, Outcome] = Asides(self._look_closer)
        self._lookup = lookup
        self._idle: list[Transfer] = []
        self._active: dict[pycurl.Curl, Transfer] = {}
        self._is_stopped = False
        self._is_closed = False
        self._is_whole = True
        """False while the loop is at work: true again only where it may be left without losing anything."""
        self._watched: set[int] = set()
        self._timer: deque[int] = deque(maxlen=1)
        """What libcurl's timer was last set to, in milliseconds, until it is read."""
        self._timer_due: float | None = None
        self._silent_looked_for = 0.0
        self._open_multi()

    # --- the seam

    def submit(self, request: FetchRequest) -> None:
        """Put a request into its host's queue; may be called while results are taken."""
        if self._is_closed:
            raise RuntimeError("the fetcher is closed")
        self._turns.submit(request)

    def results(self) -> Iterator[Visit]:
        """Yield visits as they end, until nothing is queued or in flight. One caller at a time.

        An exception that comes up inside, KeyboardInterrupt for one, passes through; calling `results` again goes on
        where it stopped, and what was in flight is asked again if need be.
        """
        if not self._is_whole:
            self._start_over()
        while True:
            served = self._clock.monotonic()
            while self._done and self._clock.monotonic() - served < _UNSERVED_SECONDS:
                visit = self._done.popleft()
                self._budget.held -= len(visit.body)
                self._is_whole = True
                yield visit
            if self._is_closed:
                return
            self._is_whole = False
            if self._is_stopped:
                self._turns.give_back()
            self._begin_due()
            if not self._wait() and not self._done:
                self._is_whole, self._is_stopped = True, False
                return

    def ready(self) -> int:
        """Return how many visits are over and wait to be taken as results."""
        return len(self._done)

    def under_way(self) -> int:
        """Return how many requests wait for an answer now."""
        return len(self._active) + len(self._asides)

    def stop(self) -> None:
        """Begin nothing more until `results` ends; what is queued comes back as stopped, what is in flight may end."""
        self._is_stopped = True

    def close(self) -> None:
        """Close every connection and forget what is queued. Closing twice is harmless."""
        if self._is_closed:
            return
        self._is_closed = True
        self._turns.clear()
        self._close_multi()
        self._asides.close()

    # --- requests

    def _begin_due(self) -> None:
        """Send every request whose host may be asked now, as far as connections last."""
        began = False
        while self._has_room and (due := self._turns.take(fresh=self._doors.may_begin(len(self._active)))):
            turn, chain = due
            if self._turns.politeness.is_fresh(turn):
                self._doors.knock(turn)
            self._begin(turn, chain)
            began = True
        if began:
            self._tell_libcurl(pycurl.SOCKET_TIMEOUT, 0)
            # On a kept connection the answer may be here already, and then no socket will tell.
            self._gather()

    @property
    def _has_room(self) -> bool:
        # What nobody has taken yet counts too: a slow caller must not pile up bodies.
        return len(self._active) + len(self._done) < self._most

    def _begin(self, turn: str, chain: Chain) -> None:
        transfer = self._idle.pop() if self._idle else Transfer(self._network, self._ca_file, self._budget)
        self._active[transfer.handle] = transfer
        chain.started(self._clock.now())
        transfer.begin(
            chain,
            turn,
            proxy=proxy_for(chain.url, chain.host, self._network),
            connect_timeout_seconds=min(self._settings.connect_timeout_seconds, chain.patience.seconds),
            # A connection kept for nothing is memory here (90 kB over TLS) and there. So a redirect within the host
            # pays for a new one, where nothing else waits.
            keep=self._turns.politeness.has_waiting(turn),
        )
        self._multi.add_handle(transfer.handle)

    def _gather(self) -> None:
        """Take what libcurl has finished, and the names that were looked up again."""
        left = 1
        while left:
            left, well, failed = self._multi.info_read()
            for handle in well:
                self._end(handle, 0, "")
            for handle, code, text in failed:
                self._end(handle, code, text)
        for doubt, outcome in self._asides.answers():
            self._budget.held += len(outcome.body)
            self._follow(doubt.turn, doubt.chain, outcome)

    def _end(self, handle: pycurl.Curl, code: int, text: str) -> None:
        transfer = self._active.pop(handle)
        outcome = transfer.end(code, text)
        self._multi.remove_handle(handle)
        self._conclude(transfer, outcome, code)

    def _cut_the_silent(self) -> None:
        """End the requests whose answer did not begin in the time they are given; looked for now and then."""
        now = time.monotonic()
        if now < self._silent_looked_for + _LONGEST_WAIT_SECONDS:
            return
        self._silent_looked_for = now
        for transfer in [each for each in self._active.values() if each.answer_due <= now and each.is_unanswered]:
            del self._active[transfer.handle]
            self._multi.remove_handle(transfer.handle)  # first: only then it knows how long it took
            code = pycurl.E_OPERATION_TIMEDOUT
            self._conclude(transfer, transfer.end(code, "no answer began in the time given"), code)

    def _conclude(self, transfer: Transfer, outcome: Outcome, code: int) -> None:
        chain, turn = transfer.chain, transfer.turn
        assert chain is not None
        self._doors.opened(turn)
        transfer.chain = None
        self._idle.append(transfer)
        if code == pycurl.E_COULDNT_RESOLVE_HOST and outcome.failure is FetchFailure.NAME_TROUBLE:
            self._turns.release(turn)
            self._asides.ask(_Doubt("", chain, outcome))
        elif outcome.failure is FetchFailure.MALFORMED and chain.left_seconds > 0:
            self._asides.ask(_Doubt(turn, chain, outcome))
        else:
            self._follow(turn, chain, outcome)

    def _follow(self, turn: str, chain: Chain, outcome: Outcome) -> None:
        step = self._turns.end(turn, chain, outcome) if turn else self._turns.go_on(chain, outcome)
        self._budget.held -= len(outcome.body) - (len(step.visit.body) if step.visit is not None else 0)

    def _others(self) -> PlainRequests:
        """Return the other engine's requests; made when libcurl cannot read an answer, which is rare."""
        from sourcekeeper.fetching.asking import PlainRequests  # noqa: PLC0415 - most runs never load requests

        context = context_of(self._ca_file)
        return PlainRequests(self._network, context, self._lookup, self._settings.connect_timeout_seconds)

    def _look_closer(self, doubt: _Doubt) -> Outcome:
        """Ask again, on a thread: the system's resolver and the other engine have no other way to wait.

        Browsers show answers that libcurl refuses (a header line without a colon), and so does the other engine.
        """
        if doubt.turn:
            with closing(self._others()) as others:
                again = others.ask_in_time(doubt.chain)
            return doubt.outcome if again.failure is not None else again
        failure, text = look_up_again(doubt.chain.host, self._lookup)
        return replace(doubt.outcome, failure=failure, failure_text=text)

    # --- the loop

    def _wait(self) -> bool:
        """Wait for the next thing to happen and see to it; False when nothing can happen any more.

        With results to hand out, it sees to what has happened already and does not wait.
        """
        due = self._seconds_to_next_turn()
        longest = 0.0 if self._done else _LONGEST_WAIT_SECONDS
        if not self._active:
            if due is None and not self._asides:
                return False
            if not self._done:
                self._clock.sleep(longest if due is None else min(longest, due))
            self._gather()
            return True
        waits = [longest]
        if due is not None:
            waits.append(due)
        timer = self._timer_seconds()
        if timer is not None:
            waits.append(timer)
        sockets = self._select(max(0.0, min(waits)))
        self._doors.looked(len(sockets))
        for key, ready in sockets:
            self._tell_libcurl(key.fd, ready)
        timer = self._timer_seconds()
        if timer is not None and timer <= 0:
            self._timer_due = None
            self._tell_libcurl(pycurl.SOCKET_TIMEOUT, 0)
        self._gather()
        self._cut_the_silent()
        return True

    def _seconds_to_next_turn(self) -> float | None:
        if not self._has_room:
            return None
        if self._doors.is_free:
            return self._turns.seconds_to_next()
        due = self._turns.seconds_to_next(fresh=False)
        return self._doors.seconds_to_free if due is None else min(due, self._doors.seconds_to_free)

    def _select(self, seconds: float) -> list[tuple[selectors.SelectorKey, int]]:
        if not self._watched:
            # Windows cannot wait for no socket at all; and there is only libcurl's timer to wait for.
            time.sleep(seconds)
            return []
        return self._selector.select(seconds)

    def _tell_libcurl(self, descriptor: int, ready: int) -> None:
        # The masks of `selectors` are those of libcurl: 1 to read, 2 to write.
        self._multi.socket_action(descriptor, ready)
        self._timer_seconds()

    def _timer_seconds(self) -> float | None:
        """Return when libcurl wants to be called, in seconds from now; None when it does not.

        Real time, whatever our own clock says: libcurl counts its timeouts in it.
        """
        if self._timer:
            milliseconds = self._timer.pop()
            self._timer_due = None if milliseconds < 0 else time.monotonic() + milliseconds / 1000
        return None if self._timer_due is None else self._timer_due - time.monotonic()

    def _watch(self, what: int, descriptor: int, _multi: Any, _data: Any) -> None:
        """Have the selector watch a socket as libcurl asks."""
        if descriptor in self._watched:
            try:
                if what in _EVENTS:
                    self._selector.modify(descriptor, what)
                    return
                self._selector.unregister(descriptor)
            except (KeyError, OSError):
                # Closed and opened anew behind our back: the selector has forgotten it by now.
                pass
            self._watched.discard(descriptor)
        if what in _EVENTS:
            self._watched.add(descriptor)
            self._selector.register(descriptor, what)

    # --- opening and closing

    def _open_multi(self) -> None:
        self._selector = selectors.DefaultSelector()
        self._watched.clear()
        self._timer.clear()
        self._timer_due = None
        self._multi = pycurl.CurlMulti()
        self._multi.setopt(pycurl.M_SOCKETFUNCTION, self._watch)
        # Not a function of ours: an interrupt coming up inside would be lost in libcurl.
        self._multi.setopt(pycurl.M_TIMERFUNCTION, self._timer.append)
        self._multi.setopt(pycurl.M_MAXCONNECTS, self._most_kept)

    def _close_multi(self) -> None:
        for transfer in self._active.values():
            with suppress(pycurl.error):
                self._multi.remove_handle(transfer.handle)
        self._multi.close()
        self._selector.close()
        for transfer in (*self._active.values(), *self._idle):
            transfer.close()
        self._active.clear()
        self._idle.clear()
        self._budget.held = sum(len(visit.body) for visit in self._done)

    def _start_over(self) -> None:
        """Drop all connections after the loop was left in its midst; what was in flight goes back to its queue."""
        unfinished = [(transfer.turn, transfer.chain) for transfer in self._active.values()]
        self._close_multi()
        self._open_multi()
        for turn, chain in unfinished:
            self._doors.opened(turn)
            self._turns.release(turn)
            if chain is not None:
                self._turns.politeness.add_first(turn, chain)
        self._is_whole = True
