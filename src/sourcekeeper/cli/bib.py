"""The option ``--bib``: the bibliography that says what the cite keys of a text mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from sourcekeeper.cli.options import CommonOptions

if TYPE_CHECKING:
    from sourcekeeper.keeper.bibliography import Bibliography

bib_option = click.option(
    "--bib",
    "bib",
    multiple=True,
    metavar="FILE",
    type=click.Path(),
    help="Look up cite keys, \\cite{key} and [@key], in this .bib, CSL-JSON or RIS file; may be given again.",
)


def bibliography_of(common: CommonOptions, files: Sequence[str]) -> Bibliography | None:
    """Read the bibliographies named; None when there are none. Raises DocumentError."""
    if not files:
        return None
    from sourcekeeper.cli.session import scratch_keeper  # noqa: PLC0415  what follows loads the readers

    with scratch_keeper(common) as keeper:
        return keeper.bibliography_of(files)
