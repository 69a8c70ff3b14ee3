"""Lists of sources in every format, and how they are read."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

import pytest

from sourcekeeper.model import Document
from sourcekeeper.ports import RawDocument, Reader

READERS = {
    "bibtex": ("bib", "BibReader"),
    "csl-json": ("csl_list", "CslJsonReader"),
    "csv": ("csv_list", "CsvReader"),
    "ris": ("ris", "RisReader"),
    "urls": ("url_list", "UrlListReader"),
    "zotero-rdf": ("zotero_rdf", "ZoteroRdfReader"),
}

SAMPLES: dict[str, str] = {
    "bibtex": r"""% exported by hand
@string{seuil = "Les {\'E}ditions du Seuil"}

@book{Roux_1999,
  author = {Jean Roux and {Ligue des droits de l'homme} and von der Leyen, Ursula and others},
  title = {Les machines \& l'{\'E}tat},
  subtitle = "une {\oe}uvre",
  publisher = seuil # " (poche)",
  address = {Paris},
  year = 1999,
  isbn = {978-2-07-036822-8},
}

@online{lee2021,
  author = {Lee, Ann},
  title = {A \emph{first} page},
  date = {2021-05-03},
  url = {https://example.org/a\_b?x=1&y=2},
  urldate = {2022-01-02},
  langid = {english},
}
""",
    "csl-json": """[
  {"id": "Roux_1999", "type": "book", "title": "Les machines", "author": [{"family": "Roux", "given": "Jean"}],
   "issued": {"date-parts": [[1999]]}},
  {"id": "http://zotero.org/users/1/items/ABCD", "citation-key": "lee2021", "type": "webpage", "title": "A first page",
   "URL": "https://example.org/a_b?x=1&y=2", "issued": {"date-parts": [["2021", "5", "3"]]}}
]
""",
    "csv": """Titre;Auteur;Date;Lien
Les machines;Roux, Jean;1999;
"A first page; or a second";Lee, Ann;2021-05-03;https://example.org/a_b?x=1&y=2
""",
    "ris": """TY  - BOOK
AU  - Roux, Jean
TI  - Les machines
PY  - 1999///
SN  - 978-2-07-036822-8
ER  -

TY  - ELEC
ID  - lee2021
AU  - Lee, Ann
T1  - A first page
 that goes on
DA  - 2021/05/03
UR  - https://example.org/a_b;c?x=1&y=2
Y2  - 2022/01/02
ER  -
""",
    "urls": """# My sources

https://example.org/a_b?x=1&y=2
https://example.org/b  # a remark
- www.example.net/c
10.1000/182
""",
    "zotero-rdf": """<rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:z="http://www.zotero.org/namespaces/export#"
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:bib="http://purl.org/net/biblio#"
 xmlns:foaf="http://xmlns.com/foaf/0.1/"
 xmlns:dcterms="http://purl.org/dc/terms/"
 xmlns:prism="http://prismstandard.org/namespaces/1.2/basic/"
 xmlns:vcard="http://nwalsh.com/rdf/vCard#">
    <bib:Article rdf:about="#item_1">
        <z:itemType>journalArticle</z:itemType>
        <dcterms:isPartOf rdf:resource="urn:issn:1234-5678"/>
        <bib:authors><rdf:Seq><rdf:li><foaf:Person><foaf:surname>Lee</foaf:surname><foaf:givenName>Ann</foaf:givenName>
        </foaf:Person></rdf:li></rdf:Seq></bib:authors>
        <dc:title>A first page</dc:title>
        <dc:date>2021-05-03</dc:date>
        <dc:identifier><dcterms:URI><rdf:value>https://example.org/a_b?x=1&amp;y=2</rdf:value></dcterms:URI></dc:identifier>
        <dc:description>Citation Key: lee2021</dc:description>
    </bib:Article>
    <bib:Journal rdf:about="urn:issn:1234-5678">
        <dc:title>The Journal</dc:title><prism:volume>12</prism:volume>
        <dc:identifier>DOI 10.1000/182</dc:identifier>
    </bib:Journal>
    <z:Attachment rdf:about="#item_2"><z:itemType>attachment</z:itemType><dc:title>Snapshot</dc:title></z:Attachment>
    <bib:Book rdf:about="https://example.org/book">
        <z:itemType>book</z:itemType><dc:title>Les machines</dc:title>
        <dc:publisher><foaf:Organization><vcard:adr><vcard:Address><vcard:locality>Paris</vcard:locality></vcard:Address>
        </vcard:adr><foaf:name>Seuil</foaf:name></foaf:Organization></dc:publisher>
    </bib:Book>
    <z:Collection rdf:about="#collection_1"><dc:title>My collection</dc:title></z:Collection>
</rdf:RDF>
""",
}


def reader_of(format: str) -> Reader:
    module, name = READERS[format]
    made: Reader = getattr(import_module(f"sourcekeeper.reading.lists.{module}"), name)()
    return made


@pytest.fixture
def read() -> Callable[..., Document]:
    def read_it(format: str, text: str | bytes | None = None, origin: str = "list") -> Document:
        written = SAMPLES[format] if text is None else text
        data = written if isinstance(written, bytes) else written.encode()
        return reader_of(format).read(RawDocument(origin=origin, data=data))

    return read_it


@pytest.fixture(params=sorted(SAMPLES))
def format(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture
def sample(format: str) -> str:
    return SAMPLES[format]
