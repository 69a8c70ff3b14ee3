"""Living kinds that look lost, walled or sold to who looks at words alone."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from sourcekeeper.model import Verdict
from sourcekeeper.sandbox.exchange import Answer, Request, redirect
from sourcekeeper.sandbox.labelled.answers import (
    LabelledKind,
    bare,
    honest,
    instead,
    is_cited,
    kind,
    page,
    shown,
)
from sourcekeeper.sandbox.labelled.scenes import Scene, article_of, framed

_DRIFT = Verdict.CONTENT_DRIFTED
_TITLES = {
    "about-checks": ("Are you human? A history of the test", "Czy jesteś robotem? Historia testu", "Вы не робот?"),
    "about-closures": ("The museum has closed its doors", "Le musée a fermé ses portes", "El museo cerró"),
    "about-courts": (
        "Court order blocks a site",
        "Sito oscurato su ordine del tribunale",
        "Site bloqué par la justice",
    ),
    "about-domains": ("This domain is for sale: a market", "Dieser Name steht zum Verkauf: ein Markt"),
    "about-lost-pages": ("Page not found: why sources vanish", "Page introuvable : pourquoi les sources se perdent"),
}
_HIDDEN = (
    '<div style="position:absolute;left:-9999px"><a href="/x">slot gacor</a> <a href="/y">casino bonus</a> '
    '<a href="/z">viagra</a></div>'
)
_DIALOG = '<div role="alertdialog">We and our 312 partners store information. Nous et nos 312 partenaires.</div>'


def _titled(name: str) -> Callable[[Scene], str]:
    return lambda scene: article_of(scene, title=scene.pick(_TITLES[name], "titles"))


def _broken_into(scene: Scene) -> str:
    return article_of(scene).replace("</body>", f"{_HIDDEN}</body>")


def _record(scene: Scene) -> str:
    content = f"<h1>{escape(scene.title)}</h1><table><tr><td>{escape(scene.author)}</td></tr></table>"
    return framed(scene, scene.title, content).replace("<body>", f"<body>{_DIALOG}")


def _entry(_scene: Scene) -> str:
    return bare("erratum", "<dl><dt>erratum</dt><dd>a slip in print</dd></dl><p>See also: lost, missing, gone.</p>")


def _parted(scene: Scene) -> str:
    return article_of(
        scene,
        text=[
            " ".join(f"{word[:4]}\xad{word[4:]}" if len(word) > 7 else word for word in text.split())
            for text in scene.text
        ],
    )


def _below_search(scene: Scene, request: Request) -> Answer:
    if is_cited(scene, request):
        return redirect(301, "/search/detail?id=4471")
    return page(scene, request, article_of(scene)) if request.path == "/search/detail" else honest(scene, request)


def _withdrawn(scene: Scene) -> str:
    abstract = f"This paper has been withdrawn by its author. {scene.text[0]}"
    return framed(scene, scene.title, f"<h1>{escape(scene.title)}</h1>{shown([abstract])}<p>[v1] [v2]</p>")


LOOKALIKES: tuple[LabelledKind, ...] = (
    *(kind(name, instead(_titled(name))) for name in _TITLES),
    kind("broken-into", instead(_broken_into), before="article"),
    kind("record-under-banner", instead(_record), also={_DRIFT}),
    kind("entry-that-ends-in-gone", instead(_entry)),
    kind("soft-hyphens-put-in", instead(_parted), before="article"),
    kind("record-below-search", _below_search, Verdict.REDIRECTED, before="article"),
    kind("paper-withdrawn", instead(_withdrawn)),
)
"""Living, all of them."""
