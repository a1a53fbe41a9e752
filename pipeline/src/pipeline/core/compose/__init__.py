"""Read a compose file, and decide in which order its services start."""
