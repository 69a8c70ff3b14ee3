"""The archive's keys: where they are found, and that they are kept from others."""

import stat
import sys

import pytest
from click.testing import CliRunner

from sourcekeeper import credentials
from sourcekeeper.cli.commands.keys import command


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("APPDATA", str(tmp_path / "config"))
    return tmp_path


def environ(home, **more):
    return {"HOME": str(home), "XDG_CONFIG_HOME": str(home / "config"), **more}


def test_without_keys_there_are_none(own_home):
    assert credentials.find_credentials(environ(own_home)) is None


def test_the_environment_wins(own_home):
    credentials.store_credentials("stored", "secret")
    found = credentials.find_credentials(environ(own_home, IA_ACCESS_KEY_ID="a", IA_SECRET_ACCESS_KEY="b"))
    assert (found.access_key, found.origin) == ("a", "environment")


def test_one_key_alone_is_no_key(own_home):
    assert credentials.find_credentials(environ(own_home, IA_ACCESS_KEY_ID="a")) is None


def test_stored_keys_are_found_again_and_forgotten_on_request(own_home):
    credentials.store_credentials("a%key", "b=secret")
    found = credentials.find_credentials(environ(own_home))
    assert (found.access_key, found.secret_key) == ("a%key", "b=secret")
    assert credentials.forget_credentials()
    assert not credentials.forget_credentials()
    assert credentials.find_credentials(environ(own_home)) is None


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such mode")
def test_only_their_owner_may_read_them(own_home):
    path = credentials.store_credentials("a", "b")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_file_of_the_ia_tool_is_read(own_home):
    path = own_home / "config" / "internetarchive" / "ia.ini"
    path.parent.mkdir(parents=True)
    path.write_text("[s3]\naccess = x\nsecret = y\n", encoding="utf-8")
    assert credentials.find_credentials(environ(own_home)).origin == str(path)


def test_a_broken_file_is_passed_over(own_home):
    path = own_home / ".ia"
    path.write_bytes(b"\xff\xfe[[[")
    assert credentials.find_credentials(environ(own_home)) is None


def test_they_are_not_in_a_repr(own_home):
    credentials.store_credentials("ACCESS", "SECRET")
    assert "SECRET" not in repr(credentials.find_credentials(environ(own_home)))


@pytest.mark.parametrize(("given", "missing"), [(0, 1), (1, 0)])
def test_one_key_in_the_environment_alone_is_told_of(own_home, monkeypatch, given, missing):
    for name in credentials.KEY_VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(credentials.KEY_VARIABLES[given], "a-key")
    result = CliRunner().invoke(command, ["--status"])
    assert f"{credentials.KEY_VARIABLES[missing]} is not set" in result.output
    assert "a-key" not in result.output
