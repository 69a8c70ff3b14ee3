"""Addresses that carry a secret: whoever knows such an address may read, or be, somebody.

An archive makes an address public for ever, so these are withheld until a person allows them by name. The rules look
for what a secret must have (a telling place *and* a value nobody would type), so that a footnote with
``?session=2025`` or ``?token=fr`` passes. Pure: no clock, no network.
"""

from __future__ import annotations

import re
from itertools import pairwise
from urllib.parse import parse_qsl, unquote, urlsplit

from sourcekeeper.model import Reason
from sourcekeeper.patterns import regex

MAX_LENGTH = 8192
"""No archive takes longer addresses, and nothing that long was typed: what is in it is not looked for."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SURELY_SECRET = _words(
    "access_token accesstoken refresh_token id_token auth_token authtoken oauth_token bearer_token csrf_token "
    "xsrf_token session_token sessiontoken password passwd passwort motdepasse secret client_secret api_key apikey "
    "api_token private_token private_key magic_token login_token reset_token resetkey invite_token share_token "
    "sharetoken pwapi_token unlocked_article_code authkey resourcekey rlkey sas_token x-amz-signature "
    "x-amz-security-token x-amz-credential x-goog-signature x-goog-credential x-oss-signature"
)
"""Parameters that hold a secret whatever their value looks like, from four characters on."""

_SECRET_WHEN_OPAQUE = _words(
    "token auth key sig signature hmac jwt sid session sessionid session_id phpsessid jsessionid aspsessionid cfid "
    "cftoken sess pwd pass pw otp ticket nonce invite magic code_verifier authorization credential credentials "
    "share_id access accesskey access_key"
)
"""Parameters that hold a secret only when their value is one nobody would type."""

_SESSION_NAMES = _words("sid session sessionid session_id phpsessid jsessionid aspsessionid cfid cftoken sess")

_TOKEN_SHAPES = regex(
    r"eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{6,}\.|\bgh[pousr]_[A-Za-z0-9]{30,}|\bgithub_pat_\w{30,}|\bglpat-[\w-]{20}"
    r"|\bxox[abprs]-[A-Za-z0-9-]{20,}|\bsk_live_[A-Za-z0-9]{16,}|\bAIza[\w-]{35}"
)
"""Tokens that give themselves away: JSON web tokens, and the prefixes services gave theirs to be found in leaks."""

_PATH_SESSION = regex(r";(?:jsessionid|phpsessid|sid|sessionid)=[^/;?]{8,}|/\([SFA]\([A-Za-z0-9]{20,}\)", re.I)
"""Java's and ASP.NET's sessions without cookies."""

_PATH_ERRAND = regex(
    r"/(?:reset|reset-password|password|confirm|verify|activate|activation|unsubscribe|desinscription|magic-link|invite"
    r"|invitation)/([^/?]{16,})(?:/|$)",
    re.I,
)
"""Mailed links that act for the person who got them."""

_SHARES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (host, regex(pattern))
    for host, pattern in (
        ("docs.google.com", r"/(?:[a-z]+/)?d/(?!e/)(?!.*/pub(?:$|html))"),  # /d/e/…/pub is published on purpose
        ("drive.google.com", r"/(?:file/d/|drive/folders/|open$|uc$)"),
        ("dropbox.com", r"/(?:s|sh|scl|transfer)/"),
        ("1drv.ms", r"/."),
        ("sharepoint.com", r"/:[a-z]:/"),
        ("wetransfer.com", r"/downloads/"),
        ("we.tl", r"/t-"),
        ("swisstransfer.com", r"/d/"),
        ("mega.nz", r"/(?:file|folder)/"),
        ("app.box.com", r"/s/"),
        ("icloud.com", r"/(?:iclouddrive|share)/"),
        ("zoom.us", r"/(?:rec/(?:share|play)|[jw])/"),
        ("chat.whatsapp.com", r"/."),
        ("t.me", r"/(?:joinchat/|\+)"),
        ("discord.gg", r"/."),
        ("hooks.slack.com", r"/."),
        ("files.slack.com", r"/."),
        ("overleaf.com", r"/(?:read/)?[a-z0-9]{12,}"),
    )
)
"""Links for those they were given to, by host and path."""

_CLOUD_SHARE = regex(r"/(?:index\.php/)?s/([A-Za-z0-9]{15})(?:/download)?/?$")
"""Nextcloud and ownCloud: fifteen characters drawn by lot, on any host."""


def secret_in(url: str) -> Reason | None:
    """Say which secret an address carries; None when it seems to carry none.

    The fragment is not looked at: it is never sent.

    >>> secret_in("https://example.org/s?token=fr")
    >>> secret_in("https://me:hush@example.org/").code
    'secret-credentials'
    """
    if len(url) > MAX_LENGTH:
        return Reason.of("address-too-long", length=len(url))
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower().rstrip(".")
    except ValueError:
        return None
    if "@" in parts.netloc:
        return Reason.of("secret-credentials")
    path = unquote(parts.path)
    return (
        _in_parameters(parts.query)
        or _in_path(path)
        or (Reason.of("secret-token") if _TOKEN_SHAPES.search(f"{path}?{unquote(parts.query)}") else None)
        or _share_link(host, parts.path)
    )


def is_opaque(value: str) -> bool:
    """Whether a value is one nobody would type: long, unbroken, letters and figures mixed without making words.

    >>> [is_opaque(each) for each in ("2024-2025", "compte-rendu-de-seance", "9f86d081884c7d659a2feaa0c55ad015")]
    [False, False, True]
    """
    core = value.rstrip("=")
    if len(core) < 16 or not re.fullmatch(r"[\w.~+/%:-]+", core, re.ASCII):
        return False
    pieces = [piece for piece in re.split(r"[-_./~+%:]", core) if piece]
    longest = max(pieces, key=len, default="")
    if len(longest) < 8:
        return False
    digits = sum(character.isdigit() for character in longest)
    changes = sum(a.isdigit() != b.isdigit() or a.islower() != b.islower() for a, b in pairwise(longest))
    return (0 < digits < len(longest) and changes >= 3) or (len(longest) >= 16 and changes >= 5)


def _in_parameters(query: str) -> Reason | None:
    for name, value in (
        parse_qsl(query, keep_blank_values=True, max_num_fields=1000) if query.count("&") < 1000 else ()
    ):
        folded = name.lower().strip()
        if folded in _SURELY_SECRET and len(value) >= 4:
            return Reason.of("secret-parameter", name=name[:60])
        if folded in _SECRET_WHEN_OPAQUE and is_opaque(value):
            code = "secret-session" if folded in _SESSION_NAMES else "secret-parameter"
            return Reason.of(code, name=name[:60])
    names = {pair.partition("=")[0].lower() for pair in query.split("&")}
    if {"sig", "se"} <= names or {"signature", "key-pair-id"} <= names or {"signature", "expires"} <= names:
        return Reason.of("secret-signature")  # Azure, CloudFront, older S3 and Google: access for a while
    if {"code", "state"} <= names:
        return Reason.of("secret-parameter", name="code")  # the middle of an OAuth log-in
    return None


def _in_path(path: str) -> Reason | None:
    if _PATH_SESSION.search(path):
        return Reason.of("secret-session", name="path")
    errand = _PATH_ERRAND.search(path)
    if errand and is_opaque(errand.group(1)):
        return Reason.of("secret-token")
    return None


def _share_link(host: str, path: str) -> Reason | None:
    for owner, pattern in _SHARES:
        if (host == owner or host.endswith("." + owner)) and pattern.match(path):
            return Reason.of("secret-share-link", host=owner)
    cloud = _CLOUD_SHARE.search(path)
    if cloud and is_opaque(cloud.group(1) + "0") and any(map(str.isupper, cloud.group(1))):
        return Reason.of("secret-share-link", host=host)
    return None
