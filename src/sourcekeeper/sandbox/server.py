"""The sandbox as one object: start it, use its proxy, stop it."""

from __future__ import annotations

import contextlib
import tempfile
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any

from filelock import FileLock, Timeout

from sourcekeeper.errors import UsageError
from sourcekeeper.ports import Clock
from sourcekeeper.sandbox.archive_state import ArchiveState, Terms
from sourcekeeper.sandbox.certificates import Certificates
from sourcekeeper.sandbox.clock import SandboxClock, machine_time
from sourcekeeper.sandbox.control import Control
from sourcekeeper.sandbox.exchange import Answer, Request
from sourcekeeper.sandbox.faults import Faults
from sourcekeeper.sandbox.jobs import Journal
from sourcekeeper.sandbox.kinds import Kind
from sourcekeeper.sandbox.labelled.web import LabelledWeb
from sourcekeeper.sandbox.log import RequestLog
from sourcekeeper.sandbox.pages import CitedPage
from sourcekeeper.sandbox.past import mementos_of_the_past
from sourcekeeper.sandbox.proxy import CONTROL_HOST, Proxy
from sourcekeeper.sandbox.wayback import ACCESS_KEY, HOSTS, SECRET_KEY, WaybackStandIn
from sourcekeeper.sandbox.web import MiniatureWeb

_ELSEWHERE = "name another place with --store or --state"
_NO_FAULTS = Faults()
_USUAL_TERMS = Terms()


class Sandbox:
    """A miniature web and a Wayback stand-in behind one HTTP(S) proxy on loopback; nothing leaves the machine.

    A context manager; or call `start` and `stop`. May be used from several threads.

    Parameters
    ----------
    state_folder
        Keeps the authority, the captures, the log and the port, so that a sandbox that was killed goes on where it
        was. None keeps nothing: all is gone when it stops.
    pages
        What documents cite: these addresses get pages that fit, some of them moved, gone or walled.
    faults
        What goes wrong in the archive; may be changed at run time.
    seed
        Another seed is another web, and other chance.
    terms
        The archive's limits.
    port
        0 takes the port of the state folder's last life, or any free one.
    clock
        Whose time of day the archive lives in; the machine's by default.
    labelled
        A web whose answers have their truth beside them; it answers for its own hosts.
    """

    access_key, secret_key = ACCESS_KEY, SECRET_KEY

    def __init__(
        self,
        state_folder: Path | None = None,
        *,
        pages: Sequence[CitedPage] = (),
        faults: Faults = _NO_FAULTS,
        seed: int = 0,
        terms: Terms = _USUAL_TERMS,
        port: int = 0,
        clock: Clock | None = None,
        labelled: LabelledWeb | None = None,
    ) -> None:
        self._labelled = labelled or LabelledWeb(())
        self._folder, self._pages, self._seed, self._port = state_folder, tuple(pages), seed, port
        self._first_faults, self._terms = faults, terms
        self._clock = SandboxClock(clock.now if clock is not None else machine_time)
        self._web = MiniatureWeb(self._pages, seed)
        self._open = contextlib.ExitStack()
        self._proxy: Proxy | None = None

    # --- life

    def start(self) -> Sandbox:
        """Begin to answer. UsageError when the port is taken, or the state folder in use or not writable."""
        if self._proxy is not None:
            raise RuntimeError("the sandbox is running already")
        try:
            with contextlib.ExitStack() as opened:
                self._start(opened)
                self._open = opened.pop_all()
        except OSError as error:
            where = f" ({error.filename})" if error.filename else ""
            what = f"cannot start the sandbox: {error.strerror or error}{where}"
            raise UsageError(what, f"Its folder lies beside the store: {_ELSEWHERE}, or another --port.") from error
        return self

    def stop(self) -> None:
        """Close every connection, write out what is due, and end every thread. Stopping twice is harmless."""
        self._open.close()
        self._proxy = None

    def __enter__(self) -> Sandbox:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _start(self, opened: contextlib.ExitStack) -> None:
        folder = self._own_folder(opened)
        self._certificates = Certificates(folder)
        self.log_path = folder / "requests.jsonl"
        log = RequestLog(self.log_path, self._clock.now)
        opened.callback(log.close)
        journal = Journal(folder / "archive.jsonl" if self._folder is not None else None)
        opened.callback(journal.close)
        self._state = ArchiveState(
            self._web,
            now=self._clock.now,
            log=log,
            journal=journal,
            terms=self._terms,
            faults=self._first_faults,
            seed=self._seed,
        )
        self._fill_shelf(journal)
        opened.callback(self._settle)
        self._stand_in = WaybackStandIn(self._state)
        self._control = Control(self._state, self._clock, self._info, self._certificates.ca_pem())
        proxy = Proxy(self._respond, self._connect_failure, self._certificates, log)
        opened.callback(proxy.stop)
        _listen(proxy, self._port, folder / "port")
        self._proxy = proxy

    def _own_folder(self, opened: contextlib.ExitStack) -> Path:
        if self._folder is None:
            return Path(opened.enter_context(tempfile.TemporaryDirectory(prefix="sourcekeeper-sandbox-")))
        self._folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self._folder / "in-use.lock", timeout=0)
        try:
            opened.enter_context(lock)
        except Timeout:
            what = f"another sandbox uses {self._folder}"
            raise UsageError(what, f"Wait for its end, join it with --sandbox=URL, or {_ELSEWHERE}.") from None
        return self._folder

    def _fill_shelf(self, journal: Journal) -> None:
        """Take up earlier lives, and what was archived before the first of them."""
        try:
            born = next((datetime.fromisoformat(entry["born"]) for entry in journal.read() if "born" in entry), None)
            self._state.restore()
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            what = f"the sandbox's state in {self._folder} cannot be read: {error!r}"
            raise UsageError(what, f"Delete the folder, or {_ELSEWHERE}.") from error
        if born is None:
            born = self._clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
            journal.write(born=born.isoformat())
        for memento in mementos_of_the_past(self._web, self._pages, born=born, seed=self._seed):
            self._state.shelf.add(memento)

    # --- what others need to use it

    @property
    def proxy_url(self) -> str:
        """``http://127.0.0.1:PORT``, for http and https alike."""
        if self._proxy is None:
            raise RuntimeError("the sandbox is not running")
        return f"http://127.0.0.1:{self._proxy.port}"

    @property
    def ca_file(self) -> Path:
        """PEM file of the authority that signs for every host."""
        return self._certificates.ca_file

    def kind_of(self, url: str) -> Kind:
        """Return the kind of an address of the miniature web."""
        return self._web.kind_of(url)

    def log(self) -> list[dict[str, Any]]:
        """Return the request log, what is due carried out before."""
        self._settle()
        return self._state.log.entries()

    def captures_made(self) -> Counter[str]:
        """Return how often each address was really captured, earlier lives included."""
        self._settle()
        with self._state.lock:
            return self._state.captures_made()

    # --- orders

    @property
    def faults(self) -> Faults:
        """What goes wrong in the archive now; set it to change it."""
        return self._state.faults

    @faults.setter
    def faults(self, faults: Faults) -> None:
        with self._state.lock:
            self._state.settle()
            self._state.faults = faults

    def order(self, where: str, kind: Kind | None) -> None:
        """Make a host or an address give a kind from now on; None takes the order back."""
        self._web.order(where, kind)

    def advance(self, by: timedelta) -> None:
        """Let time pass in the archive, without waiting."""
        self._clock.advance(by)

    # --- who answers what

    def _respond(self, request: Request) -> Answer:
        if request.host == CONTROL_HOST:
            return self._control.answer(request)
        if self._labelled.has(request.host):
            return self._labelled.answer(request)
        answer = self._stand_in.answer(request) if request.host in HOSTS else None
        return answer or self._web.answer(request)

    def _connect_failure(self, host: str) -> str:
        if self._labelled.has(host):
            return self._labelled.connect_failure(host)
        return self._stand_in.connect_failure(host) if host in HOSTS else self._web.connect_failure(host)

    def _settle(self) -> None:
        with self._state.lock:
            self._state.settle()

    def _info(self) -> dict[str, object]:
        return {
            "note": "a sandbox: nothing leaves this machine, nothing is really archived",
            "proxy_url": self.proxy_url,
            "ca_file": str(self.ca_file.absolute()),
            "access_key": self.access_key,
            "secret_key": self.secret_key,
            "seed": self._seed,
            "pages": len(self._pages),
        }


def _listen(proxy: Proxy, port: int, remembered: Path) -> None:
    """Listen on the given port, else on the one of the last life when it is free, else on any."""
    last = remembered.read_text().strip() if not port and remembered.exists() else ""
    try:
        proxy.start(port or (int(last) if last.isdecimal() else 0))
    except OSError:
        if port:
            raise
        proxy.start(0)
    remembered.write_text(f"{proxy.port}\n")
