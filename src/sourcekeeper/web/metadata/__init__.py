"""What a page says of the work it shows: facts gathered once, a module a field, `item` to join them. Pure."""
