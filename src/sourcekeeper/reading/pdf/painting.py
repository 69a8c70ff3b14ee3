"""Run the content of a PDF page and collect what it shows.

The graphics state is followed as far as text needs it (ISO 32000-1, 8.4 and 9.3).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from sourcekeeper.reading.pdf.file import PdfFile, PdfPage, attempt, entry, identity, numbers
from sourcekeeper.reading.pdf.fonts import PdfFont, read_font
from sourcekeeper.reading.pdf.looks import Look, evenly, look_of, places
from sourcekeeper.reading.pdf.operators import Name, operators
from sourcekeeper.reading.pdf.pieces import IDENTITY, Matrix, Piece, Shown, multiply, turned

MAX_TOKENS = 16_000_000
"""Tokens run, and bytes of text shown, in one document: what bounds the time, some twenty seconds."""
MAX_PAGE_TOKENS = 1_500_000
_DEEPEST_FORM = 8
_COST_OF_FORM = 100
"""Tokens that drawing a form counts as."""
_MOST_STATES = 200
_PIECES_A_PAGE = 30_000


@dataclass(slots=True)
class _State:
    matrix: Matrix = IDENTITY
    font: PdfFont | None = None
    size: float = 0.0
    char_space: float = 0.0
    word_space: float = 0.0
    scale: float = 1.0
    leading: float = 0.0
    rise: float = 0.0

    def copy(self) -> _State:
        return _State(self.matrix, self.font, self.size, self.char_space, self.word_space, self.scale, self.leading,
                      self.rise)  # fmt: skip


@dataclass(slots=True)
class _Marked:
    """Marked content being shown."""

    is_artifact: bool
    replacement: str | None = None
    is_spoken: bool = False


class PageRunner:
    """Runs pages of one document; the budget of tokens is shared."""

    def __init__(self, file: PdfFile) -> None:
        self._file = file
        self.tokens_left = MAX_TOKENS

    def run(self, page: PdfPage) -> Shown:
        """Return what a page shows, in the order it is painted."""
        tokens = min(MAX_PAGE_TOKENS, self.tokens_left)
        run = _Run(self._file, page.resources, tokens)
        run.content(self._file.content_of(page), page.resources, depth=0)
        self.tokens_left -= tokens - run.tokens_left
        return run.shown


class _Run:
    """One page."""

    def __init__(self, file: PdfFile, resources: Any, tokens: int) -> None:
        self._file = file
        self.shown = Shown()
        self.tokens_left = tokens
        """What may still be run: see `MAX_TOKENS`."""
        self._state = _State()
        self._saved: list[_State] = []
        self._text: Matrix = IDENTITY
        self._line: Matrix = IDENTITY
        self._marked: list[_Marked] = []
        self._resources = resources
        self._fonts: dict[str, PdfFont | None] = {}
        self._looks: dict[Any, Look] = {}
        self._forms: set[Any] = set()
        self._point = (0.0, 0.0)
        self._depth = 0

    def content(self, data: bytes, resources: Any, depth: int) -> None:
        """Run one content stream."""
        before, self._resources, self._depth = self._resources, resources, depth
        fonts, self._fonts = self._fonts, {}
        pieces = self.shown.pieces
        for operator, operands in operators(data, self.tokens_left):
            handler = _HANDLERS.get(operator)
            self.tokens_left -= 1 + len(operands)
            if handler is not None:
                try:  # noqa: SIM105  there are millions
                    handler(self, operands)
                except Exception:  # noqa: BLE001, S110  operands may be of any number and kind
                    pass
            if self.tokens_left <= 0 or len(pieces) > _PIECES_A_PAGE:
                self._file.is_cut = True
                break
        self._resources, self._fonts = before, fonts

    # --- state ----------------------------------------------------------------------------------------------------

    def save(self, _: list[Any]) -> None:
        """``q``."""
        if len(self._saved) < _MOST_STATES:
            self._saved.append(self._state.copy())

    def restore(self, _: list[Any]) -> None:
        """``Q``."""
        if self._saved:
            self._state = self._saved.pop()

    def transform(self, operands: list[Any]) -> None:
        """``cm``."""
        self._state.matrix = multiply(_matrix(operands), self._state.matrix)

    def begin_text(self, _: list[Any]) -> None:
        """``BT``."""
        self._text = self._line = IDENTITY

    def set_font(self, operands: list[Any]) -> None:
        """``Tf``."""
        name = operands[0]
        if name not in self._fonts:
            self._fonts[name] = self._font(name)
        self._state.font = self._fonts[name]
        self._state.size = operands[1]

    def set_char_space(self, operands: list[Any]) -> None:
        """``Tc``."""
        self._state.char_space = operands[0]

    def set_word_space(self, operands: list[Any]) -> None:
        """``Tw``."""
        self._state.word_space = operands[0]

    def set_scale(self, operands: list[Any]) -> None:
        """``Tz``."""
        self._state.scale = operands[0] / 100

    def set_leading(self, operands: list[Any]) -> None:
        """``TL``."""
        self._state.leading = operands[0]

    def set_rise(self, operands: list[Any]) -> None:
        """``Ts``."""
        self._state.rise = operands[0]

    def move(self, operands: list[Any]) -> None:
        """``Td``."""
        a, b, c, d, e, f = self._line
        x, y = operands[0], operands[1]
        self._text = self._line = (a, b, c, d, x * a + y * c + e, x * b + y * d + f)

    def move_with_leading(self, operands: list[Any]) -> None:
        """``TD``."""
        self._state.leading = -operands[1]
        self.move(operands)

    def set_text_matrix(self, operands: list[Any]) -> None:
        """``Tm``."""
        self._text = self._line = _matrix(operands)

    def next_line(self, _: list[Any]) -> None:
        """``T*``."""
        self.move([0.0, -self._state.leading])

    # --- showing --------------------------------------------------------------------------------------------------

    def show(self, operands: list[Any]) -> None:
        """``Tj``."""
        self._show(operands[:1])

    def show_spaced(self, operands: list[Any]) -> None:
        """``TJ``."""
        self._show(operands[0])

    def show_on_next_line(self, operands: list[Any]) -> None:
        """``'``."""
        self.next_line([])
        self._show([operands[0]])

    def show_with_spacing(self, operands: list[Any]) -> None:
        """``"``."""
        self._state.word_space, self._state.char_space = operands[0], operands[1]
        self.show_on_next_line([operands[2]])

    def _show(self, parts: list[Any]) -> None:
        state, font = self._state, self._state.font
        if font is None:
            self.tokens_left -= sum([len(part) for part in parts if isinstance(part, bytes)])
            return
        look, x, y = self._placed(state, font)
        spacing = state.size, state.char_space, state.word_space, state.scale
        offset, begin = 0.0, 0.0
        text = ""
        shown: list[Any] = []
        for part in parts:
            if isinstance(part, bytes):
                self.tokens_left -= len(part)
                if part:
                    begin = begin if shown else offset
                    shown.append(part)
                    letters, width, codes, spaces = font.measured(part)
                    text += letters
                    offset += (width * state.size + codes * state.char_space + spaces * state.word_space) * state.scale
            elif isinstance(part, (int, float)):
                moved = -part / 1000 * state.size * state.scale
                if shown and abs(moved) > look.gap:
                    self._add(look, text, (x, y, begin, offset), partial(places, font, shown, spacing))
                    text, shown = "", []
                elif shown:
                    shown.append(part)
                offset += moved
        if shown:
            self._add(look, text, (x, y, begin, offset), partial(places, font, shown, spacing))
        a, b, c, d, e, f = self._text
        self._text = (a, b, c, d, offset * a + e, offset * b + f)

    def _placed(self, state: _State, font: PdfFont) -> tuple[Look, float, float]:
        """Return how text looks that is shown now, and where it begins."""
        a, b, c, d, e, f = self._text
        g, h, i, j, k, m = state.matrix
        setting = a, b, c, d, g, h, i, j, state.size, font
        look = self._looks.get(setting)
        if look is None:
            whole = multiply((a, b, c, d, 0.0, 0.0), state.matrix)
            look = self._looks[setting] = look_of(whole, state.size, font)
        x, y = e * g + f * i + k, e * h + f * j + m
        if state.rise:
            x, y = x + state.rise * look.across[0], y + state.rise * look.across[1]
        return (look, *turned(x, y, look.turn)) if look.turn else (look, x, y)

    def _add(
        self,
        look: Look,
        text: str,
        place: tuple[float, float, float, float],
        spread: Callable[[float, float, float], list[float]],
    ) -> None:
        x, y, begin, end = place
        marked = self._marked[-1] if self._marked else None
        if marked is not None and marked.replacement is not None:
            text = "" if marked.is_spoken else marked.replacement
            marked.is_spoken = True
            spread = partial(evenly, len(text), end)
        turn, along = look.turn, look.along
        if not text or turn is None:
            return
        # x is where offset 0 stands; every offset counts along the line.
        x0, x1 = x + begin * along, x + end * along
        if abs(x0) < 1e6 and abs(x1) < 1e6 and abs(y) < 1e6:
            is_artifact = marked is not None and marked.is_artifact
            style = look.is_italic, look.is_bold, look.is_typed, turn, is_artifact
            self.shown.pieces.append(Piece(text, x0, x1, y, look.size, spread, (begin, x, along), *style))

    # --- forms and marks ------------------------------------------------------------------------------------------

    def draw(self, operands: list[Any]) -> None:
        """``Do``: a form is run in its own place; images show no text."""
        raw = entry(self._resources, "/XObject")
        reference = raw.raw_get("/" + operands[0]) if isinstance(raw, Mapping) and hasattr(raw, "raw_get") else None
        name = identity(reference)
        form = entry(raw, "/" + operands[0])
        if str(entry(form, "/Subtype")) != "/Form" or self._depth >= _DEEPEST_FORM or name in self._forms:
            return
        self._forms.add(name)
        self.tokens_left -= _COST_OF_FORM
        saved, text, line, depth = self._state.copy(), self._text, self._line, self._depth
        matrix = numbers(entry(form, "/Matrix"), 6)
        if matrix is not None:
            self.transform(list(matrix))
        states = self._saved
        self._saved = []
        self.content(self._file.data_of(form), entry(form, "/Resources") or self._resources, depth + 1)
        self._saved = states
        self._state, self._text, self._line, self._depth = saved, text, line, depth
        self._forms.discard(name)

    def begin_marked(self, operands: list[Any]) -> None:
        """``BMC`` and ``BDC``."""
        within = bool(self._marked) and self._marked[-1].is_artifact
        properties = operands[1] if len(operands) > 1 else None
        if isinstance(properties, Name):
            properties = entry(entry(self._resources, "/Properties"), "/" + properties)
        spoken = None
        if isinstance(properties, Mapping):
            spoken = properties.get("ActualText", properties.get("/ActualText"))
        self._marked.append(_Marked(within or operands[0] == "Artifact", _spoken(spoken)))
        if len(self._marked) > _MOST_STATES:
            self._marked = self._marked[-_MOST_STATES:]

    def end_marked(self, _: list[Any]) -> None:
        """``EMC``."""
        if self._marked:
            self._marked.pop()

    # --- drawn lines ----------------------------------------------------------------------------------------------

    def rectangle(self, operands: list[Any]) -> None:
        """``re``: a thin one is a drawn line."""
        x, y, width, height = operands[:4]
        self._rule((x, y), (x + width, y + height))

    def start_path(self, operands: list[Any]) -> None:
        """``m``."""
        self._point = operands[0], operands[1]

    def line_to(self, operands: list[Any]) -> None:
        """``l``."""
        self._rule(self._point, (operands[0], operands[1]))
        self._point = operands[0], operands[1]

    def _rule(self, first: tuple[float, float], second: tuple[float, float]) -> None:
        a, b, c, d, e, f = self._state.matrix
        ends = [(a * x + c * y + e, b * x + d * y + f) for x, y in (first, second)]
        (x0, y0), (x1, y1) = ends
        if abs(y1 - y0) <= 2.0 and abs(x1 - x0) >= 30 and len(self.shown.rules) < 2000:
            self.shown.rules.append((min(x0, x1), max(x0, x1), (y0 + y1) / 2))

    def _font(self, name: Any) -> PdfFont | None:
        fonts = entry(self._resources, "/Font")
        if not isinstance(fonts, Mapping) or "/" + name not in fonts:
            return None
        reference = fonts.raw_get("/" + name) if hasattr(fonts, "raw_get") else fonts["/" + name]
        key = identity(reference)
        if key not in self._file.fonts:
            dictionary = entry(fonts, "/" + name)
            font = attempt(lambda: read_font(self._file, dictionary), None) if dictionary is not None else None
            self._file.fonts[key] = (font, reference)  # the reference is kept so that its identity stays taken
        found: PdfFont | None = self._file.fonts[key][0]
        return found


_HANDLERS = {
    b"q": _Run.save,
    b"Q": _Run.restore,
    b"cm": _Run.transform,
    b"BT": _Run.begin_text,
    b"Tf": _Run.set_font,
    b"Tc": _Run.set_char_space,
    b"Tw": _Run.set_word_space,
    b"Tz": _Run.set_scale,
    b"TL": _Run.set_leading,
    b"Ts": _Run.set_rise,
    b"Td": _Run.move,
    b"TD": _Run.move_with_leading,
    b"Tm": _Run.set_text_matrix,
    b"T*": _Run.next_line,
    b"Tj": _Run.show,
    b"TJ": _Run.show_spaced,
    b"'": _Run.show_on_next_line,
    b'"': _Run.show_with_spacing,
    b"Do": _Run.draw,
    b"BMC": _Run.begin_marked,
    b"BDC": _Run.begin_marked,
    b"EMC": _Run.end_marked,
    b"re": _Run.rectangle,
    b"m": _Run.start_path,
    b"l": _Run.line_to,
}


def _matrix(operands: list[Any]) -> Matrix:
    a, b, c, d, e, f = (float(one) for one in operands[-6:])
    return a, b, c, d, e, f


def _spoken(text: Any) -> str | None:
    if isinstance(text, bytes):
        if text.startswith(b"\xfe\xff"):
            return text[2:].decode("utf-16-be", "ignore")
        return text[3:].decode("utf-8", "ignore") if text.startswith(b"\xef\xbb\xbf") else text.decode("latin-1")
    return text if isinstance(text, str) else None
