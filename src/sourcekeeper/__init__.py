"""Keeps the sources of campaign texts alive."""

__version__ = "0.1.0"
