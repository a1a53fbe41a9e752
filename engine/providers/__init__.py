"""Schemas of Terraform providers, taken from packages that are generated from them."""
