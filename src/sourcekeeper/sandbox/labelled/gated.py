# ruff: noqa: E501  (phrases of one language stand on one line)
"""Kinds of pages that say nothing of what stands behind them: bot walls, consent, logins, payment, laws, limits."""

from __future__ import annotations

from html import escape
from urllib.parse import quote

from sourcekeeper.model import Verdict
from sourcekeeper.sandbox.exchange import Answer, Request, html_answer, redirect
from sourcekeeper.sandbox.labelled.answers import LabelledKind, bare, everywhere, honest, instead, is_cited, page, said
from sourcekeeper.sandbox.labelled.scenes import Scene, framed

_ROBOT = {
    "en": "Please verify that you are human|Checking your browser before accessing the site|Are you a robot?",
    "fr": "Vérifiez que vous êtes humain|Vérification de votre navigateur|Êtes-vous un robot ?",
    "de": "Bitte bestätigen Sie, dass Sie kein Roboter sind|Sicherheitsüberprüfung|Sind Sie ein Mensch?",
    "es": "Verifique que usted es humano|Comprobación de seguridad|¿Eres humano?",
    "it": "Verifica di essere umano|Controllo di sicurezza|Sei un robot?",
    "pt": "Confirme que é humano|Verificação de segurança|É um robô?",
    "nl": "Bevestig dat u een mens bent|Beveiligingscontrole|Ben je een robot?",
}
_DENIED = {
    "en": "Access denied|403 Forbidden|You don't have permission to access this page",
    "fr": "Accès refusé|Accès interdit|403 Interdit",
    "de": "Zugriff verweigert|Zugang nicht erlaubt|403 Verboten",
    "es": "Acceso denegado|Acceso prohibido",
    "it": "Accesso negato|Accesso vietato",
    "pt": "Acesso negado|Acesso proibido",
    "nl": "Toegang geweigerd|Geen toegang",
}
_CONSENT = {
    "en": "We value your privacy. We and our 842 partners store information on your device. Accept and continue.",
    "fr": "Nous respectons votre vie privée. Nous et nos 842 partenaires stockons des informations. Continuer sans accepter.",
    "de": "Wir schätzen Ihre Privatsphäre. Wir und unsere 842 Partner speichern Informationen. Zustimmen und weiter.",
    "es": "Valoramos su privacidad. Nosotros y nuestros 842 socios almacenamos información. Aceptar y continuar.",
    "it": "Teniamo alla tua privacy. Noi e i nostri 842 partner archiviamo informazioni. Accetta e continua.",
    "pt": "Valorizamos a sua privacidade. Nós e os nossos 842 parceiros guardamos informações. Aceitar e continuar.",
    "nl": "Wij waarderen uw privacy. Wij en onze 842 partners slaan informatie op. Accepteren en doorgaan.",
}
_LOGIN = {
    "en": "Sign in|Log in to continue",
    "fr": "Connexion|Identifiez-vous",
    "de": "Anmelden|Bitte melden Sie sich an",
    "es": "Iniciar sesión|Acceso de usuarios",
    "it": "Accedi|Area riservata",
    "pt": "Iniciar sessão|Área reservada",
    "nl": "Inloggen|Aanmelden",
}
_PAY = {
    "en": "Subscribe to read the full story.",
    "fr": "La suite est réservée aux abonnés.",
    "de": "Weiterlesen mit einem Abo.",
    "es": "Suscríbase para seguir leyendo.",
    "it": "Abbonati per continuare a leggere.",
    "pt": "Assine para continuar a ler.",
    "nl": "Word abonnee om verder te lezen.",
}
_COUNTRY = {
    "en": "This content is not available in your country",
    "fr": "Ce contenu n'est pas disponible dans votre pays",
    "de": "Dieser Inhalt ist in Ihrem Land nicht verfügbar",
    "es": "Este contenido no está disponible en su país",
    "it": "Questo contenuto non è disponibile nel tuo paese",
    "pt": "Este conteúdo não está disponível no seu país",
    "nl": "Deze inhoud is niet beschikbaar in uw land",
}
_REF = "18.2d3a1702.1700000000.5f1c2b3"


def _wall(name: str, title: str, content: str, *headers: tuple[str, str], status: int = 403) -> LabelledKind:
    def answer(_scene: Scene, _request: Request) -> Answer:
        return html_answer(status, bare(title, content), *headers)

    return LabelledKind(name=f"wall-{name}", answer=answer, verdict=Verdict.BLOCKED)


_CF = ("Server", "cloudflare")
_CHALLENGE = "<script>window._cf_chl_opt={cType:'managed'}</script><p>Enable JavaScript and cookies to continue</p>"
_DD = '<script>var dd={"cid":"AHrl"}</script><script src="https://ct.captcha-delivery.com/c.js"></script>'

WALLS: tuple[LabelledKind, ...] = (
    _wall("cloudflare", "Just a moment...", _CHALLENGE, _CF, ("cf-mitigated", "challenge")),
    _wall("cloudflare-503", "Just a moment...", _CHALLENGE, _CF, status=503),
    _wall("cloudflare-404", "Just a moment...", _CHALLENGE, _CF, ("cf-mitigated", "challenge"), status=404),
    _wall("cloudflare-200", "Just a moment...", _CHALLENGE, _CF, status=200),
    _wall("cloudflare-block", "Attention Required! | Cloudflare", "<h1>Sorry, you have been blocked</h1>", _CF),
    _wall("cloudflare-1020", "Access denied", "<h1>Error 1020</h1><p>Ray ID: 8f1</p><h2>Access denied</h2>", _CF),
    _wall("datadome", "www", _DD, ("X-DataDome", "protected")),
    _wall("datadome-200", "www", _DD, ("X-DataDome", "protected"), status=200),
    _wall("datadome-405", "www", _DD, ("X-DD-B", "2"), status=405),
    _wall("akamai", "Access Denied", f"<h1>Access Denied</h1><p>Reference #{_REF}</p>", ("Server", "AkamaiGHost")),
    _wall("akamai-503", "Access Denied", f"<h1>Access Denied</h1><p>Reference #{_REF}</p>", status=503),
    _wall("imperva", "", '<iframe src="/_Incapsula_Resource?SWUDNSAI=31">Request unsuccessful.</iframe>', status=200),
    _wall("perimeterx", "Access to this page has been denied", '<div id="px-captcha"></div>'),
    _wall("perimeterx-200", "Human verification", "<p>Press & Hold to confirm you are a human</p>", status=200),
    _wall("kasada", "", "<script src='/149e9513-01fa/ips.js'></script>", ("x-kpsdk-ct", "0a1b"), status=429),
    _wall("aws-waf", "", "<script>AwsWafIntegration</script>", ("x-amzn-waf-action", "challenge"), status=202),
    _wall("vercel", "Vercel Security Checkpoint", "<p>We're verifying your browser</p>", status=429),
    _wall("anubis", "Making sure you're not a bot!", "<p>Loading...</p>", status=200),
    _wall("sucuri", "Sucuri WebSite Firewall - Access Denied", "<p>Block reason: bad bot</p>"),
    _wall("ddos-guard", "DDoS-Guard", "<p>Checking your browser before accessing</p>"),
    _wall(
        "f5",
        "Request Rejected",
        "The requested URL was rejected. Please consult with your administrator. Your support ID is: 123",
        status=200,
    ),
    _wall("fastly", "Client Challenge", "<noscript>JavaScript is disabled in your browser.</noscript>", status=200),
    _wall(
        "wordfence",
        "Your access to this site has been limited by the site owner",
        "Generated by Wordfence",
        status=503,
    ),
    _wall("linkedin", "", "<script>window.onload=function(){}</script>", status=999),
    _wall("modsecurity", "Not Acceptable!", "<h1>Not Acceptable!</h1><p>Generated by Mod_Security.</p>", status=406),
    _wall("plain-403", "403 Forbidden", "<center><h1>403 Forbidden</h1></center><hr>nginx"),
)


def _robot_question(status: int) -> LabelledKind:
    def made(scene: Scene) -> str:
        asked = said(scene, _ROBOT, "robot")
        return bare(asked, f"<h1>{escape(asked)}</h1>", language=scene.language)

    return LabelledKind(
        name=f"robot-question-{status}",
        answer=everywhere(made, status=status),
        verdict=Verdict.BLOCKED,
        also=frozenset({Verdict.RATE_LIMITED}) if status == 429 else frozenset(),
    )


def _denied(status: int) -> LabelledKind:
    def made(scene: Scene) -> str:
        text = said(scene, _DENIED, "denied")
        return framed(scene, text, f"<h1>{escape(text)}</h1>", recommended=0)

    return LabelledKind(name=f"denied-{status}", answer=everywhere(made, status=status), verdict=Verdict.BLOCKED)


def _captcha(scene: Scene) -> str:
    widget = scene.pick(("g-recaptcha", "h-captcha", "cf-turnstile"), "riddle")
    return bare(scene.name, f'<form method="post"><div class="{widget}" data-sitekey="k"></div></form>')


def _to_robot_check(scene: Scene, request: Request) -> Answer:
    if request.path.startswith("/validate"):
        return page(scene, request, bare("Radware Bot Manager Captcha", "<h1>We apologize</h1>"))
    return redirect(302, "/validate?ssa=" + quote(request.target, safe=""))


def _consent_page(scene: Scene) -> str:
    text = said(scene, _CONSENT, "consent")
    return bare(
        scene.name,
        f"<div><h2>{escape(text.partition('.')[0])}</h2><p>{escape(text)}</p></div>",
        language=scene.language,
    )


def _to_consent(scene: Scene, request: Request) -> Answer:
    if request.host.startswith("consent."):
        return page(scene, request, _consent_page(scene))
    return redirect(
        302, f"https://consent.{scene.host.removeprefix('www.')}/v2/collect?done={quote(scene.url, safe='')}"
    )


def _login_form(scene: Scene) -> str:
    title = said(scene, _LOGIN, "login")
    form = '<form method="post"><input type="text" name="u"><input type="password" name="p"><button>OK</button></form>'
    return framed(scene, title, f"<h1>{escape(title)}</h1>{form}", recommended=0)


def _to_login(place: str) -> object:
    def answer(scene: Scene, request: Request) -> Answer:
        if request.path == place:
            return page(scene, request, _login_form(scene))
        return redirect(302, f"{place}?next={quote(request.target, safe='')}")

    return answer


def _to_single_sign_on(scene: Scene, request: Request) -> Answer:
    if request.host.startswith("sso."):
        return page(scene, request, bare("Single sign-on", "<script src='/app.js'></script>"))
    return redirect(302, f"https://sso.{scene.host.removeprefix('www.')}/saml2/auth?SAMLRequest=abc")


def _teaser(scene: Scene, head: str, *, layout: str) -> str:
    offer = f'<div class="offer"><p>{escape(said(scene, _PAY, "pay"))}</p></div>'
    content = f"<h1>{escape(scene.title)}</h1><p>{escape(scene.text[0])}</p>{offer}"
    return framed(scene, scene.title, content, layout=layout, head=head)


def _paid(scene: Scene) -> str:
    data = '{"@context":"https://schema.org","@type":"NewsArticle","headline":"x","isAccessibleForFree":false}'
    return _teaser(scene, f'<script type="application/ld+json">{data}</script>', layout="news")


def _tiered(scene: Scene) -> str:
    return _teaser(scene, '<meta property="article:content_tier" content="locked">', layout="blog")


def _shell(mount: str) -> object:
    def made(scene: Scene) -> str:
        scripts = '<script src="/static/main.8f1c.js" defer></script>'
        noscript = "<noscript>You need to enable JavaScript to run this app.</noscript>"
        return bare(scene.name, f'{noscript}<div id="{mount}"></div>{scripts}')

    return everywhere(made)


def _shell_loading(scene: Scene) -> str:
    scripts = "".join(f'<script src="/js/chunk-{number}.js"></script>' for number in range(4))
    return bare(scene.name, f'<app-root><div class="spinner">Loading...</div></app-root>{scripts}')


def _country(scene: Scene) -> str:
    text = said(scene, _COUNTRY, "country")
    return framed(scene, text, f"<h1>{escape(text)}</h1>", recommended=0)


def _waiting(scene: Scene, request: Request) -> Answer:
    if request.host.endswith("queue-it.net"):
        return page(
            scene,
            request,
            bare("Queue-it", "<h1>You are now in line</h1><p>Your estimated wait time is 3 minutes.</p>"),
        )
    return redirect(302, f"https://{_queue(scene)}/?c=site&e=page&t={quote(scene.url, safe='')}")


def _queue(scene: Scene) -> str:
    return f"c{scene.number}{scene.host.replace('.', '')[:12]}.queue-it.net"


def _fixed(status: int, title: str, *headers: tuple[str, str]) -> object:
    def answer(scene: Scene, request: Request) -> Answer:
        if not is_cited(scene, request):
            return honest(scene, request)
        return html_answer(status, bare(title, f"<h1>{title}</h1>"), *headers)

    return answer


def _kind(name: str, answer: object, verdict: Verdict, *also: Verdict, **more: object) -> LabelledKind:
    return LabelledKind(name=name, answer=answer, verdict=verdict, also=frozenset(also), **more)  # type: ignore[arg-type]


_BLOCKED, _LOGGED = Verdict.BLOCKED, Verdict.LOGIN_REQUIRED

GATED: tuple[LabelledKind, ...] = (
    *WALLS,
    *(_robot_question(status) for status in (200, 403, 429)),
    *(_denied(status) for status in (200, 403)),
    _kind("captcha", everywhere(_captcha), _BLOCKED),
    _kind("to-robot-check", _to_robot_check, _BLOCKED),
    _kind("consent-page", everywhere(_consent_page), _BLOCKED),
    _kind(
        "to-consent", _to_consent, _BLOCKED, other_hosts=lambda scene: (f"consent.{scene.host.removeprefix('www.')}",)
    ),
    _kind("login-form", instead(_login_form), _LOGGED),
    _kind("to-login", _to_login("/login"), _LOGGED),
    _kind("to-login-page", _to_login("/user/anmelden.php"), _LOGGED),
    _kind(
        "to-sso", _to_single_sign_on, _LOGGED, other_hosts=lambda scene: (f"sso.{scene.host.removeprefix('www.')}",)
    ),
    _kind("basic-auth", _fixed(401, "Unauthorized", ("WWW-Authenticate", 'Basic realm="x"')), _LOGGED),
    _kind("paid", instead(_paid), Verdict.PAYWALLED),
    _kind("paid-tier", instead(_tiered), Verdict.PAYWALLED),
    _kind("paid-402", _fixed(402, "Payment Required"), Verdict.PAYWALLED),
    _kind("legal", _fixed(451, "Unavailable For Legal Reasons"), Verdict.LEGAL_BLOCK),
    _kind("country", everywhere(_country), _BLOCKED, Verdict.LEGAL_BLOCK),
    _kind("limited", _fixed(429, "Too Many Requests", ("Retry-After", "1")), Verdict.RATE_LIMITED, _BLOCKED),
    _kind("limited-long", _fixed(429, "Slow down", ("Retry-After", "86400")), Verdict.RATE_LIMITED, _BLOCKED),
    _kind("waiting-room", _waiting, _BLOCKED, other_hosts=lambda scene: (_queue(scene),)),
    _kind("shell-root", _shell("root"), Verdict.UNKNOWN, _BLOCKED),
    _kind("shell-app", _shell("app"), Verdict.UNKNOWN, _BLOCKED),
    _kind("shell-loading", everywhere(_shell_loading), Verdict.UNKNOWN, _BLOCKED),
    _kind("bad-request", _fixed(400, "Bad Request"), Verdict.UNKNOWN, _BLOCKED),
)
