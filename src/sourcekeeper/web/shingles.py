"""The four-word sequences of a text as numbers, of which `fingerprint` keeps the smallest. Pure.

Three recipes, the newest last. What a recipe makes of a text must never change: marks are stored for ever.
"""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from zlib import crc32

from sourcekeeper.patterns import regex
from sourcekeeper.web.folding import fold

FIRST, SECOND, NEWEST = "1:", "2:", "3:"
"""Recipes, as marks name them."""
HASH_BYTES = 3
"""Of each number."""

_WORDS = 4
"""Of a sequence; a shorter text is one sequence of its words."""
_MOST = 2**32 - 1
_CUT_BITS = 8
"""Of 32, so that three bytes are left."""


def all_hashes(text: str, recipe: str) -> set[int]:
    """Return the hashes of a text's sequences, each once."""
    if recipe == FIRST:
        return _first_hashes(text)
    return {value >> _CUT_BITS for value in _long_hashes(text, recipe)}


def smallest_hashes(text: str, recipe: str, count: int) -> list[int]:
    """Return the smallest hashes, each once and in their order; of a long text, most are not even sorted."""
    if recipe == FIRST:
        return sorted(_first_hashes(text))[:count]
    hashes = _long_hashes(text, recipe)
    most = min(_MOST, _ENOUGH * count * _MOST // max(1, len(hashes)))
    small = {value >> _CUT_BITS for value in hashes if value <= most}
    if len(small) < count:
        small = {value >> _CUT_BITS for value in hashes}
    return sorted(small)[:count]


_ENOUGH = 2
"""So many times as many as are wanted are looked at first; hardly ever are too many of them alike."""


def _first_hashes(text: str) -> set[int]:
    words = _WORD.findall(fold(text))
    if not words:
        return set()
    last = max(1, len(words) - _WORDS + 1)
    grams = {" ".join(words[start : start + _WORDS]) for start in range(last)}
    digests = (blake2b(gram.encode("utf-8", "replace"), digest_size=HASH_BYTES).digest() for gram in grams)
    return {int.from_bytes(digest, "big") for digest in digests}


def _long_hashes(text: str, recipe: str) -> Sequence[int]:
    """Return a hash of 32 bits for each sequence. A sample is drawn by them, so nobody gains by forging one."""
    words = words_of(text)
    return _of_joined_words(words) if recipe == SECOND else _of_each_word(words)


def _of_joined_words(words: Sequence[bytes]) -> list[int]:
    """Hash the words of each sequence as one string (CRC-32)."""
    grams: Iterable[tuple[bytes, ...]] = zip(words, words[1:], words[2:], words[3:], strict=False)
    if 0 < len(words) < _WORDS:
        grams = (tuple(words),)
    return list(map(crc32, map(b" ".join, grams)))


def _of_each_word(words: Sequence[bytes]) -> Sequence[int]:
    """Hash each word once (CRC-32), and of each sequence add the hashes, each shifted by its place (without carry).

    A hash by cyclic polynomial (Cohen 1997), but that what is shifted out is lost: with one long number, all places
    are shifted and added at once. What spills over into a neighbour are three of the bits that are cut.
    """
    if not words:
        return ()
    count = len(words)
    number = int.from_bytes(struct.pack(f"<{count}I", *map(crc32, words)), "little")
    added = number << 3 ^ number >> 32 << 2 ^ number >> 64 << 1 ^ number >> 96
    sequences = max(1, count - _WORDS + 1)
    return struct.unpack_from(f"<{sequences}I", added.to_bytes(4 * count + 1, "little"))


# Letters only: dates, counters and numbers of comments change without the text changing. A script written without
# spaces is taken letter by letter (Chinese, Japanese, Korean; Thai, Lao and Khmer).
_SPACELESS = "฀-໿ក-៿぀-ヿ㐀-䶿一-鿿가-힯"
_WORD = regex(rf"[{_SPACELESS}]|(?:(?![{_SPACELESS}])[^\W\d_])+")
_ANY_SPACELESS = regex(f"[{_SPACELESS}]")
_LETTERS = regex(r"[^\W\d_]+")


def words_of(text: str) -> list[bytes]:
    """Return the words of a text in small letters, as UTF-8.

    Of texts in the languages of Western Europe a table takes the words apart, many times as fast as an expression.
    """
    if text.isascii():
        return text.encode("ascii").translate(_SMALL_LETTERS).split()
    try:
        western = text.replace("ß", "ss").replace("µ", "μ").encode(_WESTERN)
    except UnicodeEncodeError:
        return _words_of_any(text)
    return western.translate(_SMALL_LETTERS).decode(_WESTERN).encode().split()


def _words_of_any(text: str) -> list[bytes]:
    lowered = unicodedata.normalize("NFC", text.casefold())
    words = (_WORD if _ANY_SPACELESS.search(lowered) else _LETTERS).findall(lowered)
    return [word.encode("utf-8", "replace") for word in words]


_WESTERN = "cp1252"
"""Letters of Western Europe, with the quotation marks and dashes that are set there."""


def _small_letter(byte: int) -> int:
    """Return the small letter of a letter, a space for anything else."""
    small = bytes([byte]).decode(_WESTERN, "replace").casefold()
    is_letter = small.isalnum() and not small.isdecimal()  # as in the expressions: ``²`` and ``½`` are letters there
    return small.encode(_WESTERN)[0] if is_letter and small not in _REPLACED else ord(" ")


_REPLACED = ("ss", "μ")
"""What the sharp s and the sign for micro are in small letters: put in their place before."""
_SMALL_LETTERS = bytes(map(_small_letter, range(256)))
"""For `bytes.translate`."""
