"""Tests of pipeline.core.environments."""
