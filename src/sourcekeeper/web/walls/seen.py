"""What a page shows at a glance: the facts by which `marks` tells pages that are not what was cited. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from sourcekeeper.model import PageKind, Reason
from sourcekeeper.patterns import regex
from sourcekeeper.web.folding import fold
from sourcekeeper.web.walls import wall_words as words

SHORT_WALL = 1500
"""Characters of main text up to which a page may be a wall by its words."""
SHORT_ERROR = 1000
"""Characters of main text up to which a page may be an error, a login or a parked domain by its words."""
LONG_ERROR = 6000
"""Characters up to which a page is an error when its title says nothing else: such pages list what is popular."""
SHORT_LOGIN = 800
TEASER = 1200
"""A page that says it costs money and shows less than this shows no more than its beginning."""


Mark = tuple[PageKind, Reason]
"""What a page is, and what gave it away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a mark may be told by."""

    url: str = ""
    """Where the chain of redirects ended."""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    """Names in lower case."""
    title: str = ""
    heading: str = ""
    text: str = ""
    """The main text."""
    whole_text: str = ""
    """The beginning of all text, navigation included."""
    markup: str = ""
    """In lower case; empty on long pages, where no mark-up counts."""
    banners: str = ""
    """What stood in banners about cookies and the like, which are no main text; its beginning."""
    password_fields: int = 0
    text_fields: int = 0
    images: int = 0
    links: int = 0
    """Counted up to a few: a page of a site has a menu."""
    is_article: bool = False
    """Whether the page describes, or shows, a work with its author or day: words in its title are then the work's."""

    @property
    def said(self) -> str:
        """Title, first heading and text, folded: of short pages."""
        return fold(f"{self.title}\n{self.heading}\n{self.text[:SHORT_WALL]}\n{self.whole_text[:SHORT_WALL]}")

    @property
    def notice(self) -> str:
        """Title, first heading and text of a page of few words, folded; empty of any other."""
        return fold(f"{self.title[:FEW_WORDS]}\n{self.heading}\n{self.text}") if len(self.text) < FEW_WORDS else ""

    @property
    def parts(self) -> tuple[str, ...]:
        """The texts that name the page, folded and bare: title, heading, and what stands there beside a short rest."""
        return _parts_of(self.title, self.heading)

    @property
    def is_story(self) -> bool:
        """Whether the text tells of something: long lines that neither address the reader nor speak of the site.

        Walls say "you" and "we", and speak of pages, servers and cookies.
        """
        if self.is_article:
            return True
        long_lines = (line for line in self.text.splitlines() if len(line) > _LONG_LINE)
        told = sum(len(line) for line in long_lines if not words.OF_WALLS.search(fold(line)))
        return told >= _LONG_LINE

    @property
    def names_its_address(self) -> bool:
        """Whether title or heading repeat the words of the address: parked domains show one page at any address."""
        last = self.url.partition("?")[0].rstrip("/").rpartition("/")[2]
        words_there = set(_SLUG_WORD.findall(fold(last))) if self.url.count("/") > _SLASHES_OF_A_HOST else set()
        shown = set(_SLUG_WORD.findall(fold(f"{self.title} {self.heading}")))
        return len(words_there) >= _NAMING_WORDS and len(words_there & shown) >= _NAMING_SHARE * len(words_there)

    @property
    def lines(self) -> tuple[str, ...]:
        """The parts, and of pages that say hardly more than them the first lines of the text, or those that say it."""
        shown = self.text.splitlines()
        if len(self.text) >= FEW_WORDS:
            shown = self._sentences(shown)
        return (*self.parts, *filter(None, map(bare, shown[:_FIRST_LINES])))

    def _sentences(self, shown: list[str]) -> list[str]:
        """Return the lines that say something, where a page is a list but for one or two: names end in no stop."""
        if len(self.text) >= SHORT_WALL or any(len(line) > _LONG_LINE for line in shown):
            return []
        said = [line for line in shown if line.endswith(STOPS)]
        return said if len(said) <= _FEW_SENTENCES else []


_SLUG_WORD = regex(r"[^\W\d_]{3,}")
_SLASHES_OF_A_HOST = 2
_NAMING_WORDS, _NAMING_SHARE = 4, 0.75
_LONG_LINE = 130
FEW_WORDS = 400
MANY_LINKS = 12
"""Links of a page that has a site around it; a wall has some to terms and partners."""
STOPS = (".", "!", "。", "！")
_FEW_SENTENCES = 2
_FIRST_LINES = 4


@lru_cache(maxsize=64)
def _parts_of(*texts: str) -> tuple[str, ...]:
    found: list[str] = []
    for text in texts:
        whole = bare(text)
        pieces = [piece for one in _APART.split(text[:400]) if (piece := bare(one))]
        lengths = [len(piece.split()) for piece in pieces]
        found += [whole] if whole and len(pieces) < 2 else []
        for piece, length in zip(pieces, lengths, strict=True):
            if sum(lengths) - length <= _MAX_BESIDE:
                found += [piece, *_behind_colon(piece)]
    return tuple(dict.fromkeys(found))


def _behind_colon(piece: str) -> list[str]:
    """Return what a site's name and a colon stand before: ``city: page not found``; a subject before one is none."""
    site, _, rest = piece.partition(": ")
    return [bare(rest)] if rest and len(site.split()) <= _MAX_BESIDE else []


_APART = regex(r"\s+(?:\||-|–|—|•|·|»|›|>|::)\s+|\s*(?:\||::)\s*")
_MAX_BESIDE = 7
"""Words beside a wall's own in a title: a site's name is hardly longer."""
_EDGES = regex(r"^[^\w(]+|[^\w)]+$")


def bare(text: str) -> str:
    """Return a text folded, less the marks about it."""
    return _EDGES.sub("", fold(text[:400]))
