"""What a work is: an item of a bibliography, field by field, each with where it came from. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from sourcekeeper.model.reasons import require_utc


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A person (`family`, maybe `given`) or a body (`literal`). Particles are written inside `family`."""

    family: str = ""
    given: str = ""
    literal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartialDate:
    """A day, month or year, or a range of two; never more precise than what was read."""

    start: tuple[int, ...]
    """(year,), (year, month) or (year, month, day)."""
    end: tuple[int, ...] | None = None
    circa: bool = False


FieldValue = str | tuple[Name, ...] | PartialDate
"""What a field of an item holds."""


class Origin(StrEnum):
    """Where a field's value came from."""

    NOTE = "note"
    PAGE = "page"
    DERIVED = "derived"
    """Worked out without a request: a date from a post's number, a type from a host."""
    PERSON = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of an item, with where it came from."""

    value: FieldValue
    origin: Origin = Origin.NOTE
    span: tuple[int, int] | None = None
    """Characters of the note's text, when the value stands there."""
    confidence: float = 1.0
    other: FieldValue | None = None
    """The value that lost, when two contradict."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A bibliographic entry. Field names are those of CSL 1.0.2, ``type`` among them."""

    fields: Mapping[str, Field] = field(default_factory=lambda: MappingProxyType({}))

    def __post_init__(self) -> None:
        object.__setattr__(self, "fields", MappingProxyType(dict(self.fields)))

    def __reduce__(self) -> tuple[Any, tuple[dict[str, Field]]]:
        """Let an item cross from one process to another, which a mapping proxy does not."""
        return _item_of, (dict(self.fields),)

    def text(self, name: str) -> str:
        """Return a textual field, or an empty string."""
        found = self.fields.get(name)
        return found.value if found is not None and isinstance(found.value, str) else ""

    def names(self, name: str = "author") -> tuple[Name, ...]:
        """Return a field of names, or an empty tuple."""
        found = self.fields.get(name)
        return found.value if found is not None and isinstance(found.value, tuple) else ()

    def date(self, name: str = "issued") -> PartialDate | None:
        """Return a field that is a date, or None."""
        found = self.fields.get(name)
        return found.value if found is not None and isinstance(found.value, PartialDate) else None

    @property
    def type(self) -> str:
        """The CSL type; ``document`` when none is known."""
        return self.text("type") or "document"

    def corrected(self, corrections: Iterable[Correction]) -> Item:
        """Return the item as a person corrected it; what a correction replaces stays beside it as the loser."""
        fields = dict(self.fields)
        for each in corrections:
            before = fields.get(each.field)
            if not each.value:
                fields.pop(each.field, None)
            elif before is None or before.origin is not Origin.PERSON or before.value != each.value:
                other = before.value if before is not None and before.value != each.value else None
                fields[each.field] = Field(value=each.value, origin=Origin.PERSON, other=other)
        return Item(fields=fields)


def _item_of(fields: dict[str, Field]) -> Item:
    return Item(fields=fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A person's word on one field of a work: it outweighs note and page, whatever they say later."""

    field: str
    """Name in CSL."""
    value: FieldValue
    """Empty: the work has no such field."""
    made_at: datetime
    because: str = ""

    def __post_init__(self) -> None:
        require_utc(self.made_at)
