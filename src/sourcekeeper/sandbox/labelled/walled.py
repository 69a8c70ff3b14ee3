# ruff: noqa: E501  (pages and phrases stand on one line)
"""Walls, gates, repairs and refusals of many makers: of what is behind them nothing can be known tonight."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape

from sourcekeeper.model import Verdict
from sourcekeeper.sandbox.exchange import Answer, Request, html_answer, redirect
from sourcekeeper.sandbox.labelled.answers import (
    bare,
    bare_host,
    everywhere,
    kind,
    page,
)
from sourcekeeper.sandbox.labelled.kinds import LabelledKind
from sourcekeeper.sandbox.labelled.scenes import Scene, framed
from sourcekeeper.sandbox.labelled.walled_texts import (
    ACW,
    ALIYUN405,
    ANUBIS,
    AWS,
    CLOUDFRONT,
    CONSENT,
    DDOSG,
    F5,
    GENERIC_JS,
    IMPERVA,
    KASADA,
    MODSEC,
    REBLAZE,
    SEC_CPT,
    SEC_GOV,
    SUCURI,
    SUCURI_JS,
    TSPD,
    VERCEL,
    WORDFENCE,
)


def _wall(
    name: str,
    body: str | Callable[[Scene], str],
    *headers: tuple[str, str],
    status: int = 200,
    also: Iterable[Verdict] = (),
) -> LabelledKind:
    def make(scene: Scene) -> str:
        return body.replace("{host}", scene.host) if isinstance(body, str) else body(scene)

    return kind(name, everywhere(make, *headers, status=status), Verdict.BLOCKED, also, before="article")


def _sgcaptcha(_scene: Scene, request: Request) -> Answer:
    if request.path == "/.well-known/sgcaptcha/":
        return html_answer(
            202,
            bare(
                "Robot Challenge Screen",
                "<h1>Checking the site connection security</h1><p>{0} needs to verify that you are not a bot</p><script>const sgchallenge='20:1';</script>",
                '<meta name="robots" content="noindex">',
            ),
            ("SG-Captcha", "challenge"),
        )
    return html_answer(
        202,
        f'<html><head><link rel="icon" href="data:;"><meta http-equiv="refresh" content="0;/.well-known/sgcaptcha/?r={escape(request.path)}&y=ipc:1.2.3.4:17"></meta></head></html>',
        ("SG-Captcha", "challenge"),
    )


def _sorry(_scene: Scene, request: Request) -> Answer:
    if request.path == "/sorry/index":
        return html_answer(
            429,
            bare(
                "/sorry/",
                "<div id='recaptcha' class='g-recaptcha'></div><p>Our systems have detected unusual traffic from your computer network. This page checks to see if it's really you sending the requests, and not a robot.</p>",
            ),
        )
    return redirect(302, f"/sorry/index?continue={request.path}&q=EgRB")


def _perf_host(scene: Scene) -> tuple[str, ...]:
    return ("validate.perfd-" + bare_host(scene).split(".")[0] + ".labelled",)


def _perfdrive(scene: Scene, request: Request) -> Answer:
    (host,) = _perf_host(scene)
    if request.host == host:
        return page(
            scene,
            request,
            bare(
                "Radware Captcha Page",
                "<h1>We apologize for the inconvenience...</h1><p>...but your activity and behavior on this site made us think that you are a bot.</p><div class='h-captcha'></div><p>Please solve this CAPTCHA to request unblock to the website</p>",
            ),
        )
    return redirect(302, f"https://{host}/?ssa=b1&ssb=2&ssc=http%3A%2F%2F{scene.host}")


def _queue_host(scene: Scene) -> tuple[str, ...]:
    return ("queue." + bare_host(scene).split(".")[0] + "-wait.labelled",)


def _waiting_room(scene: Scene, request: Request) -> Answer:
    (host,) = _queue_host(scene)
    if request.host == host:
        return page(
            scene,
            request,
            bare(
                "Queue-it",
                "<h1>You are now in line</h1><p>When it is your turn, you will have 10 minutes to enter the website. Number of users in line ahead of you: 1412</p><p>Your estimated wait time is: 12 minutes</p>",
            ),
        )
    return redirect(302, f"https://{host}/?c=site&e=door&t={escape(request.path)}")


def _governor(scene: Scene, request: Request) -> Answer:
    if request.path == "/crawlprevention/governor":
        return page(
            scene,
            request,
            framed(
                scene,
                "Crawl prevention",
                "<h1>Help us confirm that you are not a robot and we will take you to your content.</h1><form><div class='g-recaptcha'></div></form>",
                recommended=0,
            ),
        )
    return redirect(302, f"/crawlprevention/governor?content={escape(request.path)}")


def _no_cookies(scene: Scene, request: Request) -> Answer:
    """Says that a client keeps no cookies, whatever it keeps."""
    if request.path == "/cookieAbsent":
        return page(
            scene,
            request,
            framed(
                scene,
                "Cookies required",
                "<h1>Cookie absent</h1><p>An error occurred because we were unable to send a cookie to your web browser. Session cookies are required to use this site. Your browser must accept cookies.</p>",
                recommended=0,
            ),
        )
    return redirect(302, "/cookieAbsent", ("Set-Cookie", "JSESSIONID=1; Path=/"))


def _consent_host(scene: Scene) -> tuple[str, ...]:
    return ("consent." + bare_host(scene),)


def _consent(scene: Scene, request: Request) -> Answer:
    (host,) = _consent_host(scene)
    title, head, text = scene.pick(CONSENT, "consent").split("|")
    if request.host == host:
        return page(
            scene,
            request,
            bare(
                title,
                f"<h1>{escape(head)}</h1><p>{escape(text)}</p><form action='/save' method='post'><button>OK</button></form>",
            ),
        )
    return redirect(302, f"https://{host}/v2/collectConsent?sessionId=3_cc&continue={scene.url}")


def _consent_here(scene: Scene) -> str:
    title, head, text = scene.pick(CONSENT, "consent").split("|")
    return bare(
        title,
        f"<h1>{escape(head)}</h1><p>{escape(text)}</p><form action='/save' method='post'><button>OK</button></form>",
    )


WALLED: tuple[LabelledKind, ...] = (
    _wall("waf-aws-202", AWS, ("x-amzn-waf-action", "challenge"), ("Server", "CloudFront"), status=202),
    _wall(
        "waf-aws-405",
        AWS.replace("<title></title>", "<title>Human Verification</title>"),
        ("x-amzn-waf-action", "captcha"),
        status=405,
    ),
    _wall("imperva-200", IMPERVA, ("X-Iinfo", "9-129-0 0NNN RT(1)"), ("X-CDN", "Imperva")),
    _wall("sucuri-403", SUCURI, ("Server", "Sucuri/Cloudproxy"), ("X-Sucuri-Block", "BNP005"), status=403),
    _wall("sucuri-js", SUCURI_JS, ("Server", "Sucuri/Cloudproxy"), ("X-Sucuri-ID", "12")),
    _wall("wordfence-503", WORDFENCE, ("Retry-After", "3600"), status=503),
    _wall("akamai-cpt-428", SEC_CPT, ("Server", "AkamaiGHost"), status=428),
    _wall("akamai-cpt-429", SEC_CPT, status=429, also={Verdict.RATE_LIMITED}),
    _wall("kasada-429", KASADA, ("x-kpsdk-ct", "0aYx"), status=429, also={Verdict.RATE_LIMITED}),
    _wall("f5-rejected-200", F5, ("Cache-Control", "no-cache")),
    _wall("f5-tspd-200", TSPD, ("Set-Cookie", "TS01=0; Path=/")),
    _wall("modsec-406", MODSEC, status=406, also={Verdict.UNKNOWN}),
    _wall("anubis-200", ANUBIS, ("Set-Cookie", "within.website-x-cmd-anubis-auth=; Path=/")),
    _wall("ddos-guard-403", DDOSG, ("Server", "ddos-guard"), status=403),
    _wall(
        "vercel-429",
        VERCEL,
        ("x-vercel-mitigated", "challenge"),
        ("Server", "Vercel"),
        status=429,
        also={Verdict.RATE_LIMITED},
    ),
    _wall("aliyun-acw-200", ACW, ("Server", "Tengine")),
    _wall("aliyun-405", ALIYUN405, ("Server", "Tengine"), status=405, also={Verdict.UNKNOWN}),
    _wall("reblaze-247", REBLAZE, ("Server", "Reblaze Secure Web Gateway"), status=247, also={Verdict.UNKNOWN}),
    _wall(
        "plain-interstitial-200",
        lambda scene: scene.pick(GENERIC_JS, "js").replace("{host}", scene.host),
        also={Verdict.UNKNOWN},
    ),
    _wall(
        "plain-interstitial-503",
        lambda scene: scene.pick(GENERIC_JS, "js").replace("{host}", scene.host),
        status=503,
        also={Verdict.UNKNOWN},
    ),
    _wall("undeclared-tool-403", SEC_GOV, status=403, also={Verdict.RATE_LIMITED}),
    _wall("undeclared-tool-200", SEC_GOV, also={Verdict.RATE_LIMITED}),
    kind("sgcaptcha-202", _sgcaptcha, Verdict.BLOCKED, before="article"),
    kind("sorry-429", _sorry, Verdict.BLOCKED, {Verdict.RATE_LIMITED}, before="article"),
    kind("perfdrive", _perfdrive, Verdict.BLOCKED, before="article", other_hosts=_perf_host),
    kind(
        "waiting-line",
        _waiting_room,
        Verdict.BLOCKED,
        {Verdict.RATE_LIMITED, Verdict.UNKNOWN},
        before="article",
        other_hosts=_queue_host,
    ),
    kind("crawl-governor", _governor, Verdict.BLOCKED, before="article"),
    kind("cookie-absent", _no_cookies, Verdict.BLOCKED, {Verdict.UNKNOWN}, before="article"),
    kind(
        "consent-elsewhere",
        _consent,
        Verdict.BLOCKED,
        {Verdict.UNKNOWN, Verdict.LOGIN_REQUIRED},
        before="article",
        other_hosts=_consent_host,
    ),
    kind(
        "consent-here",
        everywhere(_consent_here),
        Verdict.BLOCKED,
        {Verdict.UNKNOWN, Verdict.LOGIN_REQUIRED, Verdict.PAYWALLED},
        before="article",
    ),
    _wall(
        "geo-cloudfront-403",
        CLOUDFRONT,
        ("Server", "CloudFront"),
        ("X-Cache", "Error from cloudfront"),
        status=403,
        also={Verdict.LEGAL_BLOCK},
    ),
)
