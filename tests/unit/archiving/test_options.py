from __future__ import annotations

from dataclasses import replace

import pytest

from sourcekeeper.archiving.options import is_file, options_for
from sourcekeeper.model import Capture, CaptureOptions, CaptureState, Source


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
