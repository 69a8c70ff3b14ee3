"""A small stable mark of a text, by which two texts can be compared without keeping either. Pure.

The mark is a bottom-k sketch (Broder 1997; Cohen and Kaplan 2007): the `SKETCH_SIZE` smallest hashes of the text's
four-word sequences. From two sketches the share of sequences the texts have in common (Jaccard) is estimated without
bias; a text with fewer sequences than that is compared exactly. The standard error is at most 0.05, 0.04 around 0.8.

Written marks are stored for ever: what ``1:`` and ``2:`` mean must never change. A better recipe gets a new number.
The second takes a fifth of the first's time: every page of every first visit is marked.
"""

from __future__ import annotations

import base64
import binascii
import unicodedata
from collections.abc import Iterable
from hashlib import blake2b
from zlib import crc32

from sourcekeeper.patterns import regex
from sourcekeeper.web.folding import fold

RECIPE, _FIRST_RECIPE = "2:", "1:"
SKETCH_SIZE = 96
"""96 hashes of three bytes: 386 characters at most."""
_GRAM_WORDS = 4
_HASH_BYTES = 3

# Letters only: dates, counters and numbers of comments change without the text changing. A script written without
# spaces is taken letter by letter (Chinese, Japanese, Korean; Thai, Lao and Khmer).
_SPACELESS = "฀-໿ក-៿぀-ヿ㐀-䶿一-鿿가-힯"
_WORD = regex(rf"[{_SPACELESS}]|(?:(?![{_SPACELESS}])[^\W\d_])+")
_ANY_SPACELESS = regex(f"[{_SPACELESS}]")
_LETTERS = regex(r"[^\W\d_]+")
_ASCII_LETTERS = bytes(byte if 97 <= byte <= 122 else 32 for byte in range(256))
"""For `bytes.translate`: a space for all that is no small letter."""


class IncomparableFingerprints(ValueError):
    """Raised when fingerprints of different recipes meet, or one is no fingerprint: make them anew from the copies."""


def fingerprint(text: str, *, like: str = "") -> str:
    """Return the mark of a text; an empty string when the text has no word.

    By the newest recipe, or by that of another mark, so that both can be compared. Case, numbers and marks between
    words do not count, nor by the first recipe accents.
    """
    recipe = _recipe_of(like)
    smallest = sorted(_first_hashes(text))[:SKETCH_SIZE] if recipe == _FIRST_RECIPE else _smallest(text)
    if not smallest:
        return ""
    data = b"".join([value.to_bytes(_HASH_BYTES, "big") for value in smallest])
    return recipe + base64.urlsafe_b64encode(data).decode("ascii").rstrip("=")


def has_recipe(mark: str, other: str) -> bool:
    """Whether two marks were made by one recipe; an empty one is of any."""
    return not mark or not other or mark[: len(RECIPE)] == other[: len(RECIPE)]


def _recipe_of(mark: str) -> str:
    return _FIRST_RECIPE if mark.startswith(_FIRST_RECIPE) else RECIPE


def _hashes(text: str, recipe: str) -> set[int]:
    if recipe == _FIRST_RECIPE:
        return _first_hashes(text)
    return {value >> _CUT_BITS for value in _second_hashes(text)}


def _first_hashes(text: str) -> set[int]:
    words = _WORD.findall(fold(text))
    if not words:
        return set()
    last = max(1, len(words) - _GRAM_WORDS + 1)
    grams = {" ".join(words[start : start + _GRAM_WORDS]) for start in range(last)}
    digests = (blake2b(gram.encode("utf-8", "replace"), digest_size=_HASH_BYTES).digest() for gram in grams)
    return {int.from_bytes(digest, "big") for digest in digests}


def _smallest(text: str) -> list[int]:
    """Return the smallest hashes of the second recipe, each once; of a long text, most are not even sorted."""
    hashes = list(_second_hashes(text))
    most = min(_MOST_HASH, 3 * SKETCH_SIZE * _MOST_HASH // max(1, len(hashes)))
    small = {value >> _CUT_BITS for value in hashes if value <= most}
    if len(small) < SKETCH_SIZE:
        small = {value >> _CUT_BITS for value in hashes}
    return sorted(small)[:SKETCH_SIZE]


_MOST_HASH = 2**32 - 1
_CUT_BITS = 8
"""Of a CRC-32, so that three bytes are left."""


def _second_hashes(text: str) -> Iterable[int]:
    """Hash with CRC-32: a sample is drawn with it, so nobody gains by forging it."""
    words = _words(text)
    grams: Iterable[tuple[bytes, ...]] = zip(words, words[1:], words[2:], words[3:], strict=False)
    if 0 < len(words) < _GRAM_WORDS:
        grams = (tuple(words),)
    return map(crc32, map(b" ".join, grams))


def _words(text: str) -> list[bytes]:
    """Return the words of a text in small letters; of plain ASCII ten times as fast as by the expression."""
    if text.isascii():
        return text.lower().encode("ascii").translate(_ASCII_LETTERS).split()
    lowered = unicodedata.normalize("NFC", text.casefold())
    words = (_WORD if _ANY_SPACELESS.search(lowered) else _LETTERS).findall(lowered)
    return [word.encode("utf-8", "replace") for word in words]


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
    return len(wanted & _hashes(text, _recipe_of(mark))) / len(wanted) if wanted else 1.0


def sequences(mark: str) -> int:
    """Return about how many different four-word sequences a marked text has: exact up to `SKETCH_SIZE`.

    The density of the smallest hashes tells it (Beyer et al. 2007). Raises IncomparableFingerprints.
    """
    hashes = _sketch(mark)
    if len(hashes) < SKETCH_SIZE:
        return len(hashes)
    share = (max(hashes) + 1) / float(256**_HASH_BYTES)
    return round((SKETCH_SIZE - 1) / share)


def _sketch(mark: str) -> frozenset[int]:
    if not mark:
        return frozenset()
    if not mark.startswith((RECIPE, _FIRST_RECIPE)):
        raise IncomparableFingerprints(f"not a fingerprint of a known recipe: {mark[:12]!r}")
    body = mark[len(RECIPE) :]
    try:
        data = base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))
    except (binascii.Error, ValueError) as error:
        raise IncomparableFingerprints(f"a damaged fingerprint: {mark[:12]!r}") from error
    if len(data) % _HASH_BYTES:
        raise IncomparableFingerprints(f"a damaged fingerprint: {mark[:12]!r}")
    return frozenset(
        int.from_bytes(data[start : start + _HASH_BYTES], "big") for start in range(0, len(data), _HASH_BYTES)
    )
