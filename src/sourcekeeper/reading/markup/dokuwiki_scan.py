"""Read the text of DokuWiki pages: headings, items, notes, links, media. Pure.

Rules: DokuWiki's page "Formatting Syntax" (wiki:syntax) and the patterns of its parser modes.
"""

from __future__ import annotations

import re

from sourcekeeper.model import Place
from sourcekeeper.reading.markup.source_scan import ADDRESS, SourceScanner

_NOTE_END = re.compile(r"\)\)(?!\))|\(\(|<nowiki>|%%")
_UNREAD_ENDS = {"<nowiki>": re.compile(r"</nowiki>"), "%%": re.compile("%%")}
_LINK_END = re.compile(r"\]\]")
_MEDIA_END = re.compile(r"\}\}")
_HEADING = re.compile(r"[ \t]*(={2,6})(?P<text>[^\n]*?[^\n=])={2,6}[ \t]*(?=\n|\Z)")
_ITEM = re.compile(r"(?:[ ]{2,}|[ ]*\t[ \t]*)[*-][ \t]*")
_PROGRAM_LINES = re.compile(r"(?:(?:[ ]{2}|\t)[ \t]*(?![*\s-])[^\n]*(?:\n|\Z))+")
_ROW = re.compile(r"[|^]+[ \t]*|>+[ \t]*")
_RULE = re.compile(r"-{4,}[ \t]*(?=\n|\Z)")
_EXTERNAL = re.compile(r"(?:https?|ftp)://|www\.", re.IGNORECASE)
_DOI = re.compile(r"doi>(?=10\.\d)")
_IMAGE = re.compile(r"\.(?:png|jpe?g|gif|svg|webp)$", re.IGNORECASE)
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z]+)[^<>\n]{0,200}>")
_PROGRAM_TAGS = frozenset(("code", "file", "html", "php"))
_FACES = frozenset(("sup", "sub", "del", "u", "s", "wrap", "note"))
_RAISED_END = re.compile(r"</sup>", re.IGNORECASE)
_UNREAD_END = re.compile(r"%%")
_MACRO = re.compile(r"~~[A-Z][A-Za-z0-9: _-]{0,60}~~")
_ENDS = {sign: re.compile(re.escape(sign)) for sign in ("**", "__", "''")} | {"//": re.compile(r"(?<!:)//")}
_LONGEST_FACE = 1000
"""Characters of a stretch in italics or bold."""
_LONGEST_LINK = 4000
_DASHES = {"--": "–", "---": "—"}


class DokuwikiScanner(SourceScanner):
    """Reads one page."""

    special: re.Pattern[str] = re.compile(
        r"[(\[{<hHfF/*_'%~\\|^\n-](?i:(?<=\()\(|(?<=\[)\[|(?<=\{)\{|(?<=<)(?=/?[a-z])"
        rf"|{ADDRESS}"
        r"|(?<=/)/|(?<=\*)\*|(?<=_)_|(?<=')'|(?<=%)%|(?<=~)~(?=[a-z])|(?<=\\)\\(?=\s)|(?<=\|)|(?<=\^)|(?<=-)--?(?!-)"
        r"|(?<=\n)(?:(?:[ \t]*\n)+|(?=[ ]{2}|[\t|^>=-]| =)))"
    )

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._count = 0
        self._absent: set[str] = set()
        self._in_row = False

    def read(self) -> None:
        """Read the page."""
        self.inline(self._line_start(0), len(self.source))
        self.read_notes()

    def take(self, found: re.Match[str], limit: int) -> int | None:
        """Deal with what is special."""
        start, text = found.start(), found[0]
        if text[0] == "\n":
            return self._line(start, found.end())
        return self._marked(start, text, limit)

    def _marked(self, start: int, text: str, limit: int) -> int | None:
        """Deal with mark-up within a line; None when it is none after all."""
        if text == "((":
            return self._note(start, limit)
        if text == "[[":
            return self._link(start, limit)
        if text == "{{":
            return self._media(start, limit)
        if text.endswith("://"):
            return self.bare_address(start, limit)
        if text == "<":
            return self._tag(start, limit)
        if text in _ENDS:
            return self._face(start, text, limit)
        if text == "%%":
            return self._unread(start + 2, self.find(_UNREAD_END, start + 2, limit))
        if text == "~~":
            macro = _MACRO.match(self.source, start, limit)
            return macro.end() if macro else None
        if text == "\\\\":
            self.out.put("\n", start, start + 2)
            return start + 2
        if text in {"|", "^"} and self._in_row:
            self.out.put(" ", start, start + 1)
            return start + 1
        if text in _DASHES:
            self.out.put(_DASHES[text], start, start + len(text))
            return start + len(text)
        return None

    # lines

    def _line(self, start: int, end: int) -> int:
        if end - start > 1 or self.reading is not None:
            self.paragraph(start, end)
        else:
            self.out.copy(start, end)
        if self.reading is not None:
            return end
        return self._line_start(end)

    def _line_start(self, start: int) -> int:
        """Deal with how a line begins; return where its text does."""
        self._in_row = False
        heading = _HEADING.match(self.source, start)
        if heading is not None:
            return self._heading(heading)
        rule = _RULE.match(self.source, start)
        if rule is not None:
            self.paragraph(start, start)
            self.out.put("-----", start, rule.end())
            self.paragraph(rule.end(), rule.end())
            return rule.end()
        item = _ITEM.match(self.source, start) or _ROW.match(self.source, start)
        if item is not None:
            self.paragraph(start, item.end(), gap=False)
            self._in_row = self.source[start] in "|^"
            return item.end()
        program = _PROGRAM_LINES.match(self.source, start)
        if program is not None:
            return self._program(start, program.end())
        return start

    def _heading(self, found: re.Match[str]) -> int:
        self.paragraph(found.start(), found.start("text"), heading=True)
        begun = self.out.length
        self.inline(found.start("text"), found.end("text"))
        self.title = self.title or self.read_since(begun) or None
        self.paragraph(found.end("text"), found.end())
        return found.end()

    def _program(self, start: int, end: int) -> int:
        self.paragraph(start, start)
        begun = self.out.length
        self.out.copy(start, end)
        self.out.program(begun)
        self.paragraph(end, end)
        return end

    # notes

    def _note(self, start: int, limit: int) -> int | None:
        """``((text))``; one with the text of an earlier note is that note, once more."""
        if self.reading is not None:
            return None  # there are no notes in notes
        end = self.find(_NOTE_END, start + 2, limit)
        while end is not None and end[0] in _UNREAD_ENDS:
            closing = self.find(_UNREAD_ENDS[end[0]], end.end(), limit)
            end = self.find(_NOTE_END, closing.end() if closing is not None else end.end(), limit)
        if end is None or end[0] == "((" or not self.is_filled(start + 2, end.start()):
            return None
        self._count += 1
        key = " ".join(self.source[start + 2 : end.start()].split())
        self.note(key, str(self._count), start + 2, end.start())
        self.call(key, str(self._count), start, end.end())
        return end.end()

    # links

    def _link(self, start: int, limit: int) -> int | None:
        """``[[address|text]]``; those within the wiki name no source."""
        end = self.find(_LINK_END, start + 2, min(limit, start + _LONGEST_LINK))
        if end is None or "\n" in self.source[start + 2 : end.start()]:
            return None
        bar = self.source.find("|", start + 2, end.start())
        return self._linked(start + 2, end.start() if bar < 0 else bar, end)

    def _linked(self, first: int, last: int, end: re.Match[str]) -> int:
        """Read a link whose target stands at first…last, and whose text, if it has one, stands behind."""
        target = self.source[first:last].strip()
        at = self.source.find(target, first)
        place = Place(start=at, end=at + len(target))
        href = _DOI.sub("doi:", target)
        is_external = _EXTERNAL.match(href) is not None or href != target
        if self.is_filled(last + 1, end.start()):
            if is_external:
                return self.linked(last + 1, end.start(), end.end(), href, place)
            self.span(end.start(), end.end())
            return last + 1
        begun = self.out.length
        if is_external:
            self.out.copy(at, at + len(target))
            self.out.link(begun, href, place)
        else:
            self.out.put(target.rpartition(":")[2].rpartition(">")[2], at, at + len(target))
        return end.end()

    def _media(self, start: int, limit: int) -> int | None:
        """``{{file|words}}``: a file is a link, the words of a picture are not printed."""
        end = self.find(_MEDIA_END, start + 2, min(limit, start + _LONGEST_LINK))
        if end is None or "\n" in self.source[start + 2 : end.start()]:
            return None
        bar = self.source.find("|", start + 2, end.start())
        last = end.start() if bar < 0 else bar
        path = self.source[start + 2 : last].strip().partition("?")[0]
        return end.end() if _IMAGE.search(path) or bar < 0 else self._linked(start + 2, last, end)

    # faces and what is not read

    def _face(self, start: int, sign: str, limit: int) -> int | None:
        content = start + 2
        if content >= limit or self.source[content].isspace():
            return None
        end = self.find(_ENDS[sign], content + 1, min(limit, start + _LONGEST_FACE))
        if end is None:
            return None
        if sign == "//":
            return self.emphasis(content, end.start(), end.end())
        self.span(end.start(), end.end())
        return content

    def _tag(self, start: int, limit: int) -> int | None:
        found = _TAG.match(self.source, start, limit)
        if found is None:
            return None
        name = found["name"].lower()
        if name in _PROGRAM_TAGS and not found["end"]:
            end = self._closing(name, found.end())
            return None if end is None else end.end()
        if name == "nowiki" and not found["end"]:
            return self._unread(found.end(), self._closing(name, found.end()))
        if name == "sup" and not found["end"]:
            end = self.find(_RAISED_END, found.end(), min(limit, found.end() + _LONGEST_FACE))
            if end is not None:
                begun = self.out.length
                self.span(end.start(), end.end(), lambda: self.out.raise_(begun))
        return found.end() if name in _FACES else None

    def _closing(self, name: str, start: int) -> re.Match[str] | None:
        """Return where an element ends; what has no end is not looked for twice."""
        if name in self._absent:
            return None
        found = re.compile(rf"</{name}>", re.IGNORECASE).search(self.source, start)
        if found is None:
            self._absent.add(name)
        return found

    def _unread(self, start: int, end: re.Match[str] | None) -> int | None:
        """Copy what stands up to an end as it is."""
        if end is None:
            return None
        self.out.copy(start, end.start())
        return end.end()
