"""A small stable mark of a text, by which two texts can be compared without keeping either. Pure.

The mark is a bottom-k sketch (Broder 1997; Cohen and Kaplan 2007): the `SKETCH_SIZE` smallest hashes of the text's
four-word sequences. From two sketches the share of sequences the texts have in common (Jaccard) is estimated without
bias; a text with fewer sequences than that is compared exactly. The standard error is at most 0.05, 0.04 around 0.8.

Written marks are stored for ever: what ``1:``, ``2:`` and ``3:`` mean must never change. A better recipe gets a new
number. How a text becomes numbers is told in `shingles`.
"""

from __future__ import annotations

import base64
import binascii
import struct

from sourcekeeper.web.shingles import FIRST, HASH_BYTES, NEWEST, SECOND, all_hashes, smallest_hashes

RECIPE = NEWEST
_RECIPES = (FIRST, SECOND, NEWEST)
SKETCH_SIZE = 96
"""96 hashes of three bytes: 386 characters at most."""


class IncomparableFingerprints(ValueError):
    """Raised when fingerprints of different recipes meet, or one is no fingerprint: make them anew from the copies."""


def fingerprint(text: str, *, like: str = "") -> str:
    """Return the mark of a text; an empty string when the text has no word.

    By the newest recipe, or by that of another mark, so that both can be compared. Case, numbers and marks between
    words do not count, nor by the first recipe accents.
    """
    recipe = _recipe_of(like)
    smallest = smallest_hashes(text, recipe, SKETCH_SIZE)
    if not smallest:
        return ""
    data = bytearray(struct.pack(f">{len(smallest)}I", *smallest))
    del data[::4]  # the first byte of four is nought: a hash has three
    return recipe + base64.urlsafe_b64encode(data).decode("ascii").rstrip("=")


def has_recipe(mark: str, other: str) -> bool:
    """Whether two marks were made by one recipe; an empty one is of any."""
    return not mark or not other or mark[: len(RECIPE)] == other[: len(RECIPE)]


def _recipe_of(mark: str) -> str:
    """Return the recipe of a mark; the newest of none."""
    return next((recipe for recipe in _RECIPES if mark.startswith(recipe)), RECIPE)


def likeness(a: str, b: str) -> float:
    """Return how alike two texts are by their fingerprints: 0 nothing in common, 1 the same words in the same order.

    It estimates the share of four-word sequences that both have among all that either has (Jaccard). An empty
    fingerprint is like another empty one only; ask for a text first. Raises IncomparableFingerprints.
    """
    if not has_recipe(a, b):
        raise IncomparableFingerprints(f"fingerprints of two recipes: {a[:12]!r}, {b[:12]!r}")
    one, other = _sketch(a), _sketch(b)
    if not one or not other:
        return float(one == other)
    smallest = sorted(one | other)[:SKETCH_SIZE]
    return sum(1 for value in smallest if value in one and value in other) / len(smallest)


def size(mark: str) -> int:
    """Return how many four-word sequences a fingerprint stands on, `SKETCH_SIZE` at the most; 0 of no text.

    Raises IncomparableFingerprints.
    """
    return len(_sketch(mark))


def coverage(mark: str, text: str) -> float:
    """Return how much of a marked text stands in another: 1 when every four-word sequence of it does.

    What the other text has besides (a banner, comments) takes nothing away, unlike with `likeness`. The mark of an
    empty text is wholly covered. The standard error is at most 0.05. Raises IncomparableFingerprints.
    """
    wanted = _sketch(mark)
    return len(wanted & all_hashes(text, _recipe_of(mark))) / len(wanted) if wanted else 1.0


def sequences(mark: str) -> int:
    """Return about how many different four-word sequences a marked text has: exact up to `SKETCH_SIZE`.

    The density of the smallest hashes tells it (Beyer et al. 2007). Raises IncomparableFingerprints.
    """
    hashes = _sketch(mark)
    if len(hashes) < SKETCH_SIZE:
        return len(hashes)
    share = (max(hashes) + 1) / float(256**HASH_BYTES)
    return round((SKETCH_SIZE - 1) / share)


def _sketch(mark: str) -> frozenset[int]:
    if not mark:
        return frozenset()
    if not mark.startswith(_RECIPES):
        raise IncomparableFingerprints(f"not a fingerprint of a known recipe: {mark[:12]!r}")
    body = mark[len(RECIPE) :]
    try:
        data = base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))
    except (binascii.Error, ValueError) as error:
        raise IncomparableFingerprints(f"a damaged fingerprint: {mark[:12]!r}") from error
    if len(data) % HASH_BYTES:
        raise IncomparableFingerprints(f"a damaged fingerprint: {mark[:12]!r}")
    return frozenset(
        int.from_bytes(data[start : start + HASH_BYTES], "big") for start in range(0, len(data), HASH_BYTES)
    )
