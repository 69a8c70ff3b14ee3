# ruff: noqa: E501  (phrases of one language stand on one line)
"""The words of pages that show nothing: not found, out of order, under repair, for sale, not set up. Data only.

Patterns are matched against folded text (`folding.fold`): lower case, no accents, plain apostrophes. Those of whole
titles must fit all of one part of a title, so that an article about lost pages or repairs is none of them.
"""

from __future__ import annotations

import re

from sourcekeeper.patterns import regex


def any_of(*alternatives: str) -> re.Pattern[str]:
    """Return one pattern of several."""
    return regex("|".join(f"(?:{one})" for one in alternatives))


# --- not found ------------------------------------------------------------------------------------------------------

SIGH = (
    r"(?:(?:oups|oops|ups|hoppla|huch|sorry|desolee?s?|nous sommes desoles|pardon|leider|whoops|uh[- ]?oh|hm+|mince|aie|"
    r"zut|ouch|argh|ay|ops|oh non|oh no|we're sorry|we are sorry|lo sentimos|lo siento|siamo spiacenti|spiacenti|"
    r"ci dispiace|desculpe|lamentamos|tut uns leid|es tut uns leid|entschuldigung|helaas|het spijt ons|my bad|bummer|ohje)"
    r"[\s,.!:…?-]*)*"
)
"""What error pages begin with."""

_THING = r"(?:page|article|document|content|resource|file|post|url|story|item|video|link|(?:web ?)?site)s?"
_CHOSE = r"(?:page|article|document|contenu|fiche|fichier|lien|adresse|video|annonce|ressource|publication)"
NOT_FOUND = any_of(
    r"^not found\b",
    r"\bnot found$",
    rf"\b{_THING} (?:(?:that )?you(?:'re|'ve)? (?:\w+ ){{1,5}})?"
    r"(?:(?:could|can) ?not be|couldn't be|was not|were not|is not|can't be|cannot be|hasn't been|wasn't|isn't|not) found\b",
    rf"\b{_THING} (?:(?:that )?you(?:'re|'ve)? (?:\w+ ){{1,5}})?(?:does not|doesn't|no longer|may no longer) exists?\b",
    rf"\b{_THING} (?:(?:is|are) (?:\w+ )?)?(?:no longer|not|un)[ -]?available\b",
    rf"\b{_THING} (?:isn't|is not|no longer|not) (?:here|available|there)(?: right now| anymore)?\b",
    rf"\b{_THING} (?:(?:that )?you(?:'re|'ve)? (?:\w+ ){{1,5}})?(?:has been|was|is) (?:removed|deleted|gone|missing|expired)\b",
    rf"\b(?:we )?(?:can't|cannot|couldn't|could not|can not) find (?:that|the|this|your) {_THING}\b",
    r"\b(?:can't|cannot) find what you(?:'re| are) looking for\b|\bnothing (?:was )?found(?: here)?$",
    rf"^{SIGH}nothing (?:to see |to show )?(?:is )?here$|^{SIGH}hier (?:ist|gibt es) (?:leider )?nichts(?: zu sehen)?$|^{SIGH}il n'y a rien (?:a voir )?ici$",
    r"\b(?:can't|cannot|couldn't|could not|can not) seem to find (?:that|this|what|the|your)\b",
    r"\blink (?:is|was|(?:appears|seems) to be) (?:broken|dead)\b|\blien (?:est )?(?:brise|mort|casse)\b|\benlace (?:esta )?roto\b",
    r"\baucun (?:article|contenu|billet|element)s? (?:n'a (?:ete|pu etre) )?trouve\b|^(?:nichts|niets) (?:gefunden|gevonden)$|"
    r"\b(?:keine (?:beitrage|artikel|inhalte|seite)|geen (?:berichten|artikelen|pagina's?)) (?:gefunden|gevonden)\b",
    r"^(?:no se (?:ha )?encontr(?:o|ado) nada|nada encontrado|nessun (?:articolo|contenuto)(?: e stato)? trovato|nenhum (?:artigo|conteudo) encontrado|"
    r"ningun (?:articulo|contenido) encontrado)$",
    rf"\bmissing {_THING}$|\blost (?:page|your way)\b|^(?:this|the) page is (?:lost|missing|gone)\b|^dead link\b|^broken link$",
    rf"\b{_CHOSE} (?:demandee? |recherchee? |que vous (?:cherchez|recherchez|demandez|avez demandee?) )?(?:est |reste |semble )?"
    r"(?:introuvable|inexistante?|non trouvee?|pas trouvee?|non disponible|indisponible|supprimee?|manquante?|perdue)\b",
    rf"\b{_CHOSE} (?:demandee? |recherchee? |que vous (?:cherchez|recherchez|demandez|essayez de \w+) )?"
    r"(?:n'existe (?:pas|plus)|n'est (?:pas|plus) (?:disponible|accessible|en ligne)|a ete (?:supprimee?|retiree?|deplacee?))\b",
    r"\b(?:page|adresse|contenu) (?:demandee? |recherchee? )?(?:n'a pas (?:ete|pu etre) trouvee?)\b",
    r"\b(?:nous n'avons pas|on n'a pas|impossible de) (?:pu )?trouv(?:er|e) (?:la|cette|votre) page\b",
    r"\bnous (?:ne (?:trouvons|retrouvons) pas|n'avons pas (?:pu )?(?:re)?trouve[r]?|ne (?:parvenons|arrivons|pouvons) pas a? ?trouver) "
    r"(?:ce que vous|(?:la|cette|votre) page|le contenu|ce contenu)\b|\bwir (?:finden|konnten|konnen) (?:leider )?(?:die|diese) seite "
    r"(?:leider )?nicht\b|\b(?:was|wonach) sie suchen,? (?:haben|konnten|konnen) wir (?:leider )?nicht (?:ge)?f[iu]nden\b|"
    r"\bno encontramos lo que (?:buscas|busca)\b|\bnon (?:abbiamo trovato|troviamo) (?:quello|cio) che (?:cerchi|cercavi|stavi cercando)\b|"
    r"\bnao encontramos o que (?:procura|voce procura)\b|\bkunnen niet vinden (?:wat|waar) (?:je|u) (?:zoekt|naar zoekt)\b",
    r"\b(?:vous etes|vous semblez|etes-vous) perdue?s?\b|^rien a voir ici\b|^introuvable$",
    r"\b(?:seite|inhalt|artikel|beitrag|dokument|datei|url) (?:\w+ )?(?:wurde |konnte |ist |wurden )?(?:leider )?(?:\w+ )?"
    r"nicht (?:gefunden|vorhanden|verfugbar|mehr|auffindbar|erreichbar)\b",
    r"\b(?:seite|inhalt|artikel|beitrag) (?:existiert|gibt es) (?:leider )?nicht(?: mehr)?\b|\bnicht gefunden$",
    r"\bdiese seite gibt es (?:leider )?nicht\b|\bwurde (?:geloscht|verschoben|entfernt)$",
    r"\b(?:pagina|contenido|articulo|documento|recurso|enlace) (?:\w+ ){0,4}?(?:no (?:encontrad[ao]|existe|disponible|esta disponible|"
    r"se ha encontrado|se encuentra|se encontro|fue encontrad[ao]|ha sido encontrad[ao]|se puede encontrar)|inexistente|eliminad[ao])\b",
    r"\bno (?:se (?:ha |pudo |puede )?(?:podido )?encontr(?:o|ado|ar)|se encuentra|(?:hemos|pudimos|podemos)(?: podido)? encontra(?:do|r)|encontramos) "
    r"(?:la|esta|esa|el|este|ese|tu|su) (?:pagina|contenido|articulo)\b|^no encontrad[oa]$",
    r"\b(?:pagina|contenuto|articolo|documento|risorsa) (?:\w+ ){0,4}?(?:non (?:trovat[ao]|esiste|disponibile|e (?:stat[ao] "
    r"trovat[ao]|disponibile|piu disponibile|presente)|e piu)|inesistente|rimoss[ao])\b|^non trovat[oa]$|"
    r"\b(?:impossibile|non (?:riusciamo|siamo riusciti) a|non (?:e|e stato) possibile) trovare (?:la|questa|il|questo|l') ?(?:pagina|contenuto|articolo)\b",
    r"\b(?:pagina|conteudo|artigo|documento) (?:\w+ ){0,4}?(?:nao (?:encontrad[ao]|existe|foi encontrad[ao]|esta disponivel|"
    r"disponivel|pode ser encontrad[ao])|inexistente|indisponivel|removid[ao])\b|^nao encontrad[oa]$|\bnao (?:encontramos|foi possivel "
    r"encontrar|conseguimos encontrar) (?:a|esta|essa) pagina\b",
    r"\b(?:pagina|artikel|inhoud) (?:\w+ ){0,3}?(?:niet (?:\w+ )?(?:gevonden|beschikbaar|bereikbaar|meer)|bestaat (?:\w+ )?niet|"
    r"verwijderd)\b|^niet gevonden$|\bkunnen (?:deze|de) pagina niet vinden\b",
    r"\b(?:blog|account|profile|user|channel|group|tweet|toot) (?:has been|was|is|not|does not|doesn't) "
    r"(?:removed|deleted|suspended|found|exist)\b|\bthis account doesn't exist\b",
    r"^(?:this )?(?:video|content|post|profile|user|channel) (?:is )?(?:unavailable|not available|isn't available)\b",
    r"\b(?:blog|cuenta|perfil|usuario|conta|utente|profilo) (?:ha sido|fue|e stat[oa]|foi) (?:eliminad|suspendid|rimoss|sospes|removid|suspens)[oa]\b",
    r"^(?:[\w-]+\.)+[a-z]{2,} (?:is no longer (?:available|online)|has been (?:deleted|removed|closed)|n'est plus (?:disponible|en ligne)|ist nicht mehr verfugbar|ya no esta disponible)$",
    r"\b(?:wayback machine )?has not archived that url\b|\bno results? (?:found )?(?:for|from) the archive\b",
    r"\bhas been excluded from the wayback machine\b|^not in archive$|^hrm\b",
    r"\bno such (?:page|file|document|article)\b|\bunknown (?:page|article|document|id)\b|^invalid (?:url|id|link|page)\b",
    r"^(?:this |ce |the |dieser |este |questo )?(?:\w+ )?(?:link|lien|enlace|url|collegamento|ligacao)(?: de partage)? (?:has |is |a |est |ist |ha )?"
    r"(?:expire[ds]?|abgelaufen|caducado|scaduto|expirado|verlopen)$",
    r"^(?:ce |cet |this )?(?:blog|compte|profil|site|forum) (?:n'existe (?:pas|plus)|supprime|(?:a ete |est )?(?:supprime|ferme|desactive))$",
    r"^(?:(?:error|http|status) )?(?:410\W{0,3})?(?:(?:resource|page) )?gone$",
    r"^nothing found for\b|^(?:no|0) results?(?: found)?$|^(?:aucun|0|pas de) resultats?(?: trouves?)?$|^keine (?:ergebnisse|treffer)(?: gefunden)?$|"
    r"^(?:sin|no hay|ningun) resultados?$|^nessun risultato(?: trovato)?$|^nenhum resultado(?: encontrado)?$|^geen resultaten(?: gevonden)?$",
)
"""Phrases of error pages, looked for in parts of a title and in headings."""

_ERROR = r"(?:http )?(?:error|erreur|fehler|fout|errore|erro|status|code)"
NUMBER_ONLY = regex(
    rf"^{SIGH}(?:(?:page|pagina|seite) )?(?:{_ERROR}\s?(?:code|no|nr\.?|n\.)?\s?:?\s?)?(?:404|410)(?: (?:error|erreur|fehler|page|gone))?$"
)
NUMBER_WITH_WORDS = regex(
    rf"^{SIGH}(?:{_ERROR} )?404\b.{{0,40}}\b"
    r"(?:not found|introuvable|non trouvee?|nicht|no encontrad[ao]|non trovata|nao|niet|page|error|erreur|oops|oups|lost|missing)\b"
)
ERROR_CLASS = regex(
    r"<body\b[^>]{0,400}?\bclass=[\"'](?:[^\"'>]{0,400} )?(?P<name>error-?404|page-404|not-found|page-not-found)(?=[ \"'])"
)
"""How WordPress (``error404``) and others mark the body of a page that was not found (in lower case)."""

NO_TEXT_CLASS = regex(r"class=[\"'](?P<name>noarticletext)(?=[ \"'])")
"""How MediaWiki marks what it shows in place of an article that nobody wrote, in every language (in lower case)."""

ACCOUNT_SHUT = regex(
    r"^(?:this |your |ce |cet |votre |dieses |das |esta |la |tu |su |questo |il |l'|esta |a |dit |het )?(?:user ?)?(?:account|compte|konto|benutzerkonto|cuenta|conta|profil|profile|perfil|profiel) "
    r"(?:\S+ )?(?:has been |is |was |a ete |est |wurde |ist |ha sido |fue |esta |e stato |e |foi |is )?(?:temporarily |permanently )?"
    r"(?:suspended|disabled|deactivated|banned|suspendue?|desactivee?|bloquee?|fermee?|gesperrt|deaktiviert|suspendid[oa]|desactivad[oa]|sospeso|bloccato|"
    r"suspens[oa]|desativad[oa]|opgeschort|geblokkeerd)\b"
)
"""Beginnings of titles of accounts that were shut."""
OF_HOSTING = regex(
    r"\b(?:\w*host(?:ing|er|ed|maker)?\w*|webmaster|hebergeu?\w*|providers?|alojamiento|alojamento|web ?sites?|domains?|billing|owners?)\b"
)
"""Words by which a host speaks to the owner of a site."""
OF_ACCOUNTS = regex(
    r"\b(?:accounts?|users?|profiles?|comptes?|profils?|utilisateurs?|kont(?:o|en)|profile?n?|nutzer\w*|cuentas?|perfil(?:es)?|usuarios?|contas?|profilo|utente|gebruikers?|profiel)\b"
)
"""Words by which a platform goes on to speak of the account it shut."""

OWN_STATUS = regex(
    r"<meta name=[\"']?prerender-status-code[\"']? content=[\"']?(?:404|410)\b"
    # Next.js and Nuxt write what they render into their frames.
    r"|[\"']statuscode[\"']\s?:\s?(?:404|410)\b[^<]{0,400}[\"']page[\"']\s?:\s?[\"']/(?:_error|404)[\"']"
    r"|[\"']http_?status(?:code)?[\"']\s?:\s?[\"']?(?:404|410)\b|[\"']page[\"']\s?:\s?[\"']/404[\"']\s?,\s?[\"']query[\"']|error\s?:\s?\{\s?[\"']?statuscode[\"']?\s?:\s?(?:404|410)\b"
    r"|[\"']playabilitystatus[\"']\s?:\s?\{\s?[\"']status[\"']\s?:\s?[\"']error[\"']"
)
"""What a frame of scripts says of itself in its mark-up (in lower case)."""

SAYS_STATUS = frozenset({"status", "statuscode", "status_code", "code", "errorcode", "error_code"})
SAYS_ERROR = frozenset({"error", "errors", "message", "detail", "title", "reason", "description"})
"""Names under which answers in JSON tell what went wrong (RFC 9457 has ``status``, ``title`` and ``detail``)."""

NO_RECORD = regex(
    r"(?i)<error\s[^>]{0,100}\bcode=[\"'](?:idDoesNotExist|noRecordsMatch)[\"']"
    r"|<Error>\s{0,20}<Code>NoSuch(?:Key|Bucket|Upload|Version)</Code>"
)
"""How OAI-PMH (section 3.6) and stores that speak S3's language say in XML that they have no such thing."""

NOT_FOUND_ADDRESS = regex(
    r"/(?:(?:error|erreur|fehler|err)?[-_]?404(?:[-_](?:error|erreur|not-?found))?|"
    r"(?:page|error|errors)?[-_/]?not[-_]?found|"
    r"page-(?:introuvable|non-trouvee|inexistante)|pagenotfound|erreur/404|seite-nicht-gefunden|pagina-no-encontrada)"
    r"(?:\.(?:html?|php|aspx?|jsp))?/?$"
)
"""The path of an error page (from the Wikimedia DeadlinkChecker, narrowed to whole names). The word ``error`` alone
is no sign: it was tried there and removed, for it hit real articles."""

FOLDER_LISTING = regex(r"(?i)(?:index of|directory listing (?:for|of)|listing of) ?/")
"""Beginnings of titles that servers give to the list of a folder's files."""

NOT_ARCHIVED = any_of(
    r"(?:has|have) not archived that (?:url|page)",
    r"(?:doesn't|does not) have that page archived",
    r"(?:has been|is) excluded from the wayback machine",
    r"this snapshot cannot be displayed|this page (?:can't|cannot) be (?:displayed|archived)|page cannot be crawled",
    r"\bno results\b|this perma link is private|no archived (?:copy|copies|version)|not in archive|resource not in archive",
    r"got an http \d{3} response at crawl time",
)
"""What web archives say where they have no copy; asked of their own pages only."""

# --- out of order, under repair -------------------------------------------------------------------------------------

MAINTENANCE_TAIL = regex(
    r"\ben maintenance$|\bunder maintenance$|\bin manutenzione$|\ben mantenimiento$|\bim wartungsmodus$|\bin onderhoud$|\bem manutencao$"
)
"""What titles of sites under repair end in; asked of pages with hardly any text only."""
FAILURE_TITLES = any_of(
    r"(?:le |ce |notre |votre )?(?:site(?: web| internet)?|service|portail) (?:est )?(?:temporairement |momentanement |actuellement )?(?:indisponible|inaccessible|hors service)",
    rf"{SIGH}there(?:'s| is) a problem with (?:this|the) (?:page|service|site)",
    r"privacy error|your connection is not private|votre connexion n'est pas privee|probleme de securite|ihre verbindung ist nicht privat|dies ist keine sichere verbindung|la conexion no es privada|la connessione non e privata",
    rf"(?:{_ERROR}\s?:?\s?)?(?:500|501|502|503|504|520|521|522|523|524|525|526|530)(?:\s?[:-])?(?: .{{0,40}})?",
    r"(?:http )?(?:internal )?server error(?: in .*)?",
    r"erreur (?:interne )?(?:du )?serveur|erreur interne|interner serverfehler|serverfehler|error interno(?: del servidor)?",
    r"errore interno(?: del server)?|erro interno(?: do servidor)?|interne serverfout|serverfout",
    r"bad gateway|gateway time-?out|service (?:temporarily )?unavailable|temporarily unavailable|bad request|proxy error",
    r"(?:web server is (?:down|returning an unknown error)|connection timed out|origin is unreachable)",
    r"(?:error establishing a )?database (?:connection )?error|error establishing a database connection",
    r"erreur (?:lors de la connexion|de connexion) a la base de donnees",
    r"fehler beim (?:aufbau|herstellen) (?:einer|der) datenbankverbindung|datenbankfehler|"
    r"error (?:al establecer|de) (?:una |la )?conexion (?:con|a) la base de datos",
    r"(?:wordpress|drupal|joomla!?|spip|typo3|php|application|runtime|fatal|site|system|unexpected|unknown) error",
    rf"{SIGH}(?:an? (?:unexpected |unknown |technical )?(?:error|problem) (?:has )?(?:occurred|happened)|(?:it )?(?:looks like |seems )?something (?:went|has gone) wrong|"
    r"there (?:was|has been) (?:a|an) (?:\w+ )?(?:error|problem))(?: .{0,40})?",
    rf"{SIGH}(?:une erreur (?:\w+ )?(?:est survenue|s'est produite)|erreur (?:inattendue|technique|inconnue))(?: .{{0,40}})?",
    rf"{SIGH}(?:(?:es ist )?ein (?:\w+ )?fehler (?:ist )?aufgetreten|etwas ist schief ?gelaufen|technischer fehler)(?: .{{0,40}})?",
    rf"{SIGH}(?:(?:se )?ha (?:ocurrido|producido) un error|algo (?:ha )?(?:salio|ido) mal|se produjo un error)(?: .{{0,40}})?",
    rf"{SIGH}(?:si e verificato un errore|qualcosa e andato storto|ocorreu um erro|algo deu errado)(?: .{{0,40}})?",
    rf"{SIGH}(?:er is (?:\w+ )?(?:een )?(?:fout|iets)(?: \w+)? (?:opgetreden|misgegaan|fout gegaan)|er ging iets mis)(?: .{{0,40}})?",
    r"error|erreur|fehler|errore|erro|fout|forbidden|interdit|unauthorized|not allowed|method not allowed|gone",
    r"site (?:temporairement )?(?:indisponible|inaccessible)|service (?:momentanement |temporairement )?indisponible",
    r"(?:seite|dienst|service) (?:ist )?(?:vorubergehend|zurzeit|derzeit) nicht (?:verfugbar|erreichbar)",
    r"(?:there has been|il y a eu|se ha producido|es gab|si e verificato|er is|houve) (?:a|une|un|einen|um|een) (?:critical|erreur critique|error critico|kritischen|errore critico|kritieke|erro critico).{0,90}",
    r"(?:bandwidth|resource|quota|traffic) (?:limit )?(?:exceeded|is reached)|(?:php )?(?:fatal|parse) error:? .{0,120}|warning:? mysqli?_.{0,120}",
    r"servicio no disponible|servizio (?:momentaneamente )?non disponibile|servico indisponivel",
    r"this site can't be reached|ce site est inaccessible|diese website ist nicht erreichbar|resource limit is reached",
    r"(?:this )?(?:site|page) (?:isn't|is not) working|origin dns error|dns (?:resolution )?error",
)
"""Whole parts of titles of servers out of order."""

MAINTENANCE_TITLES = any_of(
    r"(?:nous effectuons|we are (?:currently )?(?:performing|carrying out)|wir fuhren|estamos realizando|stiamo effettuando|estamos a realizar) .{0,40}(?:maintenance|wartung\w*|mantenimiento|manutenzione|manutencao).{0,20}",
    r"site (?:web|internet) (?:en construction|en travaux|en maintenance|en refonte)",
    r"(?:site |service |page |portail |plateforme |espace )?(?:est )?(?:actuellement |momentanement |temporairement )?en (?:cours de )?maintenance",
    r"(?:site |page )?(?:est )?(?:actuellement )?en (?:construction|travaux|refonte|cours de (?:construction|refonte|mise a jour))",
    r"maintenance(?: (?:mode|page|en cours|du site|programmee|break|notice|work|technique|window))?|mode maintenance",
    r"operation de maintenance|(?:notre|votre|le|ce) site (?:est|fait l'objet d'une?) (?:\w+ )?(?:en )?maintenance",
    r"(?:site|website|page|system|service|server|portal)? ?(?:is )?(?:currently )?(?:down |offline |closed )?(?:for|under|undergoing|in) "
    r"(?:scheduled |planned |routine )?maintenance",
    r"(?:scheduled|planned|routine) (?:maintenance|downtime|outage)|(?:web)?site off-?line|temporarily (?:down|offline)",
    rf"{SIGH}(?:we(?:'ll| will) be (?:right |so)?back(?: soon| shortly)?|be right back|back soon|we(?:'re| are) (?:down|under|undergoing|performing) "
    r".{0,30}maintenance.{0,30})",
    r"(?:briefly|temporarily) unavailable(?: for scheduled maintenance)?.{0,40}",
    r"(?:site |website |page )?(?:is )?(?:currently )?under construction|coming (?:very )?soon|launching soon|opening soon",
    r"(?:site |website )?(?:bientot|prochainement) (?:disponible|en ligne|de retour)|nous revenons (?:bientot|tres vite|vite)|"
    r"nous serons bientot de retour|de retour (?:bientot|tres vite)|ouverture prochaine",
    r"wartung(?:sarbeiten|smodus|sseite|spause)?(?: (?:am|im gange|der (?:seite|website|webseite)).{0,20})?|(?:website|webseite|seite|system) (?:wird|ist|befindet sich) (?:\w+ )?"
    r"(?:gewartet|in wartung|im wartungsmodus|im aufbau)|wegen wartung.{0,40}|im aufbau|wir sind (?:gleich|bald) (?:wieder )?(?:da|zuruck)",
    r"(?:sitio|pagina|web|sitio web|servicio)? ?(?:esta )?(?:en|bajo) (?:mantenimiento|construccion|obras)|"
    r"(?:tareas de|modo) mantenimiento|mantenimiento(?: programado)?|proximamente|volvemos (?:pronto|enseguida)|volveremos pronto",
    r"(?:sito|pagina|sito web|servizio|portale)? ?(?:e )?in (?:manutenzione|costruzione|allestimento)|manutenzione(?: (?:programmata|in corso|straordinaria|ordinaria))?|"
    r"torniamo (?:presto|subito)|lavori in corso|prossimamente(?: online)?",
    r"(?:site|pagina|sitio|portal|sistema|servico)? ?(?:esta )?em (?:manutencao|construcao|obras)|manutencao(?: (?:programada|em curso))?|"
    r"voltamos (?:ja|em breve)|em breve|brevemente(?: disponivel)?",
    r"(?:(?:de|deze|onze) )?(?:site|website|pagina|wij zijn|we zijn)? ?(?:is |zijn )?(?:in|onder) (?:onderhoud|constructie|aanbouw)|onderhoud(?:swerkzaamheden)?|"
    r"gepland onderhoud|we zijn zo terug|binnenkort (?:online|beschikbaar|terug)|site in aanbouw",
)
"""Whole parts of titles of sites under repair or not yet open."""

# --- for sale, not set up -------------------------------------------------------------------------------------------

PARKING_MARKUP = (
    *("sedoparking.com", "parkingcrew.net", "bodis.com", "hugedomains.com", "img.sedo.com", "cdn.sedo.com"),
    *("dan.com/buy", "afternic.com/forsale", "parklogic.com", "above.com/marketplace", "domainmarket.com/buynow"),
    # ParkingCrew's scripts, and Bodis's
    *("d38psrni17bvxu.cloudfront.net", "window.park ="),
)
PARKING_HOSTS = (
    *("sedo.com", "dan.com", "afternic.com", "hugedomains.com", "parkingcrew.net", "bodis.com", "above.com"),
    *("domainmarket.com", "buydomains.com", "undeveloped.com", "sedoparking.com", "parklogic.com"),
    *("brandbucket.com", "squadhelp.com", "atom.com", "domainname.de", "uniregistry.com", "epik.com"),
)
"""Market places and parking services: a redirect there from elsewhere says all."""
FOR_SALE = any_of(
    r"^(?:www\.)?[\w-]+(?:\.[\w-]+)+ (?:is|est|ist|esta|e|is te) (?:for sale|a vendre|zu verkaufen|en venta|in vendita|a venda|koop)",
    r"\b(?:domain(?: name)?|website|site) (?:\S+ )?(?:is|may be|might be|could be) (?:available )?for sale",
    r"\bbuy this (?:domain|website|name)\b",
    r"\b(?:make|submit) an offer (?:on|for) this domain\b|\bget this domain\b|\bpurchase this domain\b",
    r"\bthis (?:web page|domain|domain name|website) (?:name )?(?:is|has been) (?:currently )?parked\b",
    r"\bparked (?:free|domain|page)\b|\bdomain (?:is )?parked\b|\bdomain parking\b",
    r"\bth(?:e|is) domain (?:name )?(?:\S+ )?(?:has |is |may have )?(?:recently )?expired\b|\bexpired domain\b",
    r"\bsponsored listings? displayed\b|\brelated searches\b.*\bprivacy policy\b|\binquire about this domain\b",
    r"\binteres\w* .{0,20}\b(?:domain|domaine|domein(?:naam)?|dominio)\b|\b(?:domain|domaine|dominio|domein) .{0,12}\binteres\w*",
    r"\b(?:nom de )?domaine (?:\S+ )?(?:est |peut etre |peut-etre )?(?:actuellement )?(?:a vendre|en vente)\b",
    r"\b(?:achetez|acheter|acquerir) ce (?:nom de )?domaine\b",
    r"\bce (?:nom de )?domaine (?:\S+ )?(?:a |est |n'a pas ete )?(?:expire|renouvele|parque)\b",
    r"\b(?:diese |die )?(?:internet-?|web-?)?(?:domain|adresse|webadresse) (?:\S+ )?(?:steht (?:zum verkauf|evtl)|(?:ist |wird )?(?:zu verkaufen|zum verkauf))",
    r"\bdomain (?:\S+ )?(?:kaufen|erwerben|abgelaufen|geparkt)\b|\bdomainname steht zum verkauf\b|\bthis domain (?:name )?(?:is|was|has been) (?:recently )?registered (?:at|with|by|via)\b|\bdiese domain (?:ist|wurde) (?:geparkt|abgelaufen)\b",
    r"\b(?:nombre de )?dominio (?:\S+ )?(?:esta |puede estar )?(?:a la|en) venta\b|\bcompr(?:ar?|e) este dominio\b|\beste dominio ha (?:expirado|caducado)\b",
    r"\b(?:nome di )?dominio (?:\S+ )?(?:e )?in vendita\b|\bacquista (?:questo )?dominio\b|\bdominio (?:e )?scaduto\b",
    r"\bdominio (?:\S+ )?(?:esta |pode estar )?a venda\b|\bcompr(?:ar|e) este dominio\b|\beste dominio expirou\b",
    r"(?<!\w)домен (?:\S+ )?(?:продается|выставлен на продажу|припаркован)|(?<!\w)купить (?:этот )?домен(?!\w)|域名.{0,6}(?:出售|转让|轉讓)|(?:出售|转让).{0,4}域名",
    r"\bdomein(?:naam)? (?:\S+ )?(?:is |staat )?te koop\b|\bkoop (?:deze|dit) domein(?:naam)?\b",
)
PROGRAM_TROUBLE = regex(
    r"(?i)(?:php )?(?:fatal error|parse error|warning|notice|deprecated):[^\n]{0,600}? in [^\n]{1,300}? on line \d+"
)
"""Where PHP says that it went wrong."""
LANDER = regex(r"location(?:\.href)?\s{0,9}=\s{0,9}[\"']/lander|location\.replace\([\"']/lander")
"""A page that is nothing but a script to its advertisements."""
PLACEHOLDER_TITLES = any_of(
    r"^(?:welcome to|bienvenue sur|willkommen bei|bienvenido a|benvenuto su) (?:nginx|apache|centos|openresty|caddy|your new (?:site|website|server))",
    r"^apache2? (?:\S+ )?(?:default|test) page|^test page for (?:the )?(?:apache|nginx|ssl)",
    r"^(?:microsoft )?(?:iis windows server|internet information services)",
    r"^iis\d",
    r"^it works!?$",
    r"^(?:default web ?site|default|plesk default|domain default|web server'?s default|hosting|cpanel default)(?: web ?site)? page",
    r"^web server's default page",
    r"^site (?:is )?(?:currently )?under construction$",
    r"^(?:this |your )?(?:account|website|site|domain|web site|hosting account) (?:\S+ )?(?:has been |is |was )?(?:temporarily )?(?:suspended|disabled|deactivated)",
    r"^(?:ce )?(?:compte|site|domaine|hebergement|site web) (?:\S+ )?(?:est |a ete )?(?:suspendu|desactive|bloque|ferme)",
    r"^(?:domain|webseite|website|konto|account) (?:\S+ )?(?:ist |wurde )?(?:gesperrt|deaktiviert)",
    r"^(?:cuenta|sitio|dominio|sito|conta) (?:\S+ )?(?:e |esta |ha sido )?(?:suspendid[oa]|sospeso|suspens[oa])",
    r"^(?:website|web site|site|domain) (?:has )?expired",
    r"^(?:future|new) home of",
    r"^index of /$",
    r"^(?:congratulations|felicitations|gluckwunsch|herzlichen gluckwunsch|enhorabuena|complimenti|parabens)\b.{0,60}\b(?:domain|domaine|site|website|dominio|hosting)",
    r"^hier entsteht (?:eine|die) (?:neue )?(?:internet|web)|^diese (?:domain|website|internetprasenz) (?:ist|wurde|wird) (?:\w+ )?(?:reserviert|registriert|eingerichtet)",
    r"^(?:this|ce|le|cette|este|questo|deze|der|die|diese) (?:nom de )?(?:domain|domaine|dominio|domein|domeinnaam)(?: name)? (?:\S+ )?"
    r"(?:is|est|a ete|ha sido|e stato|esta|has been|was|ist) (?:\w+ )?(?:registered|enregistre|reserve|reserved|registrado|registrato|geregistreerd|registriert|gereserveerd)",
    r"^(?:domaine|domain|dominio) (?:\S+ )?(?:enregistre|registered|reserved|reserviert|registrado|registrato)\b",
    r"^(?:site|website) (?:non )?(?:installe|not (?:published|configured|installed|found|available))",
    r"^(?:no|aucun) (?:web ?)?site (?:is )?(?:configured|configure)|^there is no (?:website|site) (?:configured )?at this address",
)
"""Beginnings of titles and headings of sites that nobody set up."""
