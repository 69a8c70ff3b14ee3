"""Text from elsewhere made fit for a terminal: it may come from a hostile document or file name."""

from __future__ import annotations

import re

from sourcekeeper.errors import SourcekeeperError

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def told(error: SourcekeeperError) -> str:
    """Return an error's message: what failed in one line, advice in its own."""
    what = str(error).removesuffix(error.advice)
    return plain(what) + "\n".join(map(plain, error.advice.splitlines()))


def plain(text: str) -> str:
    r"""Return a text as one line that only shows: what moves the cursor or turns the writing round stands as a code.

    >>> plain("a\x1b[2Jb\nc")
    'a\\x1b[2Jb\\nc'
    """
    return _CONTROLS.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)
