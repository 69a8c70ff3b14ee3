# ruff: noqa: E501  (pages are read a page a paragraph)
"""Pages as real sites would answer, written by hand; none comes from the sandbox's generator."""

from __future__ import annotations

from dataclasses import dataclass

from sourcekeeper.model import Verdict

PROSE = (
    "<p>The council met on Tuesday evening to decide what becomes of the old mill. Forty residents had come, some with drawings, "
    "and the mayor let each of them speak. In the end the vote was put off until the surveyor has been heard.</p>"
    "<p>What the mill is worth nobody could say. The last sale in the street was nine years ago; since then two roofs have come "
    "down and a bakery has moved in. Mrs Aldous, who rents the loft, asked for a lease that outlasts the next election.</p>"
    "<p>The opposition wants an inquiry into the heating bill, which doubled. Its spokesman read figures from a notebook for ten "
    "minutes, then lost his place, and the meeting laughed with him rather than at him.</p>"
)
FRENCH = (
    "<p>Le tribunal a rendu son jugement jeudi dans l'affaire des puits. Les trois communes requérantes obtiennent la suspension "
    "des forages jusqu'à l'enquête publique, que la préfecture devra ouvrir avant la fin du mois de mars.</p>"
    "<p>Pour les agriculteurs, la décision tombe au pire moment. « Les semis sont faits », dit l'un d'eux, qui irrigue depuis "
    "vingt ans avec la même pompe et produit les relevés de chaque été dans un classeur rouge.</p>"
)


@dataclass(frozen=True)
class Invented:
    """A page, how it came, and what an editor would say of it who sees it for the first time."""

    name: str
    wanted: tuple[Verdict, ...]
    body: str
    asked: str = "https://www.millgate-herald.example/2019/04/council-puts-off-mill-vote"
    final: str = ""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    titles: tuple[str, ...] = ()
    """As cited."""
    site: str = ""
    """What the site shows for a made-up address, with 200; empty when it was not asked; ``404`` when it is honest."""


def html(title: str, body: str, head: str = "", attributes: str = "") -> str:
    return f"<!DOCTYPE html><html {attributes}><head><title>{title}</title>{head}</head><body>{body}</body></html>"


NAV = '<nav><a href="/">Home</a> <a href="/news">News</a> <a href="/sport">Sport</a> <a href="/login">Log in</a></nav>'
ASIDE = "<aside><h3>Most read</h3><ul><li>Bridge closes for repairs</li><li>School wins prize</li><li>Rain expected</li></ul></aside>"
SHOP = "https://shop.garnhaus.example/produkte/merinowolle-blau"
DEAD_BLOG = "https://petites-marmites.example/2011/06/ma-soupe-au-pistou"

PAGES = (
    # --- living
    Invented(
        "plain article",
        (Verdict.ALIVE,),
        html(
            "Council puts off mill vote - Millgate Herald", f"{NAV}<h1>Council puts off mill vote</h1>{PROSE}{ASIDE}"
        ),
    ),
    Invented(
        "article about a missing page",
        (Verdict.ALIVE,),
        html("The page that was not found: a parish register returns", f"<h1>The page that was not found</h1>{PROSE}"),
    ),
    Invented(
        "column called 404",
        (Verdict.ALIVE,),
        html(
            "404 | Millgate Herald",
            f"<article><h1>404</h1>{PROSE}{PROSE}</article>",
            '<meta property="article:published_time" content="2019-04-02"><meta name="author" content="Jo Pike">',
        ),
    ),
    Invented(
        "review of a play: Access Denied",
        (Verdict.ALIVE,),
        html("Access Denied, Mill Theatre: a night at the border", f"<h1>Access Denied</h1>{PROSE}"),
    ),
    Invented(
        "short notice",
        (Verdict.ALIVE,),
        html(
            "Road closed on Friday",
            "<h1>Road closed on Friday</h1><p>Mill Lane is closed from eight to noon on Friday for the tree surgeons. Use Church Street.</p>",
        ),
        asked="https://parish.example/notices/road-closed-on-friday",
    ),
    Invented(
        "table of figures",
        (Verdict.ALIVE,),
        html(
            "Rainfall at Millgate 2018",
            "<h1>Rainfall at Millgate 2018</h1><table>"
            + "".join(f"<tr><td>{month}</td><td>{month * 7 % 61} mm</td></tr>" for month in range(1, 13))
            + "</table>",
        ),
        asked="https://weather.example/rainfall/millgate-2018",
    ),
    Invented(
        "article with a big cookie notice",
        (Verdict.ALIVE,),
        html(
            "Council puts off mill vote",
            f'<div id="onetrust-banner-sdk" role="dialog"><p>We and our 512 partners value your privacy. Accept all.</p></div><main><h1>Council puts off mill vote</h1>{PROSE}</main>',
        ),
    ),
    Invented(
        "article with a captcha in its comment form",
        (Verdict.ALIVE,),
        html(
            "Council puts off mill vote",
            f'<h1>Council puts off mill vote</h1>{PROSE}<form><textarea></textarea><div class="h-captcha"></div></form>',
        ),
    ),
    Invented(
        "article with a login box in its head",
        (Verdict.ALIVE,),
        html(
            "Council puts off mill vote",
            f'<form action="/login"><input name="u"><input type="password"></form><h1>Council puts off mill vote</h1>{PROSE}',
        ),
    ),
    Invented(
        "help page on expired domains",
        (Verdict.ALIVE,),
        html(
            "What happens when a domain has expired? – Help centre",
            "<h1>What happens when a domain has expired?</h1><ol><li>For thirty days the owner can renew it at the usual price.</li><li>For thirty more the registry keeps it, and asks for a fee.</li><li>After that anybody may register it. Write down the date in your diary, and renew two months before.</li></ol><p>Questions? The desk answers on working days from nine to five, by telephone only.</p>",
        ),
        asked="https://registrar.example/help/what-happens-when-a-domain-has-expired",
    ),
    Invented(
        "house for sale",
        (Verdict.ALIVE,),
        html(
            "Mill house for sale",
            "<h1>Mill house for sale</h1><p>Three bedrooms, a wheel that turns, and a garden down to the water. Viewings on Saturday.</p>",
        ),
        asked="https://estate.example/mill-house-for-sale",
    ),
    Invented(
        "product page of a shop",
        (Verdict.ALIVE,),
        html(
            "Merinowolle blau | Garnhaus",
            "<h1>Merinowolle blau</h1><p>50 g, 7,90 €. In den Warenkorb. Versandkostenfrei ab 40 €.</p><p>Weich, gezwirnt, aus Wolle von Schafen, die im Freien leben; die Farbe hält auch nach vielen Wäschen.</p>",
        ),
        asked=SHOP,
    ),
    Invented(
        "report on a casino",
        (Verdict.ALIVE,),
        html("Casino plan for the pier: poker tables, no slots", f"<h1>Casino plan for the pier</h1>{PROSE}"),
        asked="https://www.millgate-herald.example/2020/01/casino-plan-for-the-pier",
    ),
    Invented(
        "decision of a court, bare",
        (Verdict.ALIVE,),
        html("", f"<h2>Affaire des puits</h2>{FRENCH}"),
        asked="https://justice.example/decisions/2019-114.html",
    ),
    Invented(
        "old page of frames and tables",
        (Verdict.ALIVE,),
        f"<HTML><HEAD><TITLE>Les puits</TITLE></HEAD><BODY><TABLE><TR><TD><A HREF=/>Accueil</A></TD><TD>{FRENCH}</TD></TR></TABLE></BODY></HTML>",
        asked="http://eau.example/puits.htm",
    ),
    Invented(
        "server-rendered page of scripts",
        (Verdict.ALIVE,),
        html(
            "Council puts off mill vote",
            f'<div id="__next"><main><h1>Council puts off mill vote</h1>{PROSE}</main></div><script src="/_next/1.js"></script>',
        ),
    ),
    Invented(
        "moved to a new address",
        (Verdict.REDIRECTED,),
        html("Council puts off mill vote | Herald", f"<h1>Council puts off mill vote</h1>{PROSE}"),
        final="https://www.millgate-herald.example/news/council-puts-off-mill-vote",
        site="404",
    ),
    Invented(
        "moved to a successor's domain",
        (Verdict.REDIRECTED,),
        html("Council puts off mill vote | Daily Post", f"<h1>Council puts off mill vote</h1>{PROSE}"),
        final="https://dailypost.example/archive/council-puts-off-mill-vote",
    ),
    Invented(
        "template shared by short living pages",
        (Verdict.ALIVE,),
        html(
            "Fiche : le héron cendré",
            "<h1>Le héron cendré</h1><p>Taille : 95 cm. Nid : en colonie. Chant : rauque.</p>",
        ),
        asked="https://oiseaux.example/fiches/le-heron-cendre-en-vol",
        titles=("Le héron cendré",),
        site="404",
    ),
    Invented(
        "video page",
        (Verdict.ALIVE,),
        html(
            "The mill wheel turns again - YouClip",
            "<h1>The mill wheel turns again</h1><video src=1.mp4></video><p>1,204 views · 3 Apr 2019</p>",
        ),
        asked="https://youclip.example/watch?v=a8Fk2",
    ),
    Invented(
        "plain forum thread",
        (Verdict.ALIVE,),
        html(
            "Page not found when printing - Mill Software Forum",
            f"<h1>Page not found when printing</h1><div class=post><p>Since the update I get this message whenever I print the second sheet of a plan, and the queue stops until I restart it.</p></div><div class=post><p>Same here on two machines. Deleting the driver and installing it again helped until Monday.</p></div>{PROSE}",
        ),
        asked="https://forum.example/t/page-not-found-when-printing/812",
    ),
    # --- lost
    Invented(
        "404 of a CDN",
        (Verdict.GONE,),
        html("404 Not Found", "<center><h1>404 Not Found</h1></center><hr><center>openresty</center>"),
        status=404,
    ),
    Invented("410 in French", (Verdict.GONE,), html("Contenu retiré", "<h1>Contenu retiré</h1>"), status=410),
    Invented(
        "wordpress, theme without status",
        (Verdict.SOFT_404,),
        html(
            "Page not found – Millgate Walks",
            "<h1>Oops! That page can’t be found.</h1><p>It looks like nothing was found at this location. Maybe try a search?</p><form><input type=search></form>",
            attributes='lang="en"',
        ).replace("<body", '<body class="error404"'),
    ),
    Invented(
        "drupal, French",
        (Verdict.SOFT_404,),
        html(
            "Page non trouvée | Ministère", "<h1>Page non trouvée</h1><p>La page demandée n'a pas pu être trouvée.</p>"
        ),
        asked="https://ministere.example/dossier-de-presse/plan-eau",
    ),
    Invented(
        "municipal site, whimsical",
        (Verdict.SOFT_404,),
        html(
            "Oh no! You are lost",
            "<h1>Oh no! You seem lost.</h1><p>The ducks have eaten this page. Go back to the <a href=/>pond</a>.</p>",
        ),
        site=html(
            "Oh no! You are lost",
            "<h1>Oh no! You seem lost.</h1><p>The ducks have eaten this page. Go back to the <a href=/>pond</a>.</p>",
        ),
    ),
    Invented(
        "German shop, product gone",
        (Verdict.SOFT_404,),
        html(
            "Artikel nicht mehr verfügbar | Garnhaus",
            "<h1>Dieser Artikel ist leider nicht mehr verfügbar</h1><p>Vielleicht gefällt Ihnen etwas aus unserem Sortiment:</p><ul><li>Alpaka</li><li>Leinen</li></ul>",
        ),
        asked=SHOP,
    ),
    Invented(
        "Spanish newspaper, withdrawn",
        (Verdict.SOFT_404,),
        html("Noticia no disponible", "<h1>Esta noticia ya no está disponible</h1><p>Puede consultar la portada.</p>"),
        asked="https://diario.example/local/2012/el-molino.html",
    ),
    Invented(
        "Italian region",
        (Verdict.SOFT_404,),
        html("Errore 404 - Regione", "<h1>La pagina che cerchi non è stata trovata</h1>"),
        asked="https://regione.example/acqua/pozzi",
    ),
    Invented(
        "Dutch institute",
        (Verdict.SOFT_404,),
        html("Pagina bestaat niet", "<h1>De pagina die u zoekt bestaat niet (meer)</h1>"),
        asked="https://instituut.example/rapport/molen",
    ),
    Invented(
        "Portuguese ministry",
        (Verdict.SOFT_404,),
        html("Erro", "<h1>A página solicitada não existe</h1><p>Volte à página inicial.</p>"),
        asked="https://governo.example/moinho/parecer",
    ),
    Invented(
        "library catalogue without the record",
        (Verdict.SOFT_404,),
        html("Catalogue", "<h1>Catalogue</h1><p>No record was found for this identifier.</p>"),
        asked="https://library.example/record/88123",
        site=html("Catalogue", "<h1>Catalogue</h1><p>No record was found for this identifier.</p>"),
    ),
    Invented(
        "front page served everywhere",
        (Verdict.SOFT_404, Verdict.MOVED_TO_HOME),
        html("Millgate Herald", f"{NAV}<h1>Millgate Herald</h1>{PROSE}{ASIDE}"),
        asked="https://www.millgate-herald.example/node/5561",
        site=html("Millgate Herald", f"{NAV}<h1>Millgate Herald</h1>{PROSE}{ASIDE}"),
    ),
    Invented(
        "redirect to the front page",
        (Verdict.MOVED_TO_HOME,),
        html("Millgate Herald", f"<h1>Millgate Herald</h1>{PROSE}"),
        final="https://www.millgate-herald.example/",
    ),
    Invented(
        "redirect to the front page of a language",
        (Verdict.MOVED_TO_HOME,),
        html("Accueil", f"<h1>Accueil</h1>{FRENCH}"),
        asked="https://eau.example/doc.php?id=3",
        final="https://eau.example/fr/accueil",
    ),
    Invented(
        "redirect to an error page with 200",
        (Verdict.SOFT_404,),
        html("Sorry", "<p>Sorry.</p>"),
        final="https://www.millgate-herald.example/errors/404.html",
    ),
    Invented(
        "deleted blog of a platform",
        (Verdict.SOFT_404,),
        html(
            "Blog has been removed",
            "<h1>Blog has been removed</h1><p>Sorry, the blog at this address has been removed. It is not available for new blogs.</p>",
        ),
        asked=DEAD_BLOG,
    ),
    Invented(
        "maintenance with 200",
        (Verdict.SERVER_ERROR,),
        html("Site en maintenance", "<h1>Site en maintenance</h1><p>Nous revenons dans quelques heures.</p>"),
    ),
    Invented(
        "database down with 200",
        (Verdict.SERVER_ERROR,),
        html("Database Error", "<h1>Error establishing a database connection</h1>"),
    ),
    Invented(
        "stack trace with 200",
        (Verdict.SERVER_ERROR, Verdict.UNKNOWN),
        html(
            "Server Error in '/' Application.",
            "<h1>Server Error in '/' Application.</h1><h2>Object reference not set to an instance of an object.</h2>",
        ),
    ),
    # --- taken
    Invented(
        "parked, minimal",
        (Verdict.PARKED,),
        html("petites-marmites.example", '<script src="https://www.parkingcrew.net/x.js"></script>'),
        asked=DEAD_BLOG,
    ),
    Invented(
        "parked, German",
        (Verdict.PARKED,),
        html(
            "petites-marmites.example steht zum Verkauf",
            "<h1>petites-marmites.example</h1><p>Die Domain steht zum Verkauf. Jetzt Preis anfragen.</p>",
        ),
        asked=DEAD_BLOG,
    ),
    Invented(
        "parked, registrar's page",
        (Verdict.PARKED,),
        html(
            "Domain registered",
            "<h1>This domain is registered at Namebarn</h1><p>The owner has not published a website yet.</p>",
        ),
        asked=DEAD_BLOG,
    ),
    Invented(
        "hosting suspended",
        (Verdict.PARKED,),
        html(
            "Account Suspended",
            "<h1>This Account has been suspended.</h1><p>Contact your hosting provider for more information.</p>",
        ),
        asked=DEAD_BLOG,
    ),
    Invented(
        "server's own page",
        (Verdict.PARKED,),
        html(
            "Apache2 Ubuntu Default Page: It works",
            "<h1>Apache2 Default Page</h1><p>This is the default welcome page used to test the correct operation of the server.</p>",
        ),
        asked=DEAD_BLOG,
    ),
    Invented(
        "market by redirect",
        (Verdict.PARKED,),
        html("Buy names", "<h1>Names</h1>"),
        asked=DEAD_BLOG,
        final="https://www.hugedomains.com/domain_profile.cfm?d=x",
    ),
    Invented(
        "betting site on a blog's name",
        (Verdict.USURPED,),
        html(
            "PETITEBET: Agen Slot Online & Togel Resmi",
            "<h1>Agen Slot Online</h1><p>Daftar sekarang: bonus casino, jackpot setiap hari, poker dan togel. Deposit mudah.</p>"
            + "<p>Main slot gacor setiap hari dan menang jackpot.</p>" * 20,
        ),
        asked=DEAD_BLOG,
    ),
    # --- unknowable
    Invented(
        "cloudflare, new wording",
        (Verdict.BLOCKED,),
        html(
            "Just a moment...",
            "<h1>www.millgate-herald.example</h1><p>Performing security verification</p><p>Ray ID: 91c</p>",
        ),
        status=403,
        headers=(("server", "cloudflare"), ("cf-mitigated", "challenge")),
    ),
    Invented(
        "akamai with 200",
        (Verdict.BLOCKED,),
        html(
            "Access Denied",
            "<h1>Access Denied</h1>You don't have permission to access this resource on this server.<p>Reference #18.1</p>",
        ),
    ),
    Invented(
        "French bot check",
        (Verdict.BLOCKED,),
        html("Vérification", "<h1>Un instant…</h1><p>Nous vérifions que vous n'êtes pas un robot.</p>"),
    ),
    Invented(
        "German bot check",
        (Verdict.BLOCKED,),
        html("Sicherheitsprüfung", "<p>Bitte bestätigen Sie, dass Sie ein Mensch sind, um fortzufahren.</p>"),
        status=429,
    ),
    Invented(
        "proof of work",
        (Verdict.BLOCKED,),
        html("Making sure you&#39;re not a bot!", "<h1>Making sure you&#39;re not a bot!</h1><p>Calculating...</p>"),
    ),
    Invented(
        "slider riddle",
        (Verdict.BLOCKED, Verdict.UNKNOWN),
        html(
            "Security check",
            "<p>Slide to complete the puzzle</p><div id=slider></div><script src=/captcha.js></script>",
        ),
    ),
    Invented(
        "consent or payment",
        (Verdict.BLOCKED, Verdict.PAYWALLED),
        html(
            "Weiter mit Werbung | Tagblatt",
            "<h1>Weiter mit Werbung lesen</h1><p>Besuchen Sie Tagblatt wie gewohnt mit Werbung und Tracking, oder nutzen Sie das Pur-Abo ohne Tracking für 3,99 € im Monat.</p>",
        ),
    ),
    Invented(
        "members' login",
        (Verdict.LOGIN_REQUIRED,),
        html(
            "Member login",
            "<h1>Member login</h1><form><input name=user><input type=password name=pass><button>Go</button></form>",
        ),
        final="https://www.millgate-herald.example/member/login?back=%2F2019",
    ),
    Invented(
        "paywall by its data",
        (Verdict.PAYWALLED,),
        html(
            "Council puts off mill vote",
            "<h1>Council puts off mill vote</h1><p>The council met on Tuesday evening to decide what becomes of the mill.</p><p>To read on, take a subscription.</p>",
            '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Council puts off mill vote","isAccessibleForFree":"False","datePublished":"2019-04-02"}</script>',
        ),
    ),
    Invented(
        "not in your country",
        (Verdict.BLOCKED, Verdict.LEGAL_BLOCK),
        html("Unavailable", "<h1>This content is not available in your region</h1>"),
    ),
    Invented(
        "shell of scripts",
        (Verdict.UNKNOWN, Verdict.BLOCKED),
        html("Archive", '<div id="app"></div><script type="module" src="/assets/index-91c.js"></script>'),
        asked="https://archive.example/item/3f8a",
    ),
    Invented(
        "shell whose site is honest",
        (Verdict.ALIVE,),
        html("Archive", '<div id="root"></div><script src="/main.js"></script>'),
        asked="https://archive.example/item/3f8a",
        site="404",
    ),
    Invented("empty answer", (Verdict.UNKNOWN,), "", asked="https://archive.example/item/3f8b"),
    Invented("strange status", (Verdict.BLOCKED, Verdict.UNKNOWN), html("", ""), status=409),
    # --- a second sitting, after what the first showed was mended
    Invented(
        "nginx 200 forbidden json",
        (Verdict.UNKNOWN, Verdict.BLOCKED, Verdict.ALIVE),
        '{"error":"forbidden"}',
        headers=(),
    ),
    Invented(
        "fr journal retiré",
        (Verdict.SOFT_404,),
        html(
            "Le Courrier",
            "<h1>Cet article n'est plus disponible sur notre site</h1><p>À la demande de son auteur.</p>",
        ),
    ),
    Invented(
        "fr admin",
        (Verdict.SOFT_404,),
        html(
            "Oups - Préfecture",
            "<h1>Oups !</h1><p>La page que vous recherchez semble introuvable.</p><a href=/>Retour à l'accueil</a>",
        ),
    ),
    Invented(
        "de behoerde",
        (Verdict.SOFT_404,),
        html("Stadt Musterau", "<h1>Seite wurde nicht gefunden</h1><p>Die angeforderte Seite existiert nicht.</p>"),
    ),
    Invented(
        "en sharepoint",
        (Verdict.SOFT_404,),
        html("Error", "<h1>Sorry, something went wrong</h1><p>The page you're looking for doesn't exist.</p>"),
    ),
    Invented(
        "confluence",
        (Verdict.SOFT_404,),
        html(
            "Page Not Found - Wiki",
            "<h2>Page not found</h2><p>Unfortunately the page is missing. Here's a list of pages with similar names.</p><ul><li>Mill</li></ul>",
        ),
    ),
    Invented(
        "gdrive",
        (Verdict.LOGIN_REQUIRED, Verdict.BLOCKED),
        html("Google Drive: Sign-in", "<h1>Sign in</h1><form><input type=email></form>"),
        asked="https://drive.google.com/file/d/1/view",
        final="https://accounts.google.com/v3/signin/identifier?continue=x",
    ),
    Invented(
        "dropbox gone",
        (Verdict.SOFT_404,),
        html(
            "Dropbox - Link not found",
            "<h1>This link doesn't exist</h1><p>The file may have been moved or deleted.</p>",
        ),
        asked="https://share.example/s/abc/report.pdf",
    ),
    Invented(
        "youtube unavailable",
        (Verdict.SOFT_404, Verdict.UNKNOWN),
        html("YouClip", "<h1>This video isn't available any more</h1>"),
        asked="https://youclip.example/watch?v=1",
    ),
    Invented(
        "tweet gone",
        (Verdict.SOFT_404, Verdict.UNKNOWN, Verdict.BLOCKED),
        html("X", "<p>Hmm...this page doesn’t exist. Try searching for something else.</p>"),
        asked="https://social.example/u/status/12",
    ),
    Invented(
        "mastodon",
        (Verdict.ALIVE,),
        html(
            'Jo Pike: "The council puts off the vote again…" - Mastodon',
            "<div id=mastodon></div><script src=/packs/a.js></script>",
            '<meta property="og:title" content="Jo Pike"><meta property="og:description" content="The council puts off the vote again, and the mill waits."><meta property="og:type" content="article"><meta property="og:published_time" content="2023-01-02T10:00:00Z">',
        ),
        asked="https://toot.example/@jo/109",
    ),
    Invented(
        "godaddy",
        (Verdict.PARKED,),
        html(
            "petites-marmites.example",
            "<h1>petites-marmites.example</h1><p>This Web page is parked FREE, courtesy of Namebarn.</p>",
        ),
        asked=DEAD_BLOG,
    ),
    Invented(
        "parked lander json",
        (Verdict.PARKED,),
        '<!DOCTYPE html><html><head><script>window.onload=function(){window.location.href="/lander"}</script></head></html>',
        asked=DEAD_BLOG,
    ),
    Invented(
        "parked french",
        (Verdict.PARKED,),
        html("Ce site n'est pas encore publié", "<h1>Ce nom de domaine a été enregistré chez Nomdom</h1>"),
        asked=DEAD_BLOG,
    ),
    Invented(
        "ovh",
        (Verdict.PARKED,),
        html(
            "Félicitations ! Votre domaine a bien été créé",
            "<h1>Félicitations ! Votre domaine a bien été créé chez OVH !</h1>",
        ),
        asked=DEAD_BLOG,
    ),
    Invented(
        "ionos",
        (Verdict.PARKED,),
        html(
            "Diese Domain wurde gerade erst registriert",
            "<p>Sie haben diese Domain registriert? Starten Sie jetzt.</p>",
        ),
        asked=DEAD_BLOG,
    ),
    Invented(
        "premium domain",
        (Verdict.PARKED,),
        html(
            "petites-marmites.example | Premium domain",
            "<h1>petites-marmites.example</h1><p>Make an offer</p><p>Lease to own from $29 a month</p>",
        ),
        asked=DEAD_BLOG,
    ),
    Invented(
        "chinese betting",
        (Verdict.USURPED, Verdict.SOFT_404),
        html("澳门新葡京-官方网站", "<h1>澳门新葡京娱乐场</h1>" + "<p>百家乐 老虎机 体育投注 彩票</p>" * 20),
        asked=DEAD_BLOG,
        site=html("澳门新葡京-官方网站", "<h1>澳门新葡京娱乐场</h1>" + "<p>百家乐 老虎机 体育投注 彩票</p>" * 20),
    ),
    Invented(
        "pharma",
        (Verdict.USURPED,),
        html(
            "Buy Viagra online",
            "<h1>Buy Viagra, Cialis online</h1>"
            + "<p>Cheap viagra pharmacy, cialis no prescription, levitra.</p>" * 10,
        ),
        asked=DEAD_BLOG,
    ),
    Invented(
        "essay mill on blog",
        (Verdict.SOFT_404, Verdict.USURPED, Verdict.ALIVE),
        html("Write my essay", "<h1>Best essay writing service</h1>" + PROSE),
        asked=DEAD_BLOG,
    ),
    Invented(
        "cf 1015",
        (Verdict.RATE_LIMITED, Verdict.BLOCKED),
        html(
            "Access denied | x used Cloudflare to restrict access",
            "<h1>Error 1015</h1><p>You are being rate limited</p>",
        ),
        status=429,
    ),
    Invented(
        "distil",
        (Verdict.BLOCKED,),
        html(
            "Pardon Our Interruption",
            "<p>As you were browsing something about your browser made us think you were a bot.</p>",
        ),
    ),
    Invented(
        "google sorry",
        (Verdict.BLOCKED,),
        html(
            "https://www.google.com/search",
            "<p>Our systems have detected unusual traffic from your computer network.</p>",
        ),
        final="https://www.google.com/sorry/index?continue=x",
        asked="https://www.google.com/search?q=x",
        status=429,
    ),
    Invented(
        "science journal bot",
        (Verdict.BLOCKED,),
        html("Redirecting", "<p>Please enable cookies.</p><h1>Sorry, you have been blocked</h1>"),
        status=403,
    ),
    Invented(
        "es verificacion",
        (Verdict.BLOCKED,),
        html(
            "Espere un momento",
            "<p>Estamos comprobando que su navegador es seguro. Un momento, por favor.</p><script src=/c.js></script>",
        ),
    ),
    Invented(
        "eu login",
        (Verdict.LOGIN_REQUIRED,),
        html("EU Login", "<h1>Sign in to continue</h1><form><input type=text name=username></form>"),
        asked="https://ec.example/info/report",
        final="https://webgate.example/cas/login?service=x",
    ),
    Invented(
        "shibboleth",
        (Verdict.LOGIN_REQUIRED,),
        html("Web Login Service", "<form><input name=j_username><input type=password name=j_password></form>"),
        final="https://idp.uni.example/idp/profile/SAML2/Redirect/SSO?x=1",
    ),
    Invented(
        "wsj paywall no data",
        (Verdict.ALIVE, Verdict.PAYWALLED),
        html(
            "Council puts off mill vote",
            "<h1>Council puts off mill vote</h1><p>The council met on Tuesday evening to decide what becomes of the mill.</p><p>Continue reading your article with a subscription</p>",
        ),
    ),
    Invented("age", (Verdict.BLOCKED,), html("Age check", "<h1>Are you over 18?</h1><button>Yes</button>")),
    Invented(
        "living: list of dead links",
        (Verdict.ALIVE,),
        html(
            "Dead links in the parish wiki",
            "<h1>Dead links in the parish wiki</h1><ul><li>/mill: page not found</li><li>/bridge: page not found</li><li>/weir: moved</li></ul>",
        ),
        asked="https://wiki.example/dead-links-in-the-parish-wiki",
    ),
    Invented(
        "living: press release short",
        (Verdict.ALIVE,),
        html(
            "Service unavailable on Sunday | Water board",
            "<h1>Service unavailable on Sunday</h1><p>The pumps at Millgate stand still on Sunday from six to ten. Drinking water is on sale at the town hall.</p>",
        ),
        asked="https://water.example/press/service-unavailable-on-sunday",
    ),
    Invented(
        "living: maintenance article",
        (Verdict.ALIVE,),
        html(
            "Maintenance of the canal in winter",
            "<h1>Maintenance of the canal in winter</h1><p>Locks four to nine are drained in January. Boats turn at Millgate.</p>",
        ),
        asked="https://canal.example/maintenance-of-the-canal-in-winter",
    ),
    Invented(
        "living: domain theory",
        (Verdict.ALIVE,),
        html(
            "Public domain: works available in 2024",
            "<h1>Public domain: works available in 2024</h1><p>From January these works are free for all: eleven novels and a film.</p>",
        ),
        asked="https://books.example/public-domain-2024",
    ),
    Invented(
        "living: eminent domain",
        (Verdict.ALIVE,),
        html(
            "The domain of kings for sale",
            "<h1>The domain of kings for sale</h1><p>The castle and its park are offered by the heirs.</p>",
        ),
        asked="https://estate.example/node/3",
    ),
    Invented(
        "living: login article",
        (Verdict.ALIVE,),
        html(
            "Connexion des villages au réseau",
            "<h1>Connexion des villages au réseau</h1><p>Les travaux commencent au printemps.</p>",
        ),
        asked="https://reseau.example/a/12",
    ),
    Invented(
        "living: suspended account essay",
        (Verdict.ALIVE,),
        html("Compte suspendu d'un député : le point", "<h1>Compte suspendu d'un député : le point</h1>" + FRENCH),
        asked="https://presse.example/a/12",
    ),
    Invented(
        "living: product withdrawn news",
        (Verdict.ALIVE,),
        html(
            "Product withdrawn after complaints",
            "<h1>Product withdrawn after complaints</h1><p>The maker of the kettle took it off the shelves on Monday. Owners get their money back.</p>",
        ),
        asked="https://news.example/12",
    ),
    Invented(
        "living: article removed",
        (Verdict.ALIVE,),
        html("L'article 24 a été supprimé", "<h1>L'article 24 a été supprimé</h1>" + FRENCH),
        asked="https://presse.example/a/13",
    ),
    Invented(
        "living: article removed short",
        (Verdict.ALIVE,),
        html(
            "L'article 24 a été supprimé par le Sénat",
            "<h1>L'article 24 a été supprimé par le Sénat</h1><p>Le vote a eu lieu mardi soir, à main levée, après trois heures de débat sur les amendements des deux groupes, et le texte retourne devant la commission.</p>",
        ),
        asked="https://presse.example/a/13",
    ),
)
