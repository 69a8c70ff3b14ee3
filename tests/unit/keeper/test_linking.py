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
