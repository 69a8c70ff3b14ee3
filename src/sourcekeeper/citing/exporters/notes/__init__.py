"""Notes of a document going out again with their archive links: one module a program they are pasted into."""
