"""What is known of the web without touching it: addresses, encodings, mementos, pages. Pure."""
