"""The command line: parse, call the Keeper, print."""
