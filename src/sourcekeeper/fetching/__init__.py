"""Visits to the live web."""
