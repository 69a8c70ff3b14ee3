"""Bodies: ministries, associations, firms; how their names are told from a person's. Data, and look-ups. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from sourcekeeper.patterns import regex
from sourcekeeper.web.folding import fold, squash

PARTICLES = frozenset(
    re.findall(
        r"\S+",
        """
    de du des d’ d' della del dela di da dal dalla das do dos von vom van der den ten ter te zu zur zum af av el al
    bin ibn ben la le lo y ’t 't 's ’s
        """,
    )
)
BODY_WORDS = frozenset(
    re.findall(
        r"\S+",
        """
    ministere ministre ministry minister ministerium bundesministerium ministerio cour court conseil council consejo
    rat senat senate senado assemblee assembly parlement parliament parlamento bundestag bundesrat bundesregierung
    gouvernement government gobierno governo regering regierung prefecture mairie ville city stadt ciudad citta
    gemeente metropole region departement department departamento commune commission comision commissione comissao
    kommission comite comitato committee ausschuss agence agency agencia agenzia agentschap autorite authority
    autoridad behorde amt bundesamt landesamt office bureau oficina ufficio inspection inspectorate direction
    delegation secretariat defenseur controleur contraloria tribunal gericht police polizei policia polizia politie
    gendarmerie bundespolizei bundeskriminalamt ayuntamiento comune camara chambre chamber haute nations united state
    states etat etats bank banque cnil anssi association asociacion associazione associacao vereniging verein
    collectif collective colectivo collettivo kollektiv comites coordination confederation federation federacion
    federazione syndicat sindicato union unione gewerkschaft ligue liga league reseau network netzwerk red rete
    netwerk fondation foundation fundacion fondazione stiftung stichting observatoire observatory observatorio
    osservatorio institut institute instituto istituto instituut centre center centro zentrum centrum laboratoire lab
    laboratory universite university universidad universita universitat universiteit ecole school hochschule akademie
    academie academy groupe group grupo gruppo gruppe alliance alianza allianz initiative campaign campagne campana
    kampagne forum movement mouvement movimiento movimento friends amis amigos society societe sociedad gesellschaft
    club front action aktion amnesty international internacional internazionale rights droits derechos diritti
    direitos rechte liberte libertes liberties freedom watch privacy access now witness transparency greenpeace oxfam
    quadrature chaos computer digitale digitales digital digitaal electronic frontier internet open data climate
    earth terre europe european europeen europeenne europaische global world mondial humana human humanos citizens
    citoyens citoyen survivors research project projet proyecto progetto projekt programme program team equipe
    redaction redaktion service services party parti partei partido partito coll inc ltd llc gmbh ag sa sas sarl plc
    corp corporation company compagnie cie press presse news media medias journal magazine zeitung nachrichten times
    post tribune herald gazette guardian express radio television tv studio studios editions verlag publishing
    ministero garante autorita camera senato consiglio regione provincia politecnico procura tribunale presidenza
    autoridade prefeitura assembleia universidade secretaria defensoria defensor defensora procuradoria policia
    instituut autoriteit overheid gemeenteraad inspectie parket rekenkamer ombudsman raad kamer ministerie
    dipartimento section sezione sektion seccion
    magistrat landtag landkreis parquet rectorat academie chancellerie intercommunale agglomeration metropolitan
    constabulary county borough trust unit task taskforce board authority nhs onu uno oecd ocde who oms
    unesco interpol europol
    unicef unhcr unep undp acnur cgt cfdt unef attac msf rsf icrc cicr
    frontex federal national nationale nacional nazionale bureau campaigners coalition coalicion koalition
    inst natl nat dept commn assn assoc univ fed bur ministerial intl
    naciones nacoes nazioni nationen naties gov rapporteur rapporteuse relator relatora
    sonderberichterstatter sonderberichterstatterin
    plateforme plataforma piattaforma plattform inc. maison mission haut high
        """,
    )
)
ARTICLES = frozenset(
    re.findall(r"\S+", "la le les l’ l' un une the a an der die das den el los las il lo gli i o os as de het")
)

_COMPOUND = regex(
    r"\w{3,}(?:amt|aemter|ministerium|verwaltung|rat|verband|verbund|bund|gericht|beauftragte[rn]?|institut|"
    r"kommission|"
    r"zentrale|behorde|gewerkschaft|verein|stiftung|gesellschaft|polizei|anstalt|kammer|dienst|direktion|agentur|"
    r"instituut|commissie|bond|raad|vereniging)(?:e?s)?$"
)
"""German and Dutch write the body's word at the end of a longer one: ``Bundeskartellamt``, ``Ethikrat``."""
JOINER = regex(
    r"\s*;\s*|\s+/\s+|(?<=[^\W\d_]{2})/(?=[A-ZÀ-Þ])|(?<=\.)/(?=[A-ZÀ-Þ])|,?\s*&\s*|"
    r",?\s+(?:et|and|und|y|e|en|og|och)\s+(?!al\b)",
    re.IGNORECASE,
)
"""What stands between two names of a list; a comma is another matter (`names`)."""
_JOINING = (";", "/", "&", " et ", " and ", " und ", " y ", " e ", " en ", " og ", " och ")


@lru_cache(maxsize=8192)
def joined_parts(text: str) -> tuple[str, ...]:
    """Return what stands between the joiners of a list; the text itself when it has none.

    >>> joined_parts("Ada Lovelace et Grace Hopper")
    ('Ada Lovelace', 'Grace Hopper')
    """
    lowered = text.lower()
    if not any(sign in lowered for sign in _JOINING):  # most texts: seeing that costs less than the search
        return (text,)
    return tuple(JOINER.split(text))


_LIST_IN_NAME = regex(
    r"[^,]+,\s(?:(?:de|du|des|d’|d'|of|and|et|für|und)\b|[a-zà-ÿ]{4,}\s(?:et|and|und|y|e|en)\s[a-zà-ÿ]{4,})"
)


@lru_cache(maxsize=8192)
def is_body(text: str, host: str = "") -> bool:
    """Whether a whole text is the name of a body, by its words or because it spells the host of the address."""
    if "," in text and not _LIST_IN_NAME.match(text):
        # Only a list inside one name has commas: Ministère de la Transition écologique, de l’Énergie et du Climat.
        return False
    words = fold(text).replace("’", " ").replace("'", " ").split()
    if not words:
        return False
    if host and len(words) > 1 and squash(text) and squash(text) in squash(host):
        return True
    has_body_word = _has_body_word(words)
    starts_like_body = words[0] in ARTICLES and len(words) > 1 and text[0].isupper()
    if len(joined_parts(text)) == 1:
        return has_body_word or starts_like_body or _has_common_word(text)
    # Ministère de l’Intérieur et des Outre-mer, Big Data and Society: a joiner inside one name.
    first_part = joined_parts(text)[0]
    return (has_body_word or starts_like_body) and (
        is_body_word(words[0]) or words[0] in ARTICLES or not is_person_like(first_part)
    )


def is_body_word(folded: str) -> bool:
    """Whether one folded word says that a name is a body's."""
    return folded in BODY_WORDS or _COMPOUND.match(folded) is not None


@lru_cache(maxsize=8192)
def says_body(text: str) -> bool:
    """Whether a word of the text says that it names a body."""
    return _has_body_word(fold(text).replace("’", " ").replace("'", " ").split())


_LEGAL_FORM = frozenset(("v", "gmbh", "ggmbh", "asbl", "vzw", "onlus", "aisbl"))
"""How registered bodies' names end: ``e. V.``, ``gGmbH``, ``asbl``."""


def _has_body_word(words: list[str]) -> bool:
    if len(words) > 1 and words[-1].replace(".", "") in _LEGAL_FORM | {"ev"}:
        return True
    return any(is_body_word(word.strip(".,()")) for word in words)


def _has_common_word(text: str) -> bool:
    """Whether a lower-case word that is no particle stands in it: persons' names have none."""
    return any(
        word[0].islower() and word.lower() not in PARTICLES and word not in ("et", "and") for word in text.split()
    )


_DIGIT = regex(r"\d")
_NO_SYLLABLE = regex(r"[B-DF-HJ-NP-TV-XZ]{3,}")
"""Three capitals and no vowel: an acronym, for a name can be spoken."""
_NO_NAME = frozenset('«»“”"():!?/&_@#;[]')


_CLOSING_WORDS = frozenset(
    """
    international watch now network alliance coalition institute foundation agency council committee commission
    association union federation society trust group inc ltd center centre office ministry department university
    """.split()  # noqa: SIM905  a list of words is read more easily than fifty strings
)
"""Words that end an English body's name: before ``and`` they say that the name is whole."""


def are_several_bodies(parts: Sequence[str]) -> bool:
    """Whether the parts of a joined name are bodies of their own: ``Syndicat X et Syndicat Y``, ``A Network and B C``.

    In Romance languages a body's noun opens its name, in English it closes it: *Science and Technology Committee* is
    one body, *Privacy International and Homo Digitalis* are two.
    """
    first = fold(parts[0]).split()
    if len(parts) < 2 or not first or not all(part[0].isupper() for part in parts):
        return False
    ends = len(first) > 1 and first[-1].strip("()") in _CLOSING_WORDS and all(len(part.split()) > 1 for part in parts)
    opens = all(is_body_word(fold(part).split()[0]) for part in parts)
    shouted = all(part.isupper() and len(part) > 1 for part in parts)
    return ends or opens or shouted


@lru_cache(maxsize=8192)
def is_person_like(text: str) -> bool:
    """Whether a text has the shape of one person's name: two to six words, all capitals, particles or initials.

    >>> is_person_like("Anne-Sophie de La Motte"), is_person_like("Le Monde"), is_person_like("Technopolice")
    (True, False, False)
    """
    words = text.replace(",", " ").split()
    if not 2 <= len(words) <= 6 or not _NO_NAME.isdisjoint(text) or _DIGIT.search(text):
        return False
    if words[0].lower() in ARTICLES:
        return False
    if any(len(word) > 4 and word[-1] == "." and word[:-1].isalpha() for word in words):
        return False  # the end of a sentence, no initial
    if any(_NO_SYLLABLE.fullmatch(word) for word in words):
        return False  # VRT NWS, BBC Verify
    capitals = 0
    for word in words:
        if word[0].isupper():
            capitals += 1
        elif word.lower() not in PARTICLES and not word.lower().startswith(("d’", "d'")):
            return False
    return capitals >= 2 and not _has_body_word(fold(text).split())
