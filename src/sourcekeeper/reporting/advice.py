"""What a person can do about a capture that came to nothing: by the reason, else by the state. Pure.

Words for a person who knows nothing of the archive's ways; ``{url}`` is the address, quoted for a shell, and ``{day}``
when the source is tried again by itself.
"""

from __future__ import annotations

from shlex import quote

from sourcekeeper.model import Capture, CaptureState
from sourcekeeper.reporting.wording import MAX_ARGUMENT, fill

_ALLOW = (
    "not sent. If everybody may read what it opens: sourcekeeper decide {url} archive",
    "non envoyée. Si tout le monde peut lire ce qu’elle ouvre : sourcekeeper decide {url} archive",
)
_KEPT_OUT = (
    "the site keeps the archive out. Keep a copy of your own, or cite another page; tried again by itself ({day})",
    "le site tient l’archive à l’écart. Gardez une copie, ou citez une autre page ; nouvel essai automatique ({day})",
)
_BAD_SNAPSHOT = (
    "look at the snapshot; where it does not show what is cited, cite another page. Tried again by itself ({day})",
    "regardez l’instantané ; s’il ne montre pas ce qui est cité, citez une autre page. Nouvel essai prévu ({day})",
)
_AGAIN = (
    "nothing to do: tried again by itself ({day})",
    "rien à faire : nouvel essai automatique ({day})",
)
_MISSPELT = (
    "open it in a browser: correct the address in the text, or cite a snapshot of it",
    "ouvrez-la dans un navigateur : corrigez l’adresse dans le texte, ou citez-en un instantané",
)

_BY_CODE: dict[str, tuple[str, str]] = {
    "never-setting": (
        "take {pattern} out of `never` in sourcekeeper.toml, or allow this one: sourcekeeper decide {url} archive",
        "ôtez {pattern} de `never` dans sourcekeeper.toml, ou permettez celle-ci : sourcekeeper decide {url} archive",
    ),
    "read-otherwise": (
        "nothing to do: what is cited is archived under its right address",
        "rien à faire : ce qui est cité est archivé sous sa bonne adresse",
    ),
    "never-by-decision": (
        "as decided. To take it back: sourcekeeper decide {url} archive",
        "comme décidé. Pour revenir dessus : sourcekeeper decide {url} archive",
    ),
    "private-address": (
        "only this network sees it. Cite a public address, or put the document on the web",
        "elle n’est visible que de ce réseau. Citez une adresse publique, ou publiez le document",
    ),
    "address-too-long": (
        "cite a shorter address of the same page; what follows “?” can often go",
        "citez une adresse plus courte de la même page ; ce qui suit « ? » est souvent superflu",
    ),
    "not-web": (
        "nothing to do: only web addresses can be archived",
        "rien à faire : seules les adresses du web s’archivent",
    ),
    "never-visible": _AGAIN,
    "error:blocked-url": (
        "the archive takes nothing of this site. Keep a copy of your own, or cite another page",
        "l’archive ne prend rien de ce site. Gardez une copie, ou citez une autre page",
    ),
    "no-host": _MISSPELT,
    "error:invalid-url-syntax": _MISSPELT,
    "error:not-found": _MISSPELT,
    "error:invalid-host-resolution": _MISSPELT,
    "error:filesize-limit": (
        "over 2 GB. Cite the page that offers the file",
        "plus de 2 Go. Citez la page qui propose le fichier",
    ),
    "error:no-access": _KEPT_OUT,
    "error:blocked": _KEPT_OUT,
    "error:unauthorized": _KEPT_OUT,
    "error:too-many-redirects": (
        "cite the address it leads to",
        "citez l’adresse à laquelle elle mène",
    ),
}

_BY_STATE: dict[CaptureState, tuple[str, str]] = {
    CaptureState.WITHHELD: _ALLOW,
    CaptureState.REFUSED: (
        "the archive will not take it. Keep a copy of your own, or cite another page",
        "l’archive ne la prendra pas. Gardez une copie, ou citez une autre page",
    ),
    CaptureState.FAILED: _AGAIN,
    CaptureState.UNFIT: _BAD_SNAPSHOT,
    CaptureState.LOST: (
        "the snapshot is gone from the archive: run `sourcekeeper archive` to have a new one made",
        "l’instantané a disparu de l’archive : lancez `sourcekeeper archive` pour en faire un nouveau",
    ),
    CaptureState.WITHDRAWN: (
        "the archive or the site took it out, and it is not asked for again. Cite another page",
        "l’archive ou le site l’a retirée, et on ne la redemande pas. Citez une autre page",
    ),
}

NEEDS_A_PERSON = frozenset(_BY_STATE)
"""States that nothing but a person, or time, changes."""


def advise(capture: Capture, language: str = "en", *, url: str = "") -> str:
    """Return what a person can do about a capture, in English or French; empty where there is nothing to be done.

    `url` is how the address is shown: the source's own unless given.
    """
    if capture.state not in NEEDS_A_PERSON:
        return ""
    code = capture.reason.code if capture.reason else ""
    words = _BY_CODE.get(code, _BY_STATE[capture.state])
    arguments = dict(capture.reason.arguments) if capture.reason else {}
    day = f"{capture.next_try:%Y-%m-%d}" if capture.next_try else "…"
    quoted = quote(url or capture.source.url)
    # A command that was cut in the middle is none.
    return fill(words, {**arguments, "url": quoted if len(quoted) <= MAX_ARGUMENT else "URL", "day": day}, language)
