"""Fakes and contract suites for those who write adapters: one module a seam."""
