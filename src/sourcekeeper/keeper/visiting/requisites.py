"""Fetching what pages need to look like themselves, for their local copies: politely, and within bounds.

Each goes into its host's queue behind the pages, as any visit does; what is fetched once in a run serves all pages.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass, field

from sourcekeeper.config import CopySettings
from sourcekeeper.keeper.visiting.copying import Copying
from sourcekeeper.model import FetchRequest, Visit
from sourcekeeper.ports import Fetcher
from sourcekeeper.web.content_coding import decode_content
from sourcekeeper.web.encoding import decode
from sourcekeeper.web.forgotten import page_digest
from sourcekeeper.web.page import form_of
from sourcekeeper.web.requisites import MAX_STYLE_CHARACTERS, requisites_of_page, requisites_of_style

_MARK = "requisite "
"""Before the address in the key of a request; no address has a space."""
_MAX_PAGE_BYTES = 8 * 1024 * 1024
"""Of a page, unpacked, that are looked through."""


@dataclass(slots=True)
class _Room:
    """What may still be fetched for one page."""

    page: str
    count: int
    bytes: int


@dataclass(slots=True)
class Requisites:
    """The images, styles and scripts of one run's pages."""

    fetcher: Fetcher
    copying: Copying
    settings: CopySettings
    timeout_seconds: float
    forgotten: Container[str] = ()
    """Digests of addresses that were forgotten: they do not come back as the picture of a page."""
    _asked: dict[str, _Room] = field(default_factory=dict)

    def want(self, visit: Visit) -> None:
        """Ask for what a page needs that was just kept."""
        if not self.settings.requisites or visit.status is None or not 200 <= visit.status < 300:
            return
        body = _unpacked(visit, _MAX_PAGE_BYTES)
        content_type = visit.header("Content-Type")
        if form_of(body, content_type) != "markup":
            return
        room = _Room(visit.request.url, self.settings.max_requisites, self.settings.max_requisites_bytes)
        markup = decode(body, content_type, markup=True).text
        self._ask(requisites_of_page(markup, visit.final_url), room)

    def is_answer(self, visit: Visit) -> bool:
        """Whether a visit is one for a page."""
        return visit.request.key.startswith(_MARK)

    def answered(self, visit: Visit) -> None:
        """Keep what came; a style may ask for more."""
        room = self._asked[visit.request.key.removeprefix(_MARK)]
        if visit.status is None or len(visit.body) > room.bytes:
            return
        room.bytes -= len(visit.body)
        self.copying.keep_requisite(visit, room.page)
        if visit.status == 200 and visit.header("Content-Type").partition(";")[0].strip().lower() == "text/css":
            style = decode(_unpacked(visit, MAX_STYLE_CHARACTERS), visit.header("Content-Type")).text
            self._ask(requisites_of_style(style, visit.final_url), room)

    def _is_forgotten(self, address: str) -> bool:
        return bool(self.forgotten) and page_digest(address) in self.forgotten

    def _ask(self, addresses: Iterable[str], room: _Room) -> None:
        for address in addresses:
            if room.count <= 0 or room.bytes <= 0:
                return
            if address in self._asked or address == room.page or self._is_forgotten(address):
                continue
            self._asked[address] = room
            room.count -= 1
            self.fetcher.submit(
                FetchRequest(
                    url=address,
                    key=_MARK + address,
                    max_body_bytes=room.bytes,
                    timeout_seconds=self.timeout_seconds,
                )
            )


def _unpacked(visit: Visit, max_bytes: int) -> bytes:
    return decode_content(visit.body, visit.header("Content-Encoding"), max_bytes)[0]
