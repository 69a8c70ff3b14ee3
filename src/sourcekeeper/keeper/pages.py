"""What an address says of the work it holds: the registry of its DOI, the page itself, or the page's snapshot.

Asked in that order, the first that says anything counts; a local copy of the page comes last. A wall, an error page
or an empty answer says nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sourcekeeper.archiving.plan import is_private_address
from sourcekeeper.archiving.proof import ProofKind, prove, shown_page
from sourcekeeper.checking.check import check_of
from sourcekeeper.citing.registered import item_of_record
from sourcekeeper.errors import ArchiveError
from sourcekeeper.keeper.documents import trouble_of
from sourcekeeper.model import FetchRequest, Field, Item, Origin, Page, PageKind, Replay, Snapshot, Visit
from sourcekeeper.ports import Archive, Fetcher
from sourcekeeper.web.addresses.mending import is_doi_address
from sourcekeeper.web.encoding import decode_content
from sourcekeeper.web.memento import archive_name

log = logging.getLogger("sourcekeeper.keeper")

HTTP_OK = 200

CSL_TYPE = "application/vnd.citationstyles.csl+json"
"""What Crossref and DataCite answer at doi.org when they are asked for it (DOI content negotiation)."""

MAX_CSL_BYTES = 4 * 1024 * 1024
"""Records of works with thousands of authors have a few hundred kilobytes."""


def said_of_itself(visit: Visit, page: Page | None, max_decoded_bytes: int) -> Item:
    """Return what a visited page, or PDF, says of the work it is; an empty item when it says nothing."""
    if page is None:
        return Item()
    # What shows a text is no PDF, unless what it shows is the inside of one: no need to unpack it once more.
    is_text = page.text and not page.text.startswith("%PDF-")
    if is_text or page.kind is not PageKind.TEXT or page.item.fields:
        return page.item
    body, _ = decode_content(visit.body, visit.header("content-encoding"), max_decoded_bytes)
    return item_of_body(body)


def item_of_body(body: bytes) -> Item:
    """Return what a PDF says of itself; of other files nothing is known."""
    if not body[:1024].lstrip().startswith(b"%PDF-"):
        return Item()
    from sourcekeeper.reading.pdf.work import work_of_pdf  # noqa: PLC0415  who visits no PDF does not wait for it

    return work_of_pdf(body)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPage:
    """What was found at an address."""

    item: Item
    """Empty when nothing there says what it is."""
    snapshot: Snapshot | None = None
    """Where it was read, when the address itself does not show it any more."""
    trouble: str = ""
    """Why the address itself was of no use; empty when it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRoad:
    """Asks an address what it holds."""

    fetcher: Fetcher
    archive: Callable[[], Archive]
    """Made only when a page is dead."""
    now: datetime
    max_bytes: int
    others: Callable[[], Sequence[Archive]] = tuple
    """Archives asked after the main one."""
    copied: Callable[[str], Item] = lambda _url: Item()
    """What the local copy of an address says: asked when neither the page nor the archive is of use."""

    def cite(self, url: str) -> FoundPage:
        """Return the item of an address. Raises nothing for what a network or an archive can do."""
        registered = self._registered(url) if is_doi_address(url) else Item()
        if registered.fields:
            return FoundPage(item=_at(url, registered))
        item, trouble = self._page(url)
        if item.fields or not trouble:
            return FoundPage(item=_at(url, item), trouble="" if item.fields else "the page does not say what it is")
        kept = self._snapshot(url)
        if kept is not None and kept.item.fields:
            return replace(kept, trouble=trouble)
        return FoundPage(item=_at(url, self.copied(url)), trouble=trouble)

    def _visit(self, url: str, *, accept: str = "", max_bytes: int) -> Visit:
        headers = (("Accept", accept),) if accept else ()
        self.fetcher.submit(FetchRequest(url=url, key=url, headers=headers, max_body_bytes=max_bytes))
        return next(iter(self.fetcher.results()))

    def _registered(self, url: str) -> Item:
        """Ask the registry of a DOI for its record."""
        visit = self._visit(url, accept=f"{CSL_TYPE}, application/json;q=0.5", max_bytes=MAX_CSL_BYTES)
        if visit.status != HTTP_OK or "json" not in visit.header("content-type"):
            return Item()
        body, _ = decode_content(visit.body, visit.header("content-encoding"), MAX_CSL_BYTES)
        return item_of_record(body)

    def _page(self, url: str) -> tuple[Item, str]:
        """Read the page; say why when no page came, or what came is a wall or an error."""
        visit = self._visit(url, max_bytes=self.max_bytes)
        trouble = trouble_of(visit)
        if trouble:
            return Item(), trouble
        page = check_of(visit, max_decoded_bytes=self.max_bytes).page
        if page is not None and page.kind is not PageKind.TEXT and not page.item.fields:
            return Item(), f"the server shows a {page.kind.value} page"
        return said_of_itself(visit, page, self.max_bytes), ""

    def _snapshot(self, url: str) -> FoundPage | None:
        """Read the nearest good snapshot of the first archive that has one; None when none has, or can be asked."""
        for archive in (self.archive(), *self.others()):
            try:
                found = self._snapshot_at(archive, url)
            except ArchiveError as error:
                log.info("%s: no snapshot: %s", url, error)
                continue
            if found is not None:
                return found
        return None

    def _snapshot_at(self, archive: Archive, url: str) -> FoundPage | None:
        found = archive.find([url], self.now).get(url)
        if found is None:
            return None
        replays: list[Replay] = []
        proof = prove(found, lambda asked: _kept(replays, archive.replay(asked)), cited=url)
        if proof.kind is not ProofKind.PROVED or proof.shows is not PageKind.TEXT:
            return None
        item = shown_page(replays[-1]).item
        item = item if item.fields else item_of_body(replays[-1].body)
        if is_private_address(found.uri) and archive is not self.archive():
            return FoundPage(item=_at(url, item))  # read in an archive of one's own, which nobody else can open
        return FoundPage(item=_in_archive(_at(url, item), proof.snapshot), snapshot=proof.snapshot)


def _kept(replays: list[Replay], replay: Replay) -> Replay:
    replays.append(replay)
    return replay


def _at(url: str, item: Item) -> Item:
    """Return an item with the address that was asked for: what is cited is what is kept, not where it led."""
    return Item(fields={**item.fields, "URL": Field(value=url, origin=Origin.PAGE)}) if item.fields else item


def _in_archive(item: Item, snapshot: Snapshot) -> Item:
    if not item.fields:
        return item
    kept = {"archive": archive_name(snapshot.archive), "archive_location": snapshot.uri}
    return Item(
        fields={**item.fields, **{name: Field(value=value, origin=Origin.PAGE) for name, value in kept.items()}}
    )
