"""What the proof of a snapshot is compared with: what the address showed here when it was well."""

from __future__ import annotations

from sourcekeeper.archiving.warc.copies import WarcCopies
from sourcekeeper.keeper import Keeper
from sourcekeeper.keeper.seen import known_here
from sourcekeeper.testing.clock import FakeClock
from sourcekeeper.testing.fetching import FakeAnswer, FakeFetcher

URL = "https://journal.example.org/article"
PDF = "https://journal.example.org/rapport.pdf"


def page(words: str) -> FakeAnswer:
    """A page whose first quarter says what is asked for."""
    text = " ".join(
        f"{words if n < 30 else 'toujours'} numero{chr(97 + n % 26)}{chr(97 + n // 26)} de la ville"
        for n in range(120)
    )
    body = f"<html lang=fr><title>Un titre de page bien long</title><body><article><p>{text}</p></article></body>"
    return FakeAnswer(body=body.encode(), headers=(("Content-Type", "text/html"),))


WALL = FakeAnswer(status=403, body=b"<title>Just a moment...</title>", headers=(("cf-mitigated", "challenge"),))


def seen(tmp_path, *answers, url=URL, copies=True):
    """Return what is known to have been seen after visits that were answered so, a week apart."""
    clock, web = FakeClock(), {}
    kept = WarcCopies(tmp_path / "w", clock)
    with Keeper(fetcher=FakeFetcher(web, clock), copies=kept, clock=clock) as keeper:
        (source,) = keeper.add_sources([url], archive=False)
        for answer in answers:
            web[url] = answer
            list(keeper.check([source]))
            clock.advance(7 * 86400)
        return known_here(keeper.store, kept if copies else None).seen(source)


def test_the_first_and_the_last_good_visit_count(tmp_path):
    first, last = seen(tmp_path, page("avant"), page("apres"))
    assert first.fingerprint != last.fingerprint
    assert first.language == "fr"


def test_a_page_that_did_not_change_is_seen_once(tmp_path):
    assert len(seen(tmp_path, page("avant"), page("avant"))) == 1


def test_a_wall_is_nothing_seen(tmp_path):
    assert seen(tmp_path, WALL) == ()
    (before,) = seen(tmp_path / "2", page("avant"), WALL)
    assert before.fingerprint


def test_a_page_behind_a_wall_at_first_is_seen_when_it_opened(tmp_path):
    (after,) = seen(tmp_path, WALL, page("apres"))
    assert after.fingerprint


def test_without_a_copy_the_marks_in_the_store_serve(tmp_path):
    first, *_ = seen(tmp_path, page("avant"), copies=False)
    assert (bool(first.fingerprint), first.is_file, first.pieces) == (True, False, frozenset())


def test_a_file_is_known_by_its_bytes(tmp_path):
    body = b"%PDF-1.4\n" + b"\n".join(b"%d line of the file" % number for number in range(400))
    answer = FakeAnswer(body=body, headers=(("Content-Type", "application/pdf"),))
    (found,) = seen(tmp_path, answer, url=PDF)
    assert found.is_file
    assert found.pieces
    (marked,) = seen(tmp_path / "2", answer, url=PDF, copies=False)
    assert (marked.is_file, marked.body_digest) == (True, found.body_digest)


def test_a_source_never_visited_was_never_seen(tmp_path):
    assert seen(tmp_path) == ()
