"""A miniature web and a stand-in for the Wayback Machine, on this machine only."""
