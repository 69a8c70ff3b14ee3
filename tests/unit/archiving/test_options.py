from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from sourcekeeper.archiving.options import is_file, options_for, wanting
from sourcekeeper.model import Capture, CaptureOptions, CaptureState, Snapshot, SnapshotOrigin, Source


def queued(url: str = "https://example.org/a") -> Capture:
    source = Source(id="s", url=url, comparison_key="1:" + url, fetch_key=url)
    return Capture(id="c", source=source, state=CaptureState.QUEUED)


FILES = (
    "https://example.org/report.pdf",
    "https://example.org/a/Report.PDF?download=1#page=3",
    "https://example.org/rapport%20final.pdf",
    "https://example.org/data/2024.csv",
    "https://example.org/annexe.xlsx",
    "https://example.org/livre.epub",
    "https://example.org/archive.tar.gz",
    "https://raw.example.org/user/project/main/report.pdf",
    "https://upload.example.org/wikipedia/commons/a/ab/Report.pdf",
)
PAGES = (
    "https://example.org/",
    "https://example.org",
    "https://example.pdf/",
    "https://example.pdf",
    "https://example.org/pdf",
    "https://example.org/.pdf/",
    "https://example.org/report.pdf/view",
    "https://example.org/report.pdf.html",
    "https://example.org/show?file=report.pdf",
    "https://example.org/a.html#report.pdf",
    "https://commons.example.org/wiki/File:Report.pdf",
    "https://git.example.org/user/project/blob/main/report.pdf",
    "https://git.example.org/user/project/-/blob/main/report.pdf",
    "https://git.example.org/user/project/src/branch/main/report.pdf",
    "https://example.org/photo.jpg",
    "https://example.org/index.php",
)


@pytest.mark.parametrize("url", FILES)
def test_an_address_that_ends_like_a_file_is_fetched_without_a_browser(url: str) -> None:
    assert is_file(url)
    assert options_for(queued(url)) == CaptureOptions(force_get=True)


@pytest.mark.parametrize("url", PAGES)
def test_a_page_is_captured_with_a_browser(url: str) -> None:
    assert not is_file(url)
    assert options_for(queued(url)) == CaptureOptions()


def test_what_a_person_wants_of_a_capture_is_kept_beside_what_its_address_asks_for() -> None:
    wanted = replace(queued("https://example.org/a.pdf"), options=CaptureOptions(outlinks=True))
    assert options_for(wanted) == CaptureOptions(outlinks=True, force_get=True)
    forced = replace(queued(), options=CaptureOptions(force_get=True))
    assert options_for(forced) == forced.options


def snapshot(origin: SnapshotOrigin = SnapshotOrigin.MADE, screenshot: str = "") -> Snapshot:
    return Snapshot(
        uri="https://web.archive.org/web/20260105085930/https://example.org/a",
        original="https://example.org/a",
        taken_at=datetime(2026, 1, 5, 8, 59, 30, tzinfo=UTC),
        archive="web.archive.org",
        origin=origin,
        screenshot=screenshot,
    )


PICTURE = CaptureOptions(screenshot=True)


@pytest.mark.parametrize(
    "state", [CaptureState.QUEUED, CaptureState.WITHHELD, CaptureState.FAILED, CaptureState.UNFIT]
)
def test_what_is_still_to_be_sent_is_sent_as_it_is_wanted_now(state: CaptureState) -> None:
    before = replace(queued(), state=state)
    assert wanting(before, PICTURE, lambda: "new") == replace(before, options=PICTURE)


@pytest.mark.parametrize("state", [CaptureState.SUBMITTED, CaptureState.UNCERTAIN, CaptureState.UNCONFIRMED])
def test_what_was_sent_is_followed_to_its_end_as_it_is(state: CaptureState) -> None:
    before = replace(queued(), state=state)
    assert wanting(before, PICTURE, lambda: "new") == before


@pytest.mark.parametrize(
    ("options", "kept", "is_new"),
    [
        pytest.param(PICTURE, snapshot(), True, id="a picture that is not there"),
        pytest.param(PICTURE, snapshot(screenshot="https://web.archive.org/p"), False, id="a picture that is there"),
        pytest.param(CaptureOptions(outlinks=True), snapshot(), True, id="the pages it links to"),
        pytest.param(CaptureOptions(force_get=True), snapshot(), False, id="another way to the same page"),
        pytest.param(PICTURE, snapshot(SnapshotOrigin.CITED), False, id="of a snapshot that is cited"),
    ],
)
def test_what_is_archived_is_captured_again_for_what_the_archive_has_not(
    options: CaptureOptions, kept: Snapshot, is_new: bool
) -> None:
    before = replace(queued(), state=CaptureState.ARCHIVED, snapshot=kept)
    after = wanting(before, options, lambda: "new")
    assert after == (replace(queued(), id="new", options=options) if is_new else before)
