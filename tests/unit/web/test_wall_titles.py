# ruff: noqa: E501  (the tables of pages are read a case a line)
"""Walls and errors by their titles, in seven languages, and honest pages about the same things.

The pages have no metadata at all: words are all there is to go by.
"""

from __future__ import annotations

import pytest

from sourcekeeper.model import PageKind
from sourcekeeper.web.page import read_page

URL = "https://www.journal.example/a/rapport-2014"
PARAGRAPH = (
    "<p>Le conseil a parlé trois heures de ce que la commune fait des images, sans vote, et promet un rapport pour la "
    "rentrée, que les associations attendent.</p>"
)

WALLS = [
    ("Just a moment...", "<noscript>Enable JavaScript and cookies to continue</noscript>", URL),
    (
        "Un instant…",
        "<h1>www.journal.example</h1><p>Vérification de sécurité en cours</p><p>journal.example doit vérifier la sécurité de votre connexion avant de continuer.</p>",
        URL,
    ),
    (
        "Einen Moment …",
        "<h1>zeitung.example</h1><p>Überprüfung, ob Sie ein Mensch sind. Dies kann einige Sekunden dauern.</p>",
        URL,
    ),
    ("Nur einen Moment…", "<p>Die Verbindung wird geprüft</p>", URL),
    ("Un momento…", "<p>Verificando que eres humano. Esto puede tardar unos segundos.</p>", URL),
    ("Un attimo...", "<p>Verifica che tu sia un essere umano. Potrebbe richiedere qualche secondo.</p>", URL),
    ("Só um momento…", "<p>A verificar se é humano. Isto pode demorar alguns segundos.</p>", URL),
    ("Even geduld…", "<p>We controleren of u een mens bent. Dit kan enkele seconden duren.</p>", URL),
    ("journal.example", "<p>Please enable JS and disable any ad blocker</p>", URL),
    (
        "lemonde.example",
        "<style>#cmsg{animation: A 1.5s;}</style><p id='cmsg'>Please enable JS and disable any ad blocker</p><script>var dd={'rt':'c','cid':'AHrl'}</script><script src='https://ct.captcha-delivery.com/c.js'></script>",
        URL,
    ),
    (
        "Access Denied",
        '<H1>Access Denied</H1>You don\'t have permission to access "http://x.example/" on this server.<P>Reference #18.4d1',
        URL,
    ),
    ("403 Forbidden", "<center><h1>403 Forbidden</h1></center><hr><center>nginx</center>", URL),
    (
        "Attention Required! | Cloudflare",
        "<h1>Sorry, you have been blocked</h1><h2>You are unable to access x.example</h2><p>Why have I been blocked? This website is using a security service to protect itself from online attacks. The action you just performed triggered the security solution. There are several actions that could trigger this block.</p>",
        URL,
    ),
    ("Vérification que vous n'êtes pas un robot !", "<p>Chargement...</p><p>Protégé par Anubis</p>", URL),
    (
        "Bloomberg - Are you a robot?",
        "<h1>We've detected unusual activity from your computer network</h1><p>To continue, please click the box below to let us know you're not a robot.</p>",
        URL,
    ),
    (
        "Robot or human?",
        "<h1>Robot or human?</h1><p>Activate and hold the button to confirm that you’re human. Thank You!</p>",
        URL,
    ),
    ("Sicherheitsüberprüfung", "<p>Bitte bestätigen Sie, dass Sie kein Roboter sind.</p>", URL),
    (
        "Zugriff verweigert | Portal",
        "<h1>Zugriff verweigert</h1><p>Sie sind nicht berechtigt, auf diese Seite zuzugreifen.</p>",
        URL,
    ),
    (
        "Accès refusé | Mairie de Lieu",
        "<h1>Accès refusé</h1><p>Vous n'êtes pas autorisé à accéder à cette page.</p>",
        URL,
    ),
    (
        "Request Rejected",
        "<p>The requested URL was rejected. Please consult with your administrator. Your support ID is: 123</p>",
        URL,
    ),
    ("Radware Captcha Page", "<p>We apologize for the inconvenience...</p>", URL),
    ("Too Many Requests", "<h1>429 Too Many Requests</h1>", URL),
    ("Before you continue to YouTube", "<p>We use cookies and data</p>", URL),
    ("Avant d’accéder à Google", "<p>Nous utilisons des cookies</p>", URL),
    ("Bevor Sie zu YouTube weitergehen", "<p>Wir verwenden Cookies</p>", URL),
    (
        "derstandard.example",
        "<div><h1>Willkommen bei DER STANDARD</h1><p>Sie entscheiden darüber, wie Sie unsere Inhalte nutzen wollen. Wir und unsere 182 Partner verarbeiten Ihre Daten.</p><button>Einverstanden</button><p>PUR-Abo</p></div>",
        URL,
    ),
    (
        "Zustimmung erforderlich - Die Woche",
        "<h1>Die Woche mit Werbung lesen</h1><p>Besuchen Sie die-woche.example wie gewohnt mit Werbung und Tracking.</p>",
        URL,
    ),
    (
        "Privacy Gate",
        "<h1>Wij gebruiken cookies</h1><p>Wij en onze partners plaatsen cookies.</p><button>Accepteren</button>",
        URL,
    ),
    (
        "Cookies - Le Fil",
        "<h1>Votre vie privée, votre choix</h1><p>Pour continuer votre lecture, acceptez les cookies ou abonnez-vous.</p>",
        URL,
    ),
    (
        "Le Fil",
        "<div class='popup'><p>Nous et nos 842 partenaires stockons et/ou accédons à des informations sur un appareil.</p><button>Accepter et continuer</button></div>",
        URL,
    ),
    (
        "El Correo",
        "<div id='didomi-popup' class='didomi-popup'><p>Nosotros y nuestros 120 socios almacenamos información.</p></div>",
        URL,
    ),
    (
        "Yahoo fait partie de la famille de marques Yahoo",
        "<h1>Yahoo fait partie de la famille de marques Yahoo.</h1><p>Lorsque vous utilisez nos sites, nous utilisons des cookies. Si vous cliquez sur « Tout accepter », nous et nos partenaires</p>",
        "https://consent.yahoo.com/v2/collectConsent",
    ),
    ("Facebook – log in or sign up", "<form><input type=text name=email><input type=password></form>", URL),
    ("Log into Facebook | Facebook", "<p>You must log in to continue.</p>", URL),
    ("Connexion à Facebook", "<p>Vous devez vous connecter pour continuer.</p>", URL),
    ("Instagram", "<h2>Log in to see photos</h2>", "https://www.instagram.com/accounts/login/"),
    ("Login • Instagram", "<p>Log in</p>", URL),
    ("Sign Up | LinkedIn", "<h1>Join LinkedIn</h1><form><input type=email><input type=password></form>", URL),
    ("Inicia sesión - Google Drive", "<p>Google Drive</p><input type=email>", URL),
    ("Connexion – Comptes Google", "<h1>Connexion</h1><input type=email>", "https://accounts.google.com/v3/signin"),
    ("Anmelden | Intranet", "<form><label>E-Mail</label><input type=email><button>Weiter</button></form>", URL),
    ("Authentification requise", "<p>Cette page est réservée aux adhérents.</p>", URL),
    (
        "Espace adhérent - Syndicat",
        "<h1>Espace adhérent</h1><form><input type=text name=u><input type=password></form>",
        URL,
    ),
    ("Session expirée", "<p>Votre session a expiré, veuillez vous reconnecter.</p>", URL),
    ("Accedi - Biblioteca", "<form><input type=password></form>", URL),
    ("Subscribe to read | Financial Standard", "<h1>Subscribe to unlock this article</h1>", URL),
    ("Cet article est réservé aux abonnés", "<p>Abonnez-vous à partir de 1 €</p>", URL),
    ("Abonnez-vous pour lire la suite - Le Fil", "<p>1 € le premier mois</p>", URL),
    ("Jetzt weiterlesen mit Z+", "<p>Dieser Artikel ist Teil von Z+.</p>", URL),
    ("Suscríbete para seguir leyendo | El Correo", "<p>Por 1 € al mes</p>", URL),
    ("Lees verder met een abonnement", "<p>Word abonnee</p>", URL),
    ("Page introuvable", "<h1>404</h1>", URL),
    ("404 - Le Fil", "<h1>Oups !</h1><p>La page que vous recherchez semble introuvable.</p>", URL),
    ("Le Fil", "<h1>Oups, cette page n'existe pas</h1>", URL),
    (
        "La page est introuvable – Ville de Lieu",
        "<p>Il semble que rien n’ait été trouvé à cet emplacement. Peut-être pourriez-vous essayer une recherche ?</p>",
        URL,
    ),
    ("Nous n'avons pas trouvé la page", "<p>404</p>", URL),
    ("Contenu non disponible", "<p>Ce contenu n'est plus en ligne.</p>", URL),
    ("Diese Seite wurde leider nicht gefunden | Stadt", "<p>Fehler 404</p>", URL),
    ("Fehler 404: Die Seite wurde nicht gefunden.", "<p>x</p>", URL),
    ("Seite nicht verfügbar", "<p>x</p>", URL),
    ("Inhalt nicht verfügbar - Sender", "<p>Dieser Beitrag ist nicht mehr verfügbar (Depublikation).</p>", URL),
    ("Página no encontrada - Ayuntamiento", "<h1>Error 404</h1>", URL),
    ("Error 404. Página no encontrada", "<p>x</p>", URL),
    ("La página que busca no existe", "<p>x</p>", URL),
    ("Pagina non trovata | Comune", "<p>x</p>", URL),
    ("Errore 404: la pagina richiesta non è disponibile", "<p>x</p>", URL),
    ("Página não encontrada – Câmara", "<p>x</p>", URL),
    ("Pagina niet gevonden | Gemeente", "<p>x</p>", URL),
    ("Oeps! Deze pagina bestaat niet (meer)", "<p>x</p>", URL),
    ("Page Not Found | Council", "<p>Sorry, we can't find that page</p>", URL),
    ("Sorry, we couldn't find that page", "<p>x</p>", URL),
    ("Nothing found for 2014 Rapport", "<p>It seems we can’t find what you’re looking for.</p>", URL),
    ("File not found", "<p>x</p>", URL),
    ("HTTP 404 Not Found", "<p>x</p>", URL),
    ("Object not found!", "<p>The requested URL was not found on this server. Error 404</p>", URL),
    (
        "The resource cannot be found.",
        "<h1>Server Error in '/' Application.</h1><h2>The resource cannot be found.</h2>",
        URL,
    ),
    ("Video unavailable", "<p>This video isn't available anymore</p>", URL),
    (
        "This content isn't available right now",
        "<p>When this happens, it's usually because the owner only shared it with a small group of people</p>",
        URL,
    ),
    (
        "Sorry, this page isn't available.",
        "<p>The link you followed may be broken, or the page may have been removed.</p>",
        URL,
    ),
    ("Gone", "<h1>410 Gone</h1>", URL),
    (
        "Wayback Machine",
        "<h1>Wayback Machine doesn't have that page archived.</h1>",
        "https://web.archive.org/web/20200101000000/http://a.example/x",
    ),
    (
        "Internet Archive Wayback Machine",
        "<p>Hrm. The Wayback Machine has not archived that URL.</p><p>Click here to search for all archived pages under http://a.example/.</p>",
        "https://web.archive.org/web/2020/http://a.example/x",
    ),
    (
        "500 Internal Server Error",
        "<h1>Internal Server Error</h1><p>The server encountered an internal error</p>",
        URL,
    ),
    ("502 Bad Gateway", "<center>nginx</center>", URL),
    ("x.example | 521: Web server is down", "<h1>Web server is down Error code 521</h1>", URL),
    ("Error establishing a database connection", "<h1>Error establishing a database connection</h1>", URL),
    ("Erreur › WordPress", "<p>Une erreur critique est survenue sur ce site.</p>", URL),
    ("Une erreur est survenue", "<p>Réessayez plus tard.</p>", URL),
    ("Database Error", "<p>x</p>", URL),
    ("Service Unavailable", "<h2>Service Unavailable</h2><p>HTTP Error 503. The service is unavailable.</p>", URL),
    ("Es ist ein Fehler aufgetreten - Portal", "<p>x</p>", URL),
    ("Site en maintenance", "<p>Le site est actuellement en maintenance.</p>", URL),
    ("Maintenance - Ville de Lieu", "<h1>Site en maintenance</h1>", URL),
    ("Nous revenons bientôt", "<p>Le site fait peau neuve.</p>", URL),
    ("Le Fil en maintenance", "<p>Revenez plus tard</p>", URL),
    ("Wartungsarbeiten", "<p>Die Seite wird gewartet.</p>", URL),
    ("Wir sind bald wieder da!", "<p>Wartung</p>", URL),
    ("Sitio en mantenimiento", "<p>Volvemos pronto</p>", URL),
    ("Website under maintenance", "<p>We'll be back soon</p>", URL),
    ("Coming Soon", "<p>Our website is under construction</p>", URL),
    ("Em manutenção", "<p>Voltamos já</p>", URL),
    ("De site is in onderhoud", "<p>x</p>", URL),
    ("Maintenance Mode", "<p>x</p>", URL),
    ("ville.example is for sale | HugeDomains", "<p>Own it today</p>", URL),
    ("ville.example", "<p>Dieser Domainname steht zum Verkauf</p>", URL),
    ("ville.example - Ce domaine est à vendre", "<p>x</p>", URL),
    ("ville.example - Domain geparkt", "<p>Diese Domain wurde bei unserem Kunden registriert und geparkt.</p>", URL),
    ("ville.example", "<h1>Félicitations ! Votre domaine a bien été créé chez nous !</h1>", URL),
    (
        "ville.example",
        "<p>This domain is registered at Namecheap</p><p>This domain was recently registered at Namecheap. Please check back later!</p>",
        URL,
    ),
    ("Domain Default page", "<p>x</p>", URL),
    ("Hier entsteht eine neue Internetpräsenz", "<p>x</p>", URL),
    ("Ce site a été suspendu", "<p>Contactez l'hébergeur</p>", URL),
    ("Account Suspended", "<p>This Account has been suspended.</p>", URL),
    ("JavaScript is not available.", "<p>We’ve detected that JavaScript is disabled in this browser.</p>", URL),
    (
        "Unavailable due to legal reasons",
        "<p>451: We recognize you are attempting to access this website from a country belonging to the European Economic Area (EEA) including the EU which enforces the GDPR</p>",
        URL,
    ),
    ("Your browser is not supported", "<p>Please update</p>", URL),
    ("Redirecting...", "<p>You are being redirected</p>", URL),
    ("Loading...", "<div id=app></div>", URL),
    ("Blog not found", "<p>Sorry, the blog you were looking for does not exist.</p>", URL),
    ("This account has been suspended", "<p>X suspends accounts which violate the rules</p>", URL),
    ("Vérification de l'âge", "<p>Avez-vous plus de 18 ans ?</p>", URL),
    ("Index of /", "<p>Parent Directory</p>", URL),
    ("Document moved", "<h1>Object Moved</h1>This document may be found <a href='/x'>here</a>", URL),
    ("301 Moved Permanently", "<h1>Moved Permanently</h1>", URL),
    ("Recherche - Ville", "<h1>Aucun résultat</h1><p>Votre recherche n'a donné aucun résultat.</p>", URL),
    ("Pagina 404", "<p>x</p>", URL),
    ("Whoops, looks like something went wrong.", "<p>x</p>", URL),
    ("Hmm… cette page n’existe pas", "<p>x</p>", URL),
    ("Untitled Document", "", URL),
]
"""Title, body, address."""

HONEST = [
    (
        "Erreur 404 : enquête sur les pages disparues des ministères | Le Fil",
        "<h1>Erreur 404 : enquête sur les pages disparues des ministères</h1>",
    ),
    (
        "Page introuvable : comment l’État perd ses archives - Collectif Mémoire",
        "<h1>Page introuvable : comment l’État perd ses archives</h1>",
    ),
    ("Bandeaux cookies : la Cnil sanctionne | Le Fil", "<h1>Bandeaux cookies : la Cnil sanctionne</h1>"),
    ("Politique de confidentialité et cookies - Collectif", "<h1>Politique de confidentialité et cookies</h1>"),
    ("Les captchas, un mur pour les aveugles - Accessible", "<h1>Les captchas, un mur pour les aveugles</h1>"),
    ("Se connecter à la nature : le parc rouvre | Ville", "<h1>Se connecter à la nature : le parc rouvre</h1>"),
    ("Connexion au réseau de chaleur - Ville de Lieu", "<h1>Connexion au réseau de chaleur</h1>"),
    (
        "Maintenance des caméras : un contrat à 3 millions - Le Fil",
        "<h1>Maintenance des caméras : un contrat à 3 millions</h1>",
    ),
    ("Un instant de silence pour les victimes - Ville", "<h1>Un instant de silence pour les victimes</h1>"),
    (
        "Accès refusé aux archives : l’association saisit le tribunal | Asso",
        "<h1>Accès refusé aux archives : l’association saisit le tribunal</h1>",
    ),
    (
        "Access denied: how councils block disclosure requests | Watch",
        "<h1>Access denied: how councils block disclosure requests</h1>",
    ),
    (
        "Ministère : le site de la préfecture est en panne | Le Fil",
        "<h1>Ministère : le site de la préfecture est en panne</h1>",
    ),
    ("Are you human? The limits of bot tests | Tech", "<h1>Are you human? The limits of bot tests</h1>"),
    ("Robot or human? Chatbots in the town hall | Tech", "<h1>Robot or human? Chatbots in the town hall</h1>"),
    ("Wartung der Kameras kostet Millionen | Zeitung", "<h1>Wartung der Kameras kostet Millionen</h1>"),
    (
        "Seite nicht gefunden: Wie Behörden Akten löschen | Zeitung",
        "<h1>Seite nicht gefunden: Wie Behörden Akten löschen</h1>",
    ),
    ("Abonnement de transport gratuit - Ville", "<h1>Abonnement de transport gratuit</h1>"),
    (
        "Un document introuvable, une enquête qui piétine - Le Fil",
        "<h1>Un document introuvable, une enquête qui piétine</h1>",
    ),
    ("Subscribe to our watch list: a manifesto - Watch", "<h1>A manifesto</h1>"),
    ("Domaine public : une maison à vendre | Ville", "<h1>Domaine public : une maison à vendre</h1>"),
    ("Error rates of face recognition | Lab", "<h1>Error rates of face recognition</h1>"),
    ("Loading zones and cameras | Council", "<h1>Loading zones and cameras</h1>"),
    ("Vie privée - Ligue", "<h1>Vie privée</h1>"),
    ("Blocked: the limits of filtering in schools | Watch", "<h1>Blocked: the limits of filtering in schools</h1>"),
    ("Interdit de filmer | Le Fil", "<h1>Interdit de filmer</h1>"),
    ("Forbidden | A play about archives", "<h1>Forbidden</h1><p>By Ann Lee, 3 May 2021</p>"),
    ("Inscription sur les listes électorales - Ville", "<h1>Inscription sur les listes électorales</h1>"),
    ("Registrierung von Drohnen | Amt", "<h1>Registrierung von Drohnen</h1>"),
    ("Identification des personnes par la voix - Labo", "<h1>Identification des personnes par la voix</h1>"),
    ("Authentification par le visage : l’avis - Autorité", "<h1>Authentification par le visage : l’avis</h1>"),
    ("Entrar em casa sem chave | Gazeta", "<h1>Entrar em casa sem chave</h1>"),
    ("Accesso agli atti negato | Comune", "<h1>Accesso agli atti negato</h1>"),
    ("Acceder a la justicia gratuita - Guía", "<h1>Acceder a la justicia gratuita</h1>"),
    ("Nothing found in the police files | Watch", "<h1>Nothing found in the police files</h1>"),
    ("Blog", "<h1>The council no longer exists</h1>"),
    ("Restauration du site de la Plaine en travaux | Ville", "<h1>Restauration du site de la Plaine en travaux</h1>"),
    (
        "Le service est indisponible : trois mois sans passeport | Le Fil",
        "<h1>Le service est indisponible : trois mois sans passeport</h1>",
    ),
    ("Please wait for the evaluation | Council watch", "<h1>Please wait for the evaluation</h1>"),
    ("Cookies de Noël : la recette | Blog", "<h1>Cookies de Noël : la recette</h1>"),
    (
        "Nous respectons votre vie privée ? Enquête sur un slogan | Le Fil",
        "<h1>Nous respectons votre vie privée ? Enquête sur un slogan</h1><p>Par Lola Ferrand, 3 mai 2021</p>",
    ),
]
"""Title, what stands before the text."""


def markup(title: str, body: str) -> bytes:
    return f"<!doctype html><html><head><meta charset=utf-8><title>{title}</title></head><body>{body}</body></html>".encode()


@pytest.mark.parametrize(("title", "body", "url"), WALLS, ids=[title for title, _, _ in WALLS])
def test_a_page_that_shows_nothing_gives_no_item(title: str, body: str, url: str) -> None:
    page = read_page(markup(title, body), url=url, status=200, content_type="text/html")
    assert not page.item.fields


@pytest.mark.parametrize(("title", "body"), HONEST, ids=[title for title, _ in HONEST])
def test_an_honest_page_about_walls_and_errors_keeps_its_item(title: str, body: str) -> None:
    page = read_page(markup(title, body + PARAGRAPH), url=URL, status=200, content_type="text/html")
    assert (page.kind, page.mark) == (PageKind.TEXT, None)
    assert page.item.text("title")
