# ruff: noqa: E501  (a table of phrases, read a case a line)
"""Walls, repairs and notices in further languages, and pages that show nothing, or nothing but that they are lost."""

import pytest

from sourcekeeper.model import PageKind
from sourcekeeper.web.folding import fold
from sourcekeeper.web.page import read_page
from sourcekeeper.web.walls.world_walls import closed

STORY = "<p>Les riverains du canal demandent un banc, une lampe et un arrêt de bus avant l'hiver, et le conseil en a débattu hier soir pendant trois heures.</p>"


def code(
    title: str, body: str, *, head: str = "", status: int = 200, url: str = "https://gazette.example/n/71"
) -> str:
    markup = f"<!doctype html><html><head><title>{title}</title>{head}</head><body>{body}</body></html>"
    page = read_page(markup.encode(), url=url, status=status, content_type="text/html; charset=utf-8")
    return page.mark.code if page.mark else ""


CHECKS = {
    "pl": ("gazette", "<p>Upewniamy się, że nie jesteś botem. To potrwa chwilę.</p>"),
    "sv": ("gazette", "<p>Bekräfta att du är en människa.</p>"),
    "da": ("Sikkerhedskontrol", "<p>Vent venligst.</p>"),
    "cs": ("gazette", "<p>Ověřujeme, že nejste robot.</p>"),
    "ru": ("gazette", "<p>Подтвердите, пожалуйста, что вы человек.</p>"),
    "uk": ("Перевірка браузера", "<p>Зачекайте.</p>"),
    "el": ("gazette", "<p>Ελέγχουμε αν είστε ρομπότ.</p>"),
    "ar": ("gazette", "<p>نتحقق من أنك لست روبوتا</p>"),
    "ja": ("gazette", "<p>あなたがロボットではないことを確認しています。</p>"),
    "zh": ("人机验证", "<p>请拖动滑块。</p>"),
    "ko": ("보안 확인", "<p>잠시만 기다려 주십시오.</p>"),
    "too fast": ("提示", "<p>访问过于频繁，请一小时后再试。</p>"),
    "odd traffic": ("gazette", "<p>Wykryliśmy nietypowy ruch z Państwa sieci.</p>"),
    "refused pl": ("Odmowa dostępu", "<p>403</p>"),
    "refused ru": ("Доступ запрещён", "<p>Обратитесь к администратору.</p>"),
    "refused ja": ("アクセスが拒否されました", "<p>管理者に連絡してください。</p>"),
    "from abroad": ("gazette", "<p>海外からのアクセスはできません。</p>"),
    "by way of a proxy": ("Blocked", "<p>A VPN or proxy was detected. Turn off your VPN to read on.</p>"),
    "queries": ("Sorry", "<p>Your network may be sending automated queries.</p>"),
    "signed": ("Access Denied", "<h1>Access Denied</h1><p>Reference #18.2d</p>"),
}


@pytest.mark.parametrize(("title", "body"), CHECKS.values(), ids=CHECKS)
def test_a_check_for_robots_is_a_wall_in_any_language(title, body):
    assert code(title, body) == "bot-wall"


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_is_not_there_may_ask_for_proof_in_its_form(status):
    assert (
        code("Nie znaleziono", "<p>Potwierdź, że nie jesteś robotem, i napisz do nas.</p>", status=status)
        == f"http-{status}"
    )


@pytest.mark.parametrize("body", [CHECKS["pl"][1], CHECKS["ru"][1], CHECKS["zh"][1]], ids=["pl", "ru", "zh"])
def test_a_story_about_robots_is_none(body):
    assert code("Les robots du canal", f"<h1>Les robots du canal</h1>{STORY * 3}{body}") == ""


LAWS = {
    "en": "This website has been seized under a seizure warrant of the county court.",
    "fr": "Accès bloqué en application d'une ordonnance du tribunal.",
    "it": "Il portale è stato disabilitato in esecuzione di un decreto.",
    "es": "Por orden judicial este servicio ha sido bloqueado.",
    "ru": "Доступ ограничен на основании закона.",
    "zh": "依法关闭",
}


@pytest.mark.parametrize("notice", LAWS.values(), ids=LAWS)
def test_a_notice_of_a_court_or_an_authority_is_known(notice):
    assert code("Notice", f"<p>{notice}</p>") == "legal-notice"


REPAIRS = [
    "Prace konserwacyjne",
    "Planerat underhåll",
    "Ведутся технические работы",
    "Υπό κατασκευή",
    "الموقع قيد الصيانة",
    "システムメンテナンス中",
    "网站维护中",
    "Probíhá údržba",
]


@pytest.mark.parametrize("title", REPAIRS)
def test_repairs_are_known_in_further_languages(title):
    assert code(title, f"<h1>{title}</h1>") == "maintenance-page"


DOMAINS = {
    "pl": "Domena gazette.example jest na sprzedaż",
    "sv": "Domänen gazette.example är till salu",
    "ru": "Домен gazette.example припаркован",
    "ja": "このドメインの有効期限が切れました",
    "zh": "该域名已到期",
    "fr": "Le domaine gazette.example n'a pas encore de site",
}


@pytest.mark.parametrize("text", DOMAINS.values(), ids=DOMAINS)
def test_a_domain_without_a_site_is_parked(text):
    assert code("gazette.example", f"<p>{text}</p>") == "parked-page"


def test_the_page_a_lander_script_leads_to_is_parked():
    assert (
        code("", "<div id=root></div><script src=a.js></script>", url="https://gazette.example/lander")
        == "parked-page"
    )


MENU = "".join(f"<div><a href=/{n}>Rubrique {n}</a></div>" for n in range(40))
NOTICES = {
    "its title is kept": (
        "The choir pays for the bridge",
        "<h1>The choir pays for the bridge</h1><p>Ann Lee, 2 May 2019</p><p>This article is no longer available.</p>",
    ),
    "beside a menu": (
        "Le chœur paie le pont",
        f"{MENU}<h1>Le chœur paie le pont</h1><p>Cet article a été retiré à la demande de son auteur.</p>",
    ),
    "of a wiki": (
        "Most nad rzeką",
        "<h1>Most nad rzeką</h1><div class='noarticletext mw-content-ltr'><p>Tekst.</p></div>",
    ),
    "whatever was asked for": ("Forum", f"{MENU}<p>The requested poll does not exist.</p>"),
    "by number": ("Archiv", f"{MENU}<p>Kein Gutachten mit dieser Nummer vorhanden.</p>"),
    "in place of it": ("Erreur", "<p>Unable to locate the record.</p>"),
    "under a banner": (
        "Gazette",
        f"<div role=dialog>We and our 30 partners store information.</div>{MENU}<p>Strona nie istnieje.</p>",
    ),
    "of a frame": (
        "Gazette",
        '<div id=__next></div><script id=__NEXT_DATA__ type=application/json>{"page":"/404","query":{}}</script>',
    ),
    "deleted by whom": ("", "<h2>该内容已被作者删除</h2>"),
    "a video": ("動画サービス", "<p>この動画は削除されました。</p>"),
}


@pytest.mark.parametrize(("title", "body"), NOTICES.values(), ids=NOTICES)
def test_a_page_that_shows_nothing_but_its_loss_is_lost(title, body):
    assert code(title, body) == "not-found-words"


KEPT = {
    "a withdrawn paper with its abstract": f"<h1>A lemma on bridges</h1><p>This paper has been withdrawn by its author. {STORY}</p>",
    "a product, described": f"<h1>A lamp</h1><p>This product is no longer available.</p>{STORY * 3}",
    "a word that ends in gone": "<h1>erratum</h1><p>An error in printing. See also: lost, missing, gone.</p>",
    "a page under a banner": "<div role=dialog>We and our 30 partners store information.</div><h1>Population</h1><p>67,012</p>",
}


@pytest.mark.parametrize("body", KEPT.values(), ids=KEPT)
def test_a_page_that_shows_its_work_is_kept(body):
    assert code("Gazette", body) == ""


def test_what_may_be_there_for_others_is_neither_lost_nor_a_login():
    body = "<h1>Page not found</h1><p>It was deleted, or you don't have permission to view it.</p>"
    assert code("Page not found", body) == "private-or-lost"


@pytest.mark.parametrize("markup", ["\n\n  <!-- x -->\n", "<html><head><title></title></head><body></body></html>"])
def test_mark_up_that_shows_nothing_is_empty(markup):
    page = read_page(markup.encode(), url="https://gazette.example/n/7", status=200, content_type="text/html")
    assert (page.kind, page.mark and page.mark.code) == (PageKind.UNKNOWN, "empty-body")


@pytest.mark.parametrize(
    "markup",
    [
        "<frameset><frame src=a.htm></frameset>",
        "<body><img src=a.png></body>",
        "<body><video src=a.mp4></video></body>",
    ],
)
def test_frames_and_pictures_are_something(markup):
    page = read_page(markup.encode(), url="https://gazette.example/n/7", status=200, content_type="text/html")
    assert page.mark is None


DATA = {
    "nested": ('{"success": false, "error": {"code": "RESOURCE_NOT_FOUND", "message": "x"}}', "application/json"),
    "OAI-PMH": ('<?xml version="1.0"?><OAI-PMH><error code="idDoesNotExist">x</error></OAI-PMH>', "text/xml"),
    "S3": ("<Error><Code>NoSuchKey</Code></Error>", "application/xml"),
}


@pytest.mark.parametrize(("body", "media"), DATA.values(), ids=DATA)
def test_answers_to_programs_say_that_there_is_no_such_thing(body, media):
    page = read_page(body.encode(), url="https://api.example/7", status=200, content_type=media)
    assert page.mark is not None
    assert page.mark.code == "not-found-words"


FAREWELLS = [
    "Our forum has been shut down.",
    "Le journal a cessé de paraître.",
    "Das Angebot wurde eingestellt.",
    "Urząd został połączony z nową agencją. Strona została zamknięta.",
    "当サイトのサービスは終了しました",
    "本站已停止服务",
    "Портал закрыт.",
]


@pytest.mark.parametrize("text", FAREWELLS)
def test_a_farewell_is_told_from_a_wall(text):
    assert closed().search(fold(text))


@pytest.mark.parametrize("text", ["Vent venligst.", "Verifying…", "Un instant, s'il vous plaît."])
def test_what_may_be_a_wall_is_no_farewell(text):
    assert not closed().search(fold(text))
