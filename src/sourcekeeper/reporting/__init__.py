"""Runs told to people: wording, digests, pages. Pure."""
