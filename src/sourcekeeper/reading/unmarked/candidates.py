"""Find what may be a call in running text, and say how likely each piece is one. Pure.

Costs are relative to `sequence.MISSING` (3): explicit marks cost next to nothing, figures that have another reading
cost more, so that the sequence decides between them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from heapq import merge
from itertools import pairwise
from operator import attrgetter
from unicodedata import combining

from sourcekeeper.patterns import regex
from sourcekeeper.reading.flow import Flow
from sourcekeeper.reading.labels import (
    BETWEEN,
    CIRCLED,
    KEY,
    ROMAN,
    SUPERSCRIPTS,
    call_label,
    link_label,
    plain_digits,
    plain_label,
)
from sourcekeeper.reading.unmarked.sequence import MISSING, Candidate

PLAIN_KINDS = ("bracket", "raised", "paren", "worded", "symbol")
KINDS = (*PLAIN_KINDS, "close", "glued", "spaced", "roman")
"""Shapes of calls, the plainest first: of two that explain the notes equally well the first is believed."""

MAX_RANGE = 20
"""``[3-7]`` calls each note between; a wider range is no call."""

_NEVER = MISSING * 10
_RUN_TOGETHER = 0.6
"""What it costs to read one figure as two calls."""
_OF_A_WORD = 0.2
"""What it costs to read a word and a figure in brackets as a call: ``(source 1)``."""
_GLUED_TOGETHER = 0.1
"""What it costs to read figures with a comma or a dash between as calls."""
_SEE = r"(?:(?:[Vv]oir|[Cc]f\.?|[Ss]ee|[Ss]iehe|[Vv]gl\.|[Vv]éase|[Vv]edi|[Vv]er|[Zz]ie|[Vv]\.|[Ss]\.)\s(?=[NnAaFf]))?"
"""``(see note 3)`` calls as ``(3)`` does."""
_WORD = _SEE + r"(?:(?:[Nn]ot[ea]s?|[Nn]oot|[Nn]\.?|[Aa]nm\.?|[Ff]n\.?|脚?[注註]|※|#)\s?(?=\d))?"
_ANY_LABEL = (
    rf"\d{{1,4}}{BETWEEN}(?:\s?[,;–-]\s?\d{{1,4}}{BETWEEN})*|[*†‡§¶]{{1,5}}|[a-zA-Z]|[ivxlc]{{2,6}}|[IVXLC]{{2,6}}"
    r"|\d{1,3}\.\d{1,3}"
)
_IN_BRACKETS = rf"\[\s?\^?{_WORD}({_ANY_LABEL})\s?\](?![(:])\^?"
# Each way begins with a plain character: so it is searched for ten times as fast as behind an optional one.
_WITH_PLACE = (
    r"\[(\d{1,4})[,:;]?\s(?:S|p|pp|P|pág|págs|pag|pagg|blz|Kap|cap|chap|ch|art|Art|Rn|sec|§)\b\.?[^\[\]\n]{1,24}\]"
)
"""``[3, p. 12]``: a call with the page that is meant."""
_ODD_SIGN = regex(rf"[{CIRCLED}［〔【（\u20e3]")
_ODD_BRACKET = regex(rf"([{CIRCLED}])|[［〔【（](?:脚?[注註]|※)?\s?(\d{{1,4}})[］〕】）]|(?<=\d)(?P<key>{KEY})")
"""Figures in circles, in brackets as wide as Chinese letters, on keys. Searched for apart, being slow to find."""
_BRACKET = regex(
    rf"{_IN_BRACKETS}|\^{_IN_BRACKETS}|\{{(\d{{1,3}})\}}|<(\d{{1,3}})>|\*\*?(\d{{1,3}})\*\*?|{_WITH_PLACE}"
)
_PAREN = regex(rf"\(\s?{_WORD}({_ANY_LABEL})\s?\)")
_WORDED = regex(r"[\[(（【〔]\s?([^\W\d_]{1,10})[.:]?\s?(\d{1,3})\s?[\])）】〕]")
_LIST = regex(r"\d{1,4}(?:\s?[,;、–-]\s?\d{1,4})*")
_CLOSE = regex(r"\)(?<=\d\))(?!\w)")
_BEFORE_CLOSE = regex(r"(?:[^\s\d(\[.,/–-]|\d(?=\s))[ \u00a0\u202f]?(?P<label>\d{1,4})\Z")
_RAISED = regex(
    rf"[\^{SUPERSCRIPTS}](?:(?<=\^)\d{{1,4}}(?:\^|(?!\w))"
    rf"|(?<=[{SUPERSCRIPTS}])[{SUPERSCRIPTS}]{{0,3}}(?:[,⁻˒][{SUPERSCRIPTS}]{{1,4}})*)"
)
# These look back from their first character: patterns that begin with one are searched for several times as fast.
_SYMBOL = regex(
    r"[*†‡§](?:(?<=[^\s*†‡§(\[].)|(?<=[^\s*†‡§(\[][ \u00a0\u202f].)(?P<gap>))"
    r"(?:(?<=\*)\*{0,4}|(?<=[†‡])[†‡]{0,2}|(?<=§)§{0,2}(?=[\s.,;:!?)»”]|$))(?![*\w])"
)
_GLUED = regex(r"\d(?:(?<=[^\s\d].)\d{0,3}(?![\d\w])|\d{1,7}(?![\d\w]))")
_GLUED_LIST = regex(
    r"\d(?:(?<=[^\s\d.,–/-].)\d{0,2}(?:[,;–-]\d{1,3})+|(?<=[^\W\d_][.,].)\d{0,2}(?:[,–-]\d{1,3})+)(?![\d\w])"
)
_SPACED = regex(
    r"(?<=[^\s(\[/–-])[ \u00a0\u2009\u202f](?P<label>[1-9]\d{0,2})"
    r"(?:(?P<stop>[ \u00a0\u202f]?[.,;:!?…»](?!\d))|(?=\s|$)(?P<opens>\s+[«“„\"(¿¡]?[^\W\d_a-zß-öø-ÿ])?)"
)
_NUMBERED = regex(r"[^\W\d_]+\.?\s?(\d{1,4})")
_WORD_BEFORE = regex(r"[^\W\d_]+(?:·[^\W\d_]+)*$")
_WORD_BACKWARDS = regex(r"[^\W\d_]++(?:·[^\W\d_]++)*")
_FIGURES_BEFORE = regex(r"(?<![\d.,])\d+$")
_FIGURES_AT_END = regex(r"(\d+)\s?$")
_AFTER_FIGURES = regex(r"\d{1,4}(?=[\s»”)]|$)[\s»”)]*(?P<capital>[«“„\"(¿¡]?[^\W\d_a-zß-öø-ÿ])?")
_THOUSANDS = regex(r"\d[\s.,\u00a0\u202f]")
_LONGEST_BRACKET = 300
_CUT_ROMAN = 0.7
"""What it costs to take only the end of Roman figures."""
_GLUED_ROMAN = regex(r"[ivxl]{1,7}(?![\w’'])")
_IS_ROMAN = regex(ROMAN)
_UNITS = {"m", "km", "hm", "dam", "dm", "cm", "mm", "µm", "ft", "yd", "ha", "kWh", "s"}
_CLOSING_MARKS = "»”“\"’'›)]"
_YEARS = range(1000, 2101)
_SYMBOLS = tuple("*†‡§¶")


_REFERRING = regex(
    r"\b(?:abs(?:atz|\.)?|art(?:icles?|ikel|ículos?|igos?|icol[oi]|\.)?|alinéas?|al\.|paras?(?:graphs?|\.)?|sections?"
    r"|clauses?|satz|nummer|nr\.?|ziffer|lit\.|letra|lettera|apartados?|comma|commi|lid|punkt|points?|ust\.?|пункт\w*"
    r"|част\w+|equations?|cases?|steps?|figures?|tables?|gleichung|schritt|abbildung|tabelle|équations?|étapes?|cas"
    r"|tableaux?|caso|paso|figura|tabla|passo|tabella|ecuación|equazione|stap)\s$",
    re.IGNORECASE,
)
"""What may stand before a figure in brackets that counts something: ``Absatz (2)``, ``equation (1)``."""


def candidates(flow: Flow, kind: str, spans: Iterable[tuple[int, int]]) -> list[Candidate]:
    """Return the candidates of one shape within some spans of a flow, in order."""
    found: list[Candidate] = []
    for start, end in spans:
        if kind == "raised":
            found += _in_order(_marked_up(flow, start, end), _raised(flow.text, start, end))
        elif kind == "glued":
            found += _in_order(_glued(flow.text, start, end), _glued_lists(flow.text, start, end))
        elif kind == "spaced":
            found += _spaced(flow.text, start, end)
        elif kind == "close":
            found += _closed(flow.text, start, end)
        elif kind == "roman":
            found += _roman(flow.text, start, end)
        elif kind == "worded":
            for match in _WORDED.finditer(flow.text, start, end):
                found.append(Candidate(match.start(), match.end(), match[1].casefold() + match[2], _OF_A_WORD))
        elif kind == "symbol":
            found += _symbols(flow.text, start, end)
        elif kind == "bracket":
            plain = _enclosed(flow.text, start, end, _BRACKET)
            has_odd = not flow.text.isascii() and _ODD_SIGN.search(flow.text, start, end) is not None
            found += _in_order(plain, _odd_brackets(flow.text, start, end)) if has_odd else plain
        else:
            found += _enclosed(flow.text, start, end, _PAREN)
    return found


def _in_order(some: Iterator[Candidate], others: Iterator[Candidate]) -> Iterable[Candidate]:
    first, second = list(some), list(others)
    return merge(first, second, key=attrgetter("start")) if first and second else first or second


def _symbols(text: str, start: int, end: int) -> Iterator[Candidate]:
    for match in _SYMBOL.finditer(text, start, end):
        has_gap = match["gap"] is not None
        if not has_gap or match.start() > start:
            yield Candidate(match.start(), match.end(), match[0], 0.6 if has_gap else 0.3)


def _enclosed(text: str, start: int, end: int, pattern: re.Pattern[str]) -> Iterator[Candidate]:
    for match in pattern.finditer(text, start, end):
        doubt = _doubt_of_paren(text, match) if pattern is _PAREN else 0.0
        for label in _listed(plain_digits(match[match.lastindex or 1])):
            yield Candidate(match.start(), match.end(), label, doubt)


def _odd_brackets(text: str, start: int, end: int) -> Iterator[Candidate]:
    for match in _ODD_BRACKET.finditer(text, start, end):
        first = match.start() - (match["key"] is not None)
        label = text[first] if match["key"] is not None else match[match.lastindex or 1]
        yield Candidate(first, match.end(), plain_digits(label))


def _closed(text: str, start: int, end: int) -> Iterator[Candidate]:
    """Figures with a bracket behind them and none before: ``mot 1)``, but not ``(table 4)``."""
    for match in _CLOSE.finditer(text, start, end):
        figures = _BEFORE_CLOSE.search(text, max(start, match.start() - 6), match.start())
        if figures is None:
            continue
        floor = max(start, match.start() - _LONGEST_BRACKET)
        if text.rfind("(", floor, match.start()) <= text.rfind(")", floor, match.start()):
            yield Candidate(figures.start("label"), match.end(), figures["label"], 0.4)


def _roman(text: str, start: int, end: int) -> Iterator[Candidate]:
    """Small Roman figures glued to a word: how word processors number notes at the end."""
    for match in _GLUED_ROMAN.finditer(text, start, end):
        figures = match.group()
        for cut in range(len(figures)):
            before = text[match.start() + cut - 1 : match.start() + cut]
            label = figures[cut:]
            if before and not before.isspace() and _IS_ROMAN.fullmatch(label):
                doubt = (0.3 if len(label) > 1 else 0.9 if label == "i" else 0.5) if before.isalpha() else 0.1
                # "páginasiv" ends in iv, not in v.
                doubt += _CUT_ROMAN * (cut > 0)
                yield Candidate(match.start() + cut, match.end(), label, doubt)


def _doubt_of_paren(text: str, match: re.Match[str]) -> float:
    """``(1)`` at the start of a line counts things; ``article 3 (2)`` and ``f(2)`` are no calls either."""
    if match[0][1:3].isalpha() and match[0][-2].isdecimal():
        return 0.0  # (note 3)
    before = text[max(0, match.start() - 2) : match.start()]
    if not before.strip() or "\n" in before:
        return 1.5
    word = _REFERRING.search(text, max(0, match.start() - 14), match.start())
    if word is not None:
        return 2.0
    number = _FIGURES_AT_END.search(text, max(0, match.start() - 6), match.start())
    return 0.2 if number is None else 0.5 if _is_year(number[1]) else 1.5


def _listed(text: str) -> list[str]:
    """Return the labels of ``1``, ``1, 2`` and ``3-5``."""
    if _LIST.fullmatch(text) is None:
        return [plain_label(part.strip()) for part in re.split(r"[,;–-]", text)]  # also 2 bis, 3.1, a
    labels: list[str] = []
    parts = re.split(r"\s?([,;、–-])\s?", text)
    for index in range(0, len(parts), 2):
        reaches = index > 0 and parts[index - 1] in "–-" and labels
        first = int(labels[-1]) + 1 if reaches else int(parts[index])
        last = int(parts[index])
        if last - first > MAX_RANGE:
            return []
        labels += [str(number) for number in range(first, last + 1)]
    return labels


def _marked_up(flow: Flow, start: int, end: int) -> Iterator[Candidate]:
    """What mark-up sets in superscript: ``mot<sup>1</sup>``, but neither ``m<sup>2</sup>`` nor ``1<sup>er</sup>``."""
    for index in range(bisect_left(flow.raised, (start, -1)), len(flow.raised)):
        first, last = flow.raised[index]
        if last > end:
            break
        text = flow.text[first:last]
        enclosed = _BRACKET.fullmatch(text.strip()) or _PAREN.fullmatch(text.strip())
        if enclosed is not None:
            labels, cost = _listed(enclosed[enclosed.lastindex or 1]), 0.0
        elif _LIST.fullmatch(figures := text.strip().rstrip(").")) is not None:
            labels, cost = _listed(figures), _doubt_of_raised(flow.text, first)
        else:
            labels = _names(call_label(text) or link_label(text) or "")
            cost = _doubt_of_raised_word(flow.text, first, labels[0] if labels else "")
        for label in labels:
            yield Candidate(first, last, label, cost)


def _names(label: str) -> list[str]:
    """Return what a label may be called at its note: ``n2`` is called ``2`` there."""
    number = _NUMBERED.fullmatch(label)
    return [plain_label(label), number[1]] if number is not None else [plain_label(label)] if label else []


def _raised(text: str, start: int, end: int) -> Iterator[Candidate]:
    for match in _RAISED.finditer(text, start, end):
        written = plain_digits(match.group().strip("^")).replace("⁻", "–").replace("˒", ",")
        cost = _doubt_of_raised(text, match.start())
        for label in _listed(written):
            yield Candidate(match.start(), match.end(), label, cost)
        for label in _run_together(written):
            yield Candidate(match.start(), match.end(), label, cost + _RUN_TOGETHER)


def _run_together(figures: str) -> tuple[str, ...]:
    """Return the numbers of two calls that follow one another with nothing between: ``¹²``, ``910``."""
    for cut in (len(figures) // 2, (len(figures) + 1) // 2):
        first, second = figures[:cut], figures[cut:]
        if first.isdecimal() and second.isdecimal() and second[0] != "0" and int(second) == int(first) + 1:
            return first, second
    return ()


def _doubt_of_raised_word(text: str, start: int, label: str) -> float:
    """``1<sup>e</sup>``, ``M<sup>r</sup>`` and ``n<sup>o</sup>`` are no calls; a letter behind a whole word is."""
    if label[:1] in _SYMBOLS:
        return 0.1
    word = _WORD_BEFORE.search(text, max(0, start - 8), start)
    number = re.search(r"\d+$", text[max(0, start - 6) : start])
    is_short = (word is not None and len(word.group()) < 3) or (number is not None and not _is_year(number.group()))
    return 0.5 if is_short else 0.15


def _doubt_of_raised(text: str, start: int) -> float:
    """An exponent follows a unit (m²) or a figure (10⁶); a call may follow a year."""
    word = _WORD_BEFORE.search(text, max(0, start - 8), start)
    if word is not None:
        return 2.0 if word.group() in _UNITS else 0.0
    number = re.search(r"\d+$", text[max(0, start - 6) : start])
    if number is None:
        return 0.1
    return 0.5 if _is_year(number.group()) else 1.5


def _glued(text: str, start: int, end: int) -> Iterator[Candidate]:
    for match in _GLUED.finditer(text, start, end):
        digits = match.group()
        before = text[match.start() - 1] if match.start() > start else " "
        if len(digits) <= 4 and not before.isspace() and digits[0] != "0":
            cost = _doubt_after(text, match.start())
            if cost < MISSING:
                yield Candidate(match.start(), match.end(), digits, cost)
                for label in _run_together(digits):
                    yield Candidate(match.start(), match.end(), label, cost + _RUN_TOGETHER)
        for cut in range(max(1, len(digits) - 4), len(digits)):
            cost = _doubt_of_remainder(text, match, digits[:cut], digits[cut:])
            if cost < MISSING:
                yield Candidate(match.start() + cut, match.end(), digits[cut:], cost)


def _glued_lists(text: str, start: int, end: int) -> Iterator[Candidate]:
    """Several calls glued to one word: ``deux arrêtés1,2``, ``trois recours3-5``."""
    for match in _GLUED_LIST.finditer(text, start, end):
        labels = _listed(match.group())
        cost = _doubt_after(text, match.start()) + _GLUED_TOGETHER
        if len(labels) > 1 and cost < MISSING and all(int(one) < int(other) for one, other in pairwise(labels)):
            for label in labels:
                yield Candidate(match.start(), match.end(), label, cost)


def _spaced(text: str, start: int, end: int) -> Iterator[Candidate]:
    """Figures that a space parts from the word they follow: what a superscript may become where text is copied."""
    for match in _SPACED.finditer(text, start, end):
        before = _WORD_BEFORE.search(text, max(0, match.start() - 40), match.start())
        # Words that count something go before a figure: "in 3", "article 10", "de 12".
        if match["stop"]:
            cost = 0.4 if before is None or len(before.group()) > 3 else 1.0
        elif text[match.start() - 1] in ".!?…" and (match["opens"] or match.end() == end):
            cost = 0.4
        else:
            cost = 1.2 if text[match.start() - 1] in ",;:»”)" else 2.6
        yield Candidate(match.start("label"), match.end("label"), match["label"], cost)


def _doubt_after(text: str, start: int) -> float:
    """How unlike a call figures are that follow something other than a figure."""
    before = text[start - 1]
    if before.isalpha() or combining(before):
        return _doubt_after_word(text, start)
    if before in _CLOSING_MARKS:
        return 0.0
    if before in "%€$£°℃":
        return 0.4 if before != "°" else 2.5
    if before in ".,;:!?…":
        # "mot.1" is a call; "3,5" and "1.000" are numbers, and may yet be "12,5" with nothing before.
        earlier = text[start - 2] if start >= 2 else " "
        if earlier.isdigit():
            return _doubt_after_figures(text, start)
        return 0.3 if earlier.isalpha() or earlier in _CLOSING_MARKS or earlier.isspace() else 1.0
    return 2.0 if before in "-–/" else 2.6


def _doubt_after_figures(text: str, start: int) -> float:
    """How unlike a call figures are that follow a number and a stop: ``in 2021.1 The``, but ``12,5`` and ``1.200``."""
    number = _FIGURES_BEFORE.search(text, max(0, start - 12), start - 1)
    following = _AFTER_FIGURES.match(text, start)
    is_year = number is not None and _is_year(number.group())
    if following is None:
        return 2.7
    if text[start - 1] in ".!?…" and (following["capital"] or not text[following.end() : following.end() + 1]):
        return 0.5 if is_year else 1.4  # a sentence ends there
    return 0.9 if is_year else 2.5


def _doubt_after_word(text: str, start: int) -> float:
    # Read backwards, the word is matched at once; forwards it is searched for from each letter before it.
    found = _WORD_BACKWARDS.match(text[max(0, start - 40) : start][::-1])
    word = found.group()[::-1] if found is not None else text[start - 1]
    standing = text[max(0, start - len(word) - 1) : start - len(word)]
    if standing.isdigit():  # 8h30, 2e3
        return 2.8
    if word in _UNITS and text[start] in "23" and standing.isspace():
        return 2.8 if _FIGURES_BEFORE.search(text, max(0, start - 16), start - len(word) - 1) else 2.0  # 54 m2
    if len(word) == 1:
        return 2.0  # A4, G7
    if word.isupper():
        return 1.2 if len(word) == 2 else 0.4  # CO2; la CNIL3
    return 0.8 if any(letter.isupper() for letter in word[1:]) else 0.0


def _doubt_of_remainder(text: str, match: re.Match[str], remainder: str, digits: str) -> float:
    """How unlikely it is that a number ends in a call: ``20191`` is 2019 and a call, ``2013`` is a year."""
    if digits[0] == "0":
        return _NEVER
    whole_is_year = _is_year(remainder + digits)
    if whole_is_year:
        return 2.9
    cost = 0.8 if _is_year(remainder) else 1.6 if len(remainder) > 1 else 2.2
    before = text[max(0, match.start() - 2) : match.start()]
    if before[-1:].isalpha() or (before and before[-1] in _CLOSING_MARKS):
        cost += 1.0  # "mot12" is more likely one marker than a figure with one
    if before[:1].isdigit() and _THOUSANDS.fullmatch(before):
        cost += 0.8  # 45 000: thousands, or a decimal
    following = text[match.end() : match.end() + 2]
    if following[:1] in {"%", "€", "°"} or following[1:2] in {"%", "€"}:
        cost += 0.6
    return cost


def _is_year(digits: str) -> bool:
    return len(digits) == 4 and int(digits) in _YEARS
