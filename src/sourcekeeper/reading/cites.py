"""Cite keys in running text, as Pandoc writes them: ``[see @lee2021, p. 70; @roux]``, ``@lee2021 [p. 70]``. Pure.

What a key means, only a bibliography can tell; here they are found, with their locators.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from sourcekeeper.patterns import regex
from sourcekeeper.reading.flow import Flow
from sourcekeeper.reading.notes import FoundCite

# Pandoc's manual, "Citation syntax": a letter, digit or _, then single punctuation inside; anything in braces.
_KEY = r"(?<![\w@./:+=-])-?@(?:\{(?P<braced>[^{}\s]{1,200})\}|(?P<bare>\w(?:[:.#$%&+?<>~/-]?\w){0,199}))"
_MENTION = regex(_KEY)
_GROUP = regex(r"\[(?P<inside>[^\[\]@]{0,300}@[^\[\]]{1,4000})\]")
_LOCATOR_BEHIND = regex(r"\s?\[(?P<inside>[^\[\]@]{1,200})\]")

_PAGE_WORDS = r"(?:pp?|pages?|S|Seiten?|p[áa]gs?|p[áa]ginas?|pagg?|blz|bladz|str)"
_PART_WORDS = (
    r"(?:chap(?:ter|itre)?s?|chs?|cap|kap(?:itel)?|secs?|sections?|§§?|¶¶?|par(?:a|as|agraphs?)?|vols?|volumes?|tomes?|"
    r"bks?|books?|livres?|cols?|columns?|fols?|folios?|figs?|figures?|lines?|ll?|nn?|notes?|nos?|nr|art|articles?|"
    r"parts?|pts?|verses?|vv?|rn|rdnr|abs|op|arts?|min)"
)
_FIGURES = r"(?:\d+[a-z]?|[ivxlc]+)(?!\w)"
_LIST = rf"{_FIGURES}(?:\s?[-–—,]{{1,3}}\s?{_FIGURES}|\s?(?:&|and|et|und|y|e)\s{_FIGURES})*(?:\s?(?:sqq?|ff?|s)\b\.?)?"
_GAP = r"(?:\.\s?|\s|(?=\d))"
"""What parts a word from its figures: else ``sic`` would be page ic."""
_LOCATOR = regex(
    rf"(?P<pages>{_PAGE_WORDS}{_GAP}(?P<numbers>{_LIST}))"
    rf"|(?P<part>{_PART_WORDS}{_GAP}{_LIST}(?:,\s(?:{_PAGE_WORDS}|{_PART_WORDS})\.?\s?{_LIST})*)"
    rf"|(?P<plain>\d+[a-z]?(?!\w)(?:\s?[-–—,]{{1,3}}\s?{_FIGURES})*(?:\s?(?:sqq?|ff?)\b\.?)?)",
    re.IGNORECASE,
)
_PAGES_AHEAD = regex(rf"^{_PAGE_WORDS}\.?\s(?=[\dIVXLCivxlc])")
_EDGES = " \t\r\n,;"


def parted_locator(text: str) -> tuple[str, str]:
    """Part what stands behind a key into its locator and the words after it. Pages lose their ``p.``.

    >>> parted_locator(", p. 70 and passim"), parted_locator("33-35"), parted_locator("chap. 3"), parted_locator("sic")
    (('70', 'and passim'), ('33-35', ''), ('chap. 3', ''), ('', 'sic'))
    """
    words = " ".join(text.replace("~", " ").replace("\\,", " ").split()).strip(_EDGES)
    if words.startswith("{") and "}" in words:
        inside, _, behind = words[1:].partition("}")
        return _PAGES_AHEAD.sub("", inside.strip(_EDGES)), behind.strip(_EDGES)
    found = _LOCATOR.match(words)
    if found is None:
        return "", words
    locator = found["numbers"] or found["part"] or found["plain"]
    return re.sub(r"(?<=\d)\s?(?:--+|[–—])\s?(?=\d)", "-", locator), words[found.end() :].strip(_EDGES)


def find_cites(flow: Flow) -> tuple[FoundCite, ...]:
    """Find the cite keys of a text, in order; those in program text and in links are none."""
    if "@" not in flow.text:
        return ()
    groups: list[tuple[int, int]] = []
    found: list[FoundCite] = []
    for group in _GROUP.finditer(flow.text):
        parts = list(_of_group(flow.text, *group.span("inside"), group.span()))
        if parts and not _is_hidden(flow, *group.span()):
            found += parts
            groups.append(group.span())
    found += _in_sentences(flow, groups)
    return tuple(sorted(found, key=lambda cite: cite.start))


def _of_group(text: str, start: int, end: int, marker: tuple[int, int]) -> Iterator[FoundCite]:
    """Yield the citations of one pair of brackets. A part without a key goes with the one before."""
    mentions = list(_MENTION.finditer(text, start, end))
    for index, mention in enumerate(mentions):
        cut = text.rfind(";", mentions[index - 1].end() if index else start, mention.start())
        head = cut + 1 if cut >= 0 else start if index == 0 else mention.start()
        following = mentions[index + 1].start() if index + 1 < len(mentions) else end
        cut = text.rfind(";", mention.end(), following)
        tail = cut if cut >= 0 and following != end else following
        locator, suffix = parted_locator(text[mention.end() : tail])
        prefix = " ".join(text[head : mention.start()].split()).strip(_EDGES)
        head += len(text[head:tail]) - len(text[head:tail].lstrip(_EDGES))
        tail = head + len(text[head:tail].rstrip(_EDGES))
        key = mention["braced"] or mention["bare"]
        yield FoundCite(key=key, start=head, end=tail, marker=marker, locator=locator, prefix=prefix, suffix=suffix)


def _in_sentences(flow: Flow, groups: Sequence[tuple[int, int]]) -> Iterator[FoundCite]:
    """Yield the keys that are words of a sentence: no more than candidates, since names of accounts look the same."""
    position = 0
    for start, end in [*groups, (len(flow.text), len(flow.text))]:
        for mention in _MENTION.finditer(flow.text, position, start):
            if _is_hidden(flow, *mention.span()):
                continue
            behind = _LOCATOR_BEHIND.match(flow.text, mention.end(), start)
            locator, suffix = parted_locator(behind["inside"]) if behind else ("", "")
            key = mention["braced"] or mention["bare"]
            stop = behind.end() if behind else mention.end()
            yield FoundCite(key=key, start=mention.start(), end=stop, locator=locator, suffix=suffix, in_sentence=True)
        position = end


def _is_hidden(flow: Flow, start: int, end: int) -> bool:
    """Whether a span touches program text or the text of a link."""
    code = bisect_left(flow.code, (end, -1)) - 1
    if code >= 0 and flow.code[code][1] > start:
        return True
    link = bisect_left(flow.links, end, key=lambda link: link.start) - 1
    return link >= 0 and flow.links[link].end > start
