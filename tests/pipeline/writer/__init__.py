"""Tests of pipeline.writer."""
