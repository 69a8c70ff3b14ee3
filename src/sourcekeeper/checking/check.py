"""From a visit to a check: what came, told as facts. Pure."""

from __future__ import annotations

from hashlib import sha256

from sourcekeeper.model import Check, Page, Visit
from sourcekeeper.web.encoding import decode_content
from sourcekeeper.web.fingerprint import fingerprint
from sourcekeeper.web.page import read_page

NOT_MODIFIED = 304


def check_of(visit: Visit, *, max_decoded_bytes: int) -> Check:
    """Tell a visit as facts: status, hops, digest, page and fingerprint of its text.

    A page is read when an answer came, of whatever status: walls and logins answer with any. The body is unpacked to
    `max_decoded_bytes` at the most.
    """
    body, _cut = decode_content(visit.body, visit.header("content-encoding"), max_decoded_bytes)
    page = _page(visit, body)
    return Check(
        url=visit.request.url,
        at=visit.started_at,
        status=visit.status,
        final_url=visit.final_url,
        hops=tuple((hop.url, hop.status) for hop in visit.hops),
        failure=visit.failure,
        failure_text=visit.failure_text,
        content_type=visit.header("content-type"),
        body_digest=f"sha256:{sha256(body).hexdigest()}" if body else "",
        fingerprint=fingerprint(page.text) if page else "",
        page=page,
        headers=visit.hops[-1].headers if visit.hops else (),
    )


def _page(visit: Visit, body: bytes) -> Page | None:
    if visit.status is None or visit.status == NOT_MODIFIED:
        return None
    return read_page(
        body,
        url=visit.final_url,
        status=visit.status,
        content_type=visit.header("content-type"),
        headers=visit.hops[-1].headers,
    )
