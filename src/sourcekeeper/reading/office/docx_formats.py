"""The paragraph of Word that is being read, and its run: what styles and direct formatting come to. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sourcekeeper.reading.office.docx_settings import PLAIN, NoteProperties, Style, Styles, is_on


@dataclass(slots=True)
class Paragraph:
    """A paragraph, and its run."""

    style: Style = PLAIN
    list_id: str | None = None
    list_level: str | None = None
    goes_on: bool = False
    """Whether its mark was deleted: the next paragraph goes on with it."""
    section: NoteProperties | None = None
    """Of the section that ends with this paragraph."""
    italic: bool = False
    hidden: bool = False
    raised: bool = False


OUTSIDE = Paragraph()
"""What stands in no paragraph is formatted like this."""


class Formats:
    """Takes what a part says of how its text looks. `paragraph` is the one that is open, if one is."""

    def __init__(self, styles: Styles) -> None:
        self.paragraph: Paragraph | None = None
        self.in_run = False
        self._styles = styles
        self._in_properties = 0

    # properties of the paragraph

    def open_properties(self) -> None:
        """Properties start, of a paragraph or of a run."""
        self._in_properties += 1

    def close_properties(self) -> None:
        """Properties end."""
        self._in_properties = max(self._in_properties - 1, 0)

    def delete_mark(self) -> None:
        """Something is deleted: between properties outside a run, it is the paragraph's own mark."""
        if self._in_properties and not self.in_run and self.paragraph is not None:
            self.paragraph.goes_on = True

    def name_paragraph_style(self, attributes: Mapping[str, str]) -> None:
        """A ``w:pStyle``."""
        if self.paragraph is None:
            return
        style = self._styles.style(attributes.get("w:val", ""))
        self.paragraph.style = style
        self.paragraph.list_id = self.paragraph.list_id or style.list_id
        self.paragraph.list_level = self.paragraph.list_level or style.list_level

    def name_list(self, attributes: Mapping[str, str]) -> None:
        """A ``w:numId``."""
        if self.paragraph is not None and self._in_properties:
            self.paragraph.list_id = attributes.get("w:val", "")

    def set_level(self, attributes: Mapping[str, str]) -> None:
        """A ``w:ilvl``."""
        if self.paragraph is not None and self._in_properties:
            self.paragraph.list_level = attributes.get("w:val", "")

    # the run

    def open_run(self) -> None:
        """A run starts, formatted as its paragraph is."""
        self.in_run = True
        paragraph = self.paragraph
        if paragraph is not None:
            style = paragraph.style
            paragraph.italic = bool(style.italic)
            paragraph.hidden = bool(style.hidden)
            paragraph.raised = bool(style.raised)

    def close_run(self) -> None:
        """A run ends."""
        if self.paragraph is not None:
            self.paragraph.hidden = bool(self.paragraph.style.hidden)
        self.in_run = False

    def name_run_style(self, attributes: Mapping[str, str]) -> None:
        """A ``w:rStyle``."""
        paragraph = self.paragraph
        if paragraph is None or not self.in_run:
            return
        style = self._styles.style(attributes.get("w:val", ""))
        paragraph.italic = paragraph.italic if style.italic is None else style.italic
        paragraph.hidden = paragraph.hidden if style.hidden is None else style.hidden
        paragraph.raised = paragraph.raised if style.raised is None else style.raised

    def set_italic(self, attributes: Mapping[str, str]) -> None:
        """A ``w:i``."""
        if self.paragraph is not None and self.in_run:
            self.paragraph.italic = is_on(attributes)

    def set_hidden(self, attributes: Mapping[str, str]) -> None:
        """A ``w:vanish``."""
        if self.paragraph is not None and self.in_run:
            self.paragraph.hidden = is_on(attributes)

    def set_vertical(self, attributes: Mapping[str, str]) -> None:
        """A ``w:vertAlign``."""
        if self.paragraph is not None and self.in_run:
            self.paragraph.raised = attributes.get("w:val") == "superscript"

    def set_position(self, attributes: Mapping[str, str]) -> None:
        """A ``w:position``: raised by hand is raised."""
        if self.paragraph is not None and self.in_run and attributes.get("w:val", "").strip("+").isdigit():
            self.paragraph.raised = self.paragraph.raised or attributes["w:val"].strip("+0") != ""
