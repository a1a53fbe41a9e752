"""Tests of pipeline.core.project."""
