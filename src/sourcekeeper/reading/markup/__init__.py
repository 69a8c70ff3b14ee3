"""Mark-up that people write: LaTeX, reST, AsciiDoc, Org, wikitext, SPIP."""
