"""Chance that is the same every time: from a seed and names, never from the order of requests. Pure."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


def draw(seed: int, *names: object) -> float:
    """Return a number from 0 up to 1 that depends on the seed and the names only."""
    digest = hashlib.sha256("\x1f".join([str(seed), *map(str, names)]).encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:7], "big") / (1 << 56)


@dataclass(frozen=True, slots=True)
class Chance:
    """How often something strikes one address.

    >>> Chance.parse("0.25"), Chance.parse("once")
    (Chance(share=0.25, first=None), Chance(share=1.0, first=1))
    """

    share: float = 0.0
    """From 0 (never) to 1 (always)."""
    first: int | None = None
    """Only the first so many requests about an address can be struck; None means all."""

    @classmethod
    def parse(cls, text: str) -> Chance:
        """Read ``0.1``, ``once``, ``twice`` or nothing (always); ValueError for anything else."""
        if text in {"once", "twice"}:
            return cls(1.0, 1 if text == "once" else 2)
        share = float(text) if text else 1.0
        if not 0.0 <= share <= 1.0:
            raise ValueError(f"{text} is not between 0 and 1")
        return cls(share)

    def __str__(self) -> str:
        return {None: f"{self.share:g}", 1: "once", 2: "twice"}.get(self.first, f"{self.share:g}")

    def strikes(self, count: int, seed: int, *names: object) -> bool:
        """Whether the request number `count` (from 0) about these names is struck."""
        if self.first is not None and count >= self.first:
            return False
        return self.share > 0 and draw(seed, count, *names) < self.share
