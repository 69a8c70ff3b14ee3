"""The work behind ``cite --set``: correct what the store cites, or only what is printed."""

from __future__ import annotations

import os
from collections.abc import Sequence

from sourcekeeper import plugins
from sourcekeeper.cli.citing import found_in, note_of, print_items
from sourcekeeper.cli.corrections import read_corrections
from sourcekeeper.cli.options import CommonOptions
from sourcekeeper.cli.output import warn
from sourcekeeper.cli.session import open_offline, scratch_keeper
from sourcekeeper.cli.settings import offline_settings
from sourcekeeper.errors import UnknownName, UsageError
from sourcekeeper.keeper.documents import is_url
from sourcekeeper.model import Correction, Field, FieldValue, Item, Work


def cite_corrected(
    common: CommonOptions,
    named: str,
    set_: Sequence[str],
    unset: Sequence[str],
    *,
    because: str,
    format: str,
    language: str | None,
) -> int:
    """Print one entry as corrected; the exit code is 1 when there is nothing to correct."""
    if format not in plugins.names("exporters"):
        raise UnknownName("exporter", format, plugins.names("exporters"))
    corrected, taken_back = read_corrections(set_, unset)
    remembered = _correct_in_store(common, named, corrected, taken_back, because)
    if remembered is not None:
        print_items(common, [_with_key(remembered)], format)
        return 0
    if not corrected:
        raise UsageError(f"the store knows no work {named}", "There is no correction to take back.")
    asked = [note_of(named)] if is_url(named) else []
    with scratch_keeper(common, online=is_url(named), notes=asked) as keeper:
        found = found_in(keeper, named, language)
        if len(found) > 1:
            raise UsageError(f"there are {len(found)} sources in this text", "Correct one at a time.")
        said = [Correction(field=name, value=value, made_at=keeper.clock.now()) for name, value in corrected]
    if not found:
        return 1
    warn("the store does not know this source: the correction is printed, not remembered.")
    print_items(common, [found[0].corrected(said)], format)
    return 0


def _correct_in_store(
    common: CommonOptions,
    named: str,
    corrected: Sequence[tuple[str, FieldValue]],
    taken_back: Sequence[str],
    because: str,
) -> Work | None:
    """Correct what the store cites under a key or an address; None when there is no store, or no such work."""
    settings = offline_settings(common)
    if not os.path.exists(settings.store):
        return None
    with open_offline(common, settings) as keeper:
        if not keeper.find_works(named):
            return None
        return keeper.correct(named, set=corrected, unset=taken_back, because=because)


def _with_key(work: Work) -> Item:
    """Return the item so that it is printed under the key that the store gave."""
    fields = {**work.item.fields, "citation-key": Field(value=work.key)}
    if "URL" not in fields and work.sources:
        fields["URL"] = Field(value=work.sources[0].url)
    return Item(fields=fields)
