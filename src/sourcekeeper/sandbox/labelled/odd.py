# ruff: noqa: E501  (pages and phrases stand on one line)
"""Living addresses that are odd on the wire: cookies, redirects no status tells, types, codings, codes."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Callable
from dataclasses import replace
from html import escape

from sourcekeeper.model import Verdict
from sourcekeeper.sandbox.exchange import Answer, Request, html_answer, redirect
from sourcekeeper.sandbox.labelled.answers import (
    article,
    bare,
    bare_host,
    honest,
    instead,
    is_cited,
    kind,
    moved_path,
    page,
)
from sourcekeeper.sandbox.labelled.kinds import LabelledKind, Responder
from sourcekeeper.sandbox.labelled.scenes import Scene, article_of, framed

_EITHER = frozenset({Verdict.ALIVE, Verdict.REDIRECTED})


def _cookie_self(scene: Scene, request: Request) -> Answer:
    if is_cited(scene, request) and "seen=1" not in request.header("Cookie"):
        return redirect(302, scene.url, ("Set-Cookie", "seen=1; path=/"))
    return article(scene, request)


def _cookie_check(scene: Scene, request: Request) -> Answer:
    if request.path == "/cookie-check":
        return redirect(302, scene.url) if "session=" in request.header("Cookie") else redirect(302, "/no-cookies")
    if request.path == "/no-cookies":
        return html_answer(
            200, framed(scene, "Cookies", "<h1>Cookies</h1><p>Your browser does not accept cookies.</p>")
        )
    if is_cited(scene, request) and "session=" not in request.header("Cookie"):
        return redirect(302, "/cookie-check?return=1", ("Set-Cookie", "session=abc; path=/; HttpOnly"))
    return article(scene, request)


def _idp_host(scene: Scene) -> tuple[str, ...]:
    return ("idp." + bare_host(scene),)


def _idp(scene: Scene, request: Request) -> Answer:
    (other,) = _idp_host(scene)
    if request.host == other:
        if request.path == "/authorize":
            return redirect(302, f"https://{other}/transit?code=1", ("Set-Cookie", "idp_session=1; path=/"))
        back = scene.url + ("&" if "?" in scene.url else "?") + "error=cookies_not_supported&code=6d1b"
        return redirect(302, back)
    if is_cited(scene, request):
        return redirect(303, f"https://{other}/authorize?response_type=cookie&redirect_uri={scene.url}")
    if request.path == Request.of(scene.url).path and "code=6d1b" in request.query:
        return page(scene, request, article_of(scene))
    return honest(scene, request)


def _www_host(scene: Scene) -> tuple[str, ...]:
    return ("www." + bare_host(scene), bare_host(scene))


def _https_www(scene: Scene, request: Request) -> Answer:
    target = Request.of(scene.url).target
    www = "www." + bare_host(scene)
    if request.scheme == "http":
        return redirect(301, f"https://{request.host}{request.target}")
    if request.host != www:
        return redirect(301, f"https://{www}{request.target}", ("Set-Cookie", "route=7; path=/; Secure"))
    return page(scene, request, article_of(scene)) if request.target == target else honest(scene, request)


def _meta_refresh(scene: Scene, request: Request) -> Answer:
    new = moved_path(scene)
    if is_cited(scene, request):
        head = f'<meta http-equiv="Refresh" content="0; URL=\'{new}\'">'
        return page(scene, request, bare(scene.title, f'<p><a href="{new}">{escape(scene.title)}</a></p>', head))
    return page(scene, request, article_of(scene)) if request.path == new else honest(scene, request)


def _refresh_header(scene: Scene, request: Request) -> Answer:
    new = moved_path(scene)
    if is_cited(scene, request):
        return html_answer(200, "<html><body></body></html>", ("Refresh", f"0;url={new}"))
    return page(scene, request, article_of(scene)) if request.path == new else honest(scene, request)


def _script_moved(scene: Scene, request: Request) -> Answer:
    new = moved_path(scene)
    if is_cited(scene, request):
        return page(
            scene,
            request,
            f'<html><head><script>window.location.replace("{new}");</script></head><body></body></html>',
        )
    return page(scene, request, article_of(scene)) if request.path == new else honest(scene, request)


def _new_domain(scene: Scene) -> tuple[str, ...]:
    return (f"{bare_host(scene).split('.')[0]}-media.labelled",)


def _rebranded(scene: Scene, request: Request) -> Answer:
    (new,) = _new_domain(scene)
    if request.host == new:
        return (
            page(scene, request, article_of(scene, layout="blog"))
            if request.path == moved_path(scene)
            else honest(scene, request)
        )
    if is_cited(scene, request):
        return redirect(301, f"https://{new}{moved_path(scene)}")
    return redirect(301, f"https://{new}/") if request.path == "/" else honest(scene, request)


def _index_to_root(scene: Scene, request: Request) -> Answer:
    if request.path == "/index.html":
        return redirect(301, "/")
    return page(scene, request, article_of(scene)) if request.path == "/" else honest(scene, request)


def _to_language(scene: Scene, request: Request) -> Answer:
    new = f"/{scene.language}{Request.of(scene.url).target}"
    if is_cited(scene, request):
        return redirect(302, new, ("Vary", "Accept-Language"))
    return page(scene, request, article_of(scene)) if request.target == new else honest(scene, request)


def _typed(content_type: str) -> Responder:
    def answer(scene: Scene, request: Request) -> Answer:
        if not is_cited(scene, request):
            return honest(scene, request)
        headers = (("Content-Type", content_type),) if content_type else ()
        return Answer(headers=headers, body=article_of(scene).encode())

    return answer


def _pdf_bytes(scene: Scene) -> bytes:
    lines = " ".join(
        f"({each[:60]}) Tj T*"
        for each in (text.encode("ascii", "ignore").decode().replace("(", "").replace(")", "") for text in scene.text)
    )
    stream = f"BT /F1 11 Tf 72 720 Td 14 TL {lines} ET"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(stream)}>>stream\n{stream}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{each}\nendobj\n".encode()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    return (
        out
        + f"xref\n0 6\n0000000000 65535 f \n{table}trailer<</Size 6/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF\n".encode()
    )


def _pdf(content_type: str) -> Responder:
    def answer(scene: Scene, request: Request) -> Answer:
        if not is_cited(scene, request):
            return honest(scene, request)
        return Answer(
            headers=(("Content-Type", content_type), ("Content-Disposition", "inline")), body=_pdf_bytes(scene)
        )

    return answer


def _blob(content_type: str, body: Callable[[Scene], bytes]) -> Responder:
    def answer(scene: Scene, request: Request) -> Answer:
        return (
            Answer(headers=(("Content-Type", content_type),), body=body(scene))
            if is_cited(scene, request)
            else honest(scene, request)
        )

    return answer


def _picture(scene: Scene) -> bytes:
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x10\x08\x06\0\0\0" + bytes(
        int(scene.draw("px", i) * 256) for i in range(900)
    )


def _data(scene: Scene) -> bytes:
    rows = [
        {"id": i, "label": text[:80], "value": round(scene.draw("v", i) * 100, 2)} for i, text in enumerate(scene.text)
    ]
    return json.dumps({"dataset": scene.title, "rows": rows}, ensure_ascii=False).encode()


def _feed(scene: Scene) -> bytes:
    items = "".join(
        f"<item><title>{escape(t[:50])}</title><description>{escape(t)}</description></item>" for t in scene.text
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{escape(scene.title)}</title>{items}</channel></rss>'.encode()


def _coded(status: int, *headers: tuple[str, str]) -> Responder:
    return instead(article_of, *headers, status=status)


def _gzip_unsaid(scene: Scene, request: Request) -> Answer:
    if not is_cited(scene, request):
        return honest(scene, request)
    return Answer(
        headers=(("Content-Type", "text/html; charset=utf-8"),),
        body=gzip.compress(article_of(scene).encode(), mtime=0),
    )


def _deflate_raw(scene: Scene, request: Request) -> Answer:
    if not is_cited(scene, request):
        return honest(scene, request)
    packer = zlib.compressobj(wbits=-15)
    body = packer.compress(article_of(scene).encode()) + packer.flush()
    return Answer(headers=(("Content-Type", "text/html; charset=utf-8"), ("Content-Encoding", "deflate")), body=body)


def _charset_mix(scene: Scene, request: Request) -> Answer:
    if not is_cited(scene, request):
        return honest(scene, request)
    text = article_of(scene).replace(
        'charset="utf-8"', 'http-equiv="Content-Type" content="text/html; charset=iso-8859-1"'
    )
    return Answer(
        headers=(("Content-Type", "text/html; charset=utf-8"),), body=text.encode("cp1252", "xmlcharrefreplace")
    )


def _slow(scene: Scene, request: Request) -> Answer:
    return replace(article(scene, request), delay_seconds=1.5) if is_cited(scene, request) else article(scene, request)


def _choices(scene: Scene, request: Request) -> Answer:
    new = moved_path(scene)
    if is_cited(scene, request):
        listed = "".join(
            f'<li><a href="{new}.{end}">{escape(scene.title)} ({end})</a></li>' for end in ("html", "pdf", "epub")
        )
        return page(
            scene, request, framed(scene, scene.title, f"<h1>{escape(scene.title)}</h1><ul>{listed}</ul>"), status=300
        )
    return page(scene, request, article_of(scene)) if request.path.startswith(new) else honest(scene, request)


ODD: tuple[LabelledKind, ...] = (
    kind("cookie-to-itself", _cookie_self, also=_EITHER),
    kind("cookie-check-and-back", _cookie_check, also=_EITHER),
    kind("idp-and-back", _idp, Verdict.REDIRECTED, _EITHER, other_hosts=_idp_host),
    kind("https-then-www", _https_www, Verdict.REDIRECTED, _EITHER, other_hosts=_www_host),
    kind("meta-refresh-moved", _meta_refresh, Verdict.REDIRECTED, _EITHER, before="article"),
    kind("refresh-header", _refresh_header, Verdict.REDIRECTED, _EITHER, before="article"),
    kind("script-moved", _script_moved, Verdict.REDIRECTED, {*_EITHER, Verdict.UNKNOWN}, before="article"),
    kind("rebranded", _rebranded, Verdict.REDIRECTED, before="article", other_hosts=_new_domain),
    kind("index-to-root", _index_to_root, Verdict.REDIRECTED, _EITHER, path="/index.html"),
    kind("to-language", _to_language, Verdict.REDIRECTED, _EITHER, before="article"),
    kind("html-as-plain", _typed("text/plain"), before="article"),
    kind("html-as-octets", _typed("application/octet-stream"), before="article"),
    kind("html-untyped", _typed(""), before="article"),
    kind("pdf-well", _pdf("application/pdf"), path="/docs/rapport.pdf"),
    kind("pdf-as-html", _pdf("text/html"), path="/docs/rapport-2.pdf"),
    kind("picture", _blob("image/png", _picture), path="/media/carte.png"),
    kind("data-json", _blob("application/json", _data), path="/api/v1/rows"),
    kind("feed-rss", _blob("application/rss+xml", _feed), path="/feed/all.xml"),
    kind("status-206", _coded(206, ("Content-Range", "bytes 0-9999/10000")), before="article"),
    kind("status-203", _coded(203, ("Via", "1.1 proxy")), before="article"),
    kind("status-226", _coded(226, ("IM", "feed")), before="article"),
    kind("gzip-unsaid", _gzip_unsaid, also={Verdict.UNKNOWN}, before="article"),
    kind("deflate-raw", _deflate_raw, before="article"),
    kind("charset-mix", _charset_mix, before="article"),
    kind("slow-well", _slow, before="article"),
    kind("choices-300", _choices, also={*_EITHER, Verdict.UNKNOWN}),
)
