"""Notes in an attribute of their call: ``<sup title="Text">1</sup>``, ``data-content="<p>Text</p>"``. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol, cast

from sourcekeeper.patterns import regex
from sourcekeeper.reading.html.elements import NOTE_HINT
from sourcekeeper.reading.languages import words

_TEXTS = (
    "data-footnote-content", "data-footnote-text", "data-note-content", "data-note-text", "data-bigfoot-footnote",
    "data-content", "data-bs-content", "data-tippy-content", "data-tooltip", "data-bs-original-title",
    "data-original-title", "title",
)  # fmt: skip
_POPOVERS = ("data-content", "data-bs-content", "data-tippy-content")
"""Those of them that are believed of any label amid a sentence."""
_CALLS = words("sup a span abbr button")
_SHORTEST = 12
"""Characters of a note: shorter titles say what the click does."""
_MARKUP = regex(r"</?[a-zA-Z]")
ELEMENT = "footnote-note"
"""What such a note stands in once it is in the flow."""


def text_in_attributes(tag: str, attributes: Mapping[str, str], hint: str) -> str:
    """Return the text or the mark-up of a note that an element's attributes hold; empty when there is none."""
    if tag not in _CALLS:
        return ""
    is_note = tag == "sup" or NOTE_HINT.search(hint) is not None
    # A popover says no word of itself before it is touched; a title may say what the click does.
    for name in _TEXTS if is_note else _POPOVERS:
        text = attributes.get(name, "").strip()
        if len(text) >= _SHORTEST:
            return text
    return ""


class Target(Protocol):
    """What takes the events of a page."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element starts."""

    def end(self, tag: str) -> None:
        """An element ends."""

    def data(self, text: str) -> None:
        """Text stands in the page."""


def feed(target: Target, text: str) -> None:
    """Hand the text of an attribute on as an element of the page; mark-up in it is parsed."""
    target.start(ELEMENT, {})
    if _MARKUP.search(text):
        _Fragment(target).read(text)
    else:
        target.data(text)
    target.end(ELEMENT)


class _Fragment:
    """The target for mark-up in an attribute: hands the events on, less the page that the parser puts round it."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self.data = target.data

    def read(self, text: str) -> None:
        from lxml import etree  # noqa: PLC0415  8 ms, for those who read HTML

        parser = etree.HTMLParser(target=cast(Any, self), encoding="utf-8")
        etree.fromstring(f"<span>{text}</span>".encode("utf-8", "replace"), parser)

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag not in _AROUND:
            self._target.start("span" if tag in _PARTS else tag, attributes)

    def end(self, tag: str) -> None:
        if tag not in _AROUND:
            self._target.end("span" if tag in _PARTS else tag)

    def close(self) -> None:
        """The fragment is over."""


_AROUND = words("html body")
_PARTS = words("p div li ul ol blockquote section")
"""Blocks, which would end the paragraph of the call."""
