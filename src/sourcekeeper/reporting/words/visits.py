"""What visits found, and what settings and people said of sources. Data only."""

from __future__ import annotations

VISITS = {
    # what a status or a failure means
    "http-200": ("the page answers", "la page répond"),
    "http-304": ("unchanged since the last visit", "inchangé depuis la dernière visite"),
    "http-400": (
        "the server does not understand the request (400)",
        "le serveur ne comprend pas la demande (400)",
    ),
    "http-401": ("a login is asked for (401)", "une authentification est demandée (401)"),
    "http-402": ("a payment is asked for (402)", "un paiement est demandé (402)"),
    "http-403": ("the server refuses to show it (403)", "le serveur refuse de la montrer (403)"),
    "http-404": ("page not found (404)", "page introuvable (404)"),
    "http-408": ("the server gave up waiting (408)", "le serveur s’est lassé d’attendre (408)"),
    "http-410": ("removed on purpose (410)", "supprimée volontairement (410)"),
    "http-429": ("too many requests for this site (429)", "trop de demandes pour ce site (429)"),
    "http-451": ("withheld for legal reasons (451)", "retirée pour des raisons légales (451)"),
    "http-500": ("the server has a fault (500)", "le serveur est en panne (500)"),
    "http-503": ("the server is not available (503)", "le serveur est indisponible (503)"),
    "http-511": (
        "the network we are in asks for a login (511)",
        "le réseau où nous sommes demande une authentification (511)",
    ),
    "http-999": ("the site answers robots with 999", "le site répond 999 aux robots"),
    "fetch-invalid": ("not an address that can be asked", "ce n’est pas une adresse interrogeable"),
    "fetch-not-allowed": (
        "not visited: only public web addresses are",
        "non visitée : seules les adresses publiques du web le sont",
    ),
    "fetch-name-not-found": ("no such host name any more", "ce nom de domaine n’existe plus"),
    "fetch-name-trouble": (
        "the name service had trouble: says nothing of the site",
        "le service de noms était en difficulté : cela ne dit rien du site",
    ),
    "fetch-robots": (
        "not visited: the site’s robots.txt does not want it",
        "non visitée : le fichier robots.txt du site ne le veut pas",
    ),
    "fetch-refused": ("the server refuses connections", "le serveur refuse les connexions"),
    "fetch-reset": ("the connection was cut", "la connexion a été coupée"),
    "fetch-timeout-connecting": ("no connection within the time", "aucune connexion dans le temps imparti"),
    "fetch-timeout": ("no whole answer within the time", "aucune réponse complète dans le temps imparti"),
    "fetch-tls-expired": ("the site’s certificate has expired", "le certificat du site a expiré"),
    "fetch-tls-wrong-host": (
        "the certificate is for another site",
        "le certificat est celui d’un autre site",
    ),
    "fetch-tls-self-signed": (
        "the site signed its certificate itself",
        "le site a signé lui-même son certificat",
    ),
    "fetch-tls-incomplete": (
        "the site’s certificate leads to no known authority, often because one in between is not sent",
        "le certificat du site ne mène à aucune autorité connue, souvent faute d’un maillon non envoyé",
    ),
    "fetch-tls-too-old": (
        "the site speaks only encryption that is no longer safe",
        "le site ne parle qu’un chiffrement qui n’est plus sûr",
    ),
    "fetch-tls-untrusted": (
        "nobody we trust signed the site’s certificate",
        "aucune autorité reconnue n’a signé le certificat du site",
    ),
    "fetch-tls-other": ("no secure connection could be made", "aucune connexion sûre n’a pu être établie"),
    "fetch-too-many-redirects": ("too many redirects", "trop de redirections"),
    "fetch-redirect-loop": ("the redirects go round in a circle", "les redirections tournent en rond"),
    "fetch-malformed": (
        "the answer is not one of a web server",
        "la réponse n’est pas celle d’un serveur web",
    ),
    "fetch-proxy": (
        "our own proxy failed: says nothing of the site",
        "notre propre mandataire a échoué : cela ne dit rien du site",
    ),
    "fetch-put-off": (
        "left for a later run: the site asks for that, or goes on giving no answer",
        "remis à un passage ultérieur : le site le demande, ou s’obstine à ne pas répondre",
    ),
    "fetch-hurried": (
        "no answer in the short time given, for other pages of the site waited: asked again at leisure",
        "aucune réponse dans le peu de temps laissé, d’autres pages du site attendaient : à redemander sans hâte",
    ),
    "fetch-stopped": ("the run was stopped first", "le passage a été arrêté avant"),
    "mass-failure": (
        "{failing} of {hosts} known hosts failed in this run: the fault is hardly theirs, and nothing counts",
        "{failing} des {hosts} hôtes connus ont échoué cette fois : la faute n’est guère la leur, et rien ne compte",
    ),
    "network-down": (
        "nothing at all could be reached: the fault is on our side",
        "rien n’était joignable : la panne est de notre côté",
    ),
    "no-status": ("an answer without a readable status", "une réponse sans statut lisible"),
    "no-rule": ("no rule had anything to say", "aucune règle n’avait rien à dire"),
    # what a page is
    "bot-wall": ("a wall against robots ({vendor})", "un mur contre les robots ({vendor})"),
    "captcha": ("a riddle for humans ({vendor})", "une épreuve pour humains ({vendor})"),
    "consent-wall": ("a page that asks for consent first", "une page qui demande d’abord le consentement"),
    "login-form": ("a login form instead of the text", "un formulaire de connexion à la place du texte"),
    "redirected-to-login": ("redirected to a login", "redirigée vers une connexion"),
    "paywall-mark": (
        "the page says that its text is for subscribers",
        "la page dit que son texte est réservé aux abonnés",
    ),
    "parked-page": ("the domain is for sale or parked", "le domaine est à vendre ou parqué"),
    "placeholder-page": (
        "a placeholder of the hosting company",
        "une page d’attente de l’hébergeur",
    ),
    "maintenance-page": ("the site is under repair", "le site est en maintenance"),
    "failure-page": ("the server is out of order and says so", "le serveur est en panne et le dit"),
    "gate-page": (
        "a page that wants scripts, an age or a country first",
        "une page qui demande d’abord des scripts, un âge ou un pays",
    ),
    "redirected-to-market": (
        "redirected to a market of domain names",
        "redirigée vers un marché de noms de domaine",
    ),
    "not-found-words": ("the page says “{words}”", "la page dit « {words} »"),
    "site-answers-anything": (
        "the site answers the same to an address that cannot exist",
        "le site répond de même à une adresse qui ne peut pas exister",
    ),
    "ends-shared": (
        "{count} different addresses end at this one page",
        "{count} adresses différentes aboutissent à cette même page",
    ),
    "usurped-for-trade": (
        "the domain now serves betting or similar trade",
        "le domaine sert désormais à des paris ou à un commerce semblable",
    ),
    "usurped-elsewhere": (
        "leads to another owner’s site ({new_url}), where nothing of the cited text is",
        "mène au site d’un autre propriétaire ({new_url}), où rien du texte cité ne figure",
    ),
    "usurped-here": (
        "another site stands there now; nothing of the cited text is left",
        "un autre site occupe la place ; il ne reste rien du texte cité",
    ),
    "text-drifted": (
        "little of the cited text is left (likeness {likeness})",
        "il reste peu du texte cité (ressemblance {likeness})",
    ),
    "text-changed": (
        "the text has changed in part (likeness {likeness})",
        "le texte a changé en partie (ressemblance {likeness})",
    ),
    "redirected-to-folder": (
        "redirected to the folder above, which does not show it",
        "redirigée vers le dossier au-dessus, qui ne la montre pas",
    ),
    "redirected-to-search": ("redirected to the site’s search", "redirigée vers la recherche du site"),
    "redirected-to-error": ("redirected to an error page", "redirigée vers une page d’erreur"),
    "moved-to-home": (
        "redirected to the front page of the site",
        "redirigée vers la page d’accueil du site",
    ),
    "older-snapshot": (
        "an older snapshot; no new one could be made ({why})",
        "une copie plus ancienne ; aucune nouvelle n’a pu être faite ({why})",
    ),
    "empty-body": ("the answer is empty", "la réponse est vide"),
    "private-or-lost": (
        "the page says that it is lost, or for others only",
        "la page se dit perdue, ou réservée à d’autres",
    ),
    "legal-notice": (
        "the page says that a court or an authority barred the site",
        "la page dit qu’une autorité ou un tribunal a fait fermer l’accès",
    ),
    "short-notice": (
        "the page shows hardly more than a short notice; look yourself",
        "la page ne montre guère qu’un court avis ; à regarder soi-même",
    ),
    "shows-little": (
        "the page shows hardly a line, and nothing of what is cited; look yourself",
        "la page montre à peine une ligne, et rien de ce qui est cité ; à regarder soi-même",
    ),
    "shows-a-list": (
        "the page lists other things, and shows nothing of what is cited; look yourself",
        "la page énumère autre chose, et ne montre rien de ce qui est cité ; à regarder soi-même",
    ),
    "not-the-file": (
        "a page answers where a file was cited, and does not name it; look yourself",
        "une page répond à la place du fichier cité, sans le nommer ; à regarder soi-même",
    ),
    "says-one-thing": (
        "the site shows one short notice at any address; it may be a wall",
        "le site montre un même avis à toute adresse ; ce peut être un mur",
    ),
    "script-shell": (
        "the page is an empty frame that only scripts fill",
        "la page est un cadre vide que seuls des scripts remplissent",
    ),
    "scripted-site-is-honest": (
        "a page made by scripts, on a site that says so when it has none",
        "une page faite par des scripts, sur un site qui dit quand il n’en a pas",
    ),
    "redirected": ("redirected to {new_url}", "redirigée vers {new_url}"),
    "redirected-permanently": ("moved for good to {new_url}", "déplacée définitivement vers {new_url}"),
    "same-text": ("the text is the one that was cited", "le texte est celui qui a été cité"),
    "unchanged": ("unchanged since the last visit", "inchangée depuis la dernière visite"),
}

DECIDED = {
    "skipped-by-setting": ("a setting skips {host} ({because})", "un réglage passe {host} ({because})"),
    "treated-as": (
        "as the settings of {host} say; the visit found: {seen}",
        "comme le disent les réglages de {host} ; la visite a trouvé : {seen}",
    ),
    "word-ended": (
        "a person’s word ended on {until} ({kind}: {because}); not visited since",
        "la décision d’une personne a pris fin le {until} ({kind} : {because}) ; pas encore revue",
    ),
    "decided-ignore": ("a person decided: ignore ({because})", "une personne a décidé : ignorer ({because})"),
    "decided-alive": (
        "a person decided: alive ({because}); the visit found: {seen}",
        "une personne a décidé : vivante ({because}) ; la visite a trouvé : {seen}",
    ),
    "decided-replaced": (
        "a person decided: replaced by {new_url} ({because})",
        "une personne a décidé : remplacée par {new_url} ({because})",
    ),
}
