"""The standard streams as every command may rely on them: there, and in UTF-8 whatever the system's own encoding."""

from __future__ import annotations

import codecs
import os
import sys
from contextlib import suppress

_MODES = {"stdin": "r", "stdout": "w", "stderr": "w"}


def prepare() -> None:
    """Put what was closed by the caller in order, and speak UTF-8.

    A closed stream is replaced by nothing at all, so that no file of ours gets its number: a store opened as number 1
    would be written into by whoever prints.
    """
    codecs.register_error("shown", _shown)
    for number, (name, mode) in enumerate(_MODES.items()):
        if getattr(sys, name) is None:
            descriptor = os.open(os.devnull, os.O_RDWR)
            if descriptor != number:
                os.dup2(descriptor, number)
                os.close(descriptor)
            setattr(sys, name, open(number, mode, encoding="utf-8", closefd=False))  # noqa: SIM115  lives as we do
    for stream, errors in ((sys.stdout, "shown"), (sys.stderr, "backslashreplace")):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors=errors)


def drop_output() -> None:
    """Let what is still buffered for standard output vanish: flushing it would fail once more."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _shown(error: UnicodeError) -> tuple[str | bytes, int]:
    """Write the bytes of a file name as they are, and a question mark for half a character."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    found = error.object[error.start : error.end]
    parts = [bytes([ord(each) - 0xDC00]) if "\udc80" <= each <= "\udcff" else b"?" for each in found]
    return b"".join(parts), error.end
