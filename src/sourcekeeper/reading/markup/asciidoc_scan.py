"""Read the text of AsciiDoc line by line: its header, blocks, items and comments. Pure.

Nothing is included: ``include::`` is a line that says nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict

from sourcekeeper.reading.languages import words
from sourcekeeper.reading.markup.asciidoc_inline import AsciidocInline
from sourcekeeper.reading.markup.source_lines import SourceLine, source_lines

_PROGRAM = re.compile(r"(?:-{4,}|\.{4,}|\+{4,}|/{4,}|`{3,})")
_PROGRAM_LINE = re.compile(r"(?:(?:-{4,}|\.{4,}|\+{4,}|/{4,})$|```\w*$)")
_OTHER_BLOCK = re.compile(r"(?:={4,}|\*{4,}|_{4,}|--|[|,:!]={3,}|\+|<{3,})$")
_RULE = re.compile(r"(?:'{3,}|-\s?-\s?-|\*\s?\*\s?\*)$")
_HEADING = re.compile(r"(?P<level>={1,6}|#{1,6})[ \t]+(?=\S)")
_UNDERLINE = re.compile(r"([=\-~^+])\1{3,}$")
_ATTRIBUTE = re.compile(r":(?P<unset>!?)(?P<name>\w[\w-]*)!?:(?:[ \t]+(?P<value>.*))?$")
_BLOCK_ATTRIBUTES = re.compile(r"\[(?P<style>[\w ]*)[^\n]*\]$")
_BLOCK_TITLE = re.compile(r"\.(?=[^\s.])")
_BLOCK_MACRO = re.compile(r"[a-z]\w*::[^\s\[]*\[.*\]$")
_ITEM = re.compile(r"(?:\*{1,5}|-|\.{1,5}|\d{1,4}\.|[a-zA-Z]\.|[ivxIVX]{1,5}\)|<(?:\d{1,3}|\.)>)[ \t]+(?=\S)")
_TERM = re.compile(r"(?P<term>\S[^\n]{0,200}?)(?::{2,4}|;;)(?:[ \t]+|$)")
_REVISION = re.compile(r"(?:v?[\d.]+,\s*)?(?P<date>[^:]*\d{4}[^:]*)")
_NO_TEXT = words("source listing literal stem latexmath asciimath verse-code pass plantuml graphviz ditaa comment")


class AsciidocScanner(AsciidocInline):
    """Reads one document."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.lines = source_lines(self.source)
        self._index = 0
        self._style = ""
        self._in_item = False
        self._program_lines: defaultdict[str, list[int]] = defaultdict(list)
        for index, line in enumerate(self.lines):
            found = _PROGRAM.match(self.source, line.start, line.end)
            if found is not None and found.end() == line.end:
                self._program_lines[found[0]].append(index)

    def read(self) -> None:
        """Read the document."""
        self._header()
        while self._index < len(self.lines):
            line = self.lines[self._index]
            if line.is_blank:
                self._index += 1
                self._style = ""
            elif not (self._skipped(line) or self._structure(line)):
                self._paragraph(line)
        self.read_notes()

    def _header(self) -> None:
        """The title, and the lines of author and revision right under it."""
        while self._index < len(self.lines):
            line = self.lines[self._index]
            if not (line.is_blank or self._comment(line) or self._attribute(line)):
                break
            self._index += 1
        if self._index >= len(self.lines) or not self.source.startswith("= ", self.lines[self._index].start):
            return
        self._heading(self.lines[self._index], 2)
        self._index += 1
        while self._index < len(self.lines) and not self.lines[self._index].is_blank:
            line = self.lines[self._index]
            if not (self._comment(line) or self._attribute(line)):
                written = self.source[line.start : line.end]
                revision = _REVISION.match(written) if written[:1].isdigit() or written[:1] == "v" else None
                if revision is not None:
                    self.attributes.setdefault("revdate", revision["date"].strip())
            self._index += 1

    # blocks

    def _comment(self, line: SourceLine) -> bool:
        return self.source.startswith("//", line.start) and not self.source.startswith("///", line.start)

    def _attribute(self, line: SourceLine) -> bool:
        found = _ATTRIBUTE.match(self.source, line.start, line.end)
        if found is None:
            return False
        value = (found["value"] or "").strip()
        self.written[found["name"].lower()] = found.start("value")
        while value.endswith("\\") and self._index + 1 < len(self.lines):
            self._index += 1
            more = self.lines[self._index]
            value = value[:-1].rstrip(" +") + " " + self.source[more.start : more.end]
        if not found["unset"]:
            self.attributes[found["name"].lower()] = value
        return True

    def _skipped(self, line: SourceLine) -> bool:
        """Skip what is no text: comments, attributes, program text."""
        if _PROGRAM_LINE.match(self.source, line.start, line.end):
            self._program(line)
            return True
        if self._comment(line) or self._attribute(line) or _BLOCK_MACRO.match(self.source, line.start, line.end):
            self._index += 1
            return True
        attributes = _BLOCK_ATTRIBUTES.match(self.source, line.start, line.end)
        if attributes is not None and not self.source.startswith("[[[", line.start):
            self._style = attributes["style"].strip().split(" ")[0]
            self._index += 1
            return True
        indented = line.indent > 0 and not self._in_item and not _ITEM.match(self.source, line.start, line.end)
        if self._style in _NO_TEXT or indented:
            while self._index < len(self.lines) and not self.lines[self._index].is_blank:
                self._index += 1
            self._style = ""
            return True
        return False

    def _program(self, line: SourceLine) -> None:
        """Skip to the line that closes program text; a line that nothing closes is a drawn one."""
        self.paragraph(line.start, line.start)
        sign = self.source[line.start : line.end]
        places = self._program_lines["```" if sign.startswith("```") else sign]
        after = bisect_right(places, self._index)
        self._index = places[after] + 1 if after < len(places) else self._index + 1
        self._style, self._in_item = "", False

    def _structure(self, line: SourceLine) -> bool:
        """Deal with what parts the text, and with headings; False when the line begins a paragraph."""
        if _OTHER_BLOCK.match(self.source, line.start, line.end):
            self.paragraph(line.start, line.start)
        elif _RULE.match(self.source, line.start, line.end):
            self.paragraph(line.start, line.start)
            self.out.put("-----", line.start, line.end)
            self.paragraph(line.end, line.end)
        elif heading := _HEADING.match(self.source, line.start, line.end):
            self._heading(line, heading.end() - line.start)
        elif self._is_underlined(line):
            self._heading(line, 0)
            self._index += 1
        elif title := _BLOCK_TITLE.match(self.source, line.start, line.end):
            self.paragraph(line.start, title.end())
            self.inline(title.end(), line.end)
            self.paragraph(line.end, line.end)
        else:
            return False
        self._index += 1
        self._in_item = False
        return True

    def _is_underlined(self, line: SourceLine) -> bool:
        """Whether a line is a title in the old manner, with a line of its length drawn under it."""
        following = self.lines[self._index + 1] if self._index + 1 < len(self.lines) else None
        if (
            following is None
            or following.is_blank
            or not _UNDERLINE.match(self.source, following.start, following.end)
        ):
            return False
        return abs((following.end - following.start) - (line.end - line.start)) <= 2

    def _heading(self, line: SourceLine, skip: int) -> None:
        self.paragraph(line.start, line.start + skip, heading=True)
        begun = self.out.length
        self.inline(line.start + skip, line.end)
        if self.title is None:
            self.title = self.read_since(begun) or None
        self.paragraph(line.end, line.end)

    def _paragraph(self, line: SourceLine) -> None:
        """Lines up to an empty one or one that is a block of its own; an item of a list by itself."""
        item = _ITEM.match(self.source, line.start, line.end) or self._term(line)
        is_term = item is not None and item.re is _TERM
        start = item.end() if item is not None and not is_term else line.start
        is_cell = self.source.startswith("|", line.start)
        self.paragraph(line.start, start, gap=item is None and not is_cell)
        self._in_item = item is not None or (self._in_item and line.indent > 0)
        last = self._index
        while last + 1 < len(self.lines) and not self._starts_anew(self.lines[last + 1], in_list=item is not None):
            last += 1
        self._index = last + 1
        end = self.lines[last].end
        if is_term and item is not None:
            self.inline(start, item.end("term"))
            self.out.put(" ", item.end("term"), item.end())
            start = item.end()
        if not self._entry(start, end):
            self.inline(start, end)
        self._style = ""

    def _term(self, line: SourceLine) -> re.Match[str] | None:
        """Return the term that begins a line, when there is what parts it from its text: hardly any line has that."""
        if self.source.find("::", line.start, line.end) < 0 and self.source.find(";;", line.start, line.end) < 0:
            return None
        return _TERM.match(self.source, line.start, line.end)

    def _starts_anew(self, line: SourceLine, *, in_list: bool) -> bool:
        if line.is_blank or self._comment(line) or self.source.startswith("|", line.start):
            return True
        if in_list and _ITEM.match(self.source, line.start, line.end):
            return True
        patterns = (_PROGRAM_LINE, _OTHER_BLOCK, _BLOCK_ATTRIBUTES)
        return any(pattern.match(self.source, line.start, line.end) for pattern in patterns)
