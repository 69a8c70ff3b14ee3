"""Read the text of Org documents: headlines, blocks, items, notes, links. Pure; nothing is evaluated or included."""

from __future__ import annotations

import html.entities
import re
from bisect import bisect_right
from dataclasses import replace

from sourcekeeper.model import Place
from sourcekeeper.reading.cites import parted_locator
from sourcekeeper.reading.flow import Flow
from sourcekeeper.reading.languages import words
from sourcekeeper.reading.markup.source_lines import SourceLine, paired_brackets, source_lines
from sourcekeeper.reading.markup.source_scan import ADDRESS, SourceScanner
from sourcekeeper.reading.notes import Found, FoundCite

_HEADLINE = re.compile(r"\*+[ \t]+(?:(?:TODO|DONE|NEXT|WAITING)[ \t]+)?(?:\[#\w\][ \t]+)?")
_TAGS = re.compile(r"(?<![ \t])[ \t]+:[\w@#%:]+:$")
_KEYWORD = re.compile(r"#\+(?P<name>[\w-]+)(?:\[[^\]\n]*\])?:[ \t]*")
_BLOCK = re.compile(r"#\+begin_(?P<name>\w+)", re.IGNORECASE)
_ANY_END = re.compile(r"#\+end_\w+", re.IGNORECASE)
_PROGRAM_BLOCKS = words("src example export comment ai latex html ascii")
_DRAWER = re.compile(r":[A-Za-z_][\w-]*:$")
_DRAWER_END = re.compile(r":END:$", re.IGNORECASE)
_LONGEST_DRAWER = 200
"""Lines; a drawer that is not closed by then is none."""
_PLANNING = re.compile(r"(?:CLOSED|SCHEDULED|DEADLINE|CLOCK):[ \t]")
_DEFINITION = re.compile(r"\[fn:(?P<label>[\w-]+)\][ \t]*")
_ITEM = re.compile(r"(?:[-+]|\d{1,4}[.)]|[a-zA-Z][.)])[ \t]+(?:\[[ X-]\][ \t]+)?(?=\S)|\*[ \t]+(?=\S)")
_RULE = re.compile(r"-{5,}$")
_TABLE_RULE = re.compile(r"\|[-+|]+$")

_NOTE = re.compile(r"\[fn:(?P<label>[\w-]*)(?P<inline>:)?")
_LINK = re.compile(r"\[\[(?P<target>(?:\\.|[^\[\]\\\n]){1,4000})\](?P<next>[\[\]])")
_LONGEST_TEXT = 4000
"""Of a link."""
_CITE = re.compile(r"\[cite(?:/[\w/-]*)?:")
_KEY = re.compile(r"@(?P<key>[\w.:/-]*\w)")
_MACRO = re.compile(r"\{\{\{(?P<name>[a-zA-Z][\w-]{0,60})(?:\((?P<values>[^{}\n]{0,2000})\))?\}\}\}")
_UNUSED = re.compile(r"\$\d")
_LONGEST_MACRO = 4000
_ANGLE = re.compile(r"<(?P<url>(?:https?|ftp)://[^<>\n]+)>")
_EXPORT = re.compile(r"@@[\w-]+:.{0,2000}?@@", re.DOTALL)
_OWN_ENTITIES = {
    "dots": "…", "ldots": "…", "rarr": "→", "vert": "|", "under": "_", "slash": "/", "hbar": "ℏ",
    "EUR": "€", "dag": "†", "ddag": "‡", "bull": "•", "star": "*", "S": "§",
}  # fmt: skip
"""Names that HTML does not know, or means otherwise; all others are those of HTML (Org manual, "Special Symbols")."""
_ENTITY = re.compile(r"\\(?P<name>[a-zA-Z]+)(?:\{\}|(?![a-zA-Z]))")
_BEFORE = " \t\n-({'\"«“‘—–[/*_"
_ENDS = {sign: re.compile(rf"(?<=\S){re.escape(sign)}(?=$|[\s\-.,;:!?'\"»”’)}}\]\[\\/*_…—–])") for sign in "/*_=~+"}


class OrgScanner(SourceScanner):
    """Reads one document."""

    special: re.Pattern[str] = re.compile(
        r"[\[<hHfF\\@/*_=~+\n|{](?i:(?<=\[)(?:fn:|\[|cite)|(?<=<)(?=https?:|ftp:)|"
        rf"{ADDRESS}|(?<=\\)(?:[a-zA-Z]+|\\[ \t]*(?=\n|\Z))|(?<=@)@|(?<=[/*_=~+|])|(?<=\{{)\{{\{{"
        r"|(?<=\n)(?:[ \t]*\n\s*(?:[-+][ \t]+(?=\S))?|[ \t]*[-+][ \t]+(?=\S)))"
    )

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.lines = source_lines(self.source)
        self.keywords: dict[str, str] = {}
        self.macros: dict[str, str] = {}
        self._brackets = paired_brackets(self.source)
        self._index = 0
        self._hidden_level = 0
        self._ends: dict[str, int] = {}
        self._drawer_ends = [
            index for index, line in enumerate(self.lines) if _DRAWER_END.match(self.source, line.start, line.end)
        ]

    def read(self) -> None:
        """Read the document."""
        while self._index < len(self.lines):
            line = self.lines[self._index]
            if line.is_blank:
                self._index += 1
            elif not (self._headline(line) or self._skipped(line) or self._definition(line)):
                self._paragraph(line)
        self.read_notes()

    # lines

    def _headline(self, line: SourceLine) -> bool:
        """A headline; one that is commented out, or tagged ``:noexport:``, takes what is under it with it."""
        found = _HEADLINE.match(self.source, line.start, line.end) if line.indent == 0 else None
        if found is None:
            if self._hidden_level:
                self._index += 1
            return bool(self._hidden_level)
        level = len(self.source[line.start : found.end()].split(" ")[0].rstrip())
        self._index += 1
        if self._hidden_level and level > self._hidden_level:
            return True
        tags = _TAGS.search(self.source, line.start, line.end)
        is_comment = self.source.startswith("COMMENT", found.end())
        self._hidden_level = level if is_comment or (tags and ":noexport:" in tags[0]) else 0
        if not self._hidden_level:
            self.paragraph(line.start, found.end(), heading=True)
            begun = self.out.length
            self.inline(found.end(), tags.start() if tags else line.end)
            self.title = self.title or self.read_since(begun)
            self.paragraph(line.end, line.end)
        return True

    def _skipped(self, line: SourceLine) -> bool:
        """Skip what is no text: keywords, comments, drawers, program text."""
        start, end = line.start, line.end
        block = _BLOCK.match(self.source, start, end)
        keyword = _KEYWORD.match(self.source, start, end)
        if block is not None:
            self.paragraph(start, start)
            self._index = self._behind_block(block["name"].lower())
        elif keyword is not None:
            value = self.source[keyword.end() : end].strip()
            name = keyword["name"].lower()
            goes_on = name == "title" and name in self.keywords
            self.keywords[name] = f"{self.keywords[name]} {value}" if goes_on else value
            if name == "macro":
                macro, _, body = value.partition(" ")
                self.macros.setdefault(macro.lower(), body.strip())
            self._index += 1
        elif self.source.startswith(("# ", ": "), start) or self.source[start:end] in {"#", ":"}:
            self._index += 1
        elif _DRAWER.match(self.source, start, end):
            self._index = self._behind_drawer()
        elif _ANY_END.match(self.source, start, end) or _PLANNING.match(self.source, start, end):
            self.paragraph(start, start)
            self._index += 1
        elif _TABLE_RULE.match(self.source, start, end):
            self._index += 1
        elif _RULE.match(self.source, start, end):
            self.paragraph(start, start)
            self.out.put("-----", start, end)
            self.paragraph(end, end)
            self._index += 1
        else:
            return False
        return True

    def _behind_block(self, name: str) -> int:
        """Program text is skipped to its end; the text of other blocks, and of those never ended, is read."""
        if name in _PROGRAM_BLOCKS and name not in self._ends:
            ending = f"#+end_{name}"
            for index in range(self._index + 1, len(self.lines)):
                line = self.lines[index]
                if self.source[line.start : line.start + len(ending)].lower() == ending:
                    return index + 1
            self._ends[name] = self._index
        return self._index + 1

    def _behind_drawer(self) -> int:
        after = bisect_right(self._drawer_ends, self._index)
        is_near = after < len(self._drawer_ends) and self._drawer_ends[after] - self._index < _LONGEST_DRAWER
        return (self._drawer_ends[after] if is_near else self._index) + 1

    def _definition(self, line: SourceLine) -> bool:
        """``[fn:x] text`` up to the next definition, a headline, or two empty lines."""
        found = _DEFINITION.match(self.source, line.start, line.end) if line.indent == 0 else None
        if found is None:
            return False
        last, index = self._index, self._index + 1
        while index < len(self.lines):
            following = self.lines[index]
            if following.is_blank:
                if index + 1 < len(self.lines) and self.lines[index + 1].is_blank:
                    break
            elif following.indent == 0 and self.source.startswith(("[fn:", "* ", "** ", "#+"), following.start):
                break
            else:
                last = index
            index += 1
        self.paragraph(line.start, line.start)
        self.note(f"fn {found['label']}", found["label"], found.end(), self.lines[last].end)
        self._index = last + 1
        return True

    def _paragraph(self, line: SourceLine) -> None:
        item = _ITEM.match(self.source, line.start, line.end)
        if item is not None and item[0][0] == "*" and line.indent == 0:
            item = None
        start = item.end() if item else line.start
        self.paragraph(line.start, start, gap=item is None and not self.source.startswith("|", line.start))
        last = self._index
        while last + 1 < len(self.lines) and not self._starts_anew(self.lines[last + 1]):
            last += 1
        self._index = last + 1
        self.inline(start, self.lines[last].end)

    def _starts_anew(self, line: SourceLine) -> bool:
        if line.is_blank or (line.indent == 0 and _HEADLINE.match(self.source, line.start, line.end)):
            return True
        if self.source.startswith(("#+", "# ", "|", ": "), line.start):
            return True
        return bool(
            _ITEM.match(self.source, line.start, line.end)
            or (line.indent == 0 and _DEFINITION.match(self.source, line.start, line.end))
            or _DRAWER.match(self.source, line.start, line.end)
        )

    # what stands in a paragraph

    def take(self, found: re.Match[str], limit: int) -> int | None:
        """Deal with what is special in a paragraph."""
        start, text = found.start(), found[0].lower()
        after: int | None = None
        if text == "[fn:":
            after = self._note(start, limit)
        elif text == "[[":
            after = self._link(start, limit)
        elif text == "[cite":
            after = self._cite(start, limit)
        elif text == "<":
            after = self._angle(start, limit)
        elif text.endswith("://"):
            return self.bare_address(start, limit)
        elif text[0] == "\\":
            after = self._entity(start, found.end())
        elif text[0] == "\n":
            self.paragraph(start, found.end())
            return found.end()
        elif text == "|":
            self.out.put(" ", start, start + 1)
            return start + 1
        elif text == "{{{":
            after = self._macro(start, limit)
        elif text == "@@":
            export = _EXPORT.match(self.source, start, limit)
            after = export.end() if export else None
        else:
            after = self._formatted(start, text, limit)
        return after

    def _macro(self, start: int, limit: int) -> int | None:
        """``{{{name(a,b)}}}``: what ``#+MACRO: name text`` says, or a keyword; one nobody defined prints nothing."""
        found = _MACRO.match(self.source, start, limit)
        if found is None:
            return None
        values = [each.strip() for each in re.split(r"(?<!\\),", found["values"] or "")]
        body = self.macros.get(found["name"].lower(), self.keywords.get(found["name"].lower(), ""))
        for number, value in enumerate(values[:9], start=1):
            body = body.replace(f"${number}", value)
        self.out.put(_UNUSED.sub("", body)[:_LONGEST_MACRO], start, found.end())
        return found.end()

    def _note(self, start: int, limit: int) -> int | None:
        """``[fn:x]``, ``[fn:: text]``, ``[fn:x: text]``."""
        found = _NOTE.match(self.source, start, limit)
        end = self._brackets.get(start)
        if found is None or (end is None and not found["inline"]):
            return None
        if found["inline"] and self.is_too_deep(start, found.end()):
            return None
        if end is None:
            self.damage("note-not-closed", start, limit)
            end = limit
        key = f"fn {found['label']}" if found["label"] else f"inline {start}"
        if found["inline"]:
            self.note(key, found["label"], found.end(), end)
        elif found.end() != end:
            return None
        after = min(end + 1, len(self.source))
        self.call(key, found["label"], start, after)
        return after

    def _link(self, start: int, limit: int) -> int | None:
        found = _LINK.match(self.source, start, limit)
        if found is None:
            return None
        target = found["target"].replace("\\[", "[").replace("\\]", "]")
        href = target.removeprefix("url:")
        place = Place(start=found.start("target"), end=found.end("target"))
        if found["next"] == "]":
            begun = self.out.length
            self.out.put(target, *found.span("target"))
            self.out.link(begun, href, place)
            return found.end()
        end = self.source.find("]]", found.end(), min(limit, found.end() + _LONGEST_TEXT))
        return None if end < 0 else self.linked(found.end(), end, end + 2, href, place)

    def _angle(self, start: int, limit: int) -> int | None:
        found = _ANGLE.match(self.source, start, limit)
        if found is None:
            return None
        begun = self.out.length
        self.out.copy(found.start("url"), found.end("url"))
        self.out.link(begun, found["url"], Place(start=found.start("url"), end=found.end("url")))
        return found.end()

    def _cite(self, start: int, limit: int) -> int | None:
        """``[cite:see @lee2021 p. 70; @roux2019]``."""
        found = _CITE.match(self.source, start, limit)
        end = self._brackets.get(start)
        if found is None or end is None or end > limit:
            return None
        begun = self.out.length
        self.out.put("[", start, found.end())
        first = len(self.cites)
        position = found.end()
        for key in _KEY.finditer(self.source, position, end):
            self.out.copy(position, key.start())
            at = self.out.length
            self.out.copy(key.start(), key.end())
            upto = self.source.find(";", key.end(), end)
            locator, suffix = parted_locator(self.source[key.end() : upto if upto >= 0 else end])
            stop = self.out.length
            self.cites.append(
                FoundCite(key=key["key"], start=at, end=stop, marker=(begun, begun), locator=locator, suffix=suffix)
            )
            position = key.end()
        self.out.copy(position, end + 1)
        self.cites[first:] = [_with_marker(cite, begun, self.out.length) for cite in self.cites[first:]]
        return end + 1

    def _entity(self, start: int, end: int) -> int | None:
        if self.source.startswith("\\\\", start):
            self.out.put("\n", start, end)
            return end
        found = _ENTITY.match(self.source, start)
        value = _meaning(found["name"]) if found else ""
        if found is None or not value:
            return None
        self.out.put(value, start, found.end())
        return found.end()

    def _formatted(self, start: int, sign: str, limit: int) -> int | None:
        before = self.source[start - 1 : start]
        following = self.source[start + 1 : start + 2]
        if (before and before not in _BEFORE) or not following.strip():
            return None
        end = self.find(_ENDS[sign], start + 2, limit)
        if end is None:
            return None
        if sign in "=~":
            begun = self.out.length
            self.out.copy(start + 1, end.start())
            self.out.program(begun)
            return end.end()
        if sign == "/":
            return self.emphasis(start + 1, end.start(), end.end())
        self.span(end.start(), end.end())
        return start + 1

    def found(self, flow: Flow) -> Found:
        """Return notes and calls, numbered by the first calls; notes nobody calls keep their labels."""
        order: dict[str, int] = {}
        for call in sorted(self.calls, key=lambda call: call.flow_start):
            if call.key in self.notes:
                order.setdefault(call.key, len(order) + 1)
        for key, number in order.items():
            self.notes[key].number = str(number)
        return super().found(flow)


def _with_marker(cite: FoundCite, start: int, end: int) -> FoundCite:
    return replace(cite, marker=(start, end))


def _meaning(name: str) -> str:
    """Return the sign a name stands for; empty when it is none."""
    return _OWN_ENTITIES.get(name) or html.entities.html5.get(f"{name};", "")
