"""The text of a page while it is written, block by block, and the elements it stands in. Pure."""

from __future__ import annotations

from array import array
from itertools import accumulate

from sourcekeeper.reading.html.breaks import BREAK, label_alone, settled
from sourcekeeper.reading.html.item_numbers import Items
from sourcekeeper.reading.html.nodes import Nodes

LONGEST_MARK = 16
"""Characters of a label, its brackets included."""
_MOST_PIECES = 10_000
"""Pieces of text that are made one: half a million short strings take five times their letters."""


class Blocks:
    """What every page needs, whatever its elements mean. `FlowBuilder` writes into it, and knows its parts."""

    # Beyond thirty attributes Python looks each up in a dictionary: a tenth of the time that a page takes.
    __slots__ = (
        "_block_has_text",
        "_blocks",
        "_first_piece",
        "_items",
        "_length",
        "_nodes",
        "_pieces",
        "_texts",
    )

    def __init__(self) -> None:
        self._nodes = Nodes()
        self._items = Items()
        self._texts: list[str] = []
        self._pieces: list[str] = []
        self._length = 0
        self._blocks = array("q", [0])
        self._block_has_text = False
        self._first_piece = 0

    def _whole_text(self) -> str:
        """Return all that was written, and forget it."""
        text = "".join((*self._texts, settled("".join(self._pieces))))
        self._texts.clear()
        return text

    def _new_block(self) -> None:
        """End the current block, in which something stands."""
        pieces, first = self._pieces, self._first_piece
        start = self._blocks[-1]
        if self._length - start <= LONGEST_MARK:
            label = label_alone(pieces[first] if len(pieces) == first + 1 else "".join(pieces[first:]))
            if label is not None:
                self._items.label_block(start, label)
        pieces.append(BREAK)
        self._length += 1
        self._blocks.append(self._length)
        self._block_has_text = False
        if len(pieces) > _MOST_PIECES:
            self._texts.append(settled("".join(pieces)))
            pieces.clear()
        self._first_piece = len(pieces)

    def _take_texts(self, cells: list[str]) -> array[int]:
        """Take the texts of cells into the flow, each a block; return where they start, and what follows.

        To be called where no block has text.
        """
        self._items.pass_over()
        starts = array("q", accumulate([len(text) + 1 for text in cells], initial=self._length))
        self._pieces.append(BREAK.join(cells) + BREAK)
        self._blocks.extend(starts[1:])
        self._length = starts[-1]
        self._first_piece = len(self._pieces)
        if len(cells[-1]) <= LONGEST_MARK and (label := label_alone(cells[-1])) is not None:
            self._items.label_block(starts[-2], label)
        return starts
