"""A Dagger engine for machines without Docker or an image registry."""
