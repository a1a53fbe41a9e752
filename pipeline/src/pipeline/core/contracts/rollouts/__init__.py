"""Check how releases are switched, analysed and synced."""
