from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from sourcekeeper.sandbox.archive_state import Terms
from sourcekeeper.sandbox.exchange import Manner
from sourcekeeper.sandbox.kinds import Kind

if TYPE_CHECKING:
    from conftest import HandArchive

PAGE = "https://alive.kinds.example/article"
KEYS = "sandboxaccess:sandboxsecret"


@pytest.mark.parametrize("keys", ["", "other:sandboxsecret", "sandboxaccess:wrong"])
@pytest.mark.parametrize("path", ["/save", "/save/", "/save/status/user", "/save/status/spn2-x"])
def test_without_good_keys_saving_and_asking_are_401(archive: HandArchive, keys: str, path: str) -> None:
    method = "GET" if "status" in path else "POST"
    answer = archive.ask("https://web.archive.org" + path, method, keys, b"url=https%3A%2F%2Fa.example%2F")
    assert answer.status == 401
    assert json.loads(answer.body) == {"message": "You need to be logged in to use Save Page Now."}


def test_the_state_of_the_system_needs_no_keys(archive: HandArchive) -> None:
    assert json.loads(archive.ask("https://web.archive.org/save/status/system", keys="").body)["status"] == "ok"


def test_a_capture_is_pending_then_done_and_logged_once(archive: HandArchive) -> None:
    job_id = archive.saved(PAGE)["job_id"]
    pending = archive.ask(f"https://web.archive.org/save/status/{job_id}")
    assert json.loads(pending.body)["status"] == "pending"
    assert pending.header("Retry-After") == "1"
    archive.pass_time(1)
    done = archive.status(job_id)
    assert (done["status"], done["original_url"], done["http_status"]) == ("success", PAGE, 200)
    made = [entry for entry in archive.log.entries() if entry.get("event") == "capture-made"]
    assert [(entry["url"], entry["timestamp"]) for entry in made] == [(PAGE, done["timestamp"])]


def test_the_timestamp_is_never_before_the_submission(archive: HandArchive) -> None:
    archive.pass_time(0.3)
    submitted = archive.time.strftime("%Y%m%d%H%M%S")
    assert archive.capture(PAGE)["timestamp"] > submitted


def test_the_same_address_has_the_same_job_id(archive: HandArchive) -> None:
    first = archive.saved(PAGE)["job_id"]
    assert archive.saved(PAGE) == {"url": PAGE, "job_id": first}
    archive.pass_time(7200)
    assert archive.saved(PAGE)["job_id"] == first
    assert archive.saved(PAGE + "?other")["job_id"] != first


def test_within_an_hour_the_same_snapshot_is_given(archive: HandArchive) -> None:
    first = archive.capture(PAGE)
    again = archive.saved(PAGE)
    assert again["job_id"] == first["job_id"]
    assert again["message"].startswith("The same snapshot had been made 4 seconds ago.")
    archive.pass_time(600)
    assert "10 minutes ago" in archive.saved(PAGE)["message"]
    archive.pass_time(3000)
    assert "message" not in archive.saved(PAGE)
    assert archive.captures_made() == 1


def test_an_older_snapshot_within_the_asked_period_comes_without_a_job(archive: HandArchive) -> None:
    archive.capture(PAGE)
    archive.pass_time(177 * 3600 + 9 * 60)
    again = archive.saved(PAGE, if_not_archived_within="20d 3h,5d")
    assert again["job_id"] is None
    assert again["message"].startswith("The same snapshot had been made 177 hours, 9 minutes ago.")
    assert archive.saved(PAGE, if_not_archived_within="86400")["job_id"]


@pytest.mark.parametrize("job_id", ["spn2-made-up", "00000000-0000-0000-0000-000000000000"])
def test_an_unknown_job_is_pending_for_ever(archive: HandArchive, job_id: str) -> None:
    archive.pass_time(1e6)
    assert archive.status(job_id)["status"] == "pending"


def test_a_result_is_forgotten_after_an_hour(archive: HandArchive) -> None:
    done = archive.capture(PAGE)
    archive.pass_time(3601)
    assert archive.status(done["job_id"])["status"] == "pending"


def test_many_jobs_are_asked_for_at_once(archive: HandArchive) -> None:
    ids = [archive.saved(f"{PAGE}/{number}")["job_id"] for number in range(3)]
    archive.pass_time(2)
    body = "job_ids=" + ",".join([*ids, "spn2-unknown"])
    answers = json.loads(archive.ask("https://web.archive.org/save/status", "POST", body=body.encode()).body)
    assert [answer["status"] for answer in answers] == ["success"] * 3 + ["pending"]
    one = json.loads(archive.ask("https://web.archive.org/save/status", "POST", body=f"job_id={ids[0]}".encode()).body)
    assert one["status"] == "success"


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("gone", "not-found"),
        ("removed", "not-found"),
        ("wall", "no-access"),
        ("error", "internal-server-error"),
        ("unavailable", "service-unavailable"),
        ("limited", "too-many-requests"),
        ("nameless", "invalid-host-resolution"),
        ("refused", "cannot-fetch"),
        ("reset", "protocol-error"),
        ("silent", "read-timeout"),
        ("garbage", "invalid-server-response"),
        ("loop", "too-many-redirects"),
        ("chain", "too-many-redirects"),
    ],
)
def test_what_the_web_answers_becomes_the_job_s_error(archive: HandArchive, kind: str, code: str) -> None:
    done = archive.capture(f"https://{kind}.kinds.example/page")
    assert (done["status"], done["status_ext"]) == ("error", f"error:{code}")
    assert archive.captures_made() == 0


def test_an_error_page_is_captured_when_all_is_wanted(archive: HandArchive) -> None:
    job_id = archive.saved("https://gone.kinds.example/page", capture_all="1")["job_id"]
    archive.pass_time(2)
    assert archive.status(job_id)["http_status"] == 404
    other = archive.saved("https://gone.kinds.example/other", capture_all="True")["job_id"]
    archive.pass_time(2)
    assert archive.status(other)["status"] == "error"


def test_the_original_address_is_the_one_after_redirects(archive: HandArchive) -> None:
    done = archive.capture("http://moved.kinds.example/page")
    assert done["original_url"] == "https://moved.kinds.example/desormais/page"
    assert archive.cdx(url="https://moved.kinds.example/page")[0][4] == "301"


def test_a_submitted_archive_address_is_stripped(archive: HandArchive) -> None:
    assert archive.saved(f"https://web.archive.org/web/20200101000000/{PAGE}")["url"] == PAGE


@pytest.mark.parametrize(
    "url", ["", "nonsense", "ftp://a.example/", "https://", "http://[::1", "https://a b.example/"]
)
def test_an_address_that_is_none_is_refused_without_a_job(archive: HandArchive, url: str) -> None:
    answer = archive.save(url)
    body = json.loads(answer.body)
    assert answer.status == 200
    assert (body["status"], body["status_ext"]) == ("error", "error:invalid-url-syntax")
    assert "job_id" not in body


def test_full_slots_refuse_and_come_free_again(archive: HandArchive) -> None:
    for number in range(3):
        assert "job_id" in archive.saved(f"{PAGE}/{number}")
    assert archive.saved(f"{PAGE}/4")["status_ext"] == "error:user-session-limit"
    user = json.loads(archive.ask("https://web.archive.org/save/status/user").body)
    assert (user["available"], user["processing"], user["captures_per_minute"]) == (0, 3, 600)
    archive.pass_time(1)
    assert "job_id" in archive.saved(f"{PAGE}/4")


def test_another_account_has_slots_of_its_own(archive: HandArchive) -> None:
    for number in range(3):
        archive.saved(f"{PAGE}/{number}")
    other = archive.save(f"{PAGE}/4", keys="sandbox-other:sandboxsecret")
    assert "job_id" in json.loads(other.body)


def test_the_sixth_capture_of_a_day_is_refused_until_midnight(archive: HandArchive) -> None:
    for _ in range(5):
        assert archive.capture(PAGE)["status"] == "success"
        archive.pass_time(3600)
    assert archive.saved(PAGE)["status_ext"] == "error:too-many-daily-captures"
    archive.pass_time(86400)
    assert "job_id" in archive.saved(PAGE)


class TestWithTightTerms:
    @pytest.fixture
    def terms(self) -> Terms:
        return Terms(captures_per_minute=2, daily_captures=3, slots=10)

    def test_too_many_in_a_minute_are_429_in_html(self, archive: HandArchive) -> None:
        archive.saved(f"{PAGE}/1")
        archive.saved(f"{PAGE}/2")
        answer = archive.save(f"{PAGE}/3")
        assert answer.status == 429
        assert answer.header("Content-Type").startswith("text/html")
        archive.pass_time(61)
        assert archive.save(f"{PAGE}/3").status == 200

    def test_the_daily_limit_is_told_in_the_plain_shape(self, archive: HandArchive) -> None:
        for number in range(3):
            archive.saved(f"{PAGE}/{number}")
            archive.pass_time(61)
        assert set(archive.saved(f"{PAGE}/4")) == {"url", "message"}


class TestFaults:
    def test_a_lost_answer_still_makes_its_capture(self, archive: HandArchive) -> None:
        archive.order("lost-answer=once")
        assert archive.save(PAGE).manner is Manner.RESET
        archive.pass_time(2)
        assert archive.available(PAGE)["closest"]["status"] == "200"
        assert "The same snapshot" in archive.saved(PAGE)["message"]
        assert archive.captures_made() == 1

    def test_a_520_still_makes_its_capture(self, archive: HandArchive) -> None:
        archive.order("520-but-captured")
        assert archive.save(PAGE).status == 520
        archive.pass_time(2)
        assert archive.cdx(url=PAGE)

    def test_a_stalled_answer_still_makes_its_capture(self, archive: HandArchive) -> None:
        archive.order("stalled-answer")
        assert archive.save(PAGE).manner is Manner.SILENT
        archive.pass_time(2)
        assert archive.cdx(url=PAGE)

    def test_a_job_can_say_it_failed_and_have_captured(self, archive: HandArchive) -> None:
        archive.order("job-failed-but-captured")
        assert archive.capture(PAGE)["status_ext"] == "error:job-failed"
        assert archive.cdx(url=PAGE)

    def test_refusals_come_in_both_shapes_for_the_host_named(self, archive: HandArchive) -> None:
        archive.order("refuse=error:blocked-url@a.example,refuse-plainly=user-session-limit@b.example")
        assert archive.saved("https://www.a.example/")["status_ext"] == "error:blocked-url"
        assert set(archive.saved("https://b.example/")) == {"url", "message"}
        assert "job_id" in archive.saved("https://c.example/")

    def test_a_job_ends_with_the_error_ordered(self, archive: HandArchive) -> None:
        archive.order("job-error=no-browsers-available")
        assert archive.capture(PAGE)["status_ext"] == "error:no-browsers-available"
        assert archive.captures_made() == 0

    def test_a_delayed_start_is_announced_and_kept(self, archive: HandArchive) -> None:
        archive.order("start-delay=30")
        body = archive.saved(PAGE)
        assert "in ~30 seconds" in body["message"]
        archive.pass_time(20)
        assert archive.status(body["job_id"])["status"] == "pending"
        archive.pass_time(11)
        assert archive.status(body["job_id"])["status"] == "success"

    def test_invalid_keys_and_a_false_401(self, archive: HandArchive) -> None:
        archive.order("false-401=once")
        assert archive.save(PAGE).status == 401
        assert archive.save(PAGE).status == 200
        archive.order("invalid-keys")
        assert archive.save(PAGE).status == 401

    def test_slot_lag_refuses_though_slots_are_told_free(self, archive: HandArchive) -> None:
        archive.order("slot-lag=20")
        for number in range(3):
            archive.saved(f"{PAGE}/{number}")
        archive.pass_time(2)
        assert json.loads(archive.ask("https://web.archive.org/save/status/user").body)["available"] == 3
        assert archive.save(f"{PAGE}/4").status == 429
        archive.pass_time(20)
        assert archive.save(f"{PAGE}/4").status == 200

    def test_forgotten_jobs_and_missing_job_ids(self, archive: HandArchive) -> None:
        done = archive.capture(PAGE)
        archive.order("forget-jobs,no-job-id")
        assert archive.status(done["job_id"])["status"] == "pending"
        assert archive.saved(PAGE)["job_id"] is None

    @pytest.mark.parametrize(("with_wait", "expected"), [("", ""), (",retry-after=7", "7")])
    def test_429_is_a_page_with_or_without_retry_after(
        self, archive: HandArchive, with_wait: str, expected: str
    ) -> None:
        archive.order("429,at=save" + with_wait)
        answer = archive.save(PAGE)
        assert (answer.status, answer.header("Retry-After")) == (429, expected)
        assert b"<!doctype html>" in answer.body
        assert archive.ask("https://web.archive.org/save/status/user").status == 200

    @pytest.mark.parametrize(("fault", "status"), [("html-offline", 503), ("html-offline-200", 200), ("502", 502)])
    def test_a_page_instead_of_an_answer(self, archive: HandArchive, fault: str, status: int) -> None:
        archive.order(fault)
        for url in (
            "https://web.archive.org/save/status/user",
            "https://web.archive.org/cdx/search/cdx?url=a.example",
        ):
            answer = archive.ask(url)
            assert (answer.status, answer.header("Content-Type")[:9]) == (status, "text/html")

    def test_a_ban_refuses_the_wayback_machine_only(self, archive: HandArchive) -> None:
        archive.order("ban")
        assert archive.stand_in.connect_failure("web.archive.org") == "refused"
        assert archive.stand_in.connect_failure("archive.org") == ""


def test_the_journal_gives_back_what_a_kill_interrupted(archive: HandArchive) -> None:
    done = archive.capture(PAGE)
    open_job = archive.saved(PAGE + "/open")["job_id"]
    # A second life on the same journal, without any good-bye from the first.
    second = type(archive)(archive.log.path.parent, archive.state.terms)
    second.time = archive.time
    second.state.restore()
    assert second.status(done["job_id"])["timestamp"] == done["timestamp"]
    assert second.saved(PAGE + "/open") == {"url": PAGE + "/open", "job_id": open_job}
    second.pass_time(2)
    assert second.status(open_job)["status"] == "success"
    assert second.state.captures_made() == {PAGE: 1, PAGE + "/open": 1}
    second.log.close()
    second.journal.close()


# --- orders ---------------------------------------------------------------------------------------------------------


def test_an_order_can_be_for_one_host_and_for_the_first_requests_only(archive: HandArchive) -> None:
    archive.order("refuse=cannot-fetch*2@a.example")
    urls = ["https://a.example/1", "https://a.example/2", "https://b.example/1"]
    for url in urls:
        archive.web.order(url, Kind.ALIVE)
    answers = {url: [archive.saved(url).get("status_ext") for _ in range(3)] for url in urls}
    assert answers == {
        urls[0]: ["error:cannot-fetch", "error:cannot-fetch", None],
        urls[1]: ["error:cannot-fetch", "error:cannot-fetch", None],
        urls[2]: [None, None, None],
    }


@pytest.mark.parametrize("code", ["job-failed", "bad-gateway", "no-captures"])
def test_an_error_can_hide_a_capture(archive: HandArchive, code: str) -> None:
    archive.order(f"job-error-but-captured={code}")
    archive.web.order(PAGE, Kind.ALIVE)
    assert archive.capture(PAGE)["status_ext"] == f"error:{code}"
    assert archive.captures_made() == 1


@pytest.mark.parametrize("status", [500, 502, 503, 509, 520, 523])
def test_a_broken_answer_can_hide_a_capture(archive: HandArchive, status: int) -> None:
    archive.order(f"answer-but-captured={status}*1")
    archive.web.order(PAGE, Kind.ALIVE)
    assert archive.save(PAGE).status == status
    archive.pass_time(5)
    assert archive.saved(PAGE)["message"].startswith("The same snapshot")
    assert archive.captures_made() == 1


def test_a_success_can_be_mute(archive: HandArchive) -> None:
    archive.order("no-address")
    archive.web.order(PAGE, Kind.ALIVE)
    said = archive.capture(PAGE)
    assert said["status"] == "success"
    assert not {"timestamp", "original_url"} & said.keys()


@pytest.mark.parametrize("is_told", [True, False])
def test_the_rate_is_told_only_when_the_terms_say_so(archive: HandArchive, is_told: bool) -> None:
    archive.state.terms = Terms(announces_rate=is_told)
    body = json.loads(archive.ask("https://web.archive.org/save/status/user").body)
    assert ("captures_per_minute" in body) == is_told
