"""Which elements of a page are blocks, which are none of its text, and which stand aside. Tables only."""

from __future__ import annotations

import re
from functools import lru_cache

from sourcekeeper.patterns import regex
from sourcekeeper.reading.languages import words

BLOCKS = words(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr li main menu ol p pre section summary table tbody td tfoot th "
    "thead tr ul"
)
HEADINGS = words("h1 h2 h3 h4 h5 h6")
ITALICS = words("em i cite")

SKIPPED_TAGS = words(
    "head script style noscript template svg iframe object embed select textarea button audio video canvas map nav "
    "input datalist"
)
SKIPPED_ROLES = words("navigation search menu menubar")
SKIPPED_CLASSES = regex(
    r"(?:^|\s)(?:cachelinks|mw-editsection|"  # Wikipedia: a copy of the source, an edit link
    r"sidenotes|"  # OpenEdition: its notes once more, cut short, beside the text
    r"ads?(?:[-_]\S*)?|\S+[-_]ads?|advert\S*|adsbygoogle|publicite|werbung|anzeige|publicidad|sponsored\S*|taboola\S*|"
    r"share|sharing|share-buttons|sharedaddy|jp-relatedposts|addtoany\S*|social|social-share|social-links|"
    r"breadcrumbs?|menu|navbar|toc|table-of-contents|skip-link)(?:\s|$)",
    re.IGNORECASE,
)
TOOLTIP_CLASSES = regex(
    r"(?:^|\s)(?:footnote_tooltip|tooltip|tooltiptext|tooltip-?content|qtip|tippy-\S+|popover|littlefoot__popover|"
    r"bigfoot-footnote|reference-tooltip)(?:\s|$)",
    re.IGNORECASE,
)
"""What shows at a touch: a note once more, often cut short; or the only place where it stands."""
NEVER_SKIPPED = words("html body article main sup a")

ASIDE_TAGS = words("aside footer header")
ASIDE_CLASSES = regex(
    r"(?:^|\s)(?:sidebar|side-bar|related|related-posts|widget|widgets?-area|comments?|comment-list|comments-area|"
    r"(?:site|page|main|global)[-_]?(?:footer|header)|masthead|colophon|newsletter)(?:\s|$)",
    re.IGNORECASE,
)
ASIDE_NAMES = regex(r"(?:footer|header|pied|fuss|fuß|kopf)", re.IGNORECASE)
"""Ids of the page's own head and foot; as classes they may be the article's."""
NEVER_ASIDE = words("html body article main")

NOTE_HINT = regex(
    r"footnote|endnote|(?:^|[\s_-])(?:notes?|noten|fussnoten?|references|reflist|fn)(?:$|[\s_-])|noteref|ftn|sdfoot|"
    r"bas-?de-?page|basdepage|anmerkung",
    re.IGNORECASE,
)
"""What classes and ids of notes and their lists have in common."""


class Kind:
    """What an element's tag, classes and role say of it: bits of a plain integer, for there are millions."""

    PLAIN = 0
    SKIPPED = 1
    """It never enters the flow, nor does what is in it."""
    TOOLTIP = 2
    """It shows only when its call is touched: it is read only when nothing else tells the notes."""
    ASIDE = 4
    """It stands outside the article."""
    NOTE = 8
    """Its classes speak of notes: it is never outside the article."""
    OUT_OF_THE_PLAIN = SKIPPED | TOOLTIP | ASIDE
    """Those for which something is to be done."""


@lru_cache(maxsize=4096)
def kind_of(tag: str, classes: str, role: str) -> int:
    """Return what an element is; remembered, since a page of a million elements has a few dozen kinds."""
    kind = Kind.PLAIN
    if tag in SKIPPED_TAGS:
        return Kind.SKIPPED
    if tag not in NEVER_SKIPPED:
        if role in SKIPPED_ROLES or (classes and SKIPPED_CLASSES.search(classes)):
            return Kind.SKIPPED
        if role == "tooltip" or (classes and TOOLTIP_CLASSES.search(classes)):
            kind |= Kind.TOOLTIP
    hint = f"{classes} {role}"
    if NOTE_HINT.search(hint):
        kind |= Kind.NOTE
    elif tag not in NEVER_ASIDE and (tag in ASIDE_TAGS or ASIDE_CLASSES.search(hint)):
        kind |= Kind.ASIDE
    return kind


@lru_cache(maxsize=4096)
def kind_by_name(tag: str, name: str, kind: int) -> int:
    """Return what an element is whose id is told too."""
    if tag not in NEVER_SKIPPED and SKIPPED_CLASSES.search(name):
        return Kind.SKIPPED
    is_aside = ASIDE_CLASSES.search(name) or ASIDE_NAMES.fullmatch(name)
    if kind & Kind.ASIDE or (tag not in NEVER_ASIDE and is_aside):
        return kind & ~Kind.ASIDE if kind & Kind.NOTE or NOTE_HINT.search(name) else kind | Kind.ASIDE
    return kind
