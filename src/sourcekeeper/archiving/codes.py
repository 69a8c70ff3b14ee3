"""What the archive's own error codes ask of us: one class of behaviour each. Pure.

The classes are those compared over several clients in 2026; the services' own document names the codes.
"""

from __future__ import annotations

from enum import StrEnum

PREFIX = "error:"
"""What the archive puts before its codes; a reason carries it too, so that they are told from ours."""


class Course(StrEnum):
    """What to do after an error."""

    PERMANENT = "permanent"
    """The archive will never take this address: do not ask again."""
    TARGET = "target"
    """The site's answer to the archive, maybe a bot wall only: ask again after days."""
    NAME = "name"
    """The archive cannot find the host: ask once more, a day later, then never again."""
    TRANSIENT = "transient"
    """Ask again with growing waits, a few times."""
    UNKNOWN = "unknown"
    """A code nobody told us of: like transient, with fewer tries."""
    TOMORROW = "tomorrow"
    """Enough captures of this address today: one of today is there to be found; ask again after 00:00 UTC."""
    SLOTS = "slots"
    """Our own slots or rate: wait and submit again, no attempt counted."""
    HOST = "host"
    """The site slows the archive down: wait for this host only."""
    STOP = "stop"
    """Nothing more can be saved today."""


_COURSES = {
    Course.PERMANENT: "invalid-url-syntax blocked-url filesize-limit ftp-access-denied method-not-allowed "
    "not-implemented http-version-not-supported network-authentication-required",
    Course.TARGET: "not-found unauthorized no-access blocked too-many-redirects bad-request",
    Course.NAME: "invalid-host-resolution",
    Course.TRANSIENT: "bad-gateway gateway-timeout service-unavailable internal-server-error invalid-server-response "
    "protocol-error read-timeout browsing-timeout soft-time-limit-exceeded no-browsers-available "
    "capture-location-error cannot-fetch celery proxy-error job-failed redis-error recursion-error no-captures",
    Course.TOMORROW: "too-many-daily-captures",
    Course.SLOTS: "user-session-limit rate-limited overloaded",
    Course.HOST: "too-many-requests bandwidth-limit-exceeded max-daily-bandwidth-host",
    Course.STOP: "max-daily-bandwidth max-daily-bandwidth-from-ip blocked-client-ip daily-limit",
}
_BY_CODE = {code: course for course, codes in _COURSES.items() for code in codes.split()}


def is_archive_code(code: str) -> bool:
    """Whether a reason's code is the archive's own word, not ours."""
    return code.startswith(PREFIX)


def course_of(code: str) -> Course:
    """Return what a code asks of us, with or without its prefix.

    >>> course_of("error:blocked-url").value, course_of("error:made-up-tomorrow").value
    ('permanent', 'unknown')
    """
    return _BY_CODE.get(code.removeprefix(PREFIX).strip().lower(), Course.UNKNOWN)
