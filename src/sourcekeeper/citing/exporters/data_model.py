"""The fields for web archives that BibLaTeX does not know by itself."""

DATA_MODEL = r"""% Fields for web archives, written by sourcekeeper. Load them with
% \usepackage[datamodel=NAME]{biblatex}, where NAME is this file's name without .dbx.
\DeclareDatamodelFields[type=field, datatype=uri]{archiveurl}
\DeclareDatamodelFields[type=field, datatype=date, skipout]{archivedate}
\DeclareDatamodelEntryfields{archiveurl, archivedate, archiveday, archivemonth, archiveyear}
"""
"""What declares ``archiveurl`` and ``archivedate`` to BibLaTeX and biber: the contents of a .dbx file."""
