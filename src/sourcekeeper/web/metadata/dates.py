"""Dates as pages write them, in machine forms and in words, never more precise than what stands there. Pure."""

from __future__ import annotations

import re
from datetime import date
from itertools import islice

from sourcekeeper.model import PartialDate
from sourcekeeper.patterns import regex
from sourcekeeper.web.folding import fold, word_set

_MONTH_NAMES = (
    (
        "january jan januar janner janvier janv enero gennaio janeiro januari gen",
        "february feb februar fevrier fevr fev febrero febbraio fevereiro februari",
        "march mar marz mars marzo marco maart mrz mrt",
        "april apr avril avr abril aprile abr",
        "may mai mayo maggio maio mei mag",
        "june jun juni juin junio giugno junho giu",
        "july jul juli juillet juil julio luglio julho lug",
        "august aug aout agosto augustus ago",
        "september sep sept septembre septiembre setiembre settembre setembro set",
        "october oct oktober octobre octubre ottobre outubro okt ott out",
        "november nov novembre noviembre novembro",
        "december dec dezember decembre diciembre dicembre dezembro desember dez dic",
    ),
    (
        "gener stycznia ledna tammikuuta ianuarie",
        "febrer lutego unora helmikuuta februarie",
        "marts marc marca brezna maaliskuuta martie",
        "kwietnia dubna huhtikuuta aprilie",
        "maj maja maig kvetna toukokuuta",
        "juny czerwca cervna kesakuuta iunie",
        "juliol lipca cervence heinakuuta iulie",
        "agost augusti sierpnia srpna elokuuta",
        "wrzesnia zari syyskuuta septembrie",
        "pazdziernika rijna lokakuuta octombrie",
        "listopada listopadu marraskuuta noiembrie",
        "desembre grudnia prosince joulukuuta decembrie",
    ),
)
"""Of English, German, French, Spanish, Italian, Portuguese and Dutch; then of Catalans, the North and the East."""
_MONTHS = {
    name: number
    for languages in _MONTH_NAMES
    for number, names in enumerate(languages, start=1)
    for name in names.split()
}
_WORD = r"(?P<month>[a-z]{3,12})\.?"
_FORMS = (
    regex(r"(?P<year>\d{4})[-/.](?P<m>\d{1,2})(?:[-/.](?P<day>\d{1,2}))?(?![\d/.-]*\d{3})"),
    regex(r"(?P<year>\d{4})(?P<m>\d{2})(?P<day>\d{2})(?!\d)"),
    regex(rf"(?:[a-z]{{2,10}}\.?,?\s)?(?P<day>\d{{1,2}})(?:er|re|st|nd|rd|th|\.|º|o)?[\s-](?:de\s|of\s)?{_WORD}"
               r",?[\s-](?:de\s|del\s)?(?P<year>\d{4})(?!\d)"),
    regex(rf"(?:[a-z]{{2,10}}\.?,?\s)?{_WORD}\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<year>\d{{4}})(?!\d)"),
    regex(r"(?:[a-z]{2,10}\.?,?\s)?(?P<day>\d{1,2})[./-]\s?(?P<m>\d{1,2})[./-]\s?(?P<year>\d{4})(?!\d)"),
    regex(r"(?P<day>\d{1,2})(?P<mark>[./])(?P<m>\d{1,2})(?P=mark)(?P<short>\d{2})(?![\d./])"),
    regex(rf"{_WORD},?\s(?:de\s)?(?P<year>\d{{4}})(?!\d)"),
    regex(r"(?P<m>\d{1,2})[/.](?P<year>\d{4})(?![\d/.-])"),
    regex(rf"[a-z]{{3}}\s{_WORD}\s(?P<day>\d{{1,2}})\s\d\d:\d\d(?::\d\d)?\s(?:[a-z]{{2,5}}\s)?(?P<year>\d{{4}})(?!\d)"),
    regex(r"(?P<year>\d{4})(?![\d/.-])"),
)  # fmt: skip
_LEAD_IN = regex(
    r"\b(?:publiee?s?|mise? en ligne|parue?|postee?|posted|published|veroffentlicht|erschienen|"
    r"publicad[oa]|pubblicat[oa]|"
    r"gepubliceerd|geplaatst|date de (?:publication|parution|mise en ligne|depot|l'avis)|publication date|"
    r"date published|release date|veroffentlichungsdatum|erscheinungsdatum|publikationsdatum|redige|deposee?|"
    r"depot du rapport|submitted on|released|issued|erstellt|eingestellt|online seit|gepostet|"
    r"(?:presse|medien)(?:mitteilung|information|meldung)(?: (?:nr\.? ?)?[\d/.-]+)?,? vom|"
    r"communique(?: de presse)?(?: n ?[\d-]+)? du|press release|nota de prensa|comunicato stampa|persbericht|"
    r"fecha de publicacion|data (?:di pubblicazione|da publicacao|de publicacao)|publicatiedatum|"
    r"(?:date|datum|data|fecha)(?=\s?:)|"
    r"pubblicazione|publie sur le site le|posto il|creato il|creado el|criado em|enviado por|inserito il|postado em|"
    r"(?:urteil|beschluss|entscheidung) vom|(?:arret|jugement|decision|deliberation|avis|ordonnance) du|"
    r"(?:provvediment[oi]|deliberazione|delibera|parere|resolucion|dictamen|orden|parecer|deliberacao|besluit|advies|"
    r"deliberation|decision|avis|arrete|circulaire|erlass)(?: n\W{0,3}\s?[\d./-]+)? (?:del|de|du|vom|van|of)|"
    r"adoptee?|sentencia de|judgment of)\b"
)
_WORD_START = regex(r"(?<![a-z0-9])[a-z0-9]")
_LEAD_IN_REACH = 60
"""Characters after the lead-in within which the date begins: ``Publié par la rédaction le mardi 3 mars 2020``."""
_CHANGED = regex(
    r"\b(?:modifiee?|(?:derniere )?mis e? ?a jour|mise? a jour|maj|actualisee?|revisee?|revu|updated|modified|revised|"
    r"reviewed|last (?:changed|edited)|edited|aktualisiert|aktualisierung|geandert|stand|letzte anderung|uberarbeitet|"
    r"actualizad[oa]|modificad[oa]|ultima (?:modifica|actualizacion|atualizacao)|aggiornat[oa]|modificat[oa]|"
    r"atualizad[oa]|bijgewerkt|gewijzigd|aangepast|laatst|uppdaterad|opdateret|oppdatert|"
    r"zaktualizowano|consulte|accessed|abgerufen|last visited)\b"
)
_HAPPENING = regex(
    r"\b(?:rendez-?vous|rassemblement|manifestation|reunion|seance|conference a|agenda|jusqu'au|jusqu'a|a partir du|"
    r"du \d{1,2}(?: [a-z]+)? au|des le|prochaine?|inscriptions?|deadline|until|starts?|ends?|from \d|save the date|"
    r"treffpunkt|termin|beginn|bis zum|ab dem|uhr im|salle|place|rue|hall|room|street|platz|strasse|raum|convocatoria|"
    r"hasta el|fino al|dal \d|sala|ate \d|tot en met|vanaf|copyright|all rights|tous droits)\b|©|\(c\)"
)
"""Words by which a date is that of something that takes place, or of a right, rather than of the work."""
_CLOCK = regex(
    r"(?i)(?:,|\bum|\ba|\bat|\balle|\bas|\ba las|\bom|-|–|—|\|)?\s*\d{1,2}\s?(?:[:h.]\s?\d{2}(?::\d{2})?|h|am|pm)"
    r"\s?(?:am|pm|uhr|h|min)?"
    r"(?:\s?\(?(?:gmt|utc|cet|cest|bst|est|edt|pst|pdt|et)\)?)?"
)
_SMALL_WORD = regex(r"(?<![^\W\d_])[^\W\d_]{2,}")
_PARTED = regex(
    r"(?P<mark>^|[|•·–—,;:/>(\[»]|\s-|(?=\s))\s*(?:(?P<word>le|am|on|il|el|em|op|den|du|vom|a)\s)?(?=[a-z0-9])"
)
_LIGHT = word_set(
    "par by von di da por door und and et y e en the le la les der die das in im dans publie posted am on um uhr",
    "le a at min mins minutes minuten lecture read lesezeit minuti lettura lectura leitura leestijd de of del",
    "della",
)
"""Small words that stand in date lines."""
_KIND_AND_MONTH = regex(
    r"(?:(?:rapport|report|bericht|informe|relatorio|relazione|rapporto|etude|study|studie|estudio|estudo|studio|note|"
    r"briefing|policy brief|working paper|dossier|numero|issue|ausgabe|edition|brochure|guide|avis|tribune|"
    r"publication|"
    r"publie en|published|veroffentlicht(?: im)?|publicado en|pubblicato a)[a-z ]{0,24}\s?[,:|•·–—-]?\s*)?"
    r"(?P<month>[a-z]{3,10}\.?,? (?:de )?\d{4})"
)
_MAX_BARE = 110
_MAX_SMALL_WORDS = 3
_EARLIEST = 1500
_SINCE_EPOCH = regex(r"([1-2]\d{9})(?:\d{3})?")
_EPOCH_DAY = date(1970, 1, 1).toordinal()


def read_date(text: str, *, month_first: bool = False) -> PartialDate | None:
    """Read the date a text begins with; None when it begins with none, or with one no calendar has.

    A time of day and its zone are dropped, not applied: the day is the publisher's. `month_first` reads 12/01/2022
    as 1 December, as the United States do.
    """
    folded = fold(text[:200])
    if seconds := _SINCE_EPOCH.fullmatch(folded):
        return _after_epoch(int(seconds[1]))
    found = _matching(folded, month_first)
    return found[0] if found else None


def _after_epoch(seconds: int) -> PartialDate:
    """Return the UTC day of a Unix time."""
    day = date.fromordinal(_EPOCH_DAY + seconds // 86_400)
    return PartialDate(start=(day.year, day.month, day.day))


def _matching(folded: str, month_first: bool) -> tuple[PartialDate, int] | None:
    """Return the date a folded text begins with, and its length."""
    month_first = month_first and not folded[:4].isdigit()  # whoever writes the year first writes the month next
    for form in _FORMS:
        found = form.match(folded)
        if found and (value := _dated(found.groupdict(), month_first)):
            return value, found.end()
    return None


def find_published(text: str, *, month_first: bool = False) -> PartialDate | None:
    """Find the day a short line says it was published on, by words that say so; None for any other line."""
    folded = fold(text[:300])
    changed = _CHANGED.search(folded)
    for lead in islice(_LEAD_IN.finditer(folded), 5):
        if changed and changed.start() < lead.start() and not _day_between(folded, changed.end(), lead.start()):
            return None
        after = folded[lead.end() : changed.start() if changed and changed.start() > lead.end() else None]
        starts = (found.start() for found in _WORD_START.finditer(after[:_LEAD_IN_REACH]))
        found = next((value for start in starts if (value := _day(after[start:], month_first))), None)
        if found:
            return found
    return None


def find_bare(text: str, *, month_first: bool = False) -> PartialDate | None:
    """Find the day in a line that is nothing but a date line: ``Ann Lee — 3 May 2021, 10:15``; else None.

    A line about something that takes place, a changed page or a right gives none, and neither does a sentence.
    """
    flat = " ".join(text[: 2 * _MAX_BARE].split())
    folded = fold(flat)
    if changed := _CHANGED.search(folded):  # 8 July 2021, 19:41 | updated 9 July
        folded = folded[: changed.start()]
        flat = flat[: changed.start()]
    if len(folded) > _MAX_BARE or _HAPPENING.search(folded):
        return None
    for start in _PARTED.finditer(folded):
        is_set_off = bool(start["mark"]) or start.start() == 0
        form = _matching(folded[start.end() :], month_first) if is_set_off or start["word"] else None
        if form is None or len(form[0].start) < 3:
            continue
        value, length = form
        shown = flat if len(flat) == len(folded) else folded
        before, after = shown[: start.start()], _CLOCK.sub(" ", shown[start.end() + length :])
        if len(_small_words(f"{before} | {after}")) > _MAX_SMALL_WORDS or after.rstrip().endswith("."):
            return None
        return value if is_set_off or not _small_words(before) else None
    return None


_DATELINE = regex(
    r"(?P<place>[A-ZÀ-Þ][^\d.;:!?]{1,40}?)(?:,|\s?[–—/(]|\s-)\s?(?:le |den |am |the |a |il |op )?(?=\d|"
    r"[A-ZÀ-Þ][a-zé]{2,8}\.? \d)"
)
_BEHIND_DATELINE = regex(r"\s?(?:[–—/):]|-\s|\([A-Z])")


def find_dateline(text: str, *, month_first: bool = False) -> PartialDate | None:
    """Find the day in the town and day that open a release to the press: ``LEEDS, England – 8 June 2021 – …``."""
    flat = " ".join(text[:200].split())
    lead = _DATELINE.match(flat)
    if lead is None or any(word[0].islower() for word in lead["place"].split() if word[0].isalpha()):
        return None
    form = _matching(fold(flat[lead.end() : lead.end() + 40]), month_first)
    if form is None or len(form[0].start) < 3 or not _BEHIND_DATELINE.match(flat, lead.end() + form[1]):
        return None
    return form[0]


def tells_change(text: str) -> bool:
    """Whether a line tells on which day the page was changed: ``Mis à jour le 12/05/2020``."""
    folded = fold(text[: 2 * _MAX_BARE])
    changed = _CHANGED.search(folded)
    return changed is not None and _YEAR_BEHIND.search(folded, changed.end()) is not None


def is_change(text: str) -> bool:
    """Whether a line tells of a change and of nothing before it."""
    return _CHANGED.match(fold(text[:60]).lstrip("-–—|•·:( ")) is not None


_YEAR_BEHIND = regex(r"(?:19|20)\d\d|\d[./-]\d\d(?!\d)")


def _small_words(text: str) -> list[str]:
    return [word for word in _SMALL_WORD.findall(text) if word.islower() and fold(word) not in _LIGHT]


def find_month(text: str) -> PartialDate | None:
    """Find the month in a line that holds a kind of work, a month and nothing more: ``Report, May 2018``."""
    folded = fold(text[:80])
    if len(text) > 60 or _CHANGED.search(folded) or _HAPPENING.search(folded):
        return None
    found = _KIND_AND_MONTH.fullmatch(folded)
    value = read_date(found["month"]) if found else None
    return value if value and len(value.start) == 2 else None


def _day_between(text: str, start: int, end: int) -> bool:
    return bool(re.search(r"\d{4}", text[start:end]))


def _day(text: str, month_first: bool) -> PartialDate | None:
    value = read_date(text, month_first=month_first)
    return value if value and len(value.start) == 3 else None


def date_in_path(path: str) -> PartialDate | None:
    """Read a day, or a month, out of an address's path: ``/2024/03/21/``, ``/2023/05/``, ``/2024-03-21-title``."""
    found = _IN_PATH.search(path.lower())
    if not found:
        return None
    month = found["m"] if found["m"].isdigit() else str(_MONTHS.get(found["m"], 0))
    return (
        _dated({"year": found["year"], "m": month, "day": found["day"]}, month_first=False) if month != "0" else None
    )


_IN_PATH = regex(r"/(?P<year>(?:19|20)\d\d)[/-](?P<m>\d{2}|[a-z]{3})(?:[/-](?P<day>\d{1,2})(?=[/_.-]|$)|(?=[/_-]|$))")


def _dated(parts: dict[str, str | None], month_first: bool) -> PartialDate | None:
    short = parts.get("short")
    year, day = int(parts.get("year") or f"20{short or '00'}"), int(parts.get("day") or 0)
    month = _MONTHS.get(parts.get("month") or "", 0) if parts.get("month") else int(parts.get("m") or 0)
    if parts.get("month") and not month:
        return None
    if month_first and parts.get("m") and day and day <= 12 and month <= 12:
        month, day = day, month
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return None
    if not _EARLIEST <= year <= 2100 or (year, month, day) == (1970, 1, 1):  # a zero taken for a time
        return None
    if not month:
        return PartialDate(start=(year,))
    return PartialDate(start=(year, month, day) if day else (year, month))
