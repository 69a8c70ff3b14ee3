# ruff: noqa: E501  (phrases of one language stand on one line)
"""Kinds of pages that are not there any more, whatever the status says."""

from __future__ import annotations

from html import escape
from urllib.parse import quote

from sourcekeeper.model import Verdict
from sourcekeeper.sandbox.exchange import Answer, Request, html_answer, json_answer, redirect
from sourcekeeper.sandbox.labelled.answers import (
    NOT_FOUND_PAGE,
    LabelledKind,
    bare,
    everywhere,
    honest,
    instead,
    is_cited,
    not_found_body,
    page,
    said,
)
from sourcekeeper.sandbox.labelled.scenes import Scene, article_of, framed, home_of

_SEARCH = {
    "en": "Search results|0 results|Search",
    "fr": "Résultats de recherche|Aucun résultat|Rechercher",
    "de": "Suchergebnisse|Keine Treffer|Suche",
    "es": "Resultados de búsqueda|Sin resultados|Buscar",
    "it": "Risultati della ricerca|Nessun risultato|Cerca",
    "pt": "Resultados da pesquisa|Nenhum resultado|Pesquisar",
    "nl": "Zoekresultaten|Geen resultaten|Zoeken",
}
_WITHDRAWN = {
    "en": "This article has been removed|This content is no longer available|The article you are looking for has expired",
    "fr": "Cet article a été supprimé|Ce contenu n'est plus disponible|L'article que vous cherchez n'est plus en ligne",
    "de": "Dieser Artikel ist nicht mehr verfügbar|Der Beitrag wurde gelöscht|Dieser Inhalt existiert nicht mehr",
    "es": "Este artículo ya no está disponible|El contenido ha sido eliminado|Este artículo fue retirado",
    "it": "Questo articolo non è più disponibile|Il contenuto è stato rimosso|L'articolo è stato eliminato",
    "pt": "Este artigo já não está disponível|O conteúdo foi removido|Este artigo foi eliminado",
    "nl": "Dit artikel is niet meer beschikbaar|Deze inhoud is verwijderd|Dit artikel bestaat niet meer",
}
_SITE_CLOSED = {
    "en": "Our service has come to an end. Thank you for these years.",
    "fr": "Notre service s'est arrêté. Merci pour ces années.",
    "de": "Unser Angebot wurde eingestellt. Danke für die gemeinsamen Jahre.",
    "es": "Nuestro servicio ha terminado. Gracias por estos años.",
    "it": "Il nostro servizio è terminato. Grazie per questi anni.",
    "pt": "O nosso serviço terminou. Obrigado por estes anos.",
    "nl": "Onze dienst is gestopt. Bedankt voor deze jaren.",
}


def _listing(scene: Scene) -> str:
    """A long page of what else there is: no phrase, and nothing of what was asked for."""
    teasers = "".join(f"<h2>{escape(text[:50])}</h2><p>{escape(text)}</p>" for text in scene.more_text("listing", 8))
    return framed(scene, scene.name, f"<h1>{escape(scene.name)}</h1>{teasers}", recommended=20)


def _soft_phrase(scene: Scene) -> str:
    return not_found_body(scene)


def _soft_withdrawn(scene: Scene) -> str:
    said_so = said(scene, _WITHDRAWN, "withdrawn")
    content = f"<h1>{escape(said_so)}</h1><p>{escape(scene.more_text('sorry', 1)[0][:120])}</p>"
    return framed(scene, said_so, content, recommended=8)


def _soft_heading(scene: Scene) -> str:
    """The phrase in a heading only; the title is the site's, as where a title cannot be changed."""
    content = f"<h2>{escape(said(scene, NOT_FOUND_PAGE, 'heading'))}</h2><p>{escape(scene.name)}</p>"
    return framed(scene, scene.name, content, layout="ministry", recommended=3)


def _search_page(scene: Scene) -> str:
    form = '<form action="/search"><input type="search" name="q"><button>OK</button></form>'
    title = said(scene, _SEARCH, "search")
    return framed(scene, title, f"<h1>{escape(title)}</h1>{form}", recommended=10)


def _in_one_folder(scene: Scene, request: Request) -> Answer:
    """Only the cited page's folder is a script's that answers 200 to anything."""
    folder = scene.path.rpartition("/")[0]
    if request.path.startswith(folder + "/") or is_cited(scene, request):
        return page(scene, request, _listing(scene))
    return honest(scene, request)


def _to(place: str, make: object = None, status: int = 302) -> object:
    def answer(scene: Scene, request: Request) -> Answer:
        where = place.replace("{q}", quote(scene.slug.replace("-", " "))).replace("{lang}", scene.language)
        path = where.partition("?")[0]
        if request.path == path:
            return page(scene, request, make(scene)) if make else honest(scene, request)  # type: ignore[operator]
        if request.path == "/robots.txt":
            return honest(scene, request)
        return redirect(status, where)

    return answer


def _home_of_new_site(scene: Scene, request: Request) -> Answer:
    if request.host != scene.host:
        return honest(scene, request)
    return redirect(301, f"https://{_successor(scene)}/")


def _successor(scene: Scene) -> str:
    return "portal-" + scene.host.removeprefix("www.")


def _refresh_home(scene: Scene, request: Request) -> Answer:
    if request.path in {"/", "/robots.txt"}:
        return honest(scene, request)
    return html_answer(200, bare("", "", '<meta http-equiv="refresh" content="0;url=/">'))


def _script_home(scene: Scene, request: Request) -> Answer:
    if request.path in {"/", "/robots.txt"}:
        return honest(scene, request)
    return html_answer(200, bare("", '<script>window.location.href = "/";</script>'))


def _gone_json(scene: Scene, request: Request) -> Answer:
    return json_answer(404, {"message": "not found"}) if is_cited(scene, request) else honest(scene, request)


def _gone_empty(scene: Scene, request: Request) -> Answer:
    return (
        Answer(status=404, headers=(("Content-Type", "text/html"),))
        if is_cited(scene, request)
        else honest(scene, request)
    )


def _gone_long(scene: Scene) -> str:
    return article_of(scene, title=said(scene, NOT_FOUND_PAGE, "gone"), text=scene.more_text("gone", 8))


def _loop(scene: Scene, request: Request) -> Answer:
    if request.path.startswith("/alt"):
        return redirect(302, scene.path)
    return redirect(302, "/alt" + scene.path) if is_cited(scene, request) else honest(scene, request)


def _self_loop(scene: Scene, request: Request) -> Answer:
    return redirect(301, request.target) if is_cited(scene, request) else honest(scene, request)


def _chain(_scene: Scene, request: Request) -> Answer:
    step = request.path.rpartition("/")[2]
    return redirect(302, f"/s/{int(step) + 1 if step.isdecimal() and len(step) < 6 else 1}")


def _kind(name: str, answer: object, verdict: Verdict, *also: Verdict, **more: object) -> LabelledKind:
    return LabelledKind(name=name, answer=answer, verdict=verdict, also=frozenset(also), **more)  # type: ignore[arg-type]


_SOFT, _HOME, _GONE = Verdict.SOFT_404, Verdict.MOVED_TO_HOME, Verdict.GONE
_DEEP = "/rapports/2021/etude-sur-les-quais-du-port"

LOST: tuple[LabelledKind, ...] = (
    _kind("gone", instead(not_found_body, status=404), _GONE),
    _kind("gone-410", instead(not_found_body, status=410), _GONE),
    _kind("gone-json", _gone_json, _GONE),
    _kind("gone-empty", _gone_empty, _GONE),
    _kind("gone-long", instead(_gone_long, status=404), _GONE),
    _kind("gone-home", instead(home_of, status=404), _GONE),
    _kind(
        "gone-after-redirect",
        lambda scene, request: (
            redirect(301, "/neu" + scene.path) if is_cited(scene, request) else honest(scene, request)
        ),
        _GONE,
    ),
    _kind("soft-phrase", everywhere(_soft_phrase), _SOFT),
    _kind("soft-phrase-here-only", instead(_soft_phrase), _SOFT),
    _kind("soft-withdrawn", instead(_soft_withdrawn), _SOFT),
    _kind("soft-heading", everywhere(_soft_heading), _SOFT),
    _kind("soft-listing", everywhere(_listing), _SOFT),
    _kind("soft-home-page", everywhere(home_of), _SOFT, _HOME),
    _kind(
        "soft-home-with-message",
        everywhere(lambda scene: home_of(scene, said(scene, NOT_FOUND_PAGE, "message"))),
        _SOFT,
        _HOME,
    ),
    _kind("soft-in-one-folder", _in_one_folder, _SOFT, path="/catalogue/item/" + "etude-sur-les-quais"),
    _kind("soft-search", everywhere(_search_page), _SOFT),
    _kind(
        "soft-site-closed",
        everywhere(
            lambda scene: framed(
                scene,
                scene.name,
                f"<h1>{escape(scene.name)}</h1><p>{said(scene, _SITE_CLOSED, 'closed')}</p>",
                recommended=0,
            )
        ),
        _SOFT,
    ),
    _kind("to-search", _to("/search?q={q}", _search_page), _SOFT),
    _kind("to-error", _to("/404.html", not_found_body), _SOFT),
    _kind("to-not-found", _to("/errors/page-not-found", _listing, 301), _SOFT),
    _kind("to-listing", _to("/actualites", _listing), _SOFT),
    _kind("home-302", _to("/"), _HOME, path=_DEEP),
    _kind("home-301", _to("/", None, 301), _HOME),
    _kind("home-language", _to("/{lang}/", home_of), _HOME),
    _kind(
        "home-message", _to("/?msg=404", lambda scene: home_of(scene, said(scene, NOT_FOUND_PAGE, "m"))), _HOME, _SOFT
    ),
    _kind("home-index", _to("/index.php", home_of), _HOME),
    _kind("home-of-new-site", _home_of_new_site, _HOME, other_hosts=lambda scene: (_successor(scene),)),
    _kind("home-by-refresh", _refresh_home, _HOME),
    _kind("home-by-script", _script_home, _HOME),
    _kind("loop", _loop, Verdict.REDIRECT_LOOP),
    _kind("loop-itself", _self_loop, Verdict.REDIRECT_LOOP),
    _kind("chain", _chain, Verdict.REDIRECT_LOOP),
)
