"""Releases, good and bad, shown on a real cluster, with pictures."""
