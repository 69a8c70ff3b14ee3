# ruff: noqa: E501  (phrases of one language stand on one line)
"""What the kinds of the labelled web have in common: a page that is there, a page that is not, and the choice. Pure."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from html import escape
from typing import Any

from sourcekeeper.model import Verdict
from sourcekeeper.sandbox.exchange import Answer, Headers, Manner, Request, html_answer
from sourcekeeper.sandbox.labelled.kinds import LabelledKind, Responder
from sourcekeeper.sandbox.labelled.scenes import Scene, article_of, framed, home_of

Page = Callable[[Scene], Answer]
Texts = Mapping[str, str]
"""Texts by language; several of one language stand apart by ``|``."""

NOT_FOUND_PAGE = {
    "en": "Page not found|404 - This page does not exist|Sorry, we couldn't find that page|The page you requested is no longer available",
    "fr": "Page introuvable|Erreur 404|Cette page n'existe plus|Désolé, la page demandée est introuvable",
    "de": "Seite nicht gefunden|Fehler 404|Diese Seite existiert nicht mehr|Die gewünschte Seite wurde nicht gefunden",
    "es": "Página no encontrada|Error 404|Esta página ya no existe|No encontramos la página que buscas",
    "it": "Pagina non trovata|Errore 404|Questa pagina non esiste più|La pagina richiesta non è disponibile",
    "pt": "Página não encontrada|Erro 404|Esta página já não existe|A página que procura não foi encontrada",
    "nl": "Pagina niet gevonden|Fout 404|Deze pagina bestaat niet meer|De opgevraagde pagina is niet gevonden",
}
_HINT = {
    "en": "Perhaps the address was mistyped, or the page has moved. Try our search or go back to the front page.",
    "fr": "L'adresse est peut-être mal saisie, ou la page a changé de place. Essayez la recherche ou revenez à l'accueil.",
    "de": "Vielleicht ist die Adresse falsch geschrieben, oder die Seite ist umgezogen. Nutzen Sie die Suche.",
    "es": "Quizá la dirección esté mal escrita o la página haya cambiado de sitio. Pruebe el buscador.",
    "it": "Forse l'indirizzo è sbagliato o la pagina è stata spostata. Prova la ricerca o torna alla home.",
    "pt": "Talvez o endereço esteja errado ou a página tenha mudado de lugar. Experimente a pesquisa.",
    "nl": "Misschien is het adres verkeerd getypt of is de pagina verhuisd. Probeer de zoekfunctie.",
}


def said(scene: Scene, texts: Texts, *names: object) -> str:
    """Return one of the texts in the scene's language."""
    return scene.pick((texts.get(scene.language) or texts["en"]).split("|"), *names)


def is_cited(scene: Scene, request: Request) -> bool:
    """Whether a request asks for the cited address, however it is escaped; the ``www.`` counts for nothing."""
    return request.host == scene.host and request.target.split("#")[0] == Request.of(scene.url).target


def page(scene: Scene, request: Request, body: str, *headers: tuple[str, str], status: int = 200) -> Answer:
    """Return a page as the scene's server sends pages: some chunked, some packed, some with validators."""
    answer = html_answer(
        status, body, ("Server", scene.pick(("nginx", "Apache", "Microsoft-IIS/10.0"), "server")), *headers
    )
    if status == 200 and scene.draw("etag") < 0.5:
        tag = f'"{hashlib.sha256(answer.body).hexdigest()[:16]}"'
        if tag in request.header("If-None-Match"):
            return Answer(status=304, headers=(("ETag", tag),))
        answer = replace(answer, headers=(*answer.headers, ("ETag", tag)))
    if "gzip" in request.header("Accept-Encoding") and scene.draw("gzip") < 0.5:
        packed = gzip.compress(answer.body, 5, mtime=0)
        answer = replace(answer, body=packed, headers=(*answer.headers, ("Content-Encoding", "gzip")))
    manner = Manner.CHUNKED if scene.draw("chunked") < 0.3 and answer.body else Manner.PLAIN
    return replace(answer, manner=manner, delay_seconds=0.02 * scene.draw("latency"))


def not_found_body(scene: Scene, *, status_shown: bool = True) -> str:
    """Return a site's own page for what it does not have."""
    title = said(scene, NOT_FOUND_PAGE, "not-found") if status_shown else scene.name
    content = f"<h1>{escape(said(scene, NOT_FOUND_PAGE, 'not-found'))}</h1><p>{escape(said(scene, _HINT, 'hint'))}</p>"
    return framed(scene, title, content, recommended=int(scene.draw("listed") * 6))


def honest(scene: Scene, request: Request) -> Answer:
    """Answer for whatever else is asked of an honest site: its front page, robots.txt, and 404."""
    if request.path in {"/", ""}:
        return page(scene, request, home_of(scene))
    if request.path == "/robots.txt":
        return Answer(headers=(("Content-Type", "text/plain"),), body=b"User-agent: *\nAllow: /\n")
    return page(scene, request, not_found_body(scene), status=404)


def article(scene: Scene, request: Request) -> Answer:
    """The living page on an honest site."""
    return page(scene, request, article_of(scene)) if is_cited(scene, request) else honest(scene, request)


def instead(
    make: Callable[[Scene], str], *headers: tuple[str, str], status: int = 200
) -> Callable[[Scene, Request], Answer]:
    """Return what answers with another page at the cited address only, on a site that is honest otherwise."""

    def answer(scene: Scene, request: Request) -> Answer:
        if is_cited(scene, request):
            return page(scene, request, make(scene), *headers, status=status)
        return honest(scene, request)

    return answer


def everywhere(
    make: Callable[[Scene], str], *headers: tuple[str, str], status: int = 200
) -> Callable[[Scene, Request], Answer]:
    """Return what answers with one page at any address of the site."""
    return lambda scene, request: page(scene, request, make(scene), *headers, status=status)


def bare(title: str, content: str, head: str = "", language: str = "en") -> str:
    """Return a page in no site's frame."""
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{escape(title)}</title>{head}</head>'
        f"<body>{content}</body></html>"
    )


def kind(
    name: str, answer: Responder, verdict: Verdict | None = Verdict.ALIVE, also: Iterable[Verdict] = (), **more: Any
) -> LabelledKind:
    """Return a kind that was itself in better days, unless it is told what else it was."""
    more.setdefault("before", name)
    return LabelledKind(name=name, answer=answer, verdict=verdict, also=frozenset(also), **more)


def shown(paragraphs: Iterable[str]) -> str:
    """Return paragraphs as mark-up."""
    return "".join(f"<p>{escape(each)}</p>\n" for each in paragraphs)


def bare_host(scene: Scene) -> str:
    """Return the scene's host without its ``www.``."""
    return scene.host.removeprefix("www.")


def moved_path(scene: Scene) -> str:
    """Return where the page stands after a move inside its site."""
    return f"/magazine/{scene.slug}-{int(scene.draw('new') * 9000)}"


def raw(status_line: str, headers: Headers | Sequence[str], body: bytes) -> Answer:
    """Return an answer that goes over the wire exactly so."""
    lines = [each if isinstance(each, str) else f"{each[0]}: {each[1]}" for each in headers]
    return Answer(manner=Manner.RAW, body="\r\n".join((status_line, *lines, "", "")).encode() + body)


__all__ = [
    "NOT_FOUND_PAGE",
    "LabelledKind",
    "article",
    "bare",
    "bare_host",
    "everywhere",
    "honest",
    "instead",
    "is_cited",
    "kind",
    "moved_path",
    "not_found_body",
    "page",
    "raw",
    "said",
    "shown",
]
