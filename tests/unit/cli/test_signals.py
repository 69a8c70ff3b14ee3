"""Ctrl-C stops a run where it is, but not out of a function that libcurl called: there it would be lost."""

import importlib
import inspect
import os
import signal
import subprocess
import sys
import time

import pytest

from sourcekeeper.cli.signals import CALLED_BY_LIBCURL, stopping_politely

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="sends signals as POSIX does")


@pytest.mark.parametrize(("module", "name"), sorted(CALLED_BY_LIBCURL), ids=str)
def test_the_functions_named_are_there(module, name):
    code = inspect.getsource(importlib.import_module(module))
    assert f"def {name}(" in code


def test_every_function_given_to_libcurl_is_named():
    transfer = inspect.getsource(importlib.import_module("sourcekeeper.fetching.transfer"))
    engine = inspect.getsource(importlib.import_module("sourcekeeper.fetching.curl"))
    given = {line.rpartition(" ")[2].rstrip(",)") for line in transfer.splitlines() if "FUNCTION: self._" in line}
    given |= {line.rpartition(" ")[2].rstrip(",)") for line in transfer.splitlines() if "FUNCTION, self._" in line}
    given |= {line.rpartition(" ")[2].rstrip(",)") for line in engine.splitlines() if "FUNCTION, self._" in line}
    ours = {name.removeprefix("self.") for name in given if name.count(".") == 1}
    assert ours <= {name for _module, name in CALLED_BY_LIBCURL}
    assert ours


def interrupted_in(work):
    """Do work that sends a signal; return whether it was stopped for it."""
    try:
        with stopping_politely():
            work()
            time.sleep(5)
    except KeyboardInterrupt:
        return True
    return False


def test_a_signal_stops_at_once():
    assert interrupted_in(lambda: os.kill(os.getpid(), signal.SIGTERM))


def test_a_signal_within_a_function_of_libcurl_waits_until_it_is_left():
    within = {"__name__": "sourcekeeper.fetching.transfer", "os": os, "time": time, "left": []}
    exec(  # a function that looks as if libcurl had called it
        "def _take():\n    os.kill(os.getpid(), 2)\n    time.sleep(0.001)\n    left.append(True)\n", within
    )
    assert interrupted_in(within["_take"])
    assert within["left"]


def test_what_was_set_before_is_set_again():
    before = signal.getsignal(signal.SIGTERM)
    with stopping_politely():
        assert signal.getsignal(signal.SIGTERM) is not before
    assert signal.getsignal(signal.SIGTERM) is before


def test_the_second_signal_asks_for_patience_and_the_third_ends():
    script = (
        "import os, signal, time\n"
        "from sourcekeeper.cli.signals import stopping_politely\n"
        "with stopping_politely():\n"
        "    try:\n"
        "        os.kill(os.getpid(), 2)\n"
        "        time.sleep(5)\n"
        "    except KeyboardInterrupt:\n"
        "        os.kill(os.getpid(), 2)\n"
        "        print('cleaning up', flush=True)\n"
        "        os.kill(os.getpid(), 2)\n"
        "        time.sleep(5)\n"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=600, check=False)
    assert (result.returncode, result.stdout) == (4, "cleaning up\n")
    assert "once more" in result.stderr


def test_an_ignored_signal_stays_ignored():
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with stopping_politely():
            os.kill(os.getpid(), signal.SIGHUP)
    finally:
        signal.signal(signal.SIGHUP, before)
