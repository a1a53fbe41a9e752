"""What the service costs, measured on the real server."""
