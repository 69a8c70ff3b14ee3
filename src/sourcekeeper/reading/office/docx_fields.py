"""What Word opens in one place and closes in another: links, fields, bookmarks, content controls. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from sourcekeeper.model import Item, Place
from sourcekeeper.patterns import regex
from sourcekeeper.reading.office.docx_settings import Relationship
from sourcekeeper.reading.office.element_walk import ElementWalk
from sourcekeeper.reading.office.stories import BOOKMARK
from sourcekeeper.reading.office.story import Story, StoryCall, StoryCite
from sourcekeeper.reading.office.word_fields import PLAIN, Meaning, items_of_tag, meaning

_MOST_BOOKMARKS = 20
"""Bookmarks open at one place that are looked at: a cross-reference puts one round a call."""
_MOST_FIELDS = 100
"""Fields within one another whose instructions are understood."""
_SUPERSCRIPT_SWITCH = regex(r"\\f\b", re.IGNORECASE)


@dataclass(slots=True)
class _OpenField:
    """A field that is being read: first its instruction, then its result."""

    start: int
    instruction: list[str] = field(default_factory=list)
    meaning: Meaning | None = None
    """None until the result begins."""
    raised: bool = False
    """Whether some of the result is in superscript."""


@dataclass(slots=True)
class _OpenControl:
    """A content control that is being read."""

    start: int
    items: tuple[Item, ...] = ()
    is_contents: bool = False


class OpenSpans:
    """The spans that are open at one point of a part. Every method is told the story they lie in."""

    def __init__(
        self, part: str, walk: ElementWalk, links: Mapping[str, Relationship], custom: Mapping[str, str]
    ) -> None:
        self._part = part
        self._walk = walk
        self._links = links
        self._custom = custom
        self.in_instruction = False
        """Whether what comes is the instruction of a field, no text."""
        self.in_contents = False
        """Whether what comes is a table of contents."""
        self._fields: list[_OpenField] = []
        self._controls: list[_OpenControl] = []
        self._contents = 0
        self._bookmarks: dict[str, tuple[str, int]] = {}

    # links

    def open_link(self, story: Story, attributes: Mapping[str, str]) -> None:
        """A ``w:hyperlink`` starts: its address is in the relationships of the part."""
        name = attributes.get("r:id", "")
        link = self._links.get(name)
        anchor = attributes.get("w:anchor", "")
        href, place = "", None
        if link is not None and link.is_external:
            href = f"{link.target}#{anchor}" if anchor and "#" not in link.target else link.target
            folder, _, file = self._part.rpartition("/")
            place = Place(path=f'{folder}/_rels/{file}.rels#/Relationships[1]/Relationship[@Id="{name}"]')
        story.open_link(href, place)

    # fields

    def _look_at_fields(self) -> None:
        self.in_instruction = bool(self._fields) and self._fields[-1].meaning is None

    def instruct(self, text: str) -> None:
        """Take a piece of an instruction."""
        if self._fields:
            self._fields[-1].instruction.append(text)

    def see_raised(self) -> None:
        """Text in superscript stands here: perhaps the result of a cross-reference."""
        if self._fields:
            self._fields[-1].raised = True

    def mark_field(self, story: Story, kind: str, *, in_note: bool) -> None:
        """A ``w:fldChar``: begin, separate or end."""
        if kind == "begin":
            self._fields.append(_OpenField(story.length))
            self._look_at_fields()
        elif kind == "separate" and self.in_instruction:
            self._begin_result(story)
        elif kind == "end":
            self.end_field(story, in_note=in_note)

    def open_field(self, story: Story, instruction: str) -> None:
        """A ``w:fldSimple`` starts: its instruction is complete."""
        self._fields.append(_OpenField(story.length, [instruction]))
        self._begin_result(story)

    def _begin_result(self, story: Story) -> None:
        one = self._fields[-1]
        one.meaning = meaning("".join(one.instruction)) if len(self._fields) < _MOST_FIELDS else PLAIN
        one.start = story.length
        self._look_at_fields()
        if one.meaning.href:
            story.open_link(one.meaning.href, Place(path=self._walk.path()))

    def end_field(self, story: Story, *, in_note: bool) -> None:
        """The field opened last ends."""
        if not self._fields:
            return
        one = self._fields.pop()
        self._look_at_fields()
        if one.meaning is None:  # a field without a result
            one.meaning = meaning("".join(one.instruction))
        elif one.meaning.href:
            story.close_link()
        _cite(story, one.start, one.meaning.items)
        # A cross-reference set like a call is a second call; in the line ("voir note 3") it is a word.
        is_call = one.raised or _SUPERSCRIPT_SWITCH.search("".join(one.instruction))
        if one.meaning.bookmark and is_call and not in_note:
            start = min(one.start, story.length)
            story.calls.append(StoryCall(start=start, end=story.length, note=BOOKMARK + one.meaning.bookmark))

    def end_fields(self, story: Story, *, in_note: bool) -> None:
        """The story is over: no field reaches beyond it."""
        while self._fields:
            self.end_field(story, in_note=in_note)

    # bookmarks

    @property
    def bookmarks(self) -> tuple[str, ...]:
        """The names of the bookmarks that are open."""
        return tuple(name for name, _ in self._bookmarks.values())

    def open_bookmark(self, story: Story, attributes: Mapping[str, str]) -> None:
        """A bookmark starts."""
        name = attributes.get("w:name", "")
        if name and len(self._bookmarks) < _MOST_BOOKMARKS:
            self._bookmarks[attributes.get("w:id", "")] = name, story.length

    def close_bookmark(self, story: Story, attributes: Mapping[str, str]) -> None:
        """A bookmark ends: one of Zotero's is a citation."""
        name, start = self._bookmarks.pop(attributes.get("w:id", ""), ("", 0))
        if name in self._custom:
            _cite(story, start, meaning(f"ADDIN {self._custom[name]}").items)

    # content controls

    def open_control(self, story: Story) -> None:
        """A ``w:sdt`` starts."""
        self._controls.append(_OpenControl(story.length))

    def tag_control(self, tag: str) -> None:
        """The tag of a control: Mendeley puts its citation there."""
        if self._controls:
            self._controls[-1].items = items_of_tag(tag)

    def see_gallery(self, name: str) -> None:
        """What a control was made from."""
        if self._controls and name.lower() == "table of contents" and not self._controls[-1].is_contents:
            self._controls[-1].is_contents = self.in_contents = True
            self._contents += 1

    def close_control(self, story: Story) -> None:
        """The control opened last ends."""
        if self._controls:
            control = self._controls.pop()
            self._contents -= control.is_contents
            self.in_contents = self._contents > 0
            _cite(story, control.start, control.items)


def _cite(story: Story, start: int, items: tuple[Item, ...]) -> None:
    if items:
        story.cites.append(StoryCite(start=min(start, story.length), end=story.length, items=items))
