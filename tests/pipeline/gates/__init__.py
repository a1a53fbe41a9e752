"""Tests of pipeline.core.gates."""
