"""The visit pass: `visits` is its loop; what feeds it, asks twice, judges, copies and doubts lies beside it."""
