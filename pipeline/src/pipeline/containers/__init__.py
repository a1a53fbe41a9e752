"""Build the containers that tools and the service run in."""
