"""What a run over the whole store leaves alone: sources that only texts cite which nobody agreed to make public."""

from __future__ import annotations

from sourcekeeper.ports import Store


def held_back(store: Store) -> frozenset[str]:
    """Return the fetch keys that may not be sent yet: cited by texts without consent, and by no other text.

    What is cited by no text at all was named by a person itself.
    """
    agreed: list[str] = []
    waiting: list[str] = []
    for document in store.documents():
        (agreed if store.consent(document.id) else waiting).append(document.id)
    if not waiting:
        return frozenset()
    allowed = {source.fetch_key for source in store.sources(agreed)} if agreed else set()
    return frozenset(source.fetch_key for source in store.sources(waiting) if source.fetch_key not in allowed)
