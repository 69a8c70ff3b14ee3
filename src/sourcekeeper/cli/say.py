"""Lines for people: on a terminal folded between words, elsewhere as long as they are, for programs to read."""

from __future__ import annotations

import os
import re
import sys
import unicodedata
from typing import TextIO

import click

INDENT = "      "
"""Before what belongs to the line above."""
_NARROWEST = 20
"""Columns: in less room than this nothing is folded."""
_ROOM_FOR_ANSWER = len(" [y/N]: y")
_PARTS = re.compile(r"( *)((?:[^ ]| (?! ))+)")
_WORDS = re.compile(r"( *)([^ ]+)")


def say(text: str = "", *, err: bool = False) -> None:
    """Print a text for people, on standard output or standard error."""
    stream = sys.stderr if err else sys.stdout
    columns = columns_of(stream)
    click.echo("\n".join(fold(line, columns) for line in text.split("\n")) if columns else text, err=err)


def ask(question: str) -> bool:
    """Ask a person on the terminal for a yes; no answer is a no."""
    return click.confirm(fold(question, columns_of(sys.stderr) - _ROOM_FOR_ANSWER), err=True)


def columns_of(stream: TextIO) -> int:
    """Return how wide the terminal is that a stream leads to; 0 where it leads elsewhere, or nobody knows."""
    try:
        return os.get_terminal_size(stream.fileno()).columns if stream.isatty() else 0
    except (OSError, ValueError):
        return 0


def fold(line: str, columns: int) -> str:
    """Return a line broken between words, what follows set in as far as an indented line, or not at all.

    What stands behind a gap of two blanks goes to a line of its own where it fits whole only there. An address that is
    longer than a line is left whole where it stands, for the terminal to break: so it can be copied and clicked on.

    >>> print(fold("   1  gone  https://example.org/a  (page not found)", 40))
       1  gone  https://example.org/a
          (page not found)
    """
    if columns < _NARROWEST or _width(line) <= columns:
        return line
    indent = INDENT if line.startswith(" ") else ""
    folded, used = "", 0
    for gap, part in _PARTS.findall(line):
        room, needed = columns - len(indent), _width(part)
        if folded.strip() and used + len(gap) + needed > columns and needed <= room:
            folded, used = f"{folded}\n{indent}{part}", len(indent) + needed
        else:
            words, used = _folded(gap + part, used, columns, indent)
            folded += words
    return folded


def _folded(text: str, used: int, columns: int, indent: str) -> tuple[str, int]:
    """Return a text broken between words that begins `used` columns from the left, and where it ends."""
    folded = ""
    for gap, word in _WORDS.findall(text):
        width = _width(word)
        is_full = used > columns or used + len(gap) + width > columns >= len(indent) + width
        if is_full and used > len(indent):
            folded, used = f"{folded}\n{indent}{word}", len(indent) + width
        else:
            folded, used = f"{folded}{gap}{word}", used + len(gap) + width
    return folded, used


def _width(text: str) -> int:
    """Return how many columns a text takes: colours none, an ideograph two."""
    bare = click.unstyle(text)
    return len(bare) if bare.isascii() else sum(map(_columns, bare))


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
