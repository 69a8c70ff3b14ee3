"""The page of settings tells the defaults there are."""

import re
from pathlib import Path

import pytest

from sourcekeeper.config import SETTING_NAMES, load_settings

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
TOLD = dict(re.findall(r"^\| `(check\.[\w.]+)` \| ([^|]+?) \|", PAGE, re.MULTILINE))
EXAMPLES = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)


def test_every_setting_of_checks_is_told_once():
    checks = [name for name in SETTING_NAMES if name.startswith("check.")]
    assert sorted(TOLD) == checks
    assert PAGE.count("\n| `check.") == len(checks)


@pytest.mark.parametrize("name", TOLD)
def test_the_default_told_is_the_default(tmp_path, name):
    section, _, key = name.rpartition(".")
    (tmp_path / "sourcekeeper.toml").write_text(f"[{section}]\n{key} = {TOLD[name]}\n", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "sourcekeeper.toml").touch()
    usual = load_settings(environ={}, folder=tmp_path / "empty").check
    assert load_settings(environ={}, folder=tmp_path).check == usual


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_examples_are_read(tmp_path, example):
    (tmp_path / "sourcekeeper.toml").write_text(example, encoding="utf-8")
    load_settings(environ={}, folder=tmp_path)
