from __future__ import annotations

import socket

import pytest

from sourcekeeper.fetching.names import look_up_again
from sourcekeeper.model import FetchFailure


@pytest.mark.parametrize(
    ("error", "failure"),
    [
        (socket.gaierror(socket.EAI_NONAME, "no such name"), FetchFailure.NAME_NOT_FOUND),
        (socket.gaierror(socket.EAI_AGAIN, "try again"), FetchFailure.NAME_TROUBLE),
        (socket.gaierror(socket.EAI_FAIL, "failed"), FetchFailure.NAME_TROUBLE),
        (UnicodeError("label too long"), FetchFailure.NAME_TROUBLE),
        (OSError("no descriptors"), FetchFailure.NAME_TROUBLE),
    ],
)
def test_only_a_resolver_that_says_no_proves_that_a_name_is_gone(error: Exception, failure: FetchFailure) -> None:
    def lookup(_host: bytes, _port: int) -> object:
        raise error

    assert look_up_again("a.example", lookup)[0] is failure
