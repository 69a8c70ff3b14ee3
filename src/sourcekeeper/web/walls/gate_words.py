# ruff: noqa: E501  (phrases of one language stand on one line)
"""The words of pages that want something first: a login, money, an age, a country, scripts. Data only.

Patterns are matched against folded text (`folding.fold`), as those of `wall_words`, and under the same rule.
"""

from __future__ import annotations

from sourcekeeper.patterns import regex
from sourcekeeper.web.walls.error_words import any_of

LOGIN_WORDS = any_of(
    r"^(?:please )?(?:log|sign) ?in\b",
    r"^(?:you must|member) (?:log|sign) ?in\b",
    r"^authentication required",
    r"^(?:se connecter|connexion|connectez-vous|identifiez-vous|identification|authentification)\b",
    r"^espace (?:membre|abonne)",
    r"^(?:anmelden|anmeldung|einloggen)\b",
    r"^(?:iniciar sesion|acceso)\b",
    r"^(?:accedi|accesso)\b",
    r"^(?:entrar|iniciar sessao)\b",
    r"^(?:inloggen|aanmelden)\b",
)
_TO_WHERE = (
    r"(?: (?:to|into|with|for|pour|a|au|sur|avec|um|bei|mit|para|per|in|om|op|con|com|en|nel|su|no|na) .{1,40})?"
)
"""What follows an order to log in: where, or what for."""
LOGIN_TITLES = any_of(
    rf"(?:please )?(?:log|sign)[ -]?(?:in|on)(?: (?:required|page|form|first|here|now)|{_TO_WHERE})?",
    r"(?:member|user|account|customer|staff|admin|client|secure|web)s?'? (?:log|sign)[ -]?in|login(?: (?:page|required|form|area))?|sign up|register|create (?:an |your )?account|join(?: now)?",
    r"institutional (?:login|access|sign in)|(?:choose|select|find) your institution|you need (?:access|permission)|request access|access required|demander l'acces|vous avez besoin d'une autorisation|zugriff anfordern|solicitar acceso|richiedi accesso",
    r"private (?:blog|site|account|page|group|profile|journal)|(?:this |the )?(?:blog|site|account|page|group|profile|journal) is (?:marked )?(?:private|open to invited readers only)|(?:ce |cet |cette )?(?:blog|compte|site|groupe|profil|page) est privee?|"
    r"dieses? (?:blog|konto|profil|gruppe|seite) ist privat|(?:este |esta )?(?:blog|cuenta|grupo|perfil|conta) (?:es|e) privad[oa]|questo (?:blog|profilo|gruppo) e privato|(?:dit|deze) (?:blog|account|profiel|groep) is prive",
    r"where are you from|(?:selectionnez|choisissez) votre (?:etablissement|institution|organisme)(?: .{0,40})?|(?:wahlen sie ihre (?:heimat)?(?:einrichtung|organisation|institution)|einrichtung (?:aus)?wahlen)(?: .{0,30})?",
    r"(?:selecciona|seleccione|elige|elija) (?:tu|su) (?:institucion|organizacion)(?: .{0,30})?|(?:seleziona|scegli) la (?:tua|propria) (?:istituzione|organizzazione)(?: .{0,30})?|(?:selecione|escolha) a (?:sua|tua) instituicao(?: .{0,30})?|(?:selecteer|kies) (?:uw|je) (?:instelling|organisatie)(?: .{0,40})?",
    r"log in or (?:sign up|register|create .{0,30})|you (?:must|need to) (?:be logged in|log in|sign in)(?: .{0,40})?",
    r"authentication(?: required)?|authorization required|single sign[ -]?on|sso|session (?:expired|timed out|timeout)|your session has (?:expired|timed out)|unauthenticated",
    r"(?:page de |ecran de )?connexion(?: (?:requise|obligatoire|utilisateur|membre|adherent|a (?:votre|mon|l') ?(?:compte|espace)(?: .{0,30})?))?|se connecter|me connecter|s'identifier|inscription|s'inscrire|creer (?:un|mon|votre) compte",
    rf"(?:connectez-vous|veuillez vous connecter|veuillez vous identifier|identifiez-vous){_TO_WHERE}",
    r"(?:identification|authentification)(?: (?:requise|obligatoire|necessaire|utilisateur))?|(?:mon |votre )?espace (?:membres?|abonnes?|adherents?|client|personnel|prive|reserve)|(?:votre )?session (?:a )?expiree?|acces reserve(?: aux .{0,30})?|acces (?:membres|adherents)",
    r"(?:bitte )?(?:anmelden|einloggen)|anmeldung(?: erforderlich)?|registrieren|registrierung|mitglieder-?(?:bereich|login)|benutzeranmeldung|kundenlogin|bei .{2,30} anmelden|ihre (?:sitzung|session) ist abgelaufen|sitzung abgelaufen",
    rf"bitte melden sie sich an{_TO_WHERE}|melden sie sich an{_TO_WHERE}|bitte (?:loggen sie sich ein|einloggen|anmelden){_TO_WHERE}",
    rf"iniciar sesion|inicia sesion{_TO_WHERE}|acceder|identificate|identificarse|acceso (?:usuarios|clientes|socios|privado|restringido|de usuarios)|registrate|area (?:privada|de socios|de clientes)|la sesion ha (?:expirado|caducado)|sesion (?:expirada|caducada)",
    rf"accedi{_TO_WHERE}|accesso utenti|area riservata|effettua (?:il login|l'accesso){_TO_WHERE}|registrati|login utente|sessione scaduta|accesso riservato",
    rf"iniciar sessao|inicie sessao{_TO_WHERE}|entrar|(?:fazer|faca) login{_TO_WHERE}|area (?:reservada|do cliente|de membros)|sessao expirada|acesso reservado",
    r"inloggen|aanmelden|registreren|mijn account|ledenlogin|sessie verlopen|(?:u|je) bent niet ingelogd|log in om .{0,40}",
)
"""Whole parts of titles of pages that want a name and a password."""
GIANTS_LOGIN = any_of(
    r"^(?:log in to|log into|sign in to|connexion a|bei|inicia(?:r)? sesion en|accedi a|entrar no|inloggen op|aanmelden bij|se connecter a) (?:facebook|instagram|linkedin|x|twitter|google|microsoft|threads|tiktok|reddit|pinterest|medium|quora|academia)",
    r"^(?:facebook|instagram|linkedin|threads|pinterest|quora|tiktok)\s?[-:|•–—]\s?(?:log in|login|connexion|anmelden|entrar|iniciar|accedi|inloggen|sign|s'inscrire|connectez)",
    r"^login\s?[-:|•–—]\s?(?:facebook|instagram|linkedin)|^(?:linkedin|facebook|instagram)(?: login)?,? (?:sign in|log in|login)",
    r"^join (?:linkedin|facebook|medium|x)\b|^(?:sign up|s'inscrire|registrieren) \| linkedin$",
)
"""Logins of large platforms, as whole titles begin."""

_OFFER_BEHIND = (
    r"(?:\s?[?!.:,–-]{0,2}(?: .{0,40})? ?\b(?:abonne\w*|abo|abbona\w*|subscri\w+|suscri\w+|assin\w+|sign (?:in|up)|log ?in|"
    r"accounts?|compte|konto|cuenta|conta|lid|leden|members?|socios?)\b.{0,40}|\s?[?!.]*)"
)
"""What it takes to read on: a subscription, an account."""
PAYWALL_TITLES = any_of(
    r"(?:create|register|sign up|log in|subscribe)(?: .{0,40})? to (?:continue|keep|finish)(?: reading)?(?: .{0,20})?|to (?:continue|keep) reading,? .{0,40}|paywall",
    r"(?:inscrivez-vous|connectez-vous|creez un compte|identifiez-vous)(?: .{0,30})? pour (?:lire|continuer|acceder|poursuivre)(?: .{0,40})?|pour (?:lire|continuer|poursuivre) (?:la suite|cet article|votre lecture|la lecture|cette page).{0,60}",
    r"(?:registrieren|melden|loggen) sie sich,? (?:.{0,30} )?(?:um|zum) .{0,10}(?:weiterlesen|weiterzulesen|lesen).{0,20}|um weiterzulesen,? .{0,40}",
    r"(?:registrate|inicia sesion|crea una cuenta|suscribete)(?: .{0,20})? para (?:seguir|continuar) (?:leyendo|la lectura).{0,20}|para (?:seguir|continuar) leyendo,? .{0,40}",
    r"(?:registrati|accedi|abbonati)(?: .{0,20})? per (?:continuare|leggere|proseguire).{0,30}|per continuare a leggere,? .{0,40}",
    r"(?:registe-se|inicie sessao|assine)(?: .{0,20})? para (?:continuar|ler).{0,30}|para continuar a ler,? .{0,40}|(?:registreer|log in|maak een account)(?: .{0,30})? om (?:verder te lezen|te lezen|door te lezen).{0,20}",
    r"(?:please )?subscribe (?:now )?(?:to|for) (?:read|continue|keep|unlock|access|view|full|unlimited|this|the rest)(?: .{0,40})?|subscribe(?: now| today)?|subscription(?:s| required| offers?| options)?",
    r"(?:unlock|continue reading|keep reading) (?:this|the (?:article|story|rest|full|whole|piece)|with|your)(?: .{0,40})?|read the full (?:article|story|piece|version)(?: .{0,40})?|(?:for )?(?:subscribers?|members?|premium)(?:-| )only(?: .{0,20})?|(?:this (?:article|content|story|page) is (?:for|only (?:for|available to)|reserved for|exclusive to) .{0,40})",
    r"(?:abonnez-vous|s'abonner|je m'abonne)(?: .{0,50})?|offres? d'abonnement|abonnements?|nos offres(?: d'abonnement)?|(?:cet |l')?(?:article|contenu|page) (?:est )?(?:reservee?s?|accessible uniquement|exclusif) (?:a nos |aux |a )?abonnee?s?(?: .{0,20})?|(?:contenu |article )?reserve aux abonnes|pour lire la suite.{0,40}|debloquez (?:cet|l'|votre).{0,40}|la suite est reservee .{0,30}",
    r"(?:jetzt )?(?:abonnieren|weiterlesen)(?: (?:mit|und|fur|ab|mit .) .{0,40})?|(?:digital-?)?abo|abonnement|(?:dieser|der) (?:artikel|inhalt|beitrag) ist (?:nur )?(?:fur|exklusiv|kostenpflichtig|abonnenten)(?: .{0,40})?|(?:nur )?fur (?:abonnenten|abonnentinnen|mitglieder)(?: .{0,30})?|weiterlesen mit .{0,30}",
    r"suscripciones|suscribirse|(?:suscribete|hazte (?:socio|suscriptor)|solo (?:para )?suscriptores|(?:contenido|articulo) (?:exclusivo|solo|reservado) (?:para )?(?:suscriptores|socios))(?: .{0,40})?",
    r"abbonamenti|abbonamento|(?:abbonati|(?:articolo|contenuto) riservato agli abbonati|solo per abbonati)(?: .{0,40})?",
    r"assinaturas|assinar|(?:assine|(?:artigo|conteudo) (?:exclusivo|reservado) (?:para|a) assinantes|so para assinantes)(?: .{0,40})?",
    # An order to read on, or a question whether one would, alone or with what it takes: no work is called so.
    rf"(?:(?:want|would you like) to )?(?:read on|keep reading|continue reading|read the rest){_OFFER_BEHIND}|(?:take out|start|buy) (?:a|your) subscription(?: .{{0,40}})?",
    rf"(?:vous (?:voulez|souhaitez) )?(?:lire la suite|continuer (?:a lire|la lecture|votre lecture)|poursuivre (?:la|votre) lecture){_OFFER_BEHIND}|(?:prenez|souscrivez)(?: .{{0,20}})? (?:un |l')?abonnement(?: .{{0,40}})?",
    rf"(?:mochten sie )?weiter ?lesen{_OFFER_BEHIND}|(?:schliessen sie|jetzt)(?: .{{0,30}})? abo(?:nnement)?(?: .{{0,20}})? (?:ab|abschliessen)(?: .{{0,20}})?",
    rf"(?:quieres )?(?:seguir|continuar) leyendo{_OFFER_BEHIND}|contrata(?: .{{0,20}})? suscripcion(?: .{{0,40}})?",
    rf"(?:vuoi )?(?:continuare?|continua|proseguire?) (?:a leggere|la lettura){_OFFER_BEHIND}|(?:attiva|sottoscrivi|acquista)(?: .{{0,20}})? (?:un |l')?abbonamento(?: .{{0,40}})?",
    rf"(?:quer )?(?:continuar|continue) (?:a ler|lendo|a leitura){_OFFER_BEHIND}|faca(?: .{{0,20}})? assinatura(?: .{{0,40}})?",
    rf"(?:wilt u |wil je )?verder ?lezen{_OFFER_BEHIND}|neem(?: nu)? een abonnement(?: .{{0,40}})?",
    r"(?:abonneer|abonneren|word (?:abonnee|lid)|alleen voor abonnees|(?:dit|het) artikel is (?:alleen |exclusief )?voor abonnees|lees verder met .{0,30})(?: .{0,40})?",
)
"""Whole parts of titles of pages that ask for money and name no work."""

GATE_TITLES = any_of(
    r"javascript (?:is )?(?:not available|required|disabled|needed|must be enabled)\.?|(?:please )?enable (?:javascript|cookies|js)(?: .{0,40})?|(?:veuillez )?activer javascript(?: .{0,30})?|(?:bitte )?(?:aktivieren sie )?javascript(?: aktivieren| erforderlich| ist deaktiviert)|cookies? (?:are )?(?:required|disabled)|you need to enable javascript .{0,40}",
    r"(?:your |this )?(?:browser|navigateur|votre navigateur|ihr browser|tu navegador|il tuo browser|je browser) (?:is |n'est pas |wird |no es |non e |wordt |is )?(?:not supported|unsupported|outdated|out of date|obsolete|pas (?:pris en charge|a jour|compatible)|nicht unterstutzt|veraltet|compatible|obsoleto|niet ondersteund|pris en charge|non supportato)(?: .{0,20})?|unsupported browser|browser (?:not supported|upgrade|update required)|update your browser|navigateur (?:non supporte|obsolete)",
    r"(?:.{0,40} )?(?:not|un)[ -]?available (?:in|for) your (?:country|region|location|area|territory)(?: .{0,30})?|unavailable (?:for|due to) legal reasons|451(?: .{0,40})?|(?:.{0,40} )?(?:non|pas|plus|in)[ ]?(?:disponible|accessible) (?:dans|depuis|pour) votre (?:pays|region|zone|territoire)(?: .{0,20})?|(?:.{0,40} )?in (?:ihrem|deinem) (?:land|gebiet) nicht (?:verfugbar|erlaubt)|(?:.{0,40} )?no (?:esta )?disponible en (?:tu|su) (?:pais|region|zona)|(?:.{0,40} )?non (?:e )?(?:disponibile|accessibile) nel (?:tuo|suo|vostro) (?:paese|territorio)|(?:.{0,40} )?nao (?:esta )?disponivel n[oa] (?:seu|teu|sua|tua) (?:pais|regiao|territorio)|(?:.{0,40} )?niet beschikbaar in (?:uw|je|jouw) (?:land|regio)|we recognize you are attempting to access.{0,80}",
    r"age (?:verification|check|gate)|(?:are you|confirm you are|you must be) (?:over |at least |of )?(?:18|21|legal age)(?: .{0,30})?|verification de(?: l'| votre )age|avez-vous (?:plus de )?18 ans.{0,10}|altersverifikation|alterspruefung|altersprufung|verificacion de edad|verifica dell'eta",
    r"redirect(?:ing|ion)?(?: .{0,20})?|you are (?:now )?(?:being redirected|leaving)(?: .{0,40})?|vous (?:allez etre redirige|quittez|etes sur le point de quitter).{0,40}|(?:sie werden weitergeleitet|weiterleitung).{0,30}|redirigiendo.{0,20}|external link|lien externe|warning: .{0,10}leaving.{0,20}|leaving (?:facebook|linkedin|our site).{0,20}",
    r"(?:(?:this|our|the) (?:web ?site|site|page|blog) has|we have|we've) moved(?: .{0,40})?|(?:(?:ce|notre|le) (?:site|blog)(?: web)?|cette page|nous) (?:a|avons) (?:demenage|change d'adresse)(?: .{0,30})?|changement d'adresse|(?:(?:diese|unsere) (?:seite|website|webseite|homepage)|wir) (?:ist|sind) umgezogen|(?:este|nuestro) sitio (?:web )?se ha (?:mudado|trasladado)(?: .{0,20})?|nos hemos (?:mudado|trasladado)|(?:il|questo) sito (?:si )?e (?:stato )?(?:trasferito|spostato)|ci siamo trasferiti|(?:deze|onze) (?:site|website) is verhuisd|wij zijn verhuisd|(?:este|o nosso) site mudou(?: .{0,30})?",
    r"(?:30[1278]\s?)?(?:document|object|page|site|this page)?\s?(?:has )?moved(?: permanently| temporarily| here)?|30[12] (?:found|moved)",
    r"loading|loading (?:page|site|content)|chargement(?: en cours)?|(?:wird|seite wird) geladen|lade\w*|cargando|caricamento(?: in corso)?|carregando|laden",
    r"(?:virtual )?waiting room|queue-it|you are (?:now )?in (?:the |a )?(?:line|queue)(?: .{0,30})?|(?:la )?(?:salle|file) d'attente(?: virtuelle)?|vous etes (?:dans la file d'attente|en file d'attente)(?: .{0,30})?|warteraum|warteschlange|sala de espera(?: virtual)?|sala d'attesa(?: virtuale)?|wachtkamer|wachtrij",
    r"adblock(?:er)?(?: detected)?|ad ?blocker detected|bloqueur de publicite.{0,30}|please disable .{0,20}ad ?block.{0,20}",
    r"(?:select|choose) your (?:country|region|language|edition|location)|choisissez votre (?:pays|langue)|select country|seleziona (?:la )?lingua",
)
"""Whole parts of titles of pages that want something before they show anything: scripts, an age, a country."""

SHELLS = regex(
    r"<(?:div|main|section|body)\b[^>]{0,300}\bid=[\"']?(?:root|app|__next|__nuxt|___gatsby|react-root|mount|application)\b"
    r"|<(?:app-root|ion-app|my-app)\b|<noscript[^>]{0,100}>[^<]{0,200}\bjavascript\b"
)
"""Where the usual script libraries hang their pages; asked of pages that show next to nothing."""

SHOWN_OTHERWISE = regex(
    r"<(?:frame|iframe|object|embed|applet|video|audio|canvas|svg|input|area)\b|http-equiv=[\"']?refresh"
)
"""What a page may show besides text and pictures, or where it leads; in lower case."""

SENT_TO_LOGIN = regex(r"\bname=[\"']?samlrequest\b")
"""A form that a script sends at once to where one logs in (SAML 2.0 Bindings, 3.5, HTTP POST): in lower case."""

RUN = regex(r"<script\b(?![^>]{0,300}json)")
"""A script that does something, and is not data about the page; in lower case."""

LOGIN_SEGMENT = regex(
    r"(?:log[-_]?in|sign[-_]?in|user-?login|connexion|se-connecter|identification|authentification|anmelden|anmeldung|"
    r"iniciar-sesion|accedi|inloggen|wp-login|servicelogin|authwall|sso|authorize|session_login|login_form)"
    r"(?:\.(?:php|html?|aspx?|jsp|do|action|seam))?"
)
"""A whole segment of a path."""
LOGIN_HOST = regex(r"^https?://(?:login|signin|sso|accounts|auth|idp|cas|adfs|connexion)\.")
