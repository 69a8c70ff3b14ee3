"""The title of a citation and what stands round it: quoted, or the best of several readings. Pure."""
