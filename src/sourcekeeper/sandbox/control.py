"""The sandbox's own address: who it is, what it did, and orders from tests at run time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from sourcekeeper.errors import SourcekeeperError
from sourcekeeper.sandbox.archive_state import ArchiveState
from sourcekeeper.sandbox.clock import SandboxClock
from sourcekeeper.sandbox.exchange import Answer, Request, json_answer, text_answer
from sourcekeeper.sandbox.faults import Faults
from sourcekeeper.sandbox.kinds import Kind

SERVICE = "sourcekeeper-sandbox"
"""How `join` knows a sandbox."""


class Control:
    """Answers at ``http://sandbox.invalid/`` through the proxy, and at the proxy's own address.

    ``GET /info`` (also ``/``), ``/ca.pem``, ``/log``, ``/captures`` (how often each address was really captured),
    ``/faults``; ``POST /faults`` (the text of ``--faults``), ``/clock`` (``advance=SECONDS``), ``/kinds``
    (``where=HOST or ADDRESS&kind=KIND``, an empty kind takes the order back).
    """

    def __init__(
        self, state: ArchiveState, clock: SandboxClock, info: Callable[[], dict[str, object]], ca_pem: bytes
    ) -> None:
        self._state, self._clock, self._info, self._ca_pem = state, clock, info, ca_pem

    def answer(self, request: Request) -> Answer:
        """Answer a request to the sandbox itself."""
        asked = f"{request.method} {request.path}"
        if asked in {"GET /", "GET /info"}:
            return json_answer(200, {"service": SERVICE, **self._info()})
        if asked == "GET /ca.pem":
            return Answer(headers=(("Content-Type", "application/x-pem-file"),), body=self._ca_pem)
        with self._state.lock:
            self._state.settle()
            if asked == "GET /log":
                body = self._state.log.path.read_bytes()
                return Answer(headers=(("Content-Type", "application/jsonl"),), body=body)
            if asked == "GET /captures":
                return json_answer(200, self._state.captures_made())
            if asked == "GET /faults":
                return text_answer(200, f"{self._state.faults}\n")
            return self._order(asked, request)

    def _order(self, asked: str, request: Request) -> Answer:
        try:
            if asked == "POST /faults":
                self._state.faults = Faults.parse(request.body.decode("utf-8").strip())
            elif asked == "POST /clock":
                self._clock.advance(timedelta(seconds=float(request.field("advance"))))
            elif asked == "POST /kinds":
                kind = request.field("kind")
                self._state.web.order(request.field("where"), Kind(kind) if kind else None)
            else:
                return text_answer(404, "no such thing at the sandbox; see /info\n")
        except (ValueError, OverflowError, SourcekeeperError) as error:
            return text_answer(400, f"{error}\n")
        return text_answer(200, "done\n")
