"""Word processors and e-books: DOCX, ODT, RTF, EPUB."""
