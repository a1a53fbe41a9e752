"""Check that requests, probes and scrapes reach their ports."""
