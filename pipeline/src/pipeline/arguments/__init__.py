"""Declare the arguments of Dagger functions."""
