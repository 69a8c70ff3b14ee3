"""Names: who is a person, who is a body, and how a list of authors is parted. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sourcekeeper.citing.worksheet import tidy
from sourcekeeper.model import Name
from sourcekeeper.patterns import regex
from sourcekeeper.web.folding import fold, squash

PARTICLES = frozenset(
    re.findall(
        r"\S+",
        """
    de du des d’ d' della del dela di da dal dalla das do dos von vom van der den ten ter te zu zur zum af av el al
    bin ibn ben la le lo y
        """,
    )
)
_BODY_WORDS = frozenset(
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
        """,
    )
)
_ARTICLES = frozenset(
    re.findall(r"\S+", "la le les l’ l' un une the a an der die das den el los las il lo gli i o os as de het")
)
_INITIALS = regex(r"(?:[^\W\d_]\.[\s-]?)+$")
_JOINER = regex(r"\s*;\s*|\s+/\s+|\s+&\s+|,?\s+(?:et|and|und|y|e|en|og|och)\s+(?!al\b)", re.IGNORECASE)
_ET_AL = regex(
    r",?\s*(?:\bet|\band|\bund|\by|\be)?\s*\b(?:al(?:\.|ii\b)|others\b|autres\b|u\. ?a\.|otros\b|altri\b)\s*$",
    re.IGNORECASE,
)
ROLE = regex(
    r"\s*[(\[]\s*(?P<role>dirs?|éds?|eds?|hrsg|hg|coords?|comps?|org|orgs|red|a cura di|sous la direction de|"
    r"herausgeber)\.?\s*[)\]]",
    re.IGNORECASE,
)
_WORD = regex(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Names:
    """A list of authors as read."""

    names: tuple[Name, ...]
    are_persons: bool
    """Whether the first of them is a person."""
    are_editors: bool = False
    has_others: bool = False
    """Whether ``et al.`` stood behind them."""


def read_names(text: str, *, host: str = "", language: str = "", is_outlet: bool = False) -> Names | None:
    """Read a list of authors; None when the text is no name at all (prose, figures).

    `host` helps: a name that spells the site's address is a body. `is_outlet` says that the text is a known medium.
    """
    text = tidy(text)
    role = ROLE.search(text)
    if role:
        text = text[: role.start()] + text[role.end() :]
    others = _ET_AL.search(text)
    if others:
        text = text[: others.start()]
    text = text.strip(" ,;:")
    if not text or not _WORD.search(text) or len(text) > 300:
        return None
    if is_outlet or is_body(text, host):
        return Names((Name(literal=text),), are_persons=False)
    names = tuple(_read_name(part, host, language) for part in _parts(text))
    if any(name is None for name in names):
        return Names((Name(literal=text),), are_persons=False) if _is_short(text) else None
    known = tuple(name for name in names if name is not None)
    return Names(known, bool(known[0].family), are_editors=role is not None, has_others=others is not None)


def is_body(text: str, host: str = "") -> bool:
    """Whether a whole text is the name of a body, by its words or because it spells the host of the address."""
    if "," in text and not re.match(r"[^,]+,\s(?:de|du|des|d’|of|and|et|für|und)\b", text):
        # Only a list inside one name has commas: Ministère de la Transition écologique, de l’Énergie et du Climat.
        return False
    words = fold(text).replace("’", " ").replace("'", " ").split()
    if not words:
        return False
    if host and len(words) > 1 and squash(text) and squash(text) in squash(host):
        return True
    has_body_word = any(word.strip(".,()") in _BODY_WORDS for word in words)
    starts_like_body = words[0] in _ARTICLES and len(words) > 1 and text[0].isupper()
    if not _JOINER.search(text):
        return has_body_word or starts_like_body or _has_common_word(text)
    # Ministère de l’Intérieur et des Outre-mer, Big Data and Society: a joiner inside one name.
    first_part = _JOINER.split(text)[0]
    return (has_body_word or starts_like_body) and (
        words[0] in _BODY_WORDS or words[0] in _ARTICLES or not is_person_like(first_part)
    )


def _has_common_word(text: str) -> bool:
    """Whether a lower-case word that is no particle stands in it: persons' names have none."""
    return any(
        word[0].islower() and word.lower() not in PARTICLES and word not in ("et", "and") for word in text.split()
    )


def is_person_like(text: str) -> bool:
    """Whether a text has the shape of one person's name: two to six words, all capitals, particles or initials.

    >>> is_person_like("Anne-Sophie de La Motte"), is_person_like("Le Monde"), is_person_like("Technopolice")
    (True, False, False)
    """
    words = text.replace(",", " ").split()
    if not 2 <= len(words) <= 6 or any(char.isdigit() for char in text):
        return False
    if words[0].lower() in _ARTICLES or fold(words[0]).strip(".") in _BODY_WORDS:
        return False
    if any(fold(word).strip(".") in _BODY_WORDS for word in words):
        return False
    capitals = 0
    for word in words:
        first = word[0]
        if first.isupper():
            capitals += 1
        elif word.lower() not in PARTICLES and not word.lower().startswith(("d’", "d'")):
            return False
        if any(char in '«»“”"():!?/&' for char in word):
            return False
    return capitals >= 2


def _is_short(text: str) -> bool:
    return len(text.split()) <= 8 and "." not in text[:-1] and text[0].isupper()


def _parts(text: str) -> list[str]:
    parts: list[str] = []
    for joined in _JOINER.split(text):
        parts.extend(_comma_parts(joined.strip(" ,")))
    return [part for part in parts if part]


def _comma_parts(text: str) -> list[str]:
    pieces = [piece.strip() for piece in text.split(",") if piece.strip()]
    if len(pieces) < 2:
        return pieces
    if all(_INITIALS.fullmatch(piece) for piece in pieces[1::2]) and len(pieces) % 2 == 0:
        return [f"{family}, {given}" for family, given in zip(pieces[::2], pieces[1::2], strict=True)]
    is_inverted = len(pieces) == 2 and not is_person_like(pieces[0]) and not is_person_like(pieces[1])
    if is_inverted and len(pieces[1].split()) <= 3 and all(word[0].isupper() for word in pieces[1].split()):
        return [f"{pieces[0]}, {pieces[1]}"]
    return pieces


def _read_name(text: str, host: str, language: str) -> Name | None:
    if "," in text:
        family, given = (piece.strip() for piece in text.split(",", 1))
        return Name(family=_settle_case(family), given=given) if family and given else None
    if is_person_like(text) and not is_body(text, host):
        return _person(text.split(), language)
    if is_body(text, host) or len(text.split()) == 1:
        return Name(literal=text) if text[0].isupper() or text[0].isdigit() or len(text.split()) == 1 else None
    return None


def _person(words: list[str], language: str) -> Name:
    shouted = [_is_shouted(word) for word in words]
    if shouted[0] and not all(shouted):
        count = next(index for index, loud in enumerate(shouted) if not loud)
        return Name(family=_settle_case(" ".join(words[:count])), given=" ".join(words[count:]))
    start = len(words) - 1
    for index, word in enumerate(words[1:-1], 1):
        if word.lower() in PARTICLES and not word.isupper():
            start = index
            break
    else:
        if language in ("es", "pt") and len(words) == 3 and not _INITIALS.fullmatch(words[1]):
            start = 1
        while start > 1 and shouted[start - 1] and shouted[start] and not all(shouted):
            start -= 1
    return Name(family=_settle_case(" ".join(words[start:])), given=" ".join(words[:start]))


def _is_shouted(word: str) -> bool:
    return word.isupper() and len(word) > 1 and not _INITIALS.fullmatch(word)


def _settle_case(family: str) -> str:
    """Write a family name in capitals as a name: ``DE LA MOTTE`` gives ``De La Motte``."""
    if not family.isupper() or len(family) < 3 or "." in family:
        return family
    return re.sub(r"[^\W\d_]+", lambda word: word.group().capitalize(), family)
