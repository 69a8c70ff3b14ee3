"""Entries to bibliographies: one module a format, and what formats share. Pure."""
