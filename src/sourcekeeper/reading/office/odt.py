"""Read OpenDocument texts, zipped (ODT) or flat (FODT): their notes stand in place, with the numbers they show."""

from __future__ import annotations

from collections.abc import Mapping

from sourcekeeper.errors import NotReadable
from sourcekeeper.model import Document, Problem, Reason
from sourcekeeper.ports import RawDocument
from sourcekeeper.reading.front_matter import day_in
from sourcekeeper.reading.office.odt_styles import PREFIXES, OdtMeta, OdtStyles
from sourcekeeper.reading.office.odt_text import OdtText
from sourcekeeper.reading.office.stories import About, as_document
from sourcekeeper.reading.office.word_fields import custom_properties
from sourcekeeper.reading.office.xml_parse import Shortened, XmlTarget, parse_into
from sourcekeeper.reading.office.zipped import Package, declared_type, is_zip
from sourcekeeper.reading.opening import refuse_binary

_TEXT = "application/vnd.oasis.opendocument.text"
_CONTENT = "content.xml"
_FLAT = b"<office:document"
_NAMESPACE = b"urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_SAMPLE_BYTES = 8_192


class OdtReader:
    """Reads OpenDocument texts; places are element paths within a part: ``content.xml#/office:…/text:note[1]``."""

    name = "odt"
    suffixes = (".odt", ".ott", ".fodt")
    media_types = (_TEXT,)

    def recognise(self, raw: RawDocument) -> float:
        """Return how sure the content is OpenDocument: by its declared type, else by its parts or root element."""
        if is_zip(raw.data):
            declared = declared_type(raw.data)
            if declared:
                return 1.0 if declared.startswith(_TEXT) else 0.0
            return 0.6 if _CONTENT.encode() in raw.data and b"META-INF/manifest.xml" in raw.data else 0.0
        sample = raw.data[:_SAMPLE_BYTES]
        return 0.97 if _FLAT in sample and _NAMESPACE in sample else 0.0

    def read(self, raw: RawDocument) -> Document:
        """Read the document. Raises NotReadable when it is encrypted, broken or no OpenDocument text."""
        if is_zip(raw.data):
            return _Odt(raw, Package(raw)).document()
        refuse_binary(raw)
        if _FLAT not in raw.data[:_SAMPLE_BYTES]:
            raise NotReadable(raw.origin, "it is not an OpenDocument text", "Leave out --format.")
        return _Odt(raw, None).document()


class _Odt:
    """One reading: of a package, or of a flat document."""

    def __init__(self, raw: RawDocument, package: Package | None) -> None:
        self._raw = raw
        self._package = package
        self._styles = OdtStyles()
        self._meta = OdtMeta()
        self._problems: list[Problem] = []

    def document(self) -> Document:
        """Read all parts."""
        package = self._package
        if package is None:
            # Flat: what stands beside the text stands before it.
            text = OdtText("", self._styles, self._meta, {})
            self._send(self._raw.data, "document", text.walk)
        else:
            self._refuse_encrypted(package)
            for part, events in (("styles.xml", self._styles), ("meta.xml", self._meta)):
                self._send(package.read(part), part, Shortened(events, PREFIXES))
            text = OdtText(_CONTENT, self._styles, None, self._custom())
            content = package.read(_CONTENT)
            if content is None:
                raise NotReadable(self._raw.origin, f"it is not an OpenDocument text (no {_CONTENT} that can be read)")
            self._send(content, _CONTENT, text.walk)
        text.finish()
        problems = [*(package.problems if package is not None else ()), *self._problems]
        if problems and not any(story.length for story in text.body):
            raise NotReadable(self._raw.origin, "its text is damaged", "Open and save it anew.")
        return as_document(self._raw, OdtReader.name, text.body, text.notes, self._about(text), problems)

    def _send(self, data: bytes | None, part: str, target: XmlTarget) -> None:
        for code in parse_into(target, data) if data is not None else ():
            self._problems.append(Problem(reason=Reason.of(code, part=part)))

    def _refuse_encrypted(self, package: Package) -> None:
        manifest = package.read("META-INF/manifest.xml") or b""
        if b"encryption-data" in manifest or b"encrypted-package" in manifest:
            raise NotReadable(
                self._raw.origin, "it is encrypted with a password", "Save it without one and read that."
            )

    def _custom(self) -> Mapping[str, str]:
        return custom_properties(self._meta.pairs)

    def _about(self, text: OdtText) -> About:
        values = self._meta.values
        days = [day_in(values.get(name)) for name in ("user:date", "dc:date", "meta:creation-date")]
        return About(
            titles=[values.get("dc:title"), *text.titles, *text.headings],
            languages=[values.get("dc:language"), self._styles.language],
            days=days,
        )
