from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from sourcekeeper.archiving.proof import MAX_HOPS, ProofKind, prove
from sourcekeeper.model import PageKind, Reason, Replay, Snapshot, SnapshotOrigin

TAKEN = datetime(2026, 1, 5, 8, 59, 30, tzinfo=UTC)
TEXT = b"<!doctype html><title>Un titre</title><article><h1>Un titre</h1>" + b"<p>Une phrase qui compte.</p>" * 40
MADE = Snapshot(
    uri="https://web.archive.org/web/20260105085930/https://example.org/a",
    original="https://example.org/a",
    taken_at=TAKEN,
    archive="web.archive.org",
    origin=SnapshotOrigin.MADE,
)


def memento(**changes: object) -> Callable[[Snapshot], Replay]:
    """Return an archive that answers every snapshot with a memento of its own moment, changed so."""

    def ask(snapshot: Snapshot) -> Replay:
        replay = Replay(
            snapshot=snapshot,
            status=200,
            memento_datetime=snapshot.taken_at,
            headers=(("Content-Type", "text/html; charset=utf-8"),),
            body=TEXT,
        )
        return replace(replay, **changes)  # type: ignore[arg-type]

    return ask


def test_the_exact_moment_with_a_body_proves() -> None:
    proof = prove(MADE, memento())
    assert (proof.kind, proof.shows) == (ProofKind.PROVED, PageKind.TEXT)
    assert proof.snapshot == replace(MADE, final_url=MADE.original)


def test_a_body_that_replays_packed_is_read() -> None:
    packed = memento(body=gzip.compress(TEXT), headers=(("Content-Type", "text/html"), ("Content-Encoding", "gzip")))
    assert prove(MADE, packed).shows is PageKind.TEXT


NOT_PROVED = {
    "another moment": (memento(memento_datetime=TAKEN - timedelta(seconds=1)), ProofKind.NOT_YET),
    "nothing in it": (memento(body=b""), ProofKind.NOT_YET),
    "never archived": (memento(status=404, memento_datetime=None), ProofKind.NOT_YET),
    "an archived 404": (memento(status=404), ProofKind.BAD_STATUS),
    "an archived 503": (memento(status=503), ProofKind.BAD_STATUS),
    "an archived choice of pages": (memento(status=300), ProofKind.BAD_STATUS),
    "an archived error that names a place": (
        memento(status=400, location="/web/20260105085930id_/https://example.org/b"),
        ProofKind.BAD_STATUS,
    ),
    "200 that is no memento": (
        memento(memento_datetime=None, reason=Reason.of("not-a-memento")),
        ProofKind.NO_ANSWER,
    ),
    "excluded": (memento(memento_datetime=None, reason=Reason.of("excluded")), ProofKind.WITHDRAWN),
    "offline": (memento(status=503, memento_datetime=None), ProofKind.NO_ANSWER),
    "no answer": (memento(status=None, memento_datetime=None), ProofKind.NO_ANSWER),
    "an archived redirect to itself": (
        memento(status=301, location="/web/20260105085930id_/https://example.org/a"),
        ProofKind.NOT_YET,
    ),
    "an archived redirect out of the archive": (
        memento(status=301, location="https://example.org/b"),
        ProofKind.NOT_YET,
    ),
    "led to another moment": (
        memento(status=302, memento_datetime=None, location="/web/20250101000000id_/https://example.org/a"),
        ProofKind.NOT_YET,
    ),
}


@pytest.mark.parametrize(("ask", "kind"), NOT_PROVED.values(), ids=NOT_PROVED.keys())
def test_anything_else_does_not_prove(ask: Callable[[Snapshot], Replay], kind: ProofKind) -> None:
    assert prove(MADE, ask).kind is kind


def chain(*answers: dict[str, object]) -> Callable[[Snapshot], Replay]:
    left = list(answers)

    def ask(snapshot: Snapshot) -> Replay:
        return memento(**left.pop(0))(snapshot)

    return ask


def test_an_archived_redirect_proves_by_its_target() -> None:
    ask = chain({"status": 301, "location": "/web/20260105085930id_/https://example.org/b", "body": b""}, {})
    proof = prove(MADE, ask)
    assert (proof.kind, proof.shows) == (ProofKind.PROVED, PageKind.TEXT)
    assert proof.snapshot == replace(MADE, final_url="https://example.org/b")  # and the rest as it was asked for


def test_a_redirects_target_may_have_a_moment_of_its_own_nearby() -> None:
    ask = chain(
        {"status": 301, "location": "/web/20260105085930id_/https://example.org/b"},
        {"status": 302, "memento_datetime": None, "location": "/web/20260105090102id_/https://example.org/b"},
        {},
    )
    assert prove(MADE, ask).kind is ProofKind.PROVED


def test_a_redirects_target_of_another_year_proves_nothing() -> None:
    ask = chain(
        {"status": 301, "location": "/web/20260105085930id_/https://example.org/b"},
        {"status": 302, "memento_datetime": None, "location": "/web/20190105090102id_/https://example.org/b"},
        {},
    )
    assert prove(MADE, ask).kind is ProofKind.NOT_YET


def test_a_cited_address_with_an_inexact_time_is_what_it_leads_to() -> None:
    cited = replace(
        MADE,
        uri="https://web.archive.org/web/2026/https://example.org/a",
        taken_at=datetime(2026, 1, 1, tzinfo=UTC),
        origin=SnapshotOrigin.CITED,
    )
    ask = chain(
        {"status": 302, "memento_datetime": None, "location": "/web/20260105085930id_/https://example.org/a"}, {}
    )
    proof = prove(cited, ask)
    assert proof.kind is ProofKind.PROVED
    assert (proof.snapshot.uri, proof.snapshot.taken_at) == (MADE.uri, TAKEN)
    assert proof.snapshot.origin is SnapshotOrigin.CITED


def test_a_cited_address_with_an_exact_time_must_be_that_one() -> None:
    cited = replace(MADE, origin=SnapshotOrigin.CITED)
    ask = chain({"status": 302, "memento_datetime": None, "location": "/web/20250105085930id_/https://example.org/a"})
    assert prove(cited, ask).kind is ProofKind.NOT_YET


def test_a_wayback_machine_at_another_address_is_followed_too() -> None:
    local = replace(MADE, uri="http://127.0.0.1:8080/web/20260105085930/https://example.org/a")
    ask = chain({"status": 301, "location": "http://127.0.0.1:8080/web/20260105085930id_/https://example.org/b"}, {})
    assert prove(local, ask).kind is ProofKind.PROVED


@pytest.mark.parametrize(
    ("landed", "shows"),
    [
        ("https://example.org/", PageKind.ERROR),
        ("https://example.org/fr/", PageKind.ERROR),
        ("https://example.org/404.html", PageKind.ERROR),
        ("https://example.org/new/page", PageKind.TEXT),
        ("http://www.example.org/deep/page/", PageKind.TEXT),
    ],
)
def test_a_capture_that_landed_on_the_front_page_does_not_show_the_text(landed, shows):
    made = replace(MADE, original=landed)
    assert prove(made, memento(), cited="https://example.org/deep/page").shows is shows


def test_a_short_link_may_lead_to_a_front_page():
    made = replace(MADE, original="https://example.org/")
    assert prove(made, memento(), cited="https://bit.ly/3xYzAb").shows is PageKind.TEXT


@pytest.mark.parametrize(("hours", "kind"), [(23, ProofKind.PROVED), (25, ProofKind.NOT_YET)])
def test_a_redirects_target_belongs_to_it_for_a_day(hours: int, kind: ProofKind) -> None:
    later = f"{TAKEN + timedelta(hours=hours):%Y%m%d%H%M%S}"
    ask = chain(
        {"status": 301, "location": "/web/20260105085930id_/https://example.org/b"},
        {"status": 302, "memento_datetime": None, "location": f"/web/{later}id_/https://example.org/b"},
        {},
    )
    assert prove(MADE, ask).kind is kind


@pytest.mark.parametrize(("hops", "kind"), [(MAX_HOPS, ProofKind.PROVED), (MAX_HOPS + 1, ProofKind.NOT_YET)])
def test_so_many_archived_redirects_are_followed_and_no_more(hops: int, kind: ProofKind) -> None:
    redirects = [
        {"status": 301, "location": f"/web/20260105085930id_/https://example.org/{hop}"} for hop in range(hops)
    ]
    assert prove(MADE, chain(*redirects, {})).kind is kind


def test_a_front_page_that_is_cited_is_the_text():
    made = replace(MADE, original="https://example.org/")
    assert prove(made, memento(), cited="https://example.org").shows is PageKind.TEXT
