"""What a configuration says of single hosts, and how patient the house is."""

from datetime import timedelta

import pytest

from sourcekeeper.config import HostSettings, HostTable, SeriesSettings, Threshold, load_settings
from sourcekeeper.errors import ConfigError
from sourcekeeper.model import Verdict


@pytest.fixture
def load(tmp_path):
    def loaded(text):
        (tmp_path / "sourcekeeper.toml").write_text(text, encoding="utf-8")
        return load_settings(environ={}, folder=tmp_path)

    return loaded


def test_a_host_has_its_own_gap_headers_reason_and_meanings(load):
    found = load(
        """
        [hosts."Example.ORG"]
        gap_seconds = 5
        headers = { Authorization = "Bearer hush" }
        treat_as = { 403 = "paywalled", soft-404 = "alive" }
        [hosts."slow.example.org"]
        skip = "they asked us"
        """
    ).fetch
    assert found.gap_at("example.org") == found.gap_at("www.example.org") == 5
    assert found.gap_at("example.net") == found.gap_at("slow.example.org") == found.gap_seconds
    own = found.hosts.of("example.org")
    assert own.treat_as == (("403", Verdict.PAYWALLED), ("soft-404", Verdict.ALIVE))
    assert found.hosts.of("slow.example.org").skip == "they asked us"
    assert "hush" not in repr(found)


def test_headers_are_of_that_very_host_and_no_subdomain():
    table = HostTable(rows=(("example.org", HostSettings(headers=(("X-Key", "hush"),))),))
    assert table.headers_of("example.org") == (("X-Key", "hush"),)
    assert table.headers_of("www.example.org") == ()
    assert table.of("notexample.org") == HostSettings()


def test_a_name_in_other_letters_is_known_as_the_web_knows_it(load):
    assert load('[hosts."MÜNCHEN.example"]\nskip = true\n').fetch.hosts.rows[0][0] == "xn--mnchen-3ya.example"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("hosts = 3\n", "hosts is not a table", id="no table"),
        pytest.param("[hosts.example.org]\nskip = true\n", "written in quotes", id="dots without quotes"),
        pytest.param('[hosts."https://example.org/"]\n', "is not the name of a host", id="an address"),
        pytest.param('[hosts."a b"]\n', "is not the name of a host", id="a space"),
        pytest.param('[hosts."a.example"]\nskipp = true\n', "Did you mean 'skip'", id="misspelt"),
        pytest.param('[hosts."a.example"]\ngap_seconds = -1\n', "gap_seconds: -1 is not a number", id="gap"),
        pytest.param('[hosts."a.example"]\nskip = 3\n', "skip: 3 is not a text", id="skip"),
        pytest.param('[hosts."a.example"]\ntreat_as = "gone"\n', "treat_as: it is not a table", id="meaning"),
        pytest.param('[hosts."a.example".treat_as]\n700 = "gone"\n', "neither a status nor a verdict", id="status"),
        pytest.param('[hosts."a.example".treat_as]\n403 = "deed"\n', "is no verdict", id="verdict"),
        pytest.param('[hosts."a.example".treat_as]\n403 = "gonne"\n', "Did you mean 'gone'", id="near"),
        pytest.param('[hosts."a.example".headers]\nHost = "b"\n', "'Host' is not a header that can be set", id="ours"),
        pytest.param('[hosts."a.example"]\n[hosts."A.example."]\n', "stands there twice", id="twice"),
        pytest.param("[check]\nrobot = true\n", "Did you mean 'check.robots'", id="near setting"),
        pytest.param("[check.series]\nplain_failures = 0\n", "whole number of 1 or more", id="no failures"),
        pytest.param("[check.schedule]\nhealthy_days = 0\n", "less than 0.25 days", id="no wait"),
        pytest.param("[check.schedule]\ndead_days = 7\n", "not a list of days", id="no list"),
        pytest.param("[check.outages]\nshare = 20\n", "not a share from 0 to 1", id="no share"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(load, text, told):
    with pytest.raises(ConfigError) as raised:
        load(text)
    assert told in str(raised.value)
    assert "sourcekeeper.toml" in str(raised.value)


@pytest.mark.parametrize("value", ['"hush\\nhush"', "3", '"hush☃"'])
def test_an_error_never_shows_a_header_that_may_be_a_secret(load, value):
    with pytest.raises(ConfigError) as raised:
        load(f'[hosts."a.example".headers]\nX-Key = {value}\n')
    assert "X-Key" in str(raised.value)
    assert "hush" not in str(raised.value)


def test_thresholds_schedule_and_outages_are_set_one_by_one(load):
    found = load(
        """
        [check]
        robots = true
        retry_as_browser = true
        [check.series]
        plain_failures = 4
        one_per_hours = 24
        revived_days = 3
        [check.schedule]
        healthy_days = 3.5
        dead_days = [10, 20]
        [check.outages]
        share = 0.5
        """
    ).check
    assert (found.robots, found.retry_as_browser) == (True, True)
    assert found.series.plain == Threshold(failures=4, spread=timedelta(days=6))
    assert found.series.slow == SeriesSettings().slow
    assert (found.series.one_per, found.series.revived_for) == (timedelta(hours=24), timedelta(days=3))
    assert found.schedule.healthy == timedelta(days=3.5)
    assert found.schedule.dead == (timedelta(days=10), timedelta(days=20))
    assert found.outages.share == 0.5
