"""Tests of pipeline.core.report."""
