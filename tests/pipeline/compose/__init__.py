"""Tests of pipeline.core.compose."""
