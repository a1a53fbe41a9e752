"""Tests of pipeline.core.deploy."""
