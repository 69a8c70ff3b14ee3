"""Items that writers of bibliographies stumble over, made by the thousand from a seed: the same seed, the same items.

Each field holds what LaTeX, BibTeX, JSON, RIS, HTML or a reader of names takes for something else, in every CSL type,
with dates of every shape and with fields left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

from sourcekeeper.csl import TYPES
from sourcekeeper.model import FieldValue, Name, PartialDate
from sourcekeeper.ports import Entry
from sourcekeeper.testing.citing import an_entry

_WORDS = (
    "police", "caméras", "Überwachung", "El Niño", "vidéosurveillance", "iPhone", "NASA", "the", "de", "und",
    "City", "l’État", "Œuvre", "naïve", "Straße", "façade", "Zürich", "Łódź", "Δελτίο", "надзор", "a",
    "report", "McDonald",
    "co-op", "2020", "n° 12", "p. 3",
)  # fmt: skip
_NASTY = (
    "100 % sûr", "R&D", "$5", "#1", "a_b", "~x", "x^2", "\\alpha", "\\", "{", "}", "{}", "{balanced {twice}}",
    "}{",
    "\"quoted\"", "'single'", "it's", "« guillemets »", "“so”", "‘so’", "„unten“", "``tick''", "`", "--",
    "---", "...",
    "<b>bold</b>", "<i>it</i>", "&amp;", "&lt;p&gt;", "<script>alert(1)</script>", "a < b", "<video>",
    "H<sub>2</sub>O",
    "@article{fake, title={x}}", "@string{a=b}", "% comment", ", and", " and ", " AND ", "and", "others",
    "and others",
    "et al.", "|", "[[x]]", "[1]", "(x)", "*", "**b**", "_e_", "=", "=>", "TY  - JOUR", "ER  - ", "\\n",
    "\\input{x}",
    "{{cite web}}", "<!-- x -->", "-->", "]]>", "<ref>", "#hash", "C#", "C++", "50/50", "a:b", "a;b", "1. one",
    "- dash", "+ plus", "> quote", "$\\frac{1}{2}$", "$$", "^", "~~x~~", "\\textbf{x}", "\\\"o", "\\'e", "\\%",
    "\\&",
    "🕵️‍♀️", "👩‍👩‍👧", "😀", "עברית", "العربية", "漢字", "한국어", "ไทย", "e\u0301e\u0302",
    "Z\u0335\u0322\u031ba\u0336lgo", "\u202eevil\u202c", "\u200f\u200e", "\u00ad", "\u200b", "\ufeff",
    "\u00a0", "\u2028", "\u2029", "\t",
    "\r\n", "\n\n", "\x00", "\x07", "\x1b[31m", "\x7f", "\x85", "\ud800", "\udfff", "\ufffe", "\uffff",
    "\ufdd0", "\U0001ffff",
    "ﬁ", "ß", "İ", "ı", "ǆ", "½", "№", "™", "€", "™", "𝔘𝔫𝔦", "\U000e0041", "　",
)  # fmt: skip
_PATHS = (
    "a_b", "100%25", "%20x", "%zz", "%", "~user", "é", "漢字", "{x}", "a b", "(y)", "[z]", "'q'", "\"d\"", "^", "`",
    "\\w", "#frag_1", "?a=1&b=2", "?q=%C3%A9&x=$1", "a,b;c", "=", "@u", "!", "*", "|", "<x>", "__init__",
    "a%5Fb", "%25_%26",
    "page.html", "2020/05/17/un-titre_long",
)  # fmt: skip
_FIELDS = (
    "container_title", "publisher", "publisher_place", "genre", "volume", "issue", "number", "page", "edition",
    "collection_title", "authority", "note", "abstract", "number_of_pages", "medium", "section", "version",
    "locator",
)  # fmt: skip
_LANGUAGES = ("fr", "en", "de", "es", "it", "pt", "nl", "en-GB", "fr-CA", "ru", "ja", "xx", "français", "")
_LONG = 5000


def hostile_items(count: int = 1000, seed: int = 4) -> Iterator[Entry]:
    """Yield entries, every one with another key ``hostile0001``; every CSL type occurs after 45 of them."""
    random = Random(seed)  # noqa: S311  no secret is made of it
    types = sorted(TYPES)
    for index in range(count):
        fields = dict(_fields(random, types[index % len(types)], index))
        yield an_entry(f"hostile{index:04d}", archived=random.random() < 0.4, **fields)


def _fields(random: Random, kind: str, index: int) -> Iterator[tuple[str, FieldValue]]:
    yield "type", kind
    if random.random() < 0.93:
        yield "title", _text(random, _LONG if index % 97 == 0 else random.randint(1, 12))
    if random.random() < 0.85:
        yield "URL", _address(random, index)
    for name in ("author", "editor", "translator", "director", "interviewer"):
        if random.random() < (0.8 if name == "author" else 0.12):
            yield name, _names(random)
    for name in ("issued", "accessed", "original_date"):
        if random.random() < (0.85 if name == "issued" else 0.3):
            yield name, _date(random)
    for name in _FIELDS:
        if random.random() < 0.3:
            yield name, _text(random, random.randint(0, 5))
    if random.random() < 0.7:
        yield "language", random.choice(_LANGUAGES)
    if random.random() < 0.2:
        yield "DOI", random.choice(("10.1234/ab_c.1", "10.1002/(SICI)1097(199)1:1<1::AID>3.0.CO;2-A", "10.1/%_#&{x}"))
    if random.random() < 0.2:
        yield "ISBN", random.choice(("978-2-35872-196-7", "not an isbn", "0-306-40615-2 & more"))


def _text(random: Random, words: int) -> str:
    picked = (random.choice(_NASTY if random.random() < 0.35 else _WORDS) for _ in range(words))
    return random.choice((" ", " ", " ", ", ", "")).join(picked)


def _address(random: Random, index: int) -> str:
    if random.random() < 0.03:
        return random.choice(("javascript:alert(1)", "data:text/html,<b>x</b>", "file:///etc/passwd", "http://", "x"))
    parts = "/".join(random.choice(_PATHS) for _ in range(random.randint(1, 4)))
    return f"https://hostile{index}.example/{parts}"


def _names(random: Random) -> tuple[Name, ...]:
    return tuple(random.choice(_NAME_MAKERS)(random) for _ in range(random.choice((1, 1, 1, 2, 3, 12))))


def _body(random: Random) -> Name:
    return Name(literal=_text(random, random.randint(1, 4)))


def _person(random: Random) -> Name:
    family = random.choice(
        ("Lovelace", "van der Sloot", "de La Motte", "O’Neil", "MARTIN", "D'Angelo", "李", "Ó Briain")
    )
    return Name(family=family, given=random.choice(("Ada", "A.", "Jean-Pierre", "J. R. R.", "", "明")))


def _odd(random: Random) -> Name:
    return Name(family=_text(random, 2), given=_text(random, 1))


def _only_given(random: Random) -> Name:
    return Name(given=_text(random, 1))


_NAME_MAKERS: tuple[Callable[[Random], Name], ...] = (_body, _person, _person, _odd, _only_given)


def _date(random: Random) -> PartialDate:
    """Return a date of any shape: days, months, years, ranges, days that there are not, years before Christ."""
    start = random.choice(
        ((2020, 5, 17), (2018, 4), (1999,), (2024, 2, 29), (2023, 2, 29), (2021, 13), (2020, 0, 0), (0,), (-44, 3, 15),
         (12345,), (476,), (1789, 7, 14), (2020, 4, 31), (9999, 12, 31), (1, 1, 1))
    )  # fmt: skip
    end = random.choice((None, None, None, (2025,), (2025, 6), (2025, 6, 30), (1000,), (2025, 99)))
    return PartialDate(start=start, end=end, circa=random.random() < 0.1)
