"""What to ask of the archive for one capture, besides the page itself. Pure: no clock, no network, no store."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import unquote

from sourcekeeper.model import Capture, CaptureOptions, CaptureState, SnapshotOrigin
from sourcekeeper.patterns import regex


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def options_for(capture: Capture) -> CaptureOptions:
    """Return what to ask of the archive for a capture: what a person wants, and a plain GET for a file.

    A browser, which the archive uses otherwise, shows a PDF in a viewer of its own, or waits until its time is up.
    """
    options = capture.options
    return options if options.force_get or not is_file(capture.source.fetch_key) else replace(options, force_get=True)


_FILE_ENDINGS = _words(
    "pdf ps djvu epub mobi doc docx odt rtf xls xlsx ods ppt pptx odp csv tsv parquet zip gz tgz bz2 xz 7z rar tar "
    "mp3 ogg oga wav flac mp4 m4a m4v webm mov avi bib ris"
)
"""Ends of names that stand for files and never for pages. Pictures are left to the browser, which has no trouble."""

_PAGES_ABOUT_FILES = regex(r"/(?:-/)?blob/|/wiki/|/src/branch/|/viewer\b", re.I)
"""Where a name ends like a file's and the address is a page about it: GitHub, GitLab, MediaWiki, Forgejo, viewers."""


def wanting(capture: Capture, options: CaptureOptions, new_id: Callable[[], str]) -> Capture:
    """Return the capture that has what a person wants: the same one while it was not sent yet, else a new one.

    What is archived already is captured again only for what the archive has of it no more than we: the pages it
    links to, or a picture. A snapshot the text itself cites is never captured.
    """
    if capture.options == options or (capture.snapshot and capture.snapshot.origin is SnapshotOrigin.CITED):
        return capture
    if capture.state in (CaptureState.QUEUED, CaptureState.WITHHELD):
        return replace(capture, options=options)
    if capture.state is not CaptureState.ARCHIVED:
        # One that failed is tried again when its time has come, and then as it is wanted now.
        return replace(capture, options=options) if capture.state.is_settled else capture
    has_picture = capture.snapshot is not None and bool(capture.snapshot.screenshot)
    if not wants_own(options) or (has_picture and not options.outlinks):
        return capture
    return Capture(id=new_id(), source=capture.source, state=CaptureState.QUEUED, options=options)


def wants_own(options: CaptureOptions) -> bool:
    """Whether somebody else's snapshot will not do: it comes without the picture and the linked pages."""
    return options.outlinks or options.screenshot


def is_file(url: str) -> bool:
    """Whether an address is plainly that of a file, by its path.

    >>> [is_file(f"https://example.org/{path}") for path in ("a/Report.PDF?v=2", "a.html", "wiki/Datei:Report.pdf")]
    [True, False, False]
    """
    path = unquote(url.partition("://")[2].partition("#")[0].partition("?")[0])
    folder, slash, name = path.rpartition("/")
    _, dot, ending = name.rpartition(".")
    is_named_so = bool(slash and dot) and ending.lower() in _FILE_ENDINGS
    return is_named_so and not _PAGES_ABOUT_FILES.search(f"{folder}/")
