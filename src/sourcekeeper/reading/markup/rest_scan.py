"""Read the text of reStructuredText line by line, and what stands within its paragraphs. Pure.

Nothing is included, executed or inserted: a directive is skipped or its body read as text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import ClassVar

from sourcekeeper.reading.flow import Flow
from sourcekeeper.reading.languages import words
from sourcekeeper.reading.markup.rest_inline import RestInline
from sourcekeeper.reading.markup.rest_targets import DIRECTIVE, EXPLICIT, NOTE
from sourcekeeper.reading.markup.source_lines import SourceLine, body_end
from sourcekeeper.reading.notes import Found

_SKIPPED = words(
    "code code-block sourcecode literalinclude parsed-literal raw math highlight image include meta contents toctree "
    "sectnum bibliography role default-role unicode date graphviz uml plot autosummary automodule autoclass "
    "autofunction only-comment target-notes index tabularcolumns currentmodule module youtube video footbibliography "
    "comment todo ifconfig header footer title"
)
"""Directives whose content is no running text."""
_LINE = re.compile(r"([!-/:-@\[-`{-~])\1*$")
_OPTION = re.compile(r":[\w-][^:\n]{0,60}:(?=\s|$)[ \t]*")
_ITEM = re.compile(r"(?:[-*+•‣⁃]|\(?(?P<number>\d{1,4}|[a-zA-Z]|[ivxlc]{1,6}|#)[.)])[ \t]+(?=\S)")
_BORDER = re.compile(r"\+(?:[-=]+\+)+$|=+(?:[ \t]+=+)+$|-+(?:[ \t]+-+)+$")
_BAR = re.compile(r"\|[ \t]+|\|$")
_DOCTEST = re.compile(r">>>[ \t]")
_SHORTEST_LINE = 4
_SYMBOLS = "*†‡§¶#♠♥♦♣"


class RestScanner(RestInline):
    """Reads one document."""

    by_call: ClassVar[bool] = False

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.fields: dict[str, str] = {}
        self._index = 0
        self._at_head = True
        self._defined: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)

    def read(self) -> None:
        """Read the document."""
        while self._index < len(self.lines):
            line = self.lines[self._index]
            if line.is_blank:
                self._index += 1
                continue
            if not self._structure(line):
                self._paragraph(line)
        self.read_notes()

    # blocks

    def _structure(self, line: SourceLine) -> bool:
        """Deal with what is no paragraph; False when the line begins one."""
        explicit = EXPLICIT.match(self.source, line.start, line.end)
        if explicit is not None:
            self._explicit(line, explicit.end())
            return True
        if self.source.startswith("__ ", line.start) or _BORDER.match(self.source, line.start, line.end):
            self._index += 1
            return True
        if self._title(line):
            return True
        if _DOCTEST.match(self.source, line.start, line.end):
            while self._index < len(self.lines) and not self.lines[self._index].is_blank:
                self._index += 1
            return True
        return self._at_head and self._field(line)

    def _explicit(self, line: SourceLine, content: int) -> None:
        end = body_end(self.lines, self._index)
        note = NOTE.match(self.source, content, line.end)
        directive = DIRECTIVE.match(self.source, content, line.end)
        if note is not None:
            self.paragraph(line.start, line.start)
            self._note(note["label"], note.end(), self.lines[end - 1].end, line.start)
        elif directive is not None and not directive["sub"] and directive["name"].lower() not in _SKIPPED:
            self._directive(line, directive)
            return
        elif content >= line.end and self._index + 1 < len(self.lines) and self.lines[self._index + 1].is_blank:
            end = self._index + 1  # an empty comment takes nothing with it
        self._index = end

    def _directive(self, line: SourceLine, found: re.Match[str]) -> None:
        """Its argument is text (but that of a figure), its options are not, its body is read like any lines."""
        self.paragraph(line.start, found.end(), heading=found["name"] == "rubric")
        if found["name"] not in {"figure", "csv-table", "container", "class", "rst-class", "only", "highlights"}:
            self.inline(found.end(), line.end)
        self._index += 1
        while self._index < len(self.lines):
            option = self.lines[self._index]
            if option.is_blank or not _OPTION.match(self.source, option.start, option.end):
                break
            self._index += 1
        self.paragraph(line.end, line.end)

    def _title(self, line: SourceLine) -> bool:
        """A line underlined, maybe overlined too; a drawn line alone parts the text."""
        drawn = _LINE.match(self.source, line.start, line.end)
        following = self.lines[self._index + 1] if self._index + 1 < len(self.lines) else None
        if drawn is not None and line.end - line.start >= 2:
            under = self.lines[self._index + 2] if self._index + 2 < len(self.lines) else None
            if following is not None and under is not None and self._underlines(under, following, drawn[1]):
                self._heading(following)
                self._index += 3
                return True
            if line.end - line.start >= _SHORTEST_LINE:
                self.paragraph(line.start, line.start)
                self.out.put("-----", line.start, line.end)
                self.paragraph(line.end, line.end)
                self._index += 1
                return True
            return False
        if following is None or line.indent or not self._underlines(following, line, ""):
            return False
        self._heading(line)
        self._index += 2
        return True

    def _underlines(self, line: SourceLine, title: SourceLine, sign: str) -> bool:
        found = None if line.is_blank or title.is_blank else _LINE.match(self.source, line.start, line.end)
        if found is None or (sign and found[1] != sign) or line.indent:
            return False
        length = line.end - line.start
        return length >= title.end - title.start or (length >= _SHORTEST_LINE and length * 2 > title.end - title.start)

    def _heading(self, title: SourceLine) -> None:
        self.paragraph(title.start, title.start, heading=True)
        begun = self.out.length
        self.inline(title.start, title.end)
        if self.title is None:
            self.title = self.read_since(begun) or None
        else:
            self._at_head = False
        self.paragraph(title.end, title.end)

    def _field(self, line: SourceLine) -> bool:
        """A field at the head of the document: its date, its language."""
        found = _OPTION.match(self.source, line.start, line.end)
        if found is None:
            return False
        end = body_end(self.lines, self._index)
        name = found[0].strip().strip(":").lower()
        self.fields.setdefault(name, " ".join(self.source[found.end() : self.lines[end - 1].end].split()))
        self._index = end
        return True

    def _paragraph(self, line: SourceLine) -> None:
        """Lines up to an empty one; an item of a list, or the line of a poem, by itself."""
        self._at_head = False
        item = _ITEM.match(self.source, line.start, line.end)
        bar = _BAR.match(self.source, line.start, line.end)
        start = item.end() if item else bar.end() if bar else line.start
        number = item["number"] if item and (item["number"] or "").isdigit() else None
        self.paragraph(line.start, start, number=number, gap=item is None and bar is None)
        first = last = self._index
        while last + 1 < len(self.lines) and not self._starts_anew(self.lines[last + 1], line):
            last += 1
        self._index = last + 1
        end = self.lines[last].end
        if self.source.startswith("::", end - 2) and end - 2 >= start:
            self.inline(start, end - (2 if self.source[end - 3 : end - 2].isspace() else 1))
            self._skip_literal(min(each.indent for each in self.lines[first : last + 1]))
        else:
            self.inline(start, end)

    def _starts_anew(self, line: SourceLine, first: SourceLine) -> bool:
        if line.is_blank or EXPLICIT.match(self.source, line.start, line.end):
            return True
        if _BAR.match(self.source, line.start, line.end) or _BORDER.match(self.source, line.start, line.end):
            return True
        return (
            line.indent <= first.indent
            and _ITEM.match(self.source, line.start, line.end) is not None
            and (_ITEM.match(self.source, first.start, first.end) is not None)
        )

    def _skip_literal(self, indent: int) -> None:
        """What is indented behind ``::`` is program text."""
        after = self._index
        while after < len(self.lines) and (self.lines[after].is_blank or self.lines[after].indent > indent):
            after += 1
        self._index = after

    # notes

    def _note(self, label: str, start: int, end: int, at: int) -> None:
        key = self.key_of(label, defined=True)
        defined = self._defined[key]
        own = f"{key} {len(defined) + 1}" if defined else key
        defined.append((at, own))
        self.note(own, label if label[0] not in "#*" else "", start, end)

    def found(self, flow: Flow) -> Found:
        """Return notes and calls, with the numbers docutils gives them."""
        taken = {note.number for note in self.notes.values()}
        automatic = symbols = 0
        for key, note in self.notes.items():
            if key.startswith("#"):
                automatic += 1
                while str(automatic) in taken:
                    automatic += 1
                note.number = str(automatic)
            elif key.startswith("*"):
                note.number = _SYMBOLS[symbols % len(_SYMBOLS)] * (symbols // len(_SYMBOLS) + 1)
                symbols += 1
        for call in self.calls:
            places = self._defined.get(call.key, ())
            if len(places) > 1:  # the same label in several chapters: the text that comes next
                call.key = next((own for at, own in places if at > call.at), places[-1][1])
        return super().found(flow)
