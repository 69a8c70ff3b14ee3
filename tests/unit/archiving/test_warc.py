from __future__ import annotations

import errno
import gzip
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from sourcekeeper.archiving.warc.copies import CopyLimits, WarcCopies
from sourcekeeper.archiving.warc.reading import members
from sourcekeeper.archiving.warc.writing import filler, is_private
from sourcekeeper.errors import OutputError, StoreDamaged
from sourcekeeper.model import CopyRef, FetchRequest, Hop, Visit
from sourcekeeper.testing.clock import FakeClock
from sourcekeeper.testing.copies import example_visit

CLOCK = FakeClock()


@pytest.fixture
def copies(tmp_path: Path) -> Iterator[WarcCopies]:
    copies = WarcCopies(tmp_path, CLOCK)
    yield copies
    copies.close()


def only_file(folder: Path) -> Path:
    (path,) = (path for path in folder.iterdir() if path.suffix != ".lock")
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


def test_a_file_that_has_grown_is_followed_by_another(tmp_path: Path) -> None:
    copies = WarcCopies(tmp_path, CLOCK, CopyLimits(max_file_bytes=1))
    assert copies.keep(example_visit(CLOCK.now())).path != copies.keep(example_visit(CLOCK.now())).path
    copies.close()


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
    assert only_file(tmp_path).name.endswith(".open")

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
    lambda name: name.lower() != "transfer-encoding" and not is_private(name)
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


# --- whole files and torn ones ---------------------------------------------------------------------------------------


def test_a_file_gets_its_name_when_it_is_whole(copies: WarcCopies, tmp_path: Path) -> None:
    ref = copies.keep(example_visit(CLOCK.now()))
    assert not (tmp_path / ref.path).exists()
    copies.close()
    assert [path.name for path in tmp_path.iterdir()] == [ref.path]


def test_what_is_closed_unused_leaves_nothing(tmp_path: Path) -> None:
    WarcCopies(tmp_path / "warc", CLOCK).close()
    assert not (tmp_path / "warc").exists()


_KILLED = """
import os, signal, sys
from pathlib import Path
from sourcekeeper.archiving.warc.copies import WarcCopies
from sourcekeeper.testing.copies import example_visit
from sourcekeeper.testing.clock import FakeClock

copies = WarcCopies(Path(sys.argv[1]), FakeClock())
for _ in range(2):
    copies.keep(example_visit(FakeClock().now(), body=os.urandom(5000)))
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system cannot kill without asking")
@pytest.mark.parametrize("torn_bytes", [0, 1, 300, 5300])
def test_a_killed_run_leaves_a_file_that_the_next_one_makes_whole(tmp_path: Path, torn_bytes: int) -> None:
    killed = subprocess.run([sys.executable, "-c", _KILLED, tmp_path], capture_output=True, text=True, check=False)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    left = only_file(tmp_path)
    data = left.read_bytes()
    left.write_bytes(data[: len(data) - torn_bytes])
    with left.open("rb") as file:
        answer = [member for member in members(file) if member.fields["warc-type"] == "response"][1]
    good = CopyRef(
        path=left.name.removesuffix(".open"),
        offset=answer.start,
        record_id=answer.fields["warc-record-id"],
        payload_digest=answer.fields["warc-payload-digest"],
    )
    copies = WarcCopies(tmp_path, CLOCK)
    copies.keep(example_visit(CLOCK.now()))
    copies.close()
    with (tmp_path / good.path).open("rb") as file:
        kinds = [(record.rec_type, len(record.content_stream().read())) for record in ArchiveIterator(file)]
    assert ("response", 5000) in kinds
    assert len(copies.open(good).body) == 5000
    assert not list(tmp_path.glob("*.open*"))


def test_a_file_that_another_run_writes_is_left_alone(tmp_path: Path) -> None:
    first, second = WarcCopies(tmp_path, CLOCK), WarcCopies(tmp_path, CLOCK)
    ref = first.keep(example_visit(CLOCK.now(), body=b"one"))
    second.keep(example_visit(CLOCK.now(), body=b"two"))
    assert (tmp_path / (ref.path + ".open")).exists()
    with pytest.raises(OutputError, match="another run"):
        second.purge(["https://example.org/"])
    first.close()
    assert first.open(ref).body == b"one"
    second.close()


def test_the_members_of_a_file_end_where_the_next_begins(copies: WarcCopies, tmp_path: Path) -> None:
    for number in range(4):
        copies.keep(example_visit(CLOCK.now(), body=bytes(number * 100_000) + os.urandom(number * 60_000)))
    copies.close()
    path = only_file(tmp_path)
    with path.open("rb") as file:
        found = list(members(file))
    assert [member.start for member in found[1:]] == [member.end for member in found[:-1]]
    assert found[-1].end == path.stat().st_size
    assert [member.fields["warc-type"] for member in found].count("response") == 8


# --- unchanged, large, old -------------------------------------------------------------------------------------------


def test_an_unchanged_page_is_a_revisit_in_the_words_of_the_standard(copies: WarcCopies, tmp_path: Path) -> None:
    body = os.urandom(50_000)
    first = copies.keep(example_visit(CLOCK.now(), body=body))
    again = copies.keep(example_visit(CLOCK.now(), body=body), like=first)
    copies.close()
    with only_file(tmp_path).open("rb") as file:
        (revisit,) = [record.rec_headers for record in ArchiveIterator(file) if record.rec_type == "revisit"]
    assert revisit.get_header("WARC-Refers-To") == first.record_id
    assert revisit.get_header("WARC-Refers-To-Target-URI") == "https://example.org/a"
    assert revisit.get_header("WARC-Refers-To-Date") == f"{CLOCK.now():%Y-%m-%dT%H:%M:%SZ}"
    assert revisit.get_header("WARC-Profile").endswith("/revisit/identical-payload-digest")
    assert revisit.get_header("WARC-Payload-Digest") == first.payload_digest == again.payload_digest
    assert only_file(tmp_path).stat().st_size < 60_000


def test_an_empty_page_is_never_a_revisit(copies: WarcCopies, tmp_path: Path) -> None:
    copies.keep(example_visit(CLOCK.now(), body=b""), like=copies.keep(example_visit(CLOCK.now(), body=b"")))
    assert b"revisit" not in gzip.decompress(only_file(tmp_path).read_bytes())


def test_a_revisit_of_what_is_gone_is_written_whole(tmp_path: Path) -> None:
    copies = WarcCopies(tmp_path, CLOCK)
    first = copies.keep(example_visit(CLOCK.now(), body=b"same" * 100))
    copies.close()
    (tmp_path / first.path).unlink()
    assert copies.open(copies.keep(example_visit(CLOCK.now(), body=b"same" * 100), like=first)).body == b"same" * 100
    copies.close()


def test_a_large_body_is_cut_and_says_so(tmp_path: Path) -> None:
    copies = WarcCopies(tmp_path, CLOCK, CopyLimits(max_record_bytes=1000))
    ref = copies.keep(example_visit(CLOCK.now(), body=bytes(5000)))
    assert (ref.truncated, len(copies.open(ref).body)) == ("length", 1000)
    assert b"WARC-Truncated: length\r\n" in gzip.decompress(only_file(tmp_path).read_bytes())
    copies.close()


def test_a_full_folder_takes_no_more(tmp_path: Path) -> None:
    limits = CopyLimits(max_folder_bytes=50_000)
    for _run in range(2):
        copies = WarcCopies(tmp_path, CLOCK, limits)
        kept = [copies.keep(example_visit(CLOCK.now(), body=os.urandom(20_000))) for _ in range(4)]
        assert kept[-1] is None
        copies.close()
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) < 80_000


def test_old_files_go_and_are_said_to_be_gone(tmp_path: Path) -> None:
    clock = FakeClock()
    limits = CopyLimits(keep=timedelta(days=30))
    old = WarcCopies(tmp_path, clock, limits)
    first = old.keep(example_visit(clock.now()))
    old.close()
    clock.advance(20 * 86400)
    second = old.keep(example_visit(clock.now()))
    old.close()
    clock.advance(20 * 86400)
    copies = WarcCopies(tmp_path, clock, limits)
    third = copies.keep(example_visit(clock.now()))
    assert [copies.holds(ref) for ref in (first, second, third)] == [False, True, True]
    copies.close()


# --- what nobody else may read ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "Cookie",
        "Set-Cookie",
        "Set-Cookie2",
        "Authorization",
        "Proxy-Authorization",
        "X-Api-Key",
        "X-Auth-Token",
        "X-CSRF-Token",
        "Session-Id",
        "X-Amz-Security-Token",
        "apikey",
        "Authentication-Info",
    ],
)
def test_headers_that_let_somebody_in_are_private(name: str) -> None:
    assert is_private(name)


@pytest.mark.parametrize("name", ["Content-Type", "ETag", "Author", "Keep-Alive", "Set", "X-Author", "Key", "Vary"])
def test_other_headers_are_not(name: str) -> None:
    assert not is_private(name)


def test_the_wish_not_to_be_archived_is_recorded(copies: WarcCopies, tmp_path: Path) -> None:
    visit = example_visit(CLOCK.now())
    headers = (("Content-Type", "text/html"), ("X-Robots-Tag", "noarchive"))
    copies.keep(replace(visit, hops=(replace(visit.hops[-1], headers=headers),)))
    assert b"WARC-Type: metadata" in gzip.decompress(only_file(tmp_path).read_bytes())
    assert b"robots: noarchive (header)\r\n" in gzip.decompress(only_file(tmp_path).read_bytes())


# --- purging ---------------------------------------------------------------------------------------------------------


@given(size=st.one_of(st.integers(300, 3000), st.integers(65_000, 66_500), st.integers(130_000, 132_500)))
def test_what_stands_in_a_gap_has_exactly_its_size_and_is_a_record(size: int) -> None:
    data = filler(size)
    assert len(data) == size
    unpacked = gzip.decompress(data)
    head, _, content = unpacked.partition(b"\r\n\r\n")
    assert int(head.rpartition(b"Content-Length: ")[2]) + 4 == len(content)


def test_nothing_of_a_purged_page_is_left_and_others_read_the_file(copies: WarcCopies, tmp_path: Path) -> None:
    for name in ("mine", "other"):
        visit = example_visit(CLOCK.now(), url=f"https://example.org/{name}", body=b"<p>hello " + name.encode())
        copies.keep(replace(visit, request=FetchRequest(url=visit.final_url), hops=visit.hops[-1:]))
    assert copies.purge(["https://example.org/mine"]) == 2
    with only_file(tmp_path).open("rb") as file:
        records = [
            (record.rec_type, record.rec_headers.get_header("WARC-Target-URI"))
            for record in ArchiveIterator(file, check_digests="raise")
        ]
    other = "https://example.org/other"
    assert records == [("warcinfo", None), ("warcinfo", None), ("response", other), ("request", other)]
    assert b"mine" not in gzip.decompress(only_file(tmp_path).read_bytes())


def test_a_purge_that_was_killed_leaves_nothing_after_the_next(copies: WarcCopies, tmp_path: Path) -> None:
    copies.keep(example_visit(CLOCK.now()))
    copies.close()
    (tmp_path / ".purging-half").write_bytes(b"half of a file")
    copies.purge(["https://example.org/other"])
    assert [path.suffix for path in tmp_path.iterdir()] == [".gz"]
