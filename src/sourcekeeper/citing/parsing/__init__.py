"""The text of one citation to an item: what has an unmistakable shape first, then readings of the rest. Pure."""
