"""Describe a built image: its record, provenance, signature and registry."""
