"""What holds for every test: how long examples take to draw says something of the machine, not of the code."""

import os
import signal

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

# Started in the background by a shell, this process and its children would never hear of Ctrl-C: some tests send it.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Two workers a core: whoever runs commands against a sandbox waits for about half of the time."""
    return 2 * (os.cpu_count() or 1)
