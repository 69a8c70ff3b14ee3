"""The sandbox's archive before the clients that people use at the real one, unmodified: they see no difference.

waybackpy, savepagenow and EDGI's wayback, each in a process of its own behind the sandbox's proxy. What they cannot do
with the stand-in, they could not do with the service: then the stand-in is wrong.
"""

from __future__ import annotations

import importlib.util
import itertools
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sourcekeeper.sandbox.faults import Faults
from sourcekeeper.sandbox.kinds import Kind
from sourcekeeper.sandbox.pages import CitedPage
from sourcekeeper.sandbox.server import Sandbox

CLIENTS = Path(__file__).with_name("archive_clients.py")
OLD = "https://news.example/story"
TIMES = ("20190502101500", "20210302100000", "20240911080910")

Client = Callable[..., Any]


def needs(client: str) -> pytest.MarkDecorator:
    """Skip where a client is not installed, and say so."""
    return pytest.mark.skipif(importlib.util.find_spec(client) is None, reason=f"{client} is not installed")


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    pages = [CitedPage(url=f"https://web.archive.org/web/{time}/{OLD}", title="A story") for time in TIMES]
    other = CitedPage(url=f"https://web.archive.org/web/{TIMES[0]}/{OLD}/continued", title="More of it")
    with Sandbox(pages=[*pages, other]) as sandbox:
        yield sandbox


@pytest.fixture
def client(sandbox: Sandbox) -> Client:
    """Return what runs an action of a client and gives its outcome; an error as ``Name: text``."""

    def run(action: str, url: str, **more: str) -> Any:
        environ = {
            **{name: value for name, value in os.environ.items() if "proxy" not in name.lower()},
            "HTTP_PROXY": sandbox.proxy_url,
            "HTTPS_PROXY": sandbox.proxy_url,
            "REQUESTS_CA_BUNDLE": str(sandbox.ca_file),
            **more,
        }
        done = subprocess.run(
            [sys.executable, "-W", "ignore", CLIENTS, action, url],
            env=environ,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr[-3000:]
        outcome = json.loads(done.stdout)
        return outcome["value"] if "value" in outcome else f"{outcome['error']}: {outcome['text']}"

    return run


_numbers = itertools.count()


@pytest.fixture
def page(sandbox: Sandbox) -> str:
    """Return a living page that nobody ever captured."""
    url = f"https://page{next(_numbers)}.example.org/never-captured"
    sandbox.order(url, Kind.ALIVE)
    return url


@pytest.fixture
def faults(sandbox: Sandbox) -> Iterator[Callable[[str], None]]:
    """Return what orders faults; taken back after the test."""

    def order(text: str) -> None:
        sandbox.faults = Faults.parse(text)

    yield order
    sandbox.faults = Faults()


@needs("waybackpy")
class TestWaybackpy:
    def test_the_index_gives_each_capture(self, client: Client) -> None:
        found = client("waybackpy_search", OLD)
        assert [each["timestamp"] for each in found] == list(TIMES)
        assert found[0]["url"] == f"https://web.archive.org/web/{TIMES[0]}/{OLD}"
        assert {each["status"] for each in found} == {"200"}

    def test_resume_keys_lead_through_the_whole_index(self, client: Client) -> None:
        found = client("waybackpy_pages", OLD)
        assert [each["timestamp"] for each in found] == [*TIMES, TIMES[0]]

    def test_the_index_is_asked_for_a_time(self, client: Client) -> None:
        assert client("waybackpy_near", OLD) == {"oldest": TIMES[0], "newest": TIMES[2], "near": TIMES[1]}

    def test_what_was_never_captured_has_no_rows(self, client: Client, page: str) -> None:
        assert client("waybackpy_search", page) == []

    def test_the_availability_api_gives_oldest_newest_and_near(self, client: Client) -> None:
        addresses = [f"https://web.archive.org/web/{time}/{OLD}" for time in TIMES]
        assert client("waybackpy_available", OLD) == {
            "oldest": addresses[0],
            "newest": addresses[2],
            "near": addresses[1],
            "at": "2021-03-02T10:00:00",
        }

    def test_nothing_available_is_its_own_error(self, client: Client, page: str) -> None:
        assert client("waybackpy_available", page).startswith("ArchiveNotInAvailabilityAPIResponse")

    def test_it_saves_a_page(self, client: Client, sandbox: Sandbox, page: str) -> None:
        saved = client("waybackpy_save", page)
        assert saved["url"].startswith("https://web.archive.org/web/2")
        assert saved["url"].endswith("/" + page)
        assert sandbox.captures_made()[page] == 1
        assert [each["url"] for each in client("waybackpy_search", page)] == [saved["url"]]

    def test_a_refused_save_is_its_own_error(self, client: Client, page: str, faults: Callable[[str], None]) -> None:
        faults("old-save-429")
        assert client("waybackpy_save", page).startswith("TooManyRequestsError")


@needs("savepagenow")
class TestSavepagenow:
    def test_it_captures_a_page(self, client: Client, sandbox: Sandbox, page: str) -> None:
        # It reads one relation of the Link header only, which a lone capture does not have: it falls to the timegate.
        assert client("savepagenow_capture", page) == f"https://web.archive.org/web/{page}"
        assert sandbox.captures_made()[page] == 1

    def test_it_reads_the_older_form_of_the_answer(
        self, client: Client, sandbox: Sandbox, page: str, faults: Callable[[str], None]
    ) -> None:
        faults("content-location")
        found = client("savepagenow_capture", page)
        assert found.startswith("https://web.archive.org/web/2")
        assert found.endswith("/" + page)
        assert sandbox.captures_made()[page] == 1

    def test_its_keys_are_taken(self, client: Client, sandbox: Sandbox, page: str) -> None:
        keys = {"SAVEPAGENOW_ACCESS_KEY": sandbox.access_key, "SAVEPAGENOW_SECRET_KEY": sandbox.secret_key}
        assert client("savepagenow_with_keys", page, **keys).endswith(page)

    def test_wrong_keys_are_refused(self, client: Client, page: str) -> None:
        keys = {"SAVEPAGENOW_ACCESS_KEY": "sandboxother", "SAVEPAGENOW_SECRET_KEY": "wrong"}
        assert client("savepagenow_with_keys", page, **keys).startswith("Unauthorized")

    def test_a_page_captured_a_moment_ago_is_told_as_cached(self, client: Client, sandbox: Sandbox, page: str) -> None:
        (_first, is_new), (_second, is_new_again) = client("savepagenow_twice", page)
        assert (is_new, is_new_again) == (True, False)
        assert sandbox.captures_made()[page] == 1

    @pytest.mark.parametrize(
        ("ordered", "error"),
        [("old-save-429", "TooManyRequests"), ("502,at=save", "BadGateway")],
    )
    def test_refusals_are_its_own_errors(
        self, client: Client, page: str, faults: Callable[[str], None], ordered: str, error: str
    ) -> None:
        faults(ordered)
        assert client("savepagenow_capture", page).startswith(error + ":")

    def test_an_excluded_site_is_its_own_error(self, client: Client) -> None:
        assert client("savepagenow_capture", "https://excluded.kinds.example/a").startswith("WaybackRuntimeError")

    def test_a_site_shut_away_by_robots_is_its_own_error(
        self, client: Client, page: str, faults: Callable[[str], None]
    ) -> None:
        faults(f"robots={page.split('/')[2]}")
        assert client("savepagenow_capture", page).startswith("BlockedByRobots")

    def test_a_dead_page_is_its_own_error(self, client: Client) -> None:
        assert client("savepagenow_capture", "https://gone.kinds.example/a").startswith("WaybackRuntimeError")


@needs("wayback")
class TestEdgiWayback:
    def test_the_index_gives_each_capture_page_by_page(self, client: Client) -> None:
        found = client("wayback_search", OLD)
        assert [each["timestamp"] for each in found] == list(TIMES)
        assert {(each["original"], each["status"], each["mimetype"]) for each in found} == {(OLD, 200, "text/html")}

    def test_unchanged_captures_have_no_status(self, client: Client, faults: Callable[[str], None]) -> None:
        faults("revisits")
        assert [each["status"] for each in client("wayback_search", OLD)] == [200, None, None]

    def test_a_memento_is_played_as_it_came(self, client: Client, sandbox: Sandbox) -> None:
        found = client("wayback_memento", OLD)
        assert (found["at"], found["url"], found["ok"]) == (TIMES[2], OLD, True)
        assert found["type"].startswith("text/html")
        assert "A story" in found["text"]
        assert "wm-ipp-base" not in found["text"]
        assert {"original", "timegate", "timemap", "prev memento", "last memento"} & set(found["relations"])

    def test_a_reader_sees_the_banner(self, client: Client) -> None:
        found = client("wayback_view", OLD)
        assert found["at"] == TIMES[0]
        assert "wm-ipp-base" in found["text"]

    def test_another_time_leads_to_the_nearest(self, client: Client) -> None:
        assert client("wayback_near", OLD)["at"] == TIMES[1]

    @pytest.mark.parametrize("action", ["wayback_memento", "wayback_view"])
    def test_a_saved_redirect_leads_on(self, client: Client, sandbox: Sandbox, action: str) -> None:
        host = f"moved{next(_numbers)}.example.org"
        start = f"https://{host}/old"
        sandbox.order(host, Kind.ALIVE)
        sandbox.order(start, Kind.MOVED)
        client("savepagenow_capture", start)
        found = client(action, start)
        assert isinstance(found, dict), found
        assert found["history"] == [start]
        assert found["url"] != start

    @pytest.mark.parametrize("action", ["wayback_search", "wayback_near"])
    def test_an_excluded_site_is_its_own_error(self, client: Client, action: str) -> None:
        assert client(action, "https://excluded.kinds.example/a").startswith("BlockedSiteError")

    @pytest.mark.parametrize("action", ["wayback_search", "wayback_near"])
    def test_a_site_shut_away_by_robots_is_its_own_error(
        self, client: Client, page: str, faults: Callable[[str], None], action: str
    ) -> None:
        faults(f"robots={page.split('/')[2]}")
        assert client(action, page).startswith("BlockedByRobotsError")

    def test_what_was_never_captured_is_its_own_error(self, client: Client, page: str) -> None:
        assert client("wayback_near", page).startswith("NoMementoError")

    def test_being_too_fast_is_its_own_error(self, client: Client, faults: Callable[[str], None]) -> None:
        faults("429,at=cdx,retry-after=7")
        assert client("wayback_search", OLD).startswith("RateLimitError")

    def test_an_archive_offline_is_no_empty_index(self, client: Client, faults: Callable[[str], None]) -> None:
        faults("html-offline-200,at=cdx")
        assert client("wayback_search", OLD).startswith("UnexpectedResponseFormat")
