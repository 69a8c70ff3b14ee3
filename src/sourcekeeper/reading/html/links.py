"""Find the notes of a page by its links: a label that points at a note, a note that points back. Pure.

The general method of all generators: whatever the classes are called, a call is a short link to a place in the page,
and the block at that place is the note. Classes and roles only help where the links leave doubt: which of two links
that point at one another is the call, or whether a lone one is a call at all.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from itertools import pairwise
from operator import or_

from sourcekeeper.reading.html.bars import is_in_bar
from sourcekeeper.reading.html.bodies import NOTE_TAGS, after_anchor, after_title, body_at, is_label, line_at
from sourcekeeper.reading.html.elements import NOTE_HINT
from sourcekeeper.reading.html.hints import (
    BACK_HINT,
    BACK_TEXT,
    BETWEEN_BACK_LINKS,
    CALL_CLASS,
    CALL_HINT,
    FIRST_LABELS,
    WORDS,
)
from sourcekeeper.reading.html.neighbours import with_neighbours
from sourcekeeper.reading.html.page import HtmlFlow, InPageLink
from sourcekeeper.reading.html.ranges import calls_between
from sourcekeeper.reading.html.targets import Target
from sourcekeeper.reading.labels import link_label
from sourcekeeper.reading.notes import Found, FoundCall, FoundNote, leading_label

_ANCHORS = frozenset({"a", "span", "sup", "b", "strong", "font", "small"})
"""What may stand at the label of a note that has no element of its own."""
_CLIMBED = frozenset({"li", "div", "dd", "aside", "tr", "td", "blockquote"})
_SLACK = 2
"""Characters by which an anchor may stand off its link: the brackets round it."""


def find_linked(page: HtmlFlow) -> Found:
    """Return the notes and calls of a page that links give away; empty when there are none."""
    return _Linked(page).find()


def is_hinted(link: InPageLink) -> bool:
    """Whether a link is called what calls are called."""
    return link.hint != "" and CALL_HINT.search(link.hint) is not None


class _Linked:
    """One search; the tables that all its steps share. Links are known by their elements."""

    def __init__(self, page: HtmlFlow) -> None:
        self._page = page
        self._nodes = page.nodes
        self._text = page.flow.text
        self._starts = [link.start for link in page.in_page]
        self._labels = {link.node: link_label(self._text[link.start : link.end]) for link in page.in_page}
        self._anchors = {link.node: page.anchor_of(link) for link in page.in_page}
        self._backs = {link.node for link in page.in_page if self._leads_back(link)}
        self._sites = self._link_sites()
        self._counts_up = self._is_series = False

    def find(self) -> Found:
        """Return what was found."""
        calls = [link for link in self._page.in_page if self._is_call(link)]
        targets = self._targets(calls)
        # Links that only look like calls (an equation, a page) seldom begin at one.
        self._counts_up = any(self._label_of(link) in FIRST_LABELS for target in targets for link in target.callers)
        self._counts_up = self._counts_up or self._goes_on_counting(targets)
        self._is_series = self._rises(targets)
        self._set_spans(targets)
        believed = self._in_article([target for target in targets if self._is_believed(target)])
        believed = with_neighbours(self._page, believed)
        notes, found_calls = self._records(believed)
        if notes:
            found_calls += self._unanswered(calls)
        return Found(notes=tuple(notes), calls=tuple(found_calls))

    def _rises(self, targets: list[Target]) -> bool:
        """Whether labels amid sentences count 1, 2, 3 … and what they point at stands in the same order."""
        first = [target.callers[0] for target in targets]  # they were gathered in order
        if len(first) < 2 or any(self._label_of(link) != str(number) for number, link in enumerate(first, start=1)):
            return False
        return not any(map(self._opens_block, first))

    def _goes_on_counting(self, targets: list[Target]) -> bool:
        """Whether labels count on from another page (14, 15 …): each before its note, which shows it again."""
        labels = [self._label_of(target.callers[0]) or "" for target in targets]
        if len(targets) < 2 or not all(label.isdecimal() for label in labels):
            return False
        counts = all(int(second) - int(first) == 1 for first, second in pairwise(labels))
        calls_end = max(link.end for target in targets for link in target.callers)
        shown = (self._shows_label(target, self._number(target)) for target in targets)
        return counts and calls_end <= targets[0].start and all(shown)

    def _label_of(self, link: InPageLink) -> str | None:
        return self._labels[link.node]

    # which link points at which

    def _link_sites(self) -> dict[int, InPageLink]:
        """Map each element pointed at that is at a link (the link, the ``sup`` round it, an empty anchor) to it."""
        sites: dict[int, InPageLink] = {}
        starts, ends = self._nodes.start, self._nodes.end
        for node in {anchor for anchor in self._anchors.values() if anchor is not None}:
            start = starts[node]
            index = bisect_left(self._starts, start)
            if index < len(self._starts):
                link = self._page.in_page[index]
                if link.start - start <= _SLACK and ends[node] <= link.end + _SLACK:
                    sites[node] = link
        return sites

    def _site_of(self, link: InPageLink) -> InPageLink | None:
        """Return the link that stands where a link points at."""
        anchor = self._anchors[link.node]
        return None if anchor is None else self._sites.get(anchor)

    def _leads_back(self, link: InPageLink) -> bool:
        text, label, hint = self._text[link.start : link.end], link.label, link.hint
        if BACK_TEXT.fullmatch(text) or (label and BACK_TEXT.fullmatch(label)):
            return True
        if hint == "" or BACK_HINT.search(hint) is None:
            return False
        # A name says what leads there: InDesign's calls stand in `id="footnote-001-backlink"`.
        hint = " ".join(word for word in hint.split() if word not in self._page.anchors)
        # Org calls both ends a back link in `role`; its classes tell them apart.
        return BACK_HINT.search(hint) is not None and not CALL_CLASS.search(hint)

    def _is_call(self, link: InPageLink) -> bool:
        if link.node in self._backs:
            return False
        other = self._site_of(link)
        is_pair = other is not None and other is not link and self._points_at(other, link)
        if self._labels[link.node] is None and not self._may_call_without_label(link, is_pair):
            return False
        if is_pair and other is not None:
            return self._is_first_of_pair(link, other)
        anchor = self._anchors[link.node]
        if anchor is None:
            return link.raised or is_hinted(link)
        # A lone link back to the text stands in its note, after the place it points at.
        return self._nodes.start[anchor] >= link.start or (is_hinted(link) and not self._opens_block(link))

    def _may_call_without_label(self, link: InPageLink, is_pair: bool) -> bool:
        """Whether a link that shows no label may be a call.

        A counter of the style sheet writes no text; a link may also be a word of the sentence.
        """
        text = self._text[link.start : link.end]
        return is_hinted(link) if is_pair and text.strip() else is_pair or (len(text) <= 24 and is_hinted(link))

    def _points_at(self, link: InPageLink, other: InPageLink) -> bool:
        if self._site_of(link) is other:
            return True
        anchor = self._anchors[link.node]
        return anchor is not None and self._holds(anchor, other) and self._nodes.tag[anchor] in NOTE_TAGS

    def _holds(self, node: int, link: InPageLink) -> bool:
        return self._nodes.start[node] <= link.start and link.end <= self._nodes.end[node]

    def _is_first_of_pair(self, link: InPageLink, other: InPageLink) -> bool:
        """Of two labels that point at one another, the call is the one in running text; else the earlier one."""
        if other.node in self._backs:
            return True
        opens, other_opens = self._opens_block(link), self._opens_block(other)
        if opens != other_opens:
            return other_opens
        return link.start < other.start

    def _opens_block(self, link: InPageLink) -> bool:
        start = max(self._page.flow.block_at(link.start)[0], self._text.rfind("\n", 0, link.start) + 1)
        return not self._text[start : link.start].strip(" \u00a0[(")

    # where the notes are

    def _targets(self, calls: list[InPageLink]) -> list[Target]:
        found: dict[int, Target] = {}
        for link in calls:
            anchor = self._anchors[link.node]
            if anchor is None:
                continue
            target = found.get(anchor) or self._target_at(anchor, link)
            if target is not None and not (target.start <= link.start and link.end <= target.end):
                target.callers.append(link)
                found[anchor] = target
        return sorted(found.values(), key=lambda target: (self._nodes.start[target.node], target.node))

    def _target_at(self, anchor: int, link: InPageLink) -> Target | None:
        body = body_at(self._nodes, self._text, anchor)
        if body is None or body.start <= link.start < body.end:
            block = self._page.flow.block_at(self._nodes.start[anchor])
            is_part = block[0] in self._page.flow.headings or block[0] <= link.start < block[1]
            if is_part or self._nodes.tag[anchor] in NOTE_TAGS or self._nodes.tag[anchor] not in _ANCHORS:
                return None
            body = line_at(self._nodes, self._text, block, anchor)
            return Target(anchor, body.container, body.start, body.end, body.text_start, within=block)
        span = self._nodes.start[body.container], self._nodes.end[body.container]
        text_start = body.text_start
        if self._has_heading(text_start, body.end):
            text_start = after_title(self._page.flow, text_start, body.end, self._label_of(link))
        return Target(anchor, body.container, body.start, body.end, text_start, within=span)

    def _set_spans(self, targets: list[Target]) -> None:
        nodes = self._nodes
        starts = [nodes.start[target.node] for target in targets]
        callers = sorted(link.start for target in targets for link in target.callers)
        shared: defaultdict[tuple[int, int], list[Target]] = defaultdict(list)
        for target in targets:
            container = self._climb(target, starts, callers)
            if container != target.container:
                target.container, target.start, target.end = container, nodes.start[container], nodes.end[container]
                target.within = target.start, target.end
            shared[target.within].append(target)
        for within, several in shared.items():
            if len(several) > 1:
                self._slice(within, several)

    def _climb(self, target: Target, starts: list[int], callers: list[int]) -> int:
        """Go up from a paragraph to the block that is this note alone."""
        nodes = self._nodes
        node = target.container
        if target.within != (nodes.start[node], nodes.end[node]):
            return node
        for _ in range(3):
            parent = nodes.parent[node]
            if parent <= 0 or nodes.tag[parent] not in _CLIMBED or nodes.tag[node] == "li":
                break
            start, end = nodes.start[parent], nodes.end[parent]
            others = bisect_left(starts, end) - bisect_left(starts, start) > 1
            called = bisect_left(callers, end) > bisect_left(callers, start)
            if others or called or self._text[start : nodes.start[node]].strip() or self._has_heading(start, end):
                break
            node = parent
        return node

    def _has_heading(self, start: int, end: int) -> bool:
        index = bisect_left(self._page.heading_starts, start)
        return index < len(self._page.heading_starts) and self._page.heading_starts[index] < end

    def _slice(self, within: tuple[int, int], targets: list[Target]) -> None:
        """Part a block that holds several notes, at the lines their anchors stand in."""
        nodes = self._nodes
        several = self._merged(targets)
        bounds: list[int] = []
        for target in several:
            place = nodes.start[target.node]
            line = max(self._text.rfind("\n", within[0], place) + 1, within[0])
            bounds.append(line if not bounds or line > bounds[-1] else max(place, bounds[-1]))
        bounds.append(within[1])
        for target, start, end in zip(several, bounds, bounds[1:], strict=False):
            target.start, target.end = start, end
            if len(several) > 1:
                target.text_start = after_anchor(nodes, self._text, target.node, start, end)

    def _merged(self, targets: list[Target]) -> list[Target]:
        """Make one of places with nothing but labels between them: one note under several numbers."""
        kept = targets[:1]
        for target in targets[1:]:
            place = self._nodes.start[target.node]
            if place > kept[0].start and is_label(self._text[kept[-1].start : place]):
                kept[-1].callers += target.callers
                target.callers = []
            else:
                kept.append(target)
        return kept

    # which of them are notes

    def _is_believed(self, target: Target) -> bool:
        if not target.callers or self._has_heading(target.text_start, target.end):
            return False
        if not self._text[target.text_start : target.end].strip():
            return False
        if any(self._points_back(link, target) for link in self._links_in(target)):
            return True
        if any(map(is_hinted, target.callers)) or self._is_hinted(target.container):
            return True
        if not self._counts_up or all(is_in_bar(self._page, link) for link in target.callers):
            return False
        label = self._label_of(target.callers[0]) or ""
        shows = leading_label(self._text[target.start : target.end].lstrip(), label) > 0
        return shows or self._is_series or any(link.raised for link in target.callers)

    def _in_article(self, believed: list[Target]) -> list[Target]:
        """Drop notes called and written in comments or side bars, where the article has notes of its own."""
        if not self._page.flow.asides:
            return believed
        inside = [target for target in believed if not self._is_aside(target)]
        return inside or believed

    def _is_aside(self, target: Target) -> bool:
        places = [target.start, *(link.start for link in target.callers)]
        return all(self._is_in_aside(place) for place in places)

    def _is_in_aside(self, place: int) -> bool:
        asides = self._page.flow.asides
        index = bisect_right(asides, (place, len(self._text) + 1)) - 1
        return index >= 0 and place < asides[index][1]

    def _is_hinted(self, node: int) -> bool:
        for _ in range(4):
            if node <= 0 or self._nodes.tag[node] in {"body", "article", "main"}:
                return False
            if NOTE_HINT.search(self._nodes.hint[node]):
                return True
            node = self._nodes.parent[node]
        return False

    def _links_in(self, target: Target) -> list[InPageLink]:
        first, last = bisect_left(self._starts, target.start), bisect_right(self._starts, target.end)
        return [link for link in self._page.in_page[first:last] if link.end <= target.end]

    def _points_back(self, link: InPageLink, target: Target) -> bool:
        anchor = self._anchors[link.node]
        if anchor is None:
            return False
        site = self._sites.get(anchor)
        return any(site is caller or self._holds(anchor, caller) for caller in target.callers)

    # records

    def _records(self, believed: list[Target]) -> tuple[list[FoundNote], list[FoundCall]]:
        numbers = [self._number(target) for target in believed]
        cuts = [self._cuts(target) for target in believed]
        own = [self._own_label(*each) for each in zip(believed, numbers, cuts, strict=True)]
        shown = [self._shows_label(*each) for each in zip(believed, numbers, strict=True)]
        in_text = sum(map(or_, own, shown)) * 2 > len(believed)
        notes: list[FoundNote] = []
        calls: list[FoundCall] = []
        order: defaultdict[int, int] = defaultdict(int)
        for target, label_of_it, taken_out, has_label in zip(believed, numbers, cuts, own, strict=True):
            parent = self._nodes.parent[target.container]
            order[parent] += 1
            number = label_of_it or str(order[parent])
            notes.append(
                FoundNote(
                    key=f"{target.node}",
                    number=number,
                    start=target.text_start,
                    end=target.end,
                    cuts=taken_out,
                    label_in_text=in_text and has_label,
                )
            )
            for link in target.callers:
                start, end = self._with_brackets(link)
                label = self._label_of(link)
                if label is None and WORDS.search(self._text, link.start, link.end):
                    start = end  # a word of the sentence
                label = label or number
                calls.append(
                    FoundCall(start=start, end=end, label=label, key=f"{target.node}", seen_at=(link.start, link.end))
                )
        return notes, calls + calls_between(self._text, calls, notes)

    def _own_label(self, target: Target, number: str, cuts: tuple[tuple[int, int], ...]) -> bool:
        start = target.text_start
        for first, last in cuts:
            if self._text[start:first].strip():
                break
            start = last
        return bool(number) and leading_label(self._text[start : target.end], number) > 0

    def _shows_label(self, target: Target, number: str) -> bool:
        return bool(number) and leading_label(self._text[target.text_start : target.end], number) > 0

    def _number(self, target: Target) -> str:
        for link in target.callers:
            label = self._label_of(link)
            if label:
                return label
        return self._page.flow.item_numbers.get(self._page.flow.block_at(target.start)[0], "") or target.label

    def _is_cut(self, link: InPageLink, target: Target) -> bool:
        """Whether a link in a note is its label or its way back, not a call of another note."""
        return link.node in self._backs or self._points_back(link, target)

    def _cuts(self, target: Target) -> tuple[tuple[int, int], ...]:
        """Return the spans of a note that are its label and its ways back, with the brackets round them."""
        runs: list[tuple[int, int]] = []
        for link in self._links_in(target):
            if link.start < target.text_start or not self._is_cut(link, target):
                continue
            if runs and BETWEEN_BACK_LINKS.fullmatch(self._text[runs[-1][1] : link.start]):
                runs[-1] = runs[-1][0], link.end
            else:
                runs.append((link.start, link.end))
        return tuple(self._bracketed(start, end) for start, end in runs)

    def _with_brackets(self, link: InPageLink) -> tuple[int, int]:
        """Take the brackets that stand round a link with it."""
        return self._bracketed(link.start, link.end)

    def _bracketed(self, start: int, end: int) -> tuple[int, int]:
        before = self._text[max(0, start - 1) : start]
        after = self._text[end : end + 1]
        return (start - 1, end + 1) if (before, after) in {("[", "]"), ("(", ")")} else (start, end)

    def _unanswered(self, calls: list[InPageLink]) -> list[FoundCall]:
        found = []
        for link in calls:
            if link.target not in self._page.anchors:
                start, end = self._with_brackets(link)
                label = self._label_of(link) or link.target
                found.append(FoundCall(start=start, end=end, label=label, key=None, seen_at=(link.start, link.end)))
        return found
