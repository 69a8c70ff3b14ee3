"""What a page shows, words apart: in languages and words that no list has."""

from datetime import UTC, datetime

import pytest

from sourcekeeper.checking.comparing import names_the_work
from sourcekeeper.checking.evidence import Evidence
from sourcekeeper.checking.probes import site_answer
from sourcekeeper.checking.verdicts import judge
from sourcekeeper.model import CitedText, Verdict

NAMED = "https://ville.example/rapports/les-cameras-de-la-commune"
NUMBERED = "https://ville.example/node/4711"
MENU = "".join(
    f"<li><a href='/s/{number}'>{name}</a></li>"
    for number, name in enumerate(("Zaba", "Kuvo", "Miredo", "Sola", "Tervi"))
)
NOTICE = "Vorelt kasami dun teleb."
"""Of no language: nobody has a list of its words."""
STORY = "Pasela monu tirek vasolu, den kato birel mose, tan dolvi sera kunte balo mirvas. " * 6


def framed(title: str, content: str, *, head: str = "") -> bytes:
    frame = f"<div id=top><ul>{MENU}</ul></div>{content}<div>Ville Kuvo, tan dolvi sera</div>"
    return f"<html><head><title>{title}</title>{head}</head><body>{frame}</body></html>".encode()


def lost(content: str = "<h1>Nebolo</h1><p>Sareti vuno.</p>") -> bytes:
    return framed("Nebolo", content)


@pytest.fixture
def seen(checked):
    """Return the evidence of a page at an address, on a site that answers with `other` where nothing is."""

    def make(url, body, *, other=None, status=404, hops=(), titles=(), cited=None, likeness=None):
        check = checked(*hops, (url if not hops else hops[-1][0], 200), body=body) if not hops else None
        check = check or checked(*hops, body=body)
        answer = checked(("https://ville.example/qwertzuiopqwertzuiop", status), body=other) if other else None
        return Evidence(
            check=check,
            cited_url=url,
            is_named=names_the_work(check, titles),
            site=site_answer(answer) if answer else None,
            cited=cited,
            likeness=likeness,
        )

    return make


DOUBTFUL = {
    "a notice where the address has words": (NAMED, framed("Kuvo", f"<h1>Dastu</h1><p>{NOTICE}</p>")),
    "an empty page": (NUMBERED, framed("Ville", "<div id=app></div>")),
    "one line that is not the title": (NUMBERED, framed("Kuvo", f"<p>{NOTICE}</p>")),
    "outside of the site's frame": (NUMBERED, f"<title>Dastu</title><h1>Dastu</h1><p>{NOTICE}</p>".encode()),
    "a form that sends": (
        NUMBERED,
        framed("Dastu", f"<h1>Dastu</h1>{NOTICE}<form method=post><button>U</button></form>"),
    ),
    "left out of searches": (
        NUMBERED,
        framed("Dastu", f"<h1>Dastu</h1><p>{NOTICE}</p>", head="<meta name=robots content=noindex>"),
    ),
    "another's address": (
        NUMBERED,
        framed("Dastu", f"<h1>Dastu</h1><p>{NOTICE}</p>", head="<link rel=canonical href=/>"),
    ),
    "the title of what is not there": (NUMBERED, framed("Nebolo", f"<h1>Dastu</h1><p>{NOTICE}</p>")),
}


@pytest.mark.parametrize(("url", "body"), DOUBTFUL.values(), ids=DOUBTFUL)
def test_a_page_that_shows_hardly_a_line_is_unknown_at_first_sight(seen, url, body):
    judgement = judge(seen(url, body, other=lost()))
    assert (judgement.verdict, judgement.reason.code) == (Verdict.UNKNOWN, "shows-little")
    assert judgement.confidence < 0.5


LIVING = {
    "a short page that its address names": (NAMED, framed("Les caméras de la commune", "<h1>Dastu</h1>")),
    "a title at a number": (NUMBERED, framed("Dastu kelo", "<h1>Dastu kelo</h1><p>Mirvas</p>")),
    "a long text of other words": (NAMED, framed("Kuvo", f"<p>{STORY}</p>")),
    "a film": (NAMED, framed("Kuvo", "<h1>Dastu</h1><video src=f.mp4></video>")),
    "a picture in a figure": (NAMED, framed("Kuvo", "<figure><img src=f.png></figure>")),
    "data": (NAMED, framed("Kuvo", "<table>" + "".join(f"<tr><td>{n}<td>{n * 7}" for n in range(9)) + "</table>")),
    "a folder's list": ("https://ville.example/themes/", framed("Kuvo", MENU.replace("Z", "B").replace("K", "D"))),
}


@pytest.mark.parametrize(("url", "body"), LIVING.values(), ids=LIVING)
def test_a_page_that_shows_a_work_is_alive_however_short(seen, url, body):
    assert judge(seen(url, body, other=lost())).verdict is Verdict.ALIVE


def test_a_citation_tells_what_a_number_does_not(seen):
    body = framed("Dastu kelo", "<h1>Dastu kelo</h1><p>Mirvas.</p>")
    assert judge(seen(NUMBERED, body, other=lost())).verdict is Verdict.ALIVE
    assert judge(seen(NUMBERED, body, other=lost(), titles=["Pasela monu tirek vasolu"])).verdict is Verdict.UNKNOWN


STORIES = "".join(f"<h3><a href='/z/{n}'>Pasela {n} monu</a></h3><p>Tirek vasolu den kato.</p>" for n in range(8))


def test_a_list_in_the_place_of_a_work_is_unknown(seen):
    judgement = judge(seen(NAMED, framed("Ville", STORIES), other=lost()))
    assert (judgement.verdict, judgement.reason.code) == (Verdict.UNKNOWN, "shows-a-list")


def test_a_list_that_links_to_the_work_is_not_the_work(seen):
    body = framed("Ville", f"<h3><a href=/autre>Les caméras de la commune</a></h3>{STORIES}")
    assert judge(seen(NAMED, body, other=lost())).verdict is Verdict.UNKNOWN


def test_a_heading_that_links_to_its_own_page_names_it(seen):
    body = framed("Ville", f"<h1><a href='{NAMED}'>Les caméras de la commune</a></h1><p>{NOTICE}</p>")
    assert judge(seen(NAMED, body, other=lost())).verdict is Verdict.ALIVE


def test_a_redirect_to_a_list_is_unknown(seen):
    hops = ((NUMBERED, 302), ("https://ville.example/s/4", 200))
    assert judge(seen(NUMBERED, framed("Ville", STORIES), hops=hops, other=lost())).reason.code == "shows-a-list"


def test_a_page_in_the_place_of_a_file_is_unknown_unless_it_names_it(seen):
    file = "https://ville.example/docs/les-cameras-de-la-commune.pdf"
    assert judge(seen(file, framed("Ville", f"<p>{STORY}</p>"), other=lost())).reason.code == "not-the-file"
    named = framed("Les caméras de la commune", f"<p>{STORY}</p>")
    assert judge(seen(file, named, other=lost())).verdict is Verdict.ALIVE


def test_a_page_that_adds_no_letter_to_the_sites_answer_is_a_soft_404(seen):
    other = framed("Nebolo", f"<h1>Nebolo</h1><p>{NOTICE}</p><ul>{MENU}</ul><p>7</p>")
    body = framed("Nebolo", f"<h1>Nebolo</h1><p>{NOTICE}</p>{STORIES.replace('Tirek vasolu den kato.', '')}<p>8</p>")
    assert judge(seen(NUMBERED, body, other=other, status=200)).verdict is Verdict.SOFT_404


def test_a_short_page_on_a_site_that_answers_anything_is_alive_when_it_adds_a_word(seen):
    body = framed("Otter", "<h1>Otter</h1>")
    assert judge(seen(NUMBERED, body, other=lost(), status=200)).verdict is Verdict.ALIVE


def test_a_password_that_other_pages_do_not_ask_for_is_a_login(seen):
    form = "<form method=post><input name=u><input type=password name=p></form>"
    body = framed("Dastu", f"<h1>Dastu</h1>{form}")
    assert judge(seen(NUMBERED, body, other=lost())).verdict is Verdict.LOGIN_REQUIRED


def test_an_echo_of_the_address_names_nothing(seen):
    body = framed("Ville", "<h1>les cameras de la commune</h1><p>Sareti vuno kelo.</p>")
    evidence = seen(NAMED, body, other=lost())
    assert evidence.is_named is False
    assert judge(evidence).verdict is Verdict.UNKNOWN


CITED = CitedText(at=datetime(2026, 1, 1, tzinfo=UTC), title="Les caméras")


def test_what_may_be_a_wall_is_no_drift(seen):
    wall = f"<title>Dastu</title><h1>Dastu</h1><p>{NOTICE}</p><form method=post><button>U</button></form>".encode()
    assert judge(seen(NUMBERED, wall, other=lost(), cited=CITED, likeness=0.0)).verdict is Verdict.UNKNOWN
    notice = framed("Dastu", f"<h1>Dastu</h1><p>{NOTICE}</p>")
    assert judge(seen(NUMBERED, notice, other=lost(), cited=CITED, likeness=0.0)).verdict is Verdict.CONTENT_DRIFTED


@pytest.mark.parametrize(
    ("title", "is_named"),
    [("公立図書館の報告書について", True), ("漁業者の新しい条例と学校", False), ("도서관이 문을 닫았다", None)],
)
def test_titles_without_spaces_are_compared_by_pairs_of_signs(checked, title, is_named):
    check = checked((NUMBERED, 200), body=framed("公立図書館の報告書", f"<h1>公立図書館の報告書</h1><p>{NOTICE}</p>"))
    assert names_the_work(check, [title]) is (False if is_named is None else is_named)
