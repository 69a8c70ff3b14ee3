"""What a person corrects in a work."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from sourcekeeper.citing import keys
from sourcekeeper.keeper.same_works import join_same_works
from sourcekeeper.model import Correction, Field, FieldValue, Item, Work
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

    What the corrected item can be known by (a DOI, an ISBN) is what the work is known by from now on; what only a
    correction said that is taken back, it is known by no more.
    """
    before = _names(_cited(store, work))
    said = [Correction(field=field, value=value, made_at=now, because=because) for field, value in set]
    with store.transaction():
        for id in (work.id, *_joined_ids(store, work)):
            store.drop_corrections(id, unset)
        store.record_corrections(work.id, said)
        for id in (work.id, *_joined_ids(store, work)):
            store.forget_identities(id, before - _names_alone(store, id))
        recorded = store.work(work.id)
        assert recorded is not None
        names = _names(_cited(store, work))
        store.update_work(recorded, sorted(names), now)
        join_same_works(store, sorted(names), now)
    return _cited(store, work)


def _names(work: Work) -> frozenset[str]:
    """Return what a work can be known by, as it stands."""
    urls = [source.url for source in work.sources]
    return frozenset(keys.identities_of(work.item, urls) or (keys.words_identity(work.item),))


def _names_alone(store: Store, id: str) -> frozenset[str]:
    """Return what a work can be known by for itself: as it was read, and as it stands corrected."""
    work = store.work(id)
    assert work is not None
    said = {each.field: Field(value=each.value) for each in store.corrections(id)}
    fields = {name: field for name, field in {**work.item.fields, **said}.items() if field.value}
    return _names(work) | _names(replace(work, item=Item(fields=fields)))


def _cited(store: Store, work: Work) -> Work:
    found = store.cited_work(work.id)
    assert found is not None
    return found


def _joined_ids(store: Store, work: Work) -> list[str]:
    return [found.id for key in work.other_keys if (found := store.work_with_key(key)) is not None]
