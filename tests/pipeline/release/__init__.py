"""Tests of pipeline.core.release."""
