from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcekeeper.archiving.plan import first_capture, is_left, matches_never, reopened, reviewed, withheld_reason
from sourcekeeper.model import Capture, CaptureState, Decision, DecisionKind, Snapshot, SnapshotOrigin, Source, Ticket
from sourcekeeper.web.memento import parse_archive_address

NOW = datetime(2026, 11, 20, tzinfo=UTC)


def source(url: str) -> Source:
    return Source(id="s", url=url, comparison_key="1:" + url, fetch_key=url)


def queued(url: str = "https://example.org/a") -> Capture:
    return Capture(id="c", source=source(url), state=CaptureState.QUEUED)


def test_an_ordinary_source_is_queued() -> None:
    assert first_capture("c", source("https://example.org/"), None, ()) == queued("https://example.org/")


@pytest.mark.parametrize(
    ("url", "fetch_key", "code"),
    [
        pytest.param("https://me:hush@example.org/", None, "secret-credentials", id="a secret"),
        pytest.param(
            "https://me:hush@example.org/", "https://example.org/", "secret-credentials", id="as it is cited"
        ),
        pytest.param("https://intranet/wiki", None, "private-address", id="nobody else can open it"),
        pytest.param("https://example.org/draft/7", None, "never-setting", id="a setting says never"),
    ],
)
def test_a_source_that_is_not_for_everybody_is_withheld(url: str, fetch_key: str | None, code: str) -> None:
    wanted = replace(source(url), fetch_key=fetch_key or url)
    capture = first_capture("c", wanted, None, ("example.org/draft/*",))
    assert capture.state is CaptureState.WITHHELD
    assert capture.reason is not None
    assert capture.reason.code == code


@pytest.mark.parametrize("given_apart", [True, False])
def test_a_cited_snapshot_of_the_wayback_machine_is_to_be_proved(given_apart: bool) -> None:
    url = "https://web.archive.org/web/20240301120000/https://example.org/a"
    cited = parse_archive_address(url)
    wanted = source("https://example.org/a" if given_apart else url)
    capture = first_capture("c", wanted, cited if given_apart else None, ())
    assert capture.state is CaptureState.UNCONFIRMED
    assert capture.snapshot == Snapshot(
        uri=url,
        original="https://example.org/a",
        taken_at=datetime(2024, 3, 1, 12, tzinfo=UTC),
        archive="web.archive.org",
        origin=SnapshotOrigin.CITED,
    )
    assert is_left(capture)


@pytest.mark.parametrize(
    "url", ["https://archive.ph/FlgTC", "https://archive.ph/wip/FlgTC", "https://perma.cc/AB12-CD34"]
)
def test_a_snapshot_cited_from_another_archive_is_settled_as_it_is(url: str) -> None:
    capture = first_capture("c", source(url), None, ())
    assert capture.state is CaptureState.UNCONFIRMED
    assert capture.reason is not None
    assert capture.reason.code == "other-archive"
    assert not is_left(capture)


NEVER = {
    "the host": ("https://intern.example/x", "intern.example", True),
    "a subdomain": ("https://a.b.intern.example/x", "intern.example", True),
    "another host that ends alike": ("https://notintern.example/x", "intern.example", False),
    "host with port": ("https://intern.example:8443/x", "intern.example", True),
    "upper case": ("https://INTERN.example/x", "Intern.Example", True),
    "a pattern of hosts": ("https://draft7.example.org/", "draft*.example.org", True),
    "a pattern of paths": ("https://example.org/draft/7", "example.org/draft/*", True),
    "a pattern with a scheme": ("https://example.org/draft/7", "https://example.org/draft/*", True),
    "another path": ("https://example.org/final/7", "example.org/draft/*", False),
    "anything in the middle": ("https://example.org/a/draft/b", "example.org/*/draft/*", True),
    "exactly one page": ("https://example.org/a", "example.org/a", True),
    "not the page below": ("https://example.org/a/b", "example.org/a", False),
    "with credentials": ("https://me:x@intern.example/x", "intern.example", True),
    "nothing": ("https://example.org/", "  ", False),
}


@pytest.mark.parametrize(("url", "pattern", "is_meant"), NEVER.values(), ids=NEVER.keys())
def test_the_setting_never_means_hosts_and_patterns(url: str, pattern: str, is_meant: bool) -> None:
    assert matches_never(url, pattern) is is_meant


@given(st.text("ab*/", max_size=30), st.text("ab/", max_size=60))
def test_any_pattern_is_decided(pattern: str, path: str) -> None:
    matches_never("https://example.org/" + path, "example.org/" + pattern)


@given(st.lists(st.text("ab/", max_size=5), min_size=2, max_size=6), st.data())
def test_a_star_stands_for_anything(pieces: list[str], data: st.DataObject) -> None:
    filled = pieces[0] + "".join(data.draw(st.text("ab/.", max_size=5)) + piece for piece in pieces[1:])
    assert matches_never("https://example.org/" + filled, "example.org/" + "*".join(pieces))


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost/a",
        "http://127.0.0.1:8000/",
        "http://10.0.0.7/",
        "http://192.168.1.1/",
        "http://[::1]/",
        "http://intranet/wiki",
        "http://wiki.localdomain/page",
        "http://[2002:a00:1::]/inside-6to4",
        "http://[64:ff9b::a00:1]/inside-nat64",
        "http://nas.local/",
        "http://wiki.firma.internal/",
    ],
)
def test_an_address_inside_a_network_is_not_told_to_the_world(url: str) -> None:
    reason = withheld_reason(url, ())
    assert reason is not None
    assert reason.code == "private-address"
    assert withheld_reason(url, (), allow_private=True) is None


def decision(kind: DecisionKind, until: datetime | None = None) -> Decision:
    return Decision(source_id="s", kind=kind, made_at=NOW - timedelta(days=1), until=until)


def test_a_persons_no_withholds() -> None:
    assert reviewed(queued(), [decision(DecisionKind.NEVER_ARCHIVE)], (), NOW).state is CaptureState.WITHHELD


def test_a_persons_yes_beats_the_rules() -> None:
    capture = queued("https://me:hush@example.org/")
    assert reviewed(capture, [], (), NOW).state is CaptureState.WITHHELD
    assert reviewed(capture, [decision(DecisionKind.ARCHIVE)], (), NOW).state is CaptureState.QUEUED


def test_a_word_that_ran_out_counts_no_more() -> None:
    over = decision(DecisionKind.NEVER_ARCHIVE, until=NOW - timedelta(hours=1))
    assert reviewed(queued(), [over], (), NOW).state is CaptureState.QUEUED


def test_what_was_sent_is_followed_whatever_a_setting_says_now() -> None:
    sent = replace(queued(), state=CaptureState.SUBMITTED, sent_at=NOW)
    assert reviewed(sent, [decision(DecisionKind.NEVER_ARCHIVE)], ("example.org",), NOW) == sent


def test_what_is_no_web_address_is_refused() -> None:
    assert reviewed(queued("ftp://example.org/a"), [], (), NOW).state is CaptureState.REFUSED


@pytest.mark.parametrize("state", [CaptureState.FAILED, CaptureState.UNFIT])
def test_a_failure_is_queued_again_when_its_time_has_come(state: CaptureState) -> None:
    asked = Ticket(job_id="spn2-x", url="https://example.org/a", submitted_at=NOW - timedelta(days=1))
    failed = replace(queued(), state=state, next_try=NOW, attempts=4, sent_at=NOW - timedelta(days=1), ticket=asked)
    again = reopened(failed, NOW)
    assert again == replace(failed, state=CaptureState.QUEUED, attempts=0, sent_at=None, ticket=None, next_try=None)
    assert reopened(failed, NOW - timedelta(seconds=1)) == failed


@pytest.mark.parametrize(
    "state", [CaptureState.REFUSED, CaptureState.WITHDRAWN, CaptureState.WITHHELD, CaptureState.ARCHIVED]
)
def test_what_is_settled_for_good_stays_so(state: CaptureState) -> None:
    capture = replace(queued(), state=state, next_try=NOW - timedelta(days=400))
    assert reopened(capture, NOW) == capture


@pytest.mark.parametrize("url", ["https://", "http:///a", "http://[x/"])
def test_what_names_no_host_is_refused_as_no_address(url: str) -> None:
    capture = reviewed(first_capture("c", source(url), None, ()), (), (), NOW)
    assert capture.state is CaptureState.REFUSED
    assert capture.reason is not None
    assert capture.reason.code == "no-host"
