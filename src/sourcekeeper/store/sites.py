"""What is known of whole sites: how they say that a page is not there, and their robots.txt."""

from __future__ import annotations

from datetime import datetime

from sourcekeeper.model import SiteAnswer
from sourcekeeper.store.part import Part
from sourcekeeper.store.records import from_json, site_answer_data, site_answer_of, to_json
from sourcekeeper.store.times import time_text

_ANSWER = "SELECT answer FROM site_answers WHERE folder = ?"
_PUT_ANSWER = """
    INSERT INTO site_answers (folder, answer, asked_at) VALUES (?, ?, ?)
    ON CONFLICT (folder) DO UPDATE SET answer = excluded.answer, asked_at = excluded.asked_at
"""
_ROBOTS = "SELECT said FROM robots WHERE site = ? AND asked_at >= ?"
_PUT_ROBOTS = """
    INSERT INTO robots (site, said, asked_at) VALUES (?, ?, ?)
    ON CONFLICT (site) DO UPDATE SET said = excluded.said, asked_at = excluded.asked_at
"""


class Sites(Part):
    """What a store knows of whole sites."""

    def site_answer(self, folder: str) -> SiteAnswer | None:
        """Return what a site answered in a folder (`checking.probes.folder_of`), however long ago; None if never."""
        row = self._database.row(_ANSWER, (folder,))
        return None if row is None else site_answer_of(from_json(row["answer"]))

    def record_site_answer(self, folder: str, answer: SiteAnswer) -> None:
        """Write what a site answered in a folder, in place of what it answered before."""
        self._database.execute(_PUT_ANSWER, (folder, to_json(site_answer_data(answer)), time_text(answer.at)))

    def robots(self, site: str, since: datetime) -> str | None:
        """Return the robots.txt of a site, if it was asked for since a moment."""
        row = self._database.row(_ROBOTS, (site, time_text(since)))
        return None if row is None else str(row["said"])

    def record_robots(self, site: str, text: str, at: datetime) -> None:
        """Write the robots.txt of a site, in place of the one before."""
        self._database.execute(_PUT_ROBOTS, (site, text, time_text(at)))
