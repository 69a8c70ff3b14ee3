"""Bylines: lines in which a page says who wrote it, told into persons and bodies. Pure.

A name taken from running text needs more care than one from a field made for it: each word of a person's name begins
with a capital or is a particle, and what follows the names (a job, a day, a section) ends the list.
"""

from __future__ import annotations

from sourcekeeper.model import Name
from sourcekeeper.patterns import regex
from sourcekeeper.web.folding import fold, word_set
from sourcekeeper.web.metadata.names import (
    BODY_WORDS,
    PARTICLES,
    fold_in_place,
    is_body,
    is_job,
    read_name,
    without_honorific,
)

_LEAD_IN = regex(
    r"(?:^|[\s|•·–—,(:>-])(?:(?:written|ecrit|redige|texte|text|propos recueillis|posted|published|publie|article|"
    r"reportage|story|words|reporting|verfasst|geschrieben|escrito|scritto|geschreven|publicado|pubblicato|gepubliceerd|"
    r"veroffentlicht|interview|entretien|enquete|analyse|analysis|opinion|kommentar|kolumne|gastbeitrag|submitted)\s+)?"
    r"(?:(?:by|par|von|por|di|door|av|af)(?:\s?:|(?=\s))|(?:auteurs?(?:\.?e?\.?s?)?|autrices?|authors?|autor(?:in|en|es|a)?|autore|autori|texte?|text|testo|"
    r"texto|redaction|redacteur|redactrice|written by|signature|firma)\s?:)\s*"
)
"""What stands before the names: ``Par``, ``By``, ``Texte :``. Only what names nobody else in such lines."""
_PUBLISHED = regex(
    r"(?:article )?(?:publiee?|mise? en ligne|parue?|posted|published|veroffentlicht|publicad[oa]|pubblicat[oa]|"
    r"gepubliceerd|geplaatst) [^.;|]{0,50}\d{4}[^.;|\w]{0,3}$"
)
"""``Publié le 12 mai 2012`` before ``par …``: such a line names who published it, a body too (in folded text)."""
_PARTS = regex(
    r"\.\s+(?=(?i:posted|published|updated|last updated|publi|mise? en ligne|veröffentlicht|erschienen|pubblicat|"
    r"gepubliceerd|geplaatst|\d{1,2}\b))|"
    r"\s*(?:[;|•·–—/\n]|\s-\s|\s&\s|,|\((?=[^)]*\))|\)|\s(?:and|et|und|y|e|en|avec|with|mit|con|com|met)\s|"
    r"\s(?:le|on|am|il|el|em|op|den|du|à|at)\s(?=[^\W\d_]{0,10}\.?,?\s?\d)|\s(?:in|dans|pour|para|per|for|on)\s(?!['’]t)|"
    r"\s@)\s*"
)
"""Between the names of a byline, and before what follows them: a day, a section, an account."""
_STRONG_BREAK = regex(r"[|•·–—/\n]|\s-\s")
_NO_NAME = word_set(
    "exemple example beispiel ejemplo esempio ailleurs consequent defaut mail email courriel telephone post rss",
    "voie accueil home menu recherche search suche contact partager share teilen imprimer print facebook twitter",
    "whatsapp abonnes abonne lecture read minutes min lire comments commentaires kommentare politique societe",
    "economie culture monde international sport sports opinion opinions tribune debats politics world business",
    "technology tech science news actualites nachrichten panorama wirtschaft politik gesellschaft kultur wissen",
    "netzwelt ausland inland sociedad politica economia cultura deportes cronaca esteri mundo local noticias",
    "samenleving economie buitenland binnenland publie published updated lundi mardi mercredi jeudi vendredi",
    "samedi dimanche monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag",
    "freitag samstag sonntag janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    "january february march april may june july august september october november december photo photos",
    "illustration image video credit credits suivre follow dans in article reportage enquete interview analyse",
    "report rapport communique dossier special exclusif podcast newsletter",
)
_MAX_NAMES = 30


def is_person_like(text: str) -> bool:
    """Whether a text has the shape of a person's name: two to five words, capitals, particles or initials.

    >>> is_person_like("Odile de La Tour"), is_person_like("Politique locale"), is_person_like("Le Journal")
    (True, False, False)
    """
    words = text.split()
    if not 2 <= len(words) <= 6 or len(text) > 60 or any(character.isdigit() for character in text):
        return False
    if is_body(text) or any(fold(word).strip(".") in _NO_NAME for word in words):
        return False
    if any(character in '«»“”"!?()[]{}@#&/:;=_…' for character in text):
        return False
    capitals = sum(word[0].isupper() for word in words)
    plain = [word for word in words if not word[0].isupper() and not _is_particle(word)]
    return capitals >= 2 and not plain and words[-1][0].isupper()


def _is_particle(word: str) -> bool:
    folded = fold(word)
    return folded in PARTICLES or folded.startswith(("d'", "l'"))


def read_byline(line: str, *, site: str = "", named: bool = False) -> tuple[Name, ...]:
    """Return who a line names as its authors; nothing when it is no byline.

    Parameters
    ----------
    line
        One line as it is shown: ``By Ann Lee and Bo Ek, political editors | 3 May 2021``.
    site
        The site's own name: where it stands among the names it is no author.
    named
        Whether the page's mark-up says that the line names its author; else a lead-in must say it, or the
        line must be a name and a day.
    """
    flat = " ".join(line[:300].split())
    lead = _LEAD_IN.search(fold_in_place(flat))
    if lead:
        names = _names(flat[lead.end() :], site)
        if names:
            return names
        is_opened = lead.start() < 2 or _PUBLISHED.match(fold_in_place(flat), 0, lead.start() + 1) is not None
        body = _body_after(flat[lead.end() :]) if named or is_opened else None
        return (body,) if body else ()
    return _inverted(flat) or _names(flat, site) if named else ()


def leading_names(line: str, *, site: str = "") -> tuple[Name, ...]:
    """Return the persons a line begins with; for lines that end in a day, where no lead-in is needed."""
    flat = " ".join(line[:300].split())
    return _inverted(flat) or _names(flat, site)


_INVERTED = regex(r"(?P<family>[^\W\d_][\w'’-]+), (?P<given>[^\W\d_][\w'’-]+(?: [^\W\d_]\.)?)\s*(?=[|•·–—;/(]|$)")


def _inverted(text: str) -> tuple[Name, ...]:
    """Read one name written the other way round: ``Gessner, Maja | 8. November``."""
    found = _INVERTED.match(text)
    if not found or not is_person_like(f"{found['given']} {found['family']}"):
        return ()
    return (Name(family=found["family"], given=found["given"]),)


def _names(text: str, site: str) -> tuple[Name, ...]:
    """Read persons off the start of a text, until something that is neither a name nor a job."""
    found: list[Name] = []
    position = 0
    known_site = fold(site)
    while position < len(text) and len(found) < _MAX_NAMES:
        mark = _PARTS.search(text, position)
        part = text[position : mark.start() if mark else None].strip(" .:'\"")
        position = mark.end() if mark else len(text)
        part = without_honorific(part)
        if not part or (known_site and fold(part) == known_site):
            continue
        if is_person_like(part):
            name = read_name(part)
            if name and name.family and name not in found:
                found.append(name)
        elif (found and not is_job(part)) or (not found and not is_job(part) and not is_body(part)):
            break
    return tuple(found)


def _body_after(text: str) -> Name | None:
    """Return the body a lead-in names: ``par le collectif Quartier libre``; None for anything longer or plainer."""
    part = _STRONG_BREAK.split(text)[0]
    part = part.split(",")[0].strip(" .:")
    folded = fold(part).split()
    if not folded or len(part) > 70 or len(folded) > 9 or set(folded) & _NO_NAME:
        return None
    if not is_body(part) or not any(word[0].isupper() for word in part.split()):
        return None
    if not has_body_word(part):
        return None
    return read_name(part)


def has_body_word(text: str) -> bool:
    """Whether a text holds a word by which bodies are known."""
    return bool(BODY_WORDS & set(fold(text).replace("'", " ").replace("-", " ").split()))
