"""The Wayback Machine: saving, looking up, replaying."""
