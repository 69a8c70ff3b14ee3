"""Whether an address broken at a line's end goes on in the next line. Pure.

Outside delimiters nothing tells for sure, so the rule is conservative: a wrong join makes an address that never
existed, a missed one leaves an address that may still work. Source: footnotes reference, section 3, rule 9.
"""

from __future__ import annotations

import re

from sourcekeeper.patterns import regex

_TRAIL = ".,;:!?…'’)]}»”*_~"
_FILE_ENDING = r"(?:html?|xhtml|php\d?|aspx?|jspx?|cfm|pdf|docx?|odt|xlsx?|xml|json|txt|jpe?g|png|epub)"
_ENDS_AS_FILE = regex(rf"(?i).*\.{_FILE_ENDING}(?:[?#].*)?")
_IS_FILE_ENDING = regex(rf"(?i){_FILE_ENDING}(?:[?#/].*)?")
_BARE_HOST = regex(r"(?i)(?:[a-z0-9-]+\.)+[a-z]{2,}(?=/|:|$)")
_HOST_REST = regex(r"[a-z0-9-]*(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?:[/:?#].*)?")
_LAST_LABEL = regex(r"[a-z]{2,6}(?:[/:?#].*)?")
_OPEN_HOST = regex(r"(?i).*://(?:www\.)?(?P<host>[^/?#]*)", re.DOTALL)
_ARCHIVE_TIME = regex(r".*/(?:web|wayback|all|\d+)/\d{4,14}(?:[a-z]{2}_)?/", re.DOTALL)
_NEW_ADDRESS = regex(r"(?i)\A(?:(?:https?|ftp|hxxps?):|www\.|doi:)|://")
_BEGIN = regex(r"[\w/?#&=%~-]")
_NUMBER = regex(r"[\d.,/–—-]+")
_WORD = regex(r"[a-z0-9][a-z0-9-]*")


def continues(head: str, token: str, *, is_alone: bool, is_full: bool) -> bool:
    """Whether `token`, the first of the next line, belongs to the address `head` that ends its line.

    `is_alone`: nothing but punctuation follows the token in its line. `is_full`: the token would not have fit in
    the line before. A token that could be prose is left to the prose.
    """
    token = token.rstrip(_TRAIL)
    if not _BEGIN.match(token) or (not token.isascii() and head.isascii()):
        return False
    if not (is_alone or is_full):
        return head[-1] in "-_=&%" and (_has_sign(token) or bool(_ENDS_AS_FILE.fullmatch(token)))
    if _NEW_ADDRESS.search(token):
        return bool(_ARCHIVE_TIME.fullmatch(head))
    if _is_host_open(head):
        return bool((_LAST_LABEL if head.endswith(".") else _HOST_REST).fullmatch(token))
    match head[-1]:
        case "-" | "_":  # addresses hardly ever end so
            return token[0].islower() or token[0].isdigit() or _has_sign(token)
        case "=" | "&" | "%":
            return token[0].isalnum()
        case "?":
            return "=" in token
        case ".":  # far more often ends the sentence
            return bool(_IS_FILE_ENDING.fullmatch(token))
        case "/":  # whole addresses end so too
            return _is_no_word(token, is_alone=is_alone)
        case last:  # only narrow columns break words
            return last.isalnum() and is_full and _is_path(token)


def _is_host_open(head: str) -> bool:
    """Whether the break falls inside the (innermost) host: ``https://www.lille`` has no end yet."""
    found = _OPEN_HOST.fullmatch(head)
    if found is None:
        return False
    rest = head[found.end() :]
    host = found["host"]
    return not rest and bool(host) and (host.endswith(".") or "." not in host)


def _is_no_word(token: str, *, is_alone: bool) -> bool:
    """Whether a token could not stand in prose; alone in its line, less is asked of it."""
    if _NUMBER.fullmatch(token) or _BARE_HOST.fullmatch(token):
        return bool(_ENDS_AS_FILE.fullmatch(token))
    if _has_sign(token) or _ENDS_AS_FILE.fullmatch(token) or token.count("-") >= 3:
        return True
    has_both = any(char.isdigit() for char in token) and any(char.isalpha() for char in token)
    if has_both and (is_alone or token[0].islower()):
        return True
    if "/" in token:
        return has_both or "-" in token
    return is_alone and "-" in token and bool(_WORD.fullmatch(token))


def _is_path(token: str) -> bool:
    """Whether a token has the signs of a path: a break inside a word asks for the strongest."""
    if _BARE_HOST.match(token):
        return False
    if _ENDS_AS_FILE.fullmatch(token):
        return any(char in token for char in "-_/")
    return "/" in token and (_has_sign(token) or token.count("-") >= 2)


def _has_sign(token: str) -> bool:
    return any(char in token for char in "=?&%#_~")
