"""Read the text of Textile documents: paragraphs by their signatures, notes, links, faces. Pure.

Rules: the reference of the Textile markup language (textile-lang.com) and RedCloth's. Notes are ``fn1.`` and, in newer
ones, ``note#name.`` called by ``[#name]``.
"""

from __future__ import annotations

import html
import re
from typing import ClassVar

from sourcekeeper.model import Place
from sourcekeeper.reading.languages import words
from sourcekeeper.reading.markup.source_scan import ADDRESS, ENTITY, SourceScanner

_ATTRIBUTES = r"(?:\([^()\n]{0,80}\)|\[[\w-]{1,10}\]|\{[^{}\n]{0,200}\}|[<>=()]{1,3}){0,4}"
_SIGNATURE = re.compile(
    rf"(?P<name>h[1-6]|p|bq|bc|pre|notextile|fn(?P<number>\d{{1,3}}))\^?{_ATTRIBUTES}\.\.?(?:[ ]|:\S{{1,2000}}[ ])"
)
_NAMED_NOTE = re.compile(rf"note#(?P<name>[\w-]{{1,80}}){_ATTRIBUTES}[*!^]?\.[ ]")
_PROGRAMS = words("bc pre")
_LINE = re.compile(r"(?:[*#]{1,6}|-(?=[ ])|\|)[ \t]*")
_RULE = re.compile(r"(?:[-*_][ ]?){3,}$")
_END_OF_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*")
_CALL = re.compile(r"\[(?:(?P<number>\d{1,3})|#(?P<name>[\w-]{1,80}))!?\]")
_LINK = re.compile(
    r"\"(?P<class>\([\w#-]{1,80}\))?(?P<text>[^\"\n]{1,1000}?)(?P<title>\([^()\n]{1,200}\))?\":(?P<href>[^\s\[\]<>\"]{1,2000})"
)
_ALIAS = re.compile(r"(?m)^\[(?P<name>[\w-]{1,80})\](?P<href>https?://\S+)[ \t]*$")
_HREF_TAIL = ".,;:!?'\")"
_IMAGE = re.compile(r"!(?=[^\s!])[^\s!()]{1,500}(?:\([^()\n]{0,300}\))?!(?::[^\s]{1,2000})?")
_SPAN_STYLE = re.compile(r"%(?:\{[^{}\n]{0,200}\}|\([^()\n]{0,80}\)){1,2}")
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,500}>")
_SIGNS = ("??", "__", "**", "==", "_", "*", "@", "%", "+", "^", "~")
_BEFORE = " \t\n([{\"'«“‘—–-*_%>"
_ENDS = {
    sign: re.compile(rf"(?<=[^\s]){re.escape(sign)}(?=$|[\s\-.,;:!?'\"»”’)}}\]\[*_%@<—–])", re.MULTILINE)
    for sign in _SIGNS
}
_ITALIC = frozenset(("_", "__", "??"))
_LONGEST_FACE = 1000


class TextileScanner(SourceScanner):
    """Reads one document."""

    escape: ClassVar[re.Pattern[str]] = ENTITY
    special: re.Pattern[str] = re.compile(
        r"[\[\"!?_*=@%+^~<&hHfF\n](?i:(?<=\[)(?=[\d#])|(?<=\")(?=\S)|(?<=!)(?=\S)|(?<=\?)\?|(?<=_)_?|(?<=\*)\*?|(?<==)="
        rf"|(?<=[@%+^~])|(?<=<)(?=/?[a-z])|(?<=&)(?=#?\w)|{ADDRESS}|(?<=\n)[ \t]*)"
    )

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._aliases = {found["name"]: found["href"] for found in _ALIAS.finditer(self.source)}
        self._count = 0
        self._texts: dict[str, tuple[int, int]] = {}
        """Where the notes with names stand: they are numbered as they are called."""

    def read(self) -> None:
        """Read the document, paragraph by paragraph."""
        paragraphs = list(self._paragraphs())
        for start, end in paragraphs:
            named = _NAMED_NOTE.match(self.source, start, end)
            if named is not None:
                self._texts.setdefault(named["name"], (named.end(), end))
        for start, end in paragraphs:
            self._paragraph(start, end)
        self.read_notes()

    def _paragraphs(self) -> list[tuple[int, int]]:
        position = len(self.source) - len(self.source.lstrip("\ufeff\n"))
        spans = []
        for found in _END_OF_PARAGRAPH.finditer(self.source, position):
            spans.append((position, found.start()))
            position = found.end()
        return [span for span in [*spans, (position, len(self.source))] if span[0] < span[1]]

    def _paragraph(self, start: int, end: int) -> None:
        if _NAMED_NOTE.match(self.source, start, end) or _ALIAS.match(self.source, start, end):
            return
        signature = _SIGNATURE.match(self.source, start, end)
        if signature is None:
            self.paragraph(start, start)
            self.inline(self._begun(start, end), end)
        elif signature["number"]:
            self._notes(signature, end)
        elif signature["name"] in _PROGRAMS:
            self.paragraph(start, start)
            begun = self.out.length
            self.out.copy(signature.end(), end)
            self.out.program(begun)
        else:
            is_heading = signature["name"].startswith("h")
            self.paragraph(start, start, heading=is_heading)
            begun = self.out.length
            self.inline(signature.end(), end)
            if is_heading and self.title is None:
                self.title = self.read_since(begun) or None
        self.paragraph(end, end)

    def _notes(self, first: re.Match[str], end: int) -> None:
        """Put the notes of a paragraph aside; they may follow one another without an empty line."""
        found: re.Match[str] | None = first
        while found is not None:
            following = None
            line = self.source.find("\n", found.end(), end)
            while line >= 0 and following is None:
                following = _SIGNATURE.match(self.source, line + 1, end)
                following = following if following is not None and following["number"] else None
                stop, line = line, self.source.find("\n", line + 1, end)
            self.note(f"fn {found['number']}", found["number"], found.end(), end if following is None else stop)
            found = following

    def _begun(self, start: int, end: int) -> int:
        item = _LINE.match(self.source, start, end)
        return start if item is None or _RULE.match(self.source, start, end) else item.end()

    # what stands in a paragraph

    def take(self, found: re.Match[str], limit: int) -> int | None:
        """Deal with what is special in a paragraph."""
        start, text = found.start(), found[0]
        if text[0] == "\n":
            return self._line(start, found.end(), limit)
        if text.endswith("://"):
            return self.bare_address(start, limit)
        if text == "[":
            return self._called(start, limit)
        if text == '"':
            return self._link(start, limit)
        if text in {"!", "<"}:
            hidden = (_IMAGE if text == "!" else _TAG).match(self.source, start, limit)
            return hidden.end() if hidden is not None else None
        if text == "&":
            entity = ENTITY.match(self.source, start, limit)
            if entity is not None:
                self.out.put(html.unescape(entity[0]), start, entity.end())
            return None if entity is None else entity.end()
        return self._face(start, text, limit)

    def _line(self, start: int, end: int, limit: int) -> int:
        item = _LINE.match(self.source, end, limit) if self.reading is None else None
        if item is None:
            self.out.put("\n" if self.reading is None else " ", start, end)
            return end
        self.paragraph(start, item.end())
        return item.end()

    def _called(self, start: int, limit: int) -> int | None:
        """``[1]``, ``[#name]``: a call where it stands behind something."""
        found = _CALL.match(self.source, start, limit)
        if found is None or self.source[start - 1 : start].isspace():
            return None
        if found["number"]:
            self.call(f"fn {found['number']}", found["number"], start, found.end())
            return found.end()
        key = f"name {found['name']}"
        if key not in self.notes and found["name"] in self._texts:
            self._count += 1
            self.note(key, str(self._count), *self._texts[found["name"]])
        self.call(key, self.notes[key].number if key in self.notes else found["name"], start, found.end())
        return found.end()

    def _link(self, start: int, limit: int) -> int | None:
        found = _LINK.match(self.source, start, limit)
        if found is None:
            return None
        written = found["href"].rstrip(_HREF_TAIL)
        if written.count("(") > written.count(")"):
            written += ")" * (found["href"].startswith(written + ")"))
        place = Place(start=found.start("href"), end=found.start("href") + len(written))
        href = self._aliases.get(written, written)
        if "://" not in href and not href.startswith(("/", "#", "mailto:")):
            return None
        then = found.start("href") + len(written)
        if found["text"] == "$":
            begun = self.out.length
            self.out.copy(found.start("href"), then)
            self.out.link(begun, href, place)
            return then
        return self.linked(found.start("text"), found.end("text"), then, href, place)

    def _face(self, start: int, sign: str, limit: int) -> int | None:
        content = start + len(sign)
        before = self.source[start - 1 : start]
        if sign not in _ENDS or (before and before not in _BEFORE) or self.source[content : content + 1].isspace():
            return None
        end = self.find(_ENDS[sign], content + 1, min(limit, start + _LONGEST_FACE))
        if end is None:
            return None
        if sign in {"@", "=="}:
            self.out.copy(content, end.start())
            return end.end()
        if sign in _ITALIC:
            return self.emphasis(content, end.start(), end.end())
        self.span(end.start(), end.end())
        style = _SPAN_STYLE.match(self.source, start, end.start()) if sign == "%" else None
        return style.end() if style is not None else content
