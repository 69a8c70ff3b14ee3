"""`show config` tells where a setting came from, and nothing that is secret."""

import json

import pytest
from click.testing import CliRunner

from sourcekeeper.cli.commands.show import command
from sourcekeeper.config import SETTING_NAMES
from sourcekeeper.keeper import Keeper


@pytest.mark.parametrize("options", [["config"], ["config", "--json"]], ids=["text", "json"])
def test_passwords_of_proxies_and_keys_are_not_shown(monkeypatch, tmp_path, options):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("HTTPS_PROXY", "http://me:hush@proxy.example:3128")
    monkeypatch.setenv("HTTP_PROXY", "me:hush@other.example:3128")
    monkeypatch.setenv("SOURCEKEEPER_ALSO_ARCHIVES", "https://me:hush@archive.example,pywb+http://me:hush@b.example")
    monkeypatch.setenv("IA_ACCESS_KEY_ID", "access-of-mine")
    monkeypatch.setenv("IA_SECRET_ACCESS_KEY", "secret-of-mine")
    result = CliRunner().invoke(command, options)
    assert "proxy.example:3128" in result.output
    assert not any(secret in result.output for secret in ("hush", "access-of-mine", "secret-of-mine"))


def test_settings_come_with_their_origin(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("SOURCEKEEPER_STORE", "s.db")
    result = CliRunner().invoke(command, ["config", "--json"])
    settings = json.loads(result.output)["settings"]
    assert settings["store"] == {"value": "s.db", "origin": "environment SOURCEKEEPER_STORE"}


def test_settings_have_the_names_and_units_of_the_file(monkeypatch, tmp_path):
    """What is shown can be copied into a file."""
    monkeypatch.setenv("HOME", str(tmp_path))
    file = tmp_path / "c.toml"
    text = """[check.series]
plain_failures = 2
[check.schedule]
dead_days = [1, 2.5]
[archive]
newer_than_days = 3
[hosts."a.example"]
skip = true
treat_as = { 403 = "paywalled" }
headers = { Authorization = "Bearer hush" }
"""
    file.write_text(text, encoding="utf-8")
    printed = CliRunner().invoke(command, ["config", "--config", str(file)]).output
    rows = {
        line.split()[0]: line.removesuffix(str(file)).split(maxsplit=1)[1].strip() for line in printed.splitlines()
    }
    assert set(SETTING_NAMES) <= set(rows)
    assert rows["check.series.plain_failures"] == "2"
    assert rows["check.schedule.dead_days"] == "[1, 2.5]"
    assert rows["archive.newer_than_days"] == "3"
    assert rows["archive.consent"].split() == ['"ask"', "default"]
    assert (
        rows['hosts."a.example"'] == '{"skip": true, "headers": ["Authorization"], "treat_as": {"403": "paywalled"}}'
    )
    assert "datetime" not in printed


@pytest.mark.parametrize("options", [["config"], ["config", "--json"]], ids=["text", "json"])
def test_a_threshold_of_a_file_comes_from_the_file(monkeypatch, tmp_path, options):
    monkeypatch.setenv("HOME", str(tmp_path))
    file = tmp_path / "c.toml"
    file.write_text("[check.series]\nplain_failures = 2\nslow_days = 3\n", encoding="utf-8")
    assert CliRunner().invoke(command, [*options, "--config", str(file)]).output.count(str(file)) == 2


def test_a_source_that_no_text_cites_is_shown_too(tmp_path):
    with Keeper(tmp_path / "s.db") as keeper:
        keeper.add_sources(["https://a.example/x"])
    for options in ([], ["https://a.example/x"]):
        result = CliRunner().invoke(command, [*options, "--store", str(tmp_path / "s.db")])
        assert "https://a.example/x" in result.output


def test_an_empty_store_says_so(tmp_path):
    Keeper(tmp_path / "s.db").close()
    assert "empty" in CliRunner().invoke(command, ["--store", str(tmp_path / "s.db")]).output
