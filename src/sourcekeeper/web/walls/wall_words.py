# ruff: noqa: E501  (phrases of one language stand on one line)
"""The words and marks by which bot walls and consent walls give themselves away. Data only.

Patterns are matched against folded text (`folding.fold`): lower case, no accents, plain apostrophes. A phrase that
also stands in honest titles does not belong here; each new one needs a page it was seen on and a test.
"""

from __future__ import annotations

from sourcekeeper.patterns import regex
from sourcekeeper.web.walls.error_words import any_of

CHALLENGE_HEADERS = (
    ("cf-mitigated", "challenge", "cloudflare"),
    ("x-vercel-mitigated", "challenge", "vercel"),
    ("x-amzn-waf-action", "", "aws-waf"),
    ("x-dd-b", "", "datadome"),
    ("x-sucuri-block", "", "sucuri"),
)
"""Header, what its value holds, whose it is. Cloudflare's documentation promises its own on every challenge."""

WALL_TITLES = {
    "just a moment": "cloudflare",
    "attention required": "cloudflare",
    "ddos-guard": "ddos-guard",
    "access to this page has been denied": "perimeterx",
    "pardon our interruption": "imperva",
    "vercel security checkpoint": "vercel",
    "making sure you're not a bot": "anubis",
    "sucuri website firewall": "sucuri",
    "client challenge": "fastly",
    "robot check": "",
    "bot verification": "",
    "human verification": "",
    "security checkpoint": "",
    "are you a robot": "",
    "are you human": "",
    "checking your browser": "",
    "verifying your browser": "",
    "one moment, please": "",
    "you have been blocked": "",
    "un instant": "",
    "challenge": "",
    "verification": "",
    "anti-bot verification": "",
    "security challenge": "",
    "human check": "",
    "access verification": "",
    "you are human": "",
    "are you a human": "",
    "bot verification required": "",
    "bot detection": "",
    "un instant s'il vous plait": "",
    "un momento por favor": "",
    "robot or human": "",
    "um momento, por favor": "",
    "aguarde um momento": "",
    "so um momento": "",
    "un attimo": "",
    "einen moment": "",
    "nur einen moment": "",
    "einen moment bitte": "",
    "un momento": "",
    "um momento": "",
    "even geduld": "",
    "un moment, s'il vous plait": "",
    "verification de securite": "",
    "verification de votre navigateur": "",
    "verification que vous n'etes pas un robot": "",
    "etes-vous un robot": "",
    "etes-vous humain": "",
    "sicherheitsuberprufung": "",
    "sicherheitsabfrage": "",
    "sicherheitskontrolle": "",
    "sicherheitsprufung": "",
    "controle de securite": "",
    "control de seguridad": "",
    "controle de seguranca": "",
    "veiligheidscontrole": "",
    "site verification": "stackpath",
    "verifying your connection": "",
    "internet security by zscaler": "zscaler",
    "robot challenge screen": "siteground",
    "waiting for the redirectiron": "bitninja",
    "crowdsec captcha": "crowdsec",
    "crowdsec ban": "crowdsec",
    "dotdefender blocked your request": "dotdefender",
    "webknight application firewall alert": "webknight",
    "ninjafirewall": "ninjafirewall",
    "sind sie ein mensch": "",
    "sind sie ein roboter": "",
    "bist du ein mensch": "",
    "comprobacion de seguridad": "",
    "verificacion de seguridad": "",
    "no soy un robot": "",
    "eres humano": "",
    "controllo di sicurezza": "",
    "verifica di sicurezza": "",
    "verificacao de seguranca": "",
    "beveiligingscontrole": "",
    "ben je een mens": "",
    "ben je een robot": "",
    "security check": "",
    "security verification": "",
    "please verify you are": "",
    "please verify that you are": "",
    "verify you are human": "",
    "validation required": "",
    "request rejected": "",
    "request blocked": "",
    "the request is blocked": "",
    "web application firewall": "",
    "bot challenge": "",
    "captcha": "",
    "recaptcha": "",
    "radware": "radware",
    "radware bot manager captcha": "radware",
    "ddos protection by": "",
    "connection is being verified": "",
    "please wait": "",
    "veuillez patienter": "",
    "bitte warten": "",
    "espere por favor": "",
    "espere un momento": "",
    "espere um momento": "",
    "un momento, per favore": "",
    "een ogenblik geduld": "",
    "attendere prego": "",
    "automated access": "",
    "unusual activity": "",
    "unusual traffic": "",
    "too many requests": "",
    "trop de requetes": "",
    "zu viele anfragen": "",
    "demasiadas solicitudes": "",
    "troppe richieste": "",
    "rate limit exceeded": "",
    "rate limited": "",
    "blocked": "",
    "bloque": "",
    "gesperrt": "",
    "bloqueado": "",
    "acces bloque": "",
    "access blocked": "",
    "site blocked": "",
    "zugriff blockiert": "",
    "zugang gesperrt": "",
    "acceso bloqueado": "",
    "accesso bloccato": "",
    "toegang geblokkeerd": "",
}
"""Whole parts of titles, to vendors (empty: several use it)."""
WALL_STARTS = (
    *("protection anti-bot", "anti-bot"),
    *("just a moment", "checking your browser", "verifying your browser", "access to this page has been denied"),
    *("sucuri website firewall", "ddos protection by", "attention required", "making sure you're not a bot"),
    *(
        "please verify you are",
        "please verify that you are",
        "verify you are human",
        "radware",
        "pardon our interruption",
    ),
    *("sorry, you have been blocked", "you have been blocked", "vous avez ete bloque", "sie wurden blockiert"),
    *("has sido bloqueado", "sei stato bloccato", "voce foi bloqueado", "je bent geblokkeerd", "one more step"),
    *("verification que vous n'etes pas un", "wir prufen, ob sie ein mensch", "protection anti-robot", "ddos-guard"),
    *("vercel security checkpoint", "human verification", "request unsuccessful", "your request has been blocked"),
)
"""What whole parts of titles begin with, when little follows."""

DENIED_TITLES = any_of(
    r"(?:40[13]\s?[:-]?\s?|error \d+\s?[:-]?\s?)?(?:access (?:is |to this page is |was )?(?:temporarily )?(?:denied|forbidden|restricted)|permission denied|not authorized|unauthorized)",
    r"(?:40[13]\s?[:-]?\s?|erreur \d+\s?[:-]?\s?)?(?:acces (?:est )?(?:temporairement )?(?:refuse|interdit|non autorise|restreint)|interdit)",
    r"(?:40[13]\s?[:-]?\s?|fehler \d+\s?[:-]?\s?)?(?:zugriff|zugang) (?:wurde )?(?:vorubergehend )?(?:verweigert|nicht (?:erlaubt|gestattet)|gesperrt)|keine berechtigung",
    r"(?:40[13]\s?[:-]?\s?|error \d+\s?[:-]?\s?)?acceso (?:temporalmente )?(?:denegado|prohibido|restringido)|prohibido",
    r"(?:40[13]\s?[:-]?\s?|errore \d+\s?[:-]?\s?)?accesso (?:temporaneamente )?(?:negato|vietato|non consentito|non autorizzato)",
    r"(?:40[13]\s?[:-]?\s?|erro \d+\s?[:-]?\s?)?acesso (?:temporariamente )?(?:negado|proibido|restrito)",
    r"(?:40[13]\s?[:-]?\s?|fout \d+\s?[:-]?\s?)?(?:toegang (?:tijdelijk )?(?:geweigerd|verboden)|geen toegang)",
    r"(?:http )?(?:error |erreur |fehler |errore |fout )?40[13](?:\s?[:-]?\s?(?:forbidden|unauthorized|interdit|verboten|access denied|prohibido|error))?",
    r"(?:error )?406(?:\s?[:-]?\s?not acceptable)?|not acceptable|(?:web ?page|web ?site|page|content|request|your (?:access|request)) (?:is |was |has been )?blocked|(?:page(?: web)?|requete|contenu) bloquee?|(?:web)?seite (?:blockiert|gesperrt)|anfrage blockiert|(?:pagina(?: web)?|solicitud|peticion|pedido|richiesta) (?:bloquead[ao]|bloccat[ao])|(?:web)?pagina geblokkeerd",
    r"forbidden|(?:you are|you're) not (?:allowed|authorized|permitted)(?: .{0,40})?|you don't have permission(?: .{0,40})?",
)
"""Whole parts of titles of servers that refuse."""

ROBOT_QUESTIONS = regex(
    r"(?:are you|is this|etes-vous|es-tu|sind sie|bist du|eres|es usted|sei|e|lei e|voce e|ben je|bent u) (?:really )?(?:not )?(?:an? |un |uma? |een |ein |eine )?"
    r"(?:(?:ro)?bot|roboter|robo|human|humain|mensch|humano|umano|essere umano|mens)\b.{0,20}"
)
"""Whole parts of titles of pages that show hardly anything else."""

WALL_MARKUP = {
    "captcha-delivery.com": "datadome",
    "_incapsula_resource": "imperva",
    "px-captcha": "perimeterx",
    "_cf_chl_opt": "cloudflare",
    "awswafcookiedomainlist": "aws-waf",
    "sucuri_cloudproxy_js": "sucuri",
    "gokuprops": "aws-waf",
    "/.within.website/x/cmd/anubis": "anubis",
    "anubis_challenge": "anubis",
    "gammaspectra.live/git/go-away": "go-away",
    "/.basedflare/": "basedflare",
    "/.well-known/ddos-guard/js-challenge": "ddos-guard",
    "/.well-known/sgcaptcha": "siteground",
    "/_sec/cp_challenge": "akamai",
    "/_fs-ch-": "fastly",
    "/__qrator/qauth": "qrator",
    "/ips.js?kp_uidz": "kasada",
    "acw_sc__v2": "alibaba",
    "validate.perfdrive.com": "radware",
    "window.rbzns": "reblaze",
    "your support id is": "f5",
}
"""Scripts of walls. Not ``cdn-cgi/challenge-platform``, ``/tspd/`` or ``kpsdk``: they stand in living pages too."""

CAPTCHAS = (
    ("cf-turnstile", "turnstile", 600),
    ("h-captcha", "hcaptcha", 600),
    ("g-recaptcha", "recaptcha", 600),
    ("frc-captcha", "friendly-captcha", 600),
    ("<altcha-widget", "altcha", 600),
    ("smart-captcha", "smartcaptcha", 600),
    ("procaptcha", "procaptcha", 250),
    ("mtcaptcha", "mtcaptcha", 250),
    ("geetest", "geetest", 250),
    ("arkoselabs.com", "arkose", 250),
    ("funcaptcha.com", "arkose", 250),
    ("friendlycaptcha", "friendly-captcha", 250),
    ("friendly-challenge", "friendly-captcha", 250),
    ("challenges.cloudflare.com", "turnstile", 250),
    ("hcaptcha.com", "hcaptcha", 250),
    ("recaptcha/api", "recaptcha", 250),
    ("recaptcha/enterprise", "recaptcha", 250),
)
"""Mark-up, whose riddle, and up to how many characters of text it counts. The scripts alone count for less: some
publishing systems load them on every page."""

WALL_PHRASES = any_of(
    # What checks say of themselves while they run: "checking you are not a bot".
    r"(?:checking|making sure|ensuring|verifying) (?:that |if |whether )?you(?:'re| are) (?:not a (?:ro)?bot|(?:a )?human)",
    r"(?:verif\w+|assurons|assurer) (?:de )?que (?:vous n'etes pas|tu n'es pas) un (?:ro)?bot",
    r"(?:prufen|sicher|uberprufung),? (?:ob|dass) (?:sie|du) (?:kein|ein) (?:ro)?bot",
    r"(?:asegur|comprob|verific)\w+ (?:de )?que (?:usted )?no (?:es|eres|sea|seas) un (?:ro)?bot",
    r"(?:assicur|verific|controll)\w+ che (?:tu |lei |l'utente )?non (?:sia|sei|siate) un (?:ro)?bot",
    r"(?:certific|verific|assegur|garanti)\w+(?:-se|-nos)? (?:de )?que (?:voce )?nao (?:e|seja) um (?:robo|bot)\b",
    r"(?:controleren|verifieren|zeker) (?:of|dat) (?:u|je) geen (?:ro)?bot",
    # Refusals of application firewalls (F5, Fortinet, ModSecurity, Imunify360, Palo Alto, SonicWall), and their numbers.
    r"\burl (?:solicitada|pedida|requisitada)(?: ha sido| fue| foi| esta)? (?:rechazada|rejeitada|bloqueada|denegada)",
    r"(?:url|adresse|page) demandee a ete (?:rejetee|refusee|bloquee)|angeforderte (?:url|seite|adresse) wurde (?:abgelehnt|zuruckgewiesen|blockiert)",
    r"(?:url|pagina) richiest[ao] e stat[ao] (?:respint|rifiutat|bloccat)[ao]|(?:opgevraagde|gevraagde) (?:url|pagina) (?:is|werd) (?:geweigerd|afgewezen|geblokkeerd)",
    r"\b(?:attack|incident|event) id:?\s{1,3}\d{6,}|generated by mod_?security|blocked by mod_?security|access denied by imunify360",
    r"your organi[sz]ation has selected zscaler|confirm that you and not a robot",
    r"\bblocked (?:in accordance with (?:company|our) policy|by the sonicwall)",
    r"(?:confirm[ae]|verifi(?:que|ca)|demuestr[ae]) que (?:usted )?no (?:es|eres) un (?:robot|bot)\b",
    r"(?:confirmez|verifiez|prouvez) que vous n'etes pas un (?:robot|bot)\b",
    r"(?:bestatigen|beweisen) sie,? dass sie kein (?:ro)?bot",
    r"(?:confermi?|verific(?:a|hi)|dimostr[ai]) (?:di|che) non (?:essere|sei|e) un (?:ro)?bot\b",
    r"(?:confirme|verifique|comprove) que (?:voce )?nao e um (?:robo|bot)\b",
    r"(?:bevestig|bewijs|controleer) dat (?:u|je) geen (?:ro)?bot\b",
    r"confirm (?:that )?you(?:'re| are) (?:not a (?:ro)?bot|a human)",
    r"actividad (?:inusual|sospechosa) (?:desde|en|de) (?:su|tu)\b|activite inhabituelle (?:depuis|provenant de|sur) votre\b",
    r"unusual (?:activity|traffic) from your\b|ungewohnliche (?:aktivitat|zugriffe) (?:von|aus|in) ihrem\b",
    r"attivita (?:insolita|sospetta) (?:da|dal|sul)\b.{0,20}(?:dispositivo|rete)|atividade (?:incomum|suspeita) (?:d[eoa]|n[oa]) seu\b",
    r"please enable js and disable any ad blocker",
    r"(?:veuillez )?activer javascript et desactiver tout bloqueur|aktivieren sie javascript und deaktivieren sie",
    r"votre navigateur est en cours de verification",
    r"(?:comprobando|verificando|a verificar|controllando|verificando) (?:que |se |o |il )?(?:su|tu|seu|teu|tuo|suo) (?:navegador|browser)",
    r"(?:ihr|dein) browser wird (?:uberpruft|gepruft)|(?:uw|je) browser wordt gecontroleerd|(?:nous )?verifions votre navigateur",
    r"(?:press|activate) (?:and|&) hold the button",
    r"let us know you(?:'re| are) not a robot",
    r"verifying that you are (?:a )?human|verify(?:ing)? your browser before",
    r"verifica(?:re)? che (?:tu sia|lei sia|siate) un essere umano",
    r"verificar se (?:e|voce e) humano",
    r"controleren (?:of|dat) (?:u|je) een mens",
    r"(?:prufen|uberprufen|uberprufung|feststellen),? ob sie ein mensch",
    r"verificando que (?:eres|usted es) (?:un )?humano",
    r"doit verifier la securite de votre connexion",
    r"(?:your|this) (?:request|ip|ip address) (?:has been|was|is) (?:temporarily )?(?:blocked|banned|flagged)",
    r"votre adresse ip (?:a ete|est) (?:temporairement )?(?:bloquee|bannie)",
    r"verif(?:y|ying) (?:that )?you are (?:a )?human",
    r"bevestig dat (?:u|je) (?:een mens|geen robot)|(?:conferma|dimostra) (?:di|che) .{0,12}(?:umano|robot)|(?:demuestr|confirm)\w+ que .{0,16}(?:humano|robot|robo)\b",
    r"verify (?:that )?you are not a (?:ro)?bot",
    r"confirm (?:that )?you are (?:a )?human",
    r"enable javascript and cookies to continue",
    r"checking if the site connection is secure",
    r"unusual traffic from your (?:computer )?network",
    r"(?:requests?|traffic|queries|access|activity) .{0,40}\b(?:undeclared|an automated|automated) (?:tools?|process\w*|queries|systems?|scripts?|software)",
    r"(?:your )?(?:request|access) rate (?:threshold|limit) (?:has been )?exceeded",
    r"please complete the security check",
    r"press & hold to confirm",
    r"incapsula incident id",
    r"the requested url was rejected\. please consult with your administrator",
    r"your access to this site has been limited by the site owner",
    r"generated by wordfence",
    r"(?:verifiez|confirmez) que vous (?:etes (?:un )?humain|n'etes pas un robot)",
    r"verification que vous etes humain",
    r"bestatigen sie, dass sie (?:ein mensch|kein roboter) sind",
    r"verifi(?:ca|que) que (?:eres|es usted|usted es) (?:un )?humano",
    r"verifica di essere umano",
    r"confirme que (?:voce|e) (?:e )?(?:um )?humano",
)

CONSENT_HOSTS = any_of(
    r"^https?://consent\.(?:google|youtube|yahoo)\.",
    r"^https?://guce\.",
    r"^https?://consent\.[a-z0-9-]+\.[a-z]{2,}/",
)
CONSENT_TITLES = any_of(
    r"^(?:.{0,40} )?(?:weiterlesen|weiter lesen|lesen|nutzen)\b.{0,5}\b(?:mit|ohne) werbung\b",
    r"^(?:.{0,40} )?\bpur-?abo\b",
    r"^before you (?:continue|go|enter)\b",
    r"^avant d'(?:acceder|entrer|aller)\b",
    r"^avant de (?:continuer|poursuivre|commencer)\b",
    r"^bevor sie (?:fortfahren|weiter|zu|loslegen)\b|^bevor (?:du|es) (?:weiter|fortf|los)\w*",
    r"^antes de (?:continuar|ir|acceder|entrar|aceder)\b",
    r"^prima di (?:continuare|accedere|proseguire|entrare)\b",
    r"^voordat (?:je|u) (?:verder|naar)\w*",
    r"^your (?:privacy|cookie) (?:choices|settings|preferences)\b|^your privacy$|^(?:manage )?(?:cookie|privacy|consent) (?:settings|preferences|choices|gate|wall|consent)$",
    r"^cookie (?:consent|wall|banner|notice)$|^consent$|^privacy gate\b|^cookie-?wall\b|^cookies?$",
    r"^(?:consentement|gestion du consentement|choix de consentement|preferences?)(?: (?:aux?|des|de vos|en matiere de) cookies)?$",
    r"^(?:we|the [a-z ]{2,30}) (?:value|respect|care about) your privacy\b|^we (?:use|need) cookies$|^your choices? (?:about|regarding) cookies\b",
    r"^(?:nous respectons|le respect de|respect de) votre vie privee\b|^votre vie privee\b|^vos choix (?:concernant|sur) (?:les )?cookies\b",
    r"^(?:continuer sans accepter|accepter et continuer|tout accepter|gerer (?:mes|vos|les) cookies|parametres? (?:des|de) cookies)\b",
    r"^(?:ihre |deine )?(?:datenschutz|privatsphare)(?:-?einstellungen|\s?ist uns wichtig)?$|^(?:ihre|deine) (?:privatsphare|daten)\b.{0,30}wichtig",
    r"^wir (?:schatzen|respektieren) ihre (?:privatsphare|daten)\b|^(?:einwilligung|zustimmung)(?: erforderlich| zu cookies)?$|^cookie-?(?:einstellungen|hinweis)$",
    r"^(?:mit werbung (?:weiterlesen|lesen|nutzen)|weiter mit werbung|.{0,40}mit werbung und tracking)\b|.{0,30}(?:pur-abo|pur abo)\b",
    r"^(?:valoramos|respetamos|nos importa|cuidamos) (?:tu|su) privacidad\b|^(?:tu|su) privacidad\b|^(?:configuracion|aviso|politica|consentimiento) de cookies$|^aceptar y continuar\b",
    r"^(?:la tua|la sua|la vostra) privacy\b|^(?:rispettiamo|teniamo alla|diamo valore alla) (?:la )?(?:tua|vostra|sua) privacy\b|^(?:gestione|preferenze|impostazioni|consenso)(?: (?:dei|ai|sui|all.uso dei))? cookie$|^accetta e continua\b",
    r"^(?:valorizamos|respeitamos) a sua privacidade\b|^a sua privacidade\b|^(?:definicoes|configuracoes|preferencias) de cookies$|^aceitar e continuar\b",
    r"^(?:szanujemy|cenimy) (?:twoja|panstwa|wasza) prywatnosc\b|^vi (?:varnar om|respekterar) din integritet\b",
    r"^vi (?:respekterer|verdsetter|vaerner om) (?:dit|ditt) (?:privatliv|personvern)\b|^vazime si vaseho soukromi\b",
    r"^.{0,60}\b(?:en acceptant|by accepting|aceptando|accettando|aceitando) (?:\w+ ){0,2}cookies?\b",
    r"^(?:wij|we) (?:waarderen|respecteren|geven om) (?:je|uw|jouw) privacy\b|^(?:je|uw|jouw) privacy\b|^privacy-?(?:instellingen|voorkeuren)$|^cookie-?instellingen$|^accepteer cookies\b",
)
"""What pages begin with that ask for consent before they show anything."""
PAY_OR_TRACK = any_of(
    r"\bmit werbung\b.{0,600}\b(?:abo|abonn\w+)\b.{0,900}\bpartner\b",
    r"\bavec (?:de la )?publicite\b.{0,600}\babonn\w+\b.{0,900}\bpartenaires\b",
    r"\bwith (?:ads|advertising)\b.{0,600}\bsubscri\w+\b.{0,900}\bpartners\b",
    r"\bcon publicidad\b.{0,600}\bsuscri\w+\b.{0,900}\bsocios\b",
    r"\bcon pubblicita\b.{0,600}\babbona\w+\b.{0,900}\bpartner\b",
)
"""Advertising and tracking, or a subscription: what such a page offers, whatever its heading."""

CONSENT_PHRASES = any_of(
    r"\b(?:we|us) and our (?:\d+ |up to \d+ )?(?:\w+ )?(?:partners|vendors)\b",
    r"\bnous et (?:nos|les) (?:\d+ )?(?:partenaires|fournisseurs)\b|\bnos (?:\d+ )?partenaires (?:et nous|stockons|utilis)",
    r"\bwir und (?:unsere|bis zu) (?:bis zu )?(?:\d+ )?(?:partner|drittanbieter)\b|\bmit werbung (?:und tracking )?(?:weiterlesen|lesen|nutzen)\b",
    r"\bnosotros y nuestros (?:\d+ )?(?:socios|partners|colaboradores)\b|\baceptar (?:todo )?y (?:continuar|cerrar)\b",
    r"\bnoi e (?:i )?(?:nostri )?(?:\d+ )?(?:nostri )?(?:partner|fornitori)\b|\baccetta e continua\b|\bper (?:continuare|proseguire).{0,60}\baccett\w+\b",
    r"\bnos e os nossos (?:\d+ )?(?:parceiros|fornecedores)\b|\baceitar (?:tudo )?e (?:continuar|fechar)\b",
    r"\bwij en onze (?:\d+ )?(?:partners|leveranciers)\b|\balles accepteren\b",
    r"\baccept (?:all )?(?:cookies )?(?:and|&|to) continue\b|\bto continue,? (?:please )?(?:accept|consent)\b",
    r"\baccepter (?:tout )?(?:et|&|pour) (?:continuer|fermer|poursuivre)\b|\bcontinuer sans accepter\b|\bpour continuer.{0,60}\b(?:acceptez|accepter|cookies)\b",
    r"\b(?:cookies|tracking) (?:akzeptieren|zustimmen)\b.{0,80}\babo\b|\bzustimmen und weiter\w*\b|\balle akzeptieren\b",
    r"\bdisable your ad ?blocker\b|\bdesactivez votre bloqueur\b|\bad ?blocker (?:detected|deaktivieren)\b",
)
"""Looked for in the text of a page that shows no heading of its own."""

OF_WALLS = regex(
    r"\b(?:you|your|we|our|us|vous|votre|vos|nous|notre|nos|sie|ihre?\w*|wir|uns\w*|usted|tu|tus|nosotros|nuestr\w+|lei|voi|"
    r"vi|ci|vostr\w+|noi|nostr\w+|voce|nossos?|uw?|je|jouw|wij|ons|onze|site|sito|sitio|website|page|seite|pagina|web|server|serveur\w*|servidor|"
    r"maintenance|manutenzione|wartung\w*|mantenimiento|manutencao|onderhoud|indisponible|(?:un)?available|disponib\w+|"
    r"verfugbar|cookies?|error|erreurs?|fehler|errore|javascript|robots?|captchas?|browser|navigateur|navegador|"
    r"ip address|adresse ip|direccion ip|indirizzo ip|endereco ip|ip-adress?e?|vpn|(?:this|ce|dieser|este|questo|deze) (?:content|contenu|"
    r"inhalt|contenido|contenuto|conteudo|inhoud)|"
    # Polish, Swedish, Russian, Greek, Arabic; folded, as all here.
    r"twoj\w*|panstwa|strona|strony|przegladark\w*|serwis\w*|du|din|ditt|webbplats\w*|webblasar\w*|вы|вас|вам|ваш\w*|мы|наш\w*|"
    r"саит\w*|страниц\w*|браузер\w*|доступ|σας|ιστοτοπ\w*|ιστοσελιδ\w*|σελιδα\w*|موقع\w*|الموقع|متصفح\w*|"
    r"personali[sz]ed ads|personalisierte anzeigen|publicites? personnalisees?|anuncios personalizados|annunci personalizzati)\b"
    r"|ヘーシ|サイト|アクセス|フラウサ|网站|页面|访问|浏览器|您"
)
"""Words of walls: those that address the reader, and those for sites, their parts and how one came to them."""
