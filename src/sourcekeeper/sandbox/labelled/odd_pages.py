# ruff: noqa: E501  (pages and phrases stand on one line)
"""Living pages that are odd in what they show, and texts that change night by night."""

from __future__ import annotations

import json
from html import escape

from sourcekeeper.model import Verdict
from sourcekeeper.sandbox.exchange import Answer, Request, redirect
from sourcekeeper.sandbox.labelled.answers import bare, honest, instead, is_cited, kind, moved_path, page, shown
from sourcekeeper.sandbox.labelled.kinds import LabelledKind, Responder
from sourcekeeper.sandbox.labelled.scenes import LAYOUTS, Scene, article_of, framed


def _css(scene: Scene, count: int) -> str:
    return "".join(
        f".c{i}-{int(scene.draw('c', i) * 1e6)}{{margin:{i % 40}px;color:#{i % 4096:03x};padding:0}}\n"
        for i in range(count)
    )


def _heavy_head(scene: Scene) -> str:
    return article_of(scene).replace("</head>", f"<style>{_css(scene, 4000)}</style></head>", 1)


def _huge(scene: Scene) -> str:
    return framed(
        scene,
        scene.title,
        f"<h1>{escape(scene.title)}</h1>{shown(scene.text)}{shown(scene.more_text('appendix', 250))}",
    )


def _amp(scene: Scene) -> str:
    boiler = "@-webkit-keyframes -amp-start{from{visibility:hidden}to{visibility:visible}}body{-webkit-animation:-amp-start 8s steps(1,end) 0s 1 normal both}"
    return (
        f'<!doctype html><html ⚡ lang="{scene.language}"><head><meta charset="utf-8"><title>{escape(scene.title)}</title>'
        f'<script async src="https://cdn.ampproject.org/v0.js"></script><link rel="canonical" href="{escape(moved_path(scene))}">'
        f"<style amp-boilerplate>{boiler}</style><noscript><style amp-boilerplate>body{{-webkit-animation:none}}</style></noscript></head>"
        f"<body><amp-sidebar id=s layout=nodisplay><ul><li><a href='/'>{escape(scene.name)}</a></ul></amp-sidebar><article><h1>{escape(scene.title)}</h1>"
        f"<amp-img src='/x.jpg' width=4 height=3></amp-img>{shown(scene.text)}</article></body></html>"
    )


_CRA = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"/><link rel="icon" href="/favicon.ico"/>'
    '<meta name="viewport" content="width=device-width,initial-scale=1"/><title>{name}</title>'
    '<script defer="defer" src="/static/js/main.8a1c0f2e.js"></script></head><body>'
    '<noscript>You need to enable JavaScript to run this app.</noscript><div id="root"></div></body></html>'
)


def _spa_shell(scene: Scene, request: Request) -> Answer:
    return page(scene, request, _CRA.format(name=escape(scene.name)))


def _spa_next(scene: Scene, request: Request) -> Answer:
    """A Next.js page whose text stands in its JSON; unknown paths honestly 404."""
    if not is_cited(scene, request):
        return honest(scene, request)
    state = json.dumps(
        {
            "props": {
                "pageProps": {
                    "article": {"headline": scene.title, "body": [{"type": "p", "text": t} for t in scene.text]}
                }
            },
            "page": "/[slug]",
        },
        ensure_ascii=False,
    )
    return page(
        scene,
        request,
        bare(
            scene.title,
            f'<div id="__next"></div><script id="__NEXT_DATA__" type="application/json">{state}</script>',
            language=scene.language,
        ),
    )


def _spa_noscript(scene: Scene) -> str:
    return bare(
        scene.title,
        f'<div id="app"></div><noscript><h1>{escape(scene.title)}</h1>{shown(scene.text)}</noscript><script src="/app.js"></script>',
        language=scene.language,
    )


def _hash_bang(scene: Scene, request: Request) -> Answer:
    if request.path != "/app/":
        return honest(scene, request)
    return page(
        scene,
        request,
        bare(
            scene.name,
            '<div ng-view></div><p class="loading">Loading…</p><script src="/app/main.js"></script>',
            '<meta name="fragment" content="!">',
        ),
    )


def _frameset(scene: Scene, request: Request) -> Answer:
    if is_cited(scene, request):
        return page(
            scene,
            request,
            f'<html><head><title>{escape(scene.title)}</title></head><frameset cols="20%,80%"><frame src="/menu.html"><frame src="/text.html"><noframes><body>Your browser does not support frames.</body></noframes></frameset></html>',
        )
    if request.path == "/text.html":
        return page(scene, request, article_of(scene))
    return honest(scene, request)


def _with_comments(number: int) -> Responder:
    def make(scene: Scene) -> str:
        said = "".join(
            f'<li class="comment"><b>{escape(t.split()[0])}</b><p>{escape(t)}</p></li>'
            for t in scene.more_text(f"comments-{number}", 25)
        )
        content = f"<h1>{escape(scene.title)}</h1>{shown(scene.text[:5])}<section id='comments' class='comments-area'><h2>25 comments</h2><ol class='commentlist'>{said}</ol></section>"
        return framed(scene, scene.title, content)

    return instead(make)


def _with_adverts(number: int) -> Responder:
    def make(scene: Scene) -> str:
        ads = [
            f'<div class="ad ad-slot" data-ad="1"><p>{escape(t)}</p></div>'
            for t in scene.more_text(f"adverts-{number}", len(scene.text))
        ]
        mixed = "".join(f"<p>{escape(t)}</p>{ad}" for t, ad in zip(scene.text, ads, strict=True))
        return framed(scene, scene.title, f"<h1>{escape(scene.title)}</h1>{mixed}")

    return instead(make)


def _sidebar_404(scene: Scene) -> str:
    return article_of(scene).replace(
        "</body>",
        '<div class="sidebar"><h2>Page not found</h2><p>Sorry, the page you requested could not be found: a podcast.</p><h3>Error 404</h3></div></body>',
    )


def _film_404(scene: Scene) -> str:
    title = {
        "fr": "Erreur 404, page introuvable : le film",
        "de": "Fehler 404 – Seite nicht gefunden, der Film",
        "es": "Error 404: página no encontrada, la película",
    }.get(scene.language, "Error 404: Page Not Found, the film")
    return article_of(scene, title=title)


def _glossary_404(scene: Scene) -> str:
    """A short page of a glossary."""
    return framed(
        scene,
        "404 Not Found",
        f"<h1>404 Not Found</h1><p>{escape(scene.text[0])}</p><p>{escape(scene.text[1])}</p>",
        recommended=0,
    )


def _short_poem(scene: Scene) -> str:
    lines = "<br>".join(escape(each) for each in scene.text[0].split(". ")[:2])
    return framed(scene, scene.title, f"<h1>{escape(scene.title)}</h1><p>{lines}</p>", recommended=0)


def _login_in_header(scene: Scene) -> str:
    form = '<form action="/login" method="post" class="login"><label>Login <input name="user"></label><input type="password" name="pass"><button>Log in</button><a href="/register">Register</a></form>'
    return article_of(scene).replace("<body>", f"<body>{form}", 1)


def _captcha_in_comments(scene: Scene) -> str:
    form = '<form id="commentform"><textarea name="comment"></textarea><div class="g-recaptcha" data-sitekey="6Lc"></div><button>Post</button></form><script src="https://www.google.com/recaptcha/api.js" async></script><script src="https://challenges.cloudflare.com/turnstile/v0/api.js"></script>'
    return article_of(scene).replace("</body>", f"{form}</body>")


def _for_sale_topic(scene: Scene) -> str:
    title = scene.pick(
        (
            "This domain is for sale: how names became property",
            "Buy this domain? A short history of domain parking",
            "Ce nom de domaine est à vendre : enquête",
        ),
        "t",
    )
    return article_of(scene, title=title)


def _cf_injected(scene: Scene) -> str:
    script = "<script>(function(){function c(){var b=a.contentDocument;window.__CF$cv$params={r:'8f1',t:'MTc='};var d=b.createElement('script');d.src='/cdn-cgi/challenge-platform/scripts/jsd/main.js';}})();</script>"
    return article_of(scene).replace("</body>", f"{script}</body>")


def _datadome_fine(scene: Scene) -> str:
    return article_of(scene).replace(
        "</head>",
        "<script>window.ddjskey='A1B2';window.ddoptions={};</script><script src='https://js.datadome.co/tags.js' async></script></head>",
    )


def _incapsula_fine(scene: Scene) -> str:
    return article_of(scene).replace(
        "</head>",
        '<script type="text/javascript" src="/_Incapsula_Resource?SWJIYLWA=719d34d31c8e3a6e6fffd425f7e032f3"></script></head>',
    )


def _withdrawn_banner(scene: Scene) -> str:
    note = '<div class="govuk-notice"><h2>This guidance was withdrawn on 3 May 2023</h2><p>This page has been archived and is no longer being updated. This content is no longer available elsewhere.</p></div>'
    return article_of(scene).replace("<h1>", f"{note}<h1>", 1)


def _consent_overlay(scene: Scene) -> str:
    words = (
        "We and our 842 partners store and/or access information on a device, such as cookies, and process personal _data, such as unique identifiers. "
        "With your permission we and our partners may use precise geolocation data. You may accept or manage your choices by clicking below. "
    ) * 6
    box = f'<div id="didomi-host" class="didomi-popup-open" role="dialog" aria-modal="true"><h2>Before you continue</h2><p>{words}</p><button>Agree and close</button></div>'
    return article_of(scene).replace("<body>", f"<body>{box}", 1)


def _maintenance_banner(scene: Scene) -> str:
    note = "<div class='alert'><b>Scheduled maintenance</b>: the site is down for maintenance on Sunday from 2 to 4 am. We'll be back soon.</div>"
    return article_of(scene).replace("<body>", f"<body>{note}", 1)


def _faulty_foot(scene: Scene) -> str:
    return article_of(scene).replace(
        "</body>",
        "<br />\n<b>Warning</b>:  Undefined variable $widget in <b>/home/www/wp-content/themes/x/footer.php</b> on line <b>31</b><br /></body>",
    )


ODD_PAGES: tuple[LabelledKind, ...] = (
    kind("heavy-head", instead(_heavy_head)),
    kind("huge-page", instead(_huge)),
    kind("amp", instead(_amp), before="article"),
    kind("spa-shell", _spa_shell, Verdict.UNKNOWN, {Verdict.ALIVE, Verdict.BLOCKED}),
    kind("spa-json", _spa_next, also={Verdict.UNKNOWN}),
    kind("spa-noscript", instead(_spa_noscript), before="article"),
    kind("hash-bang", _hash_bang, also={Verdict.UNKNOWN}, path="/app/#!/article/512"),
    kind("frameset", _frameset, also={Verdict.UNKNOWN}),
    kind("comments-before", _with_comments(1)),
    kind("comments-change", _with_comments(2), before="comments-before"),
    kind("adverts-before", _with_adverts(1)),
    kind("adverts-change", _with_adverts(2), before="adverts-before"),
    kind("sidebar-404", instead(_sidebar_404), before="article"),
    kind("film-404", instead(_film_404)),
    kind("glossary-404", instead(_glossary_404)),
    kind("short-poem", instead(_short_poem)),
    kind("login-in-header", instead(_login_in_header), before="article"),
    kind("captcha-in-comments", instead(_captcha_in_comments), before="article"),
    kind("for-sale-topic", instead(_for_sale_topic)),
    kind("cf-injected", instead(_cf_injected, ("Server", "cloudflare"), ("CF-RAY", "8f1-CDG")), before="article"),
    kind(
        "datadome-fine",
        instead(_datadome_fine, ("X-DataDome", "protected"), ("Set-Cookie", "datadome=abc; Max-Age=31536000")),
        before="article",
    ),
    kind(
        "incapsula-fine", instead(_incapsula_fine, ("X-Iinfo", "10-1-1 NNNN"), ("X-CDN", "Imperva")), before="article"
    ),
    kind("withdrawn-banner", instead(_withdrawn_banner), before="article"),
    kind("consent-overlay", instead(_consent_overlay), before="article"),
    kind("maintenance-banner", instead(_maintenance_banner), before="article"),
    kind("faulty-foot", instead(_faulty_foot), before="article"),
)


def _drifted(count: int) -> Responder:
    def make(scene: Scene) -> str:
        fresh = scene.more_text("drift", 12)
        return article_of(scene, text=tuple(fresh[i] if i < count else t for i, t in enumerate(scene.text)))

    return instead(make)


def _same_title(scene: Scene) -> str:
    return article_of(scene, text=scene.more_text("replaced", len(scene.text)))


def _redesigned(scene: Scene) -> str:
    others = [each for each in LAYOUTS if each != scene.layout]
    return article_of(scene, layout=scene.pick(others, "redesign"))


def _moved(scene: Scene, request: Request) -> Answer:
    new = moved_path(scene)
    if is_cited(scene, request):
        return redirect(301, new)
    return page(scene, request, article_of(scene)) if request.path == new else honest(scene, request)


CHANGING: tuple[LabelledKind, ...] = (
    *(
        kind(
            f"drifted-by-{n}", _drifted(n), Verdict.ALIVE, {Verdict.CONTENT_DRIFTED} if n > 1 else (), before="article"
        )
        for n in (1, 2, 3, 4)
    ),
    kind("drifted-wholly", _drifted(12), None, later=Verdict.CONTENT_DRIFTED, is_later_only=True, before="article"),
    kind(
        "same-title-other-text",
        instead(_same_title),
        None,
        later=Verdict.CONTENT_DRIFTED,
        is_later_only=True,
        before="article",
    ),
    kind("another-dress", instead(_redesigned), Verdict.ALIVE, before="article"),
    kind("moved-301", _moved, Verdict.REDIRECTED, before="article"),
)
