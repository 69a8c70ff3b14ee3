"""The pages of the miniature web: articles whose metadata fit a citation, walls, forms, errors, files. Pure."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from html import escape
from urllib.parse import unquote, urlsplit
from zlib import Z_FULL_FLUSH, compressobj, crc32

from sourcekeeper.sandbox.chance import draw
from sourcekeeper.sandbox.words import headline, paragraphs

MAX_TEXT_CHARACTERS = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedPage:
    """What a document says of a page it cites, so that the page can say the same of itself. Only `url` is needed."""

    url: str
    title: str = ""
    author: str = ""
    """As a byline; several joined with ``; ``."""
    bodies: frozenset[str] = frozenset()
    """Those of the authors that are no persons."""
    kind: str = "NewsArticle"
    """A type of schema.org."""
    container: str = ""
    """The site or journal."""
    date: str = ""
    """``2024``, ``2024-03`` or ``2024-03-19``."""
    language: str = ""
    """BCP 47; French when empty."""
    text: str = ""
    """Put into the article before what is made up."""


def complete(page: CitedPage, seed: int) -> CitedPage:
    """Return the page with every gap filled from its address: title, site, date and language."""
    parts = urlsplit(page.url)
    language = page.language or "fr"
    return CitedPage(
        url=page.url,
        title=page.title or _title_in(parts.path) or headline(page.url, language, seed),
        author=page.author,
        bodies=page.bodies,
        kind=page.kind,
        container=page.container or min(page.bodies, default="") or (parts.hostname or "").removeprefix("www."),
        date=page.date or _date_in(parts.path) or _made_up_date(page.url, seed),
        language=language,
        text=page.text[:MAX_TEXT_CHARACTERS],
    )


def article(page: CitedPage, seed: int, *, is_free: bool = True) -> str:
    """Return the page of a complete `CitedPage`: head with metadata, navigation, text, footer.

    One that is not free says so in its JSON-LD and shows the first paragraph only.
    """
    body = paragraphs(page.url, 6, page.language, seed)
    if page.text:
        body.insert(0, page.text)
    if not is_free:
        body = body[:1]
    shown = "\n".join(f"<p>{escape(paragraph)}</p>" for paragraph in body)
    offer = "" if is_free else '<div class="paywall"><p>La suite est réservée aux abonné·es.</p></div>'
    byline = f'<p class="byline" rel="author">{escape(page.author)}</p>' if page.author else ""
    return f"""<!doctype html>
<html lang="{escape(page.language)}">
<head>
<meta charset="utf-8">
{_head(page, is_free)}
</head>
<body>
<header><nav><a href="/">{escape(page.container)}</a> <a href="/contact">Contact</a></nav></header>
<main><article>
<h1>{escape(page.title)}</h1>
{byline}
<p class="date"><time datetime="{escape(page.date)}">{escape(page.date)}</time></p>
{shown}
{offer}
</article></main>
<footer><p>{escape(page.container)}</p></footer>
<script>window.visited = true;</script>
</body>
</html>
"""


def _head(page: CitedPage, is_free: bool) -> str:
    about = {
        "@context": "https://schema.org",
        "@type": page.kind,
        "headline": page.title,
        "datePublished": page.date,
        "inLanguage": page.language,
        "publisher": {"@type": "Organization", "name": page.container},
        "isAccessibleForFree": is_free,
        "author": [
            {"@type": "Organization" if name in page.bodies else "Person", "name": name} for name in _authors(page)
        ],
    }
    # "<" must not end the script element, whatever a citation brings.
    data = json.dumps(about, ensure_ascii=False).replace("<", "\\u003c")
    metas = [
        ("property", "og:type", "website" if page.kind == "WebPage" else "article"),
        ("property", "og:title", page.title),
        ("property", "og:site_name", page.container),
        ("property", "og:url", page.url),
        ("property", "article:published_time", page.date),
        *(("name", "author", name) for name in _authors(page)),
    ]
    lines = [f"<title>{escape(page.title)} | {escape(page.container)}</title>"]
    lines += [f'<meta {kind}="{name}" content="{escape(value)}">' for kind, name, value in metas]
    lines.append(f'<link rel="canonical" href="{escape(page.url)}">')
    lines.append(f'<script type="application/ld+json">{data}</script>')
    return "\n".join(lines)


def _authors(page: CitedPage) -> list[str]:
    return [name.strip() for name in page.author.split(";") if name.strip()]


def short_page(title: str, text: str, *, extra: str = "") -> str:
    """Return a page of one heading and one paragraph, as errors and front pages are; `extra` is put in as it is."""
    return (
        f'<!doctype html>\n<html lang="fr"><head><meta charset="utf-8"><title>{escape(title)}</title></head>\n'
        f"<body><h1>{escape(title)}</h1><p>{escape(text)}</p>{extra}</body></html>\n"
    )


def challenge_page(host: str) -> str:
    """Return what a bot wall shows."""
    return (
        '<!doctype html><html lang="en-US"><head><title>Just a moment...</title>'
        '<meta name="robots" content="noindex,nofollow"></head><body><div class="main-wrapper">'
        f"<h1>{escape(host)}</h1><p>Verify you are human by completing the action below.</p></div></body></html>\n"
    )


def login_page(host: str) -> str:
    """Return a login form."""
    form = (
        '<form method="post" action="/login"><label>Adresse <input type="email" name="user"></label>'
        '<label>Mot de passe <input type="password" name="password"></label><button>Se connecter</button></form>'
    )
    return short_page(f"Connexion — {host}", "Identifiez-vous pour continuer.", extra=form)


def parked_page(host: str) -> str:
    """Return what a domain that is for sale shows."""
    return short_page(
        f"{host} is for sale", "This domain is for sale. Buy this domain. Related searches: insurance, loans, travel."
    )


def pdf(page: CitedPage, seed: int) -> bytes:
    """Return a PDF of one sheet: title, author and date in its metadata, some text on the page."""
    lines = [page.title, page.author, page.date, *paragraphs(page.url, 3, page.language, seed)]
    shown = ["BT /F1 11 Tf 14 TL 50 790 Td"]
    for line in lines:
        shown += [f"({_pdf_text(piece)}) Tj T*" for piece in _wrapped(line, 90)]
    stream = "\n".join([*shown, "ET"]).encode("cp1252", "replace")
    info = f"<< /Title {_pdf_utf16(page.title)} /Author {_pdf_utf16(page.author)} /Producer (sourcekeeper sandbox) >>"
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        font,
        info.encode(),
    ]
    return _pdf_file(objects)


def _pdf_file(objects: list[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    count = len(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % count
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info 6 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, start)
    return bytes(out)


def _pdf_text(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").replace("\n", " ").replace("\r", " ")


def _pdf_utf16(text: str) -> str:
    return f"<{(chr(0xFEFF) + text).encode('utf-16-be', 'replace').hex()}>"


def _wrapped(text: str, width: int) -> list[str]:
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) >= width and lines[-1]:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


@cache
def bomb(megabytes: int = 256) -> bytes:
    """Return a gzip body of zeros, a thousandth of what it unpacks to."""
    block = bytes(1 << 20)
    packer = compressobj(9, wbits=-15)
    once = packer.compress(block) + packer.flush(Z_FULL_FLUSH)
    # After a full flush nothing depends on what came before, so that one packed block may be repeated.
    checksum = 0
    for _ in range(megabytes):
        checksum = crc32(block, checksum)
    size = megabytes * len(block) % (1 << 32)
    head = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
    tail = b"\x03\x00" + checksum.to_bytes(4, "little") + size.to_bytes(4, "little")
    return head + once * megabytes + tail


def _title_in(path: str) -> str:
    """Read a title out of the last part of a path made of words: ``les-bancs-publics.html``."""
    last = unquote(path.rstrip("/").rpartition("/")[2])
    words = re.sub(r"\.\w{2,5}$", "", last).split("-")
    words = [word for word in words if word and not re.search(r"\d{4}|_", word)]
    if len(words) < 3:
        return ""
    title = " ".join(words)
    return title[0].upper() + title[1:]


def _date_in(path: str) -> str:
    found = re.search(r"/((?:19|20)\d\d)[/-](0[1-9]|1[0-2])(?:[/-](0[1-9]|[12]\d|3[01]))?(?=[/-]|$)", path)
    return "-".join(part for part in found.groups() if part) if found else ""


def _made_up_date(url: str, seed: int) -> str:
    day = int(draw(seed, "date", url) * 28 * 12 * 8)
    return f"{2016 + day // 336}-{1 + day // 28 % 12:02d}-{1 + day % 28:02d}"
