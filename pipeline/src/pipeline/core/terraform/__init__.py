"""Decide the verdict of the gate terraform, and read plans."""
