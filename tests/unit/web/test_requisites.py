from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcekeeper.web.requisites import requisites_of_page, requisites_of_style

PAGE = "https://example.org/a/page.html"


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ('<img src="b.png">', ["https://example.org/a/b.png"]),
        ('<img src="/b.png" srcset="c.png 1x, d.png 2x,e.png 640w">', ["/b.png", "/a/c.png", "/a/d.png", "/a/e.png"]),
        ('<picture><source srcset="x.webp"><img src="x.jpg"></picture>', ["/a/x.webp", "/a/x.jpg"]),
        ('<link rel="stylesheet" href="s.css"><link rel=canonical href=/other>', ["/a/s.css"]),
        ('<link rel="shortcut ICON" href="/favicon.ico">', ["/favicon.ico"]),
        ('<script src="//cdn.example/x.js"></script><script>var a = 1</script>', ["https://cdn.example/x.js"]),
        ("<style>@import url(m.css); p { background: url('i.png') }</style>", ["/a/m.css", "/a/i.png"]),
        ('<p style="background-image: url(&quot;j.png&quot;)">x', ["/a/j.png"]),
        ('<base href="/base/"><img src="b.png">', ["/base/b.png"]),
        ('<video poster="p.jpg" src="film.mp4"></video>', ["/a/p.jpg"]),
        ('<img src="b.png#x"><img src="b.png#y">', ["/a/b.png"]),
        ('<img src="data:image/png;base64,AAAA"><img src=""><img src="javascript:x"><img>', []),
        ('<a href="elsewhere.html">x</a><iframe src="frame.html"></iframe>', []),
        ("", []),
    ],
)
def test_what_a_page_needs_is_found_in_order(markup: str, expected: list[str]) -> None:
    wanted = [each if each.startswith("http") else f"https://example.org{each}" for each in expected]
    assert list(requisites_of_page(markup, PAGE)) == wanted


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ('@import "m.css"; @import \'n.css\' screen; @import url("o.css");', ["m.css", "n.css", "o.css"]),
        ("@font-face { src: url(f.woff2) format('woff2'), url( 'g.woff' ) }", ["f.woff2", "g.woff"]),
        ("/* url(no.png) */ p { background: URL(yes.png) }", ["yes.png"]),
        ("p { background: url(data:image/png;base64,xyz) }", []),
        ("p { color: red }", []),
    ],
)
def test_what_a_style_asks_for_is_found(style: str, expected: list[str]) -> None:
    wanted = [f"https://example.org/s/{each}" for each in expected]
    assert list(requisites_of_style(style, "https://example.org/s/main.css")) == wanted


@given(st.text(alphabet="@import url('\"()/* <img src=>;{}\n", max_size=300))
def test_nothing_a_page_or_style_holds_is_an_error(text: str) -> None:
    requisites_of_page(text, PAGE)
    requisites_of_style(text, PAGE)


@pytest.mark.parametrize("piece", ["url(", "@import ", "/*", "<img srcset='", "url('", "@import '"])
def test_heaps_of_signs_end(piece: str) -> None:
    assert len(requisites_of_style(piece * 100_000, PAGE)) <= 1
    requisites_of_page(f"<style>{piece * 20_000}</style>", PAGE)
