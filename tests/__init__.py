"""The tests. A package, so that the benchmarks find it before any library's own ``tests``."""
