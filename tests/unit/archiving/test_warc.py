from __future__ import annotations

import errno
import gzip
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from sourcekeeper.archiving import warc
from sourcekeeper.archiving.warc import WarcCopies
from sourcekeeper.errors import OutputError, StoreDamaged
from sourcekeeper.model import FetchRequest, Hop, Visit
from sourcekeeper.testing.archiving import example_visit
from sourcekeeper.testing.clock import FakeClock

CLOCK = FakeClock()


@pytest.fixture
def copies(tmp_path: Path) -> Iterator[WarcCopies]:
    copies = WarcCopies(tmp_path, CLOCK)
    yield copies
    copies.close()


def only_file(folder: Path) -> Path:
    (path,) = folder.iterdir()
    return path


def test_other_programs_read_the_file(copies: WarcCopies, tmp_path: Path) -> None:
    copies.keep(example_visit(CLOCK.now(), body=b"hello"))
    with only_file(tmp_path).open("rb") as file:
        records = [
            (r.rec_type, r.rec_headers.get_header("WARC-Target-URI"), r.content_stream().read())
            for r in ArchiveIterator(file, check_digests="raise")
        ]
    assert [kind for kind, _, _ in records] == ["warcinfo", "response", "request", "response", "request"]
    assert records[3][1:] == ("https://example.org/a", b"hello")


def test_headers_are_written_as_the_bytes_they_were(copies: WarcCopies, tmp_path: Path) -> None:
    copies.keep(example_visit(CLOCK.now()))
    data = gzip.decompress(only_file(tmp_path).read_bytes())
    assert b"X-Titre: caf\xe9 \xc3\xa9\r\n" in data
    assert b"X-Twice: 1\r\nX-Twice: 2\r\n" in data


def test_chunked_is_not_claimed_of_a_body_without_chunks(copies: WarcCopies, tmp_path: Path) -> None:
    copies.keep(example_visit(CLOCK.now()))
    assert b"\r\nTransfer-Encoding:" not in gzip.decompress(only_file(tmp_path).read_bytes())


def test_nothing_that_identifies_us_is_written(copies: WarcCopies, tmp_path: Path) -> None:
    visit = example_visit(CLOCK.now())
    secret = (("Cookie", "id=hush"), ("authorization", "LOW hush"), ("Proxy-Authorization", "Basic hush"))
    last = replace(visit.hops[-1], request_headers=secret, headers=(("Set-Cookie", "id=hush"), ("X", "y")))
    copies.keep(replace(visit, hops=(last,)))
    assert b"hush" not in gzip.decompress(only_file(tmp_path).read_bytes())


def test_the_server_and_the_cut_are_told(copies: WarcCopies, tmp_path: Path) -> None:
    copies.keep(replace(example_visit(CLOCK.now()), truncated="time"))
    data = gzip.decompress(only_file(tmp_path).read_bytes())
    assert b"WARC-IP-Address: 192.0.2.7\r\n" in data
    assert b"WARC-Truncated: time\r\n" in data


def test_each_process_writes_a_file_of_its_own(tmp_path: Path) -> None:
    first, second = WarcCopies(tmp_path, CLOCK), WarcCopies(tmp_path, CLOCK)
    refs = [copies.keep(example_visit(CLOCK.now())) for copies in (first, second)]
    first.close()
    second.close()
    assert refs[0].path != refs[1].path


def test_a_file_that_has_grown_is_followed_by_another(copies: WarcCopies, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc, "MAX_FILE_BYTES", 1)
    assert copies.keep(example_visit(CLOCK.now())).path != copies.keep(example_visit(CLOCK.now())).path


def test_a_torn_last_record_hurts_no_other(copies: WarcCopies, tmp_path: Path) -> None:
    good, torn = (copies.keep(example_visit(CLOCK.now(), body=os.urandom(5000))) for _ in range(2))
    path = only_file(tmp_path)
    path.write_bytes(path.read_bytes()[: torn.offset + 300])
    assert len(copies.open(good).body) == 5000
    with pytest.raises(StoreDamaged):
        copies.open(torn)


def test_a_last_request_that_is_torn_hurts_not_even_its_response(copies: WarcCopies, tmp_path: Path) -> None:
    ref = copies.keep(example_visit(CLOCK.now(), body=b"whole"))
    path = only_file(tmp_path)
    path.write_bytes(path.read_bytes()[:-30])
    assert copies.open(ref).body == b"whole"


@pytest.mark.parametrize("path", ["../elsewhere.warc.gz", "/etc/passwd", "missing.warc.gz"])
def test_a_reference_to_nothing_of_ours_is_refused(copies: WarcCopies, path: str) -> None:
    ref = copies.keep(example_visit(CLOCK.now()))
    with pytest.raises(StoreDamaged):
        copies.open(replace(ref, path=path))


def test_a_full_disk_is_one_clear_error_and_leaves_the_file_whole(
    copies: WarcCopies, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref = copies.keep(example_visit(CLOCK.now(), body=b"whole"))
    size = only_file(tmp_path).stat().st_size

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as doubles:
        doubles.setattr(os, "fsync", full)
        with pytest.raises(OutputError, match="No space left"):
            copies.keep(example_visit(CLOCK.now()))
    assert only_file(tmp_path).stat().st_size == size
    assert copies.open(ref).body == b"whole"


def test_a_visit_without_any_answer_cannot_be_kept(copies: WarcCopies) -> None:
    with pytest.raises(ValueError, match="nothing came"):
        copies.keep(Visit(request=FetchRequest(url="https://example.org/"), started_at=CLOCK.now()))


header_names = st.from_regex(r"[A-Za-z][A-Za-z0-9-]{0,20}", fullmatch=True).filter(
    lambda name: name.lower() not in {"set-cookie", "set-cookie2", "transfer-encoding"}
)
header_values = st.text(
    st.characters(min_codepoint=0x21, max_codepoint=0xFF, exclude_characters="\x7f\x85"), max_size=40
)


@settings(max_examples=60, deadline=None)
@given(headers=st.lists(st.tuples(header_names, header_values), max_size=8), body=st.binary(max_size=2000))
def test_what_is_kept_reads_back(
    tmp_path_factory: pytest.TempPathFactory, headers: list[tuple[str, str]], body: bytes
) -> None:
    copies = WarcCopies(tmp_path_factory.mktemp("warc"), CLOCK)
    hop = Hop(url="https://example.org/é?x=1", status=200, status_line="HTTP/2 200", headers=tuple(headers))
    visit = Visit(request=FetchRequest(url=hop.url), started_at=CLOCK.now(), hops=(hop,), body=body)
    again = copies.open(copies.keep(visit))
    copies.close()
    assert (again.hops[0].headers, again.body, again.status) == (tuple(headers), body, 200)
