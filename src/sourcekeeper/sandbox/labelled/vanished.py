# ruff: noqa: E501  (pages and phrases stand on one line)
"""Addresses that are lost in ways their status does not tell: notices, redirects, owners, machines' words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from sourcekeeper.model import Verdict
from sourcekeeper.sandbox.exchange import Answer, Request, json_answer, redirect
from sourcekeeper.sandbox.labelled.answers import (
    bare,
    bare_host,
    everywhere,
    honest,
    instead,
    is_cited,
    kind,
    not_found_body,
    page,
)
from sourcekeeper.sandbox.labelled.kinds import LabelledKind, Responder
from sourcekeeper.sandbox.labelled.scenes import Scene, framed, home_of
from sourcekeeper.sandbox.labelled.vanished_texts import FOREIGN, RARER, REMOVED

_LOST = frozenset({Verdict.SOFT_404, Verdict.GONE})


def _foreign(scene: Scene) -> str:
    language = scene.pick(tuple(FOREIGN), "foreign")
    title, text = FOREIGN[language].split("|")
    title = f"{title} - {scene.name}" if scene.draw("name") < 0.5 else title
    return bare(
        title,
        f"<nav><a href='/'>{escape(scene.name)}</a></nav><main><h1>{escape(title.split(' - ')[0])}</h1><p>{escape(text)}</p></main>",
        language=language,
    )


def _rarer(scene: Scene) -> str:
    text = scene.pick(RARER.get(scene.language, RARER["en"]).split("|"), "rare")
    return framed(
        scene,
        text,
        f"<h1>{escape(text)}</h1><p><a href='/'>{escape(scene.name)}</a></p>",
        recommended=int(scene.draw("n") * 5),
    )


def _removed(scene: Scene) -> str:
    title, text = scene.pick(REMOVED.get(scene.language, REMOVED["en"]).split("#"), "removed").split("|")
    return framed(scene, title, f"<h1>{escape(title)}</h1><p>{escape(text)}</p>")


def _changing(scene: Scene, request: Request) -> Answer:
    """A soft 404 that is another page each time: the path, a number, other stories, the time."""
    if request.path in {"/", ""}:
        return honest(scene, request)
    seed = sum(map(ord, request.target))
    listed = "".join(f"<li>{escape(t[:90])}</li>" for t in scene.more_text(f"lists-{seed % 97}", 9))
    number = int(scene.draw("number", request.target) * 1e12)
    body = framed(
        scene,
        scene.name,
        f"<h1>{escape(scene.name)}</h1><p>{escape(request.target)}: 0 ({number:x})</p><ul>{listed}</ul>",
        recommended=0,
    )
    return page(scene, request, body)


def _video(scene: Scene, request: Request) -> Answer:
    """A video service: whatever is asked for gets the player's page."""
    state = '{"responseContext":{},"playabilityStatus":{"status":"ERROR","reason":"Video unavailable","errorScreen":{"playerErrorMessageRenderer":{"reason":{"simpleText":"Video unavailable"},"subreason":{"simpleText":"This video is no longer available because the account associated with this video has been terminated."}}}}}'
    return page(
        scene,
        request,
        f'<!DOCTYPE html><html><head><title> - Tubes</title><meta name="title" content=""></head><body><script>var ytInitialPlayerResponse = {state};</script><div id="player"></div><ytd-app></ytd-app></body></html>',
    )


_CLOSED = (
    "{0} is no longer available.|The authors have deleted this site.",
    "Ce blog a été fermé|Ce blog n'est plus accessible. Découvrez les autres blogs de la plateforme.",
    "Blog has been removed|Sorry, the blog at {0} has been removed. This address is not available for new blogs.",
    "Dieses Blog wurde gelöscht|Das Blog {0} existiert nicht mehr.",
    "Este blog ha sido eliminado|El blog {0} ya no existe.",
    "The service has been discontinued|Pages personnelles has closed its doors on 5 September. All sites hosted here were deleted.",
    "Les Pages Perso ont fermé|Le service des pages personnelles a pris fin le 5 septembre.",
)


def _closed_blog(scene: Scene) -> str:
    title, text = (each.format(scene.host) for each in scene.pick(_CLOSED, "closed").split("|"))
    return bare(title, f"<h1>{escape(title)}</h1><p>{escape(text)}</p>")


def _empty_category(scene: Scene) -> str:
    text = {
        "fr": "Aucun article trouvé.|Désolé, mais rien ne correspond à votre recherche.",
        "de": "Nichts gefunden|Leider gibt es hier noch keine Beiträge.",
        "es": "No se encontró nada|No hay entradas que mostrar.",
        "it": "Nessun risultato|Non ci sono articoli da mostrare.",
        "pt": "Nada encontrado|Não há artigos a mostrar.",
        "nl": "Niets gevonden|Er zijn geen berichten om te tonen.",
    }.get(scene.language, "Nothing Found|It seems we can’t find what you’re looking for. Perhaps searching can help.")
    title, said = text.split("|")
    return framed(
        scene,
        title,
        f"<h1 class='page-title'>{escape(title)}</h1><p>{escape(said)}</p><form role='search'><input type='search'></form>",
    )


_SUSPENDED = (
    "Account suspended|This account has been suspended. Learn more about why we suspend accounts.",
    "Profile unavailable|The link may be broken, or the profile may have been removed.",
    "User not found|This user has deleted their account or was banned.",
    "Ce compte a été suspendu|Le compte que vous cherchez a été suspendu pour non-respect de nos règles.",
    "Dieses Konto wurde gesperrt|Das Profil ist nicht mehr verfügbar.",
    "Esta cuenta ha sido suspendida|La cuenta que busca fue suspendida.",
)


def _suspended_user(scene: Scene, request: Request) -> Answer:
    """A platform on which other paths are other people's living pages, or hard 404."""
    if not is_cited(scene, request):
        return honest(scene, request)
    title, text = scene.pick(_SUSPENDED, "suspended").split("|")
    return page(
        scene, request, bare(title, f"<div id='react-root'><h1>{escape(title)}</h1><p>{escape(text)}</p></div>")
    )


_HOSTING = (
    "Account Suspended|<h1>Account Suspended</h1><p>This Account has been suspended.</p><p><a href='mailto:x'>Contact your hosting provider for more information.</a></p>",
    "Site suspendu|<h1>Site suspendu</h1><p>Cet hébergement a été suspendu. Veuillez contacter le support technique.</p>",
    "Website suspended|<h1>This website is currently unavailable.</h1><p>This hosting package has expired. If you are the owner, please renew it.</p>",
    "Hosting abgelaufen|<h1>Diese Website ist derzeit gesperrt</h1><p>Das Webhosting-Paket ist abgelaufen.</p>",
    "Bandwidth exceeded|<h1>Service suspended</h1><p>The web site you are accessing has exceeded its allotted service.</p>",
)


def _hosting_suspended(scene: Scene, request: Request) -> Answer:
    title, text = scene.pick(_HOSTING, "hosting").split("|")
    if request.path != "/cgi-sys/suspendedpage.cgi" and scene.draw("cgi") < 0.5:
        return redirect(302, "/cgi-sys/suspendedpage.cgi")
    return page(scene, request, bare(title, text))


_PARKED = (
    "{0}|<script src='//d38psrni17bvxu.cloudfront.net/scripts/js3caf.js'></script><div id='tcHolder'></div><div id='relatedLinks'>Related searches</div>",
    "{0}|<div id='target' style='opacity: 0'></div><script>window.park = \"eyJ1dWlkIjoiYTEifQ==\";</script><script src='/bKTQsOpRc.js'></script>",
    "Welcome {0} - Hostmaker|<h1>{0}</h1><p>Parkerad hos Loopare. This domain has been purchased and parked by a customer.</p>",
    "{0} - domaine réservé|<h1>{0}</h1><p>Ce nom de domaine a été enregistré par l'un de nos clients. Le site est en cours de construction.</p>",
    "{0} steht zum Verkauf|<h1>{0}</h1><p>Diese Domain steht zum Verkauf! Jetzt Angebot abgeben.</p>",
    "Diese Domain ist bereits registriert|<h1>{0}</h1><p>Diese Webpräsenz wurde soeben freigeschaltet. Hier entsteht eine neue Internetpräsenz.</p>",
    "{0} is available for purchase|<h1>{0}</h1><p>Get this domain. Make an offer or start a payment plan. 24/7 support, safe and secure checkout.</p>",
    "Dominio en venta|<h1>{0}</h1><p>Este dominio está en venta. Haga una oferta por este dominio.</p>",
    "Dominio registrato|<h1>{0}</h1><p>Questo dominio è stato registrato per conto di un cliente.</p>",
    "Домен {0} продаётся|<h1>{0}</h1><p>Домен продаётся. Купить домен в магазине доменов.</p>",
    "This domain has expired|<h1>{0}</h1><p>The domain has expired. If you are the owner, renew it now at your registrar.</p>",
    "{0} 域名出售|<h1>{0}</h1><p>该域名正在出售，联系我们购买。</p>",
    "Domain Registered|<h1>{0}</h1><p>This domain name has been registered with Gandhi.example. View the WHOIS results. It is currently parked by the owner.</p>",
)


_DEFAULTS = (
    "Apache2 Ubuntu Default Page: It works|<h1>It works!</h1><p>This is the default welcome page used to test the correct operation of the Apache2 server after installation.</p>",
    "Welcome to nginx!|<h1>Welcome to nginx!</h1><p>If you see this page, the nginx web server is successfully installed and working. Further configuration is required.</p>",
    "IIS Windows Server|<div id='container'><a href='http://go.example/fwlink'><img src='iisstart.png' alt='IIS'></a></div>",
    "Default Web Site Page|<h1>Sorry!</h1><p>If you are the owner of this website, please contact your hosting provider: webmaster@{0}</p><p>It is possible you have reached this page because the IP address has changed, or there has been a server misconfiguration.</p>",
    "Domain Default page|<h1>Web server's default page</h1><p>This page is generated by Plesk, the leading hosting automation software. You see this page because there is no Web site at this address.</p>",
    "Coming soon|<h1>Coming soon</h1><p>Future home of something quite cool. If you're the site owner, log in to launch this site.</p>",
)


def _from_table(table: Sequence[str], name: str) -> Callable[[Scene], str]:
    def make(scene: Scene) -> str:
        title, text = scene.pick(table, name).replace("{0}", bare_host(scene)).split("|", 1)
        return bare(title, text)

    return make


_CASINO = (
    (
        "Situs Slot Gacor Hari Ini Gampang Menang Maxwin",
        "Daftar slot gacor terpercaya dengan bonus new member 100. Link alternatif slot88 deposit pulsa tanpa potongan, judi online resmi, RTP live tertinggi. ",
    ),
    (
        "Best Online Casino Bonuses No Deposit Free Spins",
        "Play real money slots and live roulette today. Claim your welcome bonus and 200 free spins, compare trusted casinos and sports betting odds. ",
    ),
    (
        "Buy Viagra Online Without Prescription Cheap Cialis",
        "Order generic viagra and cialis from our online pharmacy, discreet worldwide shipping, lowest price per pill guaranteed. ",
    ),
    (
        "Casino en ligne fiable : meilleurs bonus sans dépôt",
        "Jouez aux machines à sous et à la roulette en argent réel, tours gratuits sans dépôt, paris sportifs et bonus de bienvenue. ",
    ),
    (
        "Nhà cái uy tín – Link vào 789Club tài xỉu đổi thưởng",
        "Nhà cái cá cược hàng đầu, tài xỉu, nổ hũ, bắn cá đổi thưởng, đăng ký nhận khuyến mãi và tải ứng dụng ngay hôm nay. ",
    ),
    (
        "Онлайн казино Вулкан играть бесплатно игровые автоматы",
        "Лучшие игровые автоматы на деньги, бонус за регистрацию, зеркало сайта, ставки на спорт и быстрый вывод выигрыша. ",
    ),
)


def _casino(scene: Scene) -> str:
    title, text = scene.pick([f"{t}|{s}" for t, s in _CASINO], "casino").split("|")
    return bare(
        title,
        f"<h1>{escape(title)}</h1>"
        + "".join(f"<h2>{escape(title.split()[i % 4])} {i}</h2><p>{escape(text * 3)}</p>" for i in range(9)),
    )


def _prerender_404(scene: Scene, request: Request) -> Answer:
    """A shell of scripts, of which its server knows that nothing is there."""
    if request.path == "/":
        return honest(scene, request)
    return page(
        scene,
        request,
        bare(
            scene.name,
            '<div id="root"></div>',
            '<meta name="prerender-status-code" content="404"><meta name="robots" content="noindex">',
        ),
    )


def _json_404(scene: Scene, request: Request) -> Answer:
    return (
        json_answer(200, {"status": 404, "error": "Not Found", "message": f"No resource at {request.path}"})
        if is_cited(scene, request)
        else honest(scene, request)
    )


def _nothing(status: int) -> Responder:
    return lambda scene, request: (
        Answer(status=status, headers=(("Content-Type", "text/html"),))
        if is_cited(scene, request)
        else honest(scene, request)
    )


_FAULTS = (
    "<br />\n<b>Fatal error</b>:  Uncaught PDOException: SQLSTATE[HY000] [2002] Connection refused in /var/www/html/lib/db.php:31\nStack trace:\n#0 {main}\n  thrown in <b>/var/www/html/lib/db.php</b> on line <b>31</b><br />",
    "<html><head><title>Database Error</title></head><body><h1>Error establishing a database connection</h1></body></html>",
    "<b>Warning</b>: mysqli_connect(): (HY000/1040): Too many connections in <b>/home/site/config.php</b> on line <b>12</b><br />Could not connect to the database.",
    "<html><head><title>Runtime Error</title></head><body><h1>Server Error in '/' Application.</h1><h2><i>Runtime Error</i></h2><p>An application error occurred on the server.</p></body></html>",
    "<title>Site off-line</title><h1>Site off-line</h1><p>The site is currently not available due to technical problems. Please try again later.</p>",
    "There has been a critical error on this website. <a href='https://wp.example/troubleshooting/'>Learn more about troubleshooting.</a>",
)


def _php_fault(scene: Scene, request: Request) -> Answer:
    return page(scene, request, scene.pick(_FAULTS, "fault"))


VANISHED: tuple[LabelledKind, ...] = (
    kind("foreign-everywhere", everywhere(_foreign), Verdict.SOFT_404, _LOST, before="article"),
    kind("foreign-here", instead(_foreign), Verdict.SOFT_404, _LOST, before="article"),
    kind("rarer-words-everywhere", everywhere(_rarer), Verdict.SOFT_404, _LOST, before="article"),
    kind("rarer-words-here", instead(_rarer), Verdict.SOFT_404, _LOST, before="article"),
    kind("removed-article", instead(_removed), Verdict.SOFT_404, _LOST, before="article"),
    kind("soft-changing", _changing, Verdict.SOFT_404, _LOST, before="article"),
    kind("nice-410", instead(lambda scene: home_of(scene, "410"), status=410), Verdict.GONE, before="article"),
    kind(
        "video-unavailable",
        _video,
        Verdict.SOFT_404,
        {*_LOST, Verdict.UNKNOWN},
        before="article",
        path="/watch?v=dQx4w9WgXcB",
    ),
    kind("closed-blog", everywhere(_closed_blog), Verdict.SOFT_404, {*_LOST, Verdict.PARKED}, before="article"),
    kind("empty-category", instead(_empty_category), Verdict.SOFT_404, _LOST, before="article"),
    kind("empty-category-everywhere", everywhere(_empty_category), Verdict.SOFT_404, _LOST, before="article"),
    kind("suspended-user", _suspended_user, Verdict.SOFT_404, _LOST, before="article", path="/some_user"),
    kind(
        "hosting-suspended",
        _hosting_suspended,
        Verdict.PARKED,
        {Verdict.SOFT_404, Verdict.SERVER_ERROR, Verdict.GONE},
        before="article",
    ),
    kind(
        "parked-vendors",
        everywhere(_from_table(_PARKED, "parked")),
        Verdict.PARKED,
        {Verdict.SOFT_404},
        before="article",
    ),
    kind(
        "default-pages",
        everywhere(_from_table(_DEFAULTS, "default")),
        Verdict.PARKED,
        {Verdict.SOFT_404, Verdict.SERVER_ERROR},
        before="article",
    ),
    kind("casino", everywhere(_casino), Verdict.USURPED, {Verdict.SOFT_404, Verdict.PARKED}, before="article"),
    kind("prerender-404", _prerender_404, Verdict.SOFT_404, _LOST, before="article"),
    kind("json-404", _json_404, Verdict.SOFT_404, _LOST, before="data-json", path="/api/v1/rows"),
    kind("empty-200", _nothing(200), Verdict.UNKNOWN, {Verdict.SOFT_404, Verdict.CONTENT_DRIFTED}, before="article"),
    kind("empty-204", _nothing(204), Verdict.UNKNOWN, {Verdict.SOFT_404, Verdict.CONTENT_DRIFTED}, before="article"),
    kind("script-fault-200", _php_fault, Verdict.SERVER_ERROR, {Verdict.SOFT_404, Verdict.UNKNOWN}, before="article"),
    kind(
        "honest-404-cf",
        instead(
            lambda s: not_found_body(s).replace(
                "</body>",
                "<script>window.__CF$cv$params={r:'8f'};var s='/cdn-cgi/challenge-platform/scripts/jsd/main.js';</script></body>",
            ),
            ("Server", "cloudflare"),
            ("CF-RAY", "8f1-CDG"),
            status=404,
        ),
        Verdict.GONE,
        before="article",
    ),
    kind(
        "honest-404-datadome",
        instead(not_found_body, ("X-DataDome", "protected"), ("Set-Cookie", "datadome=z; Path=/"), status=404),
        Verdict.GONE,
        before="article",
    ),
)
