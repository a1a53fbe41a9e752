"""Check what pods run as, are given, and how many there are."""
