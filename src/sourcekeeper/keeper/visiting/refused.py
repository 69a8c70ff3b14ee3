"""Asking once more as a browser would, where a page was refused to us and no wall says why. A choice of the user's."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from sourcekeeper.checking.check import ANALYSED_BYTES, check_of
from sourcekeeper.model import Visit
from sourcekeeper.ports import Fetcher

BROWSER = (
    ("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"),
    ("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
    ("Accept-Language", "en-US,en;q=0.5"),
    ("Upgrade-Insecure-Requests", "1"),
)
"""What a browser says of itself."""

_MARK = "browser "
"""Before the key of the second request; no address has a space."""
_REFUSED = 403
_OF_SERVERS = ("403", "forbidden", "denied")
"""In the titles of the pages that servers show by themselves with a refusal."""


@dataclass(slots=True)
class Refused:
    """The refused visits of one run, each asked for once more."""

    fetcher: Fetcher
    _first: dict[str, Visit] = field(default_factory=dict)

    def whole(self, visit: Visit) -> Visit | None:
        """Return the visit that counts: the second one where it got more than a refusal; None while it is asked."""
        if visit.request.key.startswith(_MARK):
            first = self._first.pop(visit.request.key.removeprefix(_MARK))
            is_better = visit.failure is None and visit.status != _REFUSED
            return replace(visit, request=replace(visit.request, key=first.request.key)) if is_better else first
        if not _is_plain_refusal(visit):
            return visit
        key = visit.request.key
        self._first[key] = visit
        self.fetcher.submit(replace(visit.request, key=_MARK + key, headers=BROWSER))
        return None


def is_as_browser(visit: Visit) -> bool:
    """Whether a visit was made with a browser's headers."""
    return visit.request.headers == BROWSER


def _is_plain_refusal(visit: Visit) -> bool:
    """Whether a page is refused without a challenge: those are left alone, whoever sends them ."""
    if visit.status != _REFUSED:
        return False
    page = check_of(visit, max_decoded_bytes=ANALYSED_BYTES).page
    mark = None if page is None else page.mark
    if page is None or mark is None or mark.code.startswith("http-"):
        return True
    is_nobodys = mark.code == "bot-wall" and mark.get("vendor") == "unknown"
    return is_nobodys and any(each in page.title.lower() for each in _OF_SERVERS)
