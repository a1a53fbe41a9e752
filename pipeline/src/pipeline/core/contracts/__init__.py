"""Check contracts between objects of a cluster and the service."""
