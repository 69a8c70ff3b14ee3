"""HTML: notes that links give away, notes in place, notes that only labels give away."""
