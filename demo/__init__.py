"""A release's way to production and back, shown with real parts on one machine."""
