"""Which snapshot goes out beside a work or a note: a proved one that shows the text, or a marked one, or none."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from sourcekeeper.keeper import Keeper
from sourcekeeper.keeper.linking import linked_documents, snapshots_of
from sourcekeeper.model import CaptureState, PageKind, Snapshot, SnapshotOrigin
from sourcekeeper.ports import RawDocument

NOW = datetime(2024, 7, 20, 9, 30, tzinfo=UTC)
URL = "https://a.example/report"
TEXT = f"""The cameras were bought by the city and nobody was asked what they are for.1 This is the cost.2 And more.3

1. Ann Lee, “The price of the cameras”, The Paper, 2020. {URL}.
2. Ibid.
3. There is no source for this at all.
"""


@pytest.fixture
def keeper():
    with Keeper() as made:
        (read,) = made.read([RawDocument(origin="text", data=TEXT.encode())])
        made.record(read)
        yield made


def with_snapshot(keeper, state, shows=PageKind.TEXT, *, proved=True):
    """Let the source's capture come to an end, with a snapshot."""
    (capture,) = keeper.store.captures()
    snapshot = Snapshot(
        uri=f"https://web.archive.org/web/20240720093000/{URL}", original=URL, taken_at=NOW, archive="web.archive.org",
        origin=SnapshotOrigin.MADE, shows=shows, confirmed_at=NOW if proved else None,
    )  # fmt: skip
    keeper.store.record_captures([replace(capture, state=state, snapshot=snapshot)], NOW)
    return capture.source.id


@pytest.mark.parametrize(
    ("state", "shows", "proved", "good", "doubtful"),
    [
        (CaptureState.ARCHIVED, PageKind.TEXT, True, True, False),
        (CaptureState.ARCHIVED, PageKind.UNKNOWN, True, False, True),
        (CaptureState.UNCONFIRMED, PageKind.UNKNOWN, False, False, True),
        (CaptureState.UNFIT, PageKind.WALL, True, False, True),
        (CaptureState.LOST, PageKind.TEXT, True, False, False),
        (CaptureState.WITHDRAWN, PageKind.TEXT, True, False, False),
    ],
)
def test_only_what_was_proved_and_shows_the_text_and_is_still_there_is_good(
    keeper, state, shows, proved, good, doubtful
):
    found = snapshots_of(keeper.store, with_snapshot(keeper, state, shows, proved=proved))
    assert [each is not None for each in found] == [good, doubtful]


def test_a_source_without_a_snapshot_has_neither(keeper):
    (source,) = keeper.store.sources()
    assert snapshots_of(keeper.store, source.id) == (None, None)


def test_every_note_goes_out_in_order_with_its_links(keeper):
    with_snapshot(keeper, CaptureState.ARCHIVED)
    (document,) = linked_documents(keeper.store)
    notes = list(document.notes)
    assert [each.note.number for each in notes] == ["1", "2", "3"]
    assert [[link.address.url for link in each.links] for each in notes] == [[URL], [], []]
    assert notes[0].links[0].snapshot is not None


def test_notes_and_bibliographies_agree_on_what_is_doubtful(keeper):
    with_snapshot(keeper, CaptureState.UNFIT, PageKind.LOGIN)
    assert "does not show the text" in "".join(keeper.export_notes("html"))
    assert "does not show the text" in "".join(keeper.export("text"))
    assert "does not show the text" in "".join(keeper.export("csl-json"))


def test_documents_that_are_not_meant_stay_out(keeper):
    assert list(linked_documents(keeper.store, ["another"])) == []
    assert "".join(keeper.export_notes("word", document_ids=[])) == ""


def with_snapshots(keeper, *moments, **changes):
    """Give the source several good snapshots, the last one changed so."""
    (capture,) = keeper.store.captures()
    for number, moment in enumerate(moments):
        snapshot = Snapshot(
            uri=f"https://web.archive.org/web/{moment:%Y%m%d%H%M%S}/{URL}", original=URL, taken_at=moment,
            archive="web.archive.org", origin=SnapshotOrigin.FOUND, shows=PageKind.TEXT, confirmed_at=NOW,
        )  # fmt: skip
        snapshot = replace(snapshot, **changes) if number == len(moments) - 1 else snapshot
        archived = replace(capture, state=CaptureState.ARCHIVED, snapshot=snapshot)
        keeper.store.record_captures([archived], NOW)
    return capture.source.id


YEARS = [datetime(year, 6, 1, tzinfo=UTC) for year in (2012, 2019, 2021, 2026)]


@pytest.mark.parametrize(
    ("head", "note", "year"),
    [
        ("", "", 2012),  # nobody knows when: the earliest shows the page before it changed
        ("---\ndate: 2020-12-01\n---\n", "", 2021),
        ("---\ndate: 2026-01-01\n---\n", " (consulté le 3 mars 2018)", 2019),
    ],
    ids=["no date", "the text's own day", "the day of access before the text's"],
)
def test_the_good_snapshot_nearest_to_the_day_of_citation_is_cited(head, note, year):
    text = (
        f"{head}Une affirmation.[^1]\n\n[^1]: Marc Lenoir, « Le prix des caméras », Le Journal, 2012, {URL}{note}.\n"
    )
    with Keeper() as keeper:
        (read,) = keeper.read([RawDocument(origin="text.md", data=text.encode())], format="markdown")
        keeper.record(read)
        good, _ = snapshots_of(keeper.store, with_snapshots(keeper, *YEARS))
        assert good is not None
        assert good.taken_at.year == year


def test_a_lost_snapshot_is_not_cited_though_it_is_the_nearest(keeper):
    good, doubtful = snapshots_of(keeper.store, with_snapshots(keeper, YEARS[1], YEARS[0], lost_at=NOW))
    assert good is not None
    assert (good.taken_at, doubtful) == (YEARS[1], None)


def test_of_a_site_that_was_withdrawn_no_snapshot_of_that_archive_is_cited(keeper):
    id = with_snapshots(keeper, *YEARS)
    (capture,) = keeper.store.captures()
    keeper.store.record_captures([replace(capture, state=CaptureState.WITHDRAWN)], NOW)
    assert snapshots_of(keeper.store, id) == (None, None)
