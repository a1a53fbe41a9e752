"""Tests of pipeline.core.terraform."""
