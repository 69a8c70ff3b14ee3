"""An address from text to wire: found, mended, unwrapped, compared, sent; and what of it is secret. Pure."""
