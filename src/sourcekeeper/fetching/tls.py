"""Why no secure connection came about. Pure; one table for both engines, whose libraries both hand on OpenSSL's words.

Numbers are those of ``X509_V_ERR_…`` in OpenSSL's x509_vfy.h.
"""

from __future__ import annotations

import re

from sourcekeeper.model import FetchFailure

_CERTIFICATES: dict[int, FetchFailure] = {
    9: FetchFailure.TLS_EXPIRED,  # not yet valid
    10: FetchFailure.TLS_EXPIRED,
    13: FetchFailure.TLS_EXPIRED,  # its dates cannot be read
    14: FetchFailure.TLS_EXPIRED,
    18: FetchFailure.TLS_SELF_SIGNED,
    # The issuer is not known here. Nearly always the server forgot to send its certificate, which browsers fetch.
    2: FetchFailure.TLS_INCOMPLETE,
    20: FetchFailure.TLS_INCOMPLETE,
    21: FetchFailure.TLS_INCOMPLETE,
    62: FetchFailure.TLS_WRONG_HOST,
    64: FetchFailure.TLS_WRONG_HOST,
}

_TEXTS = (
    (re.compile(r"does not match|no alternative certificate|hostname mismatch", re.IGNORECASE), 62),
    (re.compile(r"expired|not yet valid", re.IGNORECASE), 10),
    (re.compile(r"self[- ]signed certificate(?! in)", re.IGNORECASE), 18),
    (re.compile(r"unable to get (?:local )?issuer|unable to verify the first", re.IGNORECASE), 20),
)
"""The same in words, for where no number is handed on."""
_TOO_OLD = re.compile(r"unsupported[ _]protocol|protocol[ _]version|version[ _]too[ _]low", re.IGNORECASE)


def failure_of_certificate(number: int, text: str) -> FetchFailure:
    """Tell what is wrong with a certificate that was not accepted; `number` is 0 where it is not known."""
    if number not in _CERTIFICATES:
        number = next((meant for pattern, meant in _TEXTS if pattern.search(text)), number)
    return _CERTIFICATES.get(number, FetchFailure.TLS_UNTRUSTED)


def failure_of_handshake(text: str) -> FetchFailure:
    """Tell why a handshake failed that did not come to a certificate."""
    return FetchFailure.TLS_TOO_OLD if _TOO_OLD.search(text) else FetchFailure.TLS_OTHER
