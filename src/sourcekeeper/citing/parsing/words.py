"""The small words around a citation, in seven languages: lead-ins, link words, what kind of thing is cited. Pure."""

from __future__ import annotations

import re
from functools import lru_cache

from sourcekeeper.patterns import regex

LEAD_IN = regex(
    # The first letter stands in front, in either case, so that a search skips to it.
    r"[vcàlsbefdhqzakérwVCÀLSBEFDHQZAKÉRW](?<![^\s,;:.(«—–\ue001].)(?i:(?:"
    r"(?<=v)(?:oir|oyez|\.(?=\s(?:not|par ex|aussi|égal|en ce sens|dans|notamment|p\. ex|sur)|\s?:)|gl"
    r"|éase|éanse|ea|er|id|edi|eja|ejam)"
    r"|(?<=c)(?:f|onsulter|ompare[rz]?|fr|ité(?:e)? (?:par|dans)|ited in|itado (?:por|en))"
    r"|(?<=à)(?: lire| écouter)"
    r"|(?<=l)(?:ire|t|aut|isten to)"
    r"|(?<=s)(?:ur ce (?:point|sujet)|ource|ources|ee|iehe|\.(?=\s(?:auch|dazu|hierzu|etwa))|i veda"
    r"|i vedano|o auch)"
    r"|(?<=b)(?:ut see|ron|ronnen)"
    r"|(?<=e)(?:\.g\.)"
    r"|(?<=f)(?:or (?:more|details|an overview)|uente|uentes|onte|onti|ontes|erner)"
    r"|(?<=d)(?:azu)"
    r"|(?<=h)(?:ierzu)"
    r"|(?<=q)(?:uellen?(?=\s?:)|uoted in)"
    r"|(?<=z)(?:ie|itiert nach|it\.\sn(?:ach|\.))"
    r"|(?<=a)(?:\.\s?(?-i:A)\.(?!\s?O))"
    r"|(?<=k)(?:rit(?:isch)?)"
    r"|(?<=é)(?:couter)"
    r"|(?<=r)(?:egarder)"
    r"|(?<=w)(?:atch)"
    r")"
    r"(?:\b|(?<=\.))\.?(?:[\s,]+(?:aussi|également|notamment|en particulier|par exemple|par ex\.|p\. ex\."
    r"|ex\.|not\.|entre autres|en ce sens|sur ce (?:point|sujet)|à ce (?:sujet|propos)|ici|surtout"
    r"|ainsi que|also|generally|for example|for instance|e\.g\.|eg|especially|further|auch|dazu|hierzu"
    r"|etwa|z\. ?B\.|insbesondere|beispielsweise|también|por ejemplo|anche|ad esempio|per esempio"
    r"|por exemplo|p\. ex\.|nomeadamente|inter alia|bspw\.|bijv\.|também|ook"
    r"|bijvoorbeeld)(?![^\W\d_]))*\s?:?\s?)"
)
"""``Voir aussi``, ``See generally``, ``Vgl.``: what opens a citation and is no part of it."""

TOPIC = regex(
    r"(?:sur|pour|concernant|à propos d(?:e|u|es)|s[’']agissant d(?:e|u|es)|quant (?:à|aux?)|on|for|about|regarding|"
    r"zu[mr]?|über|für|sobre|para|acerca de|su|sul|sulla|per|riguardo a|over|voor)\s"
    r"[^.;:«»“”\"()\ue000\ue001]{2,60}?\s?:\s(?=\W?[A-ZÀ-Þ«“„‘\"\ue000])",
    re.IGNORECASE,
)
"""``Sur Nice :``, ``For an industry view:``: what a source is cited for, where several are."""

TURNED_ARTICLE = r"(?:L[ae]s?|L[’']|The|Der|Die|Das|El|Los|Il|Lo|Gli|Het|De)"
_TURNED = regex(rf"(?P<name>[A-ZÀ-Þ][^()]*?)\s\((?P<article>{TURNED_ARTICLE})\)$")


def with_article(name: str) -> str:
    """Return a name with its article in front, where a list by letters has put it behind.

    >>> with_article("Recherche (La)"), with_article("Écho (L’)")
    ('La Recherche', 'L’Écho')
    """
    turned = _TURNED.match(name) if name.endswith(")") else None
    if turned is None:
        return name
    article = turned["article"]
    return article + ("" if article[-1] in "’'" else " ") + turned["name"]


LINK_WORDS = regex(
    r"[\s,.;:(\[–—-]{0,6}\b(?:(?:disponible|accessible|consultable|téléchargeable|publiée?|lisible|en ligne|à lire|"
    r"mis en ligne|mise en ligne|"
    r"version en ligne|texte intégral|url|lien|adresse|(?:also )?available|online|retrieved|accessed|found|"
    r"verfügbar|abrufbar|"
    r"online|unter|disponible|disponibile|disponível|en línea|on ?line|scaricabile|reperibile|consultabile|"
    r"accessibile|beschikbaar|te vinden|link|permalink|from|"
    r"de|chez|von|van|da|dal|do|dostupné|dostępn[aey]|tillgänglig|tilgængelig|tilgjengelig|saatavilla|disponibil|dostupno)"
    r"(?:\s(?:à l[’']adresse(?: suivante)?|en ligne|à|sur|ici|ce lien|at|from|online|here|unter|auf|en|em|su|"
    r"da|dal|op|z|na|på|via|"
    r"all[’']indirizzo|suivant|"
    r"suivante|l[’']adresse|le site|the|internet))*)\s?:?\s?(?=[<(\[\s]*(?:URL:)?\s?\ue000)",
    re.IGNORECASE,
)
"""``disponible à l’adresse :``, ``available at``: what stands before an address and is no part of a title."""

ONLINE = regex(r"[\[(](?:online|en ligne|en línea|on ?line|in linea|em linha|internet)[\])]", re.IGNORECASE)

PUBLISHED = regex(
    r"(?:(?<!\w)|[\s,;(]{1,6})(?:(?:mise?s? en ligne|déposée?s?|enregistrée?s?|remise?s?|présentée?s?|"
    r"rendue?s?|signée?s?|publiée?s?|diffusée?|daté|parue?|posted|published|"
    r"adopted|adoptée?|dated|uploaded|updated|"
    r"mis à jour|veröffentlicht|"
    r"sancionad[oa]|aprobad[oa]|publicad[oa]|pubblicat[oa]|gepubliceerd|vom|v\.|du|le|el|il|on|am|of|del|"
    r"(?<=,\s)de|van|from|dd\.)\s*){1,4}$",
    re.IGNORECASE,
)
"""Ends right before the day of publication."""

PUBLISHED_ENDS = frozenset(
    """
    ligne déposé déposée déposés déposées enregistré enregistrée remis remise présenté présentée rendu rendue signé
    signée publié publiée publiés publiées diffusé diffusée daté paru parue posted published adopted adopté adoptée
    dated uploaded updated jour veröffentlicht publicado publicada pubblicato pubblicata gepubliceerd vom du le el il
    on am of del de van from sancionada aprobada
    """.split()  # noqa: SIM905  a list of words is read more easily than fifty strings
)
"""How matches of `PUBLISHED` end, those with a full stop aside."""

ARCHIVED_AT = regex(
    r"[\s,.;:(\[–—-]{0,6}\b(?:copie d[’']archive|copie(?= ?: ?)|archive copy|archivkopie|copia archiviata|"
    r"archivée?(?:\s(?:sur|à|ici|le|par|dans))*|version archivée|copie archivée|archive|"
    r"archived(?:\s(?:at|on|from|here|copy))*|"
    r"archivado(?:\sen)?|archiviato(?:\ssu)?|archiviert(?:\s(?:unter|bei))?|gearchiveerd(?:\sop)?|"
    r"archivierte fassung|perma|snapshot|cache)"
    r"\s?:?\s?(?=[<(\[\s]*\ue000)",
    re.IGNORECASE,
)

IN_CONTAINER = regex(r"[IiDdEe](?<![^\s,.;:].)(?i:(?<=i)n|(?<=d)ans|(?<=e)[nm])\s?:?\s+", re.DOTALL)
"""What introduces the book or journal a text stands in. `en` and `em` count only after a quoted title."""

CONTAINER_WORDS = ("in ", "in:", "dans", "en ", "en:", "em ", "em:")
"""One of them stands in every match of `IN_CONTAINER`: seeing that costs less than the search."""

FORTHCOMING = regex(
    r"(?<!\w)(?:à paraître|forthcoming|in press|im Erscheinen|im Druck|en prensa|in corso di stampa|no prelo|"
    r"te verschijnen)(?!\w)",
    re.IGNORECASE,
)

NOT_A_FIELD = regex(
    r"^(?:archives? personnelles?|on file with (?:the )?authors?|mimeo|inédit|unpublished|"
    r"traduction (?:de l[’']auteur|libre|nôtre).*"
    r"|my translation|our translation|c[’']est (?:nous|moi) qui.*|emphasis (?:added|mine)|je souligne|"
    r"nous soulignons|liegt vor.*"
    r"|notre traduction|et|and|und|y|e|en|aussi|also|annexe?\s\w{1,3}|\d+\smin(?:utes|\.)?|licen[cs]e.*|"
    r"cc by.*|final|v(?:ersion)?\.?\s?\d+(?:\.\d+)*|[IVXLC]+e\slégislature|o\.\s?V|N\.\s?N|s\.\s?l|s\.\s?f|"
    r"orgs?|comps?|"
    r"\d{1,2}:\d\d(?:\s?[ap]m)?|mikrofiche|paywall|bezahlschranke|opinion|editorial|op-ed|a cura di|"
    r"anon(?:ym)?|épisode\s\d+|episode\s\d+|folge\s\d+|preprint|"
    r"pré-?print|sections?\s\d+|(?:kap|chap|cap|"
    r"ch)(?:\.?\s\w{1,3})?|s\.\s?d|n\.\s?d|o\.\s?J|\d{1,2}h\d{2}|dirs?|eds?|hg|hrsg|éds?|coords?|dernière|url|"
    r"pdf|page|en ligne|online|urteil|voir|cf|"
    r"(?:page|site|página|sitio|pagina|sito)\s(?:web|internet)|web ?(?:page|site|seite)|"
    r"disponible|le|the|vidéo|video|see|siehe|zie|véase|vedi|vgl|rubrique|rubrik|"
    r"(?:table|tableau|tabelle|tabla|tabella|tabela|figure|fig|abb(?:ildung)?|graphique|grafik|chart)\.?\s[\w.-]{1,8}|"
    r"hilo|fil|thread|a\.\s?a|hervorh\w*\.?\s(?:im|i\.)\s?orig\w*|emphasis in (?:the )?original|"
    r"souligné (?:dans|par) .*|"
    r"corsivo .*|cursiva .*|grifo .*|(?:édition|edición|edizione|edição)\s(?:du|de|des|d[’']|del|di)\s?\w.{0,30}|"
    r"(?:print|online|international|weekend) edition|"
    r"non publiée?|not published|unveröffentlicht|format pdf|html|[A-Za-z]|anm\.|n\.)$",
    re.IGNORECASE,
)
"""A part that says nothing about the work."""

# What a noun says of the type. The first that fits wins; folded text.
_GENRES: tuple[tuple[str, str], ...] = (
    (
        r"\b(?:brochures?|leaflet|depliant|tracts?|flugblatt|flyer|folleto|opuscolo|panfleto|folheto|brochure)\b",
        "pamphlet",
    ),
    (
        r"\b(?:diss|phd|doctorat|masterarbeit|magisterarbeit|these|memoire de|thesis|dissertation|"
        r"doktorarbeit|tesis|tesi|proefschrift|habilitation)\b",
        "thesis",
    ),
    (
        r"\b(?:unga res|tech\. rep|res|resolution|rapport|report|\w*bericht|informe|rapporto|relatorio|verslag|audit|"
        r"avis|etude|study|studie|estudio|"
        r"studio|estudo|"
        r"livre blanc|stellungnahme|positionspapier|drucksache|proces-verbal|observations definitives|"
        r"raadsbrief|kamerbrief|beleidsnota|"
        r"kleine anfrage|anfrage|antrag|question ecrite|position|compte rendu|minutes|"
        r"sitzungsprotokoll|protokoll|memorandum|provvedimento|procedimiento|expediente|(?:staff )?working document|"
        r"acta|verbale|notulen|parecer|deliberation|note de synthese|factsheet|dossier|white paper|"
        r"policy paper|working paper|gutachten|dictamen|briefing(?: paper)?|discussion paper|position paper|"
        r"research paper|note d'analyse)\b",
        "report",
    ),
    (r"\b(?:communication (?:au|a la|presentee)|colloque|conference paper|ponencia)\b", "paper-conference"),
    (
        r"\b(?:jeux? de donnees|data ?set|datensatz|conjunto de datos|conjunto de dados|dati aperti)\b|^base$",
        "dataset",
    ),
    (r"\b(?:depeche|dispatch|agenturmeldung|teletipo|dispaccio)\b", "article-newspaper"),
    (
        r"\b(?:communique|press release|pressem(?:itteilung|eldung)|medienmitteilung|news release|"
        r"nota de (?:imprensa|prensa)|comunicado|comunicato|persbericht)\b",
        "webpage",
    ),
    (r"\b(?:podcast|emission de radio|emission|radio broadcast|sendung|hoorspel|programa de radio)\b", "broadcast"),
    (r"\b(?:videos?|film|documentaire|documentary|dokumentarfilm|documental|documentario)\b", "motion_picture"),
    (r"\b(?:entretien|interview|entrevista|intervista|gesprach|gesprek|colloquio)\b", "interview"),
    (r"\b(?:lettre ouverte|open letter|offener brief|carta abierta)\b", "webpage"),
    (r"\b(?:billet|blog|blogpost|blogbeitrag)\b", "post-weblog"),
    (r"\b(?:tweet|toot|pouet|thread|fil|hilo|post|message|prise de parole)\b", "post"),
)
_GENRE_PATTERNS = tuple((regex(pattern), kind) for pattern, kind in _GENRES)


FINITE = frozenset(
    """
    est sont ont été avait avaient était étaient sera seront fut furent peut peuvent doit doivent font
    is are was were has have had been cannot does did ist sind wurde wurden wird werden hat haben kann können
    han fue fueron está están hanno stato stata sono foi foram são heeft hebben werd wordt
    """.split()  # noqa: SIM905  a list of words is read more easily than fifty strings
)
"""Verbs that make a sentence: no name of a body has one, and few titles have."""


def has_any(lowered: str, words: tuple[str, ...]) -> bool:
    """Whether one of the words stands in a text: a look that costs less than the search it saves."""
    for word in words:  # noqa: SIM110  asked a dozen times a citation: a generator costs more than the looks
        if word in lowered:
            return True
    return False


@lru_cache(maxsize=4096)
def kind_of_noun(folded: str) -> str:
    """Return the CSL type a folded noun phrase names (``rapport d'audit`` is a report), or an empty string."""
    for pattern, kind in _GENRE_PATTERNS:
        if pattern.search(folded):
            return kind
    return ""


_STOP_WORDS = {
    "fr": "le la les de du des et une un est en dans pour sur qui que au aux ce cette par pas son ses sont avec nous "
    "l d s",
    "en": "the of and to in is for on that with are this from at by how why what we your our its it be",
    "de": "der die das und den dem ein eine ist im in für von mit auf zu nicht sich wie wer des über nach vom zur zum",
    "es": "el la los las de del y una un es en para por que con su al como más sobre lo se",
    "it": "il lo la le i gli di del della dell e un una è in per che con nel nella sul da dei delle alla l si",
    "pt": "o os a as de do da dos das e um uma é em para por pela pelo que com no na não ao se",
    "nl": "de het een en van in is op te voor met dat die zijn niet aan bij ook naar",
}
"""A word of several languages stands with each, so that it decides for none of them."""
_LANGUAGES_OF: dict[str, tuple[str, ...]] = {
    word: tuple(language for language, words in _STOP_WORDS.items() if word in words.split())
    for words in _STOP_WORDS.values()
    for word in words.split()
}
_TOKEN = regex(r"[^\W\d_]+")
_CAPITAL = ("", "en", "de")
"""Languages whose titles have capitals within."""
_TELLING_LETTERS = regex(
    r"(?P<es>[ñ¿¡]|(?:ci|si)ón\b)|(?P<pt>[ãõ]|ência\b)|(?P<de>[ßäöü])|(?P<fr>[œêîûèë]|é(?:e?s?)\b)|(?P<it>(?:it|t)à\b|[ìò])"
)
"""Letters and endings that only one of the languages has, or hardly any other; each language counts once."""


def guess_language(title: str, otherwise: str = "") -> str:
    """Return the language of a title by its small words and its letters; `otherwise` when they do not tell.

    None where nothing speaks for `otherwise`, and every word is capital as in English titles alone.

    >>> guess_language("Les polices municipales", "fr"), guess_language("City Bans Facial Recognition", "fr")
    ('fr', '')
    """
    scores: dict[str, int] = {}
    for word in _TOKEN.findall(title.lower()):
        if languages := _LANGUAGES_OF.get(word):
            for language in languages:
                scores[language] = scores.get(language, 0) + 1
    if not title.isascii():
        for language in {found.lastgroup or "" for found in _TELLING_LETTERS.finditer(title.lower())}:
            scores[language] = scores.get(language, 0) + 1
    best = max(scores.values(), default=0)
    if best < 2:
        is_foreign = otherwise not in scores and otherwise not in _CAPITAL and _has_english_capitals(title)
        return "" if is_foreign else otherwise
    leaders = [language for language, score in scores.items() if score == best]
    return otherwise if otherwise in leaders or len(leaders) > 1 else leaders[0]


def _has_english_capitals(title: str) -> bool:
    """Whether a title has three capital words or more, none of them an abbreviation, and only short ones beside."""
    longer = [word for word in _TOKEN.findall(title) if len(word) > 3]
    capital = [word for word in _TOKEN.findall(title) if word[0].isupper() and word[1:].islower()]
    return len(capital) >= 3 and all(word[0].isupper() for word in longer)
