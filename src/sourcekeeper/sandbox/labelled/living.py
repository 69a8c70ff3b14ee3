# ruff: noqa: E501  (phrases of one language stand on one line)
"""Kinds of pages that live, some of which look otherwise at first sight; and pages that became another text."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from urllib.parse import quote, unquote

from sourcekeeper.model import Verdict
from sourcekeeper.sandbox.exchange import Answer, Manner, Request, html_answer, redirect
from sourcekeeper.sandbox.labelled.answers import (
    LabelledKind,
    article,
    bare,
    honest,
    instead,
    is_cited,
    not_found_body,
    page,
    raw,
    said,
)
from sourcekeeper.sandbox.labelled.scenes import LAYOUTS, Scene, article_of, framed, home_of
from sourcekeeper.sandbox.pages import CitedPage, pdf

_ABOUT_ERRORS = {
    "en": 'Page not found: how libraries lose their links|404 Day: the web\'s missing pages|Why "file not found" became a joke',
    "fr": "Page introuvable : comment les bibliothèques perdent leurs liens|Erreur 404 : enquête sur les pages perdues du web",
    "de": "Seite nicht gefunden: wie Bibliotheken ihre Links verlieren|Fehler 404: eine Spurensuche im Netz",
    "es": "Página no encontrada: cómo las bibliotecas pierden sus enlaces|Error 404: la memoria perdida de la red",
    "it": "Pagina non trovata: come le biblioteche perdono i link|Errore 404: la memoria perduta della rete",
    "pt": "Página não encontrada: como as bibliotecas perdem as ligações|Erro 404: a memória perdida da rede",
    "nl": "Pagina niet gevonden: hoe bibliotheken hun links verliezen|Fout 404: op zoek naar verdwenen pagina's",
}
_ABOUT_WALLS = {
    "en": "Access denied: who may enter the archive?|Just a moment: a history of waiting|Are you a robot? Ten years of captchas",
    "fr": "Accès refusé : qui peut entrer aux archives ?|Êtes-vous un robot ? Dix ans de captchas",
    "de": "Zugriff verweigert: wer darf ins Archiv?|Sind Sie ein Roboter? Zehn Jahre Captchas",
    "es": "Acceso denegado: ¿quién entra al archivo?|¿Eres humano? Diez años de captchas",
    "it": "Accesso negato: chi entra in archivio?|Sei un robot? Dieci anni di captcha",
    "pt": "Acesso negado: quem entra no arquivo?|É humano? Dez anos de captchas",
    "nl": "Toegang geweigerd: wie mag het archief in?|Bent u een robot? Tien jaar captcha's",
}
_ABOUT_SALES = {
    "en": "This domain is for sale: the trade in lost names|Casino on the pier: the council votes",
    "fr": "Ce domaine est à vendre : le commerce des noms perdus|Un casino sur la jetée : le conseil vote",
    "de": "Diese Domain steht zum Verkauf: der Handel mit Namen|Ein Casino am Hafen: der Rat stimmt ab",
    "es": "Este dominio está en venta: el comercio de nombres|Un casino en el muelle: vota el pleno",
    "it": "Questo dominio è in vendita: il commercio dei nomi|Un casinò sul molo: vota il consiglio",
    "pt": "Este domínio está à venda: o comércio de nomes|Um casino no cais: a câmara vota",
    "nl": "Dit domein is te koop: de handel in namen|Een casino op de pier: de raad stemt",
}


def _about(texts: dict[str, str], name: str, *, layout: str = "") -> LabelledKind:
    def made(scene: Scene) -> str:
        title = said(scene, texts, "about")
        text = (*scene.text, f"« {title} » — {scene.more_text('about', 1)[0]}")
        return article_of(scene, title=title, text=text, layout=layout)

    return LabelledKind(name=name, answer=instead(made), verdict=Verdict.ALIVE, before=name)


def _changed_in_part(scene: Scene) -> str:
    text = list(scene.text)
    text[int(scene.draw("place") * len(text))] = scene.more_text("mended", 1)[0]
    return article_of(scene, text=text)


def _redesigned(scene: Scene) -> str:
    other = LAYOUTS[(LAYOUTS.index(scene.layout) + 1 + int(scene.draw("redesign") * 4)) % len(LAYOUTS)]
    return article_of(scene, layout=other)


def _with_comments(scene: Scene) -> str:
    comments = "".join(
        f"<li><b>user{number}</b> {escape(text[:90])}</li>" for number, text in enumerate(scene.text[:3])
    )
    form = (
        '<form action="/comment"><textarea name="text"></textarea><input type="email" name="mail">'
        '<div class="g-recaptcha" data-sitekey="x"></div></form><form class="login"><input type="text" name="user">'
        '<input type="password" name="password"></form>'
    )
    shown = "".join(f"<p>{escape(text)}</p>" for text in scene.text)
    return framed(scene, scene.title, f"<h1>{escape(scene.title)}</h1>{shown}<ol>{comments}</ol>{form}")


def _short(scene: Scene) -> str:
    return framed(
        scene, scene.title, f"<h1>{escape(scene.title)}</h1><p>{escape(scene.text[0][:180])}</p>", recommended=0
    )


def _list_page(scene: Scene) -> str:
    rows = "".join(
        f'<li><a href="/doc/{number}.pdf">{escape(text[:70])}</a></li>' for number, text in enumerate(scene.text)
    )
    return framed(scene, scene.title, f"<h1>{escape(scene.title)}</h1><ul>{rows}</ul>", recommended=0)


def _on_soft_site(scene: Scene, request: Request) -> Answer:
    return page(scene, request, article_of(scene) if is_cited(scene, request) else not_found_body(scene))


def _moved_to(place: str, *statuses: int, other_host: bool = False) -> LabelledKind:
    """Return a kind whose page stands elsewhere with its text; a redirect a status."""
    name = f"moved-{place}-{'-'.join(map(str, statuses))}"

    def target(scene: Scene) -> str:
        return f"/{place}/{scene.slug}"

    def answer(scene: Scene, request: Request) -> Answer:
        if is_cited(scene, request):
            return redirect(statuses[0], "/step/1" if len(statuses) > 1 else _whole(scene, target(scene)))
        step = request.path.removeprefix("/step/")
        if step.isdecimal() and int(step) < len(statuses):
            last = int(step) == len(statuses) - 1
            return redirect(statuses[int(step)], _whole(scene, target(scene)) if last else f"/step/{int(step) + 1}")
        return page(scene, request, article_of(scene)) if request.path == target(scene) else honest(scene, request)

    def _whole(scene: Scene, path: str) -> str:
        return f"http://{_new_host(scene)}{path}" if other_host else path

    hosts = (lambda scene: (_new_host(scene),)) if other_host else (lambda _scene: ())
    return LabelledKind(name=name, answer=answer, verdict=Verdict.REDIRECTED, other_hosts=hosts)


def _new_host(scene: Scene) -> str:
    return "new-" + scene.host.removeprefix("www.")


def _to_https(scene: Scene, request: Request) -> Answer:
    if is_cited(scene, request) and request.scheme == "http":
        return redirect(301, scene.url.replace("http://", "https://", 1))
    return article(scene, request)


def _with_slash(scene: Scene, request: Request) -> Answer:
    return (
        redirect(301, scene.path + "/")
        if is_cited(scene, request)
        else (page(scene, request, article_of(scene)) if request.path == scene.path + "/" else honest(scene, request))
    )


def _by_refresh(scene: Scene, request: Request) -> Answer:
    if is_cited(scene, request):
        url = f"/archiv/{scene.slug}"
        head = f'<meta http-equiv="refresh" content="{int(scene.draw("wait") * 5)}; URL={url}">'
        return html_answer(200, bare("", f'<p><a href="{url}">→</a></p>', head))
    is_there = request.path == f"/archiv/{scene.slug}"
    return page(scene, request, article_of(scene)) if is_there else honest(scene, request)


def _raw_location(scene: Scene, request: Request) -> Answer:
    if is_cited(scene, request):
        return redirect(302, f"/déjà là/{scene.slug}".encode().decode("latin-1"))
    is_there = unquote(request.path) == f"/déjà là/{scene.slug}"
    return page(scene, request, article_of(scene)) if is_there else honest(scene, request)


def _behind_cookie(scene: Scene, request: Request) -> Answer:
    if "seen=" not in request.header("Cookie"):
        return redirect(302, request.target, ("Set-Cookie", "seen=1; Path=/"))
    return article(scene, request)


def _behind_cookie_stop(scene: Scene, request: Request) -> Answer:
    if "consent=" in request.header("Cookie"):
        return article(scene, request)
    if request.path == "/set":
        return redirect(302, unquote(request.query.removeprefix("to=")), ("Set-Cookie", "consent=ok; Path=/"))
    return redirect(302, "/set?to=" + quote(request.target, safe=""))


def _lying_length(scene: Scene, request: Request) -> Answer:
    if not is_cited(scene, request):
        return honest(scene, request)
    body = article_of(scene).encode()
    return raw("HTTP/1.1 200 OK", ("Content-Type: text/html; charset=utf-8", f"Content-Length: {len(body) * 3}"), body)


def _cut(scene: Scene, request: Request) -> Answer:
    if not is_cited(scene, request):
        return honest(scene, request)
    long = article_of(scene, text=(*scene.text, *scene.more_text("rest", 20)))
    return replace(html_answer(200, long), manner=Manner.CUT)


def _malformed(scene: Scene, request: Request) -> Answer:
    if not is_cited(scene, request):
        return honest(scene, request)
    body = article_of(scene).encode()
    lines = ("Content-Type: text/html; charset=utf-8", "X-Powered-By PHP", f"Content-Length: {len(body)}")
    return raw("HTTP/1.1 200 OK", lines, body)


def _many_headers(scene: Scene, request: Request) -> Answer:
    many = tuple((f"X-Trace-{number}", "0123456789") for number in range(120))
    answer = article(scene, request)
    return replace(answer, headers=(*answer.headers, *many))


def _legacy_encoding(scene: Scene, request: Request) -> Answer:
    if not is_cited(scene, request):
        return honest(scene, request)
    body = article_of(scene).replace('<meta charset="utf-8">', "").encode("cp1252", "xmlcharrefreplace")
    return Answer(headers=(("Content-Type", "text/html; charset=iso-8859-1"),), body=body)


def _file(media: str) -> LabelledKind:
    def answer(scene: Scene, request: Request) -> Answer:
        if not is_cited(scene, request):
            return honest(scene, request)
        made = pdf(
            CitedPage(url=scene.url, title=scene.title, author=scene.author, language=scene.language), scene.seed
        )
        return Answer(headers=(("Content-Type", media),), body=made)

    name = f"file-{media.rpartition('/')[2]}"
    return LabelledKind(name=name, answer=answer, verdict=Verdict.ALIVE, path="/media/rapport-annuel.pdf", before=name)


def _plain_text(scene: Scene, request: Request) -> Answer:
    if not is_cited(scene, request):
        return honest(scene, request)
    return Answer(headers=(("Content-Type", "text/plain; charset=utf-8"),), body="\n\n".join(scene.text).encode())


def _data(scene: Scene, request: Request) -> Answer:
    if not is_cited(scene, request):
        return honest(scene, request)
    rows = ",".join(f'{{"id": {number}, "text": "{text[:60]}"}}' for number, text in enumerate(scene.text))
    return Answer(headers=(("Content-Type", "application/json"),), body=f"[{rows}]".encode())


def _another_text(scene: Scene) -> str:
    return article_of(scene, text=scene.more_text("another", len(scene.text)))


def _little_left(scene: Scene) -> str:
    kept = max(1, len(scene.text) // 4)
    return article_of(scene, text=(*scene.text[:kept], *scene.more_text("rewritten", 2 * len(scene.text))))


def _own(name: str, make: object, **more: object) -> LabelledKind:
    return LabelledKind(name=name, answer=make, verdict=Verdict.ALIVE, before=name, **more)  # type: ignore[arg-type]


LIVING: tuple[LabelledKind, ...] = (
    LabelledKind(name="article", answer=article, verdict=Verdict.ALIVE),
    LabelledKind(name="changed-in-part", answer=instead(_changed_in_part), verdict=Verdict.ALIVE),
    LabelledKind(name="redesigned", answer=instead(_redesigned), verdict=Verdict.ALIVE),
    LabelledKind(name="with-comments", answer=instead(_with_comments), verdict=Verdict.ALIVE),
    _own("short", instead(_short)),
    _own("list", instead(_list_page)),
    _about(_ABOUT_ERRORS, "about-errors"),
    _about(_ABOUT_ERRORS, "about-errors-bare", layout="bare"),
    _about(_ABOUT_WALLS, "about-walls"),
    _about(_ABOUT_SALES, "about-sales"),
    LabelledKind(name="on-soft-site", answer=_on_soft_site, verdict=Verdict.ALIVE),
    _own("front-page", instead(home_of), path="/"),
    _own("front-page-with-message", instead(lambda scene: home_of(scene, scene.title)), path="/"),
    LabelledKind(name="to-https", answer=_to_https, verdict=Verdict.ALIVE, also=frozenset({Verdict.REDIRECTED})),
    LabelledKind(name="with-slash", answer=_with_slash, verdict=Verdict.ALIVE, path="/dossier/rapport-sur-les-quais"),
    _moved_to("neu", 301),
    _moved_to("neu", 302),
    _moved_to("archive", 308),
    _moved_to("a", 301, 302, 307, 301),
    _moved_to("content", 301, other_host=True),
    _moved_to("blog", 302, other_host=True),
    LabelledKind(name="by-refresh", answer=_by_refresh, verdict=Verdict.REDIRECTED),
    LabelledKind(name="raw-location", answer=_raw_location, verdict=Verdict.REDIRECTED),
    LabelledKind(name="behind-cookie", answer=_behind_cookie, verdict=Verdict.ALIVE),
    LabelledKind(name="behind-cookie-stop", answer=_behind_cookie_stop, verdict=Verdict.ALIVE),
    LabelledKind(name="lying-length", answer=_lying_length, verdict=Verdict.ALIVE),
    _own("cut", _cut),
    LabelledKind(
        name="malformed-header",
        answer=_malformed,
        verdict=Verdict.ALIVE,
        before="malformed-header",
    ),
    LabelledKind(name="many-headers", answer=_many_headers, verdict=Verdict.ALIVE),
    LabelledKind(name="legacy-encoding", answer=_legacy_encoding, verdict=Verdict.ALIVE),
    _file("application/pdf"),
    _file("application/octet-stream"),
    _own("plain-text", _plain_text, path="/rfc/notes.txt"),
    _own("data", _data, path="/api/records.json"),
)

CHANGED: tuple[LabelledKind, ...] = (
    LabelledKind(
        name="another-text", answer=instead(_another_text), verdict=Verdict.CONTENT_DRIFTED, is_later_only=True
    ),
    LabelledKind(
        name="little-left", answer=instead(_little_left), verdict=Verdict.CONTENT_DRIFTED, is_later_only=True
    ),
)
"""The same address and title, another text: whoever did not know it takes it for the page."""
