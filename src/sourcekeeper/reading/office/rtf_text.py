r"""Bring RTF into stories: the body, each note, each text box. Groups nest as deep as they like. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sourcekeeper.model import Place
from sourcekeeper.patterns import regex
from sourcekeeper.reading.office.docx_settings import ENDNOTE, FOOTNOTE
from sourcekeeper.reading.office.rtf_characters import Characters
from sourcekeeper.reading.office.rtf_groups import Group, RtfField
from sourcekeeper.reading.office.rtf_head import RtfHead
from sourcekeeper.reading.office.rtf_numbers import RtfNumbers
from sourcekeeper.reading.office.rtf_scan import (
    BLOCK_ENDS,
    CHARACTERS,
    NOTE_WORDS,
    SKIPPED,
    SYMBOLS,
    Token,
    code_page,
)
from sourcekeeper.reading.office.stories import (
    BOOKMARK,
    Story,
    StoryCall,
    StoryCite,
    StoryNote,
    answer_cross_references,
)
from sourcekeeper.reading.office.word_fields import meaning

_MOST_GROUPS = 400_000
"""Open groups whose formatting is remembered; deeper ones share that of the group around them."""
_MARK = regex(r"\s*([*†‡§¶#]{1,6}|\([*†‡§\d]{1,4}\)|\[[*†‡§\d]{1,4}\])\s*$")
_LONGEST_MARK = 8
_LONGEST_NAME = 4_000_000
_SUPERSCRIPT_SWITCH = regex(r"\\f\b", re.IGNORECASE)


@dataclass(slots=True)
class _OpenNote:
    """The note that is being read."""

    key: str
    kind: str = FOOTNOTE
    mark: str | None = None
    """The author's own mark; None when it is counted."""


class RtfText:
    """Takes the tokens of a document."""

    def __init__(self) -> None:
        self.body: list[Story] = []
        self.notes: list[StoryNote] = []
        self.titles: list[str] = []
        self.headings: list[str] = []
        self.head = RtfHead()
        self.is_cut = False
        self._encoding = "cp1252"
        self._group = Group()
        self._groups: list[Group] = []
        self._reached = 0
        self._too_deep = 0
        self._is_fresh = self._is_starred = False
        self._story = Story()
        self._stories: list[Story] = []
        self._characters = Characters(self._emit)
        self._captured: list[str] = []
        self._paragraph_style: int | None = None
        self._is_outlined = False
        self._paragraph: list[str] = []
        self._note: _OpenNote | None = None
        self._call: tuple[str, int] | None = None
        self._keys = 0
        self._numbers = RtfNumbers()
        self._section = self._page = 0
        self._bookmarks: dict[str, int] = {}
        self._bookmarked: dict[str, str] = {}

    def read(self, tokens: Iterable[Token]) -> None:
        """Take all tokens."""
        for token in tokens:
            self._reached = token.end
            if token.kind == "text":
                self._characters.text(token, self._group.encoding or self._encoding)
                self._is_fresh = False
            elif token.kind == "byte":
                self._characters.byte(token, self._group.encoding or self._encoding)
                self._is_fresh = False
            elif token.kind == "brace":
                self._characters.flush()
                self._characters.end_substitutes()
                if token.text == "{":
                    self._open(token.start)
                else:
                    self._close(token.end)
            elif token.kind == "symbol":
                self._symbol(token)
            else:
                self._word(token)
        self._characters.flush()
        self.is_cut = bool(self._groups) or self._too_deep > 0
        while self._groups:
            self._close(self._reached)
        self._story.close()
        self.body.insert(0, self._story)
        answer_cross_references(self.body, self._bookmarked)

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
        if name in RtfHead.DESTINATIONS or name in {"bkmkstart", "bkmkend"}:
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
            if len(self._bookmarks) < 1000:
                self._bookmarks[captured.strip()] = self._story.length
        elif name == "bkmkend":
            self._end_bookmark(captured.strip())

    # characters

    def _emit(self, text: str, start: int, end: int) -> None:
        group = self._group
        if group.to == "text":
            if group.hidden or group.deleted:
                return
            self._story.add(text, (start, end), italic=group.italic, raised=group.raised)
            if self._note is None:
                self._paragraph.append(text)
            if group.raised and group.field_ is not None:
                group.field_.raised = True
        elif group.to == "fldinst":
            if group.field_ is not None:
                one = group.field_
                one.instruction.append(text)
                one.where = (start, end) if one.where is None else (one.where[0], end)
        elif group.to != "skip":
            self._captured.append(text)

    def _symbol(self, token: Token) -> None:
        symbol = token.text
        if symbol == "*":
            self._is_starred = self._is_fresh
            return
        self._is_fresh = False
        if self._characters.is_substitute():
            return
        if symbol in SYMBOLS:
            self._characters.flush()
            self._emit(SYMBOLS[symbol], token.start, token.end)
        elif symbol in {"\n", "\r", "\r\n"}:
            self._characters.flush()
            self._end_block()

    # control words

    def _word(self, token: Token) -> None:
        name, number = token.text, token.number
        is_fresh, self._is_fresh = self._is_fresh, False
        if name == "u" and number is not None:
            self._characters.unicode(number, token, self._group.unicode_skip)
            return
        self._characters.flush()
        if self._characters.is_substitute():
            return
        if is_fresh and self._enter(name):
            return
        if self._is_starred and is_fresh:
            self._group.to = "skip"
        elif name == "uc":
            self._group.unicode_skip = max(number or 0, 0) if number is not None else 1
        elif self._format(name, number) or self._group.to == "skip":
            return
        elif name in CHARACTERS:
            self._emit(CHARACTERS[name], token.start, token.end)
        elif self._group.to == "text":
            self._in_text(name, number, token)
        else:
            self.head.word(self._group.to, name, number)

    def _format(self, name: str, number: int | None) -> bool:
        """Take a word that changes how characters look or are written; False when it is another."""
        group, is_on = self._group, number != 0
        if name == "i":
            group.italic = is_on
        elif name == "super":
            group.raised = is_on
        elif name == "up":
            group.raised = number is None or number > 0
        elif name in {"nosupersub", "sub", "dn"}:
            group.raised = False
        elif name in {"v", "htmlrtf"}:
            group.hidden = is_on
        elif name == "deleted":
            group.deleted = is_on
        elif name == "plain":
            group.italic = group.raised = group.hidden = group.deleted = False
            group.encoding = ""
        elif name == "f" and number is not None and group.to != "font":
            group.encoding = self.head.encoding_of(number)
        elif name == "ansicpg":
            self._encoding = code_page(number)
        elif name in {"mac", "pc", "pca"}:
            self._encoding = {"mac": "mac-roman", "pc": "cp437", "pca": "cp850"}[name]
        else:
            return False
        return True

    def _in_text(self, name: str, number: int | None, token: Token) -> None:
        if name in BLOCK_ENDS:
            self._end_block()
            self._section += name == "sect"
        elif name in {"line", "page", "softline", "lbr"}:
            self._page += name == "page"
            if not self._group.hidden and not self._group.deleted:
                self._story.break_line((token.start, token.end))
        elif name == "chftn":
            self._auto_number(token)
        elif name == "pard":
            self._paragraph_style, self._is_outlined = None, False
        elif name == "s":
            self._paragraph_style = number
        elif name == "outlinelevel":
            self._is_outlined = number is not None and number < 9
        elif name == "sectd":
            self._numbers.begin_section()
        elif name == "ftnalt" and self._note is not None:
            self._note.kind = ENDNOTE
        elif name in NOTE_WORDS:
            self._numbers.say(name, number)

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
        if self._note is None:
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
        if known.bookmark and is_call and self._note is None:
            self._story.calls.append(StoryCall(start=start, end=end, note=BOOKMARK + known.bookmark))

    def _end_bookmark(self, name: str) -> None:
        start = self._bookmarks.pop(name, None)
        if start is None:
            return
        inside = next((call for call in reversed(self._story.calls[-3:]) if call.start >= start), None)
        if inside is not None:
            self._bookmarked.setdefault(name, inside.note)

    # notes and boxes

    def _auto_number(self, token: Token) -> None:
        r"""``\chftn``: in the body the call, in a note its own number, which is not its text."""
        if self._note is not None and self._story.own_number_at is None:
            self._story.own_number_at = self._story.length
        if self._note is not None or self._group.hidden or self._group.deleted:
            return
        self._keys += 1
        key = f"n{self._keys}"
        self._story.call(key, (token.start, token.end))
        self._call = key, self._story.length

    def _start_note(self) -> None:
        group = self._group
        if self._note is not None:  # a note in a note is part of it
            return
        if group.hidden or group.deleted:
            group.to = "skip"
            return
        call, self._call = self._call, None
        if call is not None and self._is_just_before(call[1]):
            self._note = _OpenNote(call[0])
        else:
            self._note = self._marked_note()
        group.opened = "footnote"
        group.italic = group.raised = False
        self._stories.append(self._story)
        self._story = Story()

    def _marked_note(self) -> _OpenNote:
        """A note whose mark the author typed: what stands raised before it, or a star."""
        self._keys += 1
        key, end = f"n{self._keys}", self._story.length
        start = end
        if self._story.raised and self._is_just_before(self._story.raised[-1][1]):
            start = max(self._story.raised[-1][0], end - _LONGEST_MARK)
        elif (found := _MARK.search(self._tail(_LONGEST_MARK))) is not None:
            start = end - len(found.group())
        label = self._tail(end - start).strip()
        self._story.calls.append(StoryCall(start=start, end=end, note=key, label=label))
        return _OpenNote(key, mark=label)

    def _is_just_before(self, end: int) -> bool:
        """Whether there is nothing but a little white space between a point of the story and here."""
        gap = self._story.length - end
        return 0 <= gap <= _LONGEST_MARK and not self._tail(gap).strip()

    def _tail(self, count: int) -> str:
        """Return the last characters of the story."""
        pieces: list[str] = []
        for piece in reversed(self._story.text):
            if count <= 0:
                break
            pieces.append(piece[-count:])
            count -= len(pieces[-1])
        return "".join(reversed(pieces))

    def _end_note(self, where: tuple[int, int]) -> None:
        note = self._note
        if note is None or not self._stories:
            return
        story, self._story = self._story, self._stories.pop()
        self._note = None
        story.where = where
        story.close()
        is_typed = note.mark is not None
        counted = "" if is_typed else self._numbers.number(note.kind, section=self._section, page=self._page)
        number = note.mark or counted
        self.notes.append(StoryNote(key=note.key, number=number or "*", story=story, label_in_text=is_typed))

    def _start_box(self) -> None:
        if self._note is None:
            self._group.opened = "shptxt"
            self._stories.append(self._story)
            self._story = Story()

    def _end_box(self) -> None:
        if self._stories:
            box, self._story = self._story, self._stories.pop()
            box.close()
            if box.length:
                self.body.append(box)
