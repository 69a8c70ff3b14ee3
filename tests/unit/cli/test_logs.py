"""The log of -v holds no key and moves no cursor."""

import logging

import pytest

from sourcekeeper.cli import logs


@pytest.fixture
def logger(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("IA_ACCESS_KEY_ID", "access-of-mine")
    monkeypatch.setenv("IA_SECRET_ACCESS_KEY", "secret-of-mine")
    ours = logging.getLogger("sourcekeeper")
    before, level = list(ours.handlers), ours.level
    yield ours
    ours.handlers[:] = before
    ours.setLevel(level)


@pytest.mark.parametrize(("verbose", "shown"), [(0, ""), (1, "told"), (2, "told detail"), (5, "told detail")])
def test_each_v_shows_more(logger, capsys, verbose, shown):
    logs.show(verbose)
    logger.getChild("fetching").info("told")
    logger.getChild("fetching").debug("detail")
    err = capsys.readouterr().err
    assert [word for word in ("told", "detail") if word in err] == shown.split()


def test_keys_are_hidden(logger, capsys):
    logs.show(2)
    logger.info("sending %s", {"Authorization": "LOW some-key:some-secret"})
    logger.info("found access-of-mine and secret-of-mine")
    err = capsys.readouterr().err
    assert logs.HIDDEN in err
    assert not any(secret in err for secret in ("some-key", "some-secret", "access-of-mine", "secret-of-mine"))


def test_a_record_is_one_line_that_moves_no_cursor(logger, capsys):
    logs.show(1)
    logger.info("a title: %s", "x\x1b[2J\ny")
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_asked_twice_it_shows_each_record_once(logger, capsys):
    logs.show(1)
    logs.show(1)
    logger.info("told")
    assert capsys.readouterr().err.count("told") == 1
