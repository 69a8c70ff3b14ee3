"""Local copies as WARC files (ISO 28500) beside the store: written, read back, purged."""
