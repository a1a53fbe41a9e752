"""Tests of pipeline.core.tools."""
