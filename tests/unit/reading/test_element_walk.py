"""The walk over the elements of a part: what is done where, what is left out, and the paths it gives."""

from __future__ import annotations

from collections.abc import Mapping

from sourcekeeper.reading.office.element_walk import ElementWalk, Handlers
from sourcekeeper.reading.office.xml_parse import XmlEvents, parse_into


class Met:
    """Keeps what a walk says, each with the path it was said at."""

    def __init__(self, apart: Mapping[str, XmlEvents] | None = None) -> None:
        self.said: list[tuple[str, str]] = []
        handlers = Handlers(
            starts={"w:p": lambda: self.say("paragraph"), "w:del": lambda: self.say("deleted")},
            starts_with={"w:a": lambda attributes: self.say(attributes["w:to"])},
            ends={"w:p": lambda: self.say("paragraph ends")},
            data=self.say,
            apart=apart or {},
        )
        self.walk = ElementWalk("part.xml", {"urn:w": "w"}, handlers)

    def say(self, what: str) -> None:
        self.said.append((what, self.walk.path().removeprefix("part.xml#")))


class Aside:
    """Keeps the events of what is left out."""

    def __init__(self) -> None:
        self.events: list[object] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.events.append((tag, dict(attributes)))

    def end(self, tag: str) -> None:
        self.events.append(tag)

    def data(self, text: str) -> None:
        self.events.append(text)


def walked(met: Met, xml: str) -> list[tuple[str, str]]:
    parse_into(met.walk, f'<w:r xmlns:w="urn:w">{xml}</w:r>'.encode())
    return met.said


def test_elements_are_counted_among_their_like() -> None:
    said = walked(Met(), '<w:p>un</w:p><w:b/><w:a w:to="x"/><w:p>deux<w:p/></w:p>')
    assert said == [
        ("paragraph", "/w:r[1]/w:p[1]"),
        ("un", "/w:r[1]/w:p[1]"),
        ("paragraph ends", "/w:r[1]/w:p[1]"),
        ("x", "/w:r[1]/w:a[1]"),
        ("paragraph", "/w:r[1]/w:p[2]"),
        ("deux", "/w:r[1]/w:p[2]"),
        ("paragraph", "/w:r[1]/w:p[2]/w:p[1]"),
        ("paragraph ends", "/w:r[1]/w:p[2]/w:p[1]"),
        ("paragraph ends", "/w:r[1]/w:p[2]"),
    ]


def test_what_is_left_out_goes_to_its_taker_whole_and_counts_nowhere() -> None:
    aside = Aside()
    said = walked(Met({"w:del": aside}), '<w:del w:by="me">a<w:p>b</w:p><w:del/></w:del><w:p>c</w:p>')
    assert aside.events == [
        ("w:del", {"w:by": "me"}),
        "a",
        ("w:p", {}),
        "b",
        "w:p",
        ("w:del", {}),
        "w:del",
        "w:del",
    ]
    assert said == [
        ("deleted", "/w:r[1]"),
        ("paragraph", "/w:r[1]/w:p[1]"),
        ("c", "/w:r[1]/w:p[1]"),
        ("paragraph ends", "/w:r[1]/w:p[1]"),
    ]


def test_of_a_very_deep_element_an_ancestor_is_named() -> None:
    said = walked(Met(), "<w:b>" * 100 + "x" + "</w:b>" * 100 + "<w:p/>")
    assert said[0] == ("x", "/w:r[1]" + "/w:b[1]" * 63)
    assert said[1] == ("paragraph", "/w:r[1]/w:p[1]")


def test_a_part_with_more_names_than_are_remembered_is_read_all_the_same() -> None:
    said = walked(Met(), "".join(f"<n{number}/>" for number in range(11_000)) + '<w:p/><w:a w:to="x"/>')
    assert [what for what, _ in said] == ["paragraph", "paragraph ends", "x"]


def test_where_ends_are_missing_those_that_come_are_heard() -> None:
    met = Met()
    for tag in ("p", "b", "b"):
        met.walk.start(f"{{urn:w}}{tag}", {})
    met.walk.end("{urn:w}p")
    assert [what for what, _ in met.said] == ["paragraph", "paragraph ends"]
    for _ in range(5):
        met.walk.end("{urn:w}b")
    assert met.walk.path() == "part.xml#"
