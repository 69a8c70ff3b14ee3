from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from sourcekeeper.checking.check import check_of
from sourcekeeper.model import Check, FetchFailure, FetchRequest, Hop, Visit

NIGHT = datetime(2026, 3, 1, 2, 0, tzinfo=UTC)
ARTICLE = (
    b"<html lang=fr><head><title>Des cam\xc3\xa9ras partout | Le Journal</title></head>"
    + b"<body><h1>Des cam\xc3\xa9ras partout</h1>"
    + b"<p>Le conseil municipal a vot\xc3\xa9 hier soir un budget que personne n'avait vu venir.</p>" * 20
    + b"</body></html>"
)

MakeCheck = Callable[..., Check]


@pytest.fixture
def checked() -> MakeCheck:
    """Make the check of a visit that went over `hops`: pairs of address and status, the last with the body."""

    def make(
        *hops: tuple[str, int],
        body: bytes = ARTICLE,
        headers: tuple[tuple[str, str], ...] = (),
        content_type: str = "text/html; charset=utf-8",
        failure: FetchFailure | None = None,
    ) -> Check:
        first = hops[0][0] if hops else "https://ville.example/rapports/2024/cameras"
        last = (("Content-Type", content_type), *headers)
        visit = Visit(
            request=FetchRequest(url=first),
            started_at=NIGHT,
            hops=tuple(
                Hop(url=url, status=status, headers=last if number == len(hops) - 1 else ())
                for number, (url, status) in enumerate(hops)
            ),
            body=body,
            failure=failure,
        )
        return check_of(visit, max_decoded_bytes=1 << 20)

    return make
