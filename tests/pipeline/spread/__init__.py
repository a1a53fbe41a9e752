"""Tests of pipeline.core.spread."""
