"""One run on many Dagger engines: docs/engines.md."""
