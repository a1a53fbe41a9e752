"""Deployments and environments. Knows neither HTTP nor SQL."""
