"""Tests of pipeline.core.report.page."""
