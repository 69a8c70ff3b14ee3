"""Content codings undone: members, layers, bombs, truncation, lies."""

import gzip
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcekeeper.web.encoding import decode_content, unknown_codings

TEXT = "La rue n’est pas un terrain de surveillance. ".encode() * 200
LIMIT = 1_000_000
BOMB = gzip.compress(bytes(50_000_000), compresslevel=1)


def raw_deflate(data: bytes) -> bytes:
    deflater = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return deflater.compress(data) + deflater.flush()


WHOLE = [
    ("identity", TEXT, "identity"),
    ("none", TEXT, ""),
    ("gzip", gzip.compress(TEXT), "gzip"),
    ("x-gzip", gzip.compress(TEXT), "X-GZIP"),
    ("two-members", gzip.compress(TEXT[:500]) + gzip.compress(TEXT[500:]), "gzip"),
    ("empty-member-between", gzip.compress(TEXT[:5]) + gzip.compress(b"", mtime=0) + gzip.compress(TEXT[5:]), "gzip"),
    ("padding", gzip.compress(TEXT) + b"\0" * 512, "gzip"),
    ("rubbish-behind", gzip.compress(TEXT) + b"<!-- cache -->", "gzip"),
    ("deflate", zlib.compress(TEXT), "deflate"),
    ("raw-deflate", raw_deflate(TEXT), "deflate"),
    ("layers", gzip.compress(zlib.compress(TEXT)), "deflate, gzip"),
    ("identity-among", gzip.compress(TEXT), "gzip, identity"),
    ("never-packed", TEXT, "gzip"),
    ("never-deflated", b"<html>" + TEXT, "deflate"),
]


@pytest.mark.parametrize(("body", "coding"), [c[1:] for c in WHOLE], ids=[c[0] for c in WHOLE])
def test_a_whole_body_is_unpacked(body: bytes, coding: str) -> None:
    expected = body if body.endswith(TEXT) else TEXT
    assert decode_content(body, coding, LIMIT) == (expected, False)


@pytest.mark.parametrize("body", [b"", gzip.compress(b"", mtime=0), zlib.compress(b"")])
def test_an_empty_body_is_empty(body: bytes) -> None:
    coding = "deflate" if body[:1] == b"x" else "gzip"
    assert decode_content(body, coding, LIMIT) == (b"", False)


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress, raw_deflate], ids=["gzip", "deflate", "raw"])
def test_a_truncated_body_gives_what_came(pack: object) -> None:
    packed = pack(bytes(range(256)) * 300)  # type: ignore[operator]
    body, is_cut = decode_content(packed[:-10], "gzip" if pack is gzip.compress else "deflate", LIMIT)
    assert is_cut
    assert body
    assert (bytes(range(256)) * 300).startswith(body)


def test_a_damaged_body_gives_what_came_before() -> None:
    packed = bytearray(gzip.compress(TEXT * 50, compresslevel=1))
    packed[len(packed) // 2] ^= 0xFF
    body, is_cut = decode_content(bytes(packed), "gzip", LIMIT)
    assert is_cut
    assert body[:100] == TEXT[:100]


def test_a_wrong_checksum_is_told_but_costs_nothing() -> None:
    packed = bytearray(gzip.compress(TEXT))
    packed[-5] ^= 0xFF
    body, is_cut = decode_content(bytes(packed), "gzip", LIMIT)
    assert is_cut
    assert TEXT.startswith(body)


@pytest.mark.parametrize(
    ("body", "coding"),
    [(BOMB, "gzip"), (zlib.compress(bytes(50_000_000), 1), "deflate"),
     (gzip.compress(BOMB), "gzip, gzip"), (bytes(2 * LIMIT), "identity"), (bytes(2 * LIMIT), "br")],
    ids=["gzip", "deflate", "layers", "identity", "unknown"],
)  # fmt: skip
def test_a_bomb_is_cut_at_the_limit(body: bytes, coding: str) -> None:
    assert decode_content(body, coding, LIMIT) == (bytes(LIMIT), True)


def test_a_body_of_just_the_limit_is_whole() -> None:
    assert decode_content(gzip.compress(bytes(LIMIT)), "gzip", LIMIT) == (bytes(LIMIT), False)


def test_a_body_of_endless_members_is_cut() -> None:
    assert decode_content(gzip.compress(b"", mtime=0) * 100_000, "gzip", LIMIT) == (b"", True)


def test_an_unknown_coding_is_left_alone_and_named() -> None:
    assert decode_content(b"\x8b\x02", "br", LIMIT) == (b"\x8b\x02", False)
    assert decode_content(gzip.compress(TEXT), "zstd, gzip", LIMIT) == (gzip.compress(TEXT), False)
    assert unknown_codings("zstd, GZIP , br") == ("zstd", "br")
    assert unknown_codings("") == ()


@settings(deadline=None)  # the machine may be busy
@given(
    st.binary(max_size=100),
    st.sampled_from(["gzip", "deflate", "gzip, deflate", ",", "gzip,,gzip", "br"]),
    st.integers(0, 50),
)
def test_any_body_is_answered_within_the_limit(body: bytes, coding: str, limit: int) -> None:
    for data in (body, b"\x1f\x8b" + body, gzip.compress(body), zlib.compress(body)[:-3]):
        decoded, _ = decode_content(data, coding, limit)
        assert len(decoded) <= limit


@settings(deadline=None)  # the machine may be busy
@given(st.binary(max_size=300), st.lists(st.sampled_from(["gzip", "deflate"]), max_size=3))
def test_packing_and_unpacking_is_the_same(body: bytes, codings: list[str]) -> None:
    packed = body
    for coding in codings:
        packed = gzip.compress(packed) if coding == "gzip" else zlib.compress(packed)
    assert decode_content(packed, ", ".join(codings), LIMIT) == (body, False)


@pytest.mark.parametrize("layers", range(1, 7))
def test_four_codings_on_one_another_are_undone_and_no_more(layers: int) -> None:
    packed = [b"a text"]
    for _ in range(layers):
        packed.append(gzip.compress(packed[-1]))
    expected = packed[0] if layers <= 4 else packed[-1]
    assert decode_content(packed[-1], ", ".join(["gzip"] * layers), 1000) == (expected, False)
