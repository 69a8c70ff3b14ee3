"""The contract that every `ports.Copies` keeps."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from sourcekeeper.errors import StoreDamaged
from sourcekeeper.model import (
    CopyRef,
    FetchRequest,
    Hop,
    Visit,
)
from sourcekeeper.ports import Clock, Copies


class CopiesContract:
    """What every keeper of copies does. Subclass it in a test, with fixtures `copies` and `clock`."""

    def test_a_copy_reads_back_byte_for_byte(self, copies: Copies, clock: Clock) -> None:
        """Status, headers in order and undecoded body."""
        visit = example_visit(clock.now())
        again = copies.open(_kept(copies, visit))
        assert again.body == visit.body
        assert again.hops[-1].headers == visit.hops[-1].headers
        assert again.status == visit.status
        assert again.final_url == visit.final_url

    def test_copies_do_not_mix(self, copies: Copies, clock: Clock) -> None:
        """Each reference leads to its own copy, also after others were kept, and after the file was ended."""
        visits = [example_visit(clock.now(), url=f"https://example.org/{n}", body=b"%d" % n * 50) for n in range(5)]
        refs = [_kept(copies, visit) for visit in visits]
        wanted = [visit.body for visit in reversed(visits)]
        assert [copies.open(ref).body for ref in reversed(refs)] == wanted
        copies.close()
        assert [copies.open(ref).body for ref in reversed(refs)] == wanted

    def test_a_cut_body_says_so(self, copies: Copies, clock: Clock) -> None:
        """In the reference and when read back."""
        ref = _kept(copies, replace(example_visit(clock.now()), truncated="length"))
        assert ref.truncated == "length"
        assert copies.open(ref).truncated == "length"

    def test_an_unchanged_page_reads_back_whole(self, copies: Copies, clock: Clock) -> None:
        """Though its body need not be written again; headers are those of the later visit, from one to the next."""
        first = _kept(copies, example_visit(clock.now(), body=b"the same" * 500))
        for number in range(3):
            visit = example_visit(clock.now(), body=b"the same" * 500)
            last = replace(visit.hops[-1], headers=(("X-Number", str(number)),))
            first = _kept(copies, replace(visit, hops=(last,)), like=first)
            again = copies.open(first)
            assert again.body == b"the same" * 500
            assert again.hops[-1].headers == (("X-Number", str(number)),)

    def test_a_changed_page_is_kept_as_it_is(self, copies: Copies, clock: Clock) -> None:
        """Whatever it is said to be like."""
        first = _kept(copies, example_visit(clock.now(), body=b"first"))
        elsewhere = example_visit(clock.now(), url="https://example.org/b", body=b"first")
        for visit in (example_visit(clock.now(), body=b"second"), elsewhere):
            again = copies.open(_kept(copies, visit, like=first))
            assert (again.body, again.final_url) == (visit.body, visit.final_url)

    def test_what_was_kept_is_there(self, copies: Copies, clock: Clock) -> None:
        """And what never was, is not."""
        ref = _kept(copies, example_visit(clock.now()))
        assert copies.holds(ref)
        assert not copies.holds(replace(ref, path="never-written"))

    def test_a_purged_address_is_gone_and_no_other(self, copies: Copies, clock: Clock) -> None:
        """Its copies, unchanged ones too, and what was fetched for it; references to all others still lead there."""
        mine, other = "https://example.org/mine", "https://example.org/other"
        first = _kept(copies, _asked(mine, clock.now()))
        kept = [_kept(copies, _asked(other, clock.now()))]
        gone = [first, _kept(copies, _asked(mine, clock.now()), like=first)]
        gone.append(_kept(copies, _asked("https://example.org/style.css", clock.now()), via=mine))
        kept.append(_kept(copies, _asked("https://example.org/style.css", clock.now()), via=other))
        assert copies.purge([mine + "#part"]) > 0
        for ref in gone:
            with pytest.raises(StoreDamaged):
                copies.open(ref)
        assert [copies.open(ref).body for ref in kept] == [b"what others cite" * 20] * 2
        assert copies.purge([mine]) == 0

    def test_an_address_that_led_elsewhere_is_purged_with_what_it_led_to(self, copies: Copies, clock: Clock) -> None:
        """Redirects are part of a visit."""
        ref = _kept(copies, example_visit(clock.now()))
        copies.purge(["https://example.org/"])
        with pytest.raises(StoreDamaged):
            copies.open(ref)

    def test_it_goes_on_after_a_purge(self, copies: Copies, clock: Clock) -> None:
        """A later copy of another page is kept as ever."""
        _kept(copies, example_visit(clock.now()))
        copies.purge(["https://example.org/"])
        assert copies.open(_kept(copies, example_visit(clock.now(), body=b"later"))).body == b"later"


def _kept(copies: Copies, visit: Visit, *, like: CopyRef | None = None, via: str = "") -> CopyRef:
    ref = copies.keep(visit, like=like, via=via)
    assert ref is not None
    return ref


def _asked(url: str, at: datetime) -> Visit:
    visit = example_visit(at, url=url, body=b"what others cite" * 20)
    return replace(visit, request=FetchRequest(url=url), hops=visit.hops[-1:])


def example_visit(at: datetime, *, url: str = "https://example.org/a", body: bytes = b"\x1f\x8b not really") -> Visit:
    """Return a visit with a redirect, headers beyond ASCII and a body that is not text."""
    moved = Hop(url="https://example.org/", status=301, status_line="HTTP/1.1 301 Moved", headers=(("Location", url),))
    last = Hop(
        url=url,
        status=200,
        status_line="HTTP/1.1 200 OK",
        headers=(
            ("Content-Type", "text/html"),
            ("X-Titre", "caf\xe9 \xc3\xa9"),
            ("X-Twice", "1"),
            ("X-Twice", "2"),
            ("Transfer-Encoding", "chunked"),
        ),
        request_headers=(("Host", "example.org"), ("User-Agent", "test")),
        peer="192.0.2.7",
    )
    return Visit(request=FetchRequest(url="https://example.org/"), started_at=at, hops=(moved, last), body=body)
