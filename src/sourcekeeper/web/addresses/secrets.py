"""Addresses that carry a secret: whoever knows such an address may read, or be, somebody.

An archive makes an address public for ever, so these are withheld until a person allows them by name. The rules look
for what a secret must have (a telling place *and* a value nobody would type), so that a footnote with
``?session=2025`` or ``?token=fr`` passes. Where they are in doubt they withhold: a person can allow what was withheld,
and nobody can take back what was sent. Pure: no clock, no network.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import parse_qsl, unquote, urlsplit

from sourcekeeper.model import Reason
from sourcekeeper.patterns import regex
from sourcekeeper.web.addresses import share_links

MAX_LENGTH = 8192
"""No archive takes longer addresses, and nothing that long was typed: what is in it is not looked for."""

_MOST_PARAMETERS = 1000


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SURELY_SECRET = _words(
    "access_token accesstoken refresh_token id_token auth_token authtoken oauth_token bearer_token csrf_token "
    "xsrf_token session_token sessiontoken user_token rss_token feed_token password passwd passwort motdepasse mdp "
    "secret client_secret api_key apikey api_token private_token private_key magic_token magiclink login_token "
    "reset_token resetkey reset_password_token confirmation_token invitation_token unlock_token invite_token "
    "share_token sharetoken pwapi_token pass-reset-token unlocked_article_code authkey resourcekey rlkey redeem "
    "sas_token samlresponse samlrequest var_previewtoken preview_nonce preview_token _wpnonce "
    "x-amz-signature x-amz-security-token x-amz-credential x-goog-signature x-goog-credential x-oss-signature "
    "hdnea hdnts __gda__ __token__"
)
"""Parameters that hold a secret whatever their value looks like, from four characters on."""

SECRET_WHEN_OPAQUE = _words(
    "token auth key sig signature hmac jwt sid session sessionid session_id phpsessid jsessionid aspsessionid cfid "
    "cftoken sess pwd pass pw otp ticket nonce invite invitation magic code_verifier authorization credential "
    "credentials share_id share access accesskey access_key tk authenticity_token unsubscribe unsub subscriber "
    "confirm confirmation activation activationkey secure_token jeton cle clef"
)
"""Parameters that hold a secret only when their value is one nobody would type."""

_SECRET_WHEN_MIXED = _words(
    "token jwt auth sig signature hmac otp ticket pwd pass pw nonce magic authorization credential credentials jeton "
    "phpsessid jsessionid cftoken sid sessionid session_id authenticity_token secure_token activationkey"
)
"""Those of them that name nothing but a secret: a short value will do, if it is one nobody would type."""

_SESSION_NAMES = _words("sid session sessionid session_id phpsessid jsessionid aspsessionid cfid cftoken sess")

_MAILBOX_NAMES = _words("email e-mail mail courriel user_email useremail email_address recipient subscriber_email")

_SIGNED = (
    _words("sig se"),  # Azure's shared access signature
    _words("signature key-pair-id"),  # CloudFront
    _words("signature expires"),  # Amazon S3, Google and Alibaba in their older forms
    _words("sign expires"),
)
"""Sets of parameters that mean: signed for a while, for whoever was given it."""

TOKEN_SHAPES = regex(
    r"eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{6,}\.[\w-]*|\bgh[pousr]_[A-Za-z0-9]{30,}|\bgithub_pat_\w{30,}"
    r"|\bglpat-[\w-]{20,}|\bxox[abprs]-[A-Za-z0-9-]{20,}|\bsk_live_[A-Za-z0-9]{16,}|\bAIza[\w-]{35}"
    r"|\bAKIA[0-9A-Z]{16}\b|\bST-\d+-[\w.-]{16,}"
)
"""Tokens that give themselves away: JSON web tokens, and the prefixes services gave theirs to be found in leaks."""

PATH_SESSION = regex(r";((?:jsessionid|phpsessid|sid|sessionid)=[^/;?]{8,})|/(\([SFA]\([A-Za-z0-9]{20,}\)+)", re.I)
"""Java's and ASP.NET's sessions without cookies."""

_ERRANDS = (
    "reset|reset-password|reset_password|password|password-reset|passwords?/reset|lost-password|mot-de-passe"
    "|mot-de-passe-oublie|reinitialiser|reinitialisation|confirm|confirmation|confirmer|verify|verification"
    "|verify-email|valider|validation|activate|activation|activer|unsubscribe|unsub|opt-?out|desinscription"
    "|desabonnement|se-desabonner|magic-link|magic|magic-login|login-link|invite|invites|invitation|invitations"
    "|accept-invite|join"
)
PATH_ERRAND = regex(rf"/(?:{_ERRANDS})/(?:[^/?]+/){{0,3}}?([^/?]{{16,}})(?:/|$)", re.I)
"""Mailed links that act for the person who got them: what they are for, and a token within the next few segments."""

_ERRAND_PAGE = regex(rf"/(?:{_ERRANDS})(?:\.\w{{2,5}})?/?$", re.I)

_OF_NO_PERSON = regex(r"utm_|[fg]clid$|mc_cid$|_hs|pk_|mtm_|at_|xtor$")
"""Parameters that measure campaigns: long, and no secrets."""

_PREVIEWS = regex(
    r"(?:^|&)(?:preview=(?:true|1)|preview_id=\d+|var_mode=preview|customize_changeset_uuid=[0-9a-f-]+)(?:&|$)", re.I
)
"""WordPress' and SPIP's way to show what is not published yet."""

_ACTIONS = regex(r"(?:^|&)action=[\w-]+(?=&).*(?:^|&)hash=[0-9a-f]{16,}(?:&|$)", re.I)
"""SPIP signs what a person may do in the address: ``?action=…&arg=…&hash=…``."""

_UUID = regex(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.I)


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
        or _in_path(path, parts.query)
        or (Reason.of("secret-token") if TOKEN_SHAPES.search(f"{path}?{unquote(parts.query)}") else None)
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
    if _UUID.fullmatch(core):
        return True
    pieces = [piece for piece in re.split(r"[-_./~+%:]", core) if piece]
    longest = max(pieces, key=len, default="")
    if len(longest) < 8:
        return False
    digits = sum(character.isdigit() for character in longest)
    changes = sum(a.isdigit() != b.isdigit() or a.islower() != b.islower() for a, b in pairwise(longest))
    return (0 < digits < len(longest) and changes >= 3) or (len(longest) >= 16 and changes >= 5)


def is_secret_parameter(name: str, value: str) -> bool:
    """Whether a parameter of an address holds a secret by its name, or by its name and its value."""
    folded = name.lower().strip()
    return (
        (folded in SURELY_SECRET and len(value) >= 4)
        or (folded in SECRET_WHEN_OPAQUE and is_opaque(value))
        or (folded in _SECRET_WHEN_MIXED and _is_mixed(value))
    )


def _is_mixed(value: str) -> bool:
    """Whether a short value is one nobody would type: letters and figures that take turns, or great and small letters.

    >>> [_is_mixed(each) for each in ("a8F3kQ2z", "fr", "lettre2024", "20232024", "2024-2025", "MyCampaign")]
    [True, False, False, False, False, False]
    """
    if not re.fullmatch(r"[A-Za-z0-9_-]{8,15}=*", value):
        return False
    turns = sum(a.isdigit() != b.isdigit() for a, b in pairwise(value) if a.isalnum() and b.isalnum())
    return turns >= 3 or (turns > 0 and any(map(str.isupper, value)) and any(map(str.islower, value)))


def is_signed(query: str) -> bool:
    """Whether a query holds the parameters of a signature that opens an address for a while."""
    names = {pair.partition("=")[0].lower() for pair in query.split("&")}
    return any(needed <= names for needed in _SIGNED)


def names_mailbox(name: str, value: str) -> bool:
    """Whether a parameter names somebody's mailbox, as mailed links do."""
    return name.lower().strip() in _MAILBOX_NAMES and bool(re.fullmatch(r"[^@\s]+@[^@\s]+\.\w+", value))


def parameters(query: str) -> Iterator[tuple[str, str]]:
    """Yield the parameters of a query, decoded; none of a query with more than a person ever wrote."""
    if query.count("&") < _MOST_PARAMETERS:
        yield from parse_qsl(query, keep_blank_values=True, max_num_fields=_MOST_PARAMETERS)


def _in_parameters(query: str) -> Reason | None:
    for name, value in parameters(query):
        if is_secret_parameter(name, value):
            code = "secret-session" if name.lower().strip() in _SESSION_NAMES else "secret-parameter"
            return Reason.of(code, name=name[:60])
        if names_mailbox(name, value):
            return Reason.of("secret-mailbox", name=name[:60])
    if is_signed(query):
        return Reason.of("secret-signature")
    if _PREVIEWS.search(query):
        return Reason.of("secret-preview")
    if _ACTIONS.search(query):
        return Reason.of("secret-parameter", name="hash")
    if _is_amid_login(query):
        return Reason.of("secret-parameter", name="code")
    return None


def _is_amid_login(query: str) -> bool:
    """Whether an address is a step of an OAuth log-in: a code, no postal or country one, and a state."""
    named = {name.lower(): value for name, value in parameters(query)}
    code = named.get("code", "")
    is_typed = (code.isdigit() and len(code) <= 6) or (code.isalpha() and len(code) <= 10)
    return bool(code) and "state" in named and not is_typed


def _in_path(path: str, query: str) -> Reason | None:
    if PATH_SESSION.search(path):
        return Reason.of("secret-session", name="path")
    errand = PATH_ERRAND.search(path)
    if errand and is_opaque(errand.group(1)):
        return Reason.of("secret-token")
    if _ERRAND_PAGE.search(path) and any(
        is_opaque(value) for name, value in parameters(query) if not _OF_NO_PERSON.match(name.lower())
    ):
        return Reason.of("secret-token")
    return None


def _share_link(host: str, path: str) -> Reason | None:
    owner = share_links.owner_of(host, path)
    if owner:
        return Reason.of("secret-share-link", host=owner)
    cloud = share_links.CLOUD.search(path)
    if cloud and is_opaque(cloud.group(1) + "0") and any(map(str.isupper, cloud.group(1))):
        return Reason.of("secret-share-link", host=host)
    return None
