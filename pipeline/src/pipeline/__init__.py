"""A Flask service's road to production as composable Dagger functions."""
