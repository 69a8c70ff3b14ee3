"""All that is remembered, in SQLite. Every SQL statement of the project is here."""
