# ruff: noqa: E501  (the tables of shapes are read a case a line)
"""Single shapes of mark-up, one rule each; whole pages are in `tests/eval/pages`."""

from __future__ import annotations

import pytest

from sourcekeeper.model import Item, Name, PartialDate
from sourcekeeper.web.metadata.bylines import read_byline
from sourcekeeper.web.metadata.dates import (
    date_in_path,
    find_bare,
    find_dateline,
    find_month,
    find_published,
    read_date,
)
from sourcekeeper.web.metadata.json_mending import mend_block
from sourcekeeper.web.metadata.names import read_name
from sourcekeeper.web.metadata.titles import plain_site, without_site
from sourcekeeper.web.page import read_page

URL = "https://www.journal.example/a"


def item(head: str = "", body: str = "", *, title: str = "T", url: str = URL) -> Item:
    markup = f"<!doctype html><html lang=fr><head><title>{title}</title>{head}</head><body>{body}</body></html>"
    return read_page(markup.encode(), url=url, status=200, content_type="text/html; charset=utf-8").item


def names(found: Item) -> list[str]:
    return [" ".join(filter(None, (name.given, name.family, name.literal))) for name in found.names()]


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Publié le 03/06/2022 • Par Hervé Jouvin", (2022, 6, 3)),
        ("Modifié le 2 mai 2022 - Publié le 1er mai 2022", (2022, 5, 1)),
        ("Modifié le 2 mai 2022", None),
        ("Pressemitteilung 081/2020 vom 22.07.2020", (2020, 7, 22)),
        ("Rapport d'information n° 627 (2021-2022), déposé le 10 mai 2022", (2022, 5, 10)),
        ("[Submitted on 4 May 2021 (v1), last revised 18 Nov 2021]", (2021, 5, 4)),
        ("Publicado el 3 de junio de 2022 por Ana Ruiz", (2022, 6, 3)),
        ("La loi du 3 mai 2020 sur les caméras", None),
    ],
)
def test_a_line_tells_the_day_it_says_it_was_published_on(line, day):
    assert find_published(line) == (PartialDate(start=day) if day else None)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Camille Poloni — 14 septembre 2022 à 18h02", (2022, 9, 14)),
        ("Von Tarek von der Heide | 13.03.2021", (2021, 3, 13)),
        ("30.06.2023 um 15:04 Uhr - Ole Brandt - in Überwachung", (2023, 6, 30)),
        ("By Ann Lee on March 3, 2020", (2020, 3, 3)),
        ("Mercredi 14 juin 2023, 18h30, salle des fêtes", None),
        ("Les Jeux se tiendront du 26 juillet au 11 août 2024.", None),
        ("Vote du budget le 12 avril 2020", None),
        ("Aggiornato il 5 febbraio 2021 alle 10:12", None),
        ("© 3 mai 2020 Mairie", None),
    ],
)
def test_a_line_that_is_nothing_but_a_date_line_tells_its_day(line, day):
    assert find_bare(line) == (PartialDate(start=day) if day else None)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        (
            "LEEDS, England – 8 June 2021 – The maker of poles today announced a contract covering 340 sites.",
            (2021, 6, 8),
        ),
        ("Hamburg, 17. März 2021 – Die Behörde stellt ab Mai zwölf neue Streifen.", (2021, 3, 17)),
        ("PARIS, le 3 mai 2020 – La fédération annonce un recours contre le décret.", (2020, 5, 3)),
        ("NEW YORK (May 4, 2022) – The board said today that it would vote again.", (2022, 5, 4)),
        ("Nantes, le 3 mai 2020, la halle a brûlé et personne ne l’a rebâtie.", None),
        ("The Council met on 3 May 2020 – and went home again without a vote.", None),
        ("Depuis le 3 mai 2020 – date de l’arrêté – rien ne bouge.", None),
    ],
)
def test_a_town_and_a_day_open_a_release_to_the_press(line, day):
    assert find_dateline(line) == (PartialDate(start=day) if day else None)


@pytest.mark.parametrize(
    ("name", "others", "meant"),
    [
        ("gazette-vallee.example", ["La Gazette de la vallée"], "La Gazette de la vallée"),
        ("gazette-vallee.example", ["Groupe Plume"], "gazette-vallee.example"),
        ("netzpolitik.org", ["netzpolitik.org e. V."], "netzpolitik.org"),
    ],
)
def test_a_site_that_calls_itself_by_its_domain_is_called_by_its_name(name, others, meant):
    assert plain_site(name, others) == meant


@pytest.mark.parametrize(
    ("author", "meant"),
    [
        ("halle-comms", []),
        ("union_locale2", []),
        ("webmestre", []),
        ("onze redacteur Tijs van Dam", ["Tijs van Dam"]),
        ("notre correspondante à Lorient, Alma Roux", ["Alma Roux"]),
        ("Collectif Halle", ["Collectif Halle"]),
    ],
)
def test_an_account_is_no_author_and_a_post_no_name(author, meant):
    assert names(item(f'<meta name="author" content="{author}">', "<h1>T</h1>")) == meant


def test_where_readers_post_an_account_is_a_name():
    post = (
        '<div itemscope itemtype="http://schema.org/DiscussionForumPosting"><h1 itemprop="headline">T</h1><span itemprop="author" '
        'itemscope itemtype="http://schema.org/Person"><span itemprop="name">halle_2</span></span></div>'
    )
    assert names(item(body=post)) == ["halle_2"]


def test_an_episode_stands_in_its_series():
    episode = (
        '<script type="application/ld+json">{"@type":"PodcastEpisode","name":"T","partOfSeries":{"@type":"PodcastSeries",'
        '"name":"Sous la halle"}}</script><meta property="og:site_name" content="Toutes les ondes">'
    )
    assert item(episode, "<h1>T</h1>").text("container-title") == "Sous la halle"


@pytest.mark.parametrize(
    ("line", "month"), [("Report, May 2018", (2018, 5)), ("octobre 2020", (2020, 10)), ("May I", None)]
)
def test_a_kind_and_a_month_tell_the_month(line, month):
    assert find_month(line) == (PartialDate(start=month) if month else None)


@pytest.mark.parametrize(
    ("title", "sites", "expected"),
    [
        ("Caméras « augmentées » : un avis", (), ("Caméras « augmentées » : un avis", "")),
        ("La loi des « sages » - Le Fil", ("Le Fil",), ("La loi des « sages »", "Le Fil")),
        ("Titre « Site", (), ("Titre", "Site")),
        ("Site » Archive » Titre", ("Site",), ("Titre", "Site")),
        ("Un titre | Sécurité | Le Fil", ("Le Fil",), ("Un titre", "Le Fil")),
        ("Question n°12 - Assemblée nationale", (), ("Question n°12", "Assemblée nationale")),
        ("Un titre - et sa suite", (), ("Un titre - et sa suite", "")),
    ],
)
def test_quotations_are_left_whole_where_a_title_is_parted(title, sites, expected):
    assert without_site(title, sites) == expected


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Sat Mar 13 13:05:00 CET 2021", (2021, 3, 13)),
        ("1616677200000", (2021, 3, 25)),
        ("20210313", (2021, 3, 13)),
        ("06/2019", (2019, 6)),
        ("31/02/2020", None),
    ],
)
def test_machines_write_days_in_many_forms(text, day):
    assert read_date(text) == (PartialDate(start=day) if day else None)


@pytest.mark.parametrize("text", ["Louise Martin (LDH)", "louise@asso.example (Louise Martin)", "Mme Louise MARTIN"])
def test_what_stands_about_a_name_is_no_part_of_it(text):
    assert read_name(text) == Name(family="Martin", given="Louise")


@pytest.mark.parametrize("site", ["lefil.fr", "www.lefil.fr", "Le Fil.fr"])
def test_a_site_called_by_its_domain_gets_its_name(site):
    assert plain_site(site, ["Le Fil"]) == "Le Fil"


@pytest.mark.parametrize(
    ("path", "date"),
    [
        ("/2024/mar/04/x", (2024, 3, 4)),
        ("/2021-12-21-x", (2021, 12, 21)),
        ("/2023/05/x", (2023, 5)),
        ("/2023/abc/x", None),
    ],
)
def test_a_path_tells_a_day_or_a_month(path, date):
    assert date_in_path(path) == (PartialDate(start=date) if date else None)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "Par MM. Alain DERVIEUX, Jérôme PICARD et Mme Hélène CASTAING",
            ["Alain Dervieux", "Jérôme Picard", "Hélène Castaing"],
        ),
        ("PAR GÉRALD MOUSTIER", ["Gérald Moustier"]),
        ("By Ellie Marsh @elliemarsh Local Democracy Reporter", ["Ellie Marsh"]),
        ("Par Nadège Corre le mardi 3 mars 2009, 10:12 - Société", ["Nadège Corre"]),
        ("Por Rita Salgueiro e Nuno Ferreira da Cruz", ["Rita Salgueiro", "Nuno Ferreira da Cruz"]),
        ("Von Dr. Lea Weiss und Tim Koch, Berlin", ["Lea Weiss", "Tim Koch"]),
        ("Par la rédaction", []),
        ("Par exemple Le Monde", []),
    ],
)
def test_a_byline_names_its_persons(line, expected):
    found = [f"{name.given} {name.family}" for name in read_byline(line) if name.family]
    assert found == expected


def test_the_author_of_a_comment_is_not_the_articles():
    body = (
        "<article itemscope itemtype=https://schema.org/NewsArticle><h1 itemprop=headline>T</h1>"
        "<span itemprop=author itemscope itemtype=https://schema.org/Person><b itemprop=name>Ann Lee</b></span>"
        "<meta itemprop=datePublished content=2022-03-08>"
        "<div itemprop=comment itemscope itemtype=https://schema.org/Comment><i itemprop=author>Tom Troll</i>"
        "<time itemprop=datePublished datetime=2022-03-10></time></div></article>"
    )
    found = item(body=body)
    assert (names(found), found.date()) == (["Ann Lee"], PartialDate(start=(2022, 3, 8)))


def test_rdfa_is_read_as_microdata_is():
    body = '<div typeof="schema:BlogPosting"><h2 property="schema:headline">T</h2><span property="schema:author">Ann Lee</span></div>'
    found = item(body=body)
    assert (found.type, names(found)) == ("post-weblog", ["Ann Lee"])


@pytest.mark.parametrize(
    "spans",
    [
        '<span class="Z3988" title="rft_val_fmt=info:ofi/fmt:kev:mtx:journal&amp;rft.atitle=Autre&amp;rft.jtitle=Revue"></span>',
        '<span class="Z3988" title="rft.atitle=T et U&amp;rft.jtitle=Revue"></span>' * 2,
    ],
    ids=["of-another-work", "several"],
)
def test_a_span_of_another_work_is_not_believed(spans):
    assert item(body=f"<h1>T et U</h1>{spans}", title="T et U").text("container-title") == ""


def test_a_list_of_other_works_gives_no_author():
    teasers = "".join(
        f'{{"@type":"NewsArticle","headline":"Autre {n}","author":{{"@type":"Person","name":"Ann Lee"}}}},'
        for n in range(5)
    )
    data = f'<script type="application/ld+json">[{teasers.rstrip(",")}]</script>'
    assert names(item(data, "<h1>Le titre de la page</h1>", title="Le titre de la page")) == []


def test_a_headline_that_was_cut_short_is_taken_whole():
    data = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Un titre assez long pour être coupé…"}</script>'
    whole = "Un titre assez long pour être coupé avant sa fin"
    assert item(data, f"<h1>{whole}</h1>", title=whole).text("title") == whole


def test_the_day_of_an_event_is_no_day_of_publication():
    data = '<script type="application/ld+json">{"@type":"Event","name":"T","startDate":"2023-06-14T18:30"}</script>'
    assert item(data, "<h1>T</h1><p>14 juin 2023</p>").date() is None


def test_a_page_of_archive_today_is_read_as_its_original():
    head = (
        '<meta property="og:site_name" content="archive.ph"><meta property="article:published_time" content="2021-06-30T08:12:44Z">'
        '<link rel="bookmark" href="http://archive.today/20210630081244/https://www.varsoir.example/x">'
    )
    found = item(
        head, "<div id=HEADER>30 Jun 2021</div><h1>T</h1><p>Publié le 03/05/2017</p>", url="https://archive.ph/Xk3pQ"
    )
    assert (found.text("URL"), found.date()) == ("https://www.varsoir.example/x", PartialDate(start=(2017, 5, 3)))
    assert found.text("container-title") == ""


@pytest.mark.parametrize(
    "block",
    [
        '{"@type":"NewsArticle","headline":"Un "bon" titre","author":"Ann Lee"}',
        '{"@type":"NewsArticle","headline":"Un \\"bon\\" titre","author":"Ann Lee"',
        '{"@type":"NewsArticle"\n"headline":"Un \\"bon\\" titre",\n"author":"Ann Lee"}',
        '// un mot\n{"@type":"NewsArticle","headline":"Un \\"bon\\" titre","author":"Ann Lee",,}',
        '{"@type":"NewsArticle",headline:oops,"headline":"Un \\"bon\\" titre","author":{"name":"Ann Lee"}, %%%}',
    ],
    ids=["quotes", "cut-short", "missing-comma", "comment-and-commas", "salvaged"],
)
def test_a_broken_block_is_mended_or_salvaged(block):
    mended = mend_block(block)
    assert isinstance(mended, dict)
    assert (mended["@type"], mended["headline"]) == ("NewsArticle", 'Un "bon" titre')


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ('<meta name="DC.type" content="info:eu-repo/semantics/doctoralThesis">', "thesis"),
        ('<meta name="DC.Type" content="Text.Serial.Journal">', "article-journal"),
        ('<meta name="DC.type" content="Urteil">', "legal_case"),
        ('<meta name="eprints.type" content="monograph">', "report"),
        ('<meta name="generator" content="MediaWiki 1.35">', "webpage"),
        ('<meta property="og:type" content="video.other">', "motion_picture"),
    ],
)
def test_libraries_courts_and_engines_tell_the_kind(head, kind):
    assert item(head).type == kind


@pytest.mark.parametrize(
    "body",
    [
        "<h1>Documents</h1><ul><li><a href=/a.pdf>Arrêté</a> PDF - 1,2 Mo - 09/03/2017</li></ul>",
        "<h1>Documents</h1><p>&gt; Télécharger le formulaire - 0,25 Mb - 09/03/2017</p>",
        "<h1>Unterlagen</h1><p>Aktualisiert am 12.05.2020</p><div><a href=/x>Merkblatt</a><br>09.03.2017</div>",
        "<h1>Documents</h1><p>Mis à jour le <time datetime=2020-05-12>12 mai 2020</time></p>",
    ],
    ids=["size", "download", "behind-the-change", "the-change"],
)
def test_the_day_of_a_file_or_of_a_change_is_not_that_of_the_page(body):
    assert "issued" not in item(body=body).fields


def test_a_day_before_that_of_the_change_is_the_pages():
    found = item(body="<h1>Rue</h1><p>8 July 2021 | Updated 9 July 2021</p><p>PDF - 2 MB - 01/02/2015</p>")
    assert found.fields["issued"].value == PartialDate(start=(2021, 7, 8))


def test_a_repository_has_no_day_of_its_own_but_an_issue_in_it_has():
    moment = "<relative-time datetime=2022-02-03T10:00:00Z>Feb 3, 2022</relative-time>"
    release = f"<h1>lanterne/brume</h1><h2>Releases</h2><p>{moment}</p>"
    assert "issued" not in item(body=release, url="https://github.com/lanterne/brume").fields
    opened = f"<h1>Wrong map</h1><p>ada opened this issue {moment}</p>"
    found = item(body=opened, url="https://github.com/lanterne/brume/issues/3")
    assert found.fields["issued"].value == PartialDate(start=(2022, 2, 3))


def test_a_chapter_tells_who_published_its_book():
    found = item(
        '<meta name="citation_title" content="Les yeux"><meta name="citation_inbook_title" content="La rue">'
        '<meta name="citation_publisher" content="Presses du Quai">'
    )
    assert (found.type, found.text("publisher")) == ("chapter", "Presses du Quai")


def test_who_is_quoted_or_keeps_the_site_is_no_author():
    quoted = (
        "<h1>Who watches?</h1><p>By <a class='p-author h-card' href=/me>Ada Berg</a></p>"
        "<blockquote class=h-cite><cite class='p-author h-card'>Councillor Roy</cite></blockquote>"
    )
    assert names(item(body=quoted)) == ["Ada Berg"]
    assert names(item('<meta name=author content="admin_port">', "<h1>Quai</h1><p>Texte</p>")) == []
