"""Bytes to text: true and lying declarations, guesses, damage."""

# ruff: noqa: E501  (tables: one case a line)

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcekeeper.model import Problem, Reason
from sourcekeeper.web.encoding import Decoded, decode

FRENCH = "« L’été à Marseille — cœur, 20 € et “naïveté” », écrit-elle. " * 3
UTF_8, CP_1252 = FRENCH.encode(), FRENCH.encode("cp1252")


def codes(decoded: Decoded) -> tuple[str, ...]:
    return tuple(problem.reason.code for problem in decoded.problems)


TRUE = [
    ("ascii", b"Marseille", "", "Marseille", "utf-8"),
    ("empty", b"", "", "", "utf-8"),
    ("utf-8", UTF_8, "", FRENCH, "utf-8"),
    ("utf-8-declared", UTF_8, "text/html; charset=utf-8", FRENCH, "utf-8"),
    ("utf-8-quoted", UTF_8, 'text/html; charset="UTF8"; x=y', FRENCH, "utf-8"),
    ("utf-8-mark", b"\xef\xbb\xbf" + UTF_8, "text/html; charset=iso-8859-1", FRENCH, "utf-8"),
    ("utf-16-le-mark", b"\xff\xfe" + FRENCH.encode("utf-16-le"), "", FRENCH, "utf-16-le"),
    ("utf-16-be-mark", b"\xfe\xff" + FRENCH.encode("utf-16-be"), "text/plain; charset=utf-8", FRENCH, "utf-16-be"),
    ("utf-32-mark", b"\xff\xfe\0\0" + FRENCH.encode("utf-32-le"), "", FRENCH, "utf-32-le"),
    ("latin-1-means-1252", CP_1252, "text/html; charset=ISO-8859-1", FRENCH, "windows-1252"),
    ("ascii-means-1252", CP_1252, "text/html; charset=us-ascii", FRENCH, "windows-1252"),
    ("windows-1252", CP_1252, "text/html;charset=windows-1252", FRENCH, "windows-1252"),
    ("latin-9", "cœur, 20 €".encode("iso8859-15"), "text/html; charset=iso-8859-15", "cœur, 20 €", "iso8859-15"),
    ("1252-holes", b"a\x81b", "text/html; charset=windows-1252", "a\x81b", "windows-1252"),
    ("turkish", "ışık".encode("cp1254"), "text/html; charset=iso-8859-9", "ışık", "cp1254"),
    ("shift-jis", "日本語①".encode("cp932"), "text/html; charset=Shift_JIS", "日本語①", "cp932"),
    ("gbk", "中文€".encode("gb18030"), "text/html; charset=gb2312", "中文€", "gb18030"),
    ("koi8", "Привет".encode("koi8-r"), "text/html; charset=koi8-r", "Привет", "koi8-r"),
    ("unknown-label", UTF_8, "text/html; charset=oups", FRENCH, "utf-8"),
    ("codec-that-is-no-charset", UTF_8, "text/html; charset=base64", FRENCH, "utf-8"),
    ("utf-7-refused", b"+ADw-script+AD4-", "text/html; charset=utf-7", "+ADw-script+AD4-", "utf-8"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "content_type", "text", "encoding"), [c[1:] for c in TRUE], ids=[c[0] for c in TRUE])
def test_a_true_declaration_is_believed(data: bytes, content_type: str, text: str, encoding: str) -> None:
    assert decode(data, content_type) == Decoded(text, encoding)


META = [
    ("meta", b'<meta charset="windows-1252">', "windows-1252"),
    ("meta-http-equiv", b'<META http-equiv=Content-Type content="text/html; charset=iso-8859-1">', "windows-1252"),
    ("xml", b'<?xml version="1.0" encoding="ISO-8859-1"?>', "windows-1252"),
]


@pytest.mark.parametrize(("head", "encoding"), [c[1:] for c in META], ids=[c[0] for c in META])
def test_markup_declares_its_own_encoding(head: bytes, encoding: str) -> None:
    assert decode(head + CP_1252, markup=True) == Decoded(head.decode() + FRENCH, encoding)


def test_a_meta_element_in_a_plain_text_means_nothing() -> None:
    assert decode(b"<meta charset=koi8-r> " + CP_1252).encoding == "windows-1252"


def test_the_header_goes_before_the_meta_element() -> None:
    page = b"<meta charset=windows-1251>" + CP_1252
    assert decode(page, "text/html; charset=windows-1252", markup=True).text.endswith(FRENCH)


def test_a_meta_element_that_says_utf_16_was_read_so_it_is_not() -> None:
    assert decode(b"<meta charset=utf-16>" + UTF_8, markup=True).text.endswith(FRENCH)


LIES = [
    ("utf-8-is-1252", CP_1252, "text/html; charset=utf-8", FRENCH, "windows-1252", ("encoding-lied", "encoding-guessed")),
    ("latin-1-is-utf-8", UTF_8, "text/html; charset=iso-8859-1", FRENCH, "utf-8", ("encoding-lied",)),
    ("1251-is-utf-8", UTF_8, "text/html; charset=windows-1251", FRENCH, "utf-8", ("encoding-lied",)),
    ("sjis-is-utf-8", UTF_8 + "日本".encode() * 9, "text/html; charset=shift_jis", FRENCH + "日本" * 9, "utf-8", ("encoding-lied",)),
    ("nothing-is-1252", CP_1252, "", FRENCH, "windows-1252", ("encoding-guessed",)),
    ("one-accent", b"caf\xe9", "", "café", "windows-1252", ("encoding-guessed",)),
    ("utf-16-lost-its-mark", FRENCH.encode("utf-16-le"), "", FRENCH, "utf-16-le", ("encoding-guessed",)),
    ("utf-16-be-lost-its-mark", FRENCH.encode("utf-16-be"), "text/html; charset=utf-8", FRENCH, "utf-16-be", ("encoding-lied", "encoding-guessed")),
    ("mixed", UTF_8 + b" caf\xe9 \x93mot\x94", "text/html; charset=utf-8", FRENCH + " café “mot”", "utf-8", ("encoding-mixed",)),
    ("nul-characters", b"a\0b\0", "", "ab", "utf-8", ("nul-characters",)),
    ("utf-16-cut", b"\xff\xfea\0b", "", "a\ufffd", "utf-16-le", ("bytes-replaced",)),
    ("utf-8-mark-and-damage", b"\xef\xbb\xbfa\xffb", "", "a\ufffdb", "utf-8", ("bytes-replaced",)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "content_type", "text", "encoding", "problems"), [c[1:] for c in LIES], ids=[c[0] for c in LIES]
)
def test_a_lie_or_a_guess_is_told(
    data: bytes, content_type: str, text: str, encoding: str, problems: tuple[str, ...]
) -> None:
    decoded = decode(data, content_type)
    assert (decoded.text, decoded.encoding, codes(decoded)) == (text, encoding, problems)


def test_words_that_are_nearly_all_accents_are_still_french() -> None:
    assert decode(("« été » — " * 10).encode("cp1252")).text == "« été » — " * 10


def test_a_single_bad_byte_far_behind_costs_no_other_character() -> None:
    data = b"plain " * 50_000 + UTF_8 + b"\xe9 fin"
    assert decode(data) == Decoded(
        data[:-5].decode() + "é fin", "utf-8", (Problem(reason=Reason.of("encoding-mixed", count=1)),)
    )


def test_a_body_cut_inside_a_character_is_still_utf_8() -> None:
    assert decode(UTF_8 + "é".encode()[:1]) == Decoded(FRENCH, "utf-8")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Съешь ещё этих мягких французских булок, да выпей же чаю. " * 5, "cp1251"),
        ("Příliš žluťoučký kůň úpěl ďábelské ódy, řekl ministr vnitra. " * 5, "cp1250"),
    ],
    ids=["russian", "czech"],
)
def test_other_scripts_are_not_taken_for_western_ones(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding))
    assert decoded.text == text
    assert "encoding-guessed" in codes(decoded)


@settings(deadline=None)  # the machine may be busy
@given(st.text())
def test_any_text_in_utf_8_comes_back(text: str) -> None:
    data = text.replace("\0", "").removeprefix("\ufeff").encode()
    assert decode(data).text == data.decode()


@settings(deadline=None)  # the machine may be busy
@given(
    st.binary(max_size=200),
    st.sampled_from(["", "text/html; charset=utf-8", "text/html; charset=shift_jis", 'x; charset="', "; charset=hz"]),
)
def test_any_bytes_become_text(data: bytes, content_type: str) -> None:
    decoded = decode(data, content_type, markup=True)
    decoded.text.encode()
