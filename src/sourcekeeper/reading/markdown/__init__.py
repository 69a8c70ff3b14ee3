"""Markdown to documents: `reader` is the reader, the rest its steps from blocks to notes. Pure."""
