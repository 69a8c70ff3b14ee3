"""The Wayback Machine's client against a server that answers as it is told."""

from __future__ import annotations

import gzip
import json
import logging
import os
import socket
import ssl
import threading
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import trustme

from sourcekeeper.archiving.wayback.machine import WaybackMachine
from sourcekeeper.archiving.wayback.pace import Pace
from sourcekeeper.config import ArchiveSettings, NetworkSettings
from sourcekeeper.errors import (
    ArchiveBanned,
    ArchiveError,
    ArchiveUnavailable,
    ConfigError,
    KeysMissing,
    KeysRefused,
)
from sourcekeeper.model import CaptureOptions, JobState, Reason, Receipt, Replay, Snapshot, SnapshotOrigin, Ticket
from sourcekeeper.testing.clock import FakeClock

ACCESS, SECRET = "AccessKeyOfTests", "SecretKeyOfTests"
URL = "https://example.org/a?x=1&y=%7Ez"
TAKEN = datetime(2026, 1, 5, 8, 59, 30, tzinfo=UTC)
JOB = "spn2-" + "a" * 40
ACCOUNT = {"available": 3, "processing": 0, "daily_captures": 0, "daily_captures_limit": 100}


def told(status: int = 200, body: Any = b"", **headers: str) -> Any:
    """Return an answer as the conftest's server gives them."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    kind = "text/html" if data.startswith(b"<") else "text/plain" if isinstance(body, bytes) else "application/json"
    return _Told(status, data, {"Content-Type": kind, **{k.replace("_", "-"): v for k, v in headers.items()}})


class _Told:
    hang_up = False

    def __init__(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.status, self.body, self.headers = status, body, headers


HANG_UP = _Told(0, b"", {})
HANG_UP.hang_up = True
PAGE_429 = told(429, b"<h1>Too Many Requests</h1>")
OFFLINE = b"<html><title>Internet Archive: Temporarily Offline</title>Temporarily Offline</html>"

# --- saving ---------------------------------------------------------------------------------------------------------


def test_a_submission_is_a_form_with_keys(machine: WaybackMachine, script: Any) -> None:
    script.on("/save", told(body={"url": URL, "job_id": JOB}))
    answer = machine.submit(URL, not_archived_within_seconds=3600)
    (asked,) = script.asked
    assert (asked.method, asked.path) == ("POST", "/save")
    assert asked.form == {"url": [URL], "if_not_archived_within": ["3600"]}
    assert asked.headers["Authorization"] == f"LOW {ACCESS}:{SECRET}"
    assert asked.headers["Accept"] == "application/json"
    assert "sourcekeeper" in asked.headers["User-Agent"]
    assert (answer.receipt, answer.ticket.job_id if answer.ticket else "") == (Receipt.ACCEPTED, JOB)


@pytest.mark.parametrize(
    ("options", "fields"),
    [
        pytest.param(CaptureOptions(), {}, id="none"),
        pytest.param(CaptureOptions(outlinks=True), {"capture_outlinks": ["1"]}, id="outlinks"),
        pytest.param(CaptureOptions(screenshot=True), {"capture_screenshot": ["1"]}, id="screenshot"),
        pytest.param(CaptureOptions(force_get=True), {"force_get": ["1"]}, id="force-get"),
    ],
)
def test_options_are_sent_in_the_one_form_the_service_takes(
    machine: WaybackMachine, script: Any, options: CaptureOptions, fields: dict[str, list[str]]
) -> None:
    script.on("/save", told(body={"url": URL, "job_id": JOB}))
    machine.submit(URL, options=options)
    assert script.asked[0].form == {"url": [URL], **fields}


@pytest.mark.parametrize(
    "answer",
    [
        told(500, b"<h1>oops"),
        told(502, b"bad gateway"),
        told(503, OFFLINE),
        told(520, b"<h1>520"),
        told(509, b"<h1>509"),
        told(200, OFFLINE),
        told(200, b""),
        told(200, b'{"job_id": "spn2-'),
        told(302, b"", Location="https://elsewhere.example/web/1/x"),
        HANG_UP,
    ],
    ids=["500", "502", "503", "520", "509", "html-with-200", "empty", "cut-json", "redirect", "hung-up"],
)
def test_an_answer_that_can_hide_a_capture_is_ambiguous(machine: WaybackMachine, script: Any, answer: Any) -> None:
    script.on("/save", answer)
    assert machine.submit(URL).receipt is Receipt.AMBIGUOUS
    assert len(script.asked) == 1  # never sent again by the client itself


def test_too_fast_is_a_refusal_with_the_wait_it_tells(machine: WaybackMachine, script: Any) -> None:
    script.on("/save", told(429, b"<h1>Too Many Requests", Retry_After="33"))
    answer = machine.submit(URL)
    assert (answer.receipt, answer.retry_after) == (Receipt.REFUSED, timedelta(seconds=33))
    assert answer.reason is not None
    assert answer.reason.code == "error:rate-limited"


def test_a_retry_after_is_kept_by_every_later_request(machine: WaybackMachine, script: Any, clock: FakeClock) -> None:
    script.on("/save", told(429, b"<h1>Too Many Requests", Retry_After="60"))
    machine.submit(URL)
    with pytest.raises(ArchiveUnavailable) as caught:
        machine.newest(URL, TAKEN)
    assert caught.value.retry_after == timedelta(seconds=60)
    assert len(script.asked) == 1
    clock.advance(58)
    with pytest.raises(ArchiveUnavailable):  # waited for the last two seconds, then 404: not an index
        machine.newest(URL, TAKEN)
    assert clock.monotonic() == pytest.approx(60)
    assert len(script.asked) == 2


def test_a_refused_key_is_asked_about_again_before_it_is_called_bad(machine: WaybackMachine, script: Any) -> None:
    script.on("/save/status/user", told(body=ACCOUNT))
    script.on("/save", told(401, {"message": "You need to be logged in to use Save Page Now."}))
    answer = machine.submit(URL)
    assert answer.receipt is Receipt.REFUSED
    assert answer.reason is not None
    assert answer.reason.code == "error:overloaded"


def test_a_key_refused_twice_is_bad(machine: WaybackMachine, script: Any) -> None:
    script.on("/save", told(401, {"message": "You need to be logged in to use Save Page Now."}))
    for ask in (lambda: machine.submit(URL), machine.limits, lambda: machine.poll([ticket()])):
        with pytest.raises(KeysRefused, match="does not accept"):
            ask()


def test_without_keys_nothing_is_asked_and_the_way_to_get_some_is_told(script: Any, clock: FakeClock) -> None:
    machine = WaybackMachine(ArchiveSettings(wayback_url=script.base), NetworkSettings(), clock)
    with pytest.raises(KeysMissing, match=r"s3\.php") as caught:
        machine.submit(URL)
    assert caught.value.advice.count("\n") == 1
    assert script.asked == []
    machine.close()


def ticket(job_id: str = JOB) -> Ticket:
    return Ticket(job_id=job_id, url=URL, submitted_at=TAKEN)


def test_many_tickets_are_asked_about_in_few_requests(machine: WaybackMachine, script: Any) -> None:
    script.on("/save/status", told(body=[{"job_id": JOB, "status": "pending"}]))
    statuses = machine.poll([ticket(f"spn2-{n}") for n in range(120)])
    assert len(statuses) == 120
    assert [len(asked.form["job_ids"][0].split(",")) for asked in script.asked] == [50, 50, 20]


@pytest.mark.parametrize(
    "answer", [told(502, b"x"), told(200, OFFLINE), PAGE_429, HANG_UP], ids=["502", "html", "429", "lost"]
)
def test_no_news_of_a_ticket_is_no_bad_news(machine: WaybackMachine, script: Any, answer: Any) -> None:
    script.on("/save/status", answer)
    assert [status.state for status in machine.poll([ticket()])] == [JobState.NO_ANSWER]


def test_a_wait_told_with_a_status_is_handed_on(machine: WaybackMachine, script: Any) -> None:
    script.on("/save/status", told(body=[{"job_id": JOB, "status": "pending"}], Retry_After="9"))
    (status,) = machine.poll([ticket()])
    assert status.poll_after == timedelta(seconds=9)


def test_limits_are_asked_past_the_services_stale_cache(machine: WaybackMachine, script: Any) -> None:
    script.on("/save/status/user", told(body=ACCOUNT))
    assert machine.limits().available == 3
    machine.limits()
    assert len(set(script.paths())) == 2
    assert all(path.startswith("/save/status/user?_t=") for path in script.paths())


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (told(503, OFFLINE), "temporarily offline"),
        (told(200, b"<html>hello"), "a web page instead of its API"),
        (told(200, b"hello"), "not its API"),
        (HANG_UP, "did not answer"),
    ],
    ids=["offline", "html", "text", "lost"],
)
def test_an_archive_that_is_none_is_told_in_one_line(
    machine: WaybackMachine, script: Any, answer: Any, words: str
) -> None:
    script.on("/save/status/user", answer)
    with pytest.raises(ArchiveUnavailable, match=words) as caught:
        machine.limits()
    assert "\n" not in str(caught.value)


# --- keys -----------------------------------------------------------------------------------------------------------


def test_keys_go_to_save_and_nowhere_else(machine: WaybackMachine, script: Any) -> None:
    script.on("/", told(404, b"nothing"))
    for ask in (
        lambda: machine.find([URL], TAKEN),
        lambda: machine.newest(URL, TAKEN),
        lambda: machine.replay(snapshot()),
        lambda: machine.submit(URL),
        lambda: machine.poll([ticket()]),
        machine.limits,
    ):
        try:
            ask()
        except ArchiveError:
            continue
    with_keys = {asked.path.partition("?")[0] for asked in script.asked if "Authorization" in asked.headers}
    without = {asked.path.partition("?")[0] for asked in script.asked if "Authorization" not in asked.headers}
    assert with_keys == {"/save", "/save/status", "/save/status/user"}
    assert any(path.startswith("/web/") for path in without)
    assert all(SECRET not in asked.path + asked.body for asked in script.asked)


def test_keys_do_not_follow_a_redirect(machine: WaybackMachine, script: Any) -> None:
    script.on("/save", told(307, b"", Location=f"{script.base}/elsewhere"))
    machine.submit(URL)
    assert script.paths() == ["/save"]


def test_keys_are_in_no_text_form_log_or_error(
    machine: WaybackMachine, script: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    script.on("/save/status/user", HANG_UP)
    texts = [repr(machine), str(machine), repr(vars(machine)), machine.account]
    try:
        machine.limits()
    except ArchiveUnavailable as error:
        texts.append("".join(traceback.format_exception(error)))
        cause: BaseException | None = error
        while cause is not None:
            request = getattr(cause, "request", None)
            texts.append(repr(dict(request.headers)) if request is not None else "")
            cause = cause.__cause__ or cause.__context__
    texts += [record.getMessage() for record in caplog.records]
    assert not any(key in text for text in texts for key in (ACCESS, SECRET))


# --- connections ----------------------------------------------------------------------------------------------------


@pytest.fixture
def closed_port() -> Iterator[int]:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield held.getsockname()[1]


def machine_at(wayback: str, archive: str, clock: FakeClock) -> WaybackMachine:
    settings = ArchiveSettings(wayback_url=wayback, archive_url=archive, access_key=ACCESS, secret_key=SECRET)
    return WaybackMachine(settings, NetworkSettings(), clock)


def test_a_refused_connection_while_the_archive_answers_is_a_ban(
    script: Any, clock: FakeClock, closed_port: int
) -> None:
    machine = machine_at(f"http://127.0.0.1:{closed_port}", script.base, clock)
    with pytest.raises(ArchiveBanned) as caught:
        machine.submit(URL)
    assert caught.value.retry_after == timedelta(hours=1)
    machine.close()


def test_a_refused_connection_to_all_of_it_is_not(clock: FakeClock, closed_port: int) -> None:
    machine = machine_at(f"http://127.0.0.1:{closed_port}", f"http://localhost:{closed_port}", clock)
    with pytest.raises(ArchiveUnavailable, match="refuses connections") as caught:
        machine.limits()
    assert not isinstance(caught.value, ArchiveBanned)
    machine.close()


def test_a_proxy_that_is_not_there_is_told_as_such(script: Any, clock: FakeClock, closed_port: int) -> None:
    settings = ArchiveSettings(access_key=ACCESS, secret_key=SECRET)
    network = NetworkSettings(https_proxy=f"http://127.0.0.1:{closed_port}")
    machine = WaybackMachine(settings, network, clock)
    with pytest.raises(ArchiveUnavailable, match="through the proxy"):
        machine.limits()
    machine.close()


@pytest.fixture
def breaking_tls(tmp_path: Path) -> Iterator[tuple[str, str]]:
    """A server that takes one request over TLS and then writes what is no TLS; its address and its CA file."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)

    def serve(listener: socket.socket) -> None:
        accepted, _ = listener.accept()
        with context.wrap_socket(accepted, server_side=True) as connection:
            connection.recv(65536)
            os.write(connection.fileno(), b"this is no record of TLS at all, whatever its length says")

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve, args=(listener,))
        thread.start()
        yield f"https://127.0.0.1:{listener.getsockname()[1]}", str(tmp_path / "ca.pem")
        thread.join()


def test_a_submission_whose_answer_broke_within_tls_may_have_arrived(
    breaking_tls: tuple[str, str], clock: FakeClock
) -> None:
    address, ca_file = breaking_tls
    settings = ArchiveSettings(wayback_url=address, archive_url=address, access_key=ACCESS, secret_key=SECRET)
    machine = WaybackMachine(settings, NetworkSettings(ca_file=ca_file), clock)
    submission = machine.submit(URL)
    assert (submission.receipt, submission.reason) == (Receipt.AMBIGUOUS, Reason.of("connection-lost"))
    machine.close()


def test_a_ca_file_that_is_none_is_named_and_not_taken_for_a_silent_archive(clock: FakeClock, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"missing\.pem"):
        WaybackMachine(ArchiveSettings(), NetworkSettings(ca_file=str(tmp_path / "missing.pem")), clock)


def test_an_address_that_is_none_is_told_as_such(clock: FakeClock) -> None:
    machine = machine_at("not an address", "http://127.0.0.1:1", clock)
    with pytest.raises(ArchiveError):
        machine.limits()
    machine.close()


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        pytest.param(" 7 ", 7, id="seconds"),
        pytest.param("Mon, 05 Jan 2026 09:01:00 GMT", 60, id="a date"),
        pytest.param("Mon Jan  5 09:01:00 2026", 60, id="a date in the oldest form"),
        pytest.param("999999999999", 86400, id="a day at most"),
        pytest.param("soon", None, id="anything else"),
    ],
)
def test_retry_after_is_seconds_or_a_date(
    machine: WaybackMachine, script: Any, clock: FakeClock, header: str, seconds: int | None
) -> None:
    script.on("/save", told(429, b"", Retry_After=header))
    assert clock.now() == datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
    wait = machine.submit(URL).retry_after
    assert wait == (None if seconds is None else timedelta(seconds=seconds))


def test_the_public_archive_is_asked_slowly_and_ours_is_not() -> None:
    clock = FakeClock()
    for is_public, seconds in ((False, 0.0), (True, 12.5)):
        pace = Pace(clock, is_public=is_public)
        begun = clock.monotonic()
        for _ in range(6):
            pace.wait("index")
        assert clock.monotonic() - begun == pytest.approx(seconds)


# --- looking up -----------------------------------------------------------------------------------------------------


def available(stamp: str, status: str = "200", url: str = URL) -> dict[str, Any]:
    closest = {"available": True, "url": f"http://web.archive.org/web/{stamp}/{url}", "timestamp": stamp}
    return {"archived_snapshots": {"closest": {**closest, "status": status}}}


def row(stamp: str, status: str = "200", original: str = URL, digest: str = "D" * 32) -> str:
    return f"org,example)/a {stamp} {original} text/html {status} {digest} 1234"


def test_many_addresses_are_one_request(machine: WaybackMachine, script: Any) -> None:
    urls = [f"https://example.org/{n}" for n in range(13)]
    results = [{"tag": str(n), **available("20260101000000", url=url)} for n, url in enumerate(urls)]
    script.on("/wayback/available", told(body={"results": results}))
    found = machine.find(urls, TAKEN)
    (asked,) = script.asked
    assert (asked.method, asked.headers["Wayback-Api-Version"]) == ("POST", "2")
    assert len(asked.body.splitlines()) == 13
    assert [snap.original if snap else None for snap in found.values()] == urls
    first = found[urls[0]]
    assert first is not None
    assert (first.origin, first.taken_at) == (SnapshotOrigin.FOUND, datetime(2026, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize("tag", ["9" * 5000, "-1", "²", "1", "", None, {}], ids=lambda tag: str(tag)[:5])
def test_an_answer_about_an_address_nobody_asked_for_is_passed_over(
    machine: WaybackMachine, script: Any, tag: object
) -> None:
    script.on("/wayback/available", told(body={"results": [{"tag": tag, **available("20260101000000")}, "row"]}))
    assert machine.find([URL], TAKEN) == {URL: None}


def test_where_the_batch_is_not_understood_each_address_is_asked(machine: WaybackMachine, script: Any) -> None:
    script.on("/wayback/available?", told(body={"url": URL, **available("20260101000000")}))
    script.on("/wayback/available", told(405, b"no"))
    found = machine.find([URL], TAKEN)[URL]
    assert found is not None
    assert [asked.method for asked in script.asked] == ["POST", "GET"]


@pytest.mark.parametrize(
    "answer", [{"archived_snapshots": {}}, {}, available("20260101000000", status="404")], ids=["none", "empty", "404"]
)
def test_what_availability_does_not_know_the_index_is_asked(
    machine: WaybackMachine, script: Any, answer: dict[str, Any]
) -> None:
    script.on("/wayback/available", told(body={"results": [{"tag": "0", **answer}]}))
    script.on("/cdx/search/cdx", told(body=(row("20240101000000") + "\n" + row("20251231000000")).encode()))
    found = machine.find([URL], TAKEN)[URL]
    assert found is not None
    assert found.taken_at == datetime(2025, 12, 31, tzinfo=UTC)
    assert "filter=statuscode%3A200" in script.paths()[1]


def test_the_nearest_good_row_is_taken(machine: WaybackMachine, script: Any) -> None:
    rows = [row("20200101000000"), row("20230601000000"), row("20230610000000", status="404"), row("20260101000000")]
    script.on("/wayback/available", told(body={"results": []}))
    script.on("/cdx", told(body="\n".join(rows).encode()))
    found = machine.find([URL], datetime(2023, 6, 10, tzinfo=UTC))[URL]
    assert found is not None
    assert found.taken_at == datetime(2023, 6, 1, tzinfo=UTC)


def test_rows_of_look_alikes_are_not_taken(machine: WaybackMachine, script: Any) -> None:
    script.on("/cdx", told(body=row("20260105085930", original="https://example.org/A?x=1").encode()))
    assert machine.newest(URL, TAKEN) is None


FOUND_AT = {"X-Archive-Redirect-Reason": "found capture"}


@pytest.mark.parametrize(
    ("stamp", "original", "memento", "status", "is_found"),
    [
        ("20260105085931", URL, "Mon, 05 Jan 2026 08:59:31 GMT", 200, True),
        ("20260105085929", URL, "Mon, 05 Jan 2026 08:59:29 GMT", 200, False),
        ("20260105085931", "https://example.org/another", "Mon, 05 Jan 2026 08:59:31 GMT", 200, False),
        ("20260105085931", URL, "Mon, 05 Jan 2026 08:59:31 GMT", 404, False),
        ("20260105085931", URL, "", 200, False),
    ],
    ids=["of now", "an older one", "of another address", "an error page", "no memento"],
)
def test_where_the_index_is_silent_replay_is_asked_for_what_is_nearest(
    machine: WaybackMachine, script: Any, stamp: str, original: str, memento: str, status: int, is_found: bool
) -> None:
    script.on("/cdx", told(body=b""))
    headers = {"Memento-Datetime": memento} if memento else {}
    script.on(f"/web/{stamp}id_/", told(status, b"<p>a page", **headers))
    script.on("/web/", told(302, b"", Location=f"{script.base}/web/{stamp}id_/{original}", **FOUND_AT))
    found = machine.newest(URL, TAKEN)
    assert (found is not None) is is_found
    if found is not None:
        assert found.uri == f"{script.base}/web/{stamp}/{URL}"


def test_the_newest_capture_is_the_latest_row_since(machine: WaybackMachine, script: Any) -> None:
    rows = [
        row("20260105085929"),
        row("20260105085931", status="-"),
        row("20260105085930"),
        row("20260105090000", status="503"),
    ]
    script.on("/cdx", told(body="\n".join(rows).encode()))
    found = machine.newest(URL, TAKEN)
    assert found is not None
    assert found.taken_at == TAKEN + timedelta(seconds=1)
    assert "from=20260105085930" in script.paths()[0]
    assert "limit=" not in script.paths()[0]


def test_broken_rows_are_left_out(machine: WaybackMachine, script: Any) -> None:
    rows = ["garbage", row("20269999000000"), row("20260105085931") + " more", row("20260105085932"), ""]
    script.on("/cdx", told(body="\n".join(rows).encode()))
    found = machine.newest(URL, TAKEN)
    assert found is not None
    assert found.taken_at == TAKEN + timedelta(seconds=2)


@pytest.mark.parametrize(
    "answer", [told(503, OFFLINE), told(200, OFFLINE), PAGE_429, HANG_UP], ids=["503", "html", "429", "lost"]
)
def test_an_index_that_answers_a_page_is_not_an_empty_index(machine: WaybackMachine, script: Any, answer: Any) -> None:
    script.on("/cdx", answer)
    with pytest.raises(ArchiveUnavailable):
        machine.newest(URL, TAKEN)


def test_an_index_that_is_down_makes_an_address_unknown(machine: WaybackMachine, script: Any) -> None:
    script.on("/wayback/available", told(body={"results": []}))
    script.on("/cdx", told(503, OFFLINE))
    assert dict(machine.find([URL, "https://example.org/b"], TAKEN)) == {URL: None, "https://example.org/b": None}
    assert sum(path.startswith("/cdx") for path in script.paths()) == 1


def test_where_neither_index_nor_timemap_answers_nothing_more_is_asked(machine: WaybackMachine, script: Any) -> None:
    script.on("/wayback/available", told(body={"results": []}))
    script.on("/cdx", told(503, OFFLINE))
    script.on("/web/timemap", told(503, OFFLINE))
    assert set(machine.find([f"https://example.org/{n}" for n in range(9)], TAKEN).values()) == {None}
    assert len(script.asked) == 3


TIMEMAP = ",\n".join(
    [
        f'<{URL}>; rel="original"',
        f'<https://web.archive.org/web/20200101000000/{URL}>; rel="first memento"; datetime="Wed, 01 Jan 2020 0:0:0"',
        f'<https://web.archive.org/web/20251231000000/{URL}>; rel="memento"; datetime="Wed, 31 Dec 2025 00:00:00 GMT"',
        '<https://web.archive.org/web/20260104000000/https://example.org/other>; rel="memento"; datetime="x"',
        f'<https://web.archive.org/web/20260601000000/{URL}>; rel="last memento"; datetime="Mon, 01 Jun 2026"',
    ]
)


def test_where_the_index_does_not_answer_the_timemap_is_asked(machine: WaybackMachine, script: Any) -> None:
    script.on("/wayback/available", told(body={"results": []}))
    script.on("/cdx", told(503, OFFLINE))
    script.on("/web/timemap/link/", told(200, TIMEMAP.encode(), **{"Content-Type": "application/link-format"}))
    found = machine.find([URL], TAKEN)[URL]
    assert found is not None
    assert found.taken_at == datetime(2025, 12, 31, tzinfo=UTC)
    assert [each.taken_at.year for each in machine.around(URL, TAKEN, 9) if each.taken_at] == [2025, 2026, 2020]


def test_a_row_of_unchanged_content_has_the_status_of_the_row_it_refers_to(
    machine: WaybackMachine, script: Any
) -> None:
    script.on("/wayback/available", told(body={"results": []}))
    page, error = "P" * 32, "E" * 32
    rows = [row("20240101000000", digest=page), row("20250601000000", "-", digest=page)]
    rows += [row("20260105000000", "-", digest=error)]
    first_of_error = row("20230101000000", "404", digest=error).encode()
    all_rows = "\n".join(rows).encode()
    script.rules.append(("/cdx", lambda asked: told(body=first_of_error if "digest" in asked.path else all_rows)))
    found = machine.find([URL], TAKEN)[URL]
    assert found is not None
    assert found.taken_at == datetime(2025, 6, 1, tzinfo=UTC)  # nearer is only a repeated error
    assert [each.taken_at.year for each in machine.around(URL, TAKEN, 9) if each.taken_at] == [2025]


def test_no_query_leans_on_sorting_or_on_the_last_rows(machine: WaybackMachine, script: Any) -> None:
    script.on("/wayback/available", told(body={"results": []}))
    script.on("/cdx", told(body=row("20251231000000").encode()))
    machine.find([URL], TAKEN)
    machine.around(URL, TAKEN, 3)
    machine.newest(URL, TAKEN)
    assert not [path for path in script.paths() if "sort=" in path or "limit=-" in path or "fastLatest" in path]


def test_cdx_timemap_and_availability_share_one_rate(script: Any, clock: FakeClock) -> None:
    settings = ArchiveSettings(wayback_url=script.base, archive_url=script.base)
    machine = WaybackMachine(settings, NetworkSettings(), clock)
    machine._pace.is_public = True
    moments: list[float] = []
    script.on("/wayback", told(body={"results": []}))
    script.on("/cdx", told(503, OFFLINE))
    script.on("/web/timemap", told(200, TIMEMAP.encode(), **{"Content-Type": "application/link-format"}))
    answer = script.answer

    def noted(asked: Any) -> Any:
        moments.append(clock.monotonic())
        return answer(asked)

    script.answer = noted
    for _ in range(12):
        machine.find([URL], TAKEN)
    machine.close()
    kinds = {path.split("?")[0].split("/link")[0] for path in script.paths()}
    assert kinds == {"/wayback/available", "/cdx/search/cdx", "/web/timemap"}
    assert len(moments) == machine.index_requests
    assert all(later - first >= 60 for first, later in zip(moments, moments[24:], strict=False))
    assert len(moments) > 24


# --- replay ---------------------------------------------------------------------------------------------------------


def snapshot() -> Snapshot:
    return Snapshot(
        uri=f"https://web.archive.org/web/20260105085930/{URL}",
        original=URL,
        taken_at=TAKEN,
        archive="web.archive.org",
        origin=SnapshotOrigin.MADE,
    )


MOMENT = "Mon, 05 Jan 2026 08:59:30 GMT"


def test_a_replay_gives_the_original_bytes_and_headers(machine: WaybackMachine, script: Any) -> None:
    packed = gzip.compress(b"<p>the text")
    script.on(
        "/web/",
        told(
            body=packed,
            Memento_Datetime=MOMENT,
            Content_Type="text/html",
            Content_Encoding="gzip",
            X_Archive_Orig_Server="nginx",
            X_Archive_Orig_Content_Type="text/html; charset=utf-8",
        ),
    )
    replay = machine.replay(snapshot())
    assert script.paths() == [f"/web/20260105085930id_/{URL}"]
    assert (replay.status, replay.memento_datetime, replay.body) == (200, TAKEN, packed)
    headers = {name.lower(): value for name, value in replay.headers}
    assert headers == {"server": "nginx", "content-type": "text/html; charset=utf-8", "content-encoding": "gzip"}


def test_a_huge_replay_is_cut(machine: WaybackMachine, script: Any) -> None:
    script.on("/web/", told(body=b"x" * 3_000_000, Memento_Datetime=MOMENT))
    assert len(machine.replay(snapshot()).body) == 1024 * 1024


def test_a_redirect_is_told_and_not_followed(machine: WaybackMachine, script: Any) -> None:
    script.on("/web/", told(302, b"", Location="/web/20250101000000id_/https://example.org/a"))
    replay = machine.replay(snapshot())
    assert (replay.status, replay.location) == (302, "/web/20250101000000id_/https://example.org/a")
    assert replay.memento_datetime is None
    assert len(script.asked) == 1


def replayed(machine: WaybackMachine, script: Any, answer: Any, index: Any) -> Replay:
    script.on("/web/", answer)
    script.on("/cdx", index)
    return machine.replay(snapshot())


EXCLUDED_BY_INDEX = told(403, b"org.archive...AdministrativeAccessControlException: Blocked Site Error")


@pytest.mark.parametrize(
    ("answer", "index", "code"),
    [
        (told(200, b"<p>This URL has been excluded from the Wayback Machine."), told(200, b""), "excluded"),
        (told(200, b"<p>Some page"), EXCLUDED_BY_INDEX, "excluded"),
        (told(200, b"<p>Some page of a hotel's network"), told(200, b""), "not-a-memento"),
        (told(200, OFFLINE), EXCLUDED_BY_INDEX, "archive-unavailable"),
        (told(503, OFFLINE), told(200, b""), "archive-unavailable"),
        (PAGE_429, told(200, b""), "archive-unavailable"),
    ],
    ids=["in-words", "by-the-index", "some-page", "offline-200", "offline-503", "429"],
)
def test_only_the_archive_itself_makes_an_exclusion(
    machine: WaybackMachine, script: Any, answer: Any, index: Any, code: str
) -> None:
    reason = replayed(machine, script, answer, index).reason
    assert reason is not None
    assert reason.code == code


def test_a_page_that_was_never_archived_is_just_not_there(machine: WaybackMachine, script: Any) -> None:
    replay = replayed(machine, script, told(404, b"<p>not archived"), told(200, b""))
    assert (replay.status, replay.memento_datetime, replay.reason) == (404, None, None)
