"""What a person corrects in a work."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sourcekeeper.citing import keys
from sourcekeeper.keeper.same_works import join_same_works
from sourcekeeper.model import Correction, FieldValue, Work
from sourcekeeper.ports import Store


def correct(
    store: Store,
    work: Work,
    *,
    set: Sequence[tuple[str, FieldValue]],
    unset: Collection[str],
    now: datetime,
    because: str,
) -> Work:
    """Write a person's corrections of a work, take others back, and return it as it is cited then.

    What the corrected item can be known by (a DOI, an ISBN) is what the work is known by from now on.
    """
    said = [Correction(field=field, value=value, made_at=now, because=because) for field, value in set]
    with store.transaction():
        for id in (work.id, *_joined_ids(store, work)):
            store.drop_corrections(id, unset)
        store.record_corrections(work.id, said)
        after = _cited(store, work)
        recorded = store.work(work.id)
        assert recorded is not None
        urls = [source.url for source in after.sources]
        names = keys.identities_of(after.item, urls) or (keys.words_identity(after.item),)
        store.update_work(recorded, names, now)
        join_same_works(store, names, now)
    return _cited(store, work)


def _cited(store: Store, work: Work) -> Work:
    found = store.cited_work(work.id)
    assert found is not None
    return found


def _joined_ids(store: Store, work: Work) -> list[str]:
    return [found.id for key in work.other_keys if (found := store.work_with_key(key)) is not None]
