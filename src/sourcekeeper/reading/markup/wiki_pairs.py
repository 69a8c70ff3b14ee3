"""Which braces and brackets of wikitext belong together, and the parameters between them. Pure."""

from __future__ import annotations

import re
from itertools import pairwise

from sourcekeeper.reading.markup.wiki_templates import Parameter

_TOKEN = re.compile(r"\{\{|\}\}|\[\[|\]\]|<!--|<(?P<tag>nowiki|pre|syntaxhighlight|source|math)\b[^<>]{0,400}>", re.I)
_SEPARATOR = re.compile(r"\{\{|\[\[|\||<!--|<(?P<tag>nowiki|math)\b[^<>]{0,400}>", re.IGNORECASE)
_LONGEST_NAME = 200
_NAME = re.compile(r"[ \t\n]*(?P<name>[^=|\[\]{}<>\n]{1,60}?)[ \t\n]*=")


class WikiPairs:
    """The pairs of a source, found in one pass."""

    def __init__(self, source: str) -> None:
        self._source = source
        self.closing: dict[int, int] = {}
        """Offset of ``{{`` or ``[[`` to that of what closes it."""
        self.hidden: dict[int, int] = {}
        """Offset of a comment or of text without mark-up to where it ends."""
        self._absent: set[str] = set()
        self._pair()

    def _pair(self) -> None:
        opened: list[tuple[str, int]] = []
        braces = 0
        position = 0
        while (found := _TOKEN.search(self._source, position)) is not None:
            sign, position = found[0], found.end()
            if sign[0] == "<":
                position = self._behind_hidden(found)
            elif sign in {"{{", "[["}:
                opened.append((sign, found.start()))
                braces += sign == "{{"
            elif sign == "]]":
                if opened and opened[-1][0] == "[[":
                    self.closing[opened.pop()[1]] = found.start()
            elif braces:
                braces -= 1
                while opened[-1][0] != "{{":
                    opened.pop()
                self.closing[opened.pop()[1]] = found.start()

    def _behind_hidden(self, found: re.Match[str]) -> int:
        ending = "-->" if found[0] == "<!--" else f"</{found['tag'].lower()}"
        if found[0].endswith("/>") or ending in self._absent:
            return found.end()
        end = self._source.find(ending, found.end())
        if end < 0:
            self._absent.add(ending)
            if ending == "-->":  # a comment that never ends hides the rest, as in every wiki
                self.hidden[found.start()] = len(self._source)
                return len(self._source)
            return found.end()
        end += len(ending)
        self.hidden[found.start()] = end
        return end

    def parameters(self, start: int, end: int) -> tuple[str, dict[str, Parameter]]:
        """Return the name of a template (lower case, single spaces) and its parameters, between its braces."""
        cuts = [start - 1, *self.bars(start, end), end]
        name = " ".join(self._source[start : min(cuts[1], start + _LONGEST_NAME)].replace("_", " ").split()).lower()
        found_parameters: dict[str, Parameter] = {}
        count = 0
        for first, last in pairwise(cuts[1:]):
            named = _NAME.match(self._source, first + 1, last)
            count += named is None
            key = "_".join(named["name"].lower().split()) if named else str(count)
            found_parameters[key] = self._stripped(key, named.end() if named else first + 1, last)
        return name, found_parameters

    def _stripped(self, name: str, start: int, end: int) -> Parameter:
        while start < end and self._source[start].isspace():
            start += 1
        while end > start and self._source[end - 1].isspace():
            end -= 1
        return Parameter(name=name, start=start, end=end)

    def bars(self, start: int, end: int) -> list[int]:
        """Return where the bars stand between two offsets, those of inner templates and links left out."""
        found_bars, position = [], start
        while (found := _SEPARATOR.search(self._source, position, end)) is not None:
            position = found.end()
            if found[0] == "|":
                found_bars.append(found.start())
            else:
                position = max(self.closing.get(found.start(), self.hidden.get(found.start(), position)), position)
        return found_bars
