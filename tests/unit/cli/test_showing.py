"""`show config` tells where a setting came from, and nothing that is secret."""

import json

import pytest
from click.testing import CliRunner

from sourcekeeper.cli.show import command
from sourcekeeper.keeper import Keeper


@pytest.mark.parametrize("options", [["config"], ["config", "--json"]], ids=["text", "json"])
def test_passwords_of_proxies_and_keys_are_not_shown(monkeypatch, tmp_path, options):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("HTTPS_PROXY", "http://me:hush@proxy.example:3128")
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


def test_a_source_that_no_text_cites_is_shown_too(tmp_path):
    with Keeper(tmp_path / "s.db") as keeper:
        keeper.add_sources(["https://a.example/x"])
    for options in ([], ["https://a.example/x"]):
        result = CliRunner().invoke(command, [*options, "--store", str(tmp_path / "s.db")])
        assert "https://a.example/x" in result.output


def test_an_empty_store_says_so(tmp_path):
    Keeper(tmp_path / "s.db").close()
    assert "empty" in CliRunner().invoke(command, ["--store", str(tmp_path / "s.db")]).output
