"""From a visit to a check: what came, told as facts. Pure."""

from __future__ import annotations

from hashlib import sha256
from typing import Protocol

from sourcekeeper.checking.decided import is_of_the_rules
from sourcekeeper.model import Check, Page, Visit
from sourcekeeper.ports import StoredCheck
from sourcekeeper.web.encoding import decode_content
from sourcekeeper.web.fingerprint import fingerprint
from sourcekeeper.web.page import read_page

NOT_MODIFIED = 304

ANALYSED_BYTES = 512 * 1024
"""Of a decoded body: what lies behind is neither judged nor compared, so that a capped visit compares with a whole
one. Title, text and marks begin in the first hundred kilobytes of most pages; head and menus of some take four."""


class PageReader(Protocol):
    """Reads the body of an answer: `web.page.read_page`, or what is as good for the purpose."""

    def __call__(
        self, body: bytes, *, url: str, status: int, content_type: str = "", headers: tuple[tuple[str, str], ...] = ()
    ) -> Page:
        """Return what the page is and shows."""


def check_of(
    visit: Visit, *, max_decoded_bytes: int, last: StoredCheck | None = None, read: PageReader = read_page
) -> Check:
    """Tell a visit as facts: status, hops, digest, page and fingerprint of its text.

    A page is read when an answer came, of whatever status: walls and logins answer with any. Not read again is a body
    that is the one of the `last` check, at the same place: what was made of that still holds. The body is unpacked to
    `max_decoded_bytes` at the most.
    """
    limit = min(max_decoded_bytes, ANALYSED_BYTES)
    body, _cut = decode_content(visit.body, visit.header("content-encoding"), limit)
    digest = f"sha256:{sha256(body).hexdigest()}" if body else ""
    is_known = last is not None and _is_the_same(visit, digest, last)
    page = None if is_known else _page(visit, body, read)
    mark = last.fingerprint if is_known and last is not None else fingerprint(page.text) if page else ""
    return Check(
        url=visit.request.url,
        at=visit.started_at,
        status=visit.status,
        final_url=visit.final_url,
        hops=tuple((hop.url, hop.status) for hop in visit.hops),
        failure=visit.failure,
        failure_text=visit.failure_text,
        content_type=visit.header("content-type"),
        body_digest=digest,
        fingerprint=mark,
        page=page,
        is_known=is_known,
        headers=visit.hops[-1].headers if visit.hops else (),
    )


def _is_the_same(visit: Visit, digest: str, last: StoredCheck) -> bool:
    seen, status = last.observation, visit.status
    if not is_of_the_rules(seen.judgement):
        return False
    is_good = status is not None and 200 <= status < 300 and status == seen.status and last.failure is None
    return is_good and bool(digest) and digest == last.body_digest and visit.final_url == seen.final_url


def _page(visit: Visit, body: bytes, read: PageReader) -> Page | None:
    if visit.status is None or visit.status == NOT_MODIFIED:
        return None
    return read(
        body,
        url=visit.final_url,
        status=visit.status,
        content_type=visit.header("content-type"),
        headers=visit.hops[-1].headers,
    )
