"""Our WARC files in the real pywb: what was kept is what a reader is shown."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest
import requests
from tests.contract.pywb_server import Pywb, needs_pywb

from sourcekeeper.archiving.warc.copies import WarcCopies
from sourcekeeper.model import FetchRequest, Hop, Visit
from sourcekeeper.testing.clock import FakeClock

pytestmark = needs_pywb

AT = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
PAGE = "https://example.org/page?x=é&y=1"
TEXT = "<!doctype html><meta charset=utf-8><title>Une page</title><p>Ce qui est cité, à l'octet près.".encode()


def visit(url: str, body: bytes, *headers: tuple[str, str], status: str = "200 OK", at: datetime = AT) -> Visit:
    hop = Hop(
        url=url,
        status=int(status[:3]),
        status_line=f"HTTP/1.1 {status}",
        headers=headers,
        request_headers=(("Host", "example.org"), ("User-Agent", "test")),
    )
    return Visit(request=FetchRequest(url=url), started_at=at, hops=(hop,), body=body)


@pytest.fixture(scope="module")
def pywb(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pywb]:
    """Return a pywb over one file of ours, with every kind of record in it."""
    folder = tmp_path_factory.mktemp("warc")
    html = ("Content-Type", "text/html; charset=utf-8")
    copies = WarcCopies(folder, FakeClock())
    first = copies.keep(visit(PAGE, TEXT, html, ("X-Robots-Tag", "noarchive")))
    copies.keep(visit(PAGE, TEXT, html, at=AT + timedelta(days=200)), like=first)
    packed = (("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked"))
    copies.keep(visit("https://example.org/packed", gzip.compress(TEXT), html, *packed))
    leads = ("Location", quote(PAGE, safe=":/?&=%"))
    moved = visit("https://example.org/old", b"", leads, status="301 Moved Permanently").hops[0]
    copies.keep(replace(visit(PAGE, TEXT, html), hops=(moved, visit(PAGE, TEXT, html).hops[0])))
    copies.keep(visit("https://example.org/gone", b"<p>Not here", html, status="404 Not Found"))
    copies.keep(visit("https://example.org/style.css", b"p { color: red }", ("Content-Type", "text/css")), via=PAGE)
    copies.keep(visit("https://example.org/secret", b"<p>forget me", html))
    copies.keep(visit("https://example.org/after", b"<p>what comes after", html))
    assert copies.purge(["https://example.org/secret"]) == 2
    copies.close()
    server = Pywb(tmp_path_factory.mktemp("pywb") / "root")
    server.add(sorted(folder.glob("*.warc.gz")))
    with server:
        yield server


def asked(pywb: Pywb, url: str, time: str = "20260105090000", flag: str = "id_") -> requests.Response:
    with requests.Session() as session:
        session.trust_env = False
        return session.get(f"{pywb.base}/{time}{flag}/{quote(url, safe=':/?&=%')}", allow_redirects=False, timeout=60)


def test_a_page_is_replayed_as_it_came(pywb: Pywb) -> None:
    answer = asked(pywb, PAGE)
    assert (answer.status_code, answer.content) == (200, TEXT)
    assert answer.headers["Memento-Datetime"] == "Mon, 05 Jan 2026 09:00:00 GMT"


def test_a_reader_sees_the_page(pywb: Pywb) -> None:
    answer = asked(pywb, PAGE, flag="mp_")
    assert "Ce qui est cité" in answer.content.decode("utf-8")


def test_a_revisit_is_replayed_with_the_body_it_refers_to(pywb: Pywb) -> None:
    answer = asked(pywb, PAGE, "20260724090000")
    assert (answer.status_code, answer.content) == (200, TEXT)
    assert answer.headers["Memento-Datetime"] == "Fri, 24 Jul 2026 09:00:00 GMT"


def test_a_packed_page_is_unpacked(pywb: Pywb) -> None:
    assert asked(pywb, "https://example.org/packed").content == TEXT


def test_a_redirect_leads_on(pywb: Pywb) -> None:
    answer = asked(pywb, "https://example.org/old")
    assert answer.status_code == 301
    assert answer.headers["Location"] == quote(PAGE, safe=":/?&=%")


def test_an_error_page_is_one(pywb: Pywb) -> None:
    assert asked(pywb, "https://example.org/gone").status_code == 404


def test_styles_are_there(pywb: Pywb) -> None:
    assert asked(pywb, "https://example.org/style.css").content == b"p { color: red }"


def test_what_was_purged_is_not_there_and_what_stood_behind_it_is(pywb: Pywb) -> None:
    assert asked(pywb, "https://example.org/secret").status_code == 404
    assert asked(pywb, "https://example.org/after").content == b"<p>what comes after"


def test_the_index_has_each_answer_once(pywb: Pywb) -> None:
    with requests.Session() as session:
        session.trust_env = False
        query = {"url": "https://example.org/*", "output": "json", "filter": "!mime:-"}
        answer = session.get(f"{pywb.base}/cdx", params=query, timeout=60)
    rows = [json.loads(line) for line in answer.text.splitlines()]
    assert [row["timestamp"] for row in rows if row["mime"] == "warc/revisit"] == ["20260724090000"]
    assert len([row for row in rows if row["url"].endswith("/style.css")]) == 1
