import gzip
import hashlib
from datetime import UTC, datetime

from sourcekeeper.checking.check import check_of
from sourcekeeper.model import FetchFailure, FetchRequest, Hop, PageKind, Visit

URL = "https://ville.example/rapport"
BODY = (
    b"<html><head><title>Rapport</title></head><body><p>"
    + b"Un texte de dix mots, sans rien de plus. " * 30
    + b"</p></body></html>"
)


def visit(**changes: object) -> Visit:
    hop = Hop(url=URL, status=200, headers=(("content-type", "text/html"),))
    values: dict[str, object] = {
        "request": FetchRequest(url=URL),
        "started_at": datetime(2026, 3, 1, tzinfo=UTC),
        "hops": (hop,),
        "body": BODY,
    }
    return Visit(**(values | changes))  # type: ignore[arg-type]


def test_a_check_tells_what_a_visit_brought():
    check = check_of(visit(), max_decoded_bytes=1 << 20)
    assert (check.status, check.final_url, check.hops) == (200, URL, ((URL, 200),))
    assert check.page is not None
    assert (check.page.kind, check.page.title) == (PageKind.TEXT, "Rapport")
    assert check.body_digest == "sha256:" + hashlib.sha256(BODY).hexdigest()
    assert check.fingerprint.startswith("3:")


def test_the_digest_is_that_of_the_unpacked_body():
    hop = Hop(url=URL, status=200, headers=(("Content-Type", "text/html"), ("Content-Encoding", "gzip")))
    packed = check_of(visit(hops=(hop,), body=gzip.compress(BODY)), max_decoded_bytes=1 << 20)
    plain = check_of(visit(), max_decoded_bytes=1 << 20)
    assert (packed.body_digest, packed.fingerprint) == (plain.body_digest, plain.fingerprint)


def test_a_bomb_is_unpacked_no_further_than_allowed():
    hop = Hop(url=URL, status=200, headers=(("Content-Type", "text/html"), ("Content-Encoding", "gzip")))
    check = check_of(visit(hops=(hop,), body=gzip.compress(b"x" * 50_000_000)), max_decoded_bytes=1000)
    assert check.body_digest == "sha256:" + hashlib.sha256(b"x" * 1000).hexdigest()


def test_a_failed_visit_has_no_page():
    check = check_of(
        visit(hops=(), body=b"", failure=FetchFailure.REFUSED, failure_text="refused"), max_decoded_bytes=1000
    )
    assert (check.status, check.page, check.body_digest, check.final_url) == (None, None, "", URL)


def test_a_page_cut_off_by_the_deadline_is_no_answer():
    check = check_of(visit(failure=FetchFailure.TIMEOUT), max_decoded_bytes=1 << 20)
    assert (check.status, check.page) == (None, None)
    assert check.hops == ((URL, 200),)
