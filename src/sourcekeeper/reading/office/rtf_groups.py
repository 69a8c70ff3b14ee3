r"""What holds within a group of RTF, and what is open across groups. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from sourcekeeper.reading.office.word_fields import Meaning


@dataclass(slots=True)
class Group:
    """What holds within a group; its inner groups begin with a copy."""

    to: str = "text"
    """Where text goes: ``text``, ``skip``, ``fldinst``, or a destination whose text is kept."""
    opened: str = ""
    """The destination this very group opened."""
    italic: bool = False
    raised: bool = False
    hidden: bool = False
    deleted: bool = False
    unicode_skip: int = 1
    encoding: str = ""
    """Of the font; empty for that of the document."""
    field_: RtfField | None = None

    start: int = 0
    """Where its bracket stands."""

    def inner(self, start: int) -> Group:
        """Return the state an inner group begins with."""
        return Group(
            self.to, "", self.italic, self.raised, self.hidden, self.deleted, self.unicode_skip, self.encoding,
            self.field_, start,
        )  # fmt: skip

    def set_italic(self, number: int | None) -> None:
        r"""Take ``\i`` or ``\i0``."""
        self.italic = number != 0

    def set_raised(self, number: int | None) -> None:
        r"""Take ``\super``."""
        self.raised = number != 0

    def raise_by(self, number: int | None) -> None:
        r"""Take ``\up6``."""
        self.raised = number is None or number > 0

    def lower(self, number: int | None) -> None:
        r"""Take ``\sub`` or ``\nosupersub``."""
        self.raised = False

    def hide(self, number: int | None) -> None:
        r"""Take ``\v``."""
        self.hidden = number != 0

    def delete(self, number: int | None) -> None:
        r"""Take ``\deleted``."""
        self.deleted = number != 0

    def reset(self, number: int | None) -> None:
        r"""Take ``\plain``."""
        self.italic = self.raised = self.hidden = self.deleted = False
        self.encoding = ""


FORMATS: dict[str, Callable[[Group, int | None], None]] = {
    "i": Group.set_italic,
    "super": Group.set_raised,
    "up": Group.raise_by,
    "nosupersub": Group.lower,
    "sub": Group.lower,
    "dn": Group.lower,
    "v": Group.hide,
    "htmlrtf": Group.hide,
    "deleted": Group.delete,
    "plain": Group.reset,
}
"""Control words that change how the characters of a group look."""


@dataclass(slots=True)
class RtfField:
    """A field that is being read."""

    to: str
    start: int
    instruction: list[str] = field(default_factory=list)
    where: tuple[int, int] | None = None
    """Where the instruction stands."""
    meaning: Meaning | None = None
    raised: bool = False
