# ruff: noqa: E501  (the tables of pages are read a case a line)

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcekeeper.model import Name, Page, PageKind, PartialDate
from sourcekeeper.web.page import MAX_MARKUP_BYTES, form_of, read_page
from sourcekeeper.web.page_text import MAX_TEXT_LENGTH

URL = "https://www.journal.example/rapports/cameras"
TEXT = "La commune a voté hier soir un budget que personne n'avait vu venir, et les associations protestent. " * 5


def read(
    markup: str | bytes, *, url: str = URL, content_type: str = "text/html; charset=utf-8", status: int = 200
) -> Page:
    body = markup if isinstance(markup, bytes) else markup.encode()
    return read_page(body, url=url, status=status, content_type=content_type)


def page(head: str = "", body: str = "", *, title: str = "", lang: str = "fr") -> Page:
    return read(
        f"<!doctype html><html lang={lang}><head><title>{title}</title>{head}</head><body>{body}</body></html>"
    )


def linked(data: str) -> str:
    return f'<script type="application/ld+json">{data}</script>'


def meta(**contents: str) -> str:
    return "".join(f'<meta name="{name}" content="{content}">' for name, content in contents.items())


def prop(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


# --- what it is -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "content_type", "form"),
    [
        (b"%PDF-1.7", "text/html", "file"),
        (b"<!DOCTYPE html><p>a", "application/pdf", "markup"),
        (b"\xef\xbb\xbf<html>", "", "markup"),
        (b"<?xml version='1.0'?>\n<!-- x -->\n<!DOCTYPE html>", "application/octet-stream", "markup"),
        (b"<p>a", "text/html", "markup"),
        (b"<p>a", "", "markup"),
        (b"just words", "", "text"),
        (b"just words", "text/plain", "text"),
        (b'{"a":1}', "application/json", "text"),
        (b"\x00\x01\x02", "text/plain", "file"),
        (b"\xff\xfea\x00", "text/plain", "text"),
        (b"\x01\x02", "", "file"),
        (b"a", "image/svg", "file"),
        (b"  \n", "text/html", "nothing"),
    ],
)
def test_the_bytes_are_believed_before_the_type(body, content_type, form):
    assert form_of(body, content_type) == form


def test_a_file_is_a_text_without_text_or_item():
    assert read(b"%PDF-1.7 ...", content_type="application/pdf") == Page(kind=PageKind.TEXT)


def test_a_file_answered_with_an_error_is_an_error():
    assert read(b"%PDF-1.7 ...", content_type="application/pdf", status=404).kind is PageKind.ERROR


def test_an_empty_answer_is_unknown():
    found = read(b"")
    assert found.kind is PageKind.UNKNOWN
    assert found.mark is not None
    assert found.mark.code == "empty-body"


def test_plain_text_is_its_own_main_text():
    assert read(b"  Ein  Text\r\n\r\nmit Zeilen ", content_type="text/plain").text == "Ein Text\nmit Zeilen"


def test_markup_that_is_only_a_comment_shows_nothing():
    assert read("<!-- nothing -->").kind is PageKind.UNKNOWN


# --- main text ------------------------------------------------------------------------------------------------------


def test_the_main_text_leaves_out_what_stands_around_it():
    found = page(
        body=f"<nav>Accueil Contact</nav><header>Le Journal</header><script>var a</script><style>b</style>"
        f"<div class='cookie-banner'>Acceptez nos cookies</div><h1>Titre</h1><p>{TEXT}</p><aside>À lire aussi</aside>"
        f"<form>Abonnez-vous <input></form><footer>© 2024</footer>"
    )
    assert found.text == f"Titre\n{' '.join(TEXT.split())}"


def test_inline_marks_do_not_part_words_and_blocks_do():
    assert page(body="<p>dé<b>but</b> et<br>fin</p><p>suite</p>").text == "début et\nfin\nsuite"


def test_a_page_that_is_one_big_form_keeps_its_text():
    paragraphs = f"<p>{TEXT}</p>" * 3
    assert "associations" in page(body=f"<form id=aspnetForm><div>{paragraphs}</div></form>").text


def test_a_page_wrapped_in_a_block_called_after_cookies_keeps_its_text():
    paragraphs = f"<p>{TEXT}</p>" * 8
    assert "associations" in page(body=f"<div class='no-cookie-consent'>{paragraphs}</div>").text


def test_the_main_element_is_the_whole_text():
    found = page(body=f"<div>Promotions du jour</div><main><p>{TEXT}</p></main><div>Encore des promotions</div>")
    assert "Promotions" not in found.text


@pytest.mark.parametrize(
    "markup",
    [
        "<!doctype html><title>Un budget</title><article><p>{}</p></article> fin",
        "<html lang=fr><title>Un budget</title><meta charset=utf-8><main>{}</main><section>fin</section></html>",
        "<title>Un budget</title><x-page><p>{}</p></x-page><p>fin</p>",
        "<!doctype html><title>Un budget</title><header>Le Journal</header><article>{}</article>fin",
    ],
    ids=["article", "main", "an element of their own", "header"],
)
def test_a_page_may_leave_out_where_its_body_begins(markup):
    found = read(markup.format(TEXT))
    assert TEXT.split(" ", 3)[2] in found.text
    assert len(found.text) >= len(TEXT) * 0.9
    assert found.title == "Un budget"


def test_a_text_is_cut_where_it_is_said():
    assert len(page(body="<p>" + "mot " * MAX_TEXT_LENGTH).text) == MAX_TEXT_LENGTH


def test_nothing_after_the_limit_is_looked_at():
    assert "fin" not in read("<p>" + "x" * MAX_MARKUP_BYTES + " fin").text


# --- titles ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("found", "title", "site"),
    [
        (page(prop("og:title", "Un budget | Le Journal") + prop("og:site_name", "Le Journal")), "Un budget", "Le Journal"),
        (page(title="Un budget voté - Le Journal", head=prop("og:site_name", "Le Journal")), "Un budget voté", "Le Journal"),
        (page(title="Journal : Un budget voté", body="<h1>Un budget voté</h1>"), "Un budget voté", "Journal"),
        (page(title="Un budget : pourquoi faire ?"), "Un budget : pourquoi faire ?", ""),
        (page(title="Un budget :: Finances :: Mairie"), "Un budget", "Mairie"),
        (page(title="x", body="<h1>Le vrai titre de la page</h1>", head=prop("og:title", "Le vrai titre de la page")), "Le vrai titre de la page", ""),
        (page(title="Nos actions - Journal", body="<h1>Journal</h1>"), "Nos actions", "Journal"),
        (page(body="<h1>Un titre seul</h1>"), "Un titre seul", ""),
        (page(head=meta(citation_title="Exact") + prop("og:title", "Autre")), "Exact", ""),
        (page(title="Caméras &amp; police"), "Caméras & police", ""),
        (page(prop("og:title", "A"), title="b") , "A", ""),
    ],
)  # fmt: skip
def test_a_title_is_told_from_the_name_of_its_site(found, title, site):
    assert (found.title, found.item.text("container-title")) == (title, site)


def test_a_page_without_any_title_has_no_item():
    assert not page(body="<p>rien</p>").item.fields


# --- fields ---------------------------------------------------------------------------------------------------------


def test_highwire_fields_make_a_journal_article():
    item = page(
        meta(
            citation_title="Voir",
            citation_journal_title="Revue",
            citation_date="2022/06/25",
            citation_volume="20",
            citation_issue="2",
            citation_firstpage="127",
            citation_lastpage="145",
            citation_doi="https://doi.org/10.5555/ss.v20",
            citation_issn="1477-7487",
        )
        + '<meta name="citation_author" content="Nguyen, Élise"><meta name="citation_author" content="Pieter van den Berg">'
    ).item
    assert item.type == "article-journal"
    assert item.names() == (Name(family="Nguyen", given="Élise"), Name(family="van den Berg", given="Pieter"))
    assert item.date() == PartialDate(start=(2022, 6, 25))
    fields = ("container-title", "volume", "issue", "page", "DOI", "ISSN", "URL", "language")
    assert [item.text(name) for name in fields] == [
        "Revue",
        "20",
        "2",
        "127-145",
        "10.5555/ss.v20",
        "1477-7487",
        URL,
        "fr",
    ]


def test_every_field_says_that_it_comes_from_the_page():
    item = page(prop("og:title", "Un budget"), title="Un budget").item
    assert {str(field.origin) for field in item.fields.values()} == {"page"}
    assert all(0 < field.confidence <= 1 for field in item.fields.values())


BROKEN = {
    "trailing-comma": '{"@type":"NewsArticle","headline":"T","datePublished":"2024-06-01","author":{"name":"Ann Lee"},}',
    "cdata": '//<![CDATA[\n{"@type":"NewsArticle","headline":"T","datePublished":"2024-06-01","author":"Ann Lee"}\n//]]>',
    "raw-newline": '{"@type":"NewsArticle","headline":"T","datePublished":"2024-06-01","author":"Ann\nLee"}',
    "list": '[{"@type":"BreadcrumbList","name":"x"},{"@type":["NewsArticle"],"headline":"T","author":["Ann Lee"],"datePublished":"2024-06-01"}]',
    "graph": '{"@graph":[{"@type":"NewsArticle","headline":"T","datePublished":"2024-06-01","author":{"@id":"#a"}},{"@id":"#a","@type":"Person","name":"Ann Lee"}]}',
    "main-entity": '{"@type":"WebPage","mainEntity":{"@type":"NewsArticle","headline":"T","datePublished":"2024-06-01","author":"By Ann Lee, Political Editor"}}',
    "entities": '{"@type":"NewsArticle","headline":"&amp;#84;","datePublished":"2024-06-01","author":{"@type":"Person","name":"Ann&nbsp;Lee"}}',
    "vocabulary": '{"@type":"http://schema.org/NewsArticle","headline":"T","datePublished":"2024-06-01T07:00:00+02:00","author":[{"name":"Ann Lee"}]}',
    "comment-beside": '{"@type":"NewsArticle","headline":"T","datePublished":"2024-06-01","author":"Ann Lee","comment":{"@type":"Comment","author":"Troll","datePublished":"2025-01-01"}}',
}  # fmt: skip


@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN)
def test_linked_data_is_read_as_it_comes(data):
    item = page(linked(data), title="T").item
    assert item.type == "article-newspaper"
    assert item.text("title") == "T"
    assert item.names() == (Name(family="Lee", given="Ann"),)
    assert item.date() == PartialDate(start=(2024, 6, 1))


@pytest.mark.parametrize(
    "data", ["{", "[[[[", "null", '"x"', "{}", '{"@type":3,"headline":[]}', '{"@graph":{}}', "[" * 100_000]
)
def test_a_hopeless_block_does_not_spoil_the_page(data):
    assert page(linked(data), title="Un titre").item.text("title") == "Un titre"


@pytest.mark.parametrize(
    ("head", "body", "names"),
    [
        (meta(author="admin"), "", ()),
        (meta(author="webmaster@journal.example"), "", ()),
        (prop("article:author", "https://www.facebook.com/journal"), "", ()),
        (meta(author="Ann Lee and Bo Ek"), "", (Name(family="Lee", given="Ann"), Name(family="Ek", given="Bo"))),
        (meta(author="MARTIN Louise"), "", (Name(family="Martin", given="Louise"),)),
        (meta(author="Jean de La Tour"), "", (Name(family="de La Tour", given="Jean"),)),
        (meta(author="Ministère de l’Intérieur"), "", (Name(literal="Ministère de l’Intérieur"),)),
        (meta(author="admin"), "<h1>T</h1><p class=byline>Par <a>Odile Brun</a>, le 3 mai</p>", (Name(family="Brun", given="Odile"),)),
        ("", "<h1>T</h1><p>Par Odile Brun, publié le 3 mai 2021</p>", (Name(family="Brun", given="Odile"),)),
        ("", "<h1>T</h1><p>Par exemple, un budget.</p>", ()),
        ("", "<span itemprop=author itemscope><b itemprop=name>Odile Brun</b></span>", (Name(family="Brun", given="Odile"),)),
        ('<meta name="twitter:label1" content="Écrit par"><meta name="twitter:data1" content="Odile Brun">', "", (Name(family="Brun", given="Odile"),)),
        (linked('{"@type":"Article","headline":"T","author":{"@type":"Organization","name":"Collectif Rue"}}'), "", (Name(literal="Collectif Rue"),)),
    ],
)  # fmt: skip
def test_an_author_is_a_person_or_a_body_or_nobody(head, body, names):
    assert page(head, body, title="T").item.names() == names


@pytest.mark.parametrize(
    ("head", "body", "date"),
    [
        (prop("article:published_time", "2023-05-12T23:30:00+02:00"), "", (2023, 5, 12)),
        (meta(date="x", **{"dc.date": "2020-10"}), "", (2020, 10)),
        (
            linked('{"@type":"Article","headline":"T","datePublished":"Tue, 05 Apr 2022 19:30:00 GMT"}'),
            "",
            (2022, 4, 5),
        ),
        (linked('{"@type":"Article","headline":"T","dateModified":"2022-04-05"}'), "", None),
        (linked('{"@type":"Article","headline":"T","datePublished":"0001-01-01T00:00:00"}'), "", None),
        ("", "<h1>T</h1><p>Mis en ligne le mardi 3 mars 2020 par le collectif</p>", (2020, 3, 3)),
        ("", "<h1>T</h1><p>12 février 2004</p>", (2004, 2, 12)),
        ("", "<h1>T</h1><p>20.10.2020 · RAPPORT</p>", (2020, 10, 20)),
        ("", "<h1>T</h1><p>Published: March 3, 2020</p>", (2020, 3, 3)),
        ("", "<h1>T</h1><p>Veröffentlicht am 3. März 2020</p>", (2020, 3, 3)),
        ("", "<h1>T</h1><p>Publié le 1er avril 2021, modifié le 2 mai 2022</p>", (2021, 4, 1)),
        ("", "<h1>T</h1><p>Modifié le 2 mai 2022</p>", None),
        ("", "<h1>T</h1><p>Réunion publique le 12 avril 2020.</p>", None),
        ("", "<h1>T</h1><time pubdate datetime=2021-04-01T09:00Z>hier</time>", (2021, 4, 1)),
        ("", "<h1>T</h1><footer>© 2024 Mairie</footer>", None),
        (prop("article:published_time", "31/02/2020"), "", None),
    ],
)
def test_the_day_of_publication_is_never_guessed(head, body, date):
    assert page(head, body, title="T").item.date() == (PartialDate(start=date) if date else None)


def test_a_date_in_the_address_is_the_last_resort():
    assert read("<title>T</title>", url="https://a.example/2024/03/21/x").item.date() == PartialDate(
        start=(2024, 3, 21)
    )


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (linked('{"@type":"BlogPosting","headline":"T"}'), "post-weblog"),
        (linked('{"@type":"VideoObject","name":"T"}'), "motion_picture"),
        (linked('{"@type":"PodcastEpisode","name":"T"}'), "broadcast"),
        (meta(citation_technical_report_institution="Cour"), "report"),
        (meta(citation_dissertation_institution="Université"), "thesis"),
        (meta(generator="WordPress 6.4") + prop("og:type", "article"), "post-weblog"),
        ('<meta property="eli:uri_schema" content="x">', "legislation"),
        ("", "webpage"),
    ],
)
def test_the_kind_of_a_work_is_what_the_page_says(head, kind):
    assert page(head, title="T").item.type == kind


def test_a_post_on_x_has_its_text_for_title_and_its_day_from_its_number():
    markup = (
        "<title>x</title>" + prop("og:title", "Jeanne Morel (@elue) on X") + prop("og:description", "Au travail !")
    )
    item = read(markup, url="https://x.com/elue/status/1810237749976318277").item
    assert (item.type, item.text("title"), item.text("container-title")) == ("post", "Au travail !", "X")
    assert (item.names(), item.date()) == ((Name(family="Morel", given="Jeanne"),), PartialDate(start=(2024, 7, 8)))


def test_a_snapshot_is_read_as_its_original():
    snapshot = "https://web.archive.org/web/20190506081500/http://gazette.example/2015/camera.html"
    item = read("<title>La caméra</title>", url=snapshot).item
    assert item.text("URL") == "http://gazette.example/2015/camera.html"
    assert item.text("archive_location") == snapshot
    assert item.text("archive") == "Internet Archive"


# --- paywalls -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("value", ["false", '"False"', '"http://schema.org/False"'])
@pytest.mark.parametrize(("length", "kind"), [(1, PageKind.WALL), (10, PageKind.TEXT)], ids=["teaser", "text"])
def test_a_paywall_keeps_its_item(value, length, kind):
    data = f'{{"@type":"NewsArticle","headline":"T","isAccessibleForFree":{value}}}'
    found = page(linked(data), f"<p>{TEXT * length}</p>", title="T")
    assert found.kind is kind
    assert found.mark is not None
    assert found.mark.code == "paywall-mark"
    assert found.item.text("title") == "T"


def test_a_free_article_is_no_paywall():
    assert page(linked('{"@type":"NewsArticle","headline":"T","isAccessibleForFree":true}'), title="T").mark is None


# --- hostile pages --------------------------------------------------------------------------------------------------


@settings(deadline=None)  # the first page compiles the patterns
@given(
    st.binary(max_size=300), st.sampled_from(["", "text/html", "text/plain", "image/png", ";;;"]), st.integers(0, 1000)
)
def test_any_bytes_are_a_page(body, content_type, status):
    assert isinstance(read(body, content_type=content_type, status=status), Page)


PIECES = ["<", ">", "<p", "<h1>", "</h1>", "<script", "</script>", "<title>", '"', "'", "=", " ", "<!--", "-->", "é", "\0", "&#0;",
          "<meta property=og:title content=", "<script type=application/ld+json>", "{", "}", "[", '"@type":"Article",', ",",
          "<div class=author>", "itemprop=author", "12 mai 2020", "Par ", "A B", "<main>", "<form>", "\ud800"]  # fmt: skip


@settings(deadline=None)  # the first page compiles the patterns
@given(st.lists(st.sampled_from(PIECES), max_size=60))
def test_any_scraps_of_markup_are_a_page(pieces):
    assert isinstance(read("".join(pieces).encode("utf-8", "surrogatepass")), Page)


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 200_000,
        "<div " + " ".join(f"a{n}=1" for n in range(100_000)) + ">",
        "<div ' a=\"'>\" " + " ".join(f"a{n}=1" for n in range(100_000)) + ">",
        "<script type=application/ld+json>" + '{"a":' * 100_000,
        "<a itemprop=author>" * 30_000,
        "<p><" * 100_000,
    ],
    ids=["deep", "attributes", "attributes-behind-a-quote", "deep-json", "microdata", "open-tags"],
)
def test_a_hostile_page_is_read_to_its_end(markup):
    """Not timed: each takes well under a second; without the care taken, most take minutes."""
    assert isinstance(read(markup), Page)


def test_a_year_written_first_is_followed_by_its_month_also_in_america() -> None:
    head = '<meta property="article:published_time" content="2022-04-05T23:30:00-07:00"><title>Council splits</title>'
    markup = (
        f"<html lang=en-US><head>{head}</head><body><h1>Council splits</h1><p>{'Some words. ' * 90}</p></body></html>"
    )
    page = read_page(markup.encode(), url="https://herald.example/a", status=200)
    issued = page.item.date("issued")
    assert issued is not None
    assert issued.start == (2022, 4, 5)


def test_entities_encoded_twice_are_undone_twice() -> None:
    head = '<meta property="og:title" content="L&amp;#039;agglom&amp;eacute;ration renonce"><title>x</title>'
    markup = f"<html lang=fr><head>{head}</head><body><p>{'Des mots. ' * 90}</p></body></html>"
    page = read_page(markup.encode(), url="https://tribune.example/a", status=200)
    assert page.item.text("title") == "L'agglomération renonce"
