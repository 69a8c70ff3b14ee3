"""Which elements of a page are blocks, which are none of its text, and which stand aside. Tables only."""

from __future__ import annotations

import re

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
    r"ad|ads|advert|advertisement|adsbygoogle|publicite|"
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
    r"site-footer|site-header|colophon|newsletter)(?:\s|$)",
    re.IGNORECASE,
)
NEVER_ASIDE = words("html body article main")

NOTE_HINT = regex(
    r"footnote|endnote|(?:^|[\s_-])(?:notes?|noten|fussnoten?|references|reflist|fn)(?:$|[\s_-])|noteref|ftn|sdfoot|"
    r"bas-?de-?page|basdepage|anmerkung",
    re.IGNORECASE,
)
"""What classes and ids of notes and their lists have in common."""


def is_skipped(tag: str, classes: str, name: str, role: str) -> bool:
    """Whether an element and all in it never enter the flow."""
    if tag in SKIPPED_TAGS:
        return True
    if tag in NEVER_SKIPPED:
        return False
    return role in SKIPPED_ROLES or bool(
        (classes and SKIPPED_CLASSES.search(classes)) or (name and SKIPPED_CLASSES.search(name))
    )


def is_tooltip(tag: str, classes: str, role: str) -> bool:
    """Whether an element shows only when its call is touched: it is read only when nothing else tells the notes."""
    return tag not in NEVER_SKIPPED and (role == "tooltip" or bool(classes and TOOLTIP_CLASSES.search(classes)))


def is_aside(tag: str, hint: str) -> bool:
    """Whether an element stands outside the article; `hint` is its class, id and role."""
    if tag in NEVER_ASIDE or (hint and NOTE_HINT.search(hint)):
        return False
    return tag in ASIDE_TAGS or bool(hint and ASIDE_CLASSES.search(hint))
