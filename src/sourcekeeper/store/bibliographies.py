"""What of the bibliographies on the disk is ours: entries merged into a person's own, and files that `keep` wrote."""

from __future__ import annotations

from collections.abc import Mapping

from sourcekeeper.store.part import Part
from sourcekeeper.store.records import from_json, to_json

_ENTRIES = "SELECT CAST(key AS BLOB) AS key, fields FROM merged_entries WHERE file = CAST(? AS TEXT) ORDER BY key"
_FIELDS_OF_KEY = "SELECT fields FROM merged_entries WHERE key = CAST(? AS TEXT) ORDER BY file"
_CLEAR = "DELETE FROM merged_entries WHERE file = CAST(? AS TEXT)"
_ADD = "INSERT INTO merged_entries (file, key, fields) VALUES (CAST(? AS TEXT), CAST(? AS TEXT), ?)"


_WRITTEN = "SELECT digest FROM written_files WHERE file = CAST(? AS TEXT)"
_NOTE_WRITTEN = "INSERT OR REPLACE INTO written_files (file, digest) VALUES (CAST(? AS TEXT), ?)"


class Bibliographies(Part):
    """The bibliographies into which entries were merged, and those that were written whole."""

    def written_as(self, file: str) -> str:
        """Return the SHA-256 of a file as it was last written by us, in hexadecimal; nothing where it never was."""
        row = self._database.row(_WRITTEN, (_bytes(file),))
        return "" if row is None else str(row["digest"])

    def record_written(self, file: str, digest: str) -> None:
        """Write that a file is ours as it is now, by its SHA-256."""
        self._database.execute(_NOTE_WRITTEN, (_bytes(file), digest))

    def merged_entries(self, file: str) -> dict[str, dict[str, str]]:
        """Return what we wrote into a file: cite key in small letters to field to value; nothing for a new file."""
        return {_text(row["key"]): from_json(row["fields"]) for row in self._database.rows(_ENTRIES, (_bytes(file),))}

    def merged_as(self, key: str) -> tuple[dict[str, str], ...]:
        """Return what we wrote under a cite key, in any case of letters, into any file."""
        rows = self._database.rows(_FIELDS_OF_KEY, (_bytes(key.casefold()),))
        return tuple(from_json(row["fields"]) for row in rows)

    def record_merged_entries(self, file: str, entries: Mapping[str, Mapping[str, str]]) -> None:
        """Write what of a file is ours now, in place of what was said of it before."""
        with self._database.transaction():
            self._database.execute(_CLEAR, (_bytes(file),))
            self._database.execute_many(
                _ADD, ((_bytes(file), _bytes(key), to_json(dict(fields))) for key, fields in entries.items() if fields)
            )


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _text(stored: bytes) -> str:
    return bytes(stored).decode("utf-8", "surrogatepass")
