"""Divide a run among engines, and merge what they found."""
