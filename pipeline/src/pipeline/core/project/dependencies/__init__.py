"""Which files declare dependencies, and how those are installed."""
