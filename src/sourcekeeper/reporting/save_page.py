"""A page with one button a source, for saving by hand: a reader's own browser asks the archive. Pure.

It is plain HTML that works from a file and runs no script, and its policy allows none: the addresses on it come from
documents of anybody's. A button sends the address, and nothing else, to the archive's own form, as the archive's page
does; nothing leaves the reader's machine before that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from html import escape
from urllib.parse import urlsplit

from sourcekeeper.model import Capture, CaptureOptions, CaptureState
from sourcekeeper.reporting.advice import NEEDS_A_PERSON
from sourcekeeper.reporting.wording import word
from sourcekeeper.reporting.words import LANGUAGES
from sourcekeeper.web.addresses.masking import without_secret

_WORDS = {
    "title": ("Sources to save", "Sources à enregistrer"),
    "count": ("To save: {count}", "À enregistrer : {count}"),
    "how": (
        "Each button opens {host} in a new tab and asks it to save one address. What is saved there is public. "
        "Let a capture be done before you begin the third one after it: the archive refuses what comes too fast.",
        "Chaque bouton ouvre {host} dans un nouvel onglet et lui demande d’enregistrer une adresse. Ce qui y est "
        "enregistré est public. Laissez une capture se terminer avant d’en lancer une troisième : l’archive refuse ce "
        "qui vient trop vite.",
    ),
    "rehearsal": (
        "Made in the sandbox, as a rehearsal: the buttons do nothing, for your browser would ask the real archive.",
        "Faite dans le bac à sable, pour essayer : les boutons ne font rien, car votre navigateur s’adresserait à la "
        "vraie archive.",
    ),
    "then": (
        "Then run this again, and what was saved is found and proved; no keys are needed:",
        "Relancez ensuite cette commande : ce qui a été enregistré est retrouvé et prouvé, sans clés :",
    ),
    "save": ("Save", "Enregistrer"),
    "save-it": ("Save {url}", "Enregistrer {url}"),
    "not-offered": ("Not offered", "Non proposées"),
    "why": (
        "These addresses are not for everybody’s eyes, or cannot be saved.",
        "Ces adresses ne sont pas pour tous les yeux, ou ne peuvent être enregistrées.",
    ),
    "done": ("Saved already", "Déjà enregistrées"),
    "written": ("Written by sourcekeeper on {day}.", "Écrite par sourcekeeper le {day}."),
}

_STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    "body{color:#222;background:#fff}"
    "ol,ul{padding-left:2.5rem}li{margin:.6rem 0;overflow-wrap:anywhere}form{display:inline}"
    "button{font:inherit;padding:.2rem .8rem;margin-right:.8rem;cursor:pointer}"
    "code{background:#eee;padding:.2rem .4rem}.why{color:#666}"
)


def save_page(
    captures: Sequence[Capture],
    options: Iterable[CaptureOptions],
    *,
    wayback_url: str,
    written_at: datetime,
    title: str = "",
    language: str = "en",
    command: str = "sourcekeeper archive",
    is_rehearsal: bool = False,
) -> Iterator[str]:
    """Yield the page piece by piece: what is to be saved, what is not offered and why, what is saved already.

    `options` go with the captures, in order. `command` is what is to be run afterwards. In a rehearsal the page says
    that it is one, and its buttons send nothing.
    """
    short = language.lower().partition("-")[0].partition("_")[0]
    short = short if short in LANGUAGES else LANGUAGES[0]
    said = {name: words[LANGUAGES.index(short)] for name, words in _WORDS.items()}
    to_save = [pair for pair in zip(captures, options, strict=True) if _is_to_be_saved(pair[0])]
    not_offered = [each for each in captures if each.state in NEEDS_A_PERSON]
    saved = [each for each in captures if each.state is CaptureState.ARCHIVED]
    yield from _head("" if is_rehearsal else wayback_url, title or said["title"], short)
    yield f"<h1>{_shown(title or said['title'])}</h1>\n<p><b>{said['count'].format(count=len(to_save))}</b></p>\n"
    if is_rehearsal:
        yield f"<p><b>{_shown(said['rehearsal'])}</b></p>\n"
    yield f"<p>{_shown(said['how'].format(host=urlsplit(wayback_url).hostname))}</p>\n"
    yield f"<p>{said['then']} <code>{_shown(command)}</code></p>\n<ol>\n"
    for capture, wanted in to_save:
        yield _button(capture.source.fetch_key, wanted, "" if is_rehearsal else wayback_url, said)
    yield "</ol>\n"
    yield from _list(said["not-offered"], said["why"], not_offered, short)
    yield from _list(said["done"], "", saved, short)
    yield f'<p class="why">{said["written"].format(day=f"{written_at:%Y-%m-%d}")}</p>\n</html>\n'


def _is_to_be_saved(capture: Capture) -> bool:
    """Whether a capture is still to be made: one that stood on an earlier page, and is not found yet, too."""
    is_by_hand = capture.reason is not None and capture.reason.code == "by-hand"
    return capture.state is CaptureState.QUEUED or (capture.state is CaptureState.UNCERTAIN and is_by_hand)


def _head(wayback_url: str, title: str, language: str) -> Iterator[str]:
    parts = urlsplit(wayback_url)
    place = f"{parts.scheme}://{parts.netloc}" if wayback_url else "'none'"
    policy = f"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action {place}"
    yield f'<!doctype html>\n<html lang="{language}">\n<meta charset="utf-8">\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n'
    yield '<meta name="referrer" content="no-referrer">\n<meta name="robots" content="noindex">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f"<title>{_shown(title)}</title>\n<style>{_STYLE}</style>\n"


def _button(url: str, wanted: CaptureOptions, wayback_url: str, said: dict[str, str]) -> str:
    """Return a form like the archive's own, less what saves error pages too; without an archive one that is dead."""
    flags = {
        "capture_outlinks": wanted.outlinks,
        "capture_screenshot": wanted.screenshot,
        "force_get": wanted.force_get,
    }
    fields = "".join(f'<input type="hidden" name="{name}" value="on">' for name, is_on in flags.items() if is_on)
    label = escape(said["save-it"].format(url=_clean(url)))
    action, dead = (f' action="{escape(wayback_url.rstrip("/"))}/save"', "") if wayback_url else ("", " disabled")
    return (
        f'<li><form method="post"{action} target="_blank" rel="noopener">'
        f'<input type="hidden" name="url" value="{escape(url)}">{fields}'
        f'<button{dead} aria-label="{label}">{said["save"]}</button></form><bdi>{_shown(url)}</bdi></li>\n'
    )


def _list(heading: str, below: str, captures: Sequence[Capture], language: str) -> Iterator[str]:
    if not captures:
        return
    yield f"<h2>{heading}</h2>\n" + (f"<p>{below}</p>\n" if below else "") + "<ul>\n"
    for capture in captures:
        why = f' <span class="why">({_shown(word(capture.reason, language))})</span>' if capture.reason else ""
        yield f"<li><bdi>{_shown(without_secret(capture.source.url))}</bdi>{why}</li>\n"
    yield "</ul>\n"


def _shown(text: str) -> str:
    return escape(_clean(text))


def _clean(text: str) -> str:
    """Return a text without what moves a line or turns the writing round."""
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)
