import sys
from pathlib import Path

import pytest

from sourcekeeper.config import Settings, load_settings
from sourcekeeper.errors import ConfigError
from sourcekeeper.fetching.curl import CurlFetcher
from sourcekeeper.fetching.plain import PlainFetcher
from sourcekeeper.keeper.live import make_fetcher
from sourcekeeper.testing.clock import FakeClock


def settings(engine: str) -> Settings:
    return load_settings(environ={}, folder=Path("/"), options={"store": ":memory:", "fetch.engine": engine})


@pytest.mark.parametrize(("engine", "made"), [("auto", CurlFetcher), ("curl", CurlFetcher), ("plain", PlainFetcher)])
def test_the_engine_is_the_one_that_is_wanted(engine, made):
    fetcher = make_fetcher(settings(engine), FakeClock())
    assert isinstance(fetcher, made)
    fetcher.close()


def test_without_libcurl_visits_are_made_by_the_plain_engine(monkeypatch):
    monkeypatch.delitem(sys.modules, "sourcekeeper.fetching.curl")
    monkeypatch.setitem(sys.modules, "pycurl", None)
    fetcher = make_fetcher(settings("auto"), FakeClock())
    assert type(fetcher).__name__ == "PlainFetcher"
    fetcher.close()
    with pytest.raises(ConfigError, match="cannot load libcurl"):
        make_fetcher(settings("curl"), FakeClock())
