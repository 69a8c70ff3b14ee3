"""The XML of office documents: events, short names, and nothing of what a hostile part asks for."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from sourcekeeper.reading.office.xml_parse import parse_xml, without_doctype


class Seen:
    def __init__(self) -> None:
        self.events: list[object] = []
        self.text = ""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.events.append((tag, dict(attributes)))

    def end(self, tag: str) -> None:
        self.events.append(tag)

    def data(self, text: str) -> None:
        self.text += text


def parsed(data: str | bytes) -> tuple[Seen, tuple[str, ...]]:
    seen = Seen()
    return seen, parse_xml(data.encode() if isinstance(data, str) else data, seen, {"urn:w": "w", "": ""})


def test_names_have_the_prefixes_of_the_table() -> None:
    seen, problems = parsed('<x:a xmlns:x="urn:w" xmlns:y="urn:else" x:b="1&amp;2" y:c="3" d="4"><y:e/></x:a>')
    assert seen.events == [("w:a", {"w:b": "1&2", "?:c": "3", "d": "4"}), ("?:e", {}), "?:e", "w:a"]
    assert problems == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "iso-8859-1", "cp1252"])
@pytest.mark.parametrize("declared", ["utf-8", "iso-8859-1"])
def test_encodings_may_lie(encoding: str, declared: str) -> None:
    seen, _ = parsed(f'<?xml version="1.0" encoding="{declared}"?><a>été</a>'.encode(encoding))
    assert seen.text == "été"


def test_declared_entities_are_not_put_in() -> None:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE a [<!ENTITY l0 "ha">{levels}]><a b="&l9;">avant &l9; après</a>'
    seen, problems = parsed(bomb)
    assert "ha" not in seen.text
    assert "avant" in seen.text
    assert "entities-ignored" in problems


def test_files_of_the_machine_are_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("TRÉSOR", encoding="utf-8")
    for doctype in (
        f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}">]>',
        f'<!DOCTYPE a [<!ENTITY % p SYSTEM "{secret.as_uri()}"> %p;]>',
        f'<!DOCTYPE a SYSTEM "{secret.as_uri()}">',
    ):
        seen, _ = parsed(f"{doctype}<a>avant &x;</a>")
        assert "TRÉSOR" not in seen.text
        assert "avant" in seen.text


@pytest.mark.parametrize(
    "doctype",
    [
        "<!DOCTYPE a>",
        '<!DOCTYPE a PUBLIC "-//X//DTD >" "x.dtd">',
        "<!DOCTYPE a [<!ELEMENT a (b|c)> <!-- ]> --> <?p ]> ?>]>",
        "<!DOCTYPE a [<!ENTITY x \"]>\"> <!ENTITY y ']>'>]  >",
    ],
)
def test_document_types_are_taken_off_whole(doctype: str) -> None:
    assert without_doctype(f"{doctype}<a/>")[0] == "<a/>"


def test_a_document_type_without_end_is_damage() -> None:
    seen, problems = parsed('<!DOCTYPE a [<!ENTITY x "' + "y" * 50_000 + "<a>texte</a>")
    assert "part-damaged" in problems
    assert seen.events == [] or "yyy" not in seen.text


@pytest.mark.parametrize(
    "broken",
    ["<a>avant<b>après", "<a>avant & après</a>", "<a>avant \x01après</a>", "<a>avant</b>après</a>", "<a>avant<"],
)
def test_a_damaged_part_is_read_as_far_as_it_goes(broken: str) -> None:
    seen, _ = parsed(broken)
    assert "avant" in seen.text


@pytest.mark.parametrize("nothing", [b"", b"  ", b"\x00\x00", b"texte", b"\xff\xfe"])
def test_what_is_no_xml_is_damage(nothing: bytes) -> None:
    seen, problems = parsed(nothing)
    assert seen.events == []
    assert problems == ("part-damaged",)


def test_what_is_nested_too_deep_is_told() -> None:
    _, problems = parsed("<a>" * 5000 + "x" + "</a>" * 5000)
    assert "nested-too-deep" in problems
