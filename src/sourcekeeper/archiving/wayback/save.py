"""Save Page Now 2: asking for captures, asking what became of them, and what the account may do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from urllib.parse import urlsplit

from sourcekeeper.archiving.wayback import answers
from sourcekeeper.archiving.wayback.session import HOW_TO_GET_KEYS, Answer, AnswerLost, WaybackSession
from sourcekeeper.errors import ArchiveUnavailable, KeysRefused
from sourcekeeper.model import CaptureOptions, JobStatus, Limits, Reason, Receipt, Submission, Ticket
from sourcekeeper.model.captures import PLAIN

TICKETS_A_CALL = 50
"""How many jobs other clients ask about at once."""

CONTROL_TIMEOUT_SECONDS = 15.0
"""For questions that cost the service nothing: a service that is down shall not hold us for long."""

OVERLOADED_WAIT = timedelta(seconds=20)
"""After a refusal without a time: finished jobs keep their slot for some seconds (measured in 2026)."""


class SavePageNow:
    """The calls under ``/save``, each with the keys."""

    def __init__(self, session: WaybackSession, archive: str) -> None:
        self._session = session
        self._archive = archive
        self._questions = 0

    def submit(
        self, url: str, *, options: CaptureOptions = PLAIN, not_archived_within_seconds: int | None = None
    ) -> Submission:
        """Ask for a capture. Whatever may have arrived without a clear answer is `Receipt.AMBIGUOUS`, never an error.

        Raises
        ------
        KeysMissing, KeysRefused
            Nothing was asked for.
        ArchiveUnavailable, ArchiveBanned
            No connection came about, or an earlier Retry-After still runs: nothing was asked for.
        """
        form = {"url": url, **_flags(options)}
        if not_archived_within_seconds is not None:
            form["if_not_archived_within"] = str(not_archived_within_seconds)
        try:
            answer = self._session.save_call("/save", form)
        except AnswerLost as lost:
            return Submission(receipt=Receipt.AMBIGUOUS, reason=Reason.of(lost.code))
        now = self._session.clock.now()
        if answer.status == 429:
            return Submission(
                receipt=Receipt.REFUSED, reason=Reason.of("error:rate-limited"), retry_after=answer.retry_after
            )
        if answer.status == 401:
            self._require_good_keys()
            return Submission(
                receipt=Receipt.REFUSED, reason=Reason.of("error:overloaded"), retry_after=answer.retry_after
            )
        if answer.status == 200 and not answer.is_cut:
            return answers.read_submission(answers.as_json(answer.body), url, now, answer.retry_after)
        return self._unclear(answer, url)

    def _unclear(self, answer: Answer, url: str) -> Submission:
        """Read an answer with another status: a refusal only when it says so in the API's own words."""
        payload = answers.as_json(answer.body)
        if 400 <= answer.status < 500 and isinstance(payload, dict):
            read = answers.read_submission(payload, url, self._session.clock.now(), answer.retry_after)
            if read.receipt is Receipt.REFUSED:
                return read
        reason = Reason.of("answer-status", status=answer.status)
        return Submission(receipt=Receipt.AMBIGUOUS, reason=reason, retry_after=answer.retry_after)

    def poll(self, tickets: Sequence[Ticket]) -> list[JobStatus]:
        """Ask what became of tickets, many in one call."""
        found: list[JobStatus] = []
        for start in range(0, len(tickets), TICKETS_A_CALL):
            found += self._poll(tickets[start : start + TICKETS_A_CALL])
        return found

    def _poll(self, tickets: Sequence[Ticket]) -> list[JobStatus]:
        form = {"job_ids": ",".join(dict.fromkeys(ticket.job_id for ticket in tickets))}
        try:
            answer = self._session.save_call("/save/status", form, timeout_seconds=self._control_timeout_seconds)
        except AnswerLost as lost:
            return answers.no_answers(tickets, Reason.of(lost.code))
        if answer.status == 401:
            self._require_good_keys()
        payload = answers.as_json(answer.body)
        if answer.status != 200 or payload is None or answer.is_cut:
            reason = Reason.of("answer-status", status=answer.status)
            return answers.no_answers(tickets, reason, answer.retry_after)
        root = self._session.settings.wayback_url.rstrip("/")
        return answers.read_statuses(payload, tickets, root, self._archive, answer.retry_after)

    def limits(self) -> Limits:
        """Return what the account may do now: it costs no capture, so it is the test of keys too.

        Raises KeysMissing, KeysRefused, and ArchiveUnavailable for anything that is not the service's own answer.
        """
        answer = self._user()
        if answer.status == 401:
            self._require_good_keys()
            answer = self._user()
        limits = answers.read_limits(answers.as_json(answer.body)) if answer.status == 200 else None
        if limits is None:
            raise self._not_the_service(answer)
        return limits

    def _user(self) -> Answer:
        self._questions += 1  # the service's cache is stale: an address it has not seen gets a true answer
        moment = f"{self._session.clock.now():%Y%m%d%H%M%S%f}{self._questions}"
        try:
            return self._session.save_call(
                f"/save/status/user?_t={moment}", timeout_seconds=self._control_timeout_seconds
            )
        except AnswerLost as lost:
            raise ArchiveUnavailable(
                f"{self._host} did not answer ({lost.code})", "Run again later: what was not sent stays queued."
            ) from lost

    def _require_good_keys(self) -> None:
        """Ask again before keys are called bad: the archive says so wrongly under load. Raises KeysRefused."""
        if self._user().status == 401:
            raise KeysRefused(f"{self._host} does not accept the keys", HOW_TO_GET_KEYS)

    def _not_the_service(self, answer: Answer) -> ArchiveUnavailable:
        if answer.is_offline_page:
            what = f"{self._host} says that it is temporarily offline"
        elif answer.is_html:
            what = f"{self._host} answers a web page instead of its API (status {answer.status})"
        else:
            what = f"{self._host} answers something that is not its API (status {answer.status})"
        wait = answer.retry_after or (OVERLOADED_WAIT if answer.status == 429 else None)
        return ArchiveUnavailable(what, "Run again later: what was not sent stays queued.", retry_after=wait)

    @property
    def _control_timeout_seconds(self) -> float:
        return min(CONTROL_TIMEOUT_SECONDS, self._session.settings.request_timeout_seconds)

    @property
    def _host(self) -> str:
        return urlsplit(self._session.settings.wayback_url).hostname or self._session.settings.wayback_url


def _flags(options: CaptureOptions) -> dict[str, str]:
    """Return the form fields of options. The service takes only ``1`` and ``on`` for yes; ``True`` means no to it."""
    wanted = {
        "capture_outlinks": options.outlinks,
        "capture_screenshot": options.screenshot,
        "force_get": options.force_get,
    }
    return {name: "1" for name, is_wanted in wanted.items() if is_wanted}
