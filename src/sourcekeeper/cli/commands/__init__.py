"""The commands, one module each: what may be asked, and the call that does it. Imported when they are called."""
