# ruff: noqa: E501  (phrases of one language stand on one line)
"""How seven languages say that a thing of the web is lost: a noun, a few words, and what became of it. Data only.

Sites word this in ever new ways, but the grammar is small: the page, the domain or the site, and a state it is in.
Matched against folded text (`folding.fold`), in titles, headings and the first lines of short pages only.
"""

from __future__ import annotations

from sourcekeeper.web.walls.error_words import any_of

_FEW = r"(?:[\w'’-]+ ){0,6}?"
"""Words between noun and state: "that you are looking for"."""
_EN = r"(?:topic|thread|petition|transfer|share|download|dataset|episode|clip|page|article|document|content|resource|file|post|story|item|link|entry|publication|product|listing|event)"
_FR = r"(?:sujet|discussion|petition|transfert|partage|telechargement|emission|video|page|article|document|contenu|ressource|fichier|fiche|billet|lien|publication|annonce|communique|produit|offre)"
_DE = r"(?:thema|petition|freigabe|download|sendung|video|datensatz|seite|artikel|beitrag|dokument|inhalt|datei|meldung|verweis|eintrag|veroffentlichung|angebot|produkt|anzeige)"
_ES = r"(?:tema|hilo|peticion|transferencia|descarga|programa|pagina|articulo|documento|contenido|recurso|archivo|entrada|noticia|enlace|publicacion|producto|anuncio)"
_IT = r"(?:discussione|petizione|trasferimento|download|puntata|pagina|articolo|documento|contenuto|risorsa|file|post|notizia|collegamento|pubblicazione|prodotto|annuncio)"
_PT = r"(?:topico|peticao|transferencia|episodio|pagina|artigo|documento|conteudo|recurso|ficheiro|arquivo|publicacao|noticia|ligacao|produto|anuncio)"
_NL = r"(?:onderwerp|petitie|transfer|uitzending|aflevering|pagina|artikel|document|inhoud|bestand|bericht|publicatie|link|product|advertentie)"


def _lost(noun: str, verb: str, state: str) -> str:
    """Return the phrase: with its verb anywhere, without one at the end, where it is no more than a title can say.

    One thing, never several: who writes of removed pages writes about them.
    """
    return rf"\b{noun} {_FEW}(?:(?:{verb}) (?:[\w-]+ )?(?:{state})\b|(?:{state})$)"


LOST = any_of(
    _lost(
        _EN,
        r"(?:has|may have)(?: been)?|is|was|got",
        r"removed|deleted|expired|withdrawn|retired|taken (?:down|offline)|unpublished|discontinued|unavailable|"
        r"no longer (?:available|online|here|accessible|exists?)",
    ),
    _lost(
        _FR,
        r"a (?:\w+ )?ete|est|n'est|semble",
        r"supprimee?|retiree?|expiree?|depubliee?|effacee?|plus (?:en ligne|disponible|accessible|consultable)|hors ligne|introuvable",
    ),
    _lost(
        _DE,
        r"ist|wurde",
        r"geloscht|entfernt|abgelaufen|offline genommen|zuruckgezogen|depubliziert|"
        r"(?:nicht mehr|nicht langer) (?:verfugbar|online|abrufbar|erreichbar|vorhanden)",
    ),
    _lost(_ES, r"fue|ha sido|esta", r"(?:retirad|eliminad|borrad|suprimid|caducad)[oa]"),
    _lost(_ES, r"ya no|no", r"(?:esta )?(?:disponible|accesible|en linea)|existe|se encuentra"),
    _lost(_IT, r"e stat[oa]|e", r"(?:rimoss|eliminat|cancellat|ritirat|scadut)[oa]"),
    _lost(_IT, r"non e|non", r"(?:piu )?(?:online|disponibile|presente)|esiste(?: piu)?"),
    _lost(_PT, r"foi|esta", r"(?:removid|eliminad|apagad|retirad|excluid|expirad)[oa]"),
    _lost(_PT, r"ja nao|nao", r"(?:esta )?(?:disponivel|acessivel|em linha)|existe|se encontra"),
    _lost(
        _NL,
        r"is|werd",
        r"verwijderd|gewist|verlopen|offline gehaald|niet (?:meer|langer) (?:beschikbaar|online|te vinden)",
    ),
)
"""A page and its loss."""

_THING = r"(?:[\w'’-]+ ){0,2}[\w'’-]+"
"""Whatever was asked for: a topic, a record, a dataset."""
ASKED_AND_LOST = any_of(
    rf"\b(?:requested|specified|given|selected) {_THING} (?:does not|doesn't|do not|don't|(?:could|was|were|is|has) ?(?:not|n't)(?: been)?) (?:be |seem to )?(?:exists?|found|available)\b",
    r"\b(?:does not|doesn't) (?:seem|appear) to exist\b|\b(?:page|article|document|topic|thread|file|record) does not exist (?:yet|any ?more)\b",
    rf"^(?:sorry, )?(?:there (?:is|are) )?no {_THING} (?:(?:was|were|could be|has been) found )?(?:matching|with|for|under) (?:your|this|that|the (?:given|requested)) (?:\w+ ){{0,2}}?(?:request|number|id|identifier|name|url|address|criteria|symbol)\b",
    r"\b(?:could not|couldn't|cannot|can't|can not|unable to|not able to) (?:locate|find) (?:(?:the|that|this|any) )?(?:\w+ )?(?:item|page|record|document|file|resource|content|article|thread|topic|entry)\b",
    r"\binvalid (?:thread|topic|post|document|article|item) specified\b|^(?:error\W{1,3})?no such \w+$",
    r"^invalid (?:document |record |object |item )?(?:identifier|handle|doi|record|document|file|reference|parameter)$|^(?:invalid or (?:deleted|expired|removed)|deleted or invalid) (?:file|link|document|page)$|^deleted (?:document|file|page|article)$",
    rf"\b(?:demandee?|specifiee?|indiquee?|selectionnee?) (?:[\w'’-]+ )?(?:n'existe (?:pas|plus)|est introuvable|n'a pas (?:ete|pu etre) trouvee?)\b|^(?:pas d'|aucune? ){_THING} (?:a|sous|avec|ne correspond a) (?:cette|ce|votre) (?:adresse|numero|identifiant|demande|reference)\b",
    rf"\b(?:gewahlte|angeforderte|gewunschte|angegebene|gesuchte)[nrs]? {_THING} (?:existiert|ist|wurde|konnte|gibt es) (?:leider )?nicht\b|^keine?n? {_THING} (?:mit|unter) (?:dieser|diesem) (?:nummer|id|kennung|adresse|namen)\b",
    r"\b(?:solicitad|indicad|especificad)[oa] (?:ya )?no (?:existe|se encuentra|se ha encontrado|esta disponible)\b|^no (?:hay|existe) ningun[oa]? \w+ con (?:ese|este|esa|esta) (?:numero|id|identificador|nombre|direccion)\b",
    r"\b(?:richiest|specificat|indicat)[oa] non (?:esiste|e stat[oa] trovat[oa]|e disponibile)\b|\b(?:solicitad|pedid|indicad)[oa] (?:ja )?nao (?:existe|foi encontrad[oa]|esta disponivel)\b|\b(?:opgevraagde|gevraagde|gekozen|opgegeven) \w+ (?:bestaat (?:niet|niet meer)|is niet gevonden|werd niet gevonden)\b",
)
"""What was asked for, whatever it be called, and its loss: only a program says "the requested topic"."""

TAKEN_AWAY = any_of(
    r"\b(?:this|the|your|sorry,) (?:\w+ )?(?:article|page|document|paper|post|story|content|video|file|text|thread)\b.{0,30}?\b(?:has|have) been (?:removed|deleted|taken down|withdrawn from|unpublished)\b(?! (?:from|of) the (?!site|web|platform|server|internet))|\b(?:this|the) (?:\w+ )?(?:article|page|document|paper|post|story|content|video|file|text|thread) (?:is|are) no longer (?:available|online|accessible)\b",
    r"\b(?:cet|cette|ce|l'|la|le) ?(?:article|contenu|page|document|texte|emission|video|billet).{0,30}\b(?:n'est plus (?:disponible|en ligne|accessible|consultable)|a ete (?:retiree?|supprimee?|depubliee?))\b",
    r"\b(?:dieser?|der|das|dieses) (?:artikel|beitrag|inhalt|text|video|seite|dokument).{0,40}\b(?:nicht mehr (?:verfugbar|abrufbar|online|angezeigt)|geloscht|depubliziert|offline genommen)\b",
    r"\b(?:este|esta|el|la) (?:articulo|noticia|contenido|pagina|documento|texto).{0,30}\b(?:ya no esta disponible|(?:fue|ha sido) (?:retirad|eliminad)[oa])\b",
    r"\b(?:questo|questa|l')? ?(?:articolo|contenuto|pagina|documento|notizia).{0,20}\b(?:non e piu (?:disponibile|online)|e stat[oa] (?:rimoss|eliminat)[oa])\b",
    r"\b(?:este|esta|o|a) (?:artigo|noticia|conteudo|pagina|documento).{0,20}\b(?:ja nao esta disponivel|nao esta mais disponivel|foi (?:removid|eliminad|retirad)[oa])\b",
    r"\b(?:dit|deze|het|de) (?:artikel|pagina|uitzending|inhoud|document|bericht).{0,20}\b(?:is niet (?:meer|langer) beschikbaar|(?:is|werd) verwijderd)\b",
)
"""A work, and that its own site took it away: whole notices, in the place of the text."""

ASTRAY = any_of(
    r"\b(?:you (?:are|seem|look|appear|must be|may be|might be)(?: to be)? lost|are you lost|got lost)\b",
    r"\b(?:vous (?:etes|semblez|avez l'air)|tu es|tu sembles) perdue?s?\b|\b(?:vous vous etes|tu t'es) (?:perdu|egare)e?s?\b",
    r"\b(?:dich|sich|euch) (?:wohl |hier )?(?:verlaufen|verirrt)\b|\b(?:te has|se ha|estas|esta usted) perdido\b",
    r"\bti sei pers[oa]\b|\bvi siete persi\b|\b(?:estas|esta|voce esta) perdid[oa]\b|\b(?:ben je|je bent|bent u|u bent) verdwaald\b",
)
"""That the reader went astray: what a site says at any address it does not know, and a wall never says."""

MAYBE_PRIVATE = any_of(
    r"\b(?:you|we) (?:may |might )?(?:do not|don't) have (?:the )?(?:permissions?|access|rights?) to (?:view|see|access|open)\b|\bonly shared it with\b|\b(?:is|be|been|may be|set to) private\b|\bchanged who can see it\b",
    r"\bvous n'avez pas (?:l'autorisation|les droits|la permission|acces)\b|\b(?:sie|du) (?:haben|hast) (?:keine|nicht die) (?:berechtigung|rechte)\b|\bno tien(?:e|es) permisos?\b|\bnon hai (?:i permessi|il permesso|l'autorizzazione)\b|\bnao tem permissao\b|\bu hebt geen (?:toestemming|rechten|toegang)\b|\bgeen toestemming\b",
)
"""That the work may be there for others."""

_DOMAIN = r"(?:domain(?: ?name)?s?|(?:nom de )?domaines?|internet-?domain|(?:nombre de |nome (?:di|de) )?dominio|domein(?:naam)?)"
_REGISTERED = (
    r"(?:registered|enregistree?|reserv\w+|registriert|registrad[oa]|registad[oa]|registrat[oa]|geregistreerd|gereserveerd|activated|"
    r"activee?|aktiviert|activad[oa]|attivat[oa]|ativad[oa]|geactiveerd|parked|parquee?|geparkt|geparkeerd)"
)
_BETWEEN = r"(?:(?!(?:of|de|des|du|von|di|do|da|van) )[\w'’.-]+ ){0,5}?"
"""Words between a domain and its state; a domain *of* something is none of the web's."""
DOMAIN_LOST = any_of(
    rf"\b{_DOMAIN} {_BETWEEN}(?:for sale|available|expired|lapsed|a vendre|en vente|disponible|expiree?|zu verkaufen|zum verkauf|verfugbar|"
    r"abgelaufen|(?:en|a la) venta|caducad[oa]|expirad[oa]|vencid[oa]|in vendita|scadut[oa]|a venda|expirou|te koop|beschikbaar|verlopen)\b",
    rf"\b(?:registration|enregistrement|registrierung|registro|registrazione|registo|registratie) {_FEW}{_DOMAIN}\b",
    rf"\b{_DOMAIN} {_BETWEEN}{_REGISTERED}\b",
    rf"\b(?:buy|own|get|purchase|acquire|achet\w+|acquer\w+|kaufen|erwerben|compr\w+|adquir\w+|acquist\w+|koop) {_FEW}{_DOMAIN}\b",
)
"""A domain that is for sale, has run out, or is nobody's yet; asked of pages that say hardly more."""

_SITE = (
    r"(?:web ?site|site(?: web| internet)?|web ?space|webseite|internetseite|webprasenz|account|konto|compte|hebergement|hosting|cuenta|"
    r"sitio(?: web)?|sito(?: web)?|conta|alojamento|webpagina|portal)"
)
SITE_LOST = any_of(
    rf"^(?:[\w'’-]+ ){{0,2}}{_SITE} {_FEW}(?:suspend(?:ed|ue?|id[oa])|disabled|deactivated|terminated|desactivee?|bloquee?|fermee?|gesperrt|"
    r"deaktiviert|abgeschaltet|desactivad[oa]|bloquead[oa]|sospes[oa]|disattivat[oa]|suspens[oa]|desativad[oa]|opgeschort|geblokkeerd|"
    r"uitgeschakeld)$",
    rf"^(?:[\w'’!-]+ ){{0,3}}{_SITE} (?:is|est|ist|esta|e|is nu) (?:now )?(?:ready|active|activated|prete?|activee?|bereit|aktiviert|list[oa]|"
    r"activad[oa]|pront[oa]|attiv[oa]|ativ[oa]|klaar|actief)(?: .{0,30})?$",
    rf"\b(?:soon|coming|bientot|prochainement|demnachst|bald|proximamente|pronto|prossimamente|brevemente|em breve|binnenkort)\W* "
    rf"{_FEW}(?:new|nouveau|neue|nuevo|nuovo|novo|nieuwe) {_SITE}$",
)
"""A site that its host shut off, or that nobody has built yet: whole short titles and headings."""

OFFER = any_of(
    r"\b(?:offers?|offre|angebot|oferta|offerta|proposta|bod|price|prix|preis|precio|prezzo|preco|prijs|lease|buy now|for sale|premium)\b",
    r"[$€£]\s?\d",
)
"""Words of a sale, on a page whose whole title is its own domain."""
