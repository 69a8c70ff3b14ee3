"""Notes that no mark-up tells: lists at the end of a text or none, and the calls that answer them. Pure."""
