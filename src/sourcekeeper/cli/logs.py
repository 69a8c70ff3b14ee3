"""What ``-v`` shows: the program's own log on stderr, without keys and without the secrets of addresses."""

from __future__ import annotations

import logging
import os
import re
import sys

from sourcekeeper.cli.plain import plain
from sourcekeeper.web.addresses.masking import without_secrets

_LEVELS = {0: logging.WARNING, 1: logging.INFO}
_AUTHORISATION = re.compile(r"(?i)\b(LOW|Basic|Bearer) [^\s'\"]+")
HIDDEN = "(hidden)"


def show(verbose: int) -> None:
    """Show the log of `sourcekeeper` on stderr: nothing, INFO with ``-v``, DEBUG with ``-vv``."""
    logger = logging.getLogger("sourcekeeper")
    if not verbose or any(isinstance(each, _Lines) for each in logger.handlers):
        return
    lines = _Lines()
    lines.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s", "%H:%M:%S"))
    logger.addHandler(lines)
    logger.setLevel(_LEVELS.get(verbose, logging.DEBUG))


class _Lines(logging.Handler):
    """Writes each record as one line that cannot move a cursor, keys and secrets of addresses taken out."""

    def __init__(self) -> None:
        from sourcekeeper.credentials import find_credentials  # noqa: PLC0415  only where a log is wanted

        super().__init__()
        keys = find_credentials(os.environ)
        self._secrets = tuple(key for key in (keys.access_key, keys.secret_key) if len(key) > 3) if keys else ()

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record; a stderr that cannot be written to ends no run."""
        try:
            text = _AUTHORISATION.sub(rf"\1 {HIDDEN}", self.format(record))
            for secret in self._secrets:
                text = text.replace(secret, HIDDEN)
            sys.stderr.write(plain(without_secrets(text)) + "\n")
            sys.stderr.flush()
        except (OSError, ValueError):
            pass
