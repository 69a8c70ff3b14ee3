# ruff: noqa: E501  (pages and phrases stand on one line)
"""Bars that are no robot walls: countries, repairs, odd statuses, logins, ages, money, servers that say nothing."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from sourcekeeper.model import Verdict
from sourcekeeper.sandbox.exchange import Answer, Manner, Request, html_answer, redirect
from sourcekeeper.sandbox.labelled.answers import (
    bare,
    bare_host,
    everywhere,
    honest,
    instead,
    is_cited,
    kind,
    page,
    shown,
)
from sourcekeeper.sandbox.labelled.kinds import LabelledKind, Responder
from sourcekeeper.sandbox.labelled.scenes import Scene, article_of, framed
from sourcekeeper.sandbox.labelled.walled_texts import (
    GEO,
    MAINTENANCE,
    MEMBERS,
    PAY,
    S3,
)


def _geo(scene: Scene) -> str:
    title, text = scene.pick(GEO, "geo").split("|")
    return bare(title, text)


def _geo_redirect(scene: Scene, request: Request) -> Answer:
    if request.path == "/unavailable-in-eu/":
        return page(scene, request, _geo(scene))
    return redirect(302, "/unavailable-in-eu/")


def _s3_denied(_scene: Scene, _request: Request) -> Answer:
    return Answer(status=403, headers=(("Content-Type", "application/xml"), ("Server", "AmazonS3")), body=S3.encode())


def _under_repair(scene: Scene) -> str:
    title, text = scene.pick(MAINTENANCE, "maintenance").split("|")
    return bare(title, text)


def _repair_redirect(scene: Scene, request: Request) -> Answer:
    return (
        page(scene, request, _under_repair(scene))
        if request.path == "/maintenance.html"
        else redirect(302, "/maintenance.html")
    )


def _odd(statuses: Sequence[int], text: str, *headers: tuple[str, str]) -> Responder:
    def answer(scene: Scene, request: Request) -> Answer:
        status = int(scene.pick([str(each) for each in statuses], "status"))
        said = text.format(status=status)
        return page(scene, request, bare(said, f"<h1>{escape(said)}</h1>"), *headers, status=status)

    return answer


def _authwall(scene: Scene, request: Request) -> Answer:
    if request.path == "/authwall":
        return page(
            scene,
            request,
            bare(
                "Sign Up",
                "<h1>Join to see who you already know</h1><form action='/signup'><input name='email-address' type='email'><input name='password' type='password'><button>Agree & Join</button></form><p>Already on the network? <a href='/login'>Sign in</a></p>",
            ),
        )
    return redirect(302, f"/authwall?trk=gf&original_referer=&sessionRedirect={scene.path}")


def _saml_host(scene: Scene) -> tuple[str, ...]:
    return ("sso." + bare_host(scene),)


def _saml(scene: Scene, request: Request) -> Answer:
    (host,) = _saml_host(scene)
    if request.host == host:
        return page(
            scene,
            request,
            bare(
                "Select your institution",
                "<h1>Where are you from?</h1><form><select name='user_idp'><option>University of A</option></select><button>Select</button></form><p>Log in through your institution</p>",
            ),
        )
    return page(
        scene,
        request,
        f"<html><body onload='document.forms[0].submit()'><noscript><p><strong>Note:</strong> Since your browser does not support JavaScript, you must press the Continue button once to proceed.</p></noscript><form action='https://{host}/profile/SAML2/POST/SSO' method='post'><input type='hidden' name='SAMLRequest' value='PD94bWw'/><input type='hidden' name='RelayState' value='ss:mem:1'/><noscript><input type='submit' value='Continue'/></noscript></form></body></html>",
    )


def _members(scene: Scene, request: Request) -> Answer:
    title, head, text = scene.pick(MEMBERS, "members").split("|")
    return (
        page(scene, request, bare(title, f"<h1>{escape(head)}</h1><p>{escape(text)}</p>"))
        if is_cited(scene, request)
        else honest(scene, request)
    )


def _age_gate(scene: Scene, request: Request) -> Answer:
    if request.path == "/age-verification":
        return page(
            scene,
            request,
            bare(
                "Age verification",
                "<h1>Are you of legal drinking age?</h1><form method='post'><input name='day'><input name='month'><input name='year'><button>Enter</button></form><p>You must be 18 or older to enter this site.</p>",
            ),
        )
    return redirect(302, f"/age-verification?destination={request.path}")


def _pay_words(scene: Scene) -> str:
    head, text = PAY[scene.language].split("|")
    content = f"<h1>{escape(scene.title)}</h1>{shown(scene.text[:1])}<div class='paywall'><h2>{escape(head)}</h2><p>{escape(text)}</p></div>"
    return framed(scene, scene.title, content)


def _pay_marked(scene: Scene) -> str:
    data = '<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":["NewsArticle"],"headline":"x","isAccessibleForFree":"False","hasPart":{"@type":"WebPageElement","isAccessibleForFree":false,"cssSelector":".paywall"}}]}</script>'
    return framed(scene, scene.title, f"<h1>{escape(scene.title)}</h1>{shown(scene.text[:2])}", head=data)


def _per_crawl(_scene: Scene, _request: Request) -> Answer:
    return html_answer(
        402,
        bare("Payment Required", "<h1>Payment Required</h1><p>AI crawlers must pay to access this content.</p>"),
        ("crawler-price", "USD 0.01"),
        ("Server", "cloudflare"),
        ("CF-RAY", "8f1"),
    )


def _empty_reply(_scene: Scene, _request: Request) -> Answer:
    return Answer(manner=Manner.RAW, body=b"")


def _no_status_line(scene: Scene, _request: Request) -> Answer:
    return Answer(manner=Manner.RAW, body=article_of(scene).encode())


_DATE = ("Retry-After", "Sat, 28 Nov 2026 21:00:00 GMT")


BARRED: tuple[LabelledKind, ...] = (
    kind("geo-451", everywhere(_geo, status=451), Verdict.LEGAL_BLOCK, before="article"),
    kind("geo-200", everywhere(_geo), Verdict.LEGAL_BLOCK, {Verdict.BLOCKED, Verdict.UNKNOWN}, before="article"),
    kind("geo-redirect", _geo_redirect, Verdict.LEGAL_BLOCK, {Verdict.BLOCKED, Verdict.UNKNOWN}, before="article"),
    kind("s3-denied-403", _s3_denied, Verdict.BLOCKED, {Verdict.UNKNOWN}, before="article"),
    kind(
        "repair-503-date",
        everywhere(_under_repair, _DATE, status=503),
        Verdict.SERVER_ERROR,
        {Verdict.RATE_LIMITED, Verdict.UNKNOWN},
        before="article",
    ),
    kind("repairs-worded", everywhere(_under_repair), Verdict.SERVER_ERROR, {Verdict.UNKNOWN}, before="article"),
    kind("repair-redirect", _repair_redirect, Verdict.SERVER_ERROR, {Verdict.UNKNOWN}, before="article"),
    kind(
        "cdn-52x",
        _odd((520, 521, 523, 524, 525, 526, 527, 530), "Error {status}", ("Server", "cloudflare"), ("CF-RAY", "1")),
        Verdict.SERVER_ERROR,
        {Verdict.UNKNOWN, Verdict.TLS_ERROR, Verdict.DNS_GONE},
        before="article",
    ),
    kind(
        "odd-5xx",
        _odd((505, 506, 507, 508, 509, 510, 511, 529, 540, 561, 598, 599), "{status}"),
        Verdict.SERVER_ERROR,
        {Verdict.UNKNOWN, Verdict.RATE_LIMITED, Verdict.LOGIN_REQUIRED},
        before="article",
    ),
    kind(
        "odd-4xx",
        _odd(
            (
                400,
                405,
                406,
                409,
                412,
                417,
                418,
                421,
                422,
                424,
                425,
                428,
                430,
                431,
                444,
                456,
                460,
                463,
                464,
                494,
                497,
                499,
            ),
            "{status} Error",
        ),
        Verdict.BLOCKED,
        {Verdict.UNKNOWN},
        before="article",
    ),
    kind(
        "odd-9xx",
        _odd((600, 666, 777, 888, 987, 999), "Request denied"),
        Verdict.BLOCKED,
        {Verdict.UNKNOWN, Verdict.SERVER_ERROR, Verdict.UNREACHABLE},
        before="article",
    ),
    kind(
        "calm-420",
        _odd((420,), "Enhance your calm"),
        Verdict.RATE_LIMITED,
        {Verdict.BLOCKED, Verdict.UNKNOWN},
        before="article",
    ),
    kind("authwall", _authwall, Verdict.LOGIN_REQUIRED, {Verdict.BLOCKED}, before="article"),
    kind("saml", _saml, Verdict.LOGIN_REQUIRED, {Verdict.UNKNOWN}, before="article", other_hosts=_saml_host),
    kind("members-200", _members, Verdict.LOGIN_REQUIRED, {Verdict.UNKNOWN, Verdict.BLOCKED}, before="article"),
    kind("age-gate", _age_gate, Verdict.BLOCKED, {Verdict.UNKNOWN, Verdict.LOGIN_REQUIRED}, before="article"),
    kind("pay-words", instead(_pay_words), Verdict.PAYWALLED, {Verdict.ALIVE}, before="article"),
    kind("pay-marked", instead(_pay_marked), Verdict.PAYWALLED, before="article"),
    kind("pay-per-crawl-402", _per_crawl, Verdict.PAYWALLED, {Verdict.BLOCKED}, before="article"),
    kind("empty-reply", _empty_reply, Verdict.UNREACHABLE, {Verdict.UNKNOWN}, before="article"),
    kind(
        "no-status-line",
        _no_status_line,
        Verdict.UNREACHABLE,
        {Verdict.UNKNOWN, Verdict.ALIVE, Verdict.SERVER_ERROR},
        before="article",
    ),
)
