"""The CSL type of the work a page shows: what the page says of its kind, then what made it, then ``webpage``. Pure."""

from __future__ import annotations

from sourcekeeper.patterns import regex
from sourcekeeper.web.folding import fold
from sourcekeeper.web.metadata.jsonld import ARTICLE_TYPES, types_of
from sourcekeeper.web.metadata.posts import is_post
from sourcekeeper.web.metadata.reading import Reading, Sure

_WEBLOG_ENGINES = regex(
    r"wordpress|ghost|substack|medium|blogger|dotclear|hugo|jekyll|typepad|movable type|eleventy|pelican|writefreely|"
    r"over-blog|plume|bear blog",
    2,
)
_WEBLOG_HOSTS = regex(
    r"(?:^|\.)(?:substack|medium|wordpress|blogspot|tumblr|over-blog|hypotheses|canalblog|ghost|typepad|mediapart\.fr/blogs)\.|"
    r"^blogs?\."
)
_VIDEO_HOSTS = regex(r"(?:^|\.)(?:youtube|youtu|vimeo|dailymotion|odysee|twitch|arte)\.(?:com|be|tv)$")
_DECLARED = (
    (
        "thesis",
        regex(
            r"\b(?:thes[ie]s|these|tesis|tesi|dissertation|doctoralthesis|masterthesis|bachelorthesis|doktorarbeit|"
            r"proefschrift|memoire|doctoral|habilitation)\b"
        ),
    ),
    (
        "legal_case",
        regex(
            r"\b(?:urteil|beschluss|entscheidung|arret|jugement|judge?ment|sentencia|sentenza|acordao|uitspraak|"
            r"decision de justice|ruling|court decision)\b"
        ),
    ),
    (
        "legislation",
        regex(
            r"\b(?:loi|decret|arrete|ordonnance|gesetz|verordnung|ley|real decreto|legge|decreto|lei|wet|act|"
            r"regulation|directive|legislation|richtlinie)\b"
        ),
    ),
    (
        "report",
        regex(
            r"\b(?:rapport|report|bericht|informe|relatorio|relazione|monograph|workingpaper|working paper|"
            r"technicalreport|project_report|technical_report|policy brief)\b"
        ),
    ),
    (
        "article-journal",
        regex(
            r"\b(?:text\.serial\.journal|journalarticle|journal article|journal|article in (?:a )?journal|"
            r"zeitschriftenartikel|contributiontoperiodical|peer-reviewed article|artigo de revista)\b"
        ),
    ),
    ("chapter", regex(r"\b(?:book_section|bookpart|book chapter|chapter)\b")),
    ("book", regex(r"\b(?:book|livre|buch|libro|livro)\b")),
)
"""Kinds as repositories, courts and ministries write them in ``DC.type`` and ``eprints.type``."""
_LAW_HOSTS = regex(
    r"(?:^|\.)(?:legifrance\.gouv\.fr|eur-lex\.europa\.eu|boe\.es|bcn\.cl|diariodarepublica\.pt|dre\.pt|planalto\.gov\.br|"
    r"in\.gov\.br|gesetze-im-internet\.de|recht\.bund\.de|ris\.bka\.gv\.at|fedlex\.admin\.ch|normattiva\.it|"
    r"gazzettaufficiale\.it|wetten\.overheid\.nl|officielebekendmakingen\.nl|legislation\.gov\.uk|"
    r"irishstatutebook\.ie|ejustice\.just\.fgov\.be|legilux\.public\.lu)$"
)
"""Where states and the Union print their laws."""
_LAW_TITLE = regex(
    r"(?:boe-a-\d{4}-\d+ )?(?:(?:loi|decret|arrete|ordonnance|reglement|directive|ley|real decreto|lei|decreto|"
    r"portaria|legge|d\.?\s?lgs|regolamento|direttiva|gesetz|\w{3,}gesetz|\w*verordnung|richtlinie|wet|besluit|regeling|regulation|"
    r"council (?:regulation|directive)|code|codigo|codice)\b|.{3,120}\b(?:act|regulations|order) (?:19|20)\d\d\b)"
)
"""How they head them, in folded text."""
_ECLI = regex(r"^ECLI:", 2)


def is_wiki(page: Reading) -> bool:
    """Whether MediaWiki made the page: its headline is a description, its site's name the title's tail."""
    return "mediawiki" in page.facts.meta("generator").lower()


def is_video_host(host: str) -> bool:
    """Whether a host is a platform for videos."""
    return _VIDEO_HOSTS.search(host) is not None


_CODE_HOSTS = frozenset({"github.com", "gitlab.com", "codeberg.org", "framagit.org", "bitbucket.org"})
_REPOSITORY_PATH = regex(r"https?://[^/]+/[\w.-]+/[\w.-]+?(?:\.git)?/?(?:[?#].*)?(?:(?:/-)?/(?:tree|src)/.*)?")


def is_repository(url: str) -> bool:
    """Whether an address is that of a repository of code, or of a folder in it: such a page has no day of its own.

    >>> is_repository("https://github.com/lanterne/brume"), is_repository("https://github.com/lanterne/brume/issues/3")
    (True, False)
    """
    host = url.partition("://")[2].partition("/")[0].lower().removeprefix("www.")
    return host in _CODE_HOSTS and _REPOSITORY_PATH.fullmatch(url) is not None


def kind_of(page: Reading) -> Sure:
    """Return the CSL type and how sure it is."""
    facts = page.facts
    if is_post(page):
        return "post", 0.95
    said = _said(page)
    if said:
        return said, 0.95
    if is_wiki(page) and ("wikipedia." in page.host or "pedia" in fold(facts.title)):
        return "entry-encyclopedia", 0.95
    if is_wiki(page):
        return "webpage", 0.7
    kinds = types_of(page.node)
    linked = next((ARTICLE_TYPES[kind] for kind in sorted(kinds) if ARTICLE_TYPES.get(kind)), "")
    if linked and not (linked == "article-newspaper" and _WEBLOG_HOSTS.search(page.host)):
        return linked, 0.9
    shown = fold(facts.meta("og:type"))
    if shown.startswith("video") or is_video_host(page.host):
        return "motion_picture", 0.8
    if shown == "book":
        return "book", 0.8
    if any(name.startswith("eli:") for name in facts.metas) or facts.meta("eli:uri_schema"):
        return "legislation", 0.8
    if _LAW_HOSTS.search(page.host) and _LAW_TITLE.match(fold(facts.heading or facts.title)):
        return "legislation", 0.8
    article = "article" in kinds or shown in {"article", "blog"}
    if _WEBLOG_ENGINES.search(facts.meta("generator")) or _WEBLOG_HOSTS.search(page.host):
        return ("post-weblog", 0.8) if article or linked or facts.times else ("webpage", 0.6)
    dated = facts.meta("article:published_time", "og:article:published_time")
    return ("article-newspaper", 0.6) if article and (dated or facts.bylines) else ("webpage", 0.5)


def _said(page: Reading) -> str:
    """Return what the fields of libraries and courts say; empty when they say nothing."""
    facts = page.facts
    if facts.meta("citation_dissertation_institution", "citation_dissertation_name", "thesis.degree.name"):
        return "thesis"
    if facts.meta("citation_technical_report_institution"):
        return "report"
    if facts.meta("citation_journal_title", "bepress_citation_journal_title"):
        return "article-journal"
    if any(_ECLI.match(one) for one in facts.meta_all("dc.identifier", "ecli")):
        return "legal_case"
    declared = " ".join(
        (*facts.meta_all("dc.type"), *facts.meta_all("eprints.type"), facts.meta("eprints.monograph_type"))
    )
    folded = fold(declared).replace("info:eu-repo/semantics/", "")
    found = next((kind for kind, words in _DECLARED if words.search(folded)), "")
    if found:
        return found
    if folded.endswith("article") and facts.meta("dc.source", "eprints.publication", "prism.publicationname"):
        return "article-journal"
    if facts.meta("citation_inbook_title"):
        return "chapter"
    return "book" if facts.meta("citation_isbn") else ""
