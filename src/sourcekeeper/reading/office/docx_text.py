"""Bring WordprocessingML into stories: the body, each note, each text box. Pure.

What a reader of the printed page does not see is left out: deletions, hidden text, the instructions of fields, tables
of contents. A call in what is left out takes its note with it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from sourcekeeper.reading.office.docx_fields import OpenSpans
from sourcekeeper.reading.office.docx_formats import OUTSIDE, Formats, Paragraph
from sourcekeeper.reading.office.docx_parts import FoundReference, WordParts
from sourcekeeper.reading.office.docx_settings import (
    ENDNOTE,
    FOOTNOTE,
    PREFIXES,
    NoteProperties,
    Relationship,
    is_on,
)
from sourcekeeper.reading.office.element_walk import Attributes, ElementWalk, Handlers
from sourcekeeper.reading.office.story import Story, StoryCall

_LEFT_OUT = frozenset({
    "mc:Fallback", "w:del", "w:moveFrom", "w:delText", "w:delInstrText", "w:rt", "w:tblPr", "w:tblGrid", "w:tcPr",
    "w:trPr", "w:rPrChange", "w:pPrChange", "w:sectPrChange", "w:tblPrChange", "w:numberingChange", "w:binData",
    "w:placeholder",
})  # fmt: skip
"""Elements that hold no text of the document as it stands now."""
_CALLS = {"w:footnoteReference": FOOTNOTE, "w:endnoteReference": ENDNOTE}
_NOTES = {"w:footnote": FOOTNOTE, "w:endnote": ENDNOTE}
_SEPARATORS = frozenset({"separator", "continuationSeparator", "continuationNotice"})
_SYMBOL_FONTS = frozenset({"symbol", "times new roman", "arial", "calibri", ""})


class _LeftOut:
    """Takes the events of what is left out: the notes called there are removed with it."""

    def __init__(self, removed: set[str]) -> None:
        self._removed = removed

    def start(self, tag: str, attributes: Attributes) -> None:
        """An element starts."""
        if tag in _CALLS:
            self._removed.add(_CALLS[tag] + attributes.get("w:id", ""))

    def end(self, tag: str) -> None:
        """An element ends."""

    def data(self, text: str) -> None:
        """Text stands there."""


class WordText:
    """Takes one part, through its `walk`: ``document.xml``, ``footnotes.xml`` or ``endnotes.xml``."""

    def __init__(self, part: str, parts: WordParts, links: Mapping[str, Relationship]) -> None:
        self._parts = parts
        self._formats = Formats(parts.styles)
        self.walk = ElementWalk(part, PREFIXES, self._handlers())
        self._spans = OpenSpans(part, self.walk, links, parts.custom)
        self._story = Story()
        self._stack: list[tuple[Story, Paragraph | None]] = []
        self._is_note = False
        self._collecting = ""
        self._mark: tuple[int, str] | None = None
        self._run_text: list[str] = []
        self._heading_text: list[str] | None = None
        self._page = 0
        self._section: NoteProperties | None = None

    def finish(self) -> None:
        """The part is over, perhaps before its end."""
        self._spans.end_fields(self._story, in_note=self._is_note)
        while self._stack:
            self._end_box()
        if not self._is_note:
            self._parts.body.insert(0, self._story)

    def _handlers(self) -> Handlers:
        left_out = _LeftOut(self._parts.removed)
        return Handlers(
            starts=self._starts(),
            starts_with=self._starts_with(),
            ends=self._ends(),
            data=self._text,
            apart=dict.fromkeys(_LEFT_OUT, left_out),
        )

    def _starts(self) -> dict[str, Callable[[], None]]:
        formats = self._formats
        return {
            "w:p": self._start_paragraph,
            "w:pPr": formats.open_properties,
            "w:rPr": formats.open_properties,
            "w:del": formats.delete_mark,
            "w:r": formats.open_run,
            "w:t": self._start_text,
            "m:t": self._start_text,
            "w:instrText": self._start_instruction,
            "w:tab": self._tab,
            "w:noBreakHyphen": partial(self._add, "-"),
            "w:softHyphen": partial(self._add, "\u00ad"),
            "w:sdt": self._start_control,
            "w:txbxContent": self._start_box,
            "w:sectPr": self._start_section,
            "w:footnoteRef": self._own_number,
            "w:endnoteRef": self._own_number,
            "w:lastRenderedPageBreak": self._page_break,
        }

    def _starts_with(self) -> dict[str, Callable[[Attributes], None]]:
        formats = self._formats
        starts: dict[str, Callable[[Attributes], None]] = {
            "w:pStyle": formats.name_paragraph_style,
            "w:numId": formats.name_list,
            "w:ilvl": formats.set_level,
            "w:rStyle": formats.name_run_style,
            "w:i": formats.set_italic,
            "w:vanish": formats.set_hidden,
            "w:vertAlign": formats.set_vertical,
            "w:position": formats.set_position,
            "w:br": self._break,
            "w:cr": self._break,
            "w:sym": self._symbol,
            "w:hyperlink": self._start_link,
            "w:fldChar": self._field_mark,
            "w:fldSimple": self._start_simple_field,
            "w:bookmarkStart": self._start_bookmark,
            "w:bookmarkEnd": self._end_bookmark,
            "w:tag": self._control_tag,
            "w:docPartGallery": self._control_gallery,
        }
        starts |= {tag: partial(self._say_of_section, tag) for tag in NoteProperties.ELEMENTS}
        starts |= {tag: partial(self._reference, kind) for tag, kind in _CALLS.items()}
        starts |= {tag: partial(self._start_note, kind) for tag, kind in _NOTES.items()}
        return starts

    def _ends(self) -> dict[str, Callable[[], None]]:
        ends: dict[str, Callable[[], None]] = {
            "w:p": self._end_paragraph,
            "w:pPr": self._end_paragraph_properties,
            "w:rPr": self._formats.close_properties,
            "w:r": self._end_run,
            "w:t": self._end_text,
            "m:t": self._end_text,
            "w:instrText": self._end_text,
            "w:hyperlink": self._end_link,
            "w:fldSimple": self._end_simple_field,
            "w:sdt": self._end_control,
            "w:txbxContent": self._end_box,
            "w:sectPr": self._end_section,
            "w:footnote": self._end_note,
            "w:endnote": self._end_note,
        }
        return ends | {tag: partial(self._said_of_section, tag) for tag in NoteProperties.ELEMENTS}

    # text

    def _text(self, text: str) -> None:
        if not self._collecting:
            return
        if self._spans.in_instruction or self._collecting == "instruction":
            self._spans.instruct(text)
        else:
            self._add(text)

    def _is_out_of_sight(self) -> bool:
        paragraph = self._formats.paragraph
        return self._spans.in_contents or (paragraph is not None and paragraph.hidden)

    def _add(self, text: str) -> None:
        how, spans = self._formats.paragraph or OUTSIDE, self._spans
        if how.hidden or spans.in_contents or spans.in_instruction:
            return
        self._story.add(text, self.walk.here(), italic=how.italic, raised=how.raised)
        if self._mark is not None:
            self._run_text.append(text)
        if self._heading_text is not None:
            self._heading_text.append(text)
        if how.raised:
            spans.see_raised()

    def _start_text(self) -> None:
        self._collecting = "text"

    def _start_instruction(self) -> None:
        self._collecting = "instruction"

    def _end_text(self) -> None:
        self._collecting = ""

    def _break(self, attributes: Attributes) -> None:
        if attributes.get("w:type") == "page":
            self._page_break()
        if not self._is_out_of_sight() and not self._spans.in_instruction:
            self._story.break_line(self.walk.here())

    def _tab(self) -> None:
        if self._formats.in_run:  # elsewhere it is a tab stop
            self._add("\t")

    def _symbol(self, attributes: Attributes) -> None:
        """A character of a symbol font: of its private figures only the ASCII half can be told."""
        try:
            code = int(attributes.get("w:char", ""), 16)
        except ValueError:
            return
        if 0xF020 <= code < 0xF07F and attributes.get("w:font", "").lower() in _SYMBOL_FONTS:
            code -= 0xF000
        if 0x20 <= code < 0xD800:
            self._add(chr(code))

    # paragraphs and runs

    def _start_paragraph(self) -> None:
        if self._formats.paragraph is not None:  # a paragraph in a paragraph: what is around it goes on later
            self._end_paragraph()
        self._formats.paragraph = Paragraph()

    def _end_paragraph(self) -> None:
        paragraph = self._formats.paragraph
        if paragraph is None:
            return
        if self._heading_text is not None:
            text = " ".join("".join(self._heading_text).split())
            named = paragraph.style.name.lower()
            if text:
                (self._parts.titles if named == "title" else self._parts.headings).append(text)
            self._heading_text = None
        if not paragraph.goes_on and not self._spans.in_contents:
            self._story.end_block()
        if paragraph.section is not None:
            self._parts.sections.append(paragraph.section)
        self._formats.paragraph = None

    def _end_paragraph_properties(self) -> None:
        self._formats.close_properties()
        paragraph = self._formats.paragraph
        if paragraph is None:
            return
        is_heading = bool(paragraph.style.is_heading)
        number = None
        if paragraph.list_id and not self._is_note:
            number = self._parts.lists.next_number(paragraph.list_id, paragraph.list_level or "0")
        self._story.mark_block(is_heading=is_heading, number=None if is_heading else number)
        if is_heading and not self._is_note and len(self._parts.headings) + len(self._parts.titles) < 10:
            self._heading_text = []

    def _end_run(self) -> None:
        if self._mark is not None:
            start, key = self._mark
            label = "".join(self._run_text).strip()
            self._story.calls.append(StoryCall(start=start, end=self._story.length, note=key, label=label))
            self._mark, self._run_text = None, []
        self._formats.close_run()

    # links, fields, bookmarks, content controls

    def _start_link(self, attributes: Attributes) -> None:
        self._spans.open_link(self._story, attributes)

    def _end_link(self) -> None:
        self._story.close_link()

    def _field_mark(self, attributes: Attributes) -> None:
        self._spans.mark_field(self._story, attributes.get("w:fldCharType", ""), in_note=self._is_note)

    def _start_simple_field(self, attributes: Attributes) -> None:
        self._spans.open_field(self._story, attributes.get("w:instr", ""))

    def _end_simple_field(self) -> None:
        self._spans.end_field(self._story, in_note=self._is_note)

    def _start_bookmark(self, attributes: Attributes) -> None:
        self._spans.open_bookmark(self._story, attributes)

    def _end_bookmark(self, attributes: Attributes) -> None:
        self._spans.close_bookmark(self._story, attributes)

    def _start_control(self) -> None:
        self._spans.open_control(self._story)

    def _control_tag(self, attributes: Attributes) -> None:
        self._spans.tag_control(attributes.get("w:val", ""))

    def _control_gallery(self, attributes: Attributes) -> None:
        self._spans.see_gallery(attributes.get("w:val", ""))

    def _end_control(self) -> None:
        self._spans.close_control(self._story)

    # text boxes, sections, pages

    def _start_box(self) -> None:
        if self._is_note:  # a box in a note is part of it
            return
        self._stack.append((self._story, self._formats.paragraph))
        self._story, self._formats.paragraph = Story(), None

    def _end_box(self) -> None:
        if not self._stack:
            return
        box = self._story
        self._story, self._formats.paragraph = self._stack.pop()
        if box.length:
            self._parts.body.append(box)

    def _start_section(self) -> None:
        self._section = NoteProperties()

    def _say_of_section(self, tag: str, attributes: Attributes) -> None:
        if self._section is not None:
            self._section.start(tag, attributes)

    def _said_of_section(self, tag: str) -> None:
        if self._section is not None:
            self._section.end(tag)

    def _end_section(self) -> None:
        paragraph = self._formats.paragraph
        if self._section is not None and paragraph is not None:
            paragraph.section = self._section
        elif self._section is not None:
            self._parts.sections.append(self._section)
        self._section = None

    def _page_break(self) -> None:
        self._page += 1

    # calls and notes

    def _reference(self, kind: str, attributes: Attributes) -> None:
        key = kind + attributes.get("w:id", "")
        if self._is_out_of_sight():
            self._parts.removed.add(key)
            return
        is_counted = not is_on({"w:val": attributes.get("w:customMarkFollows", "0")})
        section = len(self._parts.sections)
        self._parts.references.append(FoundReference(key, section, self._page, is_counted))
        for name in self._spans.bookmarks:
            self._parts.bookmarked.setdefault(name, key)
        if is_counted:
            self._story.call(key, self.walk.here())
        else:
            self._mark, self._run_text = (self._story.length, key), []

    def _start_note(self, kind: str, attributes: Attributes) -> None:
        self._is_note = True
        self._story = Story(where=self.walk.here())
        key = kind + attributes.get("w:id", "")
        if attributes.get("w:type", "normal") in _SEPARATORS:
            return
        if key in self._parts.notes:
            self._parts.repeated += 1
            return
        self._parts.notes[key] = self._story

    def _own_number(self) -> None:
        if self._is_note and self._story.own_number_at is None:
            self._story.own_number_at = self._story.length

    def _end_note(self) -> None:
        self._spans.end_fields(self._story, in_note=True)
        self._end_paragraph()
        self._story.close()
