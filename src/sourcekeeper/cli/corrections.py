"""The options ``--set`` and ``--unset``: a person's corrections of what is cited."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from sourcekeeper.model import FieldValue

set_option = click.option(
    "--set",
    "set_",
    multiple=True,
    metavar="FIELD=VALUE",
    help="Correct a field of CSL: title=…, issued=2024-05, author='Lee, Ann; A Body'. May be given again.",
)
unset_option = click.option(
    "--unset", multiple=True, metavar="FIELD", help="Take a correction back: note and page count again."
)


def read_corrections(set_: Sequence[str], unset: Sequence[str]) -> tuple[list[tuple[str, FieldValue]], list[str]]:
    """Read the values of both options. Raises UsageError for what is no field or no value of it."""
    from sourcekeeper.citing.corrections import field_name, read_correction  # noqa: PLC0415  loads the room

    corrected = [read_correction(written) for written in set_]
    taken_back = [field_name(written) for written in unset]
    both = sorted({field for field, _ in corrected} & set(taken_back))
    if both:
        raise click.UsageError(f"{both[0]} is both set and unset.")
    return corrected, taken_back
