from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcekeeper.citing.bib.blocks import BlockKind, NotMergeable, scan


def found(data: bytes) -> list[tuple[str, bytes, list[tuple[str, bytes]]]]:
    """Return each block: kind, key, fields with their values as they stand there."""
    return [
        (
            block.kind.value,
            block.key,
            [(field.name, data[field.value_start : field.value_end]) for field in block.fields],
        )
        for block in scan(data)
    ]


@pytest.mark.parametrize(
    ("data", "fields"),
    [
        (b"@misc{k, title={a}}", [("title", b"{a}")]),
        (b"@misc{k, title={a},}", [("title", b"{a}")]),
        (b"@misc(k, title={a)},)", [("title", b"{a)}")]),
        (b'@misc{k, title="a {"} b", Year = 2020}', [("title", b'"a {"} b"'), ("year", b"2020")]),
        (b'@misc{k, journal = lm # " and " # {x}}', [("journal", b'lm # " and " # {x}')]),
        (b"@misc{k,\r\n  title\t=\n{a\r\n b}\r\n}", [("title", b"{a\r\n b}")]),
        (b"@misc{k, % a comment, with = signs }\n title = {a}, % more\n}", [("title", b"{a}")]),
        (b"@misc{k, title = {a \\{ b}}}", [("title", b"{a \\{ b}}")]),
        (b"@misc{k}", []),
        (b"@misc { k , }", []),
        (b"@misc{k, note = {mail a@b.c and @misc{x, y={z}}}}", [("note", b"{mail a@b.c and @misc{x, y={z}}}")]),
    ],
)  # fmt: skip
def test_fields_stand_where_bibtex_finds_them(data: bytes, fields: list[tuple[str, bytes]]) -> None:
    assert found(data) == [("entry", b"k", fields)]


@pytest.mark.parametrize(
    ("data", "kinds"),
    [
        (b'@string{a = "b"} @preamble{"x" # {y}} @comment{ {z} } @comment jabref @misc{k}',
         ["string", "preamble", "comment", "entry"]),
        (b"% @misc{old, title={x}}\n@misc{k}", ["entry"]),
        (b"mail a@b.c, {and} text @ 5 % @misc{\n@misc{k}", ["entry"]),
        (b"@misc{a, title={x} year={y}}\n@misc{k}", ["broken", "entry"]),
        (b"@misc{a, title={x}\n\n@misc{k}", ["broken", "entry"]),
        (b"@misc{a, title=}\n@misc{k}", ["broken", "entry"]),
        (b'@misc{a, title="x } y"}\n@misc{k}', ["broken", "entry"]),
        (b"@misc{a, 2020}\n@misc{k}", ["broken", "entry"]),
        (b"@string{a b}\n@misc{k}", ["broken", "entry"]),
        ("@misc{été, title={Été à la mer}}".encode("latin-1"), ["entry"]),
    ],
)  # fmt: skip
def test_blocks_are_told_from_text_and_from_what_is_broken(data: bytes, kinds: list[str]) -> None:
    assert [kind for kind, _, _ in found(data)] == kinds


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"@misc{a}\n\n@misc{b, title={x}\n", 3),
        (b"@misc{a}\r\n@misc{b, title={x {y}\r\n@misc{c}", 2),
        (b'@misc{b, title="x\n@misc{c}', 1),
        (b"@comment{ never", 1),
        (b"@misc{b, title={x \\} \n\n", 1),
        (b"\r\r@string{a = ", 3),
    ],
)
def test_what_is_never_closed_is_refused_with_its_line(data: bytes, line: int) -> None:
    with pytest.raises(NotMergeable, match=f"line {line}:"):
        scan(data)


@given(
    st.lists(st.sampled_from([b"@", b"misc", b"{", b"}", b"(", b")", b'"', b",", b"=", b"#", b"%", b"\n", b"k", b" "]))
)
def test_any_bytes_are_blocks_in_order_or_refused(pieces: list[bytes]) -> None:
    data = b"".join(pieces)
    try:
        blocks = scan(data)
    except NotMergeable:
        return
    end = 0
    for block in blocks:
        assert end <= block.start < block.end <= len(data)
        assert data[block.start : block.start + 1] == b"@"
        assert block.kind is BlockKind.BROKEN or data[block.end - 1 : block.end] in (b"}", b")")
        end = block.end
