"""Zotero's own fields as items: what its JSON, CSV and RDF exports have in common. Pure.

Zotero's schema, https://api.zotero.org/schema: names of fields are compared in lower case, without spaces.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from sourcekeeper.model import FieldValue, Item, Name
from sourcekeeper.patterns import regex
from sourcekeeper.reading.lists.entries import edtf, item_of

_TYPES = {
    "artwork": "graphic", "audiorecording": "song", "bill": "bill", "blogpost": "post-weblog", "book": "book",
    "booksection": "chapter", "case": "legal_case", "computerprogram": "software",
    "conferencepaper": "paper-conference", "dataset": "dataset", "dictionaryentry": "entry-dictionary",
    "document": "document", "email": "personal_communication", "encyclopediaarticle": "entry-encyclopedia",
    "film": "motion_picture", "forumpost": "post", "hearing": "hearing", "instantmessage": "personal_communication",
    "interview": "interview", "journalarticle": "article-journal", "letter": "personal_communication",
    "magazinearticle": "article-magazine", "manuscript": "manuscript", "map": "map",
    "newspaperarticle": "article-newspaper", "patent": "patent", "podcast": "broadcast", "preprint": "article",
    "presentation": "speech", "radiobroadcast": "broadcast", "report": "report", "standard": "standard",
    "statute": "legislation", "thesis": "thesis", "tvbroadcast": "broadcast", "videorecording": "motion_picture",
    "webpage": "webpage",
}  # fmt: skip
_CREATORS = {
    "author": "author", "editor": "editor", "translator": "translator", "director": "director",
    "interviewer": "interviewer", "interviewee": "author", "recipient": "recipient",
    "serieseditor": "collection-editor", "bookauthor": "container-author",
    "reviewedauthor": "reviewed-author", "composer": "composer",
    "contributor": "contributor", "castmember": "performer", "performer": "performer", "artist": "author",
    "presenter": "author", "podcaster": "author", "programmer": "author", "inventor": "author", "sponsor": "author",
    "cartographer": "author", "guest": "guest", "scriptwriter": "script-writer", "producer": "producer",
}  # fmt: skip
_TEXTS = (
    ("title", "title", "casename", "nameofact", "subject"),
    ("title-short", "shorttitle"),
    ("container-title", "publicationtitle", "booktitle", "proceedingstitle", "encyclopediatitle", "dictionarytitle",
     "blogtitle", "websitetitle", "forumtitle", "programtitle", "code", "reporter"),
    ("container-title-short", "journalabbreviation"),
    ("collection-title", "series", "seriestitle"),
    ("publisher", "publisher", "institution", "university", "studio", "network", "label", "company", "distributor",
     "repository", "organization"),
    ("publisher-place", "place"),
    ("volume", "volume", "codevolume", "reportervolume"),
    ("issue", "issue"),
    ("number", "reportnumber", "billnumber", "docketnumber", "publiclawnumber", "number", "archiveid", "patentnumber",
     "episodenumber", "documentnumber"),
    ("page", "pages", "codepages", "firstpage"),
    ("number-of-pages", "numpages"),
    ("number-of-volumes", "numberofvolumes"),
    ("edition", "edition"),
    ("version", "versionnumber"),
    ("genre", "genre", "reporttype", "thesistype", "websitetype", "posttype", "manuscripttype", "maptype",
     "presentationtype", "lettertype", "type"),
    ("medium", "medium", "artworkmedium", "interviewmedium", "audiorecordingformat", "videorecordingformat"),
    ("section", "section"),
    ("authority", "court", "legislativebody", "issuingauthority", "committee"),
    ("event-title", "conferencename", "meetingname"),
    ("abstract", "abstractnote"),
    ("archive", "archive"),
    ("archive_location", "archivelocation"),
    ("call-number", "callnumber"),
    ("language", "language"),
    ("DOI", "doi"),
    ("ISBN", "isbn"),
    ("ISSN", "issn"),
    ("URL", "url"),
)  # fmt: skip
_EXTRA_LINE = regex(r"\s*(?P<name>[A-Za-z][A-Za-z -]{1,40}):\s*(?P<value>\S.*)")
_CITATION_KEY = regex(r"(?im)^[ \t]*(?:citation key|bibtex)[ \t]*:[ \t]*(?P<key>[^\s,;{}]{1,200})[ \t\r]*$")


def squashed(name: str) -> str:
    """Return the name of a field in lower case, letters and figures only.

    >>> squashed("Publication Title"), squashed("publicationTitle")
    ('publicationtitle', 'publicationtitle')
    """
    return re.sub(r"[^a-z0-9]+", "", name.lower())


def citation_key_in(extra: str) -> str:
    """Return the cite key that stands on a line of its own in Zotero's field for everything else."""
    found = _CITATION_KEY.search(extra[:10_000])
    return found["key"] if found else ""


def zotero_item(data: Mapping[str, Any]) -> Item:
    """Make an item of Zotero's fields; creators are a list of ``creatorType`` with names, or texts by their role."""
    fields = {squashed(name): str(value) for name, value in data.items() if isinstance(value, str | int | float)}
    kind = squashed(fields.get("itemtype", ""))
    values: dict[str, FieldValue | None] = {
        "type": _TYPES.get(kind, "document"),
        "citation-key": fields.get("citationkey") or fields.get("citekey") or citation_key_in(fields.get("extra", "")),
    }
    values.update(_creators(data.get("creators"), fields))
    for name, *sources in _TEXTS:
        values[name] = next((fields[source] for source in sources if fields.get(source, "").strip()), "")
    values["issued"] = edtf(fields.get("date") or fields.get("dateenacted") or fields.get("datedecided") or "")
    if values["issued"] is None:
        values["issued"] = edtf(fields.get("publicationyear") or fields.get("issuedate") or "")
    if fields.get("url"):
        values["accessed"] = edtf((fields.get("accessdate") or "").partition(" ")[0])
    _put_extra(values, fields.get("extra", ""))
    return item_of(values)


def _put_extra(values: dict[str, FieldValue | None], extra: str) -> None:
    """Take the fields that people write into ``Extra`` for want of their own; the rest is a note."""
    known = {"doi": "DOI", "pmid": "PMID", "pmcid": "PMCID", "isbn": "ISBN", "issn": "ISSN", "arxiv": "number"}
    rest = []
    for line in extra[:10_000].splitlines():
        found = _EXTRA_LINE.match(line)
        name = known.get(squashed(found["name"])) if found else None
        if found and name:
            value = found["value"].rstrip()
            values[name] = values.get(name) or (f"arXiv:{value}" if name == "number" else value)
        elif line.strip() and not _CITATION_KEY.match(line):
            rest.append(line.strip())
    values["note"] = " ; ".join(rest)


def _creators(creators: Any, fields: Mapping[str, str]) -> dict[str, FieldValue]:
    names: dict[str, list[Name]] = {}
    for creator in creators if isinstance(creators, list) else ():
        if isinstance(creator, dict):
            role = _CREATORS.get(squashed(str(creator.get("creatorType", "author"))), "contributor")
            name = _creator(creator)
            if name is not None:
                names.setdefault(role, []).append(name)
    if not names:
        for role in ("author", "editor", "translator", "contributor", "seriesEditor", "interviewer", "director"):
            written = fields.get(squashed(role), "")
            if written.strip():
                names[_CREATORS[squashed(role)]] = list(names_in(written.split(";")))
    return {role: tuple(persons) for role, persons in names.items()}


def _creator(creator: Mapping[str, Any]) -> Name | None:
    family, given = str(creator.get("lastName") or "").strip(), str(creator.get("firstName") or "").strip()
    if family and given:
        return Name(family=family, given=given)
    literal = str(creator.get("name") or "").strip() or family or given
    return Name(literal=literal) if literal else None


def names_in(written: Iterable[str]) -> tuple[Name, ...]:
    """Read names written ``Family, Given``; one without a comma is taken whole.

    >>> names_in(["Lee, Ann", " Ligue des droits "])
    (Name(family='Lee', given='Ann', literal=''), Name(family='', given='', literal='Ligue des droits'))
    """
    names = []
    for each in written:
        family, comma, given = (part.strip() for part in each.partition(","))
        if comma and family and given:
            names.append(Name(family=family, given=given.replace(",", " ").strip()))
        elif family or given:
            names.append(Name(literal=family or given))
    return tuple(names)
