"""What a web archive put into a page, and what of the original it covers. Pure.

The Wayback Machine and its kin add a toolbar; archive.today wraps the page in one of its own and says of itself, in
the page's name, when and by whom it was made: that is the capture's, never the work's.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import TYPE_CHECKING

from sourcekeeper.web.memento import ArchivedAddress, parse_archive_address

if TYPE_CHECKING:
    from lxml.etree import _Element

_INSERTED = (
    "//*[@id='wm-ipp-base' or @id='wm-ipp' or @id='wm-ipp-print' or @id='donato' or @id='wm-capinfo' or "
    "@id='_wb_frame_top_banner' or @id='ukwa-banner' or @id='webarchive-toolbar']"
)
_WRAPPED = "//*[@id='HEADER' or @id='SHARE_LONGLINK' or @id='DIVALREADY' or @id='hashtags']"
_CAPTURES_OWN = (
    "og:site_name",
    "og:url",
    "article:published_time",
    "article:modified_time",
    "pubdate",
    "datemodified",
)


def without_insertions(root: _Element, url: str) -> ArchivedAddress | None:
    """Take what the archive inserted off the tree; return the snapshot's address, None for a page of the living web.

    Of archive.today, whose short address does not tell it, the original is read off the page's own links.
    """
    archived = parse_archive_address(url)
    if archived is None:
        return None
    _drop(root, _INSERTED)
    if archived.archive != "archive.ph":
        return archived
    _drop(root, _WRAPPED)
    if archived.original:
        return archived
    for link in islice(root.iter("link"), 100):
        told = parse_archive_address(link.get("href") or "") if link.get("rel") in {"bookmark", "canonical"} else None
        if told and told.original:
            return ArchivedAddress(archived.archive, archived.uri, told.original, told.taken_at)
    return archived


def without_captures_own(
    metas: Mapping[str, tuple[str, ...]], archived: ArchivedAddress
) -> Mapping[str, tuple[str, ...]]:
    """Return the metas of a snapshot less those that describe the capture (archive.today)."""
    if archived.archive != "archive.ph":
        return metas
    return {name: values for name, values in metas.items() if name not in _CAPTURES_OWN}


def _drop(root: _Element, condition: str) -> None:
    found = root.xpath(condition)
    for element in islice(found, 20) if isinstance(found, list) else ():
        if isinstance(element, type(root)) and (parent := element.getparent()) is not None:
            _remove(element, parent)


def _remove(element: _Element, parent: _Element) -> None:
    previous, tail = element.getprevious(), element.tail or ""
    if previous is not None:
        previous.tail = (previous.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)
