"""Tests of what settings of a repository leave out."""
