"""A person's own .bib file: its blocks, and our entries merged in while every other byte stays. Pure."""
