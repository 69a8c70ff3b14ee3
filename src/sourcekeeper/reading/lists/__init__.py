"""Lists of sources: bibliographies, tables, plain lists of addresses."""
