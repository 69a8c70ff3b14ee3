"""Archives that speak Memento (RFC 7089): looked up in, and one of them recorded by."""
