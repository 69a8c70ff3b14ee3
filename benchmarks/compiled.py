"""The compiled wheel, beside which the package as it stands is measured once `make compiled` has put it there."""

from __future__ import annotations

import subprocess
from pathlib import Path

_HOUSE = Path(__file__).parents[1]
_PYTHON = _HOUSE / ".venv-compiled" / "bin" / "python"
IS_THERE = _PYTHON.with_name("sourcekeeper").exists()


def printed_by(module: str, *arguments: str) -> str:
    """Run a benchmark's module in the environment of the compiled wheel and return what it prints; "" without one."""
    if not IS_THERE:
        return ""
    command = [str(_PYTHON), "-m", module, *arguments]
    return subprocess.run(command, cwd=_HOUSE, capture_output=True, text=True, check=True).stdout
