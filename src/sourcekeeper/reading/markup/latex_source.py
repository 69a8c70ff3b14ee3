r"""What a LaTeX source defines, the arguments of its commands, and the addresses it holds. Pure."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise
from typing import NamedTuple

from sourcekeeper.model import Place
from sourcekeeper.reading.markup.latex_pairs import pair_up
from sourcekeeper.reading.markup.source_scan import SourceScanner

_GAP = re.compile(r"(?:[ \t]|\n(?![ \t]*\n)|%[^\n]*(?:\n|\Z))*+")
_OPTION_PART = re.compile(r"\\.|[{}\[\]]", re.DOTALL)
_LONGEST_OPTION = 500
_ADDRESS = re.compile(r"(?:https?|ftp)://(?:\\[%#_&$~{}]\{?\}?|\\(?:slash|allowbreak|-|/)|[^\s\\{}%\"<>«»“”])*", re.I)
_ADDRESS_PART = re.compile(
    r"\\[%#_&$~{}^ ](?:\{\})?|\\(?:slash|allowbreak|textasciitilde|string)(?:\{\}| )?|\\[-/]|%?[ \t]*\n[ \t]*"
)
_ADDRESS_TAIL = ".,;:!?'*_~)]"
_SPACES = re.compile(r"[ \t]*\n?[ \t]*")
_BODY = re.compile(r"\\begin\s*\{document\}")
_WORD = re.compile(r"[^\\{}#$%]{1,200}")
_PASSED_ON = re.compile(r"\\([a-zA-Z]+)(?:\s*\{\s*#1\s*\})?")
_NOTE_ROUND = re.compile(r"\\(?P<command>[a-zA-Z]{0,20}note)\s*\{(?P<text>(?:[^{}]|\{[^{}]{0,500}\}){0,500})\}")
_ARGUMENT = re.compile(r"#(\d)")
_NO_WORDS = re.compile(r"\\[a-zA-Z]+\s*|[{}]|\\(?=\W)|#\d")
_NOTE_BEHIND = re.compile(
    r"(?P<before>(?:[^{}]|\{[^{}]{0,200}\}){0,200})\\(?P<command>[a-zA-Z]{0,20}note)\s*"
    r"\{(?P<text>(?:[^{}]|\{[^{}]{0,500}\}){0,500})\}"
)
_LET = re.compile(r"\\let\s*\\([a-zA-Z]+)\s*=?\s*\\([a-zA-Z]+)")
_DEFINITION = re.compile(
    r"\\(?:(?:re|provide)?(?:new)?command\*?|DeclareRobustCommand\*?|(?:New|Renew|Provide)DocumentCommand)[ \t\n]*"
    r"(?:\{[ \t]*\\(?P<name>[a-zA-Z]+)[ \t]*\}|\\(?P<named>[a-zA-Z]+))[ \t\n]*"
    r"(?:\[(?P<count>\d)\][ \t]*(?P<default>\[[^\[\]\n]{0,200}\])?)?"
    r"(?:\{[ \t]*(?P<optional>[oO](?:\{[^{}\n]{0,200}\})?)?[ \t]*(?P<mandatory>(?:m[ \t]*){0,9})\}(?=[ \t\n]*\{))?"
    r"[ \t\n]*\{"
    r"|\\def[ \t]*\\(?P<defined>[a-zA-Z]+)(?:#(?P<hashes>\d))?[ \t\n]*\{"
)


class ComposedNote(NamedTuple):
    """What a command of several arguments prints: words, maybe its first argument, then a note of the others."""

    command: str
    before: str
    has_outer: bool
    between: tuple[str, ...]
    """What is printed between the arguments of the note."""


def _composed(body: str, count: int) -> ComposedNote | None:
    """Return what a command's body makes of its arguments, each used once and in order; else None."""
    made = _NOTE_BEHIND.fullmatch(body)
    if made is None:
        return None
    outer, inner = _ARGUMENT.findall(made["before"]), list(_ARGUMENT.finditer(made["text"]))
    order = [*outer, *(found[1] for found in inner)]
    if order != [str(number) for number in range(1, count + 1)] or len(outer) > 1 or not inner:
        return None
    between = tuple(_words(made["text"][one.end() : other.end()]) for one, other in pairwise(inner))
    return ComposedNote(made["command"], _words(made["before"]), bool(outer), between)


def _words(body: str) -> str:
    return _NO_WORDS.sub("", body).replace("~", "\u00a0")


class LatexSource(SourceScanner):
    """The part of the scanner that knows how LaTeX is written, not what its commands mean."""

    def __init__(self, text: str, *, language: str | None) -> None:
        super().__init__(text)
        self.pairs = pair_up(self.source)
        self.language = (language or "en").split("-")[0]
        self.aliases: dict[str, str] = {}
        self.words: dict[str, str] = {}
        self.composed: dict[str, ComposedNote] = {}
        """Commands that make a note of one of several arguments, or of several."""
        self._body_start = -1
        self._learn()

    # what is defined

    def _learn(self) -> None:
        r"""Learn short names for commands and words: ``\newcommand{\fn}[1]{\footnote{#1}}``."""
        for found in _DEFINITION.finditer(self.source):
            if self.is_commented(found.start()):
                continue
            name = found["name"] or found["named"] or found["defined"]
            has_option = bool(found["default"] or found["optional"])
            count = int(found["count"] or found["hashes"] or (found["mandatory"] or "").count("m") + has_option)
            end = self.pairs.closing.get(found.end() - 1)
            if end is None:
                continue
            body = self.source[found.end() : end].strip().rstrip("%").strip()
            if count - has_option == 1 and (note := _NOTE_ROUND.fullmatch(body)) and f"#{count}" in note["text"]:
                self.aliases[name] = note["command"]  # what it puts beside the text of the note is let go
                continue
            composed = _composed(body, count) if count > 1 and not has_option else None
            if composed is not None:
                self.composed[name] = composed
                continue
            passed_on = _PASSED_ON.fullmatch(body)
            if passed_on and passed_on[1] != name and count <= 1:
                self.aliases[name] = passed_on[1]
            elif count == 0 and _WORD.fullmatch(body):
                self.words[name] = body
        for found in _LET.finditer(self.source):
            if found[1] != found[2] and not self.is_commented(found.start()):
                self.aliases[found[1]] = found[2]

    def body_start(self) -> int:
        r"""Return where the text begins: behind ``\begin{document}``; 0 for a piece of a document."""
        if self._body_start < 0:
            found = (one for one in _BODY.finditer(self.source) if not self.is_commented(one.start()))
            first = next(found, None)
            self._body_start = first.end() if first else 0
        return self._body_start

    def is_commented(self, position: int) -> bool:
        """Whether an offset stands in a comment or in program text."""
        index = bisect_right(self.pairs.commented, (position, len(self.source))) - 1
        return index >= 0 and position < self.pairs.commented[index][1]

    # arguments

    def gap(self, position: int) -> int:
        """Return where white space and comments end."""
        found = _GAP.match(self.source, position)
        return found.end() if found else position

    def option(self, position: int) -> tuple[str | None, int]:
        """Return an optional argument (None when there is none) and where the source goes on."""
        begun = self.gap(position)
        if self.source[begun : begun + 1] != "[":
            return None, position
        depth, at, last = 0, begun, min(len(self.source), begun + _LONGEST_OPTION)
        if self.source.find("]", begun, last) < 0:
            return None, position
        while (found := _OPTION_PART.search(self.source, at, last)) is not None:
            at = found.end()
            sign = found[0]
            if sign == "{":
                at = self.pairs.closing.get(found.start(), found.start()) + 1
            elif sign == "[":
                depth += 1
            elif sign == "]":
                depth -= 1
                if depth == 0:
                    return self.source[begun + 1 : found.start()], found.end()
            elif sign == "}":
                break
        return None, position

    def group(self, position: int) -> tuple[int, int, int] | None:
        """Return where a braced argument's content starts and ends, and where the source goes on; None without one."""
        begun = self.gap(position)
        end = self.pairs.closing.get(begun)
        return None if end is None else (begun + 1, end, end + 1)

    def skip(self, position: int, groups: int) -> int:
        """Return where the source goes on behind optional arguments and so many groups."""
        option: str | None = ""
        while option is not None:
            option, position = self.option(position)
        for _ in range(groups):
            found = self.group(position)
            if found is None:
                break
            position = found[2]
            option, position = self.option(position)
        return position

    # addresses

    def bare(self, start: int, limit: int) -> int:
        """An address in the text: dashes and tildes in it are its own."""
        found = _ADDRESS.match(self.source, start, limit)
        if found is None:
            self.out.copy(start, start + 1)
            return start + 1
        end = start + len(found[0].rstrip(_ADDRESS_TAIL))
        self.write_address(start, end)
        return end

    def write_address(self, start: int, end: int) -> str:
        r"""Write an address with its escapes undone, and return it: ``\%`` is ``%``, line breaks are nothing."""
        position, written = start, []
        for found in _ADDRESS_PART.finditer(self.source, start, end):
            self.out.copy(position, found.start())
            written.append(self.source[position : found.start()])
            sign = _unescaped(found)
            self.out.put(sign, found.start(), found.end())
            written.append(sign)
            position = found.end()
        self.out.copy(position, end)
        written.append(self.source[position:end])
        return "".join(written)

    def url(self, start: int, end: int, name: str) -> int:
        r"""``\url{…}``: all of it is the address."""
        group = self.group(self.skip(end, 0))
        if group is None:
            return end
        first, last, after = group
        while first < last and self.source[first].isspace():
            first += 1
        while last > first and self.source[last - 1].isspace():
            last -= 1
        begun = self.out.length
        href = self.write_address(first, last)
        if name != "path" or "://" in href:
            self.out.link(begun, href, Place(start=first, end=last), declared=True)
        return after

    def href(self, start: int, end: int, name: str) -> int:
        r"""``\href{address}{text}``."""
        target = self.group(self.skip(end, 0))
        text = None if target is None else self.group(target[2])
        if target is None or text is None:
            return end
        raw = self.source[target[0] : target[1]]
        first = target[0] + len(raw) - len(raw.lstrip())
        href = _ADDRESS_PART.sub(_unescaped, raw.strip())
        place = Place(start=first, end=first + len(raw.strip()))
        begun = self.out.length
        self.span(text[1], text[2], lambda: self.out.link(begun, href, place, declared=True))
        return text[0]


def _unescaped(found: re.Match[str]) -> str:
    text = found[0]
    if text.startswith("\\slash"):
        return "/"
    if text.startswith("\\textasciitilde"):
        return "~"
    sign = text[1:2] if text[0] == "\\" else ""
    return "" if sign in {"-", "/", "a", "s", " "} else sign


def after_spaces(source: str, position: int) -> int:
    """Return where the white space ends that a command's name takes; an empty line it leaves."""
    found = _SPACES.match(source, position)
    after = found.end() if found else position
    return position if source.startswith("\n", after) else after
