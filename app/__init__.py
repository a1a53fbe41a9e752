"""The release ledger: what runs where."""

NAME = "release-ledger"
VERSION = "0.3.0"
