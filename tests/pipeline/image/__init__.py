"""Tests of pipeline.core.image."""
