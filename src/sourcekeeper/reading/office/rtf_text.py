r"""Bring RTF into stories: the body, each note, each text box. Groups nest as deep as they like. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable

from sourcekeeper.model import Place
from sourcekeeper.patterns import regex
from sourcekeeper.reading.office.rtf_characters import Characters
from sourcekeeper.reading.office.rtf_groups import FORMATS, Group, RtfField
from sourcekeeper.reading.office.rtf_head import RtfHead
from sourcekeeper.reading.office.rtf_notes import RtfNotes
from sourcekeeper.reading.office.rtf_scan import (
    BLOCK_ENDS,
    CHARACTERS,
    DESTINATIONS,
    LINE_ENDS,
    NOTE_WORDS,
    SKIPPED,
    SYMBOLS,
    TEXT_WORDS,
    code_page,
    tokens,
)
from sourcekeeper.reading.office.stories import BOOKMARK, StoryNote, answer_cross_references
from sourcekeeper.reading.office.story import Span, Spread, Story, StoryCall, StoryCite
from sourcekeeper.reading.office.word_fields import meaning

_MOST_GROUPS = 400_000
"""Open groups whose formatting is remembered; deeper ones share that of the group around them."""
_LONGEST_NAME = 4_000_000
_SUPERSCRIPT_SWITCH = regex(r"\\f\b", re.IGNORECASE)
_CAPTURED = RtfHead.DESTINATIONS | {"bkmkstart", "bkmkend"}


class RtfText:
    """Takes the tokens of a document."""

    def __init__(self) -> None:
        self.body: list[Story] = []
        self.titles: list[str] = []
        self.headings: list[str] = []
        self.head = RtfHead()
        self.is_cut = False
        self._encoding = "cp1252"
        self._group = Group()
        self._groups: list[Group] = []
        self._too_deep = 0
        self._is_fresh = self._is_starred = False
        self._story = Story()
        self._stories: list[Story] = []
        self._characters = Characters(self._emit)
        self._captured: list[str] = []
        self._paragraph_style: int | None = None
        self._is_outlined = False
        self._paragraph: list[str] = []
        self._notes = RtfNotes()
        self._settings = self._table_of_settings()

    @property
    def notes(self) -> list[StoryNote]:
        """The notes found so far."""
        return self._notes.found

    def read(self, text: str) -> None:
        """Take a whole document."""
        end = 0
        for kind, name, number, start, end in tokens(text):
            if kind == "word":
                self._word(name, number, start, end)
            elif kind == "brace":
                self._characters.end_group()
                if name == "{":
                    self._open(start)
                else:
                    self._close(end)
            elif kind == "symbol":
                self._symbol(name, start, end)
            else:
                self._is_fresh = False
                group = self._group
                encoding = group.encoding or self._encoding
                if kind == "text":
                    self._characters.text(name, start, end, encoding)
                elif group.to == "text":
                    self._characters.run(name, start, encoding, group.unicode_skip)
                else:
                    self._characters.piecewise(name, start, encoding, group.unicode_skip)
        self._characters.flush()
        self.is_cut = bool(self._groups) or self._too_deep > 0
        while self._groups:
            self._close(end)
        self._story.close()
        self.body.insert(0, self._story)
        answer_cross_references(self.body, self._notes.bookmarked)

    # groups

    def _open(self, start: int) -> None:
        if len(self._groups) >= _MOST_GROUPS:
            self._too_deep += 1
            return
        self._groups.append(self._group)
        self._group = self._group.inner(start)
        self._is_fresh, self._is_starred = True, False

    def _close(self, end: int) -> None:
        self._is_fresh = False
        if self._too_deep:
            self._too_deep -= 1
            return
        if not self._groups:
            return
        closed, self._group = self._group, self._groups.pop()
        if closed.opened:
            self._leave(closed, end)

    def _leave(self, closed: Group, end: int) -> None:
        """A destination ends."""
        name = closed.opened
        captured = ""
        if name in _CAPTURED:
            captured = "".join(self._captured)
            self._captured = []
        if name == "footnote":
            self._end_note((closed.start, end))
        elif name == "field":
            self._end_field(closed.field_)
        elif name == "fldrslt" and closed.field_ is not None and closed.field_.meaning is not None:
            if closed.field_.meaning.href and closed.to == "text":
                self._story.close_link()
        elif name == "shptxt":
            self._end_box()
        elif name in RtfHead.DESTINATIONS:
            self.head.end(name, captured)
        elif name == "bkmkstart":
            self._notes.start_bookmark(self._story, captured.strip())
        elif name == "bkmkend":
            self._notes.end_bookmark(self._story, captured.strip())

    # characters

    def _emit(self, text: str, where: Span | Spread) -> None:
        group = self._group
        if group.to == "text":
            if group.hidden or group.deleted:
                return
            self._story.add(text, where, italic=group.italic, raised=group.raised)
            if not self._notes.is_open:
                self._paragraph.append(text)
            if group.raised and group.field_ is not None:
                group.field_.raised = True
        elif group.to == "fldinst":
            if group.field_ is not None and not callable(where):
                one = group.field_
                one.instruction.append(text)
                one.where = where if one.where is None else (one.where[0], where[1])
        elif group.to != "skip":
            self._captured.append(text)

    def _symbol(self, symbol: str, start: int, end: int) -> None:
        if symbol == "*":
            self._is_starred = self._is_fresh
            return
        self._is_fresh = False
        if self._characters.is_substitute():
            return
        if symbol in SYMBOLS:
            self._characters.flush()
            self._emit(SYMBOLS[symbol], (start, end))
        elif symbol in {"\n", "\r", "\r\n"}:
            self._characters.flush()
            self._end_block()

    # control words

    def _word(self, name: str, number: int | None, start: int, end: int) -> None:
        is_fresh, self._is_fresh = self._is_fresh, False
        if name == "u" and number is not None:
            self._characters.unicode(number, (start, end), self._group.unicode_skip)
            return
        self._characters.flush()
        if self._characters.is_substitute():
            return
        group = self._group
        if is_fresh:
            # Of destinations in running text nearly all are known by their names; elsewhere it depends.
            if (name in DESTINATIONS or group.to != "text") and self._enter(name):
                return
            if self._is_starred:
                group.to = "skip"
                return
        if (format := FORMATS.get(name)) is not None:
            format(group, number)
        elif (setting := self._settings.get(name)) is not None:
            setting(number)
        elif group.to == "skip":
            return
        elif name in CHARACTERS:
            self._emit(CHARACTERS[name], (start, end))
        elif group.to != "text":
            self.head.word(group.to, name, number)
        elif name in TEXT_WORDS:
            self._in_text(name, number, start, end)

    def _table_of_settings(self) -> dict[str, Callable[[int | None], None]]:
        """Return what is done at words that say how characters are written, wherever they stand."""
        return {
            "uc": self._set_substitutes,
            "f": self._set_font,
            "ansicpg": lambda number: self._set_encoding(code_page(number)),
            "mac": lambda _: self._set_encoding("mac-roman"),
            "pc": lambda _: self._set_encoding("cp437"),
            "pca": lambda _: self._set_encoding("cp850"),
        }

    def _set_substitutes(self, number: int | None) -> None:
        self._group.unicode_skip = 1 if number is None else max(number, 0)

    def _set_font(self, number: int | None) -> None:
        if self._group.to == "font":
            self.head.word("font", "f", number)
        elif number is not None:
            self._group.encoding = self.head.encoding_of(number)

    def _set_encoding(self, name: str) -> None:
        self._encoding = name

    def _in_text(self, name: str, number: int | None, start: int, end: int) -> None:
        if name in BLOCK_ENDS:
            self._end_block()
            self._notes.section += name == "sect"
        elif name in LINE_ENDS:
            self._notes.page += name == "page"
            if not self._group.hidden and not self._group.deleted:
                self._story.break_line((start, end))
        elif name == "chftn":
            self._auto_number(start, end)
        elif name == "pard":
            self._paragraph_style, self._is_outlined = None, False
        elif name == "s":
            self._paragraph_style = number
        elif name == "outlinelevel":
            self._is_outlined = number is not None and number < 9
        elif name == "sectd":
            self._notes.numbers.begin_section()
        elif name == "ftnalt":
            self._notes.is_endnote()
        elif name in NOTE_WORDS:
            self._notes.numbers.say(name, number)

    # destinations

    def _enter(self, name: str) -> bool:
        """Enter a destination; False when the word is none, or stands where nothing is kept."""
        group = self._group
        if group.to == "skip":
            # \upr holds the same text twice; \ud is the half in Unicode. \info and tables hold what we want to know.
            wanted = {"title": "title", "creatim": "moment", "revtim": "moment"}
            if name == "ud" and len(self._groups) > 1 and self._groups[-1].opened == "upr":
                group.to = self._groups[-2].to
                return True
            if name in wanted and self._groups[-1:] and self._groups[-1].opened == "info":
                group.to, group.opened = wanted[name], name
                return True
            return False
        if name == "footnote" and group.to == "text":
            self._start_note()
        elif name in {"fonttbl", "stylesheet"}:
            group.to, group.opened = ("font" if name == "fonttbl" else "style"), ("font" if name == "fonttbl" else "")
        elif group.to == "style" and not group.opened:
            group.opened = "style"
            self._captured = []
            return False  # the word itself (\s1, \*) counts
        elif name == "field":
            group.field_, group.opened = RtfField(group.to, self._story.length), "field"
        elif name in {"fldinst", "fldrslt"} and group.field_ is not None:
            self._enter_field(name, group.field_)
        elif name == "shptxt" and group.to == "text":
            self._start_box()
        elif name in {"bkmkstart", "bkmkend", "propname", "staticval"}:
            group.to = group.opened = name
            self._captured = []
        elif name in {"userprops", "shpinst", "listtext", "pntext", "shppict"} or name == "ud":
            group.to = "text" if name in {"shpinst", "listtext", "pntext", "ud"} else "skip"
            if name == "userprops":
                group.to = "properties"
        elif name in SKIPPED:
            group.to = "skip"
            group.opened = name
        else:
            return False
        return True

    # paragraphs

    def _end_block(self) -> None:
        if self._group.to != "text":
            return
        if not self._notes.is_open:
            text = " ".join("".join(self._paragraph).split())
            is_title = self.head.is_title(self._paragraph_style)
            is_heading = self._is_outlined or self.head.is_heading(self._paragraph_style)
            self._story.mark_block(is_heading=is_heading)
            if is_heading and text and len(self.titles) + len(self.headings) < 10:
                (self.titles if is_title else self.headings).append(text)
            self._paragraph = []
        self._story.end_block()

    # fields

    def _enter_field(self, name: str, one: RtfField) -> None:
        group = self._group
        group.opened = name
        if name == "fldinst":
            group.to = "fldinst"
            return
        one.meaning = meaning("".join(one.instruction)[:_LONGEST_NAME])
        one.start = self._story.length
        group.to = "skip" if one.meaning.is_hidden else one.to
        if one.meaning.href and group.to == "text":
            place = Place(start=one.where[0], end=one.where[1]) if one.where is not None else None
            self._story.open_link(one.meaning.href, place)

    def _end_field(self, one: RtfField | None) -> None:
        if one is None or one.to != "text":
            return
        known = one.meaning or meaning("".join(one.instruction)[:_LONGEST_NAME])
        start, end = min(one.start, self._story.length), self._story.length
        if known.items:
            self._story.cites.append(StoryCite(start=start, end=end, items=known.items))
        is_call = one.raised or _SUPERSCRIPT_SWITCH.search("".join(one.instruction)[:200])
        if known.bookmark and is_call and not self._notes.is_open:
            self._story.calls.append(StoryCall(start=start, end=end, note=BOOKMARK + known.bookmark))

    # notes and boxes

    def _auto_number(self, start: int, end: int) -> None:
        r"""``\chftn``: in the body the call, in a note its own number, which is not its text."""
        if self._notes.is_open:
            if self._story.own_number_at is None:
                self._story.own_number_at = self._story.length
        elif not self._group.hidden and not self._group.deleted:
            self._notes.call(self._story, (start, end))

    def _start_note(self) -> None:
        group = self._group
        if self._notes.is_open:  # a note in a note is part of it
            return
        if group.hidden or group.deleted:
            group.to = "skip"
            return
        self._notes.start(self._story)
        group.opened = "footnote"
        group.italic = group.raised = False
        self._stories.append(self._story)
        self._story = Story()

    def _end_note(self, where: tuple[int, int]) -> None:
        if self._notes.is_open and self._stories:
            story, self._story = self._story, self._stories.pop()
            self._notes.end(story, where)

    def _start_box(self) -> None:
        if not self._notes.is_open:
            self._group.opened = "shptxt"
            self._stories.append(self._story)
            self._story = Story()

    def _end_box(self) -> None:
        if self._stories:
            box, self._story = self._story, self._stories.pop()
            box.close()
            if box.length:
                self.body.append(box)
