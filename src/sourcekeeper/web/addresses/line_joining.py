"""Whether an address broken at a line's end goes on in the next line. Pure.

Outside delimiters nothing tells for sure, so the rule is conservative: a wrong join makes an address that never
existed, a missed one leaves an address that may still work. Source: footnotes reference, section 3, rule 9.
"""

from __future__ import annotations

import re

from sourcekeeper.patterns import regex
from sourcekeeper.web.addresses.wire import has_public_suffix

_TRAIL = ".,;:!?…'’)]}»”*_~"
_FILE_ENDING = (
    r"(?:html?|xhtml|php\d?|aspx?|jspx?|cfm|pdf|docx?|odt|ods|odp|rtf|xlsx?|pptx?|csv|tsv|xml|json|txt|zip|jpe?g|png|gif|svg|"
    r"mp[34]|epub)"
)
_ENDS_AS_FILE = regex(rf"(?i).*\.{_FILE_ENDING}(?:[?#].*)?")
_IS_FILE_ENDING = regex(rf"(?i){_FILE_ENDING}(?:[?#/].*)?")
_BEGUN_ENDING = regex(r"/[^/]*\w\.([a-z]{1,4})$")
_BARE_HOST = regex(r"(?i)(?:[a-z0-9-]+\.)+[a-z]{2,}(?=/|:|$)")
_HOST_REST = regex(r"[a-z0-9-]*(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?:[/:?#].*)?")
_LAST_LABELS = regex(r"(?:[a-z]{2,6}|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,6})(?:[/:?#].*)?")
_OPEN_HOST = regex(r"(?i).*(?:://|(?<![\w.-])www\.)(?:www\.)?(?P<host>[^/?#]*)", re.DOTALL)
_HOST_END = regex(r"[/:?#]")
_ARCHIVE_TIME = regex(r".*/(?:web|wayback|all|\d+)/\d{4,14}(?:[a-z]{2}_)?/", re.DOTALL)
_UNBROKEN = regex(r"[^/?&=._-]*[/?&=._-]*")
_NEW_ADDRESS = regex(r"(?i)\A(?:(?:https?|ftp|hxxps?):|www\.|doi:)|://")
_BEGIN = regex(r"[\w/?#&=%~-]|[.(](?=\w)")
_LEADING_SIGN = regex(r"[/?&=%~_#.-](?=\w)")
_NUMBER = regex(r"[\d.,/–—-]+")
_DAY_IN_FIGURES = regex(r"\d{1,2}[./–-]\d{1,2}[./–-](?:\d\d)?\d\d")
_TIMED = regex(r"\d{4,14}(?:[a-z]{2}_)?/https?://.+")
"""What follows ``web.archive.org/web/``: an address of its own stands in it."""
_WORD = regex(r"[a-z0-9][a-z0-9-]*")
_SLASHED = regex(r"(?:[a-z0-9][\w.-]*/)+(?:[a-z0-9][\w.-]*)?")
_LONGEST_RANGE = 9
"""Characters of ``2019-2020``."""
_LONGEST_PAIR = 14
"""Characters of ``and/or``, ``client/server``: two short words of prose with a slash between."""
_CLOSING = ".,;:!?…)]}»”"
_PROSE = regex(
    # Said of an address, in the line after it.
    r"accessed|retrieved|visited|viewed|archived|cited|consulté|consultée|accédé|abgerufen|besucht|zuletzt|stand|"
    r"consultado|consultada|accedido|acedido|acessado|visitado|consultato|consultata|visitato|ultimo|geraadpleegd|bezocht|"
    r"last|and|or|on|in|at|as|for|see|also|with|from|et|ou|le|la|les|en|au|aux|voir|du|de|des|puis|sur|dans|par|"
    r"und|oder|am|im|vom|von|der|die|das|siehe|vgl|auch|y|o|e|el|los|las|ver|véase|del|il|lo|gli|vedi|"
    r"of|op|het|een|zie|ook|ici|here|hier|aquí|qui|aqui|etc|pp"
)


def unbroken(token: str) -> str:
    """Return how much of a token stays together when lines are broken: programs break addresses after a sign."""
    found = _UNBROKEN.match(token)
    return found[0] if found else token


def continues(head: str, token: str, *, rest: str = "", is_full: bool) -> bool:
    """Whether `token`, the first of the next line, belongs to the address `head` that ends its line.

    `rest`: what follows the token in its line. `is_full`: the token would not have fit in the line before. A token
    that could be prose is left to the prose.
    """
    is_alone = not any(char.isalnum() for char in rest)
    is_closed = not rest.strip() or rest.lstrip()[0] in _CLOSING or token[-1:] in _CLOSING
    token = token.rstrip(_TRAIL)
    if not _BEGIN.match(token) or (not token.isascii() and head.isascii()):
        return False
    if token[0] in "?&" and "=" in token and head[-1] not in ".!":
        return True
    if not (is_alone or is_full):
        if _ENDS_AS_FILE.fullmatch(token):
            # Set in letters of several widths, a line is full long before it is the longest.
            return head[-1] in "-_=&%" or (head[-1] == "/" and head.count("/") > 3)
        return head[-1] in "-_=&%" and _has_sign(token)
    if _NEW_ADDRESS.search(token):
        # An address of the archive holds another one, and may be broken before its date or after it.
        return bool(_ARCHIVE_TIME.fullmatch(head) or (head[-1] in "/" and _TIMED.fullmatch(token)))
    if _is_host_open(head):
        return bool((_LAST_LABELS if head.endswith(".") else _HOST_REST).fullmatch(token))
    if _LEADING_SIGN.match(token) and is_full and head[-1] not in ".?!":
        return head[-1] != "/" or token[0] != "-"
    match head[-1]:
        case "-" | "_":  # addresses hardly ever end so
            return _goes_on_after_hyphen(head, token, is_full)
        case "=" | "&" | "%":
            return token[0].isalnum()
        case "?":
            return "=" in token
        case ".":  # far more often ends the sentence
            return bool(_IS_FILE_ENDING.fullmatch(token)) or _is_after_point(head, token, is_full and is_closed)
        case "/":  # whole addresses end so too
            return _is_no_word(token, is_alone=is_alone) or (is_full and is_closed and _may_end_path(token))
        case last:  # only narrow columns break words
            is_cut = _is_path(token) or _is_host_cut(head, token) or (is_alone and _is_ending_cut(head, token))
            return last.isalnum() and is_full and is_cut


def _goes_on_after_hyphen(head: str, token: str, is_full: bool) -> bool:
    if token[0] == "(":
        return head[-1] == "_"  # /wiki/Renfe_(empresa)
    return token[0].islower() or token[0].isdigit() or _has_sign(token) or (is_full and token[0].isalnum())


def _is_after_point(head: str, token: str, is_closed: bool) -> bool:
    """Whether a token goes on after a point of the path: figures of a DOI or a number, what has signs of a path."""
    if head.endswith("doi.org/10."):
        return "/" in token
    if head.count("/") < 3 or not token[0].isalnum() or token[0].isupper():
        return False
    if "doi.org/10." in head and any(char.isdigit() for char in token):
        return is_closed
    if token.replace("-", "").replace(".", "").isdigit():
        return is_closed and len(token) > 2
    return _is_path(token)


def _may_end_path(token: str) -> bool:
    """Whether a token alone in its sentence is the last piece of a path, not a word said of the address."""
    return bool(_WORD.fullmatch(token)) and not token.isdigit() and not _PROSE.fullmatch(token)


def _is_host_open(head: str) -> bool:
    """Whether the break falls inside the (innermost) host: ``https://www.lille`` has no end yet."""
    found = _OPEN_HOST.fullmatch(head)
    if found is None:
        return False
    rest = head[found.end() :]
    host = found["host"]
    # "https://www." breaks off in the host; "https://x" may be written so on purpose, behind "www" it is not.
    return not rest and (host.endswith(".") or "." not in host) and (bool(host) or head.endswith("."))


def _is_host_cut(head: str, token: str) -> bool:
    """Whether a host is broken within a word: it ends under no domain there is, and the token would be one."""
    found = _OPEN_HOST.fullmatch(head)
    if found is None or found.end() < len(head) or not _HOST_REST.fullmatch(token):
        return False
    return not has_public_suffix(found["host"]) and has_public_suffix(found["host"] + _HOST_END.split(token)[0])


def _is_ending_cut(head: str, token: str) -> bool:
    """Whether the ending of a file's name is broken: ``rapport.x`` and ``lsx``."""
    begun = _BEGUN_ENDING.search(head)
    return (
        begun is not None
        and not _IS_FILE_ENDING.fullmatch(begun[1])
        and bool(_IS_FILE_ENDING.fullmatch(begun[1] + token))
    )


def _is_no_word(token: str, *, is_alone: bool) -> bool:
    """Whether a token could not stand in prose; alone in its line, less is asked of it."""
    if _NUMBER.fullmatch(token) or _BARE_HOST.fullmatch(token):
        # A year, a range of them or a day is prose; a longer number alone is the record's.
        is_long = len(token) > (4 if token.isdigit() else _LONGEST_RANGE)
        is_record = is_long and bool(_NUMBER.fullmatch(token)) and not _DAY_IN_FIGURES.fullmatch(token)
        return bool(_ENDS_AS_FILE.fullmatch(token)) or (is_alone and is_record)
    if _has_sign(token) or _ENDS_AS_FILE.fullmatch(token) or token.count("-") >= 3:
        return True
    has_both = any(char.isdigit() for char in token) and any(char.isalpha() for char in token)
    if has_both and (is_alone or token[0].islower()):
        return True
    if "/" in token:
        # "and/or" is prose; a path is longer, or closes with a slash.
        is_path = token.endswith("/") or token.count("/") > 1 or len(token) > _LONGEST_PAIR
        return has_both or "-" in token or (is_path and bool(_SLASHED.fullmatch(token)))
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
