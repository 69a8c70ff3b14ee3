"""Where results and messages go: standard output, a file that appears whole or not at all, standard error."""

from __future__ import annotations

import contextlib
import json
import os
import re
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from sourcekeeper.cli.plain import plain, told
from sourcekeeper.cli.say import say
from sourcekeeper.errors import OutputError, SourcekeeperError, UsageError

_HALF_CHARACTER = re.compile("[\ud800-\udfff]")


def print_json(content: Any) -> None:
    """Print one JSON document."""
    click.echo(as_json_text(content, indent=2))


def print_line(content: Any) -> None:
    """Print one JSON line, at once. Raises KeyboardInterrupt when nobody reads on: the work may end too."""
    try:
        click.echo(as_json_text(content))
    except BrokenPipeError as error:
        raise KeyboardInterrupt from error


def as_json_text(content: Any, indent: int | None = None) -> str:
    """Return JSON that is UTF-8 whatever it holds: bytes of file names that are none become escapes."""
    text = json.dumps(content, ensure_ascii=False, indent=indent)
    return _HALF_CHARACTER.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def warn(message: str | SourcekeeperError) -> None:
    """Say something on standard error, as one line, or as an error wants it."""
    text = plain(message) if isinstance(message, str) else told(message)
    say(f"sourcekeeper: {text}", err=True)


def write_file(path: str | Path, pieces: Iterable[str]) -> None:
    """Write a text file atomically: a reader sees the old one or the whole new one. Raises OutputError.

    A link stays a link, and what is no file (a device, a pipe) is written to, never replaced.
    """
    try:
        mode = _mode_of(path)
        if mode is not None and not stat.S_ISREG(mode):
            with open(path, "w", encoding="utf-8", errors="replace", newline="") as file:
                file.writelines(pieces)
        else:
            usual = _mode_of_new_files() if mode is None else stat.S_IMODE(mode)
            _replace(Path(os.path.realpath(path)), pieces, usual)
    except (OSError, ValueError) as error:  # a ValueError for a name that this system cannot write
        raise OutputError(
            f"cannot write {path}: {getattr(error, 'strerror', None) or error}",
            "Nothing was written; check the folder and the disk.",
        ) from error


def refuse_to_replace(path: str, precious: Iterable[str]) -> None:
    """Raise UsageError where a file to be written is one of those a command reads from: its store, a text."""
    for each in precious:
        if os.path.exists(path) and os.path.exists(each) and os.path.samefile(path, each):
            raise UsageError(f"{path} is what is read here, and would be lost", "Name another file to write.")


def _replace(target: Path, pieces: Iterable[str], mode: int) -> None:
    import tempfile  # noqa: PLC0415  costs as much as all the rest of this module

    # A name of our own: one made from a long name would be too long.
    descriptor, fresh = tempfile.mkstemp(prefix=".sourcekeeper-", dir=target.parent)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="replace", newline="") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(fresh, mode)
        os.replace(fresh, target)
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(fresh)


def _mode_of(path: str | Path) -> int | None:
    try:
        return os.stat(path).st_mode
    except FileNotFoundError:
        return None


def _mode_of_new_files() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
