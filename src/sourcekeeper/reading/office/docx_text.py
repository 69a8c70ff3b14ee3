"""Bring WordprocessingML into stories: the body, each note, each text box. Pure.

What a reader of the printed page does not see is left out: deletions, hidden text, the instructions of fields, tables
of contents. A call in what is left out takes its note with it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sourcekeeper.reading.element_path import ElementPath
from sourcekeeper.reading.office.docx_fields import OpenSpans
from sourcekeeper.reading.office.docx_parts import FoundReference, WordParts
from sourcekeeper.reading.office.docx_settings import (
    ENDNOTE,
    FOOTNOTE,
    PLAIN,
    NoteProperties,
    Relationship,
    Style,
    is_on,
)
from sourcekeeper.reading.office.stories import Story, StoryCall

_SKIPPED = frozenset({
    "mc:Fallback", "w:del", "w:moveFrom", "w:delText", "w:delInstrText", "w:rt", "w:tblPr", "w:tblGrid", "w:tcPr",
    "w:trPr", "w:rPrChange", "w:pPrChange", "w:sectPrChange", "w:tblPrChange", "w:numberingChange", "w:binData",
    "w:placeholder",
})  # fmt: skip
"""Elements that hold no text of the document as it stands now."""
_CALLS = {"w:footnoteReference": FOOTNOTE, "w:endnoteReference": ENDNOTE}
_NOTES = {"w:footnote": FOOTNOTE, "w:endnote": ENDNOTE}
_SEPARATORS = frozenset({"separator", "continuationSeparator", "continuationNotice"})
_SYMBOL_FONTS = frozenset({"symbol", "times new roman", "arial", "calibri", ""})


@dataclass(slots=True)
class _Paragraph:
    """The paragraph that is being read, and its run."""

    style: Style = PLAIN
    list_id: str | None = None
    list_level: str | None = None
    goes_on: bool = False
    """Whether its mark was deleted: the next paragraph goes on with it."""
    section: NoteProperties | None = None
    """Of the section that ends with this paragraph."""
    italic: bool = False
    hidden: bool = False
    raised: bool = False


class WordText:
    """Takes the events of one part: ``document.xml``, ``footnotes.xml`` or ``endnotes.xml``."""

    def __init__(self, part: str, parts: WordParts, links: Mapping[str, Relationship]) -> None:
        self._parts = parts
        self._path = ElementPath(part)
        self._spans = OpenSpans(part, self._path, links, parts.custom)
        self._skipping = 0
        self._story = Story()
        self._stack: list[tuple[Story, _Paragraph | None]] = []
        self._paragraph: _Paragraph | None = None
        self._in_properties = 0
        self._in_run = False
        self._is_note = False
        self._collecting = ""
        self._mark: tuple[int, str] | None = None
        self._run_text: list[str] = []
        self._heading_text: list[str] | None = None
        self._page = 0
        self._section: NoteProperties | None = None
        self._starts: dict[str, Callable[[Mapping[str, str]], None]] = self._table_of_starts()
        self._ends: dict[str, Callable[[], None]] = self._table_of_ends()

    # events

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element starts."""
        if self._skipping:
            self._skipping += 1
            if tag in _CALLS:
                self._parts.removed.add(_CALLS[tag] + attributes.get("w:id", ""))
            return
        if tag in _SKIPPED:
            self._skipping = 1
            if tag == "w:del" and self._in_properties and not self._in_run and self._paragraph is not None:
                self._paragraph.goes_on = True
            return
        self._path.enter(tag)
        if self._section is not None:
            self._section.start(tag, attributes)
        handle = self._starts.get(tag)
        if handle is not None:
            handle(attributes)

    def end(self, tag: str) -> None:
        """An element ends."""
        if self._skipping:
            self._skipping -= 1
            return
        handle = self._ends.get(tag)
        if handle is not None:
            handle()
        if self._section is not None:
            self._section.end(tag)
        self._path.leave()

    def data(self, text: str) -> None:
        """Text stands there."""
        if not self._collecting or self._skipping:
            return
        if self._collecting == "instruction" or self._spans.in_instruction:
            self._spans.instruct(text)
        else:
            self._add(text)

    def finish(self) -> None:
        """The part is over, perhaps before its end."""
        self._spans.end_fields(self._story, in_note=self._is_note)
        while self._stack:
            self._end_box()
        if not self._is_note:
            self._parts.body.insert(0, self._story)

    def _table_of_starts(self) -> dict[str, Callable[[Mapping[str, str]], None]]:
        starts: dict[str, Callable[[Mapping[str, str]], None]] = {
            "w:p": self._start_paragraph,
            "w:pPr": self._start_properties,
            "w:rPr": self._start_properties,
            "w:pStyle": self._paragraph_style,
            "w:numId": self._list_id,
            "w:ilvl": self._list_level,
            "w:r": self._start_run,
            "w:rStyle": self._run_style,
            "w:i": self._italic,
            "w:vanish": self._vanish,
            "w:vertAlign": self._vertical,
            "w:position": self._position,
            "w:t": self._start_text,
            "m:t": self._start_text,
            "w:instrText": self._start_instruction,
            "w:br": self._break,
            "w:cr": self._break,
            "w:tab": self._tab,
            "w:noBreakHyphen": lambda _: self._add("-"),
            "w:softHyphen": lambda _: self._add("\u00ad"),
            "w:sym": self._symbol,
            "w:hyperlink": self._start_link,
            "w:fldChar": self._field_mark,
            "w:fldSimple": self._start_simple_field,
            "w:bookmarkStart": self._start_bookmark,
            "w:bookmarkEnd": self._end_bookmark,
            "w:sdt": self._start_control,
            "w:tag": self._control_tag,
            "w:docPartGallery": self._control_gallery,
            "w:txbxContent": self._start_box,
            "w:sectPr": self._start_section,
            "w:footnoteRef": self._own_number,
            "w:endnoteRef": self._own_number,
            "w:lastRenderedPageBreak": self._page_break,
        }
        starts |= {tag: self._reference(kind) for tag, kind in _CALLS.items()}
        starts |= {tag: self._start_note(kind) for tag, kind in _NOTES.items()}
        return starts

    def _table_of_ends(self) -> dict[str, Callable[[], None]]:
        return {
            "w:p": self._end_paragraph,
            "w:pPr": self._end_paragraph_properties,
            "w:rPr": self._end_properties,
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

    # text

    def _is_out_of_sight(self) -> bool:
        return self._spans.in_contents or (self._paragraph is not None and self._paragraph.hidden)

    def _add(self, text: str) -> None:
        if self._is_out_of_sight() or self._spans.in_instruction:
            return
        paragraph = self._paragraph
        italic, raised = (paragraph.italic, paragraph.raised) if paragraph is not None else (False, False)
        self._story.add(text, self._path.here(), italic=italic, raised=raised)
        if self._mark is not None:
            self._run_text.append(text)
        if self._heading_text is not None:
            self._heading_text.append(text)
        if raised:
            self._spans.see_raised()

    def _start_text(self, _: Mapping[str, str]) -> None:
        self._collecting = "text"

    def _start_instruction(self, _: Mapping[str, str]) -> None:
        self._collecting = "instruction"

    def _end_text(self) -> None:
        self._collecting = ""

    def _break(self, attributes: Mapping[str, str]) -> None:
        if attributes.get("w:type") == "page":
            self._page_break(attributes)
        if not self._is_out_of_sight() and not self._spans.in_instruction:
            self._story.break_line(self._path.here())

    def _tab(self, _: Mapping[str, str]) -> None:
        if self._in_run:  # elsewhere it is a tab stop
            self._add("\t")

    def _symbol(self, attributes: Mapping[str, str]) -> None:
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

    def _start_paragraph(self, _: Mapping[str, str]) -> None:
        if self._paragraph is not None:  # a paragraph in a paragraph: what is around it goes on later
            self._end_paragraph()
        self._paragraph = _Paragraph()
        self._path.begin_paragraph()

    def _end_paragraph(self) -> None:
        paragraph = self._paragraph
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
        self._paragraph = None

    def _start_properties(self, _: Mapping[str, str]) -> None:
        self._in_properties += 1

    def _end_properties(self) -> None:
        self._in_properties = max(self._in_properties - 1, 0)

    def _paragraph_style(self, attributes: Mapping[str, str]) -> None:
        if self._paragraph is None:
            return
        style = self._parts.styles.style(attributes.get("w:val", ""))
        self._paragraph.style = style
        self._paragraph.list_id = self._paragraph.list_id or style.list_id
        self._paragraph.list_level = self._paragraph.list_level or style.list_level

    def _list_id(self, attributes: Mapping[str, str]) -> None:
        if self._paragraph is not None and self._in_properties:
            self._paragraph.list_id = attributes.get("w:val", "")

    def _list_level(self, attributes: Mapping[str, str]) -> None:
        if self._paragraph is not None and self._in_properties:
            self._paragraph.list_level = attributes.get("w:val", "")

    def _end_paragraph_properties(self) -> None:
        self._end_properties()
        paragraph = self._paragraph
        if paragraph is None:
            return
        is_heading = bool(paragraph.style.is_heading)
        number = None
        if paragraph.list_id and not self._is_note:
            number = self._parts.lists.next_number(paragraph.list_id, paragraph.list_level or "0")
        self._story.mark_block(is_heading=is_heading, number=None if is_heading else number)
        if is_heading and not self._is_note and len(self._parts.headings) + len(self._parts.titles) < 10:
            self._heading_text = []

    def _start_run(self, _: Mapping[str, str]) -> None:
        self._in_run = True
        if self._paragraph is not None:
            style = self._paragraph.style
            self._paragraph.italic = bool(style.italic)
            self._paragraph.hidden = bool(style.hidden)
            self._paragraph.raised = bool(style.raised)

    def _end_run(self) -> None:
        if self._mark is not None:
            start, key = self._mark
            label = "".join(self._run_text).strip()
            self._story.calls.append(StoryCall(start=start, end=self._story.length, note=key, label=label))
            self._mark, self._run_text = None, []
        if self._paragraph is not None:
            self._paragraph.hidden = bool(self._paragraph.style.hidden)
        self._in_run = False

    def _run_style(self, attributes: Mapping[str, str]) -> None:
        paragraph = self._paragraph
        if paragraph is None or not self._in_run:
            return
        style = self._parts.styles.style(attributes.get("w:val", ""))
        paragraph.italic = paragraph.italic if style.italic is None else style.italic
        paragraph.hidden = paragraph.hidden if style.hidden is None else style.hidden
        paragraph.raised = paragraph.raised if style.raised is None else style.raised

    def _italic(self, attributes: Mapping[str, str]) -> None:
        if self._paragraph is not None and self._in_run:
            self._paragraph.italic = is_on(attributes)

    def _vanish(self, attributes: Mapping[str, str]) -> None:
        if self._paragraph is not None and self._in_run:
            self._paragraph.hidden = is_on(attributes)

    def _vertical(self, attributes: Mapping[str, str]) -> None:
        if self._paragraph is not None and self._in_run:
            self._paragraph.raised = attributes.get("w:val") == "superscript"

    def _position(self, attributes: Mapping[str, str]) -> None:
        if self._paragraph is not None and self._in_run and attributes.get("w:val", "").strip("+").isdigit():
            self._paragraph.raised = self._paragraph.raised or attributes["w:val"].strip("+0") != ""

    # links, fields, bookmarks, content controls

    def _start_link(self, attributes: Mapping[str, str]) -> None:
        self._spans.open_link(self._story, attributes)

    def _end_link(self) -> None:
        self._story.close_link()

    def _field_mark(self, attributes: Mapping[str, str]) -> None:
        self._spans.mark_field(self._story, attributes.get("w:fldCharType", ""), in_note=self._is_note)

    def _start_simple_field(self, attributes: Mapping[str, str]) -> None:
        self._spans.open_field(self._story, attributes.get("w:instr", ""))

    def _end_simple_field(self) -> None:
        self._spans.end_field(self._story, in_note=self._is_note)

    def _start_bookmark(self, attributes: Mapping[str, str]) -> None:
        self._spans.open_bookmark(self._story, attributes)

    def _end_bookmark(self, attributes: Mapping[str, str]) -> None:
        self._spans.close_bookmark(self._story, attributes)

    def _start_control(self, _: Mapping[str, str]) -> None:
        self._spans.open_control(self._story)

    def _control_tag(self, attributes: Mapping[str, str]) -> None:
        self._spans.tag_control(attributes.get("w:val", ""))

    def _control_gallery(self, attributes: Mapping[str, str]) -> None:
        self._spans.see_gallery(attributes.get("w:val", ""))

    def _end_control(self) -> None:
        self._spans.close_control(self._story)

    # text boxes, sections, pages

    def _start_box(self, _: Mapping[str, str]) -> None:
        if self._is_note:  # a box in a note is part of it
            return
        self._stack.append((self._story, self._paragraph))
        self._story, self._paragraph = Story(), None

    def _end_box(self) -> None:
        if not self._stack:
            return
        box = self._story
        self._story, self._paragraph = self._stack.pop()
        if box.length:
            self._parts.body.append(box)

    def _start_section(self, _: Mapping[str, str]) -> None:
        self._section = NoteProperties()

    def _end_section(self) -> None:
        if self._section is not None and self._paragraph is not None:
            self._paragraph.section = self._section
        elif self._section is not None:
            self._parts.sections.append(self._section)
        self._section = None

    def _page_break(self, _: Mapping[str, str]) -> None:
        self._page += 1

    # calls and notes

    def _reference(self, kind: str) -> Callable[[Mapping[str, str]], None]:
        def found(attributes: Mapping[str, str]) -> None:
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
                self._story.call(key, self._path.here())
            else:
                self._mark, self._run_text = (self._story.length, key), []

        return found

    def _start_note(self, kind: str) -> Callable[[Mapping[str, str]], None]:
        def found(attributes: Mapping[str, str]) -> None:
            self._is_note = True
            self._story = Story(where=self._path.here())
            key = kind + attributes.get("w:id", "")
            if attributes.get("w:type", "normal") in _SEPARATORS:
                return
            if key in self._parts.notes:
                self._parts.repeated += 1
                return
            self._parts.notes[key] = self._story

        return found

    def _own_number(self, _: Mapping[str, str]) -> None:
        if self._is_note and self._story.own_number_at is None:
            self._story.own_number_at = self._story.length

    def _end_note(self) -> None:
        self._spans.end_fields(self._story, in_note=True)
        self._end_paragraph()
        self._story.close()
