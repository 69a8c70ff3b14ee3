"""PDF: text by its places on the page."""
