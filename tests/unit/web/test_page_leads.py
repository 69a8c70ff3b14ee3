import pytest

from sourcekeeper.web.page_leads import leads_to

URL = "https://a.example/old/page"
LONG = "<p>" + "Here stands a text that readers come for. " * 30 + "</p>"


def refresh(content: str, body: str = "") -> str:
    return f'<html><head><meta http-equiv="refresh" content="{content}"></head><body>{body}</body></html>'


@pytest.mark.parametrize(
    ("markup", "target"),
    [
        (refresh("0; url=/new"), "https://a.example/new"),
        (refresh("0;URL='https://b.example/x?a=1&amp;b=2'"), "https://b.example/x?a=1&b=2"),
        (refresh("5, url=next"), "https://a.example/old/next"),
        ('<META CONTENT="0;url=/new" HTTP-EQUIV=Refresh>', "https://a.example/new"),
        (refresh("0; url=/new#part"), "https://a.example/new"),
        (refresh("1; url=/new", LONG), "https://a.example/new"),
        ('<script>window.location.href = "/new";</script>', "https://a.example/new"),
        ("<script>location.replace('https://b.example/')</script><p>One moment</p>", "https://b.example/"),
    ],
    ids=["plain", "quoted", "soon", "other order", "fragment", "at once from a long page", "script", "replace"],
)
def test_a_page_that_leads_on_says_where(markup, target):
    assert leads_to(markup, URL) == target


@pytest.mark.parametrize(
    "markup",
    [
        refresh("300; url=/new"),
        refresh("60"),
        refresh("0; url=/old/page"),
        refresh("5; url=/new", LONG),
        refresh("0; url=javascript:void(0)"),
        refresh("0; url=http://["),
        '<noscript><meta http-equiv="refresh" content="0; url=/no-scripts"></noscript>',
        f'<script>if (old) {{ location.href = "/new"; }}</script>{LONG}',
        '<script>if (a) location.href="/one"; else location.href="/two";</script>',
        "<p>The location of the mill is a matter of refreshing debate.</p>",
        "",
    ],
    ids=[
        *("renews itself late", "renews itself", "to itself", "a text to be read first", "a script", "no address"),
        *("without scripts only", "a script on a page with a text", "either here or there", "words", "nothing"),
    ],
)
def test_a_page_that_stays_leads_nowhere(markup):
    assert leads_to(markup, URL) == ""


@pytest.mark.parametrize("piece", ['<meta http-equiv="refresh" ', "<noscript>", "location='", "<script ", "<!--"])
def test_repeated_pieces_take_no_long(piece):
    assert leads_to(piece * 20_000 + "location refresh", URL) == ""
