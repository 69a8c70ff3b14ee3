"""Cite keys, and what a work can be known by again. Pure.

A key is proposed once; the store keeps it for ever, whatever is learnt of the work later.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from string import ascii_lowercase
from urllib.parse import unquote

from sourcekeeper.model import Citation, Item
from sourcekeeper.patterns import regex
from sourcekeeper.web.check_digits import as_isbn13, is_isbn
from sourcekeeper.web.folding import fold
from sourcekeeper.web.memento import parse_archive_address
from sourcekeeper.web.urls import comparison_key, host_of

_NOT_ALNUM = regex(r"[^a-z0-9]+")
_DOI_KEY = regex(r"\d+:https://doi\.org/(?P<doi>10\.\d{4,9}/.+)")
_BEFORE_DOI = regex(r"(?i)^(?:https?://(?:dx\.|www\.)?doi\.org/|doi:\s?)")
_LONGEST_NAME = 24
_WRITABLE = regex(r"[A-Za-z0-9][A-Za-z0-9_:.+/-]{0,199}")
_EMPTY_WORDS = frozenset(
    re.findall(
        r"\S+",
        """
    le la les l un une des du de d au aux en et pour sur dans par que qui ce cette ces son sa ses comment pourquoi
    the a an of and in on for to how why what der die das ein eine und im zur zum von wie was el los las lo una unos
    y del por il gli i uno o os as um uma no na het een van
        """,
    )
)


def ascii_words(text: str) -> list[str]:
    """Return the words of a folded text, letters a-z and figures only.

    >>> ascii_words("L’État, c’est moi")
    ['l', 'etat', 'c', 'est', 'moi']
    """
    return [word for word in _NOT_ALNUM.split(fold(text)) if word]


def propose_key(item: Item, url: str = "") -> str:
    """Propose a cite key: first author (or container, or host), year or ``nd``, first telling word of the title.

    ASCII, ``[a-z0-9]`` only, never empty. Collisions are the caller's: see `next_free`. A key that the item already
    has in a list of the user's own (``citation-key``) wins, as far as every format can write it.
    """
    given = item.text("citation-key")
    if _WRITABLE.fullmatch(given):
        return given
    name = (
        _first_name(item)
        or "".join(ascii_words(item.text("container-title") or item.text("authority")))
        or _host_word(url or item.text("URL"))
    )
    issued = item.date("issued")
    year = str(issued.start[0]) if issued else "nd"
    key = name[:_LONGEST_NAME] + year + _title_word(item.text("title"))
    return key if key[0].isalpha() else f"x{key}"


def _first_name(item: Item) -> str:
    for field in ("author", "editor"):
        names = item.names(field)
        if names:
            words = ascii_words(names[0].family or names[0].literal)
            return "".join(words)
    return ""


def _host_word(url: str) -> str:
    try:
        host = host_of(url) if url else ""
    except ValueError:
        host = ""
    words = [word for word in ascii_words(host) if word != "www"]
    return "".join(words[:-1] or words) or "anon"


def _title_word(title: str) -> str:
    words = ascii_words(title)
    meaning = next((word for word in words if word not in _EMPTY_WORDS and len(word) > 2), "")
    return (meaning or next(iter(words), ""))[:_LONGEST_NAME]


def next_free(key: str, is_taken: Callable[[str], bool]) -> str:
    """Return the key itself when it is free, else with ``a``, ``b`` … ``z``, ``aa``, ``ab`` … behind it."""
    if not is_taken(key):
        return key
    number = 0
    while is_taken(key + _letters(number)):
        number += 1
    return key + _letters(number)


def _letters(number: int) -> str:
    """Count in letters: 0 is ``a``, 25 ``z``, 26 ``aa``."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = ascii_lowercase[rest] + letters
    return letters


_IN_A_BOOK = frozenset({"chapter", "entry", "entry-dictionary", "entry-encyclopedia", "paper-conference"})
"""Types that share the ISBN of the book they are in: there the title tells them apart."""


def identities(citation: Citation) -> tuple[str, ...]:
    """Return what the cited work can be known by again, strongest first; nothing for a mere pointer.

    ``doi:…``, ``isbn:…`` with the type, ``url:`` and the comparison key of each address (a snapshot counts as its
    original); without any of them ``text:`` with folded author, title and year.
    """
    if citation.item is None:
        return ()
    found = identities_of(citation.item, [address.url for address in citation.addresses])
    return found or (words_identity(citation.item),)


def identities_of(item: Item, urls: Iterable[str]) -> tuple[str, ...]:
    """Return what a work can be known by that has this item and these addresses; nothing when that is only words."""
    addressed = [url_identity(url) for url in urls]
    found = [f"doi:{_bare_doi(item.text('DOI'))}"] if item.text("DOI") else []
    found += [each for each in addressed if each.startswith("doi:")]
    isbn = item.text("ISBN")
    if isbn and is_isbn(isbn):
        within = f":{''.join(ascii_words(item.text('title')))}" if item.type in _IN_A_BOOK else ""
        found.append(f"isbn:{as_isbn13(isbn)}:{item.type}{within}")
    return tuple(dict.fromkeys([*found, *addressed]))


def apart(item: Item) -> str:
    """Return what a work is known by, before all else, that a person parted from another with the same address."""
    return f"apart:{words_identity(item)}"


def url_identity(url: str) -> str:
    """Return what a work with this address can be known by: ``url:`` and its comparison key, ``doi:`` if it is one."""
    key = comparison_key(_original(url))
    doi = _DOI_KEY.fullmatch(key)
    return f"doi:{_bare_doi(doi['doi'])}" if doi else f"url:{key}"


def words_identity(item: Item) -> str:
    """Return what a work without any address can be known by: author, title and year.

    A ruling has court and docket instead; a paper that lawyers cite by its journal and page has these.
    """
    author = _first_name(item) or "".join(ascii_words(item.text("container-title") or item.text("authority")))
    title = item.text("title") or item.text("number") or f"{item.text('container-title')} {item.text('page')}"
    issued = item.date("issued")
    return f"text:{author}|{''.join(ascii_words(title))}|{issued.start[0] if issued else ''}"


def _bare_doi(doi: str) -> str:
    """Return a DOI without what stands before it, its case folded (DOI Handbook 2.4)."""
    return unquote(_BEFORE_DOI.sub("", doi.strip())).lower()


def _original(url: str) -> str:
    copy = parse_archive_address(url)
    if copy is None:
        return url
    return copy.original or copy.uri
