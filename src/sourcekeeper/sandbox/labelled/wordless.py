"""Kinds that no list of words tells apart: notices of no language, lists and blanks in the place of a work.

Their words are drawn from syllables, so that only what a page shows, and what it says to machines, can be judged by.
Pure.
"""

from __future__ import annotations

from html import escape

from sourcekeeper.model import Verdict
from sourcekeeper.sandbox.exchange import Answer, Request, redirect
from sourcekeeper.sandbox.labelled.answers import LabelledKind, bare, everywhere, honest, instead, is_cited, kind, page
from sourcekeeper.sandbox.labelled.prose import NAMES
from sourcekeeper.sandbox.labelled.scenes import Scene, framed, home_of

_BEFORE = "article"
_DOUBT = (Verdict.UNKNOWN, Verdict.CONTENT_DRIFTED)
"""What may be said of a page that only its words would tell apart."""
_SYLLABLES = ("vo", "relt", "kas", "ami", "dun", "tel", "eb", "nor", "sky", "pab", "ule", "gim", "ost", "ir")
_BUTTON = "<form method='post' action='/go'><button>&rarr;</button></form>"


def _coined(scene: Scene, name: str, count: int) -> str:
    """Return a sentence of words that are in no language, always the same for a name."""
    words = ["".join(scene.pick(_SYLLABLES, name, at, part) for part in range(3)) for at in range(count)]
    return " ".join(words).capitalize()


def _told(scene: Scene) -> str:
    return f"<h1>{escape(_coined(scene, 'heading', 3))}</h1><p>{escape(_coined(scene, 'told', 9))}.</p>"


def _notice(scene: Scene, *, head: str = "", more: str = "") -> str:
    return framed(scene, _coined(scene, "heading", 3), f"{_told(scene)}{more}", head=head)


def _listing(scene: Scene) -> str:
    """Return a list of other works; coined, for the sandbox's prose has so few words that any list names any work."""
    rows = "".join(
        f"<h3><a href='/z/{at}'>{_coined(scene, f'item {at}', 5)}</a></h3><p>{_coined(scene, f'teaser {at}', 12)}…</p>"
        for at in range(9)
    )
    return framed(scene, scene.name, f"<h1>{_coined(scene, 'shelf', 1)}</h1>{rows}", recommended=0)


def _led_to_a_list(scene: Scene, request: Request) -> Answer:
    if is_cited(scene, request):
        return redirect(302, "/shelf")
    return page(scene, request, _listing(scene)) if request.path == "/shelf" else honest(scene, request)


def _led_to_a_notice(scene: Scene, request: Request) -> Answer:
    if is_cited(scene, request):
        return redirect(301, "/relaunch")
    return page(scene, request, _notice(scene)) if request.path == "/relaunch" else honest(scene, request)


def _asked_words(scene: Scene, request: Request) -> Answer:
    """Answer as a site does that searches for the words of whatever it is asked for."""
    if request.path in {"/", ""}:
        return page(scene, request, home_of(scene))
    asked = " ".join("".join(sign if sign.isalnum() else " " for sign in request.path).split())
    hits = "".join(f"<h3><a href='/z/{at}'>{_coined(scene, f'{asked} {at}', 5)}</a></h3>" for at in range(7))
    return page(scene, request, framed(scene, asked, f"<h1>{escape(asked)}</h1>{hits}", recommended=0))


def _short_work(scene: Scene) -> str:
    return framed(scene, scene.title, f"<h1>{escape(scene.title)}</h1><p>{escape(scene.text[0][:120])}</p>")


def _short_film(scene: Scene) -> str:
    return framed(scene, scene.pick(NAMES, "film"), "<video src='/film.mp4'></video><p>12:04</p>")


def _table_of_data(scene: Scene) -> str:
    rows = "".join(f"<tr><td>{year}</td><td>{year * 7 % 91}</td></tr>" for year in range(2001, 2020))
    return framed(scene, scene.pick(NAMES, "data"), f"<table>{rows}</table>")


def _wrongly_unlisted(scene: Scene) -> str:
    """A living page that search engines are asked to leave out, and that calls the front page its own address."""
    head = f"<meta name='robots' content='noindex'><link rel='canonical' href='{scene.scheme}://{scene.host}/'>"
    shown = "".join(f"<p>{escape(each)}</p>" for each in scene.text)
    return framed(scene, scene.title, f"<h1>{escape(scene.title)}</h1>{shown}", head=head)


def _lost(name: str, answer: object, *also: Verdict, path: str = "") -> LabelledKind:
    return kind(name, answer, Verdict.SOFT_404, {*_DOUBT, *also}, before=_BEFORE, path=path)  # type: ignore[arg-type]


def _noted(head: str) -> object:
    return instead(lambda scene: _notice(scene, head=head))


WORDLESS: tuple[LabelledKind, ...] = (
    _lost("coined-notice-unlisted", _noted("<meta name='robots' content='noindex'>")),
    _lost("coined-notice-canonical", _noted("<link rel='canonical' href='/'>")),
    _lost("coined-notice-bare", instead(lambda scene: bare(_coined(scene, "heading", 3), _told(scene)))),
    _lost(
        "coined-notice-untitled",
        instead(lambda scene: framed(scene, scene.name, f"<p>{_coined(scene, 'told', 9)}</p>")),
    ),
    _lost("blank-template", instead(lambda scene: framed(scene, scene.name, "<h1></h1><div class='body'></div>"))),
    _lost("list-in-its-place", instead(_listing), path="/report/a-slow-winter-on-the-upper-canal"),
    _lost("led-to-a-list", _led_to_a_list),
    _lost("led-to-a-coined-notice", _led_to_a_notice),
    _lost("searches-its-words", _asked_words, path="/2019/the-reading-room-outlives-the-census"),
    _lost("file-is-a-notice", instead(_notice), path="/files/2014/final-report.pdf"),
    kind("coined-notice-everywhere", everywhere(_notice), Verdict.SOFT_404, {Verdict.UNKNOWN}, before=_BEFORE),
    kind(
        "coined-wall",
        instead(lambda scene: bare(_coined(scene, "heading", 2), f"{_told(scene)}{_BUTTON}")),
        Verdict.BLOCKED,
        {Verdict.UNKNOWN},
        before=_BEFORE,
    ),
    kind(
        "coined-wall-everywhere",
        everywhere(lambda scene: _notice(scene, more=_BUTTON)),
        Verdict.BLOCKED,
        {Verdict.UNKNOWN},
        before=_BEFORE,
    ),
    kind(
        "coined-login",
        instead(lambda scene: _notice(scene, more="<form method='post'><input type='password' name='p'></form>")),
        Verdict.LOGIN_REQUIRED,
        {Verdict.UNKNOWN},
        before=_BEFORE,
    ),
    kind("short-work", instead(_short_work)),
    kind("short-film", instead(_short_film)),
    kind("table-of-data", instead(_table_of_data)),
    kind("wrongly-unlisted", instead(_wrongly_unlisted)),
)
