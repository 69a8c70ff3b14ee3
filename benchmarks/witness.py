"""Run a command and print what it used: CPU seconds (user and system) and the peak of its memory in MB.

A process of its own, and a small one, because a child's peak begins at the size of the process that starts it.
"""

import os
import resource
import signal
import subprocess
import sys

MOST_SECONDS = 40
"""A command that needs more CPU is stopped, and what it used till then is told."""

if __name__ == "__main__":
    nowhere = subprocess.DEVNULL
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS + 5))
    process = subprocess.Popen(sys.argv[1:], stdin=nowhere, stdout=nowhere, stderr=subprocess.PIPE)
    assert process.stderr is not None
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, -signal.SIGXCPU):
        sys.exit(f"{sys.argv[1]} ended with {process.returncode}: {said.decode(errors='replace').strip()[:300]}")
    unit = 1 if sys.platform == "darwin" else 1024
    print(usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit / 1e6)
