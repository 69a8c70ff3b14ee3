"""Captures at web archives, their proof, and local copies."""
