"""Bytes to documents: notes, the sentences that call them, the addresses in them. Pure."""
