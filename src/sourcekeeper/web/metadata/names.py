"""Names as pages write them, told into persons and bodies. Pure."""

from __future__ import annotations

import re

from sourcekeeper.model import Name
from sourcekeeper.patterns import regex
from sourcekeeper.web.folding import fold, word_set

PARTICLES = word_set(
    "van von vom zu zur zum de du des d der den del della dello dei di da do dos das la las los le el ter ten te",
    "ibn bin bint al ben af av ní nic ó ua uí mac mc st y e i",
)
BODY_WORDS = word_set(
    "association associations collectif ligue ministere ministry ministerium mairie ville conseil council cour",
    "comite committee redaction redaktion newsroom editorial staff team equipe desk agence agency office bureau",
    "institut institute universite university universitat foundation fondation stiftung syndicat union federation",
    "press news international france europe group groupe gmbh inc ltd verein verlag edition editions service",
    "reseau network amnesty observatoire observatory centre center zeitung gazette journal magazine radio",
    "television afp reuters dpa ap ev e.v. efe ansa lusa belga anp sda apa epd kna redaccion redazione redacao",
    "redactie partner partners campagne campaign department departement dipartimento bundes landes regierung",
    "gouvernement government gobierno governo parlement parliament parlamento senat senate senado assemblee",
    "assembly kommission commission comision commissione comissao tribunal gericht court corte prefecture police",
    "polizei policia polizia politie autorite authority autoridad behorde societe society sociedad gesellschaft",
    "initiative bundnis alliance alianza coalition coordination plateforme platform collective kollektiv",
    "colectivo coletivo collettivo movement mouvement movimiento movimento archive archives bibliotheque library",
    "museum musee school ecole college academie akademie company corporation holding studio studios production",
    "productions media medias presse prensa stampa imprensa publishing publishers project projet proyecto",
    "progetto projekt programme program contributeurs contributors redakteure administration verwaltung stadt",
    "gemeinde comune ayuntamiento municipio gemeente chambre chamber camara camera cortes",
)
_ARTICLES = word_set("la le die der das il el")
_NOBODY = regex(
    r"(?:admin(?:istrator|istrateur)?|administrador|webmaster|webmestre|webmeister|root|user|guest|"
    r"super ?(?:user|utilisateur|usuario|utente|utilizador|benutzer|gebruiker|uzytkownik)|"
    r"anonymous|anonyme|unknown|editor|author|"
    r"auteur|wordpress|wp_?admin|admin[_-]\w{1,20}|\w{1,20}[_-]admin|superuser|redacteur|none|"
    r"(?:la |die |de )?(?:redazione|redaktion|redaccion|redacao|redactie)|newsroom|null|undefined|"
    r"test|n/?a|by|par|(?:your |author |my )?name|nom|nombre)"
)
_LEAD_IN = regex(
    r"^(?:(?:written|ecrit|redige|texte|text|story|words|reporting|exclusive|"
    r"report|analysis|propos recueillis|posted|published|publie)\s+)?"
    r"(?:by|par|von|por|di|door|av|af)\s{0,3}:?\s+"
)
_OF_PICTURES = regex(
    r"\s*(?:photo\w*|pictures?|images?|illustrations?|illustrated|illustre|graphics?|video|fotos?|fotografi\w*|bilder|"
    r"illustrazioni|ilustraciones|ilustracoes|zeichnungen)\s{0,3}(?::|(?:by|par|von|por|di|door)\s)"
)
"""``Story by Ann Lee; photographs by Bo Ek``: who made the pictures did not write it (in folded text)."""
_JOB = regex(
    r"\b(?:editor|correspond|korrespondent|corresponsal|corrispondente|reporter|journalis|writer|redact|redakt|periodist|"
    r"giornalist|jornalist|columnist|kolumnist|chroniqu|editorialist|chief|director|directeur|directrice|direktor|"
    r"professor|professeur|profesor|avocat|lawyer|anwalt|abogad|bureau|politics|staff|fellow|research|chercheu|forscher|"
    r"investigador|sociolog|juriste|president|secretar|membre|member|deput|senat|maire|consultant|analyst|charge[e ]|"
    r"responsable|coordinat|ingenieur|maitre de conf|doctorant|phd|lecturer|envoye|special)"
)
_HONORIFIC = regex(
    r"^(?:m\.|mm\.|mmes?\b\.?|mlles?\b\.?|mrs?\b\.?|ms\b\.?|dr\b\.?|drs\b\.?|prof\b\.?|pr\b\.?|herr\b|frau\b|sr\.|sra\b\.?|"
    r"dott\.(?:ssa)?|avv\.|ing\.|dipl\.-ing\.|rev\.|me\b(?=\s[^\W\d_])|mgr\b|sir\b|dame\b|lord\b|hon\.|sen\.|rep\.|"
    r"d\.ª|dª|doutora?\b|madame\b|monsieur\b|messieurs\b|mesdames\b)\s*"
)
"""Before a name and no part of it, in folded text."""
_IN_BRACKETS = regex(r"\s*[(\[](?P<name>[^()\[\]]{2,80})[)\]]\s*$")
_DEGREE = regex(r",?\s+(?:ph\.?d\.?|m\.?d\.?|ll\.?m\.?|esq\.?|mba|m\.?sc\.?)$")
_JOINERS = regex(
    r";|\s&\s|\s(?:and|et|und|y|en)\s(?!(?:des?|du|d['’]|of|the|für|der|dem|del|della|dei)\b)|"
    r"(?<=[^\W\d_]{2}\s)(?<!\sda\s)e\s(?=[^\W\d_a-z][^\W\d_]+\s[^\W\d_])"
)
"""Between two names; not within one: ``Ministère de l'Intérieur et des Outre-mer``."""
_ARTICLE = regex(r"^(?:le|la|les|l'|the|der|die|das|el)\s?(?=[a-z])")
"""Before the name of a body in running text: ``par le collectif …``."""


def read_names(text: str, *, site: str = "") -> tuple[Name, ...]:
    """Read the author, or authors, a line names: ``By Ann Lee and Bo Ek``; nothing for ``admin`` or an address.

    `site` is the site's own name: it is a body when a page gives it as its author.
    """
    line = _without_lead_in(" ".join(text.split()))
    names: list[Name] = []
    for part in _JOINERS.split(line)[:50]:
        if not _OF_PICTURES.match(fold_in_place(part[:60])):
            names += _comma_parts(part, site)
    return tuple(dict.fromkeys(names))


def joins_names(text: str) -> bool:
    """Whether a text has what stands between two names: ``et``, ``&``; a comma alone may turn one name round."""
    return _JOINERS.search(text) is not None


def read_name(text: str, *, site: str = "", body: bool = False) -> Name | None:
    """Read one name; None for what names nobody (``admin``, an e-mail address, a link)."""
    flat = " ".join(text.split())
    inside = _IN_BRACKETS.search(flat)
    if inside:  # Ann Lee (The League); ann@league.example (Ann Lee)
        flat = inside["name"] if "@" in flat[: inside.start()] else flat[: inside.start()].strip() or flat
    flat = _without_lead_in(flat)
    if ours := _OUR.match(fold_in_place(flat[:80])):
        flat = flat[ours.end() :]
    name = without_honorific(flat).strip(" ,;:-–—|·\"'«»")
    name = name if re.search(r"\b[^\W\d_]\.$", name) else name.rstrip(".")
    folded = fold(name)
    if (
        not 2 <= len(name) <= 120
        or "@" in name
        or re.match(r"[ru]/", name)
        or "://" in name
        or "www." in folded
        or _NOBODY.fullmatch(folded)
    ):
        return None
    if not any(character.isalpha() for character in name):
        return None
    if body or is_body(name) or (site and folded == fold(site)):
        return Name(literal=_ARTICLE.sub("", name) if fold(name) != fold(site) else name)
    if name.count(",") == 1:
        family, given = (part.strip() for part in name.split(","))
        return _with_particle(family, given) if family and given else None
    return _split(name)


def without_honorific(name: str) -> str:
    """Return a name less what stands before or after it by courtesy: ``MM.``, ``Dr.``, ``PhD``.

    >>> without_honorific("Prof. Dr. Lea Weiss")
    'Lea Weiss'
    """
    for _ in range(3):
        found = _HONORIFIC.match(fold_in_place(name[:60]))
        if not found or found.end() >= len(name):
            break
        name = name[found.end() :]
    tail = _DEGREE.search(fold_in_place(name[-40:])) if len(name) > 8 else None
    return name[: len(name) - (min(len(name), 40) - tail.start())] if tail else name


_OUR = regex(
    r"^(?:onze|notre|nos|unser(?:e[mnrs]?)?|our|nuestr[oa]|il nostro|la nostra|"
    r"noss[oa]) (?:\w+ )?(?:redacteur|verslaggever|correspondent|"
    r"correspondante?|envoyee? speciale?|journaliste|reporter|korrespondent(?:in|en)?|redakteur(?:in|s)?|"
    r"mitarbeiter(?:in|s)?|"
    r"corresponsal|redactora?|corrispondente|inviat[oa]|enviad[oa](?: especial)?)(?: (?:a|in|en|"
    r"te) \w+)?,?\s+(?=[a-z])"
)
"""``onze redacteur Tijs van Dam``: what papers call those who write for them (in folded text)."""


def is_job(text: str) -> bool:
    """Whether a text says what somebody does rather than who it is: ``political editor``."""
    return bool(_JOB.search(fold(text)))


def names_body(text: str) -> bool:
    """Whether a text begins with a word by which bodies are known: ``Ville de Lieu``, ``Assemblée nationale``."""
    words = re.split(r"[\s'.,-]+", fold(text))
    return bool(words) and words[0] in BODY_WORDS and text[:1].isupper()


def is_body(name: str) -> bool:
    """Whether a name is that of a body rather than of a person."""
    folded = fold(name)
    words = folded.split()
    if (
        words
        and words[0] in {"l", "la", "le", "die", "der", "das", "il", "el"}
        and name[:1].isupper()
        and len(words) == 2
    ):
        return True
    if BODY_WORDS & set(re.split(r"[\s'.,-]+", folded)) or folded.startswith(("the ", "les ")):
        return True
    if re.search(r"\d|\.(?:fr|com|org|net|eu|de|info)\b", folded):
        return True
    parts = [word for word in words if word not in PARTICLES]
    plain = [word for word in name.split() if word[:1].islower() and fold(word) not in PARTICLES]
    return len(parts) > 4 or bool(plain) or len(words) == 1


def _comma_parts(part: str, site: str) -> list[Name]:
    """Read ``A, B, C``: names, ``Family, Given``, or a name and what its owner does."""
    pieces = [piece.strip() for piece in part.split(",") if piece.strip()]
    if len(pieces) == 2 and len(pieces[0].split()) <= 2 and len(pieces[1].split()) <= 2 and " " not in pieces[0]:
        found = [read_name(part, site=site)]
    else:
        kept = [piece for n, piece in enumerate(pieces) if not (n and _JOB.search(fold(piece)))]
        found = [read_name(piece, site=site) for piece in kept]
    return [name for name in found if name]


def fold_in_place(text: str) -> str:
    """Return the folded text where each character keeps its place; those that would not are left as they are."""
    if text.isascii():
        return text.lower()
    folded = fold(text)
    if len(folded) == len(text):
        return folded
    return "".join(folded if len(folded := fold(one)) == 1 else one for one in text)


def _without_lead_in(line: str) -> str:
    found = _LEAD_IN.match(fold_in_place(line[:200]))
    return line[found.end() :] if found else line


def _split(name: str) -> Name:
    """Split a person's name in the order it is written: particles go with the family name."""
    words = [_in_small(word) for word in name.split()] if name.isupper() else name.split()
    shouted = [number for number, word in enumerate(words) if len(word) > 1 and word.isupper() and "." not in word]
    if shouted and len(shouted) < len(words) and shouted[0] == 0:  # MARTIN Louise
        last = max(number for number in shouted if all(n in shouted for n in range(number + 1)))
        return Name(family=" ".join(map(_in_small, words[: last + 1])), given=" ".join(words[last + 1 :]))
    start = len(words) - 1
    if shouted and shouted[-1] == start and len(shouted) < len(words):  # Louise DE LA TOUR
        start = min(n for n in shouted if all(later in shouted for later in range(n, len(words))))
        words[start:] = [_in_small(word) for word in words[start:]]
    while start > 1 and words[start - 1].lower().rstrip("'’.") in PARTICLES:
        start -= 1
    return Name(family=" ".join(words[start:]), given=" ".join(words[:start]))


def _with_particle(family: str, given: str) -> Name:
    """Move a particle that stands after the given name before the family name: ``Berg, Pieter van den``."""
    words = given.split()
    start = len(words)
    while start > 1 and words[start - 1] in PARTICLES:
        start -= 1
    if family.isupper() and len(family) > 2:
        family = " ".join(map(_in_small, family.split()))
    return Name(family=" ".join((*words[start:], family)), given=" ".join(words[:start]))


def _in_small(word: str) -> str:
    return "-".join(
        part.lower() if part.lower() in PARTICLES else part[:1] + part[1:].lower() for part in word.split("-")
    )
