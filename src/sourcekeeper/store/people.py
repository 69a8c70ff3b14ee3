"""What people said: decisions on sources, and consent to archive a document's sources in public."""

from __future__ import annotations

from sourcekeeper.model import Consent, Decision, DecisionKind
from sourcekeeper.store.part import Part
from sourcekeeper.store.times import optional_time_of, optional_time_text, time_of, time_text

_PUT_DECISION = """
    INSERT INTO decisions (source, kind, made_at, because, until, replacement) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (source, kind) DO UPDATE SET made_at = excluded.made_at, because = excluded.because,
        until = excluded.until, replacement = excluded.replacement
"""
_DECIDED = "SELECT id FROM sources WHERE seq IN (SELECT source FROM decisions)"
_DECISIONS = """
    SELECT s.id AS source_id, d.* FROM sources s JOIN decisions d ON d.source = s.seq
    WHERE s.id = ? ORDER BY d.made_at DESC, d.seq DESC
"""
_ADD_CONSENT = "INSERT INTO consents (document, given_at, how) VALUES (?, ?, ?)"
_CONSENT = """
    SELECT c.given_at, c.how FROM documents d JOIN consents c ON c.document = d.seq
    WHERE d.id = ? ORDER BY c.given_at DESC, c.seq DESC LIMIT 1
"""


class People(Part):
    """The words of people in a store."""

    def record_decision(self, decision: Decision) -> None:
        """Write a person's word; it replaces an earlier one of the same kind."""
        with self._database.transaction():
            self._database.execute(
                _PUT_DECISION,
                (
                    self._source_number(decision.source_id),
                    decision.kind.value,
                    time_text(decision.made_at),
                    decision.because,
                    optional_time_text(decision.until),
                    decision.replacement,
                ),
            )

    def decided(self) -> frozenset[str]:
        """Return the ids of the sources that a person ever said something of: few of all."""
        return frozenset(row["id"] for row in self._database.rows(_DECIDED))

    def decisions(self, source_id: str) -> tuple[Decision, ...]:
        """Return what persons said of a source, newest first; also what holds no longer."""
        return tuple(
            Decision(
                source_id=row["source_id"],
                kind=DecisionKind(row["kind"]),
                made_at=time_of(row["made_at"]),
                because=row["because"],
                until=optional_time_of(row["until"]),
                replacement=row["replacement"],
            )
            for row in self._database.rows(_DECISIONS, (source_id,))
        )

    def record_consent(self, consent: Consent) -> None:
        """Write that a person agreed. Earlier agreements are kept."""
        with self._database.transaction():
            document = self._document_number(consent.document_id)
            self._database.execute(_ADD_CONSENT, (document, time_text(consent.given_at), consent.how))

    def consent(self, document_id: str) -> Consent | None:
        """Return the agreement for a document, the newest if there are several."""
        row = self._database.row(_CONSENT, (document_id,))
        if row is None:
            return None
        return Consent(document_id=document_id, given_at=time_of(row["given_at"]), how=row["how"])
