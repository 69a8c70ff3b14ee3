"""The other archives of the settings: made with their own address, and never with our keys."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sourcekeeper.archiving.memento.archive import MementoArchive
from sourcekeeper.archiving.memento.pywb import PywbArchive
from sourcekeeper.config import load_settings
from sourcekeeper.errors import UnknownName
from sourcekeeper.keeper import Keeper
from sourcekeeper.keeper.live import make_others
from sourcekeeper.testing.clock import FakeClock


def others(also: str) -> list[object]:
    settings = load_settings(environ={"SOURCEKEEPER_ALSO_ARCHIVES": also}, folder=Path("/"))
    keys = replace(settings.archive, access_key="our-access-key", secret_key="our-secret-key")
    return list(make_others(replace(settings, archive=keys), FakeClock()))


def test_each_is_made_of_its_kind_and_named_by_its_host() -> None:
    library, own = others("https://arquivo.pt/wayback,pywb+http://localhost:8080/sources")
    assert (type(library), library.name) == (MementoArchive, "arquivo.pt")
    assert (type(own), own.name) == (PywbArchive, "localhost:8080")
    library.close()
    own.close()


def test_none_gets_our_keys() -> None:
    for archive in others("https://arquivo.pt/wayback,pywb+http://localhost:8080/sources"):
        assert not archive._session.settings.has_keys
        archive.close()


def test_a_kind_nobody_knows_is_told_by_name() -> None:
    with pytest.raises(UnknownName, match="nonsense"):
        others("nonsense+https://example.org/")


@pytest.mark.parametrize(
    ("also", "expected"),
    [("", True), ("pywb+http://localhost:8080/sources", True), ("https://arquivo.pt/wayback", False)],
)
def test_consent_is_asked_for_when_any_archive_is_elsewhere(also: str, expected: bool) -> None:
    environ = {"SOURCEKEEPER_WAYBACK_URL": "http://127.0.0.1:1", "SOURCEKEEPER_ALSO_ARCHIVES": also}
    with Keeper(settings=load_settings(environ=environ, folder=Path("/"))) as keeper:
        assert keeper.is_exempt_from_consent() is expected
