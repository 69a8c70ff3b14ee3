# ruff: noqa: E501  (an answer is told on one line)
"""Kinds that are lost in words, marks and places that `lost` and `vanished` do not have, or are somebody else's now."""

from __future__ import annotations

import json
from collections.abc import Callable
from html import escape

from sourcekeeper.model import Verdict
from sourcekeeper.sandbox.exchange import Answer, Request, json_answer, redirect
from sourcekeeper.sandbox.labelled.answers import (
    LabelledKind,
    bare,
    everywhere,
    honest,
    instead,
    is_cited,
    kind,
    page,
)
from sourcekeeper.sandbox.labelled.scenes import Scene, framed, home_of

_SOFT, _HOME, _PARKED, _USURPED = Verdict.SOFT_404, Verdict.MOVED_TO_HOME, Verdict.PARKED, Verdict.USURPED
_DRIFT, _U = Verdict.CONTENT_DRIFTED, Verdict.UNKNOWN

_TAKEN = {
    "en": "This article is no longer available on our website.",
    "fr": "Cet article a été retiré par la rédaction.",
    "de": "Dieser Beitrag ist nicht mehr verfügbar.",
    "es": "Esta noticia ya no está disponible.",
    "it": "Questo articolo non è più disponibile.",
    "pt": "Este artigo já não está disponível.",
    "nl": "Dit artikel is niet meer beschikbaar.",
}
_FOREIGN = {
    "lost-topic-ru": ("Форум", "Запрошенной темы не существует."),
    "lost-post-ru": ("Лента", "Запись удалена или ещё не создана."),
    "lost-thread-zh": ("提示信息", "抱歉，指定的主题不存在或已被删除"),
    "lost-words-zh": ("", "该内容已被发布者删除"),
    "lost-video-ja": ("動画", "この動画は投稿者によって削除されました。"),
    "lost-term-ja": ("ニュース", "この記事の掲載期間は終了しました。"),
    "lost-post-ko": ("블로그", "존재하지 않는 게시물입니다."),
    "lost-programme-sv": ("Play", "Programmet är inte längre tillgängligt."),
    "lost-article-pl": ("Portal", "Ten artykuł jest już niedostępny."),
    "lost-number-el": ("Αρχείο", "Δεν υπάρχει άρθρο με αυτόν τον αριθμό."),
    "lost-page-ar": ("عفوا", "تعذر العثور على الصفحة المطلوبة."),
}
_ASKED = {
    "lost-topic": "The requested topic does not exist.",
    "lost-match": "There is no document matching your request.",
    "lost-number-de": "Kein Gutachten mit dieser Nummer vorhanden.",
    "lost-identifier": "Invalid identifier",
    "lost-locate": "We could not locate the item you are trying to view.",
    "lost-thread": "Invalid Thread specified.",
    "lost-yet": "This topic does not exist yet.",
    "lost-sujet": "Le sujet demandé n’existe pas.",
}
_DOMAINS = {
    "domain-pl": "Domena jest zaparkowana na naszych serwerach.",
    "domain-sv": "Domänen är parkerad hos oss.",
    "domain-ru": "Срок регистрации домена истёк.",
    "domain-ja": "このドメインの有効期限が切れました。",
    "domain-zh": "该域名已到期。",
    "domain-fr": "Ce nom de domaine n'a pas encore de site web.",
}
_TRADES = {
    "trade-pl": ("Kasyno online", "Automaty, ruletka i darmowe spiny. Kasyno bez depozytu, bonus 200 %."),
    "trade-el": ("Καζίνο", "Φρουτάκια, ρουλέτα, στοίχημα. Το καλύτερο καζίνο με δώρο."),
    "trade-ru": ("Казино", "Игровые автоматы, рулетка и ставки. Рабочее зеркало казино."),
    "trade-pt": ("Casas de apostas", "Apostas, cassino e roleta ao vivo. Rodadas grátis no cassino."),
    "trade-zh": ("娱乐城", "百家乐、老虎机、体育投注，注册送彩金。"),
    "trade-ja": ("ブランドコピー", "スーパーコピー激安通販、ブランドコピー専門店。"),
}
_FAREWELLS = {
    "farewell-ja": "当サイトのサービスは終了しました。",
    "farewell-zh": "本站已停止服务。",
    "farewell-ru": "Портал закрыт. Спасибо, что были с нами.",
    "farewell-sv": "Myndigheten uppgick i en annan. Webbplatsen är stängd.",
    "farewell-pl": "Urząd został połączony z inną agencją. Strona została zamknięta.",
    "farewell-de": "Unser Amt ist in einer neuen Behörde aufgegangen. Diese Seiten sind geschlossen.",
}


def _kept_title(scene: Scene) -> str:
    notice = escape(_TAKEN[scene.language])
    return framed(scene, scene.title, f"<h1>{escape(scene.title)}</h1><p>{scene.date}</p><p>{notice}</p>")


def _under_banner(scene: Scene) -> str:
    banner = (
        '<div role="dialog" id="cmp">We and our 312 partners store information. Nous et nos 312 partenaires.</div>'
    )
    return framed(scene, scene.name, f"{banner}<p>{escape(_TAKEN[scene.language])}</p>", recommended=14)


def _wiki(scene: Scene) -> str:
    note = '<div class="noarticletext mw-content-ltr"><p>…</p></div>'
    return framed(scene, scene.title, f"<h1>{escape(scene.title)}</h1>{note}", layout="wiki", recommended=0)


def _frame_of_scripts(scene: Scene) -> str:
    state = {"props": {"pageProps": {"statusCode": 404}}, "page": "/404", "query": {}}
    script = f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(state)}</script>'
    return bare(scene.name, f'<div id="__next"></div>{script}')


def _said(name: str, text: str) -> Callable[[Scene], str]:
    return lambda scene: framed(scene, name or scene.name, f"<p>{escape(text)}</p>", recommended=0)


def _bare(title: str, text: str) -> Callable[[Scene, Request], Answer]:
    """Return what shows one notice at any address; its title is the host's name where there is none."""

    def made(scene: Scene) -> str:
        return bare(title or scene.host, f"<h1>{escape(title or scene.name)}</h1><p>{text}</p>")

    return everywhere(made)


def _data(answer: Answer) -> Callable[[Scene, Request], Answer]:
    return lambda scene, request: answer if is_cited(scene, request) else honest(scene, request)


_OAI = b'<?xml version="1.0"?><OAI-PMH><error code="idDoesNotExist">unknown</error></OAI-PMH>'
_XML = Answer(headers=(("Content-Type", "text/xml"),), body=_OAI)
_NESTED = json_answer(200, {"success": False, "error": {"code": "RESOURCE_NOT_FOUND", "message": "-"}})
_ERRORS = json_answer(200, {"errors": [{"status": "404", "title": "Record missing"}]})


def _led(to: str, make: Callable[[Scene], str]) -> Callable[[Scene, Request], Answer]:
    def answer(scene: Scene, request: Request) -> Answer:
        if is_cited(scene, request):
            return redirect(302, to)
        return page(scene, request, make(scene)) if request.path == to else honest(scene, request)

    return answer


def _lander(scene: Scene, request: Request) -> Answer:
    if request.path == "/lander":
        return page(scene, request, bare("", '<div id="root"></div><script src="/main.js"></script>'))
    return page(scene, request, "<html><head><script>window.location.href='/lander'</script></head></html>")


def _publications(scene: Scene) -> str:
    return framed(
        scene, scene.name, f"<ul>{''.join(f'<li>{text[:60]}</li>' for text in scene.more_text('p', 9))}</ul>"
    )


NOTICES: tuple[LabelledKind, ...] = (
    kind("taken-title-kept", instead(_kept_title), _SOFT, {_DRIFT}, before="article"),
    kind("taken-under-banner", instead(_under_banner), _SOFT, before="article"),
    *(kind(name, instead(_said(*told)), _SOFT, before="article") for name, told in _FOREIGN.items()),
    *(kind(name, instead(_said("", text)), _SOFT, before="article") for name, text in _ASKED.items()),
    kind("wiki-without-text", everywhere(_wiki), _SOFT, before="article"),
    kind("frame-says-404", everywhere(_frame_of_scripts), _SOFT, {_U}, before="article"),
    kind("oai-without-record", _data(_XML), _SOFT, before="article"),
    kind("json-nested-loss", _data(_NESTED), _SOFT, before="article"),
    kind("json-listed-loss", _data(_ERRORS), _SOFT, before="article"),
    kind("to-portal-home", _led("/web/guest/home", home_of), _HOME, {_SOFT}, before="article"),
    kind(
        "file-to-folder",
        _led("/publications/", _publications),
        _SOFT,
        {_HOME},
        path="/publications/eau-2017.pdf",
        before="article",
    ),
    kind("lander-by-script", _lander, _PARKED, {_SOFT}, before="article"),
    *(kind(name, _bare("", text), _PARKED, {_SOFT}, before="article") for name, text in _DOMAINS.items()),
    *(kind(name, _bare(title, text), _USURPED, {_SOFT}, before="article") for name, (title, text) in _TRADES.items()),
    *(kind(name, _bare("", text), _SOFT, {_HOME, _PARKED}, before="article") for name, text in _FAREWELLS.items()),
)
"""Dead, all of them."""
