"""The benchmarks behind every number of the README."""
