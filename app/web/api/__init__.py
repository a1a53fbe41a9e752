"""What programs ask: JSON under /api."""
