"""Notes to bibliography: citations, items, cite keys, export formats. Pure."""
