"""Notes as source of SPIP, ``[[…]]`` each, to be put behind the words that call them.

SPIP numbers notes by itself; labels of their own are kept as ``[[<*> …]]``. Links are ``[words->address]``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sourcekeeper.citing.exporters.fitting import fit_text
from sourcekeeper.citing.exporters.latex import plain_url
from sourcekeeper.citing.exporters.notes.pieces import Piece, is_counted, pieces_of
from sourcekeeper.ports import LinkedDocument, LinkedNote

_ESCAPES = str.maketrans({char: f"&#{ord(char)};" for char in "[]{}<>&|~_*@"})
_IN_LABEL = str.maketrans("", "", "<>'\"[]")


class SpipNotesExporter:
    """One note a paragraph, in order; an intertitre before each document where there are several."""

    name = "spip"
    suffix = ".spip"

    def export(self, documents: Iterable[LinkedDocument]) -> Iterator[str]:
        """Yield the notes one by one."""
        several = list(documents)
        for document in several:
            if len(several) > 1:
                yield "{{{" + _escape(fit_text(document.title)) + "}}}\n\n"
            notes = list(document.notes)
            by_itself = is_counted(each.note.number for each in notes) and notes[0].note.number == "1"
            for each in notes:
                yield _note(each, label="" if by_itself else _label(each))


def _note(linked: LinkedNote, label: str) -> str:
    words = "".join(map(_piece, pieces_of(linked)))
    # The space keeps a link at the end from closing the note: "]]]".
    end = " " if words.endswith("]") else ""
    return f"[[{label}{words}{end}]]\n\n"


def _label(linked: LinkedNote) -> str:
    return f"<{fit_text(linked.note.number).translate(_IN_LABEL)}> "


def _piece(piece: Piece) -> str:
    words = _escape(piece.text)
    if piece.copy is not None and piece.original:
        return f"&nbsp;[&#91;{words}&#93;->{_address(piece.url)}]"
    if piece.url:
        return f"[{words}->{_address(piece.url)}]"
    return f"{{{words}}}" if piece.is_emphasised else words


def _address(url: str) -> str:
    """Encode what would end the link."""
    return plain_url(url).replace("[", "%5B").replace("]", "%5D")


def _escape(text: str) -> str:
    """Write what SPIP takes for mark-up as entities; two hyphens are a dash there."""
    return text.translate(_ESCAPES).replace("--", "&#45;&#45;")
