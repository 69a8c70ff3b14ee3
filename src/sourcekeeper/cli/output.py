"""Where results go: standard output, or a file that appears whole or not at all."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from sourcekeeper.errors import OutputError


def print_json(content: Any) -> None:
    """Print one JSON document."""
    click.echo(json.dumps(content, ensure_ascii=False, indent=2))


def print_line(content: Any) -> None:
    """Print one JSON line, at once."""
    click.echo(json.dumps(content, ensure_ascii=False))


def write_file(path: str | Path, pieces: Iterable[str]) -> None:
    """Write a text file atomically: a reader sees the old one or the whole new one. Raises OutputError."""
    target = Path(path)
    fresh = None
    try:
        descriptor, fresh = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent or ".")
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(fresh, _mode_of_new_files())
        os.replace(fresh, target)
    except OSError as error:
        raise OutputError(
            f"cannot write {target}: {error.strerror or error}", "Nothing was written; check the folder and the disk."
        ) from error
    finally:
        if fresh is not None:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(fresh)


def _mode_of_new_files() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
