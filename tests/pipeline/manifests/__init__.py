"""Tests of pipeline.core.manifests."""
