"""Tests of pipeline.core.project.dependencies."""
