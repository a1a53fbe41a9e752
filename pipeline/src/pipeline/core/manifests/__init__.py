"""Decide the verdict of the gate manifests."""
