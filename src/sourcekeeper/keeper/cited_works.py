"""A work as it is to be cited: what its notes say, what its page says, what a person corrected, joined.

The store keeps the three apart. They are joined anew whenever a work is shown or exported, so that a better rule, a
later visit or a correction counts at once, and nothing is lost that a person may want to see.
"""

from __future__ import annotations

from dataclasses import replace

from sourcekeeper.citing.merge import merge
from sourcekeeper.model import Work
from sourcekeeper.ports import Store


def as_cited(store: Store, work: Work) -> Work:
    """Return a work of the store with the item to cite; values that lost stay beside those that won."""
    paged = store.page_item(work.sources[0].id) if work.sources else None
    return work if paged is None else replace(work, item=merge(work.item, paged))
