# ruff: noqa: E501  (phrases of one language stand on one line)
"""Kinds of pages on domains that are another's now: for sale, parked, not set up, or used for something else."""

from __future__ import annotations

from html import escape

from sourcekeeper.model import Verdict
from sourcekeeper.sandbox.exchange import Answer, Request, html_answer, redirect
from sourcekeeper.sandbox.labelled.answers import LabelledKind, bare, everywhere, page, said
from sourcekeeper.sandbox.labelled.prose import headline, paragraphs
from sourcekeeper.sandbox.labelled.scenes import TOP, Scene

_FOR_SALE = {
    "en": "This domain name is for sale|Interested in this domain? Make an offer|Own this domain today",
    "fr": "Ce nom de domaine est à vendre|Ce domaine vous intéresse ? Faites une offre",
    "de": "Diese Domain steht zum Verkauf|Interesse an dieser Domain? Jetzt Angebot abgeben",
    "es": "Este dominio está en venta|¿Le interesa este dominio? Haga una oferta",
    "it": "Questo dominio è in vendita|Ti interessa questo dominio? Fai un'offerta",
    "pt": "Este domínio está à venda|Interessado neste domínio? Faça uma oferta",
    "nl": "Deze domeinnaam is te koop|Interesse in deze domeinnaam? Doe een bod",
}
_EXPIRED = {
    "en": "This domain has expired|The domain registration has lapsed. If you are the owner, renew it now.",
    "fr": "Ce domaine a expiré|Ce nom de domaine n'a pas été renouvelé. Vous en êtes le titulaire ? Renouvelez-le.",
    "de": "Diese Domain ist abgelaufen|Die Registrierung dieser Domain ist abgelaufen.",
    "es": "Este dominio ha caducado|El registro de este dominio ha expirado.",
    "it": "Questo dominio è scaduto|La registrazione di questo dominio è scaduta.",
    "pt": "Este domínio expirou|O registo deste domínio expirou.",
    "nl": "Deze domeinnaam is verlopen|De registratie van dit domein is verlopen.",
}
_RESERVED = {
    "en": "This domain has just been registered|Welcome! Your website is ready to be built",
    "fr": "Ce domaine vient d'être enregistré|Félicitations ! Votre hébergement est activé",
    "de": "Hier entsteht eine neue Internetpräsenz|Diese Domain wurde gerade registriert",
    "es": "Este dominio acaba de ser registrado|Próximamente: nuevo sitio web",
    "it": "Questo dominio è stato appena registrato|Sito in costruzione",
    "pt": "Este domínio acabou de ser registado|Site em construção",
    "nl": "Deze domeinnaam is zojuist geregistreerd|Hier komt binnenkort een nieuwe website",
}
_SUSPENDED = {
    "en": "Account suspended|This website has been suspended",
    "fr": "Compte suspendu|Ce site a été suspendu par l'hébergeur",
    "de": "Konto gesperrt|Diese Website wurde vom Anbieter gesperrt",
    "es": "Cuenta suspendida|Este sitio ha sido suspendido",
    "it": "Account sospeso|Questo sito è stato sospeso",
    "pt": "Conta suspensa|Este site foi suspenso",
    "nl": "Account opgeschort|Deze website is opgeschort",
}
_TOPICS = (
    "Car insurance",
    "Cheap flights",
    "Credit cards",
    "Web hosting",
    "Online degrees",
    "Dental implants",
    "Solar panels",
)
_BETS = (
    "Situs slot gacor hari ini: daftar judi slot online terpercaya dengan jackpot harian dan bonus poker.",
    "Best online casino bonus and free slots: play roulette, blackjack and poker, win the jackpot tonight.",
    "Canlı bahis ve casino siteleri: yüksek oranlar, slot oyunları, rulet ve poker bonusu.",
    "Le meilleur casino en ligne : machines à sous, roulette, poker et jackpot, bonus de bienvenue sans dépôt.",
    "Online Casino ohne Lizenz: Slots, Roulette und Poker, Jackpot und Freispiele für neue Spieler.",
)
_SHOP = {
    "en": "Cheap sneakers outlet, free shipping. Add to cart. 70% off today.",
    "fr": "Baskets pas chères, livraison gratuite. Ajouter au panier. -70 % aujourd'hui.",
    "de": "Günstige Sneaker, versandkostenfrei. In den Warenkorb. Heute 70 % Rabatt.",
    "es": "Zapatillas baratas, envío gratis. Añadir al carrito. 70 % de descuento.",
    "it": "Scarpe scontate, spedizione gratuita. Aggiungi al carrello. Sconto del 70 %.",
    "pt": "Ténis baratos, portes grátis. Adicionar ao carrinho. 70 % de desconto.",
    "nl": "Goedkope sneakers, gratis verzending. In winkelwagen. Vandaag 70 % korting.",
}
_MARKETS = ("www.hugedomains.com", "www.afternic.com", "sedo.com", "dan.com")


def _sale(scene: Scene) -> str:
    text = said(scene, _FOR_SALE, "sale")
    return bare(scene.host, f"<h1>{escape(scene.host)}</h1><p>{escape(text)}</p><form><input name=offer></form>")


def _sale_by_name(scene: Scene) -> str:
    host = scene.host.removeprefix("www.")
    return bare(f"{host} is for sale", f"<h1>{host}</h1><p>Buy now for $1,{scene.number}99 or pay monthly.</p>")


def _advertised(scene: Scene) -> str:
    links = "".join(f'<li><a href="/ads?{number}">{topic}</a></li>' for number, topic in enumerate(_TOPICS))
    script = '<script src="https://img1.sedoparking.com/js/park.js"></script>'
    return bare(scene.host, f"<h1>{escape(scene.host)}</h1><p>Related searches</p><ul>{links}</ul>{script}")


def _advertised_plainly(scene: Scene) -> str:
    links = "".join(f'<div><a href="/search?q={number}">{topic}</a></div>' for number, topic in enumerate(_TOPICS))
    foot = "<p>The sponsored listings displayed above are served automatically by a third party. Privacy Policy</p>"
    return bare(scene.host, f"<h1>{escape(scene.host)}</h1>{links}{foot}")


def _to_lander(_: Scene) -> str:
    return '<!DOCTYPE html><html><head><script>window.onload=function(){window.location.href="/lander"}</script></head></html>'


def _worded(texts: dict[str, str], name: str) -> object:
    def made(scene: Scene) -> str:
        text = said(scene, texts, name)
        return bare(text, f"<h1>{escape(text)}</h1><p>{escape(scene.host)}</p>", language=scene.language)

    return everywhere(made)


def _server_default(scene: Scene) -> str:
    title = scene.pick(("Welcome to nginx!", "Apache2 Debian Default Page: It works", "IIS Windows Server"), "default")
    return bare(title, f"<h1>{title}</h1><p>If you see this page, the web server is successfully installed.</p>")


def _to_market(scene: Scene, request: Request) -> Answer:
    market = scene.pick(_MARKETS, "market")
    if request.host == market:
        return html_answer(200, bare("Domains", "<h1>Find a name</h1>"))
    return redirect(302, f"https://{market}/domain_profile?name={scene.host}")


def _betting(scene: Scene) -> str:
    bet = scene.pick(_BETS, "bet")
    more = " ".join(scene.pick(_BETS, "more", number) for number in range(4))
    return bare(bet.partition(":")[0], f"<h1>{escape(bet)}</h1><p>{escape(more)}</p>")


def _shop(scene: Scene) -> str:
    said_so = said(scene, _SHOP, "shop")
    items = "".join(
        f"<div><h3>Model {number}</h3><p>€ {19 + number}.90</p><p>{escape(said_so)}</p></div>" for number in range(9)
    )
    return bare(f"Outlet {scene.number}", f"<h1>Outlet</h1>{items}", language=scene.language)


def _news_spam(scene: Scene) -> str:
    title = headline("en", f"spam/{scene.host}", seed=scene.seed)
    text = "".join(f"<p>{escape(one)}</p>" for one in paragraphs("en", f"spam/{scene.host}", 9, seed=scene.seed))
    return bare(f"{title} | Daily Buzz", f"<h1>{escape(title)}</h1>{text}")


def _elsewhere(make: object) -> object:
    def answer(scene: Scene, request: Request) -> Answer:
        if request.host == _buyer(scene):
            return page(scene, request, make(scene))  # type: ignore[operator]
        return redirect(301, f"https://{_buyer(scene)}/promo/{scene.number}")

    return answer


def _buyer(scene: Scene) -> str:
    return f"best-deals-{scene.number}-{scene.slug[:8].strip('-')}-{scene.kind}{TOP}"


def _kind(name: str, answer: object, verdict: Verdict, *also: Verdict, **more: object) -> LabelledKind:
    return LabelledKind(name=name, answer=answer, verdict=verdict, also=frozenset(also), **more)  # type: ignore[arg-type]


_PARKED, _USURPED = Verdict.PARKED, Verdict.USURPED

TAKEN: tuple[LabelledKind, ...] = (
    _kind("for-sale", everywhere(_sale), _PARKED),
    _kind("for-sale-by-name", everywhere(_sale_by_name), _PARKED),
    _kind("advertised", everywhere(_advertised), _PARKED),
    _kind("advertised-plainly", everywhere(_advertised_plainly), _PARKED),
    _kind("to-lander", everywhere(_to_lander), _PARKED),
    _kind("expired-domain", _worded(_EXPIRED, "expired"), _PARKED),
    _kind("reserved-domain", _worded(_RESERVED, "reserved"), _PARKED, Verdict.SERVER_ERROR, Verdict.SOFT_404),
    _kind("suspended", _worded(_SUSPENDED, "suspended"), _PARKED),
    _kind("server-default", everywhere(_server_default), _PARKED),
    _kind("to-market", _to_market, _PARKED, other_hosts=lambda scene: (scene.pick(_MARKETS, "market"),)),
    _kind("betting", everywhere(_betting), _USURPED, Verdict.SOFT_404, later=_USURPED),
    _kind("betting-elsewhere", _elsewhere(_betting), _USURPED, other_hosts=lambda scene: (_buyer(scene),)),
    _kind("shop", everywhere(_shop), Verdict.SOFT_404, _USURPED, later=_USURPED),
    _kind("news-spam", everywhere(_news_spam), Verdict.SOFT_404, _USURPED, later=_USURPED),
    _kind(
        "shop-elsewhere", _elsewhere(_shop), _USURPED, is_later_only=True, other_hosts=lambda scene: (_buyer(scene),)
    ),
)
"""Who does not know the page from better days sees a site that answers the same to anything: soft 404 is right then."""
