"""Logs, metrics and correlation of requests."""
