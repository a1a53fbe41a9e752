"""Tests of pipeline.core.policy."""
