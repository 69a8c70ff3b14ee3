# ruff: noqa: E501  (pages and phrases stand on one line)
"""Redirects that lead away from what is lost: home, to a section or search, to other owners, into nothing."""

from __future__ import annotations

from html import escape

from sourcekeeper.model import Verdict
from sourcekeeper.sandbox.exchange import Answer, Request, redirect
from sourcekeeper.sandbox.labelled.answers import (
    bare,
    bare_host,
    honest,
    is_cited,
    kind,
    not_found_body,
    page,
    shown,
)
from sourcekeeper.sandbox.labelled.kinds import LabelledKind, Responder
from sourcekeeper.sandbox.labelled.scenes import Scene, framed, home_of

_LOST = frozenset({Verdict.SOFT_404, Verdict.GONE})


_HOME_PATHS = (
    "/?error=404",
    "/index.php?msg=notfound",
    "/home",
    "/accueil.html",
    "/default.aspx",
    "/en/home",
    "/index.jsp",
    "/startseite",
    "/#!/home",
)


def _to_home(status: int) -> Responder:
    def answer(scene: Scene, request: Request) -> Answer:
        home = scene.pick(_HOME_PATHS, "home")
        if request.path in {"/", ""} or request.target == home:
            return page(scene, request, home_of(scene))
        return redirect(status, home)

    return answer


def _to_section(scene: Scene, request: Request) -> Answer:
    """All that a section does not have ends at the section's list."""
    if request.path == "/actu/":
        listed = "".join(
            f"<article><h2>{escape(t[:40])}</h2><p>{escape(t[:150])}…</p></article>"
            for t in scene.more_text("section", 8)
        )
        return page(scene, request, framed(scene, "Actu", f"<h1>Actu</h1>{listed}"))
    return redirect(302, "/actu/") if request.path.startswith("/actu/") else honest(scene, request)


def _to_search(found: bool) -> Responder:
    def answer(scene: Scene, request: Request) -> Answer:
        if request.path == "/search":
            hits = (
                "".join(
                    f"<li><a href='/x'>{escape(t[:60])}</a></li>" for t in scene.more_text("hits-" + request.query, 7)
                )
                if found
                else "<p>0</p>"
            )
            return page(
                scene,
                request,
                framed(
                    scene,
                    scene.name,
                    f"<h1>?</h1><form><input name=q value='{escape(request.query[2:])}'></form><ul>{hits}</ul>",
                ),
            )
        if request.path in {"/", "/robots.txt"}:
            return honest(scene, request)
        return redirect(302, f"/search?q={request.path.strip('/').replace('/', '+').replace('-', '+')}")

    return answer


def _product_host(scene: Scene) -> tuple[str, ...]:
    return ("login." + bare_host(scene).split(".")[0] + "-suite.labelled",)


def _other_product(scene: Scene, request: Request) -> Answer:
    """The service was closed: all its addresses lead to the log-in of what its owner sells today."""
    (login,) = _product_host(scene)
    if request.host == login:
        return page(
            scene,
            request,
            bare(
                "Sign in",
                "<h1>Sign in to your workspace</h1><form action='/session' method='post'><input name='email'><input type='password' name='password'><button>Sign in</button></form><p>Forgot your password?</p>",
            ),
        )
    return redirect(302, f"https://{login}/signin")


def _error_page(scene: Scene, request: Request) -> Answer:
    """To an address of its own for what is not there, which answers 200."""
    error = scene.pick(
        ("/error/404.html", "/404", "/notfound.aspx", "/errors/not-found", "/page-introuvable", "/Error.aspx"), "error"
    )
    if request.path == error:
        return page(scene, request, framed(scene, scene.name, f"<h1>{escape(scene.name)}</h1><p>:-(</p>"))
    if is_cited(scene, request):
        return redirect(302, f"{error}?aspxerrorpath={request.path}" if error.endswith("aspx") else error)
    return honest(scene, request)


def _merged_host(scene: Scene) -> tuple[str, ...]:
    return ("www.agency-" + bare_host(scene).split(".")[0] + ".labelled",)


def _merger(scene: Scene, request: Request) -> Answer:
    (portal,) = _merged_host(scene)
    if request.host == portal:
        return page(
            scene,
            request,
            framed(
                scene,
                "Portal",
                "<h1>Portal</h1>" + shown(t[:150] for t in scene.more_text("portal", 5)),
                layout="ministry",
            ),
        )
    return redirect(301, f"https://{portal}/")


def _merger_deep(scene: Scene, request: Request) -> Answer:
    """As after a _merger, but to a page that tells of it."""
    (portal,) = _merged_host(scene)
    if request.host == portal:
        return page(
            scene,
            request,
            framed(
                scene,
                "Welcome",
                "<h1>We have joined</h1>" + shown(t for t in scene.more_text("welcome", 2)),
                layout="ministry",
            ),
        )
    return redirect(301, f"https://{portal}/about/welcome-visitors")


def _index_listing(scene: Scene, request: Request) -> Answer:
    folder = request.path.rpartition("/")[0] + "/"
    rows = "".join(
        f'<tr><td><a href="{n}.jpg">{n}.jpg</a></td><td align="right">2019-03-0{n} 10:0{n}</td><td>{n * 7}K</td></tr>'
        for n in range(1, 6)
    )
    body = f"<html><head><title>Index of {folder}</title></head><body><h1>Index of {folder}</h1><table><tr><th>Name</th><th>Last modified</th><th>Size</th></tr><tr><td><a href='/'>Parent Directory</a></td></tr>{rows}</table><address>Apache/2.4 Server at {scene.host} Port 80</address></body></html>"
    if is_cited(scene, request) and request.path != folder:
        return redirect(301, folder) if folder != "/" else page(scene, request, body)
    if request.path.endswith("/"):
        return page(scene, request, body)
    return honest(scene, request)


def _lander_host(scene: Scene) -> tuple[str, ...]:
    return (f"ads{int(scene.draw('ads') * 900)}.trkr-{bare_host(scene).split('.')[0]}.labelled",)


def _to_lander(scene: Scene, request: Request) -> Answer:
    (lander,) = _lander_host(scene)
    if request.host == lander:
        return page(
            scene,
            request,
            bare(
                "Congratulations! You are today's visitor",
                "<h1>You have been selected</h1><p>Claim your prize. Answer 3 questions. Only 2 minutes left. Download the app to continue.</p>",
            ),
        )
    return redirect(302, f"http://{lander}/c/?subid={int(scene.draw('sub') * 1e9)}&domain={scene.host}")


def _to_410(scene: Scene, request: Request) -> Answer:
    if is_cited(scene, request):
        return redirect(301, "/archives/old/")
    return (
        page(scene, request, not_found_body(scene), status=410)
        if request.path.startswith("/archives")
        else honest(scene, request)
    )


def _no_name_host(scene: Scene) -> tuple[str, ...]:
    return (bare_host(scene).split(".")[0] + "-neu.labelled",)


def _no_name(scene: Scene, request: Request) -> Answer:
    return redirect(301, f"http://{_no_name_host(scene)[0]}/x") if is_cited(scene, request) else honest(scene, request)


LED_AWAY: tuple[LabelledKind, ...] = (
    kind("to-odd-home-302", _to_home(302), Verdict.MOVED_TO_HOME, {Verdict.SOFT_404}, before="article"),
    kind("to-odd-home-301", _to_home(301), Verdict.MOVED_TO_HOME, {Verdict.SOFT_404}, before="article"),
    kind(
        "to-section",
        _to_section,
        Verdict.SOFT_404,
        {Verdict.MOVED_TO_HOME},
        before="article",
        path="/actu/grand-entretien-9.html",
    ),
    kind("to-search-nothing", _to_search(False), Verdict.SOFT_404, {Verdict.MOVED_TO_HOME}, before="article"),
    kind("to-search-something", _to_search(True), Verdict.SOFT_404, {Verdict.MOVED_TO_HOME}, before="article"),
    kind(
        "other-product",
        _other_product,
        Verdict.LOGIN_REQUIRED,
        {Verdict.SOFT_404, Verdict.USURPED, Verdict.MOVED_TO_HOME},
        before="article",
        other_hosts=_product_host,
    ),
    kind("error-address", _error_page, Verdict.SOFT_404, _LOST, before="article"),
    kind(
        "merger-portal",
        _merger,
        Verdict.MOVED_TO_HOME,
        {Verdict.SOFT_404, Verdict.USURPED},
        before="article",
        other_hosts=_merged_host,
    ),
    kind(
        "merger-welcome",
        _merger_deep,
        Verdict.SOFT_404,
        {Verdict.MOVED_TO_HOME, Verdict.USURPED},
        before="article",
        other_hosts=_merged_host,
    ),
    kind(
        "index-listing",
        _index_listing,
        Verdict.SOFT_404,
        {Verdict.MOVED_TO_HOME, Verdict.CONTENT_DRIFTED},
        before="article",
        path="/2014/essai/lettre.html",
    ),
    kind(
        "prize-lander",
        _to_lander,
        Verdict.USURPED,
        {Verdict.PARKED, Verdict.SOFT_404},
        before="article",
        other_hosts=_lander_host,
    ),
    kind("redirect-to-410", _to_410, Verdict.GONE, before="article"),
    kind(
        "moved-to-no-name",
        _no_name,
        Verdict.DNS_GONE,
        before="article",
        failure="name-not-found",
        other_hosts=_no_name_host,
        failing=_no_name_host,
    ),
)
