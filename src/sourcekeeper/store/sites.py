"""How sites say that a page is not there: the answers to addresses that cannot exist, by host and folder."""

from __future__ import annotations

from sourcekeeper.model import SiteAnswer
from sourcekeeper.store.part import Part
from sourcekeeper.store.records import from_json, site_answer_data, site_answer_of, time_text, to_json

_ANSWER = "SELECT answer FROM site_answers WHERE folder = ?"
_PUT_ANSWER = """
    INSERT INTO site_answers (folder, answer, asked_at) VALUES (?, ?, ?)
    ON CONFLICT (folder) DO UPDATE SET answer = excluded.answer, asked_at = excluded.asked_at
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
