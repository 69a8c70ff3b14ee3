"""The registry of DOIs: doi.org answers with a record in CSL-JSON when it is asked for one. Pure.

Records are as untidy as those of the real registries: a list for the container, keys that CSL does not know.
"""

from __future__ import annotations

import json
from urllib.parse import unquote

from sourcekeeper.sandbox.exchange import Answer, Request
from sourcekeeper.sandbox.pages import CitedPage

HOSTS = frozenset({"doi.org", "dx.doi.org"})
CSL_TYPE = "application/vnd.citationstyles.csl+json"


def is_asked_for_record(request: Request) -> bool:
    """Whether a request is DOI content negotiation."""
    return request.host in HOSTS and CSL_TYPE in request.header("Accept")


def record(request: Request, page: CitedPage) -> Answer:
    """Return the record of the work at a DOI, from what its complete page says."""
    names = [_name(written) for written in page.author.split("; ") if written]
    date = [int(part) for part in page.date.split("-")]
    content = {
        "DOI": unquote(request.path.lstrip("/")),
        "URL": page.url,
        "author": names,
        "container-title": [page.container],
        "indexed": {"date-parts": [[2024, 1, 1]], "version": "3.9"},
        "issued": {"date-parts": [date]},
        "language": page.language,
        "title": page.title,
        "type": "journal-article",
    }
    return Answer(headers=(("Content-Type", CSL_TYPE),), body=json.dumps(content).encode())


def _name(written: str) -> dict[str, object]:
    given, _, family = written.rpartition(" ")
    return {"given": given, "family": family, "sequence": "first", "affiliation": []}
