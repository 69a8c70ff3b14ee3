"""Bring the text of an OpenDocument into stories: the body, each note, each text box. Pure.

Deleted text is kept apart by the format; hidden text, comments and tables of contents are left out here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from sourcekeeper.model import Item, Place
from sourcekeeper.reading.numbering import NoteCounter
from sourcekeeper.reading.office.element_path import Step, written
from sourcekeeper.reading.office.element_walk import NOBODY, Attributes, ElementWalk, Handlers
from sourcekeeper.reading.office.odt_styles import PREFIXES, Level, OdtLists, OdtMeta, OdtStyles, Style
from sourcekeeper.reading.office.stories import StoryNote
from sourcekeeper.reading.office.story import Story, StoryCall, StoryCite
from sourcekeeper.reading.office.word_fields import items_of_citation, meaning
from sourcekeeper.reading.office.xml_parse import XmlEvents

_LEFT_OUT = frozenset({
    "office:annotation", "text:tracked-changes", "svg:title", "svg:desc", "text:ruby-text", "office:forms",
    "text:table-of-content", "text:illustration-index", "text:table-index", "text:object-index", "text:user-index",
    "text:alphabetical-index", "office:scripts", "office:script", "office:settings", "office:font-face-decls",
    "text:sequence-decls", "text:hidden-text", "office:binary-data", "draw:object", "draw:object-ole",
    "presentation:notes",
})  # fmt: skip
"""Elements that hold no text of the document as it stands now, nor anything else we want to know."""
_STYLES = frozenset({"office:styles", "office:automatic-styles", "office:master-styles"})
_MOST_SPACES = 8
_DEFAULTS = {"footnote": Level("decimal", 1), "endnote": Level("lowerRoman", 1)}


@dataclass(slots=True)
class _Outer:
    """What goes on when a note or a box is over."""

    story: Story
    paragraphs: int
    formats: list[Style]


@dataclass(slots=True)
class _OpenNote:
    """The note that is being read."""

    key: str
    kind: str
    where: Step
    label: str = ""
    citation: list[str] = field(default_factory=list)


class OdtText:
    """Takes ``content.xml`` or a flat document, through its `walk`; styles and metadata in it go to those given."""

    def __init__(self, part: str, styles: OdtStyles, meta: OdtMeta | None, custom: Mapping[str, str]) -> None:
        self.body: list[Story] = []
        self.notes: list[StoryNote] = []
        self.titles: list[str] = []
        self.headings: list[str] = []
        self._styles = styles
        self._custom = custom
        self._lists = OdtLists(styles)
        self._story = Story()
        self._outer: list[_Outer] = []
        self._boxes: list[bool] = []
        self._paragraphs = 0
        self._formats: list[Style] = [Style()]
        self._hidden: list[bool] = []
        self._item: str | None = None
        self._note: _OpenNote | None = None
        self._in_citation = False
        self._keys: set[str] = set()
        self._counters: dict[str, NoteCounter] = {}
        self._marks: dict[str, int] = {}
        self._fields: list[tuple[int, tuple[Item, ...]]] = []
        self._refs: list[tuple[int, str]] = []
        self._heading_text: list[str] | None = None
        self.walk = ElementWalk(part, PREFIXES, self._handlers(meta))

    def finish(self) -> None:
        """The part is over, perhaps before its end."""
        while self._outer:
            self._end_note() if self._note is not None else self._leave()
        self.body.insert(0, self._story)

    def _handlers(self, meta: OdtMeta | None) -> Handlers:
        styles = self._styles
        apart: dict[str, XmlEvents] = dict.fromkeys(_LEFT_OUT, NOBODY)
        # A damaged document has styles also where they do not belong.
        style_starts = {tag: partial(styles.start, tag) for tag in styles.ELEMENTS}
        style_ends = {tag: partial(styles.end, tag) for tag in styles.ELEMENTS}
        return Handlers(
            starts={
                "text:tab": partial(self._add, " "),
                "text:line-break": self._break,
                "draw:text-box": self._start_box,
                "field:fieldmark-start": self._start_field,
                "field:fieldmark-end": self._end_field,
            },
            starts_with={
                "text:p": self._start_paragraph,
                "text:h": self._start_heading,
                "text:span": self._start_span,
                "text:a": self._start_link,
                "text:s": self._spaces,
                "text:note": self._start_note,
                "text:note-citation": self._start_citation,
                "text:note-ref": self._start_note_ref,
                "text:section": self._start_section,
                "text:list": self._lists.open,
                "text:list-item": self._start_item,
                "text:bookmark-start": self._start_mark,
                "text:bookmark-end": self._end_mark,
                "text:reference-mark-start": self._start_mark,
                "text:reference-mark-end": self._end_mark,
                "field:param": self._field_parameter,
                **style_starts,
            },
            ends={
                "text:p": self._end_paragraph,
                "text:h": self._end_paragraph,
                "text:span": self._end_span,
                "text:a": self._end_link,
                "text:note": self._end_note,
                "text:note-citation": self._end_citation,
                "text:note-ref": self._end_note_ref,
                "text:section": self._end_section,
                "text:list": self._lists.close,
                "draw:text-box": self._end_box,
                **style_ends,
            },
            data=self._text,
            apart=apart | dict.fromkeys(_STYLES, styles) | {"office:meta": meta or NOBODY},
        )

    # text

    def _text(self, text: str) -> None:
        if self._in_citation and self._note is not None:
            self._note.citation.append(text)
        elif self._paragraphs:
            self._add(text)

    def _is_hidden(self) -> bool:
        return bool(self._formats[-1].hidden) or any(self._hidden)

    def _add(self, text: str) -> None:
        if self._is_hidden():
            return
        how = self._formats[-1]
        self._story.add(text, self.walk.here(), italic=bool(how.italic), raised=bool(how.raised))
        if self._heading_text is not None:
            self._heading_text.append(text)

    def _spaces(self, attributes: Attributes) -> None:
        count = attributes.get("text:c", "1")
        self._add(" " * (min(int(count), _MOST_SPACES) if count.isdecimal() and len(count) < 6 else 1))

    def _break(self) -> None:
        if not self._is_hidden():
            self._story.break_line(self.walk.here())

    # paragraphs

    def _start_paragraph(self, attributes: Attributes) -> None:
        if self._paragraphs:
            self._story.end_block()
        self._paragraphs += 1
        style = self._styles.style("paragraph", attributes.get("text:style-name", ""))
        self._formats.append(style)
        is_title = style.name == "Title" and self._note is None
        self._story.mark_block(is_heading=is_title, number=self._item)
        self._item = None
        if is_title:
            self._heading_text = []

    def _start_heading(self, attributes: Attributes) -> None:
        self._item = None
        self._start_paragraph(attributes)
        if self._note is None:
            self._story.mark_block(is_heading=True)
            self._heading_text = []

    def _end_paragraph(self) -> None:
        style = self._formats.pop() if len(self._formats) > 1 else self._formats[-1]
        self._paragraphs = max(self._paragraphs - 1, 0)
        if self._heading_text is not None:
            text = " ".join("".join(self._heading_text).split())
            if text and len(self.titles) + len(self.headings) < 10:
                (self.titles if style.name == "Title" else self.headings).append(text)
            self._heading_text = None
        self._story.end_block()

    def _start_span(self, attributes: Attributes) -> None:
        own = self._styles.style("text", attributes.get("text:style-name", ""))
        around = self._formats[-1]
        self._formats.append(
            replace(
                around,
                italic=around.italic if own.italic is None else own.italic,
                hidden=around.hidden if own.hidden is None else own.hidden,
                raised=around.raised if own.raised is None else own.raised,
            )
        )

    def _end_span(self) -> None:
        if len(self._formats) > 1:
            self._formats.pop()

    def _start_item(self, attributes: Attributes) -> None:
        number = self._lists.item(attributes)
        self._item = number if self._note is None else None

    def _start_section(self, attributes: Attributes) -> None:
        self._hidden.append(attributes.get("text:display", "true") == "none")

    def _end_section(self) -> None:
        if self._hidden:
            self._hidden.pop()

    # links and fields

    def _start_link(self, attributes: Attributes) -> None:
        href = attributes.get("xlink:href", "")
        self._story.open_link("" if href.startswith("#") else href, Place(path=self.walk.path() + "/@xlink:href"))

    def _end_link(self) -> None:
        self._story.close_link()

    def _start_mark(self, attributes: Attributes) -> None:
        name = attributes.get("text:name", "")
        if "CSL_CITATION" in name[:60] or name in self._custom:
            self._marks[name] = self._story.length

    def _end_mark(self, attributes: Attributes) -> None:
        name = attributes.get("text:name", "")
        start = self._marks.pop(name, None)
        if start is not None:
            code = self._custom.get(name, name)
            self._cite(start, items_of_citation(code[code.find("{") :] if "{" in code else ""))

    def _start_field(self) -> None:
        self._fields.append((self._story.length, ()))

    def _field_parameter(self, attributes: Attributes) -> None:
        if self._fields and attributes.get("field:name", "").endswith(".code"):
            self._fields[-1] = self._fields[-1][0], meaning(attributes.get("field:value", "")).items

    def _end_field(self) -> None:
        if self._fields:
            self._cite(*self._fields.pop())

    def _cite(self, start: int, items: tuple[Item, ...]) -> None:
        if items and start <= self._story.length:
            self._story.cites.append(StoryCite(start=start, end=self._story.length, items=items))

    # notes and boxes

    def _start_note(self, attributes: Attributes) -> None:
        if self._note is not None:  # no note has notes of its own
            return
        where = self.walk.here()
        key = attributes.get("text:id") or attributes.get("xml:id") or self.walk.path()
        kind = attributes.get("text:note-class", "footnote")
        self._note = _OpenNote(key, kind, where)
        self._enter(Story(where=where))

    def _start_citation(self, attributes: Attributes) -> None:
        self._in_citation = True
        if self._note is not None:
            self._note.label = attributes.get("text:label", "")

    def _end_citation(self) -> None:
        self._in_citation = False

    def _end_note(self) -> None:
        note = self._note
        if note is None or not self._outer:
            return
        story = self._story
        self._note = None
        self._leave()
        if self._is_hidden():
            return
        label = note.label or " ".join("".join(note.citation).split())
        number = label or self._counted(note.kind)
        key = written(note.where) if note.key in self._keys else note.key
        self._keys.add(key)
        self._story.call(key, note.where, label=number)
        self.notes.append(StoryNote(key=key, number=number, story=story))

    def _counted(self, kind: str) -> str:
        """Return the next number of a kind of notes, for programs that write none."""
        how = self._styles.note_formats.get(kind, _DEFAULTS.get(kind, _DEFAULTS["footnote"]))
        counter = self._counters.setdefault(kind, NoteCounter(style=how.format, first=how.first))
        return counter.number()

    def _start_note_ref(self, attributes: Attributes) -> None:
        self._refs.append((self._story.length, attributes.get("text:ref-name", "")))

    def _end_note_ref(self) -> None:
        """A cross-reference set like a call is a second call; in the line (``voir note 3``) it is a word."""
        start, name = self._refs.pop() if self._refs else (0, "")
        if name and self._note is None and self._formats[-1].raised and start < self._story.length:
            self._story.calls.append(StoryCall(start=start, end=self._story.length, note=name))

    def _start_box(self) -> None:
        leaves = self._note is None  # a box in a note is part of it
        self._boxes.append(leaves)
        if leaves:
            self._enter(Story())

    def _end_box(self) -> None:
        if self._boxes and self._boxes.pop() and self._outer:
            box = self._story
            self._leave()
            if box.length:
                self.body.append(box)

    def _enter(self, story: Story) -> None:
        self._outer.append(_Outer(self._story, self._paragraphs, self._formats))
        self._story, self._paragraphs, self._formats = story, 0, [Style()]

    def _leave(self) -> None:
        outer = self._outer.pop()
        self._story, self._paragraphs, self._formats = outer.story, outer.paragraphs, outer.formats
