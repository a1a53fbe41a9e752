"""Read what a repository declares: its settings, metadata, dependencies and layout."""
