"""Validate manifests against schemas and contracts, inside a container."""
