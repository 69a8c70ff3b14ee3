r"""The notes of LaTeX: ``\footnote`` and its kin, marks apart from their texts, entries of a bibliography. Pure."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Sequence
from itertools import pairwise

from sourcekeeper.reading.cites import parted_locator
from sourcekeeper.reading.flow import Flow
from sourcekeeper.reading.languages import words
from sourcekeeper.reading.markup.latex_source import ComposedNote, LatexSource
from sourcekeeper.reading.markup.latex_words import shown_number
from sourcekeeper.reading.notes import Found, FoundCite

NOTES = {
    "footnote": "footnote", "tablefootnote": "footnote", "footnoteA": "footnoteA", "footnoteB": "footnoteB",
    "sidenote": "sidenote", "endnote": "endnote", "pagenote": "pagenote", "Endnote": "endnote", "thanks": "thanks",
    "tnote": "thanks", "ftn": "footnote", "parnote": "parnote",
}  # fmt: skip
"""Commands with the text of a note, and the series it is numbered in."""
MARKS = {"footnotemark": "footnote", "endnotemark": "endnote", "sidenotemark": "sidenote"}
TEXTS = {"footnotetext": "footnote", "endnotetext": "endnote", "sidenotetext": "sidenote"}
FOOTCITES = words("footcite footcitetext footfullcite footcites smartcite Smartcite")
CITES = words(
    "cite citep citet citealt citealp parencite Parencite textcite Textcite fullcite citeauthor "
    "citeyear citeyearpar cites parencites textcites supercite"
)
AUTOCITES = words("autocite Autocite autocites Autocites")

_CHAPTERED = re.compile(
    r"\\documentclass\s*(?:\[[^\[\]]{0,500}\])?\s*\{\s*(?:book|report|scrbook|scrreprt|memoir|amsbook)\s*\}"
)
_RESET_BY = re.compile(
    r"\\(?:counterwithin\*?|@addtoreset)\s*\{\s*(?:footnote\}\s*\{\s*(\w+)|(\w+)\s*\}\s*\{\s*footnote)"
)
_NOT_RESET_BY = re.compile(r"\\counterwithout\*?\s*\{\s*footnote\s*\}\s*\{\s*(\w+)")
_STYLE = re.compile(
    r"\\the(footnote|endnote)\b[^\\]{0,80}(?:\\(?!arabic|roman|Roman|alph|Alph|fnsymbol)[a-zA-Z]{1,30}[^\\]{0,40}){0,4}"
    r"\\(arabic|roman|Roman|alph|Alph|fnsymbol)\b"
)
_CITES_BELOW = re.compile(
    r"\\usepackage\s*\[[^\[\]]{0,1000}(?:autocite\s*=\s*footnote|style\s*=\s*(?:verbose|authortitle|traditional|footnote-|"
    r"chicago-notes|oscola|windycity|historische-)[\w-]{0,40})[^\[\]]{0,1000}\]\s*\{\s*biblatex\s*\}"
)
r"""Styles of biblatex whose ``\autocite`` makes a footnote, and the option that says so."""
_NUMBERED_ON = re.compile(
    r"\\continuousnotenums\b|\\usepackage\s*\[[^\]]{0,200}continuous[^\]]{0,200}\]\s*\{pagenote\}"
)
_OVERLAY = re.compile(r"<[^<>\n]{0,40}>")
_REFERENCE = re.compile(r"\\(?:ref|getrefnumber|value)\s*\{([^{}]*)\}|\\(the)footnote")
_BIBITEM = re.compile(r"\\bibitem\s*(?:\[(?P<label>[^\]]{0,200})\])?\s*\{(?P<key>[^{}]{1,200})\}")
_BIBLIOGRAPHY_END = re.compile(r"\\end\{thebibliography\}")
_KEY = re.compile(r"[^\s,{}]+")
_LONGEST_NAME = 60


class LatexNotes(LatexSource):
    """The part of the scanner that knows the commands of notes."""

    def __init__(self, text: str, *, language: str | None) -> None:
        super().__init__(text, language=language)
        self.date: str | None = None
        self._counters: defaultdict[str, int] = defaultdict(int)
        self._styles: dict[str, str] = {"thanks": "fnsymbol"}
        self._serial = 0
        self._by_number: dict[tuple[str, str], str] = {}
        self._last: dict[str, str] = {}
        self._pending: defaultdict[str, deque[tuple[str, str]]] = defaultdict(deque)
        self._labels: dict[str, str] = {}
        self._bibitems = {found["key"].strip() for found in _BIBITEM.finditer(self.source)}
        self._resets = {"chapter", "part"} if _CHAPTERED.search(self.source) else set[str]()
        self._resets |= {found[1] or found[2] for found in _RESET_BY.finditer(self.source)}
        self._resets -= {found[1] for found in _NOT_RESET_BY.finditer(self.source)}
        self._restarts_pagenotes = bool(_CHAPTERED.search(self.source)) and not _NUMBERED_ON.search(self.source)
        self._cites_below = _CITES_BELOW.search(self.source, 0, self.body_start()) is not None
        for found in _STYLE.finditer(self.source, 0, self.body_start()):
            self._styles[found[1]] = found[2]

    # numbers

    def learn_style(self, definition: str) -> None:
        r"""Obey ``\renewcommand{\thefootnote}{\roman{footnote}}``."""
        found = _STYLE.search(definition)
        if found is not None:
            self._styles[found[1]] = found[2]

    def restart_numbers(self, heading: str) -> None:
        """Begin at 1 again where a heading of this kind makes footnotes do so."""
        if heading in self._resets:
            self._restart("footnote")
        if heading == "chapter" and self._restarts_pagenotes:
            self._restart("pagenote")

    def _restart(self, series: str) -> None:
        self._counters[series] = 0
        self._by_number = {place: key for place, key in self._by_number.items() if place[0] != series}

    def counter(self, start: int, end: int, name: str) -> int:
        r"""``\setcounter{footnote}{4}``, ``\addtocounter``, ``\stepcounter``."""
        group = self.group(end)
        if group is None:
            return end
        counter, end = self.source[group[0] : group[1]].strip(), group[2]
        amount = 1
        if name in {"setcounter", "addtocounter"}:
            value = self.group(end)
            if value is None:
                return end
            written, end = self.source[value[0] : value[1]].strip(), value[2]
            if not re.fullmatch(r"[+-]?\d{1,6}", written):
                return end
            amount = int(written)
        self._counters[counter] = amount if name == "setcounter" else self._counters[counter] + amount
        return end

    def _next_number(self, series: str, option: str | None) -> str:
        """Return the number of a new note: the one it is given, else the next of its series."""
        if option is not None and option.strip().isdecimal() and len(option) < 8:
            return shown_number(int(option), self._styles.get(series, "arabic"))
        self._counters[series] += 1
        return shown_number(self._counters[series], self._styles.get(series, "arabic"))

    def _new_key(self, series: str, number: str) -> str:
        self._serial += 1
        key = f"{series} {self._serial}"
        self._by_number[(series, number)] = key
        self._last[series] = key
        return key

    # notes

    def footnote(self, start: int, end: int, name: str) -> int:
        r"""``\footnote{…}``, ``\endnote{…}``, ``\thanks{…}``."""
        if self.is_too_deep(start, end):
            return end
        series = NOTES[name]
        option, after = self._options(end)
        group = self.group(after)
        if group is None:
            group = self._unclosed(after)
            if group is None:
                return after
        number = self._next_number(series, option)
        key = self._new_key(series, number)
        self.call(key, number, start, group[2])
        self.note(key, number, group[0], group[1])
        return group[2]

    def composed_note(self, start: int, end: int, name: str) -> int | None:
        r"""A note put together from the arguments of a command of the document's own: ``\source{Title}{address}``."""
        made = self.composed[name]
        groups = []
        position = end
        for _ in range(made.has_outer + 1 + len(made.between)):
            group = self.group(position)
            if group is None:
                return None
            groups.append(group)
            position = group[2]
        if made.command not in NOTES or self.is_too_deep(start, end):
            return None
        self.out.put(made.before, start, groups[0][0])
        if not made.has_outer:
            self._note_of_groups(start, made, groups)
            return position
        self.span(groups[0][1], position, lambda: self._note_of_groups(groups[0][1], made, groups[1:]))
        return groups[0][0]

    def _note_of_groups(self, start: int, made: ComposedNote, groups: Sequence[tuple[int, int, int]]) -> None:
        series = NOTES[made.command]
        number = self._next_number(series, None)
        key = self._new_key(series, number)
        self.call(key, number, start, groups[-1][2])
        joints = [
            (one[1], printed or " ", other[0])
            for printed, (one, other) in zip(made.between, pairwise(groups), strict=True)
        ]
        self.note(key, number, groups[0][0], groups[-1][1]).joints = tuple(joints)

    def _options(self, end: int) -> tuple[str | None, int]:
        overlay = _OVERLAY.match(self.source, end)
        return self.option(overlay.end() if overlay else end)

    def _unclosed(self, position: int) -> tuple[int, int, int] | None:
        """Take a note whose brace is never closed up to the end of its paragraph."""
        begun = self.gap(position)
        if not self.source.startswith("{", begun):
            return None
        end = self.empty_line(begun)
        self.damage("note-not-closed", begun, end)
        return begun + 1, end, end

    def footnotemark(self, start: int, end: int, name: str) -> int:
        r"""``\footnotemark``: its text comes later, or the note was there before."""
        series = MARKS[name]
        option, after = self.option(end)
        known = self._known(series, option)
        if known is not None:
            self.call(known, (option or "").strip(), start, after)
            return after
        number = self._next_number(series, option)
        key = self._new_key(series, number)
        self._pending[series].append((key, number))
        self.call(key, number, start, after)
        return after

    def _known(self, series: str, option: str | None) -> str | None:
        if option is None:
            return None
        reference = _REFERENCE.search(option)
        if reference is not None:
            return self._last.get(series) if reference[2] or reference[1] == series else f"ref {reference[1]}"
        if option.strip().isdecimal() and len(option) < 8:
            number = shown_number(int(option), self._styles.get(series, "arabic"))
            return self._by_number.get((series, number))
        return None

    def footnotetext(self, start: int, end: int, name: str) -> int:
        r"""``\footnotetext{…}``: the text of a mark that waits for one, of that number or the oldest."""
        series = TEXTS[name]
        option, after = self.option(end)
        group = self.group(after)
        if group is None:
            return after
        waiting = self._pending[series]
        number = None
        if option is not None and option.strip().isdecimal() and len(option) < 8:
            number = shown_number(int(option), self._styles.get(series, "arabic"))
            mine = next((pair for pair in waiting if pair[1] == number), None)
            if mine is not None:
                waiting.remove(mine)
        else:
            mine = waiting.popleft() if waiting else None
        if mine is None:
            number = number or shown_number(max(self._counters[series], 1), self._styles.get(series, "arabic"))
            mine = self._new_key(series, number), number
        self.note(mine[0], mine[1], group[0], group[1])
        return group[2]

    def label(self, start: int, end: int, name: str) -> int:
        r"""``\label`` in a note names it for ``\footref``."""
        group = self.group(end)
        if group is None:
            return end
        if self.reading is not None:
            self._labels[self.source[group[0] : group[1]].strip()] = self.reading.key
        return group[2]

    def footref(self, start: int, end: int, name: str) -> int:
        r"""``\footref{label}`` calls a note once more."""
        group = self.group(end)
        if group is None:
            return end
        self.call("ref " + self.source[group[0] : group[1]].strip(), "", start, group[2])
        return group[2]

    def found(self, flow: Flow) -> Found:
        """Return notes and calls, those by label included."""
        for call in self.calls:
            if call.key.startswith("ref "):
                call.label = call.label or call.key[4:]
                call.key = self._labels.get(call.key[4:], call.key)
        return super().found(flow)

    # bibliographies

    def bibliography(self, start: int, position: int) -> int:
        """The entries of ``thebibliography`` are notes; return where the environment ends."""
        over = self.find(_BIBLIOGRAPHY_END, position, len(self.source))
        end = over.start() if over else len(self.source)
        self.paragraph(start, position)
        items = [item for item in _BIBITEM.finditer(self.source, position, end) if not self.is_commented(item.start())]
        starts = [item.start() for item in items]
        for number, (item, until) in enumerate(zip(items, [*starts[1:], end], strict=False), start=1):
            self.note(f"bib {item['key'].strip()}", item["label"] or str(number), item.end(), until)
        self.paragraph(end, end)
        return over.end() if over else end

    def footcite(self, start: int, end: int, name: str) -> int:
        r"""``\footcite[70]{key}``: a note that is a citation, or, in a note, a citation."""
        if self.reading is not None:
            return self.cite(start, end, name)
        after = self._behind_citation(end, name)
        number = self._next_number("footnote", None)
        key = self._new_key("footnote", number)
        self.call(key, number, start, after)
        self.note(key, number, start, after)
        return after

    def autocite(self, start: int, end: int, name: str) -> int:
        r"""``\autocite[70]{key}``: what the style of the document makes of it."""
        return self.footcite(start, end, name) if self._cites_below else self.cite(start, end, name)

    def _behind_citation(self, end: int, name: str) -> int:
        while True:
            after = self.skip(end, 1)
            if after == end or not name.endswith("cites"):
                return after
            end = after
            if self.source[self.gap(end) : self.gap(end) + 1] not in {"[", "{"}:
                return end

    def cite(self, start: int, end: int, name: str) -> int:
        r"""``\cite[see][70]{a,b}``: calls of entries the document has, else keys of a bibliography elsewhere."""
        while True:
            before, behind, group = self._citation(end)
            if group is None:
                return end
            keys = list(_KEY.finditer(self.source, group[0], group[1]))
            if any(key[0] in self._bibitems for key in keys):
                for key in keys:
                    self.call(f"bib {key[0]}", key[0], start, group[2])
            else:
                self._write_cites(start, group[2], keys, before, behind)
            end = group[2]
            if not name.endswith("cites") or self.source[self.gap(end) : self.gap(end) + 1] not in {"[", "{"}:
                return end

    def _citation(self, end: int) -> tuple[str, str, tuple[int, int, int] | None]:
        first, after = self.option(end)
        second, after = self.option(after)
        before, behind = (first or "", second) if second is not None else ("", first or "")
        return before.strip(), behind.strip(), self.group(after)

    def _write_cites(self, start: int, end: int, keys: list[re.Match[str]], before: str, behind: str) -> None:
        begun = self.out.length
        before, behind = (" ".join(words.replace("~", " ").split()) for words in (before, behind))
        locator, suffix = parted_locator(behind)
        self.out.put(f"[{before} " if before else "[", start, start)
        spans = []
        for key in keys:
            spans.append((key[0], self.out.length))
            self.out.put(f"@{key[0]}", key.start(), key.end())
            self.out.put("; " if key is not keys[-1] else f", {behind}]" if behind else "]", key.end(), key.end())
        self.out.place(begun, self.out.length, start, end)
        for key_text, at in spans:
            is_last = key_text == spans[-1][0]
            self.cites.append(
                FoundCite(
                    key=key_text,
                    start=at,
                    end=at + len(key_text) + 1,
                    marker=(begun, self.out.length),
                    locator=locator if is_last else "",
                    prefix=before if at == spans[0][1] else "",
                    suffix=suffix if is_last else "",
                )
            )
