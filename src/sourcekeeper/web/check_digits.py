"""Check digits of ISBN and ISSN: whether a number was written down right. Pure."""

from __future__ import annotations

import re

_NOT_A_DIGIT = re.compile(r"[^\dXx]")


def is_isbn(text: str) -> bool:
    """Whether the check digit of an ISBN-10 or ISBN-13 is right (ISO 2108); hyphens and spaces do not matter.

    >>> is_isbn("978-2-35872-196-7"), is_isbn("978-2-35872-196-8"), is_isbn("0-306-40615-2")
    (True, False, True)
    """
    digits = _digits(text)
    if len(digits) == 10:
        return _weighted(digits, 11)
    if len(digits) == 13 and digits.isdigit() and digits.startswith(("978", "979")):
        return sum((3 if place % 2 else 1) * int(digit) for place, digit in enumerate(digits)) % 10 == 0
    return False


def as_isbn13(text: str) -> str:
    """Return a right ISBN as thirteen digits without hyphens: the two forms of one number made alike (ISO 2108).

    >>> as_isbn13("0-306-40615-2"), as_isbn13("978-2-35872-196-7")
    ('9780306406157', '9782358721967')
    """
    digits = _digits(text)
    if len(digits) != 10:
        return digits
    body = f"978{digits[:9]}"
    total = sum((3 if place % 2 else 1) * int(digit) for place, digit in enumerate(body))
    return f"{body}{-total % 10}"


def is_issn(text: str) -> bool:
    """Whether the check digit of an ISSN is right (ISO 3297).

    >>> is_issn("0317-8471"), is_issn("0317-8472"), is_issn("1050-124X")
    (True, False, True)
    """
    digits = _digits(text)
    return len(digits) == 8 and _weighted(digits, 11)


def _digits(text: str) -> str:
    digits = _NOT_A_DIGIT.sub("", text).upper()
    return digits if digits.isascii() else ""


def _weighted(digits: str, modulus: int) -> bool:
    """Whether the digits, weighted down to 1 at the last, come to nothing; ``X`` is ten and only the last can be."""
    if "X" in digits[:-1]:
        return False
    values = [10 if digit == "X" else int(digit) for digit in digits]
    return sum((len(values) - place) * value for place, value in enumerate(values)) % modulus == 0
