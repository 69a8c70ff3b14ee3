"""The templates of wikis that hold or make notes, and how a citation reads. Pure.

Wikipedia's citation templates in English, French, German, Spanish, Italian, Portuguese and Dutch. What is not known
by name is known by its parameters: a template with an address or a title is a citation.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sourcekeeper.reading.languages import words

NOTE_TEMPLATES = words("refn efn efn-ua efn-lr efn-la notetag note #tag:ref ndlr adn")
"""Templates whose first parameter is the text of a note."""
NOTE_GROUPS = {"efn": "lower-alpha", "efn-ua": "upper-alpha", "efn-lr": "lower-roman", "notetag": "note"}
SHORT_TEMPLATES = words("sfn sfnp sfnm harvsp sfn/var")
"""Templates that are a note by themselves: author, year, page."""
AGAIN_TEMPLATES = words("r rf ref")
"""Templates that call notes by name."""
LIST_TEMPLATES = {
    "reflist", "references", "références", "references list", "notelist", "notes", "einzelnachweise", "listaref",
    "reflista", "références nombreuses", "bronvermelding", "referências", "notas",
}  # fmt: skip
"""Templates that print notes, and may hold their texts in ``refs=``."""
HIDDEN = re.compile(
    r"infobox|taxobox|portail|portal|defaultsort|displaytitle|palette|méta|article détaillé|voir |ébauche|stub|"
    r"short description|use (?:dmy|mdy|british|american)|coord|navbox|authority control|normdaten|commons|bandeau|"
    r"autres projets|sister|dead link|lien mort|toter link|citation needed|sources à lier|bar box|admissibilité|"
    r"à sourcer|unreferenced|überarbeiten|persondata|personendaten|semi-protection|pp-|#if|#switch|#invoke|"
    r"templatestyles|(?:main|clear|clr|-|toc|cn|fact|when|who|belege)$"
)
"""Templates that print nothing of the text."""
FIRST_ONLY = words("abréviation abr abbr abréviation discrète tooltip lien refnec référence nécessaire ill formatnum")
LANGUAGE_FIRST = re.compile(r"lang(?:ue)?(?:-\w+)?$|foreign language$|lang\b")
SIGNS = {"!": "|", "=": "=", "'": "'", "nbsp": "\u00a0", "ndash": "–", "mdash": "—", "snd": " –", "spaced ndash": " –",
         "·": "·", "•": "•", "guil": "«", "'s": "’s"}  # fmt: skip
IN_FRONT = {
    "doi": "doi:",
    "arxiv": "arXiv:",
    "hdl": "hdl:",
    "isbn": "ISBN ",
    "issn": "ISSN ",
    "pmid": "PMID ",
    "oclc": "OCLC ",
}
"""What some templates print in front of their value."""
BEHIND = {"s": "e siècle", "s-": "e siècle"}
"""What some templates print behind their value."""
PRINTED_NAME = re.compile(r"\d{1,4}\w{0,4}$|[IVXLC]+(?:er|re|e|ère|ème)$")
_CITATION_NAME = re.compile(
    r"cite\b|cita (?:web|libro|noticia|publicación|news|pubblicazione)|citar (?:web|livro|jornal|periódico)|citeer |"
    r"lien (?:web|vidéo|conférence|arxiv|brisé)|article$|ouvrage|chapitre|internetquelle|literatur$|webquelle|"
    r"webarchive|légifrance|plume"
)

_FIELDS: dict[str, str] = {
    "author": "auteur auteurs author authors autor autore autores auteur1 author1 autor1 auteur-institutionnel "
    "auteur_institutionnel people verfasser",
    "given": "prénom prénom1 first first1 given nombre nome vorname",
    "family": "nom nom1 last last1 surname apellido apellidos cognome nachname sobrenome achternaam",
    "given2": "prénom2 first2",
    "family2": "nom2 last2 auteur2 author2",
    "given3": "prénom3 first3",
    "family3": "nom3 last3 auteur3 author3",
    "chapter": "chapter chapitre titre_chapitre titre-chapitre kapitel contribution entry article",
    "title": "titre title titel título titulo titolo script-title",
    "subtitle": "sous-titre titelerg subtitle",
    "editor": "editor hrsg herausgeber directeur",
    "container": "site website work newspaper journal périodique periodique magazine werk sammelwerk série obra "
    "publicación periódico sitioweb sito encyclopedia encyclopédie revista jornal titre_ouvrage pubblicazione via",
    "place": "lieu location place ort lugar ubicación città local publication-place plaats",
    "publisher": "éditeur editeur publisher verlag editorial editora editore uitgever institution organisation",
    "edition": "édition edition auflage edición",
    "day": "jour",
    "month": "mois month",
    "year": "année year jahr año anno ano",
    "date": "date datum fecha data en_ligne_le publication-date",
    "volume": "volume vol band",
    "issue": "numéro numero issue number nummer num número",
    "page": "page pages passage p pp seite seiten s página páginas pagina pagine at",
    "isbn": "isbn isbn1",
    "doi": "doi",
    "quote": "citation quote zitat cita extrait",
    "accessed": "consulté_le consulté-le accessdate access-date abruf zugriff fechaacceso accesso acessodata "
    "bezochtdatum",
    "url": "url lire_en_ligne lire-en-ligne url_texte texte présentation_en_ligne chapter-url contribution-url "
    "article-url url1 lien online",
    "archive": "archive-url archiveurl archive_url urlarchivo archiv-url archivurl urlarchivio arquivourl archiefurl "
    "archive",
}
_FIELD_OF = {name: field for field, names in _FIELDS.items() for name in names.split()}
_ORDER = tuple(field for field in _FIELDS if field not in {"url", "archive"})
"""As they are printed: the order of the table above, in which titles of chapters come first."""

_BEFORE = {
    "fr": {"volume": "vol. ", "issue": "n° ", "page": "p. ", "accessed": "consulté le ", "isbn": "ISBN "},
    "de": {"volume": "Band ", "issue": "Nr. ", "page": "S. ", "accessed": "abgerufen am ", "isbn": "ISBN "},
    "es": {"volume": "vol. ", "issue": "n.º ", "page": "p. ", "accessed": "consultado el ", "isbn": "ISBN "},
    "it": {"volume": "vol. ", "issue": "n. ", "page": "p. ", "accessed": "consultato il ", "isbn": "ISBN "},
    "pt": {"volume": "v. ", "issue": "n. ", "page": "p. ", "accessed": "consultado em ", "isbn": "ISBN "},
    "nl": {"volume": "vol. ", "issue": "nr. ", "page": "p. ", "accessed": "geraadpleegd op ", "isbn": "ISBN "},
    "en": {"volume": "vol. ", "issue": "no. ", "page": "p. ", "accessed": "retrieved ", "isbn": "ISBN "},
}
_LANGUAGES = {
    "internetquelle": "de", "literatur": "de", "webquelle": "de", "lien": "fr", "ouvrage": "fr", "article": "fr",
    "chapitre": "fr", "citar": "pt", "citeer": "nl", "cita noticia": "es", "cita publicación": "es", "cita news": "it",
    "cita pubblicazione": "it", "cite": "en",
}  # fmt: skip
"""The language of the wiki that a template is one of, by the beginning of its name."""
_QUOTES = {"fr": ("« ", " »"), "de": ("„", "“"), "es": ("«", "»"), "it": ("«", "»")}
_JOINED_BY_SPACE = {"given", "given2", "given3", "day", "month"}
"""Fields after which the next one follows without a comma."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A parameter of a template: its name (a number when it has none) and where its value stands."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A value to be read, with what is printed before and behind it."""

    start: int
    end: int
    before: str = ""
    behind: str = ""
    is_title: bool = False
    is_italic: bool = False
    is_line: bool = False
    """Whether a paragraph ends behind it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationText:
    """How a citation template reads: its pieces in order, and the addresses it gives."""

    pieces: tuple[Piece, ...]
    address: Parameter | None
    archive: Parameter | None


def is_citation(name: str, parameters: Mapping[str, Parameter]) -> bool:
    """Whether a template is a citation: by its name, or because it gives an address or a title."""
    fields = {_FIELD_OF.get(each) for each in parameters}
    if name in {"citation", "quote"} and "title" not in fields:
        return False
    return bool(_CITATION_NAME.match(name) and parameters) or bool({"url", "archive", "title"} & fields)


def citation_text(name: str, parameters: Mapping[str, Parameter], language: str) -> CitationText:
    """Put the parameters of a citation in the order they are printed in; `language` is that of the text."""
    language = next((spoken for start, spoken in _LANGUAGES.items() if name.startswith(start)), language)
    values: dict[str, Parameter] = {}
    for each in parameters.values():
        field = _FIELD_OF.get(each.name)
        if field is not None and each.start < each.end:
            values.setdefault(field, each)
    if "chapter" in values and "title" in values and "container" not in values:
        values["container"], values["title"] = values["title"], values.pop("chapter")
    if "date" in values:
        for field in ("day", "month", "year"):
            values.pop(field, None)
    if "title" not in values and not _CITATION_NAME.match(name):
        return _as_written(parameters, values)
    shown = [field for field in _ORDER if field in values]
    before = _BEFORE.get(language, _BEFORE["en"])
    is_book = bool(re.match(r"ouvrage|cite book|literatur|cita libro|citar livro|citeer boek", name))
    pieces = []
    for index, field in enumerate(shown):
        first, last = _QUOTES.get(language, ("“", "”")) if field == "title" and not is_book else ("", "")
        lead = {"doi": "doi:", "publisher": ""}.get(field, before.get(field, "")) + first
        joined = " " if field in _JOINED_BY_SPACE else ", "
        is_last = index == len(shown) - 1
        pieces.append(
            Piece(
                start=values[field].start,
                end=values[field].end,
                before=lead,
                behind=last + ("" if is_last else joined),
                is_title=field == "title",
                is_italic=field == "container" or (field == "title" and is_book),
            )
        )
    return CitationText(pieces=tuple(pieces), address=values.get("url"), archive=values.get("archive"))


def _as_written(parameters: Mapping[str, Parameter], values: Mapping[str, Parameter]) -> CitationText:
    """Put the parameters of a citation in a language we do not know in the order they are written in."""
    addresses = {values[field].start for field in ("url", "archive") if field in values}
    shown = [each for each in parameters.values() if each.start < each.end and each.start not in addresses]
    pieces = [Piece(start=each.start, end=each.end, behind=", ") for each in shown[:-1]]
    pieces += [Piece(start=each.start, end=each.end) for each in shown[-1:]]
    return CitationText(pieces=tuple(pieces), address=values.get("url"), archive=values.get("archive"))
