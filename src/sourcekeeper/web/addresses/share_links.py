"""Links for those they were given to: which services hand out such, by host and path. Pure."""

from __future__ import annotations

import re

from sourcekeeper.patterns import regex


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SERVICES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (host, regex(pattern))
    for host, pattern in (
        # documents and disks
        ("docs.google.com", r"/(?:[a-z]+/)?(?:u/\d+/)?d/(?!e/)(?!.*/pub(?:$|html))"),  # /d/e/…/pub is meant for all
        ("drive.google.com", r"/(?:file/(?:u/\d+/)?d/|drive/(?:u/\d+/)?folders/|folderview$|open$|uc$)"),
        ("photos.app.goo.gl", r"/."),
        ("photos.google.com", r"/share/"),
        ("calendar.google.com", r"/calendar/ical/.*/private-"),
        ("dropbox.com", r"/(?:s|sh|scl|transfer|t|l)/"),
        ("dl.dropboxusercontent.com", r"/(?:s|scl)/"),
        ("1drv.ms", r"/."),
        ("onedrive.live.com", r"/(?:redir|embed|download|view\.aspx|edit\.aspx|:[a-z]:)"),
        ("sharepoint.com", r"/(?::[a-z]:/|.*/guestaccess\.aspx)"),
        ("app.box.com", r"/s/"),
        ("icloud.com", r"/(?:iclouddrive|share|photos|notes|numbers|pages|keynote)/"),
        ("mega.nz", r"/(?:file|folder)/"),
        ("drive.proton.me", r"/urls/"),
        ("pcloud.link", r"/publink/"),
        ("kdrive.infomaniak.com", r"/app/share/"),
        ("gofile.io", r"/d/"),
        ("gofile.me", r"/\w+/\w"),
        ("notion.site", r"/.*\b[0-9a-f]{32}\b.*/edit"),
        ("airtable.com", r"/(?:app\w+/)?shr\w{10,}"),
        ("overleaf.com", r"/(?:read/)?(?=[a-z]*(?:\d|[b-df-hj-np-tv-z]{6}))[a-z0-9]{12,}$"),
        # transfers that expire
        ("wetransfer.com", r"/downloads/"),
        ("we.tl", r"/t-"),
        ("swisstransfer.com", r"/d/"),
        ("fromsmash.com", r"/[\w-]{8,}"),
        ("transfernow.net", r"/(?:[a-z]{2}/)?dl/"),
        ("grosfichiers.com", r"/."),
        ("filemail.com", r"/d/"),
        # meetings and rooms
        ("zoom.us", r"/(?:rec/(?:share|play)|[jw])/"),
        ("teams.microsoft.com", r"/l/meetup-join/"),
        ("chat.whatsapp.com", r"/."),
        ("t.me", r"/(?:joinchat/|\+)"),
        ("discord.gg", r"/."),
        ("discord.com", r"/invite/"),
        ("signal.group", r"/"),
        ("hooks.slack.com", r"/."),
        ("files.slack.com", r"/."),
        ("join.slack.com", r"/t/"),
        # letters to one person
        ("list-manage.com", r"/(?:unsubscribe|profile|subscribe/confirm|track/)"),
    )
)

OWN_WORDS = _words(
    "document spreadsheets presentation forms drawings d e edit view copy preview file folders drive folderview open "
    "uc u share calendar ical s sh scl fi fo transfer t l downloads read rec play j w joinchat invite redir embed "
    "download view.aspx edit.aspx guestaccess.aspx personal sites documents _layouts publink urls app folder dl "
    "unsubscribe profile subscribe confirm track click iclouddrive photos notes numbers pages keynote meetup-join"
)
"""Segments of such addresses that are the service's own: they may be shown."""

CLOUD = regex(r"/(?:index\.php/)?s/([A-Za-z0-9]{15})(?:/(?:download|preview))?/?$")
"""Nextcloud and ownCloud: fifteen characters drawn by lot, on any host."""


def owner_of(host: str, path: str) -> str:
    """Return the service whose share link an address is, by its host; empty when it is none.

    >>> owner_of("www.dropbox.com", "/scl/fi/x"), owner_of("www.dropbox.com", "/about")
    ('dropbox.com', '')
    """
    for owner, pattern in _SERVICES:
        if (host == owner or host.endswith("." + owner)) and pattern.match(path):
            return owner
    return ""
