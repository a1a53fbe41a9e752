"""Draw the report as one HTML page without scripts or network."""
