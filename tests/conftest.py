"""What holds for every test: how long examples take to draw says something of the machine, not of the code."""

import os
import signal
from importlib.machinery import EXTENSION_SUFFIXES

import pytest
from hypothesis import HealthCheck, settings

from sourcekeeper.reading import read

settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

# Started in the background by a shell, this process and its children would never hear of Ctrl-C: some tests send it.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a run say that it means the compiled wheel, so that it cannot pass by testing something else."""
    parser.addoption("--compiled", action="store_true", help="refuse to run unless the readers are compiled")


def pytest_configure(config: pytest.Config) -> None:
    """Refuse a run that means the compiled wheel and would test another one."""
    if config.getoption("--compiled") and not str(read.__file__).endswith(tuple(EXTENSION_SUFFIXES)):
        pytest.exit(f"not compiled: {read.__file__}", returncode=pytest.ExitCode.USAGE_ERROR)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Two workers a core: whoever runs commands against a sandbox waits for about half of the time."""
    return 2 * (os.cpu_count() or 1)
