"""What to ask of the archive for one capture, besides the page itself. Pure: no clock, no network, no store."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import unquote

from sourcekeeper.model import Capture, CaptureOptions
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
