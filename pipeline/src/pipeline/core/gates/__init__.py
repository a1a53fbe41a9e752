"""Decide the verdict of each gate on the service: one module a gate."""
