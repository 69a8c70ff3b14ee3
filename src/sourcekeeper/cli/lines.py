"""JSON lines written one by one as they come: to standard output, or at the end of a file with earlier ones."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from sourcekeeper.cli.output import as_json_text, print_line
from sourcekeeper.errors import OutputError

STDOUT = "-"


@contextmanager
def lines_to(where: str | None, schema: str) -> Iterator[Callable[[object], None]]:
    """Give what writes one line, at once; nothing is written without a `where`.

    What a killed run left of a line is taken away. Raises OutputError, for a file too that holds something else.
    """
    if where is None:
        yield lambda _content: None
    elif where == STDOUT:
        yield print_line
    else:
        with _opened(Path(where), schema) as file:
            yield lambda content: _write(file, where, content)


def urls_told(where: str | None, since: str | None) -> frozenset[str]:
    """Return the addresses of the lines in a file that were checked since a moment (RFC 3339, in UTC).

    None of those on standard output, for nobody knows where they went.
    """
    if where in {None, STDOUT} or since is None or not Path(str(where)).is_file():
        return frozenset()
    with open(str(where), encoding="utf-8", errors="replace") as file:
        lines = [_read(line) for line in file]
    return frozenset(str(line.get("url")) for line in lines if str(line.get("checked_at", "")) >= since)


def _read(line: str) -> dict[str, object]:
    """Return what a line holds; nothing of one that somebody else put there."""
    try:
        content = json.loads(line)
    except ValueError:
        return {}
    return content if isinstance(content, dict) else {}


def _opened(path: Path, schema: str) -> BinaryIO:
    is_kept = path.is_file() or not path.exists()
    try:
        file = open(path, "ab+" if is_kept else "wb")  # noqa: SIM115  closed by who asked for it
    except OSError as error:
        raise _failed(str(path), error) from error
    if is_kept:
        _mend(file, path, schema)
    return file


def _mend(file: BinaryIO, path: Path, schema: str) -> None:
    """Refuse what is not ours, and cut off a last line without its end: its source is visited again."""
    beginning = f'{{"schema": "{schema}"'.encode()
    file.seek(0)
    first = file.read(len(beginning))
    if first and not beginning.startswith(first) and first != beginning:
        file.close()
        raise OutputError(f"{path} holds something else than {schema} lines", "Name another file.")
    end = file.seek(0, 2)
    while end and not _is_line_end(file, end):
        end -= 1
    file.truncate(end)
    file.seek(0, 2)


def _is_line_end(file: BinaryIO, at: int) -> bool:
    file.seek(at - 1)
    return file.read(1) == b"\n"


def _write(file: BinaryIO, where: str, content: object) -> None:
    try:
        file.write(as_json_text(content).encode("utf-8") + b"\n")
        file.flush()
    except OSError as error:
        raise _failed(where, error) from error


def _failed(where: str, error: OSError) -> OutputError:
    return OutputError(f"cannot write {where}: {error.strerror or error}", "Check the folder and the disk.")
