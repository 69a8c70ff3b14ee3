# ruff: noqa: E501  (a table of titles, read a case a line)
"""Pages that say they are lost: in further languages, in JSON, and to machines only."""

import pytest

from sourcekeeper.model import PageKind
from sourcekeeper.web.page import read_page

URL = "https://gazette.example/2019/03/x"


def kind_and_code(body: str, content_type: str = "text/html", **headers: str) -> tuple[PageKind, str]:
    page = read_page(
        body.encode(),
        url=URL,
        status=200,
        content_type=f"{content_type}; charset=utf-8",
        headers=tuple(headers.items()),
    )
    return page.kind, page.mark.code if page.mark else ""


LOST = {
    "pl": "Nie możemy odnaleźć: strona nie istnieje",
    "sv": "Vi kan inte hitta sidan",
    "da": "Siden findes desværre ikke",
    "no": "Artikkelen finnes ikke lenger",
    "fi": "Artikkelia ei löydy",
    "et": "Lehekülge ei leitud",
    "cs": "Požadovaný článek byl smazán",
    "sk": "Stránka nebola nájdená",
    "hu": "A keresett cikk nem elérhető",
    "ro": "Articolul nu există",
    "el": "Το άρθρο δεν υπάρχει πλέον",
    "ru": "Запрошенный документ не существует",
    "uk": "Статтю видалено: сторінка не існує",
    "bg": "Търсената страница не е открита",
    "sr": "Страница не постоји",
    "hr": "Članak nije dostupan",
    "sl": "Te strani ni bilo mogoče najti",
    "tr": "Aradığınız haber kaldırılmıştır",
    "ca": "Aquesta pàgina no existeix",
    "gl": "A páxina non existe",
    "eu": "Orria ez da existitzen",
    "lv": "Raksts nav pieejams",
    "lt": "Straipsnis nerastas",
    "is": "Síðan er ekki til",
    "cy": "Nid yw'r dudalen hon: heb ganfod y dudalen",
    "sq": "Faqja nuk u gjet",
    "ar": "عذرا، المقال غير متوفر",
    "he": "העמוד המבוקש לא קיים",
    "fa": "صفحه پیدا نشد",
    "hi": "यह पेज उपलब्ध नहीं है",
    "vi": "Bài viết không tồn tại",
    "id": "Artikel tidak tersedia",
    "th": "ไม่พบเพจ",
    "ja": "記事が見つかりません",
    "zh-Hans": "文章已被删除",
    "zh-Hant": "抱歉，找不到頁面",
    "ko": "기사를 찾을 수 없습니다",
}
HONEST = {
    "pl": (
        "Strona rzeki, której nie ma na mapie",
        "Autorka idzie wzdłuż rzeki i zapisuje, co mówią mieszkańcy starego portu, kiedy woda wraca na wiosnę i zalewa ogrody, drogi oraz małą stację kolejową.",
    ),
    "ru": (
        "Страница истории, которую не забыли",
        "Рассказ о том, как жители старого порта три года собирали письма, карты и снимки, чтобы внуки знали, чем жил берег до наводнения.",
    ),
    "ja": (
        "「ページが見つかりません」という題名の展覧会が町の図書館で開かれ、多くの人が訪れた",
        "町の図書館では、消えた頁を集めた展覧会が春から夏まで続いた。" * 6,
    ),
}


@pytest.mark.parametrize("title", LOST.values(), ids=LOST)
def test_a_page_that_says_it_is_lost_is_an_error_in_whatever_language(title):
    body = f"<!doctype html><title>{title} | Gazette</title><h1>{title}</h1><p>Gazette</p>"
    assert kind_and_code(body) == (PageKind.ERROR, "not-found-words")


@pytest.mark.parametrize(("title", "text"), HONEST.values(), ids=HONEST)
def test_a_story_about_pages_is_a_story(title, text):
    body = f"<!doctype html><title>{title}</title><h1>{title}</h1><p>{text}</p>"
    assert kind_and_code(body) == (PageKind.TEXT, "")


@pytest.mark.parametrize(
    ("answer", "is_lost"),
    [
        ('{"status": 404, "title": "x"}', True),
        ('{"statusCode": "410"}', True),
        ('{"error": "Not Found", "path": "/x"}', True),
        ('{"message": "Ressource introuvable"}', True),
        ('{"status": "ok", "rows": [404]}', False),
        ('{"title": "Rapport", "code": 4041}', False),
        ('{"status": 404', False),
        ('{"status": 404, "rows": [' + "1," * 600 + "1]}", False),
        ("{" + '"a":{' * 2000, False),
    ],
)
def test_an_answer_in_json_may_say_that_it_is_none(answer, is_lost):
    assert (kind_and_code(answer, "application/json")[1] == "not-found-words") is is_lost


def test_a_frame_of_scripts_that_tells_search_engines_404_is_an_error():
    body = '<title>Gazette</title><meta name="prerender-status-code" content="404"><div id="root"></div><script src="/a.js"></script>'
    assert kind_and_code(body) == (PageKind.ERROR, "not-found-words")
    assert kind_and_code(body.replace("404", "200"))[1] == "script-shell"


def test_a_player_without_its_video_is_an_error():
    body = (
        '<title> - Videos</title><script>var r = {"playabilityStatus": {"status": "ERROR", "reason": "x"}};</script>'
    )
    assert kind_and_code(body) == (PageKind.ERROR, "not-found-words")
    assert kind_and_code(body.replace("ERROR", "OK"))[1] == "script-shell"


def test_a_page_of_nothing_but_scripts_shows_nothing_and_one_of_pictures_does():
    assert kind_and_code("<html><script>run()</script></html>") == (PageKind.UNKNOWN, "script-shell")
    assert kind_and_code("<html><script>run()</script><img src=/plan.png></html>") == (PageKind.TEXT, "")


def test_a_form_that_is_sent_to_a_login_at_once_is_a_login():
    body = "<html><body onload='send()'><form action='https://sso.example/'><input type=hidden name=SAMLRequest value=x></form><noscript>Continue</noscript></body></html>"
    assert kind_and_code(body) == (PageKind.LOGIN, "login-form")


@pytest.mark.parametrize("header", ["x-datadome", "x-kpsdk-ct"])
@pytest.mark.parametrize(("status", "is_wall"), [(403, True), (429, True), (404, False), (410, False), (500, False)])
def test_a_guarded_site_still_says_itself_what_it_has_not(header, status, is_wall):
    page = read_page(b"<title>Gazette</title><h1>Gazette</h1>", url=URL, status=status, headers=((header, "1"),))
    assert (page.mark is not None and page.mark.code == "bot-wall") is is_wall


def test_a_script_of_a_guard_in_a_page_that_tells_something_is_no_wall():
    story = "<p>" + "Le canal, ses bancs et ses lampes ont changé de couleur sous la pluie de mars. " * 5 + "</p>"
    body = f"<title>Le canal</title><h1>Le canal</h1>{story}<script src='/_Incapsula_Resource?SWJIYLWA=7'></script>"
    assert kind_and_code(body) == (PageKind.TEXT, "")


@pytest.mark.parametrize(
    ("title", "text", "code"),
    [
        ("Account suspended", "This user broke our rules.", "not-found-words"),
        ("Ce profil a été désactivé", "Découvrez d'autres profils.", "not-found-words"),
        ("Account suspended", "Contact your hosting provider for more information.", "placeholder-page"),
        ("Site suspendu", "Cet hébergement a été suspendu.", "placeholder-page"),
    ],
)
def test_an_account_that_was_shut_is_lost_and_a_site_that_was_is_a_placeholder(title, text, code):
    assert kind_and_code(f"<title>{title}</title><h1>{title}</h1><p>{text}</p>") == (PageKind.ERROR, code)
