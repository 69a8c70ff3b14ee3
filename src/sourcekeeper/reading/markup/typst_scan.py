"""Read the text of Typst documents: headings, items, faces, program text, references. Pure.

Rules: Typst's reference, "Syntax"; what begins with ``#`` is read in `typst_code`.
"""

from __future__ import annotations

import re

from sourcekeeper.reading.markup.source_scan import ADDRESS
from sourcekeeper.reading.markup.typst_code import TypstCode

_LABEL = re.compile(r"<[a-zA-Z_][\w:.-]*>")
_LINE = re.compile(r"[ \t]*(?:(?P<heading>=+)[ \t]+(?=\S)|(?P<item>[-+/]|\d{1,4}\.)[ \t]+(?=\S))")
_LINE_END = re.compile(r"\n|\Z")
_ESCAPE = re.compile(r"\\(?:u\{(?P<code>[0-9a-fA-F]{1,6})\}|(?P<break>\s)|(?P<sign>\S))")
_COMMENT_END = re.compile(r"\*/")
_ENDS = {"_": re.compile(r"_(?!\w)"), "*": re.compile(r"\*(?!\w)")}
_FENCES = {"`": re.compile("`"), "```": re.compile("```")}
_MATH_END = re.compile(r"(?<!\\)\$")
_DASHES = {"--": "–", "---": "—", "~": "\u00a0", "-?": ""}
_LONGEST_FACE = 1000
"""Characters of a stretch in italics or bold."""


class TypstScanner(TypstCode):
    """Reads one document."""

    special: re.Pattern[str] = re.compile(
        r"[#_*`$<@\\~/hHfF\n-](?i:(?<=#)(?=[a-z_{(\[\"])|(?<=[_*$@~])|(?<=`)(?:``)?|(?<=<)(?=[a-z_])"
        rf"|(?<=\\)|(?<=/)[/*]|{ADDRESS}|(?<=-)(?:\?|--?)|(?<=\n)(?:[ \t]*\n\s*|(?=[ \t]*(?:[=+/-]|\d))))"
    )

    def read(self) -> None:
        """Read the document."""
        self.inline(self._line_start(0), len(self.source))
        self.read_notes()
        self.title = self.settings.get("title") or self.title

    def take(self, found: re.Match[str], limit: int) -> int | None:
        """Deal with what is special."""
        start, text = found.start(), found[0]
        if text[0] == "\n":
            return self._line(start, found.end())
        return self._marked(start, text, limit)

    def _marked(self, start: int, text: str, limit: int) -> int | None:
        """Deal with mark-up within a line; None when it is none after all."""
        if text.endswith("://"):
            return self.bare_address(start, limit)
        match text[0]:
            case "#":
                return self.code(start, limit)
            case "\\":
                return self._escaped(start, limit)
            case "`":
                return self._raw(start, text, limit)
            case "$":
                return self._math(start, limit)
            case "/":
                return self._comment(start, text, limit)
            case "<":
                label = _LABEL.match(self.source, start, limit)
                return label.end() if label else None
            case "@":
                return self.reference(start, limit)
            case "_" | "*":
                return self._face(start, text, limit)
        if text not in _DASHES:
            return None
        self.out.put(_DASHES[text], start, start + len(text))
        return start + len(text)

    # lines

    def _line(self, start: int, end: int) -> int:
        if end - start > 1:
            self.paragraph(start, end)
        else:
            self.out.copy(start, end)
        return end if self.reading is not None else self._line_start(end)

    def _line_start(self, start: int) -> int:
        """Deal with how a line begins; return where its text does."""
        found = _LINE.match(self.source, start)
        if found is None:
            return start
        if found["item"]:
            number = found["item"].rstrip(".")
            self.paragraph(start, found.end(), gap=False, number=number if number.isdigit() else None)
            return found.end()
        self.paragraph(start, found.end(), heading=True)
        begun = self.out.length
        end = self.find(_LINE_END, found.end(), len(self.source))
        at = end.start() if end else len(self.source)
        self.inline(found.end(), at)
        self.title = self.title or self.read_since(begun) or None
        self.paragraph(at, at)
        return at

    # signs

    def _escaped(self, start: int, limit: int) -> int | None:
        found = _ESCAPE.match(self.source, start, limit)
        if found is None:
            return None
        if found["break"]:
            self.out.put("\n", start, start + 1)
            return start + 1
        if found["code"]:
            value = int(found["code"], 16)
            self.out.put(chr(value) if value < 0x110000 else "", start, found.end())
        else:
            self.out.copy(start + 1, found.end())
        return found.end()

    def _raw(self, start: int, fence: str, limit: int) -> int | None:
        content = start + len(fence)
        end = self.find(_FENCES[fence], content, limit)
        if end is None:
            return None
        begun = self.out.length
        self.out.copy(content, end.start())
        self.out.program(begun)
        return end.end()

    def _math(self, start: int, limit: int) -> int | None:
        end = self.find(_MATH_END, start + 1, min(limit, start + _LONGEST_FACE))
        if end is None:
            return None
        self.out.copy(start + 1, end.start())
        return end.end()

    def _comment(self, start: int, text: str, limit: int) -> int | None:
        if text == "/*":
            end = self.find(_COMMENT_END, start + 2, limit)
            return end.end() if end else None
        stop = self.find(_LINE_END, start, limit)
        return stop.start() if stop else limit

    def _face(self, start: int, sign: str, limit: int) -> int | None:
        content = start + 1
        if self.source[start - 1 : start].isalnum() or content >= limit or self.source[content].isspace():
            return None
        end = self.find(_ENDS[sign], content, min(limit, start + _LONGEST_FACE))
        if end is None:
            return None
        if sign == "_":
            return self.emphasis(content, end.start(), end.end())
        self.span(end.start(), end.end())
        return content
