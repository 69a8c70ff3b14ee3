"""A small stable mark of a text, by which two texts can be compared without keeping either. Pure.

The mark is a bottom-k sketch (Broder 1997; Cohen and Kaplan 2007): the `SKETCH_SIZE` smallest hashes of the text's
four-word sequences. From two sketches the share of sequences the texts have in common (Jaccard) is estimated without
bias; a text with fewer sequences than that is compared exactly. The standard error is at most 0.05, 0.04 around 0.8.

Written marks are stored for ever: what ``1:`` means must never change. A better recipe gets a new number.
"""

from __future__ import annotations

import base64
import binascii
from hashlib import blake2b

from sourcekeeper.patterns import regex
from sourcekeeper.web.folding import fold

VERSION = "1:"
SKETCH_SIZE = 96
"""96 hashes of three bytes: 386 characters at most."""
_GRAM_WORDS = 4
_HASH_BYTES = 3

# Letters only: dates, counters and numbers of comments change without the text changing. A script written without
# spaces is taken letter by letter (Chinese, Japanese, Korean; Thai, Lao and Khmer).
_SPACELESS = "฀-໿ក-៿぀-ヿ㐀-䶿一-鿿가-힯"
_WORD = regex(rf"[{_SPACELESS}]|(?:(?![{_SPACELESS}])[^\W\d_])+")


class IncomparableFingerprints(ValueError):
    """Raised when fingerprints of different recipes meet, or one is no fingerprint: make them anew from the copies."""


def fingerprint(text: str) -> str:
    """Return the mark of a text: ``1:`` and base64; an empty string when the text has no word."""
    hashes = _hashes(text)
    if not hashes:
        return ""
    smallest = sorted(hashes)[:SKETCH_SIZE]
    return VERSION + base64.urlsafe_b64encode(b"".join(smallest)).decode("ascii").rstrip("=")


def _hashes(text: str) -> set[bytes]:
    words = _WORD.findall(fold(text))
    if not words:
        return set()
    last = max(1, len(words) - _GRAM_WORDS + 1)
    grams = {" ".join(words[start : start + _GRAM_WORDS]) for start in range(last)}
    return {blake2b(gram.encode("utf-8", "replace"), digest_size=_HASH_BYTES).digest() for gram in grams}


def likeness(a: str, b: str) -> float:
    """Return how alike two texts are by their fingerprints: 0 nothing in common, 1 the same words in the same order.

    It estimates the share of four-word sequences that both have among all that either has (Jaccard). An empty
    fingerprint is like another empty one only; ask for a text first. Raises IncomparableFingerprints.
    """
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
    return len(wanted & _hashes(text)) / len(wanted) if wanted else 1.0


def sequences(mark: str) -> int:
    """Return about how many different four-word sequences a marked text has: exact up to `SKETCH_SIZE`.

    The density of the smallest hashes tells it (Beyer et al. 2007). Raises IncomparableFingerprints.
    """
    hashes = _sketch(mark)
    if len(hashes) < SKETCH_SIZE:
        return len(hashes)
    share = (int.from_bytes(max(hashes), "big") + 1) / float(256**_HASH_BYTES)
    return round((SKETCH_SIZE - 1) / share)


def _sketch(mark: str) -> frozenset[bytes]:
    if not mark:
        return frozenset()
    if not mark.startswith(VERSION):
        raise IncomparableFingerprints(f"not a fingerprint of recipe {VERSION} {mark[:12]!r}")
    body = mark[len(VERSION) :]
    try:
        data = base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))
    except (binascii.Error, ValueError) as error:
        raise IncomparableFingerprints(f"a damaged fingerprint: {mark[:12]!r}") from error
    if len(data) % _HASH_BYTES:
        raise IncomparableFingerprints(f"a damaged fingerprint: {mark[:12]!r}")
    return frozenset(data[start : start + _HASH_BYTES] for start in range(0, len(data), _HASH_BYTES))
