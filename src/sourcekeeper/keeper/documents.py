"""Where documents come from: files, folders, standard input, addresses."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from sourcekeeper import plugins
from sourcekeeper.errors import DocumentNotFound, DocumentTooLarge, NotReadable
from sourcekeeper.model import FetchFailure, FetchRequest, Reason, Visit
from sourcekeeper.ports import Fetcher, RawDocument, Reader
from sourcekeeper.reading.first_look import likely_formats
from sourcekeeper.reporting.wording import word
from sourcekeeper.web.encoding import decode_content


def is_url(origin: str) -> bool:
    """Whether a document is named by an address."""
    return origin.lower().startswith(("http://", "https://"))


def readers() -> tuple[Reader, ...]:
    """Return every reader there is, plug-ins included."""
    classes, _failed = plugins.load_all("readers")
    return tuple(reader() for reader in classes)


def readers_for(raw: RawDocument, format: str | None = None) -> tuple[Reader, ...]:
    """Return the readers that may be the surest of a document, or the one of a format; others are not loaded."""
    formats = plugins.names("readers")
    if format is not None:
        wanted: tuple[str, ...] = (format,) if format in formats else formats
    else:
        wanted = likely_formats(raw, formats)
    classes, _failed = plugins.load_all("readers", wanted)
    return tuple(reader() for reader in classes)


def expand(origin: str) -> list[str]:
    """Return the canonical origins meant; a folder stands for the documents in it, in order of their names.

    Raises DocumentNotFound when there is none.
    """
    if not origin or origin == "-" or is_url(origin) or not os.path.isdir(origin):
        return [canonical(origin)]
    suffixes = tuple(sorted({suffix for reader in readers() for suffix in reader.suffixes}))
    found = list(_in_folder(Path(origin), suffixes))
    if not found:
        raise DocumentNotFound(origin, "no document in this folder", f"Looked for {' '.join(suffixes)}.")
    return found


def canonical(origin: str) -> str:
    """Return the form by which a document is known for ever: the absolute path, links in it not followed."""
    return origin if not origin or origin == "-" or is_url(origin) else os.path.abspath(origin)


_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,24}", re.I)
_WRITTEN = (".csl.json", ".bib")
"""Endings of what `keep` writes beside a text: a list called like a text is the text's bibliography, no document."""


def _in_folder(folder: Path, suffixes: tuple[str, ...]) -> Iterator[str]:
    found = [
        path
        for path in sorted(folder.rglob("*"))
        if path.name.lower().endswith(suffixes)
        and path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    ]
    texts = {path.with_suffix("") for path in found if not path.name.lower().endswith(_WRITTEN)}
    for path in found:
        written = next((ending for ending in _WRITTEN if path.name.lower().endswith(ending)), "")
        if not written or path.with_name(path.name[: -len(written)]) not in texts:
            yield canonical(str(path))


def load_file(origin: str, max_bytes: int) -> RawDocument:
    """Read a file. Raises DocumentNotFound, DocumentTooLarge or NotReadable."""
    if not origin:
        raise DocumentNotFound("a document without a name", "the name is empty", "Is a variable of the shell not set?")
    try:
        if stat.S_ISDIR(os.stat(origin).st_mode):
            raise IsADirectoryError
        with open(origin, "rb") as file:
            data = file.read(max_bytes + 1)
    except FileNotFoundError as error:
        advice = "An address begins with https://." if _looks_like_address(origin) else "Check the path."
        raise DocumentNotFound(origin, "no such file", advice) from error
    except IsADirectoryError as error:
        raise DocumentNotFound(origin, "it is a folder") from error
    except (OSError, ValueError) as error:
        raise NotReadable(origin, str(getattr(error, "strerror", None) or error)) from error
    if len(data) > max_bytes:
        raise _too_large(origin, max_bytes)
    return RawDocument(origin=origin, data=data)


def _looks_like_address(missing: str) -> bool:
    """Whether the name of a file that is not there may be an address cut short: ``example.org/report``."""
    parts = [part for part in os.path.relpath(missing).split(os.sep) if part]
    return ":" in missing or bool(parts and _HOST.fullmatch(parts[0]) and (len(parts) > 1 or parts[0].count(".") > 1))


def load_url(origin: str, fetcher: Fetcher, max_bytes: int) -> RawDocument:
    """Fetch a document. Raises DocumentNotFound, DocumentTooLarge or NotReadable."""
    fetcher.submit(FetchRequest(url=origin, key=origin, max_body_bytes=max_bytes + 1))
    visit = next(iter(fetcher.results()))
    trouble = trouble_of(visit)
    if trouble:
        is_private = visit.failure is FetchFailure.NOT_ALLOWED
        advice = "Is it meant? Then add --allow-private." if is_private else _BY_HAND
        raise DocumentNotFound(origin, trouble, advice)
    data, cut = decode_content(visit.body, visit.header("content-encoding"), max_bytes)
    if cut and len(data) >= max_bytes:
        raise _too_large(origin, max_bytes)
    content_type = visit.header("content-type")
    return RawDocument(origin=origin, data=data, content_type=content_type, base_url=visit.final_url)


def trouble_of(visit: Visit) -> str:
    """Return in words why a visit brought no page; nothing when it did."""
    if visit.failure is not None:
        return word(Reason.of(f"fetch-{visit.failure.value}"))
    if visit.status is None or not 200 <= visit.status < 300:
        return f"the server answered {visit.status}"
    return ""


_BY_HAND = "Check the address, or save the page in a browser and read that file."


def _too_large(origin: str, max_bytes: int) -> DocumentTooLarge:
    what = f"it is larger than {max_bytes / 1_000_000:.0f} MB"
    return DocumentTooLarge(origin, what, "Raise max_document_bytes in sourcekeeper.toml.")
